//! Nothing is lost or invented: a line is held against the words it was made from before anybody reads it.

use std::collections::BTreeMap;

use super::{
    lexicon::{LAW, NEGATIONS, bare, lemma},
    tidy::{UNITS, number_word},
};

/// What our own joining words may add; none of them tells anything.
const OURS: &[&str] = &[
    "this",
    "these",
    "they",
    "is",
    "be",
    "are",
    "it",
    "to",
    "that",
    "one",
    "aim",
    "action",
    "priority",
    "rule",
    "example",
    "include",
    "so",
    "but",
    "do",
    "by",
    "and",
    "or",
    "because",
    "a",
    "an",
    "the",
    "of",
    "make",
    "for",
    "about",
    "per",
    "cent",
    "person",
    "young",
    "parent",
    "carer",
    "child",
    "someone",
    "say",
    "will",
    "september",
    "more",
    "was",
    "then",
];

/// The facts of words that must neither go nor come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Facts {
    numbers: BTreeMap<String, usize>,
    turns: BTreeMap<String, usize>,
    law: BTreeMap<String, usize>,
}

impl Facts {
    pub fn of(text: &str) -> Self {
        let mut out = Self::default();
        for number in numbers(text) {
            *out.numbers.entry(number).or_default() += 1;
        }
        for word in text.split(|c: char| c.is_whitespace() || c == '/').map(bare) {
            // "Cannot" and "can't" are "can" and "not".
            if NEGATIONS.contains(&word.as_str()) {
                *out.turns.entry(turn(&word)).or_default() += 1;
            }
            if LAW.contains(&word.as_str()) {
                *out.law.entry(word).or_default() += 1;
            }
        }
        out
    }

    /// Whether every fact of `whole` is here or in what was left out.
    pub fn keep(&self, whole: &Self, left_out: &Self) -> bool {
        let all = |own: &BTreeMap<String, usize>, theirs: &BTreeMap<String, usize>, left: &BTreeMap<String, usize>| {
            theirs.iter().all(|(k, n)| own.get(k).copied().unwrap_or(0) + left.get(k).copied().unwrap_or(0) >= *n)
        };
        all(&self.numbers, &whole.numbers, &left_out.numbers)
            && all(&self.turns, &whole.turns, &left_out.turns)
            && all(&self.law, &whole.law, &left_out.law)
    }

    /// Whether nothing is here that is not in `whole`.
    pub fn come_from(&self, whole: &Self) -> bool {
        let known = |own: &BTreeMap<String, usize>, theirs: &BTreeMap<String, usize>| own.keys().all(|k| theirs.contains_key(k));
        known(&self.numbers, &whole.numbers)
            && known(&self.turns, &whole.turns)
            && self.law.keys().all(|k| whole.law.contains_key(k) || k == "can" && whole.law.contains_key("cannot"))
    }

    /// Whether an explanation of ours brings no number and no "not" into what it explains.
    pub fn adds_no_figure_to(&self, whole: &Self) -> bool {
        self.numbers.keys().all(|k| whole.numbers.contains_key(k)) && self.turns.keys().all(|k| whole.turns.contains_key(k))
    }

    /// Whether these say the same facts, as a sentence and its plainer words must.
    pub fn same(&self, other: &Self) -> bool {
        self == other
    }
}

fn turn(word: &str) -> String {
    match word {
        "not" | "cannot" => "not".to_owned(),
        w if w.ends_with("n't") => "not".to_owned(),
        w if w.starts_with("refuse") => "refuse".to_owned(),
        other => other.to_owned(),
    }
}

/// The numbers of a text as they are said: thousands without commas, words as digits.
fn numbers(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let from = at;
        while digit(at)
            || matches!(chars.get(at), Some(',' | '.')) && digit(at + 1) && (chars[at] == '.' || digit(at + 3) && !digit(at + 4))
        {
            at += 1;
        }
        out.push(chars[from..at].iter().filter(|c| **c != ',').collect());
    }
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    for (at, word) in words.iter().enumerate() {
        let value = number_word(word).or_else(|| word.split_once('-').and_then(|(first, _)| number_word(first)));
        let one = word == "one" && words.get(at + 1).is_some_and(|next| UNITS.contains(&next.as_str()));
        out.extend(value.or(one.then_some(1)).map(|n| n.to_string()));
    }
    out
}

/// Whether every word of a line stands in the words it was made from, in whatever form.
pub(super) fn words_come_from(line: &str, whole: &str) -> bool {
    let cut = |c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '[' | ']' | '–' | '—');
    let known: Vec<String> = whole.split(cut).flat_map(|w| [lemma(w), bare(w)]).filter(|w| !w.is_empty()).collect();
    line.split(cut).filter(|w| !bare(w).is_empty()).all(|raw| {
        let word = lemma(raw);
        OURS.contains(&word.as_str())
            || OURS.contains(&bare(raw).as_str())
            || known.contains(&word)
            || word.chars().any(|c| c.is_ascii_digit())
            // "child(ren)" and "pupil(s)" are one word in the line.
            || known.iter().any(|k| k.len() > 3 && word.starts_with(k.as_str()) && word.len() - k.len() <= 3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_or_invented_is_seen() {
        let whole = Facts::of("The council must not take more than six weeks, or 1,200 days.");
        let none = Facts::default();
        assert!(Facts::of("The council must not take more than 6 weeks or 1,200 days.").keep(&whole, &none));
        for lost in [
            "The council must take 6 weeks or 1,200 days.",
            "The council must not take 1,200 days.",
            "The council can not take 6 weeks or 1200 days.",
        ] {
            assert!(!Facts::of(lost).keep(&whole, &none), "{lost}");
        }
        assert!(!Facts::of("The council must not take 7 weeks.").come_from(&whole));
        assert!(!Facts::of("The council should not.").come_from(&whole));
        assert!(words_come_from("This is so that the council writes.", "so that the Council will write"), "forms and our own words");
        assert!(!words_come_from("The school writes.", "The council writes."));
    }
}
