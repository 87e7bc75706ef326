telegram-start =
    Aš esu Waymark. Atsakau į klausimus apie specialiuosius ugdymosi poreikius ir negalią (angliškai SEND).
    Aš esu kompiuteris, o ne žmogus.
    Telegram yra kita įmonė, ir jūsų žodžiai yra jos kompiuteriuose. Ji prašo, kad naudotojai būtų 16 metų ar vyresni.
telegram-start-web = Pokalbiui interneto svetainėje tokios taisyklės nėra: { $url }
telegram-description =
    Atsakau į klausimus apie specialiuosius ugdymosi poreikius ir negalią (SEND). Aš esu kompiuteris, o ne žmogus.
    Čia niekas neskaito iš karto. Jei jums gresia pavojus, skambinkite 999.
telegram-profile = Atsako į klausimus apie SEND. Kompiuteris, ne žmogus. Pavojuje skambinkite 999.
telegram-late = Atsiprašau, kad atsakymas vėluoja. Kai rašėte, atsakyti negalėjau.
telegram-help =
    Parašykite klausimą. Rašykite taip, kaip jums patogu.
    Taip pat galite naudoti šias komandas:
telegram-unknown-command = Tokios komandos nežinau.
telegram-command-start = Pradėti ir pasirinkti vietovę
telegram-command-help = Ką čia galite daryti
telegram-command-settings = Ką pasirinkote
telegram-command-easyread = Įjungti arba išjungti lengvą kalbą
telegram-command-area = Pasirinkti vietovę
telegram-command-language = Pasirinkti kalbą
telegram-command-help-from-a-person = Su kuo galite pasikalbėti
telegram-command-privacy = Kas apie jus saugoma
telegram-command-mydata = Pamatyti ir išsaugoti, kas apie jus saugoma
telegram-command-stop = Ištrinti, kas apie jus saugoma

telegram-privacy =
    Telegram yra kita įmonė. Tai, ką rašote, yra ir jos kompiuteriuose, ir ten galioja jos taisyklės.
    Čia niekas neskaito iš karto. Jei jums gresia pavojus, skambinkite 999.
    Išsiųskite /help_from_a_person ir pamatysite, su kuo galima pasikalbėti.
    Išsiųskite /mydata ir gausite viską, ką saugau. Išsiųskite /stop ir aš tai ištrinsiu.
telegram-my-data = Štai viskas, ką apie jus saugau: vienas failas skaityti ir vienas kitoms programoms. Jie lieka šiame pokalbyje, kur juos gali atidaryti kiti jūsų telefono naudotojai. Išsiųskite /stop ir ištrinsiu tai, ką saugau.
telegram-stopped =
    Žinutes, kurias čia matote, saugo Telegram. Šį pokalbį galite ištrinti Telegram programoje.
    Jei vėl man parašysite, pradėsime iš naujo.
telegram-my-data-words = mano duomenys, parodyk mano duomenis, ką apie mane turi, išsaugok pokalbį, išsaugok mano duomenis
telegram-stop-words = ištrink pokalbį, ištrink mano duomenis, ištrink viską, pamiršk mane

telegram-person = Čia niekas neskaito iš karto. Šie žmonės gali su jumis pasikalbėti. Vardo sakyti nereikia.
telegram-area-skip = Praleisti
telegram-area-any-words = visos vietovės, visos, bet kuri, jokia, praleisti
telegram-easy-read-words = lengva kalba, lengvi žodžiai, paprasti žodžiai, easy read, lengviau
telegram-standard-words = išjungti lengvą kalbą, be lengvos kalbos, įprasta kalba, standard
telegram-person-words = noriu pasikalbėti su žmogumi, žmogus, su žmogumi, pasikalbėti su kuo nors, tikras žmogus
telegram-thumb-words-green = taip, 👍, padėjo, taip padėjo
telegram-thumb-words-amber = truputį, šiek tiek, 👉
telegram-thumb-words-red = ne, 👎, nepadėjo
telegram-asked = Jūsų klausimas: { $question }
telegram-only-text = Galiu skaityti tik tekstą. To, ką atsiuntėte, nežiūrėjau ir nieko iš to nesaugau. Parašykite žodžiais.
telegram-private-only = Kalbu tik asmeniniuose pokalbiuose. Parašykite man ten.
telegram-too-long = Tai tik pirma dalis. Paklauskite apie vieną dalyką iš jos ir parašysiu daugiau.
telegram-article-gone = To puslapio nebeturiu. Galite apie tai paklausti savais žodžiais.
telegram-button-gone = Šis mygtukas nebeveikia. Paklauskite dar kartą.
telegram-why-button = 💬 Parašyti kodėl
telegram-why-about = šis atsakymas
telegram-why = Kuo geras ar blogas { $about }? Parašykite atsakydami į šią žinutę. Savivaldybės pareigūnas gali tai perskaityti.
telegram-why-placeholder = Jūsų komentaras
telegram-wait = Per trumpą laiką atsiuntėte daug žinučių. Paskutinės neskaičiau. Palaukite minutę ir išsiųskite ją dar kartą. Jei jums ar kam nors kitam dabar gresia pavojus, skambinkite 999.
