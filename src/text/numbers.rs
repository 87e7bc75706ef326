//! Numbers that are written in words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

const SMALL: [(&str, u32); 18] = [
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];

const LARGE: [(&str, u32); 10] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1000),
];

/// What number words count when they are a fact, and not "the two of you".
const UNITS: [&str; 18] = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "night", "nights", "term",
    "terms", "pounds", "times",
];

/// What may stand between a number and its unit: "six school weeks".
const BETWEEN: [&str; 8] = ["working", "school", "calendar", "full", "more", "whole", "consecutive", "to"];

/// What one word counts, from two on; "one" is a pronoun more often than a number.
pub fn number_of_word(word: &str) -> Option<u32> {
    SMALL.iter().chain(&LARGE).find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Whether the words after a number make it a fact: "weeks", "school weeks".
pub fn counts(after: &[&str]) -> bool {
    match after {
        [unit, ..] if UNITS.contains(unit) => true,
        [between, unit, ..] => BETWEEN.contains(between) && UNITS.contains(unit),
        _ => false,
    }
}

/// A number that stands in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberInWords {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The same in digits.
    pub digits: String,
    /// It counts days, pounds or the like.
    pub counts: bool,
}

/// The numbers in words of a text: "six", "twenty-one", "three hundred", "one week".
pub fn numbers_in_words(text: &str) -> Vec<NumberInWords> {
    let words: Vec<(usize, &str, String)> = text.unicode_word_indices().map(|(at, w)| (at, w, w.to_lowercase())).collect();
    let gap = |i: usize| words.get(i + 1).map(|next| &text[words[i].0 + words[i].1.len()..next.0]);
    let joined = |i: usize| gap(i).is_some_and(|g| g.trim().is_empty() || g == "-");
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let mut value = match words[at].2.as_str() {
            "one" => Some(1),
            word => number_of_word(word),
        };
        let mut last = at;
        if let Some(v) = value {
            let next = |i: usize| words.get(i + 1).filter(|_| joined(i)).and_then(|w| number_of_word(&w.2).or((w.2 == "one").then_some(1)));
            if (20..100).contains(&v) && next(last).is_some_and(|n| n < 10) {
                value = next(last).map(|n| v + n);
                last += 1;
            }
            if let (Some(v), Some(n @ (100 | 1000))) = (value, next(last)) {
                value = Some(v * n);
                last += 1;
            }
        }
        let after: Vec<&str> = words.iter().skip(last + 1).take(2).map(|w| w.2.as_str()).collect();
        let counting = counts(&after);
        match value {
            Some(value) if value > 1 || counting => {
                out.push(NumberInWords {
                    range: words[at].0..words[last].0 + words[last].1.len(),
                    digits: value.to_string(),
                    counts: counting,
                });
                at = last + 1;
            }
            _ => at += 1,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_read() {
        let read = |text: &str| numbers_in_words(text).into_iter().map(|n| (n.digits, n.counts)).collect::<Vec<_>>();
        assert_eq!(read("You wait six school weeks."), [("6".to_owned(), true)]);
        assert_eq!(read("The two of you, twenty-one days"), [("2".to_owned(), false), ("21".to_owned(), true)]);
        assert_eq!(read("three hundred people, one week"), [("300".to_owned(), false), ("1".to_owned(), true)]);
        assert_eq!(read("One of them asked no one."), []);
    }
}
