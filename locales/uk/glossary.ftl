glossary-title = Складні слова
glossary-lead = Що означають складні слова ({ $count }), просто. Пояснення – англійською.
glossary-search = Знайти слово
glossary-find = Шукати
glossary-all = Усі складні слова
glossary-found = Знайдено слів: { $count }
glossary-none = Слова «{ $word }» тут немає.
glossary-near = Може, ви мали на увазі одне з цих?
glossary-ask = Про нього можна запитати в розмові:
glossary-question = Що означає { $word }?
glossary-letters = Перейти до літери
glossary-also = Інші назви: { $names }
glossary-past = Це про минуле.
glossary-source = Звідки це пояснення: { $source }
glossary-articles = Сторінки, де є це слово
telegram-glossary =
    Надішліть мені складне слово, і я скажу, що воно означає. Пишіть так: /glossary EHCP
    Ви також можете вибрати одне з цих слів.
telegram-glossary-ask = Можете запитати мене про нього своїми словами.
telegram-glossary-words = EHC plan, SENCO, SEN Support, SENDIASS, annual review
telegram-command-glossary = Що означає складне слово
