//! What stands against a public launch, in full; the front page only counts it.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{
    Console,
    session::Signed,
    views::{ContactView, LaunchPage, LegalView, SigningView},
};
use crate::{
    area::Area,
    clock::say_date,
    http::{Page, render},
    knowledge::{Launch, Severity, signing},
};

/// `GET /console/launch`: for every officer, since it holds nothing about people.
pub(super) async fn page(signed: Signed, State(console): State<Console>, headers: HeaderMap) -> Response {
    let page = Page::new(&headers);
    let library = console.assistant.library();
    let knowledge = &library.knowledge;
    let unconfirmed = library.screener.unconfirmed().to_vec();
    let launch = Launch { unconfirmed, ..Launch::of(knowledge, library.screener.is_approved(), console.clock.today()) };
    let named = |area: &str| area.parse::<Area>().map_or_else(|_| area.to_owned(), |a| knowledge.areas.name(&a).to_owned());
    let contacts = launch.contacts.iter().map(|c| ContactView {
        area: knowledge.areas.name(&c.area).to_owned(),
        name: c.name.clone(),
        owner: c.owner.clone(),
        when: c.checked_on.map_or_else(|| page.say("launch-never"), say_date),
    });
    let legal = launch.legal.iter().map(|a| LegalView {
        address: format!("/article/{}", a.id),
        title: a.title.clone(),
        when: say_date(a.review_by),
    });
    let looked_at = signing(knowledge).into_iter().map(|s| SigningView {
        area: named(&s.area),
        articles: s.articles,
        unsigned: s.unsigned.len(),
        unread: s.unread.len(),
    });
    // By language, since whoever reads one file can read the others.
    let mut unread: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in &launch.unread {
        unread.entry(&one.name).or_default().push(&one.file);
    }
    let template = LaunchPage {
        unread: unread.into_iter().map(|(name, files)| format!("{name}: {}", files.join(", "))).collect(),
        clear: launch.is_clear(),
        safeguarding_unsigned: launch.safeguarding_unsigned,
        unconfirmed: launch.unconfirmed.clone(),
        languages: launch.languages.iter().map(|l| l.name.as_str()).collect::<Vec<_>>().join(", "),
        contacts: contacts.collect(),
        legal: legal.collect(),
        signing: looked_at.collect(),
        left_out: library.faults.iter().filter(|f| f.severity == Severity::LeftOut).map(ToString::to_string).collect(),
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        page,
    };
    render(StatusCode::OK, &template)
}
