//! What people who were met with help said about services: counts without words, for every officer who reads ratings.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{
    Console,
    pages::store_failed,
    session::{Place, Signed},
};
use crate::{
    http::{Page, render},
    safeguarding::record::{LEAST_SHOWN, ThemeCount, name},
};

struct MonthView {
    month: String,
    area: String,
    /// Theme, and how often as it may be told.
    themes: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "themes.html")]
struct ThemesPage {
    page: Page,
    email: String,
    form_token: String,
    places: Vec<Place>,
    few_why: String,
    months: Vec<MonthView>,
}

/// `GET /console/themes`.
pub(super) async fn page(signed: Signed, State(console): State<Console>, headers: HeaderMap) -> Response {
    let counts = match console.danger.theme_counts(&signed.scope).await {
        Ok(counts) => counts,
        Err(error) => return store_failed(&error, &headers),
    };
    let page = Page::new(&headers);
    let least = LEAST_SHOWN.to_string();
    let library = console.assistant.library();
    let mut months: BTreeMap<(std::cmp::Reverse<String>, String), Vec<&ThemeCount>> = BTreeMap::new();
    for count in &counts {
        let area = library.knowledge.areas.name(&count.area).to_owned();
        months.entry((std::cmp::Reverse(count.month.clone()), area)).or_default().push(count);
    }
    let told = |count: &&ThemeCount| {
        let theme = page.say(&format!("theme-{}", name(&count.theme).replace('_', "-")));
        (theme, count.shown().map_or_else(|| page.say1("themes-few", "least", &least), |amount| amount.to_string()))
    };
    let template = ThemesPage {
        few_why: page.say1("themes-few-why", "least", &least),
        months: months
            .iter()
            .map(|((month, area), counts)| MonthView {
                month: month.0.clone(),
                area: area.clone(),
                themes: counts.iter().map(told).collect(),
            })
            .collect(),
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        page,
    };
    render(StatusCode::OK, &template)
}
