use axum::{
    Form,
    extract::{Path, Query, State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use secrecy::SecretString;
use serde::Deserialize;

use super::{
    Console,
    session::{From, Sent, Signed, entered, signed_out},
    views::{ChoiceView, MarkView, RatingPage, RatingsPage, RowView, SetUpPage, SignInPage},
};
use crate::{
    area::Area,
    feedback::{Colour, Rating, RatingFilter},
    http::{Failure, Page, failure_page, render},
    ids::Token,
    knowledge::{Launch, signing},
    manner::Channel,
    officers::{AccountError, MIN_PASSWORD_CHARS},
    store::StoreError,
    text,
};

/// Ratings on one page.
const ROWS: u64 = 50;

#[derive(Debug, Default, Deserialize)]
pub(super) struct RatingsQuery {
    #[serde(default)]
    colour: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    before: String,
}

#[derive(Deserialize)]
pub(super) struct SignInForm {
    email: String,
    password: SecretString,
}

#[derive(Deserialize)]
pub(super) struct SetUpForm {
    #[serde(default)]
    email: String,
    password: SecretString,
    again: SecretString,
}

/// `GET /console`: ratings newest first.
pub(super) async fn ratings(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    Query(query): Query<RatingsQuery>,
) -> Response {
    let page = Page::new(&headers);
    let filter = RatingFilter {
        colour: query.colour.parse().ok(),
        area: query.area.parse().ok(),
        channel: query.channel.parse().ok(),
        before: (!query.before.is_empty()).then(|| query.before.clone()),
        most: ROWS + 1,
    };
    let scope = signed.scope.clone();
    let mut found = match console.feedback.list(&filter, &scope).await {
        Ok(found) => found,
        Err(error) => return store_failed(&error, &headers),
    };
    let more = found.len() as u64 > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let library = console.assistant.library();
    let areas = &library.knowledge.areas;
    let choice = |value: &str, name: String, chosen: bool| ChoiceView { value: value.to_owned(), name, chosen };
    let named = |c: Colour| format!("{} ({})", page.say(&format!("rate-{}", c.as_str())), page.say(&format!("colour-{}", c.as_str())));
    let seen = areas.choices().into_iter().map(|i| i.area.clone()).chain([Area::england()]).filter(|a| scope.reaches(a));
    let older = more.then(|| found.last().map(|r| address(&query, &r.id))).flatten();
    let template = RatingsPage {
        colours: Colour::ALL.map(|c| choice(c.as_str(), named(c), filter.colour == Some(c))).into(),
        areas: seen.map(|a| choice(a.as_str(), areas.name(&a).to_owned(), filter.area.as_ref() == Some(&a))).collect(),
        channels: Channel::RATED.map(|c| choice(c.as_str(), channel_name(&page, c), filter.channel == Some(c))).into(),
        rows: found.iter().map(|r| row(&console, &page, areas.name(&r.shown.area), r)).collect(),
        newest: filter.before.is_some().then(|| address(&query, "")),
        older,
        warnings: warnings(&console, &page),
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        page,
    };
    render(StatusCode::OK, &template)
}

/// `GET /console/ratings/…`: what was asked, shown and said.
pub(super) async fn rating(signed: Signed, State(console): State<Console>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let page = Page::new(&headers);
    let rating = match console.feedback.get(&id, &signed.scope).await {
        Ok(rating) => rating,
        Err(error) => return store_failed(&error, &headers),
    };
    let library = console.assistant.library();
    let template = RatingPage {
        mark: MarkView { page: page.clone(), colour: rating.colour }.html(),
        area: library.knowledge.areas.name(&rating.shown.area).to_owned(),
        channel: channel_name(&page, rating.shown.channel),
        created: console.clock.say_moment(rating.created),
        updated: (rating.updated != rating.created).then(|| console.clock.say_moment(rating.updated)),
        article: rating.shown.passage.as_ref().and_then(|p| p.split('#').next()).map(str::to_owned),
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        rating,
        page,
    };
    render(StatusCode::OK, &template)
}

/// `GET /console/sign-in`.
pub(super) async fn sign_in_form(headers: HeaderMap) -> Response {
    let page = Page::new(&headers);
    render(StatusCode::OK, &SignInPage { page, email: String::new(), problem: String::new() })
}

/// `POST /console/sign-in`.
pub(super) async fn sign_in(
    State(console): State<Console>,
    headers: HeaderMap,
    From(origin): From,
    form: Result<Form<SignInForm>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else { return failure_page(Failure::BadRequest, &headers) };
    match console.accounts.sign_in(&form.email, form.password, &origin).await {
        Ok(done) => entered(&console, &done),
        Err(error) => {
            let page = Page::new(&headers);
            let told = render(status(&error), &SignInPage { page, email: form.email, problem: error.to_string() });
            with_wait(&error, told)
        }
    }
}

/// How long to wait, for programs, too.
fn with_wait(error: &AccountError, mut response: Response) -> Response {
    if let AccountError::Wait(ms) = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from((ms.max(&0) + 999) / 1000));
    }
    response
}

/// `POST /console/sign-out`.
pub(super) async fn sign_out(State(console): State<Console>, headers: HeaderMap, signed: Signed, _sent: Sent) -> Response {
    if let Err(error) = console.accounts.sign_out(&signed.token).await {
        tracing::error!(%error, "a session could not be ended");
        return failure_page(Failure::Ours, &headers);
    }
    signed_out(&console)
}

/// `GET /console/set-up/…`: the link by which an account is made.
pub(super) async fn set_up_form(State(console): State<Console>, headers: HeaderMap, Path(link): Path<String>) -> Response {
    set_up_page(&console, &headers, link, String::new(), None).await
}

/// `POST /console/set-up/…`.
pub(super) async fn set_up(
    State(console): State<Console>,
    headers: HeaderMap,
    Path(link): Path<String>,
    From(origin): From,
    form: Result<Form<SetUpForm>, FormRejection>,
) -> Response {
    use secrecy::ExposeSecret;
    let Ok(Form(form)) = form else { return failure_page(Failure::BadRequest, &headers) };
    let Some(token) = Token::parse(&link) else { return failure_page(Failure::NotFound, &headers) };
    if form.password.expose_secret() != form.again.expose_secret() {
        let page = Page::new(&headers);
        return set_up_page(&console, &headers, link, form.email, Some((StatusCode::UNPROCESSABLE_ENTITY, page.say("set-up-differ"))))
            .await;
    }
    match console.accounts.accept(&token, &form.email, form.password, &origin).await {
        Ok(done) => entered(&console, &done),
        Err(error) => {
            let told = Some((status(&error), error.to_string()));
            set_up_page(&console, &headers, link, form.email, told).await
        }
    }
}

async fn set_up_page(
    console: &Console,
    headers: &HeaderMap,
    link: String,
    typed: String,
    problem: Option<(StatusCode, String)>,
) -> Response {
    let page = Page::new(headers);
    let Some(token) = Token::parse(&link) else { return failure_page(Failure::NotFound, headers) };
    let invitation = match console.accounts.invitation(&token).await {
        Ok(invitation) => invitation,
        Err(error) => {
            let signed = SignInPage { page, email: String::new(), problem: error.to_string() };
            return render(status(&error), &signed);
        }
    };
    let (code, problem) = problem.unwrap_or((StatusCode::OK, String::new()));
    let email_fixed = invitation.email.is_some();
    let email = invitation.email.unwrap_or(typed);
    render(code, &SetUpPage { page, link, email, email_fixed, problem, least: MIN_PASSWORD_CHARS })
}

pub(super) fn status(error: &AccountError) -> StatusCode {
    match error {
        AccountError::LinkUsed => StatusCode::GONE,
        AccountError::Email | AccountError::Password | AccountError::Current | AccountError::Code | AccountError::NoRole => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        AccountError::Taken | AccountError::Factor => StatusCode::CONFLICT,
        AccountError::SignIn => StatusCode::UNAUTHORIZED,
        AccountError::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
        AccountError::NotYours | AccountError::Own | AccountError::Required => StatusCode::FORBIDDEN,
        AccountError::Store(StoreError::NotFound) => StatusCode::NOT_FOUND,
        AccountError::Store(_) | AccountError::Machine => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn row(console: &Console, page: &Page, area: &str, rating: &Rating) -> RowView {
    let question = rating.shown.question.as_deref().map_or_else(|| page.say("question-apart"), |q| text::shorten(q, 160).into_owned());
    RowView {
        address: format!("/console/ratings/{}", rating.id),
        colour: rating.colour,
        question,
        commented: rating.comment.is_some(),
        article: rating.shown.title.clone(),
        area: area.to_owned(),
        channel: channel_name(page, rating.shown.channel),
        when: console.clock.say_moment(rating.created),
    }
}

fn channel_name(page: &Page, channel: Channel) -> String {
    page.say(&format!("channel-{}", channel.as_str()))
}

/// The address of this list from another rating on; every filter stays.
fn address(query: &RatingsQuery, before: &str) -> String {
    let safe = |v: &str| v.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>();
    let filters = [("colour", &query.colour), ("area", &query.area), ("channel", &query.channel)];
    let mut parts: Vec<String> = filters.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", safe(v))).collect();
    if !before.is_empty() {
        parts.push(format!("before={}", safe(before)));
    }
    if parts.is_empty() { "/console".to_owned() } else { format!("/console?{}", parts.join("&")) }
}

/// What stands against showing this to the public.
fn warnings(console: &Console, page: &Page) -> Vec<String> {
    let library = console.assistant.library();
    let mut out = Vec::new();
    let left_out = library.left_out();
    if left_out > 0 {
        out.push(page.say1("warn-left-out", "count", &left_out.to_string()));
    }
    if !library.screener.is_approved() {
        out.push(page.say("warn-safeguarding"));
    }
    let launch = Launch::of(&library.knowledge, library.screener.is_approved(), console.clock.today());
    let unsigned: usize = signing(&library.knowledge).iter().map(|s| s.unsigned.len()).sum();
    for (key, count) in [("warn-contacts", launch.contacts.len()), ("warn-legal", launch.legal.len()), ("warn-unsigned", unsigned)] {
        if count > 0 {
            out.push(page.say1(key, "count", &count.to_string()));
        }
    }
    out
}

pub(super) fn store_failed(error: &StoreError, headers: &HeaderMap) -> Response {
    if let StoreError::NotFound = error {
        return failure_page(Failure::NotFound, headers);
    }
    tracing::error!(%error, "a page of the console could not be put together");
    failure_page(Failure::Ours, headers)
}

/// The page for what an account's page cannot tell by itself.
pub(super) fn account_failed(error: &AccountError, headers: &HeaderMap) -> Response {
    if let AccountError::Store(error) = error {
        return store_failed(error, headers);
    }
    tracing::error!(%error, "an account could not be read or changed");
    failure_page(Failure::Ours, headers)
}
