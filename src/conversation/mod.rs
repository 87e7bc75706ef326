//! The one door for every channel: an inbound message in, replies out.
//!
//! A channel translates what its people do into [`Inbound`] and renders the [`Outbound`]s it gets back; everything that is decided is
//! decided behind this door, so web, Telegram and terminal cannot come to differ. Here live also what a conversation remembers (style,
//! area, the last turns, masked) and the outbox of channels that must not lose a reply.

mod assistant;
mod copy;
mod memory;
mod outbox;
mod summary;

pub use assistant::{Assistant, DangerRecord, Library as SharedLibrary, MOST_NAME_CHARS, Stores};
pub use copy::{
    CopySection, PolicyView, Receipt, chat_items, copy_json, copy_lines, copy_text, policy_views, profile_item, receipt, waiting_item,
};
pub use memory::{MemoryConversations, MemoryOutbox};
pub use outbox::{NewOutgoing, Outbox, Outgoing};

use crate::{
    answer::Answer,
    area::Area,
    feedback::{Colour, Given, ShownAnswer},
    ids::AnswerId,
    knowledge::Audience,
    locale::Locale,
    manner::{Channel, Manner, Style, Way},
    privacy::policy::{CHAT_DAYS, DAY_MS, IDLE_MINUTES},
    reply::Reply,
    store::StoreResult,
};
use async_trait::async_trait;

/// How long a web chat that is not to be remembered lives without use, in milliseconds.
pub const IDLE_MS: i64 = IDLE_MINUTES * 60 * 1000;
/// How long any conversation is kept, in milliseconds: 90 days (standards.md §4.3).
pub const RETENTION_MS: i64 = CHAT_DAYS * DAY_MS;
/// Most turns of a conversation that are kept and shown.
pub const MOST_TURNS: u64 = 50;

/// Names a conversation in stores: a pseudonym of the browser's token or the chat's address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ConversationKey(pub String);

/// What a person did.
#[derive(Debug, Clone)]
pub struct Inbound {
    /// Where they did it.
    pub channel: Channel,
    /// Whose conversation it is.
    pub conversation: ConversationKey,
    /// The language their browser or Telegram asks for, as a tag.
    pub locale: String,
    /// What it was.
    pub action: Action,
}

/// One thing a person can do.
#[derive(Debug, Clone)]
pub enum Action {
    /// Wrote a message.
    Ask(String),
    /// Chose how they are talked to.
    SetStyle(Style),
    /// Chose an area, or none.
    SetArea(Option<Area>),
    /// Chose a language.
    SetLanguage(Locale),
    /// Said who they are, or took it back.
    SetAudience(Option<Audience>),
    /// Chose ways of being talked to.
    SetWays(Vec<Way>),
    /// Chose whether this device remembers the chat.
    SetRemember(bool),
    /// Gave a thumb.
    Rate(AnswerId, Colour),
    /// Wrote why.
    Comment(AnswerId, String),
    /// Left: everything of this conversation goes.
    Forget,
}

/// What goes back to the person.
#[derive(Debug, Clone)]
pub struct Outbound {
    /// What they read.
    pub reply: Reply,
    /// How they want it said.
    pub style: Style,
    /// How they like to be talked to besides; the reply is whole and is yet to be said that way ([`Reply::said`]).
    pub manner: Manner,
    /// Names the answer, where it can be rated.
    pub answer: Option<AnswerId>,
    /// What it was made from, for the terminal and the explanation.
    pub evidence: Option<Box<Answer>>,
    /// It could not be kept: a rating or setting is lost and the person is told.
    pub failed: bool,
}

/// How a person wants to be talked to; kept with the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    /// Standard or easy read.
    pub style: Style,
    /// Their area.
    pub area: Option<Area>,
    /// Who they said they are.
    pub audience: Option<Audience>,
    /// The tag of the language they chose; none while their browser or Telegram decides.
    pub language: Option<String>,
    /// This device remembers the chat.
    pub remember: bool,
    /// How they like to be talked to besides the style.
    pub manner: Manner,
}

impl Preferences {
    /// The language to talk in: the chosen one, else the nearest to what browser or Telegram ask for.
    pub fn locale(&self, wanted: &str) -> Locale {
        self.language.as_deref().and_then(Locale::tagged).unwrap_or_else(|| Locale::negotiate(wanted))
    }
}

/// A question and its reply, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Names the answer.
    pub answer: AnswerId,
    /// The question, masked.
    pub question: String,
    /// The reply in both styles.
    pub reply: Reply,
    /// What a rating would carry.
    pub shown: ShownAnswer,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Turn {
    /// A turn that could not be kept and is shown once.
    pub fn shown_once(question: &str, reply: Reply) -> Self {
        let shown = ShownAnswer {
            question: None,
            status: reply.status.as_str().to_owned(),
            title: String::new(),
            text: String::new(),
            passage: None,
            digest: None,
            sources: Vec::new(),
            area: Area::england(),
            style: Style::Standard,
            channel: Channel::Web,
        };
        Self { answer: AnswerId::none(), question: question.to_owned(), reply: Reply { ratable: false, ..reply }, shown, at: 0 }
    }
}

/// A turn with the thumb it was given, for showing a conversation again.
#[derive(Debug, Clone)]
pub struct RatedTurn {
    /// The turn.
    pub turn: Turn,
    /// The thumb and comment.
    pub given: Option<Given>,
}

/// Where conversations are kept. Every method takes the key, so that nobody reaches another person's turns by an answer's name.
#[async_trait]
pub trait ConversationStore: Send + Sync {
    /// What is remembered of a conversation; none where it is new, forgotten or has been idle too long at `now`.
    async fn preferences(&self, key: &ConversationKey, now: i64) -> StoreResult<Option<Preferences>>;

    /// Keeps the preferences and marks the conversation as used at `now`; one that has been idle too long begins anew, without its turns.
    async fn save(&self, key: &ConversationKey, channel: Channel, preferences: &Preferences, now: i64) -> StoreResult<()>;

    /// Keeps a turn of a conversation that [`Self::save`] has made; not found where there is none, a conflict where the answer is known.
    async fn add_turn(&self, key: &ConversationKey, turn: &Turn) -> StoreResult<()>;

    /// The last `most` turns, oldest first.
    async fn turns(&self, key: &ConversationKey, most: u64) -> StoreResult<Vec<Turn>>;

    /// One turn of this conversation.
    async fn turn(&self, key: &ConversationKey, answer: &AnswerId) -> StoreResult<Option<Turn>>;

    /// Removes the conversation and its turns; what is not there is no error.
    async fn forget(&self, key: &ConversationKey) -> StoreResult<()>;

    /// Removes what is past its time at `now`: idle web chats that are not remembered, and everything older than the retention, old turns
    /// of a conversation in use among it. Gives back how many conversations went.
    async fn expire(&self, now: i64) -> StoreResult<u64>;
}
