route-greeting =
    Laba diena. Aš esu Waymark. Aš esu kompiuteris, o ne žmogus.
    Klauskite apie pagalbą esant specialiųjų ugdymosi poreikių. Rašykite taip, kaip jums patogu.
route-thanks =
    Prašom.
    Bet kada galite paklausti dar ko nors.
route-goodbye =
    Viso gero. Sugrįžkite, kada norite.
route-nothing =
    Klauskite apie pagalbą esant specialiųjų ugdymosi poreikių.
    Rašykite taip, kaip jums patogu. Klaidos nesvarbu.
personal-title = Jūsų bylos nematau
personal =
    Nematau jūsų plano ar dokumentų. Nežinau, kas jūs esate.
    Šie žmonės gali pažiūrėti jūsų bylą.
unanswered-title = To neradau
unanswered =
    Žinau tik tai, ką užrašė savivaldybės (councils).
    Galite paklausti kitais žodžiais. Arba paklauskite vieno iš šių žmonių.
route-not-that =
    Atsiprašau. Parašykite daugiau, ko jums reikia.
    Rašykite taip, kaip jums patogu. Klaidos nesvarbu.
route-orders =
    Atsakau tik į klausimus apie pagalbą esant specialiųjų ugdymosi poreikių.
    Ką norėtumėte apie tai sužinoti?
route-unfinished =
    Rašykite toliau. Parašykite, kas atsitiko arba ką norite sužinoti.
    Aš esu kompiuteris. Dabar to neskaito joks žmogus.
route-insult =
    Gaila, kad sunku. Aš esu kompiuteris ir klystu.
    Galite kitais žodžiais parašyti, ko jums reikia. Arba galite pasikalbėti su žmogumi.
clarification-title = Ką iš šių turite omenyje?
clarification =
    Nesu tikras, ko klausiate. Pasirinkite vieną iš šių arba paklauskite kitais žodžiais.
missed-again-title = Suraskime jums žmogų
missed-again =
    Vėl neradau. Atsiprašau.
    Šie žmonės gali jums padėti. Vis tiek galite klausti manęs kitais žodžiais.
two-answers-title = Paklausėte dviejų dalykų
fault-title = Dabar negaliu atsakyti
fault =
    Kažkas sugedo pas mus. Tai ne jūsų kaltė.
    Išsiųskite klausimą dar kartą. Jei jums gresia pavojus, skambinkite 999.

label-elsewhere = Tai apie vietovę: { $about }. Apie vietovę { $own } nieko neradau.
label-about = Tai apie vietovę: { $about }.
label-corrected = Supratau taip: { $words }.
easy-read-not-written = Šiuos žodžius sutrumpino kompiuteris. Joks žmogus jų dar nepatikrino.
easy-read-not-read = Šie lengvi žodžiai dar nepatikrinti su skaitytojais.
note-evidence = Šiuos šaltinius paskutinį kartą tikrinome: { $date }. Nė vienas savivaldybės pareigūnas šio puslapio dar nepasirašė.
note-checked = Patikrinta: { $date }. Kas: { $who }.
source-page = { $page } puslapis
note-imported = Šie žodžiai paimti tiesiai iš dokumento.
published = paskelbta: { $date }
local-offer = Local Offer (vietos pagalbos sąrašas): { $area }
contacts-heading = Kas gali padėti
sources-heading = Iš kur tai žinome
suggestions-next = Taip pat galite paklausti
suggestions-near = Apie tai žinau
suggestions-start = Galite paklausti

rate-question = Ar šis atsakymas padėjo?
rate-green = Taip
rate-amber = Truputį
rate-red = Ne
rated = Ačiū. Įvertinimą galite bet kada pakeisti.
rated-comment = Ačiū. Savivaldybės pareigūnas gali perskaityti jūsų komentarą.
rated-gone = To atsakymo nebeturiu, todėl jo įvertinti negalima.
rating-lost = Jūsų įvertinimas neišsaugotas. Kažkas sugedo pas mus. Paspauskite dar kartą.
comment-lost = Jūsų komentaras neišsaugotas. Kažkas sugedo pas mus. Išsiųskite dar kartą.
comment-first-thumb = Pirma pasirinkite įvertinimą. Tada parašykite komentarą.
comment-help = Jūsų komentaras nepadėtas prie kitų komentarų. Niekas jų neskaito pakankamai greitai, kai kalbama apie tokius dalykus.

style-easy-on = Lengva kalba (easy read) įjungta.
style-easy-off = Lengva kalba (easy read) išjungta.
area-set = Pirmiausia ieškosiu čia: { $area }.
area-none = Ieškosiu visose vietovėse.
area-unknown = Tokios vietovės nežinau. Pasirinkite vieną iš šių.
area-choose = Kurioje vietovėje gyvenate?
area-any = Visos vietovės
forgotten = Šis pokalbis ištrintas.

read-more = Skaityti visą puslapį
settings-kept = Prisiminsiu tai šiame pokalbyje.
remember-on = Šis įrenginys prisimins šį pokalbį 90 dienų.
remember-off = Šis įrenginys pamirš šį pokalbį, kai uždarysite naršyklę.
