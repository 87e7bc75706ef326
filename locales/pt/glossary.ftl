glossary-title = Palavras difíceis
glossary-lead = O que significam { $count } palavras difíceis, de forma simples. As explicações estão em inglês.
glossary-search = Procurar uma palavra
glossary-find = Procurar
glossary-all = Todas as palavras difíceis
glossary-found = Palavras encontradas: { $count }
glossary-none = Não tenho a palavra “{ $word }”.
glossary-near = Queria dizer uma destas?
glossary-ask = Pode perguntar sobre ela na conversa:
glossary-question = O que significa { $word }?
glossary-letters = Saltar para uma letra
glossary-also = Outros nomes: { $names }
glossary-past = Isto é sobre o passado.
glossary-source = De onde vem esta explicação: { $source }
glossary-articles = Páginas que usam esta palavra
telegram-glossary =
    Envie-me uma palavra difícil e digo-lhe o que significa. Escreva assim: /glossary EHCP
    Também pode escolher uma destas palavras.
telegram-glossary-ask = Pode perguntar-me sobre ela por palavras suas.
telegram-glossary-words = EHC plan, SENCO, SEN Support, SENDIASS, annual review
telegram-command-glossary = O que significa uma palavra difícil
