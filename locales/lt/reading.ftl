pictures-title = Paveikslėliai
pictures-lead = Kiekvienas paveikslėlis turi vieną reikšmę. Jis yra šalia žodžių ir niekada jų nepakeičia.
pictures-off = Ar paveikslėliai blaško? Puslapio viršuje atidarykite „Skaitymo pagalba“ ir pasirinkite „Be paveikslėlių“. Tam naršyklėje turi būti įjungti scenarijai.
pictures-people = Nė vienas žmogus, turintis intelekto negalią, šių paveikslėlių su mumis dar nežiūrėjo. Jei kurį nors sunku suprasti, parašykite mums.
pictures-count = Paveikslėlių: { $count }
pictures-who = Kas juos sukūrė
pictures-twemoji = Paveikslėlius su užrašu „Twemoji“ sukūrė Twitter, Inc ir kiti autoriai, autorių teisės 2020. Jie naudojami nepakeisti, pagal licenciją
pictures-ours = Paveikslėliai su užrašu „Waymark“ nupiešti šiai programai, ir jiems galioja jos licencija.
pictures-council = Paveikslėliai su užrašu „savivaldybė“ priklauso savivaldybei arba tiems, iš kurių ji juos gavo. Prieš naudodami paklauskite savivaldybės.
pictures-by-twemoji = Twemoji
pictures-by-waymark = Waymark
pictures-by-council = savivaldybė

aids = Skaitymo pagalba
aids-hint = Tai saugoma tik šioje naršyklėje.
aids-size = Teksto dydis
aids-space = Tarpai tarp eilučių
aids-face = Raidės
aids-contrast = Spalvos
aids-pictures = Paveikslėliai
aids-speed = Skaitymas balsu
aids-usual = Įprasta
aids-size-2 = Didelis
aids-size-3 = Didesnis
aids-size-4 = Didžiausias
aids-space-2 = Didesni
aids-space-3 = Didžiausi
aids-face-clear = Lengviau atskirti
aids-contrast-light = Juoda ant balto
aids-contrast-dark = Balta ant juodo
aids-pictures-on = Rodyti paveikslėlius
aids-pictures-off = Be paveikslėlių
aids-speed-slow = Lėtai
aids-speed-fast = Greitai
aids-reset = Grįžti prie įprasto

listen-group = Skaitymas balsu
listen = Skaityti balsu
listen-pause = Pauzė
listen-on = Tęsti
listen-next = Toliau
listen-stop = Sustabdyti
listen-no-voice = Šiame įrenginyje nėra balso, kuris pats skaitytų šia kalba.

telegram-thumbs = Po atsakymu yra trys mygtukai. 🟢 Nykštys aukštyn: taip, padėjo. 🟡 Nykštys į šoną: šiek tiek padėjo. 🔴 Nykštys žemyn: ne.

term-page = Daugiau apie šį žodį
