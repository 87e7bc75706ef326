use std::collections::HashMap;

use rphonetic::{DoubleMetaphone, Encoder};

use crate::{
    knowledge::{Knowledge, Term},
    text,
};

/// Most letters of what somebody looks up; nobody's word is longer.
const MOST_CHARS: usize = 80;
/// Most terms that are named where none was meant for certain.
const MOST_NEAR: usize = 5;
/// How alike two names must be for one to be named in place of the other.
const ALIKE: f64 = 0.7;
/// Shortest word that is found with a slip in it.
const SHORTEST: usize = 4;
/// From this length on two slips are forgiven.
const TWO_SLIPS_FROM: usize = 8;

/// Words that stand around what somebody asks the meaning of.
const AROUND: [&str; 33] = [
    "what",
    "whats",
    "wat",
    "wats",
    "wot",
    "wots",
    "is",
    "are",
    "does",
    "do",
    "dose",
    "a",
    "an",
    "the",
    "mean",
    "means",
    "meaning",
    "ment",
    "of",
    "for",
    "short",
    "stand",
    "stands",
    "define",
    "definition",
    "explain",
    "word",
    "please",
    "pls",
    "tell",
    "me",
    "in",
    "s",
];

/// What a glossary says to a word.
#[derive(Debug, Default)]
pub struct FoundTerms<'a> {
    /// The terms that were meant, best first.
    pub found: Vec<&'a Term>,
    /// Where none was, those that come nearest.
    pub near: Vec<&'a Term>,
}

/// How well a term answers to what was looked up; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is its name, or one of its names.
    Name,
    /// It is another word for it.
    OtherWord,
    /// It is the beginning of its name, or stands in it.
    Part,
    /// It is its name with a slip, or sounds like it.
    Slip,
    /// It stands in what it means.
    Meaning,
}

/// The terms of the glossary that a word or question means, however it is spelt.
pub fn terms<'a>(knowledge: &'a Knowledge, query: &str) -> FoundTerms<'a> {
    let query: String = query.chars().take(MOST_CHARS).collect();
    let all = text::words(&query);
    let kept: Vec<String> = all.iter().filter(|w| !AROUND.contains(&w.as_str())).cloned().collect();
    // "SEND" and "IS" are words to be looked up, too, where nothing else is left.
    let asked: Vec<Vec<String>> = if kept.is_empty() || kept == all { vec![all] } else { vec![all, kept] };
    if asked.iter().all(Vec::is_empty) {
        return FoundTerms::default();
    }
    let others = other_words(knowledge);
    let metaphone = DoubleMetaphone::default();
    let mut fits: Vec<(Fit, &Term)> = Vec::new();
    for term in &knowledge.glossary.terms {
        let names: Vec<Vec<String>> = std::iter::once(&term.term).chain(&term.also).map(|n| text::words(n)).collect();
        let best = asked.iter().filter_map(|words| fit(words, &names, term, &others, &metaphone)).min();
        fits.extend(best.map(|fit| (fit, term)));
    }
    fits.sort_by_key(|(fit, term)| (*fit, term.past, text::fold(&term.term)));
    // Who names a term outright does not look for what its words happen to stand in.
    if let Some((best, _)) = fits.first().copied() {
        let furthest = match best {
            Fit::Name | Fit::OtherWord => Fit::Part,
            other => other,
        };
        fits.retain(|(fit, _)| *fit <= furthest);
        return FoundTerms { found: fits.into_iter().map(|(_, term)| term).collect(), near: Vec::new() };
    }
    FoundTerms { found: Vec::new(), near: near(knowledge, &asked) }
}

fn fit(
    words: &[String],
    names: &[Vec<String>],
    term: &Term,
    others: &HashMap<String, Vec<String>>,
    sound: &DoubleMetaphone,
) -> Option<Fit> {
    if words.is_empty() {
        return None;
    }
    let asked = words.join(" ");
    let same = |name: &Vec<String>, asked: &str| {
        let name = name.join(" ");
        name == asked || plural_of(asked, &name) || plural_of(&name, asked)
    };
    if names.iter().any(|n| same(n, &asked)) {
        return Some(Fit::Name);
    }
    if others.get(&asked).is_some_and(|ours| ours.iter().any(|o| names.iter().any(|n| same(n, o)))) {
        return Some(Fit::OtherWord);
    }
    let begins =
        |name: &Vec<String>| words.iter().all(|w| w.len() > 1 && name.iter().any(|n| n == w || (w.len() > 2 && n.starts_with(w.as_str()))));
    if names.iter().any(begins) {
        return Some(Fit::Part);
    }
    if names.iter().any(|n| is_slip(&n.concat(), &words.concat(), sound)) {
        return Some(Fit::Slip);
    }
    let meaning = text::words(&term.meaning);
    let means = words.iter().all(|w| w.len() > 2 && meaning.iter().any(|m| m == w || plural_of(m, w) || plural_of(w, m)));
    means.then_some(Fit::Meaning)
}

fn plural_of(word: &str, singular: &str) -> bool {
    word.strip_suffix("es").or_else(|| word.strip_suffix('s')).is_some_and(|w| w == singular) || word.strip_suffix('s') == Some(singular)
}

/// Whether two names without their spaces differ by a slip of the finger, or sound the same.
fn is_slip(name: &str, asked: &str, sound: &DoubleMetaphone) -> bool {
    let (length, own) = (asked.chars().count(), name.chars().count());
    if length < SHORTEST || length.abs_diff(own) > 2 || !asked.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    let distance = strsim::osa_distance(name, asked);
    let slips = if length < TWO_SLIPS_FROM { 1 } else { 2 };
    let sounds = || distance == slips + 1 && length > SHORTEST && name.is_ascii() && sound.encode(name) == sound.encode(asked);
    distance <= slips || sounds()
}

/// Other words of `synonyms.toml`, folded, each with what we say for it.
fn other_words(knowledge: &Knowledge) -> HashMap<String, Vec<String>> {
    let mut out: HashMap<String, Vec<String>> = HashMap::new();
    let folded = |w: &String| text::words(w).join(" ");
    for group in &knowledge.synonyms.groups {
        for from in &group.words {
            out.entry(folded(from)).or_default().extend(group.words.iter().map(folded));
        }
    }
    for pair in &knowledge.synonyms.one_way {
        for from in &pair.people {
            out.entry(folded(from)).or_default().extend(pair.ours.iter().map(folded));
        }
    }
    out
}

/// The terms whose names are most like what was asked; none where none is.
fn near<'a>(knowledge: &'a Knowledge, asked: &[Vec<String>]) -> Vec<&'a Term> {
    let alike = |term: &Term| {
        let names = std::iter::once(&term.term).chain(&term.also).map(|n| text::words(n).join(" "));
        names.flat_map(|n| asked.iter().map(move |a| strsim::jaro_winkler(&n, &a.join(" ")))).fold(0.0_f64, f64::max)
    };
    let mut all: Vec<(f64, &Term)> =
        knowledge.glossary.terms.iter().filter(|t| !t.past).map(|t| (alike(t), t)).filter(|(a, _)| *a >= ALIKE).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.term.cmp(&b.1.term)));
    all.into_iter().take(MOST_NEAR).map(|(_, term)| term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Files;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static SHIPPED: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(Files::shipped()).knowledge);

    fn first(query: &str) -> Option<&'static str> {
        terms(&SHIPPED, query).found.first().map(|t| t.term.as_str())
    }

    #[test]
    fn a_term_is_found_by_any_of_its_names_and_however_it_is_spelt() {
        for (query, term) in [
            ("EHCP", "EHC plan"),
            ("echp", "EHC plan"),
            ("ehc plans", "EHC plan"),
            ("what does EHCP mean?", "EHC plan"),
            ("senco", "SENCO"),
            ("whats a senko", "SENCO"),
            ("sendias", "SENDIASS"),
            ("sendiaas", "SENDIASS"),
            ("camsh", "CAMHS"),
            ("medation", "mediation"),
            ("ombudsmen", "ombudsman"),
            ("tribunel", "SEND Tribunal"),
            ("advokate", "advocate"),
            ("speech therapy", "speech and language therapy"),
            ("SEND", "SEND"),
            ("what is SEND", "SEND"),
            ("paediatrician", "paediatrician"),
            ("pediatrician", "paediatrician"),
            ("EHE", "home education"),
            ("edpsych", "educational psychologist"),
        ] {
            assert_eq!(first(query), Some(term), "{query}");
        }
    }

    #[test]
    fn a_word_of_a_meaning_finds_its_term_and_a_strange_one_the_nearest() {
        assert!(terms(&SHIPPED, "fun in the holidays").found.is_empty());
        assert!(terms(&SHIPPED, "court").found.iter().any(|t| t.term == "SEND Tribunal"));
        let nothing = terms(&SHIPPED, "mediaval");
        assert!(nothing.found.is_empty() && nothing.near.len() <= MOST_NEAR && nothing.near.iter().any(|t| t.term == "mediation"));
        for empty in ["", " ", "🙂", "?"] {
            let found = terms(&SHIPPED, empty);
            assert!(found.found.is_empty() && found.near.is_empty(), "{empty}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn nothing_that_is_looked_up_panics(query in "\\PC{0,120}") {
            terms(&SHIPPED, &query);
        }
    }
}
