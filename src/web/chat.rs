use std::time::Duration;

use askama::Template;
use axum::{
    Extension, Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    Web, manner,
    views::{ChatPage, RateView, TurnView, area_choices},
    visitor::{FRAGMENT, HEADER, Visitor, set_cookie, wants_fragment},
    wait::{self, Typed},
};
use crate::{
    answer::AnswerStatus,
    area::Area,
    conversation::{Action, Outbound, Preferences, RatedTurn, Turn},
    feedback::Colour,
    http::{Failure, Network, Page, failure_page, render},
    ids::AnswerId,
    locale::Locale,
    manner::Style,
    text,
};

/// How long a page of help waits for the rest of the chat.
const HELP_WAITS: Duration = Duration::from_millis(700);
/// How many starter questions are offered.
const STARTERS: usize = 5;

#[derive(Deserialize)]
pub(super) struct AskForm {
    #[serde(default)]
    conversation: String,
    #[serde(default)]
    question: String,
}

#[derive(Deserialize)]
pub(super) struct RateForm {
    #[serde(default)]
    conversation: String,
    answer: String,
    rating: String,
}

#[derive(Deserialize)]
pub(super) struct CommentForm {
    #[serde(default)]
    conversation: String,
    answer: String,
    #[serde(default)]
    comment: String,
}

/// One button of the settings; a tick box sends `off` and, when ticked, `on` after it, so the fields come as a list.
pub(super) type SettingsForm = Vec<(String, String)>;

#[derive(Deserialize)]
pub(super) struct LeaveForm {
    #[serde(default)]
    conversation: String,
}

/// `GET /`: the chat as it stands.
pub(super) async fn show(State(web): State<Web>, headers: HeaderMap) -> Response {
    let Ok(visitor) = Visitor::read(&web, &headers, None) else { return failure_page(Failure::Ours, &headers) };
    chat_page(&web, &headers, &visitor, StatusCode::OK, String::new(), "").await
}

/// `POST /ask`: a question.
pub(super) async fn ask(
    State(web): State<Web>,
    network: Option<Extension<Network>>,
    headers: HeaderMap,
    form: Result<Form<AskForm>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else { return refused(form.err(), &headers) };
    let Ok(visitor) = Visitor::read(&web, &headers, Some(&form.conversation)) else { return failure_page(Failure::Ours, &headers) };
    let page = page_for(&headers, &visitor);
    let length = form.question.chars().count();
    if form.question.trim().is_empty() || length > text::MAX_MESSAGE_CHARS {
        let problem = if length > text::MAX_MESSAGE_CHARS { "question-long" } else { "question-empty" };
        return chat_page(&web, &headers, &visitor, StatusCode::UNPROCESSABLE_ENTITY, form.question, problem).await;
    }
    if let Err(limited) = wait::may_send(&web, &visitor, network.as_deref(), &form.question).await {
        return wait::page(&web, &headers, &visitor, &limited, Typed { question: &form.question, ..Typed::default() });
    }
    // A choice made before the first question begins to be kept with it.
    if let Some(chosen) = Page::chosen(&headers)
        && preferences(&web, &visitor).await.language != Some(chosen.tag())
    {
        web.assistant.handle(visitor.does(Action::SetLanguage(chosen.clone()), &chosen)).await;
    }
    let mut replies = web.assistant.handle(visitor.does(Action::Ask(form.question.clone()), page.locale())).await;
    let Some(outbound) = replies.pop() else { return failure_page(Failure::Ours, &headers) };
    // Help is in the answer to the form itself, since a second request might find the database gone; nor does it wait for that now.
    let is_help = outbound.reply.status == AnswerStatus::Crisis;
    let kept = match soon(is_help, newest(&web, &visitor, &outbound)).await.flatten() {
        Some(kept) => kept,
        // It could not be kept, but it was answered: the answer is shown once, without thumbs.
        None => unkept(&form.question, &outbound),
    };
    let id = kept.turn.answer.as_str().to_owned();
    let view = TurnView::new(&page, &web.gallery, kept, outbound.style, &outbound.manner);
    if wants_fragment(&headers) {
        return fragment(&web, &visitor, &view);
    }
    if visitor.by_cookie && !is_unkept(&id) && !is_help {
        return Redirect::to(&format!("/#turn-{id}")).into_response();
    }
    let transcript = soon(is_help, transcript(&web, &visitor)).await.unwrap_or_default();
    let mut shown = chat_of(&web, &headers, &visitor, transcript, String::new(), "");
    if !shown.turns.iter().any(|t| t.id == id) {
        shown.turns.push(view);
    }
    with_cookie(&web, &visitor, shown.remember, render(StatusCode::OK, &shown))
}

/// `POST /rate`: a thumb.
pub(super) async fn rate(State(web): State<Web>, headers: HeaderMap, form: Result<Form<RateForm>, FormRejection>) -> Response {
    let Ok(Form(form)) = form else { return refused(form.err(), &headers) };
    let (Some(answer), Ok(colour)) = (AnswerId::parse(&form.answer), form.rating.parse::<Colour>()) else {
        return failure_page(Failure::BadRequest, &headers);
    };
    let Ok(visitor) = Visitor::read(&web, &headers, Some(&form.conversation)) else { return failure_page(Failure::Ours, &headers) };
    let action = Action::Rate(answer.clone(), colour);
    rated(&web, &headers, &visitor, answer, action).await
}

/// `POST /comment`: why.
pub(super) async fn comment(
    State(web): State<Web>,
    network: Option<Extension<Network>>,
    headers: HeaderMap,
    form: Result<Form<CommentForm>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else { return refused(form.err(), &headers) };
    let Some(answer) = AnswerId::parse(&form.answer) else { return failure_page(Failure::BadRequest, &headers) };
    let Ok(visitor) = Visitor::read(&web, &headers, Some(&form.conversation)) else { return failure_page(Failure::Ours, &headers) };
    if let Err(limited) = wait::may_send(&web, &visitor, network.as_deref(), &form.comment).await {
        let typed = Typed { answer: answer.as_str(), comment: &form.comment, ..Typed::default() };
        return wait::page(&web, &headers, &visitor, &limited, typed);
    }
    let action = Action::Comment(answer.clone(), form.comment);
    rated(&web, &headers, &visitor, answer, action).await
}

/// `POST /settings`: area, style, language, whether this device remembers, and the ways of being talked to.
pub(super) async fn settings(State(web): State<Web>, headers: HeaderMap, form: Result<Form<SettingsForm>, FormRejection>) -> Response {
    let Ok(Form(fields)) = form else { return refused(form.err(), &headers) };
    let last = |name: &str| fields.iter().rev().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let Ok(visitor) = Visitor::read(&web, &headers, last("conversation")) else { return failure_page(Failure::Ours, &headers) };
    let mut actions = Vec::new();
    if let Some(style) = last("style") {
        let Ok(style) = style.parse::<Style>() else { return failure_page(Failure::BadRequest, &headers) };
        actions.push(Action::SetStyle(style));
    }
    if let Some(area) = last("area") {
        let Ok(area) = area.parse::<Area>() else { return failure_page(Failure::BadRequest, &headers) };
        actions.push(Action::SetArea(Some(area)));
    }
    if let Some(remember) = last("remember") {
        actions.push(Action::SetRemember(remember == "on"));
    }
    let mut page = page_for(&headers, &visitor);
    // Nothing where the form leaves it to the device.
    let language = match last("language").filter(|tag| !tag.is_empty()).map(Locale::tagged) {
        Some(None) => return failure_page(Failure::BadRequest, &headers),
        Some(Some(chosen)) => Some(chosen),
        None => None,
    };
    if let Some(chosen) = &language {
        actions.push(Action::SetLanguage(chosen.clone()));
        page = page.speaking(chosen.clone());
    }
    let ways = match manner::ways(last) {
        Ok(ways) => ways,
        Err(failure) => return failure_page(failure, &headers),
    };
    for action in actions {
        let outbound = web.assistant.handle(visitor.does(action, page.locale())).await;
        if outbound.iter().any(|o| o.failed) {
            return failure_page(Failure::Ours, &headers);
        }
    }
    let mut response = if !ways.is_empty() {
        manner::keep(&web, &headers, &visitor, ways).await
    } else if last("open").is_some() {
        manner::show_form(&web, &headers, &visitor, manner::Told::default()).await
    } else if !visitor.by_cookie {
        chat_page(&web, &headers, &visitor, StatusCode::OK, String::new(), "").await
    } else {
        let remember = preferences(&web, &visitor).await.remember;
        with_cookie(&web, &visitor, remember, Redirect::to("/").into_response())
    };
    // The pages that know no conversation speak it, too.
    if let Some(chosen) = language {
        set_cookie(response.headers_mut(), Visitor::language_cookie(&web, &chosen));
    }
    response
}

/// `POST /leave`: the chat is forgotten at once.
pub(super) async fn leave(State(web): State<Web>, headers: HeaderMap, form: Result<Form<LeaveForm>, FormRejection>) -> Response {
    let field = form.map(|Form(f)| f.conversation).unwrap_or_default();
    let Ok(visitor) = Visitor::read(&web, &headers, Some(&field)) else { return failure_page(Failure::Ours, &headers) };
    let page = Page::new(&headers);
    let outbound = web.assistant.handle(visitor.does(Action::Forget, page.locale())).await;
    // The browser forgets in any case; where our copy could not be removed, saying "forgotten" would be a lie.
    let failed = outbound.iter().any(|o| o.failed);
    let mut response = if failed { failure_page(Failure::Ours, &headers) } else { Redirect::to("/left").into_response() };
    set_cookie(response.headers_mut(), Visitor::forget_cookie(&web));
    // Not "storage": how a reader wants pages to look stays; the script forgets the draft itself.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
}

async fn rated(web: &Web, headers: &HeaderMap, visitor: &Visitor, answer: AnswerId, action: Action) -> Response {
    let page = page_for(headers, visitor);
    let mut replies = web.assistant.handle(visitor.does(action, page.locale())).await;
    let Some(outbound) = replies.pop() else { return failure_page(Failure::Ours, headers) };
    let turn = web.assistant.turn(visitor.key(), &answer).await;
    let Ok(Some(turn)) = turn else {
        // The chat was forgotten meanwhile, or the store is away: either way nothing may look as if it had been saved.
        let failure = if turn.is_err() { Failure::Ours } else { Failure::NotFound };
        return failure_page(failure, headers);
    };
    if outbound.failed && !wants_fragment(headers) {
        return failure_page(Failure::Ours, headers);
    }
    let id = turn.turn.answer.as_str().to_owned();
    let title = turn.turn.reply.title.clone().unwrap_or_default();
    let page = page.speaking(turn.turn.reply.tongues.own());
    let mut view = RateView::new(&page, &id, &title, turn.given.as_ref());
    view.failed = outbound.failed;
    if outbound.failed || outbound.reply.help.is_some() {
        view.told = outbound.reply.standard_text();
    }
    if let Some(help) = outbound.reply.help {
        view.help = Some(super::views::help_lines(&help, &page));
        view.help_language = super::views::spoken(&help, true, &page);
        view.help_title = help.title;
    }
    if wants_fragment(headers) {
        return fragment(web, visitor, &view);
    }
    if visitor.by_cookie && view.help.is_none() {
        return Redirect::to(&format!("/#rate-{id}")).into_response();
    }
    let mut shown = chat_view(web, headers, visitor, String::new(), "").await;
    if let Some(turn) = shown.turns.iter_mut().find(|t| t.id == id) {
        turn.rate = Some(view);
    }
    with_cookie(web, visitor, shown.remember, render(StatusCode::OK, &shown))
}

pub(super) async fn chat_page(
    web: &Web,
    headers: &HeaderMap,
    visitor: &Visitor,
    status: StatusCode,
    draft: String,
    problem: &str,
) -> Response {
    let shown = chat_view(web, headers, visitor, draft, problem).await;
    with_cookie(web, visitor, shown.remember, render(status, &shown))
}

async fn chat_view(web: &Web, headers: &HeaderMap, visitor: &Visitor, draft: String, problem: &str) -> ChatPage {
    chat_of(web, headers, visitor, transcript(web, visitor).await, draft, problem)
}

async fn transcript(web: &Web, visitor: &Visitor) -> (Preferences, Vec<RatedTurn>) {
    web.assistant.transcript(visitor.key()).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a transcript could not be read");
        (Preferences::default(), Vec::new())
    })
}

/// What is there in time; where it is help that is to be shown, nothing once that takes too long.
async fn soon<T>(is_help: bool, work: impl Future<Output = T>) -> Option<T> {
    if is_help { tokio::time::timeout(HELP_WAITS, work).await.ok() } else { Some(work.await) }
}

fn chat_of(
    web: &Web,
    headers: &HeaderMap,
    visitor: &Visitor,
    (preferences, turns): (Preferences, Vec<RatedTurn>),
    draft: String,
    problem: &str,
) -> ChatPage {
    // What was chosen in this conversation holds where no cookie carries it, too.
    let page = page_for(headers, visitor).in_language(preferences.language.as_deref());
    let library = web.assistant.library();
    let tag = page.lang();
    // Questions that are answered in the reader's language come first; those in English are marked as such.
    let own = library.knowledge.translations.iter().filter(|t| t.language == tag).map(|t| (t.article.title.clone(), String::new()));
    let starters = library.routes.starters(preferences.area.as_ref()).iter().map(|s| (s.clone(), page.english()));
    ChatPage {
        areas: area_choices(&page, &library.knowledge.areas, preferences.area.as_ref()),
        easy: preferences.style == Style::EasyRead,
        remember: preferences.remember,
        unhurried: preferences.manner.time,
        turns: turns.into_iter().map(|t| TurnView::new(&page, &web.gallery, t, preferences.style, &preferences.manner)).collect(),
        starters: own.chain(starters).take(STARTERS).collect(),
        problem: if problem.is_empty() { String::new() } else { page.say(problem) },
        draft,
        page,
    }
}

async fn preferences(web: &Web, visitor: &Visitor) -> Preferences {
    web.assistant.transcript(visitor.key()).await.map(|(p, _)| p).unwrap_or_default()
}

/// The turn that was just kept.
async fn newest(web: &Web, visitor: &Visitor, outbound: &Outbound) -> Option<RatedTurn> {
    let turns = web.assistant.transcript(visitor.key()).await.ok()?.1;
    // Not simply the last: another tab of the same browser may have asked meanwhile.
    turns.into_iter().rev().find(|t| t.turn.reply == outbound.reply)
}

/// A turn of what could not be kept, to be shown once.
fn unkept(question: &str, outbound: &Outbound) -> RatedTurn {
    RatedTurn { turn: Turn::shown_once(question, outbound.reply.clone()), given: None }
}

fn is_unkept(id: &str) -> bool {
    id == AnswerId::none().as_str()
}

pub(super) fn page_for(headers: &HeaderMap, visitor: &Visitor) -> Page {
    Page::new(headers).with_token(visitor.token.expose())
}

/// A piece of a page for the script, with the token in case cookies are blocked.
fn fragment(web: &Web, visitor: &Visitor, template: &impl Template) -> Response {
    let Ok(html) = template.render() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let mut response = Html(html).into_response();
    response.headers_mut().insert(FRAGMENT, HeaderValue::from_static("1"));
    if let Ok(token) = HeaderValue::from_str(visitor.token.expose()) {
        response.headers_mut().insert(HEADER, token);
    }
    with_cookie(web, visitor, false, response)
}

/// The response, with the cookie where the browser has none yet or the choice to remember has to reach it.
pub(super) fn with_cookie(web: &Web, visitor: &Visitor, remember: bool, mut response: Response) -> Response {
    let is_page = !response.headers().contains_key(FRAGMENT);
    if !visitor.by_cookie || (is_page && remember) || response.headers().contains_key(header::LOCATION) {
        set_cookie(response.headers_mut(), visitor.cookie(web, remember));
    }
    response
}

fn refused(rejection: Option<FormRejection>, headers: &HeaderMap) -> Response {
    let status = rejection.map_or(StatusCode::BAD_REQUEST, |r| r.status());
    let failure = if status == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::BadRequest };
    failure_page(failure, headers)
}
