//! `/explain`: a letter in, easy words out. The words are read once and kept nowhere; what is shown is the answer to the form itself.

use std::{sync::Arc, time::Duration};

use askama::Template;
use axum::{
    body::Bytes,
    extract::{Multipart, Query, State, multipart::MultipartRejection},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::{
    Web,
    views::{AreaChoice, EasyView, HelpLine, area_choices, help_lines, linked_numbers, spoken},
};
use crate::{
    area::Area,
    clock::say_date,
    explain::{self, Asks, Explained, HardWord, NotExplained, ToDo, WhenKind},
    http::{self, Failure, Page, failure_page, render},
    knowledge::import::{Limits, Why, words_of},
    pictures::Gallery,
    reply::EasyReadLine,
};

/// Largest file.
pub(super) const MOST_FILE_BYTES: usize = 5 * 1024 * 1024;
/// The file, and a letter in four-byte characters beside it.
pub(super) const MOST_FORM_BYTES: usize = MOST_FILE_BYTES + 512 * 1024;
/// Letters that are read at the same time: each may take a core for a while.
static READING: Semaphore = Semaphore::const_new(2);
/// Longest wait for a place.
const PATIENCE: Duration = Duration::from_secs(8);

#[derive(Deserialize)]
pub(super) struct ExplainQuery {
    area: Option<String>,
}

/// What was sent.
#[derive(Default)]
struct Sent {
    letter: String,
    file: Bytes,
    area: Option<Area>,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct FormPage {
    page: Page,
    areas: Vec<AreaChoice>,
    letter: String,
    problem: String,
    next: String,
    danger: Vec<String>,
}

#[derive(Template)]
#[template(path = "letter_explained.html")]
struct ExplainedPage {
    page: Page,
    gallery: Arc<Gallery>,
    help: Vec<HelpLine>,
    help_title: String,
    help_language: String,
    from: String,
    dated: String,
    musts: Vec<ToDo>,
    cans: Vec<ToDo>,
    times: Vec<TimeView>,
    theirs: Vec<TimeView>,
    explained: Explained,
    phones: Vec<String>,
    contacts: Vec<String>,
}

/// A time of the letter as it is shown.
struct TimeView {
    words: String,
    lines: Vec<String>,
    sentence: String,
    event: bool,
}

impl ExplainedPage {
    fn says_nothing(&self) -> bool {
        self.explained.parts.iter().all(|p| p.lines.is_empty()) && self.musts.is_empty() && self.cans.is_empty()
    }

    /// The letter's own language is English, whatever the page is read in.
    fn easy(&self, lines: &[EasyReadLine]) -> EasyView {
        EasyView::of_lines(&self.page, &self.gallery, lines, self.page.english())
    }

    /// Each hard word with its picture and meaning.
    fn words(&self) -> EasyView {
        let line = |w: &HardWord| EasyReadLine::new("", &w.emoji, format!("{}: {}", w.term, w.meaning));
        self.easy(&self.explained.words.iter().map(line).collect::<Vec<_>>())
    }
}

/// `GET /explain`: the form.
pub(super) async fn form(State(web): State<Web>, headers: HeaderMap, Query(query): Query<ExplainQuery>) -> Response {
    let area = query.area.and_then(|a| a.parse::<Area>().ok());
    form_page(&web, &headers, StatusCode::OK, area.as_ref(), String::new(), None)
}

/// `POST /explain`: the letter, explained.
pub(super) async fn explained(State(web): State<Web>, headers: HeaderMap, form: Result<Multipart, MultipartRejection>) -> Response {
    let Ok(form) = form else { return failure_page(Failure::BadRequest, &headers) };
    let sent = match read(form).await {
        Ok(sent) => sent,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => {
            return form_page(&web, &headers, StatusCode::PAYLOAD_TOO_LARGE, None, String::new(), Some("letter-large"));
        }
        Err(_) => return failure_page(Failure::BadRequest, &headers),
    };
    let refused = |letter: String, problem: &'static str| {
        form_page(&web, &headers, StatusCode::UNPROCESSABLE_ENTITY, sent.area.as_ref(), letter, Some(problem))
    };
    if sent.file.len() > MOST_FILE_BYTES {
        return refused(sent.letter, "letter-large");
    }
    let Ok(Ok(_place)) = tokio::time::timeout(PATIENCE, READING.acquire()).await else { return failure_page(Failure::TooMany, &headers) };
    let (library, page, area) = (web.assistant.library(), Page::new(&headers), sent.area.clone());
    let (file, typed) = (sent.file.clone(), sent.letter.clone());
    let locale = page.locale().clone();
    let done = tokio::task::spawn_blocking(move || {
        let letter = if file.is_empty() { typed } else { words_of(file.to_vec(), &limits()).map_err(|r| problem_of(r.why))? };
        match explain::fits(&letter) {
            Ok(()) => Ok(explain::explain(&library, &locale, area.as_ref(), &letter)),
            Err(NotExplained::Empty) => Err("letter-empty"),
            Err(NotExplained::Long) => Err("letter-long"),
        }
    });
    match done.await {
        Ok(Ok(explained)) => result_page(&web, page, explained),
        Ok(Err(problem)) => refused(sent.letter, problem),
        Err(_) => failure_page(Failure::Ours, &headers),
    }
}

/// A letter is shorter than a strategy, and its reader is waiting.
fn limits() -> Limits {
    Limits {
        file_bytes: MOST_FILE_BYTES as u64,
        unpacked_bytes: 60 * 1024 * 1024,
        text_bytes: 2 * 1024 * 1024,
        time: Duration::from_secs(15),
        ..Limits::default()
    }
}

fn problem_of(why: Why) -> &'static str {
    match why {
        Why::Kind => "letter-kind",
        Why::Locked => "letter-locked",
        Why::NoWords => "letter-scan",
        Why::Large => "letter-large",
        Why::Damaged => "letter-damaged",
    }
}

/// What to do about a problem.
fn next_of(problem: &str) -> &'static str {
    match problem {
        "letter-empty" => "letter-empty-next",
        "letter-long" => "letter-long-next",
        "letter-large" => "letter-large-next",
        "letter-kind" => "letter-kind-next",
        "letter-locked" => "letter-locked-next",
        "letter-scan" => "letter-scan-next",
        _ => "letter-damaged-next",
    }
}

async fn read(mut form: Multipart) -> Result<Sent, StatusCode> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(|e| e.status())? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|e| e.status())?;
        match name.as_str() {
            "letter" => sent.letter = String::from_utf8_lossy(&bytes).into_owned(),
            "file" => sent.file = bytes,
            "area" => sent.area = std::str::from_utf8(&bytes).ok().and_then(|a| a.parse().ok()),
            _ => {}
        }
    }
    Ok(sent)
}

fn form_page(
    web: &Web,
    headers: &HeaderMap,
    status: StatusCode,
    area: Option<&Area>,
    letter: String,
    problem: Option<&'static str>,
) -> Response {
    let page = Page::new(headers).at("explain");
    let library = web.assistant.library();
    let template = FormPage {
        areas: area_choices(&page, &library.knowledge.areas, area),
        letter,
        problem: problem.map(|p| page.say(p)).unwrap_or_default(),
        next: problem.map(|p| page.say(next_of(p))).unwrap_or_default(),
        danger: library.screener.always().iter().map(|l| linked_numbers(l)).collect(),
        page,
    };
    render(status, &template)
}

fn result_page(web: &Web, page: Page, explained: Explained) -> Response {
    let today = web.clock.today();
    let view = |when: &explain::When| TimeView {
        words: when.words.clone(),
        lines: day_lines(&page, when, today),
        sentence: when.sentence.clone(),
        event: when.kind == WhenKind::Event,
    };
    let of = |asks: Asks| explained.to_do.iter().filter(|t| t.asks == asks).cloned().collect();
    let template = ExplainedPage {
        gallery: Arc::clone(&web.gallery),
        help: explained.help.as_ref().map(|h| help_lines(h, &page)).unwrap_or_default(),
        help_title: explained.help.as_ref().map(|h| h.title.clone()).unwrap_or_default(),
        help_language: explained.help.as_ref().map(|h| spoken(h, true, &page)).unwrap_or_default(),
        from: explained.from.clone().unwrap_or_default(),
        dated: explained.date.map(|d| page.say1("letter-date", "date", &page.locale().say_date(d))).unwrap_or_default(),
        musts: of(Asks::Must),
        cans: of(Asks::May),
        times: explained.times.iter().filter(|t| t.kind != WhenKind::Theirs).map(view).collect(),
        theirs: explained.times.iter().filter(|t| t.kind == WhenKind::Theirs).map(view).collect(),
        phones: explained.phones.iter().map(|p| linked_numbers(p)).collect(),
        contacts: explained.contacts.iter().map(|c| http::inlines(c)).collect(),
        explained,
        page,
    };
    render(StatusCode::OK, &template)
}

/// What day it is, as far as that is certain, and whether it has passed.
fn day_lines(page: &Page, when: &explain::When, today: Date) -> Vec<String> {
    let Some(due) = when.due else { return vec![page.say("letter-day-open"), page.say("letter-day-ask")] };
    let said = page.locale().say_date(due);
    let mut out = Vec::new();
    if when.counted {
        out.push(page.say1("letter-day-counted", "date", &said));
    } else if !when.words.contains(&say_date(due)) {
        out.push(page.say1("letter-day", "date", &said));
    }
    if when.sentence.to_lowercase().contains("whichever is") {
        out.push(page.say("letter-day-whichever"));
    }
    if due < today {
        out.push(page.say("letter-day-past"));
    }
    out
}
