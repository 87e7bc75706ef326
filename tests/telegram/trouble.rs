//! When Telegram, or the way to it, makes trouble: nothing is lost, limits are kept to, and nobody is written to who does not want it.

use std::time::{Duration, Instant};

use super::{
    program::Bot,
    stand_in::{Call, Trouble},
};

fn sent(bot: &Bot, chat: i64) -> Vec<Call> {
    bot.stand_in.calls().into_iter().filter(|c| c.method == "sendMessage" && c.chat() == chat).collect()
}

// 429: that chat waits as long as Telegram asks, in order; other chats and pressed buttons do not wait behind it.
#[tokio::test]
async fn too_many_requests_are_waited_out() {
    let bot = Bot::start().await;
    let (slow, other) = (bot.stand_in.chat(840_000_001), bot.stand_in.chat(840_000_002));
    let answer = bot.say(&slow, "what is sen support").await;
    bot.stand_in.trouble("sendMessage", Some(slow.id), 1, Trouble::TooMany(3));
    slow.send("how long does an ehcp take");
    let last = slow.send("hello");
    bot.stand_in.until("the refusal", |_| sent(&bot, slow.id).iter().find(|c| !c.done).map(drop)).await;
    let refused = Instant::now();
    let mark = bot.stand_in.mark();
    let elsewhere = other.send("what is sen support");
    bot.stand_in.confirmed(elsewhere).await;
    let pressed = slow.press(answer[0].message, &answer[0].buttons()[0].1);
    bot.stand_in.confirmed(pressed).await;
    bot.stand_in.until("the other chat's answer", |_| sent(&bot, other.id).first().map(drop)).await;
    let toast = bot.stand_in.until("the button's answer", |s| s.calls_since(mark, "answerCallbackQuery").pop()).await;
    assert!(refused.elapsed() < Duration::from_secs(3), "others wait behind a slow chat: {:?}", refused.elapsed());
    assert!(toast.done);
    bot.settled(last).await;
    let calls = sent(&bot, slow.id);
    let texts: Vec<bool> = calls[1..].iter().map(|c| c.text().contains("within 20 weeks")).collect();
    assert_eq!(texts, [true, true, false], "in order: {calls:#?}");
    let waited = calls[2].at - calls[1].at;
    assert!(waited >= Duration::from_secs(3), "it came back after {waited:?}");
}

// 403: the person blocked the bot. Nothing more is sent, and what was kept of the chat goes.
#[tokio::test]
async fn who_blocked_the_bot_is_forgotten() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(841_000_001);
    bot.say(&person, "/area norfolk").await;
    bot.say(&person, "what is sen support").await;
    let conversation = bot.conversation("telegram", "841000001");
    assert_eq!(bot.turns(&conversation).await.len(), 1);
    bot.stand_in.trouble("sendMessage", Some(person.id), 1, Trouble::Refused(403, "Forbidden: bot was blocked by the user"));
    let update = person.send("how long does an ehcp take");
    bot.settled(update).await;
    assert!(bot.turns(&conversation).await.is_empty(), "the store is told");
    assert_eq!(sent(&bot, person.id).iter().filter(|c| !c.done).count(), 1, "it is not tried again");
    // Back again, they are new.
    let again = bot.say(&person, "hello").await;
    assert_eq!(again.len(), 1);
}

// What can never be delivered makes way for what can; what can be later is tried again.
#[tokio::test]
async fn faults_are_told_apart() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(842_000_001);
    bot.stand_in.trouble("sendMessage", Some(person.id), 1, Trouble::Refused(400, "Bad Request: chat not found"));
    let dropped = person.send("what is sen support");
    bot.settled(dropped).await;
    assert_eq!(sent(&bot, person.id).len(), 1, "a call that can never be made is made once");
    assert_eq!(bot.say(&person, "hello").await.len(), 1);
    for trouble in [
        Trouble::Gateway(502),
        Trouble::Broken,
        Trouble::Refused(500, "Internal Server Error"),
        Trouble::Silent(Duration::from_millis(300)),
    ] {
        let mark = bot.stand_in.mark();
        bot.stand_in.trouble("sendMessage", Some(person.id), 2, trouble.clone());
        let update = person.send("how long does an ehcp take");
        bot.settled(update).await;
        let calls = bot.stand_in.calls_since(mark, "sendMessage");
        assert_eq!(calls.iter().map(|c| c.done).collect::<Vec<_>>(), [false, false, true], "{trouble:?}: {calls:#?}");
    }
    // Done and not confirmed: Telegram gives no way to know, so it comes once more.
    let mark = bot.stand_in.mark();
    bot.stand_in.trouble("sendMessage", Some(person.id), 1, Trouble::DoneAndBroken);
    let update = person.send("hello");
    bot.settled(update).await;
    assert_eq!(bot.stand_in.calls_since(mark, "sendMessage").len(), 2);
}

// Fetching goes on after whatever came in between.
#[tokio::test]
async fn fetching_survives_everything() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(843_000_001);
    let conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    for trouble in [Trouble::DoneAndBroken, Trouble::Gateway(502), Trouble::Refused(409, conflict), Trouble::TooMany(1)] {
        bot.stand_in.trouble("getUpdates", None, 1, trouble);
    }
    for (said, wanted) in
        [("hello", "I am Waymark"), ("what is sen support", "best endeavours"), ("how long does an ehcp take", "20 weeks")]
    {
        let told = bot.say(&person, said).await;
        assert!(told.len() == 1 && told[0].text().contains(wanted), "{told:#?}");
    }
    assert_eq!(sent(&bot, person.id).len(), 3);
}

// Telegram is away at the start: the web is up meanwhile, and the bot comes when Telegram does.
#[tokio::test]
async fn telegram_may_be_away_at_the_start() {
    let bot = Bot::start_after(|s| {
        s.trouble("getMe", None, 2, Trouble::Gateway(502));
        s.trouble("setMyCommands", None, 1, Trouble::Broken);
    })
    .await;
    let page = reqwest::get(&bot.web).await.unwrap();
    assert!(page.status().is_success());
    assert_eq!(bot.say(&bot.stand_in.chat(844_000_001), "hello").await.len(), 1);
}

// A wrong token ends the bot with a word in the log, and the web goes on.
#[tokio::test]
async fn a_wrong_token_stops_the_bot_and_not_the_web() {
    let bot = Bot::start_after(|s| s.trouble("getMe", None, 100, Trouble::Refused(401, "Unauthorized"))).await;
    let deadline = Instant::now() + Duration::from_secs(20);
    while !bot.log().contains("Telegram does not know this token") {
        assert!(Instant::now() < deadline, "{}", bot.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(reqwest::get(format!("{}/readyz", bot.web)).await.unwrap().status().is_success());
    assert_eq!(bot.stand_in.polls(), 0);
}
