//! How well a passage is made short by computer, held against the passage and against its first ten sentences as they stand.
//!
//! The facts are looked for by an extractor of its own: what the composing room takes for a number or a name must not decide whether it
//! has kept it.

use std::collections::BTreeSet;

use crate::{
    answer::Library,
    knowledge::{Origin, Passage},
    locale::Locale,
    reply::shorten::{self, ShortLine, Shortener},
    text,
};

/// Sentences of the baseline.
const FIRST: usize = 10;
/// Lines that are made of a passage, one less than a reply shows, for its last says that there is more.
const MOST_LINES: usize = 9;

/// One passage and what was made of it.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Its name.
    pub passage: String,
    /// The passage as it stands.
    pub source: String,
    /// Its first sentences as they stand.
    pub baseline: Vec<String>,
    /// What was made; empty where nothing could be.
    pub lines: Vec<ShortLine>,
    /// Some of it was left out.
    pub is_part: bool,
    /// Facts in the lines that the passage does not have, and negations that a line lost.
    pub wrong: Vec<String>,
}

/// Every passage of an imported document without an easy read of its own, made short.
pub fn compose_all(library: &Library, locale: &Locale) -> Vec<Composed> {
    let knowledge = &library.knowledge;
    let shortener = Shortener::new(knowledge, locale);
    let mut out = Vec::new();
    for passage in &knowledge.passages {
        let Some(article) = knowledge.article_of(passage) else { continue };
        if article.origin != Origin::Imported || !article.easy_read.is_empty() {
            continue;
        }
        let short = shortener.short(&shorten::Passage {
            blocks: &passage.blocks,
            area: Some(&article.area),
            lead: None,
            asked: &[],
            most: MOST_LINES,
            letter: false,
        });
        out.push(composed(passage, short.lines, short.is_part));
    }
    out
}

fn composed(passage: &Passage, lines: Vec<ShortLine>, is_part: bool) -> Composed {
    let baseline = passage.text.lines().flat_map(|l| text::sentences(l.trim_start_matches(['•', ' ']))).take(FIRST).collect();
    let wrong = lines.iter().filter(|l| !l.from.is_empty()).flat_map(|l| wrong(l, &passage.text)).collect();
    Composed { passage: passage.id.clone(), source: passage.text.clone(), baseline, lines, is_part, wrong }
}

fn wrong(line: &ShortLine, source: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (what, own, whole) in [
        ("number", numbers(&line.text), numbers(source)),
        ("name", names(&line.text), words_of(source)),
        ("turn", turns(&line.text), turns(source)),
        ("law", law(&line.text), law(source)),
    ] {
        // "Sept." is September.
        let short = |w: &String| what == "name" && MONTHS.contains(&w.as_str()) && whole.contains(&w[..3]) || w == "september" && whole.contains("sept");
        out.extend(own.difference(&whole).filter(|w| !short(w)).map(|w| format!("{what} {w} in “{}”", line.text)));
    }
    out
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Runs of digits with what joins them: 12,750 and 20.5 and 2023/24, and small numbers in words.
fn numbers(text: &str) -> BTreeSet<String> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let mut out = BTreeSet::new();
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            run.push(c);
        } else if c != ',' && !run.is_empty() {
            out.insert(std::mem::take(&mut run));
        }
    }
    for word in text::words(text) {
        let first = word.split('-').next().unwrap_or_default();
        if let Some(value) = WORDS.iter().position(|w| *w == first).filter(|v| *v != 1 || text.contains("one ")) {
            out.insert(value.to_string());
        }
    }
    // "One" alone is somebody as often as a number.
    if !text.chars().any(|c| c == '1') {
        out.remove("1");
    }
    out
}

/// Words with a capital inside a line, in small letters.
fn names(text: &str) -> BTreeSet<String> {
    let inside = text.split_whitespace().skip(1).filter(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase));
    inside.flat_map(text::words).filter(|w| w != "i" && !w.starts_with('i') | (w.len() > 2)).collect()
}

fn words_of(text: &str) -> BTreeSet<String> {
    text::words(text).into_iter().collect()
}

fn turns(text: &str) -> BTreeSet<String> {
    let is_turn = |w: &String| ["not", "no", "never", "nobody", "nothing", "none", "without", "unless"].contains(&w.as_str()) || w.ends_with("nt") && w.len() <= 7 && ["dont", "doesnt", "didnt", "cant", "wont", "isnt", "arent", "wasnt", "cannot"].contains(&w.as_str());
    text::words(text).into_iter().filter(is_turn).collect()
}

fn law(text: &str) -> BTreeSet<String> {
    text::words(text).into_iter().filter(|w| ["must", "should", "may", "shall", "least", "unless", "whichever", "working", "maximum"].contains(&w.as_str())).collect()
}
