use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use subtle::ConstantTimeEq;

use super::Console;
use crate::{
    http::{Failure, failure_page},
    ids::{Token, sha256_hex},
    officers::Officer,
};

const COOKIE: &str = "waymark_officer";

/// An officer who is signed in; a handler that takes it cannot be reached without.
pub(super) struct Signed {
    pub officer: Officer,
    pub token: Token,
}

impl Signed {
    /// What this session's forms carry, so that no other page can send them.
    pub fn form_token(&self) -> String {
        sha256_hex(format!("form {}", self.token.expose()).as_bytes())
    }

    /// Whether a form came from a page of this session.
    pub fn owns(&self, form_token: &str) -> bool {
        self.form_token().as_bytes().ct_eq(form_token.as_bytes()).into()
    }
}

impl FromRequestParts<Console> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let Some(token) = session_token(&parts.headers) else { return Err(Redirect::to("/console/sign-in").into_response()) };
        match console.accounts.current(&token).await {
            Ok(Some(signed)) => Ok(Self { officer: signed.officer, token }),
            Ok(None) => Err(Redirect::to("/console/sign-in").into_response()),
            Err(error) => {
                tracing::error!(%error, "a session could not be read");
                Err(failure_page(Failure::Ours, &parts.headers))
            }
        }
    }
}

/// The token of the session's cookie.
pub(super) fn session_token(headers: &HeaderMap) -> Option<Token> {
    CookieJar::from_headers(headers).get(COOKIE).and_then(|c| Token::parse(c.value()))
}

/// The response that signs a browser in.
pub(super) fn signed_in(console: &Console, token: &Token) -> Response {
    let mut cookie = Cookie::build((COOKIE, token.expose())).path("/console").http_only(true).same_site(SameSite::Strict).build();
    cookie.set_secure(console.page.is_https());
    let mut response = Redirect::to("/console").into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The response that signs a browser out.
pub(super) fn signed_out() -> Response {
    let mut response = Redirect::to("/console/sign-in").into_response();
    let gone = HeaderValue::from_static("waymark_officer=; Path=/console; HttpOnly; SameSite=Strict; Max-Age=0");
    response.headers_mut().append(header::SET_COOKIE, gone);
    response
}
