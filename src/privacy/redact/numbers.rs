//! Numbers: phones, NHS numbers, cards, bank details, and long numbers that must be somebody's.

use super::{
    Keep, Kind, Span, Token,
    patterns::{before, says},
    tokens::{Gap, Shape},
};

/// A run of digits without anything between.
#[derive(Debug, Clone)]
struct Group {
    start: usize,
    end: usize,
    digits: String,
    /// Stands directly behind a letter, or before one.
    in_word: bool,
    /// What stands between it and the one before is short and usual in a number.
    joins: bool,
    /// A plus sign stands before it.
    plus: bool,
    /// Where the number begins if it begins here: at the plus or the bracket.
    from: usize,
}

/// At most so many groups make one number: "0 7 7 0 0 9 0 0 1 2 3", and a country code.
const MOST_GROUPS: usize = 16;
/// Cards have up to 19 digits.
const MOST_DIGITS: usize = 19;

fn groups(text: &str) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut last = None;
    while let Some((start, c)) = chars.next() {
        if digit(c).is_none() {
            last = Some(c);
            continue;
        }
        let mut digits: String = digit(c).into_iter().collect();
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| digit(*c).is_some()) {
            digits.extend(digit(c));
            end = at + c.len_utf8();
        }
        let between = out.last().and_then(|g| text.get(g.end..start));
        let joins = between.is_some_and(|b| {
            let count = b.chars().take(6).count();
            (1..=5).contains(&count) && b.chars().all(|c| " .()-/\u{a0}\u{2010}\u{2011}\u{2013}\u{2014}\u{b7}+".contains(c))
        });
        let lead = text[..start].trim_end_matches([' ', '(', '+']);
        let signs = text.get(lead.len()..start).unwrap_or_default();
        let plus = signs.contains('+');
        let from = if let Some(at) = signs.find(['+', '(']) { lead.len() + at } else { start };
        let after = chars.peek().is_some_and(|(_, c)| c.is_alphabetic());
        out.push(Group { start, end, digits, in_word: last.is_some_and(char::is_alphabetic) || after, joins, plus, from });
        last = None;
        // What stood before counts only where it touches.
    }
    out
}

/// ASCII digits and those of full width and of Arabic and Indian keyboards.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{ff10}'..='\u{ff19}' => u32::from(c) - 0xff10,
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        '\u{966}'..='\u{96f}' => u32::from(c) - 0x966,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The numbers written in a text, each as it would be dialled; those of a sentence about contacts, so that they are kept.
pub(super) fn numbers_of(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for group in groups(text) {
        match out.last_mut().filter(|_| open && group.joins) {
            Some(number) => number.push_str(&group.digits),
            None => out.push(group.digits.clone()),
        }
        open = true;
    }
    out.retain(|n| n.len() >= 3);
    out
}

pub(super) fn find(keep: &Keep, text: &str, spans: &mut Vec<Span>) {
    let groups = groups(text);
    let mut first = 0;
    while let Some(group) = groups.get(first) {
        let mut taken = 1;
        // All lengths that may be one number, the longest first.
        let mut ends = vec![(first, group.digits.clone())];
        for (index, next) in groups.iter().enumerate().skip(first + 1).take(MOST_GROUPS - 1) {
            let Some((_, digits)) = ends.last() else { break };
            let grown = format!("{digits}{}", next.digits);
            if !next.joins || grown.len() > MOST_DIGITS {
                break;
            }
            ends.push((index, grown));
        }
        while let Some((last, digits)) = ends.pop() {
            let Some(parts) = groups.get(first..=last) else { break };
            let Some(end) = parts.last().map(|g| g.end) else { break };
            let number = Number { text, parts, digits: &digits };
            if number.is_public(keep) {
                taken = parts.len();
                break;
            }
            if let Some(kind) = number.kind() {
                let start = if kind == Kind::Phone { group.from } else { group.start };
                spans.push(Span { start, end, kind });
                taken = parts.len();
                break;
            }
        }
        first += taken;
    }
}

struct Number<'a> {
    text: &'a str,
    parts: &'a [Group],
    digits: &'a str,
}

impl Number<'_> {
    fn is_public(&self, keep: &Keep) -> bool {
        keep.has_number(self.digits) || self.national().is_some_and(|n| keep.has_number(&n))
    }

    /// Where a country code stands before it: the number as it is dialled at home.
    fn national(&self) -> Option<String> {
        let plus = self.parts.first().is_some_and(|g| g.plus);
        let rest = self.digits.strip_prefix("0044").or_else(|| self.digits.strip_prefix("44").filter(|r| plus || r.len() >= 10))?;
        Some(format!("0{}", rest.strip_prefix('0').unwrap_or(rest)))
    }

    fn before(&self, most: usize) -> String {
        self.parts.first().map(|g| before(self.text, g.from, most)).unwrap_or_default()
    }

    fn lengths(&self) -> Vec<usize> {
        self.parts.iter().map(|g| g.digits.len()).collect()
    }

    fn kind(&self) -> Option<Kind> {
        let (digits, lengths) = (self.digits, self.lengths());
        let whole = lengths.len() == 1;
        let in_word = self.parts.first().is_some_and(|g| g.in_word) || self.parts.last().is_some_and(|g| g.in_word);
        if self.is_date() {
            return None;
        }
        if in_word && !(digits.len() >= 10 && digits.starts_with('0')) && digits.len() < 9 {
            return None;
        }
        let near = if digits.len() >= 6 { self.before(48) } else { String::new() };
        if digits.len() == 10 && (says(&near, &["nhs"]) || (is_nhs(digits) && (whole || lengths == [3, 3, 4]))) {
            return Some(Kind::Nhs);
        }
        if (13..=19).contains(&digits.len()) {
            let told = says(&near, &["card", "visa", "debit", "credit", "mastercard"]);
            let grouped = whole || lengths.iter().all(|l| (3..=6).contains(l));
            if (is_card(digits) && grouped) || told {
                return Some(Kind::Card);
            }
        }
        if digits.len() == 6 && (lengths == [2, 2, 2] || whole) && says(&near, &["sort", "bank"]) {
            return Some(Kind::Bank);
        }
        if matches!(lengths.as_slice(), [2, 2, 2, 8] | [8, 2, 2, 2] | [6, 8]) {
            return Some(Kind::Bank);
        }
        if (7..=8).contains(&digits.len()) && whole && says(&near, &["account", "acc", "acct", "a/c", "bank", "sort"]) {
            return Some(Kind::Bank);
        }
        if digits.len() == 10 && says(&near, &["uln", "learner", "upn", "pupil"]) {
            return Some(Kind::Pupil);
        }
        if self.is_phone() {
            return Some(Kind::Phone);
        }
        let told =
            says(&near, &["ring", "call", "text", "tel", "phone", "fone", "mobile", "mob", "numba", "number is", "whatsapp", "landline"]);
        if (6..=12).contains(&digits.len()) && told && !lengths.contains(&1) && self.after_is_no_unit() {
            return Some(Kind::Phone);
        }
        (whole && digits.len() >= 9).then_some(Kind::Number)
    }

    fn after_is_no_unit(&self) -> bool {
        let end = self.parts.last().map_or(0, |g| g.end);
        !self.text.get(end..).unwrap_or_default().starts_with(['%', ','])
    }

    /// "12/03/2026", "2025 2026", "12.05.26".
    fn is_date(&self) -> bool {
        let value = |g: &Group| g.digits.parse::<u32>().unwrap_or(u32::MAX);
        let year = |g: &Group| g.digits.len() == 4 && (1900..=2100).contains(&value(g));
        match self.parts {
            [a, b] => year(a) && year(b),
            [a, b, c] => {
                let short = a.digits.len() <= 2 && b.digits.len() <= 2 && value(a) <= 31 && value(b) <= 31;
                let slashed = self.text.get(a.end..b.start).is_some_and(|s| s.contains(['/', '.', '-']));
                (short && year(c)) || (year(a) && b.digits.len() <= 2 && c.digits.len() <= 2 && slashed)
            }
            _ => false,
        }
    }

    fn is_phone(&self) -> bool {
        let first = self.parts.first();
        // A slash joins dates, and areas with long codes alone.
        let slashed = self.parts.windows(2).any(|w| match w {
            [a, b] => a.digits.len() < 4 && self.text.get(a.end..b.start).is_some_and(|s| s.contains('/')),
            _ => false,
        });
        if slashed {
            return false;
        }
        let national = self.national();
        let dialled = national.as_deref().unwrap_or(self.digits);
        let length = dialled.len();
        // One digit too few or too many is a slip, and still somebody's number.
        if dialled.starts_with("07") {
            return (10..=12).contains(&length) || (length == 9 && self.parts.len() <= 3);
        }
        if dialled.starts_with('0') && !dialled.starts_with("00") {
            return (10..=12).contains(&length) || (length == 9 && self.parts.len() <= 3);
        }
        let mobile = length == 10 && dialled.starts_with('7') && first.is_some_and(|g| g.digits.len() >= 3);
        let abroad = first.is_some_and(|g| g.plus) && (9..=15).contains(&self.digits.len());
        let abroad = abroad || (self.digits.starts_with("00") && (11..=17).contains(&self.digits.len()));
        mobile || abroad
    }
}

/// The check digit of an NHS number (modulus 11).
fn is_nhs(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = values.split_last().filter(|(_, rest)| rest.len() == 9) else { return false };
    let sum: u32 = rest.iter().zip((2..=10).rev()).map(|(d, weight)| d * weight).sum();
    let wanted = match 11 - sum % 11 {
        11 => 0,
        other => other,
    };
    wanted != 10 && wanted == *check && values.iter().any(|d| *d != values[0])
}

/// The check digit of a payment card (Luhn).
fn is_card(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, d)| if i % 2 == 0 { d } else { (2 * d) / 10 + (2 * d) % 10 })
        .sum();
    sum.is_multiple_of(10) && digits.contains(|c| c != '0')
}

/// Numbers in words: "oh seven seven double oh nine".
pub(super) fn find_spelt(keep: &Keep, tokens: &[Token], spans: &mut Vec<Span>) {
    let mut at = 0;
    while at < tokens.len() {
        let (mut digits, mut words, mut end, mut times) = (String::new(), 0, at, 1);
        let mut pending = false;
        for token in tokens.iter().skip(at) {
            if digits.len() > 24 {
                break;
            }
            let apart = !digits.is_empty() && token.gap == Gap::Line;
            let value = spelt(token).filter(|_| !apart);
            match (value, token.low.as_str()) {
                (Some(value), _) => {
                    words += usize::from(token.shape == Shape::Word);
                    digits.push_str(&value.repeat(times));
                    times = 1;
                    pending = false;
                }
                (None, "double") => (times, pending, words) = (2, true, words + 1),
                (None, "triple" | "treble") => (times, pending, words) = (3, true, words + 1),
                (None, "hundred") if !digits.is_empty() && !pending => digits.push_str("00"),
                (None, "-" | "," | ".") if !digits.is_empty() => {
                    end += 1;
                    continue;
                }
                _ => break,
            }
            end += 1;
        }
        let last = tokens
            .get(at..end)
            .and_then(|run| run.iter().rposition(|t| !t.is_sign("-,.") && !matches!(t.low.as_str(), "double" | "triple")));
        if words >= 3
            && digits.len() >= 9
            && (digits.starts_with('0') || digits.starts_with('7') || digits.starts_with("44"))
            && !keep.has_number(&digits)
            && let (Some(first), Some(last)) = (tokens.get(at), last.and_then(|l| tokens.get(at + l)))
        {
            spans.push(Span { start: first.start, end: last.end, kind: Kind::Phone });
        }
        at = end.max(at + 1);
    }
}

fn spelt(token: &Token) -> Option<&str> {
    if token.shape == Shape::Number {
        return (token.low.len() <= 12 && token.low.bytes().all(|b| b.is_ascii_digit())).then_some(token.low.as_str());
    }
    Some(match token.low.as_str() {
        "oh" | "o" | "zero" | "nought" | "naught" => "0",
        "one" | "won" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        _ => return None,
    })
}
