use std::collections::BTreeSet;

use super::{Found, place::Place};
use crate::{
    content::plain,
    knowledge::{Knowledge, Origin, Rule},
    text::readability::{ShortForms, short_forms},
};

/// Short forms that articles use and the glossary does not have: a reader who meets one has nowhere to look.
pub(super) fn check(knowledge: &Knowledge, glossary: &ShortForms, found: &mut Found) {
    let written = || knowledge.articles.iter().filter(|a| a.origin == Origin::Written);
    if glossary.is_empty() {
        if written().next().is_some() && knowledge.files.get("glossary.toml").is_none() {
            let fix = "Add [[term]] entries; until then nobody is told what short forms mean.";
            found.warning(Rule::Term, "glossary.toml", None, "there is no glossary, so the articles' terms were not looked at", fix);
        }
        return;
    }
    for article in written() {
        let mut text = article.title.clone();
        for section in &article.sections {
            text.push('\n');
            text.push_str(&plain(&section.blocks));
            text.push('\n');
            text.push_str(section.path.last().map_or("", String::as_str));
        }
        let unknown: BTreeSet<&str> = short_forms(&text).into_iter().filter(|s| !glossary.knows(s) && !is_word(s, &text)).collect();
        for short in unknown {
            let line = Place::of(&knowledge.files, &article.file).word(short);
            let fix = "Add it to glossary.toml, as a term or under `also`, or write it out.";
            found.error(Rule::Term, &article.file, line, format!("{short} is not in the glossary"), fix);
        }
    }
}

/// A word that the text also writes in small letters ("Shout: send the word SHOUT") is no short form.
fn is_word(short: &str, text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| w != short && w.to_uppercase() == short)
}
