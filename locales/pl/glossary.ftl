glossary-title = Trudne słowa
glossary-lead = Co znaczą trudne słowa ({ $count }), prostymi słowami. Wyjaśnienia są po angielsku.
glossary-search = Znajdź słowo
glossary-find = Szukaj
glossary-all = Wszystkie trudne słowa
glossary-found = Znalezione słowa: { $count }
glossary-none = Nie mam słowa „{ $word }”.
glossary-near = Czy chodzi o jedno z tych?
glossary-ask = Możesz o nie zapytać w rozmowie:
glossary-question = Co znaczy { $word }?
glossary-letters = Przejdź do litery
glossary-also = Inne nazwy: { $names }
glossary-past = To dotyczy przeszłości.
glossary-source = Skąd jest to wyjaśnienie: { $source }
glossary-articles = Strony z tym słowem
telegram-glossary =
    Wyślij mi trudne słowo, a powiem, co znaczy. Napisz tak: /glossary EHCP
    Możesz też wybrać jedno z tych słów.
telegram-glossary-ask = Możesz o nie zapytać własnymi słowami.
telegram-glossary-words = EHC plan, SENCO, SEN Support, SENDIASS, annual review
telegram-command-glossary = Co znaczy trudne słowo
