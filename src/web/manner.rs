use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    Web,
    chat::{page_for, with_cookie},
    views::{HelpLine, help_lines, spoken},
    visitor::Visitor,
};
use crate::{
    conversation::{Action, MOST_NAME_CHARS, Preferences},
    http::{Failure, Page, failure_page, render},
    locale::Locale,
    manner::{Length, Manner, Style, Way},
};

#[derive(Deserialize)]
pub(super) struct MannerQuery {
    saved: Option<String>,
}

/// What is told above the form.
#[derive(Default)]
pub(super) struct Told {
    /// What was kept.
    saved: String,
    /// What is wrong with the name.
    problem: String,
    /// The name as it was typed, where it was not kept.
    name: Option<String>,
    help_title: String,
    help_language: String,
    help: Vec<HelpLine>,
}

/// One of several to choose from.
struct Choice {
    value: String,
    words: String,
    chosen: bool,
}

/// A question of the form.
struct Question {
    name: &'static str,
    words: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "manner.html")]
struct MannerPage {
    page: Page,
    easy: bool,
    questions: Vec<Question>,
    languages: Vec<Choice>,
    name: String,
    most: usize,
    summary: Vec<String>,
    told: Told,
}

/// `GET /settings`: how this person likes to be talked to.
pub(super) async fn show(State(web): State<Web>, headers: HeaderMap, Query(query): Query<MannerQuery>) -> Response {
    let Ok(visitor) = Visitor::read(&web, &headers, None) else { return failure_page(Failure::Ours, &headers) };
    let page = spoken_to(&headers, &visitor, &preferences(&web, &visitor).await);
    let saved = query.saved.map(|_| page.say("manner-saved")).unwrap_or_default();
    show_form(&web, &headers, &visitor, Told { saved, ..Told::default() }).await
}

/// The ways that a form chose; a value that is none of ours is a fault of the form.
pub(super) fn ways<'a>(last: impl Fn(&str) -> Option<&'a str>) -> Result<Vec<Way>, Failure> {
    let sent = Way::NAMES.iter().filter_map(|name| last(name).map(|value| Way::of(name, value)));
    sent.collect::<Option<Vec<Way>>>().ok_or(Failure::BadRequest)
}

/// Keeps what was chosen and shows the form again.
pub(super) async fn keep(web: &Web, headers: &HeaderMap, visitor: &Visitor, ways: Vec<Way>) -> Response {
    let typed = ways.iter().find_map(|way| if let Way::Name(name) = way { name.clone() } else { None });
    let page = spoken_to(headers, visitor, &preferences(web, visitor).await);
    let outbound = web.assistant.handle(visitor.does(Action::SetWays(ways), page.locale())).await;
    let Some(outbound) = outbound.into_iter().next() else { return failure_page(Failure::Ours, headers) };
    let words = outbound.reply.standard_text();
    if let Some(help) = &outbound.reply.help {
        let told = Told {
            problem: words,
            help_title: help.title.clone(),
            help_language: spoken(help, true, &page),
            help: help_lines(help, &page),
            ..Told::default()
        };
        return show_form(web, headers, visitor, told).await;
    }
    if outbound.failed {
        // What cannot be kept as it was typed is told beside its field; anything else is a fault of ours.
        let long = page.say("manner-name-long");
        if typed.is_none() || words != long {
            return failure_page(Failure::Ours, headers);
        }
        return show_form(web, headers, visitor, Told { problem: words, name: typed, ..Told::default() }).await;
    }
    if !visitor.by_cookie {
        let saved = page.say("manner-saved");
        return show_form(web, headers, visitor, Told { saved, ..Told::default() }).await;
    }
    let remember = preferences(web, visitor).await.remember;
    with_cookie(web, visitor, remember, Redirect::to("/settings?saved=on").into_response())
}

/// The form with what is chosen now.
pub(super) async fn show_form(web: &Web, headers: &HeaderMap, visitor: &Visitor, told: Told) -> Response {
    let preferences = preferences(web, visitor).await;
    let manner = &preferences.manner;
    let page = spoken_to(headers, visitor, &preferences).on("/settings");
    let chosen = preferences.language.as_deref().and_then(Locale::tagged).or_else(|| Page::chosen(headers));
    let name = told.name.clone().or_else(|| manner.name.clone()).unwrap_or_default();
    let status = if told.problem.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let template = MannerPage {
        easy: preferences.style == Style::EasyRead,
        questions: questions(&page, preferences.style, manner),
        languages: languages(&page, chosen.as_ref()),
        name,
        most: MOST_NAME_CHARS,
        summary: preferences.summary(page.locale()),
        told,
        page,
    };
    with_cookie(web, visitor, preferences.remember, render(status, &template))
}

fn questions(page: &Page, style: Style, manner: &Manner) -> Vec<Question> {
    let choice = |name: &str, value: &str, chosen: bool| Choice {
        value: value.to_owned(),
        words: page.say(&format!("manner-{name}-{value}")),
        chosen,
    };
    let question = |name: &'static str, choices: Vec<Choice>| Question { name, words: page.say(&format!("manner-{name}")), choices };
    let styles = [Style::Standard, Style::EasyRead].map(|s| choice("style", s.as_str(), s == style));
    let both =
        |name: &'static str, now: &Way, all: &[Way]| question(name, all.iter().map(|way| choice(name, way.value(), way == now)).collect());
    vec![
        question("style", styles.into()),
        both("pictures", &Way::Pictures(manner.pictures), &[Way::Pictures(true), Way::Pictures(false)]),
        both("length", &Way::Length(manner.length), &Length::ALL.map(Way::Length)),
        both("time", &Way::Time(manner.time), &[Way::Time(false), Way::Time(true)]),
        both("questions", &Way::OneQuestion(manner.one_question), &[Way::OneQuestion(false), Way::OneQuestion(true)]),
    ]
}

/// The languages; that of the device stands first until one is chosen.
fn languages(page: &Page, chosen: Option<&Locale>) -> Vec<Choice> {
    let own = || Choice { value: String::new(), words: page.say("manner-language-own"), chosen: true };
    let one = |l: Locale| Choice { chosen: chosen == Some(&l), words: l.own_name(), value: l.tag() };
    chosen.is_none().then(own).into_iter().chain(Locale::all().into_iter().map(one)).collect()
}

/// The frame in the language that was chosen for the conversation.
fn spoken_to(headers: &HeaderMap, visitor: &Visitor, preferences: &Preferences) -> Page {
    page_for(headers, visitor).in_language(preferences.language.as_deref())
}

async fn preferences(web: &Web, visitor: &Visitor) -> Preferences {
    web.assistant.preferences(visitor.key()).await.unwrap_or_default()
}
