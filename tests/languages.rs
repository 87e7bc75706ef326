//! Danger told in another language than English: heard whatever language was chosen, and answered in the one it was told in.

use std::{fs, path::Path, sync::Arc};

use serde_json::Value;

use crate::support::{Browser, Home, Server};

/// The fixtures' knowledge with the shipped languages.
fn home() -> Home {
    let home = Home::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/safeguarding")).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if name.ends_with(".toml") && name != "classifier.toml" {
            home.write(&format!("knowledge/safeguarding/{name}"), &fs::read_to_string(entry.path()).unwrap());
        }
    }
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/languages")).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        home.write(&format!("knowledge/languages/{name}"), &fs::read_to_string(entry.path()).unwrap());
    }
    home
}

#[test]
fn ask_hears_every_language_and_answers_in_it() {
    let home = home();
    let ask = |arguments: &[&str]| -> Value {
        let ran = home.run(&[&["ask", "--json", "--model", "off"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    for (says, own) in [
        ("chce sie zabic", "Prosimy, poszukaj pomocy teraz"),
        ("noriu mirti", "Prašome kreiptis pagalbos dabar"),
        ("quero morrer", "Por favor, procure ajuda agora"),
        ("vreau sa mor", "Vă rugăm, cereți ajutor acum"),
        ("хочу померти", "Будь ласка, зверніться по допомогу зараз"),
        ("main marna chahta hun", "براہِ کرم ابھی مدد حاصل کریں"),
        ("میں مرنا چاہتا ہوں", "براہِ کرم ابھی مدد حاصل کریں"),
    ] {
        let told = ask(&[says]);
        assert_eq!((told["status"].as_str(), told["screening"]["level"].as_str()), (Some("crisis"), Some("immediate")), "{says}");
        assert_eq!(told["screening"]["categories"], serde_json::json!(["suicide"]), "{says}");
        let reply = told["reply"].as_str().unwrap();
        assert!(reply.starts_with(own), "{reply}");
        let english = reply.find("If you or someone else is in danger now").unwrap();
        assert!(reply.find("999").unwrap() < english, "its own line with the number comes before the English ones: {reply}");
        let easy = ask(&["--style", "easy-read", says]);
        assert!(easy["reply"].as_str().unwrap().starts_with(own) && easy["reply"] != told["reply"]);
    }
    // The language that was chosen does not matter; English words get the English card.
    let told = ask(&["--locale", "pl", "i want to die"]);
    assert!(told["reply"].as_str().unwrap().starts_with("Please get help now"), "{told}");
    let told = ask(&["--locale", "en-GB", "tato mane muša, bijau grįžti namo"]);
    assert_eq!(told["screening"]["categories"], serde_json::json!(["abuse"]));
    // At concern the card comes first and what we can do in that language follows.
    let told = ask(&["wszystkim byłoby lepiej beze mnie, kiedy przyjdzie list"]);
    assert_eq!((told["status"].as_str(), told["screening"]["level"].as_str()), (Some("clarification"), Some("concern")));
    let reply = told["reply"].as_str().unwrap();
    let (card, after) = (reply.find("116 123").unwrap(), reply.find("Co mogę zrobić po polsku").unwrap());
    assert!(reply.starts_with("Nie musisz być z tym sam ani sama") && card < after, "{reply}");
    // A topic is no cry for help.
    assert_eq!(ask(&["szkolenie o samookaleczeniach dla nauczycieli"])["screening"]["level"], "none");
}

#[tokio::test]
async fn the_page_says_which_part_is_in_which_language() {
    let server = Server::start_in(&Arc::new(home()), &[]);
    let browser = Browser::new(&server);
    let card = "#turns .turn:last-child .crisis";
    let page = browser.ask(&browser.get("/").await, "میں مرنا چاہتا ہوں").await;
    assert_eq!(page.attribute(&format!("{card} h2"), "lang").as_deref(), Some("ur"));
    assert_eq!(page.attribute(&format!("{card} h2"), "dir").as_deref(), Some("rtl"));
    let own = page.all(&format!("{card} .body p[lang='ur'][dir='rtl']")).len();
    let english = page.texts(&format!("{card} .body p[lang='en-GB']"));
    assert!(own >= 5 && english.iter().any(|line| line.contains("call 999")), "{own} and {english:?}");
    assert_eq!(page.all(&format!("{card} .body p")).len(), own + english.len());
    assert!(page.has(&format!("{card} p[lang='ur'] a[href='tel:999']")), "its numbers can be tapped");
    // Easy read keeps the languages apart, too; a card in English says nothing of them.
    let page = browser.submit(&page, "form:has(.switch)", &[("style", "easy-read")]).await;
    assert!(page.all(&format!("{card} li[lang='ur'][dir='rtl']")).len() >= 5 && page.has(&format!("{card} li[lang='en-GB']")));
    let page = browser.ask(&page, "i want to kill myself").await;
    assert!(page.has(&format!("{card} li")) && !page.has(&format!("{card} [lang]")));
}

#[test]
fn a_launch_lists_each_language_that_nobody_signed_and_a_broken_one_is_a_fault() {
    let home = home();
    let check = |arguments: &[&str]| -> (i32, Value) {
        let ran = home.run(&[&["check", "--json"], arguments].concat());
        (ran.code, serde_json::from_str(&ran.out).unwrap())
    };
    let (code, told) = check(&["--launch"]);
    let against = told["launch"]["against"].as_array().unwrap();
    let unsigned =
        |name: &str| against.iter().any(|fault| fault["file"] == format!("safeguarding/{name}.toml") && fault["rule"] == "safeguarding");
    assert!(code == 1 && ["pl", "lt", "pt", "ro", "uk", "ur"].into_iter().all(unsigned), "{against:?}");
    let polish = fs::read_to_string(home.knowledge().join("safeguarding/pl.toml")).unwrap();
    home.write("knowledge/safeguarding/pl.toml", &polish.replacen("approved = false", "approved = true", 1));
    let (_, told) = check(&["--launch"]);
    assert!(!told["launch"]["against"].to_string().contains("safeguarding/pl.toml"));
    home.write("knowledge/safeguarding/pl.toml", &polish.replacen("{text}", "{fax}", 1));
    let (code, told) = check(&[]);
    assert_eq!(code, 1);
    assert!(
        told["faults"].as_array().unwrap().iter().any(|f| f["file"] == "safeguarding/pl.toml" && f.to_string().contains("fax")),
        "{told}"
    );
}
