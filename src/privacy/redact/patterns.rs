//! What has a form of its own: e-mail addresses, postcodes, National Insurance numbers, plates, licences, profiles.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Keep, Kind, Span, lexicon};

#[expect(clippy::expect_used, reason = "the patterns are constants of this file, and the tests compile them")]
fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern compiles")
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| compile($pattern));
    };
}

pattern!(EMAIL, r"(?i)[\p{L}\p{N}][\p{L}\p{N}._%+'-]*\s?@\s?[\p{L}\p{N}-]+(?:\s?\.\s?[\p{L}\p{N}-]*\p{L}[\p{L}\p{N}-]*)+");
// "jo at gmail dot com": the sign or the dot is spelt, and the end is one that addresses have.
pattern!(
    SPELT_EMAIL,
    r"(?i)\b([\w+-]+(?:(?:\.|\s+(?:dot|underscore|dash)\s+)[\w+-]+)*)(?:\s+|\s?[(\[{]\s?)(?:at|@)(?:\s+|\s?[)\]}]\s?)([\w-]+)(?:(?:\s?\.\s?|\s+dot\s+|\s?[(\[{]\s?(?:dot|\.)\s?[)\]}]\s?)(?:com|co|uk|org|net|me|gov|sch|ac|nhs))+\b"
);
pattern!(
    PROFILE,
    r"(?i)(?:https?://)?(?:(?:www|m|en-gb)\.)?(?:facebook\.com|fb\.com|instagram\.com|tiktok\.com|twitter\.com|x\.com|linkedin\.com|snapchat\.com|youtube\.com|t\.me|threads\.net|discord\.gg|linktr\.ee)/[^\s\[\]<>]*[^\s\[\]<>.,;:!?)'\x22]"
);
pattern!(HANDLE, r"(?i)(^|[^\p{L}\p{N}@._%+-])(@[\p{L}_][\w.-]{1,38}\w)");
pattern!(
    NAMED_HANDLE,
    r"(?i)\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|twitter|xbox|psn|roblox|gamertag|username|user name|handle)(?:\s+(?:name|account|handle|id|user))?(?:\s*(?:is|:|=|-)\s*|\s+)([a-z][a-z]*[\d_.][\w.]*\w)"
);
pattern!(IPV4, r"\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b");
pattern!(IPV6, r"(?i)\b(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})\b");
pattern!(INSURANCE, r"(?i)\b(?:[a-ceghj-prstw-z][a-ceghj-nprstw-z]|qq)[ .-]{0,2}\d{2}[ .-]{0,2}\d{2}[ .-]{0,2}\d{2}[ .-]{0,2}[a-d]\b");
pattern!(UPN, r"(?i)\b[a-hj-np-rt-z]\s?\d{3}\s?\d{4}\s?\d{4}\s?[a-hj-np-rt-z\d]\b");
pattern!(LICENCE, r"(?i)\b[a-z]{1,5}9{0,4}[ ]?\d{6}[ ]?[a-z9]{2}[ ]?[a-z\d][ ]?[a-z]{2}\b");
pattern!(POSTCODE, r"(?i)\b([a-z]{1,2})(\d[a-z\d]?)([ \t.-]{0,2})(\d[abd-hjlnp-uw-z]{2})\b");
pattern!(PLATE, r"(?i)\b([a-z]{2}\d{2})([ -]?)([a-z]{3})\b");
pattern!(OLD_PLATE, r"(?i)\b(?:[a-z]\d{1,3}[ -]?[a-z]{3}|[a-z]{3}[ -]?\d{1,3}[a-z]|[a-z]{1,3} ?\d{1,4}|\d{1,4} ?[a-z]{1,3})\b");
pattern!(PASSPORT, r"(?i)\b(?:\d{9}|[a-z]{1,2}\d{6,8})\b");

/// Where private people have their mail.
const PROVIDERS: [&str; 16] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "yahoo",
    "icloud",
    "live",
    "msn",
    "aol",
    "btinternet",
    "sky",
    "virginmedia",
    "talktalk",
    "protonmail",
    "proton",
    "me",
];

/// The text before `at`, as far as it may say what a number is; a mask ends it.
pub(super) fn before(text: &str, at: usize, most: usize) -> String {
    let mut from = at.saturating_sub(most);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let near = text.get(from..at).unwrap_or_default();
    near.rsplit(['[', ']', '\n']).next().unwrap_or_default().to_lowercase()
}

/// The text behind `at`, as far as it may say what a number is; a mask or a sentence's end ends it.
pub(super) fn after(text: &str, at: usize, most: usize) -> String {
    let mut to = text.len().min(at.saturating_add(most));
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let near = text.get(at..to).unwrap_or_default();
    near.split(['[', ']', '\n', '.', '?', '!']).next().unwrap_or_default().to_lowercase()
}

/// Whether one of the words stands in the text, whole.
pub(super) fn says(text: &str, words: &[&str]) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next()))
    })
}

pub(super) fn find(keep: &Keep, text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut add = |range: std::ops::Range<usize>, kind| spans.push(Span { start: range.start, end: range.end, kind });
    for found in PROFILE.find_iter(text) {
        add(found.range(), Kind::Profile);
    }
    for found in EMAIL.find_iter(text) {
        if !keep.has_email(found.as_str()) {
            add(found.range(), Kind::Email);
        }
    }
    for found in SPELT_EMAIL.captures_iter(text) {
        let group = |i| found.get(i).map_or("", |g: regex::Match<'_>| g.as_str()).to_lowercase();
        // "look at ipsea dot org dot uk" is advice, "jo at gmail dot com" an address.
        let private = PROVIDERS.contains(&group(2).as_str()) || (group(0).contains("dot") && !lexicon::is_word(&group(1)));
        if private && let Some(all) = found.get(0) {
            add(all.range(), Kind::Email);
        }
    }
    for found in HANDLE.captures_iter(text) {
        if let Some(handle) = found.get(2) {
            // A public address holds an @, too; its own pattern has decided about it.
            let rest = text.get(handle.end()..).unwrap_or_default();
            if !(rest.starts_with('@')) {
                add(handle.range(), Kind::Profile);
            }
        }
    }
    for found in NAMED_HANDLE.captures_iter(text) {
        if let Some(handle) = found.get(1) {
            add(handle.range(), Kind::Profile);
        }
    }
    for found in IPV4.captures_iter(text) {
        let small = (1..=4).all(|i| found.get(i).is_some_and(|g| g.as_str().parse::<u16>().is_ok_and(|n| n < 256)));
        if small && let Some(all) = found.get(0) {
            add(all.range(), Kind::Network);
        }
    }
    for found in IPV6.find_iter(text) {
        // Times of day ("9:30:00:00") are not.
        if found.as_str().contains(|c: char| c.is_ascii_alphabetic()) || found.as_str().matches(':').count() >= 6 {
            add(found.range(), Kind::Network);
        }
    }
    for (pattern, kind) in [(&INSURANCE, Kind::Insurance), (&UPN, Kind::Pupil), (&LICENCE, Kind::Licence)] {
        for found in pattern.find_iter(text) {
            let licence = kind == Kind::Licence;
            let length = found.as_str().chars().filter(|c| !c.is_whitespace()).count();
            if !licence || length == 16 {
                add(found.range(), kind);
            }
        }
    }
    for found in POSTCODE.captures_iter(text) {
        if let Some(all) = found.get(0).filter(|_| is_postcode(&found)) {
            add(all.range(), Kind::Postcode);
        }
    }
    plates(text, &mut spans);
    for found in PASSPORT.find_iter(text) {
        if says(&before(text, found.start(), 40), &["passport", "passports"]) {
            spans.push(Span { start: found.start(), end: found.end(), kind: Kind::Passport });
        }
    }
    spans
}

fn is_postcode(found: &Captures<'_>) -> bool {
    let group = |i| found.get(i).map_or("", |g| g.as_str());
    // "KS2 3rd", "NR1 2nd": an ordinal is no second half.
    let ordinal = !group(3).is_empty() && ["1st", "2nd", "3rd"].contains(&group(4));
    let ordinal = ordinal || (!group(3).is_empty() && group(4).ends_with("th"));
    !ordinal && lexicon::is_postcode_area(&group(1).to_ascii_uppercase())
}

fn plates(text: &str, spans: &mut Vec<Span>) {
    const VEHICLES: [&str; 14] = [
        "reg",
        "registration",
        "plate",
        "plates",
        "car",
        "taxi",
        "cab",
        "van",
        "minibus",
        "vehicle",
        "bus",
        "blue badge",
        "number plate",
        "driver",
    ];
    for found in PLATE.captures_iter(text) {
        let group = |i| found.get(i).map_or("", |g| g.as_str());
        let Some(all) = found.get(0) else { continue };
        let capitals = !all.as_str().contains(|c: char| c.is_ascii_lowercase());
        let word = lexicon::is_word(&group(3).to_lowercase()) || lexicon::is_given(&group(3).to_lowercase());
        let near = says(&before(text, all.start(), 40), &VEHICLES);
        if (group(2).is_empty() || (capitals && !word)) || (near && !word) {
            spans.push(Span { start: all.start(), end: all.end(), kind: Kind::Plate });
        }
    }
    for found in OLD_PLATE.find_iter(text) {
        let letters: String = found.as_str().chars().filter(char::is_ascii_alphabetic).collect();
        let (low, digits) = (letters.to_lowercase(), found.as_str().len() - letters.len());
        let near = before(text, found.start(), 24);
        let told = says(&near, &["reg", "registration", "plate", "number plate"]);
        if told && letters.len() >= 2 && digits >= 1 && letters.len() + digits >= 5 && !lexicon::is_word(&low) {
            spans.push(Span { start: found.start(), end: found.end(), kind: Kind::Plate });
        }
    }
}
