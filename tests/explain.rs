//! "Explain this": letters in, easy words out, through the page and beside it, and nothing of them kept.

use std::path::{Path, PathBuf};

use serde::Deserialize;
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
    (asks.recall(), asks.found as f64 / f64::from(u32::try_from(all_asks.max(1)).unwrap()), times.recall(), times.found as f64 / f64::from(u32::try_from(all_times.max(1)).unwrap()))
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
fn letters_read() {
    let (library, locale) = (library(), Locale::negotiate("en-GB"));
    for letter in letters("letters.toml") {
        let got = explain(&library, &locale, None, &letter.text);
        println!("##### {} help={} from={:?}", letter.name, got.help.is_some(), got.from);
        for t in &got.to_do { println!("  {:?}: {:?}\n      <- {}", t.asks, t.lines.iter().map(|l| &l.text).collect::<Vec<_>>(), t.original); }
        for t in &got.times { println!("  T {:?} {:?} {}", t.kind, t.due, t.words); }
        for p in &got.parts { println!("  P {}", p.original); for l in &p.lines { println!("      {}", l.text); } }
        println!("  W {:?}", got.words.iter().map(|w| &w.term).collect::<Vec<_>>());
    }
}
