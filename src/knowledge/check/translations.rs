use std::collections::BTreeSet;

use super::{Found, place::Place};
use crate::{
    content::{Block, Inline, plain},
    knowledge::{Article, Knowledge, Rule, Translation, translation::fingerprint},
};

/// Most words of a line of easy read, in any language.
const MOST_WORDS: usize = 15;
/// How many missing or added facts are named.
const NAMED: usize = 6;

/// Whether a translation still says what the English article says: made from its present words, with the same figures and addresses.
pub(super) fn check(knowledge: &Knowledge, translation: &Translation, found: &mut Found) {
    let Some(english) = knowledge.article(&translation.article.id) else { return };
    let file = translation.article.file.as_str();
    let place = || Place::of(&knowledge.files, file);
    let now = fingerprint(english);
    if translation.translated_from != now {
        let what = format!("the English article has changed since this was translated on {}", translation.translated_on);
        let fix = format!("Compare the two, mend the translation, then write `translated_from = \"{now}\"`.");
        found.warning(Rule::Translation, file, place().key("translated_from"), what, fix);
    }
    if knowledge.languages.get(&translation.language).is_none() {
        let what = format!("nobody who writes in `{0}` can be noticed: there is no languages/{0}.toml", translation.language);
        found.error(Rule::Translation, file, place().key("language"), what, "Add the file, as the others are.");
    }
    let mut compare = |what: &str, own: &BTreeSet<String>, theirs: &BTreeSet<String>| {
        let lacks = named(theirs.difference(own));
        let adds = named(own.difference(theirs));
        if !lacks.is_empty() {
            let fix = "Say it as the English article says it.";
            found.error(Rule::Translation, file, None, format!("its {what} lack what the English article says: {lacks}"), fix);
        }
        if !adds.is_empty() {
            let fix = "A translation tells no facts of its own: take it out, or mend it.";
            found.error(Rule::Translation, file, None, format!("its {what} say what the English article does not: {adds}"), fix);
        }
    };
    let (own, theirs) = (&translation.article, english);
    compare("figures", &figures(&standard(own)), &figures(&standard(theirs)));
    compare("figures of the easy read", &figures(&easy(own)), &figures(&easy(theirs)));
    compare("addresses", &addresses(own), &addresses(theirs));
    for line in &own.easy_read {
        let words = line.text.split_whitespace().count();
        if words > MOST_WORDS {
            let what = format!("a line of easy read has {words} words: “{}”", line.text);
            found.warning(Rule::EasyLong, file, place().with(&line.text), what, format!("Make it at most {MOST_WORDS} words."));
        }
        if knowledge.pictures.emoji(&line.picture).is_empty() {
            let what = format!("there is no picture `{}`", line.picture);
            found.error(Rule::EasyPicture, file, place().with(&line.text), what, "Take the one of the English line.");
        }
    }
}

fn named<'a>(all: impl Iterator<Item = &'a String>) -> String {
    all.take(NAMED).cloned().collect::<Vec<_>>().join(", ")
}

fn standard(article: &Article) -> String {
    article.sections.iter().map(|s| format!("{}\n{}\n", s.path.join(" "), plain(&s.blocks))).collect()
}

fn easy(article: &Article) -> String {
    article.easy_read.iter().map(|l| format!("{}\n", l.text)).collect()
}

/// Runs of digits; what stands between thousands, and at most one space inside a phone number, does not part them.
fn figures(words: &str) -> BTreeSet<String> {
    let letters: Vec<char> = words.chars().collect();
    let mut out = BTreeSet::new();
    let mut run = String::new();
    for (at, &c) in letters.iter().enumerate() {
        let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() {
            run.push(c);
        } else if !run.is_empty() {
            let thousands = c == ',' && (1..=3).all(|n| digit(at + n)) && !digit(at + 4);
            let phone = matches!(c, ' ' | '\u{a0}') && run.starts_with('0') && digit(at + 1);
            if !thousands && !phone {
                out.insert(std::mem::take(&mut run));
            }
        }
    }
    out.extend((!run.is_empty()).then_some(run));
    out
}

/// Where links lead, and what is written as an address.
fn addresses(article: &Article) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    article.sections.iter().for_each(|s| targets(&s.blocks, &mut out));
    let words = format!("{}{}", standard(article), easy(article));
    let is_address = |w: &&str| w.contains('@') || w.contains("www.") || w.contains(".uk") || w.contains("://");
    let written = words.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '„' | '”' | '"' | ',' | ';')).filter(is_address);
    out.extend(written.map(|w| w.trim_end_matches(['.', ':']).to_lowercase()));
    out
}

fn targets(blocks: &[Block], out: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => inline(content, out),
            Block::List { items, .. } => items.iter().for_each(|item| targets(item, out)),
            Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| inline(cell, out)),
        }
    }
}

fn inline(content: &[Inline], out: &mut BTreeSet<String>) {
    for one in content {
        match one {
            Inline::Link { target, content } => {
                out.insert(target.clone());
                inline(content, out);
            }
            Inline::Strong { content } => inline(content, out),
            Inline::Text { .. } | Inline::Term { .. } | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_compared_as_readers_see_them() {
        let of = |words: &str| figures(words).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(of("Call 0800 1111 within 20 weeks, £6,000 on 3 July 2025."), "08001111 20 2025 3 6000");
        assert_eq!(of("do 5000 znaków"), of("up to 5,000 letters"));
        assert_eq!(of("1,2 or 3"), "1 2 3");
    }
}
