use serde::Deserialize;

use super::{Fault, Rule, Severity};
use crate::area::Area;

/// A word of the field and what it means in plain words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The name that our articles use.
    pub term: String,
    /// Acronyms, other names, old names, and how people spell it by ear.
    #[serde(default)]
    pub also: Vec<String>,
    /// At most two short sentences.
    pub meaning: String,
    /// A name of `pictures.toml`.
    pub picture: String,
    /// The one area where it is used.
    #[serde(default)]
    pub area: Option<Area>,
    /// It tells of something that no longer exists.
    #[serde(default)]
    pub past: bool,
    /// Where the meaning comes from.
    pub source: String,
}

/// All terms, by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// In the order of the file.
    #[serde(default, rename = "term")]
    pub terms: Vec<Term>,
}

impl Glossary {
    /// What an editor should mend: names that stand twice, meanings that are long.
    pub(super) fn check(&self, file: &str, text: &str) -> Vec<Fault> {
        let mut out = Vec::new();
        let line = |term: &Term| {
            let named = format!("term = \"{}\"", term.term);
            text.lines().position(|l| l.trim_start().starts_with(&named)).map(|i| i + 1)
        };
        let mut seen: std::collections::HashMap<String, &str> = std::collections::HashMap::new();
        for term in &self.terms {
            let mut names: Vec<String> = std::iter::once(&term.term).chain(&term.also).map(|n| crate::text::words(n).join(" ")).collect();
            names.sort();
            names.dedup();
            for name in names {
                if let Some(other) = seen.insert(name.clone(), &term.term) {
                    let what = format!("“{name}” names both {other} and {}", term.term);
                    out.push(Fault::new(file, line(term), Severity::Error, what, "Keep it with one of them.").of(Rule::Glossary));
                }
            }
            let sentences = crate::text::sentences(&term.meaning);
            if sentences.len() > 2 || sentences.iter().any(|s| s.split_whitespace().count() > 15) {
                let what = format!("the meaning of {} is long", term.term);
                out.push(
                    Fault::new(file, line(term), Severity::Error, what, "Write at most two sentences of at most 15 words.")
                        .of(Rule::Glossary),
                );
            }
        }
        out
    }
}

/// Words people use and words we use.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonyms {
    /// Any of these finds the others.
    #[serde(default, rename = "group")]
    pub groups: Vec<SynonymGroup>,
    /// Words people use that find ours, and not the other way round.
    #[serde(default)]
    pub one_way: Vec<OneWay>,
}

/// Words that mean the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynonymGroup {
    /// Words or short phrases.
    pub words: Vec<String>,
}

/// Words that lead to others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneWay {
    /// What people type.
    pub people: Vec<String>,
    /// What our articles say.
    pub ours: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    // A term that a computer rewrites is a term nobody finds again.
    #[test]
    fn no_plain_word_takes_the_place_of_a_term() {
        let glossary: Glossary = toml::from_str(include_str!("../../knowledge/glossary.toml")).unwrap();
        let table = crate::text::PlainWords::parse(include_str!("../../knowledge/words/plain.toml")).unwrap();
        for name in glossary.terms.iter().flat_map(|t| std::iter::once(&t.term).chain(&t.also)) {
            assert_eq!(table.replaced(name), *name);
        }
    }
}
