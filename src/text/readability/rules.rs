//! The rules, each with what it says and what to do about it.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use serde::Serialize;

use super::{
    Form, Lexicon, Measure, Parts, Sentence,
    acronyms::{capital_runs, capitals, is_everyday, is_roman, short_forms},
    grammar::{Built, is_nominalisation},
    parts::{Word, WordKind},
};
use crate::text::{is_address, numbers_in_words};

/// Words a sentence, at most.
const MOST_WORDS: usize = 15;
const MOST_COMMAS: usize = 2;
const MOST_COORDINATORS: usize = 1;
/// Clauses inside clauses: from here on nobody holds the thread.
const TOO_MANY_SUBORDINATORS: usize = 3;
const MOST_NOMINALISATIONS: usize = 2;
/// A word of so many letters is hard for many readers.
const VERY_LONG_WORD: usize = 14;
const LONG_WORD: usize = 10;
const MOST_SENTENCES_A_PARAGRAPH: usize = 3;
const MOST_WORDS_A_PARAGRAPH: usize = 50;
const MOST_WORDS_A_TEXT: usize = 1000;
/// Share of words outside the easy list and the glossary that is still easy read.
const MOST_HARD_WORDS: f64 = 0.10;
/// A grade is only told of texts long enough for one long name not to decide it.
const WORDS_FOR_A_GRADE: usize = 100;
const HIGHEST_GRADE: f64 = 6.0;
/// Sentences of more than this many words, one after the other, tire.
const LONGISH_SENTENCE: usize = 10;
const MOST_LONGISH_IN_A_ROW: usize = 2;

/// Characters of a sentence that a finding repeats.
const MOST_EXCERPT: usize = 300;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Worth a thought; a person may well leave it.
    Advice,
    /// Most likely better otherwise.
    Warning,
    /// Not easy read.
    Error,
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// What a text is looked at for; the names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = $doc])* $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in reports.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

rules! {
    /// A sentence has at most 15 words.
    LongSentence = "long-sentence",
    /// A line is one sentence.
    SeveralSentences = "several-sentences",
    /// At most two commas.
    Commas = "commas",
    /// At most one word that joins thoughts.
    Joins = "joins",
    /// No clause inside a clause.
    NestedClauses = "nested-clauses",
    /// Who does it is said.
    Passive = "passive",
    /// No is said once.
    Negations = "negations",
    /// Two that say no in one breath.
    DoubleNegative = "double-negative",
    /// At most one if.
    Ifs = "ifs",
    /// A short form that the glossary does not have and the text does not explain.
    UnknownShortForm = "unknown-short-form",
    /// A short form that the text does not explain.
    UnexplainedShortForm = "unexplained-short-form",
    /// Numbers stand in digits.
    NumberWord = "number-word",
    /// No per cent.
    Percent = "percent",
    /// No fractions.
    Fraction = "fraction",
    /// No Roman numerals.
    RomanNumeral = "roman-numeral",
    /// No e.g., i.e., etc.
    LatinShortForm = "latin-short-form",
    /// No brackets, semicolons, strokes, dots and special signs.
    Sign = "sign",
    /// Nothing in capitals.
    Capitals = "capitals",
    /// Words of fourteen and more letters.
    VeryLongWord = "very-long-word",
    /// Words of ten and more letters.
    LongWord = "long-word",
    /// A plainer word is at hand.
    PlainWord = "plain-word",
    /// Words mean what they say.
    Idiom = "idiom",
    /// Few nouns made of verbs.
    Nominalisations = "nominalisations",
    /// A paragraph is short.
    LongParagraph = "long-paragraph",
    /// Long sentences do not follow each other.
    LongRun = "long-run",
    /// A text is short.
    LongText = "long-text",
    /// The first sentence names what it is about.
    OpeningPronoun = "opening-pronoun",
    /// Most words are easy.
    HardWords = "hard-words",
    /// The grade is low.
    Grade = "grade",
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One thing that could be better: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How much it weighs.
    pub weight: Weight,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// The sentence it stands in; empty where it is about the whole text.
    pub sentence: String,
    /// What is wrong, to be read after the sentence: "has 16 words".
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

struct Findings<'a> {
    parts: &'a Parts,
    lexicon: &'a Lexicon,
    out: Vec<Finding>,
    /// Where lines begin.
    lines: Vec<usize>,
    /// Words that the text itself explains: "Triage means …", "Mediation is …".
    explained: HashSet<&'a str>,
}

pub(super) fn findings(parts: &Parts, measure: &Measure, form: Form, lexicon: &Lexicon) -> Vec<Finding> {
    let lines = std::iter::once(0).chain(parts.prose.match_indices('\n').map(|(i, _)| i + 1)).collect();
    let means = |w: &[Word]| ["means", "is"].contains(&w[1].lower.as_str());
    let explained = parts.words.windows(2).filter(|w| means(w)).map(|w| w[0].lower.as_str()).collect();
    let mut all = Findings { parts, lexicon, out: Vec::new(), lines, explained };
    for sentence in &parts.sentences {
        all.sentence(sentence);
    }
    if form == Form::Lines {
        all.several_in_a_line();
    } else {
        all.paragraphs();
    }
    all.short_forms(form);
    all.words();
    all.tables();
    all.runs();
    all.whole(measure);
    let mut out = all.out;
    out.sort_by(|a, b| a.range.start.cmp(&b.range.start).then(a.rule.cmp(&b.rule)).then(a.range.end.cmp(&b.range.end)));
    out
}

impl Findings<'_> {
    fn add(&mut self, rule: Rule, weight: Weight, range: Range<usize>, what: impl Into<String>, fix: impl Into<String>) {
        let line = self.lines.partition_point(|from| *from <= range.start);
        let at = self.parts.sentences.partition_point(|s| s.range.end <= range.start);
        let sentence = self.parts.sentences.get(at).map(|s| self.excerpt(&s.range)).unwrap_or_default();
        self.out.push(Finding { rule, weight, range, line, sentence, what: what.into(), fix: fix.into() });
    }

    /// About the whole text.
    fn add_whole(&mut self, rule: Rule, weight: Weight, what: impl Into<String>, fix: impl Into<String>) {
        let range = 0..self.parts.prose.len();
        self.out.push(Finding { rule, weight, range, line: 1, sentence: String::new(), what: what.into(), fix: fix.into() });
    }

    /// The words there, blanks and wrapped lines closed up.
    fn said(&self, range: &Range<usize>) -> String {
        self.parts.prose[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The sentence, or the beginning of one that is far too long to be told whole each time.
    fn excerpt(&self, range: &Range<usize>) -> String {
        let text = &self.parts.prose[range.clone()];
        match text.char_indices().nth(MOST_EXCERPT) {
            None => self.said(range),
            Some((end, _)) => format!("{}…", self.said(&(range.start..range.start + end))),
        }
    }

    fn span(&self, sentence: &Sentence, from: usize, to: usize) -> Range<usize> {
        let words = self.parts.words_of(sentence);
        match (words.get(from), words.get(to)) {
            (Some(a), Some(b)) => a.range.start..b.range.end,
            _ => sentence.range.clone(),
        }
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let built = self.parts.built(sentence);
        let whole = sentence.range.clone();
        let words = sentence.words.len();
        if words > MOST_WORDS {
            self.add(
                Rule::LongSentence,
                Weight::Error,
                whole.clone(),
                format!("has {words} words"),
                "Make two lines of it; 15 words are the most.",
            );
        }
        self.build(sentence, &built);
        self.signs(sentence);
        self.numbers(&whole);
    }

    /// How the sentence is built.
    fn build(&mut self, sentence: &Sentence, built: &Built<'_>) {
        let whole = sentence.range.clone();
        let commas = built.commas();
        if commas > MOST_COMMAS {
            self.add(Rule::Commas, Weight::Warning, whole.clone(), format!("has {commas} commas"), "Make a line of each thing.");
        }
        let joins = built.coordinators().len();
        if joins > MOST_COORDINATORS {
            self.add(Rule::Joins, Weight::Warning, whole.clone(), format!("joins {} thoughts", joins + 1), "Make two lines of it.");
        }
        let clauses = built.subordinators().len();
        if clauses >= TOO_MANY_SUBORDINATORS || built.embedded() > 0 && clauses > 0 {
            let fix = "Give each its own sentence, the main thing first.";
            self.add(Rule::NestedClauses, Weight::Error, whole.clone(), "has a clause inside a clause", fix);
        } else if clauses > 1 {
            let fix = "Give each its own sentence.";
            self.add(Rule::NestedClauses, Weight::Advice, whole.clone(), format!("has {clauses} clauses beside the main one"), fix);
        }
        for (from, to) in built.passives() {
            let range = self.span(sentence, from, to);
            let what = format!("does not say who does it: “{}”", self.said(&range));
            self.add(Rule::Passive, Weight::Advice, range, what, "Say who does it: “The council decides”, not “It is decided”.");
        }
        let twice = built.double_negatives();
        for (from, to) in &twice {
            let range = self.span(sentence, *from, *to);
            let what = format!("says no twice: “{}”", self.said(&range));
            self.add(Rule::DoubleNegative, Weight::Error, range, what, "Say what is, not what is not.");
        }
        if twice.is_empty() && built.negations().len() > 1 {
            self.add(Rule::Negations, Weight::Warning, whole.clone(), "says no twice", "Say what is, not what is not.");
        }
        if built.ifs() > 1 {
            self.add(Rule::Ifs, Weight::Warning, whole.clone(), "has two ifs", "Make two lines of it.");
        }
        let nominal: Vec<&Word> = built.words.iter().filter(|w| is_nominalisation(&w.lower) && !self.lexicon.is_term(&w.lower)).collect();
        if nominal.len() > MOST_NOMINALISATIONS {
            let names: Vec<&str> = nominal.iter().map(|w| w.lower.as_str()).collect();
            let what = format!("has {} nouns that hide what is done: {}", names.len(), names.join(", "));
            self.add(Rule::Nominalisations, Weight::Warning, whole, what, "Say who does what: “We decide”, not “a decision is made”.");
        }
    }

    fn signs(&mut self, sentence: &Sentence) {
        let range = sentence.range.clone();
        let text = &self.parts.prose[range.clone()];
        let chunk_range = |chunk: &str| {
            let at = range.start + (chunk.as_ptr() as usize - text.as_ptr() as usize);
            at..at + chunk.len()
        };
        let mut found: Vec<(Rule, Range<usize>, String, String)> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        // A web address has the signs it has.
        for chunk in text.split_whitespace().filter(|w| !is_address(w)) {
            let here = chunk_range(chunk);
            let short = chunk.trim_start_matches(['(', '“', '"']).trim_end_matches([',', ')', ':']).to_lowercase();
            let full = match short.as_str() {
                "e.g." | "e.g" | "eg" | "eg." => Some("for example"),
                "i.e." | "i.e" | "ie" | "ie." => Some("that is"),
                "etc." | "etc" => Some("and more"),
                "nb" | "n.b." => Some("note"),
                "viz." | "viz" => Some("that is"),
                "cf." => Some("see"),
                _ => None,
            };
            if let Some(full) = full {
                let fix = format!("Write “{full}”, or name the things.");
                found.push((Rule::LatinShortForm, here.clone(), format!("has the short form “{short}”"), fix));
            }
            if chunk.contains(['½', '¼', '¾', '⅓', '⅔', '⅛']) || is_fraction(chunk) {
                let fix = "Say it in people or things: “1 in 2 people”, “half”.";
                found.push((Rule::Fraction, here.clone(), "has a fraction".to_owned(), fix.to_owned()));
            }
            for (signs, name, fix) in [
                (&['%', '‰'][..], "a per cent sign", "Say it in people: “8 in 10 people”."),
                (&['(', ')', '[', ']'][..], "brackets", "Give what stands in them a line of its own, or take it out."),
                (&[';'][..], "a semicolon", "Make two lines of it."),
                (&['…'][..], "dots that leave something out", "Say it, or end the sentence."),
                (&['/'][..], "a stroke", "Write “or” or “and”."),
                (&['*', '†', '‡', '#', '+', '=', '~', '§', '<', '>', '^', '_', '|', '\\'][..], "a special sign", "Write it in words."),
            ] {
                let fraction = signs.contains(&'/') && is_fraction(chunk);
                if chunk.contains(signs) && !fraction && seen.insert(name.to_owned()) {
                    let rule = if signs.contains(&'%') { Rule::Percent } else { Rule::Sign };
                    found.push((rule, here.clone(), format!("has {name}"), fix.to_owned()));
                }
            }
            if chunk.contains("...") && seen.insert("...".to_owned()) {
                found.push((
                    Rule::Sign,
                    here.clone(),
                    "has dots that leave something out".to_owned(),
                    "Say it, or end the sentence.".to_owned(),
                ));
            }
            let known_with_and = capitals(chunk).iter().any(|c| c.contains('&') && self.lexicon.short_forms.knows(c));
            if chunk.contains('&') && !known_with_and && seen.insert("&".to_owned()) {
                found.push((Rule::Sign, here.clone(), "has the sign &".to_owned(), "Write “and”.".to_owned()));
            }
            let bare = chunk.to_lowercase();
            if ["percent", "percentage"].iter().any(|w| bare.trim_matches(|c: char| !c.is_alphabetic()) == *w)
                && seen.insert("%".to_owned())
            {
                found.push((Rule::Percent, here, "speaks of per cent".to_owned(), "Say it in people: “8 in 10 people”.".to_owned()));
            }
        }
        let lower = text.to_lowercase();
        if let Some(at) = lower.find("per cent").filter(|_| lower.len() == text.len()) {
            let here = range.start + at..range.start + at + "per cent".len();
            found.push((Rule::Percent, here, "speaks of per cent".to_owned(), "Say it in people: “8 in 10 people”.".to_owned()));
        }
        let kept: Vec<&str> = text.split_whitespace().filter(|w| !is_address(w)).collect();
        for chunk in &kept {
            for roman in capitals(chunk).into_iter().filter(|w| is_roman(w)) {
                let what = format!("has the Roman numeral {roman}");
                found.push((Rule::RomanNumeral, chunk_range(chunk), what, "Write it in digits.".to_owned()));
            }
        }
        let bare = kept.join(" ");
        let known = |w: &str| self.lexicon.short_forms.knows(w);
        let runs: Vec<Vec<&str>> = capital_runs(&bare).into_iter().filter(|run| !run.iter().all(|w| known(w))).collect();
        for run in &runs {
            // Without a glossary nobody can tell an acronym from a shout; two beside each other are hard all the same.
            let what = format!("shouts “{}”", run.join(" "));
            found.push((Rule::Capitals, range.clone(), what, "Write it in small letters.".to_owned()));
        }
        let shouts = capitals(&bare).into_iter().filter(|w| !known(w) && !is_roman(w) && !short_forms(w).contains(w));
        for word in shouts {
            found.push((Rule::Capitals, range.clone(), format!("shouts “{word}”"), "Write it in small letters.".to_owned()));
        }
        for (rule, range, what, fix) in found {
            self.add(rule, Weight::Error, range, what, fix);
        }
    }

    fn numbers(&mut self, sentence: &Range<usize>) {
        for number in numbers_in_words(&self.parts.prose[sentence.clone()]) {
            let range = sentence.start + number.range.start..sentence.start + number.range.end;
            let what = format!("has the number “{}” in words", self.said(&range));
            let weight = if number.counts { Weight::Error } else { Weight::Advice };
            self.add(Rule::NumberWord, weight, range, what, format!("Write it in digits: {}.", number.digits));
        }
    }

    fn several_in_a_line(&mut self) {
        let mut from = 0;
        while let Some(first) = self.parts.sentences.get(from) {
            let end = self.parts.prose[first.range.start..].find('\n').map_or(self.parts.prose.len(), |i| first.range.start + i);
            let count = self.parts.sentences[from..].iter().take_while(|s| s.range.start < end).count().max(1);
            if count > 1 {
                let what = format!("is {count} sentences");
                let range = first.range.start..end;
                self.add(Rule::SeveralSentences, Weight::Error, range, what, "Give each its own line, with its own picture.");
            }
            from += count;
        }
    }

    fn paragraphs(&mut self) {
        for paragraph in self.parts.paragraphs.clone() {
            let sentences = &self.parts.sentences[paragraph.clone()];
            let words: usize = sentences.iter().map(|s| s.words.len()).sum();
            let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { continue };
            if sentences.len() > MOST_SENTENCES_A_PARAGRAPH || words > MOST_WORDS_A_PARAGRAPH {
                let what = format!("begins a paragraph of {} sentences and {words} words", sentences.len());
                let range = first.range.start..last.range.end;
                self.add(Rule::LongParagraph, Weight::Warning, range, what, "Part it: at most 3 sentences and 50 words.");
            }
        }
    }

    /// Every short form is known, and some sentence, with the next, says what it means.
    fn short_forms(&mut self, form: Form) {
        let (parts, lexicon) = (self.parts, self.lexicon);
        let units = Self::units(parts, form);
        let mut seen: HashSet<&str> = HashSet::new();
        let mut found = Vec::new();
        let each: Vec<Vec<&str>> = units.iter().map(|(_, text)| short_forms(text)).collect();
        let mut where_said: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, shorts) in each.iter().enumerate() {
            for short in shorts {
                where_said.entry(short).or_default().push(i);
            }
        }
        for ((range, text), shorts) in units.iter().zip(&each) {
            for short in shorts.iter().copied() {
                if is_everyday(short) || !seen.insert(short) {
                    continue;
                }
                let told = |i: &usize| {
                    let next = units.get(i + 1).map(|u| u.1);
                    units.get(*i).is_some_and(|u| lexicon.short_forms.explains(short, u.1, next) || spells_out(short, u.1))
                };
                // What is not explained the first hundred times will not be the next.
                if !where_said.get(short).is_some_and(|at| at.iter().take(100).any(told)) {
                    let at = range.start + (short.as_ptr() as usize - text.as_ptr() as usize);
                    found.push((at..at + short.len(), short));
                }
            }
        }
        for (range, short) in found {
            if lexicon.short_forms.knows(short) {
                let what = format!("says {short}, and no line says what it means");
                self.add(Rule::UnexplainedShortForm, Weight::Warning, range, what, "Say it in the line or the next: “DLA is money for …”.");
            } else {
                let what = format!("says {short}, which is not in the glossary, and does not say what it means");
                let fix = "Write it out, or add it to glossary.toml and say what it means in the same line or the next.";
                self.add(Rule::UnknownShortForm, Weight::Error, range, what, fix);
            }
        }
    }

    /// Lines in easy read, sentences elsewhere.
    fn units(parts: &Parts, form: Form) -> Vec<(Range<usize>, &str)> {
        let prose = &parts.prose;
        if form != Form::Lines {
            return parts.sentences.iter().map(|s| (s.range.clone(), &prose[s.range.clone()])).collect();
        }
        prose
            .lines()
            .map(|l| {
                let at = l.as_ptr() as usize - prose.as_ptr() as usize;
                (at..at + l.len(), l)
            })
            .collect()
    }

    /// Long words that neither the glossary nor a line of the text explains; told where they stand first.
    fn words(&mut self) {
        let plain: Vec<Range<usize>> = self.lexicon.plain.suggestions(&self.parts.prose).into_iter().map(|s| s.range).collect();
        let mut seen: HashSet<String> = HashSet::new();
        let mut found = Vec::new();
        for sentence in &self.parts.sentences {
            for (i, word) in self.parts.words_of(sentence).iter().enumerate() {
                let text = &self.parts.prose[word.range.clone()];
                let is_name = i > 0 && text.starts_with(char::is_uppercase);
                let letters = text.chars().count();
                let read = word.kind == WordKind::Word && text.chars().all(|c| c.is_alphabetic());
                if !read || is_name || letters < LONG_WORD || self.lexicon.is_term(&word.lower) || !seen.insert(word.lower.clone()) {
                    continue;
                }
                if self.explained.contains(word.lower.as_str()) {
                    continue;
                }
                if letters >= VERY_LONG_WORD {
                    found.push((Rule::VeryLongWord, Weight::Warning, word.range.clone(), word.lower.clone()));
                } else if !self.lexicon.is_easy(&word.lower) && !plain.iter().any(|r| r.contains(&word.range.start)) {
                    found.push((Rule::LongWord, Weight::Advice, word.range.clone(), word.lower.clone()));
                }
            }
        }
        for (rule, weight, range, word) in found {
            self.add(rule, weight, range, format!("has the long word “{word}”"), "Take a shorter one, or explain it in the next line.");
        }
    }

    fn tables(&mut self) {
        for found in self.lexicon.plain.suggestions(&self.parts.prose) {
            let word = self.parts.prose[found.range.clone()].to_lowercase();
            // A word of the field is explained elsewhere, or here.
            if found.judge && (self.lexicon.is_term(&word) || self.explained.contains(word.as_str())) {
                continue;
            }
            let hard = self.said(&found.range);
            let fix = if found.judge { format!("Perhaps: {}.", found.plain) } else { format!("Write “{}”.", found.plain) };
            self.add(Rule::PlainWord, Weight::Advice, found.range, format!("has “{hard}”, for which there is a plainer word"), fix);
        }
        for found in self.lexicon.idioms.suggestions(&self.parts.prose) {
            let idiom = self.said(&found.range);
            let what = format!("has “{idiom}”, which does not mean what its words say");
            self.add(Rule::Idiom, Weight::Warning, found.range, what, format!("Say what is meant: {}.", found.plain));
        }
    }

    /// Sentences of more than ten words, more than two in a row.
    fn runs(&mut self) {
        let mut run = 0;
        let mut found = Vec::new();
        for (i, sentence) in self.parts.sentences.iter().enumerate() {
            run = if sentence.words.len() > LONGISH_SENTENCE { run + 1 } else { 0 };
            if run == MOST_LONGISH_IN_A_ROW + 1 {
                found.push(self.parts.sentences[i + 1 - run].range.start..sentence.range.end);
            }
        }
        for range in found {
            let what = format!("begins more than {MOST_LONGISH_IN_A_ROW} sentences in a row with more than {LONGISH_SENTENCE} words");
            self.add(Rule::LongRun, Weight::Advice, range, what, "Put a short sentence between them.");
        }
    }

    fn whole(&mut self, measure: &Measure) {
        if let Some(first) = self.parts.sentences.first()
            && self
                .parts
                .words_of(first)
                .first()
                .is_some_and(|w| ["they", "he", "she", "these", "them", "those"].contains(&w.lower.as_str()))
        {
            let what = "begins the text with a word that stands for another";
            self.add(Rule::OpeningPronoun, Weight::Advice, first.range.clone(), what, "Name who or what it is.");
        }
        if measure.words > MOST_WORDS_A_TEXT {
            let what = format!("the text has {} words", measure.words);
            self.add_whole(Rule::LongText, Weight::Warning, what, "Keep what people need to do; 1,000 words are the most.");
        }
        if measure.words >= WORDS_FOR_A_GRADE / 4 && measure.hard_words > MOST_HARD_WORDS {
            let what = format!("{:.0} in 100 words are not on the easy list", measure.hard_words * 100.0);
            self.add_whole(Rule::HardWords, Weight::Advice, what, "Take everyday words; explain the others in the next sentence.");
        }
        if measure.words >= WORDS_FOR_A_GRADE && measure.flesch_kincaid > HIGHEST_GRADE {
            let what = format!("the Flesch-Kincaid grade is {:.1}", measure.flesch_kincaid);
            self.add_whole(Rule::Grade, Weight::Advice, what, "Shorter sentences and shorter words bring it to 6 or less.");
        }
    }
}

/// `1/2`, `3/4`: and not `2023/24` or `24/7`.
fn is_fraction(chunk: &str) -> bool {
    let bare = chunk.trim_matches(|c: char| !c.is_ascii_digit());
    let Some((a, b)) = bare.split_once('/') else { return false };
    matches!((a.parse::<u32>(), b.parse::<u32>()), (Ok(a), Ok(b)) if a > 0 && a < b && b <= 20 && a.to_string().len() == bare.find('/').unwrap_or(0))
}

/// "Disability Living Allowance (DLA)": the capitals before it, letter by letter; or the other way round.
fn spells_out(short: &str, text: &str) -> bool {
    let Some(at) = text.find(short) else { return false };
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphabetic()).collect();
    let initials = |part: &str| -> Vec<char> {
        let little = ["and", "of", "the", "for", "in", "to", "&"];
        part.split(|c: char| c.is_whitespace() || c == '-')
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty() && !little.contains(w))
            .filter_map(|w| w.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    let before = text[..at].trim_end();
    let after = text[at + short.len()..].trim_start();
    (before.ends_with('(') && initials(before).ends_with(&letters))
        || (after.starts_with('(') && after.find(')').is_some_and(|end| initials(&after[..end]) == letters))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::readability::{read, tests::lexicon};

    /// A rule, a text that breaks it, and one that nearly does.
    const CASES: &[(Rule, &str, &str)] = &[
        (
            Rule::LongSentence,
            "You wait 6 weeks for them to write to you about the help that you get.",
            "You wait 6 weeks for them to write to you about help on 0800 1111 1111.",
        ),
        (Rule::SeveralSentences, "You wait. It takes 6 weeks.", "You wait for Dr. Smith."),
        (Rule::Commas, "It is about school, health, care, work.", "It is about school, health, and £1,000,000."),
        (Rule::Joins, "You wait and they read and write.", "It is for people of 18 or over and free."),
        (Rule::NestedClauses, "The form, which you can get here, must be sent.", "Ask, and they must answer."),
        (Rule::NestedClauses, "Ask who can help if you wait because it is late.", "Ask who can help."),
        (Rule::Passive, "The plan was quickly written.", "The people are tired and worried."),
        (Rule::Passive, "We are worried by it.", "It is called a plan."),
        (Rule::Negations, "You do not wait if you have no plan.", "You can say no if you do not like it."),
        (Rule::DoubleNegative, "It is not uncommon.", "It is not common."),
        (Rule::DoubleNegative, "You cannot do nothing.", "You cannot go, and nothing is lost."),
        (Rule::Ifs, "If you wait, ask if you can go.", "If you wait, ask."),
        (Rule::UnknownShortForm, "The ZZT takes long.", "The Zebra Zoo Team (ZZT) takes long."),
        (Rule::UnexplainedShortForm, "You can get DLA. Ring them.", "You can get DLA. It is money."),
        (Rule::NumberWord, "You wait six weeks.", "One of you can ask."),
        (Rule::Percent, "50% of people said so.", "5 in 10 people said so."),
        (Rule::Percent, "50 per cent said so.", "50 people said so."),
        (Rule::Fraction, "You get 1/2 of it.", "It began in 2023/24."),
        (Rule::Fraction, "You get ½ of it.", "You get half of it."),
        (Rule::RomanNumeral, "Read part IV of it.", "Read part 4. I said so."),
        (Rule::LatinShortForm, "Ask someone, e.g. a doctor.", "Ask someone, for example a doctor."),
        (Rule::LatinShortForm, "Ask doctors, nurses etc.", "Ask about etching."),
        (Rule::Sign, "You wait (6 weeks).", "Read https://example.org/a(b)."),
        (Rule::Sign, "You & they wait.", "Go to A&E."),
        (Rule::Sign, "You and/or they wait.", "You or they wait."),
        (Rule::Sign, "You wait; they write.", "You wait. They write."),
        (Rule::Sign, "You wait...", "You wait."),
        (Rule::Capitals, "DO NOT wait.", "I am with the NHS."),
        (Rule::VeryLongWord, "It is a multidisciplinary team.", "Triage and Staffordshirewide"),
        (Rule::LongWord, "It is exceptional.", "It is important."),
        (Rule::PlainWord, "You can commence.", "You can start."),
        (Rule::Idiom, "They kicked off on Monday.", "They kicked the ball."),
        (Rule::Nominalisations, "The implementation of the recommendation needs the engagement of all.", "The recommendation needs all."),
        (Rule::LongParagraph, "You ask. They read. They write. You wait.", "You ask. They read. They write.\n\nYou wait."),
        (
            Rule::LongRun,
            "You can ask the people at the council for some more help. You can ask the people at the school for some more help. You can ask the people at the shop for some more help.",
            "You can ask the people at the council for some more help. Ask now. You can ask the people at the school for some more help. You can ask the people at the shop for some more help.",
        ),
        (Rule::OpeningPronoun, "They help you.", "Carers help you. They ring you."),
        (
            Rule::HardWords,
            "Quaint zephyrs vex placid moguls near jade quays. Sphinxes hex gnomes, knaves and wights with dire glyphs in murky crypts nightly. Vivid flumes quell grim jousts by opaque fjords, and lithe zebras vault gaunt crags at twilight.",
            "You can ask for help. You can ring us. You can write to us. We will read it. Then we will ring you. You can come with a friend. You can bring your mother too.",
        ),
    ];

    fn form(rule: Rule, text: &str) -> Form {
        if matches!(rule, Rule::LongParagraph | Rule::LongRun | Rule::UnexplainedShortForm) || text.contains("\n\n") {
            Form::Plain
        } else {
            Form::Lines
        }
    }

    #[test]
    fn each_rule_has_a_hit_and_a_near_miss() {
        let lexicon = lexicon();
        for (rule, hit, miss) in CASES {
            let has = |text: &str| read(text, form(*rule, text), &lexicon).findings.iter().any(|f| f.rule == *rule);
            assert!(has(hit), "{} is not found in “{hit}”", rule.as_str());
            assert!(!has(miss), "{} is found in “{miss}”", rule.as_str());
        }
        // The two that only a long text can break.
        let long = "You can ask. ".repeat(400);
        let hard = "Administrative representatives deliberately reconsidered extraordinarily complicated recommendations. ".repeat(20);
        for (rule, text) in [(Rule::LongText, &long), (Rule::Grade, &hard)] {
            assert!(read(text, Form::Plain, &lexicon).findings.iter().any(|f| f.rule == rule), "{}", rule.as_str());
            assert!(!read("You can ask.", Form::Plain, &lexicon).findings.iter().any(|f| f.rule == rule));
        }
        let tried = |r: &Rule| CASES.iter().any(|c| c.0 == *r) || [Rule::LongText, Rule::Grade].contains(r);
        let untried: Vec<&str> = Rule::ALL.iter().filter(|r| !tried(r)).map(|r| r.as_str()).collect();
        assert!(untried.is_empty(), "{untried:?}");
    }

    #[test]
    fn a_finding_names_its_place_and_what_to_do() {
        let text = "# Waiting\n\nYou can ask.\nThey will **commence** in six weeks.\n";
        let report = read(text, Form::Markdown, &lexicon());
        let told: Vec<_> = report.findings.iter().map(|f| (f.line, &text[f.range.clone()], f.what.as_str(), f.fix.as_str())).collect();
        assert_eq!(
            told,
            [
                (4, "commence", "has “commence”, for which there is a plainer word", "Write “start”."),
                (4, "six", "has the number “six” in words", "Write it in digits: 6."),
            ]
        );
        assert_eq!(report.findings[0].sentence, "They will commence in six weeks.");
    }
}
