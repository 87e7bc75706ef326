//! Danger that is told in another language than English, and help in the language it was told in.
//!
//! The model hears English alone, so here phrases have to carry it. One file a language (`safeguarding/pl.toml`) holds the phrases, what
//! looks like them and is harmless, and the words of its card; the numbers in those words are taken from `safeguarding.toml` by the name
//! of the contact (`{childline}`), and the English lines follow, so that a helper beside the person can read along. All languages are one
//! machine: whoever writes need not have told us which language is theirs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::file::{EASY_READ_WORDS, Words, check_classes};
use super::pattern::{Found, Machine, Pattern};
use super::spelling::{LONGEST_WORD, Token, Vocabulary, distance, shorter};
use super::{Category, FAR, Level, SHORT_TURN, Screener, Screening, Signpost, SignpostLine, TURNS_BACK, WORDS_BACK};

/// A slip is forgiven in words of at least so many letters.
const LONG_WORD: usize = 6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The tag of the language, for `lang` in a page.
    language: String,
    /// Its English name.
    name: String,
    /// Whether a native speaker and a safeguarding lead have signed it.
    approved: bool,
    /// What is to be known of how it was made.
    note: String,
    #[serde(default)]
    dir: Direction,
    negations: Vec<String>,
    personal: Vec<String>,
    about: Vec<String>,
    never: Vec<String>,
    #[serde(default)]
    classes: BTreeMap<String, Vec<String>>,
    phrases: Vec<Group>,
    /// What must raise nothing.
    harmless: Vec<String>,
    cards: Vec<Card>,
    /// What follows on every card.
    help: Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    #[default]
    Ltr,
    Rtl,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    category: Category,
    level: Level,
    patterns: Vec<String>,
    examples: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    level: Level,
    title: String,
    standard: Vec<String>,
    easy_read: Vec<SignpostLine>,
}

/// How much of a card stands in another language than English: its title and its first lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// The tag of the language, such as `pl`.
    pub tag: String,
    /// Whether it is written from right to left.
    pub rtl: bool,
    /// How many of the standard lines are in it.
    pub standard: usize,
    /// How many of the easy-read lines are in it.
    pub easy_read: usize,
}

#[derive(Debug, Clone)]
struct Language {
    tag: String,
    name: String,
    rtl: bool,
    approved: bool,
    cards: Vec<Card>,
    help: Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Phrase(Category, Level),
    Personal,
    About,
    Never,
}

/// All languages besides English, ready to use.
#[derive(Debug, Clone, Default)]
pub(super) struct Languages {
    all: Vec<Language>,
    terms: Terms,
    machine: Machine,
    /// For each pattern its language and what it is for.
    roles: Vec<(usize, Role)>,
}

impl Screener {
    /// The same with other languages, each from its file: name and text. The faults say which file and entry is wrong.
    pub fn with_languages<'a>(mut self, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Screener, Vec<String>> {
        let mut faults = Vec::new();
        let mut builder = Builder::default();
        for (name, text) in files {
            match toml::from_str::<File>(text) {
                Ok(file) => builder.add(name, file, &self, &mut faults),
                Err(error) => faults.push(format!("{name}: not readable as the words of a language: {error}")),
            }
        }
        check_classes(&builder.classes, &builder.patterns, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.languages = builder.finish();
        Ok(self)
    }

    /// Whether there are words for a person in danger in that language.
    pub fn speaks(&self, tag: &str) -> bool {
        self.languages.all.iter().any(|language| language.tag == tag)
    }

    /// Whom anybody can turn to, in that language where we have it, else in English.
    pub fn always_in(&self, tag: &str) -> Vec<String> {
        let own = self.languages.all.iter().find(|language| language.tag == tag);
        own.map_or_else(|| self.always(), |language| language.help.standard.clone())
    }

    /// The English names of the languages whose words nobody has signed.
    pub fn languages_not_approved(&self) -> impl Iterator<Item = &str> {
        self.languages.all.iter().filter(|language| !language.approved).map(|language| language.name.as_str())
    }
}

impl Languages {
    /// What the English reading found, and what the other languages add to it; they take nothing away.
    pub(super) fn add(&self, mut found: Screening, recent: &[&str], message: &str) -> Screening {
        if self.all.is_empty() {
            return found;
        }
        let (tokens, own) = self.turns(recent, message);
        let heard = self.heard(&tokens, own);
        let Some(&(_, _, level, language)) =
            heard.iter().max_by_key(|(_, _, level, language)| (*level, heard.iter().filter(|(_, _, _, other)| other == language).count()))
        else {
            return found;
        };
        found.level = found.level.max(level);
        found.categories.extend(heard.iter().map(|(_, category, ..)| *category));
        found.categories.sort_unstable();
        found.categories.dedup();
        found.language = Some(self.all[language].tag.clone());
        found
    }

    /// Puts the words of the language before the English ones.
    pub(super) fn speak(&self, out: &mut Signpost, screening: &Screening) {
        let Some(language) = screening.language.as_ref().and_then(|tag| self.all.iter().find(|one| one.tag == *tag)) else { return };
        let level = screening.level.max(Level::Concern);
        let Some(card) = language.cards.iter().find(|card| card.level == level) else { return };
        out.title.clone_from(&card.title);
        let standard: Vec<String> = card.standard.iter().chain(&language.help.standard).cloned().collect();
        let easy_read: Vec<SignpostLine> = card.easy_read.iter().chain(&language.help.easy_read).cloned().collect();
        let spoken = Spoken { tag: language.tag.clone(), rtl: language.rtl, standard: standard.len(), easy_read: easy_read.len() };
        out.standard.splice(0..0, standard);
        out.easy_read.splice(0..0, easy_read);
        out.approved &= language.approved;
        out.spoken = Some(spoken);
    }

    /// The last turns and the message as one row of tokens, and where the message begins; a short turn runs on into the next.
    fn turns(&self, recent: &[&str], message: &str) -> (Vec<Token>, usize) {
        let mut seen = HashMap::new();
        let mut tokens: Vec<Token> = Vec::new();
        let mut runs_on = false;
        for turn in &recent[recent.len().saturating_sub(TURNS_BACK)..] {
            let words = self.terms.tokens(turn, &mut seen);
            let short = words.len() <= SHORT_TURN;
            join(&mut tokens, words, short && runs_on);
            runs_on = short && !turn.trim_end().ends_with(STOPS);
        }
        tokens.drain(..tokens.len().saturating_sub(WORDS_BACK));
        let own = tokens.len();
        let words = self.terms.tokens(message, &mut seen);
        let short = words.len() <= SHORT_TURN;
        join(&mut tokens, words, short && runs_on);
        (tokens, own)
    }

    /// The phrases that count and end in the message itself.
    fn heard(&self, tokens: &[Token], own: usize) -> Vec<(Found, Category, Level, usize)> {
        let found = self.machine.run(tokens, own);
        let count = tokens.len();
        let mut sentence = vec![0usize; count];
        for at in 1..count {
            sentence[at] = sentence[at - 1] + usize::from(tokens[at].stop);
        }
        // By language, whether a word lies in something harmless, ends an "about", or speaks of the writer.
        let mut never = vec![0u64; count];
        let mut about = vec![0u64; count];
        let mut personal = vec![0u64; count];
        for one in &found {
            let (language, role) = self.roles[one.pattern];
            let bit = 1u64 << (language % 64);
            match role {
                Role::Never => never[one.first..=one.last].iter_mut().for_each(|mark| *mark |= bit),
                Role::Personal => personal[one.first..=one.last].iter_mut().for_each(|mark| *mark |= bit),
                Role::About => about[one.last] |= bit,
                Role::Phrase(..) => {}
            }
        }
        let mut out = Vec::new();
        for one in found.iter().filter(|one| one.last >= own) {
            let (language, Role::Phrase(category, level)) = self.roles[one.pattern] else { continue };
            let bit = 1u64 << (language % 64);
            let marked = |marks: &[u64]| marks.iter().any(|mark| mark & bit != 0);
            if marked(&never[one.first..=one.last]) {
                continue;
            }
            let topic = (one.first.saturating_sub(FAR)..one.first)
                .rev()
                .take_while(|&at| sentence[at] == sentence[one.first])
                .find(|&at| about[at] & bit != 0);
            if topic.is_some_and(|at| !marked(&personal[at + 1..=one.last])) {
                continue;
            }
            // Directly before it, and of the same language: "ne" is no denial in Urdu.
            let before = one.first.checked_sub(1).map(|at| &tokens[at]).filter(|_| !tokens[one.first].stop);
            let denied = before.is_some_and(|token| token.ids.iter().any(|id| self.terms.negates(*id, bit)));
            out.push((*one, category, if denied { level.min(Level::Concern) } else { level }, language));
        }
        out
    }
}

fn join(tokens: &mut Vec<Token>, mut words: Vec<Token>, runs_on: bool) {
    if let Some(first) = words.first_mut() {
        first.stop = !tokens.is_empty() && !runs_on;
    }
    tokens.append(&mut words);
}

const STOPS: [char; 7] = ['.', '?', '!', ';', '…', '؟', '۔'];

/// The words and stems of all phrases, with the ways to find them behind a slip of the fingers.
#[derive(Debug, Clone, Default)]
struct Terms {
    list: Vec<Vec<char>>,
    words: HashMap<String, u16>,
    stems: HashMap<String, u16>,
    longest_stem: usize,
    word_slips: HashMap<String, Vec<u16>>,
    stem_slips: HashMap<String, Vec<u16>>,
    /// By term, the languages in which it is a "not".
    negations: HashMap<u16, u64>,
}

impl Terms {
    /// The number of a term; one that ends in `*` stands for every word that begins so.
    fn number(&mut self, term: &str) -> u16 {
        let (word, stem) = term.strip_suffix('*').map_or((term, false), |word| (word, true));
        let known = if stem { &mut self.stems } else { &mut self.words };
        if let Some(&id) = known.get(word) {
            return id;
        }
        let id = u16::try_from(self.list.len()).unwrap_or(u16::MAX);
        let letters: Vec<char> = word.chars().collect();
        known.insert(word.to_owned(), id);
        if stem {
            self.longest_stem = self.longest_stem.max(letters.len());
        }
        if letters.len() >= LONG_WORD {
            let slips = if stem { &mut self.stem_slips } else { &mut self.word_slips };
            for short in shorter(&letters, 1) {
                slips.entry(short).or_default().push(id);
            }
        }
        self.list.push(letters);
        id
    }

    fn tokens(&self, message: &str, seen: &mut HashMap<String, Vec<u16>>) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::new();
        let mut stop = false;
        for chunk in plain(message).split(' ') {
            for piece in chunk.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()) {
                let word = one_script(&held_down(piece));
                let ids = match seen.get(&word) {
                    Some(ids) => ids.clone(),
                    None => seen.entry(word).or_insert_with_key(|word| self.known(word)).clone(),
                };
                let negates = ids.iter().any(|id| self.negations.contains_key(id));
                let mut token = Token::default();
                (token.ids, token.negates) = (ids, negates);
                token.stop = std::mem::take(&mut stop) && !out.is_empty();
                out.push(token);
            }
            stop |= chunk.ends_with(STOPS);
        }
        out
    }

    /// Whether a term is a "not" in one of the languages of `bits`.
    fn negates(&self, id: u16, bits: u64) -> bool {
        self.negations.get(&id).is_some_and(|languages| languages & bits != 0)
    }

    /// Every term that a word may stand for: as it is, by its beginning, or with one slip where the term is long.
    fn known(&self, word: &str) -> Vec<u16> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() > 2 * LONGEST_WORD {
            return Vec::new();
        }
        let beginning = |length: usize| letters[..length].iter().collect::<String>();
        let mut ids: Vec<u16> = self.words.get(word).copied().into_iter().collect();
        let most = letters.len().min(self.longest_stem);
        ids.extend((1..=most).filter_map(|length| self.stems.get(&beginning(length))));
        if ids.is_empty() && letters.len() + 1 >= LONG_WORD && letters.len() <= LONGEST_WORD {
            self.near(&self.word_slips, &letters, &mut ids);
            for length in LONG_WORD - 1..=letters.len().min(self.longest_stem + 1) {
                self.near(&self.stem_slips, &letters[..length], &mut ids);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn near(&self, slips: &HashMap<String, Vec<u16>>, typed: &[char], out: &mut Vec<u16>) {
        for id in shorter(typed, 1).iter().filter_map(|short| slips.get(short)).flatten() {
            let meant = &self.list[usize::from(*id)];
            if typed.first() == meant.first() && distance(typed, meant) <= 1 {
                out.push(*id);
            }
        }
    }
}

/// Letters as they are compared: without marks, and one for those that keyboards and habits mix up.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        // What is left out or set in as it comes: apostrophes, soft and hard signs, a lone hamza, the line that stretches a word.
        '\'' | 'ʼ' | 'ʹ' | 'ь' | 'ъ' | 'ء' | 'ـ' => None,
        'ł' => Some('l'),
        'đ' => Some('d'),
        'ø' => Some('o'),
        'ı' => Some('i'),
        // A Russian keyboard has no і, ї, є, ґ; a Ukrainian one no ы, э, ё.
        'ы' | 'і' => Some('и'),
        'э' | 'є' => Some('е'),
        'ґ' => Some('г'),
        // An Arabic keyboard has other letters for the same sounds.
        'ك' => Some('ک'),
        'ي' | 'ى' | 'ے' => Some('ی'),
        'ه' | 'ھ' | 'ة' | 'ۃ' | 'ە' => Some('ہ'),
        c => Some(c),
    };
    crate::text::fold(text).chars().filter_map(letter).collect()
}

/// A Cyrillic word in which letters of the other keyboard stand that look the same.
fn one_script(word: &str) -> String {
    if !word.contains(|c| matches!(c, 'а'..='я')) {
        return word.to_owned();
    }
    let letter = |c| match c {
        'a' => 'а',
        'e' => 'е',
        'i' => 'и',
        'o' => 'о',
        'c' => 'с',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        c => c,
    };
    word.chars().map(letter).collect()
}

/// "booooli": a letter that stands three times or more stands once.
fn held_down(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    letters.chunk_by(|a, b| a == b).flat_map(|run| &run[..if run.len() > 2 { 1 } else { run.len() }]).collect()
}

#[derive(Default)]
struct Builder {
    all: Vec<Language>,
    terms: Terms,
    patterns: Vec<Pattern>,
    roles: Vec<(usize, Role)>,
    classes: HashMap<String, Vec<Pattern>>,
}

impl Builder {
    fn add(&mut self, name: &str, mut file: File, english: &Screener, faults: &mut Vec<String>) {
        let language = self.all.len();
        let mut wrong = |what: String| faults.push(format!("{name}: {what}"));
        if file.note.trim().is_empty() {
            wrong("`note` is empty; say who made it and who has read it".to_owned());
        }
        let tag = file.language.as_str();
        if tag.is_empty() || !tag.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') || self.all.iter().any(|one| one.tag == tag) {
            wrong(format!("`language` is \"{tag}\"; write its tag in small letters, such as \"pl\", and one file for each"));
        }
        if language >= 64 {
            wrong("there are more than 64 languages; take one out".to_owned());
        }
        for (class, rows) in &file.classes {
            let rows = rows.iter().filter_map(|row| self.read(row, tag).map_err(|fault| wrong(format!("classes.{class}, {fault}"))).ok());
            let rows = rows.collect();
            self.classes.insert(format!("{tag}.{class}"), rows);
        }
        let mut rows: Vec<(String, Role, &[String])> = vec![
            ("personal".to_owned(), Role::Personal, &file.personal),
            ("about".to_owned(), Role::About, &file.about),
            ("never".to_owned(), Role::Never, &file.never),
        ];
        for (number, group) in file.phrases.iter().enumerate() {
            let place = format!("phrases, entry {} ({:?}, {:?})", number + 1, group.category, group.level);
            if group.level == Level::None {
                wrong(format!("{place}: a phrase is `concern` or `immediate`; put what must not raise under `harmless`"));
            }
            if group.examples.is_empty() {
                wrong(format!("{place}: it has no examples; write what a person would type"));
            }
            rows.push((place, Role::Phrase(group.category, group.level), &group.patterns));
        }
        for (place, role, rows) in rows {
            for row in rows {
                match self.read(row, tag) {
                    Ok(pattern) => {
                        self.patterns.push(pattern);
                        self.roles.push((language, role));
                    }
                    Err(fault) => wrong(format!("{place}, {fault}")),
                }
            }
        }
        for word in &file.negations {
            let id = self.terms.number(&plain(word));
            *self.terms.negations.entry(id).or_default() |= 1 << (language % 64);
        }
        if file.harmless.is_empty() {
            wrong("`harmless` is empty; write what looks like a phrase and must raise nothing".to_owned());
        }
        check_words(&mut file, english, &mut wrong);
        let File { language: tag, name, approved, dir, cards, help, .. } = file;
        self.all.push(Language { tag, name, rtl: dir == Direction::Rtl, approved, cards, help });
    }

    /// A row of the pattern language in the words of a language: each word becomes its number, and between two one other word may stand.
    fn read(&mut self, row: &str, tag: &str) -> Result<Pattern, String> {
        let folded = plain(row);
        let mut rest = folded.as_str();
        let mut out = String::new();
        let mut after_node = false;
        while let Some(first) = rest.chars().next() {
            let of_word = |c: char| c.is_alphanumeric() || c == '*';
            let word_end = rest.find(|c| !of_word(c)).unwrap_or(rest.len());
            if after_node && (word_end > 0 || matches!(first, '(' | '<')) {
                out.push_str(" ..1 ");
            }
            let taken = if word_end > 0 {
                out.push_str(&format!("t{}", self.terms.number(&one_script(&rest[..word_end]))));
                after_node = true;
                word_end
            } else if let Some(class) = rest.strip_prefix('<') {
                let end = class.find('>').ok_or_else(|| format!("pattern \"{row}\": a `<` is not closed"))?;
                out.push_str(&format!("<{tag}.{}>", &class[..end]));
                after_node = true;
                end + 2
            } else if let Some(gap) = rest.strip_prefix("..") {
                let digits = gap.len() - gap.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                out.push_str(&rest[..2 + digits]);
                after_node = false;
                2 + digits
            } else {
                out.push(first);
                match first {
                    '(' | '|' => after_node = false,
                    ')' => after_node = true,
                    _ => {}
                }
                first.len_utf8()
            };
            rest = &rest[taken..];
        }
        Pattern::parse(&out).map_err(|fault| format!("pattern \"{row}\": {fault}"))
    }

    fn finish(self) -> Languages {
        // The vocabulary knows the numbers of the terms by their names, in the same order.
        let names = (0..self.terms.list.len()).map(|id| format!("t{id}"));
        let vocabulary = Vocabulary::new(names, &[], &[], &[]);
        let machine = Machine::build(&self.patterns, &vocabulary, &self.classes);
        Languages { all: self.all, terms: self.terms, machine, roles: self.roles }
    }
}

/// What the card must hold; puts the numbers in.
fn check_words(file: &mut File, english: &Screener, wrong: &mut impl FnMut(String)) {
    for level in [Level::Concern, Level::Immediate] {
        if file.cards.iter().filter(|card| card.level == level).count() != 1 {
            wrong(format!("cards: there must be one at {level:?}"));
        }
    }
    let public: BTreeSet<String> = english.contacts.values().flat_map(|words| &words.standard).flat_map(|line| numbers(line)).collect();
    let cards = file.cards.iter_mut().map(|card| (card.title.clone(), &mut card.standard, &mut card.easy_read));
    let help = std::iter::once(("help".to_owned(), &mut file.help.standard, &mut file.help.easy_read));
    for (place, standard, easy_read) in cards.chain(help) {
        if standard.is_empty() || easy_read.is_empty() || place.trim().is_empty() {
            wrong(format!("\"{place}\": a title, `standard` and `easy_read` are needed, with at least one line each"));
        }
        for line in standard.iter_mut().chain(easy_read.iter_mut().map(|line| &mut line.text)) {
            if let Some(number) = numbers(line).into_iter().find(|number| !public.contains(number)) {
                wrong(format!(
                    "\"{line}\": the number {number} does not stand in safeguarding.toml; write the contact's name, as {{text}}"
                ));
            }
            match filled(line, english) {
                Ok(text) => *line = text,
                Err(fault) => wrong(format!("\"{line}\": {fault}")),
            }
        }
        for line in easy_read.iter() {
            let count = line.text.split_whitespace().count();
            if count == 0 || count > EASY_READ_WORDS || line.picture.is_empty() {
                wrong(format!("easy-read line \"{}\": it needs a picture and 1 to {EASY_READ_WORDS} words, and has {count}", line.text));
            }
        }
    }
}

/// The line with each `{contact}` as the number that `safeguarding.toml` gives for it.
fn filled(line: &str, english: &Screener) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').ok_or("a `{` is not closed")?;
        let lines = english.contacts.get(name).map(|words| words.standard.as_slice()).unwrap_or_default();
        // Ages and options have one or two digits, numbers to ring or text have more.
        let digits = |number: &String| number.chars().filter(char::is_ascii_digit).count();
        let number = lines.iter().flat_map(|line| numbers(line)).find(|number| digits(number) > 2);
        out.push_str(before);
        out.push_str(&number.ok_or_else(|| format!("safeguarding.toml has no contact `{name}` with a number"))?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// The numbers in a line, as they are written.
fn numbers(line: &str) -> Vec<String> {
    let runs = line.split(|c: char| !c.is_ascii_digit() && c != ' ').map(str::trim);
    runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Examples of one language file, for the tests: what is said and what it must raise.
#[cfg(test)]
pub(super) fn examples(text: &str) -> Vec<super::file::Example> {
    let file: File = toml::from_str(text).expect("the file parses");
    let raising = file.phrases.into_iter().flat_map(|group| {
        let raises = Some((group.level, group.category));
        group.examples.into_iter().map(move |says| super::file::Example { says, raises })
    });
    raising.chain(file.harmless.into_iter().map(|says| super::file::Example { says, raises: None })).collect()
}

#[cfg(test)]
#[allow(clippy::print_stderr, reason = "the figures of each language are printed for whoever reads the run")]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    const ENGLISH: &str = include_str!("../../knowledge/safeguarding.toml");

    fn knowledge(path: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge").join(path)
    }

    /// Every shipped language: name of its file and text.
    fn shipped() -> Vec<(String, String)> {
        let entries = fs::read_dir(knowledge("safeguarding")).expect("the folder is there").map(|entry| entry.expect("it can be read"));
        let names = entries.map(|entry| entry.file_name().into_string().expect("plain names"));
        let names = names.filter(|name| name.ends_with(".toml") && name != "classifier.toml");
        let read = |name: String| (name.clone(), fs::read_to_string(knowledge("safeguarding").join(name)).expect("it can be read"));
        let mut out: Vec<_> = names.map(read).collect();
        out.sort();
        out
    }

    fn with(files: &[(String, String)]) -> Result<Screener, Vec<String>> {
        let english = Screener::parse(ENGLISH).expect("the English file is sound");
        english.with_languages(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    fn screener() -> &'static Screener {
        static ONE: std::sync::OnceLock<Screener> = std::sync::OnceLock::new();
        ONE.get_or_init(|| with(&shipped()).unwrap_or_else(|faults| panic!("{}", faults.join("\n"))))
    }

    #[test]
    fn every_example_of_every_language_is_screened_as_it_says() {
        let mut wrong = Vec::new();
        for (name, text) in shipped() {
            let tag = name.trim_end_matches(".toml");
            let (mut raise, mut quiet, mut kinds) = (0, 0, BTreeSet::new());
            for example in examples(&text) {
                let got = screener().screen(&example.says);
                let right = match example.raises {
                    None => got.level == Level::None,
                    Some((level, category)) => {
                        got.level == level && got.categories.contains(&category) && got.language.as_deref() == Some(tag)
                    }
                };
                if example.raises.is_some() {
                    raise += 1;
                } else {
                    quiet += 1;
                }
                kinds.extend(example.raises.map(|(_, category)| category));
                if !right {
                    wrong.push(format!("{name}: {:?}\n    should raise {:?}, raised {got:?}", example.says, example.raises));
                }
            }
            eprintln!("{name}: {raise} that raise, {quiet} that must not");
            assert!(raise >= 30 && quiet >= 15 && kinds.len() == 9, "{name}: {raise}, {quiet}, {kinds:?}");
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn marks_may_be_left_out_and_case_does_not_matter() {
        for (name, text) in shipped() {
            for example in examples(&text).into_iter().filter(|example| example.raises.is_some()) {
                let says = crate::text::fold(&example.says).replace('ł', "l");
                for typed in [says.to_uppercase(), format!("hello. {says}!!")] {
                    let got = screener().screen(&typed);
                    assert_eq!(Some(got.level), example.raises.map(|(level, _)| level), "{name}: {typed}");
                }
            }
        }
    }

    /// A letter missing in the middle of a long word.
    #[test]
    fn a_slip_in_a_long_word_is_forgiven() {
        for (typed, tag) in [
            ("myślę o samobjstwie", "pl"),
            ("galvoju apie savižudbę", "lt"),
            ("tenho pensamntos suicidas", "pt"),
            ("mă gândesc la sinuciere", "ro"),
            ("думаю про самогбство", "uk"),
            ("main khudkshi karna chahta hun", "ur"),
        ] {
            let got = screener().screen(typed);
            assert_eq!((got.level, got.language.as_deref()), (Level::Immediate, Some(tag)), "{typed}");
        }
    }

    /// Everything English that we ship or were told is harmless: no other language may hear anything in it.
    #[test]
    fn english_never_speaks_another_language() {
        let mut lines: Vec<String> = Vec::new();
        let mut waiting = vec![knowledge("")];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path()) {
                let own =
                    entry.parent().is_some_and(|folder| folder.ends_with("safeguarding")) && entry.extension().is_some_and(|e| e == "toml");
                if entry.is_dir() {
                    waiting.push(entry);
                } else if !own {
                    lines.extend(fs::read_to_string(&entry).unwrap_or_default().lines().map(str::to_owned));
                }
            }
        }
        let unseen = include_str!("unseen.toml").lines().chain(include_str!("unseen-c.tsv").lines());
        lines.extend(unseen.map(str::to_owned));
        assert!(lines.len() > 20_000, "{}", lines.len());
        let speaks = |line: &&String| screener().languages.add(Screening::default(), &[], line).language.is_some();
        let wrong: Vec<&String> = lines.iter().filter(speaks).collect();
        assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), lines.len());
    }

    #[test]
    fn a_disclosure_over_several_messages_counts_in_every_language() {
        let heard = |before: &[&str], message: &str| screener().screen_turns(before, message).level;
        assert_eq!(heard(&["chcę"], "umrzeć"), Level::Immediate);
        assert_eq!(heard(&[], "nie chcę umrzeć"), Level::Concern);
        assert_eq!(heard(&[], "Nie. Chcę umrzeć"), Level::Immediate, "a denial ends with its sentence");
        assert_eq!(heard(&["привіт", "мене вдома"], "б'ють"), Level::Immediate);
        assert_eq!(heard(&["chcę umrzeć"], "jak długo trwa plan EHC"), Level::None, "what was answered does not come up again");
        assert_eq!(heard(&["Chcę."], "że zupa jest gorąca umrzeć"), Level::None);
    }

    #[test]
    fn the_card_is_in_that_language_and_english_follows() {
        let s = screener();
        let english = |says: &str| s.signpost(&s.screen(says), Some("norfolk"));
        for (says, tag, rtl, like) in [
            ("chcę się zabić", "pl", false, "i want to kill myself"),
            ("quero desaparecer para sempre e não acordar", "pt", false, "i want to disappear"),
            ("main marna chahta hoon", "ur", true, "i want to kill myself"),
            ("میں مرنا چاہتا ہوں", "ur", true, "i want to kill myself"),
        ] {
            let card = english(says);
            let spoken = card.spoken.clone().unwrap_or_else(|| panic!("{says}"));
            assert_eq!((spoken.tag.as_str(), spoken.rtl, card.approved), (tag, rtl, false));
            let plain = english(like);
            assert_eq!(card.standard[spoken.standard..], plain.standard[..], "{says}");
            assert_eq!(card.easy_read[spoken.easy_read..], plain.easy_read[..], "{says}");
            let own = card.standard[..spoken.standard].join("\n");
            for number in ["999", "85258", "0800 1111", "111", "116 123", "0808 800 5000"] {
                assert!(own.contains(number), "{number} in {own}");
            }
            assert!(!own.contains(['{', '}']) && plain.spoken.is_none());
        }
    }

    #[test]
    fn faults_of_a_language_say_where_and_what_to_do() {
        let polish = shipped().into_iter().find(|(name, _)| name == "pl.toml").expect("it is shipped").1;
        let fault = |from: &str, to: &str| {
            assert!(polish.contains(from), "{from}");
            let faults = with(&[("pl.toml".to_owned(), polish.replacen(from, to, 1))]).err().unwrap_or_default().join("\n");
            assert!(faults.starts_with("pl.toml: ") || faults.contains("pl."), "{faults}");
            faults
        };
        assert!(fault("{text}", "85259").contains("the number 85259 does not stand in safeguarding.toml"));
        assert!(fault("{text}", "{fax}").contains("no contact `fax`"));
        assert!(fault("language = \"pl\"", "language = \"\"").contains("write its tag"));
        assert!(fault("<want> umrzeć", "<wants> umrzeć").contains("wants"));
        assert!(fault("<want> umrzeć", "(umrzeć").contains("not closed"));
        assert!(fault("approved = false", "approved = \"no\"").contains("not readable"));
        assert!(fault("picture = \"help\"", "picture = \"\"").contains("needs a picture"));
        assert!(fault("level = \"concern\"\ntitle", "level = \"immediate\"\ntitle").contains("one at Concern"));
        let twice = [("pl.toml".to_owned(), polish.clone()), ("two.toml".to_owned(), polish.clone())];
        assert!(with(&twice).err().unwrap_or_default().join("\n").contains("one file for each"));
    }

    #[test]
    fn every_picture_of_a_card_is_there() {
        let pictures = fs::read_to_string(knowledge("pictures.toml")).expect("it is there");
        for language in &screener().languages.all {
            for line in language.cards.iter().flat_map(|card| &card.easy_read).chain(&language.help.easy_read) {
                assert!(pictures.lines().any(|l| l.starts_with(&format!("{} = ", line.picture))), "{}: {}", language.tag, line.picture);
            }
        }
    }

    /// Twice the words take about twice the time: a bound that only a reading that grows faster can miss.
    #[test]
    fn a_very_long_message_is_read_in_linear_time() {
        let time = |words: usize| {
            let message = (0..words).map(|n| format!("nie chcę mnie słowo{n} main ")).collect::<String>();
            let started = std::time::Instant::now();
            screener().languages.add(Screening::default(), &[], &message);
            started.elapsed()
        };
        time(200);
        let (short, long) = (time(1_000), time(8_000));
        eprintln!("5,000 words {short:?}, 40,000 words {long:?}");
        assert!(long < short * 40, "{short:?} and {long:?}");
    }

    /// The longest message there may be, made of a language's own phrases, whole, without spaces and letter by letter.
    #[test]
    fn the_longest_message_of_any_language_is_read_whole_and_soon() {
        const MOST: usize = crate::text::MAX_MESSAGE_CHARS;
        screener();
        for (name, text) in shipped().into_iter().chain([("en".to_owned(), String::new())]) {
            let all = if text.is_empty() { crate::safeguarding::file::examples(ENGLISH) } else { examples(&text) };
            let urgent = all.iter().find(|one| one.raises.is_some_and(|(level, _)| level == Level::Immediate)).expect("one is urgent");
            let quiet: String = all.iter().filter(|one| one.raises.is_none()).map(|one| format!("{}. ", one.says)).collect();
            let said: String = all.iter().map(|one| format!("{} ", one.says)).collect();
            let apart: String = said.chars().filter(|c| !c.is_whitespace()).flat_map(|c| [c, ' ']).collect();
            let shapes = [("quiet", quiet), ("said", said.clone()), ("joined", said.replace(' ', "")), ("apart", apart)];
            for (shape, words) in shapes {
                let end = format!(". {}", urgent.says);
                let long: String = words.chars().cycle().take(MOST - end.chars().count()).chain(end.chars()).collect();
                assert_eq!(long.chars().count(), MOST);
                let started = std::time::Instant::now();
                let found = screener().screen(&long);
                let took = started.elapsed();
                eprintln!("{name} {shape}: {took:?}");
                assert_eq!(found.level, Level::Immediate, "{name} {shape}: the end is read, too");
                // Built without optimising, on a busy machine.
                assert!(took.as_secs() < 5, "{name} {shape}: {took:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_message_makes_it_panic(text in "\\PC{0,60}", more in "[ćąłіїєےہکa-z .]{0,60}") {
            screener().screen_turns(&[&text], &more);
        }
    }
}
