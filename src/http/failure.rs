use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{Page, render};

/// What went wrong, as a person needs to know it: each has a heading, what happened, and what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// There is no such page.
    NotFound,
    /// The form did not come from our own page.
    Forbidden,
    /// The officer's roles do not reach so far.
    NotAllowed,
    /// More was sent in a short time than we take.
    TooMany,
    /// More was sent than we take.
    TooLarge,
    /// What was sent cannot be read.
    BadRequest,
    /// Something of ours broke or cannot be reached.
    Ours,
}

impl Failure {
    /// Its HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Ours => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The failure that a status stands for.
    pub(super) fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Self::NotFound,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            s if s.is_client_error() => Self::BadRequest,
            _ => Self::Ours,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::NotFound => "error-not-found",
            Self::Forbidden => "error-forbidden",
            Self::NotAllowed => "error-not-allowed",
            Self::TooMany => "error-too-many",
            Self::TooLarge => "error-too-large",
            Self::BadRequest => "error-bad-request",
            Self::Ours => "error-ours",
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    what: String,
    next: String,
}

/// The page for a failure.
pub fn failure_page(failure: Failure, headers: &HeaderMap) -> Response {
    let page = Page::new(headers);
    let key = failure.key();
    let template =
        ErrorPage { title: page.say(&format!("{key}-title")), what: page.say(key), next: page.say(&format!("{key}-next")), page };
    render(failure.status(), &template)
}
