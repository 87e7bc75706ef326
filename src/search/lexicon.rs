//! The words that are known: those of the knowledge base, and everyday English that is never "corrected" into them.

use std::collections::{HashMap, HashSet};

use rphonetic::{DoubleMetaphone, Encoder};

/// Shortest word that is corrected: below it a slip is as near to a dozen words as to the right one.
const SHORTEST: usize = 4;
/// From this length on two slips are mended; up to it, one.
const TWO_SLIPS_FROM: usize = 8;
/// Longest word that is looked at: nobody misspells a longer one into something we know.
const LONGEST: usize = 24;

/// The words of a knowledge base, with how often each stands there as it should be spelt, and a general vocabulary beside them.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    known: HashMap<String, u32>,
    /// The stems of the words that are spelt as they should be.
    stems: HashSet<String>,
    general: HashSet<String>,
    /// Known words of letters alone, as what is quick to compare.
    candidates: Vec<Candidate>,
    /// Pairs of neighbouring words with a space between: what may be written together or apart.
    pairs: HashSet<String>,
}

#[derive(Debug)]
struct Candidate {
    word: String,
    count: u32,
    length: usize,
    letters: u32,
    sound: String,
}

impl Lexicon {
    /// Counts a word of a passage; `well_spelt` where an editor wrote it as it should be.
    pub fn add(&mut self, word: &str, stem: &str, well_spelt: bool) {
        let count = u32::from(well_spelt);
        if well_spelt && !self.stems.contains(stem) {
            self.stems.insert(stem.to_owned());
        }
        match self.known.get_mut(word) {
            Some(known) => *known += count,
            None => {
                self.known.insert(word.to_owned(), count);
            }
        }
    }

    /// Remembers that two words stand side by side.
    pub fn add_pair(&mut self, first: &str, second: &str) {
        if first.len() > 2 && second.len() > 2 {
            self.pairs.insert(format!("{first} {second}"));
        }
    }

    /// Takes in everyday words and what else must not be corrected, and makes ready for questions.
    pub fn finish<'a>(&mut self, general: impl Iterator<Item = &'a str>) {
        self.general = general.map(str::to_owned).collect();
        let metaphone = DoubleMetaphone::default();
        self.candidates = self
            .known
            .iter()
            .filter(|(w, count)| {
                **count > 0 && w.chars().count() >= SHORTEST - 1 && w.len() <= LONGEST && w.chars().all(char::is_alphabetic)
            })
            .map(|(word, count)| Candidate {
                count: *count,
                length: word.chars().count(),
                letters: letters(word),
                sound: metaphone.encode(word),
                word: word.clone(),
            })
            .collect();
        self.candidates.sort_by(|a, b| a.word.cmp(&b.word));
    }

    /// The word stands in the knowledge base, spelt as it should be.
    pub fn knows(&self, word: &str) -> bool {
        self.known.get(word).is_some_and(|count| *count > 0)
    }

    /// It is the stem of a word that stands in the knowledge base.
    pub fn knows_stem(&self, stem: &str) -> bool {
        self.stems.contains(stem)
    }

    /// It is an English word, whether or not anything here is about it.
    pub fn is_english(&self, word: &str) -> bool {
        self.general.contains(word)
            || ["s", "es", "ed", "d", "ing", "ly", "er"].iter().any(|end| word.strip_suffix(end).is_some_and(|w| self.general.contains(w)))
    }

    /// The known word nearest to a misspelt one: near by its letters, or a letter further when it sounds the same; never for numbers,
    /// nor for words that are English as they stand. Among equally near words one that sounds the same wins, then one with the same
    /// first letter, then the commoner.
    pub fn correct(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) || self.knows(word) || !is_plain(word) || self.is_english(word) {
            return None;
        }
        let slips = if length < TWO_SLIPS_FROM { 1 } else { 2 };
        let (first, own) = (word.chars().next(), letters(word));
        let sound = DoubleMetaphone::default().encode(word);
        let near = self.candidates.iter().filter_map(|c| {
            let same_sound = c.sound == sound && sound.len() > 1;
            // A word of four letters has a dozen neighbours; there only its sound may decide.
            let most =
                if length == SHORTEST && !same_sound { 0 } else { slips + usize::from(same_sound && vowels(&c.word) == vowels(word)) };
            // Each slip changes at most two of the letters that occur.
            if c.length.abs_diff(length) > most || (c.letters ^ own).count_ones() as usize > 2 * most {
                return None;
            }
            let distance = strsim::osa_distance(&c.word, word);
            (distance <= most).then_some((
                distance - usize::from(same_sound).min(distance),
                c.word.chars().next() != first,
                u32::MAX - c.count,
                c,
            ))
        });
        near.min_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)).then_with(|| a.3.word.cmp(&b.3.word))).map(|(.., c)| c.word.as_str())
    }

    /// An unknown word as two known ones that stand side by side somewhere: "parttime" is "part time".
    pub fn apart(&self, word: &str) -> Option<(&str, &str)> {
        if self.knows(word) || word.len() < 6 {
            return None;
        }
        let cut = (3..word.len().saturating_sub(2)).filter(|at| word.is_char_boundary(*at));
        cut.map(|at| word.split_at(at)).find_map(|(a, b)| self.pairs.get(&format!("{a} {b}"))).and_then(|pair| pair.split_once(' '))
    }

    /// Two words that are known as one: "day care" is "daycare".
    pub fn together(&self, first: &str, second: &str) -> Option<&str> {
        if first.len() < 2 || second.len() < 2 {
            return None;
        }
        self.known.get_key_value(&format!("{first}{second}")).filter(|(_, count)| **count > 0).map(|(w, _)| w.as_str())
    }
}

/// Of the letters a to z alone: the sounds are those of English, and other scripts are not to be taken for a slip of it.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The vowels in order: what sounds the same and keeps them is hardly another word.
fn vowels(word: &str) -> String {
    word.chars().filter(|c| "aeiou".contains(*c)).collect()
}

/// Which of the letters a to z occur, a bit each.
fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |bits, b| bits | 1 << (b - b'a'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for word in [
            "tribunal",
            "transport",
            "school",
            "appeal",
            "speech",
            "care",
            "assessment",
            "psychology",
            "daycare",
            "meeting",
            "plan",
            "comes",
            "waits",
        ] {
            lexicon.add(word, word, true);
        }
        lexicon.add("assesment", "assess", false);
        lexicon.add_pair("part", "time");
        lexicon.finish(["cake", "elephant", "plane", "meet"].into_iter());
        lexicon
    }

    #[test]
    fn slips_are_mended_and_strangers_left_alone() {
        let lexicon = lexicon();
        let corrected = [
            ("tribunel", "tribunal"),
            ("trasnport", "transport"),
            ("shcool", "school"),
            ("skool", "school"),
            ("asesment", "assessment"),
            ("phycology", "psychology"),
            ("speach", "speech"),
        ];
        for (typed, meant) in corrected {
            assert_eq!(lexicon.correct(typed), Some(meant), "{typed}");
        }
        for word in
            ["camhs", "wots", "appeal", "cake", "elephants", "plane", "schoo1", "2026", "meets", "zzzzzz", "", "היתהtestالصفحات", "façade"]
        {
            assert_eq!(lexicon.correct(word), None, "{word}");
        }
    }

    #[test]
    fn compounds_are_known_together_and_apart() {
        let lexicon = lexicon();
        assert_eq!(lexicon.apart("parttime"), Some(("part", "time")));
        assert_eq!(lexicon.together("day", "care"), Some("daycare"));
        assert_eq!(lexicon.apart("school"), None);
    }
}
