//! How a person likes to be talked to: chosen on the web and at the terminal, kept, shown, exported and erased; each choice changes replies.

use std::{io::Write, process::Stdio, sync::Arc};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Browser, Home, Page, Server};

const FORM: &str = "main form[action='/settings']";
const QUESTION: &str = "how long does an ehcp take";

async fn choose(browser: &Browser, fill: &[(&str, &str)]) -> Page {
    let settings = browser.get("/settings").await;
    assert_eq!(settings.text("h1"), "How I like to be talked to");
    browser.submit(&settings, FORM, fill).await
}

#[tokio::test]
async fn what_is_chosen_on_the_page_is_kept_and_shown() {
    let home = Arc::new(Home::new());
    let mut server = Server::start_in(&home, &[]);
    let browser = Browser::new(&server);
    let chat = browser.get("/").await;
    assert!(chat.has("footer a[href='/settings']"));
    let opened = browser.submit(&chat, ".settings form:has([name='open'])", &[("open", "on")]).await;
    assert_eq!(opened.text("h1"), "How I like to be talked to", "the chat leads to it");

    let chosen = [
        ("style", "easy-read"),
        ("pictures", "off"),
        ("length", "short"),
        ("time", "on"),
        ("questions", "one"),
        ("name", " Bluebird\u{200b} "),
    ];
    let saved = choose(&browser, &chosen).await;
    assert_eq!((saved.status, saved.text("[role='status']").as_str()), (StatusCode::OK, "Saved."));
    let summary = [
        "Easy read: short sentences and easy words.",
        "No pictures.",
        "Short answers.",
        "I need time: one message at a time.",
        "One question at a time.",
        "Call me Bluebird.",
    ];
    assert_eq!(saved.texts("[aria-labelledby='summary'] li"), summary);
    assert_eq!(saved.attribute("#name", "value").as_deref(), Some("Bluebird"));

    // It stands in the person's own data, and outlives the program.
    let mine = browser.get("/my-data").await;
    let facts = mine.texts(".facts").join(" ");
    assert!(["off", "short", "one", "Bluebird"].iter().all(|w| facts.contains(w)), "{facts}");
    let chat = browser.get("/").await;
    assert!(!chat.text("#device-hint").contains("30 minutes"), "nothing hurries");
    let hello = browser.ask(&chat, "hello").await;
    assert!(hello.text("#turns .turn:last-child .easy").contains("Hello, Bluebird."));
    server.terminate();
    server.wait();
    // The name lies sealed, in no turn and no log.
    let files = std::fs::read_dir(home.path().join("data")).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file());
    for file in files {
        assert!(!std::fs::read(&file).unwrap().windows(8).any(|w| w == b"Bluebird"), "{}", file.display());
    }
    let server = Server::start_in(&home, &[]);
    let again = browser.at(&server);
    let settings = again.get("/settings").await;
    assert_eq!(settings.texts("[aria-labelledby='summary'] li"), summary);
    let mine = again.get("/my-data").await;
    again.submit(&mine, "#delete", &[]).await;
    assert_eq!(again.get("/settings").await.texts("[aria-labelledby='summary'] li"), ["Standard words."]);
}

#[tokio::test]
async fn each_choice_changes_what_the_chat_says() {
    let server = Server::start();
    let browser = Browser::new(&server);
    choose(&browser, &[("style", "easy-read")]).await;
    let usual = browser.ask(&browser.get("/").await, QUESTION).await;
    assert!(usual.has("#turns .pic"));
    let lines = usual.texts("#turns ul.easy > li").len();

    // Each changes what was already said, and back.
    choose(&browser, &[("pictures", "off")]).await;
    let plain = browser.get("/").await;
    assert!(!plain.has("#turns .pic") && plain.texts("#turns ul.easy > li").len() == lines);
    choose(&browser, &[("pictures", "on"), ("length", "short")]).await;
    let short = browser.get("/").await;
    assert!(short.texts("#turns .more li").len() + 5 >= lines && short.texts("#turns ul.easy > li").len() == lines, "nothing is lost");
    assert!(lines <= 5 || short.has("#turns details.more"));

    choose(&browser, &[("style", "standard"), ("length", "short")]).await;
    let short = browser.get("/").await;
    let told = short.text("#turns .body");
    choose(&browser, &[("length", "more")]).await;
    let long = browser.get("/").await.text("#turns .body");
    choose(&browser, &[("length", "normal")]).await;
    let normal = browser.get("/").await.text("#turns .body");
    assert!(told.len() <= normal.len() && normal.len() < long.len(), "{}, {}, {}", told.len(), normal.len(), long.len());

    choose(&browser, &[("name", "Bluebird")]).await;
    let hello = browser.ask(&browser.get("/").await, "hello").await;
    assert!(hello.text("#turns .turn:last-child .body").contains("Hello, Bluebird."));
    assert_eq!(hello.html.matches("Bluebird").count(), 1, "in the greeting and nowhere else");
    assert!(hello.texts("#turns .turn:last-child .chip").len() > 2);
    choose(&browser, &[("questions", "one"), ("name", "")]).await;
    let few = browser.get("/").await;
    assert_eq!(few.texts("#turns .turn:last-child .chip").len(), 2);
    assert!(few.text("#turns .turn:last-child .body").contains("Hello. I am Waymark"));
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_beside_its_field_and_danger_is_heard() {
    let server = Server::start();
    let browser = Browser::new(&server);
    let long = "a".repeat(41);
    let refused = choose(&browser, &[("name", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text("#name-problem").contains("at most 40") && refused.attribute("#name", "value").as_deref() == Some(long.as_str()));
    let help = choose(&browser, &[("name", "i want to die")]).await;
    assert!(help.text(".crisis").contains("999"), "help stands first");
    assert!(!browser.get("/settings").await.html.contains("i want to die"), "and it is no name");
    for (name, value) in [("length", "huge"), ("pictures", "perhaps"), ("style", "loud")] {
        assert_eq!(choose(&browser, &[(name, value)]).await.status, StatusCode::BAD_REQUEST, "{name}");
    }
    let odd = choose(&browser, &[("name", "<b>\"Jo\"</b>")]).await;
    assert!(!odd.has("main b") && odd.attribute("#name", "value").as_deref() == Some("<b>\"Jo\"</b>"));
}

#[tokio::test]
async fn settings_work_where_cookies_are_blocked() {
    let server = Server::start();
    let browser = Browser::without_cookies(&server);
    let chat = browser.get("/").await;
    let settings = browser.submit(&chat, ".settings form:has([name='open'])", &[("open", "on")]).await;
    let saved = browser.submit(&settings, FORM, &[("length", "short"), ("name", "Bluebird")]).await;
    assert!(saved.texts("[aria-labelledby='summary'] li").contains(&"Call me Bluebird.".to_owned()));
}

fn told(lines: &[Value]) -> Vec<Value> {
    let home = Home::new();
    let mut child = home.command(&["ask", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    std::str::from_utf8(&output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn a_terminal_says_it_in_the_ways_that_are_named() {
    let line = |more: Value| {
        let mut line = json!({"id": 1, "text": QUESTION, "style": "easy-read"});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        line
    };
    let all = told(&[
        line(json!({})),
        line(json!({"pictures": false})),
        line(json!({"length": "short"})),
        line(json!({"one_question": true})),
        line(json!({"length": "huge"})),
    ]);
    let reply = |i: usize| all[i]["reply"].as_str().unwrap();
    assert!(reply(0).contains("🕒") && !reply(1).contains("🕒"));
    let last = all[0]["answer"]["easy_read"].as_array().unwrap().last().unwrap()["text"].as_str().unwrap();
    assert!(reply(0).contains(last) && !reply(2).contains(last) && reply(2).contains("There is more."), "{}", reply(2));
    assert!(all[0]["suggestions"].as_array().unwrap().len() >= all[3]["suggestions"].as_array().unwrap().len());
    assert!(all[3]["suggestions"].as_array().unwrap().len() <= 2);
    // The answer as such stays whole.
    assert_eq!(all[2]["answer"], all[0]["answer"]);
    assert_eq!(all[4]["status"], "error");
    let home = Home::new();
    let ran = home.run(&["ask", "--style", "easy-read", "--length", "short", "--no-pictures", "--one-question", QUESTION]);
    assert!(ran.code == 0 && ran.out.contains("There is more.") && !ran.out.contains("🕒"), "{ran:?}");
}

// One question at a time: what may have been meant is asked one by one, to be answered with yes or no.
#[test]
fn a_clarification_is_asked_one_by_one() {
    let ask = |text: &str| json!({"id": text, "text": text, "conversation": "c", "one_question": true});
    // Find a message that is unclear to the fixtures' few articles.
    let unclear = ["support", "school help", "meeting", "plan school", "who helps", "transport plan", "school"];
    let found = told(&unclear.map(|t| json!({"id": t, "text": t})));
    let Some(first) = found.iter().find(|v| v["status"] == "clarification" && v["suggestions"].as_array().unwrap().len() > 1) else {
        panic!("none of these is unclear: {:?}", found.iter().map(|v| (&v["id"], &v["status"])).collect::<Vec<_>>());
    };
    let (text, meant) = (first["id"].as_str().unwrap(), first["suggestions"].as_array().unwrap().clone());
    let talk = told(&[ask(text), ask("no"), ask("yes please")]);
    let reply = |i: usize| talk[i]["reply"].as_str().unwrap();
    assert!(
        reply(0).contains("Do you mean this?")
            && reply(0).contains(meant[0].as_str().unwrap())
            && !reply(0).contains(meant[1].as_str().unwrap())
    );
    assert_eq!(talk[0]["suggestions"], json!(["Yes", "No"]));
    assert!(reply(1).contains(meant[1].as_str().unwrap()), "{}", reply(1));
    assert_eq!(talk[2]["status"], "answered", "{}", reply(2));
    // After the last no, a person.
    let mut turns = vec![ask(text)];
    turns.extend(meant.iter().map(|_| ask("no")));
    let talk = told(&turns);
    let last = talk.last().unwrap();
    assert!(last["status"] == "unanswered" && last["reply"].as_str().unwrap().contains("People who can help"), "{last}");
    // Danger in the same breath is heard first.
    let talk = told(&[ask(text), ask("no i want to kill myself")]);
    assert_eq!(talk[1]["status"], "crisis");
}
