//! By when: dates and spans of time in a letter, and the day they mean where the letter makes that certain.

use std::sync::LazyLock;

use jiff::{Span, ToSpan, civil::Date};
use regex::Regex;

use super::pattern;
use crate::text::number_of_word;

/// A time that a letter names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The words that name it, as they stand: "within 2 months of the date of this letter".
    pub words: String,
    /// The day it means; none where the letter does not make it certain.
    pub due: Option<Date>,
    /// The day was counted from the date on the letter.
    pub counted: bool,
    /// What happens then.
    pub kind: WhenKind,
    /// The sentence it stands in.
    pub sentence: String,
}

/// What a time is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenKind {
    /// The last day for the reader to do something.
    Yours,
    /// Something takes place: a meeting, a hearing.
    Event,
    /// The other side says it will do something by then.
    Theirs,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const DAY: &str = r"(?:(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?:the\s+)?)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?(?:,?\s+(?P<year>20\d{2}))?";
const DAY_IN_FIGURES: &str = r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d{2})";
const CLOCK: &str = r"(?:\d{1,2}(?:[.:]\d{2})?\s*(?:am|pm|noon|midnight|a\.m\.|p\.m\.)|noon|midnight|midday)";

static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?:by|before|no later than|not later than|on or before|until|at the latest by|at the latest on|closing date is|deadline is|due on|due by)\s+(?:{CLOCK}\s+on\s+)?(?:the\s+)?(?:{DAY}|{DAY_IN_FIGURES})"
    ))
});
static ON: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b(?:on|for|at {CLOCK} on)?\s*(?:{DAY}|{DAY_IN_FIGURES})(?:,?\s+(?:at|from)\s+{CLOCK})?")));
static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:within|in the next|you have|you will have|have)\s+(?:the next\s+)?(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty)\s+(?P<kind>calendar\s+|working\s+|school\s+)?(?P<unit>day|week|month|year)s?(?:\s+(?:of|from|after|starting from|beginning with|starting on)\s+(?P<anchor>(?:the\s+)?date\s+(?:of|on|at the top of|shown on)\s+(?:this|the)\s+(?:letter|notice|e-?mail|decision letter)|[^.,;]{0,70}?))?(?:[.,;)]|$|\s+(?:to|or|and|if|on|in|by|with|for|unless|at|about)\b)",
    )
});
static HAPPENS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(meeting|meet|hearing|appointment|visit|review|interview|enrolment|take place|takes place|held|session|open day|induction|assessment)\b",
    )
});
static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:the\s+)?(?:date\s+(?:of|on|at the top of|shown on)\s+)?(?:this|the)\s+(?:letter|notice|email|e-mail|decision letter)$|^(?:the\s+)?date\s+(?:above|at the top)(?:\s+of this letter)?$",
    )
});
static ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)^(?:date(?:d)?\s*(?:of letter)?\s*:?\s*)?(?:{DAY}|{DAY_IN_FIGURES})\.?$")));
static READER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bplease\b|\byou\s+(?:also\s+|then\s+|still\s+)?(?:must|should|can|may|need|have|are|will|could|might|want|wish|would)\b")
});
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:we|I|they|it)(?:'ll|’ll)?\s+(?:will|must|aim|hope|have to|has to|should|shall|expect)\b|\b(?:the|a|an|our|your|its)\s+(?:[\w-]+\s+){1,3}(?:will|has to|must|aims? to|should|have to)\b|\b(?:we|I)(?:'ll|’ll)\b",
    )
});

/// The date on the letter: the first line that holds a whole date and nothing else.
pub(super) fn date_of(text: &str) -> Option<Date> {
    text.lines().take(40).find_map(|line| {
        let found = ALONE.captures(line.trim())?;
        day(&found, None)
    })
}

/// The day of a match; a day without a year is the next one after the letter's date.
fn day(found: &regex::Captures<'_>, letter: Option<Date>) -> Option<Date> {
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    if let (Some(day), Some(month), Some(year)) = (number("d"), number("m"), number("y")) {
        return Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    }
    let name = found.name("month")?.as_str().to_lowercase();
    let month = MONTHS.iter().position(|m| m.starts_with(name.get(..3).unwrap_or("?")))?;
    let (month, day) = (i8::try_from(month + 1).ok()?, i8::try_from(number("day")?).ok()?);
    let date = match number("year") {
        Some(year) => Date::new(year, month, day).ok()?,
        None => {
            let letter = letter?;
            let this = Date::new(letter.year(), month, day).ok()?;
            if this >= letter { this } else { Date::new(letter.year() + 1, month, day).ok()? }
        }
    };
    // A weekday that does not fit tells that something is wrong: then no day is certain.
    match found.name("weekday") {
        Some(said) => {
            let real = format!("{:?}", date.weekday()).to_lowercase();
            real.starts_with(&said.as_str().to_lowercase()).then_some(date)
        }
        None => Some(date),
    }
}

/// Every time that a sentence names, for whom it is, and the day it means.
pub(super) fn times(sentence: &str, letter: Option<Date>) -> Vec<When> {
    let mut out: Vec<When> = Vec::new();
    let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
    let mut put = |range: std::ops::Range<usize>, due: Option<Date>, counted: bool, kind: WhenKind| {
        if taken.iter().any(|t| t.start < range.end && range.start < t.end) {
            return;
        }
        let words = sentence[range.clone()].trim().trim_end_matches([',', ';', '.', ')']).trim().to_owned();
        taken.push(range);
        out.push(When { words, due, counted, kind, sentence: sentence.to_owned() });
    };
    for found in BY.captures_iter(sentence) {
        let Some(all) = found.get(0) else { continue };
        put(all.range(), day(&found, letter), false, whose(&sentence[..all.start()]));
    }
    for found in WITHIN.captures_iter(sentence) {
        let (Some(all), Some(n), Some(unit)) = (found.get(0), found.name("n"), found.name("unit")) else { continue };
        let opening = all.as_str().to_lowercase();
        // "Have 5 days" is a deadline only where it is said to the reader.
        if opening.starts_with("have") || !opening.starts_with("within") && !opening.starts_with("in the") && !opening.starts_with("you") {
            continue;
        }
        let end = found.name("anchor").map_or_else(|| unit.end(), |a| a.end());
        let end = if sentence[end..].starts_with('s') && found.name("anchor").is_none() { end + 1 } else { end };
        let anchor = found.name("anchor").map(|a| a.as_str().trim().to_owned()).unwrap_or_default();
        let from = letter
            .filter(|_| LETTER.is_match(&anchor) && found.name("kind").is_none_or(|k| k.as_str().trim().eq_ignore_ascii_case("calendar")));
        let due = from.and_then(|f| span(n.as_str(), unit.as_str()).and_then(|s| f.checked_add(s).ok()));
        let kind = if opening.starts_with("you") { WhenKind::Yours } else { whose(&sentence[..all.start()]) };
        put(all.start()..end, due, due.is_some(), kind);
    }
    if HAPPENS.is_match(sentence) || OTHERS.is_match(sentence) {
        for found in ON.captures_iter(sentence) {
            let Some(all) = found.get(0) else { continue };
            let Some(date) = day(&found, letter) else { continue };
            // What lies before the letter has happened.
            if letter.is_some_and(|l| date < l) {
                continue;
            }
            let before = &sentence[..all.start()];
            let verb = OTHERS.is_match(before) && !HAPPENS.is_match(sentence);
            put(all.range(), Some(date), false, if verb { WhenKind::Theirs } else { WhenKind::Event });
        }
    }
    out
}

/// Who has to act: whoever was named last before the time.
fn whose(before: &str) -> WhenKind {
    let last = |pattern: &Regex| pattern.find_iter(before).last().map(|m| m.start());
    match (last(&READER), last(&OTHERS)) {
        (Some(reader), Some(others)) if others > reader => WhenKind::Theirs,
        (None, Some(_)) => WhenKind::Theirs,
        _ => WhenKind::Yours,
    }
}

fn span(n: &str, unit: &str) -> Option<Span> {
    let lower = n.to_lowercase();
    let in_words = || if lower == "one" { Some(1) } else { number_of_word(&lower) };
    let n = lower.parse::<i64>().ok().or_else(|| in_words().map(i64::from))?;
    Some(match unit.to_lowercase().as_str() {
        "day" => n.days(),
        "week" => n.weeks(),
        "month" => n.months(),
        _ => n.years(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn one(sentence: &str) -> (String, Option<Date>, WhenKind) {
        let found = times(sentence, Some(date(2025, 3, 3)));
        assert_eq!(found.len(), 1, "{sentence}: {found:?}");
        (found[0].words.clone(), found[0].due, found[0].kind)
    }

    #[test]
    fn a_day_is_told_only_where_the_letter_makes_it_certain() {
        for (sentence, words, due) in [
            ("You must reply within 15 days of this letter.", "within 15 days of this letter", Some(date(2025, 3, 18))),
            (
                "You can appeal within two months of the date of this letter.",
                "within two months of the date of this letter",
                Some(date(2025, 5, 3)),
            ),
            // "Thirty" was read as a time and then not counted.
            ("You must reply within thirty days of this letter.", "within thirty days of this letter", Some(date(2025, 4, 2))),
            ("Please reply within 15 working days of this letter.", "within 15 working days of this letter", None),
            ("You must reply within 15 days of receiving this letter.", "within 15 days of receiving this letter", None),
            ("You have the right to appeal within 2 months.", "within 2 months", None),
            ("Please return it by 3 July 2025.", "by 3 July 2025", Some(date(2025, 7, 3))),
            ("Please return it by Thursday 3rd July.", "by Thursday 3rd July", Some(date(2025, 7, 3))),
            ("Please return it by Friday 3 July 2025.", "by Friday 3 July 2025", None),
            ("Please return it no later than 03/07/2025.", "no later than 03/07/2025", Some(date(2025, 7, 3))),
            ("Please return it by 31 June 2025.", "by 31 June 2025", None),
        ] {
            assert_eq!(one(sentence), (words.to_owned(), due, WhenKind::Yours), "{sentence}");
        }
    }

    #[test]
    fn whose_time_it_is() {
        assert_eq!(one("We will send you the plan within 20 weeks of your request.").2, WhenKind::Theirs);
        assert_eq!(one("The meeting is on Tuesday 1 April 2025 at 2pm.").2, WhenKind::Event);
        assert!(times("We met on 3 February 2025 for a review.", Some(date(2025, 3, 3))).is_empty(), "it has happened");
        assert!(times("He is 15 years old.", None).is_empty());
    }
}
