//! The languages besides English that people ask in: how each is noticed, and what its everyday words are called in English.
//!
//! The model and the index hear English alone. A question in another language is noticed here by its letters and its small words, and its
//! words of the field are put into English one by one, which is enough to offer the nearest pages. One file a language
//! (`languages/pl.toml`); English's own (`languages/en.toml`) holds what keeps short and misspelt English from being taken for another.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::{Fault, Files, Severity};
use crate::text;

/// Where the files lie.
const FOLDER: &str = "languages/";
/// English's own file.
const ENGLISH: &str = "languages/en.toml";
/// What the words of a message must weigh together before another language is noticed.
const ENOUGH: f32 = 2.0;
/// The same where the person has chosen that language.
const ENOUGH_OF_CHOSEN: f32 = 1.0;
/// The least share of a message's words that must belong to the language.
const LEAST_SHARE: f32 = 0.4;
/// Words that a form in the dictionary may span.
const LONGEST_FORM: usize = 6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    name: String,
    read_by: String,
    #[serde(default)]
    letters: String,
    #[serde(default)]
    endings: Vec<String>,
    greetings: Vec<String>,
    thanks: Vec<String>,
    words: Vec<String>,
    dictionary: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EnglishFile {
    words: Vec<String>,
}

/// One language besides English.
#[derive(Debug, Default)]
pub struct Language {
    /// Its tag, such as `pl`.
    pub tag: String,
    /// Its English name.
    pub name: String,
    /// Which native speaker has read what is translated; `nobody yet` until somebody has.
    pub read_by: String,
    /// Its file.
    pub file: String,
    letters: HashSet<char>,
    endings: Vec<String>,
    words: HashSet<String>,
    greetings: Vec<Vec<String>>,
    thanks: Vec<Vec<String>>,
    dictionary: Dictionary,
}

impl Language {
    /// A native speaker has read what is translated.
    pub fn is_read(&self) -> bool {
        super::article::is_somebody(&self.read_by)
    }

    fn ends(&self, word: &str) -> bool {
        word.chars().count() >= 5 && self.endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// How many English words and phrases its dictionary knows.
    pub fn entries(&self) -> usize {
        self.dictionary.entries
    }

    /// Whether every sentence has that word, so that it tells little.
    pub fn is_small(&self, word: &str) -> bool {
        self.words.contains(word) && !self.dictionary.knows(word)
    }

    /// The message in English as far as its words are known: the words of the field, and names and figures as they stand.
    pub fn to_english(&self, message: &str) -> String {
        let tokens = tokens(message);
        let mut out: Vec<String> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let rest = &tokens[at..];
            if let Some((english, length)) = self.dictionary.longest(rest) {
                if !out.iter().any(|w| w == english) {
                    out.push(english.to_owned());
                }
                at += length;
                continue;
            }
            let token = &rest[0];
            // A place, a short form or a figure is the same in every language.
            if token.capital || token.folded.bytes().all(|b| b.is_ascii_digit()) {
                out.push(token.folded.clone());
            }
            at += 1;
        }
        out.join(" ")
    }
}

#[derive(Debug, Default)]
struct Dictionary {
    /// By the first word of a form, whole: the other words and the English.
    whole: HashMap<String, Vec<(Vec<Part>, String)>>,
    /// Forms whose first word has any ending.
    stems: Vec<(String, Vec<Part>, String)>,
    entries: usize,
}

#[derive(Debug, Clone)]
enum Part {
    Word(String),
    Stem(String),
}

impl Part {
    fn of(word: &str) -> Self {
        match word.strip_suffix('*') {
            Some(stem) => Self::Stem(plain(stem)),
            None => Self::Word(plain(word)),
        }
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Word(own) => own == word,
            Self::Stem(stem) => word.starts_with(stem.as_str()),
        }
    }
}

impl Dictionary {
    fn new(words: BTreeMap<String, Vec<String>>) -> Self {
        let mut out = Self { entries: words.len(), ..Self::default() };
        for (english, forms) in words {
            for form in forms {
                let mut parts = form.split_whitespace().map(Part::of);
                let Some(first) = parts.next() else { continue };
                let rest: Vec<Part> = parts.collect();
                match first {
                    Part::Word(word) => out.whole.entry(word).or_default().push((rest, english.clone())),
                    Part::Stem(stem) => out.stems.push((stem, rest, english.clone())),
                }
            }
        }
        // The longer stem says more: "szkoln" before "szk".
        out.stems.sort_by_key(|(stem, ..)| std::cmp::Reverse(stem.chars().count()));
        out
    }

    fn knows(&self, word: &str) -> bool {
        self.whole.get(word).is_some_and(|forms| forms.iter().any(|(rest, _)| rest.is_empty()))
            || self.stems.iter().any(|(stem, rest, _)| rest.is_empty() && word.starts_with(stem.as_str()))
    }

    /// The English of the longest form that begins here, and how many words it spans.
    fn longest(&self, tokens: &[Token]) -> Option<(&str, usize)> {
        let first = tokens.first()?.folded.as_str();
        let fits = |rest: &[Part]| {
            rest.len() < LONGEST_FORM
                && rest.len() < tokens.len()
                && rest.iter().zip(&tokens[1..]).all(|(part, token)| part.fits(&token.folded))
        };
        let whole = self.whole.get(first).into_iter().flatten().filter(|(rest, _)| fits(rest)).map(|(r, e)| (e.as_str(), r.len() + 1));
        let stems = self.stems.iter().filter(|(stem, rest, _)| first.starts_with(stem.as_str()) && fits(rest));
        let stems = stems.map(|(_, rest, english)| (english.as_str(), rest.len() + 1));
        // Of equals the first: a whole word before a stem, a longer stem before a shorter.
        whole.chain(stems).reduce(|best, one| if one.1 > best.1 { one } else { best })
    }
}

/// All languages besides English.
#[derive(Debug, Default)]
pub struct Languages {
    all: Vec<Language>,
    /// Everyday English, as it is typed.
    english: HashSet<String>,
}

/// What a short message in another language says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Courtesy {
    /// Good day.
    Greeting,
    /// Thank you.
    Thanks,
}

impl Languages {
    /// The languages of these files; `english` are the everyday English words.
    pub(super) fn load(files: &Files, english: &[String], faults: &mut Vec<Fault>) -> Self {
        let mut out = Self { all: Vec::new(), english: english.iter().cloned().collect() };
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with(FOLDER) && path.ends_with(".toml")) {
            let wrong = |what: String| {
                let fix = "Write it as the others in `languages/` are written.";
                Fault::new(path, None, Severity::LeftOut, format!("not readable as the words of a language: {what}"), fix)
            };
            if path == ENGLISH {
                match toml::from_str::<EnglishFile>(text) {
                    Ok(file) => out.english.extend(file.words.iter().flat_map(|w| text::words(w))),
                    Err(error) => faults.push(wrong(error.to_string())),
                }
                continue;
            }
            match toml::from_str::<File>(text) {
                Ok(file) if path.strip_prefix(FOLDER).and_then(|p| p.strip_suffix(".toml")) != Some(file.language.as_str()) => {
                    faults.push(wrong(format!("its `language` is `{}`, and the file is called otherwise", file.language)));
                }
                Ok(file) => {
                    // What a dictionary leads to is English, whoever else has the word, too.
                    out.english.extend(file.dictionary.keys().flat_map(|english| text::words(english)));
                    out.all.push(Language::new(path, file));
                }
                Err(error) => faults.push(wrong(error.to_string())),
            }
        }
        out
    }

    /// Every language, in the order of tags.
    pub fn all(&self) -> &[Language] {
        &self.all
    }

    /// The language of that tag.
    pub fn get(&self, tag: &str) -> Option<&Language> {
        self.all.iter().find(|l| l.tag == tag)
    }

    /// The language that a message is in, where it is not English; `chosen` is the one the person has chosen, which needs less to be noticed.
    pub fn notice(&self, message: &str, chosen: Option<&str>) -> Option<&Language> {
        if let Some(tag) = script(message) {
            return self.get(tag);
        }
        let tokens = tokens(message);
        if tokens.is_empty() {
            return None;
        }
        let mut english = 0.0;
        let mut known = vec![(0.0_f32, 0_usize); self.all.len()];
        for token in &tokens {
            let is_english = token.ascii && self.is_english(&token.folded);
            let mut any = false;
            for (language, (weight, count)) in self.all.iter().zip(&mut known) {
                let has = language.words.contains(&token.folded) || language.dictionary.knows(&token.folded);
                if has && token.capital && !token.first && !token.ascii {
                    // A name with its marks stands in English sentences, too.
                    continue;
                }
                if has {
                    any = true;
                    *count += 1;
                    *weight += if is_english {
                        SHARED
                    } else if token.folded.chars().count() >= 5 {
                        LONG
                    } else {
                        OWN
                    };
                }
                if token.marks.iter().any(|mark| language.letters.contains(mark)) && (!token.capital || token.first) {
                    *weight += if has { MARKED } else { OWN };
                    *count += usize::from(!has);
                    any = true;
                } else if !has && !is_english && !token.capital && language.ends(&token.folded) {
                    *weight += ENDED;
                    *count += 1;
                }
            }
            if is_english {
                english += if any { SHARED } else { 1.0 };
            }
        }
        let all = tokens.len() as f32;
        let best = self.all.iter().zip(known).map(|(language, (weight, count))| {
            let is_chosen = chosen == Some(language.tag.as_str());
            (language, weight + if is_chosen { 0.1 } else { 0.0 }, count as f32 / all, is_chosen)
        });
        let (language, weight, share, is_chosen) = best.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let enough = if is_chosen { ENOUGH_OF_CHOSEN } else { ENOUGH };
        (weight >= enough && weight > english && share >= LEAST_SHARE).then_some(language)
    }

    fn is_english(&self, word: &str) -> bool {
        let has = |w: &str| self.english.contains(w);
        let ending = |end: &str, put: &str| word.strip_suffix(end).is_some_and(|stem| stem.len() > 2 && has(&format!("{stem}{put}")));
        has(word)
            || word.bytes().all(|b| b.is_ascii_digit())
            || [("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("ies", "y")]
                .iter()
                .any(|(e, p)| ending(e, p))
    }
}

/// A word that English has as well.
const SHARED: f32 = 0.4;
/// A short word that English does not have.
const OWN: f32 = 1.0;
/// A longer one, which is seldom a slip or a name.
const LONG: f32 = 2.0;
/// A word that nobody knows and that ends as the language's words do.
const ENDED: f32 = 0.7;
/// A known word that is written with the letters of the language.
const MARKED: f32 = 1.0;

impl Language {
    fn new(path: &str, file: File) -> Self {
        let forms = |list: &[String]| list.iter().map(|f| tokens(f).into_iter().map(|t| t.folded).collect()).collect();
        let (greetings, thanks): (Vec<Vec<String>>, Vec<Vec<String>>) = (forms(&file.greetings), forms(&file.thanks));
        let mut words: HashSet<String> = file.words.iter().flat_map(|w| tokens(w)).map(|t| t.folded).collect();
        words.extend(greetings.iter().chain(&thanks).flatten().cloned());
        Self {
            tag: file.language,
            name: file.name,
            read_by: file.read_by,
            file: path.to_owned(),
            letters: file.letters.chars().collect(),
            endings: file.endings,
            words,
            greetings,
            thanks,
            dictionary: Dictionary::new(file.dictionary),
        }
    }

    /// The courtesy that a message is, and nothing else.
    pub fn courtesy(&self, message: &str) -> Option<Courtesy> {
        let said: Vec<String> = tokens(message).into_iter().map(|t| t.folded).collect();
        if self.greetings.contains(&said) {
            return Some(Courtesy::Greeting);
        }
        self.thanks.contains(&said).then_some(Courtesy::Thanks)
    }
}

/// The words of a message without the marks that many leave out.
pub fn plain_words(message: &str) -> Vec<String> {
    tokens(message).into_iter().map(|t| t.folded).collect()
}

/// A word as the detector looks at it.
struct Token {
    folded: String,
    /// It begins with a capital letter.
    capital: bool,
    first: bool,
    ascii: bool,
    /// Its letters with marks.
    marks: Vec<char>,
}

fn tokens(message: &str) -> Vec<Token> {
    let mut out = Vec::new();
    for raw in message.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | ',' | '.' | '?' | '!' | ':' | ';' | '(' | ')')) {
        for (at, folded) in text::words(raw).into_iter().enumerate() {
            let begins = raw.trim_start_matches(|c: char| !c.is_alphanumeric());
            let marks: Vec<char> = raw.chars().flat_map(char::to_lowercase).filter(|c| !c.is_ascii() && c.is_alphabetic()).collect();
            out.push(Token {
                folded: plain(&folded),
                capital: at == 0 && begins.starts_with(char::is_uppercase),
                first: out.is_empty(),
                ascii: marks.is_empty(),
                marks,
            });
        }
    }
    out
}

/// A word without the marks that many leave out; those that are letters of their own, such as ł, among them.
fn plain(word: &str) -> String {
    text::fold(word).replace(['\'', '’'], "").replace('ł', "l").replace('ß', "ss").replace('ı', "i")
}

/// The language that a script tells by itself: ours are Ukrainian in Cyrillic and Urdu in Arabic letters.
fn script(message: &str) -> Option<&'static str> {
    let count = |fits: fn(char) -> bool| message.chars().filter(|c| fits(*c)).count();
    let letters = count(char::is_alphabetic);
    let cyrillic = count(|c| ('\u{400}'..='\u{52f}').contains(&c));
    let arabic = count(|c| {
        c.is_alphabetic()
            && (('\u{600}'..='\u{6ff}').contains(&c)
                || ('\u{750}'..='\u{77f}').contains(&c)
                || ('\u{fb50}'..='\u{fdff}').contains(&c)
                || ('\u{fe70}'..='\u{fefc}').contains(&c))
    });
    let most = |n: usize| n >= 2 && n * 2 >= letters;
    if most(cyrillic) {
        return Some("uk");
    }
    most(arabic).then_some("ur")
}

#[cfg(test)]
#[allow(clippy::print_stderr, reason = "the figures are for people to read")]
mod tests {
    use super::*;

    const MESSAGES: &str = include_str!("../../tests/fixtures/languages/messages.tsv");

    fn shipped() -> Languages {
        let mut faults = Vec::new();
        let knowledge = super::super::Knowledge::load(Files::shipped());
        let languages = Languages::load(&Files::shipped(), &knowledge.knowledge.general_words, &mut faults);
        assert_eq!(faults, Vec::new());
        languages
    }

    /// Right and all, by language, over messages that were written before anything was tuned.
    #[test]
    fn short_messages_are_told_apart() {
        let languages = shipped();
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for line in MESSAGES.lines().filter(|l| !l.starts_with('#')) {
            let (own, message) = line.split_once('\t').unwrap();
            let told = languages.notice(message, None).map_or("en", |l| l.tag.as_str());
            let count = counts.entry(own).or_default();
            count.1 += 1;
            if told == own {
                count.0 += 1;
            } else {
                eprintln!("{own}: {message} → {told}");
            }
        }
        eprintln!("{counts:?}");
        for (language, (right, all)) in counts {
            let least = if language == "en" { all } else { all * 9 / 10 };
            assert!(right >= least, "{language}: {right} of {all}");
        }
    }

    /// English that nobody wrote for the detector: every wording of the articles, every judgment, and what the masking is tried on.
    #[test]
    fn english_questions_are_hardly_ever_taken_for_another_language() {
        let languages = shipped();
        let knowledge = super::super::Knowledge::load(Files::shipped()).knowledge;
        let mut asked: Vec<String> = knowledge.articles.iter().flat_map(|a| a.questions.iter().chain([&a.title])).cloned().collect();
        for file in ["everyday", "documents", "nothing"] {
            let path = format!("{}/knowledge/judgments/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
            let lines = std::fs::read_to_string(path).unwrap();
            asked.extend(
                lines.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["question"].as_str().unwrap().to_owned()),
            );
        }
        let taken: Vec<String> = asked.iter().filter_map(|q| languages.notice(q, None).map(|l| format!("{}: {q}", l.tag))).collect();
        eprintln!("{} of {} English wordings: {taken:#?}", taken.len(), asked.len());
        assert!(taken.len() * 500 <= asked.len(), "{taken:#?}");
    }

    /// Everyday and fearful words in the other languages, written for the screening and not for this.
    #[test]
    fn what_the_screening_knows_of_a_language_is_noticed_as_that_language() {
        let languages = shipped();
        let mut wrong = Vec::new();
        for language in languages.all() {
            let path = format!("{}/knowledge/safeguarding/{}.toml", env!("CARGO_MANIFEST_DIR"), language.tag);
            let table: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
            let examples = table["phrases"].as_array().unwrap().iter().flat_map(|g| g["examples"].as_array().unwrap());
            let said: Vec<&str> = examples.chain(table["harmless"].as_array().unwrap()).map(|e| e.as_str().unwrap()).collect();
            let said: Vec<&str> = said.into_iter().filter(|s| s.split_whitespace().count() >= 3).collect();
            let missed: Vec<&str> =
                said.iter().filter(|s| languages.notice(s, None).is_none_or(|l| l.tag != language.tag)).copied().collect();
            eprintln!("{}: {} of {} noticed; missed {missed:#?}", language.tag, said.len() - missed.len(), said.len());
            wrong.extend((missed.len() * 20 > said.len() * 3).then(|| language.tag.clone()));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
