//! Spelling by ear, mended against the words that the knowledge base really uses.

use std::collections::HashMap;

/// Shortest word that is corrected: below it a slip is as near to a dozen words as to the right one.
const SHORTEST: usize = 5;

/// The words of a knowledge base, with the number of passages each stands in.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
    pub fn add(&mut self, word: &str) {
        match self.0.get_mut(word) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(word.to_owned(), 1);
            }
        }
    }

    pub fn knows(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// The known word nearest to a misspelt one: one slip up to seven letters, two above; never for numbers. Among equally near words
    /// one with the same first letter and then the commoner wins.
    pub fn correct(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if length < SHORTEST || self.knows(word) || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let most = if length <= 7 { 1 } else { 2 };
        let first = word.chars().next();
        self.0
            .iter()
            .filter(|(known, _)| known.len().abs_diff(word.len()) <= most && known.chars().all(char::is_alphabetic))
            .map(|(known, count)| (strsim::osa_distance(known, word), known.chars().next() != first, u32::MAX - count, known.as_str()))
            .filter(|(distance, ..)| *distance <= most)
            .min()
            .map(|(.., known)| known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_mended_and_strangers_left_alone() {
        let mut vocabulary = Vocabulary::default();
        for word in ["tribunal", "transport", "school", "appeal", "speech", "care"] {
            vocabulary.add(word);
        }
        assert_eq!(vocabulary.correct("tribunel"), Some("tribunal"));
        assert_eq!(vocabulary.correct("trasnport"), Some("transport"));
        assert_eq!(vocabulary.correct("shcool"), Some("school"));
        assert_eq!(vocabulary.correct("appeal"), None);
        assert_eq!(vocabulary.correct("cake"), None);
        assert_eq!(vocabulary.correct("elephant"), None);
        assert_eq!(vocabulary.correct("schoo1"), None);
    }
}
