//! "Explain this": letters in, easy words out, through the page and beside it, and nothing of them kept.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use reqwest::{
    Method, StatusCode,
    header::{CONTENT_TYPE, ORIGIN},
};
use serde::Deserialize;

use crate::support::{Browser, Home, Page, Server};
use waymark::{
    answer::Library,
    explain::{Asks, Explained, When, WhenKind, explain},
    knowledge::Roots,
    locale::Locale,
};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/explain")
}

#[derive(Deserialize)]
struct Letters {
    letter: Vec<Letter>,
}

#[derive(Deserialize)]
struct Letter {
    name: String,
    must: Vec<String>,
    can: Vec<String>,
    when: Vec<Time>,
    #[serde(default)]
    their: Vec<String>,
    #[serde(default)]
    phones: Vec<String>,
    date: String,
    from: String,
    text: String,
}

#[derive(Deserialize)]
struct Time {
    words: String,
    due: Option<String>,
}

fn letters(file: &str) -> Vec<Letter> {
    let text = std::fs::read_to_string(fixtures().join(file)).unwrap();
    toml::from_str::<Letters>(&text).unwrap().letter
}

fn library() -> Library {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    Library::open(&Roots { base: Some(base), ..Roots::default() }).unwrap()
}

/// Found of what was expected, and expected of what was found.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    expected: usize,
    hit: usize,
    found: usize,
}

impl Score {
    fn add(&mut self, expected: &[String], found: &[String], name: &str, what: &str) {
        let fits = |words: &String, sentence: &String| sentence.to_lowercase().contains(&words.to_lowercase());
        for words in expected {
            if !found.iter().any(|f| fits(words, f)) {
                println!("{name}: {what} missed: {words}");
            }
        }
        for sentence in found {
            if !expected.iter().any(|e| fits(e, sentence)) {
                println!("{name}: {what} too much: {sentence}");
            }
        }
        self.expected += expected.len();
        self.hit += expected.iter().filter(|e| found.iter().any(|f| fits(e, f))).count();
        self.found += found.iter().filter(|f| expected.iter().any(|e| fits(e, f))).count();
    }

    fn recall(self) -> f64 {
        self.hit as f64 / self.expected.max(1) as f64
    }
}

/// Recall and precision of what to do, and of by when with the day.
fn measure(file: &str) -> (f64, f64, f64, f64) {
    let (library, locale) = (library(), Locale::negotiate("en-GB"));
    let (mut asks, mut times) = (Score::default(), Score::default());
    let (mut all_asks, mut all_times) = (0, 0);
    for letter in letters(file) {
        let got = explain(&library, &locale, None, &letter.text);
        let of = |asks: Asks| got.to_do.iter().filter(|t| t.asks == asks).map(|t| t.original.clone()).collect::<Vec<_>>();
        // What a person reads as "may" and we as "must", or the other way, is a fault on both sides.
        asks.add(&letter.must, &of(Asks::Must), &letter.name, "must");
        asks.add(&letter.can, &of(Asks::May), &letter.name, "may");
        all_asks += got.to_do.len();
        let yours: Vec<&When> = got.times.iter().filter(|t| t.kind != WhenKind::Theirs).collect();
        let fits = |e: &Time, f: &When| f.words.contains(&e.words) && f.due.map(|d| d.to_string()) == e.due;
        times.expected += letter.when.len();
        times.hit += letter.when.iter().filter(|e| yours.iter().any(|f| fits(e, f))).count();
        times.found += yours.iter().filter(|f| letter.when.iter().any(|e| fits(e, f))).count();
        all_times += yours.len();
        for wrong in yours.iter().filter(|f| !letter.when.iter().any(|e| fits(e, f))) {
            println!("{}: time too much: {} {:?}", letter.name, wrong.words, wrong.due);
        }
        for missed in letter.when.iter().filter(|e| !yours.iter().any(|f| fits(e, f))) {
            println!("{}: time missed: {} {:?}", letter.name, missed.words, missed.due);
        }
        let theirs: Vec<&str> = got.times.iter().filter(|t| t.kind == WhenKind::Theirs).map(|t| t.words.as_str()).collect();
        for words in &letter.their {
            if !theirs.iter().any(|t| t.contains(words.as_str())) {
                println!("{}: their time missed: {words}", letter.name);
            }
        }
        assert_eq!(got.date.map(|d| d.to_string()).as_deref(), Some(letter.date.as_str()), "{}", letter.name);
        assert!(got.from.as_ref().is_some_and(|f| f.contains(&letter.from)), "{}: {:?}", letter.name, got.from);
        assert_eq!(got.phones, letter.phones, "{}", letter.name);
        kept_to_the_letter(&letter, &got);
    }
    (
        asks.recall(),
        asks.found as f64 / f64::from(u32::try_from(all_asks.max(1)).unwrap()),
        times.recall(),
        times.found as f64 / f64::from(u32::try_from(all_times.max(1)).unwrap()),
    )
}

/// No line is long, and no number in it is of our making.
fn kept_to_the_letter(letter: &Letter, got: &Explained) {
    for line in got.parts.iter().flat_map(|p| &p.lines).chain(got.to_do.iter().flat_map(|t| &t.lines)) {
        assert!(line.text.split_whitespace().count() <= 15, "{}: {}", letter.name, line.text);
        for number in line.text.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() > 1) {
            assert!(letter.text.contains(number), "{}: {number} in {}", letter.name, line.text);
        }
    }
}

#[test]
fn what_letters_ask_is_found() {
    let (asks, asks_right, times, times_right) = measure("letters.toml");
    println!("12 letters: asks recall {asks:.2} precision {asks_right:.2}; times recall {times:.2} precision {times_right:.2}");
    assert!(asks >= 0.9 && asks_right >= 0.8 && times >= 0.95 && times_right >= 0.9);
}

#[test]
fn what_unseen_letters_ask_is_found() {
    let (asks, asks_right, times, times_right) = measure("unseen.toml");
    println!("6 unseen letters: asks recall {asks:.2} precision {asks_right:.2}; times recall {times:.2} precision {times_right:.2}");
    assert!(asks >= 0.8 && asks_right >= 0.7 && times >= 0.8 && times_right >= 0.8);
}

/// A server with all that ships: plain words, glossary, areas.
fn serve() -> Server {
    Server::start_in(&Arc::new(Home::bare()), &[])
}

/// A form with a file, as a browser sends it.
fn form(fields: &[(&str, Option<&str>, &[u8])]) -> (String, Vec<u8>) {
    let boundary = "----explainexplain";
    let mut body = Vec::new();
    for (name, file, bytes) in fields {
        let file = file.map(|f| format!("; filename=\"{f}\"\r\nContent-Type: application/octet-stream")).unwrap_or_default();
        body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

async fn send(browser: &Browser, server: &Server, fields: &[(&str, Option<&str>, &[u8])]) -> Page {
    let (kind, body) = form(fields);
    let request = browser
        .request(Method::POST, "/explain")
        .header(CONTENT_TYPE, kind)
        .header(ORIGIN, server.base.as_str())
        .header("sec-fetch-site", "same-origin");
    Page::read(request.body(body).send().await.unwrap()).await
}

fn text_of(name: &str) -> String {
    letters("letters.toml").into_iter().find(|l| l.name == name).unwrap().text
}

fn word_file(text: &str) -> Vec<u8> {
    let mut document = docx_rs::Docx::new();
    for line in text.lines() {
        document = document.add_paragraph(docx_rs::Paragraph::new().add_run(docx_rs::Run::new().add_text(line)));
    }
    let mut out = std::io::Cursor::new(Vec::new());
    document.build().pack(&mut out).unwrap();
    out.into_inner()
}

fn page_file(text: &str) -> Vec<u8> {
    // A line of a printed letter holds about 90 letters.
    let mut lines: Vec<(u32, String)> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if line.len() + word.len() > 85 {
                lines.push((11, std::mem::take(&mut line)));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push((11, line));
    }
    let shown: Vec<(u32, &str)> = lines.iter().map(|(size, line)| (*size, line.as_str())).collect();
    crate::import::files::pdf(&[&shown])
}

#[tokio::test]
async fn a_letter_is_explained_however_it_is_sent_and_nothing_of_it_stays() {
    let server = serve();
    let browser = Browser::new(&server);
    let page = browser.get("/explain").await;
    assert_eq!((page.status, page.text("h1").as_str()), (StatusCode::OK, "Explain a letter"));
    assert!(page.has("form[action='/explain'][enctype='multipart/form-data'] textarea") && page.has("input[type=file]"));
    assert!(browser.get("/").await.has("footer a[href='/explain']"), "the way to it is on every page");

    // A word that stands nowhere else, to look for afterwards.
    let mark = "zanzibarquill";
    let letter = text_of("council refuses to assess").replace("a mainstream school", &format!("a mainstream school called {mark}"));
    let (text, word, printed) = (letter.clone().into_bytes(), word_file(&letter), page_file(&letter));
    let ways: [(&str, Option<&str>, &[u8]); 4] = [
        ("letter", None, &text),
        ("file", Some("l.txt"), &text),
        ("file", Some("l.docx"), &word),
        ("file", Some("my letter.pdf"), &printed),
    ];
    for way in ways {
        let page = send(&browser, &server, &[way, ("area", None, b"norfolk")]).await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"), "{:?}", way.1);
        assert!(page.text("#from").contains("Example County Council"), "{:?} {}", way.1, page.text("#from"));
        let when = page.text("#when");
        assert!(when.contains("within 2 months of the date of this letter") && when.contains("this is 3 May 2025"), "{:?} {when}", way.1);
        assert!(
            page.text("#must").contains("must contact a mediation adviser and get a certificate"),
            "{:?} {}",
            way.1,
            page.text("#must")
        );
        let may = page.text("#may");
        assert!(may.contains("Do you disagree with this decision?") && may.contains("appeal to the SEND Tribunal"), "{may}");
        assert!(page.text("#parts").contains("We have decided not to carry out an EHC needs assessment of your child."), "{:?}", way.1);
        assert!(page.text("#parts details").contains("20 January 2025"), "its own words are beside it");
        assert!(page.text("#words").contains("mediation") && page.has("#phones a[href='tel:01632960101']"));
        assert!(page.has("#get-help a") && !page.has(".crisis"), "{:?}", way.1);
        assert!(!page.html.contains("style=\"") && !page.has("main form"), "nothing in the page sends it on");
    }
    // Neither the chat, nor a file, nor the log has it.
    let chat = browser.get("/").await;
    assert!(!chat.has("#turns .turn"));
    let mut waiting = vec![server.home.path().to_owned()];
    let mut read = 0;
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                waiting.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            read += 1;
            assert!(!bytes.windows(mark.len()).any(|w| w == mark.as_bytes()), "{}", entry.path().display());
        }
    }
    assert!(read > 0, "the database was looked at");
    assert!(!server.log().contains(mark) && !server.log().contains("mediation adviser"));
}

#[tokio::test]
async fn what_cannot_be_read_is_told_with_what_to_do() {
    let server = serve();
    let browser = Browser::new(&server);
    let locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20> \
                  /U <ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20> /P -4 >> /ID [<0102> <0102>]";
    let bomb = crate::import::files::archive(&[("word/document.xml", &vec![b' '; 80 << 20]), ("[Content_Types].xml", b"<Types/>")]);
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("scan.pdf", crate::import::files::pdf_of(&[b"BT ET".to_vec()], "", ""), "It may be a photo or a scan."),
        ("locked.pdf", crate::import::files::pdf_of(&[b"BT ET".to_vec()], "", locked), "locked with a password"),
        ("photo.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(), "cannot read this kind of file"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(), "cannot read this kind of file"),
        ("bomb.docx", bomb, "could not read this file"),
        ("cut.docx", word_file("A letter.")[..300].to_vec(), "could not read this file"),
        ("blank.txt", b"  \n ".to_vec(), "no words in this file"),
        ("long.txt", "word ".repeat(5_001).into_bytes(), "more than 5,000 words"),
        ("large.txt", vec![b'a'; 5 * 1024 * 1024 + 1000], "too large"),
    ];
    for (name, bytes, told) in files {
        let page = send(&browser, &server, &[("letter", None, b""), ("file", Some(name), &bytes), ("area", None, b"suffolk")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.text("#problem").contains(told), "{name}: {}", page.text("#problem"));
        assert!(page.has("#letter-form") && page.has(".crisis a[href='tel:999']"), "{name}: the way on and the numbers are there");
    }
    let page = send(&browser, &server, &[("letter", None, b" ")]).await;
    assert!(page.text("#problem").contains("no words"));
    // Far more than is taken is thrown away, and told.
    let page = send(&browser, &server, &[("file", Some("huge.pdf"), &vec![b'a'; 7 * 1024 * 1024])]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Another form takes no more than before, and a form from elsewhere nothing.
    let request = browser.request(Method::POST, "/ask").header(ORIGIN, server.base.as_str()).header("sec-fetch-site", "same-origin");
    let response = request.form(&[("question", "a".repeat(200 * 1024))]).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let (kind, body) = form(&[("letter", None, b"Dear Parent, please ring.")]);
    let request = browser
        .request(Method::POST, "/explain")
        .header(CONTENT_TYPE, kind)
        .header(ORIGIN, "https://elsewhere.example")
        .header("sec-fetch-site", "cross-site");
    assert_eq!(request.body(body).send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn words_of_danger_bring_help_first() {
    let server = serve();
    let browser = Browser::new(&server);
    let letter = "Dear team, please help me. I want to kill myself tonight and I have taken pills. The school sent me home again.";
    let page = send(&browser, &server, &[("letter", None, letter.as_bytes()), ("area", None, b"norfolk")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let first = page.html.find("crisis").unwrap();
    assert!(first < page.html.find("<h1").unwrap() && page.has(".crisis a[href='tel:999']"));
    // Markup in a letter is words.
    let page =
        send(&browser, &server, &[("letter", None, b"Dear Parent. You must <script>alert(1)</script> ring the school by 3 July 2027.")])
            .await;
    assert!(!page.html.contains("<script>alert") && page.text("#when").contains("by 3 July 2027"));
}
