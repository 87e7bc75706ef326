//! What belongs to everybody and stays readable.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{Token, tokens};

/// The helplines of standards.md §5.1 and the emergency numbers; those of a council come with its knowledge.
const HELPLINES: [&str; 15] = [
    "999",
    "112",
    "111",
    "101",
    "18000",
    "18001",
    "18001111",
    "08001111",
    "116123",
    "85258",
    "08088005000",
    "03448008020",
    "03448008021",
    "08088004005",
    "03456061499",
];

/// And what that section gives for one county with a remark that it must be confirmed, and for text lines: public whoever answers.
const UNCONFIRMED: [&str; 5] = ["08001313126", "03456042886", "03001118007", "08000684141", "88247"];

const HELP_ADDRESSES: [&str; 1] = ["help@nspcc.org.uk"];

static DEFAULT: LazyLock<Keep> = LazyLock::new(|| Keep::new([], [], []));

/// Names of places and services, phone numbers and e-mail addresses that everybody may read.
#[derive(Debug, Clone, Default)]
pub struct Keep {
    numbers: HashSet<String>,
    emails: HashSet<String>,
    /// By first word: the other words of each name.
    names: HashMap<String, Vec<Vec<String>>>,
}

impl Keep {
    /// What the knowledge knows: names of places and services, texts that may hold phone numbers, e-mail addresses; the helplines besides.
    pub fn new<'a>(
        names: impl IntoIterator<Item = &'a str>,
        numbers: impl IntoIterator<Item = &'a str>,
        emails: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut keep = Self::default();
        keep.numbers.extend(HELPLINES.iter().chain(&UNCONFIRMED).map(|n| (*n).to_owned()));
        keep.emails.extend(HELP_ADDRESSES.iter().map(|e| (*e).to_owned()));
        for text in numbers {
            keep.numbers.extend(super::numbers::numbers_of(text));
        }
        keep.emails.extend(emails.into_iter().map(str::to_lowercase));
        for name in names {
            let mut words = tokens::read(name).into_iter().filter(|t| t.is_word()).map(|t| t.low);
            if let Some(first) = words.next() {
                let rest: Vec<String> = words.collect();
                let known = keep.names.entry(first).or_default();
                if !known.contains(&rest) {
                    known.push(rest);
                }
            }
        }
        keep
    }

    /// The helplines and emergency numbers alone.
    pub fn helplines() -> &'static Self {
        &DEFAULT
    }

    pub(super) fn has_number(&self, digits: &str) -> bool {
        self.numbers.contains(digits)
    }

    pub(super) fn has_email(&self, address: &str) -> bool {
        self.emails.contains(&address.to_lowercase())
    }

    /// For each token, whether it belongs to a name that is kept.
    pub(super) fn places(&self, tokens: &[Token]) -> Vec<bool> {
        let mut out = vec![false; tokens.len()];
        for (at, token) in tokens.iter().enumerate() {
            for rest in self.names.get(&token.low).into_iter().flatten() {
                let mut last = at;
                let mut following = tokens.iter().enumerate().skip(at + 1).filter(|(_, t)| !t.is_sign("-&'"));
                let fits = rest.iter().all(|word| match following.next() {
                    Some((i, t)) if t.low == *word => {
                        last = i;
                        true
                    }
                    _ => false,
                });
                if fits {
                    out[at..=last].fill(true);
                }
            }
        }
        out
    }
}
