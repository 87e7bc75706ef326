//! From an answer to what a person reads.
//!
//! A reply is plain data in both styles at once, so that switching easy read on changes what was already said; a channel renders it and
//! adds nothing. Every word that is not knowledge comes from the catalogue.

mod compose;
mod plain;
pub mod shorten;

pub use compose::{MOST_EASY_LINES, compose, contacts, easy_line, fault, notice, whole_article};

use serde::{Deserialize, Serialize};

use crate::{
    answer::AnswerStatus,
    content::{Block, Inline},
    safeguarding::Spoken,
};

/// A line of easy read: a picture's name and one short sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EasyReadLine {
    /// A name of `pictures.toml`; empty where there is none.
    pub picture: String,
    /// What the picture is as an emoji; empty where there is none.
    pub emoji: String,
    /// One short sentence.
    pub text: String,
}

/// A source as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLine {
    /// The document.
    pub title: String,
    /// The part of it.
    pub section: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published, as the evidence wrote it.
    pub published: Option<String>,
    /// The same for people: `August 2024`.
    pub published_said: Option<String>,
}

/// Fixed words of help that stand before everything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpCard {
    /// Its heading.
    pub title: String,
    /// Its lines, in order.
    pub standard: Vec<String>,
    /// The same in easy read.
    pub easy_read: Vec<EasyReadLine>,
    /// How much of it stands in another language than English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken: Option<Spoken>,
}

/// What a person reads, in both styles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What became of the question.
    pub status: AnswerStatus,
    /// Help, where someone may be in danger; alone where the danger is now.
    pub help: Option<HelpCard>,
    /// Short labels before the answer: about another area, a word read as another.
    pub labels: Vec<String>,
    /// The heading.
    pub title: Option<String>,
    /// The standard text.
    pub standard: Vec<Block>,
    /// The easy read.
    pub easy_read: Vec<EasyReadLine>,
    /// What to say about who made the easy read, shown with it.
    pub easy_read_note: Option<String>,
    /// The article as a page: its name and the anchor within.
    pub article: Option<(String, String)>,
    /// Ways to go on: whom to ask.
    pub contacts: Vec<Vec<Inline>>,
    /// The sources.
    pub sources: Vec<SourceLine>,
    /// How old and how sure it is.
    pub notes: Vec<String>,
    /// Questions that can be asked next.
    pub suggestions: Vec<String>,
    /// Whether thumbs are asked for.
    pub ratable: bool,
}

impl Reply {
    /// A reply of that status with nothing in it yet.
    pub fn empty(status: AnswerStatus) -> Self {
        Self {
            status,
            help: None,
            labels: Vec::new(),
            title: None,
            standard: Vec::new(),
            easy_read: Vec::new(),
            easy_read_note: None,
            article: None,
            contacts: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
            suggestions: Vec::new(),
            ratable: false,
        }
    }
}
