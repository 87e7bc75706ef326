language-own-name = Polski
language-direction = ltr

date-day = { $day } { $month ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
 } { $year }
date-month = { $month ->
    [1] styczeń
    [2] luty
    [3] marzec
    [4] kwiecień
    [5] maj
    [6] czerwiec
    [7] lipiec
    [8] sierpień
    [9] wrzesień
    [10] październik
    [11] listopad
   *[12] grudzień
 } { $year }

language-choose = Język
language-set = Będę pisać do Ciebie po polsku.
language-more = O językach

foreign-title = Co mogę zrobić po polsku
foreign =
    Nazywam się Waymark. Jestem komputerem, nie człowiekiem.
    Odpowiadam na pytania o pomoc dla dzieci i młodzieży ze specjalnymi potrzebami edukacyjnymi i niepełnosprawnościami (po angielsku: SEND).
    Niektóre moje strony są po polsku. Pozostałe są po angielsku.
    Jeśli ktoś jest teraz w niebezpieczeństwie, zadzwoń pod numer 999.
foreign-near =
    Nie mam pewności, czy dobrze rozumiem pytanie. Te strony mogą pomóc. Wybierz jedną, żeby ją przeczytać.
foreign-near-english =
    Strony poniżej są po angielsku.
foreign-none =
    Nie udało mi się znaleźć strony na ten temat. Możesz zapytać innymi słowami.
foreign-people = Możesz też porozmawiać z tymi osobami. Zapytaj, czy ktoś tam mówi po polsku.
label-in-english = Ta strona jest po angielsku.
note-translated = Ta strona została przetłumaczona z angielskiego. Nikt, dla kogo polski jest językiem ojczystym, jeszcze jej nie czytał.
read-in-english = Przeczytaj tę stronę po angielsku

languages-title = Języki
languages-lead = Waymark mówi w tych językach. Wszystko jest najpierw pisane po angielsku.
languages-unread = Nikt, dla kogo to język ojczysty, jeszcze nie czytał tego tłumaczenia. Mogą w nim być błędy.
languages-read = Kto przeczytał: { $who }.
languages-articles = { $count ->
    [0] Żadna strona nie jest jeszcze przetłumaczona. Odpowiedzi są po angielsku.
    [one] Przetłumaczona jest { $count } strona. Pozostałe odpowiedzi są po angielsku.
    [few] Przetłumaczone są { $count } strony. Pozostałe odpowiedzi są po angielsku.
   *[many] Przetłumaczonych jest { $count } stron. Pozostałe odpowiedzi są po angielsku.
 }
languages-danger = Słowa dla osoby w niebezpieczeństwie też są w tym języku.
languages-original = Wszystko jest pisane w tym języku.
