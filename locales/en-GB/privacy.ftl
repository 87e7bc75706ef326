# What is kept, in the words of /privacy; the times come from the policy in code. Each line is a paragraph, or a line of easy read.
privacy-title = Your privacy
privacy-lead = Waymark keeps as little as it can. It needs no name, stores no internet (IP) addresses, and shows your words to no advertiser. This page is made from the same list that the removal job uses.
privacy-lead-easy = We keep as little as we can. You do not have to give your name.
privacy-area = This is the rule for { $area }.
privacy-rights = Your rights
privacy-rights-words =
    You can see and save everything that is kept of your chat, and delete it all, in one step and without asking anyone.
    Names, addresses, numbers and the like are hidden where we find them before anything is stored. That is not perfect, so please leave them out.
privacy-rights-easy =
    You can see what we keep.
    You can save it.
    You can delete it.
    You do not need to ask anyone.
privacy-complaint = If you want to complain
privacy-complaint-words =
    If you think your information was used wrongly, complain to your council. Ask for its data protection officer.
    Say what happened, and how the council can reach you. Somebody you trust can help you to write.
    The council must acknowledge your complaint within 30 days. This has been so since 19 June 2026.
    If you are not content with what the council does after that, you can complain to the Information Commissioner's Office (ICO).
privacy-complaint-easy =
    You can complain about how we use your information.
    Tell your council. Ask for the data protection officer.
    Say what happened.
    Someone you trust can help you.
    The council must say within 30 days that they have your complaint.
    You may not be happy with their answer. Then you can tell the ICO.
    The ICO checks that people's information is safe.
privacy-who = See who to talk to
privacy-my-data = See, save or delete my data
privacy-standard = Show this in standard words
privacy-easy = Show this in easy read

policy-chat = Your questions and our answers
policy-chat-words =
    What: what you ask, with personal details hidden where we find them, and what you are told.
    Why: so that you can read back, and ask on from what was said.
    How long: on the web until the chat was not used for { $minutes } minutes; on Telegram, or where you ticked "remember", { $days } days at most.
    Who: you. Officers do not see it unless you press a thumb.
policy-chat-easy =
    We keep your questions and our answers.
    This is so you can read them again.
    On the web we delete them after { $minutes } minutes without use.
    On Telegram we keep them for { $days } days.
    Only you can see them.
policy-profile = How you want to be talked to
policy-profile-words =
    What: your area, your language, easy read or not, how you like to be talked to, who you said you are, what you like to be called if you chose that, and whether this device remembers. It is encrypted.
    Why: so that we never ask twice.
    How long: as long as the chat, { $days } days at most.
    Who: nobody reads it; the program uses it.
policy-profile-easy =
    We keep your area, your language and how you like to be talked to.
    It goes when your chat goes.
    No person looks at it.
policy-ratings = Your thumbs and comments
policy-ratings-words =
    What: the thumb, your comment, the question and the answer, with personal details hidden where we find them; no name.
    Why: so that the council can mend what is wrong.
    How long: { $days } days (12 months). Then only the number of thumbs is kept.
    Who: officers of the council of your area.
policy-ratings-easy =
    We keep your thumb and your comment for 12 months.
    We keep the question and the answer with it.
    The council reads them to make things better.
    They do not see your name.
policy-counts = Numbers
policy-counts-words =
    What: how many thumbs of each colour, how often somebody was shown help, and what their messages say about services (such as waiting), by area and month. No words and no names.
    Why: so that the council can see what families need.
    How long: without end.
    Who: officers of the council, and what they publish. How often somebody was shown help is told to safeguarding officers; others see what was said about services, and no number below 5.
policy-counts-easy =
    We count thumbs.
    Counts have no words and no names.
    We keep the counts.
policy-danger = What is said in danger
policy-danger-words =
    What: the exact words of a message that says somebody may be in danger. They are encrypted, and kept apart from all else.
    Why: so that the people of the council whose work is safeguarding can act.
    How long: { $days } days. Your council set this time. Deleting your data does not reach this record, because whoever holds the phone may be the one who does harm.
    Who: officers with the safeguarding role for your area. Each time someone reads the words, that is written down. A named lead gets an alert without your words.
policy-danger-easy =
    You may tell us that someone is in danger.
    Then we keep your words for { $days } days.
    Only a few people at the council can read them. Their work is to keep people safe.
    You cannot delete this record.
    That is to keep you safe.
policy-danger-off =
    What: only a count without words. Your council has switched off the record of the words.
    Why: so that the council sees how often people need help.
    How long: without end.
    Who: officers with the safeguarding role for your area. A named lead may get an alert without your words.
policy-danger-off-easy =
    You may tell us that someone is in danger.
    We do not keep those words for the council.
    We only count that it happened.
policy-waiting = Replies on their way to Telegram
policy-waiting-words =
    What: the number of your Telegram chat and the reply, encrypted.
    Why: so that no reply is lost when something breaks.
    How long: until it has arrived, { $days } days at most.
    Who: nobody; the program sends it. Telegram is another company and sees your messages too.
policy-waiting-easy =
    We keep a reply until it has reached you.
    Then we delete it.
    Telegram is another company. It sees your messages too.
policy-sessions = Officers who sign in
policy-sessions-words =
    What: e-mail addresses of officers, their sessions, and a list of what they did.
    Why: so that only those who may can see what you wrote.
    How long: a session ends by itself; the list is kept for 2 years.
    Who: administrators of the council.
policy-sessions-easy =
    The people at the council must sign in.
    We write down what they do.

my-data-title = My data
my-data-lead = This is everything that is kept of this chat.
my-data-none = Nothing is kept of this chat.
my-data-danger = If a message said that somebody may be in danger, it may also be kept in the safeguarding record of the council. That record is not shown here, and you cannot delete it here.
my-data-save = Save it
my-data-save-hint = A file to read, or a file for other programs. A saved file stays on this device, where others may find it.
my-data-save-text = Save as text
my-data-save-json = Save as JSON
my-data-delete = Delete it all
my-data-delete-hint = This removes your chat, your choices, and your comments and thumbs. It cannot be undone.
my-data-when = When
my-data-question = You asked
my-data-answer = You were told
my-data-thumb = Your thumb
my-data-comment = Your comment
my-data-style = How you read
my-data-area = Area
my-data-language = Language
my-data-audience = You said you are
my-data-remember = This device remembers
my-data-message = On its way to you

erased-title = It is deleted
erased-gone = What is deleted
erased-stays = What stays, and why
erased-chat = Questions with their answers: { $count }
erased-profile = Your choices: area, easy read and the like
erased-ratings = Thumbs with their questions, answers and comments: { $count }
erased-waiting = Replies that were on their way: { $count }
erased-nothing = Nothing was kept of you, so there was nothing to delete.
erased-counts-stay = The number of thumbs stays, without words and without you.
erased-danger-stays = If you told us that somebody may be in danger, those words stay in the safeguarding record for up to { $days } days. You cannot delete them here, so that nobody else who holds your phone can.
