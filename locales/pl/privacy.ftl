privacy-title = Twoja prywatność
privacy-lead = Waymark przechowuje jak najmniej. Nie potrzebuje nazwiska, nie zapisuje adresów internetowych (IP) i nie pokazuje Twoich słów reklamodawcom. Ta strona powstaje z tej samej listy, według której program usuwa dane.
privacy-lead-easy = Przechowujemy jak najmniej. Nie musisz podawać imienia ani nazwiska.
privacy-area = Taka zasada obowiązuje w obszarze { $area }.
privacy-rights = Twoje prawa
privacy-rights-words =
    Możesz zobaczyć i zapisać wszystko, co przechowujemy z Twojej rozmowy, i usunąć to jednym krokiem, nikogo nie pytając.
    Zanim cokolwiek zapiszemy, ukrywamy nazwiska, adresy, numery i podobne dane, jeśli je rozpoznamy. To nie zawsze się udaje, więc lepiej ich nie podawaj.
privacy-rights-easy =
    Możesz zobaczyć, co przechowujemy.
    Możesz to zapisać.
    Możesz to usunąć.
    Nie musisz nikogo pytać.
privacy-complaint = Jeśli chcesz złożyć skargę
privacy-complaint-words =
    Jeśli uważasz, że Twoje dane zostały źle użyte, złóż skargę do swojej rady (council). Zapytaj o inspektora ochrony danych (data protection officer).
    Napisz, co się stało i jak rada może się z Tobą skontaktować. Zaufana osoba może pomóc Ci to napisać.
    Rada musi potwierdzić przyjęcie skargi w ciągu 30 dni. Tak jest od 19 czerwca 2026.
    Jeśli potem nie zgadzasz się z tym, co zrobiła rada, możesz złożyć skargę do Information Commissioner's Office (ICO), urzędu ochrony danych.
privacy-complaint-easy =
    Możesz złożyć skargę na to, jak używamy Twoich danych.
    Powiedz o tym radzie. Zapytaj o „data protection officer”.
    Powiedz, co się stało.
    Zaufana osoba może Ci pomóc.
    Rada musi w ciągu 30 dni potwierdzić, że ma Twoją skargę.
    Możesz się nie zgadzać z jej odpowiedzią. Wtedy możesz napisać do ICO.
    ICO pilnuje, żeby dane ludzi były bezpieczne.
privacy-who = Zobacz, z kim porozmawiać
privacy-my-data = Zobacz, zapisz lub usuń moje dane
privacy-standard = Pokaż to zwykłym tekstem
privacy-easy = Pokaż to łatwym tekstem

policy-chat = Twoje pytania i nasze odpowiedzi
policy-chat-words =
    Co: Twoje pytania, z ukrytymi danymi osobowymi tam, gdzie je rozpoznamy, i nasze odpowiedzi.
    Po co: żeby można było wrócić do odpowiedzi i pytać dalej.
    Jak długo: na stronie internetowej do czasu, gdy rozmowa nie była używana przez { $minutes ->
        [one] { $minutes } minutę
        [few] { $minutes } minuty
       *[many] { $minutes } minut
     }; w Telegramie lub po zaznaczeniu „zapamiętaj” najwyżej { $days ->
        [one] { $days } dzień
       *[many] { $days } dni
     }.
    Kto widzi: Ty. Urzędnicy nie widzą tego, chyba że naciśniesz kciuk z oceną.
policy-chat-easy =
    Przechowujemy Twoje pytania i nasze odpowiedzi.
    Dzięki temu możesz je znowu przeczytać.
    Na stronie usuwamy je, gdy rozmowa nie jest używana: { $minutes } min.
    W Telegramie przechowujemy je { $days ->
        [one] { $days } dzień
       *[many] { $days } dni
     }.
    Tylko Ty je widzisz.
policy-profile = Jak mamy do Ciebie mówić
policy-profile-words =
    Co: Twój obszar, Twój język, łatwy tekst lub nie, jak lubisz rozmawiać, kim jesteś (jeśli to podasz), jak mamy się do Ciebie zwracać (jeśli to wybierzesz) i czy to urządzenie pamięta. To jest zaszyfrowane.
    Po co: żeby nie pytać dwa razy.
    Jak długo: tak długo jak rozmowę, najwyżej { $days ->
        [one] { $days } dzień
       *[many] { $days } dni
     }.
    Kto widzi: nikt tego nie czyta; używa tego program.
policy-profile-easy =
    Przechowujemy Twój obszar, Twój język i to, jak lubisz rozmawiać.
    Znika to razem z rozmową.
    Żaden człowiek na to nie patrzy.
policy-ratings = Twoje oceny i komentarze
policy-ratings-words =
    Co: ocena, komentarz, pytanie i odpowiedź, z ukrytymi danymi osobowymi tam, gdzie je rozpoznamy; bez nazwiska.
    Po co: żeby rada mogła poprawić to, co złe.
    Jak długo: { $days ->
        [one] { $days } dzień
       *[many] { $days } dni
     } (12 miesięcy). Potem zostaje tylko liczba ocen.
    Kto widzi: urzędnicy rady w Twoim obszarze.
policy-ratings-easy =
    Przechowujemy Twoją ocenę i komentarz przez 12 miesięcy.
    Razem z nimi pytanie i odpowiedź.
    Rada czyta je, żeby działać lepiej.
    Nie widzi Twojego nazwiska.
policy-counts = Liczby
policy-counts-words =
    Co: ile ocen każdego koloru, jak często komuś pokazano pomoc i co takie wiadomości mówią o usługach (na przykład o czekaniu), według obszaru i miesiąca. Bez słów i bez nazwisk.
    Po co: żeby rada widziała, czego potrzebują rodziny.
    Jak długo: bez końca.
    Kto widzi: urzędnicy rady i każdy, jeśli rada to opublikuje. Jak często komuś pokazano pomoc, widzą urzędnicy z rolą ochrony; inni widzą, co powiedziano o usługach, i żadnej liczby poniżej 5.
policy-counts-easy =
    Liczymy oceny.
    Liczby nie mają słów ani nazwisk.
    Liczby zostają.
policy-danger = Słowa o niebezpieczeństwie
policy-danger-words =
    Co: dokładne słowa wiadomości, która mówi, że komuś może grozić niebezpieczeństwo. Są zaszyfrowane i trzymane oddzielnie.
    Po co: żeby osoby w radzie, które zajmują się ochroną (safeguarding), mogły działać.
    Jak długo: { $days ->
        [one] { $days } dzień
       *[many] { $days } dni
     }. Ten czas ustaliła Twoja rada. Usunięcie Twoich danych nie obejmuje tego zapisu, bo telefon może mieć w ręku osoba, która krzywdzi.
    Kto widzi: urzędnicy z rolą ochrony w Twoim obszarze. Każde przeczytanie słów jest zapisywane. Wyznaczona osoba dostaje powiadomienie bez Twoich słów.
policy-danger-easy =
    Możesz nam napisać, że ktoś jest w niebezpieczeństwie.
    Wtedy przechowujemy Twoje słowa { $days ->
        [one] { $days } dzień
       *[many] { $days } dni
     }.
    Może je przeczytać tylko kilka osób w radzie. Ich praca to ochrona ludzi.
    Nie możesz usunąć tego zapisu.
    To dla Twojego bezpieczeństwa.
policy-danger-off =
    Co: tylko liczba, bez słów. Twoja rada wyłączyła zapisywanie słów.
    Po co: żeby rada widziała, jak często ludzie potrzebują pomocy.
    Jak długo: bez końca.
    Kto widzi: urzędnicy z rolą ochrony w Twoim obszarze. Wyznaczona osoba może dostać powiadomienie bez Twoich słów.
policy-danger-off-easy =
    Możesz nam napisać, że ktoś jest w niebezpieczeństwie.
    Nie przechowujemy tych słów dla rady.
    Liczymy tylko, że to się stało.
policy-waiting = Odpowiedzi w drodze do Telegrama
policy-waiting-words =
    Co: numer Twojej rozmowy w Telegramie i odpowiedź, zaszyfrowane.
    Po co: żeby żadna odpowiedź nie zginęła, gdy coś się zepsuje.
    Jak długo: do czasu dotarcia, najwyżej { $days ->
        [one] { $days } dzień
       *[many] { $days } dni
     }.
    Kto widzi: nikt; wysyła ją program. Telegram to inna firma i też widzi Twoje wiadomości.
policy-waiting-easy =
    Przechowujemy odpowiedź, aż do Ciebie dotrze.
    Potem ją usuwamy.
    Telegram to inna firma. Ona też widzi Twoje wiadomości.
policy-sessions = Urzędnicy, którzy się logują
policy-sessions-words =
    Co: adresy e-mail urzędników, ich sesje i lista tego, co robili.
    Po co: żeby tylko uprawnione osoby mogły zobaczyć, co piszesz.
    Jak długo: sesja kończy się sama; lista jest przechowywana 2 lata.
    Kto widzi: administratorzy rady.
policy-sessions-easy =
    Osoby w radzie muszą się zalogować.
    Zapisujemy, co robią.

my-data-title = Moje dane
my-data-lead = To wszystko, co przechowujemy z tej rozmowy.
my-data-none = Nic z tej rozmowy nie jest przechowywane.
my-data-danger = Jeśli jakaś wiadomość mówiła, że komuś może grozić niebezpieczeństwo, może być też w rejestrze ochrony (safeguarding) rady. Tego zapisu tu nie widać i nie można go tu usunąć.
my-data-save = Zapisz to
my-data-save-hint = Plik do czytania albo plik dla innych programów. Zapisany plik zostaje na tym urządzeniu, gdzie mogą go znaleźć inni.
my-data-save-text = Zapisz jako tekst
my-data-save-json = Zapisz jako JSON
my-data-delete = Usuń wszystko
my-data-delete-hint = To usuwa rozmowę, Twoje wybory, komentarze i oceny. Tego nie można cofnąć.
my-data-when = Kiedy
my-data-question = Twoje pytanie
my-data-answer = Nasza odpowiedź
my-data-thumb = Twoja ocena
my-data-comment = Twój komentarz
my-data-style = Jak czytasz
my-data-area = Obszar
my-data-language = Język
my-data-audience = Kim jesteś
my-data-remember = To urządzenie pamięta
my-data-message = W drodze do Ciebie

erased-title = Usunięto
erased-gone = Co zostało usunięte
erased-stays = Co zostaje i dlaczego
erased-chat = Pytania z odpowiedziami: { $count }
erased-profile = Twoje wybory: obszar, łatwy tekst i podobne
erased-ratings = Oceny z pytaniami, odpowiedziami i komentarzami: { $count }
erased-waiting = Odpowiedzi, które były w drodze: { $count }
erased-nothing = Nic o Tobie nie było przechowywane, więc nie było czego usuwać.
erased-counts-stay = Liczba ocen zostaje, bez słów i bez Ciebie.
erased-danger-stays = Jeśli była mowa o tym, że komuś może grozić niebezpieczeństwo, te słowa zostają w rejestrze ochrony najwyżej { $days ->
    [one] { $days } dzień
   *[many] { $days } dni
 }. Nie możesz ich tu usunąć, żeby nie mógł tego zrobić nikt inny, kto ma Twój telefon.
