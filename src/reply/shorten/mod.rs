//! Easy read where nobody has written one: a passage of a document in a few short lines.
//!
//! A council's documents are long before anybody makes easy read of them, and a young person asks today. What is made here is no easy
//! read by any standard, and says so; it is the document's own words, cut where a sentence can be cut, with the plain word for the hard
//! one. It must never be untrue: each way of cutting is narrow (`clauses`), every line is held against the words it came from (`guard`),
//! and a sentence that cannot be said in short ones is left out, and that is said. Nothing is generated.

mod clauses;
mod guard;
mod lexicon;
mod picture;
mod source;
mod tidy;

use self::{
    guard::{Facts, words_come_from},
    lexicon::{AUXILIARIES, NEEDS_REFERENT, bare, lemma},
    source::Thought,
};
use std::{collections::HashSet, sync::OnceLock};

use crate::{
    area::Area,
    content::Block,
    knowledge::{Knowledge, Term},
    locale::Locale,
    text,
};

/// Most words of a line (standards.md §1.2).
pub const MOST_WORDS: usize = 15;
/// Most hard words that are explained after the lines they stand in: more would bury the answer.
const MOST_EXPLAINED: usize = 2;

/// What is to be made short, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The words.
    pub blocks: &'a [Block],
    /// Whose they are, for terms that one area uses.
    pub area: Option<&'a Area>,
    /// The sentence that answers, where one stands out; it comes first.
    pub lead: Option<&'a str>,
    /// What was asked.
    pub asked: &'a [String],
    /// Most lines.
    pub most: usize,
    /// A letter speaks to its reader, and may say "I" and give orders; a document may not.
    pub letter: bool,
}

/// One short line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortLine {
    /// A name of `pictures.toml`; empty where none is sure.
    pub picture: String,
    /// One sentence of at most [`MOST_WORDS`] words.
    pub text: String,
    /// The words it was made from, as they stand there; empty for a line of ours that explains another.
    pub from: String,
}

/// A passage in short lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Short {
    /// The lines, in order.
    pub lines: Vec<ShortLine>,
    /// Some of the passage is not in them.
    pub is_part: bool,
}

/// Makes short lines of passages.
#[derive(Debug, Clone, Copy)]
pub struct Shortener<'a> {
    knowledge: &'a Knowledge,
    locale: &'a Locale,
}

/// A thought that could be said.
struct Said<'t> {
    at: usize,
    thought: &'t Thought,
    lines: Vec<String>,
    is_part: bool,
    score: f32,
    /// It begins with "They" or the like, so it needs the thought before it.
    leans: bool,
}

impl<'a> Shortener<'a> {
    /// One that knows these words and speaks that language.
    pub fn new(knowledge: &'a Knowledge, locale: &'a Locale) -> Self {
        Self { knowledge, locale }
    }

    /// The passage in short lines; none where nothing of it can be said shortly without becoming untrue.
    pub fn short(&self, passage: &Passage<'_>) -> Short {
        let thoughts = source::thoughts(passage.blocks);
        let mut said: Vec<Said<'_>> = Vec::new();
        let asks_who = passage.asked.iter().flat_map(|q| text::words(q)).any(|w| w == "who" || w == "whose" || w.starts_with("lead"));
        for (at, thought) in thoughts.iter().enumerate() {
            // Who leads a task is the least of what a family asks for.
            if thought.row && !asks_who && ["Lead:", "Objective Lead:", "Measured by:"].iter().any(|l| thought.text.starts_with(l)) {
                continue;
            }
            let Some((lines, is_part)) = self.say(thought, passage) else { continue };
            let leans = leans(&lines[0]) && thought.said_by.is_none() && !thought.row;
            let score = self.score(thought, &lines, at, passage) - f32::from(u8::from(is_part));
            said.push(Said { at, thought, lines, is_part, score, leans });
        }
        let chosen = choose(&said, if passage.most > 4 { passage.most - MOST_EXPLAINED } else { passage.most });
        let mut out = Short { lines: Vec::new(), is_part: said.len() < thoughts.len() || chosen.len() < said.len() };
        let mut last: Option<usize> = None;
        for index in chosen {
            let one = &said[index];
            // What it leans on must have been said just before.
            if one.leans && (last.is_none() || last != one.at.checked_sub(1)) {
                out.is_part = true;
                continue;
            }
            last = Some(one.at);
            out.is_part |= one.is_part;
            for line in &one.lines {
                if out.lines.iter().any(|l| l.text == *line) {
                    continue;
                }
                out.lines.push(ShortLine {
                    picture: picture::of(line, &self.knowledge.pictures),
                    text: line.clone(),
                    from: one.thought.from.clone(),
                });
            }
        }
        // A letter's hard words have a place of their own.
        if !passage.letter {
            self.explain(&mut out, passage, &text_of(&thoughts));
        }
        out
    }

    /// The lines of one thought, and whether they are only part of it.
    fn say(&self, thought: &Thought, passage: &Passage<'_>) -> Option<(Vec<String>, bool)> {
        let text = tidy::tidy(&thought.text);
        if thought.row {
            let line = finished(&text);
            let (name, value) = line.split_once(": ")?;
            let sound = self.fits(&line)
                && is_clean(&line)
                && !name.is_empty()
                && value.len() > 1
                && Facts::of(&line).come_from(&Facts::of(&thought.from));
            return sound.then(|| (vec![self.plainer(&line)], false));
        }
        if text.ends_with(['?', ':']) || text.ends_with("...") || text.is_empty() {
            return None;
        }
        let of_one = text.split_whitespace().map(bare).any(|w| ["i", "my", "me", "i'm", "i've", "i'll"].contains(&w.as_str()));
        if !passage.letter && thought.said_by.is_none() && of_one && !text.contains('“') {
            return None;
        }
        if let Some(who) = thought.said_by {
            let words = text.trim_end_matches(['.', '!', '?']);
            let line = format!("{who} “{words}.”");
            let whole = count(&line) <= MOST_WORDS && is_clean(&line) && text::sentences(&line).len() == 1;
            return (whole && !words.contains(". ")).then(|| (vec![line], false));
        }
        // Wishes and greetings say nothing.
        let text = finished(&text);
        let parts = clauses::parts(&text, &|line| self.fits(line) && is_clean(line))?;
        // Where most of a sentence had to go, what is left says little.
        let words = |all: &[String]| all.iter().map(|l| l.split_whitespace().count()).sum::<usize>();
        if words(&parts.left_out) * 2 > words(&parts.lines) * 3 {
            return None;
        }
        let mut left: String = parts.left_out.join(" ");
        left.push(' ');
        left.push_str(&tidy::bracketed(&thought.text));
        let whole = Facts::of(&thought.text);
        let mut kept = String::new();
        let mut lines: Vec<String> = Vec::new();
        for line in &parts.lines {
            if !Facts::of(line).come_from(&whole) || !words_come_from(line, &thought.text) {
                return None;
            }
            kept.push_str(line);
            kept.push(' ');
            let plain = self.plainer(line);
            if !passage.letter && (is_order(&plain) || plain.ends_with('?') && !plain.contains(" you ")) {
                return None;
            }
            lines.push(plain);
        }
        let sound =
            Facts::of(&kept).keep(&whole, &Facts::of(&left)) && !lines.is_empty() && lines.iter().all(|l| text::sentences(l).len() == 1);
        sound.then_some((lines, !parts.left_out.is_empty()))
    }

    /// The plain words for the hard ones, unless they change a fact or make the line too long.
    fn plainer(&self, line: &str) -> String {
        let mut plain = self.knowledge.plain_words.replaced(line);
        tidy::capital(&mut plain);
        // "Make sure" needs what is to be sure after it: a sentence, not a thing.
        let sure = plain.to_lowercase().find("sure ").filter(|_| !line.to_lowercase().contains("sure "));
        let open = sure.is_some_and(|at| {
            let rest: Vec<&str> = plain.get(at + 5..).unwrap_or_default().split_whitespace().collect();
            !rest.first().is_some_and(|w| ["that", "of"].contains(w)) && !source::is_clause(&rest)
        });
        let sound = !open && Facts::of(&plain).same(&Facts::of(line)) && count(&plain) <= MOST_WORDS && is_clean(&plain);
        if sound { plain } else { line.to_owned() }
    }

    fn fits(&self, line: &str) -> bool {
        count(line) <= MOST_WORDS || count(&self.plainer(line)) <= MOST_WORDS
    }

    fn score(&self, thought: &Thought, lines: &[String], at: usize, passage: &Passage<'_>) -> f32 {
        let mut score = 3.0 - 0.15 * at.min(20) as f32;
        if let Some(lead) = passage.lead {
            let lead = lead.trim();
            if thought.from.contains(lead) || lead.contains(thought.from.trim()) && thought.from.len() * 2 > lead.len() {
                score += 50.0;
            }
        }
        let words: Vec<String> = text::words(&thought.from).iter().map(|w| lemma(w)).collect();
        let asked = passage.asked.iter().flat_map(|q| text::words(q)).filter(|w| w.len() > 3 && !STOP.contains(&w.as_str()));
        let mut asked: Vec<String> = asked.map(|w| lemma(&w)).collect();
        asked.sort();
        asked.dedup();
        score += 2.0 * asked.iter().filter(|w| words.contains(w)).count().min(5) as f32;
        if thought.from.chars().any(|c| c.is_ascii_digit()) {
            score += 1.0;
        }
        let all: Vec<String> = lines.iter().flat_map(|l| text::words(l)).collect();
        let hard = all.iter().filter(|w| w.len() > 9 && self.knowledge.general_words.binary_search(w).is_err()).count();
        score - 4.0 * hard as f32 / all.len().max(1) as f32
    }

    /// Says what short forms mean, each in the line after the first that has it, and who "we" are.
    fn explain(&self, short: &mut Short, passage: &Passage<'_>, whole: &str) {
        let facts = Facts::of(whole);
        let mut out: Vec<ShortLine> = Vec::new();
        let mut explained: Vec<&str> = Vec::new();
        let mut we = false;
        let mut room = passage.most.saturating_sub(short.lines.len());
        for line in std::mem::take(&mut short.lines) {
            let own = line.from.clone();
            let words: Vec<String> = line.text.split_whitespace().map(bare).collect();
            let says_we = !line.text.contains('“')
                && words.iter().any(|w| ["we", "our", "us", "we're", "we've", "we'll", "ours"].contains(&w.as_str()));
            let term = self.term_in(&line.text, passage.area).map(|(name, term)| (name.to_owned(), term));
            let term = term.filter(|(_, t)| !explained.contains(&t.term.as_str()) && explained.len() < MOST_EXPLAINED);
            out.push(line);
            if says_we && !we && room > 0 {
                we = true;
                room -= 1;
                let text = self.locale.say("short-we");
                out.push(ShortLine { picture: String::new(), text, from: String::new() });
            }
            if let Some((name, term)) = term.filter(|_| room > 0) {
                explained.push(&term.term);
                // The document says it itself.
                let meaning = text::sentences(&term.meaning)
                    .into_iter()
                    .find_map(|m| meaning_line(&self.locale.say_with("short-means", &[("word", &name)]), &m, &facts));
                if let Some(text) = meaning.filter(|_| !own.contains(&format!("({name})"))) {
                    room -= 1;
                    out.push(ShortLine {
                        picture: if self.knowledge.pictures.knows(&term.picture) { term.picture.clone() } else { String::new() },
                        text,
                        from: String::new(),
                    });
                }
            }
        }
        short.lines = out;
    }

    /// A short form of the glossary that stands in a line, and its term.
    fn term_in<'l>(&self, line: &'l str, area: Option<&Area>) -> Option<(&'l str, &'a Term)> {
        let cut = |c: char| !c.is_alphanumeric() && c != '&' && c != '-';
        line.split(cut).filter(|w| w.len() > 1 && w.chars().filter(|c| c.is_ascii_uppercase()).count() > 1).find_map(|word| {
            let holds = |t: &&Term| t.area.is_none() || t.area.as_ref() == area;
            let terms = self.knowledge.glossary.terms.iter().filter(holds);
            // The longest name that begins with it: "EHC needs assessment" is not the EHC plan.
            let names = terms.flat_map(|t| std::iter::once(&t.term).chain(&t.also).map(move |n| (n, t)));
            let here = names.filter_map(|(name, term)| {
                let at = if name == word || name.strip_prefix(word).is_some_and(|r| r.starts_with(' ')) {
                    line.find(name.as_str())
                } else {
                    None
                };
                at.and_then(|at| line.get(at..at + name.len())).map(|n| (n, term))
            });
            here.max_by_key(|(name, _)| name.len())
        })
    }
}

/// Words of questions that tell nothing of what they are about.
const STOP: [&str; 24] = [
    "what", "when", "where", "which", "does", "will", "have", "with", "that", "this", "there", "their", "they", "about", "from", "would",
    "could", "should", "much", "many", "your", "them", "been", "were",
];

/// The places of what is said, in the order in which it is said: the lead first, then as the document has it.
fn choose(said: &[Said<'_>], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..said.len()).collect();
    order.sort_by(|a, b| said[*b].score.total_cmp(&said[*a].score).then(a.cmp(b)));
    let mut taken: Vec<usize> = Vec::new();
    let mut lines = 0;
    for index in order {
        if taken.contains(&index) {
            continue;
        }
        let mut group = vec![index];
        // Together with what it leans on.
        while let Some(first) = group.first().copied().filter(|f| said[*f].leans) {
            let Some(before) =
                first.checked_sub(1).filter(|b| said[*b].at + 1 == said[first].at && said[*b].thought.block == said[first].thought.block)
            else {
                break;
            };
            group.insert(0, before);
        }
        let new: Vec<usize> = group.into_iter().filter(|i| !taken.contains(i)).collect();
        let leans = new
            .first()
            .is_some_and(|f| said[*f].leans && !f.checked_sub(1).is_some_and(|b| taken.contains(&b) && said[b].at + 1 == said[*f].at));
        let more: usize = new.iter().map(|i| said[*i].lines.len()).sum();
        if leans || lines + more > most {
            continue;
        }
        lines += more;
        taken.extend(new);
    }
    let lead = taken.iter().copied().max_by(|a, b| said[*a].score.total_cmp(&said[*b].score)).filter(|i| said[*i].score > 40.0);
    taken.sort_unstable();
    if let Some(lead) = lead {
        // What answers, with what goes on from it and what it leans on, is told before the rest.
        let joined = |a: usize, b: usize| b == a + 1 && said[b].leans && said[a].at + 1 == said[b].at;
        let mut first = lead;
        while first > 0 && taken.contains(&(first - 1)) && joined(first - 1, first) {
            first -= 1;
        }
        let mut last = lead;
        while taken.contains(&(last + 1)) && joined(last, last + 1) {
            last += 1;
        }
        let mut out: Vec<usize> = (first..=last).collect();
        out.extend(taken.iter().copied().filter(|i| *i < first || *i > last));
        return out;
    }
    taken
}

/// "EHCP means: a legal paper about the help you must get." in one line, without a figure that the passage does not have.
fn meaning_line(means: &str, meaning: &str, facts: &Facts) -> Option<String> {
    let named = meaning.split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase));
    let meaning = if named { meaning.trim().to_owned() } else { source::lowered(meaning.trim()) };
    let shorter = meaning.split_once(": ").map(|(_, after)| after.to_owned());
    std::iter::once(meaning)
        .chain(shorter)
        .map(|m| finished(&format!("{means} {m}")))
        .find(|line| count(line) <= MOST_WORDS && is_clean(line) && Facts::of(line).adds_no_figure_to(facts))
}

fn text_of(thoughts: &[Thought]) -> String {
    thoughts.iter().map(|t| t.from.as_str()).collect::<Vec<_>>().join("\n")
}

fn finished(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '”']) {
        text.to_owned()
    } else {
        format!("{}.", text.trim_end_matches([',', ';', ':', '-', '–', ' ']))
    }
}

/// Words as any reader counts them: the larger of two ways.
pub(super) fn count(line: &str) -> usize {
    line.split_whitespace().count().max(text::words(line).len())
}

/// Without signs that easy read may not have; an address has those it has.
fn is_clean(line: &str) -> bool {
    let address = |w: &str| w.contains("://") || w.contains("www.") || w.contains('@') || w.contains(".uk") || w.contains(".org");
    let year = |w: &str| w.chars().all(|c| c.is_ascii_digit() || !c.is_alphabetic());
    let odd = |w: &str| {
        w.contains(['(', ')', '[', ']', ';', '…', '*', '•', '|', '%', '<', '>', '_', '\\', '\u{fffd}'])
            || w.contains('/') && !year(w)
            || w == "-"
            || w == "–"
            || w == "—"
    };
    line.split_whitespace().all(|w| address(w) || !odd(w))
        && line.matches('“').count() == line.matches('”').count()
        && line.matches('"').count().is_multiple_of(2)
        && (line.matches('‘').count() == 0 || line.contains('’'))
}

/// Whether a line can be understood only after the one before it.
fn leans(line: &str) -> bool {
    let words: Vec<String> = line.split_whitespace().map(bare).collect();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    if word(0) == "it"
        && ["is", "can", "will"].contains(&word(1))
        && words.iter().skip(2).take(3).any(|w| w == "to" || w == "that" || w == "take" || w == "takes")
    {
        return false;
    }
    if word(0) == "both" {
        return false;
    }
    // "This strategy will …" says itself what it is about; "this will" does not.
    if ["this", "these", "those", "that"].contains(&word(0)) {
        return !(["strategy", "plan", "document", "report", "letter", "newsletter", "page", "policy", "guide"].contains(&word(1)));
    }
    let some = ["some", "many", "most", "few", "others", "each", "one", "all", "any", "none"].contains(&word(0));
    let joined = lexicon::SUBORDINATORS.contains(&word(0)) || lexicon::PREPOSITIONS.contains(&word(0)) || word(0) == "please";
    let told = |w: &str| ["they", "this", "these", "those", "it", "them"].contains(&w);
    let last = words.last().map_or("", String::as_str);
    let too = word(0) == "too" && ["few", "many"].contains(&word(1)) && AUXILIARIES.contains(&word(2));
    let of_these = words.windows(2).any(|p| p[0] == "of" && ["these", "this", "those"].contains(&p[1].as_str()));
    too || of_these
        || some && (AUXILIARIES.contains(&word(1)) || lexicon::verb(word(1)).is_some_and(|v| !v.noun))
        || joined && (1..4).any(|at| told(word(at))) && !line.contains("sure")
        || ["this", "these"].contains(&last)
        || word(words.len().saturating_sub(2)) == "that" && last == "too"
        || word(0) == "please" && words.iter().any(|w| told(w))
        || NEEDS_REFERENT.contains(&word(0))
        || ["but", "so", "and", "then"].contains(&word(0))
        || word(0) == "others"
}

/// A line that tells its reader to do something, which in a plan was meant for somebody else.
fn is_order(line: &str) -> bool {
    const MEANT: [&str; 12] = ["please", "contact", "call", "ring", "phone", "email", "visit", "ask", "see", "speak", "talk", "go"];
    let words: Vec<String> = line.split_whitespace().map(bare).collect();
    let first = words.first().map_or("", String::as_str);
    let verb = lexicon::verb(first).is_some_and(|v| v.is(lexicon::Form::Base) && !v.noun);
    verb && !MEANT.contains(&first)
}

/// Everyday words: a capital at the front of a sentence is no name.
fn is_common(word: &str) -> bool {
    static GENERAL: OnceLock<HashSet<&str>> = OnceLock::new();
    let general =
        GENERAL.get_or_init(|| include_str!("../../../knowledge/words/general.txt").lines().filter(|l| !l.starts_with('#')).collect());
    const ENDINGS: [&str; 14] = ["ing", "ed", "ive", "ate", "able", "ible", "ly", "ity", "tion", "ment", "ness", "ies", "al", "ics"];
    word != "i"
        && (general.contains(word)
            || lexicon::verb(word).is_some()
            || general.contains(lemma(word).as_str())
            || ENDINGS.iter().any(|e| word.ends_with(e)))
}

#[cfg(test)]
mod tests;
