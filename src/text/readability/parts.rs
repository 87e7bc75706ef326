//! A text in its parts: words as a reader counts them, sentences, paragraphs.

use std::ops::Range;

use crate::text::{is_address, sentence_spans};

/// One word as a reader counts it: "don't", "well-known", "3.5", "10.30am" and a whole phone number are one each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes, without the marks around it.
    pub range: Range<usize>,
    /// In small letters, with straight apostrophes.
    pub lower: String,
    /// What kind it is.
    pub kind: WordKind,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// It is read: letters, perhaps with digits.
    Word,
    /// A number, a time, a sum of money, a phone number.
    Number,
    /// A web or e-mail address.
    Address,
}

/// A sentence: its place, and which of the words are its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its words, as indices.
    pub words: Range<usize>,
}

/// A text in its parts.
#[derive(Debug, Clone)]
pub struct Parts {
    /// What is read, as long as the text that came in.
    pub prose: String,
    /// All words, in order.
    pub words: Vec<Word>,
    /// All sentences, in order; every word belongs to one.
    pub sentences: Vec<Sentence>,
    /// Paragraphs, as ranges of sentences.
    pub paragraphs: Vec<Range<usize>>,
}

impl Parts {
    /// Takes prose apart.
    pub fn of(prose: String) -> Self {
        let words = words(&prose);
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut at = 0;
        for range in sentence_spans(&prose) {
            let begins = at;
            while words.get(at).is_some_and(|w| w.range.start < range.end) {
                at += 1;
            }
            // "a.m." may end one, and a number with its mark is no sentence of its own.
            if begins < at {
                sentences.push(Sentence { range, words: begins..at });
            } else if let Some(last) = sentences.last_mut() {
                last.range.end = range.end;
            }
        }
        let mut paragraphs: Vec<Range<usize>> = Vec::new();
        for (i, sentence) in sentences.iter().enumerate() {
            let parted = i == 0 || is_parted(&prose[sentences[i - 1].range.end..sentence.range.start]);
            match paragraphs.last_mut() {
                Some(paragraph) if !parted => paragraph.end = i + 1,
                _ => paragraphs.push(i..i + 1),
            }
        }
        Self { prose, words, sentences, paragraphs }
    }

    /// The words of a sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[Word] {
        self.words.get(sentence.words.clone()).unwrap_or_default()
    }

    /// What is written between a word and the one before it.
    pub fn before(&self, word: usize) -> &str {
        let from = word.checked_sub(1).map_or(0, |i| self.words[i].range.end);
        &self.prose[from..self.words[word].range.start]
    }
}

/// Longer than this no part of a phone number goes on, in digits and spaces.
const LONGEST_PHONE: usize = 12;

/// A line break that was not taken for a wrapped line ends a paragraph.
fn is_parted(between: &str) -> bool {
    between.contains('\n')
}

fn words(prose: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    for chunk in prose.split_whitespace() {
        let at = chunk.as_ptr() as usize - prose.as_ptr() as usize;
        if is_address(chunk) {
            let bare = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
            let start = at + (bare.as_ptr() as usize - chunk.as_ptr() as usize);
            out.push(word(start, bare, WordKind::Address));
            continue;
        }
        let is_numeric = chunk.chars().any(|c| c.is_ascii_digit()) && !chunk.chars().any(char::is_alphabetic);
        // A dash or a stroke between words parts them; in "2023/24" and "10–12" it does not.
        let parts = chunk.split(|c: char| !is_numeric && matches!(c, '–' | '—' | '/' | '…'));
        for part in parts.flat_map(|p| p.split("...")).flat_map(|p| p.split("--")) {
            let part = part.trim_matches(|c: char| !(c.is_alphanumeric() || c == '£' || c == '€' || c == '$' || c == '%'));
            if !part.contains(char::is_alphanumeric) {
                continue;
            }
            let start = part.as_ptr() as usize - prose.as_ptr() as usize;
            let first_digit = part.trim_start_matches(['£', '€', '$', '+']).starts_with(|c: char| c.is_ascii_digit());
            let kind = if first_digit { WordKind::Number } else { WordKind::Word };
            let digits = |w: &str| w.chars().all(|c| c.is_ascii_digit());
            // 0800 1111, 01603 123 456, 116 123: one number to ring.
            if let Some(last) = out.last_mut()
                && digits(part)
                && part.len() > 1
                && last.lower.len() < LONGEST_PHONE
                && prose[last.range.end..start].chars().all(|c| matches!(c, ' ' | '(' | ')'))
                && last.lower.chars().all(|c| c.is_ascii_digit() || c == ' ')
                && (last.lower.starts_with('0') && last.lower.len() > 2 || last.lower == "116")
            {
                last.range.end = start + part.len();
                last.lower = format!("{} {part}", last.lower);
                continue;
            }
            out.push(word(start, part, kind));
        }
    }
    out
}

fn word(start: usize, text: &str, kind: WordKind) -> Word {
    Word { range: start..start + text.len(), lower: text.to_lowercase().replace('’', "'"), kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<Vec<String>> {
        let parts = Parts::of(text.to_owned());
        let each = |s: &Sentence| parts.words_of(s).iter().map(|w| w.lower.clone()).collect();
        parts.sentences.iter().map(each).collect()
    }

    #[test]
    fn words_and_sentences_as_a_reader_counts_them() {
        for (text, counts) in [
            ("Ask Dr. Smith. She can help, e.g. with forms.", vec![3, 6]),
            ("Go to St. Mary's at 10.30am. It costs £3.50 a day.", vec![6, 5]),
            ("Come at 10 a.m. or later.", vec![6]),
            ("Ring 0800 1111. Or text 85258.", vec![2, 3]),
            ("Ring 0808 800 5000 or (01603) 123 456.", vec![4]),
            ("See No. 5 and Section 19. It says so.", vec![6, 3]),
            ("Mail help@example.org. Read www.example.org/a.b today.", vec![2, 3]),
            ("She said “No. Not today.” Then she left.", vec![3, 2, 3]),
            ("It's a well-known co-op's idea, isn't it?", vec![7]),
            ("He waited – and waited — then/so left... quietly", vec![8]),
            ("In 2023/24, 3.5 of 10–12 people", vec![6]),
        ] {
            let read = split(text);
            assert_eq!(read.iter().map(Vec::len).collect::<Vec<_>>(), counts, "{text}: {read:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn sentences_keep_every_word(text in "(\\PC|\n|[a-zA-Z. ]|[0-9]{3} ){0,160}") {
            let parts = Parts::of(text);
            let mut at = 0;
            for sentence in &parts.sentences {
                proptest::prop_assert_eq!(sentence.words.start, at);
                at = sentence.words.end;
            }
            proptest::prop_assert_eq!(at, parts.words.len());
            let mut end = 0;
            for word in &parts.words {
                proptest::prop_assert!(word.range.start >= end && parts.prose.is_char_boundary(word.range.end));
                end = word.range.end;
            }
            // Every letter that is read stands in a word.
            let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).count();
            let in_words: usize = parts.words.iter().map(|w| letters(&parts.prose[w.range.clone()])).sum();
            proptest::prop_assert_eq!(in_words, letters(&parts.prose));
            let mut next = 0;
            for paragraph in &parts.paragraphs {
                proptest::prop_assert_eq!(paragraph.start, next);
                next = paragraph.end;
            }
            proptest::prop_assert_eq!(next, parts.sentences.len());
        }

        #[test]
        fn splitting_and_joining_keeps_the_words(text in "([A-Z][a-z]{1,8}( [a-z]{1,9}){0,9}[.!?] ){0,8}") {
            let first = Parts::of(text.clone());
            let joined: Vec<&str> = first.sentences.iter().map(|s| &first.prose[s.range.clone()]).collect();
            let again = Parts::of(joined.join("\n"));
            let words = |p: &Parts| p.words.iter().map(|w| w.lower.clone()).collect::<Vec<_>>();
            proptest::prop_assert_eq!(words(&first), words(&again));
        }
    }
}
