# Easy-read lines on the web, the pictures page, reading help and reading aloud. Keep each message short.

pictures-title = The pictures
pictures-lead = Each picture has one meaning. It stands beside the words and never instead of them.
pictures-off = Do you find pictures distracting? Open “Reading help” at the top of the page and choose “No pictures”. That needs a browser with scripts switched on.
pictures-people = Nobody with a learning disability has looked at these pictures with us yet. If one is hard to understand, tell us.
pictures-count = { $count } pictures
pictures-who = Who made them
pictures-twemoji = The pictures marked “Twemoji” are by Twitter, Inc and other contributors, copyright 2020. They are used unchanged, under the licence
pictures-ours = The pictures marked “Waymark” were drawn for this program, and have its licence.
pictures-council = The pictures marked “council” belong to the council or to those it has them from. Ask the council before you use them.
pictures-by-twemoji = Twemoji
pictures-by-waymark = Waymark
pictures-by-council = council

aids = Reading help
aids-hint = This is kept in this browser only.
aids-size = Text size
aids-space = Space between lines
aids-face = Letters
aids-contrast = Colours
aids-pictures = Pictures
aids-speed = Reading aloud
aids-usual = Usual
aids-size-2 = Large
aids-size-3 = Larger
aids-size-4 = Largest
aids-space-2 = More
aids-space-3 = Most
aids-face-clear = Easier to tell apart
aids-contrast-light = Black on white
aids-contrast-dark = White on black
aids-pictures-on = Show pictures
aids-pictures-off = No pictures
aids-speed-slow = Slow
aids-speed-fast = Fast
aids-reset = Back to the usual

listen-group = Read aloud
listen = Read aloud
listen-pause = Pause
listen-on = Go on
listen-next = Next
listen-stop = Stop
listen-no-voice = This device has no voice that reads this language by itself.

# Under the picture of the three thumbs, up to 1,024 characters.
telegram-thumbs = Under an answer there are three buttons. 🟢 Thumb up: yes, it helped. 🟡 Thumb to the side: it helped a bit. 🔴 Thumb down: no.

# A link under the meaning of a hard word.
term-page = More about this word
