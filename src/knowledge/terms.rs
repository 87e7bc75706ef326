use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{Article, Glossary, Origin, Term};
use crate::{area::Area, content::plain, text};

/// Shortest acronym that is known in small letters too: below it, it may be a word (`ot`, `pins`).
const SHORTEST_IN_SMALL_LETTERS: usize = 5;
/// Longest line of easy read, in words.
const MOST_WORDS: usize = 15;

/// Beginnings of a meaning that does not read well behind "means".
const NOT_IN_A_SENTENCE: [&str; 6] = ["It", "This", "These", "For", "In", "They"];

/// Where the terms of a glossary stand in a text.
///
/// A name is found as whole words, in singular and plural, the longest first. What a name writes with a capital is found with a capital
/// only, so that "the source of this" is not the website of that name; and a single word of everyday English is never a hard word.
#[derive(Debug, Default)]
pub struct Terms {
    /// Names by their first word, the longest first.
    by_first: HashMap<String, Vec<Name>>,
    /// Words that the glossary writes with a capital inside a sentence.
    proper: HashSet<String>,
    terms: Vec<Term>,
}

#[derive(Debug)]
struct Name {
    /// The place of its term.
    term: usize,
    words: Vec<Word>,
}

#[derive(Debug)]
struct Word {
    folded: String,
    /// As the glossary writes it.
    written: String,
}

/// A term where it stands in a text.
#[derive(Debug, Clone)]
pub struct Occurrence<'a> {
    /// The bytes of the text.
    pub at: Range<usize>,
    /// The term.
    pub term: &'a Term,
}

impl Terms {
    /// The terms of that glossary; `everyday` are words that nobody needs explained.
    pub(super) fn new(glossary: &Glossary, everyday: &[String]) -> Self {
        let everyday: HashSet<&str> = everyday.iter().map(String::as_str).collect();
        let mut by_first: HashMap<String, Vec<Name>> = HashMap::new();
        for (place, term) in glossary.terms.iter().enumerate() {
            for name in std::iter::once(&term.term).chain(&term.also) {
                let words: Vec<Word> =
                    text::spans(name).into_iter().map(|(_, written, folded)| Word { folded, written: written.to_owned() }).collect();
                match words.as_slice() {
                    [] => {}
                    [one] if is_everyday(&one.folded, &everyday) && !is_acronym(&one.written) => {}
                    [first, ..] => by_first.entry(first.folded.clone()).or_default().push(Name { term: place, words }),
                }
            }
        }
        by_first.values_mut().for_each(|names| names.sort_by_key(|n| std::cmp::Reverse(n.words.len())));
        let sentences = glossary.terms.iter().flat_map(|t| text::sentences(&t.meaning));
        let inside = sentences.flat_map(|s| text::spans(&s).into_iter().skip(1).map(|(_, w, f)| (w.to_owned(), f)).collect::<Vec<_>>());
        let proper =
            inside.filter(|(written, _)| written.len() > 1 && written.starts_with(char::is_uppercase)).map(|(_, folded)| folded).collect();
        Self { by_first, proper, terms: glossary.terms.clone() }
    }

    /// Every term in a text, in order; the longer of two that begin at one place.
    pub fn find<'a>(&'a self, text: &str) -> Vec<Occurrence<'a>> {
        let spans = text::spans(text);
        let mut out = Vec::new();
        let mut at = 0;
        while at < spans.len() {
            let found = self.names(&spans[at].2).find(|name| fits(name, text, &spans[at..]));
            match found.and_then(|name| self.terms.get(name.term).map(|term| (name, term))) {
                Some((name, term)) => {
                    let (from, _, _) = spans[at];
                    at += name.words.len();
                    let (last, written, _) = spans[at - 1];
                    // What belongs to somebody is its word with an apostrophe behind it.
                    let word = written.trim_end_matches("'s").trim_end_matches("’s");
                    out.push(Occurrence { at: from..last + word.len(), term });
                }
                None => at += 1,
            }
        }
        out
    }

    /// The names that may begin with a word, in singular or plural.
    fn names(&self, word: &str) -> impl Iterator<Item = &Name> {
        let singular = singulars(word).filter_map(|s| self.by_first.get(&s));
        let own = self.by_first.get(word).into_iter();
        own.chain(singular).flatten()
    }

    /// The articles that editors wrote and that use a term, those first whose title names it, at most `most`.
    pub fn used_in<'a>(&self, term: &Term, articles: &'a [Article], most: usize) -> Vec<&'a Article> {
        let firsts: Vec<String> =
            std::iter::once(&term.term).chain(&term.also).filter_map(|n| text::spans(n).into_iter().next().map(|(.., f)| f)).collect();
        let times = |text: &str| {
            // Looking closely costs more than looking whether it can be there at all.
            let lower = text.to_lowercase();
            if !firsts.iter().any(|f| lower.contains(f.as_str())) {
                return 0;
            }
            self.find(text).iter().filter(|o| o.term.term == term.term).count()
        };
        let said = |a: &Article| a.sections.iter().map(|s| times(&plain(&s.blocks))).sum::<usize>();
        let written = articles.iter().filter(|a| a.origin == Origin::Written);
        let mut found: Vec<(bool, usize, &Article)> =
            written.map(|a| (times(&a.title) > 0, said(a), a)).filter(|(named, said, _)| *named || *said > 0).collect();
        found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.id.cmp(&b.2.id)));
        found.into_iter().take(most).map(|(.., article)| article).collect()
    }

    /// The term in one or two short lines of easy read, each at most [`MOST_WORDS`] words; none where its meaning does not go into them, or
    /// tells of the past. `say` puts a term and its meaning into a sentence.
    pub fn explain(&self, term: &Term, say: &dyn Fn(&str, &str) -> String) -> Option<Vec<String>> {
        let sentences = text::sentences(&term.meaning);
        let (first, second) = (sentences.first()?, sentences.get(1));
        let name = capital(&term.term);
        let opens = first.split_whitespace().next().unwrap_or_default();
        if term.past || NOT_IN_A_SENTENCE.contains(&opens) {
            return None;
        }
        let bare = |s: &str| s.trim_end_matches('.').to_owned();
        // A name that is only written out is not explained yet: what follows explains it.
        let lines = match first.split_once(": ") {
            Some((long, rest)) if is_written_out(long, term) => vec![say(&name, &bare(rest))],
            _ if is_written_out(first, term) => {
                std::iter::once(say(&name, &name_in_a_sentence(&bare(first)))).chain(second.cloned()).collect()
            }
            _ => vec![say(&name, &self.in_a_sentence(&bare(first)))],
        };
        lines.iter().all(|l| l.split_whitespace().count() <= MOST_WORDS).then_some(lines)
    }

    /// Words that begin a sentence as they stand inside one.
    fn in_a_sentence(&self, words: &str) -> String {
        let first = text::spans(words).into_iter().next();
        match first {
            Some((0, written, folded)) if !self.proper.contains(&folded) && !is_acronym(written) => {
                let mut letters = words.chars();
                letters.next().map_or_else(String::new, |c| c.to_lowercase().chain(letters).collect())
            }
            _ => words.to_owned(),
        }
    }
}

impl Term {
    /// Its name in addresses.
    pub fn slug(&self) -> String {
        text::slug(&self.term)
    }

    /// Whether it is used in that area.
    pub fn is_used_in(&self, area: &Area) -> bool {
        self.area.as_ref().is_none_or(|own| own == area)
    }
}

fn is_everyday(word: &str, everyday: &HashSet<&str>) -> bool {
    everyday.contains(word) || singulars(word).any(|s| everyday.contains(s.as_str()))
}

/// Whether the words from there on are that name.
fn fits(name: &Name, text: &str, spans: &[(usize, &str, String)]) -> bool {
    let Some(own) = spans.get(..name.words.len()) else { return false };
    let last = name.words.len() - 1;
    let same = name.words.iter().zip(own).enumerate().all(|(i, (word, (_, written, folded)))| {
        (*folded == word.folded || (i == last && singulars(folded).any(|s| s == word.folded))) && is_written(word, written)
    });
    let apart = own.windows(2).all(|pair| {
        let gap = text.get(pair[0].0 + pair[0].1.len()..pair[1].0).unwrap_or("?");
        matches!(gap, " " | "-" | "\u{a0}" | "\u{2011}" | ", " | "' " | "’ ")
    });
    // Part of an address or of a longer word is no word.
    let (from, until) = (own[0].0, own[last].0 + own[last].1.len());
    let before = text[..from].chars().next_back();
    let mut after = text[until..].chars();
    let inside = |c: Option<char>| c.is_some_and(|c| matches!(c, '@' | '/' | '_' | '#'));
    let goes_on = after.next();
    let dotted = goes_on == Some('.') && after.next().is_some_and(char::is_alphanumeric);
    same && apart && !inside(before) && !inside(goes_on) && !dotted && before.is_none_or(|c| c != '.')
}

/// Whether a word stands as the glossary writes it, as far as that tells it from other words.
fn is_written(word: &Word, written: &str) -> bool {
    if is_acronym(&word.written) {
        let long = word.folded.len() >= SHORTEST_IN_SMALL_LETTERS;
        return written.starts_with(word.written.as_str()) || (long && written.to_lowercase().starts_with(&word.folded));
    }
    !word.written.starts_with(char::is_uppercase) || written.starts_with(char::is_uppercase)
}

fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase)
}

/// What a word may be the plural of.
fn singulars(word: &str) -> impl Iterator<Item = String> {
    let cut = |end: &str, instead: &str| word.strip_suffix(end).filter(|w| w.len() > 1).map(|w| format!("{w}{instead}"));
    [cut("s", ""), cut("es", ""), cut("ies", "y")].into_iter().flatten()
}

/// Whether words are nothing but what one of the term's acronyms stands for.
fn is_written_out(words: &str, term: &Term) -> bool {
    let mut initials = String::new();
    for word in words.split(|c: char| c.is_whitespace() || c == '-').map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())) {
        if is_acronym(word) {
            initials.push_str(word);
        } else if !matches!(word, "and" | "of" | "the" | "for" | "in" | "") {
            initials.extend(word.chars().next().map(|c| c.to_ascii_uppercase()));
        }
    }
    let acronym = |name: &&String| is_acronym(name) && name.len() > 1;
    let near = |name: &String| {
        let written_with_small = *name == initials;
        written_with_small
            || (initials.len() > 2
                && (name.starts_with(&initials) || initials.starts_with(name.as_str()))
                && name.len().abs_diff(initials.len()) <= 1)
    };
    std::iter::once(&term.term).chain(&term.also).filter(acronym).any(near)
}

/// What letters stand for as it stands inside a sentence: with a capital where it is a name.
fn name_in_a_sentence(words: &str) -> String {
    let a_name = words.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase));
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if !a_name => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

fn capital(words: &str) -> String {
    if words.split(' ').next().is_some_and(|w| w.contains(char::is_uppercase)) {
        return words.to_owned();
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Files, Knowledge};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn shipped() -> &'static Knowledge {
        static SHIPPED: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(Files::shipped()).knowledge);
        &SHIPPED
    }

    fn found<'a>(terms: &'a Terms, text: &'a str) -> Vec<(&'a str, &'a str)> {
        terms.find(text).into_iter().map(|o| (&text[o.at.clone()], o.term.term.as_str())).collect()
    }

    #[test]
    fn terms_are_found_as_whole_words_the_longest_first() {
        let knowledge = shipped();
        let terms = &knowledge.terms;
        for (text, expected) in [
            ("Your final EHC plan names a school.", vec![("final EHC plan", "final EHC plan")]),
            ("Ask about EHCPs and annual reviews.", vec![("EHCPs", "EHC plan"), ("annual reviews", "annual review")]),
            ("The SENCO’s job. A Senco helps.", vec![("SENCO", "SENCO"), ("Senco", "SENCO")]),
            (
                "Speech therapy and co-production",
                vec![("Speech therapy", "speech and language therapy"), ("co-production", "co-production")],
            ),
            // Everyday words, and words that only look like a name.
            ("The council can help. The source of this is old. Pins and an ace.", vec![]),
            ("She is an apprentice in this setting.", vec![]),
            // Addresses are no words.
            ("See www.ipsea.org.uk or write to sendiass@example.org", vec![]),
            ("Mediations, or an appeal", vec![("Mediations", "mediation"), ("appeal", "appeal")]),
            ("EHC planning is not a plan", vec![("EHC", "EHC plan")]),
        ] {
            assert_eq!(found(terms, text), expected, "{text}");
        }
    }

    #[test]
    fn every_term_finds_itself_unless_it_is_an_everyday_word() {
        let knowledge = shipped();
        let mut lost = Vec::new();
        for term in &knowledge.glossary.terms {
            let text = format!("Here stands {} in a line.", term.term);
            if !knowledge.terms.find(&text).iter().any(|o| o.term.term == term.term) {
                lost.push(term.term.as_str());
            }
        }
        assert_eq!(lost, ["setting", "apprenticeship", "council"]);
    }

    #[test]
    fn explanations_are_short_sentences() {
        let knowledge = shipped();
        let say = |term: &str, meaning: &str| format!("{term} means {meaning}.");
        let explained = |name: &str| {
            let term = knowledge.glossary.terms.iter().find(|t| t.term == name).unwrap();
            knowledge.terms.explain(term, &say)
        };
        let lines = |all: &[&str]| Some(all.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>());
        assert_eq!(explained("EHC plan"), lines(&["EHC plan means a legal paper about the help you must get."]));
        assert_eq!(
            explained("SENCO"),
            lines(&["SENCO means Special Educational Needs Co-ordinator.", "This person at school puts your extra help together."])
        );
        assert_eq!(explained("mediation"), lines(&["Mediation means a talk to solve a disagreement with the council."]));
        let all: Vec<String> =
            knowledge.glossary.terms.iter().filter_map(|t| knowledge.terms.explain(t, &say)).map(|l| l.join(" ")).collect();
        insta::assert_snapshot!(all.join("\n"));
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_inside_the_text(text in "(EHCP|SENCO|annual review|é|’s|s|[ .,@/-]|\\PC){0,40}") {
            let knowledge = &shipped().terms;
            let mut from = 0;
            for found in knowledge.find(&text) {
                prop_assert!(found.at.start >= from && text.get(found.at.clone()).is_some_and(|w| !w.is_empty()));
                from = found.at.end;
            }
        }
    }
}
