//! Finding a translated article by words of its own language.
//!
//! The index and the model know English alone, and its stems and slips; a language with a dozen articles needs neither. Words are compared
//! by how they begin, since the languages that ship bend their endings, and weigh by how few articles have them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::knowledge::{Knowledge, Language, Passage, plain_words};

/// From so much on, an article answers the question.
pub const ANSWERS: f32 = 0.62;
/// From so much on, it lies near enough to be offered.
pub const NEAR: f32 = 0.3;
/// How much the wordings count beside the text.
const WORDINGS: f32 = 0.75;
/// How much a word counts that every sentence of the language has.
const SMALL: f32 = 0.2;
/// Two words are the same from so many equal letters at their beginning.
const STEM: usize = 4;
/// And when no more letters than these follow them.
const ENDING: usize = 3;
/// How much they count then.
const ALIKE: f32 = 0.85;

/// A translated article that was found, best first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TranslatedHit {
    /// Its place among the translations.
    pub translation: usize,
    /// The passage of it that has most of the question's words.
    pub passage: usize,
    /// 0 to 1.
    pub score: f32,
}

#[derive(Debug)]
struct Entry {
    translation: usize,
    wordings: Vec<Vec<String>>,
    passages: Vec<HashSet<String>>,
}

/// All translated articles, by language.
#[derive(Debug, Default)]
pub struct Translated {
    entries: BTreeMap<String, Vec<Entry>>,
    /// In how many articles a language's words stand.
    common: BTreeMap<String, HashMap<String, usize>>,
    /// Titles, word for word: which language, which article.
    titles: HashMap<Vec<String>, (String, usize)>,
}

impl Translated {
    /// Everything that this knowledge has in other languages.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut out = Self::default();
        for (at, translation) in knowledge.translations.iter().enumerate() {
            if knowledge.languages.get(&translation.language).is_none() {
                continue;
            }
            let article = &translation.article;
            let said = article.questions.iter().chain([&article.title]);
            let wordings: Vec<Vec<String>> = said.map(|w| plain_words(w)).collect();
            out.titles.entry(plain_words(&article.title)).or_insert_with(|| (translation.language.clone(), at));
            let passage = |p: &Passage| plain_words(&format!("{} {}", p.heading, p.text)).into_iter().collect();
            let passages: Vec<HashSet<String>> = translation.passages.iter().map(passage).collect();
            let all: HashSet<&String> = wordings.iter().flatten().chain(passages.iter().flatten()).collect();
            let common = out.common.entry(translation.language.clone()).or_default();
            for word in all {
                *common.entry(word.clone()).or_default() += 1;
            }
            out.entries.entry(translation.language.clone()).or_default().push(Entry { translation: at, wordings, passages });
        }
        out
    }

    /// The language and place of the article that has just this title, for whoever presses it.
    pub fn titled(&self, message: &str) -> Option<(&str, usize)> {
        self.titles.get(&plain_words(message)).map(|(language, at)| (language.as_str(), *at))
    }

    /// The articles of that language by how well they fit the question.
    pub fn find(&self, language: &Language, message: &str) -> Vec<TranslatedHit> {
        let (Some(entries), Some(common)) = (self.entries.get(&language.tag), self.common.get(&language.tag)) else { return Vec::new() };
        let asked = plain_words(message);
        let count = entries.len() as f32;
        let rare = |word: &String| {
            let rarity = (1.0 + count / (1.0 + common.get(word).copied().unwrap_or_default() as f32)).ln();
            if language.is_small(word) { rarity * SMALL } else { rarity }
        };
        let weight: f32 = asked.iter().map(rare).sum();
        if weight <= 0.0 {
            return Vec::new();
        }
        let held = |words: &mut dyn Iterator<Item = &String>| -> f32 {
            let words: Vec<&String> = words.collect();
            asked.iter().map(|w| rare(w) * words.iter().map(|other| likeness(w, other)).fold(0.0, f32::max)).sum()
        };
        let score = |entry: &Entry| {
            let wording = entry.wordings.iter().map(|w| 2.0 * held(&mut w.iter()) / (weight + w.iter().map(rare).sum::<f32>()));
            let wording = wording.fold(0.0, f32::max).min(1.0);
            let body = held(&mut entry.passages.iter().flatten()) / weight;
            let passages = entry.passages.iter().enumerate().map(|(at, words)| (at, held(&mut words.iter())));
            // Of equals the earlier: the opening answers by itself.
            let passage = passages.reduce(|best, one| if one.1 > best.1 + f32::EPSILON { one } else { best }).map_or(0, |(at, _)| at);
            TranslatedHit { translation: entry.translation, passage, score: WORDINGS * wording + (1.0 - WORDINGS) * body }
        };
        let mut hits: Vec<TranslatedHit> = entries.iter().map(score).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits
    }
}

/// How much two words are the same: they begin alike, and only their endings differ.
fn likeness(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longest = a.chars().count().max(b.chars().count());
    if same >= STEM && longest - same <= ENDING { ALIKE } else { 0.0 }
}

#[cfg(test)]
#[allow(clippy::print_stderr, reason = "the figures are for people to read")]
mod tests {
    use super::*;

    #[test]
    fn endings_do_not_part_a_word() {
        assert!(likeness("szkola", "szkole") > 0.8 && likeness("planu", "planem") > 0.8 && likeness("ocena", "oceny") > 0.8);
        assert!(likeness("plan", "plac") == 0.0 && likeness("transport", "tran") == 0.0);
    }

    /// Polish questions that were written before the finding was tuned: the right article alone, nothing where there is none.
    #[test]
    fn polish_questions_find_their_article_or_nothing() {
        let knowledge = Knowledge::load(crate::knowledge::Files::shipped()).knowledge;
        let translated = Translated::new(&knowledge);
        let polish = knowledge.languages.get("pl").unwrap();
        let (mut first, mut answered, mut wrong, mut silent, mut noticed, mut all) = (0, 0, Vec::new(), 0, 0, 0);
        let lines: Vec<&str> = include_str!("../../tests/fixtures/languages/polish.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        for line in &lines {
            let (question, expected) = line.split_once('\t').unwrap();
            let hits = translated.find(polish, question);
            let best = hits.first().map(|h| (knowledge.translations[h.translation].article.id.as_str(), h.score));
            noticed += usize::from(knowledge.languages.notice(question, None).is_some_and(|l| l.tag == "pl"));
            let answers = best.is_some_and(|(_, score)| score >= ANSWERS);
            if expected == "-" {
                silent += usize::from(!answers);
            } else {
                all += 1;
                first += usize::from(best.is_some_and(|(id, _)| id == expected));
                answered += usize::from(answers && best.is_some_and(|(id, _)| id == expected));
            }
            if answers && best.is_some_and(|(id, _)| id != expected) {
                wrong.push(format!("{question}: {best:?}"));
            }
            eprintln!("{} {question}: {best:?}", if best.is_some_and(|(id, _)| id == expected) { "+" } else { "-" });
        }
        let nothing = lines.len() - all;
        eprintln!(
            "noticed {noticed} of {}, first {first} of {all}, answered {answered}, silent {silent} of {nothing}, wrong {wrong:#?}",
            lines.len()
        );
        assert!(
            first * 100 >= all * 85 && answered * 100 >= all * 60 && wrong.len() * 100 <= lines.len() * 5,
            "{first} {answered} {wrong:?}"
        );
        assert!(noticed * 100 >= lines.len() * 90, "{noticed}");
    }
}
