//! Whoever may be in danger: the card alone, the caring words before an answer, and what must not come between, through each door.

use std::{io::Write, process::Stdio, sync::Arc, time::Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

use crate::support::{Browser, Home, Server, Shared, until};

static SERVER: Shared = Shared::new();

const QUESTION: &str = "how long does an ehcp take";
const NEWEST: &str = "#turns .turn:last-child";

/// One message of each kind of harm that is urgent, and a number that its card must hold besides 999.
const URGENT: [(&str, &str, &str); 9] = [
    ("suicide", "i want to kill myself tonight", "116 123"),
    ("self_harm", "i cut myself every night", "116 123"),
    ("abuse", "my dad hits me with a belt", "0800 1111"),
    ("abuse", "a teaching assistant slapped me", "LADO"),
    ("abuse", "my husband is hitting me", "leave this page"),
    ("exploitation", "a man online is making me send naked pictures", "ceop.police.uk"),
    ("danger", "he has got a knife and he is going to stab me", "press 55"),
    ("running_away", "i have run away and i have nowhere to sleep tonight", "0800 1111"),
    ("carer", "i am scared i am going to hurt my child", "111"),
];

/// Messages to which the card comes first and then the reply to their question.
const WORRIES: [(&str, &str); 4] = [
    ("eating", "i make myself sick after meals. how long does an ehcp take"),
    ("bullying", "everyone at school hates me. how long does an ehcp take"),
    ("carer", "i am at breaking point with my son. how long does an ehcp take"),
    ("suicide", "i feel like a burden on everyone. how long does an ehcp take"),
];

const LOOK_ALIKES: [&str; 6] = [
    "training on self-harm for teachers",
    "this form is killing me, how long does an ehcp take",
    "what happens if a parent hits a child in England",
    "my son died in minecraft again, how do i get a blue badge",
    "when does the EHC plan end",
    "nobody is hurting me, i just want to change school",
];

/// What `ask --jsonl` says to these.
fn asked(home: &Home, lines: &[Value]) -> Vec<Value> {
    let mut child = home.command(&["ask", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_terminal_gets_the_card_alone_the_card_first_or_the_answer() {
    let home = Home::new();
    let says = URGENT.iter().map(|(_, says, _)| *says).chain(WORRIES.iter().map(|(_, says)| *says)).chain(LOOK_ALIKES);
    let lines: Vec<Value> = says.enumerate().map(|(id, text)| json!({"id": id, "text": text})).collect();
    let told = asked(&home, &lines);
    for ((category, says, number), value) in URGENT.iter().zip(&told) {
        assert_eq!((&value["status"], &value["hits"]), (&json!("crisis"), &json!([])), "{says}");
        assert!(value["screening"]["categories"].as_array().unwrap().contains(&json!(category)), "{says}: {}", value["screening"]);
        let reply = value["reply"].as_str().unwrap();
        let first = reply.find(|c: char| c.is_ascii_digit()).map(|at| &reply[at..at + 3]);
        assert!(first == Some("999") && reply.contains(number), "{says}: {reply}");
        assert!(reply.contains("computer") && reply.contains("85258") && !reply.to_lowercase().contains("secret"), "{says}: {reply}");
    }
    for ((category, says), value) in WORRIES.iter().zip(&told[URGENT.len()..]) {
        assert_eq!(value["screening"]["level"], json!("concern"), "{says}");
        assert!(value["screening"]["categories"].as_array().unwrap().contains(&json!(category)), "{says}: {}", value["screening"]);
        let reply = value["reply"].as_str().unwrap();
        assert_ne!(value["status"], json!("crisis"), "{says}");
        // After the last line of the card it goes on with the answer.
        let (help, last) = (reply.find("999"), reply.find("Send it again.").unwrap());
        assert!(help.is_some_and(|at| at < last) && reply[last..].contains("20 weeks"), "{says}: {reply}");
    }
    for (says, value) in LOOK_ALIKES.iter().zip(&told[URGENT.len() + WORRIES.len()..]) {
        assert_eq!(value["screening"]["level"], json!("none"), "{says}");
        assert_ne!(value["status"], json!("crisis"), "{says}");
    }
}

#[tokio::test]
async fn the_page_without_script_shows_the_card_alone_for_every_kind() {
    let server = SERVER.get();
    for (_, says, number) in URGENT {
        let browser = Browser::new(&server);
        let page = browser.ask(&browser.get("/").await, says).await;
        assert_eq!(page.all("#turns .turn .card").len(), 1, "{says}");
        let help = page.text(&format!("{NEWEST} .crisis"));
        assert!(help.contains("999") && help.contains(number), "{says}: {help}");
        assert!(!page.has(".rate") && !page.has(".sources") && page.has(".crisis form[action='/leave']"), "{says}");
    }
}

#[tokio::test]
async fn a_disclosure_in_pieces_is_one_card_and_leaving_forgets_it() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, "my uncle").await;
    assert!(!page.has(".crisis"));
    let page = browser.ask(&page, "he touches me").await;
    assert_eq!(page.all(".crisis").len(), 1);
    assert!(page.all(&format!("{NEWEST} .card")).len() == 1 && !page.has(&format!("{NEWEST} .sources")), "help and no search result");
    // What comes after is answered, and the card is not said again for it.
    let page = browser.ask(&page, QUESTION).await;
    assert!(page.text(NEWEST).contains("20 weeks") && !page.has(&format!("{NEWEST} .crisis")));
    browser.submit(&page, ".crisis form[action='/leave']", &[]).await;
    let after = browser.get("/").await;
    assert!(!after.has("#turns .turn") && !after.html.contains("touches"), "the chat is forgotten");
}

#[tokio::test]
async fn head_banging_gets_health_help_and_its_answer_and_no_crisis_line() {
    let server = SERVER.get();
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, "my son bangs his head on the wall when he is upset").await;
    let said = page.text(NEWEST);
    assert!(said.contains("GP") && said.contains("999") && !said.contains("116 123"), "{said}");
    assert!(page.all(&format!("{NEWEST} .card")).len() == 2, "the lead, then the answer: {said}");
}

// Another process holds the database's writer, as a long backup or a stuck job does: nobody in danger waits for that, and the record and the
// alert are there once it lets go.
#[tokio::test]
async fn help_does_not_wait_for_a_busy_database_and_the_record_comes_after() {
    let server = Server::start();
    let file = server.home.path().join("data/waymark.db");
    let browser = Browser::new(&server);
    let page = browser.get("/").await;
    let held = Statement::from_string(DbBackend::Sqlite, "BEGIN IMMEDIATE");
    let mut options = ConnectOptions::new(format!("sqlite://{}", file.display()));
    let other = sea_orm::Database::connect(options.max_connections(1).to_owned()).await.unwrap();
    other.execute_raw(held).await.unwrap();
    let asked = Instant::now();
    let page = browser.ask(&page, "i want to kill myself tonight").await;
    let took = asked.elapsed();
    assert!(page.text(".crisis").contains("116 123") && page.all("#turns .turn").len() == 1, "{}", page.html);
    assert!(took.as_secs_f32() < 6.0, "it took {took:?}");
    let kept = async || {
        let count = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM danger");
        other.query_one_raw(count).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
    };
    assert_eq!(kept().await, 0);
    other.execute_unprepared("ROLLBACK").await.unwrap();
    until("the record is kept", async || kept().await == 1).await;
    other.close().await.unwrap();
}

#[tokio::test]
async fn help_comes_though_the_database_is_broken() {
    let home = Arc::new(Home::new());
    let server = Server::start_in(&home, &[]);
    let browser = Browser::new(&server);
    let page = browser.get("/").await;
    let data = home.path().join("data");
    for name in ["waymark.db-wal", "waymark.db-shm"] {
        let _ = std::fs::remove_file(data.join(name));
    }
    std::fs::write(data.join("waymark.db"), "this is no database ".repeat(4096)).unwrap();
    let page = browser.ask(&page, "i want to kill myself tonight").await;
    assert!(page.html.contains("999") && page.html.contains("116 123") && page.html.contains("85258"), "{}", page.html);
}
