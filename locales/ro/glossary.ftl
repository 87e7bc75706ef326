glossary-title = Cuvinte grele
glossary-lead = Ce înseamnă cuvintele grele ({ $count }), pe înțelesul tuturor. Explicațiile sunt în engleză.
glossary-search = Găsiți un cuvânt
glossary-find = Căutați
glossary-all = Toate cuvintele grele
glossary-found = Cuvinte găsite: { $count }
glossary-none = Nu am cuvântul „{ $word }”.
glossary-near = V-ați gândit la unul dintre acestea?
glossary-ask = Puteți întreba despre el în conversație:
glossary-question = Ce înseamnă { $word }?
glossary-letters = Săriți la o literă
glossary-also = Alte nume: { $names }
glossary-past = Aceasta este despre trecut.
glossary-source = De unde vine această explicație: { $source }
glossary-articles = Pagini care folosesc acest cuvânt
telegram-glossary =
    Trimiteți-mi un cuvânt greu și vă spun ce înseamnă. Scrieți așa: /glossary EHCP
    Puteți alege și unul dintre aceste cuvinte.
telegram-glossary-ask = Mă puteți întreba despre el cu cuvintele dumneavoastră.
telegram-glossary-words = EHC plan, SENCO, SEN Support, SENDIASS, annual review
telegram-command-glossary = Ce înseamnă un cuvânt greu
