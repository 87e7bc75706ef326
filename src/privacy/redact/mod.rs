//! Masking: personal data in what people write becomes readable words in square brackets, and everything else stays byte for byte.
//!
//! Two looks at the text. The first finds what has a form (addresses, numbers, dates of birth); the second finds names, which have none and
//! are known by what stands before them ("my son …", "ask for …") or by a list of given names. A mask means nothing to either look, so that
//! masking twice is masking once. Nobody is told off: whoever writes a phone number still gets an answer.

mod addresses;
mod cues;
mod dates;
mod keep;
mod lexicon;
mod names;
mod numbers;
mod patterns;
mod tokens;

use std::borrow::Cow;

pub use keep::Keep;
use tokens::Token;

/// What was masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Email,
    Phone,
    Postcode,
    Address,
    Born,
    Nhs,
    Insurance,
    Card,
    Bank,
    Pupil,
    Plate,
    Passport,
    Licence,
    Profile,
    Network,
    Number,
}

impl Kind {
    const ALL: [Self; 17] = [
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Postcode,
        Self::Address,
        Self::Born,
        Self::Nhs,
        Self::Insurance,
        Self::Card,
        Self::Bank,
        Self::Pupil,
        Self::Plate,
        Self::Passport,
        Self::Licence,
        Self::Profile,
        Self::Network,
        Self::Number,
    ];

    /// The words that stand in its place.
    const fn mask(self) -> &'static str {
        match self {
            Self::Name => "[name]",
            Self::Email => "[e-mail]",
            Self::Phone => "[phone number]",
            Self::Postcode => "[postcode]",
            Self::Address => "[address]",
            Self::Born => "[date of birth]",
            Self::Nhs => "[NHS number]",
            Self::Insurance => "[National Insurance number]",
            Self::Card => "[card number]",
            Self::Bank => "[bank details]",
            Self::Pupil => "[pupil number]",
            Self::Plate => "[number plate]",
            Self::Passport => "[passport number]",
            Self::Licence => "[driving licence]",
            Self::Profile => "[profile]",
            Self::Network => "[network address]",
            Self::Number => "[number]",
        }
    }
}

/// A part of the text that is personal, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: usize,
    end: usize,
    kind: Kind,
}

/// A mask lets one more thing be seen now and then (a date of birth behind a name); more rounds than this have never been needed.
const ROUNDS: usize = 6;

/// The text with personal data masked, where only what everybody knows is kept readable: helplines and emergency numbers.
pub fn redact(text: &str) -> String {
    redact_with(Keep::helplines(), text)
}

/// The text with personal data masked; names of places and services and the numbers that `keep` knows stay readable.
pub fn redact_with(keep: &Keep, text: &str) -> String {
    let mut text = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        let formed = masked(&text, found_by_form(keep, &text));
        let named = masked(&formed, found_by_name(keep, &formed));
        let changed = named.len() != text.len() || named != *text;
        let next = named.into_owned();
        text = Cow::Owned(next);
        if !changed {
            break;
        }
    }
    text.into_owned()
}

fn found_by_form(keep: &Keep, text: &str) -> Vec<Span> {
    let tokens = tokens::read(text);
    let mut spans = patterns::find(keep, text);
    dates::find(&tokens, text, &mut spans);
    addresses::find(&tokens, text, &mut spans);
    numbers::find(keep, text, &mut spans);
    numbers::find_spelt(keep, &tokens, &mut spans);
    spans
}

fn found_by_name(keep: &Keep, text: &str) -> Vec<Span> {
    let tokens = tokens::read(text);
    let kept = keep.places(&tokens);
    names::find(&tokens, &kept)
}

/// The text with each span replaced; spans that overlap become one, and what lies in a mask already is left alone.
fn masked(text: &str, mut spans: Vec<Span>) -> Cow<'_, str> {
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }
    let masks = tokens::masks(text);
    spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut mask = masks.iter().peekable();
    let mut index = 0;
    while let Some(&span) = spans.get(index) {
        index += 1;
        let mut span = span;
        while let Some(next) = spans.get(index).filter(|n| n.start < span.end) {
            span.end = span.end.max(next.end);
            index += 1;
        }
        while mask.peek().is_some_and(|m| m.end <= span.start) {
            mask.next();
        }
        if mask.peek().is_some_and(|m| m.start < span.end) || span.start < at || span.start >= span.end {
            continue;
        }
        if let (Some(before), Some(_)) = (text.get(at..span.start), text.get(span.start..span.end)) {
            out.push_str(before);
            out.push_str(span.kind.mask());
            at = span.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
