privacy-title = Confidențialitatea dumneavoastră
privacy-lead = Waymark păstrează cât mai puțin. Nu are nevoie de niciun nume, nu păstrează adrese de internet (IP) și nu arată cuvintele dumneavoastră niciunei firme de publicitate. Această pagină este făcută din aceeași listă după care programul șterge date.
privacy-lead-easy = Păstrăm cât mai puțin. Nu trebuie să vă spuneți numele.
privacy-area = Aceasta este regula pentru { $area }.
privacy-rights = Drepturile dumneavoastră
privacy-rights-words =
    Puteți vedea și salva tot ce se păstrează din conversație și puteți șterge totul, într-un singur pas și fără să întrebați pe nimeni.
    Înainte de a păstra ceva, ascundem nume, adrese, numere și altele asemenea, unde le recunoaștem. Nu reușim mereu, așa că e mai bine să nu le scrieți.
privacy-rights-easy =
    Puteți vedea ce păstrăm.
    Puteți salva.
    Puteți șterge.
    Nu trebuie să întrebați pe nimeni.
privacy-complaint = Dacă doriți să vă plângeți
privacy-complaint-words =
    Dacă credeți că datele dumneavoastră au fost folosite greșit, plângeți-vă la consiliu (council). Cereți responsabilul cu protecția datelor (data protection officer).
    Spuneți ce s-a întâmplat și cum vă poate contacta consiliul. Cineva în care aveți încredere vă poate ajuta să scrieți.
    Consiliul trebuie să confirme în 30 de zile că a primit plângerea. Așa este din 19 iunie 2026.
    Dacă apoi nu sunteți mulțumit de ce a făcut consiliul, vă puteți plânge la Information Commissioner's Office (ICO, autoritatea pentru protecția datelor).
privacy-complaint-easy =
    Vă puteți plânge de felul în care folosim datele dumneavoastră.
    Spuneți consiliului. Cereți „data protection officer”.
    Spuneți ce s-a întâmplat.
    Cineva în care aveți încredere vă poate ajuta.
    Consiliul trebuie să spună în 30 de zile că are plângerea.
    Poate nu sunteți mulțumit de răspuns. Atunci puteți spune la ICO.
    ICO verifică dacă datele oamenilor sunt în siguranță.
privacy-who = Vedeți cu cine puteți vorbi
privacy-my-data = Vedeți, salvați sau ștergeți datele mele
privacy-standard = Arată în cuvinte normale
privacy-easy = Arată în text ușor

policy-chat = Întrebările dumneavoastră și răspunsurile noastre
policy-chat-words =
    Ce: ce întrebați, cu datele personale ascunse unde le recunoaștem, și ce vi se răspunde.
    De ce: ca să puteți reciti și întreba mai departe.
    Cât timp: pe site, până când conversația nu a fost folosită { $minutes ->
        [one] { $minutes } minut
        [few] { $minutes } minute
       *[other] { $minutes } de minute
     }; pe Telegram, sau unde ați bifat „țineți minte”, cel mult { $days ->
        [one] { $days } zi
        [few] { $days } zile
       *[other] { $days } de zile
     }.
    Cine vede: dumneavoastră. Funcționarii nu văd, decât dacă apăsați o evaluare.
policy-chat-easy =
    Păstrăm întrebările dumneavoastră și răspunsurile noastre.
    Așa le puteți citi din nou.
    Pe site le ștergem după { $minutes } min fără folosire.
    Pe Telegram le păstrăm { $days ->
        [one] { $days } zi
        [few] { $days } zile
       *[other] { $days } de zile
     }.
    Doar dumneavoastră le vedeți.
policy-profile = Cum doriți să vi se vorbească
policy-profile-words =
    Ce: zona, limba, text ușor sau nu, cum vă place să vi se vorbească, cine ați spus că sunteți, cum vă place să vi se spună (dacă ați ales) și dacă acest dispozitiv ține minte. Este criptat.
    De ce: ca să nu întrebăm de două ori.
    Cât timp: cât conversația, cel mult { $days ->
        [one] { $days } zi
        [few] { $days } zile
       *[other] { $days } de zile
     }.
    Cine vede: nimeni nu citește; programul folosește.
policy-profile-easy =
    Păstrăm zona, limba și cum vă place să vi se vorbească.
    Dispar când dispare conversația.
    Nicio persoană nu se uită la asta.
policy-ratings = Evaluările și comentariile dumneavoastră
policy-ratings-words =
    Ce: evaluarea, comentariul, întrebarea și răspunsul, cu datele personale ascunse unde le recunoaștem; fără nume.
    De ce: ca să poată consiliul să repare ce este greșit.
    Cât timp: { $days ->
        [one] { $days } zi
        [few] { $days } zile
       *[other] { $days } de zile
     } (12 luni). Apoi rămâne doar numărul de evaluări.
    Cine vede: funcționari ai consiliului din zona dumneavoastră.
policy-ratings-easy =
    Păstrăm evaluarea și comentariul 12 luni.
    Păstrăm și întrebarea și răspunsul.
    Consiliul le citește ca să facă lucrurile mai bine.
    Nu vă vede numele.
policy-counts = Numere
policy-counts-words =
    Ce: câte evaluări de fiecare culoare, cât de des i s-a arătat cuiva ajutor și ce spun acele mesaje despre servicii (de exemplu, despre așteptare), pe zonă și lună. Fără cuvinte și fără nume.
    De ce: ca să vadă consiliul de ce au nevoie familiile.
    Cât timp: fără sfârșit.
    Cine vede: funcționarii consiliului și ce publică ei. Cât de des i s-a arătat cuiva ajutor văd funcționarii de protecție (safeguarding); ceilalți văd ce s-a spus despre servicii și niciun număr sub 5.
policy-counts-easy =
    Numărăm evaluările.
    Numerele nu au cuvinte și nu au nume.
    Păstrăm numerele.
policy-danger = Ce se spune în pericol
policy-danger-words =
    Ce: cuvintele exacte ale unui mesaj care spune că cineva poate fi în pericol. Sunt criptate și păstrate separat.
    De ce: ca să poată acționa oamenii din consiliu care se ocupă de protecție (safeguarding).
    Cât timp: { $days ->
        [one] { $days } zi
        [few] { $days } zile
       *[other] { $days } de zile
     }. Consiliul a stabilit acest timp. Ștergerea datelor nu șterge acest registru, pentru că cine ține telefonul poate fi cel care face rău.
    Cine vede: funcționari cu rol de protecție din zona dumneavoastră. De fiecare dată când cineva citește cuvintele, se notează. O persoană desemnată primește o alertă fără cuvintele dumneavoastră.
policy-danger-easy =
    Ne puteți spune că cineva este în pericol.
    Atunci păstrăm cuvintele { $days ->
        [one] { $days } zi
        [few] { $days } zile
       *[other] { $days } de zile
     }.
    Doar câțiva oameni din consiliu le pot citi. Munca lor este să protejeze oamenii.
    Nu puteți șterge acest registru.
    Este pentru siguranța dumneavoastră.
policy-danger-off =
    Ce: doar un număr, fără cuvinte. Consiliul a oprit registrul cuvintelor.
    De ce: ca să vadă consiliul cât de des au oamenii nevoie de ajutor.
    Cât timp: fără sfârșit.
    Cine vede: funcționari cu rol de protecție din zona dumneavoastră. O persoană desemnată poate primi o alertă fără cuvintele dumneavoastră.
policy-danger-off-easy =
    Ne puteți spune că cineva este în pericol.
    Nu păstrăm acele cuvinte pentru consiliu.
    Doar numărăm că s-a întâmplat.
policy-waiting = Răspunsuri pe drum spre Telegram
policy-waiting-words =
    Ce: numărul conversației dumneavoastră de pe Telegram și răspunsul, criptate.
    De ce: ca să nu se piardă niciun răspuns când se strică ceva.
    Cât timp: până ajunge, cel mult { $days ->
        [one] { $days } zi
        [few] { $days } zile
       *[other] { $days } de zile
     }.
    Cine vede: nimeni; programul trimite. Telegram este altă companie și vede și ea mesajele dumneavoastră.
policy-waiting-easy =
    Păstrăm un răspuns până ajunge la dumneavoastră.
    Apoi îl ștergem.
    Telegram este altă companie. Vede și ea mesajele.
policy-sessions = Funcționari care se conectează
policy-sessions-words =
    Ce: adresele de e-mail ale funcționarilor, sesiunile lor și o listă a ce au făcut.
    De ce: ca doar cei care au voie să vadă ce ați scris.
    Cât timp: o sesiune se termină singură; lista se păstrează 2 ani.
    Cine vede: administratorii consiliului.
policy-sessions-easy =
    Oamenii din consiliu trebuie să se conecteze.
    Notăm ce fac.

my-data-title = Datele mele
my-data-lead = Acesta este tot ce se păstrează din această conversație.
my-data-none = Nu se păstrează nimic din această conversație.
my-data-danger = Dacă un mesaj a spus că cineva poate fi în pericol, el poate fi și în registrul de protecție (safeguarding) al consiliului. Acel registru nu este arătat aici și nu îl puteți șterge aici.
my-data-save = Salvați
my-data-save-hint = Un fișier de citit sau un fișier pentru alte programe. Fișierul salvat rămâne pe acest dispozitiv, unde îl pot găsi alții.
my-data-save-text = Salvați ca text
my-data-save-json = Salvați ca JSON
my-data-delete = Ștergeți tot
my-data-delete-hint = Aceasta șterge conversația, alegerile, comentariile și evaluările dumneavoastră. Nu se poate reveni.
my-data-when = Când
my-data-question = Ați întrebat
my-data-answer = Vi s-a răspuns
my-data-thumb = Evaluarea dumneavoastră
my-data-comment = Comentariul dumneavoastră
my-data-style = Cum citiți
my-data-area = Zona
my-data-language = Limba
my-data-audience = Ați spus că sunteți
my-data-remember = Acest dispozitiv ține minte
my-data-message = Pe drum spre dumneavoastră

erased-title = S-a șters
erased-gone = Ce s-a șters
erased-stays = Ce rămâne și de ce
erased-chat = Întrebări cu răspunsurile lor: { $count }
erased-profile = Alegerile dumneavoastră: zona, textul ușor și altele
erased-ratings = Evaluări cu întrebări, răspunsuri și comentarii: { $count }
erased-waiting = Răspunsuri care erau pe drum: { $count }
erased-nothing = Nu se păstra nimic despre dumneavoastră, deci nu era nimic de șters.
erased-counts-stay = Numărul de evaluări rămâne, fără cuvinte și fără dumneavoastră.
erased-danger-stays = Dacă ne-ați spus că cineva poate fi în pericol, acele cuvinte rămân în registrul de protecție cel mult { $days ->
    [one] { $days } zi
    [few] { $days } zile
   *[other] { $days } de zile
 }. Nu le puteți șterge aici, ca să nu poată nici altcineva care are telefonul dumneavoastră.
