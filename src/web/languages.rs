//! Choosing a language, and the page that tells what is in which.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    Web,
    chat::{chat_page, with_cookie},
    views::{LanguageView, LanguagesPage},
    visitor::{Visitor, set_cookie},
};
use crate::{
    conversation::Action,
    http::{Failure, Page, failure_page, render},
    locale::Locale,
};

/// Longest address that choosing a language leads back to.
const LONGEST_BACK: usize = 200;

#[derive(Deserialize)]
pub(super) struct LanguageForm {
    #[serde(default)]
    conversation: String,
    language: String,
    #[serde(default)]
    back: String,
}

/// `POST /language`: a language is chosen; the page it was chosen on comes again, in it.
pub(super) async fn choose(State(web): State<Web>, headers: HeaderMap, form: Result<Form<LanguageForm>, FormRejection>) -> Response {
    let Ok(Form(form)) = form else { return failure_page(Failure::BadRequest, &headers) };
    let Some(locale) = Locale::tagged(&form.language) else { return failure_page(Failure::BadRequest, &headers) };
    let Ok(visitor) = Visitor::read(&web, &headers, Some(&form.conversation)) else { return failure_page(Failure::Ours, &headers) };
    // Whoever has no conversation yet gets none by this: the cookie alone carries the choice until they write.
    if !visitor.is_new {
        let outbound = web.assistant.handle(visitor.does(Action::SetLanguage(locale.clone()), &locale)).await;
        if outbound.iter().any(|o| o.failed) {
            return failure_page(Failure::Ours, &headers);
        }
    }
    let mut response = if visitor.by_cookie || visitor.is_new {
        Redirect::to(back(&form.back)).into_response()
    } else {
        chat_page(&web, &headers, &visitor, StatusCode::OK, String::new(), "").await
    };
    set_cookie(response.headers_mut(), Visitor::language_cookie(&web, &locale));
    if visitor.is_new { response } else { with_cookie(&web, &visitor, false, response) }
}

/// A path of ours, or the chat: the form's word must not lead anywhere else.
fn back(path: &str) -> &str {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'?' | b'=' | b'_');
    let ours = path.starts_with('/') && !path.starts_with("//") && path.len() <= LONGEST_BACK && path.bytes().all(plain);
    if ours { path } else { "/" }
}

/// `GET /languages`: what is in which language, and who has read it.
pub(super) async fn page(State(web): State<Web>, headers: HeaderMap) -> Response {
    let page = Page::new(&headers).on("/languages");
    let library = web.assistant.library();
    let knowledge = &library.knowledge;
    let view = |locale: Locale| {
        let tag = locale.tag();
        let known = knowledge.languages.get(&tag);
        let own = knowledge.translations.iter().filter(|t| t.language == tag);
        let articles: Vec<(String, String)> =
            own.clone().map(|t| (format!("/article/{}.{tag}", t.article.id), t.article.title.clone())).collect();
        let mut lines = Vec::new();
        if locale == Locale::default() {
            lines.push(page.say("languages-original"));
        } else {
            lines.push(page.say1("languages-articles", "count", &articles.len().to_string()));
            if library.screener.speaks(&tag) {
                lines.push(page.say("languages-danger"));
            }
            let read = known.filter(|l| l.is_read() && own.clone().all(crate::knowledge::Translation::is_read));
            lines.push(read.map_or_else(|| page.say("languages-unread"), |l| page.say1("languages-read", "who", &l.read_by)));
        }
        let english = known.map(|l| l.name.clone()).unwrap_or_default();
        LanguageView { name: locale.own_name(), dir: locale.dir(), tag, english, lines, articles }
    };
    let languages = Locale::all().into_iter().map(view).collect();
    render(StatusCode::OK, &LanguagesPage { languages, page })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_language_leads_back_to_our_own_pages_alone() {
        assert_eq!(back("/article/england/a/b.pl?style=easy-read"), "/article/england/a/b.pl?style=easy-read");
        for strange in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "javascript:1"] {
            assert_eq!(back(strange), "/", "{strange}");
        }
    }
}
