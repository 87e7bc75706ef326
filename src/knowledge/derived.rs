//! Articles made from data: one for each term of the glossary and each commitment of a plan, so that search, sources, easy read and
//! thumbs treat them like any other and nothing else has to know of them.

use super::{
    Article, ArticleId, Audience, Commitments, Fault, Glossary, Origin, Section, Severity, Source,
    article::EasyLine,
    commitments::{Commitment, Plan},
    glossary::Term,
};
use crate::{
    area::Area,
    clock::PartialDate,
    content::{Block, Inline},
    text,
};

/// Longest sentence of easy read, in words; a longer sentence of the data is left out of it rather than shown.
const MOST_WORDS: usize = 15;

const EVERYBODY: [Audience; 3] = [Audience::YoungPerson, Audience::Parent, Audience::Professional];

/// The articles of a glossary.
pub(super) fn of_glossary(glossary: &Glossary, file: &str) -> Vec<Article> {
    glossary.terms.iter().filter_map(|t| term(t, file)).collect()
}

fn term(term: &Term, file: &str) -> Option<Article> {
    let area = term.area.clone().unwrap_or_else(Area::england);
    let id: ArticleId = format!("{area}/glossary/{}", text::slug(&term.term)).parse().ok()?;
    let mut names: Vec<&str> = std::iter::once(term.term.as_str()).chain(term.also.iter().map(String::as_str)).collect();
    names.dedup();
    let mut questions: Vec<String> = names.iter().map(|n| format!("what does {n} mean")).collect();
    questions.push(format!("what is {}", term.term));
    let mut blocks = vec![Block::paragraph(format!("{}: {}", term.term, term.meaning))];
    if !term.also.is_empty() {
        blocks.push(Block::paragraph(format!("Other names: {}.", term.also.join(", "))));
    }
    let easy = text::sentences(&term.meaning).into_iter().map(|t| EasyLine { picture: term.picture.clone(), text: t });
    let mut article = Article::derived(id, area, format!("What “{}” means", term.term), Origin::Glossary, file);
    article.topics = vec!["glossary".to_owned()];
    article.questions = questions;
    article.sources =
        vec![Source { title: "Waymark's glossary".to_owned(), section: Some(term.source.clone()), code: None, url: None, published: None }];
    article.sections = vec![Section { path: Vec::new(), anchor: String::new(), blocks, line: 1, page: None }];
    article.easy_read = easy.collect();
    Some(article)
}

/// The articles of a list of commitments, and what is wrong in it.
pub(super) fn of_commitments(commitments: &Commitments, file: &str) -> (Vec<Article>, Vec<Fault>) {
    let mut articles: Vec<Article> = Vec::new();
    let mut faults = Vec::new();
    for one in &commitments.commitments {
        let Some(plan) = commitments.plan(&one.plan) else {
            let what = format!("the commitment “{}” names the plan `{}`, which is not there", one.action, one.plan);
            faults.push(Fault::new(file, None, Severity::Error, what, "Add the plan, or mend its name."));
            continue;
        };
        for milestone in &one.milestones {
            if let Some(Err(what)) = milestone.due.as_deref().map(str::parse::<PartialDate>) {
                faults.push(Fault::new(file, None, Severity::Error, format!("in “{}”: {what}", one.action), "Mend the date."));
            }
        }
        if let Some(article) = commitment(plan, one, articles.len(), file) {
            articles.push(article);
        }
    }
    (articles, faults)
}

fn commitment(plan: &Plan, one: &Commitment, number: usize, file: &str) -> Option<Article> {
    let slug = text::slug(&format!("{} {}", plan.id, one.section));
    let id: ArticleId = format!("{}/commitments/{slug}-{number}", plan.area).parse().ok()?;
    let title = format!("Promised in {}: {}", plan.name, one.action.trim_end_matches('.'));
    let mut article = Article::derived(id, plan.area.clone(), title, Origin::Commitment, file);
    article.topics.clone_from(&one.topics);
    let ask = |w: &String| [format!("what was promised about {w}"), format!("{w} promise by when")];
    article.questions = one.words.iter().flat_map(ask).collect();
    article.sources = vec![Source {
        title: plan.document.clone(),
        section: Some(one.section.clone()),
        code: plan.code.clone(),
        url: plan.url.clone(),
        published: plan.published.as_deref().and_then(|p| p.parse().ok()),
    }];
    article.ended = plan.ended;
    article.superseded_by = plan.successor();
    article.sections = vec![Section { path: Vec::new(), anchor: String::new(), blocks: told(plan, one), line: 1, page: None }];
    article.easy_read = easy(plan, one);
    Some(article)
}

fn told(plan: &Plan, one: &Commitment) -> Vec<Block> {
    let mut out = vec![Block::paragraph(format!("{} The plan promised: {}", plan.note, one.action))];
    let cell = |text: &str| vec![Inline::text(text)];
    let due = |text: &str| if text.is_empty() { cell("no date told") } else { cell(text) };
    if !one.milestones.is_empty() {
        let with_progress = one.milestones.iter().any(|m| !m.progress.is_empty());
        let mut head = vec![cell("Step"), cell("By when")];
        if with_progress {
            head.push(cell("What the source says was done"));
        }
        let row = |m: &super::commitments::Milestone| {
            let mut row = vec![cell(&m.what), due(&m.due_text)];
            if with_progress {
                row.push(cell(&m.progress));
            }
            row
        };
        out.push(Block::Table { head, rows: one.milestones.iter().map(row).collect() });
    }
    let lead = if one.lead.is_empty() {
        "The source names nobody who leads.".to_owned()
    } else {
        format!("Who leads: {}.", one.lead.trim_end_matches('.'))
    };
    let silent = one.milestones.iter().all(|m| m.progress.is_empty());
    let progress = if silent { " The source does not say what was done." } else { "" };
    out.push(Block::paragraph(format!("{lead}{progress}")));
    let belongs: Vec<&str> = [one.priority.as_str(), one.objective.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    if !belongs.is_empty() {
        out.push(Block::paragraph(format!("It belongs to: {}.", belongs.join(", ").trim_end_matches('.'))));
    }
    out
}

fn easy(plan: &Plan, one: &Commitment) -> Vec<EasyLine> {
    let mut out = Vec::new();
    let mut say = |picture: &str, text: &str| {
        if text.split_whitespace().count() <= MOST_WORDS {
            out.push(EasyLine { picture: picture.to_owned(), text: text.to_owned() });
        }
    };
    for sentence in text::sentences(&plan.note) {
        say("old", &sentence);
    }
    say("promise", &one.action);
    for milestone in &one.milestones {
        say("doing", &format!("{}.", milestone.what.trim_end_matches('.')));
        if !milestone.due_text.is_empty() {
            let lower = milestone.due_text.to_lowercase();
            let by = if lower.starts_with("by ") || lower.starts_with("from ") { "This was to be done" } else { "This was to be done:" };
            say("calendar", &format!("{by} {}.", milestone.due_text.trim_end_matches('.')));
        }
    }
    if one.milestones.iter().all(|m| m.progress.is_empty()) {
        say("question", "We do not know what was done.");
    }
    out
}

impl Article {
    fn derived(id: ArticleId, area: Area, title: String, origin: Origin, file: &str) -> Self {
        Self {
            id,
            title,
            area,
            audience: EVERYBODY.to_vec(),
            topics: Vec::new(),
            outcomes: Vec::new(),
            questions: Vec::new(),
            sources: Vec::new(),
            checked_on: None,
            checked_by: "nobody yet".to_owned(),
            readers: "nobody yet".to_owned(),
            review_by: None,
            owner: "Knowledge team".to_owned(),
            superseded_by: None,
            ended: None,
            origin,
            legal: false,
            unverified: Vec::new(),
            sections: Vec::new(),
            easy_read: Vec::new(),
            file: file.to_owned(),
        }
    }
}
