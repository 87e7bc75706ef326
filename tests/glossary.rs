//! Hard words, through the doors: explained in replies, found on the glossary's pages, asked for in the chat.

use std::{io::Write, process::Stdio, sync::Arc};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Browser, Home, Server, naughty_strings};

fn shipped() -> Server {
    Server::start_in(&Arc::new(Home::bare()), &[])
}

/// What `waymark ask` says to questions, on the shipped knowledge, by words alone.
fn ask(questions: &[(&str, Value)]) -> Vec<Value> {
    let home = Home::bare();
    let arguments = ["ask", "--jsonl", "--model", "off"];
    let mut child = home.command(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for (id, (text, more)) in questions.iter().enumerate() {
        let mut line = json!({"id": id, "text": text});
        line.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        writeln!(stdin, "{line}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    std::str::from_utf8(&output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

// Who asks what a word means gets its plain meaning, as the first line and with its picture, however they ask and spell.
#[test]
fn what_a_word_means_is_asked_in_any_wording() {
    let asked = [
        ("what does EHCP mean", "EHC plan"),
        ("what does ehcp mean?", "EHC plan"),
        ("whats an ehcp", "EHC plan"),
        ("what is ehcp short for", "EHC plan"),
        ("what does EHCP stand for", "EHC plan"),
        ("ehcp meaning", "EHC plan"),
        ("meaning of ehcp", "EHC plan"),
        ("define ehcp", "EHC plan"),
        ("wot does echp mean", "EHC plan"),
        ("EHCP?", "EHC plan"),
        ("whats a senco", "SENCO"),
        ("what is a senco", "SENCO"),
        ("wots a senko", "SENCO"),
        ("who is a senco", "SENCO"),
        ("what does SENCO stand for", "SENCO"),
        ("what do the letters senco mean", "SENCO"),
        ("whats sendias", "SENDIASS"),
        ("what does SENDIASS mean", "SENDIASS"),
        ("what is sendiass short for", "SENDIASS"),
        ("what does CAMHS mean", "CAMHS"),
        ("what is camhs short for", "CAMHS"),
        ("what does tribunal mean", "SEND Tribunal"),
        ("what is mediation", "mediation"),
        ("what does medation mean", "mediation"),
        ("what does co-production mean", "co-production"),
        ("what does coproduction mean", "co-production"),
        ("what does IPSEA mean", "IPSEA"),
        ("what does NEET mean", "NEET"),
        ("what is a neet", "NEET"),
        ("what does SRB mean", "specialist resource base"),
        ("what is an srb", "specialist resource base"),
        ("what does TAF mean", "team around the family"),
        ("what does impartial mean", "impartial"),
        ("what does statutory mean", "statutory"),
        ("what is an ombudsman", "ombudsman"),
        ("what does advocate mean", "advocate"),
        ("what does triage mean", "triage"),
        ("what does phase transfer mean", "phase transfer"),
        ("what is a phase transfer", "phase transfer"),
        ("what does EHE mean", "home education"),
        ("what does SEMH mean", "SEMH"),
        ("whats semh", "SEMH"),
        ("what does PfA mean", "preparing for adulthood"),
        ("what does graduated approach mean", "graduated approach"),
        ("explain graduated approach", "graduated approach"),
        ("what does notional budget mean", "notional budget"),
        ("what does LDD mean", ""),
        ("what does provision mean", "provision"),
        ("what does outcome mean", "outcome"),
        ("what does CQC stand for", "CQC"),
    ];
    let questions: Vec<(&str, Value)> = asked.iter().map(|(q, _)| (*q, json!({"style": "easy-read"}))).collect();
    let told = ask(&questions);
    let glossary: toml::Table = include_str!("../knowledge/glossary.toml").parse().unwrap();
    let meaning = |term: &str| {
        let all = glossary["term"].as_array().unwrap();
        let term = all.iter().find(|t| t["term"].as_str() == Some(term)).unwrap_or_else(|| panic!("no term {term}"));
        (term["meaning"].as_str().unwrap().to_owned(), term["picture"].as_str().unwrap().to_owned())
    };
    let mut wrong = Vec::new();
    for ((question, term), told) in asked.iter().zip(&told).filter(|((_, term), _)| !term.is_empty()) {
        let (meaning, picture) = meaning(term);
        let first = &told["answer"]["easy_read"][0];
        let right = told["answer"].is_object()
            && meaning.starts_with(first["text"].as_str().unwrap_or("?"))
            && first["picture"] == picture.as_str();
        // An article that is all about the word says it at least as well.
        let about = told["answer"]["title"].as_str().unwrap_or_default().to_lowercase().contains(&term.to_lowercase());
        if !right && !about {
            wrong.push(format!("{question}: {} {} {}", told["status"], told["answer"]["title"], first["text"]));
        }
    }
    // "what do the letters … mean" finds the article that explains them in passing.
    assert!(wrong.len() * 25 <= asked.len(), "{} of {}:\n{}", wrong.len(), asked.len(), wrong.join("\n"));
}

// A hard word is explained in the next line, by people's own order: word, line, explanation; numbers of the glossary stay out.
#[test]
fn a_hard_word_in_easy_read_is_explained_in_the_next_line() {
    let told = ask(&[
        ("how do i complain about the council", json!({"style": "easy-read"})),
        ("can i get a job with support", json!({"style": "easy-read"})),
    ]);
    for told in &told {
        let lines: Vec<&str> = told["answer"]["easy_read"].as_array().unwrap().iter().map(|l| l["text"].as_str().unwrap()).collect();
        assert!(lines.len() <= 10, "{lines:?}");
        assert!(lines.iter().all(|l| l.split_whitespace().count() <= 15), "{lines:?}");
        assert!(
            told["answer"]["easy_read"].as_array().unwrap().iter().all(|l| l.as_object().unwrap().len() == 2),
            "the form of a line stays"
        );
        let explained = [
            "Appeal means you ask for a decision to be looked at again.",
            "Supported internship means you learn a job at a real workplace, with a job coach.",
        ];
        let at = lines.iter().position(|l| explained.contains(l)).unwrap_or_else(|| panic!("{lines:?}"));
        let word = lines[at].split(" means ").next().unwrap().to_lowercase();
        assert!(lines[at - 1].to_lowercase().contains(&word), "behind the line with the word: {lines:?}");
        let reply = told["reply"].as_str().unwrap();
        assert!(lines.iter().all(|l| reply.contains(l)));
    }
}

#[tokio::test]
async fn the_glossary_is_searched_without_script_and_each_word_has_its_page() {
    let server = shipped();
    let browser = Browser::new(&server);
    let home = browser.get("/").await;
    assert!(home.has("footer a[href='/glossary']"), "it is one step away on every page");
    let all = browser.get("/glossary").await;
    assert_eq!((all.status, all.text("h1").as_str()), (StatusCode::OK, "Hard words"));
    assert!(all.texts(".term-card").len() >= 299 && all.has(".letters a[href='#letter-e']") && all.has("#letter-e"));
    // Every place that the jump list leads to is there, and every name once.
    for letter in all.all(".letters a") {
        assert!(all.has(&format!("h2{}", letter.attr("href").unwrap())));
    }
    let mut ids: Vec<&str> = all.all("[id]").into_iter().filter_map(|e| e.attr("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands once");

    for (typed, wanted) in
        [("echp", "EHC plan"), ("senco", "SENCO"), ("sendias", "SENDIASS"), ("wots a senko?", "SENCO"), ("medation", "mediation")]
    {
        let found = browser.submit(&all, "main form", &[("q", typed)]).await;
        assert_eq!(found.url.path(), "/glossary");
        assert_eq!(found.text(".term-card h3"), wanted, "{typed}");
        assert_eq!(found.attribute("#q", "value").as_deref(), Some(typed));
    }
    let page = browser.get("/glossary/ehc-plan").await;
    assert_eq!(page.text("h1"), "EHC plan");
    assert!(page.text(".card").contains("Education, Health and Care plan: a legal paper about the help you must get."));
    assert!(page.text(".card").contains("Other names: EHCP, EHC") && page.text(".checked").contains("standards.md"));
    let article = page.attribute("a[href^='/article/']", "href").expect("pages that use the word");
    assert_eq!(browser.get(&article).await.status, StatusCode::OK);
    assert_eq!(browser.get("/glossary/no-such-word").await.status, StatusCode::NOT_FOUND);

    // Nothing found: the nearest, and the way into the chat.
    let nothing = browser.get("/glossary?q=mediaval").await;
    assert!(nothing.texts(".term-card h3").contains(&"mediation".to_owned()) && nothing.has("form[action='/ask'] button"));
    let answer = browser.submit(&nothing, "main form[action='/ask']", &[("question", "What does mediaval mean?")]).await;
    assert!(answer.has("#turns .turn"));
    // A hard word in a reply leads to its page and carries its meaning.
    let asked = browser.ask(&browser.get("/").await, "how long does an ehcp take").await;
    let term = asked.attribute("#turns a.term", "href").expect("a hard word that can be tapped");
    assert!(term.starts_with("/glossary/") && asked.attribute("#turns a.term", "data-meaning").is_some_and(|m| !m.is_empty()));
    assert_eq!(browser.get(&term).await.status, StatusCode::OK);
    let words: Vec<String> = asked.all("#turns a.term").into_iter().filter_map(|e| e.attr("href").map(str::to_owned)).collect();
    let mut once = words.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), words.len(), "each at its first place only");
}

// What is looked up is escaped, cut, and heard: somebody in trouble may type it here.
#[tokio::test]
async fn what_is_looked_up_is_safe_to_show_and_is_heard() {
    let server = shipped();
    let browser = Browser::new(&server);
    for typed in
        naughty_strings().into_iter().chain(["<script>alert(1)</script>".to_owned(), "\"><img src=x>".to_owned(), "x".repeat(5000)])
    {
        let query = [("q", typed.as_str())];
        let page = crate::support::Page::read(browser.request(reqwest::Method::GET, "/glossary").query(&query).send().await.unwrap()).await;
        assert_eq!(page.status, StatusCode::OK, "{typed}");
        assert!(!page.has("main script") && !page.has("main [onerror]") && !page.has("main img[src='x']"), "{typed}");
        assert!(page.attribute("#q", "value").is_some_and(|v| v.chars().count() <= 80), "{typed}");
    }
    let help = browser.get("/glossary?q=i+want+to+die").await;
    assert!(help.text(".crisis").contains("999"), "help stands first");
    assert!(!browser.get("/glossary?q=mediation").await.has(".crisis"));
}
