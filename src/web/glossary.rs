use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;

use super::{
    Web,
    views::{HelpLine, help_lines, spoken},
};
use crate::{
    answer::Answer,
    http::{Failure, Page, failure_page, render},
    knowledge::{Knowledge, Term},
    locale::Locale,
    pictures::Gallery,
    reply,
    safeguarding::Level,
    search, text,
};

/// Most letters of what is looked up that are read and shown again.
const MOST_CHARS: usize = 80;
/// Most articles that are named beside a term.
const MOST_ARTICLES: usize = 8;

#[derive(Deserialize)]
pub(super) struct GlossaryQuery {
    q: Option<String>,
}

/// A term as it is shown.
struct TermView {
    slug: String,
    term: String,
    also: String,
    meaning: Vec<String>,
    /// Where its drawing is.
    picture: Option<String>,
    emoji: String,
    /// Where it is used, or that it is of the past; empty for most.
    about: String,
}

impl TermView {
    fn new(page: &Page, gallery: &Gallery, knowledge: &Knowledge, term: &Term) -> Self {
        let emoji = knowledge.pictures.emoji(&term.picture);
        let area = term.area.as_ref().map(|a| page.say1("article-about", "area", knowledge.areas.name(a)));
        let past = term.past.then(|| page.say("glossary-past"));
        Self {
            slug: term.slug(),
            term: term.term.clone(),
            also: term.also.join(", "),
            meaning: text::sentences(&term.meaning),
            picture: gallery.find(&term.picture, emoji).map(|d| d.address.clone()),
            emoji: emoji.to_owned(),
            about: area.into_iter().chain(past).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The terms under one letter.
struct Letter {
    /// What the jump list says: a letter, or 0–9 for figures.
    name: String,
    anchor: String,
    terms: Vec<TermView>,
}

#[derive(Template)]
#[template(path = "glossary.html")]
struct GlossaryPage {
    page: Page,
    /// What was looked up; empty where nothing was.
    q: String,
    /// The question for its meaning.
    question: String,
    /// How many terms there are.
    count: usize,
    found: Vec<TermView>,
    near: Vec<TermView>,
    letters: Vec<Letter>,
    /// Help, where what was looked up tells of danger.
    help_title: String,
    help_language: String,
    help: Vec<HelpLine>,
}

#[derive(Template)]
#[template(path = "term.html")]
struct TermPage {
    page: Page,
    term: TermView,
    /// The question for its meaning.
    question: String,
    source: String,
    /// Addresses and titles.
    articles: Vec<(String, String)>,
}

/// `GET /glossary`: every hard word with its meaning, or those that were looked up.
pub(super) async fn show(State(web): State<Web>, headers: HeaderMap, Query(query): Query<GlossaryQuery>) -> Response {
    let page = Page::new(&headers).on("/glossary");
    let library = web.assistant.library();
    let knowledge = &library.knowledge;
    let q = text::visible(&query.q.unwrap_or_default()).split_whitespace().collect::<Vec<_>>().join(" ");
    let q: String = q.chars().take(MOST_CHARS).collect();
    let view = |term: &Term| TermView::new(&page, &web.gallery, knowledge, term);
    let found = search::terms(knowledge, &q);
    let letters = if q.is_empty() { letters(&knowledge.glossary.terms, &view) } else { Vec::new() };
    let (found, near) = (found.found.into_iter().map(view).collect(), found.near.into_iter().map(view).collect());
    // Whoever looks a word up may be in trouble: what is typed here is heard as well.
    let screening = library.screener.screen(&q);
    let heard = (screening.level != Level::None).then(|| Answer::only_screened(screening));
    let help = heard.and_then(|answer| reply::compose(&library, &answer, page.locale()).help);
    let template = GlossaryPage {
        question: question(&q),
        count: knowledge.glossary.terms.len(),
        help_title: help.as_ref().map(|h| h.title.clone()).unwrap_or_default(),
        help_language: help.as_ref().map(|h| spoken(h, true, &page)).unwrap_or_default(),
        help: help.as_ref().map(|h| help_lines(h, &page)).unwrap_or_default(),
        q,
        found,
        near,
        letters,
        page: page.clone(),
    };
    render(StatusCode::OK, &template)
}

/// `GET /glossary/{term}`: one hard word, where its meaning comes from, and the pages that use it.
pub(super) async fn term(State(web): State<Web>, headers: HeaderMap, Path(slug): Path<String>) -> Response {
    let page = Page::new(&headers).on(&format!("/glossary/{slug}"));
    let library = web.assistant.library();
    let knowledge = &library.knowledge;
    let Some(term) = knowledge.glossary.terms.iter().find(|t| t.slug() == slug) else {
        return failure_page(Failure::NotFound, &headers);
    };
    let used = knowledge.terms.used_in(term, &knowledge.articles, MOST_ARTICLES);
    let template = TermPage {
        question: question(&term.term),
        term: TermView::new(&page, &web.gallery, knowledge, term),
        source: term.source.clone(),
        articles: used.into_iter().map(|a| (format!("/article/{}", a.id), a.title.clone())).collect(),
        page,
    };
    render(StatusCode::OK, &template)
}

/// What a button asks: in English, as the glossary is, whatever the words on the button.
fn question(word: &str) -> String {
    Locale::default().say_with("glossary-question", &[("word", word)])
}

/// The terms in the order of the alphabet, under their letters.
fn letters(terms: &[Term], view: &dyn Fn(&Term) -> TermView) -> Vec<Letter> {
    let mut all: Vec<(String, &Term)> = terms.iter().map(|t| (text::fold(&t.term), t)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let mut out: Vec<Letter> = Vec::new();
    for (folded, term) in all {
        let first = folded.chars().find(|c| c.is_alphanumeric()).unwrap_or('0');
        let name = if first.is_ascii_digit() { "0–9".to_owned() } else { first.to_uppercase().to_string() };
        if out.last().is_none_or(|l| l.name != name) {
            let anchor = if first.is_ascii_digit() { "letter-0".to_owned() } else { format!("letter-{first}") };
            out.push(Letter { name, anchor, terms: Vec::new() });
        }
        if let Some(letter) = out.last_mut() {
            letter.terms.push(view(term));
        }
    }
    out
}
