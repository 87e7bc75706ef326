use askama::Template;
use axum::{
    Form,
    extract::{Query, State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    Web,
    visitor::{Visitor, set_cookie},
};
use crate::{
    area::Area,
    conversation::{CopySection, PolicyView, Receipt, copy_json, copy_lines, copy_text, policy_views, receipt},
    http::{Failure, Page, failure_page, render},
    manner::Style,
    privacy::Kind,
};

#[derive(Deserialize)]
pub(super) struct PrivacyQuery {
    style: Option<String>,
    area: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct DataForm {
    #[serde(default)]
    conversation: String,
    #[serde(default, rename = "as")]
    form: String,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    page: Page,
    easy: bool,
    area: Option<String>,
    parts: Vec<PolicyPart>,
}

/// One thing that the page tells.
struct PolicyPart {
    /// Where a link leads; empty where none does.
    anchor: &'static str,
    /// For easy read: where the drawing is, else the emoji.
    picture: Option<String>,
    emoji: String,
    title: String,
    /// Every line says what it tells: what, why, how long, who.
    labelled: bool,
    /// What a line tells, where it says so, and the line.
    lines: Vec<(String, String)>,
}

impl PolicyPart {
    fn new((picture, emoji): (Option<String>, String), view: PolicyView, easy: bool) -> Self {
        let labelled = !easy && view.lines.iter().all(|l| l.contains(": "));
        let line = |l: String| match l.split_once(": ") {
            Some((label, words)) if labelled => (label.to_owned(), capital(words)),
            _ => (String::new(), l),
        };
        Self { anchor: "", picture, emoji, title: view.title, labelled, lines: view.lines.into_iter().map(line).collect() }
    }

    fn at(self, anchor: &'static str) -> Self {
        Self { anchor, ..self }
    }
}

/// The name of the picture that stands for a kind of data.
fn picture_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Chat => "answer",
        Kind::Profile => "young-person",
        Kind::Ratings => "thumbs",
        Kind::Counts => "number",
        Kind::Danger => "danger",
        Kind::Waiting => "send",
        Kind::Sessions => "key",
    }
}

/// The words as they begin a sentence.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[derive(Template)]
#[template(path = "my_data.html")]
struct MyDataPage {
    page: Page,
    sections: Vec<CopySection>,
}

#[derive(Template)]
#[template(path = "erased.html")]
struct ErasedPage {
    page: Page,
    receipt: Receipt,
}

/// `GET /privacy`: what is kept, why, how long and who can see it, from the policy in code.
pub(super) async fn privacy(State(web): State<Web>, headers: HeaderMap, Query(query): Query<PrivacyQuery>) -> Response {
    let page = Page::new(&headers).on("/privacy");
    let own = match Visitor::read(&web, &headers, None) {
        Ok(visitor) if !visitor.is_new => web.assistant.transcript(visitor.key()).await.ok().map(|(p, _)| p),
        _ => None,
    };
    let asked = query.style.as_deref().and_then(|s| s.parse::<Style>().ok());
    let style = asked.or(own.as_ref().map(|p| p.style)).unwrap_or_default();
    let library = web.assistant.library();
    let areas = &library.knowledge.areas;
    let area = query.area.and_then(|a| a.parse::<Area>().ok()).or(own.and_then(|p| p.area)).filter(|a| areas.get(a).is_some());
    let rules = web.assistant.record_rules();
    let rule = rules.of(area.as_ref().unwrap_or(&Area::england()));
    let easy = style == Style::EasyRead;
    let (rights, complaint) =
        if easy { ("privacy-rights-easy", "privacy-complaint-easy") } else { ("privacy-rights-words", "privacy-complaint-words") };
    let told = |title: String, key: &str| {
        let lines = page.say(key).lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
        PolicyView { title, lines }
    };
    let picture = |name: &str| {
        let emoji = library.knowledge.pictures.emoji(name);
        (web.gallery.find(name, emoji).map(|d| d.address.clone()), emoji.to_owned())
    };
    let rights = PolicyPart::new(picture("rights"), told(page.say("privacy-rights"), rights), easy);
    let complaint = PolicyPart::new(picture("complaint"), told(page.say("privacy-complaint"), complaint), easy);
    let kinds = Kind::ALL.iter().zip(policy_views(&rules, rule, style, page.locale()));
    let kinds = kinds.map(|(kind, view)| PolicyPart::new(picture(picture_of(*kind)), view, easy));
    let template = PrivacyPage {
        easy,
        area: area.filter(|a| *a != Area::england()).map(|a| page.say1("privacy-area", "area", areas.name(&a))),
        parts: kinds.chain([rights.at("rights"), complaint.at("complaint")]).collect(),
        page,
    };
    render(StatusCode::OK, &template)
}

/// `GET /my-data`: everything that is kept of this chat.
pub(super) async fn show(State(web): State<Web>, headers: HeaderMap) -> Response {
    shown(&web, &headers, "").await
}

/// `POST /my-data`: the same where cookies are blocked and the form carries the conversation.
pub(super) async fn show_by_form(State(web): State<Web>, headers: HeaderMap, form: Result<Form<DataForm>, FormRejection>) -> Response {
    let Ok(Form(form)) = form else { return failure_page(Failure::BadRequest, &headers) };
    shown(&web, &headers, &form.conversation).await
}

async fn shown(web: &Web, headers: &HeaderMap, field: &str) -> Response {
    let Ok(visitor) = Visitor::read(web, headers, Some(field)) else { return failure_page(Failure::Ours, headers) };
    let page = Page::new(headers).with_token(visitor.token.expose()).on("/my-data");
    match web.assistant.export(visitor.key()).await {
        Ok(items) => render(StatusCode::OK, &MyDataPage { sections: copy_lines(&items, page.locale(), &web.clock), page }),
        Err(error) => {
            tracing::error!(%error, "somebody's data could not be put together");
            failure_page(Failure::Ours, headers)
        }
    }
}

/// `POST /my-data/save`: the copy as a file.
pub(super) async fn save(State(web): State<Web>, headers: HeaderMap, form: Result<Form<DataForm>, FormRejection>) -> Response {
    let Ok(Form(form)) = form else { return failure_page(Failure::BadRequest, &headers) };
    let Ok(visitor) = Visitor::read(&web, &headers, Some(&form.conversation)) else { return failure_page(Failure::Ours, &headers) };
    let items = match web.assistant.export(visitor.key()).await {
        Ok(items) => items,
        Err(error) => {
            tracing::error!(%error, "somebody's data could not be put together");
            return failure_page(Failure::Ours, &headers);
        }
    };
    let page = Page::new(&headers);
    let (name, kind, body) = match form.form.as_str() {
        "json" => ("waymark-my-data.json", "application/json", copy_json(&items, &web.clock)),
        _ => ("waymark-my-data.txt", "text/plain; charset=utf-8", copy_text(&items, page.locale(), &web.clock)),
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    let fields = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (fields, body).into_response()
}

/// `POST /my-data/delete`: everything goes, and the receipt says what went and what stays.
pub(super) async fn delete(State(web): State<Web>, headers: HeaderMap, form: Result<Form<DataForm>, FormRejection>) -> Response {
    let Ok(Form(form)) = form else { return failure_page(Failure::BadRequest, &headers) };
    let Ok(visitor) = Visitor::read(&web, &headers, Some(&form.conversation)) else { return failure_page(Failure::Ours, &headers) };
    let page = Page::new(&headers);
    match web.assistant.erase(visitor.key()).await {
        Ok(removed) => {
            let receipt = receipt(&removed, &web.assistant.record_rules(), page.locale());
            let mut response = render(StatusCode::OK, &ErasedPage { page, receipt });
            set_cookie(response.headers_mut(), Visitor::forget_cookie(&web));
            response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
            response
        }
        Err(error) => {
            tracing::error!(%error, "somebody's data could not be erased");
            failure_page(Failure::Ours, &headers)
        }
    }
}
