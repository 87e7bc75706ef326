//! The pictures: one page that shows and credits them all, and the files themselves.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::Web;
use crate::{
    http::{Page, render},
    pictures::Origin,
};

/// A picture opened by itself is a drawing and nothing else, whatever a council's file holds.
const ALONE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// One picture on the page of all.
struct Shown {
    name: String,
    means: String,
    emoji: String,
    picture: Option<String>,
    by: String,
}

#[derive(Template)]
#[template(path = "pictures.html")]
struct PicturesPage {
    page: Page,
    pictures: Vec<Shown>,
    council: bool,
}

/// `GET /pictures`: all pictures, what each means and whose it is.
pub(super) async fn show(State(web): State<Web>, headers: HeaderMap) -> Response {
    let page = Page::new(&headers).on("/pictures");
    let library = web.assistant.library();
    let mut council = false;
    let shown = library.knowledge.pictures.all().map(|(name, picture)| {
        let drawing = web.gallery.find(name, &picture.emoji);
        council |= drawing.is_some_and(|d| d.origin == Origin::Council);
        let by = drawing.map_or(String::new(), |d| match d.origin {
            Origin::Council => page.say("pictures-by-council"),
            Origin::Ours => page.say("pictures-by-waymark"),
            Origin::Twemoji => page.say("pictures-by-twemoji"),
        });
        let picture_address = drawing.map(|d| d.address.clone());
        Shown { name: name.to_owned(), means: picture.means.clone(), emoji: picture.emoji.clone(), picture: picture_address, by }
    });
    let pictures = shown.collect();
    render(StatusCode::OK, &PicturesPage { pictures, council, page })
}

/// `GET /pictures/…`: one picture's file, which a browser may keep for a year.
pub(super) async fn file(State(web): State<Web>, Path((digest, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(drawing) = web.gallery.at(&format!("/pictures/{digest}/{name}")) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("\"{digest}\"");
    let cache = [(header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()), (header::ETAG, tag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|given| given.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, cache).into_response();
    }
    (cache, [(header::CONTENT_TYPE, drawing.kind), (header::CONTENT_SECURITY_POLICY, ALONE)], drawing.bytes.to_vec()).into_response()
}
