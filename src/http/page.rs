use std::sync::Arc;

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use axum_extra::extract::cookie::CookieJar;

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

/// The cookie that carries the chosen language: it names nobody, and goes when the browser closes.
pub const LANGUAGE_COOKIE: &str = "waymark_language";

/// A language to choose.
#[derive(Debug, Clone)]
pub struct LanguageChoice {
    /// Its tag.
    pub tag: String,
    /// Its name for itself.
    pub name: String,
    /// Its direction.
    pub dir: &'static str,
    /// The page is in it.
    pub chosen: bool,
}

/// The frame around a page: its language, and the conversation that its forms carry.
#[derive(Debug, Clone)]
pub struct Page {
    words: Arc<Locale>,
    /// The conversation's token for hidden fields, where cookies may be blocked; empty on pages without one.
    pub token: String,
    /// The page that the reader is on, for the links that lead to it.
    pub here: &'static str,
    /// The address that choosing a language leads back to.
    pub path: String,
}

impl Page {
    /// The frame for a reader with that browser: in the language they chose, else in the one that the browser asks for.
    pub fn new(headers: &HeaderMap) -> Self {
        let wanted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Locale::negotiate).unwrap_or_default();
        Self { words: Arc::new(Self::chosen(headers).unwrap_or_else(wanted)), token: String::new(), here: "", path: "/".to_owned() }
    }

    /// The language that was chosen in this browser.
    pub fn chosen(headers: &HeaderMap) -> Option<Locale> {
        CookieJar::from_headers(headers).get(LANGUAGE_COOKIE).and_then(|c| Locale::tagged(c.value()))
    }

    /// The same frame in that language.
    pub fn speaking(mut self, locale: Locale) -> Self {
        self.words = Arc::new(locale);
        self
    }

    /// The same frame at that address.
    pub fn on(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
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

    /// The direction for `dir`.
    pub fn dir(&self) -> &'static str {
        self.words.dir()
    }

    /// The attributes of a part of the page that stands in English.
    pub fn english(&self) -> String {
        Locale::default().within(&self.words)
    }

    /// The name of the page's language for itself.
    pub fn language_name(&self) -> String {
        self.words.own_name()
    }

    /// The languages to choose from.
    pub fn languages(&self) -> Vec<LanguageChoice> {
        let one = |l: Locale| LanguageChoice { tag: l.tag(), name: l.own_name(), dir: l.dir(), chosen: l == *self.words };
        Locale::all().into_iter().map(one).collect()
    }

    /// A message of the catalogue.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// A message with one argument.
    pub fn say1(&self, key: &str, name: &'static str, value: &str) -> String {
        self.words.say_with(key, &[(name, value)])
    }

    /// The choices of the panel "Reading help". The script keeps them in the browser, and the style sheet acts on them.
    pub fn aids(&self) -> &'static [Aid] {
        &AIDS
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        address(name)
    }
}

/// One thing about how a page looks or sounds that a reader can choose.
#[derive(Debug)]
pub struct Aid {
    /// The name under which it is kept, which is also the attribute that the style sheet looks for.
    pub name: &'static str,
    /// The message that names it.
    pub label: &'static str,
    /// The values with the messages that name them; the usual one is empty.
    pub choices: &'static [(&'static str, &'static str)],
}

const AIDS: [Aid; 6] = [
    Aid {
        name: "size",
        label: "aids-size",
        choices: &[("", "aids-usual"), ("2", "aids-size-2"), ("3", "aids-size-3"), ("4", "aids-size-4")],
    },
    Aid { name: "space", label: "aids-space", choices: &[("", "aids-usual"), ("2", "aids-space-2"), ("3", "aids-space-3")] },
    Aid { name: "face", label: "aids-face", choices: &[("", "aids-usual"), ("clear", "aids-face-clear")] },
    Aid {
        name: "contrast",
        label: "aids-contrast",
        choices: &[("", "aids-usual"), ("light", "aids-contrast-light"), ("dark", "aids-contrast-dark")],
    },
    Aid { name: "pictures", label: "aids-pictures", choices: &[("", "aids-pictures-on"), ("off", "aids-pictures-off")] },
    Aid { name: "speed", label: "aids-speed", choices: &[("slow", "aids-speed-slow"), ("", "aids-usual"), ("fast", "aids-speed-fast")] },
];

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
