//! What the loader lets pass and an editor should mend: links, pictures, easy read, dates, repeated wordings.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::{Article, ArticleId, Fault, Knowledge, Origin, Severity};
use crate::{
    content::{Block, Inline},
    text,
};

/// Most words in an easy-read line (standards.md §1.1, the strictest common limit).
const MAX_EASY_WORDS: usize = 15;

/// The faults of sound articles, in the order of files.
pub fn check(knowledge: &Knowledge, today: Date) -> Vec<Fault> {
    let mut out = Vec::new();
    let mut wordings: HashMap<String, &Article> = HashMap::new();
    for article in &knowledge.articles {
        let mut say = |severity, what: String, fix: &str| out.push(Fault::new(&article.file, None, severity, what, fix));
        for section in &article.sections {
            let mut targets = Vec::new();
            links(&section.blocks, &mut targets);
            for target in targets.iter().filter(|t| !is_outside(t)) {
                if !target.parse::<ArticleId>().is_ok_and(|id| knowledge.article(&id).is_some()) {
                    say(
                        Severity::Error,
                        format!("the link to `{target}` leads nowhere"),
                        "Name an article as <area>/<topic>/<slug>, or an https:// address.",
                    );
                }
            }
        }
        if let Some(next) = &article.superseded_by
            && knowledge.article(next).is_none()
        {
            say(Severity::Error, format!("`superseded_by` names `{next}`, which is not there"), "Name an article that is.");
        }
        if article.origin != Origin::Imported && knowledge.areas.get(&article.area).is_none() {
            say(Severity::Error, format!("there is no areas/{}.toml", article.area), "Add the area's file, or mend the area.");
        }
        easy_read(knowledge, article, &mut say);
        for question in article.questions.iter().filter(|_| article.origin == Origin::Written) {
            let folded = text::words(question).join(" ");
            match wordings.insert(folded, article) {
                Some(other) if other.id == article.id => {
                    say(Severity::Warning, format!("the wording “{question}” stands twice"), "Remove one.")
                }
                Some(other) => {
                    say(
                        Severity::Warning,
                        format!("the wording “{question}” is also in {}", other.file),
                        "Keep it where the answer is better.",
                    );
                }
                None => {}
            }
        }
        if article.review_by.is_some_and(|d| d < today) {
            say(
                Severity::Warning,
                "its review date has passed".to_owned(),
                "Look at the sources again, then move `checked_on` and `review_by`.",
            );
        }
        if article.origin == Origin::Imported && article.easy_read.is_empty() {
            say(Severity::Warning, "imported, and without an easy read".to_owned(), "Write one, or write an article that answers from it.");
        }
    }
    out.sort();
    out
}

fn easy_read(knowledge: &Knowledge, article: &Article, say: &mut impl FnMut(Severity, String, &str)) {
    for line in &article.easy_read {
        let words = line.text.split_whitespace().count();
        if words > MAX_EASY_WORDS {
            say(
                Severity::Error,
                format!("the easy-read line “{}” has {words} words", line.text),
                "Make two lines of it; 15 words are the most.",
            );
        }
        if line.picture.is_empty() || !knowledge.pictures.knows(&line.picture) {
            say(
                Severity::Error,
                format!("the easy-read line “{}” has no known picture", line.text),
                "Put {name} at its front, with a name of pictures.toml.",
            );
        }
    }
    // What is made from data says its numbers where the data has them.
    if article.easy_read.is_empty() || article.origin != Origin::Written {
        return;
    }
    let said: BTreeSet<String> = article.easy_read.iter().flat_map(|l| numbers(&l.text)).collect();
    let opening = article.sections.first().map(|s| crate::content::plain(&s.blocks)).unwrap_or_default();
    let lost: Vec<String> = numbers(&opening).into_iter().filter(|n| !said.contains(n)).collect();
    if !lost.is_empty() {
        say(Severity::Error, format!("the easy read leaves out {} from the opening", lost.join(", ")), "Say it, in digits.");
    }
}

/// The numbers of a text as digits, thousands commas dropped.
fn numbers(text: &str) -> BTreeSet<String> {
    let kept: String = text.replace(',', "").chars().map(|c| if c.is_ascii_digit() || c == '.' { c } else { ' ' }).collect();
    kept.split_whitespace().map(|n| n.trim_matches('.').to_owned()).filter(|n| !n.is_empty()).collect()
}

fn is_outside(target: &str) -> bool {
    ["https://", "http://", "tel:", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

fn links<'a>(blocks: &'a [Block], out: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => links_inline(content, out),
            Block::List { items, .. } => items.iter().for_each(|item| links(item, out)),
            Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| links_inline(cell, out)),
        }
    }
}

fn links_inline<'a>(content: &'a [Inline], out: &mut Vec<&'a str>) {
    for inline in content {
        match inline {
            Inline::Link { target, .. } => out.push(target),
            Inline::Strong { content } => links_inline(content, out),
            Inline::Text { .. } | Inline::Break => {}
        }
    }
}
