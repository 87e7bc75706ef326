pictures-title = Imaginile
pictures-lead = Fiecare imagine are un singur înțeles. Stă lângă cuvinte și niciodată în locul lor.
pictures-off = Imaginile vă distrag atenția? Deschideți „Ajutor la citit” în partea de sus a paginii și alegeți „Fără imagini”. Pentru asta, browserul trebuie să aibă scripturile pornite.
pictures-people = Nicio persoană cu dizabilitate intelectuală nu s-a uitat încă la aceste imagini cu noi. Dacă una este greu de înțeles, spuneți-ne.
pictures-count = Imagini: { $count }
pictures-who = Cine le-a făcut
pictures-twemoji = Imaginile marcate „Twemoji” sunt de la Twitter, Inc și alți autori, drepturi de autor 2020. Sunt folosite neschimbate, sub licența
pictures-ours = Imaginile marcate „Waymark” au fost desenate pentru acest program și au licența lui.
pictures-council = Imaginile marcate „consiliu” sunt ale consiliului (council) sau ale celor de la care le are. Întrebați consiliul înainte să le folosiți.
pictures-by-twemoji = Twemoji
pictures-by-waymark = Waymark
pictures-by-council = consiliu

aids = Ajutor la citit
aids-hint = Aceasta se păstrează numai în acest browser.
aids-size = Mărimea textului
aids-space = Spațiul dintre rânduri
aids-face = Litere
aids-contrast = Culori
aids-pictures = Imagini
aids-speed = Citire cu voce tare
aids-usual = Obișnuit
aids-size-2 = Mare
aids-size-3 = Mai mare
aids-size-4 = Cel mai mare
aids-space-2 = Mai mult
aids-space-3 = Cel mai mult
aids-face-clear = Mai ușor de deosebit
aids-contrast-light = Negru pe alb
aids-contrast-dark = Alb pe negru
aids-pictures-on = Arată imaginile
aids-pictures-off = Fără imagini
aids-speed-slow = Încet
aids-speed-fast = Repede
aids-reset = Înapoi la obișnuit

listen-group = Citire cu voce tare
listen = Citește cu voce tare
listen-pause = Pauză
listen-on = Continuă
listen-next = Următorul
listen-stop = Oprește
listen-no-voice = Acest dispozitiv nu are o voce care citește singură în această limbă.

telegram-thumbs = Sub un răspuns sunt trei butoane. 🟢 Degetul mare în sus: da, a ajutat. 🟡 Degetul mare într-o parte: a ajutat puțin. 🔴 Degetul mare în jos: nu.

term-page = Mai mult despre acest cuvânt
