//! Every kind of update gets something sensible or is passed over, once each and in order.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::{Value, json};

use super::{
    description,
    program::Bot,
    stand_in::{Call, now},
};

const QUESTIONS: [(&str, &str); 3] = [
    ("how long does an ehcp take", "within 20 weeks"),
    ("what is sen support", "best endeavours"),
    ("speech therapy in norfolk how long is the wait", "12 weeks"),
];

fn replies(calls: &[Call], chat: i64) -> Vec<Call> {
    calls.iter().filter(|c| c.method == "sendMessage" && c.chat() == chat && c.done).cloned().collect()
}

// Telegram gives updates again where it did not see them confirmed, and not always in order: each is answered once.
#[tokio::test]
async fn updates_are_taken_once_and_in_order() {
    let mut bot = Bot::start().await;
    bot.stand_in.batches_of(7);
    let chats: Vec<i64> = (0..5).map(|i| 820_000_000 + i).collect();
    let mut last = 0;
    let mut given = Vec::new();
    for round in 0..4 {
        for chat in &chats {
            let (content, _) = bot.stand_in.chat(*chat).content(QUESTIONS[round % 3].0);
            last = bot.stand_in.update("message", content.clone());
            given.push(json!({"update_id": last, "message": content}));
        }
    }
    bot.settled(last).await;
    let in_order = |bot: &Bot| {
        for chat in &chats {
            let said: Vec<Call> = replies(&bot.stand_in.calls(), *chat);
            assert_eq!(said.len(), 4, "{said:#?}");
            for (round, message) in said.iter().enumerate() {
                assert!(message.text().contains(QUESTIONS[round % 3].1), "{chat} {round}: {}", message.text());
            }
        }
    };
    in_order(&bot);

    // The same again, backwards, and again after a new start.
    let polls = bot.stand_in.polls();
    bot.stand_in.repeat(given.iter().rev().cloned());
    bot.stand_in.until("the repeated updates to be taken", |s| (s.polls() > polls).then_some(())).await;
    bot.sent().await;
    in_order(&bot);
    bot.stop().await;
    bot.stand_in.repeat(given.clone());
    bot.run().await;
    let fresh = bot.stand_in.chat(820_000_900);
    bot.say(&fresh, "hello").await;
    in_order(&bot);

    // A batch whose ids go down: none is lost behind the highest.
    let (one, two) = (bot.stand_in.chat(820_000_901).content("what is sen support").0, bot.stand_in.chat(820_000_902).content("hello").0);
    let ids = bot.stand_in.updates([("poll", json!({})), ("poll", json!({}))]);
    bot.stand_in.repeat([json!({"update_id": ids[1], "message": one}), json!({"update_id": ids[0], "message": two})]);
    bot.stand_in.confirmed(ids[1]).await;
    bot.sent().await;
    assert_eq!(replies(&bot.stand_in.calls(), 820_000_901).len(), 1);
    assert_eq!(replies(&bot.stand_in.calls(), 820_000_902).len(), 1);
}

// A message that was mended is answered anew; Telegram's word that nothing changed to read is not.
#[tokio::test]
async fn an_edited_message_is_answered_anew_and_not_twice() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(821_000_001);
    let (mut content, _) = person.content("what is sen support");
    let first = bot.stand_in.update("message", content.clone());
    assert_eq!(replies(&bot.after(0, first).await, person.id).len(), 1);
    content["edit_date"] = json!(now());
    let mark = bot.stand_in.mark();
    let same = bot.stand_in.update("edited_message", content.clone());
    assert!(bot.after(mark, same).await.is_empty(), "nothing changed to read");
    content["text"] = json!("how long does an ehcp take");
    let mended = bot.stand_in.update("edited_message", content.clone());
    let answered = replies(&bot.after(mark, mended).await, person.id);
    assert!(answered.len() == 1 && answered[0].text().contains("within 20 weeks"), "{answered:#?}");
    let again = bot.stand_in.update("edited_message", content);
    assert_eq!(replies(&bot.after(mark, again).await, person.id).len(), 1);
}

// A group gets one short word, whatever goes on in it; a channel gets none.
#[tokio::test]
async fn groups_get_one_short_word() {
    let bot = Bot::start().await;
    let group = json!({"id": -100_900_800, "type": "supergroup", "title": "A class"});
    let from = json!({"id": 822_000_001, "is_bot": false, "first_name": "Robin"});
    let message = |n: i64, text: &str| json!({"message_id": n, "date": 1, "chat": group, "from": from, "text": text});
    let mut last = 0;
    for n in 1..5 {
        last = bot.stand_in.update("message", message(n, "/start@waymark_test_bot how long does an ehcp take"));
    }
    let calls = bot.after(0, last).await;
    let told = replies(&calls, -100_900_800);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0].text(), "I only talk in private chats. Please write to me there.");
    // A button of ours that was carried there does nothing, and its clock stops.
    let mark = bot.stand_in.mark();
    let mut at = message(9, "x");
    at["from"]["is_bot"] = json!(true);
    let query = json!({"id": "77", "from": from, "message": at, "chat_instance": "1", "data": "a:norfolk"});
    let pressed = bot.stand_in.update("callback_query", query);
    let calls = bot.after(mark, pressed).await;
    assert!(calls.iter().all(|c| c.method == "answerCallbackQuery"), "{calls:#?}");
    assert_eq!(calls.len(), 1);
}

fn files(folder: PathBuf) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(path));
        } else if path.extension().is_some_and(|e| e == "json") {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// Whether a person in a private chat wrote something that can be read.
fn is_written_in_private(update: &Value) -> bool {
    let message = [&update["message"], &update["edited_message"]].into_iter().find(|m| !m.is_null());
    message.is_some_and(|m| m["chat"]["type"] == "private" && (m["text"].is_string() || m["caption"].is_string()))
}

// Voice, pictures, polls, gifts, kinds of the future: answered or passed over, and never an error.
#[tokio::test]
async fn every_kind_of_update_is_answered_or_passed_over() {
    let bot = Bot::start().await;
    bot.stand_in.give_all_kinds();
    let mut all = files(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/telegram/updates"));
    assert!(all.len() >= 10, "our own updates are there");
    match description::shared_data() {
        Some(folder) => all.extend(files(folder.join("updates"))),
        None => eprintln!("left out: the recorded updates are not there"),
    }
    let mut told = BTreeMap::new();
    for path in all {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Ok(mut update) = serde_json::from_str::<Value>(&fs::read_to_string(&path).unwrap()) else { continue };
        // Each comes from a chat of its own, since one chat gets a message a second.
        let kind = ["message", "edited_message"].into_iter().find(|k| !update[k].is_null());
        let mut chat = None;
        if let Some(message) = kind.map(|k| &mut update[k]).filter(|m| m["chat"]["type"] == "private") {
            message["chat"]["id"] = json!(831_000_000 + told.len());
            chat = message["chat"]["id"].as_i64();
        }
        if update.get("update_id").is_none() {
            // Answers of the API, which are among the recorded files, are no updates; the bot passes them over as well.
            update["update_id"] = Value::Null;
        }
        let mark = bot.stand_in.mark();
        let id = bot.stand_in.renumbered(update.clone());
        let calls = bot.after(mark, id).await;
        let answers = chat.map(|c| replies(&calls, c)).unwrap_or_default();
        if is_written_in_private(&update) {
            assert!(!answers.is_empty(), "{name} is not answered");
        }
        told.insert(name, answers.iter().map(|a| a.text().to_owned()).collect::<Vec<_>>());
    }
    let only_text = |name: &str| told[name].iter().any(|t| t.contains("I can only read text"));
    for name in ["own-voice", "own-sticker", "own-location", "own-contact", "own-document", "own-photo", "own-new-form"] {
        assert!(only_text(name), "{name}: {:?}", told[name]);
    }
    for name in ["own-pinned", "own-channel-post", "own-new-kind", "own-reaction"] {
        assert!(told[name].is_empty(), "{name}: {:?}", told[name]);
    }
    assert!(told["own-new-mark"].iter().any(|t| t.contains("best endeavours")), "{:?}", told["own-new-mark"]);
    assert!(told["own-key-before"].iter().any(|t| t.contains("best endeavours")), "{:?}", told["own-key-before"]);
    let log = bot.log();
    for wrong in ["panicked", " ERROR "] {
        assert!(!log.contains(wrong), "{}", log.lines().filter(|l| l.contains(wrong)).collect::<Vec<_>>().join("\n"));
    }
    eprintln!("{} updates: {} answered, the others passed over", told.len(), told.values().filter(|t| !t.is_empty()).count());
}

// Ids may be longer than 32 bits, and start anew lower after a quiet week.
#[tokio::test]
async fn update_ids_may_be_long_and_start_anew() {
    let bot = Bot::start().await;
    let content = bot.stand_in.chat(823_000_001).content("what is sen support").0;
    bot.stand_in.raw(json!({"update_id": 99_999_999_999_i64, "message": content}));
    bot.settled(99_999_999_999).await;
    assert_eq!(replies(&bot.stand_in.calls(), 823_000_001).len(), 1);
}

// An album is many updates and one remark.
#[tokio::test]
async fn an_album_gets_one_remark() {
    let bot = Bot::start().await;
    let person = bot.stand_in.chat(824_000_001);
    let photo = json!({"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "media_group_id": "991"});
    let mut last = 0;
    for _ in 0..4 {
        last = person.send_more(&photo);
    }
    assert_eq!(replies(&bot.after(0, last).await, person.id).len(), 1);
}

// After hours in which nothing ran, what waited is answered, with a word about it: behind the answer, since help stands first.
#[tokio::test]
async fn what_waited_for_hours_is_answered_with_an_apology() {
    let bot = Bot::start().await;
    let send = |chat: i64, text: &str| {
        let mut content = bot.stand_in.chat(chat).content(text).0;
        content["date"] = json!(now() - 3 * 60 * 60);
        bot.stand_in.update("message", content)
    };
    send(825_000_001, "what is sen support");
    let last = send(825_000_002, "i want to kill myself");
    bot.settled(last).await;
    let calls = bot.stand_in.calls();
    for (chat, wanted) in [(825_000_001, "best endeavours"), (825_000_002, "999")] {
        let told = replies(&calls, chat);
        assert!(told.len() == 2 && told[0].text().contains(wanted), "{told:#?}");
        assert_eq!(told[1].text(), "I am sorry that this comes late. I could not answer when you wrote.");
    }
}
