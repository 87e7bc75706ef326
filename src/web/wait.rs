//! What somebody reads who has sent too much in a short time. Nothing they typed is lost, and nobody in danger is turned away: a message
//! that the screening raises goes on to the assistant as ever. Only where a whole network floods us is it answered by the fixed words of
//! help alone, and of those messages so many a minute are kept for the safeguarding officers; and the page carries the lines for danger in any case, for whoever is not recognised.

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{
    Web,
    chat::{page_for, with_cookie},
    views::{HelpLine, help_lines, linked_numbers, spoken},
    visitor::Visitor,
};
use crate::{
    answer::Answer,
    http::{Network, Page, Wait, render},
    locale::Locale,
    manner::Channel,
    reply::{self, HelpCard},
    safeguarding::Level,
};

/// How many earlier messages are read together with this one.
const TURNS_READ_TOGETHER: usize = 3;

/// Why a message is not taken now.
pub(super) struct Limited {
    wait: Wait,
    help: Option<HelpCard>,
}

/// What was typed, to be kept in the page.
#[derive(Default)]
pub(super) struct Typed<'a> {
    pub question: &'a str,
    /// The answer that a comment is on; empty for a question.
    pub answer: &'a str,
    pub comment: &'a str,
}

#[derive(Template)]
#[template(path = "wait.html")]
struct WaitPage<'a> {
    page: Page,
    seconds: String,
    typed: Typed<'a>,
    help: Vec<HelpLine>,
    help_title: String,
    help_language: String,
    danger: Vec<String>,
}

/// Whether this message may be sent now.
pub(super) async fn may_send(web: &Web, visitor: &Visitor, network: Option<&Network>, words: &str) -> Result<(), Limited> {
    let (by_network, by_person) = (web.limits.form(network), web.limits.person(&visitor.key().0));
    let Err(wait) = by_network.and(by_person) else { return Ok(()) };
    let (preferences, turns) = web.assistant.transcript(visitor.key()).await.unwrap_or_default();
    let before: Vec<&str> = turns.iter().rev().take(TURNS_READ_TOGETHER).rev().map(|t| t.turn.question.as_str()).collect();
    let library = web.assistant.library();
    let screening = library.screener.screen_turns(&before, words);
    if screening.level == Level::None {
        return Err(Limited { wait, help: None });
    }
    if by_network.is_ok() {
        return Ok(());
    }
    if web.limits.danger(network).is_ok() {
        web.assistant.keep_danger(Channel::Web, &preferences, &screening, words).await;
    }
    let help = reply::compose(&library, &Answer::only_screened(screening), &Locale::default()).help;
    Err(Limited { wait, help })
}

/// The page that asks to wait, with the typed words in a form that sends them.
pub(super) fn page(web: &Web, headers: &HeaderMap, visitor: &Visitor, limited: &Limited, typed: Typed<'_>) -> Response {
    let page = page_for(headers, visitor);
    let template = WaitPage {
        seconds: limited.wait.seconds().to_string(),
        typed,
        help: limited.help.as_ref().map(|h| help_lines(h, &page)).unwrap_or_default(),
        help_title: limited.help.as_ref().map(|h| h.title.clone()).unwrap_or_default(),
        help_language: limited.help.as_ref().map(|h| spoken(h, true, &page)).unwrap_or_default(),
        danger: web.assistant.library().screener.always_in(&page.lang()).iter().map(|l| linked_numbers(l)).collect(),
        page,
    };
    with_cookie(web, visitor, false, limited.wait.on(render(StatusCode::TOO_MANY_REQUESTS, &template)))
}
