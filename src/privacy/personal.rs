use async_trait::async_trait;
use serde::Serialize;

use super::policy::Kind;
use crate::store::StoreResult;

/// One thing that is kept of a person, in parts with names of the catalogue (`my-data-…`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// When, in milliseconds since 1970; none where it has no moment.
    pub at: Option<i64>,
    /// Names and words.
    pub parts: Vec<(Part, String)>,
}

/// What a part of an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What was asked.
    Question,
    /// What was answered.
    Answer,
    /// The thumb.
    Thumb,
    /// Why.
    Comment,
    /// Standard or easy read.
    Style,
    /// The area.
    Area,
    /// The language they chose.
    Language,
    /// Who they said they are.
    Audience,
    /// Whether this device remembers.
    Remember,
    /// With pictures or without.
    Pictures,
    /// How much is said at once.
    Length,
    /// Whether they want time.
    Time,
    /// How many questions at a time.
    Questions,
    /// What they like to be called.
    Called,
    /// A message on its way.
    Message,
}

impl Part {
    /// Its name in JSON and, behind `my-data-`, in the catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Thumb => "thumb",
            Self::Comment => "comment",
            Self::Style => "style",
            Self::Area => "area",
            Self::Language => "language",
            Self::Audience => "audience",
            Self::Remember => "remember",
            Self::Pictures => "pictures",
            Self::Length => "length",
            Self::Time => "time",
            Self::Questions => "questions",
            Self::Called => "called",
            Self::Message => "message",
        }
    }
}

/// How many of a kind were removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// What.
    pub kind: Kind,
    /// How many.
    pub count: u64,
}

/// What every store that holds something of a person can do for that person, and by itself when the time is over.
#[async_trait]
pub trait PersonalData: Send + Sync {
    /// Everything that is kept under that pseudonym, oldest first within its kind.
    async fn export(&self, person: &str) -> StoreResult<Vec<Item>>;

    /// Removes everything of that pseudonym that the person may have removed, all or nothing; a store adds what must count on to its
    /// counts first. Doing it again removes nothing and is no error.
    async fn erase(&self, person: &str) -> StoreResult<Vec<Removed>>;

    /// Removes what is past its time at `now`, as the policy has it.
    async fn expire(&self, now: i64) -> StoreResult<Vec<Removed>>;
}
