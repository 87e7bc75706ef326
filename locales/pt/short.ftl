short-more = Há mais no documento.
short-none = Não consegui encurtar esta parte.
short-none-next = Pode ler o documento ou perguntar a uma pessoa.
short-we = “We” e “our” são as pessoas que escreveram isto.
short-means = { $word } significa:
