//! The officers' console: who rated what, what was asked and shown, and who may see it.
//!
//! Every route is a [`Way`] with a [`Rule`]; a guard in front of the handler holds to it, so a page cannot be reached, nor be written,
//! without one. What the rule gives reaches the handler as [`Signed`](session::Signed): the officer, and the scope that every query
//! takes. Forms carry a token of the session beside the checks that `http` makes of every form.

mod account;
mod audit;
mod explain;
mod launch;
mod officers;
mod pages;
mod qr;
mod safeguarding;
mod session;
mod themes;
mod views;

pub use safeguarding::SAFEGUARDING;

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::Response,
    routing::{MethodRouter, get, post},
};

use crate::{
    clock::Clock,
    conversation::Assistant,
    feedback::FeedbackStore,
    http::{LANGUAGE_COOKIE, PageSettings},
    locale::Locale,
    officers::{Accounts, AuditStore, Permission},
    privacy::PseudonymKey,
    safeguarding::record::DangerStore,
};

/// What the console stands on.
#[derive(Clone)]
pub struct Console {
    /// Accounts and sessions.
    pub accounts: Accounts,
    /// The ratings.
    pub feedback: Arc<dyn FeedbackStore>,
    /// Who did what.
    pub audit: Arc<dyn AuditStore>,
    /// For the names of areas and what stands against a launch.
    pub assistant: Assistant,
    /// Turns a network into a name nobody can turn back.
    pub key: PseudonymKey,
    /// What was said in danger.
    pub danger: Arc<dyn DangerStore>,
    /// For the times that are shown.
    pub clock: Clock,
    /// What pages need to know of the settings.
    pub page: PageSettings,
}

/// Where the console begins; the set-up link lies below it.
pub const HOME: &str = "/console";

/// Who may reach a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Everybody: it leads in.
    Anyone,
    /// Whoever has a session, however far it has come.
    Session,
    /// Whose password was right and whose second factor is asked for.
    Proving,
    /// Whoever is signed in, a second factor still to be set up or not.
    Enrolling,
    /// Every officer: the own account, and what holds nothing about people.
    Officer,
    /// Officers with a role that gives this, in its areas.
    May(Permission),
}

/// A route of the console.
pub struct Way {
    method: &'static str,
    path: &'static str,
    rule: Rule,
    handler: MethodRouter<Console>,
}

impl Way {
    fn read<T: 'static>(path: &'static str, rule: Rule, handler: impl Handler<T, Console>) -> Self {
        Self { method: "GET", path, rule, handler: get(handler) }
    }

    fn change<T: 'static>(path: &'static str, rule: Rule, handler: impl Handler<T, Console>) -> Self {
        Self { method: "POST", path, rule, handler: post(handler) }
    }
}

fn ways() -> Vec<Way> {
    use Permission::{ManageOfficers, ReadAudit, ReadRatings, ReadSafeguarding};
    use Rule::{Anyone, Enrolling, May, Officer, Proving};
    vec![
        Way::read("/console/sign-in", Anyone, pages::sign_in_form),
        Way::change("/console/sign-in", Anyone, pages::sign_in),
        Way::read("/console/set-up/{link}", Anyone, pages::set_up_form),
        Way::change("/console/set-up/{link}", Anyone, pages::set_up),
        Way::change("/console/sign-out", Rule::Session, pages::sign_out),
        Way::read("/console/second-factor", Proving, account::prove_form),
        Way::change("/console/second-factor", Proving, account::prove),
        Way::read("/console/account/second-factor", Enrolling, account::factor_form),
        Way::change("/console/account/second-factor", Enrolling, account::factor_confirm),
        Way::change("/console/account/second-factor/off", Officer, account::factor_off),
        Way::change("/console/account/recovery-codes", Officer, account::renew_recovery),
        Way::read("/console/account", Officer, account::show),
        Way::change("/console/account/password", Officer, account::password),
        Way::change("/console/account/sessions/end", Officer, account::end_session),
        Way::change("/console/account/sessions/end-all", Officer, account::end_all),
        Way::read("/console/launch", Officer, launch::page),
        Way::read("/console/explain", Officer, explain::form),
        Way::change("/console/explain", Officer, explain::explain),
        Way::read("/console", May(ReadRatings), pages::ratings),
        Way::read("/console/ratings/{id}", May(ReadRatings), pages::rating),
        Way::read("/console/themes", May(ReadRatings), themes::page),
        Way::read(SAFEGUARDING, May(ReadSafeguarding), safeguarding::list),
        Way::read("/console/safeguarding/{id}", May(ReadSafeguarding), safeguarding::entry),
        Way::change("/console/safeguarding/{id}/words", May(ReadSafeguarding), safeguarding::words),
        Way::change("/console/safeguarding/{id}/mark", May(ReadSafeguarding), safeguarding::mark),
        Way::read("/console/officers", May(ManageOfficers), officers::list),
        Way::change("/console/officers/invite", May(ManageOfficers), officers::invite),
        Way::change("/console/officers/withdraw", May(ManageOfficers), officers::withdraw),
        Way::read("/console/officers/{id}", May(ManageOfficers), officers::show),
        Way::change("/console/officers/{id}/roles", May(ManageOfficers), officers::roles),
        Way::change("/console/officers/{id}/access", May(ManageOfficers), officers::access),
        Way::change("/console/officers/{id}/second-factor", May(ManageOfficers), officers::reset_factor),
        Way::read("/console/audit", May(ReadAudit), audit::page),
    ]
}

/// The routes of the console.
pub fn routes(console: Console) -> Router {
    let mut router = Router::new();
    for way in ways() {
        let guard = middleware::from_fn_with_state((console.clone(), way.rule), session::guard);
        router = router.route(way.path, way.handler.route_layer(guard));
    }
    router.layer(middleware::from_fn(in_english)).with_state(console)
}

/// Officers work in English, whatever language they chose for the public pages or their browser asks for.
async fn in_english(mut request: Request, next: Next) -> Response {
    if let Ok(english) = HeaderValue::from_str(&format!("{LANGUAGE_COOKIE}={}", Locale::default().tag())) {
        // The last of two cookies of a name is the one that is read.
        request.headers_mut().append(header::COOKIE, english);
    }
    next.run(request).await
}

/// Method, path and rule of every route, for the test that tries each with each role.
pub fn rules() -> Vec<(&'static str, &'static str, Rule)> {
    ways().into_iter().map(|w| (w.method, w.path, w.rule)).collect()
}
