use std::sync::Arc;

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::assets::address;
use crate::locale::Locale;

/// What pages need to know of the settings.
#[derive(Debug, Clone, Default)]
pub struct PageSettings {
    /// The address under which people reach us, where it is known; `https` makes cookies secure.
    pub public_url: Option<String>,
    /// The address that is listened on, for links where there is no other.
    pub listens: Option<std::net::SocketAddr>,
}

impl PageSettings {
    /// Whether people reach us by `https`.
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|u| u.starts_with("https://"))
    }

    /// The address of a path as people reach it; where the settings do not say, the one that is listened on. Never taken from the
    /// request: a Host header could lead an invitation elsewhere.
    pub fn absolute(&self, path: &str) -> String {
        match (&self.public_url, self.listens) {
            (Some(url), _) => format!("{url}{path}"),
            (None, Some(address)) => format!("http://{address}{path}"),
            (None, None) => path.to_owned(),
        }
    }
}

/// The frame around a page: its language, and the conversation that its forms carry.
#[derive(Debug, Clone)]
pub struct Page {
    words: Arc<Locale>,
    /// The conversation's token for hidden fields, where cookies may be blocked; empty on pages without one.
    pub token: String,
    /// The page that the reader is on, for the links that lead to it.
    pub here: &'static str,
}

impl Page {
    /// The frame for a reader with that browser.
    pub fn new(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let first = wanted.split([',', ';']).next().unwrap_or_default();
        Self { words: Arc::new(Locale::negotiate(first)), token: String::new(), here: "" }
    }

    /// The same frame in the language that was chosen for the conversation, where one was.
    pub fn in_language(mut self, tag: Option<&str>) -> Self {
        if let Some(chosen) = tag.and_then(Locale::tagged) {
            self.words = Arc::new(chosen);
        }
        self
    }

    /// The same frame with the conversation's token in its forms.
    pub fn with_token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.token);
        self
    }

    /// The same frame on that page.
    pub fn at(mut self, here: &'static str) -> Self {
        self.here = here;
        self
    }

    /// The reader's language.
    pub fn locale(&self) -> &Locale {
        &self.words
    }

    /// The language tag for `lang`.
    pub fn lang(&self) -> String {
        self.words.tag()
    }

    /// A message of the catalogue.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// A message with one argument.
    pub fn say1(&self, key: &str, name: &'static str, value: &str) -> String {
        self.words.say_with(key, &[(name, value)])
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        address(name)
    }
}

/// A template as a response; one that cannot be rendered is a fault of ours and is logged.
pub fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side. Please try again.").into_response()
        }
    }
}
