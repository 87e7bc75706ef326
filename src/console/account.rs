//! What officers do with their own account: password, second factor, sessions.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use secrecy::{ExposeSecret, SecretString};

use super::{
    Console,
    pages::{account_failed, status},
    qr,
    session::{From, Sent, Signed, entered, signed_out, with_session},
    views::{AccountPage, FactorPage, ProvePage, RecoveryPage, SessionView},
};
use crate::{
    http::{Page, render},
    officers::{AccountError, IDLE_MINUTES, MIN_PASSWORD_CHARS, SESSION_HOURS, Stage},
};

/// `GET /console/second-factor`: the number is asked for.
pub(super) async fn prove_form(signed: Signed, headers: HeaderMap) -> Response {
    prove_page(&signed, &headers, None)
}

/// `POST /console/second-factor`.
pub(super) async fn prove(signed: Signed, State(console): State<Console>, headers: HeaderMap, From(origin): From, sent: Sent) -> Response {
    match console.accounts.prove(&signed.token, sent.secret("code"), &origin).await {
        Ok(done) => entered(&console, &done),
        Err(error) => prove_page(&signed, &headers, Some(&error)),
    }
}

fn prove_page(signed: &Signed, headers: &HeaderMap, problem: Option<&AccountError>) -> Response {
    let template = ProvePage {
        page: Page::new(headers),
        form_token: signed.form_token(),
        problem: problem.map(ToString::to_string).unwrap_or_default(),
    };
    render(problem.map_or(StatusCode::OK, status), &template)
}

/// `GET /console/account/second-factor`: the secret to put into an app.
pub(super) async fn factor_form(signed: Signed, State(console): State<Console>, headers: HeaderMap) -> Response {
    factor_page(&console, &signed, &headers, None).await
}

/// `POST /console/account/second-factor`: a first number; the recovery codes are shown now and never again.
pub(super) async fn factor_confirm(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    From(origin): From,
    sent: Sent,
) -> Response {
    match console.accounts.confirm_factor(&signed.as_signed_in(), sent.secret("code"), &origin).await {
        Ok((done, codes)) => {
            let fresh = Signed { token: done.token.clone(), ..signed };
            with_session(&console, &done.token, render(StatusCode::OK, &recovery_page(&fresh, &headers, &codes)))
        }
        Err(error @ (AccountError::Code | AccountError::Wait(_))) => factor_page(&console, &signed, &headers, Some(&error)).await,
        Err(error) => account_page(&console, &signed, &headers, Some(("", &error))).await,
    }
}

async fn factor_page(console: &Console, signed: &Signed, headers: &HeaderMap, problem: Option<&AccountError>) -> Response {
    let secret = match console.accounts.begin_factor(&signed.officer).await {
        Ok(secret) => secret,
        // Set up already: there is nothing to show but the account.
        Err(AccountError::Factor) => return Redirect::to("/console/account").into_response(),
        Err(error) => return account_failed(&error, headers),
    };
    let page = Page::new(headers);
    let link = secret.link(&signed.officer.email).unwrap_or_default();
    let template = FactorPage {
        code: qr::qr_code(&link, &page.say("factor-qr")).filter(|_| !link.is_empty()),
        page,
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        secret: secret.in_groups(),
        link,
        forced: signed.session.stage == Stage::Enrol,
        problem: problem.map(ToString::to_string).unwrap_or_default(),
    };
    render(problem.map_or(StatusCode::OK, status), &template)
}

/// `POST /console/account/recovery-codes`: new ones, shown now and never again.
pub(super) async fn renew_recovery(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    From(origin): From,
    sent: Sent,
) -> Response {
    match console.accounts.renew_recovery(&signed.as_signed_in(), sent.secret("password"), &origin).await {
        Ok(codes) => render(StatusCode::OK, &recovery_page(&signed, &headers, &codes)),
        Err(error) => account_page(&console, &signed, &headers, Some(("renew-password", &error))).await,
    }
}

fn recovery_page(signed: &Signed, headers: &HeaderMap, codes: &[SecretString]) -> RecoveryPage {
    RecoveryPage {
        page: Page::new(headers),
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        codes: codes.iter().map(|c| c.expose_secret().to_owned()).collect(),
    }
}

/// `POST /console/account/second-factor/off`.
pub(super) async fn factor_off(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    From(origin): From,
    sent: Sent,
) -> Response {
    match console.accounts.remove_factor(&signed.as_signed_in(), sent.secret("password"), &origin).await {
        Ok(()) => Redirect::to("/console/account").into_response(),
        Err(error) => account_page(&console, &signed, &headers, Some(("off-password", &error))).await,
    }
}

/// `GET /console/account`.
pub(super) async fn show(signed: Signed, State(console): State<Console>, headers: HeaderMap) -> Response {
    account_page(&console, &signed, &headers, None).await
}

/// `POST /console/account/password`.
pub(super) async fn password(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    From(origin): From,
    sent: Sent,
) -> Response {
    let changed = console.accounts.change_password(&signed.as_signed_in(), sent.secret("current"), sent.secret("password"), &origin).await;
    match changed {
        Ok(done) => with_session(&console, &done.token, Redirect::to("/console/account").into_response()),
        Err(error) => {
            let field = if matches!(error, AccountError::Password) { "password" } else { "current" };
            account_page(&console, &signed, &headers, Some((field, &error))).await
        }
    }
}

/// `POST /console/account/sessions/end`: one session, such as of a lost phone.
pub(super) async fn end_session(signed: Signed, State(console): State<Console>, headers: HeaderMap, sent: Sent) -> Response {
    match console.accounts.end_session(&signed.officer, sent.field("session")).await {
        Ok(()) => Redirect::to("/console/account").into_response(),
        Err(error) => account_failed(&error, &headers),
    }
}

/// `POST /console/account/sessions/end-all`: out everywhere, here too.
pub(super) async fn end_all(signed: Signed, State(console): State<Console>, headers: HeaderMap, _sent: Sent) -> Response {
    match console.accounts.sign_out_everywhere(&signed.officer).await {
        Ok(()) => signed_out(&console),
        Err(error) => account_failed(&error, &headers),
    }
}

async fn account_page(console: &Console, signed: &Signed, headers: &HeaderMap, problem: Option<(&str, &AccountError)>) -> Response {
    let page = Page::new(headers);
    let accounts = &console.accounts;
    let read = async {
        let left = accounts.recovery_left(&signed.officer).await?;
        Ok::<_, AccountError>((accounts.sessions(&signed.officer).await?, accounts.has_factor(&signed.officer).await?, left))
    };
    let (sessions, has_factor, recovery_left) = match read.await {
        Ok(read) => read,
        Err(error) => return account_failed(&error, headers),
    };
    let library = console.assistant.library();
    let area = |a: Option<&crate::area::Area>| a.map_or_else(|| page.say("area-all"), |a| library.knowledge.areas.name(a).to_owned());
    let template = AccountPage {
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        grants: signed.officer.grants.iter().map(|g| (page.say(&format!("role-{}", g.role.as_str())), area(g.area.as_ref()))).collect(),
        sessions: sessions
            .into_iter()
            .map(|s| SessionView {
                own: s.id == signed.session.id,
                device: if s.device.is_empty() { page.say("session-unknown") } else { s.device },
                started: console.clock.say_moment(s.started),
                used: console.clock.say_moment(s.used),
                id: s.id,
            })
            .collect(),
        has_factor,
        required: accounts.requires_second_factor(),
        recovery_left: recovery_left.to_string(),
        least: MIN_PASSWORD_CHARS.to_string(),
        idle: IDLE_MINUTES.to_string(),
        hours: SESSION_HOURS.to_string(),
        problem: problem.map(|(_, e)| e.to_string()).unwrap_or_default(),
        problem_at: problem.map(|(field, _)| field.to_owned()).unwrap_or_default(),
        page,
    };
    render(problem.map_or(StatusCode::OK, |(_, e)| status(e)), &template)
}
