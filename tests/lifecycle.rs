//! A server's life: it starts, notices what an editor changes, finishes what it is doing when told to stop, and loses nothing when it
//! is killed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use reqwest::{
    Method, StatusCode,
    header::{COOKIE, ORIGIN},
};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use waymark::{
    feedback::{Colour, FeedbackStore, RatingFilter},
    officers::Scope,
    storage::Database,
};

use crate::support::{Browser, Home, Page, Server, until};

async fn ready(browser: &Browser) -> Value {
    serde_json::from_str(&browser.get("/readyz").await.html).unwrap()
}

#[tokio::test]
async fn knowledge_that_changes_on_disk_is_swapped_in_within_seconds() {
    let server = Server::start();
    let browser = Browser::new(&server);
    let before = ready(&browser).await;
    let good = include_str!("fixtures/article.md");
    let file = "knowledge/articles/norfolk/school/waiting.md";
    server.home.write(file, good);
    let started = Instant::now();
    until("the new article is there", async || ready(&browser).await["articles"] == 15).await;
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    assert_ne!(ready(&browser).await["knowledge_digest"], before["knowledge_digest"]);
    let asked = async || {
        let browser = Browser::new(&server);
        let page = browser.ask(&browser.get("/").await, "is it normal to wait this long").await;
        page.text("#turns")
    };
    assert!(asked().await.contains("You wait 6 weeks."));

    // Mended: the answer changes; the chat that has it shows what it showed.
    let page = browser.ask(&browser.get("/").await, "is it normal to wait this long").await;
    server.home.write(file, &good.replace("6 weeks", "11 weeks"));
    until("the mended words are told", async || asked().await.contains("You wait 11 weeks.")).await;
    assert_eq!(browser.get("/").await.texts(".body"), page.texts(".body"));

    // Broken: left out, reported, and nothing else is lost.
    server.home.write(file, &good.replace("owner =", "onwer ="));
    until("the broken article is left out", async || ready(&browser).await["left_out"] == 1).await;
    assert!(ready(&browser).await["ready"] == true && server.log().contains("norfolk/school/waiting.md"), "{}", server.log());
    assert_eq!(browser.get("/article/england/people/whos-my-senco").await.status, StatusCode::OK);
    assert_eq!(browser.get("/article/norfolk/school/waiting").await.status, StatusCode::NOT_FOUND);
    // A file that everything stands on: the old library stays in use.
    server.home.write("knowledge/routes.toml", "this is = not a [routes] file");
    until("the refusal is logged", async || server.log().contains("the old one stays")).await;
    assert!(asked().await.contains("I did not find this"));
    std::fs::remove_file(server.home.path().join(file)).unwrap();
}

#[tokio::test]
async fn one_bad_article_does_not_keep_the_server_from_starting() {
    let home = Arc::new(Home::new());
    home.write("knowledge/articles/norfolk/school/bad.md", "no front matter at all");
    let server = Server::start_in(&home, &[]);
    let browser = Browser::new(&server);
    assert_eq!((&ready(&browser).await["articles"], &ready(&browser).await["left_out"]), (&14.into(), &1.into()));
    assert!(server.log().contains("norfolk/school/bad.md:1"), "{}", server.log());
    let page = browser.ask(&browser.get("/").await, "how long does an ehcp take").await;
    assert!(page.text("#turns").contains("20 weeks"));
}

#[tokio::test]
async fn without_its_vital_files_or_its_port_it_does_not_start() {
    let home = Home::new();
    std::fs::remove_file(home.path().join("knowledge/safeguarding.toml")).unwrap();
    let ran = home.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("safeguarding.toml"), "{}", ran.err);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = Home::new().run(&["serve", "--listen", &address]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains(&address), "{}", ran.err);
}

#[tokio::test]
async fn told_to_stop_it_finishes_what_it_is_doing() {
    let mut server = Server::start();
    let address = server.base.trim_start_matches("http://").to_owned();
    // A question whose last letters are still on their way.
    let body = "question=how+long+does+an+ehcp+take";
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /ask HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..20]).await.unwrap();
    // The request is under way once another one, sent later, has been answered.
    Browser::new(&server).get("/healthz").await;
    server.terminate();
    until("it has heard", async || server.log().contains("stopping")).await;
    // Nobody new is let in, and the one inside is served.
    until("the door is shut", async || tokio::net::TcpStream::connect(&address).await.is_err()).await;
    stream.write_all(&body.as_bytes()[20..]).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("20 weeks"), "{}", answer.lines().next().unwrap_or_default());
    assert!(server.wait().success());
    // The database was closed in order: all of it is in the one file.
    let files: Vec<String> =
        std::fs::read_dir(server.home.path().join("data")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!files.iter().any(|f| f.ends_with("-wal")), "{files:?}");
}

#[tokio::test]
async fn a_server_with_nothing_to_do_stops_at_once() {
    let mut server = Server::start();
    // A browser keeps its connection open; nobody waits for it.
    let browser = Browser::new(&server);
    browser.get("/").await;
    let started = Instant::now();
    server.terminate();
    assert!(server.wait().success());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    drop(browser);
}

#[tokio::test]
async fn a_chat_ends_by_itself_unless_the_device_is_to_remember_it() {
    let home = Arc::new(Home::new());
    let on = |day| Server::start_in(&home, &[("WAYMARK_TODAY", day)]);
    let server = on("2026-11-25");
    let mut tokens = Vec::new();
    for remember in ["off", "on"] {
        let browser = Browser::new(&server);
        let page = browser.submit(&browser.get("/").await, "form.device", &[("remember", remember)]).await;
        let page = browser.ask(&page, "how long does an ehcp take").await;
        let page = browser.submit(&page, "form[action='/rate']", &[("rating", "green")]).await;
        tokens.push(page.attribute("input[name=conversation]", "value").unwrap());
    }
    let turns = async |server: &Server, token: &str| {
        let request = Browser::without_cookies(server).request(Method::GET, "/").header(COOKIE, format!("waymark_chat={token}"));
        Page::read(request.send().await.unwrap()).await.all("#turns .turn").len()
    };
    assert_eq!([turns(&server, &tokens[0]).await, turns(&server, &tokens[1]).await], [1, 1]);
    server.kill();
    // Another day: the shared phone has forgotten, the own one has not.
    let server = on("2026-11-26");
    assert_eq!([turns(&server, &tokens[0]).await, turns(&server, &tokens[1]).await], [0, 1]);
    server.kill();
    // And after 90 days it has, too, at the first sweep; the ratings are the council's and stay.
    let server = on("2027-02-28");
    assert_eq!([turns(&server, &tokens[0]).await, turns(&server, &tokens[1]).await], [0, 0]);
    let database = Database::connect(&format!("sqlite://{}", home.path().join("data/waymark.db").display())).await.unwrap();
    let listed = database.list(&RatingFilter { most: 10, ..RatingFilter::default() }, &Scope::All).await.unwrap();
    assert_eq!(listed.len(), 2);
    until("no turn is left in the file", async || kept_turns(&home).await == 0).await;
    database.close().await;
}

async fn kept_turns(home: &Home) -> i64 {
    use sea_orm::ConnectionTrait;
    let connection = sea_orm::Database::connect(format!("sqlite://{}", home.path().join("data/waymark.db").display())).await.unwrap();
    let count = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT count(*) FROM turns");
    let count = connection.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    connection.close().await.unwrap();
    count
}

// The small version; a thumb counts as acknowledged when the page that shows it has come.
#[tokio::test]
async fn an_acknowledged_thumb_survives_a_kill_at_any_moment() {
    let home = Arc::new(Home::new());
    let acknowledged: Mutex<HashMap<String, Colour>> = Mutex::default();
    for round in 0..10_u64 {
        let server = Server::start_in(&home, &[]);
        let (browser, base) = (Browser::that_stays(&server), server.base.clone());
        browser.get("/").await;
        let before = acknowledged.lock().unwrap().len();
        let rating = async {
            for at in 0_usize.. {
                let question = browser.request(Method::POST, "/ask").header("x-waymark-fragment", "1").header(ORIGIN, &base);
                let Ok(answer) = question.form(&[("question", "whos my senco")]).send().await else { return };
                let Ok(html) = answer.text().await else { return };
                let Some(id) = html.split("name=\"answer\" value=\"").nth(1).map(|rest| rest[..32].to_owned()) else { return };
                // The second thumb changes the first.
                for colour in [Colour::ALL[at % 3], Colour::ALL[(at + 1) % 3]] {
                    let thumb = browser.request(Method::POST, "/rate").header(ORIGIN, &base);
                    match thumb.form(&[("answer", id.as_str()), ("rating", colour.as_str())]).send().await {
                        Ok(seen) if seen.status() == StatusCode::SEE_OTHER => drop(acknowledged.lock().unwrap().insert(id.clone(), colour)),
                        _ => return,
                    }
                }
            }
        };
        // While thumbs are being given, at a moment that differs from round to round and not by chance.
        let killer = async {
            until("a thumb was acknowledged", async || acknowledged.lock().unwrap().len() > before).await;
            tokio::time::sleep(Duration::from_millis(round * 37 % 190)).await;
            server.kill();
        };
        tokio::join!(rating, killer);
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() >= 10, "only {} thumbs were given", acknowledged.len());
    let database = Database::connect(&format!("sqlite://{}", home.path().join("data/waymark.db").display())).await.unwrap();
    let listed = database.list(&RatingFilter { most: 1_000_000, ..RatingFilter::default() }, &Scope::All).await.unwrap();
    assert!(listed.len() >= acknowledged.len(), "{} of {}", listed.len(), acknowledged.len());
    let missing = missing(&home, &acknowledged).await;
    assert!(missing.is_empty(), "{} acknowledged thumbs are lost: {missing:?}", missing.len());
    database.close().await;
}

/// The acknowledged thumbs that the file does not hold, or holds in a colour that was neither acknowledged nor sent after it.
async fn missing(home: &Home, acknowledged: &HashMap<String, Colour>) -> Vec<String> {
    use sea_orm::ConnectionTrait;
    let connection = sea_orm::Database::connect(format!("sqlite://{}", home.path().join("data/waymark.db").display())).await.unwrap();
    let check = connection
        .query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA integrity_check"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(check.try_get_by_index::<String>(0).unwrap(), "ok");
    let rows = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT answer_id, colour FROM ratings");
    let rows = connection.query_all_raw(rows).await.unwrap();
    let kept: HashMap<String, Colour> = rows
        .iter()
        .map(|r| (r.try_get_by_index::<String>(0).unwrap(), r.try_get_by_index::<String>(1).unwrap().parse().unwrap()))
        .collect();
    connection.close().await.unwrap();
    // A change that was under way when the kill came may be there or not; the thumb itself must be.
    let next = |c: Colour| Colour::ALL[(Colour::ALL.iter().position(|a| *a == c).unwrap() + 1) % 3];
    let fits = |id: &String, colour: Colour| kept.get(id).is_some_and(|k| *k == colour || *k == next(colour));
    acknowledged.iter().filter(|(id, colour)| !fits(id, **colour)).map(|(id, _)| id.clone()).collect()
}
