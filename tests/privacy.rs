//! What is kept, through every door: a person sees, saves and deletes it; the safeguarding record is read by few; leads are alerted.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode as Status, routing::post};
use reqwest::{Method, StatusCode, header::ORIGIN};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};
use waymark::{
    officers::{AuditAction, AuditFilter, AuditStore, Scope},
    privacy::sign,
    storage::Database,
};

use crate::{
    support::{Browser, Home, Page, Server, until},
    telegram::program::Bot,
};

const PASSWORD: &str = "correct horse battery";
const CANARY: &str = "zanzibarcanary";

/// The files below a folder that hold these bytes.
fn holding(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if std::fs::read(&path).unwrap_or_default().windows(words.len()).any(|w| w == words.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn officer_link(server: &Server, email: &str, role: &str, area: &str) -> String {
    let ran = server.home.run(&["officer", "add", "--email", email, "--role", role, "--area", area]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let link = ran.out.lines().last().unwrap().to_owned();
    link[link.find("/console/").unwrap()..].to_owned()
}

async fn officer(server: &Server, email: &str, role: &str, area: &str) -> Browser {
    let browser = Browser::new(server);
    let page = browser.get(&officer_link(server, email, role, area)).await;
    browser.submit(&page, "form", &[("email", email), ("password", PASSWORD), ("again", PASSWORD)]).await;
    browser
}

#[tokio::test]
async fn on_the_web_a_person_sees_saves_and_deletes_and_no_trace_is_left() {
    let mut server = Server::start();
    let data = server.home.path().join("data");
    let browser = Browser::new(&server);
    assert!(browser.get("/my-data").await.text("main").contains("Nothing is kept"));
    let page = browser.submit(&browser.get("/").await, "form:has(#area)", &[("area", "norfolk")]).await;
    let page = browser.ask(&page, &format!("how long does an ehcp take {CANARY}")).await;
    let page = browser.submit(&page, "form[action='/rate']", &[("rating", "red")]).await;
    browser.submit(&page, "form[action='/comment']", &[("comment", &format!("too long, says {CANARY}"))]).await;
    let other = Browser::new(&server);
    let page = other.ask(&other.get("/").await, "whos my senco").await;
    other.submit(&page, "form[action='/rate']", &[("rating", "green")]).await;

    let mine = browser.get("/my-data").await;
    let text = mine.text("main");
    for words in [CANARY, "20 weeks", "norfolk", "red", "Your thumbs and comments", "too long, says", "safeguarding record"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("senco"), "another person's chat: {text}");
    let json = browser.submit(&mine, "#save", &[("as", "json")]).await;
    assert!(json.header("content-disposition").starts_with("attachment") && json.header("content-type").starts_with("application/json"));
    let read: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    assert!(read["data"]["chat"][0]["question"].as_str().unwrap().contains(CANARY));
    assert_eq!((read["data"]["ratings"][0]["thumb"].as_str(), read["data"]["profile"][0]["area"].as_str()), (Some("red"), Some("norfolk")));
    let saved = browser.submit(&mine, "#save", &[("as", "text")]).await;
    assert!(saved.header("content-type").starts_with("text/plain") && saved.html.contains(CANARY));
    assert!(!holding(&data, CANARY).is_empty(), "else the search below proves nothing");

    let receipt = browser.submit(&mine, "#delete", &[]).await;
    assert_eq!(receipt.text("h1"), "It is deleted");
    let gone = receipt.texts("#gone li").join("\n");
    assert!(gone.contains("Questions with their answers: 1") && gone.contains("comments: 1") && gone.contains("choices"), "{gone}");
    let stays = receipt.texts("#stays li").join("\n");
    assert!(stays.contains("number of thumbs") && stays.contains("90 days"), "{stays}");
    // While the server runs on: neither in the file nor in the one beside it.
    assert_eq!(holding(&data, CANARY), Vec::<String>::new());
    assert!(browser.get("/").await.all("#turns .turn").is_empty());
    let again = browser.submit(&browser.get("/my-data").await, "#delete", &[]).await;
    assert!(again.text("#gone").contains("nothing to delete"));
    assert_eq!(other.get("/").await.all("#turns .turn").len(), 1);

    server.terminate();
    server.wait();
    let ran = server.home.run(&["data", "retain"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(holding(&data, CANARY), Vec::<String>::new());
}

#[tokio::test]
async fn at_the_terminal_data_are_exported_erased_and_backed_up_and_it_is_noted() {
    let mut server = Server::start();
    let browser = Browser::new(&server);
    let first = browser.get("/").await;
    let token = first.header("set-cookie").split(['=', ';']).nth(1).unwrap().to_owned();
    browser.ask(&first, &format!("how long does an ehcp take {CANARY}")).await;
    let home = server.home.clone();
    let ran = home.run(&["data", "export", "--web", &token]);
    assert!(ran.code == 0 && ran.out.contains(CANARY), "{}", ran.err);
    serde_json::from_str::<serde_json::Value>(&ran.out).unwrap();
    assert!(home.run(&["data", "export", "--web", &token, "--form", "text"]).out.contains("You asked"));
    assert!(!home.run(&["data", "export", "--telegram", "42"]).out.contains(CANARY));
    assert_eq!(home.run(&["data", "export"]).code, 2, "whose, is not said");
    server.terminate();
    server.wait();
    let ran = home.run(&["data", "backup", "--out", "copy.db"]);
    assert!(ran.code == 0 && ran.out.contains("keys"), "{}", ran.err);
    assert!(!std::fs::read(home.path().join("copy.db")).unwrap().is_empty());
    let again = home.run(&["data", "backup", "--out", "copy.db"]);
    assert!(again.code == 1 && again.err.contains("copy.db"), "{}", again.err);
    let ran = home.run(&["data", "erase", "--web", &token]);
    assert!(ran.code == 0 && ran.out.contains("Questions with their answers: 1"), "{} {}", ran.out, ran.err);
    assert_eq!(holding(&home.path().join("data"), CANARY), Vec::<String>::new());
    let ran = home.run(&["data", "new-key"]);
    assert!(ran.code == 0 && ran.out.contains("seal-2.key"), "{}", ran.err);
    assert_eq!(home.run(&["data", "migrate"]).code, 0);
    let database = Database::connect(&format!("sqlite://{}", home.path().join("data/waymark.db").display())).await.unwrap();
    let noted = database.entries(&AuditFilter { most: 50, ..AuditFilter::default() }, &Scope::All).await.unwrap();
    let mut actions: Vec<AuditAction> = noted.iter().map(|e| e.action).collect();
    actions.sort();
    use AuditAction::{DataErased, DataExported, Invited, KeyReplaced};
    // The server's first start made the link for the first officer.
    assert_eq!(actions, [Invited, DataExported, DataExported, DataExported, DataErased, KeyReplaced]);
    database.close().await;
    // A key that is lost stops the start with words, not with damage.
    std::fs::remove_file(home.path().join("data/keys/seal-1.key")).unwrap();
    let ran = home.run(&["data", "migrate"]);
    assert!(ran.code == 1 && ran.err.contains("seal-1.key") && ran.err.contains("backup"), "{}", ran.err);
}

#[tokio::test]
async fn privacy_is_told_from_the_policy_in_both_styles_and_as_the_council_set_it() {
    let home = Arc::new(Home::new());
    home.write("waymark.toml", "[safeguarding]\nkeep_days = 33\n[safeguarding.areas.suffolk]\nrecord = false\n");
    let server = Server::start_in(&home, &[]);
    let browser = Browser::new(&server);
    let standard = browser.get("/privacy").await;
    let text = standard.text("main");
    for words in
        ["90 days", "365 days", "30 minutes", "33 days", "within 30 days", "data protection officer", "Deleting your data does not reach"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let easy = browser.get(&standard.attribute("main a[href*='easy-read']", "href").unwrap()).await;
    assert!(easy.text("main").contains("You cannot delete this record.") && easy.has("body.is-easy"));
    let off = browser.get("/privacy?area=suffolk").await.text("main");
    assert!(off.contains("switched off the record") && !off.contains("33 days"), "{off}");
}

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<(HeaderMap, String)>>>);

/// Takes alerts, and refuses the first.
async fn webhook() -> (String, Heard) {
    let heard = Heard::default();
    let take = |State(heard): State<Heard>, headers: HeaderMap, body: Bytes| async move {
        let mut all = heard.0.lock().unwrap();
        all.push((headers, String::from_utf8(body.to_vec()).unwrap()));
        if all.len() == 1 { Status::BAD_GATEWAY } else { Status::NO_CONTENT }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/alert", listener.local_addr().unwrap());
    let router = Router::new().route("/alert", post(take)).with_state(heard.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, heard)
}

/// A mail server that turns the first caller away; the messages it took, as they came.
async fn mail_server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let taken: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = taken.clone();
    tokio::spawn(async move {
        for call in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.into_split();
            if call == 0 {
                write.write_all(b"421 not now\r\n").await.unwrap();
                continue;
            }
            let kept = kept.clone();
            tokio::spawn(async move {
                let mut lines = BufReader::new(read).lines();
                write.write_all(b"220 stand-in\r\n").await.unwrap();
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer: &[u8] = match line.split(' ').next().unwrap_or_default().to_uppercase().as_str() {
                        "DATA" => {
                            write.write_all(b"354 go on\r\n").await.unwrap();
                            let mut message = String::new();
                            while let Ok(Some(line)) = lines.next_line().await {
                                if line == "." {
                                    break;
                                }
                                message.push_str(&line);
                                message.push('\n');
                            }
                            kept.lock().unwrap().push(message);
                            b"250 taken\r\n"
                        }
                        "QUIT" => b"221 bye\r\n",
                        _ => b"250 ok\r\n",
                    };
                    if write.write_all(answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (address, taken)
}

#[tokio::test]
async fn what_is_said_in_danger_reaches_the_lead_without_words_and_few_may_read_it() {
    let ((hook, heard), (mail, mails)) = (webhook().await, mail_server().await);
    let home = Arc::new(Home::new());
    home.write(
        "waymark.toml",
        &format!(
            "[email]\nserver = \"{mail}\"\nfrom = \"waymark@council.example\"\n[safeguarding.areas.norfolk]\nemail = \"lead@council.example\"\n\
             webhook = \"{hook}\"\nwebhook_secret = \"shared secret\"\n[safeguarding.areas.suffolk]\nrecord = false\n"
        ),
    );
    let server = Server::start_in(&home, &[("WAYMARK_PUBLIC_URL", "https://send.council.example")]);
    let words = format!("i want to kill myself tonight {CANARY}");
    let child = Browser::new(&server);
    let asked = std::time::Instant::now();
    let post = |path: &'static str, fields: Vec<(&'static str, String)>| {
        let (child, base) = (&child, server.base.clone());
        async move { child.request(Method::POST, path).header(ORIGIN, &base).form(&fields).send().await.unwrap() }
    };
    // Behind https the cookie is secure and does not come back over http, so the token travels in the form.
    let page = Page::read(post("/settings", vec![("area", "norfolk".to_owned())]).await).await;
    let token = page.attribute("#ask input[name='conversation']", "value").unwrap();
    let page = Page::read(post("/ask", vec![("question", words.clone()), ("conversation", token.clone())]).await).await;
    assert!(page.text(".crisis").contains("999") && !page.has(".rate"));
    assert!(asked.elapsed().as_secs() < 5, "a mail server that is away delays nobody");
    until("the webhook took the alert", async || heard.0.lock().unwrap().len() >= 2).await;
    until("the mail server took the alert", async || !mails.lock().unwrap().is_empty()).await;
    let (headers, body) = heard.0.lock().unwrap()[1].clone();
    let time = headers["x-waymark-time"].to_str().unwrap();
    assert_eq!(
        headers["x-waymark-signature"].to_str().unwrap(),
        format!("sha256={}", sign("shared secret", format!("{time}.{body}").as_bytes()))
    );
    let alert: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (alert["area"].as_str(), alert["level"].as_str(), alert["channel"].as_str()),
        (Some("norfolk"), Some("immediate"), Some("web"))
    );
    assert_eq!(alert["categories"], serde_json::json!(["suicide"]));
    let link = alert["link"].as_str().unwrap().to_owned();
    assert!(link.starts_with("https://send.council.example/console/safeguarding/"), "{link}");
    let message = mails.lock().unwrap()[0].clone();
    assert!(message.contains("To: lead@council.example") && message.contains("immediate"), "{message}");
    for told in [&body, &message] {
        assert!(!told.contains(CANARY) && !told.contains("kill") && !told.contains("tonight"), "{told}");
    }
    drop(server);
    assert_eq!(holding(&home.path().join("data"), CANARY), Vec::<String>::new(), "the chat's own copy of the words is sealed, too");

    // The person deletes all that is theirs: the record stays, and says so.
    let server = Server::start_in(&home, &[]);
    let answer = Browser::new(&server).request(Method::POST, "/my-data/delete").header(ORIGIN, &server.base);
    let erased = Page::read(answer.form(&[("conversation", token)]).send().await.unwrap()).await;
    assert!(erased.text("#stays").contains("You cannot delete them here"));
    assert_eq!(holding(&home.path().join("data"), CANARY), Vec::<String>::new(), "what is left of it is sealed");

    let path = link.strip_prefix("https://send.council.example").unwrap();
    for (role, area) in [("viewer", "norfolk"), ("administrator", "norfolk")] {
        let other = officer(&server, &format!("{role}@council.example"), role, area).await;
        assert_eq!(other.get("/console/safeguarding").await.status, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(other.get(path).await.status, StatusCode::FORBIDDEN, "{role}");
        assert!(!other.get("/console").await.has("a[href='/console/safeguarding']"));
    }
    let elsewhere = officer(&server, "suffolk@council.example", "safeguarding", "suffolk").await;
    assert!(elsewhere.get("/console/safeguarding").await.text("main").contains("There is nothing here"));
    assert_eq!(elsewhere.get(path).await.status, StatusCode::NOT_FOUND);

    let lead = officer(&server, "lead@council.example", "safeguarding", "norfolk").await;
    assert!(lead.get("/console").await.has("a[href='/console/safeguarding']"));
    let list = lead.get("/console/safeguarding").await;
    assert_eq!(list.texts("#danger tbody tr").len(), 1);
    assert!(list.text("#danger").contains("suicide") && list.text("#danger-counts").contains("suicide") && !list.html.contains(CANARY));
    let entry = lead.get(path).await;
    assert!(!entry.html.contains(CANARY));
    let shown = lead.submit(&entry, "#show", &[]).await;
    assert_eq!(shown.text("#words"), words);
    let marked = lead.submit(&shown, "#mark", &[("state", "handed-on"), ("note", "rang <the> duty team")]).await;
    assert!(marked.text("dl").contains("handed on") && !marked.html.contains(CANARY));
    let again = lead.submit(&marked, "#show", &[]).await;
    assert_eq!(again.text("#note"), "rang <the> duty team");
    let forged = lead.submit(&marked, "#show", &[("form_token", "x")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);

    // What is said about services counts for every officer of the area, and a small number is not told.
    for (says, told) in [(1, "fewer than 5"), (4, "5")] {
        for _ in 0..says {
            let tired = Browser::new(&server);
            let page = Page::read(
                tired.request(Method::POST, "/ask").header(ORIGIN, &server.base).form(&[("question", "hello")]).send().await.unwrap(),
            )
            .await;
            let token = page.attribute("#ask input[name='conversation']", "value").unwrap();
            let send = |path: &'static str, fields: Vec<(&'static str, &str)>| {
                let form: Vec<_> = fields.into_iter().chain([("conversation", token.as_str())]).map(|(n, v)| (n, v.to_owned())).collect();
                tired.request(Method::POST, path).header(ORIGIN, &server.base).form(&form).send()
            };
            send("/settings", vec![("area", "norfolk")]).await.unwrap();
            send("/ask", vec![("question", "we have waited 14 months for respite and i am at breaking point")]).await.unwrap();
        }
        let viewer = officer(&server, &format!("reads{says}@council.example"), "viewer", "norfolk").await;
        let front = viewer.get("/console").await;
        assert!(front.has("a[href='/console/themes']"));
        let themes = viewer.get("/console/themes").await;
        let rows: Vec<String> = themes.texts("tbody tr");
        assert_eq!(rows, ["waiting", "exhausted carers", "short breaks"].map(|t| format!("{t}{told}")), "{}", themes.text("main"));
        assert!(!themes.html.contains("14 months") && !themes.html.contains("suicide"));
        let other = officer(&server, &format!("elsewhere{says}@council.example"), "viewer", "suffolk").await;
        assert!(other.get("/console/themes").await.text("main").contains("Nothing has been counted yet"));
    }
    assert_eq!(lead.get("/console/themes").await.status, StatusCode::FORBIDDEN, "the safeguarding role has the exact counts");

    // Where the council keeps no record: counted, and no words.
    let quiet = Browser::new(&server);
    let page = quiet.submit(&quiet.get("/").await, "form:has(#area)", &[("area", "suffolk")]).await;
    quiet.ask(&page, "i want to kill myself tonight").await;
    let list = elsewhere.get("/console/safeguarding").await;
    assert!(list.text("main").contains("There is nothing here") && list.text("#danger-counts").contains("suicide"));

    let database = Database::connect(&format!("sqlite://{}", home.path().join("data/waymark.db").display())).await.unwrap();
    let viewed = AuditFilter { action: Some(AuditAction::SafeguardingViewed), most: 50, ..AuditFilter::default() };
    let noted = database.entries(&viewed, &Scope::All).await.unwrap();
    assert_eq!(noted.len(), 2, "one for each time the words were shown");
    assert!(noted.iter().all(|e| e.officer == "lead@council.example"
        && path.ends_with(&e.subject)
        && e.area.as_ref().is_some_and(|a| a.as_str() == "norfolk")));
    database.close().await;
}

// A lost key is told at the start, before anything is done with a new one; and there is a way on for who has no copy.
#[tokio::test]
async fn a_lost_key_stops_the_start_and_what_it_costs_is_told_before_it_is_removed() {
    let home = Arc::new(Home::new());
    let mut server = Server::start_in(&home, &[]);
    let browser = Browser::new(&server);
    let page = browser.ask(&browser.get("/").await, "how long does an ehcp take").await;
    browser.submit(&page, "form[action='/rate']", &[("rating", "red")]).await;
    browser.ask(&browser.get("/").await, "i want to kill myself tonight").await;
    server.terminate();
    server.wait();
    let data = home.path().join("data");
    let keys = if data.join("keys").is_dir() { data.join("keys") } else { data.clone() };
    let away = home.path().join("away");
    std::fs::create_dir_all(&away).unwrap();
    let start = || home.run(&["serve", "--listen", "127.0.0.1:0"]);
    for (file, number) in [("pseudonym.key", None), ("seal-1.key", Some("key 1"))] {
        std::fs::rename(keys.join(file), away.join(file)).unwrap();
        let ran = start();
        assert_eq!(ran.code, 1, "{file}: {}", ran.out);
        for words in [file, "backup", "WAYMARK_KEYS_DIR", "forget-lost", number.unwrap_or_default()] {
            assert!(ran.err.contains(words), "{words}: {}", ran.err);
        }
        assert!(!keys.join(file).exists(), "no new one is made");
        if number.is_none() {
            std::fs::rename(away.join(file), keys.join(file)).unwrap();
        }
    }
    // Both are gone for good.
    std::fs::remove_file(keys.join("pseudonym.key")).unwrap();
    let told = home.run(&["data", "forget-lost"]);
    assert_eq!(told.code, 0, "{}", told.err);
    for words in ["seal-1.key", "pseudonym.key", "chats: 1", "safeguarding record: 1", "Nothing was changed", "--yes"] {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    assert_eq!(start().code, 1);
    let done = home.run(&["data", "forget-lost", "--yes"]);
    assert!(done.code == 0 && done.out.contains("This is removed"), "{}{}", done.out, done.err);
    let server = Server::start_in(&home, &[]);
    let lead = Browser::new(&server);
    let page = lead.get(&server.set_up_link()).await;
    let ratings = lead.submit(&page, "form", &[("email", "lead@council.example"), ("password", PASSWORD), ("again", PASSWORD)]).await;
    assert!(ratings.text("tbody").contains("ehcp"), "ratings stay: {}", ratings.text("main"));
    assert!(lead.get("/console/audit").await.text("tbody").contains("Removed what a lost key had sealed or named"));
    let again = home.run(&["data", "forget-lost", "--yes"]);
    assert!(again.code == 0 && again.out.contains("Every key of this database is there"), "{}", again.out);
}

#[tokio::test]
async fn on_telegram_a_person_sees_saves_and_deletes() {
    let bot = Bot::start().await;
    let id = 810_000_777;
    let person = bot.stand_in.chat(id);
    bot.say(&person, &format!("how long does an ehcp take {CANARY}")).await;
    let privacy: String = bot.say(&bot.stand_in.chat(810_000_778), "/privacy").await.iter().map(|c| c.text().to_owned() + "\n").collect();
    for words in ["90 days", "365 days", "/stop", "/mydata", "within 30 days", "does not reach this record"] {
        assert!(privacy.contains(words), "{words}: {privacy}");
    }
    // In easy read it is short lines, and few messages.
    let reader = bot.stand_in.chat(810_000_779);
    bot.say(&reader, "/easyread on").await;
    let easy = bot.say(&reader, "/privacy").await;
    assert!((1..=3).contains(&easy.len()), "{} messages", easy.len());
    let told: String = easy.iter().map(|c| c.text().to_owned() + "\n").collect();
    for words in ["You cannot delete this record.", "tell the ICO", "within 30 days", "/help_from_a_person", "Send /stop"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let long: Vec<&str> = told.lines().flat_map(|l| l.split(". ")).filter(|s| s.split_whitespace().count() > 15).collect();
    assert!(long.is_empty(), "{long:?}");
    let mark = bot.stand_in.mark();
    bot.say(&person, "/mydata").await;
    let files = bot.stand_in.calls_since(mark, "sendDocument");
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|f| f.chat() == id && f.params["document"]["content"].as_str().unwrap().contains(CANARY)), "{files:#?}");
    let json = files.iter().find(|f| f.params["document"]["name"] == "waymark-my-data.json").unwrap();
    let read: serde_json::Value = serde_json::from_str(json.params["document"]["content"].as_str().unwrap()).unwrap();
    assert!(read["data"]["chat"][0]["question"].as_str().unwrap().contains(CANARY));

    let conversation = bot.conversation("telegram", &id.to_string());
    assert_eq!(bot.turns(&conversation).await.len(), 1);
    let receipt = bot.say(&person, "delete everything").await.pop().unwrap();
    assert!(
        receipt.text().contains("Questions with their answers: 1") && receipt.text().contains("What stays, and why"),
        "{}",
        receipt.text()
    );
    assert!(bot.turns(&conversation).await.is_empty());
    let again = bot.say(&person, "/stop").await.pop().unwrap();
    assert!(again.text().contains("nothing to delete"), "{}", again.text());
}
