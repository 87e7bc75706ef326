pictures-title = Obrazki
pictures-lead = Każdy obrazek ma jedno znaczenie. Stoi obok słów i nigdy ich nie zastępuje.
pictures-off = Obrazki rozpraszają? Otwórz „Pomoc w czytaniu” u góry strony i wybierz „Bez obrazków”. Do tego w przeglądarce muszą być włączone skrypty.
pictures-people = Nikt z niepełnosprawnością intelektualną jeszcze nie oglądał z nami tych obrazków. Jeśli któryś trudno zrozumieć, napisz nam.
pictures-count = Obrazki: { $count }
pictures-who = Kto je zrobił
pictures-twemoji = Obrazki z napisem „Twemoji” zrobiła firma Twitter, Inc i inni współtwórcy, prawa autorskie 2020. Użyto ich bez zmian, na licencji
pictures-ours = Obrazki z napisem „Waymark” narysowano dla tego programu i mają jego licencję.
pictures-council = Obrazki z napisem „rada” należą do rady (council) albo do tych, od których je ma. Zapytaj radę, zanim ich użyjesz.
pictures-by-twemoji = Twemoji
pictures-by-waymark = Waymark
pictures-by-council = rada

aids = Pomoc w czytaniu
aids-hint = To jest zapisane tylko w tej przeglądarce.
aids-size = Wielkość tekstu
aids-space = Odstęp między wierszami
aids-face = Litery
aids-contrast = Kolory
aids-pictures = Obrazki
aids-speed = Czytanie na głos
aids-usual = Zwykłe
aids-size-2 = Duży tekst
aids-size-3 = Większy tekst
aids-size-4 = Największy tekst
aids-space-2 = Większy
aids-space-3 = Największy
aids-face-clear = Łatwiejsze do rozróżnienia
aids-contrast-light = Czarne na białym
aids-contrast-dark = Białe na czarnym
aids-pictures-on = Pokaż obrazki
aids-pictures-off = Bez obrazków
aids-speed-slow = Wolno
aids-speed-fast = Szybko
aids-reset = Wróć do zwykłych ustawień

listen-group = Czytanie na głos
listen = Czytaj na głos
listen-pause = Pauza
listen-on = Czytaj dalej
listen-next = Następne
listen-stop = Zatrzymaj
listen-no-voice = To urządzenie nie ma głosu, który samo czyta w tym języku.

telegram-thumbs = Pod odpowiedzią są trzy przyciski. 🟢 Kciuk w górę: tak, to pomogło. 🟡 Kciuk w bok: trochę pomogło. 🔴 Kciuk w dół: nie.

term-page = Więcej o tym słowie
