//! How a person likes to be talked to, and hard words, on Telegram.

use super::{
    program::Bot,
    stand_in::{Call, Person},
};

const QUESTION: &str = "how long does an ehcp take";

fn texts(calls: &[Call]) -> String {
    calls.iter().map(Call::text).collect::<Vec<_>>().join("\n----\n")
}

async fn told(bot: &Bot, person: &Person<'_>, said: &str) -> String {
    texts(&bot.say(person, said).await)
}

fn words(call: &Call) -> Vec<String> {
    call.buttons().into_iter().map(|(words, _)| words).collect()
}

// The settings say what holds; a pressed line changes it, for good.
#[tokio::test]
async fn the_settings_are_buttons_that_say_what_holds() {
    let mut bot = Bot::start().await;
    let id = 820_000_001;
    let person = bot.stand_in.chat(id);
    let settings = bot.say(&person, "/settings").await.pop().unwrap();
    assert!(settings.text().contains("How I like to be talked to") && settings.text().contains("Standard words."), "{}", settings.text());
    let shown = words(&settings);
    for wanted in [
        "Standard words.",
        "Pictures are on.",
        "Answers of normal length.",
        "All messages at once are fine.",
        "Several questions at once are fine.",
        "What I like to be called",
    ] {
        assert!(shown.iter().any(|w| w == wanted), "{wanted}: {shown:?}");
    }
    assert!(settings.buttons().iter().all(|(_, data)| data.len() <= 64 && !data.contains(&id.to_string())));
    for (press, now) in [
        ("Standard words", "Easy read"),
        ("Pictures are on", "No pictures."),
        ("normal length", "Long answers."),
        ("Long answers", "Short answers."),
    ] {
        let pressed = bot.press(&person, &settings, press).await;
        assert!(pressed.iter().any(|c| c.method == "answerCallbackQuery"), "{pressed:#?}");
        let edited = pressed.iter().find(|c| c.method == "editMessageReplyMarkup").expect("the buttons change");
        assert!(words(edited).iter().any(|w| w.contains(now)), "{press}: {:?}", words(edited));
        assert!(pressed.iter().any(|c| c.method == "sendMessage"), "and it is said");
    }
    assert!(bot.stop().await);
    bot.run().await;
    let person = bot.stand_in.chat(id);
    let settings = told(&bot, &person, "/settings").await;
    assert!(["Easy read:", "No pictures.", "Short answers."].iter().all(|w| settings.contains(w)), "{settings}");
    let answer = bot.say(&person, QUESTION).await;
    assert!(!answer.last().unwrap().text().contains('📅'), "{}", texts(&answer));
    let mine = told(&bot, &person, "/mydata").await;
    assert!(mine.contains("everything I keep"), "{mine}");
    bot.say(&person, "/stop").await;
    assert!(told(&bot, &person, "/settings").await.contains("Standard words."));
}

// Every choice can be typed, and each changes what comes.
#[tokio::test]
async fn every_way_can_be_typed_and_changes_the_answers() {
    let bot = Bot::start_shipped().await;
    for (said, wanted, chat) in [
        ("no pictures", "No pictures.", 820_000_011),
        ("/settings short answers", "Short answers.", 820_000_012),
        ("give me time", "I need time", 820_000_013),
        ("one question at a time", "One question at a time.", 820_000_014),
        ("long answers", "Long answers.", 820_000_015),
        ("/settings easy read", "Easy read is on.", 820_000_016),
        ("/settings call me Bluebird", "I will call you that", 820_000_017),
    ] {
        let told = told(&bot, &bot.stand_in.chat(chat), said).await;
        assert!(told.contains(wanted), "{said}: {told}");
    }
    // Words that only begin like a name are a question.
    let ring = told(&bot, &bot.stand_in.chat(820_000_018), "call me an ambulance").await;
    assert!(!ring.contains("I will call you"), "{ring}");
    assert!(told(&bot, &bot.stand_in.chat(820_000_018), "hello").await.contains("Hello. I am Waymark"));
    // Danger is heard behind a command, too.
    assert!(told(&bot, &bot.stand_in.chat(820_000_019), "/settings i want to die").await.contains("999"));
    assert!(told(&bot, &bot.stand_in.chat(820_000_020), "/glossary i want to kill myself").await.contains("999"));

    let hello = told(&bot, &bot.stand_in.chat(820_000_017), "hello").await;
    assert!(hello.contains("Hello, Bluebird."), "{hello}");
    let long = told(&bot, &bot.stand_in.chat(820_000_015), QUESTION).await;
    let usual = told(&bot, &bot.stand_in.chat(820_000_021), QUESTION).await;
    assert!(long.len() > usual.len());
    // Short: the rest is one press away, thumbs are there at once, and the button goes.
    let easy = "can i get a job with support";
    let (person, other) = (bot.stand_in.chat(820_000_012), bot.stand_in.chat(820_000_022));
    for who in [&person, &other] {
        bot.say(who, "easy read please").await;
    }
    let usual = told(&bot, &other, easy).await;
    let short = bot.say(&person, easy).await;
    let last = "Ask which of the 3 it is before you say yes.";
    assert!(usual.contains(last) && !texts(&short).contains(last), "{}", texts(&short));
    let message = short.last().unwrap();
    assert!(words(message).iter().any(|w| w == "More") && words(message).iter().any(|w| w.contains("🟢")));
    let pressed = bot.press(&person, message, "More").await;
    let edited = pressed.iter().find(|c| c.method == "editMessageReplyMarkup").unwrap();
    assert!(!words(edited).iter().any(|w| w == "More") && words(edited).iter().any(|w| w.contains("🟢")));
    let rest = pressed.iter().find(|c| c.method == "sendMessage").unwrap();
    assert!(rest.text().contains(last), "{}", rest.text());
}

// "Give me time": one message, then nothing until it is asked for; by button or by word; thumbs with the last.
#[tokio::test]
async fn who_needs_time_gets_one_message_at_a_time() {
    let bot = Bot::start_shipped().await;
    let person = bot.stand_in.chat(820_000_031);
    bot.say(&person, "easy read please").await;
    bot.say(&person, "give me time").await;
    let mut message = bot.say(&person, QUESTION).await;
    assert_eq!(message.len(), 1, "{message:#?}");
    let first = message.pop().unwrap();
    assert_eq!(words(&first), ["More"], "no thumbs yet");
    let pressed = bot.press(&person, &first, "More").await;
    let second: Vec<&Call> = pressed.iter().filter(|c| c.method == "sendMessage").collect();
    assert_eq!(second.len(), 1);
    let mut last = second[0].clone();
    let mut all = format!("{}\n{}", first.text(), last.text());
    for _ in 0..10 {
        if !words(&last).iter().any(|w| w == "More") {
            break;
        }
        last = bot.say(&person, "more").await.pop().unwrap();
        all.push_str(last.text());
    }
    assert!(words(&last).iter().any(|w| w.contains("🟢")), "thumbs come with the last: {:?}", words(&last));
    assert!(all.contains("The final plan must come within 20 weeks.") && all.contains("Where this comes from"), "{all}");
    // An old button, pressed again, says the same again and no fault.
    assert!(!bot.press(&person, &last, "Yes").await.is_empty());
}

// A name is asked for by a message that is replied to, and is no button's business.
#[tokio::test]
async fn what_somebody_is_called_is_a_reply_to_our_question() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(820_000_041);
    let settings = bot.say(&person, "/settings").await.pop().unwrap();
    let asked = bot.press(&person, &settings, "What I like to be called").await;
    let question = asked.iter().find(|c| c.method == "sendMessage").unwrap();
    assert!(question.params["reply_markup"]["force_reply"].as_bool().unwrap());
    let answer = async |words: &str| {
        let mark = bot.stand_in.mark();
        let update = person.reply(question, words);
        texts(&bot.messages_after(mark, update, &person).await)
    };
    assert!(answer("Bluebird").await.contains("I will call you that"));
    assert!(told(&bot, &person, "hello").await.contains("Hello, Bluebird."));
    assert!(answer(&"a".repeat(41)).await.contains("at most 40"));
    let help = answer("i want to kill myself").await;
    assert!(help.contains("999") && help.contains("did not keep this as a name"), "{help}");
    assert!(told(&bot, &person, "hello").await.contains("Hello, Bluebird."), "the name stays as it was");
    assert!(answer("no name").await.contains("not call you"));
    assert!(told(&bot, &person, "hello").await.contains("Hello. I am Waymark"));
}

// Hard words: bare, the command explains itself; with a word, it says what that means, however it is spelt.
#[tokio::test]
async fn a_hard_word_is_explained() {
    let bot = Bot::start_shipped().await;
    let person = bot.stand_in.chat(820_000_051);
    let bare = bot.say(&person, "/glossary").await.pop().unwrap();
    assert_eq!(words(&bare), ["EHC plan", "SENCO", "SEN Support", "SENDIASS", "annual review"]);
    let pressed = bot.press(&person, &bare, "SENCO").await;
    assert!(texts(&pressed).contains("Special Educational Needs Co-ordinator."), "{}", texts(&pressed));
    for (word, chat) in [("EHCP", 820_000_052), ("echp", 820_000_053), ("what does ehcp mean", 820_000_054)] {
        let told = told(&bot, &bot.stand_in.chat(chat), &format!("/glossary {word}")).await;
        assert!(told.contains("a legal paper about the help you must get"), "{word}: {told}");
    }
    let unknown = bot.say(&bot.stand_in.chat(820_000_055), "/glossary mediaval").await.pop().unwrap();
    assert!(unknown.text().contains("“mediaval”") && words(&unknown).iter().any(|w| w == "mediation"), "{:?}", unknown.params);
    let easy = bot.stand_in.chat(820_000_056);
    bot.say(&easy, "easy read please").await;
    let answer = told(&bot, &easy, "how do i complain about the council").await;
    assert!(
        answer.contains("Appeal means you ask for a decision to be looked at again."),
        "a hard word is explained in the next line: {answer}"
    );
}
