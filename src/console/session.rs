use axum::{
    extract::{Form, FromRequest, FromRequestParts, Request, State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use secrecy::SecretString;
use subtle::ConstantTimeEq;

use super::{Console, HOME, Rule, SAFEGUARDING};
use crate::{
    http::{Failure, Network, failure_page},
    ids::{Token, sha256_hex},
    officers::{Actor, Entered, Officer, Origin, Permission, Scope, Session, SignedIn, Stage},
};

/// An officer who is signed in as far as the route's rule asks; only the guard makes one.
#[derive(Clone)]
pub(super) struct Signed {
    pub officer: Officer,
    pub session: Session,
    pub token: Token,
    /// Where the officer has the permission of this route; nowhere on a route that asks for none.
    pub scope: Scope,
    /// The path of the page.
    pub path: String,
}

/// A page of the console that the officer may open, for the links above every page.
pub(super) struct Place {
    pub address: &'static str,
    /// Its title's key in the catalogue.
    pub title: &'static str,
    pub current: bool,
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

    /// The same as the rooms below know it.
    pub fn as_signed_in(&self) -> SignedIn {
        SignedIn { officer: self.officer.clone(), session: self.session.clone() }
    }

    /// Who manages officers.
    pub fn actor(&self) -> Actor {
        Actor::officer(&self.officer)
    }

    /// The pages that this officer may open; none while a second factor is still to come.
    pub fn places(&self) -> Vec<Place> {
        let all = [
            ("/console", "ratings-title", Permission::ReadRatings),
            ("/console/themes", "themes-title", Permission::ReadRatings),
            (SAFEGUARDING, "danger-title", Permission::ReadSafeguarding),
            ("/console/officers", "officers-title", Permission::ManageOfficers),
            ("/console/audit", "audit-title", Permission::ReadAudit),
        ];
        if self.session.stage != Stage::Full {
            return Vec::new();
        }
        let open = all.into_iter().filter(|(.., needs)| self.may(*needs)).map(|(address, title, _)| (address, title));
        let open = open.chain([("/console/explain", "explain-title")]);
        open.map(|(address, title)| Place { address, title, current: self.path == address }).collect()
    }

    /// Whether there is any area in which this officer has that permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.officer.may(permission)
    }
}

/// Stands before every handler and lets through whom the rule names.
pub(super) async fn guard(State((console, rule)): State<(Console, Rule)>, mut request: Request, next: Next) -> Response {
    if rule == Rule::Anyone {
        return next.run(request).await;
    }
    let to_sign_in = || Redirect::to("/console/sign-in").into_response();
    let Some(token) = session_token(&console, request.headers()) else { return to_sign_in() };
    let SignedIn { officer, session } = match console.accounts.current(&token).await {
        Ok(Some(signed)) => signed,
        Ok(None) => return to_sign_in(),
        Err(error) => {
            tracing::error!(%error, "a session could not be read");
            return failure_page(Failure::Ours, request.headers());
        }
    };
    let scope = match (rule, session.stage) {
        (Rule::Anyone | Rule::Session, _) | (Rule::Proving, Stage::Code) | (Rule::Enrolling, Stage::Enrol | Stage::Full) => None,
        (Rule::Proving, _) => return Redirect::to("/console").into_response(),
        (_, Stage::Code) => return Redirect::to("/console/second-factor").into_response(),
        (_, Stage::Enrol) => return Redirect::to("/console/account/second-factor").into_response(),
        (Rule::Officer, Stage::Full) => None,
        (Rule::May(permission), Stage::Full) if officer.may(permission) => Some(officer.scope(permission)),
        // Whoever reads no ratings comes in by the same door, and begins where there is something to do.
        (Rule::May(Permission::ReadRatings), Stage::Full) if request.uri().path() == HOME && officer.may(Permission::ReadSafeguarding) => {
            return Redirect::to(SAFEGUARDING).into_response();
        }
        (Rule::May(_), Stage::Full) => return failure_page(Failure::NotAllowed, request.headers()),
    };
    let scope = scope.unwrap_or(Scope::Areas(Vec::new()));
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(Signed { officer, session, token, scope, path });
    next.run(request).await
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        // None stands only where the guard let somebody pass without one: a route for anyone has no use for an officer.
        parts.extensions.get::<Self>().cloned().ok_or_else(|| failure_page(Failure::Forbidden, &parts.headers))
    }
}

/// The fields of a form that came from a page of this session.
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    /// A field; empty where it was not sent.
    pub fn field(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// A field that must not print.
    pub fn secret(&self, name: &str) -> SecretString {
        self.field(name).into()
    }

    /// Every field of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let headers = request.headers().clone();
        let signed = request.extensions().get::<Signed>().cloned();
        let form: Result<Form<Vec<(String, String)>>, FormRejection> = Form::from_request(request, state).await;
        let Ok(Form(fields)) = form else { return Err(failure_page(Failure::BadRequest, &headers)) };
        let sent = Self(fields);
        if signed.is_some_and(|s| s.owns(sent.field("form_token"))) { Ok(sent) } else { Err(failure_page(Failure::Forbidden, &headers)) }
    }
}

/// Where somebody who signs in comes from.
pub(super) struct From(pub Origin);

impl FromRequestParts<Console> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Self::Rejection> {
        let network = parts.extensions.get::<Network>().map(|n| console.key.pseudonym("network", n.prefix()));
        let agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
        Ok(Self(Origin { network, device: device(agent) }))
    }
}

/// A browser in two words, as far as its header tells; enough to know one's own sessions apart.
fn device(agent: &str) -> String {
    let first = |of: &[(&'static str, &'static str)]| of.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]);
    let system = first(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    browser.into_iter().chain(system).collect::<Vec<_>>().join(", ")
}

fn cookie_name(console: &Console) -> &'static str {
    // With this prefix a browser takes the cookie from this host by https alone, so no other site of the council can plant one.
    if console.page.is_https() { "__Host-waymark_officer" } else { "waymark_officer" }
}

/// The token of the session's cookie.
fn session_token(console: &Console, headers: &HeaderMap) -> Option<Token> {
    CookieJar::from_headers(headers).get(cookie_name(console)).and_then(|c| Token::parse(c.value()))
}

fn cookie(console: &Console, value: &str) -> Cookie<'static> {
    let https = console.page.is_https();
    let path = if https { "/" } else { "/console" };
    Cookie::build((cookie_name(console), value.to_owned())).path(path).http_only(true).same_site(SameSite::Strict).secure(https).build()
}

/// Puts the token of a session into the browser, in the place of any from before.
pub(super) fn with_session(console: &Console, token: &Token, mut response: Response) -> Response {
    if let Ok(value) = HeaderValue::from_str(&cookie(console, token.expose()).to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The response that lets a browser in, as far as it has come.
pub(super) fn entered(console: &Console, entered: &Entered) -> Response {
    let next = match entered.stage {
        Stage::Code => "/console/second-factor",
        Stage::Enrol => "/console/account/second-factor",
        Stage::Full => "/console",
    };
    with_session(console, &entered.token, Redirect::to(next).into_response())
}

/// The response that signs a browser out.
pub(super) fn signed_out(console: &Console) -> Response {
    let mut response = Redirect::to("/console/sign-in").into_response();
    if let Ok(gone) = HeaderValue::from_str(&format!("{}; Max-Age=0", cookie(console, ""))) {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn browsers_are_told_in_two_words() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0";
        assert_eq!(device(edge), "Edge, Windows");
        assert_eq!(device("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"), "Safari, iPhone");
        assert_eq!(device("<script>"), "");
    }
}
