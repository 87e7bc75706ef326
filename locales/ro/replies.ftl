route-greeting =
    Bună ziua. Sunt Waymark. Sunt un calculator, nu o persoană.
    Întrebați-mă despre ajutor pentru nevoi educaționale speciale. Puteți scrie cum doriți.
route-thanks =
    Cu plăcere.
    Puteți întreba altceva oricând.
route-goodbye =
    La revedere. Reveniți oricând.
route-nothing =
    Întrebați-mă despre ajutor pentru nevoi educaționale speciale.
    Puteți scrie cum doriți. Greșelile nu contează.
personal-title = Nu pot vedea cazul dumneavoastră
personal =
    Nu pot vedea planul sau dosarul dumneavoastră. Nu știu cine sunteți.
    Acești oameni se pot uita la cazul dumneavoastră.
unanswered-title = Nu am găsit asta
unanswered =
    Știu doar ce au scris consiliile (councils).
    Puteți întreba cu alte cuvinte. Sau întrebați unul dintre acești oameni.
route-not-that =
    Îmi pare rău. Spuneți-mi mai multe despre ce aveți nevoie.
    Puteți scrie cum doriți. Greșelile nu contează.
route-orders =
    Răspund doar la întrebări despre ajutor pentru nevoi educaționale speciale.
    Ce ați dori să știți despre asta?
route-unfinished =
    Vă rog să continuați. Spuneți ce s-a întâmplat sau ce vreți să știți.
    Sunt un calculator. Nicio persoană nu citește asta acum.
route-insult =
    Îmi pare rău că este greu. Sunt un calculator și greșesc.
    Puteți spune cu alte cuvinte de ce aveți nevoie. Sau puteți vorbi cu o persoană.
clarification-title = La care dintre acestea vă referiți?
clarification =
    Nu sunt sigur ce întrebați. Alegeți una dintre acestea sau întrebați cu alte cuvinte.
missed-again-title = Să găsim o persoană
missed-again =
    Din nou nu am găsit. Îmi pare rău.
    Acești oameni vă pot ajuta. Mă puteți întreba în continuare cu alte cuvinte.
two-answers-title = Ați întrebat două lucruri
fault-title = Nu am putut răspunde acum
fault =
    Ceva nu a mers la noi. Nu este vina dumneavoastră.
    Trimiteți întrebarea din nou. Dacă sunteți în pericol, sunați la 999.

label-elsewhere = Aceasta este despre { $about }. Nu am găsit nimic despre asta pentru { $own }.
label-about = Aceasta este despre { $about }.
label-corrected = Am citit așa: { $words }.
easy-read-not-written = Un calculator a scurtat aceste cuvinte. Nicio persoană nu le-a verificat încă.
easy-read-not-read = Aceste cuvinte ușoare nu au fost încă verificate cu cititori.
note-evidence = Am verificat aceste surse ultima dată pe { $date }. Niciun funcționar al consiliului nu a semnat încă această pagină.
note-checked = Verificat pe { $date } de { $who }.
source-page = pagina { $page }
note-imported = Aceste cuvinte vin direct dintr-un document.
published = publicat: { $date }
local-offer = Local Offer (lista ajutorului local) pentru { $area }
contacts-heading = Oameni care pot ajuta
sources-heading = De unde vine asta
suggestions-next = Puteți întreba și
suggestions-near = Despre asta știu
suggestions-start = Puteți întreba

rate-question = V-a ajutat acest răspuns?
rate-green = Da
rate-amber = Puțin
rate-red = Nu
rated = Mulțumesc. Puteți schimba evaluarea oricând.
rated-comment = Mulțumesc. Un funcționar al consiliului vă poate citi comentariul.
rated-gone = Nu mai am acel răspuns, așa că nu poate fi evaluat.
rating-lost = Evaluarea nu a fost salvată. Ceva nu a mers la noi. Apăsați din nou.
comment-lost = Comentariul nu a fost salvat. Ceva nu a mers la noi. Trimiteți-l din nou.
comment-first-thumb = Alegeți mai întâi o evaluare. Apoi scrieți comentariul.
comment-help = Comentariul nu a fost pus la celelalte comentarii. Nimeni nu le citește destul de repede pentru așa ceva.

style-easy-on = Textul ușor (easy read) este pornit.
style-easy-off = Textul ușor (easy read) este oprit.
area-set = Voi căuta mai întâi în { $area }.
area-none = Voi căuta în toate zonele.
area-unknown = Nu cunosc această zonă. Alegeți una dintre acestea.
area-choose = În ce zonă locuiți?
area-any = Toate zonele
forgotten = Această conversație a fost ștearsă.

read-more = Citiți toată pagina
settings-kept = Voi ține minte asta în această conversație.
remember-on = Acest dispozitiv va ține minte conversația 90 de zile.
remember-off = Acest dispozitiv va uita conversația când închideți browserul.
