//! Signs and short forms as words: what easy read may not have, said so that nothing of it is lost.

use super::lexicon::bare;
use crate::text::number_of_word;

/// What "one" counts when it is a number and not somebody.
pub(super) const UNITS: [&str; 16] = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "term", "terms", "calendar",
    "working",
];

/// Openings that say nothing by themselves.
const OPENINGS: [&str; 26] = [
    "however,",
    "therefore,",
    "furthermore,",
    "moreover,",
    "additionally,",
    "in addition,",
    "as a result,",
    "as such,",
    "consequently,",
    "overall,",
    "finally,",
    "also,",
    "for example,",
    "in particular,",
    "importantly,",
    "similarly,",
    "in summary,",
    "in conclusion,",
    "ultimately,",
    "accordingly,",
    "thus,",
    "it is important to note that although",
    "it is important to note that",
    "please note that",
    "we are writing to inform you that",
    "i am writing to inform you that",
];

/// The value of a number word below a hundred.
pub(super) fn number_word(word: &str) -> Option<u32> {
    if let Some((tens, ones)) = word.split_once('-') {
        let tens = number_of_word(tens).filter(|n| (20..100).contains(n))?;
        let ones = if ones == "one" { 1 } else { number_of_word(ones).filter(|n| *n < 10)? };
        return Some(tens + ones);
    }
    number_of_word(word).filter(|n| *n < 100)
}

/// A sentence without signs, brackets, short forms and number words.
pub(super) fn tidy(sentence: &str) -> String {
    let mut text = unmarked(sentence);
    text = without_brackets(&text);
    text = opened(&text).to_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map(|w| bare(w)).unwrap_or_default();
        out.push(said(word, &next));
    }
    let mut text = out.join(" ");
    for (sign, words) in [(" ,", ","), (" .", "."), (",,", ","), (" ;", ";"), ("  ", " ")] {
        text = text.replace(sign, words);
    }
    let mut text = text.trim().trim_end_matches([',', ';', ' ']).to_owned();
    capital(&mut text);
    text
}

/// The first letter as a capital, unless the word is one that has its own way (an address, a digit).
pub(super) fn capital(text: &mut String) {
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.contains("://") || first.contains('@') || first.contains("www.") {
        return;
    }
    let Some((at, c)) = text.char_indices().find(|(_, c)| c.is_alphanumeric()) else { return };
    if c.is_lowercase() {
        let upper: String = c.to_uppercase().collect();
        text.replace_range(at..at + c.len_utf8(), &upper);
    }
}

/// The mark of an item ("a)", "iv)", "3.") and of a list taken off.
pub(super) fn unmarked(text: &str) -> String {
    let mut rest = text.trim_start_matches(['•', '-', '–', '*', '\u{f0b7}', ' ', '\t', '·', '▪', 'o']);
    // A word that begins with o is no bullet.
    if text.trim_start().starts_with('o') && !text.trim_start().starts_with("o ") {
        rest = text.trim_start();
    }
    let head = rest.split_whitespace().next().unwrap_or_default();
    let inner = head.trim_start_matches('(').trim_end_matches([')', '.']);
    let closed = head.ends_with(')') || head.ends_with('.');
    let letters = inner.len() <= 4 && inner.chars().all(|c| c.is_ascii_lowercase()) && head.ends_with(')');
    let digits = !inner.is_empty() && inner.len() <= 2 && inner.chars().all(|c| c.is_ascii_digit());
    if closed && !inner.is_empty() && (letters || digits) && rest.len() > head.len() {
        rest[head.len()..].trim_start().to_owned()
    } else {
        rest.to_owned()
    }
}

/// Brackets opened where they hold a short figure, else taken out with what is in them.
pub(super) fn without_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let close = if rest[open..].starts_with('(') { ')' } else { ']' };
        let Some(length) = rest[open..].find(close) else { break };
        out.push_str(&rest[..open]);
        let inner = rest[open + 1..open + length].trim();
        rest = &rest[open + length + 1..];
        // "child(ren)" is one word; "pupil(s)" as well.
        if out.ends_with(char::is_alphanumeric) && inner.chars().all(char::is_lowercase) && inner.len() <= 3 {
            out.push_str(inner);
            continue;
        }
        let words = inner.split_whitespace().count();
        // "(2.11)" is the number of a paragraph elsewhere.
        let place = inner.contains('.') && inner.chars().all(|c| c.is_ascii_digit() || c == '.');
        let figure = !place && inner.chars().any(|c| c.is_ascii_digit()) && words <= 5 && !inner.contains([';', ':']);
        let code = inner.chars().any(|c| c.is_ascii_uppercase()) && words == 1;
        if figure && !code {
            let starts = inner.split_whitespace().next().map(bare).unwrap_or_default();
            let joins = ["by", "from", "in", "on", "until", "within", "at", "for", "to", "before", "after"].contains(&starts.as_str());
            let trimmed = out.trim_end().len();
            out.truncate(trimmed);
            out.push_str(if joins { " " } else { ", " });
            out.push_str(inner);
            if !joins && rest.trim_start().starts_with(char::is_alphanumeric) {
                out.push(',');
            }
        } else {
            let trimmed = out.trim_end().len();
            if rest.starts_with([' ', '.', ',', ';', ':', '?', '!']) || rest.is_empty() {
                out.truncate(trimmed);
            }
        }
    }
    out.push_str(rest);
    out
}

/// What brackets left out of the text held; so much may be missing from the lines.
pub(super) fn bracketed(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let close = if rest[open..].starts_with('(') { ')' } else { ']' };
        let Some(length) = rest[open..].find(close) else { break };
        out.push_str(&rest[open + 1..open + length]);
        out.push(' ');
        rest = &rest[open + length + 1..];
    }
    out
}

fn opened(text: &str) -> &str {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text;
    }
    for opening in OPENINGS {
        if let Some(rest) = lower.strip_prefix(opening)
            && !opening.ends_with("although")
        {
            return text[text.len() - rest.len()..].trim_start();
        }
    }
    text
}

/// One word without its signs.
fn said(word: &str, next: &str) -> String {
    let core = bare(word);
    if word.contains("://") || word.contains('@') || word.contains("www.") || is_address(&core) {
        return word.to_owned();
    }
    if word == "&" || word == "+" {
        return "and".to_owned();
    }
    let swap = |with: &str| word.to_lowercase().replacen(&core, with, 1);
    match core.as_str() {
        "e.g" | "eg" => return "for example".to_owned(),
        "i.e" | "ie" => return "that is".to_owned(),
        "etc" => return word.replace("etc.", "and more").replace("etc", "and more"),
        "and/or" => return "or".to_owned(),
        "one" if UNITS.contains(&next) => return swap("1"),
        "approx" => return "about".to_owned(),
        "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sept" | "sep" | "oct" | "nov" | "dec"
            if word.starts_with(char::is_uppercase) && next.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            let months =
                ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"];
            if let Some(month) = months.iter().find(|m| m.to_lowercase().starts_with(&core[..3])) {
                return (*month).to_owned();
            }
        }
        _ => {}
    }
    if let Some(number) = number_word(&core) {
        return swap(&number.to_string());
    }
    // "five-year", "two-thirds" is a share and stays.
    if let Some((first, rest)) = core.split_once('-')
        && let Some(number) = number_word(first)
        && !rest.starts_with("third")
        && !rest.starts_with("quarter")
        && !rest.starts_with("fifth")
    {
        return swap(&format!("{number}-{rest}"));
    }
    let mut out = word.replace('%', " per cent").replace('…', ".");
    if out.contains('&') && out.len() > 1 && !out.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        out = out.replace('&', " and ");
    }
    if out.contains('/') && !out.chars().any(|c| c.is_ascii_digit()) {
        out = out.trim_end_matches('/').replace('/', " or ");
    }
    out
}

fn is_address(word: &str) -> bool {
    [".uk", ".org", ".com", ".gov", ".net"].iter().any(|end| word.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_words_and_nothing_else_changes() {
        for (from, to) in [
            ("a) Parents/carers & schools, e.g. colleges", "Parents or carers and schools, for example colleges"),
            ("There are six weeks and one month left.", "There are 6 weeks and 1 month left."),
            ("Approximately 12,750 children (10%) get help.", "Approximately 12,750 children, 10 per cent, get help."),
            ("Key words published (by July 2017)", "Key words published by July 2017"),
            ("The EHCP (Education, Health and Care Plan) is law.", "The EHCP is law."),
            ("However, the child(ren) may stay.", "The children may stay."),
            ("A five-year plan for twenty-one schools in 2023/24.", "A 5-year plan for 21 schools in 2023/24."),
            ("One of us can ring.", "One of us can ring."),
            ("our offer is open", "Our offer is open"),
        ] {
            assert_eq!(tidy(from), to);
        }
    }
}
