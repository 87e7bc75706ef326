telegram-start =
    Sunt Waymark. Răspund la întrebări despre nevoi educaționale speciale și dizabilități (în engleză: SEND).
    Sunt un calculator, nu o persoană.
    Telegram este altă companie, iar cuvintele dumneavoastră sunt pe calculatoarele ei. Ea cere ca oamenii să aibă 16 ani sau mai mult.
telegram-start-web = Conversația de pe site nu are această regulă: { $url }
telegram-description =
    Răspund la întrebări despre nevoi educaționale speciale și dizabilități (SEND). Sunt un calculator, nu o persoană.
    Nimeni nu citește aici pe loc. Dacă sunteți în pericol, sunați la 999.
telegram-profile = Răspunde la întrebări despre SEND. Un calculator, nu o persoană. În pericol, sunați la 999.
telegram-late = Îmi pare rău că răspund târziu. Nu am putut răspunde când ați scris.
telegram-help =
    Scrieți întrebarea. Puteți scrie cum doriți.
    Puteți folosi și aceste comenzi:
telegram-unknown-command = Nu cunosc această comandă.
telegram-command-start = Începeți și alegeți zona
telegram-command-help = Ce puteți face aici
telegram-command-settings = Ce ați ales
telegram-command-easyread = Porniți sau opriți textul ușor
telegram-command-area = Alegeți zona
telegram-command-language = Alegeți limba
telegram-command-help-from-a-person = Cu cine puteți vorbi
telegram-command-privacy = Ce se păstrează despre dumneavoastră
telegram-command-mydata = Vedeți și salvați ce se păstrează
telegram-command-stop = Ștergeți ce se păstrează

telegram-privacy =
    Telegram este altă companie. Ce scrieți este și pe calculatoarele ei, iar acolo sunt valabile regulile ei.
    Nimeni nu citește aici pe loc. Dacă sunteți în pericol, sunați la 999.
    Trimiteți /help_from_a_person ca să vedeți cu cine puteți vorbi.
    Trimiteți /mydata și vă trimit tot ce păstrez. Trimiteți /stop și șterg.
telegram-my-data = Iată tot ce păstrez despre dumneavoastră: un fișier de citit și unul pentru alte programe. Rămân în această conversație, unde le pot deschide și alții care folosesc telefonul. Trimiteți /stop și șterg ce păstrez.
telegram-stopped =
    Mesajele pe care le vedeți aici sunt păstrate de Telegram. Puteți șterge conversația în Telegram.
    Dacă îmi scrieți din nou, începem de la zero.
telegram-my-data-words = datele mele, arată datele mele, ce știi despre mine, salvează conversația, salvează datele mele
telegram-stop-words = șterge conversația, șterge datele mele, șterge tot, uită-mă

telegram-person = Nimeni nu citește aici pe loc. Acești oameni pot vorbi cu dumneavoastră. Nu trebuie să vă spuneți numele.
telegram-area-skip = Săriți peste
telegram-area-any-words = toate zonele, toate, oricare, niciuna, sari peste
telegram-easy-read-words = text ușor, cuvinte ușoare, cuvinte simple, mai ușor, easy read
telegram-standard-words = oprește textul ușor, fără text ușor, text normal, standard
telegram-person-words = vreau să vorbesc cu cineva, o persoană, persoană, vorbesc cu o persoană, vreau să vorbesc cu o persoană, un om, persoană reală
telegram-thumb-words-green = da, 👍, a ajutat, da a ajutat
telegram-thumb-words-amber = puțin, un pic, 👉
telegram-thumb-words-red = nu, 👎, nu a ajutat
telegram-asked = Ați întrebat: { $question }
telegram-only-text = Pot citi doar text. Nu m-am uitat la ce ați trimis și nu păstrez nimic din asta. Spuneți-mi în cuvinte.
telegram-private-only = Vorbesc doar în conversații private. Scrieți-mi acolo.
telegram-too-long = Aceasta este doar prima parte. Întrebați despre un lucru din ea și spun mai mult.
telegram-article-gone = Nu mai am acea pagină. Puteți întreba cu cuvintele dumneavoastră.
telegram-button-gone = Acest buton nu mai funcționează. Puneți întrebarea din nou.
telegram-why-button = 💬 Spuneți de ce
telegram-why-about = acest răspuns
telegram-why = Ce a fost bun sau rău la { $about }? Scrieți ca răspuns la acest mesaj. Un funcționar al consiliului îl poate citi.
telegram-why-placeholder = Comentariul dumneavoastră
telegram-wait = Mi-ați trimis multe mesaje în scurt timp. Nu l-am citit pe ultimul. Așteptați un minut și trimiteți-l din nou. Dacă dumneavoastră sau altcineva este în pericol acum, sunați la 999.
