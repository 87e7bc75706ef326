//! Who did what, newest first.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;

use super::{
    Console,
    pages::store_failed,
    session::Signed,
    views::{AuditPage, ChoiceView, EntryView},
};
use crate::{
    area::Area,
    http::{Page, render},
    officers::{AuditAction, AuditFilter},
};

/// Entries on one page.
const ROWS: u64 = 100;

#[derive(Debug, Default, Deserialize)]
pub(super) struct AuditQuery {
    #[serde(default)]
    officer: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    before: String,
}

/// `GET /console/audit`.
pub(super) async fn page(signed: Signed, State(console): State<Console>, headers: HeaderMap, Query(query): Query<AuditQuery>) -> Response {
    let page = Page::new(&headers);
    let officer = query.officer.trim().to_lowercase();
    let filter = AuditFilter {
        officer: (!officer.is_empty()).then_some(officer),
        action: query.action.parse().ok(),
        area: query.area.parse().ok(),
        before: (!query.before.is_empty()).then(|| query.before.clone()),
        most: ROWS + 1,
    };
    let mut found = match console.audit.entries(&filter, &signed.scope).await {
        Ok(found) => found,
        Err(error) => return store_failed(&error, &headers),
    };
    let more = found.len() as u64 > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let library = console.assistant.library();
    let areas = &library.knowledge.areas;
    let said = |a: AuditAction| page.say(&format!("audit-{}", a.as_str()));
    let seen = areas.choices().into_iter().map(|i| i.area.clone()).chain([Area::england()]).filter(|a| signed.scope.reaches(a));
    let choice = |value: &str, name: String, chosen: bool| ChoiceView { value: value.to_owned(), name, chosen };
    let template = AuditPage {
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        officer: query.officer.clone(),
        actions: AuditAction::ALL.iter().map(|a| choice(a.as_str(), said(*a), filter.action == Some(*a))).collect(),
        areas: seen.map(|a| choice(a.as_str(), areas.name(&a).to_owned(), filter.area.as_ref() == Some(&a))).collect(),
        older: more.then(|| found.last().map(|e| address(&query, &e.id))).flatten(),
        newest: filter.before.is_some().then(|| address(&query, "")),
        entries: found
            .into_iter()
            .map(|e| EntryView {
                when: console.clock.say_moment(e.at),
                action: said(e.action),
                area: e.area.map_or_else(|| page.say("area-all"), |a| areas.name(&a).to_owned()),
                officer: e.officer,
                subject: e.subject,
            })
            .collect(),
        page,
    };
    render(StatusCode::OK, &template)
}

/// The address of this list from another entry on; every filter stays.
fn address(query: &AuditQuery, before: &str) -> String {
    let safe = |v: &str| v.chars().filter(|c| c.is_ascii_alphanumeric() || "-._@".contains(*c)).collect::<String>();
    let fields = [("officer", query.officer.as_str()), ("action", &query.action), ("area", &query.area), ("before", before)];
    let parts: Vec<String> = fields.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n}={}", safe(v))).collect();
    if parts.is_empty() { "/console/audit".to_owned() } else { format!("/console/audit?{}", parts.join("&")) }
}
