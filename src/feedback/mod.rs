//! What people thought of an answer: a red, amber or green thumb and, if they like, a comment.
//!
//! A rating carries a copy of what was asked and shown, because by the time an officer reads it the chat is forgotten and the article
//! has been mended. Who may see it depends on its area, and the store's queries hold to that.

mod memory;

pub use memory::MemoryFeedback;

use std::{collections::HashMap, str::FromStr};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    area::Area,
    ids::AnswerId,
    manner::{Channel, Style},
    officers::Scope,
    privacy::{Item, Kind, Part},
    store::StoreResult,
};

/// Longest comment that is kept, in characters.
pub const MAX_COMMENT_CHARS: usize = 1_200;

/// The thumb: its colour, shape and word always go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Up: yes, it helped.
    Green,
    /// Sideways: a bit.
    Amber,
    /// Down: no.
    Red,
}

impl Colour {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Green, Self::Amber, Self::Red];

    /// Its name in rows and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|c| c.as_str() == text).ok_or_else(|| format!("`{text}` is not a colour; write green, amber or red"))
    }
}

/// The answer as it was shown, kept with its rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownAnswer {
    /// The question with personal data masked; none where the message was met with help and is kept apart.
    pub question: Option<String>,
    /// Its status, as in JSON.
    pub status: String,
    /// The heading that was shown.
    pub title: String,
    /// The whole reply as it was read, plain.
    pub text: String,
    /// The passage's id, where one answered.
    pub passage: Option<String>,
    /// The passage's digest when it was shown.
    pub digest: Option<String>,
    /// The sources as they were shown, a line each.
    pub sources: Vec<String>,
    /// The area: the person's, else the article's.
    pub area: Area,
    /// How it was said.
    pub style: Style,
    /// Where it was said.
    pub channel: Channel,
}

/// A rating to be stored: one for each answer and person; a later one takes the place of an earlier.
#[derive(Debug, Clone)]
pub struct NewRating {
    /// Names the answer that is rated.
    pub answer: AnswerId,
    /// The pseudonym of who rates.
    pub person: String,
    /// The thumb.
    pub colour: Colour,
    /// What was asked and shown.
    pub shown: ShownAnswer,
    /// Now, in milliseconds since 1970.
    pub at: i64,
}

/// A stored rating, as an officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Sorts by time of the first thumb.
    pub id: String,
    /// The thumb.
    pub colour: Colour,
    /// The comment, masked.
    pub comment: Option<String>,
    /// What was asked and shown.
    pub shown: ShownAnswer,
    /// When the thumb was first given, in milliseconds since 1970.
    pub created: i64,
    /// When thumb or comment last changed.
    pub updated: i64,
}

impl Rating {
    /// The rating as its person's copy of their data has it.
    pub fn item(&self) -> Item {
        let mut parts = vec![(Part::Thumb, self.colour.as_str().to_owned())];
        parts.extend(self.comment.iter().map(|c| (Part::Comment, c.clone())));
        parts.extend(self.shown.question.iter().map(|q| (Part::Question, q.clone())));
        parts.push((Part::Answer, self.shown.text.clone()));
        Item { kind: Kind::Ratings, at: Some(self.created), parts }
    }
}

/// What a person gave to one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The thumb.
    pub colour: Colour,
    /// The comment, masked.
    pub comment: Option<String>,
}

/// How many ratings of a kind are gone, be it by age or because their person asked; all that is left of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PastCount {
    /// The month of the first thumb, as 2026-11.
    pub month: String,
    /// The area.
    pub area: Area,
    /// The thumb.
    pub colour: Colour,
    /// The article that was shown; none where none was.
    pub article: Option<String>,
    /// How many.
    pub amount: u64,
}

/// Which ratings to list.
#[derive(Debug, Clone, Default)]
pub struct RatingFilter {
    /// Only this colour.
    pub colour: Option<Colour>,
    /// Only this area.
    pub area: Option<Area>,
    /// Only this channel.
    pub channel: Option<Channel>,
    /// Only those older than the rating of this id: the next page.
    pub before: Option<String>,
    /// Most rows; at least 1.
    pub most: u64,
}

/// Where ratings are kept.
#[async_trait]
pub trait FeedbackStore: Send + Sync {
    /// Stores a thumb durably before it returns: what a person saw acknowledged is never lost. A second thumb of the same person on
    /// the same answer changes the first and keeps its comment.
    async fn rate(&self, rating: NewRating) -> StoreResult<()>;

    /// Sets the comment of a rating, or takes it away; [`StoreError::NotFound`](crate::store::StoreError) where there is no thumb.
    async fn comment(&self, answer: &AnswerId, person: &str, comment: Option<&str>, at: i64) -> StoreResult<()>;

    /// What this person gave to these answers.
    async fn given(&self, person: &str, answers: &[AnswerId]) -> StoreResult<HashMap<AnswerId, Given>>;

    /// Ratings newest first, as far as the scope reaches.
    async fn list(&self, filter: &RatingFilter, scope: &Scope) -> StoreResult<Vec<Rating>>;

    /// One rating; not found where the scope does not reach it.
    async fn get(&self, id: &str, scope: &Scope) -> StoreResult<Rating>;

    /// The counts of ratings whose words are gone, newest month first, as far as the scope reaches.
    async fn past_counts(&self, scope: &Scope) -> StoreResult<Vec<PastCount>>;
}
