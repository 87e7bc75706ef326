//! Dates of birth: a whole date near a word of birth, or directly behind a name. Other dates stay.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Kind, Span, Token,
    patterns::{after, before, says},
    tokens::Shape,
};

#[expect(clippy::expect_used, reason = "a constant pattern compiles; the tests run it")]
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    const MONTH: &str = r"(?:jan(?:uary|aury)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il|ill)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    let day = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?";
    Regex::new(&format!(
        r"(?i)\b(?:\d{{1,2}}\s?[/.\-\\]\s?\d{{1,2}}\s?[/.\-\\]\s?(?:\d{{4}}|\d{{2}})|\d{{1,2}} \d{{1,2}} (?:\d{{4}}|\d{{2}})|\d{{4}}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}|{day}(?:\s+of)?[\s\-/.]*{MONTH}[\s,\-/.']*(?:\d{{4}}|\d{{2}})?|{MONTH}[\s\-/.]+{day}(?:[\s,\-/.']+(?:\d{{4}}|\d{{2}}))?|\d{{8}}|\d{{6}}|\d{{1,2}}[/.\-]\d{{1,2}})\b"
    ))
    .expect("a constant pattern compiles")
});

const BIRTH: [&str; 21] = [
    "turned",
    "turns",
    "born",
    "bron",
    "dob",
    "d.o.b",
    "d.o.b.",
    "d o b",
    "d/o/b",
    "date of birth",
    "date ov birth",
    "birth date",
    "birthdate",
    "birthday",
    "birfday",
    "brithday",
    "bday",
    "b-day",
    "birth",
    "d-o-b",
    "dateofbirth",
];

/// A date so far behind the word still belongs to it.
const NEAR: usize = 26;

pub(super) fn find(tokens: &[Token], text: &str, spans: &mut Vec<Span>) {
    let mut named = tokens.iter().filter(|t| t.shape == Shape::Mask).peekable();
    for found in DATE.find_iter(text) {
        while named.peek().is_some_and(|m| m.end + 4 < found.start()) {
            named.next();
        }
        let near = before(text, found.start(), NEAR);
        // "born in Norwich, review on 3/4/2026": another sentence, or a word that says what the date is, comes between.
        let birth =
            says(&near, &BIRTH) && !says(&near, &["review", "meeting", "deadline", "letter", "appointment", "weeks", "since", "hearing"]);
        let birth = birth || says(&after(text, found.end(), 20), &["born", "dob", "birthday"]);
        let behind = named.peek().is_some_and(|m| {
            m.end <= found.start()
                && text.get(m.start..m.end) == Some(Kind::Name.mask())
                && text.get(m.end..found.start()).is_some_and(|b| b.chars().all(|c| " ,(-".contains(c)))
        });
        let digits = found.as_str().chars().filter(char::is_ascii_digit).count();
        let whole = found.as_str().contains(['/', '.', '-']) || found.as_str().contains(char::is_alphabetic);
        if birth || (behind && whole && digits >= 4) {
            spans.push(Span { start: found.start(), end: found.end(), kind: Kind::Born });
        }
    }
}
