use std::collections::HashSet;

use super::acronyms::ShortForms;
use crate::text::{PlainWords, words};

/// What the measures and rules hold a text against: the words that everybody knows, the words of the field, and what may be said instead.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    easy: HashSet<String>,
    /// Those of them that children learn first.
    first: HashSet<String>,
    terms: HashSet<String>,
    pub(super) short_forms: ShortForms,
    pub(super) plain: PlainWords,
    pub(super) idioms: PlainWords,
}

impl Lexicon {
    /// With the words that everybody knows, in any form a word list has them.
    pub fn new<'a>(easy: impl IntoIterator<Item = &'a str>) -> Self {
        let easy: HashSet<String> = easy.into_iter().flat_map(words).collect();
        Self { first: easy.clone(), easy, ..Self::default() }
    }

    /// With words that are known as well, though children learn them later.
    pub fn with_known<'a>(mut self, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.first = self.easy.clone();
        self.easy.extend(known.into_iter().flat_map(words));
        self
    }

    /// With the glossary's terms: each with its other names, long and short.
    pub fn with_terms<'a, N: AsRef<[&'a str]>>(mut self, terms: &[N]) -> Self {
        self.terms.extend(terms.iter().flat_map(|names| names.as_ref().iter().flat_map(|n| words(n))));
        self.short_forms = ShortForms::of(terms.iter().map(AsRef::as_ref));
        self
    }

    /// With names that are as long as they are: places, and words that have a page of their own.
    pub fn with_names<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.terms.extend(names.into_iter().flat_map(words));
        self
    }

    /// With the tables of plain words and of idioms.
    pub fn with_tables(mut self, plain: PlainWords, idioms: PlainWords) -> Self {
        (self.plain, self.idioms) = (plain, idioms);
        self
    }

    /// The short forms that the glossary has.
    pub fn short_forms(&self) -> &ShortForms {
        &self.short_forms
    }

    /// Whether everybody knows the word, in one of its forms; each part of "well-known" counts for itself.
    pub fn is_easy(&self, word: &str) -> bool {
        Self::is_in(&self.easy, word)
    }

    /// Whether it is among the words that children learn first.
    pub fn is_first(&self, word: &str) -> bool {
        Self::is_in(&self.first, word)
    }

    fn is_in(list: &HashSet<String>, word: &str) -> bool {
        let parts = word.split(['-', '‑', '–']).filter(|p| !p.is_empty());
        parts.into_iter().all(|part| {
            let part = part.to_lowercase().replace(['’', '\''], "");
            part.chars().any(|c| c.is_ascii_digit()) || part.chars().count() == 1 || stems(&part).any(|s| list.contains(&s))
        })
    }

    /// Whether the word is a term of the field or a name, and so explained elsewhere.
    pub fn is_term(&self, word: &str) -> bool {
        word.split(['-', '‑', '–']).all(|part| {
            let part = part.to_lowercase().replace(['’', '\''], "");
            self.terms.contains(&part) || part.strip_suffix('s').is_some_and(|p| self.terms.contains(p))
        })
    }
}

/// The word and what it may be a form of: "worries" of "worry", "stopped" of "stop", "easier" of "easy".
fn stems(word: &str) -> impl Iterator<Item = String> {
    const ENDINGS: [(&str, &[&str]); 15] = [
        ("s", &[""]),
        ("es", &["", "e"]),
        ("ies", &["y", "ie"]),
        ("ves", &["f", "fe"]),
        ("ed", &["", "e"]),
        ("ied", &["y"]),
        ("ing", &["", "e"]),
        ("er", &["", "e"]),
        ("ier", &["y"]),
        ("est", &["", "e"]),
        ("iest", &["y"]),
        ("ly", &["", "le"]),
        ("ily", &["y"]),
        ("ers", &["", "e"]),
        ("nt", &[""]),
    ];
    let mut out = vec![word.to_owned()];
    for (ending, instead) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending).filter(|s| s.chars().count() >= 2) else { continue };
        // "aren't" folded is "arent"; a word such as "parent" is none of these.
        if ending == "nt"
            && ![
                "are", "is", "was", "were", "do", "does", "did", "have", "has", "had", "would", "could", "should", "ca", "wo", "must",
                "need",
            ]
            .contains(&stem)
        {
            continue;
        }
        out.extend(instead.iter().map(|i| format!("{stem}{i}")));
        let mut chars = stem.chars().rev();
        if matches!((chars.next(), chars.next()), (Some(a), Some(b)) if a == b) {
            out.push(stem[..stem.len() - stem.chars().next_back().map_or(0, char::len_utf8)].to_owned());
        }
    }
    out.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_easy_words_are_easy_and_terms_are_terms() {
        let lexicon = Lexicon::new(["worry", "stop", "easy", "write", "week", "don't", "well", "know", "known", "leaf", "child"])
            .with_terms(&[["Education, Health and Care plan", "EHCP"]]);
        for easy in [
            "worries",
            "worried",
            "stopped",
            "stopping",
            "easier",
            "easily",
            "writing",
            "weeks",
            "week’s",
            "don’t",
            "well-known",
            "leaves",
            "7",
            "2026",
            "I",
        ] {
            assert!(lexicon.is_easy(easy), "{easy}");
        }
        for hard in ["provision", "multi-agency", "parent", "children"] {
            assert!(!lexicon.is_easy(hard), "{hard}");
        }
        assert!(lexicon.is_term("EHCPs") && lexicon.is_term("Education") && !lexicon.is_term("provision"));
    }
}
