//! From an answer to what a person reads.
//!
//! A reply is plain data in both styles at once, so that switching easy read on changes what was already said; a channel renders it and
//! adds nothing. Every word that is not knowledge comes from the catalogue.

mod compose;
mod hard_words;
mod plain;
mod said;
pub mod shorten;

pub use compose::{MOST_EASY_LINES, compose, contacts, easy_line, fault, notice, translated_article, whole_article};

use serde::{Deserialize, Serialize};

use crate::{
    answer::AnswerStatus,
    content::{Block, Inline},
    locale::Locale,
    manner::Length,
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
    /// The hard words in it, in order: each at its first place in the reply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<HardWord>,
    /// It explains a hard word of the line before, and is the glossary's and not the article's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explains: bool,
}

impl EasyReadLine {
    /// A line without hard words; picture and emoji empty where it has none.
    pub fn new(picture: impl Into<String>, emoji: impl Into<String>, text: impl Into<String>) -> Self {
        Self { picture: picture.into(), emoji: emoji.into(), text: text.into(), words: Vec::new(), explains: false }
    }

    /// The line in runs, in order: words as they stand, and hard words with what they mean.
    pub fn runs(&self) -> Vec<(&str, Option<&HardWord>)> {
        let mut out = Vec::new();
        let mut from = 0;
        for word in &self.words {
            // Places come back from rows, so they are tried and not trusted.
            let (Some(before), Some(own)) = (self.text.get(from..word.start), self.text.get(word.start..word.end)) else { continue };
            if !before.is_empty() {
                out.push((before, None));
            }
            out.push((own, Some(word)));
            from = word.end;
        }
        let rest = self.text.get(from..).unwrap_or_default();
        if !rest.is_empty() {
            out.push((rest, None));
        }
        out
    }
}

/// A word of the field in a line, and what the glossary says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HardWord {
    /// The byte of the line's text where it begins.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// Its name in the glossary.
    pub term: String,
    /// Its name in the glossary's addresses: `/glossary/<slug>`.
    pub slug: String,
    /// What it means, in plain words.
    pub meaning: String,
    /// A name of `pictures.toml`; empty where there is none.
    pub picture: String,
    /// The picture as an emoji; empty where there is none.
    pub emoji: String,
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
    /// What else the article says, for who likes to read more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Block>,
    /// It greets, so that it may say what somebody likes to be called.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub greets: bool,
    /// How much of it is said at once; set when it is said to a person, and never kept.
    #[serde(skip)]
    pub length: Length,
    /// Its suggestions are yes and no; set when it is said to a person, and never kept.
    #[serde(skip)]
    pub yes_no: bool,
    /// Which part stands in which language.
    #[serde(default)]
    pub tongues: Tongues,
}

/// The tags of the languages in which the parts of a reply stand. Contacts and sources stand in English but for what is told here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongues {
    /// What the program says itself: labels, notes, headings.
    pub own: String,
    /// Title and text.
    pub text: String,
    /// Each suggestion.
    pub suggestions: Vec<String>,
    /// How many of the labels, from the first, stand in English.
    pub english_labels: usize,
    /// How many of the contacts, from the last, are said by the program itself.
    pub own_contacts: usize,
}

impl Default for Tongues {
    fn default() -> Self {
        let english = Locale::default().tag();
        Self { own: english.clone(), text: english, suggestions: Vec::new(), english_labels: 0, own_contacts: 0 }
    }
}

impl Tongues {
    /// The language of what the program says itself.
    pub fn own(&self) -> Locale {
        Locale::tagged(&self.own).unwrap_or_default()
    }

    /// The language of title and text.
    pub fn text(&self) -> Locale {
        Locale::tagged(&self.text).unwrap_or_default()
    }

    /// The language of a suggestion.
    pub fn suggestion(&self, index: usize) -> Locale {
        self.suggestions.get(index).and_then(|tag| Locale::tagged(tag)).unwrap_or_default()
    }
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
            more: Vec::new(),
            greets: false,
            length: Length::Normal,
            yes_no: false,
            tongues: Tongues::default(),
        }
    }
}
