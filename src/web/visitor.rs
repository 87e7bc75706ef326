use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use super::Web;
use crate::{
    conversation::{Action, ConversationKey, Inbound, RETENTION_MS},
    http::LANGUAGE_COOKIE,
    ids::{RandomnessError, Token},
    locale::Locale,
    manner::Channel,
};

/// The cookie that carries the conversation's token. With the prefix a browser takes it from this host by https alone, so no other site of
/// the council can plant one.
fn cookie_name(web: &Web) -> &'static str {
    if web.page.is_https() { "__Host-waymark_chat" } else { "waymark_chat" }
}
/// The header that carries it where cookies are blocked and script runs.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-waymark-conversation");
/// The header by which the script asks for a piece of a page.
pub(super) const FRAGMENT: HeaderName = HeaderName::from_static("x-waymark-fragment");

/// Whose browser this is: the token of its conversation, and whether a cookie brought it.
pub(super) struct Visitor {
    pub token: Token,
    /// The cookie works; where it does not, the token travels in hidden fields and nothing may be redirected.
    pub by_cookie: bool,
    /// The browser had no token yet.
    pub is_new: bool,
    key: ConversationKey,
}

impl Visitor {
    /// The visitor with that cookie, hidden field or header; a new one otherwise. A cookie wins, since no foreign page can set it.
    pub fn read(web: &Web, headers: &HeaderMap, field: Option<&str>) -> Result<Self, RandomnessError> {
        let cookie = CookieJar::from_headers(headers).get(cookie_name(web)).and_then(|c| Token::parse(c.value()));
        let sent = || headers.get(HEADER).and_then(|v| v.to_str().ok()).or(field).and_then(Token::parse);
        let by_cookie = cookie.is_some();
        let known = cookie.or_else(sent);
        let is_new = known.is_none();
        let token = known.map_or_else(Token::random, Ok)?;
        let key = ConversationKey(web.key.pseudonym(Channel::Web.as_str(), token.expose()));
        Ok(Self { token, by_cookie, is_new, key })
    }

    /// The conversation's name in stores.
    pub fn key(&self) -> &ConversationKey {
        &self.key
    }

    /// What this visitor did, for the assistant.
    pub fn does(&self, action: Action, locale: &Locale) -> Inbound {
        Inbound { channel: Channel::Web, conversation: self.key.clone(), locale: locale.tag(), action }
    }

    /// The cookie for this visitor: of this session of the browser, or for as long as chats are kept where they asked for it.
    pub fn cookie(&self, web: &Web, remember: bool) -> HeaderValue {
        let mut cookie = Cookie::build((cookie_name(web), self.token.expose())).path("/").http_only(true).same_site(SameSite::Lax).build();
        cookie.set_secure(web.page.is_https());
        if remember {
            // The attribute is written by hand: the builder's type would bring another library of time.
            return value(&format!("{cookie}; Max-Age={}", RETENTION_MS / 1000));
        }
        value(&cookie.to_string())
    }

    /// The cookie for the chosen language: of this session of the browser.
    pub fn language_cookie(web: &Web, locale: &Locale) -> HeaderValue {
        let mut cookie = Cookie::build((LANGUAGE_COOKIE, locale.tag())).path("/").http_only(true).same_site(SameSite::Lax).build();
        cookie.set_secure(web.page.is_https());
        value(&cookie.to_string())
    }

    /// The cookie that takes the token away.
    pub fn forget_cookie(web: &Web) -> HeaderValue {
        let secure = if web.page.is_https() { "; Secure" } else { "" };
        value(&format!("{}=; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age=0", cookie_name(web)))
    }
}

/// Whether the script asks for a piece of a page.
pub(super) fn wants_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key(FRAGMENT)
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Adds a cookie to a response's headers.
pub(super) fn set_cookie(headers: &mut HeaderMap, cookie: HeaderValue) {
    if !cookie.is_empty() {
        headers.append(header::SET_COOKIE, cookie);
    }
}
