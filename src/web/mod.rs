//! The public chat and the pages around it: what a parent opens on the Local Offer site.
//!
//! Every page is whole without script; the script only saves a page load. Handlers translate a form into an [`Action`] and an
//! [`Outbound`](crate::conversation::Outbound) into a page; nothing is decided here.

mod chat;
mod explain;
mod glossary;
mod languages;
mod manner;
mod my_data;
mod pages;
mod pictures;
mod views;
mod visitor;
mod wait;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use std::sync::Arc;

use crate::{
    clock::Clock,
    conversation::Assistant,
    http::{Limits, PageSettings},
    pictures::Gallery,
    privacy::PseudonymKey,
};

/// What the public pages stand on.
#[derive(Clone)]
pub struct Web {
    /// Who answers.
    pub assistant: Assistant,
    /// Turns a browser's token into a conversation's name.
    pub key: PseudonymKey,
    /// How often one may send.
    pub limits: Arc<Limits>,
    /// The time, for what is past.
    pub clock: Clock,
    /// What pages need to know of the settings.
    pub page: PageSettings,
    /// The drawings of easy read.
    pub gallery: Arc<Gallery>,
}

/// The routes of the public pages.
pub fn routes(web: Web) -> Router {
    Router::new()
        .route("/", get(chat::show))
        .route("/ask", post(chat::ask))
        .route("/rate", post(chat::rate))
        .route("/comment", post(chat::comment))
        .route("/settings", get(manner::show).post(chat::settings))
        .route("/language", post(languages::choose))
        .route("/languages", get(languages::page))
        .route("/leave", post(chat::leave))
        .route("/left", get(pages::left))
        .route("/glossary", get(glossary::show))
        .route("/glossary/{term}", get(glossary::term))
        .route("/person", get(pages::person))
        .route("/explain", get(explain::form))
        .route("/privacy", get(my_data::privacy))
        .route("/my-data", get(my_data::show).post(my_data::show_by_form))
        .route("/my-data/save", post(my_data::save))
        .route("/my-data/delete", post(my_data::delete))
        .route("/pictures", get(pictures::show))
        .route("/pictures/{digest}/{name}", get(pictures::file))
        .route("/article/{area}/{topic}/{slug}", get(pages::article))
        .with_state(web)
}

/// The route that takes a file, which needs more room than a form.
pub fn letters(web: Web) -> Router {
    Router::new().route("/explain", post(explain::explained)).layer(DefaultBodyLimit::disable()).with_state(web)
}

/// Most bytes that [`letters`] takes.
pub const MOST_LETTER_BYTES: usize = explain::MOST_FORM_BYTES;
