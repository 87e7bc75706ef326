use std::sync::LazyLock;

use regex::Regex;

/// Numbers that belong to everybody and stay readable (standards.md §5.1).
const PUBLIC_NUMBERS: [&str; 12] =
    ["999", "111", "101", "112", "18000", "08001111", "116123", "08088005000", "03448008020", "03448008021", "08088004005", "03456061499"];

static EMAIL: LazyLock<Regex> = LazyLock::new(|| compile(r"(?i)[a-z0-9][a-z0-9._%+'-]*\s?@\s?[a-z0-9-]+(?:\.[a-z0-9-]+)+"));

/// Runs of digits as people write phone numbers: +44, 0044 or 0 first, with spaces, dots, hyphens or brackets between.
static PHONE: LazyLock<Regex> = LazyLock::new(|| compile(r"(?:\+\s?44|\b0044|\(\+?44\)|\(?\b0)[\s.()/-]*(?:\d[\s.()/-]*){8,10}\b"));

#[expect(clippy::expect_used, reason = "the patterns are constants of this file, and the tests compile them")]
fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// The text with e-mail addresses and phone numbers masked; helplines stay, and what is masked once stays as it is.
pub fn redact(text: &str) -> String {
    let masked = EMAIL.replace_all(text, "[e-mail]");
    PHONE
        .replace_all(&masked, |found: &regex::Captures<'_>| {
            let written = &found[0];
            let digits: String = written.chars().filter(char::is_ascii_digit).collect();
            let public = PUBLIC_NUMBERS.contains(&digits.as_str());
            // The space or bracket behind a number belongs to the sentence.
            let rest = &written[written.trim_end_matches(|c: char| !c.is_ascii_digit()).len()..];
            if public { written.to_owned() } else { format!("[phone number]{rest}") }
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_and_numbers_are_masked_and_helplines_stay() {
        let cases = [
            ("write to jo.b@example.co.uk please", "write to [e-mail] please"),
            ("ring 07700 900123 or (01603) 555 010.", "ring [phone number] or [phone number]."),
            ("+44 7700 900 123", "[phone number]"),
            ("07700900123 i need help", "[phone number] i need help"),
            ("is childline 0800 1111 open", "is childline 0800 1111 open"),
            ("ring 0344 800 8020 or 999", "ring 0344 800 8020 or 999"),
            ("20 weeks, 15 February 2026, year 2025 2026", "20 weeks, 15 February 2026, year 2025 2026"),
            ("it costs £6,000", "it costs £6,000"),
        ];
        for (given, wanted) in cases {
            assert_eq!(redact(given), wanted);
        }
    }

    proptest! {
        #[test]
        fn masking_twice_is_masking_once(s in "[a-z0-9@. +()-]{0,60}") {
            let once = redact(&s);
            prop_assert_eq!(redact(&once), once);
        }
    }
}
