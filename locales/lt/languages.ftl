# Days, minutes and seconds stand in their short forms: the plural rules that the library has for Lithuanian are wrong from 20 on.
language-own-name = Lietuvių
language-direction = ltr

date-day = { $year } m. { $month ->
    [1] sausio
    [2] vasario
    [3] kovo
    [4] balandžio
    [5] gegužės
    [6] birželio
    [7] liepos
    [8] rugpjūčio
    [9] rugsėjo
    [10] spalio
    [11] lapkričio
   *[12] gruodžio
 } { $day } d.
date-month = { $year } m. { $month ->
    [1] sausis
    [2] vasaris
    [3] kovas
    [4] balandis
    [5] gegužė
    [6] birželis
    [7] liepa
    [8] rugpjūtis
    [9] rugsėjis
    [10] spalis
    [11] lapkritis
   *[12] gruodis
 }

language-choose = Kalba
language-set = Su jumis kalbėsiu lietuviškai.
language-more = Apie kalbas

foreign-title = Ką galiu padaryti lietuviškai
foreign =
    Aš esu Waymark. Aš esu kompiuteris, o ne žmogus.
    Atsakau į klausimus apie pagalbą vaikams ir jaunuoliams, turintiems specialiųjų ugdymosi poreikių ar negalią (angliškai SEND).
    Kai kurie puslapiai gali būti lietuviški. Kiti yra anglų kalba.
    Jei kam nors dabar gresia pavojus, skambinkite 999.
foreign-near =
    Nesu tikras, ar teisingai supratau klausimą. Šie puslapiai gali padėti. Pasirinkite vieną ir perskaitykite.
foreign-near-english =
    Toliau nurodyti puslapiai yra anglų kalba.
foreign-none =
    Puslapio apie tai neradau. Galite paklausti kitais žodžiais.
foreign-people = Taip pat galite pasikalbėti su šiais žmonėmis. Paklauskite, ar kas nors ten kalba lietuviškai.
label-in-english = Šis puslapis yra anglų kalba.
note-translated = Šis puslapis išverstas iš anglų kalbos. Nė vienas žmogus, kurio gimtoji kalba lietuvių, jo dar neskaitė.
read-in-english = Skaityti šį puslapį anglų kalba

languages-title = Kalbos
languages-lead = Waymark kalba šiomis kalbomis. Viskas pirmiausia rašoma anglų kalba.
languages-unread = Nė vienas žmogus, kuriam ši kalba gimtoji, šio vertimo dar neskaitė. Jame gali būti klaidų.
languages-read = Perskaitė: { $who }.
languages-articles = { $count ->
    [0] Dar neišverstas nė vienas puslapis. Atsakymai yra anglų kalba.
    [1] Išverstas { $count } puslapis. Kiti atsakymai yra anglų kalba.
   *[other] Išverstų puslapių: { $count }. Kiti atsakymai yra anglų kalba.
 }
languages-danger = Žodžiai žmogui, kuriam gresia pavojus, taip pat yra šia kalba.
languages-original = Viskas rašoma šia kalba.
