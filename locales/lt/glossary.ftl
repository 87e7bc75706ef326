glossary-title = Sunkūs žodžiai
glossary-lead = Ką reiškia sunkūs žodžiai ({ $count }), paprastai. Paaiškinimai parašyti angliškai.
glossary-search = Rasti žodį
glossary-find = Ieškoti
glossary-all = Visi sunkūs žodžiai
glossary-found = Rasta žodžių: { $count }
glossary-none = Žodžio „{ $word }“ neturiu.
glossary-near = Gal turėjote galvoje vieną iš šių?
glossary-ask = Apie jį galite paklausti pokalbyje:
glossary-question = Ką reiškia { $word }?
glossary-letters = Pereiti prie raidės
glossary-also = Kiti pavadinimai: { $names }
glossary-past = Tai apie praeitį.
glossary-source = Iš kur šis paaiškinimas: { $source }
glossary-articles = Puslapiai, kuriuose yra šis žodis
telegram-glossary =
    Atsiųskite sunkų žodį, ir pasakysiu, ką jis reiškia. Rašykite taip: /glossary EHCP
    Taip pat galite pasirinkti vieną iš šių žodžių.
telegram-glossary-ask = Galite apie jį paklausti savais žodžiais.
telegram-glossary-words = EHC plan, SENCO, SEN Support, SENDIASS, annual review
telegram-command-glossary = Ką reiškia sunkus žodis
