use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{area::Area, clock::PartialDate, content::Block};

/// Names an article: `<area>/<topic>/<slug>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct ArticleId(String);

impl ArticleId {
    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The area, which is the first part.
    pub fn area(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl FromStr for ArticleId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let parts: Vec<&str> = text.split('/').collect();
        if parts.len() == 3 && parts.iter().all(|p| part(p)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("`{text}` is not an article's name; write <area>/<topic>/<slug> in lower case with hyphens"))
        }
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom an article is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A young person who asks for themselves.
    YoungPerson,
    /// A parent or carer.
    Parent,
    /// Someone who works with children and young people.
    Professional,
}

impl Audience {
    /// Its name in files, rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::YoungPerson => "young_person",
            Self::Parent => "parent",
            Self::Professional => "professional",
        }
    }
}

impl FromStr for Audience {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "young_person" => Ok(Self::YoungPerson),
            "parent" => Ok(Self::Parent),
            "professional" => Ok(Self::Professional),
            other => Err(format!("`{other}` is not an audience; write young_person, parent or professional")),
        }
    }
}

/// The outcomes of the Suffolk Children's Outcome Framework (SEND Strategy 2024-2029, appendix 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// To be healthy.
    Healthy,
    /// To be safe.
    Safe,
    /// To be happy.
    Happy,
    /// To feel supported.
    Supported,
    /// To be heard.
    Heard,
    /// To be able to learn.
    Learning,
    /// To be in control of their lives.
    InControl,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The document's or page's name.
    pub title: String,
    /// The part of it.
    pub section: Option<String>,
    /// A seed file or a code of standards.md.
    pub code: Option<String>,
    /// Its address, where the evidence has one.
    pub url: Option<String>,
    /// When it was published, as exactly as the evidence tells.
    pub published: Option<PartialDate>,
}

/// One line of an authored easy read: one idea, with the picture at its front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EasyLine {
    /// A name of `pictures.toml`; empty where a line has none.
    pub picture: String,
    /// One short sentence.
    pub text: String,
}

/// A part of an article under one heading; the opening has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The headings above it, outermost first; empty for the opening.
    pub path: Vec<String>,
    /// Its address within the article; empty for the opening.
    pub anchor: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The line of its heading in the file.
    pub line: usize,
    /// The page of the document it was taken from, where that has pages.
    pub page: Option<u32>,
}

/// Where an article's words come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An editor wrote it.
    Written,
    /// A document taken in as it stands.
    Imported,
    /// A term of the glossary.
    Glossary,
    /// A promise of a plan.
    Commitment,
}

/// One article, whole and checked.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its name.
    pub id: ArticleId,
    /// Its title, shown as the answer's heading.
    pub title: String,
    /// Whose facts these are.
    pub area: Area,
    /// Whom it is for.
    pub audience: Vec<Audience>,
    /// Its subjects.
    pub topics: Vec<String>,
    /// The outcomes it touches.
    pub outcomes: Vec<Outcome>,
    /// Wordings that people would really type.
    pub questions: Vec<String>,
    /// Where its facts come from; never empty unless imported.
    pub sources: Vec<Source>,
    /// The day of the evidence.
    pub checked_on: Option<Date>,
    /// Who approved it, `nobody yet` until a person signs.
    pub checked_by: String,
    /// Which readers with a learning disability read its easy read.
    pub readers: String,
    /// When it must be looked at again.
    pub review_by: Option<Date>,
    /// The team that keeps it right.
    pub owner: String,
    /// The article that took its place.
    pub superseded_by: Option<ArticleId>,
    /// The day the plan it tells of ran out.
    pub ended: Option<Date>,
    /// Where its words come from.
    pub origin: Origin,
    /// It states the law, so its review date counts for the launch check.
    pub legal: bool,
    /// What could not be verified, in words.
    pub unverified: Vec<String>,
    /// The opening first, then each section; the easy read apart.
    pub sections: Vec<Section>,
    /// The authored easy read; empty where nobody wrote one.
    pub easy_read: Vec<EasyLine>,
    /// The file it was read from.
    pub file: String,
}

impl Article {
    /// The plan or rule it tells of has run out or been replaced.
    pub fn is_past(&self, today: Date) -> bool {
        self.superseded_by.is_some() || self.ended.is_some_and(|ended| ended < today)
    }

    /// A person has approved it.
    pub fn is_signed(&self) -> bool {
        is_somebody(&self.checked_by)
    }

    /// Readers with a learning disability have read its easy read.
    pub fn is_read(&self) -> bool {
        is_somebody(&self.readers)
    }

    /// The newest publication among its sources, for "how old is this".
    pub fn newest_source(&self) -> Option<PartialDate> {
        self.sources.iter().filter_map(|s| s.published).max()
    }
}

pub(super) fn is_somebody(name: &str) -> bool {
    !name.trim().is_empty() && crate::text::fold(name) != "nobody yet"
}
