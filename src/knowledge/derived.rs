//! Articles made from data: one for each term of the glossary and each commitment of a plan, so that search, sources, easy read and
//! thumbs treat them like any other and nothing else has to know of them.

use super::{
    Article, ArticleId, Audience, Commitments, Fault, Glossary, Origin, Rule, Section, Severity, Source,
    article::EasyLine,
    commitments::{Commitment, Plan},
    glossary::Term,
};
use crate::{
    area::Area,
    clock::PartialDate,
    content::{Block, Inline},
    ids::sha256_hex,
    text,
};

/// Longest sentence of easy read, in words; a longer sentence of the data is left out of it rather than shown.
const MOST_WORDS: usize = 15;

/// How much of its section's name a commitment carries in its own.
const SLUG_LETTERS: usize = 30;

/// Words with which a time can follow "This was to be done".
const BEFORE_A_TIME: [&str; 22] = [
    "by",
    "from",
    "over",
    "every",
    "throughout",
    "in",
    "during",
    "before",
    "after",
    "until",
    "each",
    "within",
    "for",
    "at",
    "to",
    "since",
    "between",
    "twice",
    "once",
    "yearly",
    "monthly",
    "weekly",
];

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
    article.sections = vec![Section { path: Vec::new(), anchor: String::new(), blocks, line: 1 }];
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
            faults.push(Fault::new(file, None, Severity::Error, what, "Add the plan, or mend its name.").of(Rule::Reference));
            continue;
        };
        for milestone in &one.milestones {
            if let Some(Err(what)) = milestone.due.as_deref().map(str::parse::<PartialDate>) {
                faults.push(
                    Fault::new(file, None, Severity::Error, format!("in “{}”: {what}", one.action), "Mend the date.").of(Rule::Dates),
                );
            }
        }
        if let Some(article) = commitment(plan, one, file) {
            if articles.iter().any(|a| a.id == article.id) {
                let what = format!("two commitments of {} have the section “{}” and the same action", plan.name, one.section);
                faults.push(Fault::new(file, None, Severity::Error, what, "Make one of the two, or name their sections."));
            } else {
                articles.push(article);
            }
        }
    }
    (articles, faults)
}

fn commitment(plan: &Plan, one: &Commitment, file: &str) -> Option<Article> {
    // Named by what it is and not by where it stands in the file, so that a new entry moves no link, thumb or judgment.
    let digest = sha256_hex(format!("{}\n{}\n{}", plan.id, one.section, one.action).as_bytes());
    let slug = text::slug(&one.section);
    let slug = text::slug(slug.get(..SLUG_LETTERS).unwrap_or(&slug));
    let id: ArticleId = format!("{}/commitments/{}-{slug}-{}", plan.area, text::slug(&plan.id), digest.get(..6)?).parse().ok()?;
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
    article.sections = vec![Section { path: Vec::new(), anchor: String::new(), blocks: told(plan, one), line: 1 }];
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
    let over = plan.ended.is_some() || plan.superseded_by.is_some();
    let is = if over { "was" } else { "is" };
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
            let follows = lower.split_whitespace().next().is_some_and(|w| BEFORE_A_TIME.contains(&w));
            let colon = if follows { "" } else { ":" };
            say("calendar", &format!("This {is} to be done{colon} {}.", milestone.due_text.trim_end_matches('.')));
        }
    }
    if one.milestones.iter().all(|m| m.progress.is_empty()) {
        say("question", if over { "We do not know what was done." } else { "The plan does not say what is done so far." });
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
