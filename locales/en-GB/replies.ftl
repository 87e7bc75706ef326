# What replies say around the knowledge. Each line of a message is a paragraph, and a line of easy read: keep sentences short.

route-greeting =
    Hello. I am Waymark. I am a computer, not a person.
    Ask me about help for special educational needs. You can type it any way you like.
route-thanks =
    You are welcome.
    You can ask me something else at any time.
route-goodbye =
    Goodbye. Come back at any time.
route-nothing =
    Ask me about help for special educational needs.
    You can type it any way you like. Spelling does not matter.
personal-title = I cannot see your own case
personal =
    I cannot see your plan or your records. I do not know who you are.
    These people can look at your own case.
unanswered-title = I did not find this
unanswered =
    I only know what councils have written down.
    You can ask in other words. Or ask one of these people.
route-not-that =
    I am sorry. Tell me more about what you need.
    You can type it any way you like. Spelling does not matter.
route-orders =
    I only answer questions about help for special educational needs.
    What would you like to know about that?
route-unfinished =
    Please go on. Say what has happened, or what you want to know.
    I am a computer. No person is reading this now.
route-insult =
    I am sorry that this is hard. I am a computer and I get things wrong.
    You can tell me what you need in other words. Or you can talk to a person.
clarification-title = Which of these do you mean?
clarification =
    I am not sure what you are asking. Choose one of these, or ask in other words.
missed-again-title = Let us find you a person
missed-again =
    I did not find it again. I am sorry.
    These people can help you. You can still ask me in other words.
two-answers-title = You asked two things
fault-title = I could not answer just now
fault =
    Something went wrong on our side. It is not your fault.
    Please send your question again. If you are in danger, call 999.

label-elsewhere = This is about { $about }. I found nothing about this for { $own }.
label-about = This is about { $about }.
label-corrected = I read this as { $words }.
easy-read-not-written = A computer made these words shorter. No person has checked them yet.
easy-read-not-read = These easy words have not been checked with readers yet.
note-evidence = We last looked at these sources on { $date }. No council officer has signed this page yet.
note-checked = Checked on { $date } by { $who }.
source-page = page { $page }
note-imported = These words come straight from a document.
published = published { $date }
local-offer = The Local Offer for { $area }
contacts-heading = People who can help
sources-heading = Where this comes from
suggestions-next = You can also ask
suggestions-near = I do know about
suggestions-start = You could ask

rate-question = Did this answer help?
rate-green = Yes
rate-amber = A bit
rate-red = No
rated = Thank you. You can change your thumb at any time.
rated-comment = Thank you. An officer of the council can read your comment.
rated-gone = I no longer keep that answer, so it cannot be rated.
rating-lost = Your thumb was not saved. Something went wrong on our side. Please press it again.
comment-lost = Your comment was not saved. Something went wrong on our side. Please send it again.
comment-first-thumb = Choose a thumb first. Then write your comment.
comment-help = Your comment was not put with the other comments. Nobody reads them fast enough for this.

style-easy-on = Easy read is on.
style-easy-off = Easy read is off.
area-set = I will look in { $area } first.
area-none = I will look in all areas.
area-unknown = I do not know that area. Choose one of these.
area-choose = Which area do you live in?
area-any = All areas
forgotten = This chat is forgotten.

read-more = Read the whole page
settings-kept = I will remember this in this chat.
remember-on = This device will remember this chat for 90 days.
remember-off = This device will forget this chat when you close the browser.
