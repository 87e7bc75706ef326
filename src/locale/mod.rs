//! Every word the program itself says, from `locales/<lang>/*.ftl` (Fluent), and how a language says its plurals and dates.
//!
//! Knowledge is written in articles; this room is for the words around them: labels, questions, notices. A missing message falls back
//! to British English and is told once in the log; tests compare the keys used in code and pages with those in the files, and each
//! language with English. What officers read (`console*.ftl`) stays in English: [`ENGLISH_ONLY`].

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, static_loader};
use jiff::civil::Date;

static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "en-GB",
        // Where the line runs from right to left, a name or an address in it keeps its own direction by the marks around it.
        customise: |bundle| bundle.set_use_isolating(bundle.locales.iter().any(|l| l.language.as_str() == "ur")),
    };
}

/// The catalogue's files that are not translated, by the beginning of their names: officers work in English.
pub const ENGLISH_ONLY: [&str; 1] = ["console"];

/// The messages that were missing and have been told of.
static MISSING: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The longest text that is handed to Fluent as a number: nothing we count is longer, and a phone number is no count.
const MOST_DIGITS: usize = 6;

/// A language that the program can speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale(LanguageIdentifier);

impl Default for Locale {
    fn default() -> Self {
        Self(BRITISH_ENGLISH)
    }
}

const BRITISH_ENGLISH: LanguageIdentifier = unic_langid_en_gb();

const fn unic_langid_en_gb() -> LanguageIdentifier {
    fluent_templates::langid!("en-GB")
}

impl Locale {
    /// The shipped locale that a person, browser or Telegram asks for: one tag, or a list with weights as `Accept-Language` has it
    /// (`de, pl;q=0.8, en;q=0.5`); British English when none is near.
    pub fn negotiate(wanted: &str) -> Self {
        Self::wanted(wanted).unwrap_or_default()
    }

    /// The same, none where nothing that we speak is asked for.
    pub fn wanted(wanted: &str) -> Option<Self> {
        let mut tags: Vec<(f32, &str)> = wanted.split(',').filter_map(weighted).collect();
        // Stable, so that of equals the first is wanted more.
        tags.sort_by(|a, b| b.0.total_cmp(&a.0));
        tags.into_iter().find_map(|(_, tag)| {
            let tag: LanguageIdentifier = tag.parse().ok()?;
            let same = |l: &&LanguageIdentifier| l.language == tag.language;
            CATALOGUE.locales().find(|l| **l == tag).or_else(|| CATALOGUE.locales().find(same)).map(|l| Self(l.clone()))
        })
    }

    /// The shipped locale of just that tag, such as `pl` or `en-GB`.
    pub fn tagged(tag: &str) -> Option<Self> {
        let tag: LanguageIdentifier = tag.parse().ok()?;
        CATALOGUE.locales().find(|l| **l == tag).map(|l| Self(l.clone()))
    }

    /// Every locale that ships, English first, then in the order of tags.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = CATALOGUE.locales().map(|l| Self(l.clone())).collect();
        all.sort_by_key(|l| (*l != Self::default(), l.tag()));
        all
    }

    /// The language tag for `lang` attributes and rows.
    pub fn tag(&self) -> String {
        self.0.to_string()
    }

    /// The language's name for itself.
    pub fn own_name(&self) -> String {
        self.say("language-own-name")
    }

    /// `ltr` or `rtl`, for `dir` attributes.
    pub fn dir(&self) -> &'static str {
        if self.say("language-direction") == "rtl" { "rtl" } else { "ltr" }
    }

    /// The attributes `lang` and `dir` of a part that stands in this language within another; nothing within its own.
    pub fn within(&self, around: &Self) -> String {
        if self == around { String::new() } else { format!(" lang=\"{}\" dir=\"{}\"", self.tag(), self.dir()) }
    }

    /// The message of that key.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The message of that key with its arguments filled in. A count comes as its digits and is handed on as a number, so that each
    /// language chooses its own plural.
    pub fn say_with(&self, key: &str, args: &[(&'static str, &str)]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, text)| (Cow::Borrowed(*name), value(text))).collect();
        if let Ok(message) = CATALOGUE.lookup_single_language(&self.0, key, Some(&args)) {
            return message;
        }
        let note = format!("{self:?} {key}");
        if self.0 != BRITISH_ENGLISH && MISSING.lock().unwrap_or_else(PoisonError::into_inner).insert(note) {
            tracing::warn!(language = %self.0, key, "a message is not translated; English stands in for it");
        }
        CATALOGUE.lookup_with_args(&BRITISH_ENGLISH, key, &args)
    }

    /// Whether that key has a message at all, here or in English.
    pub fn knows(&self, key: &str) -> bool {
        CATALOGUE.try_lookup(&self.0, key).is_some()
    }

    /// A date as readers of this language write it: `3 July 2025`, `3 lipca 2025`, `2025 m. liepos 3 d.`.
    pub fn say_date(&self, date: Date) -> String {
        self.dated("date-day", date.year(), date.month(), date.day())
    }

    /// A month as readers of this language write it: `July 2025`, `lipiec 2025`.
    pub fn say_month(&self, year: i16, month: i8) -> String {
        self.dated("date-month", year, month, 1)
    }

    fn dated(&self, key: &str, year: i16, month: i8, day: i8) -> String {
        let (year, month, day) = (year.to_string(), month.to_string(), day.to_string());
        let said = self.say_with(key, &[("year", &year), ("month", &month), ("day", &day)]);
        // A date is one thing to read: the marks that keep a name's direction would only cut it up.
        said.replace(['\u{2068}', '\u{2069}'], "")
    }
}

/// A tag of a list with how much it is wanted; none where it is refused or no tag.
fn weighted(entry: &str) -> Option<(f32, &str)> {
    let mut parts = entry.split(';').map(str::trim);
    let tag = parts.next().filter(|t| !t.is_empty() && *t != "*")?;
    let weight = parts.find_map(|p| p.strip_prefix("q=")).map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
    (weight > 0.0).then_some((weight, tag))
}

/// Digits as a number, anything else as text.
fn value(text: &str) -> FluentValue<'_> {
    let count =
        (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if count { FluentValue::try_number(text) } else { FluentValue::from(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_gets_british_english() {
        for wanted in ["tlh", "en-US", "not a tag!", "", "*", "de, fr;q=0.9", "pl;q=0", "pl;q=x"] {
            assert_eq!(Locale::negotiate(wanted).tag(), "en-GB", "{wanted}");
        }
    }

    #[test]
    fn what_is_wanted_most_of_what_we_speak_is_spoken() {
        for (wanted, tag) in [
            ("pl", "pl"),
            ("pl-PL", "pl"),
            ("pt-BR", "pt"),
            ("uk-UA,uk;q=0.9,en;q=0.8", "uk"),
            ("de, en;q=0.4, ro;q=0.8", "ro"),
            ("en-GB,en;q=0.9,pl;q=0.8", "en-GB"),
            ("ur-PK", "ur"),
            ("lt ; q=0.5 , pl ; q=0.6", "pl"),
            ("*, lt;q=0.1", "lt"),
        ] {
            assert_eq!(Locale::negotiate(wanted).tag(), tag, "{wanted}");
        }
        assert_eq!(Locale::wanted("de"), None);
        assert_eq!(Locale::tagged("pl-PL"), None);
    }

    #[test]
    fn each_language_says_dates_its_own_way() {
        let day = jiff::civil::date(2025, 7, 3);
        let said: Vec<String> =
            Locale::all().iter().map(|l| format!("{}: {} · {}", l.tag(), l.say_date(day), l.say_month(2024, 8))).collect();
        assert_eq!(
            said,
            [
                "en-GB: 3 July 2025 · August 2024",
                "lt: 2025 m. liepos 3 d. · 2024 m. rugpjūtis",
                "pl: 3 lipca 2025 · sierpień 2024",
                "pt: 3 de julho de 2025 · agosto de 2024",
                "ro: 3 iulie 2025 · august 2024",
                "uk: 3 липня 2025 р. · серпень 2024 р.",
                "ur: 3 جولائی 2025 · اگست 2024",
            ]
        );
    }

    #[test]
    fn a_missing_message_is_said_in_english_and_told_once() {
        let polish = Locale::tagged("pl").unwrap();
        let told = || MISSING.lock().unwrap().iter().filter(|m| m.contains("console-nav")).count();
        assert_eq!((polish.say("console-nav"), polish.say("console-nav")), ("Console".to_owned(), "Console".to_owned()));
        assert_eq!(told(), 1);
    }

    #[test]
    fn only_urdu_runs_from_right_to_left() {
        let rtl: Vec<String> = Locale::all().iter().filter(|l| l.dir() == "rtl").map(Locale::tag).collect();
        assert_eq!(rtl, ["ur"]);
        let (english, urdu) = (Locale::default(), Locale::tagged("ur").unwrap());
        assert_eq!(english.within(&urdu), " lang=\"en-GB\" dir=\"ltr\"");
        assert_eq!(urdu.within(&urdu), "");
    }
}
