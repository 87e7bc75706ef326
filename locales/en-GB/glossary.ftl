# The glossary: hard words and what they mean.
glossary-title = Hard words
glossary-lead = What { $count } hard words mean, in plain words.
glossary-search = Find a word
glossary-find = Find
glossary-all = All hard words
glossary-found = Words that were found: { $count }
glossary-none = I do not have the word “{ $word }”.
glossary-near = Did you mean one of these?
glossary-ask = You can ask about it in the chat:
# What is then asked; people read it on a button.
glossary-question = What does { $word } mean?
glossary-letters = Jump to a letter
glossary-also = Other names: { $names }
glossary-past = This is about the past.
glossary-source = Where this meaning comes from: { $source }
glossary-articles = Pages that use this word
# On Telegram. Each line is a paragraph.
telegram-glossary =
    Send me a hard word, and I tell you what it means. Write it like this: /glossary EHCP
    You can also choose one of these words.
telegram-glossary-ask = You can ask me about it in your own words.
# Words of the glossary that are offered to choose from, with commas between, at most five.
telegram-glossary-words = EHC plan, SENCO, SEN Support, SENDIASS, annual review
telegram-command-glossary = What a hard word means
