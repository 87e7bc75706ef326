use std::collections::BTreeSet;

use super::{Found, has_article, place::Place};
use crate::{
    content::{Block, Inline},
    knowledge::{Article, ArticleId, Knowledge, Rule},
};

/// A page elsewhere that the knowledge sends people to, and where it is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutsideLink {
    /// Its address.
    pub url: String,
    /// The file that names it.
    pub file: String,
    /// The line, where it can be told.
    pub line: Option<usize>,
}

/// Whether every link inside the knowledge leads to an article, and to a heading of it.
pub(super) fn check(knowledge: &Knowledge, article: &Article, found: &mut Found) {
    for target in targets(article).into_iter().filter(|t| !is_outside(t)) {
        let Some((what, fix)) = broken(knowledge, article, target) else { continue };
        let lines = Place::of(&knowledge.files, &article.file).all_with(&format!("]({target}"));
        if lines.is_empty() {
            found.error(Rule::Link, &article.file, None, what, fix);
        } else {
            lines.into_iter().for_each(|line| found.error(Rule::Link, &article.file, Some(line), what.clone(), fix));
        }
    }
}

fn broken(knowledge: &Knowledge, article: &Article, target: &str) -> Option<(String, &'static str)> {
    let (name, anchor) = target.split_once('#').map_or((target, None), |(name, anchor)| (name, Some(anchor)));
    let to = match name.parse::<ArticleId>() {
        _ if name.is_empty() => {
            return Some((
                format!("the link to `{target}` names no article"),
                "Write <area>/<topic>/<slug> before the #, this article's own name too.",
            ));
        }
        Ok(id) if knowledge.article(&id).is_none() && has_article(knowledge, &id) => return None,
        Ok(id) => knowledge.article(&id),
        Err(_) => {
            return Some((
                format!("the link to `{target}` leads nowhere"),
                "Name an article as <area>/<topic>/<slug>, or an https:// address.",
            ));
        }
    };
    let Some(to) = to else {
        return Some((format!("the link to `{target}` leads to an article that is not there"), "Name one that is, or take the link out."));
    };
    let anchor = anchor?;
    if to.sections.iter().any(|s| s.anchor == anchor && !anchor.is_empty()) {
        return None;
    }
    let own = if to.id == article.id { "this article" } else { to.id.as_str() };
    Some((
        format!("the link to `{target}` names a heading that {own} does not have"),
        "Write the heading in lower case with hyphens, or take the # part out.",
    ))
}

/// Every page elsewhere: in articles, their sources, plans and areas; each address once for each file.
pub fn outside_links(knowledge: &Knowledge) -> Vec<OutsideLink> {
    let mut named: BTreeSet<(&str, &str)> = BTreeSet::new();
    let files: Vec<(String, &crate::area::AreaInfo)> = knowledge.areas.all().map(|i| (format!("areas/{}.toml", i.area), i)).collect();
    for article in &knowledge.articles {
        named.extend(targets(article).into_iter().map(|t| (t, article.file.as_str())));
        named.extend(article.sources.iter().filter_map(|s| s.url.as_deref()).map(|u| (u, article.file.as_str())));
    }
    for (file, info) in &files {
        let contacts = info.contacts.iter().filter_map(|c| c.url.as_deref());
        named.extend(info.local_offer.as_deref().into_iter().chain(contacts).map(|u| (u, file.as_str())));
    }
    let pages = named.into_iter().filter(|(url, _)| url.starts_with("https://") || url.starts_with("http://"));
    let told = |(url, file): (&str, &str)| OutsideLink {
        url: url.to_owned(),
        file: file.to_owned(),
        line: Place::of(&knowledge.files, file).with(url),
    };
    pages.map(told).collect()
}

fn is_outside(target: &str) -> bool {
    ["https://", "http://", "tel:", "mailto:", "sms:"].iter().any(|scheme| target.starts_with(scheme))
}

/// Where the article's links lead, each once.
fn targets(article: &Article) -> BTreeSet<&str> {
    let mut out = BTreeSet::new();
    article.sections.iter().for_each(|s| in_blocks(&s.blocks, &mut out));
    out
}

fn in_blocks<'a>(blocks: &'a [Block], out: &mut BTreeSet<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => in_words(content, out),
            Block::List { items, .. } => items.iter().for_each(|item| in_blocks(item, out)),
            Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| in_words(cell, out)),
        }
    }
}

fn in_words<'a>(content: &'a [Inline], out: &mut BTreeSet<&'a str>) {
    for inline in content {
        match inline {
            Inline::Link { target, content } => {
                out.insert(target);
                in_words(content, out);
            }
            Inline::Strong { content } => in_words(content, out),
            Inline::Text { .. } | Inline::Term { .. } | Inline::Break => {}
        }
    }
}
