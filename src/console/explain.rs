//! Why a question gets the answer that it gets: what was heard in it, how sure we are, and what each passage won or lost by.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{
    Console,
    session::{Sent, Signed},
    views::{ChoiceView, ExplainPage, HitView, ReasonView},
};
use crate::{
    answer::{Answer, FoundPassage, Question, answer},
    area::Area,
    http::{Failure, Page, failure_page, render},
    text,
};

/// Reasons that are shown for a passage; the rest add next to nothing.
const MOST_REASONS: usize = 8;

/// `GET /console/explain`: an empty form.
pub(super) async fn form(signed: Signed, State(console): State<Console>, headers: HeaderMap) -> Response {
    show(&signed, &console, &headers, "", None, None)
}

/// `POST /console/explain`: asks as a family would, and keeps nothing. By POST, so that the question stands in no address.
pub(super) async fn explain(signed: Signed, State(console): State<Console>, headers: HeaderMap, sent: Sent) -> Response {
    let asked: String = text::clean(sent.field("question")).chars().take(text::MAX_MESSAGE_CHARS).collect();
    let area: Option<Area> = sent.field("area").parse().ok();
    if asked.is_empty() {
        return show(&signed, &console, &headers, "", area.as_ref(), None);
    }
    let library = Arc::clone(&console.assistant.library());
    let question = Question { area: area.clone(), ..Question::new(&asked, console.clock.today()) };
    // Waits for the model, so it has a thread of its own.
    match tokio::task::spawn_blocking(move || answer(&library, &question)).await {
        Ok(answer) => show(&signed, &console, &headers, &asked, area.as_ref(), Some(&answer)),
        Err(error) => {
            tracing::error!(%error, "a question could not be explained");
            failure_page(Failure::Ours, &headers)
        }
    }
}

fn show(signed: &Signed, console: &Console, headers: &HeaderMap, asked: &str, area: Option<&Area>, found: Option<&Answer>) -> Response {
    let page = Page::new(headers);
    let library = console.assistant.library();
    let areas = &library.knowledge.areas;
    let choice = |i: &Area| ChoiceView { value: i.to_string(), name: areas.name(i).to_owned(), chosen: area == Some(i) };
    let best = found.map(|a| &a.hits).and_then(|h| h.first()).map_or(0.0, |h| h.score);
    let hit = |a: &Answer, h: &FoundPassage| {
        let chosen = a.chosen.iter().find(|c| c.passage == h.passage);
        let (before, sentence, after) = match chosen.and_then(|c| c.sentence.as_deref()).and_then(|s| h.text.split_once(s).map(|p| (s, p)))
        {
            Some((sentence, (before, after))) => (before.to_owned(), sentence.to_owned(), after.to_owned()),
            None => (h.text.clone(), String::new(), String::new()),
        };
        HitView {
            title: library.knowledge.article(&h.article).map_or_else(|| h.article.to_string(), |a| a.title.clone()),
            address: format!("/article/{}", h.article),
            heading: h.heading.clone(),
            score: format!("{:.2}", h.score),
            behind: format!("{:.2}", best - h.score),
            answers: chosen.is_some(),
            elsewhere: h.elsewhere,
            reasons: h
                .why
                .iter()
                .take(MOST_REASONS)
                .map(|(name, measured, adds)| ReasonView {
                    name: page.say(&format!("why-{}", name.replace('_', "-"))),
                    measured: format!("{measured:.2}"),
                    adds: format!("{adds:+.2}"),
                })
                .collect(),
            before,
            sentence,
            after,
        }
    };
    let limits = library.index.limits();
    let template = ExplainPage {
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        question: asked.to_owned(),
        areas: areas.choices().into_iter().map(|i| choice(&i.area)).collect(),
        asked: found.is_some(),
        outcome: found.map_or_else(String::new, |a| page.say(&format!("explain-outcome-{}", a.status.as_str().replace('_', "-")))),
        read_as: found.map(|a| a.asked.clone()).unwrap_or_default(),
        corrected: found.map(|a| a.corrected.iter().map(|(typed, meant)| format!("{typed} → {meant}")).collect()).unwrap_or_default(),
        sure: found.map_or_else(String::new, |a| format!("{:.2}", a.confidence)),
        needed: format!("{:.2}", limits.answer),
        nearly: format!("{:.2}", limits.clarify),
        by_meaning: found.is_some_and(|a| a.by_meaning),
        hits: found.map(|a| a.hits.iter().map(|h| hit(a, h)).collect()).unwrap_or_default(),
        page,
    };
    render(StatusCode::OK, &template)
}
