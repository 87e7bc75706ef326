# The language itself: its name for itself, and the direction of its lines (ltr or rtl).
language-own-name = English
language-direction = ltr

# Dates. $year and $day are numbers, $month is 1 to 12.
date-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }
date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }

# Choosing a language.
language-choose = Language
language-set = I will talk to you in English.
language-more = About the languages

# A question in another language than that of the articles. Each line is a paragraph, and a line of easy read.
foreign-title = What I can do in your language
foreign =
    I am Waymark. I am a computer, not a person.
    I answer questions about help for children and young people with special educational needs and disabilities (SEND).
    Some of my pages are in your language. The others are in English.
    If somebody is in danger now, call 999.
foreign-near =
    I am not sure that I understood your question. These pages may help. Choose one to read it.
foreign-near-english =
    The pages below are in English.
foreign-none =
    I did not find a page about this. You can ask in other words.
foreign-people = You can also talk to these people. Ask if somebody there speaks your language.
label-in-english = This page is in English.
note-translated = This page was translated from English. No native speaker has read it yet.
read-in-english = Read this page in English

# The page about the languages.
languages-title = Languages
languages-lead = Waymark speaks these languages. Everything is written in English first.
languages-unread = No native speaker has read this translation yet. It may have mistakes.
languages-read = Read by { $who }.
languages-articles = { $count ->
    [0] No pages are translated yet. Answers are in English.
    [one] { $count } page is translated. The other answers are in English.
   *[other] { $count } pages are translated. The other answers are in English.
 }
languages-danger = The words for somebody in danger are in this language, too.
languages-original = Everything is written in this language.
