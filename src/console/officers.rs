//! Who may do what: inviting officers, changing their roles, switching accounts off.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    Console,
    pages::{account_failed, status},
    session::{Sent, Signed},
    views::{InvitationView, OfficerPage, OfficerView, OfficersPage, RolesView},
};
use crate::{
    area::Area,
    http::{Page, render},
    ids::Token,
    officers::{AccountError, Grant, Officer, Role, Scope},
    store::StoreError,
};

/// The value of every area in a form.
const EVERYWHERE: &str = "all";

/// `GET /console/officers`.
pub(super) async fn list(signed: Signed, State(console): State<Console>, headers: HeaderMap) -> Response {
    list_page(&console, &signed, &headers, None, None, "").await
}

/// `POST /console/officers/invite`: a link for a new account, shown once.
pub(super) async fn invite(signed: Signed, State(console): State<Console>, headers: HeaderMap, sent: Sent) -> Response {
    let email = sent.field("email");
    let made = match (sent.field("role").parse::<Role>(), grant_area(sent.field("area"))) {
        (Ok(role), Some(area)) => console.accounts.invite(&signed.actor(), Some(email), Grant { role, area }).await,
        _ => Err(AccountError::NoRole),
    };
    match made {
        Ok(link) => list_page(&console, &signed, &headers, Some(&link), None, "").await,
        Err(error) => list_page(&console, &signed, &headers, None, Some(&error), email).await,
    }
}

/// `POST /console/officers/withdraw`: a link that was not used stops working.
pub(super) async fn withdraw(signed: Signed, State(console): State<Console>, headers: HeaderMap, sent: Sent) -> Response {
    match console.accounts.withdraw(&signed.actor(), sent.field("invitation")).await {
        // Used or withdrawn meanwhile: the list shows that it is gone.
        Ok(()) | Err(AccountError::Store(StoreError::NotFound)) => Redirect::to("/console/officers").into_response(),
        Err(error) => account_failed(&error, &headers),
    }
}

/// `GET /console/officers/…`: one officer.
pub(super) async fn show(signed: Signed, State(console): State<Console>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    match console.accounts.officer(&signed.actor(), &id).await {
        Ok(officer) => officer_page(&console, &signed, &headers, &officer, None).await,
        Err(error) => account_failed(&error, &headers),
    }
}

/// `POST /console/officers/…/roles`.
pub(super) async fn roles(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Sent,
) -> Response {
    let grants = sent.all("grant").filter_map(|g| {
        let (area, role) = g.split_once('/')?;
        Some(Grant { role: role.parse().ok()?, area: grant_area(area)? })
    });
    let grants: Vec<Grant> = grants.collect();
    let change = async |officer: &Officer| console.accounts.set_grants(&signed.actor(), officer, grants.clone()).await;
    changed(&console, &signed, &headers, &id, change).await
}

/// `POST /console/officers/…/access`: off, or on again.
pub(super) async fn access(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Sent,
) -> Response {
    let disabled = sent.field("access") == "off";
    let change = async |officer: &Officer| console.accounts.set_disabled(&signed.actor(), officer, disabled).await;
    changed(&console, &signed, &headers, &id, change).await
}

/// `POST /console/officers/…/second-factor`: taken away from who has lost it.
pub(super) async fn reset_factor(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    Path(id): Path<String>,
    _sent: Sent,
) -> Response {
    let change = async |officer: &Officer| console.accounts.reset_factor(&signed.actor(), officer).await;
    changed(&console, &signed, &headers, &id, change).await
}

async fn changed(
    console: &Console,
    signed: &Signed,
    headers: &HeaderMap,
    id: &str,
    change: impl AsyncFnOnce(&Officer) -> Result<(), AccountError>,
) -> Response {
    let officer = match console.accounts.officer(&signed.actor(), id).await {
        Ok(officer) => officer,
        Err(error) => return account_failed(&error, headers),
    };
    match change(&officer).await {
        Ok(()) => Redirect::to(&format!("/console/officers/{}", officer.id)).into_response(),
        Err(error @ AccountError::Store(StoreError::Unavailable(_))) => account_failed(&error, headers),
        Err(error) => officer_page(console, signed, headers, &officer, Some(&error)).await,
    }
}

fn grant_area(value: &str) -> Option<Option<Area>> {
    if value == EVERYWHERE { Some(None) } else { value.parse().ok().map(Some) }
}

/// The areas in which this officer may give roles, each with its value in a form and its name.
fn areas(console: &Console, page: &Page, scope: &Scope) -> Vec<(String, String)> {
    let library = console.assistant.library();
    let known = &library.knowledge.areas;
    let every = (*scope == Scope::All).then(|| (EVERYWHERE.to_owned(), page.say("area-all")));
    let named = known.choices().into_iter().map(|i| i.area.clone()).chain([Area::england()]).filter(|a| scope.reaches(a));
    every.into_iter().chain(named.map(|a| (a.as_str().to_owned(), known.name(&a).to_owned()))).collect()
}

fn roles_of(page: &Page) -> Vec<(String, String)> {
    Role::ALL.iter().map(|r| (r.as_str().to_owned(), page.say(&format!("role-{}", r.as_str())))).collect()
}

async fn list_page(
    console: &Console,
    signed: &Signed,
    headers: &HeaderMap,
    link: Option<&Token>,
    problem: Option<&AccountError>,
    typed: &str,
) -> Response {
    let page = Page::new(headers);
    let actor = signed.actor();
    let read = async { Ok::<_, AccountError>((console.accounts.officers(&actor).await?, console.accounts.invitations(&actor).await?)) };
    let (officers, invitations) = match read.await {
        Ok(read) => read,
        Err(error) => return account_failed(&error, headers),
    };
    let library = console.assistant.library();
    let grant = |g: &Grant| {
        let area = g.area.as_ref().map_or_else(|| page.say("area-all"), |a| library.knowledge.areas.name(a).to_owned());
        format!("{} ({area})", page.say(&format!("role-{}", g.role.as_str())))
    };
    let template = OfficersPage {
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        officers: officers
            .iter()
            .map(|o| OfficerView {
                address: format!("/console/officers/{}", o.id),
                email: o.email.clone(),
                grants: o.grants.iter().map(grant).collect(),
                disabled: o.disabled,
            })
            .collect(),
        invitations: invitations
            .iter()
            .map(|i| InvitationView {
                id: i.digest.clone(),
                email: i.email.clone().unwrap_or_else(|| page.say("invite-anyone")),
                grant: grant(&i.grant),
                until: console.clock.say_moment(i.expires),
            })
            .collect(),
        roles: roles_of(&page),
        areas: areas(console, &page, &signed.scope),
        link: link.map(|l| console.page.absolute(&format!("{}/set-up/{}", super::HOME, l.expose()))).unwrap_or_default(),
        typed: typed.to_owned(),
        problem: problem.map(ToString::to_string).unwrap_or_default(),
        page,
    };
    render(problem.map_or(StatusCode::OK, status), &template)
}

async fn officer_page(
    console: &Console,
    signed: &Signed,
    headers: &HeaderMap,
    officer: &Officer,
    problem: Option<&AccountError>,
) -> Response {
    let page = Page::new(headers);
    let has_factor = match console.accounts.has_factor(officer).await {
        Ok(has) => has,
        Err(error) => return account_failed(&error, headers),
    };
    let has = |role: &str, area: &str| {
        officer.grants.iter().any(|g| g.role.as_str() == role && g.area.as_ref().map_or(EVERYWHERE, Area::as_str) == area)
    };
    let roles = roles_of(&page);
    let template = OfficerPage {
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        address: format!("/console/officers/{}", officer.id),
        whose: officer.email.clone(),
        disabled: officer.disabled,
        has_factor,
        areas: areas(console, &page, &signed.scope)
            .into_iter()
            .map(|(area, name)| RolesView {
                name,
                roles: roles.iter().map(|(r, n)| (format!("{area}/{r}"), n.clone(), has(r, &area))).collect(),
            })
            .collect(),
        fixed: console.accounts.may_change(&signed.actor(), officer).err().map(|e| e.to_string()).unwrap_or_default(),
        problem: problem.map(ToString::to_string).unwrap_or_default(),
        page,
    };
    render(problem.map_or(StatusCode::OK, status), &template)
}
