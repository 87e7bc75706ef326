//! The data files beside the articles: what they name is there, and what they hold is used.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde::Deserialize;

use super::{Found, has_area, has_article, place::Place};
use crate::{
    clock::say_date,
    content::plain,
    knowledge::{ArticleId, Knowledge, Rule},
    text,
};

/// The pictures that the program itself puts before lines made from data (`derived.rs`).
const BY_PROGRAM: [&str; 5] = ["calendar", "doing", "old", "promise", "question"];

pub(super) fn check(knowledge: &Knowledge, today: Date, found: &mut Found) {
    contacts(knowledge, today, found);
    plans(knowledge, found);
    synonyms(knowledge, found);
    pictures(knowledge, found);
    judgments(knowledge, found);
}

fn contacts(knowledge: &Knowledge, today: Date, found: &mut Found) {
    for info in knowledge.areas.all() {
        let file = format!("areas/{}.toml", info.area);
        for contact in &info.contacts {
            let line = || Place::of(&knowledge.files, &file).last_with(&format!("name = \"{}\"", contact.name));
            if contact.owner.trim().is_empty() {
                let what = format!("the contact “{}” has no owner", contact.name);
                found.error(Rule::Contact, &file, line(), what, "Name the team that keeps it right in `owner`.");
            }
            if let Some(day) = contact.checked_on.filter(|d| *d > today) {
                let what = format!("the contact “{}” was confirmed on {}, which is still to come", contact.name, say_date(day));
                found.warning(Rule::Dates, &file, line(), what, "Give the day on which somebody tried it.");
            }
        }
    }
}

fn plans(knowledge: &Knowledge, found: &mut Found) {
    const FILE: &str = "commitments.toml";
    let mut seen = BTreeSet::new();
    let place = Place::of(&knowledge.files, FILE);
    for plan in &knowledge.commitments.plans {
        let line = place.with(&format!("id = \"{}\"", plan.id));
        if !seen.insert(&plan.id) {
            let line = place.last_with(&format!("id = \"{}\"", plan.id));
            found.error(Rule::Reference, FILE, line, format!("there are two plans `{}`", plan.id), "Give one of them another id.");
        }
        if !has_area(knowledge, &plan.area) {
            let what = format!("the plan `{}` is of the area `{}`, and there is no areas/{}.toml", plan.id, plan.area, plan.area);
            found.error(Rule::Reference, FILE, line, what, "Add the area's file, or mend the area.");
        }
        if let Some(next) = &plan.superseded_by
            && !next.parse::<ArticleId>().is_ok_and(|id| has_article(knowledge, &id))
        {
            let line = place.with(&format!("superseded_by = \"{next}\""));
            let what = format!("the plan `{}` was superseded by `{next}`, which is not there", plan.id);
            found.error(Rule::Reference, FILE, line, what, "Name an article that is, as <area>/<topic>/<slug>.");
        }
    }
}

fn synonyms(knowledge: &Knowledge, found: &mut Found) {
    const FILE: &str = "synonyms.toml";
    if knowledge.synonyms.groups.is_empty() && knowledge.synonyms.one_way.is_empty() {
        return;
    }
    let place = Place::of(&knowledge.files, FILE);
    let at = |word: &str| place.with(&format!("\"{word}\""));
    let mut grouped: HashMap<String, usize> = HashMap::new();
    for (number, group) in knowledge.synonyms.groups.iter().enumerate() {
        if group.words.len() < 2 {
            let line = group.words.first().and_then(|w| at(w));
            found.error(
                Rule::Synonym,
                FILE,
                line,
                "a group needs at least two words that mean the same",
                "Add one, or take the group out.",
            );
        }
        for word in &group.words {
            if grouped.insert(text::words(word).join(" "), number).is_some_and(|other| other != number) {
                let line = place.last_with(&format!("\"{word}\""));
                found.warning(
                    Rule::Synonym,
                    FILE,
                    line,
                    format!("“{word}” stands in two groups"),
                    "Make one group of them, or keep it in one.",
                );
            }
        }
    }
    let said = words_of(knowledge);
    for entry in &knowledge.synonyms.one_way {
        let first = entry.people.iter().chain(&entry.ours).next();
        if entry.people.is_empty() || entry.ours.is_empty() {
            let line = first.and_then(|w| at(w));
            found.error(Rule::Synonym, FILE, line, "an entry needs `people` and `ours`", "Add the words, or take the entry out.");
        }
        for ours in &entry.ours {
            let phrase = text::words(ours).join(" ");
            if phrase.is_empty() || !said.contains(&format!(" {phrase}")) {
                let what = format!("people's words lead to “{ours}”, which no article says");
                found.warning(Rule::Synonym, FILE, at(ours), what, "Name words that our articles use.");
            }
        }
    }
}

/// All words of all articles in order, folded, a space before each: a beginning of words can be looked for in it.
fn words_of(knowledge: &Knowledge) -> String {
    let mut out = String::new();
    let mut add = |text: &str| {
        for word in text::words(text) {
            out.push(' ');
            out.push_str(&word);
        }
        out.push('\n');
    };
    for article in &knowledge.articles {
        add(&article.title);
        article.questions.iter().for_each(|q| add(q));
        article.easy_read.iter().for_each(|l| add(&l.text));
        for section in &article.sections {
            section.path.iter().for_each(|h| add(h));
            add(&plain(&section.blocks));
        }
    }
    out
}

fn pictures(knowledge: &Knowledge, found: &mut Found) {
    const FILE: &str = "pictures.toml";
    let mut used: BTreeSet<&str> = BY_PROGRAM.into();
    used.extend(knowledge.articles.iter().flat_map(|a| &a.easy_read).map(|l| l.picture.as_str()));
    // Other rooms' files name pictures, too; this room knows that much of their form.
    for (file, text) in knowledge.files.iter().filter(|(file, _)| file.ends_with(".toml") && *file != FILE) {
        for (number, line) in text.lines().enumerate() {
            for name in line.split("picture = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
                used.insert(name);
                // The glossary's pictures are looked at as those of its articles.
                if !knowledge.pictures.knows(name) && file != "glossary.toml" {
                    let what = format!("the picture `{name}` is not there");
                    found.error(Rule::EasyPicture, file, Some(number + 1), what, "Name one of pictures.toml.");
                }
            }
        }
    }
    for name in knowledge.pictures.names().filter(|n| !used.contains(n)) {
        let line = Place::of(&knowledge.files, FILE).key(name);
        found.warning(Rule::Picture, FILE, line, format!("nothing uses the picture `{name}`"), "Use it, or take it out.");
    }
}

/// A judgment as far as it is looked at here; the keys are told in `judgments/README.md`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Judgment {
    id: String,
    question: String,
    area: Option<String>,
    #[serde(rename = "audience")]
    _audience: Option<String>,
    #[serde(rename = "wording")]
    _wording: String,
    #[serde(default, rename = "kind")]
    _kind: Option<String>,
    #[serde(default)]
    expect: Vec<String>,
    #[serde(default, rename = "quotes")]
    _quotes: Vec<String>,
    #[serde(default)]
    facts: Vec<String>,
    #[serde(default, rename = "source")]
    _source: Option<String>,
}

fn judgments(knowledge: &Knowledge, found: &mut Found) {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let is_one = |file: &str| file.starts_with("judgments/") && file.ends_with(".jsonl");
    for (file, text) in knowledge.files.iter().filter(|(file, _)| is_one(file)) {
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let at = Some(number + 1);
            match serde_json::from_str::<Judgment>(line) {
                Ok(one) => judgment(knowledge, &one, file, at, &mut ids, found),
                Err(e) => {
                    let what = format!("it is not a judgment: {e}");
                    found.error(Rule::Judgment, file, at, what, "See judgments/README.md for the keys; one JSON object a line.");
                }
            }
        }
    }
}

fn judgment(knowledge: &Knowledge, one: &Judgment, file: &str, at: Option<usize>, ids: &mut BTreeMap<String, String>, found: &mut Found) {
    if one.question.trim().is_empty() {
        found.error(Rule::Judgment, file, at, format!("{} has no question", one.id), "Write what a person would type.");
    }
    if let Some(other) = ids.insert(one.id.clone(), file.to_owned()) {
        let what = format!("the id {} is also in {other}", one.id);
        found.error(Rule::Judgment, file, at, what, "Give this one the next free number.");
    }
    if let Some(area) = one.area.as_deref().filter(|a| !a.parse().is_ok_and(|a| has_area(knowledge, &a))) {
        found.error(
            Rule::Judgment,
            file,
            at,
            format!("{} names the area `{area}`, which is not there", one.id),
            "Name one that is, or null.",
        );
    }
    let mut texts = Vec::new();
    for name in &one.expect {
        match name.parse::<ArticleId>().ok().and_then(|id| knowledge.article(&id)) {
            Some(article) => texts.push(article),
            None if name.parse().is_ok_and(|id| has_article(knowledge, &id)) => return,
            None => {
                let what = format!("{} expects `{name}`, which is not there", one.id);
                found.error(Rule::Judgment, file, at, what, "Name the article that answers it now.");
            }
        }
    }
    if texts.is_empty() || one.facts.is_empty() {
        return;
    }
    let says = |fact: &String| {
        let fact = fact.to_lowercase();
        let in_text = |a: &&crate::knowledge::Article| {
            let easy = a.easy_read.iter().any(|l| l.text.to_lowercase().contains(&fact));
            easy || a.title.to_lowercase().contains(&fact) || a.sections.iter().any(|s| plain(&s.blocks).to_lowercase().contains(&fact))
        };
        texts.iter().any(in_text)
    };
    if !one.facts.iter().any(says) {
        let what = format!("{} wants one of “{}”, and no article that it expects says so", one.id, one.facts.join("”, “"));
        found.warning(Rule::Judgment, file, at, what, "Read the articles again: mend the fact here, or the article.");
    }
}
