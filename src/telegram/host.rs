use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::Url;
use teloxide::types::{ChatId, Message};

use super::commands::Start;
use crate::{
    answer::AnswerStatus,
    area::Area,
    clock::Clock,
    conversation::{Action, Assistant, ConversationKey, Inbound, Outbound, Preferences, RatedTurn},
    feedback::Colour,
    http::Limits,
    ids::{AnswerId, sha256_hex},
    locale::Locale,
    manner::{Channel, Length, Style, Way},
    privacy::PseudonymKey,
    safeguarding::Level,
    text,
};

/// Most remarks that are remembered as made.
const MOST_REMARKS: usize = 10_000;
/// From so long after it was written, an answer is late.
const LATE_MS: i64 = 10 * 60 * 1000;
/// Most messages whose wording is remembered.
const MOST_WORDINGS: usize = 50_000;

/// What every handler needs: the assistant behind the one door, and how the bot is called.
pub(super) struct Host {
    pub(super) assistant: Assistant,
    pub(super) key: PseudonymKey,
    pub(super) username: String,
    pub(super) public_url: Option<String>,
    pub(super) remarks: Remarks,
    pub(super) wordings: Wordings,
    pub(super) places: Places,
    pub(super) limits: Arc<Limits>,
    pub(super) clock: Clock,
}

/// Whoever writes to the bot in private.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Where replies go.
    pub(super) chat: ChatId,
    /// Their conversation; nobody can turn it back into the chat.
    pub(super) conversation: ConversationKey,
    /// The language their Telegram speaks.
    tag: String,
    /// The nearest that we speak.
    pub(super) locale: Locale,
}

/// Remarks that are made once, such as "I only talk in private": a group is not to be flooded. Lost at a restart, and small.
#[derive(Debug, Default)]
pub(super) struct Remarks(Mutex<HashSet<String>>);

impl Remarks {
    /// Whether this is the first time.
    pub(super) fn first(&self, remark: String) -> bool {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST_REMARKS {
            made.clear();
        }
        made.insert(remark)
    }
}

/// What messages said when they were answered, as digests: Telegram also reports edits that changed nothing to read, such as a link
/// preview that came late. Lost at a restart, and then at worst an answer comes twice.
#[derive(Debug, Default)]
pub(super) struct Wordings(Mutex<HashMap<String, i64>>);

impl Wordings {
    /// Whether no other update than this one has brought the message in that wording.
    pub(super) fn is_new(&self, message: &Message, said: &str, update: i64) -> bool {
        let wording = sha256_hex(format!("{} {} {said}", message.chat.id, message.id).as_bytes());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_WORDINGS {
            known.clear();
        }
        *known.entry(wording).or_insert(update) == update
    }
}

/// How far people have read of an answer that is said in parts. Lost at a restart, and then who types "more" begins at its second part.
#[derive(Debug, Default)]
pub(super) struct Places(Mutex<HashMap<String, (AnswerId, usize)>>);

impl Places {
    /// Remembers which part of an answer comes next.
    pub(super) fn set(&self, conversation: &str, answer: &AnswerId, next: usize) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_REMARKS {
            known.clear();
        }
        known.insert(conversation.to_owned(), (answer.clone(), next));
    }

    /// Which part of that answer comes next.
    pub(super) fn next(&self, conversation: &str, answer: &AnswerId) -> usize {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(conversation).filter(|(of, _)| of == answer).map_or(1, |(_, next)| *next)
    }
}

impl Host {
    /// How they like to be talked to; as anybody where the store is away.
    pub(super) async fn preferences(&self, person: &Person) -> Preferences {
        self.assistant.preferences(&person.conversation).await.unwrap_or_else(|error| {
            tracing::error!(%error, "preferences could not be read");
            Preferences::default()
        })
    }

    /// Who that is, from their chat and language.
    pub(super) fn person(&self, chat: ChatId, language: Option<&str>) -> Person {
        let tag = language.unwrap_or("en-GB").to_owned();
        let conversation = ConversationKey(self.key.pseudonym(Channel::Telegram.as_str(), &chat.to_string()));
        Person { chat, conversation, locale: Locale::negotiate(&tag), tag }
    }

    /// Who wrote a message, where they did it in private.
    pub(super) async fn writer(&self, message: &Message) -> Option<Person> {
        let language = message.from.as_ref().and_then(|u| u.language_code.as_deref());
        if !message.chat.is_private() {
            return None;
        }
        Some(self.chosen(self.person(message.chat.id, language)).await)
    }

    /// The same person, in the language they chose here.
    pub(super) async fn chosen(&self, mut person: Person) -> Person {
        person.locale = self.preferences(&person).await.locale(&person.tag);
        person
    }

    /// Whether an answer to this message comes late, as after hours in which the program did not run.
    pub(super) fn is_late(&self, message: &Message) -> bool {
        let written = message.edit_date().copied().unwrap_or(message.date);
        self.clock.now_ms() - written.timestamp_millis() > LATE_MS
    }

    /// Whether this chat has sent too much to be answered now. A message in which the screening hears danger never waits.
    pub(super) async fn must_wait(&self, person: &Person, question: &str) -> bool {
        if self.limits.person(&person.conversation.0).is_ok() {
            return false;
        }
        let (_, turns) = self.transcript(person).await;
        let before: Vec<&str> = turns.iter().rev().take(3).rev().map(|t| t.turn.question.as_str()).collect();
        self.assistant.library().screener.screen_turns(&before, question).level == Level::None
    }

    /// What the assistant says to what a person did.
    pub(super) async fn act(&self, person: &Person, action: Action) -> Vec<Outbound> {
        let inbound = Inbound { channel: Channel::Telegram, conversation: person.conversation.clone(), locale: person.tag.clone(), action };
        self.assistant.handle(inbound).await
    }

    /// Preferences and turns; those of a new conversation where the store is away, since help must not depend on it.
    pub(super) async fn transcript(&self, person: &Person) -> (Preferences, Vec<RatedTurn>) {
        self.assistant.transcript(&person.conversation).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a conversation could not be read");
            (Preferences::default(), Vec::new())
        })
    }

    /// One turn of this person's conversation.
    pub(super) async fn turn(&self, person: &Person, answer: &AnswerId) -> Option<RatedTurn> {
        self.assistant.turn(&person.conversation, answer).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a turn could not be read");
            None
        })
    }

    /// The last thing that was said and is worth saying again.
    pub(super) async fn last_said(&self, person: &Person) -> Option<RatedTurn> {
        let worth = |t: &RatedTurn| !matches!(t.turn.reply.status, AnswerStatus::SmallTalk | AnswerStatus::Error);
        self.transcript(person).await.1.into_iter().rev().find(worth)
    }

    /// The address that opens the bot with these words.
    pub(super) fn link(&self, payload: &str) -> Option<Url> {
        if self.username.is_empty() {
            return None;
        }
        Url::parse(&format!("https://t.me/{}?start={payload}", self.username)).ok()
    }

    /// The address that opens an article in the bot.
    pub(super) fn article_link(&self, article: &str) -> Option<Url> {
        Start::article_payload(article).and_then(|payload| self.link(&payload))
    }

    /// The address of an article's page on the web, where that has one.
    pub(super) fn page_link(&self, article: &str, language: &str, anchor: &str, style: Style) -> Option<Url> {
        let language = if language == Locale::default().tag() { String::new() } else { format!(".{language}") };
        let mut url = Url::parse(&format!("{}/article/{article}{language}", self.public_url.as_ref()?)).ok()?;
        match style {
            Style::EasyRead => url.set_query(Some("style=easy-read")),
            Style::Standard if !anchor.is_empty() => url.set_fragment(Some(anchor)),
            Style::Standard => {}
        }
        Some(url)
    }

    /// The area that words name: by its own name, one of its places, or a word for "all of them".
    pub(super) fn area_in(&self, said: &str, locale: &Locale) -> Option<Option<Area>> {
        let words = text::words(said);
        if is_one_of(said, "telegram-area-any-words", locale) {
            return Some(None);
        }
        self.assistant.library().knowledge.areas.mentioned(&words).cloned().map(Some)
    }

    /// The area where a message is nothing but the name of one.
    pub(super) fn area_alone(&self, said: &str, locale: &Locale) -> Option<Option<Area>> {
        let words = text::words(said);
        if words.is_empty() || words.len() > 4 {
            return None;
        }
        if is_one_of(said, "telegram-area-any-words", locale) {
            return Some(None);
        }
        let library = self.assistant.library();
        let named = |name: &str| text::words(name) == words;
        let found = library.knowledge.areas.choices().into_iter().find(|i| named(&i.name) || i.places.iter().any(|p| named(&p.name)));
        found.map(|i| Some(i.area.clone()))
    }
}

/// The style where a message is nothing but the wish for one.
pub(super) fn style_alone(said: &str, locale: &Locale) -> Option<Style> {
    if is_one_of(said, "telegram-easy-read-words", locale) {
        return Some(Style::EasyRead);
    }
    is_one_of(said, "telegram-standard-words", locale).then_some(Style::Standard)
}

/// Whether a message is nothing but the wish to talk to a person.
pub(super) fn wants_person(said: &str, locale: &Locale) -> bool {
    is_one_of(said, "telegram-person-words", locale)
}

/// Whether a message is nothing but the wish to go on reading.
pub(super) fn wants_more(said: &str, locale: &Locale) -> bool {
    is_one_of(said, "telegram-more-words", locale)
}

/// The way of being talked to where a message is nothing but the wish for one.
pub(super) fn way_alone(said: &str, locale: &Locale) -> Option<Way> {
    let ways = [
        (Way::Pictures(true), "telegram-words-pictures-on"),
        (Way::Pictures(false), "telegram-words-pictures-off"),
        (Way::Length(Length::Short), "telegram-words-length-short"),
        (Way::Length(Length::Normal), "telegram-words-length-normal"),
        (Way::Length(Length::More), "telegram-words-length-more"),
        (Way::Time(true), "telegram-words-time-on"),
        (Way::Time(false), "telegram-words-time-off"),
        (Way::OneQuestion(true), "telegram-words-questions-one"),
        (Way::OneQuestion(false), "telegram-words-questions-any"),
    ];
    ways.into_iter().find(|(_, list)| is_one_of(said, list, locale)).map(|(way, _)| way)
}

/// What somebody says they like to be called, behind `/settings`: "call me Bluebird", "name Bluebird", or "no name".
pub(super) fn name_in(said: &str, locale: &Locale) -> Option<Way> {
    if is_one_of(said, "telegram-words-name-none", locale) {
        return Some(Way::Name(None));
    }
    let list = locale.say("telegram-words-name-before");
    let behind = |before: &str| {
        let said = said.trim();
        let start = said.get(..before.len()).filter(|s| s.eq_ignore_ascii_case(before))?;
        said.get(start.len()..).filter(|rest| rest.starts_with(char::is_whitespace)).map(|rest| rest.trim().to_owned())
    };
    list.split(',').map(str::trim).find_map(behind).filter(|name| !name.is_empty()).map(|name| Way::Name(Some(name)))
}

/// Whether a message is nothing but the wish to see what is kept.
pub(super) fn wants_my_data(said: &str, locale: &Locale) -> bool {
    is_one_of(said, "telegram-my-data-words", locale)
}

/// Whether a message is nothing but the wish to be forgotten.
pub(super) fn wants_stop(said: &str, locale: &Locale) -> bool {
    is_one_of(said, "telegram-stop-words", locale)
}

/// The thumb where a message is nothing but one, for who finds buttons hard.
pub(super) fn thumb_alone(said: &str, locale: &Locale) -> Option<Colour> {
    let words = |colour| match colour {
        Colour::Green => "telegram-thumb-words-green",
        Colour::Amber => "telegram-thumb-words-amber",
        Colour::Red => "telegram-thumb-words-red",
    };
    Colour::ALL.into_iter().find(|colour| is_one_of(said, words(*colour), locale))
}

/// Whether a message is one of the words of that list; an emoji may come in any skin colour.
fn is_one_of(said: &str, list: &str, locale: &Locale) -> bool {
    let (said, words) = (said.trim(), text::words(said));
    locale.say(list).split(',').map(str::trim).any(|one| {
        let wanted = text::words(one);
        if wanted.is_empty() { said.starts_with(one) && words.is_empty() } else { wanted == words }
    })
}
