//! Easy read by the rules that a machine can hold (standards.md §1.2). Whether the tone, the order and the pictures are right, people tell.

use super::{
    Found,
    acronyms::{self, Known},
    figures::{Figures, counted_in_words},
    place::Place,
};
use crate::{
    content::plain,
    knowledge::{Article, Knowledge, Origin, Rule},
    text,
};

const MOST_WORDS: usize = 15;
const MOST_COMMAS: usize = 2;
const MOST_JOINS: usize = 1;
/// A word of so many letters is hard for many readers, unless the glossary has it.
const LONG_WORD: usize = 14;

/// The lines of an article, and what of its facts they keep.
pub(super) fn check(knowledge: &Knowledge, article: &Article, glossary: &Known, found: &mut Found) {
    if article.easy_read.is_empty() {
        return;
    }
    let place = Place::of(&knowledge.files, &article.file);
    for line in &article.easy_read {
        let named = if article.origin == Origin::Glossary { "meaning" } else { "easy-read line" };
        let mut says = Line { named, text: &line.text, file: &article.file, place: &place, found };
        says.length();
        if line.picture.is_empty() {
            says.error(Rule::EasyPicture, "has no picture", "Put {name} at its front, with a name of pictures.toml.");
        } else if !knowledge.pictures.knows(&line.picture) {
            let what = format!("names the picture `{}`, which is not there", line.picture);
            says.error(Rule::EasyPicture, &what, "Put {name} at its front, with a name of pictures.toml.");
        }
        // The sentences of a plan are told as they stand in the data; what is too long for easy read is left out of it there.
        if article.origin != Origin::Commitment {
            says.signs(glossary);
            says.digits();
            says.build();
            says.long_words(knowledge, article);
        }
    }
    if article.origin == Origin::Written {
        short_forms(article, glossary, &place, found);
        facts(article, &place, found);
    }
}

/// One line, and where to say what is wrong with it.
struct Line<'a> {
    named: &'static str,
    text: &'a str,
    file: &'a str,
    place: &'a Place<'a>,
    found: &'a mut Found,
}

impl Line<'_> {
    fn error(&mut self, rule: Rule, what: &str, fix: &str) {
        let what = format!("the {} “{}” {what}", self.named, self.text);
        self.found.error(rule, self.file, self.place.easy(self.text), what, fix);
    }

    fn warning(&mut self, rule: Rule, what: &str, fix: &str) {
        let what = format!("the {} “{}” {what}", self.named, self.text);
        self.found.warning(rule, self.file, self.place.easy(self.text), what, fix);
    }

    fn length(&mut self) {
        let words = self.text.split_whitespace().count();
        if words > MOST_WORDS {
            self.error(Rule::EasyLong, &format!("has {words} words"), "Make two lines of it; 15 words are the most.");
        }
        let sentences = text::sentences(self.text).len();
        if sentences > 1 {
            self.error(Rule::EasySentence, &format!("is {sentences} sentences"), "Give each its own line, with its own picture.");
        }
    }

    fn signs(&mut self, glossary: &Known) {
        // A web address has the signs it has.
        let kept: Vec<&str> = self.text.split_whitespace().filter(|w| !text::is_address(w)).collect();
        let bare = kept.join(" ");
        let lower = bare.to_lowercase();
        let stands =
            |short: &str| lower.split(|c: char| c.is_whitespace() || c == '(').any(|w| w.trim_end_matches([',', ')', ':']) == short);
        for (short, full) in [
            ("e.g.", "for example"),
            ("i.e.", "that is"),
            ("etc.", "and more"),
            ("etc", "and more"),
            ("eg", "for example"),
            ("ie", "that is"),
        ] {
            if stands(short) {
                self.error(Rule::EasySign, &format!("has the short form “{short}”"), &format!("Write “{full}”, or name the things."));
            }
        }
        for (signs, name, fix) in [
            (&['%', '‰'][..], "a per cent sign", "Say it in people: “8 in 10 people”."),
            (&['(', ')', '[', ']'][..], "brackets", "Give what stands in them a line of its own, or take it out."),
            (&[';'][..], "a semicolon", "Make two lines of it."),
            (&['…'][..], "dots that leave something out", "Say it, or end the sentence."),
            (&['/'][..], "a stroke", "Write “or” or “and”."),
            (&['½', '¼', '¾', '*', '†', '#', '+', '=', '~'][..], "a special sign", "Write it in words."),
        ] {
            if bare.contains(signs) {
                self.error(Rule::EasySign, &format!("has {name}"), fix);
            }
        }
        if bare.contains("...") {
            self.error(Rule::EasySign, "has dots that leave something out", "Say it, or end the sentence.");
        }
        let capitals = acronyms::capitals(&bare);
        let known = |w: &str| glossary.knows(w);
        if bare
            .split_whitespace()
            .any(|w| w.contains('&') && !capitals.iter().any(|c| c.contains('&') && w.contains(c) && glossary.knows(c)))
        {
            self.error(Rule::EasySign, "has the sign &", "Write “and”.");
        }
        if let Some(roman) = capitals.iter().find(|w| acronyms::is_roman(w)) {
            self.error(Rule::EasySign, &format!("has the Roman numeral {roman}"), "Write it in digits.");
        }
        for run in acronyms::capital_runs(&bare).into_iter().filter(|run| !run.iter().all(|w| known(w))) {
            // Without a glossary nobody can tell an acronym from a shout; two beside each other are hard all the same.
            self.error(Rule::EasySign, &format!("shouts “{}”", run.join(" ")), "Write it in small letters.");
        }
        let most = capitals.iter().filter(|w| !known(w) && !acronyms::is_roman(w) && !acronyms::short_forms(w).contains(w));
        for word in most.copied().collect::<Vec<_>>() {
            self.error(Rule::EasySign, &format!("shouts “{word}”"), "Write it in small letters.");
        }
    }

    fn digits(&mut self) {
        if let Some(word) = counted_in_words(self.text) {
            self.error(Rule::EasyDigits, &format!("has the number “{word}” in words"), "Write it in digits.");
        }
    }

    /// How the sentence is built, as far as words tell it.
    fn build(&mut self) {
        let words = text::words(self.text);
        let count = |of: &[&str]| words.iter().filter(|w| of.contains(&w.as_str())).count();
        let commas = self.text.matches(", ").count();
        if commas > MOST_COMMAS {
            self.warning(Rule::EasyHard, &format!("has {commas} commas"), "Make a line of each thing.");
        }
        // "18 or over" is one thought, and so is a line that goes on with "Or …".
        const ONE_THOUGHT: [&str; 6] = ["over", "more", "under", "older", "younger", "less"];
        let joins_here = |at: usize, word: &str| {
            let next = words.get(at + 1).map_or("", String::as_str);
            at > 0 && ["and", "but", "or", "because", "so"].contains(&word) && !ONE_THOUGHT.contains(&next) && next.chars().count() > 1
        };
        let joins = words.iter().enumerate().filter(|(at, word)| joins_here(*at, word)).count();
        if joins > MOST_JOINS {
            self.warning(Rule::EasyHard, &format!("joins {} thoughts", joins + 1), "Make two lines of it.");
        }
        if count(&["if"]) > 1 {
            self.warning(Rule::EasyHard, "has two ifs", "Make two lines of it.");
        }
        let negations = count(&[
            "not", "no", "never", "nobody", "nothing", "none", "neither", "without", "cannot", "cant", "dont", "doesnt", "didnt", "isnt",
            "arent", "wont",
        ]);
        if negations > 1 {
            self.warning(Rule::EasyHard, "says no twice", "Say what is, not what is not.");
        }
    }

    /// Long words that neither the glossary nor a line of the article explains; told at the first line that has one.
    fn long_words(&mut self, knowledge: &Knowledge, article: &Article) {
        for word in long_words(self.text) {
            let is_first = article.easy_read.iter().find(|l| long_words(&l.text).contains(&word)).is_some_and(|l| l.text == self.text);
            let names = |t: &crate::knowledge::Term| std::iter::once(&t.term).chain(&t.also).any(|n| text::words(n).contains(&word));
            let explained = |l: &str| {
                let words = text::words(l);
                words.windows(2).any(|w| w[0] == word && ["means", "is"].contains(&w[1].as_str()))
            };
            let is_place = knowledge.areas.all().any(|i| word.starts_with(i.area.as_str()));
            let told = is_place || knowledge.glossary.terms.iter().any(names) || article.easy_read.iter().any(|l| explained(&l.text));
            if is_first && !told {
                self.warning(Rule::EasyHard, &format!("has the long word “{word}”"), "Take a shorter one, or explain it in the next line.");
            }
        }
    }
}

/// Long words in small letters: names and addresses are as long as they are.
fn long_words(line: &str) -> Vec<String> {
    let small = |w: &&str| !text::is_address(w) && !w.starts_with(char::is_uppercase) || line.starts_with(*w);
    let words = line.split_whitespace().filter(small).filter(|w| !text::is_address(w)).flat_map(text::words);
    words.filter(|w| w.chars().count() >= LONG_WORD && w.chars().all(char::is_alphabetic)).collect()
}

/// Every short form is in the glossary, and some line, with the next, says what it means.
fn short_forms(article: &Article, glossary: &Known, place: &Place<'_>, found: &mut Found) {
    if glossary.is_empty() {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for line in &article.easy_read {
        for short in acronyms::short_forms(&line.text) {
            if seen.contains(&short) || acronyms::is_everyday(short) {
                continue;
            }
            seen.push(short);
            let at = place.easy(&line.text);
            if !glossary.knows(short) {
                let what = format!("the easy read says {short}, which is not in the glossary");
                let fix = "Write it out, or add it to glossary.toml and say what it means in the same line or the next.";
                found.error(Rule::EasyAcronym, &article.file, at, what, fix);
                continue;
            }
            let next = |i: usize| article.easy_read.get(i + 1).map(|l| l.text.as_str());
            let told = article.easy_read.iter().enumerate().filter(|(_, l)| acronyms::short_forms(&l.text).contains(&short));
            if !told.into_iter().any(|(i, l)| glossary.explains(short, &l.text, next(i))) {
                let what = format!("the easy read says {short} and does not say what it means");
                found.warning(Rule::EasyAcronym, &article.file, at, what, "Say it in the line or the next: “DLA is money for …”.");
            }
        }
    }
}

/// What the opening says in numbers and months is kept, and nothing comes in that the article does not say.
fn facts(article: &Article, place: &Place<'_>, found: &mut Found) {
    let opening = article.sections.first().map(|s| plain(&s.blocks)).unwrap_or_default();
    let lines = article.easy_read.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n");
    let (needed, said) = (Figures::of(&opening), Figures::of(&lines));
    let lost = needed.numbers_lost_in(&said);
    if !lost.is_empty() {
        let what = format!("the easy read leaves out {} from the opening", lost.join(", "));
        found.error(Rule::EasyNumber, &article.file, place.easy_heading(), what, "Say it, in digits.");
    }
    let lost = needed.months_lost_in(&said);
    if !lost.is_empty() {
        let what = format!("the easy read leaves out {} from the opening", lost.join(", "));
        found.error(Rule::EasyDate, &article.file, place.easy_heading(), what, "Say the date as the opening does.");
    }
    let mut whole = article.title.clone();
    for section in &article.sections {
        whole.push('\n');
        whole.push_str(section.path.last().map_or("", String::as_str));
        whole.push('\n');
        whole.push_str(&plain(&section.blocks));
    }
    let whole = Figures::of(&whole);
    for line in &article.easy_read {
        let figures = Figures::of(&line.text);
        let added: Vec<&str> = figures.numbers_lost_in(&whole).into_iter().chain(figures.months_lost_in(&whole)).collect();
        if added.is_empty() {
            continue;
        }
        let what = format!("the easy-read line “{}” says {}, which the text above does not", line.text, added.join(", "));
        let (at, fix) = (place.easy(&line.text), "Say it in the text too, or take it out.");
        // Up to ten may be the sum of things that the text only lists.
        if added.iter().all(|n| n.parse::<u32>().is_ok_and(|n| (1..=10).contains(&n)) && !n.starts_with('0')) {
            found.warning(Rule::EasyAdded, &article.file, at, what, fix);
        } else {
            found.error(Rule::EasyAdded, &article.file, at, what, fix);
        }
    }
}
