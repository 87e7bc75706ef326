//! Easy read by the rules that a machine can hold (standards.md §1.2). Whether the tone, the order and the pictures are right, people tell.

use serde::Serialize;

use super::{Found, figures::Figures, place::Place};
use crate::{
    content::plain,
    knowledge::{Article, ArticleId, Knowledge, Origin, Rule},
    text::readability::{self, Finding, Form, Lexicon, Measure, Weight},
};

/// What was found out about the easy read of one article.
#[derive(Debug, Clone, Serialize)]
pub struct EasyRead {
    /// The article.
    pub article: ArticleId,
    /// Its file.
    pub file: String,
    /// What can be counted of its easy read.
    pub measure: Measure,
    /// What could be better, line by line.
    pub findings: Vec<EasyReadFinding>,
}

/// What could be better, with its line in the file.
#[derive(Debug, Clone, Serialize)]
pub struct EasyReadFinding {
    /// The line of the file, where it can be told.
    pub file_line: Option<usize>,
    /// What it is.
    #[serde(flatten)]
    pub finding: Finding,
}

/// The easy reads that were written by people, with everything that the rules find in them.
pub fn easy_reads(knowledge: &Knowledge) -> Vec<EasyRead> {
    let lexicon = knowledge.lexicon();
    let written = knowledge.articles.iter().filter(|a| a.origin == Origin::Written && !a.easy_read.is_empty());
    let each = written.map(|article| {
        let report = readability::read(&lines(article), Form::Lines, &lexicon);
        let place = Place::of(&knowledge.files, &article.file);
        let at = |f: &Finding| if f.sentence.is_empty() { place.easy_heading() } else { place.easy(line(article, f)) };
        let findings = report.findings.into_iter().map(|finding| EasyReadFinding { file_line: at(&finding), finding }).collect();
        EasyRead { article: article.id.clone(), file: article.file.clone(), measure: report.measure, findings }
    });
    each.collect()
}

fn lines(article: &Article) -> String {
    article.easy_read.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn line<'a>(article: &'a Article, finding: &Finding) -> &'a str {
    article.easy_read.get(finding.line - 1).map_or("", |l| l.text.as_str())
}

/// The lines of an article, and what of its facts they keep.
pub(super) fn check(knowledge: &Knowledge, article: &Article, lexicon: &Lexicon, found: &mut Found) {
    if article.easy_read.is_empty() {
        return;
    }
    let place = Place::of(&knowledge.files, &article.file);
    let named = if article.origin == Origin::Glossary { "meaning" } else { "easy-read line" };
    for line in &article.easy_read {
        let told = |what: &str| format!("the {named} “{}” {what}", line.text);
        let fix = "Put {name} at its front, with a name of pictures.toml.";
        if line.picture.is_empty() {
            found.error(Rule::EasyPicture, &article.file, place.easy(&line.text), told("has no picture"), fix);
        } else if !knowledge.pictures.knows(&line.picture) {
            let what = told(&format!("names the picture `{}`, which is not there", line.picture));
            found.error(Rule::EasyPicture, &article.file, place.easy(&line.text), what, fix);
        }
    }
    let report = readability::read(&lines(article), Form::Lines, lexicon);
    // Advice is for an editor who asks for it (`check --easy-read`).
    for finding in report.findings.iter().filter(|f| f.weight > Weight::Advice && is_asked(article.origin, f.rule, lexicon)) {
        let text = line(article, finding);
        let what = format!("the {named} “{text}” {}", finding.what);
        let at = place.easy(text);
        let rule = rule(finding.rule);
        match finding.weight {
            Weight::Error => found.error(rule, &article.file, at, what, &finding.fix),
            _ => found.warning(rule, &article.file, at, what, &finding.fix),
        }
    }
    if article.origin == Origin::Written {
        facts(article, &place, found);
    }
}

/// Which rules an article answers for.
fn is_asked(origin: Origin, rule: readability::Rule, lexicon: &Lexicon) -> bool {
    use readability::Rule as R;
    let short_form = matches!(rule, R::UnknownShortForm | R::UnexplainedShortForm);
    match origin {
        // The sentences of a plan are told as they stand in the data; what is too long for easy read is left out of it there.
        Origin::Commitment => matches!(rule, R::LongSentence | R::SeveralSentences),
        // A meaning explains its own short form.
        Origin::Glossary => !short_form,
        Origin::Written | Origin::Imported => !short_form || !lexicon.short_forms().is_empty(),
    }
}

/// The rule of the knowledge that a rule of reading belongs to.
fn rule(rule: readability::Rule) -> Rule {
    use readability::Rule as R;
    match rule {
        R::LongSentence => Rule::EasyLong,
        R::SeveralSentences => Rule::EasySentence,
        R::NumberWord => Rule::EasyDigits,
        R::UnknownShortForm | R::UnexplainedShortForm => Rule::EasyAcronym,
        R::Percent | R::Fraction | R::RomanNumeral | R::LatinShortForm | R::Sign | R::Capitals => Rule::EasySign,
        _ => Rule::EasyHard,
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
