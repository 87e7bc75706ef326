# What the Telegram bot says besides its replies. Each line of a message is a paragraph: keep sentences short.

telegram-start =
    I am Waymark. I answer questions about special educational needs and disabilities (SEND).
    I am a computer, not a person.
    Telegram is another company, and your words are on its computers. It asks people to be 16 or over.
telegram-start-web = The web chat has no such rule: { $url }
# In the empty chat, before anybody has written: at most 512 characters. And in the profile: at most 120.
telegram-description =
    I answer questions about special educational needs and disabilities (SEND). I am a computer, not a person.
    Nobody reads along here. If you are in danger, call 999.
telegram-profile = Answers questions about SEND. A computer, not a person. In danger, call 999.
telegram-late = I am sorry that this comes late. I could not answer when you wrote.
telegram-help =
    Type your question. You can type it any way you like.
    You can also use these commands:
telegram-unknown-command = I do not know that command.
telegram-command-start = Start, and choose your area
telegram-command-help = What you can do here
telegram-command-settings = What you have chosen
telegram-command-easyread = Easy read on or off
telegram-command-area = Choose your area
telegram-command-language = Choose your language
telegram-command-help-from-a-person = Who you can talk to
telegram-command-privacy = What is kept about you
telegram-command-mydata = See and save what is kept about you
telegram-command-stop = Delete what is kept about you

telegram-privacy =
    Telegram is another company. What you write is on its computers too, and its own rules hold there.
    Nobody reads along here. If you are in danger, call 999.
    Send /help_from_a_person to see whom to talk to.
    Send /mydata and I send you everything I keep. Send /stop and I delete it.
telegram-my-data = Here is everything I keep of you: a file to read, and one for other programs. They stay in this chat, where others who use your phone can open them. Send /stop and I delete what I keep.
telegram-stopped =
    The messages you see here are kept by Telegram. You can delete this chat in Telegram.
    If you write to me again, we start new.
# Words that people type instead of a command, with commas between.
telegram-my-data-words = my data, mydata, show my data, export my data, what do you have about me, save my chat, save my data
telegram-stop-words = delete my chat, delete my data, delete everything, delete it all, forget me, erase my data, erase my messages

telegram-person = Nobody reads along here. These people can talk with you. You do not have to give your name.
telegram-area-skip = Skip
# Words that people type instead of an area, with commas between.
telegram-area-any-words = all areas, all, any, none, skip
# Words that people type instead of pressing a button, with commas between.
telegram-easy-read-words = easy read, easyread, easy read on, easyread on, easy read please, easy words, easier words, simple words
telegram-standard-words = easy read off, easyread off, no easy read, standard, standard words
telegram-person-words = talk to a person, a person, a real person, person, human, a human, speak to someone, talk to someone, i want to talk to a person, can i talk to a person, can i talk to someone
telegram-thumb-words-green = yes, 👍, thumbs up, yes it did, yes it helped
telegram-thumb-words-amber = a bit, bit, a little, sort of, 👉
telegram-thumb-words-red = no, 👎, thumbs down, not really, no it did not, no it didnt
telegram-asked = You asked: { $question }
telegram-only-text = I can only read text. I have not looked at what you sent, and I keep nothing of it. Please tell me in words.
telegram-private-only = I only talk in private chats. Please write to me there.
telegram-too-long = This is only the first part. Ask me about one thing in it, and I will say more.
telegram-article-gone = I no longer have that page. You can ask me about it in your own words.
telegram-button-gone = This button no longer works. Please ask your question again.
telegram-why-button = 💬 Say why
telegram-why-about = this answer
telegram-why = What was good or bad about { $about }? Write it as a reply to this message. A council officer can read it.
telegram-why-placeholder = Your comment
telegram-wait = You have sent me many messages in a short time. I have not read the last one. Please wait a minute, then send it again. If you or somebody else is in danger now, call 999.
