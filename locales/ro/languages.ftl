language-own-name = Română
language-direction = ltr

date-day = { $day } { $month ->
    [1] ianuarie
    [2] februarie
    [3] martie
    [4] aprilie
    [5] mai
    [6] iunie
    [7] iulie
    [8] august
    [9] septembrie
    [10] octombrie
    [11] noiembrie
   *[12] decembrie
 } { $year }
date-month = { $month ->
    [1] ianuarie
    [2] februarie
    [3] martie
    [4] aprilie
    [5] mai
    [6] iunie
    [7] iulie
    [8] august
    [9] septembrie
    [10] octombrie
    [11] noiembrie
   *[12] decembrie
 } { $year }

language-choose = Limba
language-set = Voi vorbi cu dumneavoastră în română.
language-more = Despre limbi

foreign-title = Ce pot face în română
foreign =
    Sunt Waymark. Sunt un calculator, nu o persoană.
    Răspund la întrebări despre ajutorul pentru copii și tineri cu nevoi educaționale speciale și dizabilități (în engleză: SEND).
    Unele dintre paginile mele pot fi în română. Celelalte sunt în engleză.
    Dacă cineva este în pericol acum, sunați la 999.
foreign-near =
    Nu sunt sigur că am înțeles întrebarea. Aceste pagini pot ajuta. Alegeți una ca să o citiți.
foreign-near-english =
    Paginile de mai jos sunt în engleză.
foreign-none =
    Nu am găsit o pagină despre asta. Puteți întreba cu alte cuvinte.
foreign-people = Puteți vorbi și cu acești oameni. Întrebați dacă cineva de acolo vorbește română.
label-in-english = Această pagină este în engleză.
note-translated = Această pagină a fost tradusă din engleză. Niciun vorbitor nativ de română nu a citit-o încă.
read-in-english = Citiți această pagină în engleză

languages-title = Limbi
languages-lead = Waymark vorbește aceste limbi. Totul este scris mai întâi în engleză.
languages-unread = Niciun vorbitor nativ nu a citit încă această traducere. Poate avea greșeli.
languages-read = Citită de { $who }.
languages-articles = { $count ->
    [0] Nicio pagină nu este tradusă încă. Răspunsurile sunt în engleză.
    [one] Este tradusă { $count } pagină. Celelalte răspunsuri sunt în engleză.
    [few] Sunt traduse { $count } pagini. Celelalte răspunsuri sunt în engleză.
   *[other] Sunt traduse { $count } de pagini. Celelalte răspunsuri sunt în engleză.
 }
languages-danger = Cuvintele pentru cineva aflat în pericol sunt și în această limbă.
languages-original = Totul este scris în această limbă.
