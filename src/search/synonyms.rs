//! Other words for what a person typed: acronyms both ways from the glossary, and the words of `synonyms.toml`.

use std::collections::HashMap;

use crate::{knowledge::Knowledge, text};

/// Longest phrase that is looked up, in words.
const MOST_WORDS: usize = 5;

/// From a word or phrase, folded, to other ways of saying it.
#[derive(Debug, Default)]
pub(super) struct Thesaurus(HashMap<Vec<String>, Vec<Vec<String>>>);

impl Thesaurus {
    /// The thesaurus of a knowledge base.
    pub fn of(knowledge: &Knowledge) -> Self {
        let mut out = Self::default();
        for term in &knowledge.glossary.terms {
            out.all_ways(&std::iter::once(&term.term).chain(&term.also).collect::<Vec<_>>());
        }
        for group in &knowledge.synonyms.groups {
            out.all_ways(&group.words.iter().collect::<Vec<_>>());
        }
        for pair in &knowledge.synonyms.one_way {
            for from in &pair.people {
                for to in &pair.ours {
                    out.add(text::words(from), text::words(to));
                }
            }
        }
        out
    }

    fn all_ways(&mut self, names: &[&String]) {
        for from in names {
            for to in names {
                self.add(text::words(from), text::words(to));
            }
        }
    }

    fn add(&mut self, from: Vec<String>, to: Vec<String>) {
        if from.is_empty() || to.is_empty() || from == to || from.len() > MOST_WORDS {
            return;
        }
        let others = self.0.entry(from).or_default();
        if !others.contains(&to) {
            others.push(to);
        }
    }

    /// The longest known phrase at the start of these words: how many words it has, and its other names.
    pub fn longest(&self, words: &[String]) -> Option<(usize, &[Vec<String>])> {
        let most = MOST_WORDS.min(words.len());
        (1..=most).rev().find_map(|n| self.0.get(&words[..n]).map(|others| (n, others.as_slice())))
    }
}
