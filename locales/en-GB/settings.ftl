# How somebody likes to be talked to: the settings, and what replies say because of them. Keep sentences short.
greeting-named =
    Hello, { $name }. I am Waymark. I am a computer, not a person.
    What would you like to know?
one-question-title = Do you mean this?
one-question-choose = Yes or no?
one-question-yes = Yes
one-question-no = No
# Words that people type for yes and no, with commas between.
one-question-yes-words = yes, y, yeah, yep, yes please, yes i do, yes that, that one, ok, okay, right, correct, 👍
one-question-no-words = no, n, nope, nah, no thanks, no i dont, not that, not that one, wrong, 👎
# Behind a hard word in easy read: { $term } is a word of the glossary, { $meaning } what it means.
hard-word = { $term } means { $meaning }.
more-there = There is more. Read the whole page to see it all.

# The settings, each as a line of its own: told when it is chosen, and to a person who takes over.
manner-title = How I like to be talked to
manner-lead = You can choose. You can change it at any time. It is kept with this chat, and goes when the chat goes.
manner-style-easy-read = Easy read: short sentences and easy words.
manner-style-standard = Standard words.
manner-pictures-on = Pictures are on.
manner-pictures-off = No pictures.
manner-length-short = Short answers.
manner-length-normal = Answers of normal length.
manner-length-more = Long answers.
manner-time-on = I need time: one message at a time.
manner-time-off = All messages at once are fine.
manner-questions-one = One question at a time.
manner-questions-any = Several questions at once are fine.
manner-language-is = Language: { $language }
manner-name-is = Call me { $name }.
manner-name-kept = I will call you that when we say hello. Officers do not see it in their lists.
manner-name-gone = I will not call you by a name.
manner-name-long = Please choose a name of at most 40 letters.
manner-name-help = I did not keep this as a name.
manner-style = Words
manner-pictures = Pictures
manner-length = How much at once
manner-time = Time
manner-questions = Questions
manner-language-own = The language of my device
manner-name = What I like to be called
manner-name-hint = You do not have to give a name. A first name or a nickname is enough, up to 40 letters. We only use it to say hello.
manner-save = Save
manner-saved = Saved.
manner-summary = What a person reads who takes over from me
manner-summary-hint = If you ever talk with a person here, they see this first. You do not have to say it again.
more = More
remember-hint-unhurried = Only tick this if the device is yours alone. If not, the chat is forgotten when you close the browser.
my-data-pictures = Pictures
my-data-length = How much at once
my-data-time = Time for each message
my-data-questions = Questions at once
my-data-called = What you like to be called

# The settings on Telegram. Each line is a paragraph.
telegram-settings = Press a line to change it. Or send one of these:
telegram-call-me-about = this message
telegram-call-me = What would you like to be called? Write it as a reply to { $about }. A first name or a nickname is enough.
telegram-call-me-placeholder = Your name
telegram-more = More
# Words that people type instead of pressing a button, with commas between.
telegram-more-words = more, next, go on, tell me more, say more, more please, read more
telegram-words-pictures-on = pictures, pictures on, with pictures, show pictures
telegram-words-pictures-off = no pictures, pictures off, without pictures, no emojis, no emoji, emojis off
telegram-words-length-short = short answers, short, shorter answers, shorter
telegram-words-length-normal = normal answers, normal length
telegram-words-length-more = long answers, longer answers
telegram-words-time-on = give me time, i need time, one message at a time, slow down
telegram-words-time-off = all at once, all messages at once
telegram-words-questions-one = one question at a time, one question
telegram-words-questions-any = several questions, many questions
telegram-words-name-none = no name, forget my name, do not call me anything
telegram-words-name-before = call me, name, my name is, i am called
