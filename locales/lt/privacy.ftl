privacy-title = Jūsų privatumas
privacy-lead = Waymark saugo kuo mažiau. Vardo jam nereikia. Jis nesaugo interneto (IP) adresų ir jūsų žodžių nerodo jokiam reklamuotojui. Šis puslapis sudarytas pagal tą patį sąrašą, pagal kurį programa trina duomenis.
privacy-lead-easy = Saugome kuo mažiau. Vardo sakyti nereikia.
privacy-area = Tokia taisyklė galioja čia: { $area }.
privacy-rights = Jūsų teisės
privacy-rights-words =
    Galite pamatyti ir išsaugoti viską, kas saugoma iš jūsų pokalbio, ir vienu žingsniu viską ištrinti, nieko neklausdami.
    Prieš ką nors išsaugodami paslepiame vardus, adresus, numerius ir panašius duomenis, kai juos atpažįstame. Tai pavyksta ne visada, todėl geriau jų nerašykite.
privacy-rights-easy =
    Galite pamatyti, ką saugome.
    Galite tai išsaugoti.
    Galite tai ištrinti.
    Nieko klausti nereikia.
privacy-complaint = Jei norite pasiskųsti
privacy-complaint-words =
    Jei manote, kad jūsų duomenys panaudoti neteisingai, skųskitės savo savivaldybei (council). Klauskite jos duomenų apsaugos pareigūno (data protection officer).
    Parašykite, kas atsitiko ir kaip savivaldybė gali su jumis susisiekti. Padėti rašyti gali žmogus, kuriuo pasitikite.
    Savivaldybė per 30 dienų privalo patvirtinti, kad skundą gavo. Taip yra nuo 2026 m. birželio 19 d.
    Jei po to nesutinkate su tuo, ką padarė savivaldybė, galite skųstis Information Commissioner's Office (ICO, duomenų apsaugos įstaigai).
privacy-complaint-easy =
    Galite skųstis dėl to, kaip naudojame jūsų duomenis.
    Pasakykite savivaldybei. Klauskite „data protection officer“.
    Pasakykite, kas atsitiko.
    Žmogus, kuriuo pasitikite, gali jums padėti.
    Savivaldybė per 30 dienų privalo pasakyti, kad jūsų skundą turi.
    Galite būti nepatenkinti atsakymu. Tada galite kreiptis į ICO.
    ICO tikrina, ar žmonių duomenys saugūs.
privacy-who = Su kuo galima pasikalbėti
privacy-my-data = Pamatyti, išsaugoti arba ištrinti mano duomenis
privacy-standard = Rodyti įprasta kalba
privacy-easy = Rodyti lengva kalba

policy-chat = Jūsų klausimai ir mūsų atsakymai
policy-chat-words =
    Kas: jūsų klausimai, kuriuose paslėpti atpažinti asmens duomenys, ir tai, kas jums atsakyta.
    Kam: kad galėtumėte vėl perskaityti ir klausti toliau.
    Kiek laiko: svetainėje, kol pokalbis nenaudotas { $minutes } min.; Telegram programoje arba pažymėjus „prisiminti“ daugiausia { $days } d.
    Kas mato: jūs. Pareigūnai to nemato, nebent paspaudžiate įvertinimą.
policy-chat-easy =
    Saugome jūsų klausimus ir savo atsakymus.
    Kad galėtumėte juos vėl perskaityti.
    Svetainėje ištriname juos, kai pokalbis nenaudojamas { $minutes } min.
    Telegram programoje saugome { $days } d.
    Tik jūs juos matote.
policy-profile = Kaip su jumis kalbėti
policy-profile-words =
    Kas: jūsų vietovė, jūsų kalba, lengva kalba ar ne, kaip norite bendrauti, kas jūs esate (jei pasakėte), kaip norite būti vadinami (jei pasirinkote) ir ar šis įrenginys prisimena. Tai užšifruota.
    Kam: kad neklaustume dar kartą.
    Kiek laiko: tiek, kiek pokalbis, daugiausia { $days } d.
    Kas mato: niekas neskaito; naudoja programa.
policy-profile-easy =
    Saugome jūsų vietovę, jūsų kalbą ir kaip norite bendrauti.
    Tai dingsta kartu su pokalbiu.
    Joks žmogus į tai nežiūri.
policy-ratings = Jūsų įvertinimai ir komentarai
policy-ratings-words =
    Kas: įvertinimas, komentaras, klausimas ir atsakymas, kuriuose paslėpti atpažinti asmens duomenys; be vardo.
    Kam: kad savivaldybė galėtų pataisyti, kas blogai.
    Kiek laiko: { $days } d. (12 mėnesių). Paskui lieka tik įvertinimų skaičius.
    Kas mato: jūsų vietovės savivaldybės pareigūnai.
policy-ratings-easy =
    Jūsų įvertinimą ir komentarą saugome 12 mėnesių.
    Kartu saugome klausimą ir atsakymą.
    Savivaldybė juos skaito, kad dirbtų geriau.
    Jūsų vardo ji nemato.
policy-counts = Skaičiai
policy-counts-words =
    Kas: kiek kiekvienos spalvos įvertinimų, kaip dažnai kam nors parodyta pagalba ir ką tokios žinutės sako apie paslaugas (pavyzdžiui, apie laukimą), pagal vietovę ir mėnesį. Be žodžių ir be vardų.
    Kam: kad savivaldybė matytų, ko reikia šeimoms.
    Kiek laiko: be pabaigos.
    Kas mato: savivaldybės pareigūnai ir visi, jei jie tai paskelbia. Kaip dažnai kam nors parodyta pagalba, mato apsaugos (safeguarding) pareigūnai; kiti mato, kas pasakyta apie paslaugas, ir nemato skaičių, mažesnių už 5.
policy-counts-easy =
    Skaičiuojame įvertinimus.
    Skaičiuose nėra nei žodžių, nei vardų.
    Skaičius pasiliekame.
policy-danger = Kas pasakyta pavojuje
policy-danger-words =
    Kas: tikslūs žinutės žodžiai, jei joje sakoma, kad kam nors gali grėsti pavojus. Jie užšifruoti ir laikomi atskirai.
    Kam: kad savivaldybės žmonės, kurių darbas yra apsauga (safeguarding), galėtų veikti.
    Kiek laiko: { $days } d. Šį laiką nustatė jūsų savivaldybė. Ištrynus jūsų duomenis šis įrašas lieka, nes telefoną rankose gali turėti tas, kas skriaudžia.
    Kas mato: jūsų vietovės apsaugos pareigūnai. Kiekvieną kartą, kai kas nors perskaito žodžius, tai užrašoma. Paskirtas žmogus gauna pranešimą be jūsų žodžių.
policy-danger-easy =
    Galite mums pasakyti, kad kam nors gresia pavojus.
    Tada jūsų žodžius saugome { $days } d.
    Juos gali skaityti tik keli savivaldybės žmonės. Jų darbas – saugoti žmones.
    Šio įrašo ištrinti negalite.
    Tai jūsų saugumui.
policy-danger-off =
    Kas: tik skaičius be žodžių. Jūsų savivaldybė žodžių įrašymą išjungė.
    Kam: kad savivaldybė matytų, kaip dažnai žmonėms reikia pagalbos.
    Kiek laiko: be pabaigos.
    Kas mato: jūsų vietovės apsaugos pareigūnai. Paskirtas žmogus gali gauti pranešimą be jūsų žodžių.
policy-danger-off-easy =
    Galite mums pasakyti, kad kam nors gresia pavojus.
    Tų žodžių savivaldybei nesaugome.
    Tik suskaičiuojame, kad tai įvyko.
policy-waiting = Atsakymai pakeliui į Telegram
policy-waiting-words =
    Kas: jūsų Telegram pokalbio numeris ir atsakymas, užšifruoti.
    Kam: kad sugedus kam nors nedingtų joks atsakymas.
    Kiek laiko: kol pasiekia jus, daugiausia { $days } d.
    Kas mato: niekas; siunčia programa. Telegram yra kita įmonė ir taip pat mato jūsų žinutes.
policy-waiting-easy =
    Atsakymą saugome, kol jis jus pasiekia.
    Tada jį ištriname.
    Telegram yra kita įmonė. Ji taip pat mato jūsų žinutes.
policy-sessions = Pareigūnai, kurie prisijungia
policy-sessions-words =
    Kas: pareigūnų el. pašto adresai, jų prisijungimai ir sąrašas, ką jie darė.
    Kam: kad tai, ką rašėte, matytų tik tie, kam leista.
    Kiek laiko: prisijungimas baigiasi pats; sąrašas saugomas 2 metus.
    Kas mato: savivaldybės administratoriai.
policy-sessions-easy =
    Savivaldybės žmonės turi prisijungti.
    Užrašome, ką jie daro.

my-data-title = Mano duomenys
my-data-lead = Tai viskas, kas saugoma iš šio pokalbio.
my-data-none = Iš šio pokalbio nieko nesaugoma.
my-data-danger = Jei žinutėje buvo sakoma, kad kam nors gali grėsti pavojus, ji gali būti ir savivaldybės apsaugos (safeguarding) registre. Tas įrašas čia nerodomas ir čia jo ištrinti negalite.
my-data-save = Išsaugoti
my-data-save-hint = Failas skaityti arba failas kitoms programoms. Išsaugotas failas lieka šiame įrenginyje, kur jį gali rasti kiti.
my-data-save-text = Išsaugoti kaip tekstą
my-data-save-json = Išsaugoti kaip JSON
my-data-delete = Ištrinti viską
my-data-delete-hint = Tai ištrina pokalbį, jūsų pasirinkimus, komentarus ir įvertinimus. Atkurti negalima.
my-data-when = Kada
my-data-question = Jūsų klausimas
my-data-answer = Kas jums atsakyta
my-data-thumb = Jūsų įvertinimas
my-data-comment = Jūsų komentaras
my-data-style = Kaip skaitote
my-data-area = Vietovė
my-data-language = Kalba
my-data-audience = Kas jūs esate
my-data-remember = Šis įrenginys prisimena
my-data-message = Pakeliui pas jus

erased-title = Ištrinta
erased-gone = Kas ištrinta
erased-stays = Kas lieka ir kodėl
erased-chat = Klausimai su atsakymais: { $count }
erased-profile = Jūsų pasirinkimai: vietovė, lengva kalba ir panašiai
erased-ratings = Įvertinimai su klausimais, atsakymais ir komentarais: { $count }
erased-waiting = Atsakymai, kurie buvo pakeliui: { $count }
erased-nothing = Apie jus nieko nebuvo saugoma, tad trinti nebuvo ko.
erased-counts-stay = Įvertinimų skaičius lieka, be žodžių ir be jūsų.
erased-danger-stays = Jei sakėte, kad kam nors gali grėsti pavojus, tie žodžiai lieka apsaugos registre daugiausia { $days } d. Čia jų ištrinti negalite, kad to negalėtų padaryti ir kas nors kitas, turintis jūsų telefoną.
