language-own-name = Português
language-direction = ltr

date-day = { $day } de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
 } de { $year }
date-month = { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
 } de { $year }

language-choose = Língua
language-set = Vou falar consigo em português.
language-more = Sobre as línguas

foreign-title = O que posso fazer em português
foreign =
    Sou o Waymark. Sou um computador, não uma pessoa.
    Respondo a perguntas sobre ajuda para crianças e jovens com necessidades educativas especiais e deficiência (em inglês: SEND).
    Algumas das minhas páginas podem estar em português. As outras estão em inglês.
    Se alguém estiver em perigo agora, ligue 999.
foreign-near =
    Não tenho a certeza de ter entendido a pergunta. Estas páginas podem ajudar. Escolha uma para a ler.
foreign-near-english =
    As páginas abaixo estão em inglês.
foreign-none =
    Não encontrei uma página sobre isto. Pode perguntar por outras palavras.
foreign-people = Também pode falar com estas pessoas. Pergunte se alguém lá fala português.
label-in-english = Esta página está em inglês.
note-translated = Esta página foi traduzida do inglês. Ainda não foi lida por ninguém que tenha o português como língua materna.
read-in-english = Ler esta página em inglês

languages-title = Línguas
languages-lead = O Waymark fala estas línguas. Tudo é escrito primeiro em inglês.
languages-unread = Esta tradução ainda não foi lida por ninguém que a tenha como língua materna. Pode ter erros.
languages-read = Lida por { $who }.
languages-articles = { $count ->
    [0] Ainda não há páginas traduzidas. As respostas estão em inglês.
    [one] Está traduzida { $count } página. As outras respostas estão em inglês.
   *[other] Estão traduzidas { $count } páginas. As outras respostas estão em inglês.
 }
languages-danger = As palavras para quem está em perigo também estão nesta língua.
languages-original = Tudo é escrito nesta língua.
