//! The TOML head of an article, read strictly: an unknown key is a fault, since a misspelt `review_by` is no review date at all.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::Value;

use super::{Audience, Outcome, Source, article::ArticleId};
use crate::{area::Area, clock::PartialDate};

/// What stands between the `+++` lines, before it is checked against the rest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontMatter {
    pub title: String,
    pub area: Area,
    #[serde(default)]
    pub audience: Vec<Audience>,
    #[serde(default)]
    pub topics: Vec<String>,
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    #[serde(default)]
    pub questions: Vec<String>,
    #[serde(default, deserialize_with = "sources")]
    pub source: Vec<Source>,
    #[serde(default, deserialize_with = "date")]
    pub checked_on: Option<Date>,
    pub checked_by: Option<String>,
    pub readers: Option<String>,
    #[serde(default, deserialize_with = "date")]
    pub review_by: Option<Date>,
    pub owner: Option<String>,
    #[serde(default, deserialize_with = "article_id")]
    pub superseded_by: Option<ArticleId>,
    #[serde(default, deserialize_with = "date")]
    pub ended: Option<Date>,
    #[serde(default)]
    pub imported: bool,
    #[serde(default)]
    pub legal: bool,
    #[serde(default)]
    pub unverified: Vec<String>,
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = plain_text(&Value::deserialize(deserializer)?);
    text.as_deref().and_then(|t| t.parse().ok()).map(Some).ok_or_else(|| serde::de::Error::custom("not a date; write it as \"2026-11-21\""))
}

fn article_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ArticleId>, D::Error> {
    String::deserialize(deserializer)?.parse().map(Some).map_err(serde::de::Error::custom)
}

/// One source or a list of them; each a table, or just the document's name.
fn sources<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Source>, D::Error> {
    let one = |value: &Value| source(value).map_err(serde::de::Error::custom);
    match Value::deserialize(deserializer)? {
        Value::Array(list) => list.iter().map(one).collect(),
        value => one(&value).map(|s| vec![s]),
    }
}

fn source(value: &Value) -> Result<Source, String> {
    if let Value::String(title) = value {
        return Ok(Source { title: title.clone(), section: None, code: None, url: None, published: None });
    }
    let Value::Table(table) = value else {
        return Err("a source is a table with `document`, or the document's name in quotes".to_owned());
    };
    let mut out = Source { title: String::new(), section: None, code: None, url: None, published: None };
    for (key, value) in table {
        let text = plain_text(value).ok_or_else(|| format!("the source's `{key}` must be text in quotes"))?;
        match key.as_str() {
            "document" | "title" => out.title = text,
            "section" => out.section = Some(text),
            "code" => out.code = Some(text),
            "url" if text.starts_with("https://") || text.starts_with("http://") => out.url = Some(text),
            "url" => return Err(format!("the source's url `{text}` must start with https://")),
            "published" => out.published = Some(text.parse::<PartialDate>()?),
            other => return Err(format!("unknown key `{other}` in a source; known are document, section, code, url, published")),
        }
    }
    if out.title.trim().is_empty() {
        return Err("a source needs `document`: the name of the page or paper".to_owned());
    }
    Ok(out)
}

/// Text, a date or a number as its text.
fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.trim().to_owned()),
        Value::Datetime(d) => Some(d.to_string()),
        Value::Integer(i) => Some(i.to_string()),
        _ => None,
    }
}
