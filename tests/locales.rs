//! Every message in every language that ships, and questions in those languages through the doors.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::PathBuf,
    process::Stdio,
    sync::Arc,
};

use fluent_syntax::{ast, parser};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use waymark::locale::{ENGLISH_ONLY, Locale};

use crate::{
    support::{Browser, Home, Page, Server},
    telegram::program::Bot,
};

/// Messages that are the same in another language as in English, by their key: names, signs, and words that are borrowed.
const SAME: [&str; 5] = ["product", "language-direction", "pictures-by-twemoji", "pictures-by-waymark", "telegram-glossary-words"];
/// Keys that end so hold a sign and no words.
const SIGNS: &str = "-picture";

/// What a message is made of: the names of its variables, its attributes, and its text.
#[derive(Debug, Default, PartialEq)]
struct Message {
    variables: BTreeSet<String>,
    attributes: BTreeSet<String>,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The messages of a language by file and key; a file that cannot be read whole is a failure.
fn messages(language: &str) -> BTreeMap<String, (String, Message)> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(root().join("locales").join(language)).unwrap().map(Result::unwrap) {
        let file = entry.file_name().into_string().unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{language}/{file}: {errors:?}"));
        for entry in &resource.body {
            let ast::Entry::Message(message) = entry else { continue };
            let mut made = Message::default();
            if let Some(value) = &message.value {
                pattern(value, &mut made);
            }
            for attribute in &message.attributes {
                made.attributes.insert(attribute.id.name.to_owned());
                pattern(&attribute.value, &mut made);
            }
            let key = message.id.name.to_owned();
            assert!(out.insert(key.clone(), (file.clone(), made)).is_none(), "{language}: {key} is defined twice");
        }
    }
    out
}

fn pattern(pattern_of: &ast::Pattern<&str>, made: &mut Message) {
    for element in &pattern_of.elements {
        match element {
            ast::PatternElement::TextElement { value } => made.text.push_str(value),
            ast::PatternElement::Placeable { expression } => expression_in(expression, made),
        }
    }
}

fn expression_in(expression: &ast::Expression<&str>, made: &mut Message) {
    match expression {
        ast::Expression::Inline(inline) => inline_in(inline, made),
        ast::Expression::Select { selector, variants } => {
            inline_in(selector, made);
            variants.iter().for_each(|variant| pattern(&variant.value, made));
        }
    }
}

fn inline_in(inline: &ast::InlineExpression<&str>, made: &mut Message) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            made.variables.insert(id.name.to_owned());
        }
        ast::InlineExpression::StringLiteral { value } => made.text.push_str(value),
        ast::InlineExpression::Placeable { expression } => expression_in(expression, made),
        _ => {}
    }
}

fn is_english_only(file: &str) -> bool {
    ENGLISH_ONLY.iter().any(|beginning| file.starts_with(beginning))
}

// What is missing shows English to a family; what is left over is dead weight; another variable would show nothing at all.
#[test]
fn every_language_has_the_same_messages() {
    let english = messages("en-GB");
    let mut wrong = Vec::new();
    for locale in Locale::all().into_iter().skip(1) {
        let tag = locale.tag();
        let own = messages(&tag);
        for (key, (file, message)) in english.iter().filter(|(_, (file, _))| !is_english_only(file)) {
            let Some((_, translated)) = own.get(key) else {
                wrong.push(format!("{tag}/{file}: `{key}` is missing"));
                continue;
            };
            // Only a plural's form may leave its number out.
            if translated.variables != message.variables {
                wrong.push(format!("{tag}/{file}: `{key}` has {:?}, and English has {:?}", translated.variables, message.variables));
            }
            if translated.attributes != message.attributes {
                wrong.push(format!(
                    "{tag}/{file}: `{key}` has the attributes {:?}, and English has {:?}",
                    translated.attributes, message.attributes
                ));
            }
            let is_sign = key.ends_with(SIGNS) || !message.text.chars().any(char::is_alphabetic);
            if translated.text.trim() == message.text.trim() && !is_sign && !SAME.contains(&key.as_str()) {
                wrong.push(format!("{tag}/{file}: `{key}` is not translated: {}", message.text.trim()));
            }
        }
        for (key, (file, _)) in &own {
            match english.get(key) {
                None => wrong.push(format!("{tag}/{file}: `{key}` is not in English, so nobody says it")),
                Some((english_file, _)) if is_english_only(english_file) => {
                    wrong.push(format!("{tag}/{file}: `{key}` is for officers, who work in English"));
                }
                Some((english_file, _)) if english_file != file => {
                    wrong.push(format!("{tag}/{file}: `{key}` stands in {english_file} in English"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} messages:\n{}", wrong.len(), wrong.join("\n"));
}

// The folders that ship are the languages that can be chosen, and each can be noticed and has words for danger.
#[test]
fn a_language_is_whole() {
    let folders: BTreeSet<String> =
        fs::read_dir(root().join("locales")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let all: BTreeSet<String> = Locale::all().iter().map(Locale::tag).collect();
    assert_eq!(folders, all);
    for tag in all.iter().filter(|tag| *tag != "en-GB") {
        for folder in ["languages", "safeguarding"] {
            assert!(root().join(format!("knowledge/{folder}/{tag}.toml")).is_file(), "knowledge/{folder}/{tag}.toml");
        }
        let text = fs::read_to_string(root().join(format!("knowledge/languages/{tag}.toml"))).unwrap();
        let table: toml::Table = text.parse().unwrap();
        assert!(table["dictionary"].as_table().unwrap().len() >= 120, "{tag}");
    }
}

// One, few and many, as each language counts.
#[test]
fn plurals_follow_the_language() {
    let said = |tag: &str, key: &str, name: &'static str, counts: &[&str]| -> Vec<String> {
        let locale = Locale::tagged(tag).unwrap();
        counts.iter().map(|n| locale.say_with(key, &[(name, n)])).collect()
    };
    let seconds = |tag: &str, counts: &[&str]| said(tag, "wait-lead", "seconds", counts);
    let pages_of = |tag: &str| said(tag, "languages-articles", "count", &["0", "1", "12"]);
    let all_have = |said: &[String], words: &[&str]| {
        assert_eq!(said.len(), words.len());
        for (said, word) in said.iter().zip(words) {
            assert!(said.contains(word), "{word}: {said}");
        }
    };
    all_have(
        &seconds("pl", &["1", "2", "5", "12", "22", "25"]),
        &["1 sekundę ", "2 sekundy ", "5 sekund ", "12 sekund ", "22 sekundy ", "25 sekund "],
    );
    all_have(&seconds("lt", &["1", "2", "25"]), &["1 sek. ", "2 sek. ", "25 sek. "]);
    all_have(&pages_of("lt"), &["nė vienas", "1 puslapis", "puslapių: 12"]);
    all_have(
        &seconds("uk", &["1", "3", "5", "11", "21", "24"]),
        &["1 секунду ", "3 секунди ", "5 секунд ", "11 секунд ", "21 секунду ", "24 секунди "],
    );
    all_have(
        &seconds("ro", &["1", "2", "19", "20", "60"]),
        &["1 secundă ", "2 secunde ", "19 secunde ", "20 de secunde ", "60 de secunde "],
    );
    all_have(&seconds("pt", &["1", "2"]), &["1 segundo ", "2 segundos "]);
    let pages = |tag: &str, counts: &[&str]| said(tag, "languages-articles", "count", counts);
    all_have(&pages("pl", &["0", "1", "3", "12"]), &["Żadna strona", "1 strona.", "3 strony.", "12 stron."]);
    all_have(&pages("ro", &["1", "12", "20"]), &["1 pagină.", "12 pagini.", "20 de pagini."]);
    all_have(&pages("en-GB", &["0", "1", "12"]), &["No pages", "1 page is", "12 pages are"]);
    let days = |tag: &str| said(tag, "erased-danger-stays", "days", &["1", "2", "365"]);
    all_have(&days("pl"), &["1 dzień", "2 dni", "365 dni"]);
    all_have(&days("uk"), &["1 день", "2 дні", "365 днів"]);
    all_have(&days("lt"), &["1 d.", "2 d.", "365 d."]);
    all_have(&days("ro"), &["1 zi", "2 zile", "365 de zile"]);
    // In Urdu a name keeps its own direction inside the line.
    assert!(Locale::tagged("ur").unwrap().say_with("label-about", &[("about", "Norfolk")]).contains("\u{2068}Norfolk\u{2069}"));
    assert!(!Locale::tagged("pl").unwrap().say_with("label-about", &[("about", "Norfolk")]).contains('\u{2068}'));
}

// What Telegram takes, and what a reader of easy read can take, in every language.
#[test]
fn messages_keep_to_their_limits() {
    let mut wrong = Vec::new();
    for locale in Locale::all() {
        let tag = locale.tag();
        let length = |key: &str| locale.say(key).encode_utf16().count();
        assert!(length("telegram-description") <= 512, "{tag}: {}", length("telegram-description"));
        assert!(length("telegram-profile") <= 120, "{tag}: {}", length("telegram-profile"));
        for (key, (file, _)) in messages(&tag).iter().filter(|(key, _)| key.ends_with("-easy")) {
            let words = locale.say_with(key, &[("days", "90"), ("minutes", "30")]);
            for line in words.lines().flat_map(|l| waymark::text::sentences(l.trim())) {
                let count = line.split_whitespace().count();
                if count > 15 {
                    wrong.push(format!("{tag}/{file}: `{key}` has a sentence of {count} words: {line}"));
                }
            }
        }
        // Romanian is written with commas below, not with cedillas.
        let all: String = messages(&tag).values().map(|(_, m)| m.text.as_str()).collect();
        assert!(tag != "ro" || !all.contains(['ş', 'ţ', 'Ş', 'Ţ']), "cedillas in Romanian");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What `ask` says to these lines, each a question of its own, in one run of the program.
fn asks(home: &Home, lines: &[Value]) -> Vec<Value> {
    let input: String = lines
        .iter()
        .enumerate()
        .map(|(id, line)| {
            let mut line = line.clone();
            line["id"] = json!(id);
            format!("{line}\n")
        })
        .collect();
    let mut command = home.command(&["ask", "--jsonl", "--model", "off"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let told: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), lines.len(), "{out}");
    told
}

fn reply(told: &Value) -> &str {
    told["reply"].as_str().unwrap()
}

// A question in each language is answered in it, with pages, a person and the number for danger; English stays English.
#[test]
fn ask_speaks_the_language_of_the_question() {
    let questions = [
        ("pl", "logopeda w norfolk", "Co mogę zrobić po polsku"),
        ("lt", "mano sūnus nenori eiti į mokyklą", "Ką galiu padaryti lietuviškai"),
        ("pt", "o meu filho precisa de transporte para a escola", "O que posso fazer em português"),
        ("ro", "nu sunt de acord cu decizia, pot face contestație", "Ce pot face în română"),
        ("uk", "чи є безкоштовний транспорт до школи", "Що я можу зробити українською"),
        ("ur", "school bus ka kharcha kaun deta hai", "میں اردو میں کیا کر سکتا ہوں"),
        ("ur", "میری بیٹی کو آٹزم ہے", "میں اردو میں کیا کر سکتا ہوں"),
    ];
    let told = asks(&Home::bare(), &questions.map(|(_, text, _)| json!({"text": text, "area": "norfolk"})));
    let mut read = String::new();
    for ((tag, question, own), told) in questions.iter().zip(&told) {
        let reply = reply(told);
        assert!(reply.starts_with(own), "{question}: {reply}");
        for words in ["999", "Norfolk SENDIASS"] {
            assert!(reply.contains(words), "{question}: {reply}");
        }
        let suggestions = told["suggestions"].as_array().unwrap();
        assert!(told["status"] == "clarification" && !suggestions.is_empty() && told["answer"].is_null(), "{question}: {told}");
        let english = Locale::default();
        for key in ["unanswered-title", "clarification-title", "contacts-heading", "suggestions-near"] {
            assert!(!reply.contains(&english.say(key)), "{question}: {reply}");
        }
        read.push_str(&format!("## {tag}: {question}\n\n{reply}\n\n"));
    }
    insta::assert_snapshot!("in_their_language", read);
}

// A translated article answers a question in its language, with its sources and what nobody has done yet; never an English one.
#[test]
fn a_translated_article_answers_its_own_language_alone() {
    let home = Home::bare();
    let questions = [
        ("ile tygodni ma rada na plan EHC", "Jak długo trwa przygotowanie planu EHC", "w ciągu 20 tygodni"),
        ("szkola odsyla syna do domu", "Szkoła odsyła dziecko do domu, żeby się uspokoiło", "niezgodne z prawem"),
        ("telefon zaufania dla dzieci", "Childline, Samaritans i Shout: z kim można porozmawiać za darmo", "0800 1111"),
    ];
    let lines: Vec<Value> =
        questions.iter().flat_map(|(text, ..)| [json!({"text": text}), json!({"text": text, "style": "easy-read"})]).collect();
    let mut read = String::new();
    for ((question, title, fact), told) in questions.iter().zip(asks(&home, &lines).chunks(2)) {
        let (standard, easy) = (&told[0], reply(&told[1]));
        assert_eq!((standard["status"].as_str(), standard["answer"]["title"].as_str()), (Some("answered"), Some(*title)), "{question}");
        let text = standard["answer"]["text"].as_str().unwrap();
        assert!(text.contains(fact) && !standard["answer"]["sources"].as_array().unwrap().is_empty(), "{text}");
        let standard = reply(standard);
        assert!(standard.contains("przetłumaczona z angielskiego") && standard.contains("21 listopada 2026"), "{standard}");
        assert!(easy.contains("nie zostały jeszcze sprawdzone z czytelnikami") && easy.lines().count() >= 8, "{easy}");
        read.push_str(&format!("## {question}\n\n{standard}\n\n### easy read\n\n{easy}\n\n"));
    }
    insta::assert_snapshot!("translated", read);
    let title = "Kim jest SENCO i jak się z tą osobą skontaktować";
    let english = "how long does an ehc plan take";
    let never = ["SENCO", "sendiass", "waymark", "plan", "transport", "what is sen support", "what does co to jest mean", english];
    let mut lines = vec![
        json!({"text": title, "locale": "uk"}),
        json!({"text": english}),
        json!({"text": english, "locale": "pl"}),
        json!({"text": "dzień dobry"}),
        json!({"text": "дякую"}),
    ];
    lines.extend(never.map(|text| json!({"text": text})));
    let told = asks(&home, &lines);
    // The title of a page that was offered leads to it, whatever language was chosen.
    assert_eq!(told[0]["answer"]["title"], title);
    // An English question gets the English article, whoever asks; Polish labels say that it is in English, and offer the Polish one.
    assert_eq!(told[1]["answer"]["text"], told[2]["answer"]["text"]);
    let polish = reply(&told[2]);
    assert!(polish.starts_with("Ta strona jest po angielsku.") && polish.contains("Jak długo trwa przygotowanie planu EHC"), "{polish}");
    assert!(reply(&told[3]).starts_with("Dzień dobry") && reply(&told[4]).starts_with("Будь ласка"));
    for (question, told) in never.iter().zip(&told[5..]) {
        let words = format!("{} {}", told["answer"]["title"], told["answer"]["text"]);
        assert!(!words.chars().any(|c| "ąćęłńśźż".contains(c)), "{question}: {words}");
    }
}

// Lines of one run may each be in another language.
#[test]
fn jsonl_takes_a_locale_on_each_line() {
    let lines = [
        json!({"text": "hello", "locale": "pl"}),
        json!({"text": "hello", "locale": "ur"}),
        json!({"text": "hello"}),
        json!({"text": "hello", "locale": "de, ro;q=0.7"}),
    ];
    let told = asks(&Home::new(), &lines);
    let begins: Vec<&str> = told.iter().map(|t| reply(t).split_whitespace().next().unwrap()).collect();
    assert_eq!(begins, ["Dzień", "السلام", "Hello.", "Bună"]);
    let ran = Home::new().run(&["ask", "--model", "off", "--locale", "lt", "hello"]);
    assert!(ran.out.starts_with("Laba diena"), "{}", ran.out);
}

async fn choose(browser: &Browser, tag: &str, back: &str) -> reqwest::Response {
    let form = [("language", tag), ("back", back)];
    browser.request(Method::POST, "/language").form(&form).send().await.unwrap()
}

// The page in Urdu runs from right to left; what stands in English in it says so and runs the other way.
#[tokio::test]
async fn the_web_in_urdu() {
    let server = Server::start_in(&Arc::new(Home::bare()), &[]);
    let browser = Browser::new(&server);
    let first = browser.request(Method::GET, "/").header(header::ACCEPT_LANGUAGE, "ur-PK,ur;q=0.9,en;q=0.8").send().await.unwrap();
    let first = Page::read(first).await;
    assert_eq!((first.attribute("html", "lang"), first.attribute("html", "dir")), (Some("ur".to_owned()), Some("rtl".to_owned())));
    // Each language by its own name, marked as itself.
    let names: Vec<(String, String)> = ["pl", "lt", "pt", "ro", "uk", "ur", "en-GB"]
        .map(|tag| {
            let button = format!("form#languages button[lang='{tag}'][value='{tag}']");
            (first.text(&button), first.attribute(&button, "dir").unwrap())
        })
        .into();
    let expected = [
        ("Polski", "ltr"),
        ("Lietuvių", "ltr"),
        ("Português", "ltr"),
        ("Română", "ltr"),
        ("Українська", "ltr"),
        ("اردو", "rtl"),
        ("English", "ltr"),
    ];
    assert_eq!(names, expected.map(|(n, d)| (n.to_owned(), d.to_owned())));
    // Chosen once, it stays, though the browser asks for English.
    choose(&browser, "ur", "/").await;
    let page = browser.get("/").await;
    assert_eq!(page.attribute("html", "dir").as_deref(), Some("rtl"));
    assert!(page.all("#hello button.chip[lang='en-GB'][dir='ltr']").len() >= 3, "questions in English are marked");
    let page = browser.ask(&page, "what is an ehc plan").await;
    let turn = "#turns .turn:last-child";
    assert!(page.has(&format!("{turn} h2[lang='en-GB'][dir='ltr']")) && page.has(&format!("{turn} .body[lang='en-GB'][dir='ltr']")));
    assert!(page.has(&format!("{turn} ol bdi[lang='en-GB'], {turn} ol a[lang='en-GB']")));
    assert!(page.text(&format!("{turn} .badge")).contains("انگریزی"));
    // Danger told in English gets the English card, marked.
    let page = browser.ask(&page, "i want to die").await;
    assert_eq!(page.attribute(&format!("{turn} .crisis h2"), "lang").as_deref(), Some("en-GB"));
    assert!(page.all(&format!("{turn} .crisis .body p")).iter().all(|p| p.attr("dir") == Some("ltr")));
    // Other pages go along; people in danger find the words of their language there.
    for path in ["/privacy", "/person", "/my-data", "/languages", "/nowhere"] {
        assert_eq!(browser.get(path).await.attribute("html", "dir").as_deref(), Some("rtl"), "{path}");
    }
    assert!(browser.get("/person").await.text("section.crisis").contains("ابھی"));
    // The stylesheet names no side: what begins at the left begins at the right in Urdu.
    let css = fs::read_to_string(root().join("src/http/assets/app.css")).unwrap();
    let sides = [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
        "float: left",
        "float: right",
    ];
    let named: Vec<&&str> = sides.iter().filter(|side| css.contains(**side)).collect();
    assert!(named.is_empty(), "{named:?}");
}

// Chosen in the foot of any page, without script; kept with the conversation, so that it holds without cookies, too.
#[tokio::test]
async fn a_language_is_chosen_and_kept() {
    let server = Server::start_in(&Arc::new(Home::bare()), &[]);
    let browser = Browser::new(&server);
    let privacy = browser.get("/privacy").await;
    assert_eq!(privacy.attribute("form#languages input[name='back']", "value").as_deref(), Some("/privacy"));
    let page = Page::read(choose(&browser, "pl", "/privacy").await).await;
    assert_eq!((page.attribute("html", "lang").as_deref(), page.text("h1")), (Some("pl"), "Twoja prywatność".to_owned()));
    assert!(page.has("form#languages button[value='pl'][aria-pressed='true']"));
    // A Polish question, its Polish answer, and the page behind it.
    let page = browser.ask(&browser.get("/").await, "ile trwa plan EHC").await;
    let turn = "#turns .turn:last-child";
    assert!(
        page.text(&format!("{turn} h2")).contains("Jak długo trwa") && !page.has(&format!("{turn} .body[lang]")),
        "all in one language"
    );
    let link = page.attribute(&format!("{turn} a[href^='/article/']"), "href").unwrap();
    assert!(link.starts_with("/article/england/ehc-plans/the-20-weeks.pl"), "{link}");
    let article = browser.get(link.split('#').next().unwrap()).await;
    assert!(article.text("h1").contains("Jak długo trwa") && article.text("article").contains("nie czytał"), "{}", article.text("article"));
    assert!(article.has("a[href='/article/england/ehc-plans/the-20-weeks']"), "back to the English page");
    let english = browser.get("/article/england/ehc-plans/the-20-weeks").await;
    assert!(english.has("a[href='/article/england/ehc-plans/the-20-weeks.pl']") && english.has("h1[lang='en-GB']"));
    assert_eq!(browser.get("/article/england/ehc-plans/the-20-weeks.lt").await.status, StatusCode::NOT_FOUND);
    // It is among what is kept of the person, and told in their language.
    let mine = browser.get("/my-data").await;
    assert!(mine.text("main").contains("Język") && mine.text("main").contains("pl"), "{}", mine.text("main"));
    // In a Polish conversation a Ukrainian question gets Ukrainian words, marked as such.
    let page = browser.ask(&browser.get("/").await, "дитина не хоче йти до школи").await;
    assert_eq!(page.attribute(turn, "lang").as_deref(), Some("uk"));
    // What no page of ours sends is refused, and never leads elsewhere.
    assert_eq!(choose(&browser, "tlh", "/").await.status(), StatusCode::BAD_REQUEST);
    let led = Browser::that_stays(&server);
    assert_eq!(choose(&led, "pl", "//evil.example").await.headers()[header::LOCATION], "/");
    // Without cookies the choice lives in the conversation.
    let bare = Browser::without_cookies(&server);
    let page = bare.ask(&bare.get("/").await, "what is a senco").await;
    let page = bare.submit(&page, "form#languages", &[("language", "lt")]).await;
    assert_eq!(page.attribute("html", "lang").as_deref(), Some("lt"));
    // The page about the languages: every one, what is in it, and that nobody has read it.
    let languages = browser.get("/languages").await;
    assert_eq!(languages.all("section.card").len(), 7);
    assert!(languages.text("section.card:has(#language-pl)").contains("stron"), "{}", languages.text("section.card:has(#language-pl)"));
    assert!(languages.all("section.card:has(#language-pl) li a").len() >= 10);
    assert!(languages.text("section.card:has(#language-uk)").contains("nie czytał"));
}

// The settings show the same choice as the foot of the page, and set it for every page.
#[tokio::test]
async fn the_settings_know_the_language() {
    let server = Server::start_in(&Arc::new(Home::bare()), &[]);
    let browser = Browser::new(&server);
    let chosen = |page: &Page| page.attribute("select#language option[selected]", "value").unwrap_or_default();
    let page = browser.get("/settings").await;
    assert!(chosen(&page).is_empty() && page.text("select#language option[selected]").contains("my device"));
    // Saving the form without a language chosen leaves it to the device.
    let page = browser.submit(&page, "main form[action='/settings']", &[("length", "short")]).await;
    assert_eq!((page.attribute("html", "lang").as_deref(), chosen(&page).as_str()), (Some("en-GB"), ""));
    let page = browser.submit(&page, "main form[action='/settings']", &[("language", "uk")]).await;
    assert_eq!((page.attribute("html", "lang").as_deref(), chosen(&page).as_str()), (Some("uk"), "uk"));
    assert!(page.text("main").contains("Мова: Українська") && page.text("main").contains("Короткі відповіді."), "{}", page.text("main"));
    // The pages that know no conversation speak it, too.
    assert_eq!(browser.get("/glossary").await.attribute("html", "lang").as_deref(), Some("uk"));
    choose(&browser, "lt", "/").await;
    assert_eq!(chosen(&browser.get("/settings").await), "lt");
    let wrong = [("language", "tlh")];
    let wrong = browser.request(Method::POST, "/settings").form(&wrong).send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
}

// Officers work in English, whatever their browser asks for.
#[tokio::test]
async fn the_console_stays_in_english() {
    let server = Server::start_in(&Arc::new(Home::new()), &[]);
    let browser = Browser::new(&server);
    choose(&browser, "pl", "/").await;
    let page = browser.request(Method::GET, "/console/sign-in").header(header::ACCEPT_LANGUAGE, "pl").send().await.unwrap();
    let page = Page::read(page).await;
    assert_eq!((page.attribute("html", "lang").as_deref(), page.text("h1")), (Some("en-GB"), "Sign in".to_owned()));
}

// Telegram's language is the first guess; the choice made with /language holds from then on.
#[tokio::test]
async fn telegram_in_polish() {
    let bot = Bot::start_shipped().await;
    let mut person = bot.stand_in.chat(880_000_001);
    person.language = "pl";
    let start = bot.say(&person, "/start").await;
    assert!(start[0].text().starts_with("Nazywam się Waymark") && start[1].text() == "W jakim obszarze mieszkasz?", "{start:#?}");
    bot.press(&person, &start[1], "Norfolk").await;
    let answer = bot.say(&person, "ile trwa plan ehc").await;
    let last = answer.last().unwrap();
    assert!(answer[0].text().contains("20 tygodni") && last.text().contains("Czy ta odpowiedź pomogła?"), "{answer:#?}");
    let buttons: Vec<String> = last.buttons().into_iter().map(|(words, _)| words).collect();
    assert!(buttons[0].contains("Tak") && buttons[2].contains("Nie"), "{buttons:?}");
    assert!(answer.iter().any(|m| m.links().iter().any(|l| l.contains("the-20-weeks.pl"))), "{answer:#?}");
    // Words instead of buttons, in Polish.
    let rated = bot.say(&person, "trochę").await;
    assert!(rated[0].text().starts_with("Dziękuję"), "{rated:#?}");
    let easy = bot.say(&person, "łatwy tekst").await;
    assert!(easy[0].text().contains("jest włączony") && easy.iter().any(|m| m.text().contains("Zapisz te daty")), "{easy:#?}");
    // An English question gets the English answer under Polish labels; a Ukrainian one Ukrainian words.
    let english = bot.say(&person, "what is a senco").await;
    assert!(english[0].text().contains("Ta strona jest po angielsku"), "{english:#?}");
    let ukrainian = bot.say(&bot.stand_in.chat(880_000_002), "де знайти логопеда").await;
    assert!(ukrainian[0].text().starts_with("Що я можу зробити українською"), "{ukrainian:#?}");
    // Chosen here, whatever Telegram says.
    let mut other = bot.stand_in.chat(880_000_003);
    other.language = "en";
    let question = bot.say(&other, "/language").await;
    assert!(question[0].buttons().iter().any(|(words, _)| words == "✅ English"), "{question:#?}");
    let chosen = bot.press(&other, &question[0], "اردو").await;
    assert!(chosen.iter().any(|m| m.text().contains("اردو میں بات")), "{chosen:#?}");
    assert!(bot.say(&other, "/help").await[0].text().starts_with("اپنا سوال لکھیں"));
    // The settings open the same choice, and say what was chosen.
    let settings = bot.say(&other, "/settings").await;
    assert!(settings[0].text().contains("زبان: "), "{settings:#?}");
    let question = bot.press(&other, &settings[0], "زبان").await;
    assert!(question.iter().flat_map(|m| m.buttons()).any(|(words, _)| words.starts_with("✅ ")), "{question:#?}");
    assert!(bot.stand_in.faults().is_empty(), "{:?}", bot.stand_in.faults());
}

// A translation that says another number than the English article is an error; one made from older English words is told of.
#[test]
fn a_translation_is_held_against_its_english() {
    let home = Home::new();
    let shipped = |path: &str| fs::read_to_string(root().join("knowledge").join(path)).unwrap();
    let (english, polish) = ("articles/england/ehc-plans/the-20-weeks.md", "articles/england/ehc-plans/the-20-weeks.pl.md");
    for name in ["en", "pl"] {
        home.write(&format!("knowledge/languages/{name}.toml"), &shipped(&format!("languages/{name}.toml")));
    }
    home.write(&format!("knowledge/{english}"), &shipped(english));
    let check = |text: &str, arguments: &[&str]| -> Vec<String> {
        home.write(&format!("knowledge/{polish}"), text);
        let ran = home.run(&[&["check", "--json"], arguments].concat());
        let told: Value = serde_json::from_str(&ran.out).unwrap();
        let all = told["faults"].as_array().unwrap().iter().chain(told["launch"]["against"].as_array().unwrap());
        all.filter(|f| f["file"] == polish)
            .map(|f| format!("{} {}", f["severity"].as_str().unwrap(), f["what"].as_str().unwrap()))
            .collect()
    };
    let good = shipped(polish);
    assert_eq!(check(&good, &[]), ["error no native speaker of Polish has read this article"], "only the launch waits for a reader");
    let told = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        check(&good.replacen(from, to, 1), &[]).join("\n")
    };
    assert!(told("w ciągu 20 tygodni od wniosku", "w ciągu 21 tygodni od wniosku").contains("say what the English article does not: 21"));
    assert!(told("(england/ehc-plans/plan-is-late)", "(england/ehc-plans/refusal-letter)").contains("addresses lack"));
    assert!(told("translated_from = \"", "translated_from = \"0").contains("warning the English article has changed since"));
    assert!(told("translates = \"england/ehc-plans/the-20-weeks\"", "translates = \"england/ehc-plans/other\"").contains("left_out"));
    assert!(told("{clock}", "{clockwork}").contains("no picture `clockwork`"));
    assert!(
        told(
            "20 tygodni liczy się od wniosku.",
            "20 tygodni liczy się od dnia, w którym wniosek doszedł do rady i nikt nie może tego zmienić."
        )
        .contains("words: “20 tygodni")
    );
    let read = good.replacen("read_by = \"nobody yet\"", "read_by = \"a Polish-speaking SENDIASS officer\"", 1);
    assert_eq!(check(&read, &[]), Vec::<String>::new());
}
