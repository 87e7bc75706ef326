use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;

use super::{
    Web,
    views::{ArticlePage, EasyView, LeftPage, PeopleView, PersonPage, SectionView, area_choices, linked_numbers},
    visitor::Visitor,
};
use crate::{
    area::Area,
    http::{self, Failure, Page, failure_page, render},
    knowledge::ArticleId,
    manner::Style,
    reply,
};

#[derive(Deserialize)]
pub(super) struct PersonQuery {
    area: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct ArticleQuery {
    style: Option<String>,
}

/// `GET /left`: after leaving.
pub(super) async fn left(headers: HeaderMap) -> Response {
    render(StatusCode::OK, &LeftPage { page: Page::new(&headers).on("/left") })
}

/// `GET /person`: whom to talk to, for the area asked for, else the conversation's.
pub(super) async fn person(State(web): State<Web>, headers: HeaderMap, Query(query): Query<PersonQuery>) -> Response {
    let page = Page::new(&headers).at("person").on("/person");
    let library = web.assistant.library();
    let areas = &library.knowledge.areas;
    let asked = query.area.and_then(|a| a.parse::<Area>().ok());
    let own = match Visitor::read(&web, &headers, None) {
        Ok(visitor) if !visitor.is_new => web.assistant.transcript(visitor.key()).await.ok().and_then(|(p, _)| p.area),
        _ => None,
    };
    let chosen = asked.or(own).filter(|a| *a != Area::england() && areas.get(a).is_some());
    let shown =
        chosen.iter().chain(std::iter::once(&Area::england())).filter_map(|a| areas.get(a)).map(|i| PeopleView::new(&page, i)).collect();
    let template = PersonPage {
        areas: area_choices(&page, areas, chosen.as_ref()),
        danger: library.screener.always_in(&page.lang()).iter().map(|l| linked_numbers(l)).collect(),
        people: shown,
        page,
    };
    render(StatusCode::OK, &template)
}

/// `GET /article/…`: one article, in the style asked for.
pub(super) async fn article(
    State(web): State<Web>,
    headers: HeaderMap,
    Path((area, topic, slug)): Path<(String, String, String)>,
    Query(query): Query<ArticleQuery>,
) -> Response {
    let page = Page::new(&headers).on(&format!("/article/{area}/{topic}/{slug}"));
    let library = web.assistant.library();
    // A translated article is `<slug>.<language>`, as its file is.
    let (slug, wanted) = slug.split_once('.').map_or((slug.as_str(), None), |(slug, language)| (slug, Some(language)));
    let id = format!("{area}/{topic}/{slug}").parse::<ArticleId>();
    let Some(english) = id.ok().and_then(|id| library.knowledge.article(&id)) else {
        return failure_page(Failure::NotFound, &headers);
    };
    let translation = wanted.map(|language| library.knowledge.translation(&english.id, language));
    if translation.is_some_and(|t| t.is_none()) {
        return failure_page(Failure::NotFound, &headers);
    }
    let translation = translation.flatten();
    let article = translation.map_or(english, |t| &t.article);
    let reply = match translation {
        Some(translation) => reply::translated_article(&library, translation, page.locale()),
        None => reply::whole_article(&library, article, page.locale()),
    };
    let own = || library.knowledge.translation(&english.id, &page.lang());
    let other = match translation {
        Some(_) => Some((format!("/article/{}", english.id), String::new(), page.say("read-in-english"))),
        None => own().map(|t| (format!("/article/{}.{}", english.id, t.language), String::new(), t.article.title.clone())),
    };
    // The passages of an imported document may share a heading, which is said once.
    let above = std::iter::once(None).chain(article.sections.iter().map(Some));
    // The reply's blocks are the sections' own, in order, with their hard words marked.
    let mut blocks = reply.standard.as_slice();
    let sections = article.sections.iter().zip(above).map(|(s, above)| {
        let (own, rest) = blocks.split_at(s.blocks.len().min(blocks.len()));
        blocks = rest;
        SectionView {
            anchor: s.anchor.clone(),
            heading: s.path.last().filter(|_| above.is_none_or(|a| a.path != s.path)).cloned().unwrap_or_default(),
            html: http::blocks(own, 3),
        }
    });
    let sections: Vec<SectionView> = sections.collect();
    let mut details = reply.notes.clone();
    if !article.owner.is_empty() {
        details.push(page.say1("article-kept-by", "owner", &article.owner));
    }
    if let Some(date) = article.review_by {
        details.push(page.say1("article-review", "date", &page.locale().say_date(date)));
    }
    let template = ArticlePage {
        address: translation.map_or_else(|| format!("/article/{}", article.id), |t| format!("/article/{}.{}", article.id, t.language)),
        language: reply.tongues.text().within(page.locale()),
        other,
        title: article.title.clone(),
        about: page.say1("article-about", "area", library.knowledge.areas.name(&article.area)),
        past: article.is_past(web.clock.today()),
        newer: article.superseded_by.as_ref().map(|n| format!("/article/{n}")),
        easy: query.style.as_deref().and_then(|s| s.parse::<Style>().ok()) == Some(Style::EasyRead),
        easy_read: EasyView::new(&page, &web.gallery, &reply, reply.tongues.text().within(page.locale())),
        easy_note: reply.easy_read_note.clone().unwrap_or_default(),
        sections,
        details,
        reply,
        page,
    };
    render(StatusCode::OK, &template)
}
