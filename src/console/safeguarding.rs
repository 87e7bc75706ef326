use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    Console,
    pages::store_failed,
    session::{Place, Sent, Signed},
    views::ChoiceView,
};
use crate::{
    area::Area,
    http::{Failure, Page, failure_page, render},
    officers::{AuditAction, NewAudit, Scope},
    safeguarding::record::{Danger, DangerCount, DangerWords, Handling, State as Progress, name},
    store::StoreResult,
    text,
};

/// Where the record lies in the console.
pub const SAFEGUARDING: &str = "/console/safeguarding";

/// Entries on one page.
const ROWS: u64 = 50;
/// Longest note that is kept, in characters.
const MOST_NOTE_CHARS: usize = 4_000;

#[derive(Deserialize)]
pub(super) struct ListQuery {
    #[serde(default)]
    before: String,
}

/// An entry as the pages show it.
struct EntryView {
    address: String,
    level: String,
    categories: String,
    about: String,
    area: String,
    channel: String,
    when: String,
    expires: String,
    state: String,
    is_new: bool,
    handled: Option<String>,
}

struct CountView {
    month: String,
    area: String,
    category: String,
    level: String,
    amount: u64,
}

#[derive(Template)]
#[template(path = "safeguarding.html")]
struct ListPage {
    page: Page,
    email: String,
    form_token: String,
    places: Vec<Place>,
    rows: Vec<EntryView>,
    counts: Vec<CountView>,
    older: Option<String>,
    newest: bool,
}

#[derive(Template)]
#[template(path = "danger.html")]
struct EntryPage {
    page: Page,
    email: String,
    form_token: String,
    places: Vec<Place>,
    entry: EntryView,
    words: Option<DangerWords>,
    states: Vec<ChoiceView>,
}

/// `GET /console/safeguarding`: entries without words, and the counts.
pub(super) async fn list(signed: Signed, State(console): State<Console>, headers: HeaderMap, Query(query): Query<ListQuery>) -> Response {
    let scope = signed.scope.clone();
    let before = (!query.before.is_empty()).then_some(query.before.as_str());
    let found = async {
        // Noted for each area, so that each council sees who looked into its own.
        let areas = match &scope {
            Scope::All => vec![None],
            Scope::Areas(areas) => areas.iter().cloned().map(Some).collect(),
        };
        for area in areas {
            note(&console, &signed, AuditAction::SafeguardingListed, "", area).await?;
        }
        let entries = console.danger.list(&scope, before, ROWS + 1).await?;
        Ok((entries, console.danger.counts(&scope).await?))
    };
    let (mut entries, counts): (Vec<Danger>, Vec<DangerCount>) = match found.await {
        Ok(found) => found,
        Err(error) => return store_failed(&error, &headers),
    };
    let page = Page::new(&headers);
    let more = entries.len() as u64 > ROWS;
    entries.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let template = ListPage {
        older: more.then(|| entries.last().map(|e| format!("{SAFEGUARDING}?before={}", e.id))).flatten(),
        newest: before.is_some(),
        rows: entries.iter().map(|e| view(&console, &page, e)).collect(),
        counts: counts.iter().map(|c| count_view(&console, &page, c)).collect(),
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        page,
    };
    render(StatusCode::OK, &template)
}

/// `GET /console/safeguarding/…`: one entry, its words not shown.
pub(super) async fn entry(signed: Signed, State(console): State<Console>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let scope = signed.scope.clone();
    match console.danger.entry(&id, &scope).await {
        Ok(entry) => entry_page(&console, &signed, &headers, &entry, None),
        Err(error) => store_failed(&error, &headers),
    }
}

/// `POST /console/safeguarding/…/words`: shows the words, once that is noted.
pub(super) async fn words(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    Path(id): Path<String>,
    _sent: Sent,
) -> Response {
    let scope = signed.scope.clone();
    let shown = async {
        let entry = console.danger.entry(&id, &scope).await?;
        note(&console, &signed, AuditAction::SafeguardingViewed, &id, Some(entry.area.clone())).await?;
        Ok((console.danger.words(&id, &scope).await?, entry))
    };
    match shown.await {
        Ok((words, entry)) => entry_page(&console, &signed, &headers, &entry, Some(words)),
        Err(error) => store_failed(&error, &headers),
    }
}

/// `POST /console/safeguarding/…/mark`: how far it is, with a note.
pub(super) async fn mark(
    signed: Signed,
    State(console): State<Console>,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Sent,
) -> Response {
    let scope = signed.scope.clone();
    let Ok(state) = sent.field("state").parse::<Progress>() else { return failure_page(Failure::BadRequest, &headers) };
    let written: String = text::clean(sent.field("note")).chars().take(MOST_NOTE_CHARS).collect();
    let handling = Handling { state, note: written, officer: signed.officer.email.clone(), at: console.clock.now_ms() };
    let marked = async {
        let entry = console.danger.entry(&id, &scope).await?;
        note(&console, &signed, AuditAction::SafeguardingHandled, &id, Some(entry.area.clone())).await?;
        console.danger.handle(&id, &scope, &handling).await?;
        Ok(entry)
    };
    match marked.await {
        Ok(entry) => Redirect::to(&format!("{SAFEGUARDING}/{}", entry.id)).into_response(),
        Err(error) => store_failed(&error, &headers),
    }
}

fn entry_page(console: &Console, signed: &Signed, headers: &HeaderMap, entry: &Danger, words: Option<DangerWords>) -> Response {
    let page = Page::new(headers);
    let choice = |s: Progress| ChoiceView {
        value: s.as_str().to_owned(),
        name: page.say(&format!("danger-state-{}", s.as_str())),
        chosen: entry.state == s,
    };
    let template = EntryPage {
        entry: view(console, &page, entry),
        words,
        states: Progress::ALL.map(choice).into(),
        email: signed.officer.email.clone(),
        form_token: signed.form_token(),
        places: signed.places(),
        page,
    };
    render(StatusCode::OK, &template)
}

async fn note(console: &Console, signed: &Signed, action: AuditAction, subject: &str, area: Option<Area>) -> StoreResult<()> {
    let new = NewAudit { officer: signed.officer.email.clone(), action, subject: subject.to_owned(), area, at: console.clock.now_ms() };
    console.audit.note(new).await
}

fn view(console: &Console, page: &Page, entry: &Danger) -> EntryView {
    let say = |start: &str, value: String| page.say(&format!("{start}{}", value.replace('_', "-")));
    let library = console.assistant.library();
    let mut about = say("danger-about-", entry.about.as_ref().map_or_else(|| "unknown".to_owned(), name));
    if let Some(by) = &entry.by {
        about = format!("{about}; {}", say("danger-by-", name(by)));
    }
    EntryView {
        address: format!("{SAFEGUARDING}/{}", entry.id),
        level: say("danger-level-", name(&entry.level)),
        categories: entry.categories.iter().map(|c| say("danger-category-", name(c))).collect::<Vec<_>>().join(", "),
        about,
        area: library.knowledge.areas.name(&entry.area).to_owned(),
        channel: page.say(&format!("channel-{}", entry.channel.as_str())),
        when: console.clock.say_moment(entry.at),
        expires: console.clock.say_moment(entry.expires),
        state: page.say(&format!("danger-state-{}", entry.state.as_str())),
        is_new: entry.state == Progress::New,
        handled: entry.handled_by.as_ref().map(|officer| page.say1("danger-handled", "officer", officer)),
    }
}

fn count_view(console: &Console, page: &Page, count: &DangerCount) -> CountView {
    let say = |start: &str, value: String| page.say(&format!("{start}{}", value.replace('_', "-")));
    CountView {
        month: count.month.clone(),
        area: console.assistant.library().knowledge.areas.name(&count.area).to_owned(),
        category: say("danger-category-", name(&count.category)),
        level: say("danger-level-", name(&count.level)),
        amount: count.amount,
    }
}
