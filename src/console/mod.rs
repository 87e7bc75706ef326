//! The officers' console: who rated what, and what was asked and shown.
//!
//! Every page takes a signed-in officer, and every query takes that officer's scope; a route without a session leads to the sign-in
//! page. Forms carry a token of the session beside the checks that `http` makes of every form.

mod launch;
mod pages;
mod safeguarding;
mod session;
mod views;

use axum::{
    Router,
    routing::{get, post},
};

use std::sync::Arc;

pub use safeguarding::SAFEGUARDING;

use crate::{
    clock::Clock,
    conversation::Assistant,
    feedback::FeedbackStore,
    http::PageSettings,
    officers::{Accounts, AuditStore},
    safeguarding::record::DangerStore,
};

/// What the console stands on.
#[derive(Clone)]
pub struct Console {
    /// Accounts and sessions.
    pub accounts: Accounts,
    /// The ratings.
    pub feedback: Arc<dyn FeedbackStore>,
    /// For the names of areas and what stands against a launch.
    pub assistant: Assistant,
    /// What was said in danger.
    pub danger: Arc<dyn DangerStore>,
    /// Who looked at what.
    pub audit: Arc<dyn AuditStore>,
    /// For the times that are shown.
    pub clock: Clock,
    /// What pages need to know of the settings.
    pub page: PageSettings,
}

/// Where the console begins; the set-up link lies below it.
pub const HOME: &str = "/console";

/// The routes of the console.
pub fn routes(console: Console) -> Router {
    Router::new()
        .route("/console", get(pages::ratings))
        .route("/console/ratings/{id}", get(pages::rating))
        .route("/console/launch", get(launch::page))
        .route(SAFEGUARDING, get(safeguarding::list))
        .route("/console/safeguarding/{id}", get(safeguarding::entry))
        .route("/console/safeguarding/{id}/words", post(safeguarding::words))
        .route("/console/safeguarding/{id}/mark", post(safeguarding::mark))
        .route("/console/sign-in", get(pages::sign_in_form).post(pages::sign_in))
        .route("/console/sign-out", post(pages::sign_out))
        .route("/console/set-up/{link}", get(pages::set_up_form).post(pages::set_up))
        .with_state(console)
}
