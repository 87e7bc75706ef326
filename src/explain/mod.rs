//! "Explain this": a letter in easy words, with what its reader may have to do, and by when.
//!
//! A letter from a council decides about a child's school, has a last day in its second paragraph, and is written for lawyers. Here it is
//! read once and kept nowhere: no store, no log and no file ever sees it. What stands in the letter is told from its own words, with the
//! sentence beside it; a day is told only where the letter makes it certain. What cannot be said shortly is shown as it stands.

mod ask_of;
mod when;

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::{
    answer::{Answer, Library},
    area::{Area, ContactRole},
    content::{Block, Inline},
    locale::Locale,
    reply::{
        self, EasyReadLine, HelpCard,
        shorten::{Passage, Shortener},
    },
    safeguarding::Level,
    text,
};

pub use ask_of::Asks;
pub use when::{When, WhenKind};

/// Longest letter, in words.
pub const MOST_WORDS: usize = 5_000;
/// Longest letter, in characters: words of ten letters each.
pub const MOST_CHARACTERS: usize = 50_000;
/// Most hard words that are explained.
const MOST_TERMS: usize = 12;
/// Most lines that are made of one paragraph.
const LINES_OF_A_PART: usize = 8;

/// A paragraph of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// It in short lines; empty where it cannot be said shortly.
    pub lines: Vec<EasyReadLine>,
    /// It as it stands.
    pub original: String,
}

/// Something the reader has to do, or may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// Which of the two.
    pub asks: Asks,
    /// It in short lines; where it cannot be said shortly, empty.
    pub lines: Vec<EasyReadLine>,
    /// The sentence as it stands.
    pub original: String,
}

/// A hard word of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HardWord {
    /// The word as the glossary has it.
    pub term: String,
    /// What it means.
    pub meaning: String,
    /// Its picture's emoji; empty where it has none.
    pub emoji: String,
}

/// A letter, explained.
#[derive(Debug, Clone, Default)]
pub struct Explained {
    /// Help, where the words speak of danger; shown before all else.
    pub help: Option<HelpCard>,
    /// Who wrote it, as far as a line of it tells.
    pub from: Option<String>,
    /// The date on it.
    pub date: Option<Date>,
    /// What to do, in the order of the letter.
    pub to_do: Vec<ToDo>,
    /// By when, and what takes place when.
    pub times: Vec<When>,
    /// Its paragraphs.
    pub parts: Vec<Part>,
    /// Hard words in it.
    pub words: Vec<HardWord>,
    /// Telephone numbers in it, as they stand.
    pub phones: Vec<String>,
    /// E-mail addresses in it.
    pub emails: Vec<String>,
    /// Who can help to read it, for the area.
    pub contacts: Vec<Vec<Inline>>,
}

/// Why words cannot be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotExplained {
    /// There are none.
    Empty,
    /// There are more than [`MOST_WORDS`].
    Long,
}

/// Whether so many words are taken.
pub fn fits(words: &str) -> Result<(), NotExplained> {
    if text::words(words.get(..words.len().min(2_000)).unwrap_or(words)).is_empty() {
        return Err(NotExplained::Empty);
    }
    let long = words.chars().count() > MOST_CHARACTERS || words.split_whitespace().count() > MOST_WORDS;
    if long { Err(NotExplained::Long) } else { Ok(()) }
}

/// The letter in easy words. Nothing of it is kept.
pub fn explain(library: &Library, locale: &Locale, area: Option<&Area>, letter: &str) -> Explained {
    let letter = text::visible(letter);
    let groups = groups(&letter);
    let date = when::date_of(&letter);
    let shortener = Shortener::new(&library.knowledge, locale);
    let short = |blocks: &[Block], most: usize| -> Vec<EasyReadLine> {
        let passage = Passage { blocks, area, lead: None, asked: &[], most, letter: true };
        let lines = shortener.short(&passage).lines;
        lines.into_iter().map(|l| reply::easy_line(&library.knowledge.pictures, &l.picture, &l.text)).collect()
    };
    let mut out = Explained { help: help(library, area, &letter), from: from(&groups), date, ..Explained::default() };
    for group in groups.iter().filter(|g| g.is_prose()) {
        for sentence in group.lines.iter().flat_map(|l| text::sentences(l)) {
            out.times.extend(when::times(&sentence, date));
            if let Some(asks) = ask_of::asks(&sentence) {
                let lines = short(&[Block::paragraph(sentence.clone())], 4);
                out.to_do.push(ToDo { asks, lines, original: sentence });
            }
        }
        let lines = short(&group.blocks(), LINES_OF_A_PART);
        out.parts.push(Part { lines, original: group.lines.join("\n") });
    }
    // The same day is told once, with the sentence that said it first.
    let mut seen: Vec<(String, Option<Date>)> = Vec::new();
    out.times.retain(|t| {
        let key = (t.words.to_lowercase(), t.due);
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    out.words = hard_words(library, area, &letter);
    out.phones = found(&PHONE, &letter);
    out.emails = found(&EMAIL, &letter);
    out.contacts = reply::contacts(library, area, &[ContactRole::Advice]);
    out
}

/// Lines that stand together: a paragraph, an address, a list.
struct Group {
    lines: Vec<String>,
    is_list: bool,
}

impl Group {
    /// Whether it says something: an address, a greeting and a signature do not.
    fn is_prose(&self) -> bool {
        let said = self.lines.join(" ");
        let ends = said.contains(['.', '!', '?']) || said.ends_with(':') && said.split_whitespace().count() > 5;
        let greeting = ["dear ", "yours ", "best wishes", "kind regards", "hello", "hi ", "with best", "many thanks"];
        let lower = said.to_lowercase();
        let greets = greeting.iter().any(|g| lower.starts_with(g)) && said.split_whitespace().count() < 12;
        ends && !greets && said.split_whitespace().count() > 3 || self.is_list
    }

    fn blocks(&self) -> Vec<Block> {
        if self.is_list {
            return vec![Block::List { start: None, items: self.lines.iter().map(|l| vec![Block::paragraph(l.clone())]).collect() }];
        }
        self.lines.iter().map(|l| Block::paragraph(l.clone())).collect()
    }
}

fn groups(letter: &str) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut open = false;
    for line in letter.lines() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        let item = line.strip_prefix(['•', '*', '▪', '·']).or_else(|| line.strip_prefix("- "));
        match out.last_mut().filter(|g| open && g.is_list == item.is_some()) {
            Some(group) => match (item, group.lines.last_mut()) {
                (Some(item), _) => group.lines.push(item.trim().to_owned()),
                // A line that goes on from the one above was only wrapped.
                (None, Some(above)) if is_wrapped(above, line) => {
                    above.push(' ');
                    above.push_str(line);
                }
                (None, _) => group.lines.push(line.to_owned()),
            },
            None => out.push(Group { lines: vec![item.unwrap_or(line).trim().to_owned()], is_list: item.is_some() }),
        }
        open = true;
    }
    out
}

fn is_wrapped(above: &str, line: &str) -> bool {
    let last = above.rsplit('\n').next().unwrap_or(above);
    let ended = last.ends_with(['.', '!', '?', ':']);
    if line.to_lowercase().starts_with("date") || when::date_of(line).is_some() {
        return false;
    }
    !ended && (line.starts_with(|c: char| c.is_lowercase()) || last.chars().count() > 55) || ended && last.chars().count() > 70
}

/// The line that tells who wrote it: an office has its kind in its name.
fn from(groups: &[Group]) -> Option<String> {
    const OFFICES: [&str; 24] = [
        "council",
        "school",
        "academy",
        "college",
        "trust",
        "tribunal",
        "service",
        "services",
        "team",
        "centre",
        "hospital",
        "nhs",
        "department",
        "ofsted",
        "university",
        "nursery",
        "clinic",
        "surgery",
        "social care",
        "attendance",
        "board",
        "authority",
        "sendiass",
        "agency",
    ];
    let lines = groups.iter().filter(|g| !g.is_list).flat_map(|g| &g.lines);
    let heads =
        lines.filter(|l| l.split_whitespace().count() <= 10 && !l.ends_with(['.', '!', '?']) && !l.to_lowercase().starts_with("dear"));
    let mut found: Vec<&String> = heads
        .filter(|l| {
            let lower = l.to_lowercase();
            OFFICES.iter().any(|o| text::words(&lower).iter().any(|w| w == o) || o.contains(' ') && lower.contains(o))
        })
        .collect();
    found.dedup();
    // The head of the paper, else the signature.
    let first = groups.first().into_iter().flat_map(|g| &g.lines).find(|l| found.contains(l));
    first.or_else(|| found.last().copied()).map(|l| text::shorten(l, 120).into_owned())
}

/// The card of help, where the words of the letter speak of danger to somebody.
fn help(library: &Library, area: Option<&Area>, letter: &str) -> Option<HelpCard> {
    let screening = library.screener.add_meaning(library.screener.screen(letter), letter, &library.meanings(letter));
    if screening.level == Level::None {
        return None;
    }
    let mut answer = Answer::only_screened(screening);
    answer.area = area.cloned();
    reply::compose(library, &answer, &Locale::negotiate("en-GB")).help
}

fn hard_words(library: &Library, area: Option<&Area>, letter: &str) -> Vec<HardWord> {
    let folded = format!(" {} ", text::words(letter).join(" "));
    let mut found: Vec<(usize, HardWord)> = Vec::new();
    for term in &library.knowledge.glossary.terms {
        if term.area.as_ref().is_some_and(|a| Some(a) != area) || term.past {
            continue;
        }
        let place = std::iter::once(&term.term).chain(&term.also).filter_map(|name| {
            let words = text::words(name).join(" ");
            // A short form is one only in capitals: "it" is not information technology.
            let short = !name.chars().any(char::is_lowercase);
            let stands = !short || letter.split(|c: char| !c.is_alphanumeric()).any(|w| w == name);
            folded.find(&format!(" {words} ")).filter(|_| stands && words.len() > 1)
        });
        if let Some(at) = place.min() {
            let emoji = library.knowledge.pictures.emoji(&term.picture).to_owned();
            found.push((at, HardWord { term: term.term.clone(), meaning: term.meaning.clone(), emoji }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, w)| w).take(MOST_TERMS).collect()
}

#[expect(clippy::expect_used, reason = "patterns of ours, tried by every test of this room")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours")
}

static PHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\+44\s?|\b0)\d(?:[\s-]?\d){8,9}\b"));
static EMAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}\b"));

fn found(pattern: &Regex, letter: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for one in pattern.find_iter(letter).map(|m| m.as_str().trim().to_owned()) {
        if !out.contains(&one) && out.len() < 20 {
            out.push(one);
        }
    }
    out
}
