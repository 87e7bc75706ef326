//! The text as words, numbers and signs, each with its place in bytes.

use std::ops::Range;

use super::Kind;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters, with apostrophes between them.
    Word,
    /// Begins with a digit, or mixes letters and digits.
    Number,
    /// One character that is neither.
    Sign,
    /// What was masked before; it says nothing to anybody.
    Mask,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Space,
    Line,
}

/// A word, a number or a sign.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub shape: Shape,
    pub start: usize,
    /// Without a closing 's.
    pub end: usize,
    pub gap: Gap,
    /// Small letters, without apostrophes.
    pub low: String,
    /// Begins with a capital and goes on small ("Mill", "O'Brien").
    pub title: bool,
    /// Written as a short form: capitals alone, at least two, or mixed.
    pub upper: bool,
    /// Had a closing 's.
    pub owner: bool,
}

impl Token {
    pub fn is_sign(&self, signs: &str) -> bool {
        self.shape == Shape::Sign && signs.contains(self.low.as_str())
    }

    pub fn is_word(&self) -> bool {
        self.shape == Shape::Word
    }
}

/// Behind these words an apostrophe and an s say "is".
const IS: [&str; 17] =
    ["it", "that", "what", "who", "he", "she", "there", "here", "where", "how", "name", "let", "this", "when", "why", "everything", "nam"];

const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '\u{2bc}', '`'];

/// Where masks stand already.
pub(super) fn masks(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices('[') {
        let rest = &text[at..];
        if let Some(kind) = Kind::ALL.iter().find(|k| rest.starts_with(k.mask())) {
            out.push(at..at + kind.mask().len());
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The tokens of a text, in order.
pub(super) fn read(text: &str) -> Vec<Token> {
    let masks = masks(text);
    let mut masks = masks.iter().peekable();
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    let mut chars = text.char_indices().peekable();
    let mut gap = Gap::Line;
    while let Some((start, c)) = chars.next() {
        while masks.peek().is_some_and(|m| m.end <= start) {
            masks.next();
        }
        if let Some(mask) = masks.peek().filter(|m| m.start == start) {
            while chars.next_if(|(at, _)| *at < mask.end).is_some() {}
            out.push(Token { shape: Shape::Mask, start, end: mask.end, gap, low: String::new(), title: false, upper: false, owner: false });
            gap = Gap::None;
            continue;
        }
        if c.is_whitespace() {
            gap = if c == '\n' || gap == Gap::Line { Gap::Line } else { Gap::Space };
            continue;
        }
        let before = std::mem::replace(&mut gap, Gap::None);
        if !c.is_alphanumeric() {
            let low = c.to_string();
            out.push(Token {
                shape: Shape::Sign,
                start,
                end: start + c.len_utf8(),
                gap: before,
                low,
                title: false,
                upper: false,
                owner: false,
            });
            continue;
        }
        out.push(word(text, start, c, before, &mut chars));
    }
    out
}

fn word(text: &str, start: usize, first: char, gap: Gap, chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>) -> Token {
    let mut end = start + first.len_utf8();
    let mut low: String = first.to_lowercase().collect();
    let (mut digits, mut capitals, mut small) = (first.is_numeric(), usize::from(first.is_uppercase()), usize::from(first.is_lowercase()));
    // Bytes of `low` and of the text before the last apostrophe.
    let mut apostrophe = None;
    while let Some(&(at, c)) = chars.peek() {
        if APOSTROPHES.contains(&c) && !digits {
            let next = text.get(at + c.len_utf8()..).and_then(|r| r.chars().next());
            if !next.is_some_and(char::is_alphabetic) {
                break;
            }
            apostrophe = Some((low.len(), at));
        } else if c.is_alphanumeric() || is_mark(c) {
            digits |= c.is_numeric();
            capitals += usize::from(c.is_uppercase());
            small += usize::from(c.is_lowercase());
            low.extend(c.to_lowercase());
        } else {
            break;
        }
        end = at + c.len_utf8();
        chars.next();
    }
    let mut owner = false;
    if let Some((letters, at)) = apostrophe
        && low.get(letters..) == Some("s")
        && !digits
        && !IS.contains(&&low[..letters])
    {
        owner = true;
        low.truncate(letters);
        end = at;
        small = small.saturating_sub(1);
    }
    // "McAdam" and "O'Brien" have two capitals; "GPs" and "EHCPs" are short forms.
    let inner = apostrophe.is_some()
        || ["mc", "mac", "de", "di", "la", "le", "van", "fitz"].iter().any(|p| low.starts_with(p) && low.len() > p.len() + 2);
    let title = first.is_uppercase() && (capitals == 1 || (capitals == 2 && inner && small > 0));
    let upper = capitals >= 2 && !title;
    Token { shape: if digits { Shape::Number } else { Shape::Word }, start, end, gap, title, upper, owner, low }
}
