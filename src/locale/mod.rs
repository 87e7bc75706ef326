//! Every word the program itself says, from `locales/<lang>/*.ftl` (Fluent).
//!
//! Knowledge is written in articles; this room is for the words around them: labels, questions, notices. A missing message falls back
//! to British English, and a test compares the keys used in code and pages with those in the files.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, static_loader};

static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "en-GB",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

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
    /// The shipped locale nearest to what a person, browser or Telegram asks for; British English when none is near.
    pub fn negotiate(wanted: &str) -> Self {
        let Ok(wanted) = wanted.trim().parse::<LanguageIdentifier>() else {
            return Self::default();
        };
        let same = |l: &&LanguageIdentifier| **l == wanted || l.language == wanted.language;
        CATALOGUE.locales().find(same).map_or_else(Self::default, |l| Self(l.clone()))
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

    /// The language's name for itself.
    pub fn own_name(&self) -> String {
        self.say("language-own-name")
    }

    /// The language tag for `lang` attributes and rows.
    pub fn tag(&self) -> String {
        self.0.to_string()
    }

    /// The message of that key.
    pub fn say(&self, key: &str) -> String {
        CATALOGUE.lookup(&self.0, key)
    }

    /// The message of that key with its arguments filled in.
    pub fn say_with(&self, key: &str, args: &[(&'static str, &str)]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(*value))).collect();
        CATALOGUE.lookup_with_args(&self.0, key, &args)
    }

    /// Whether that key has a message at all.
    pub fn knows(&self, key: &str) -> bool {
        CATALOGUE.try_lookup(&self.0, key).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_gets_british_english() {
        assert_eq!(Locale::negotiate("tlh").tag(), "en-GB");
        assert_eq!(Locale::negotiate("en-US").tag(), "en-GB");
        assert_eq!(Locale::negotiate("not a tag!").tag(), "en-GB");
    }
}
