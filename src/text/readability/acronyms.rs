//! Short forms in capitals: which there are in a text, which the glossary knows, and whether one is explained.

use std::collections::HashMap;

use crate::text::words as folded;

/// Short forms that everybody says instead of the long one; they may stay as they are (standards.md §1.1, "well-known ones may stay").
const EVERYDAY: [&str; 10] = ["A&E", "BBC", "GP", "ID", "NHS", "OK", "PE", "PIN", "TV", "UK"];

/// Longest short form, in letters; a longer run of capitals is a word that shouts.
const MOST_LETTERS: usize = 9;

/// The short forms that the glossary has, each with the names it stands for.
#[derive(Debug, Clone, Default)]
pub struct ShortForms {
    long: HashMap<String, Vec<Vec<String>>>,
}

impl ShortForms {
    /// From the names of each term: the short ones, and the long ones that say what they stand for.
    pub fn of<'a, N: AsRef<[&'a str]>>(terms: impl IntoIterator<Item = N>) -> Self {
        let mut long: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for names in terms {
            let names = || names.as_ref().iter().copied();
            for short in names().flat_map(short_forms) {
                let others = names().filter(|n| !short_forms(n).contains(&short)).map(folded).filter(|w| w.len() > 1);
                long.entry(short.to_owned()).or_default().extend(others);
            }
        }
        Self { long }
    }

    /// There is no glossary to look things up in.
    pub fn is_empty(&self) -> bool {
        self.long.is_empty()
    }

    /// Whether the glossary has it, or everybody knows it.
    pub fn knows(&self, short: &str) -> bool {
        is_everyday(short) || self.long.contains_key(short)
    }

    /// Whether a line, with the one after it, says what the short form means.
    pub fn explains(&self, short: &str, line: &str, next: Option<&str>) -> bool {
        let words = folded(line);
        let after = next.map(folded).unwrap_or_default();
        let said = |name: &Vec<String>| [&words, &after].iter().any(|w| w.windows(name.len()).any(|w| w == name.as_slice()));
        self.long.get(short).is_some_and(|names| names.iter().any(said)) || defines(short, &words) || begins_meaning(&after)
    }
}

/// Whether everybody says the short form.
pub fn is_everyday(short: &str) -> bool {
    EVERYDAY.contains(&short)
}

/// "An EHC plan is a legal paper", "DLA means …": what the words after the short form say of it.
fn defines(short: &str, words: &[String]) -> bool {
    const KINDS: [&str; 22] = [
        "a",
        "an",
        "the",
        "one",
        "money",
        "help",
        "people",
        "free",
        "where",
        "when",
        "short",
        "extra",
        "support",
        "advice",
        "for",
        "another",
        "someone",
        "what",
        "part",
        "information",
        "your",
        "called",
    ];
    const DOES: [&str; 19] = [
        "means", "mean", "stands", "helps", "help", "gives", "give", "pays", "says", "tells", "knows", "plans", "offers", "runs",
        "supports", "checks", "decides", "makes", "brings",
    ];
    let short = folded(short);
    let here = words.windows(short.len()).enumerate().filter(|(_, w)| **w == *short || is_plural(w, &short)).map(|(i, _)| i);
    here.into_iter().any(|start| {
        let (before, rest) = (&words[..start], &words[start + short.len()..]);
        // "a test for primary schools called PINS", "ask SENDIASS for free advice".
        let named = matches!(before, [.., noun, called] if called == "called" && !["is", "are", "was", "were"].contains(&noun.as_str()));
        let purpose = rest.first().is_some_and(|w| w == "for");
        let says = |(i, word): (usize, &String)| match word.as_str() {
            "is" | "are" | "was" | "were" => rest.get(i + 1).is_some_and(|next| KINDS.contains(&next.as_str())),
            other => DOES.contains(&other),
        };
        named || purpose || rest.iter().take(4).enumerate().any(says)
    })
}

fn is_plural(words: &[String], short: &[String]) -> bool {
    matches!((words, short), ([word], [short]) if word.strip_suffix('s') == Some(short))
}

/// "It is …", "This means …", "They help …": a line that goes on about the one before.
fn begins_meaning(words: &[String]) -> bool {
    let begins =
        |first: &[&str], second: &[&str]| matches!(words, [a, b, ..] if first.contains(&a.as_str()) && second.contains(&b.as_str()));
    begins(&["it", "this", "that"], &["is", "was", "means", "stands", "helps", "gives", "pays", "says", "tells", "shows"])
        || begins(&["they", "these"], &["are", "were", "help", "give", "mean", "work", "look", "check"])
}

/// The short forms of a text in order: words of 2 to 9 capitals, with `&` inside, a plural's `s` dropped. Web addresses, names of forms
/// with digits, Roman numerals and a word to be typed ("text SHOUT to …") are none.
pub fn short_forms(text: &str) -> Vec<&str> {
    let few = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() <= MOST_LETTERS;
    let typed = |before: &str| ["text", "texting", "type", "word"].contains(&before.to_lowercase().as_str());
    let before = std::iter::once("").chain(words(text));
    let each = before.zip(words(text)).filter(|(before, _)| !typed(before));
    each.filter_map(|(_, word)| in_capitals(word)).filter(|w| few(w) && !is_roman(w)).collect()
}

/// The words of a text that are written in capitals alone, two letters or more.
pub fn capitals(text: &str) -> Vec<&str> {
    words(text).filter_map(in_capitals).collect()
}

/// The runs of two and more words in capitals.
pub fn capital_runs(text: &str) -> Vec<Vec<&str>> {
    let mut out: Vec<Vec<&str>> = Vec::new();
    let mut open = false;
    for word in words(text) {
        match (in_capitals(word), out.last_mut()) {
            (Some(word), Some(run)) if open => run.push(word),
            (Some(word), _) => out.push(vec![word]),
            (None, _) => {}
        }
        open = in_capitals(word).is_some();
    }
    out.retain(|run| run.len() > 1);
    out
}

/// `II`, `IV`, `XII`: capitals that count.
pub fn is_roman(word: &str) -> bool {
    const UNDER_FORTY: [&str; 24] = [
        "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII",
        "XXIII", "XXIV", "XXV", "XXX", "XXXI",
    ];
    UNDER_FORTY.contains(&word)
}

fn in_capitals(word: &str) -> Option<&str> {
    let bare = word.strip_suffix('s').filter(|b| b.chars().count() > 1).unwrap_or(word);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let inner = |c: char| c == '&';
    (letters >= 2 && bare.chars().all(|c| c.is_uppercase() || inner(c))).then_some(bare)
}

/// Words as they stand, cut at hyphens, strokes and apostrophes; a full stop inside (an address) keeps a word together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '\'' | '’' | '(' | ')' | '“' | '”' | '"' | ','))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_words_in_capitals() {
        assert_eq!(
            short_forms("Ask the SENCO's team about EHCPs, A&E (SEND) and DLA/PIP."),
            ["SENCO", "EHCP", "A&E", "SEND", "DLA", "PIP"]
        );
        assert_eq!(short_forms("Part II of SEND35A on GOV.UK says I am a DfE. Text SHOUT to 85258."), Vec::<&str>::new());
        assert_eq!(capital_runs("Do NOT PANIC now. A B. NHS"), [["NOT", "PANIC"]]);
    }

    #[test]
    fn a_short_form_is_explained_in_its_line_or_the_next() {
        let known = ShortForms::of([["Disability Living Allowance", "DLA"]]);
        assert!(known.knows("DLA") && known.knows("NHS") && !known.knows("PIP"));
        assert!(known.explains("DLA", "DLA is money for disabled children.", None));
        assert!(known.explains("DLA", "You can get DLA.", Some("It is money for disabled children.")));
        assert!(known.explains("DLA", "Ask for Disability Living Allowance, DLA.", None));
        assert!(known.explains("DLA", "There is money called DLA.", None));
        assert!(!known.explains("DLA", "One is called DLA.", None));
        assert!(!known.explains("DLA", "DLA can stop.", Some("Ring them.")));
    }
}
