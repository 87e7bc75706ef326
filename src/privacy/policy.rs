//! What is kept of people, why, for how long, and who can see it: the one list that the removal job and the words of `/privacy` share.

use crate::area::Area;
use std::collections::BTreeMap;

/// A day in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Minutes without use after which a web chat that is not to be remembered is forgotten.
pub const IDLE_MINUTES: i64 = 30;
/// Days that the text of a conversation is kept (standards.md §4.3).
pub const CHAT_DAYS: i64 = 90;
/// Days that a rating is kept with its masked question and comment, then it counts on without words: 12 months (standards.md §4.3).
pub const RATING_DAYS: i64 = 365;
/// Days that ids of Telegram's updates are kept; it repeats none after a day.
pub const UPDATE_DAYS: i64 = 7;
/// Days after which a reply that never reached its chat is given up.
pub const WAITING_DAYS: i64 = 7;
/// Days that the safeguarding record keeps words where the council sets nothing.
pub const DANGER_DAYS: i64 = 90;

/// A kind of what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The questions and replies of a conversation.
    Chat,
    /// How a person wants to be talked to: style, area, who they said they are.
    Profile,
    /// Thumbs with the question, the answer and the comment.
    Ratings,
    /// Numbers without words.
    Counts,
    /// What was said in danger.
    Danger,
    /// Replies that have not reached their chat.
    Waiting,
    /// Officers' sessions.
    Sessions,
}

impl Kind {
    /// In the order in which they are told.
    pub const ALL: [Self; 7] = [Self::Chat, Self::Profile, Self::Ratings, Self::Counts, Self::Danger, Self::Waiting, Self::Sessions];

    /// Its name in JSON and the catalogue (`policy-…`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Profile => "profile",
            Self::Ratings => "ratings",
            Self::Counts => "counts",
            Self::Danger => "danger",
            Self::Waiting => "waiting",
            Self::Sessions => "sessions",
        }
    }

    /// Whether the person can have it removed; what cannot be is told with its reason (`policy-…-stays`).
    pub fn is_erasable(self) -> bool {
        !matches!(self, Self::Counts | Self::Danger | Self::Sessions)
    }

    /// How long it is kept, as the days that the removal job goes by; none where it is not a matter of days.
    pub fn days(self, record: &RecordRules) -> Option<i64> {
        match self {
            Self::Chat | Self::Profile => Some(CHAT_DAYS),
            Self::Ratings => Some(RATING_DAYS),
            Self::Danger => record.longest_days(),
            Self::Waiting => Some(WAITING_DAYS),
            Self::Counts | Self::Sessions => None,
        }
    }
}

/// Whether and how long the words of somebody in danger are kept, as each council has set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRules {
    /// What holds where an area says nothing.
    pub general: RecordRule,
    /// What holds in these.
    pub areas: BTreeMap<Area, RecordRule>,
}

/// One council's rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordRule {
    /// Words are kept.
    pub on: bool,
    /// For so many days.
    pub days: i64,
}

impl Default for RecordRules {
    fn default() -> Self {
        Self { general: RecordRule { on: true, days: DANGER_DAYS }, areas: BTreeMap::new() }
    }
}

impl RecordRules {
    /// The rule of an area.
    pub fn of(&self, area: &Area) -> RecordRule {
        self.areas.get(area).copied().unwrap_or(self.general)
    }

    /// The most days that any council keeps words; none where no council does.
    pub fn longest_days(&self) -> Option<i64> {
        self.areas.values().chain([&self.general]).filter(|r| r.on).map(|r| r.days).max()
    }
}
