//! What a question is about: its words without those that carry no subject, each with every other way of saying it.

use std::collections::{HashMap, HashSet};

use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, WhitespaceTokenizer};

use super::{Ranking, lexicon::Lexicon, synonyms::Thesaurus};
use crate::text;

/// Most words of a question that are searched for; a 300-word story has far fewer that carry a subject.
const MOST_CONCEPTS: usize = 60;

/// Words reach tantivy already folded by `text`, which alone decides what a word is; only stemming is left to do.
pub(super) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(Stemmer::new(Language::English)).build()
}

pub(super) fn stem(analyzer: &mut TextAnalyzer, word: &str) -> String {
    let mut out = String::new();
    analyzer.token_stream(word).process(&mut |token| out.push_str(&token.text));
    out
}

/// Stems as numbers, each with what it weighs: the rarer the heavier.
#[derive(Debug, Default)]
pub(super) struct Stems {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    weights: Vec<f32>,
    passages_with: Vec<u32>,
    unknown: f32,
}

impl Stems {
    pub fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        let number = u32::try_from(self.passages_with.len()).unwrap_or(u32::MAX);
        self.numbers.insert(stem.to_owned(), number);
        self.names.push(stem.to_owned());
        self.passages_with.push(0);
        number
    }

    /// Notes that a passage holds these stems, each named once.
    pub fn count(&mut self, of_passage: &HashSet<u32>) {
        for stem in of_passage {
            if let Some(n) = self.passages_with.get_mut(*stem as usize) {
                *n += 1;
            }
        }
    }

    /// Turns counts into weights: the inverse document frequency of BM25.
    pub fn weigh(&mut self, passages: usize) {
        let total = passages as f32;
        let idf = |n: f32| (1.0 + (total - n + 0.5) / (n + 0.5)).ln();
        self.weights = self.passages_with.iter().map(|n| idf(*n as f32)).collect();
        self.unknown = idf(0.5);
    }

    pub fn find(&self, stem: &str) -> Option<u32> {
        self.numbers.get(stem).copied()
    }

    pub fn name(&self, number: u32) -> Option<&str> {
        self.names.get(number as usize).map(String::as_str)
    }

    pub fn len(&self) -> usize {
        self.passages_with.len()
    }

    pub fn weight(&self, stem: u32) -> f32 {
        self.weights.get(stem as usize).copied().unwrap_or(self.unknown)
    }
}

/// One thing that a question is about, with every way of saying it; the first is what was typed.
#[derive(Debug)]
pub(super) struct Concept {
    pub weight: f32,
    pub ways: Vec<Way>,
}

/// Stems that together say a thing, and how much they count beside the word itself. A way with a stem that stands nowhere is kept for the
/// typed word alone.
#[derive(Debug, PartialEq)]
pub(super) struct Way {
    pub stems: Vec<Option<u32>>,
    pub share: f32,
}

impl Concept {
    /// How much of this concept those stems hold, 0 to 1.
    pub fn held(&self, holds: impl Fn(u32) -> bool) -> f32 {
        let all = |w: &&Way| w.stems.iter().all(|s| s.is_some_and(&holds));
        self.ways.iter().filter(all).map(|w| w.share).fold(0.0, f32::max)
    }
}

/// A question as it is searched for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub concepts: Vec<Concept>,
    pub corrected: Vec<(String, String)>,
    /// It asks for promises.
    pub promises: bool,
    /// It asks what a word means.
    pub defines: bool,
    /// Its words, corrected, without those that ask what a word means: for telling whether a term of the glossary is meant.
    pub bare: Vec<String>,
    /// The words after correction, for the model.
    pub mended: String,
    /// The sum of the concepts' weights.
    pub weight: f32,
}

/// What a question is read with.
pub(super) struct Reader<'a> {
    pub ranking: &'a Ranking,
    pub lexicon: &'a Lexicon,
    pub thesaurus: &'a Thesaurus,
    pub stems: &'a Stems,
}

impl Reader<'_> {
    pub fn read(&self, question: &str) -> Asked {
        let mut out = Asked::default();
        let mut stemmer = analyzer();
        let typed = text::words(question);
        let rules = &self.ranking.words;
        out.promises = typed.iter().any(|w| rules.promise.contains(w));
        out.defines = typed.iter().any(|w| rules.definition.contains(w));
        let carries = |w: &String| !rules.stop.contains(w);
        let heard: Vec<String> = typed.iter().map(|w| rules.by_ear.get(w).unwrap_or(w).clone()).collect();
        let words = self.correct(&heard, &mut stemmer, &mut out.corrected);
        out.bare = words.iter().map(|(w, _)| w.clone()).filter(|w| carries(w) && !rules.definition.contains(w)).collect();
        out.mended = mend(question, &rules.by_ear, &out.corrected);
        // "who are you?" is made of stop words alone; then they are all there is.
        let all_stop = !words.iter().any(|(w, _)| carries(w));
        let only: Vec<String> = words.iter().map(|(w, _)| w.clone()).collect();
        let mut at = 0;
        while at < only.len() && out.concepts.len() < MOST_CONCEPTS {
            let share = words.get(at).map_or(1.0, |(_, share)| *share);
            if let Some((length, others)) = self.thesaurus.longest(&only[at..]).filter(|(n, _)| *n > 1 || carries(&only[at])) {
                self.add(&mut out, &mut stemmer, &only[at..at + length], others, share);
                at += length;
                continue;
            }
            let word = &only[at];
            let next = only.get(at + 1).and_then(|n| self.lexicon.together(word, n));
            at += 1;
            if !all_stop && !carries(word) {
                continue;
            }
            let mut others: Vec<Vec<String>> = Vec::new();
            if let Some(joined) = next {
                others.push(vec![joined.to_owned()]);
            }
            if let Some((first, second)) = self.lexicon.apart(word) {
                others.push(vec![first.to_owned(), second.to_owned()]);
            }
            self.add(&mut out, &mut stemmer, std::slice::from_ref(word), &others, share);
        }
        out.weight = out.concepts.iter().map(|c| c.weight).sum();
        out
    }

    /// The words with slips mended, each with how much it counts.
    fn correct(&self, typed: &[String], stemmer: &mut TextAnalyzer, corrected: &mut Vec<(String, String)>) -> Vec<(String, f32)> {
        let rules = &self.ranking.words;
        let mut looked_at = 0;
        let mut out = Vec::with_capacity(typed.len());
        for word in typed {
            let known = rules.stop.contains(word)
                || self.lexicon.knows(word)
                || self.lexicon.knows_stem(&stem(stemmer, word))
                || self.thesaurus.longest(std::slice::from_ref(word)).is_some()
                || self.lexicon.apart(word).is_some();
            // A message of a thousand strange words must not cost a thousand searches for their neighbours.
            let meant = if known || looked_at >= MOST_CONCEPTS {
                None
            } else {
                looked_at += 1;
                self.lexicon.correct(word)
            };
            match meant {
                Some(meant) => {
                    if !corrected.iter().any(|(typed, _)| typed == word) {
                        corrected.push((word.clone(), meant.to_owned()));
                    }
                    out.push((meant.to_owned(), rules.corrected));
                }
                None => out.push((word.clone(), 1.0)),
            }
        }
        out
    }

    /// Adds a concept: the phrase as typed and its other names; its weight is that of its rarest known way, so that an acronym which
    /// we never write weighs what the full words weigh.
    fn add(&self, out: &mut Asked, stemmer: &mut TextAnalyzer, phrase: &[String], others: &[Vec<String>], share: f32) {
        let rules = &self.ranking.words;
        let mut stems = |words: &[String]| -> Vec<Option<u32>> {
            let mut of = |w: &String| self.stems.find(&stem(stemmer, w));
            let kept: Vec<Option<u32>> = words.iter().filter(|w| !rules.stop.contains(*w)).map(&mut of).collect();
            if kept.is_empty() { words.iter().map(of).collect() } else { kept }
        };
        let typed = stems(phrase);
        if typed.iter().all(Option::is_some) && out.concepts.iter().any(|c| c.ways.first().is_some_and(|w| w.stems == typed)) {
            return;
        }
        let weigh =
            |stems: &[Option<u32>]| stems.iter().map(|s| s.map_or(self.stems.unknown, |s| self.stems.weight(s))).fold(0.0, f32::max);
        let mut weight = weigh(&typed);
        let mut ways = vec![Way { stems: typed, share: 1.0 }];
        for other in others {
            let stems = stems(other);
            if stems.iter().all(Option::is_some) && !ways.iter().any(|w| w.stems == stems) {
                weight = weight.min(weigh(&stems).max(1.0));
                ways.push(Way { stems, share: rules.synonym });
            }
        }
        out.concepts.push(Concept { weight: weight * share, ways });
    }
}

/// The question with its slips mended, for the model, which misreads a misspelt word; case and marks do not matter to it.
fn mend(question: &str, by_ear: &HashMap<String, String>, corrected: &[(String, String)]) -> String {
    let corrected: HashMap<&str, &str> = corrected.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let meant = |word: &str| corrected.get(word).copied().or_else(|| by_ear.get(word).map(String::as_str));
    let mut out = String::with_capacity(question.len());
    for piece in question.split_inclusive(char::is_whitespace) {
        let folded = text::words(piece);
        match folded.as_slice() {
            [word] => match meant(word) {
                Some(meant) => {
                    out.push_str(meant);
                    if piece.contains('?') {
                        out.push('?');
                    }
                    out.push(' ');
                }
                None => out.push_str(piece),
            },
            _ => out.push_str(piece),
        }
    }
    out
}
