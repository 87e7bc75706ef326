//! The table of hard words and plain ones, and where in a sentence it may be used.
//!
//! Two rooms need it: the check suggests from it, and a reply that is made shorter by computer replaces from it. The second must never
//! change what is meant, so an entry that a person has to judge is suggested and never used by itself.

use std::{collections::HashMap, ops::Range};

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

/// One hard word or phrase that stands in a text, and what may be said instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainWord {
    /// Where it stands, in bytes; an article before it ("an", "a") is part of it where that must change as well.
    pub range: Range<usize>,
    /// What to say instead, in the same form and with the same capital.
    pub plain: String,
    /// Only a person can tell whether it fits here.
    pub judge: bool,
}

/// The table of hard words and plain ones.
#[derive(Debug, Clone, Default)]
pub struct PlainWords {
    entries: Vec<Entry>,
    /// The first word of each form, and the forms that begin with it, longest first.
    by_first: HashMap<String, Vec<Form>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    hard: String,
    plain: String,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    judge: bool,
    #[serde(default)]
    not_before: Vec<String>,
    #[serde(default)]
    not_after: Vec<String>,
    #[serde(default)]
    only_before: Vec<String>,
    #[serde(default)]
    only_after: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Verb,
    Noun,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default, rename = "word")]
    words: Vec<Entry>,
}

/// One form of an entry: "commenced", and "started" for it.
#[derive(Debug, Clone)]
struct Form {
    entry: usize,
    words: Vec<String>,
    plain: String,
    /// What is said after "is" or "has", where it differs: "gave" and "given".
    participle: Option<String>,
    /// A past form whose plain one is no good in the passive: nobody says "was got".
    needs_who: bool,
    /// A verb's form that may be a noun as well: after "the" or "of" it is one.
    is_bare_verb: bool,
}

impl PlainWords {
    /// Reads the table; the error says which entry is wrong and how.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: Table = toml::from_str(text).map_err(|e| e.to_string())?;
        let mut out = Self::default();
        for entry in table.words {
            let at = out.entries.len();
            if entry.plain.trim().is_empty() {
                return Err(format!("`{}` has no plain words", entry.hard));
            }
            if out.entries.iter().any(|e| e.hard == entry.hard) {
                return Err(format!("`{}` stands twice", entry.hard));
            }
            for form in forms(&entry, at) {
                let Some(first) = form.words.first() else { return Err(format!("`{}` has no words", entry.hard)) };
                out.by_first.entry(first.clone()).or_default().push(form);
            }
            out.entries.push(entry);
        }
        out.longest_first();
        Ok(out)
    }

    /// Reads a list of idioms, `idiom = what is meant` a line, `verb:` before those whose first word is bent; lines with `#` are remarks.
    /// Nothing of it is ever replaced by itself.
    pub fn of_pairs(text: &str) -> Self {
        let mut out = Self::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let Some((hard, plain)) = line.split_once(" = ") else { continue };
            let (hard, kind) = hard.strip_prefix("verb:").map_or((hard, None), |h| (h, Some(Kind::Verb)));
            let entry = Entry { hard: hard.trim().to_owned(), plain: plain.trim().to_owned(), kind, judge: true, ..Entry::default() };
            // What is meant stays as it is written, whatever the form of the idiom.
            for form in forms(&entry, out.entries.len()) {
                let form = Form { plain: entry.plain.clone(), participle: None, needs_who: false, ..form };
                if let Some(first) = form.words.first() {
                    out.by_first.entry(first.clone()).or_default().push(form);
                }
            }
            out.entries.push(entry);
        }
        out.longest_first();
        out
    }

    fn longest_first(&mut self) {
        for forms in self.by_first.values_mut() {
            forms.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then(a.entry.cmp(&b.entry)));
        }
    }

    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries there are, and how many of them only a person may use.
    pub fn counts(&self) -> (usize, usize) {
        (self.entries.len(), self.entries.iter().filter(|e| e.judge).count())
    }

    /// What may take the place of what, in order and without overlap; never in names, quotations and web addresses.
    pub fn replacements(&self, sentence: &str) -> Vec<(Range<usize>, String)> {
        self.suggestions(sentence).into_iter().filter(|s| !s.judge).map(|s| (s.range, s.plain)).collect()
    }

    /// The sentence with every replacement made.
    pub fn replaced(&self, sentence: &str) -> String {
        let mut out = String::with_capacity(sentence.len());
        let mut from = 0;
        for (range, plain) in self.replacements(sentence) {
            out.push_str(&sentence[from..range.start]);
            out.push_str(&plain);
            from = range.end;
        }
        out.push_str(&sentence[from..]);
        out
    }

    /// Everything the table knows a plainer word for, those that only a person can judge among them.
    pub fn suggestions(&self, text: &str) -> Vec<PlainWord> {
        let tokens = tokens(text);
        let mut out = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.here(text, &tokens, at) {
                Some((length, found)) => {
                    out.push(found);
                    at += length;
                }
                None => at += 1,
            }
        }
        out
    }

    fn here(&self, text: &str, tokens: &[Token<'_>], at: usize) -> Option<(usize, PlainWord)> {
        let first = &tokens[at];
        if first.is_kept || (first.is_capital && !first.is_first) || first.shouts {
            return None;
        }
        let forms = self.by_first.get(&first.folded)?;
        let fits = |form: &&Form| {
            let Some(here) = tokens.get(at..at + form.words.len()) else { return false };
            here.iter().zip(&form.words).all(|(t, w)| t.folded == *w)
                && here.windows(2).all(|w| is_gap(&text[w[0].end()..w[1].start]))
                && here.iter().skip(1).all(|t| !t.is_kept && !t.is_capital)
                && self.may_stand(form, tokens, at)
        };
        let form = forms.iter().find(fits)?;
        let entry = &self.entries[form.entry];
        let last = &tokens[at + form.words.len() - 1];
        // Part of a longer word: "re-commence", "commence-date".
        let hyphen = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '‑' | '–' | '/' | '\'' | '’'));
        if hyphen(text[..first.start].chars().next_back()) || hyphen(text[last.end()..].chars().next()) {
            return None;
        }
        let before = at.checked_sub(1).map(|i| &tokens[i]).filter(|t| is_gap(&text[t.end()..first.start]));
        let mut plain = match &form.participle {
            Some(participle) if after_helper(tokens, at) => participle.clone(),
            _ => form.plain.clone(),
        };
        let mut start = first.start;
        if first.is_capital {
            plain = capital(&plain);
        }
        // "an individual" is "a person": the little word goes with what follows it.
        if let Some(article) = before.filter(|t| ["a", "an"].contains(&t.folded.as_str())) {
            let fitting = if begins_with_vowel(&plain) { "an" } else { "a" };
            if article.folded != fitting {
                start = article.start;
                let fitting = if article.is_capital { capital(fitting) } else { fitting.to_owned() };
                plain = format!("{fitting} {plain}");
            }
        }
        Some((form.words.len(), PlainWord { range: start..last.end(), plain, judge: entry.judge }))
    }

    fn may_stand(&self, form: &Form, tokens: &[Token<'_>], at: usize) -> bool {
        let entry = &self.entries[form.entry];
        let word = |i: usize| tokens.get(i).map_or("", |t| t.folded.as_str());
        let (before, after) = (at.checked_sub(1).map_or("", word), word(at + form.words.len()));
        let names = |list: &[String], word: &str| list.iter().any(|w| w.to_lowercase() == word);
        !names(&entry.not_before, after)
            && !names(&entry.not_after, before)
            && (entry.only_before.is_empty() || names(&entry.only_before, after))
            && (entry.only_after.is_empty() || names(&entry.only_after, before))
            && (!form.needs_who || WHO.contains(&before))
            && !(form.is_bare_verb && NOUN_AFTER.contains(&before))
    }
}

/// Before these a past form is what somebody did, and not what was done to something.
const WHO: [&str; 13] = ["i", "you", "he", "she", "it", "we", "they", "who", "have", "has", "had", "ve", "never"];

/// After these comes a noun: "the dispatch", "by request".
const NOUN_AFTER: [&str; 22] = [
    "a", "an", "the", "of", "by", "for", "with", "from", "in", "on", "my", "your", "his", "her", "its", "our", "their", "this", "each",
    "every", "any", "no",
];

/// Plain verbs that are no good in the passive.
const NOT_PASSIVE: [&str; 5] = ["get", "have", "go", "live", "stay"];

#[derive(Debug)]
struct Token<'a> {
    start: usize,
    text: &'a str,
    folded: String,
    is_capital: bool,
    shouts: bool,
    /// It begins a sentence, so its capital tells nothing.
    is_first: bool,
    /// In a quotation or an address: it stays as it is.
    is_kept: bool,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let quoted = quotations(text);
    let addresses: Vec<Range<usize>> = chunks(text).filter(|(_, w)| super::is_address(w)).map(|(i, w)| i..i + w.len()).collect();
    let inside = |ranges: &[Range<usize>], at: usize| {
        let next = ranges.partition_point(|r| r.end <= at);
        ranges.get(next).is_some_and(|r| r.contains(&at))
    };
    let mut out: Vec<Token<'_>> = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        let between = out.last().map(|t| &text[t.end()..start]);
        let is_first = between.is_none_or(|b| b.contains(['.', '!', '?', ':', '\n', '•', '*']));
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let is_capital = word.starts_with(char::is_uppercase);
        let shouts = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let is_kept = inside(&quoted, start) || inside(&addresses, start);
        let folded = word.to_lowercase().replace('’', "'");
        out.push(Token { start, text: word, folded, is_capital, shouts, is_first, is_kept });
    }
    out
}

fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// What stands between double quotation marks: somebody's own words.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“') => open = Some((at, '”')),
            (None, '"') => open = Some((at, '"')),
            (Some((start, end)), c) if c == end => {
                out.push(start..at);
                open = None;
            }
            // A mark that is never closed takes nothing with it.
            (Some(_), '\n') => open = None,
            _ => {}
        }
    }
    out
}

fn is_gap(between: &str) -> bool {
    !between.is_empty() && (between.chars().all(char::is_whitespace) || between == "-")
}

/// After a form of "be" or "have", adverbs looked past: "was quickly given".
fn after_helper(tokens: &[Token<'_>], at: usize) -> bool {
    let before = tokens[..at].iter().rev().map(|t| t.folded.as_str());
    let word = before.take(3).find(|w| !(w.ends_with("ly") || ["not", "also", "never", "now", "always"].contains(w)));
    word.is_some_and(|w| {
        ["is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "not"].contains(&w)
            || ["'s", "'re", "'ve", "n't"].iter().any(|end| w.ends_with(end))
    })
}

fn begins_with_vowel(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !["us", "uni", "one", "eu"].iter().any(|w| lower.starts_with(w))
        || ["hour", "honest"].iter().any(|w| lower.starts_with(w))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn forms(entry: &Entry, at: usize) -> Vec<Form> {
    let split = |text: &str| text.unicode_words().map(str::to_lowercase).collect::<Vec<_>>();
    let form =
        |hard: &str, plain: String| Form { entry: at, words: split(hard), plain, participle: None, needs_who: false, is_bare_verb: false };
    match entry.kind {
        None => vec![form(&entry.hard, entry.plain.clone())],
        Some(Kind::Noun) => vec![form(&entry.hard, entry.plain.clone()), form(&plural(&entry.hard), plural(&entry.plain))],
        Some(Kind::Verb) => {
            let (hard, plain) = (bend(&entry.hard), bend(&entry.plain));
            let head = entry.plain.split(' ').next().unwrap_or_default();
            let needs_who = NOT_PASSIVE.contains(&head);
            let mut out = vec![
                Form { is_bare_verb: true, ..form(&hard.base, plain.base.clone()) },
                Form { is_bare_verb: true, ..form(&hard.third, plain.third.clone()) },
                form(&hard.ing, plain.ing.clone()),
            ];
            let one_past = hard.past == hard.participle;
            let participle = (one_past && plain.past != plain.participle).then(|| plain.participle.clone());
            out.push(Form { participle, needs_who, ..form(&hard.past, plain.past.clone()) });
            if hard.base == hard.participle {
                out[0].participle = Some(plain.participle.clone());
            } else if !one_past {
                out.push(Form { needs_who, ..form(&hard.participle, plain.participle.clone()) });
            }
            out
        }
    }
}

struct Bent {
    base: String,
    third: String,
    past: String,
    participle: String,
    ing: String,
}

/// The forms of a verb, or of a phrase whose first word is one.
fn bend(phrase: &str) -> Bent {
    let (verb, rest) = phrase.split_once(' ').map_or((phrase, String::new()), |(verb, rest)| (verb, format!(" {rest}")));
    let with = |form: &str| format!("{form}{rest}");
    if let Some([_, third, past, participle, ing]) = IRREGULAR.iter().find(|forms| forms[0] == verb) {
        return Bent { base: with(verb), third: with(third), past: with(past), participle: with(participle), ing: with(ing) };
    }
    let doubled = DOUBLED.contains(&verb).then(|| verb.chars().next_back()).flatten();
    let ends_y = verb.ends_with('y') && !verb[..verb.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u']);
    let past = match (doubled, verb.strip_suffix('e')) {
        (Some(last), _) => format!("{verb}{last}ed"),
        (None, Some(_)) => format!("{verb}d"),
        (None, None) if ends_y => format!("{}ied", &verb[..verb.len() - 1]),
        (None, None) => format!("{verb}ed"),
    };
    let ing = match (doubled, verb.strip_suffix('e')) {
        (Some(last), _) => format!("{verb}{last}ing"),
        (None, Some(stem)) if !verb.ends_with("ee") && !verb.ends_with("ye") => format!("{stem}ing"),
        _ => format!("{verb}ing"),
    };
    let third = if ends_y {
        format!("{}ies", &verb[..verb.len() - 1])
    } else if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end)) {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    };
    Bent { base: with(verb), third: with(&third), past: with(&past), participle: with(&past), ing: with(&ing) }
}

const DOUBLED: [&str; 8] = ["stop", "plan", "sum", "submit", "omit", "transmit", "remit", "permit"];

/// Base, third person, past, participle, -ing.
const IRREGULAR: [[&str; 5]; 38] = [
    ["be", "is", "was", "been", "being"],
    ["break", "breaks", "broke", "broken", "breaking"],
    ["bring", "brings", "brought", "brought", "bringing"],
    ["build", "builds", "built", "built", "building"],
    ["buy", "buys", "bought", "bought", "buying"],
    ["catch", "catches", "caught", "caught", "catching"],
    ["choose", "chooses", "chose", "chosen", "choosing"],
    ["come", "comes", "came", "come", "coming"],
    ["do", "does", "did", "done", "doing"],
    ["find", "finds", "found", "found", "finding"],
    ["get", "gets", "got", "got", "getting"],
    ["give", "gives", "gave", "given", "giving"],
    ["go", "goes", "went", "gone", "going"],
    ["have", "has", "had", "had", "having"],
    ["hide", "hides", "hid", "hidden", "hiding"],
    ["hold", "holds", "held", "held", "holding"],
    ["hurt", "hurts", "hurt", "hurt", "hurting"],
    ["keep", "keeps", "kept", "kept", "keeping"],
    ["leave", "leaves", "left", "left", "leaving"],
    ["make", "makes", "made", "made", "making"],
    ["meet", "meets", "met", "met", "meeting"],
    ["pay", "pays", "paid", "paid", "paying"],
    ["put", "puts", "put", "put", "putting"],
    ["say", "says", "said", "said", "saying"],
    ["see", "sees", "saw", "seen", "seeing"],
    ["seek", "seeks", "sought", "sought", "seeking"],
    ["send", "sends", "sent", "sent", "sending"],
    ["set", "sets", "set", "set", "setting"],
    ["show", "shows", "showed", "shown", "showing"],
    ["speed", "speeds", "sped", "sped", "speeding"],
    ["strive", "strives", "strove", "striven", "striving"],
    ["take", "takes", "took", "taken", "taking"],
    ["tell", "tells", "told", "told", "telling"],
    ["think", "thinks", "thought", "thought", "thinking"],
    ["understand", "understands", "understood", "understood", "understanding"],
    ["comprehend", "comprehends", "comprehended", "comprehended", "comprehending"],
    ["undertake", "undertakes", "undertook", "undertaken", "undertaking"],
    ["withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"],
];

fn plural(noun: &str) -> String {
    let ends_y = noun.ends_with('y') && !noun[..noun.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u']);
    if ends_y {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> PlainWords {
        PlainWords::parse(include_str!("../../knowledge/words/plain.toml")).unwrap()
    }

    #[test]
    fn hard_words_become_plain_in_the_same_form() {
        let table = shipped();
        for (hard, plain) in [
            ("We will commence in May, prior to the visit.", "We will start in May, before the visit."),
            ("The work commenced and is commencing.", "The work started and is starting."),
            ("In order to assist an individual", "In order to assist an individual"),
            ("Subsequently, she obtained a place.", "Later, she got a place."),
            ("She received it.", "She got it."),
            ("The school undertook a test that was undertaken twice.", "The school did a test that was done twice."),
            ("They notified you regarding the meeting.", "They told you about the meeting."),
            ("You can participate in it.", "You can take part in it."),
            ("She is unable to attend school.", "She cannot go to school."),
            ("It is a legislation matter.", "It is a law matter."),
            ("He ensures that categories fit.", "He makes sure that kinds fit."),
            ("An initial talk", "A first talk"),
        ] {
            let expected = if hard == plain { "To help an individual".to_owned() } else { plain.to_owned() };
            assert_eq!(table.replaced(hard), expected, "{hard}");
        }
    }

    #[test]
    fn names_quotations_addresses_and_other_meanings_stay() {
        let table = shipped();
        for whole in [
            "Ask at Location House about Employment Support.",
            "She said “we will commence”.",
            "He wrote \"prior to this\" twice.",
            "See www.example.org/commence or mail assistance@example.org.",
            "The findings inform decisions.",
            "Applications received by 31 October count.",
            "It was considered that",
            "The annual review",
            "This is very concerning.",
            "the pre-commence talk",
            "WE WILL COMMENCE",
            "the use of email for despatch of plans",
            "The work informs joint planning.",
            "Choose option 2.",
            "The council is required to reply, provided that you ask.",
        ] {
            assert_eq!(table.replaced(whole), whole, "{whole}");
        }
    }

    #[test]
    fn the_shipped_table_never_touches_the_words_of_the_law() {
        let table = shipped();
        let (all, judge) = table.counts();
        assert!(all >= 700 && all - judge >= 400, "{all} entries, {judge} for a person to judge");
        let law = [
            "must",
            "must not",
            "should",
            "may",
            "can",
            "at least",
            "at most",
            "unless",
            "working days",
            "school days",
            "whichever is later",
            "not",
            "no",
            "never",
            "only if",
            "within",
            "duty",
            "right",
            "reasonable",
            "best endeavours to",
            "without delay",
            "appeal",
            "review",
            "mediation",
            "tribunal",
            "assessment",
            "consent",
            "best interests",
            "exceptional circumstances",
        ];
        for words in law {
            assert_eq!(table.replaced(words), words);
            for entry in &table.entries {
                let hard = format!(" {} ", entry.hard);
                let modal = ["must", "should", "may", "unless", "least"].iter().any(|w| hard.contains(&format!(" {w} ")));
                assert!(!modal || entry.judge, "{} is of the law", entry.hard);
            }
        }
    }

    #[test]
    fn what_has_been_made_plain_stays_so() {
        let table = shipped();
        for entry in table.entries.iter().filter(|e| !e.judge) {
            assert_eq!(table.replaced(&entry.plain), entry.plain, "{} is no plain word for {}", entry.plain, entry.hard);
        }
    }

    #[test]
    fn a_wrong_table_is_told() {
        for (text, says) in [
            ("[[word]]\nhard = \"a\"", "plain"),
            ("[[word]]\nhard = \"a\"\nplain = \" \"", "no plain words"),
            ("[[word]]\nhard = \"a\"\nplain = \"b\"\n[[word]]\nhard = \"a\"\nplain = \"c\"", "`a` stands twice"),
            ("[[word]]\nhard = \"…\"\nplain = \"b\"", "no words"),
            ("[[word]]\nhard = \"a\"\nplain = \"b\"\nonly_if = [\"c\"]", "only_if"),
        ] {
            let wrong = PlainWords::parse(text).unwrap_err();
            assert!(wrong.contains(says), "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_replaced_at_its_letters(s in "\\PC{0,80}( (commence|prior to|an individual|regarding|“location”)){0,4}") {
            let table = shipped();
            let mut end = 0;
            for (range, plain) in table.replacements(&s) {
                proptest::prop_assert!(range.start >= end && s.is_char_boundary(range.start) && s.is_char_boundary(range.end));
                proptest::prop_assert!(!plain.is_empty());
                end = range.end;
            }
            let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
            proptest::prop_assert_eq!(digits(&table.replaced(&s)).replace('2', ""), digits(&s).replace('2', ""));
        }
    }
}
