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

/// How hard a text is to read, by measures that any table of such texts uses (standards.md §1.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Reading {
    /// Sentences.
    pub sentences: usize,
    /// Words a sentence.
    pub words_per_sentence: f64,
    /// The share of sentences with at most 15 words.
    pub short: f64,
    /// Flesch-Kincaid grade, its syllables counted by runs of vowels.
    pub grade: f64,
    /// LIX, which needs no syllables.
    pub lix: f64,
    /// The share of words that are not in the everyday list, in any form.
    pub hard: f64,
}

impl Reading {
    /// The measures of these sentences together.
    pub fn of<'a>(sentences: impl Iterator<Item = &'a str>, is_easy: &dyn Fn(&str) -> bool) -> Self {
        let (mut count, mut words, mut syllables, mut long, mut hard, mut short) = (0_usize, 0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
        for sentence in sentences {
            let all: Vec<String> = text::words(sentence).into_iter().filter(|w| w.chars().any(char::is_alphanumeric)).collect();
            if all.is_empty() {
                continue;
            }
            count += 1;
            words += all.len();
            short += usize::from(sentence.split_whitespace().count() <= shorten::MOST_WORDS);
            for word in &all {
                syllables += syllables_of(word);
                long += usize::from(word.chars().count() > 6);
                hard += usize::from(word.chars().all(char::is_alphabetic) && !is_easy(word));
            }
        }
        let (n, w) = (count.max(1) as f64, words.max(1) as f64);
        Self {
            sentences: count,
            words_per_sentence: words as f64 / n,
            short: short as f64 / n,
            grade: 0.39 * words as f64 / n + 11.8 * syllables as f64 / w - 15.59,
            lix: words as f64 / n + 100.0 * long as f64 / w,
            hard: hard as f64 / w,
        }
    }
}

fn syllables_of(word: &str) -> usize {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        count += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    count.saturating_sub(usize::from(silent && count > 1)).max(1)
}

/// The figures of the table: the passages as they stand, their first sentences, and what was made of them.
#[derive(Debug, Clone, serde::Serialize)]
pub struct EasyTable {
    /// Passages that were looked at.
    pub passages: usize,
    /// Those of which something could be made.
    pub composed: usize,
    /// Those that are in the lines whole.
    pub whole: usize,
    /// As they stand.
    pub source: Reading,
    /// The first sentences as they stand.
    pub baseline: Reading,
    /// What was made.
    pub lines: Reading,
    /// The share of numbers, dates, names, negations and words of the law in the lines that the passage has as well.
    pub facts_kept: f64,
    /// What is not, each with its line.
    pub wrong: Vec<String>,
}

impl EasyTable {
    /// The figures over these; `library` knows the everyday words.
    pub fn of(all: &[Composed], library: &Library) -> Self {
        let general: std::collections::HashSet<&str> = library.knowledge.general_words.iter().map(String::as_str).collect();
        // An everyday word is one in any of its forms.
        let is_easy = |word: &str| {
            let ends = ["s", "es", "d", "ed", "ing", "ly", "er", "n"];
            general.contains(word)
                || ends.iter().filter_map(|e| word.strip_suffix(e)).any(|stem| {
                    let undoubled = stem.char_indices().next_back().map_or("", |(at, _)| &stem[..at]);
                    general.contains(stem) || general.contains(format!("{stem}e").as_str()) || general.contains(undoubled)
                })
                || word.strip_suffix("ies").is_some_and(|stem| general.contains(format!("{stem}y").as_str()))
        };
        let source: Vec<String> = all.iter().flat_map(|c| text::sentences(&c.source)).collect();
        let made = || all.iter().flat_map(|c| c.lines.iter().filter(|l| !l.from.is_empty()));
        let facts: usize = made().map(|l| numbers(&l.text).len() + names(&l.text).len() + turns(&l.text).len() + law(&l.text).len()).sum();
        let wrong: Vec<String> = all.iter().flat_map(|c| c.wrong.iter().cloned()).collect();
        Self {
            passages: all.len(),
            composed: all.iter().filter(|c| !c.lines.is_empty()).count(),
            whole: all.iter().filter(|c| !c.lines.is_empty() && !c.is_part).count(),
            source: Reading::of(source.iter().map(String::as_str), &is_easy),
            baseline: Reading::of(all.iter().flat_map(|c| c.baseline.iter().map(String::as_str)), &is_easy),
            lines: Reading::of(all.iter().flat_map(|c| c.lines.iter().map(|l| l.text.as_str())), &is_easy),
            facts_kept: 1.0 - wrong.len() as f64 / facts.max(1) as f64,
            wrong,
        }
    }
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
        let short = |w: &String| {
            what == "name" && MONTHS.contains(&w.as_str()) && whole.contains(&w[..3]) || w == "september" && whole.contains("sept")
        };
        out.extend(own.difference(&whole).filter(|w| !short(w)).map(|w| format!("{what} {w} in “{}”", line.text)));
    }
    out
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Runs of digits with what joins them: 12,750 and 20.5 and 2023/24, and small numbers in words.
fn numbers(text: &str) -> BTreeSet<String> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
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
    let inside =
        text.split_whitespace().skip(1).filter(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase));
    inside.flat_map(text::words).filter(|w| w != "i" && !w.starts_with('i') | (w.len() > 2)).collect()
}

fn words_of(text: &str) -> BTreeSet<String> {
    text::words(text).into_iter().collect()
}

fn turns(text: &str) -> BTreeSet<String> {
    let is_turn = |w: &String| {
        ["not", "no", "never", "nobody", "nothing", "none", "without", "unless"].contains(&w.as_str())
            || w.ends_with("nt")
                && w.len() <= 7
                && ["dont", "doesnt", "didnt", "cant", "wont", "isnt", "arent", "wasnt", "cannot"].contains(&w.as_str())
    };
    text::words(text).into_iter().filter(is_turn).collect()
}

fn law(text: &str) -> BTreeSet<String> {
    text::words(text)
        .into_iter()
        .filter(|w| ["must", "should", "may", "shall", "least", "unless", "whichever", "working", "maximum"].contains(&w.as_str()))
        .collect()
}
