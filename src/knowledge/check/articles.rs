use std::collections::HashMap;

use jiff::civil::Date;

use super::{Found, has_area, has_article, place::Place};
use crate::{
    clock::say_date,
    knowledge::{Article, Knowledge, Origin, Rule},
    text,
};

/// Wordings that an article needs to be found by; the loader refuses one with fewer than five.
const WORDINGS: usize = 6;

/// Whether what an article names is there and its dates can be.
pub(super) fn check(knowledge: &Knowledge, article: &Article, today: Date, found: &mut Found) {
    let file = article.file.as_str();
    let place = || Place::of(&knowledge.files, file);
    if matches!(article.origin, Origin::Written | Origin::Glossary) && !has_area(knowledge, &article.area) {
        let line = place().with(&format!("area = \"{}\"", article.area));
        found.error(
            Rule::Reference,
            file,
            line,
            format!("there is no areas/{}.toml", article.area),
            "Add the area's file, or mend the area.",
        );
    }
    // A plan's successor is looked at once, with the plan.
    if let Some(next) = article.superseded_by.as_ref().filter(|next| article.origin == Origin::Written && !has_article(knowledge, next)) {
        let what = format!("`superseded_by` names `{next}`, which is not there");
        found.error(Rule::Reference, file, place().key("superseded_by"), what, "Name an article that is.");
    }
    if let (Some(checked), Some(review)) = (article.checked_on, article.review_by)
        && review < checked
    {
        let what = format!("it is to be reviewed by {}, before it was checked on {}", say_date(review), say_date(checked));
        found.error(Rule::Dates, file, place().key("review_by"), what, "Mend the date that is wrong.");
    }
    if let Some(checked) = article.checked_on.filter(|d| *d > today) {
        let what = format!("it was checked on {}, which is still to come", say_date(checked));
        found.warning(Rule::Dates, file, place().key("checked_on"), what, "Give the day on which the evidence was looked at.");
    }
    if let Some(review) = article.review_by.filter(|d| *d < today) {
        let what = format!("it was to be reviewed by {}", say_date(review));
        let fix = "Look at the sources again, then move `checked_on` and `review_by`.";
        found.warning(Rule::Review, file, place().key("review_by"), what, fix);
    }
    if article.origin == Origin::Written && article.questions.len() < WORDINGS {
        let what = format!("it has {} wordings", article.questions.len());
        let fix = format!("Add wordings that people would really type, until there are {WORDINGS}.");
        found.warning(Rule::WordingsFew, file, place().key("questions"), what, fix);
    }
    if article.origin == Origin::Imported && article.easy_read.is_empty() {
        let fix = "Write one, or write an article that answers from it.";
        found.warning(Rule::EasyMissing, file, None, "it is imported, and without an easy read", fix);
    }
}

/// Wordings that stand in two places: whoever types one of them could get either answer.
pub(super) fn wordings(knowledge: &Knowledge, found: &mut Found) {
    let mut seen: HashMap<String, &Article> = HashMap::new();
    for article in knowledge.articles.iter().filter(|a| a.origin == Origin::Written) {
        for question in &article.questions {
            let Some(other) = seen.insert(text::words(question).join(" "), article) else { continue };
            let quoted = format!("\"{question}\"");
            let line = Place::of(&knowledge.files, &article.file).last_with(&quoted);
            let (what, fix) = if other.id == article.id {
                (format!("the wording “{question}” stands twice"), "Remove one.")
            } else {
                (format!("the wording “{question}” is also in {}", other.file), "Keep it where the answer is better.")
            };
            found.warning(Rule::WordingsTwice, &article.file, line, what, fix);
        }
    }
}
