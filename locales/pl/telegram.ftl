telegram-start =
    Nazywam się Waymark. Odpowiadam na pytania o specjalne potrzeby edukacyjne i niepełnosprawność (po angielsku: SEND).
    Jestem komputerem, nie człowiekiem.
    Telegram to inna firma i Twoje słowa są na jej komputerach. Prosi, żeby korzystały z niego osoby od 16 lat.
telegram-start-web = Rozmowa na stronie internetowej nie ma takiej zasady: { $url }
telegram-description =
    Odpowiadam na pytania o specjalne potrzeby edukacyjne i niepełnosprawność (SEND). Jestem komputerem, nie człowiekiem.
    Nikt tu nie czyta na bieżąco. Jeśli grozi Ci niebezpieczeństwo, zadzwoń pod numer 999.
telegram-profile = Odpowiada na pytania o SEND. Komputer, nie człowiek. W niebezpieczeństwie dzwoń: 999.
telegram-late = Przepraszam za późną odpowiedź. Wcześniej nie było to możliwe.
telegram-help =
    Napisz swoje pytanie. Możesz pisać tak, jak Ci wygodnie.
    Możesz też użyć tych poleceń:
telegram-unknown-command = Nie znam tego polecenia.
telegram-command-start = Start i wybór obszaru
telegram-command-help = Co możesz tu zrobić
telegram-command-settings = Twoje ustawienia
telegram-command-easyread = Łatwy tekst: włącz lub wyłącz
telegram-command-area = Wybierz swój obszar
telegram-command-language = Wybierz język
telegram-command-help-from-a-person = Z kim możesz porozmawiać
telegram-command-privacy = Co o Tobie przechowujemy
telegram-command-mydata = Zobacz i zapisz, co o Tobie przechowujemy
telegram-command-stop = Usuń to, co o Tobie przechowujemy

telegram-privacy =
    Telegram to inna firma. To, co piszesz, jest też na jej komputerach i obowiązują tam jej zasady.
    Nikt tu nie czyta na bieżąco. Jeśli grozi Ci niebezpieczeństwo, zadzwoń pod numer 999.
    Wyślij /help_from_a_person, żeby zobaczyć, z kim można porozmawiać.
    Wyślij /mydata, a dostaniesz wszystko, co przechowuję. Wyślij /stop, a to usunę.
telegram-my-data = Oto wszystko, co o Tobie przechowuję: plik do czytania i plik dla innych programów. Zostaną w tej rozmowie, gdzie mogą je otworzyć inne osoby używające Twojego telefonu. Wyślij /stop, a usunę to, co przechowuję.
telegram-stopped =
    Wiadomości, które tu widzisz, przechowuje Telegram. Możesz usunąć tę rozmowę w Telegramie.
    Jeśli napiszesz znowu, zaczniemy od nowa.
telegram-my-data-words = moje dane, pokaż moje dane, pobierz moje dane, co o mnie wiesz, zapisz rozmowę, zapisz moje dane
telegram-stop-words = usuń rozmowę, usuń moje dane, usuń wszystko, zapomnij mnie, skasuj moje dane, skasuj wszystko

telegram-person = Nikt tu nie czyta na bieżąco. Te osoby mogą z Tobą porozmawiać. Nie musisz podawać nazwiska.
telegram-area-skip = Pomiń
telegram-area-any-words = wszystkie obszary, wszystkie, każdy, żaden, pomiń
telegram-easy-read-words = łatwy tekst, łatwe słowa, prosty język, easy read, prościej, łatwiej
telegram-standard-words = wyłącz łatwy tekst, bez łatwego tekstu, zwykły tekst, standard
telegram-person-words = chcę porozmawiać z człowiekiem, człowiek, rozmowa z człowiekiem, porozmawiać z kimś, chcę z kimś porozmawiać, prawdziwa osoba, osoba
telegram-thumb-words-green = tak, 👍, pomogło, tak pomogło
telegram-thumb-words-amber = trochę, 👉, częściowo
telegram-thumb-words-red = nie, 👎, nie pomogło, raczej nie
telegram-asked = Twoje pytanie: { $question }
telegram-only-text = Umiem czytać tylko tekst. Nie oglądam tego, co zostało wysłane, i nic z tego nie przechowuję. Napisz mi to słowami.
telegram-private-only = Rozmawiam tylko w prywatnych rozmowach. Napisz do mnie tam.
telegram-too-long = To tylko pierwsza część. Zapytaj o jedną rzecz, a napiszę więcej.
telegram-article-gone = Nie mam już tej strony. Możesz o to zapytać własnymi słowami.
telegram-button-gone = Ten przycisk już nie działa. Zadaj pytanie jeszcze raz.
telegram-why-button = 💬 Napisz dlaczego
telegram-why-about = tej odpowiedzi
telegram-why = Co było dobre, a co złe w { $about }? Napisz to jako odpowiedź na tę wiadomość. Urzędnik rady może to przeczytać.
telegram-why-placeholder = Twój komentarz
telegram-wait = W krótkim czasie przyszło od Ciebie dużo wiadomości. Ostatniej nie czytam. Poczekaj minutę i wyślij ją jeszcze raz. Jeśli Tobie lub komuś innemu grozi teraz niebezpieczeństwo, zadzwoń pod numer 999.
