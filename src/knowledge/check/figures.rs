//! The numbers and months of a text, so that an easy read can be held against what it makes easy.

use std::collections::BTreeSet;

use crate::text;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The facts of a text that can be counted.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Numbers in digits, thousands commas dropped; numbers in words that count something.
    pub numbers: BTreeSet<String>,
    /// Every number in words besides.
    in_words: BTreeSet<String>,
    /// `k in n`, with `half` and `quarter`.
    shares: BTreeSet<(u32, u32)>,
    /// Numbers that are per cent.
    per_cent: BTreeSet<u32>,
    /// Months.
    pub months: BTreeSet<&'static str>,
}

impl Figures {
    pub fn of(text: &str) -> Self {
        let tokens = tokens(text);
        let mut out = Self::default();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Number(number) => {
                    let number = full_year(&tokens, at).unwrap_or_else(|| number.clone());
                    if is_per_cent(&tokens[at + 1..]) {
                        out.per_cent.extend(number.parse::<u32>());
                    }
                    out.numbers.insert(number);
                }
                Token::Word(word) => {
                    if let Some(month) = month(&tokens, at) {
                        out.months.insert(month);
                    }
                    let lower = word.to_lowercase();
                    out.shares.extend((lower == "half").then_some((1, 2)));
                    out.shares.extend((lower == "quarter").then_some((1, 4)));
                    if let Some(value) = text::number_of_word(&lower) {
                        let counts = counts(&tokens[at + 1..]);
                        let into = if counts { &mut out.numbers } else { &mut out.in_words };
                        into.insert(value.to_string());
                    } else if matches!(lower.as_str(), "one" | "a" | "an" | "every" | "each") && counts(&tokens[at + 1..]) {
                        // "A week" must not be asked for as 1, but says it; a "one-minute guide" is a name.
                        let counting = lower == "one" && !matches!(tokens.get(at + 1), Some(Token::Sign(_)));
                        let into = if counting { &mut out.numbers } else { &mut out.in_words };
                        into.insert("1".to_owned());
                    }
                }
                Token::Sign(_) => {}
            }
            out.shares.extend(share(&tokens[at..]));
        }
        out
    }

    /// The numbers of this text that another does not say.
    pub fn numbers_lost_in(&self, other: &Self) -> Vec<&str> {
        self.numbers.iter().map(String::as_str).filter(|n| !other.says(n, self)).collect()
    }

    /// The months of this text that another does not say.
    pub fn months_lost_in(&self, other: &Self) -> Vec<&'static str> {
        self.months.difference(&other.months).copied().collect()
    }

    /// Whether a number of `from` is said here, in whatever way.
    fn says(&self, number: &str, from: &Self) -> bool {
        if self.numbers.contains(number) || self.in_words.contains(number) {
            return true;
        }
        let Ok(number) = number.parse::<u32>() else { return false };
        let same = |k: u32, n: u32, percent: u32| u64::from(k) * 100 == u64::from(n) * u64::from(percent);
        // 80% is said by "8 in 10", and 8 and 10 are said by 80%.
        from.per_cent.contains(&number) && self.shares.iter().any(|(k, n)| same(*k, *n, number))
            || from.shares.iter().any(|(k, n)| (*k == number || *n == number) && self.per_cent.iter().any(|p| same(*k, *n, *p)))
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    Number(String),
    Sign(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    while let Some(c) = chars.get(at).copied() {
        let from = at;
        if c.is_ascii_digit() {
            while digit(at) || (matches!(chars.get(at), Some(',' | '.')) && digit(at + 1)) {
                at += 1;
            }
            out.push(Token::Number(chars[from..at].iter().filter(|c| **c != ',').collect()));
        } else if c.is_alphabetic() {
            while chars.get(at).is_some_and(|c| c.is_alphabetic()) {
                at += 1;
            }
            out.push(Token::Word(chars[from..at].iter().collect()));
        } else {
            if !c.is_whitespace() {
                out.push(Token::Sign(c));
            }
            at += 1;
        }
    }
    out
}

/// `2023-24` and `2023/4` end in the year 2024.
fn full_year(tokens: &[Token], at: usize) -> Option<String> {
    let Some([Token::Number(first), Token::Sign('-' | '–' | '/'), Token::Number(second)]) = tokens.get(at.checked_sub(2)?..=at) else {
        return None;
    };
    let is_year = first.len() == 4 && (first.starts_with("19") || first.starts_with("20"));
    let ends = !matches!(tokens.get(at + 1), Some(Token::Sign('-' | '–' | '/')));
    (is_year && second.len() <= 2 && ends).then(|| format!("{}{second}", &first[..4 - second.len()]))
}

fn is_per_cent(after: &[Token]) -> bool {
    match after {
        [Token::Sign('%'), ..] => true,
        [Token::Word(word), ..] if word == "percent" => true,
        [Token::Word(per), Token::Word(cent), ..] => per == "per" && cent == "cent",
        _ => false,
    }
}

/// `8 in 10`, `3 out of 4`, `20 of every 100`.
fn share(tokens: &[Token]) -> Option<(u32, u32)> {
    let Some(Token::Number(k)) = tokens.first() else { return None };
    let between = tokens[1..]
        .iter()
        .take_while(|t| matches!(t, Token::Word(w) if ["in", "out", "of", "every", "each"].contains(&w.as_str())))
        .count();
    let Some(Token::Number(n)) = tokens.get(1 + between).filter(|_| between > 0) else { return None };
    Some((k.parse().ok()?, n.parse().ok()?))
}

fn counts(after: &[Token]) -> bool {
    let next = after.iter().filter(|t| !matches!(t, Token::Sign('-'))).take(2);
    let words: Vec<&str> = next.map_while(|t| if let Token::Word(w) = t { Some(w.as_str()) } else { None }).collect();
    text::counts(&words)
}

/// The month that the word names. May and March are words as well: those count beside a number or after a word such as "in".
fn month(tokens: &[Token], at: usize) -> Option<&'static str> {
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    let short = |m: &str| word.len() >= 3 && word.len() <= 4 && m.starts_with(word.as_str()) && !["Mar", "May"].contains(&word.as_str());
    let found = MONTHS.into_iter().find(|m| m == word || short(m))?;
    if !["March", "May"].contains(&found) {
        return Some(found);
    }
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    let prepositions =
        ["in", "by", "of", "from", "since", "until", "till", "to", "before", "after", "and", "early", "late", "every", "each", "between"];
    let beside = matches!(before, Some(Token::Number(_))) || matches!(tokens.get(at + 1), Some(Token::Number(_)));
    let after_word = matches!(before, Some(Token::Word(w)) if prepositions.contains(&w.to_lowercase().as_str()) || ["st", "nd", "rd", "th"].contains(&w.as_str()) || MONTHS.contains(&w.as_str()));
    (beside || after_word).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(opening: &str, easy: &str) -> String {
        let (opening, easy) = (Figures::of(opening), Figures::of(easy));
        let months = opening.months_lost_in(&easy);
        opening.numbers_lost_in(&easy).into_iter().chain(months).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_said_in_another_form_is_kept() {
        for (opening, easy) in [
            ("within six weeks", "You wait 6 weeks."),
            ("within 6 school weeks", "You wait six weeks."),
            ("£1,234.50 a year", "You get £1234.50."),
            ("80% of families", "8 in 10 families said so."),
            ("half the families, 50 per cent", "Half of families said so."),
            ("in 2023-24", "From 2023 to 2024."),
            ("in 2023-4", "In 2024. It began in 2023."),
            ("by 31 May 2026", "By 31 May 2026."),
            ("You may ask. The two of you may march.", "Ask."),
            ("one month", "You have a month."),
            ("on 3 Sept 2024", "On 3 September 2024."),
        ] {
            assert_eq!(lost(opening, easy), "", "{opening}");
        }
    }

    #[test]
    fn what_is_not_said_is_named() {
        assert_eq!(lost("within 6 weeks of 15 February", "Soon."), "15, 6, February");
        assert_eq!(lost("before 31 March, in May", "On 31."), "March, May");
        assert_eq!(lost("twelve weeks, and two working days", "Weeks and days."), "12, 2");
        assert_eq!(lost("80% said so", "9 in 10 said so."), "80");
        assert_eq!(lost("in 2023-24", "In 2023."), "2024");
    }

    proptest::proptest! {
        #[test]
        fn any_text_keeps_its_own_figures(s in "\\PC{0,120}") {
            let figures = Figures::of(&s);
            proptest::prop_assert!(figures.numbers_lost_in(&figures).is_empty() && figures.months_lost_in(&figures).is_empty());
        }
    }
}
