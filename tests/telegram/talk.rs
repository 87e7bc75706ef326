//! What a young person does in the chat, and what they read then.

use waymark::feedback::Colour;

use super::{
    program::{Bot, PUBLIC_URL},
    stand_in::{Call, USERNAME},
};

fn texts(calls: &[Call]) -> String {
    calls.iter().map(Call::text).collect::<Vec<_>>().join("\n----\n")
}

// The first minute: what it is, that it is no person, the age Telegram asks for with the way round it, the area, and nothing else.
#[tokio::test]
async fn the_first_minute() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(810_000_001);
    let start = bot.say(&person, "/start").await;
    assert_eq!(start.len(), 2, "{start:#?}");
    for words in ["I am Waymark", "not a person", "16 or over", PUBLIC_URL] {
        assert!(start[0].text().contains(words), "{words}: {}", start[0].text());
    }
    assert!(start[0].text().lines().filter(|l| !l.is_empty()).count() <= 3, "three short lines: {}", start[0].text());
    assert_eq!(start[1].text(), "Which area do you live in?");
    let areas: Vec<String> = start[1].buttons().into_iter().map(|(words, _)| words).collect();
    assert_eq!(areas, ["Norfolk", "Suffolk", "Staffordshire", "Skip"]);

    // Skipping is kept as an answer, and the question does not come again.
    let skipped = bot.press(&person, &start[1], "Skip").await;
    assert!(texts(&skipped).contains("all areas"), "{}", texts(&skipped));
    let answer = bot.say(&person, "how long does an ehcp take").await;
    assert!(texts(&answer).contains("within 20 weeks"), "{}", texts(&answer));

    let menu = bot.stand_in.calls_since(0, "setMyCommands").pop().unwrap();
    let names: Vec<&str> = menu.params["commands"].as_array().unwrap().iter().map(|c| c["command"].as_str().unwrap()).collect();
    let wanted = [
        "start",
        "help",
        "settings",
        "easyread",
        "glossary",
        "area",
        "language",
        "help_from_a_person",
        "explain",
        "privacy",
        "mydata",
        "stop",
    ];
    assert_eq!(names, wanted);
    // Each from a chat of its own, since one chat gets a message a second.
    let help = texts(&bot.say(&bot.stand_in.chat(810_000_011), "/help").await);
    assert!(names.iter().all(|name| help.contains(&format!("/{name} "))), "{help}");
    // The three thumbs as a picture come with the help, once, and with no answer.
    let thumbs = bot.stand_in.calls_since(0, "sendPhoto");
    assert_eq!(thumbs.len(), 1);
    assert!(thumbs[0].params["photo"]["content"].as_str().unwrap().contains("PNG"), "{:?}", thumbs[0].params["caption"]);
    assert!(["🟢", "🟡", "🔴"].iter().all(|dot| thumbs[0].params["caption"].as_str().unwrap().contains(dot)));
    let privacy = texts(&bot.say(&bot.stand_in.chat(810_000_012), "/privacy").await);
    assert!(["90 days", "/stop", "Telegram is another company"].iter().all(|w| privacy.contains(w)), "{privacy}");
    assert!(texts(&bot.say(&bot.stand_in.chat(810_000_013), "/dance").await).contains("/help"));
    bot.say(&person, "/area norfolk").await;
    for said in ["/help_from_a_person", "can i talk to a person?"] {
        let people = texts(&bot.say(&person, said).await);
        let wanted = ["999", "Norfolk SENDIASS", "0344 800 8020", "IPSEA", "NSPCC"];
        assert!(wanted.iter().all(|w| people.contains(w)), "{people}");
        let place = |words: &str| people.find(words).unwrap();
        assert!(place("999") < place("SENDIASS") && place("SENDIASS") < place("116 123"), "danger, people, lines: {people}");
    }
    // A command meant for this bot by name, in any case.
    assert!(texts(&bot.say(&bot.stand_in.chat(810_000_014), &format!("/Help@{USERNAME}")).await).contains("/easyread"));
}

// An answer as it is read: heading in bold, sources named, the page on the web one tap away, thumbs with shape, word and colour.
#[tokio::test]
async fn an_answer_and_its_thumbs() {
    let mut bot = Bot::start().await;
    let id = 810_000_002;
    let answer = bot.say(&bot.stand_in.chat(id), "how long does an ehcp take").await;
    insta::assert_snapshot!("an_answer", texts(&answer));
    let message = answer.last().unwrap().clone();
    let bold = message.params["entities"].as_array().unwrap().iter().any(|e| e["type"] == "bold" && e["offset"] == 0);
    assert!(bold, "the heading is bold: {}", message.params);
    assert!(message.links().contains(&format!("{PUBLIC_URL}/article/england/ehc-plans/the-20-weeks")), "{:?}", message.links());
    assert!(message.links().contains(&"https://www.legislation.gov.uk/uksi/2014/1530/regulation/5".to_owned()));
    assert!(message.params["link_preview_options"]["is_disabled"].as_bool().unwrap());
    let buttons = message.buttons();
    let thumbs: Vec<&str> = buttons[..3].iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(thumbs, ["👍 Yes 🟢", "👉 A bit 🟡", "👎 No 🔴"]);
    assert!(!buttons.iter().any(|(_, data)| data.contains(&id.to_string())), "a button names nobody");

    // Pressed: the clock stops, the choice shows, and it is stored.
    let person = bot.stand_in.chat(id);
    let pressed = bot.press(&person, &message, "No").await;
    assert!(pressed.iter().any(|c| c.method == "answerCallbackQuery" && c.text().contains("Thank you")), "{pressed:#?}");
    let edited = pressed.iter().find(|c| c.method == "editMessageReplyMarkup").unwrap();
    let shown: Vec<String> = edited.buttons().into_iter().map(|(words, _)| words).take(4).collect();
    assert_eq!(shown, ["👍 Yes 🟢", "👉 A bit 🟡", "✅ No 🔴", "💬 Say why"]);
    assert_eq!(bot.ratings().await[0].colour, Colour::Red);

    // Changed, after the program was started anew: an old button still works, and there is still one rating.
    assert!(bot.stop().await, "it stops when asked");
    bot.run().await;
    let person = bot.stand_in.chat(id);
    bot.press(&person, &message, "Yes").await;
    let ratings = bot.ratings().await;
    assert_eq!(ratings.len(), 1);
    assert_eq!(ratings[0].colour, Colour::Green);
    assert_eq!(ratings[0].shown.question.as_deref(), Some("how long does an ehcp take"));
    assert_eq!(ratings[0].shown.channel.as_str(), "telegram");
    // The same thumb twice changes nothing and is no error.
    let again = bot.press(&person, &message, "Yes").await;
    assert!(again.iter().any(|c| c.method == "answerCallbackQuery" && c.done));

    // Why, as a reply to the invitation; it survives in the store.
    let invited = bot.press(&person, &message, "Say why").await;
    let invitation = invited.iter().find(|c| c.method == "sendMessage").unwrap();
    assert!(invitation.params["reply_markup"]["force_reply"].as_bool().unwrap());
    let mark = bot.stand_in.mark();
    let update = person.reply(invitation, "it was clear. mail me at robin@example.org");
    let thanks = bot.messages_after(mark, update, &person).await;
    assert!(texts(&thanks).contains("An officer of the council can read your comment"), "{}", texts(&thanks));
    assert_eq!(bot.ratings().await[0].comment.as_deref(), Some("it was clear. mail me at [e-mail]"));
}

// Buttons are hard with a screen reader: every choice can be typed.
#[tokio::test]
async fn every_choice_can_be_typed() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(810_000_003);
    // Each from a chat of its own, since one chat gets a message a second.
    let places = [("/area norfolk", "Norfolk"), ("Suffolk", "Suffolk"), ("great yarmouth", "Norfolk"), ("/area King's Lynn", "Norfolk")];
    for ((said, wanted), chat) in places.into_iter().zip(810_000_100..) {
        let told = texts(&bot.say(&bot.stand_in.chat(chat), said).await);
        assert!(told.contains(&format!("I will look in {wanted} first.")), "{said}: {told}");
    }
    let unknown = bot.say(&bot.stand_in.chat(810_000_110), "/area atlantis").await;
    assert!(texts(&unknown).contains("I do not know that area") && unknown.last().unwrap().buttons().len() == 4);
    assert!(texts(&bot.say(&bot.stand_in.chat(810_000_100), "all areas").await).contains("all areas"));

    let hello = bot.say(&person, "hello").await;
    assert!(texts(&hello).contains("1. How long does an EHC plan take?"), "{}", texts(&hello));
    let answer = bot.say(&person, "1").await;
    assert!(texts(&answer).contains("You asked: How long does an EHC plan take?"), "{}", texts(&answer));
    let rated = bot.say(&person, "a bit").await;
    assert!(texts(&rated).contains("You can change your thumb"), "{}", texts(&rated));
    assert!(rated[0].buttons().iter().any(|(words, _)| words.contains("✅ A bit")));
    assert_eq!(bot.ratings().await[0].colour, Colour::Amber);
    bot.say(&person, "👎🏽").await;
    assert_eq!(bot.ratings().await[0].colour, Colour::Red);

    let easy = bot.say(&person, "easy read please").await;
    assert!(texts(&easy).contains("Easy read is on.") && texts(&easy).contains("📅 It must be ready in 20 weeks."), "{}", texts(&easy));
    let settings = texts(&bot.say(&person, "/settings").await);
    assert!(
        ["Easy read: short sentences", "I will look in all areas.", "/easyread", "/area"].iter().all(|w| settings.contains(w)),
        "{settings}"
    );
    let easy = bot.say(&person, "what is sen support").await;
    insta::assert_snapshot!("an_easy_answer", texts(&easy));
    assert!(texts(&bot.say(&person, "/easyread").await).contains("Easy read is off."));
    // "No" where nothing was answered is no thumb.
    let nothing = bot.say(&bot.stand_in.chat(810_000_033), "no").await;
    assert!(texts(&nothing).contains("Ask me about help"), "{}", texts(&nothing));
}

// Danger: help alone, at once, with nothing to rate and nothing to search; the next question is answered again.
#[tokio::test]
async fn danger_gets_help_alone() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(810_000_004);
    let help = bot.say(&person, "i cant do this anymore i want to kill myself").await;
    assert!(help.iter().all(|m| m.buttons().is_empty()), "{help:#?}");
    let said = texts(&help);
    assert!(["999", "0800 1111", "116 123"].iter().all(|n| said.contains(n)) && !said.contains("EHC"), "{said}");
    insta::assert_snapshot!("help", said);
    // Under a picture it counts as well.
    let mark = bot.stand_in.mark();
    let photo = serde_json::json!({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "i want to die tonight"});
    let update = person.send_more(&photo);
    let help = texts(&bot.messages_after(mark, update, &person).await);
    assert!(help.contains("999") && help.contains("I can only read text"), "{help}");
    assert!(texts(&bot.say(&person, "what is sen support").await).contains("best endeavours"));
    assert!(bot.ratings().await.is_empty());
}

// A disclosure comes in pieces, as young people write: with the whole knowledge behind it, no piece finds anything, and one card answers all.
#[tokio::test]
async fn a_disclosure_in_short_messages_gets_one_card_and_no_search_result_in_between() {
    let bot = Bot::start_shipped().await;
    for (id, pieces, number) in
        [(810_000_014, ["i want", "to", "die"], "116 123"), (810_000_015, ["my uncle", "he", "touches me"], "0800 1111")]
    {
        let person = bot.stand_in.chat(id);
        let conversation = bot.conversation("telegram", &id.to_string());
        let mut said: Vec<Call> = Vec::new();
        for piece in pieces {
            said.extend(bot.say(&person, piece).await);
        }
        let cards: Vec<usize> = said.iter().enumerate().filter(|(_, m)| m.text().contains("999")).map(|(at, _)| at).collect();
        assert_eq!(cards, [said.len() - 1], "one card, and it comes last: {}", texts(&said));
        assert!(said[cards[0]].text().contains(number) && said[cards[0]].buttons().is_empty(), "{}", texts(&said));
        // In between there was nothing from the knowledge, and nothing to rate.
        let turns = bot.turns(&conversation).await;
        assert_eq!(turns.len(), pieces.len());
        for (piece, turn) in pieces.iter().zip(&turns) {
            assert!(turn.shown.passage.is_none() && turn.shown.sources.is_empty() && !turn.reply.ratable, "{piece}: {}", turn.shown.text);
        }
        assert!(turns[..2].iter().all(|t| t.reply.help.is_none()) && turns[2].reply.help.is_some());
        // The next question is answered, and the card is not said again.
        let answer = texts(&bot.say(&person, "how long does an ehcp take").await);
        assert!(answer.contains("20 weeks") && !answer.contains(number), "{answer}");
    }
}

// Head banging is no self-harm (NG225): help with health first, then the answer; not the card for who wants to die.
#[tokio::test]
async fn head_banging_gets_a_lead_of_its_own_and_not_the_crisis_card() {
    let bot = Bot::start_shipped().await;
    let person = bot.stand_in.chat(810_000_016);
    let said = texts(&bot.say(&person, "he bangs his head on the wall").await);
    assert!(said.contains("GP") && said.contains("A&E") && said.contains("999"), "{said}");
    assert!(!said.contains("116 123") && !said.contains("85258"), "{said}");
    let turns = bot.turns(&bot.conversation("telegram", "810000016")).await;
    assert_ne!(turns[0].reply.status, waymark::answer::AnswerStatus::Crisis);
    // Whoever says besides that he wants to die gets the card.
    let said = texts(&bot.say(&person, "he bangs his head on the wall and says he wants to die").await);
    assert!(said.contains("116 123"), "{said}");
}

// Links from a Local Offer page open where they belong.
#[tokio::test]
async fn links_open_in_context() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(810_000_005);
    let told = texts(&bot.say(&person, "/start norfolk").await);
    assert!(told.contains("I am Waymark") && told.contains("I will look in Norfolk first.") && !told.contains("Which area"), "{told}");
    let article = bot.say(&person, "/start a_england_ehc-plans_refusal-letter").await;
    assert!(texts(&article).contains("What a letter that refuses an assessment must say"), "{}", texts(&article));
    assert!(texts(&article).contains("must tell you 4 things") && article.last().unwrap().buttons().len() >= 3);
    assert!(texts(&bot.say(&person, "/start a_england_gone_for-good").await).contains("I no longer have that page"));
    // Anything else is a plain start.
    assert!(texts(&bot.say(&person, "/start xyz-123").await).contains("Which area do you live in?"));
    // A link in an answer leads to the bot itself.
    let answer = bot.say(&person, "how long does an ehcp take").await;
    let links: Vec<String> = answer.iter().flat_map(Call::links).collect();
    assert!(links.contains(&format!("https://t.me/{USERNAME}?start=a_england_ehc-plans_refusal-letter")), "{links:?}");
}

// /stop deletes everything that is kept of the chat; thumbs stay without their person, as it says.
#[tokio::test]
async fn stop_deletes_everything() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(810_000_006);
    bot.say(&person, "/area norfolk").await;
    bot.say(&person, "/easyread on").await;
    let answer = bot.say(&person, "what is sen support").await;
    let conversation = bot.conversation("telegram", "810000006");
    assert_eq!(bot.turns(&conversation).await.len(), 1);
    let told = texts(&bot.say(&person, "/stop").await);
    assert!(told.contains("deleted") && !told.contains("----"), "one message: {told}");
    assert!(bot.turns(&conversation).await.is_empty());
    let gone = bot.press(&person, answer.last().unwrap(), "Yes").await;
    assert!(gone.iter().any(|c| c.method == "answerCallbackQuery" && c.text().contains("I no longer keep that answer")), "{gone:#?}");
    // Preferences are gone as well: standard again.
    assert!(texts(&bot.say(&person, "what is sen support").await).contains("best endeavours"));
}

// The link to an article asks its title, as a suggestion does, so the title must find it: on all the knowledge that is shipped.
#[test]
fn a_link_to_an_article_opens_that_article() {
    use waymark::{answer, knowledge::Roots};
    let library = answer::Library::open(&Roots::default()).unwrap();
    let mut wrong = Vec::new();
    for article in &library.knowledge.articles {
        let question = answer::Question::new(&article.title, jiff::civil::date(2026, 11, 24));
        let found = answer::answer(&library, &question);
        let got =
            found.chosen.first().and_then(|c| library.knowledge.article_of(&library.knowledge.passages[c.passage])).map(|a| a.id.as_str());
        // A title that speaks of danger is met with help first.
        if got != Some(article.id.as_str()) && found.status != answer::AnswerStatus::Crisis {
            wrong.push(format!("{} → {} {got:?}", article.id, found.status.as_str()));
        }
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), library.knowledge.articles.len());
}

// A flood is answered once, in plain words; danger is answered however many there were before.
#[tokio::test]
async fn whoever_writes_very_much_is_asked_to_wait_once_and_danger_never_waits() {
    let bot = Bot::start_limited(2).await;
    let person = bot.stand_in.chat(810_000_077);
    for _ in 0..2 {
        assert!(texts(&bot.say(&person, "how long does an ehcp take").await).contains("within 20 weeks"));
    }
    let told = bot.say(&person, "how long does an ehcp take").await;
    assert!(texts(&told).contains("Please wait a minute") && texts(&told).contains("999"), "{}", texts(&told));
    let more = [bot.say(&person, "how long does an ehcp take").await, bot.say(&person, "hello").await].concat();
    // A minute may turn while the test runs; then it is told once more.
    assert!(more.len() <= 1, "{}", texts(&more));
    let help = texts(&bot.say(&person, "i want to kill myself").await);
    assert!(help.contains("999") && !help.contains("Please wait"), "{help}");
    let other = texts(&bot.say(&bot.stand_in.chat(810_000_078), "how long does an ehcp take").await);
    assert!(other.contains("within 20 weeks"));
}

// Telegram is sent plain words with their marks beside them, never markup, so nothing that people write can become any.
#[tokio::test]
async fn naughty_words_come_back_as_words() {
    let bot = Bot::start().await;
    for (at, words) in crate::support::own_naughty_strings().iter().enumerate() {
        let id = 810_001_000 + i64::try_from(at).unwrap();
        let answer = bot.say(&bot.stand_in.chat(id), words).await;
        assert!(!answer.is_empty(), "{words:?}");
        for call in &answer {
            assert!(call.params.get("parse_mode").is_none(), "{words:?}: {}", call.params);
            assert!(
                call.links().iter().all(|l| l.starts_with("https://") || l.starts_with("http://") || l.starts_with("tel:")),
                "{words:?}"
            );
        }
    }
    assert_eq!(bot.stand_in.faults(), Vec::<String>::new());
}
