use super::Knowledge;
use crate::text::{PlainWords, readability::Lexicon};

const EASY_WORDS: &str = "words/easy.txt";
const IDIOMS: &str = "words/idioms.txt";

impl Knowledge {
    /// What a text is held against to tell how easy it is: everyday words, the glossary, places, and the tables of plain words and idioms.
    pub fn lexicon(&self) -> Lexicon {
        let known = self.files.get(EASY_WORDS).unwrap_or_default().lines().filter(|l| !l.starts_with('#'));
        let first = self.general_words.iter().map(String::as_str);
        let terms: Vec<Vec<&str>> =
            self.glossary.terms.iter().map(|t| std::iter::once(&t.term).chain(&t.also).map(String::as_str).collect()).collect();
        let places = self.areas.all().map(|i| i.name.as_str());
        let idioms = PlainWords::of_pairs(self.files.get(IDIOMS).unwrap_or_default());
        Lexicon::new(first).with_known(known).with_terms(&terms).with_names(places).with_tables(self.plain_words.clone(), idioms)
    }
}
