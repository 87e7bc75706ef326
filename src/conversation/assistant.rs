use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use arc_swap::ArcSwap;

use super::{Action, ConversationKey, ConversationStore, Inbound, MOST_TURNS, Outbound, Preferences, RatedTurn, Turn};
use crate::{
    answer::{self, Answer, AnswerStatus, Earlier, Question, RouteStatus},
    area::Area,
    clock::Clock,
    feedback::{Colour, FeedbackStore, MAX_COMMENT_CHARS, NewRating, ShownAnswer},
    ids::AnswerId,
    locale::Locale,
    manner::{Channel, Style, Way},
    privacy::{self, Item, PersonalData, RecordRules, Removed, policy::DAY_MS},
    reply::{self, Reply},
    safeguarding::{
        Level, Screening,
        record::{DangerStore, NewDanger},
    },
    store::{StoreError, StoreResult},
    text,
};

/// The library in use; replaced whole while messages are being answered.
pub type Library = Arc<ArcSwap<answer::Library>>;

/// How many earlier messages are read together with a new one when looking for danger.
const TURNS_READ_TOGETHER: usize = 3;
/// Longest name that somebody can be called by, in what people see as characters.
pub const MOST_NAME_CHARS: usize = 40;
/// How far back the conversation's subject is looked for.
const TURNS_LOOKED_AT: u64 = 6;

/// How long somebody in danger waits for the database before they get their help: to read what was said before, and to keep what is new.
/// What is not done by then goes on behind.
const HELP_WAITS_TO_READ: Duration = Duration::from_millis(700);
const HELP_WAITS_TO_KEEP: Duration = Duration::from_millis(1500);
/// The pauses after which a message of danger that could not be kept is tried again.
const KEPT_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(10), Duration::from_secs(60), Duration::from_secs(300)];

/// Where the assistant keeps things.
#[derive(Clone)]
pub struct Stores {
    /// Conversations.
    pub conversations: Arc<dyn ConversationStore>,
    /// Ratings.
    pub feedback: Arc<dyn FeedbackStore>,
    /// Every store that holds something of a person, for their copy and for erasing.
    pub personal: Vec<Arc<dyn PersonalData>>,
    /// What is said in danger; none in the terminal, which keeps nothing.
    pub danger: Option<DangerRecord>,
}

/// The safeguarding record with the councils' rules for it.
#[derive(Clone)]
pub struct DangerRecord {
    /// Where it is kept.
    pub store: Arc<dyn DangerStore>,
    /// Whether and how long.
    pub rules: RecordRules,
}

/// Answers people, whatever channel they come by.
#[derive(Clone)]
pub struct Assistant {
    library: Library,
    stores: Stores,
    clock: Clock,
}

impl Assistant {
    /// An assistant that answers from that library and remembers in those stores.
    pub fn new(library: Library, stores: Stores, clock: Clock) -> Self {
        Self { library, stores, clock }
    }

    /// The library in use now.
    pub fn library(&self) -> arc_swap::Guard<Arc<answer::Library>> {
        self.library.load()
    }

    /// What a person did, answered. There is always at least one reply: a fault of ours becomes a canned one.
    pub async fn handle(&self, inbound: Inbound) -> Vec<Outbound> {
        let now = self.clock.now_ms();
        let key = &inbound.conversation;
        // Whoever is in danger by this message alone does not wait for a database that is busy or away.
        let urgent = match &inbound.action {
            Action::Ask(message) => self.library.load_full().screener.screen(&text::visible(message)).level == Level::Immediate,
            _ => false,
        };
        // Without the store we know no preferences and still answer: help must not depend on a database.
        let mut preferences = match soon(urgent, self.stores.conversations.preferences(key, now)).await {
            Ok(kept) => kept.unwrap_or_default(),
            Err(error) => {
                tracing::error!(%error, "preferences could not be read");
                Preferences::default()
            }
        };
        let locale = preferences.locale(&inbound.locale);
        let outbound = match inbound.action.clone() {
            // Before anything looks at it, on every channel: what nobody can see is not part of a message.
            Action::Ask(message) => return vec![self.ask(&inbound, &preferences, &text::visible(&message), urgent, &locale).await],
            Action::Rate(answer, colour) => self.rate(key, &preferences, &answer, colour, &locale).await,
            Action::Comment(answer, comment) => self.comment(&inbound, &preferences, &answer, &comment, &locale).await,
            Action::Forget => {
                let forgotten = self.stores.conversations.forget(key).await;
                return vec![self.told(&Preferences::default(), &locale, "forgotten", &[], forgotten, "fault")];
            }
            Action::SetStyle(style) => {
                preferences.style = style;
                let key = if style == Style::EasyRead { "style-easy-on" } else { "style-easy-off" };
                return self.keep(&inbound, &preferences, &locale, key, &[]).await;
            }
            Action::SetArea(area) => return self.set_area(&inbound, preferences, area, &locale).await,
            Action::SetLanguage(language) => {
                preferences.language = Some(language.tag());
                return self.keep(&inbound, &preferences, &language, "language-set", &[]).await;
            }
            Action::SetAudience(audience) => {
                preferences.audience = audience;
                return self.keep(&inbound, &preferences, &locale, "settings-kept", &[]).await;
            }
            Action::SetWays(ways) => return self.set_ways(&inbound, preferences, ways, &locale).await,
            Action::SetRemember(remember) => {
                preferences.remember = remember;
                let key = if remember { "remember-on" } else { "remember-off" };
                return self.keep(&inbound, &preferences, &locale, key, &[]).await;
            }
        };
        vec![outbound]
    }

    /// How a person likes to be talked to; that of a new conversation where nothing is kept.
    pub async fn preferences(&self, key: &ConversationKey) -> StoreResult<Preferences> {
        Ok(self.stores.conversations.preferences(key, self.clock.now_ms()).await?.unwrap_or_default())
    }

    /// The conversation as it stands, for showing it again: preferences, and turns with their thumbs, oldest first.
    pub async fn transcript(&self, key: &ConversationKey) -> StoreResult<(Preferences, Vec<RatedTurn>)> {
        let Some(preferences) = self.stores.conversations.preferences(key, self.clock.now_ms()).await? else {
            return Ok((Preferences::default(), Vec::new()));
        };
        let turns = self.stores.conversations.turns(key, MOST_TURNS).await?;
        let answers: Vec<AnswerId> = turns.iter().filter(|t| t.reply.ratable).map(|t| t.answer.clone()).collect();
        let mut given = self.stores.feedback.given(&key.0, &answers).await?;
        let rated = turns.into_iter().map(|turn| RatedTurn { given: given.remove(&turn.answer), turn });
        Ok((preferences, rated.collect()))
    }

    /// One turn of a conversation with its thumb.
    pub async fn turn(&self, key: &ConversationKey, answer: &AnswerId) -> StoreResult<Option<RatedTurn>> {
        let Some(turn) = self.stores.conversations.turn(key, answer).await? else { return Ok(None) };
        let given = self.stores.feedback.given(&key.0, std::slice::from_ref(answer)).await?.remove(answer);
        Ok(Some(RatedTurn { turn, given }))
    }

    async fn ask(&self, inbound: &Inbound, preferences: &Preferences, message: &str, urgent: bool, locale: &Locale) -> Outbound {
        let key = &inbound.conversation;
        let turns = match soon(urgent, self.stores.conversations.turns(key, TURNS_LOOKED_AT)).await {
            Ok(turns) => turns,
            Err(error) => {
                tracing::error!(%error, "earlier turns could not be read");
                Vec::new()
            }
        };
        let library = self.library.load_full();
        let before: Vec<&str> = turns.iter().rev().take(TURNS_READ_TOGETHER).rev().map(|t| t.question.as_str()).collect();
        // A yes to what was asked is the question itself; whatever else is heard in it comes first.
        let calm = preferences.manner.one_question && library.screener.screen_turns(&before, message).level == Level::None;
        let said = turns.last().filter(|_| calm).and_then(|last| to_yes_no(last, message, locale));
        let meant = match &said {
            Some(ToYesNo::Yes(meant)) => meant.clone(),
            Some(ToYesNo::No { .. }) | None => message.to_owned(),
        };
        let message = meant.as_str();
        let question = Question {
            text: message.to_owned(),
            earlier: earlier(&library, &turns),
            misses: turns.iter().rev().take_while(|t| is_miss(t)).count(),
            before: turns.into_iter().rev().take(TURNS_READ_TOGETHER).rev().map(|t| t.question).collect(),
            area: preferences.area.clone(),
            audience: preferences.audience,
            language: Some(locale.tag()),
            today: self.clock.today(),
        };
        let (answer, mut reply) = match said {
            Some(ToYesNo::No { left, own }) => not_meant(&library, &question, left, own, locale),
            Some(ToYesNo::Yes(_)) | None => answered(&library, &question, locale),
        };
        // What was met with help stays out of the officers' ordinary list, and so there are no thumbs under it.
        reply.ratable &= answer.as_ref().is_none_or(|a| a.screening.level == Level::None);
        let (kept, ()) = tokio::join!(self.record_soon(inbound, preferences, &library, answer.as_deref(), &reply), async {
            if let Some(answer) = answer.as_deref() {
                self.keep_danger(inbound.channel, preferences, &answer.screening, message).await;
            }
        });
        let answer_id = match kept {
            Ok(id) => Some(id),
            Err(error) => {
                // A thumb on an answer that is not kept could not be stored, so none is offered.
                tracing::error!(%error, "a turn could not be kept");
                reply.ratable = false;
                None
            }
        };
        log(inbound, answer.as_deref());
        let answer_id = answer_id.filter(|_| reply.ratable);
        let (style, manner) = (preferences.style, preferences.manner.clone());
        Outbound { reply, style, manner, answer: answer_id, evidence: answer, failed: false }
    }

    /// Keeps a turn; one that was met with help goes on being kept behind where that takes long, so that nobody in danger waits for it.
    async fn record_soon(
        &self,
        inbound: &Inbound,
        preferences: &Preferences,
        library: &Arc<answer::Library>,
        answer: Option<&Answer>,
        reply: &Reply,
    ) -> StoreResult<AnswerId> {
        if answer.is_none_or(|a| a.screening.level == Level::None) {
            return self.record(inbound, preferences, library, answer, reply).await;
        }
        let (me, inbound, preferences, library) = (self.clone(), inbound.clone(), preferences.clone(), Arc::clone(library));
        let (answer, reply) = (answer.cloned(), reply.clone());
        let keeping = tokio::spawn(async move { me.record(&inbound, &preferences, &library, answer.as_ref(), &reply).await });
        match tokio::time::timeout(HELP_WAITS_TO_KEEP, keeping).await {
            Ok(kept) => kept.unwrap_or_else(|error| Err(StoreError::Unavailable(error.to_string()))),
            Err(_) => Err(too_long()),
        }
    }

    /// Keeps what was said in danger apart, as the area's council has set it. A failure is told in the log and costs nobody their help; it
    /// is tried again for some minutes, since the lead's alert hangs on it.
    pub async fn keep_danger(&self, channel: Channel, preferences: &Preferences, screening: &Screening, message: &str) {
        let Some(record) = self.stores.danger.as_ref().filter(|_| screening.level != Level::None) else { return };
        let at = self.clock.now_ms();
        let area = preferences.area.clone().unwrap_or_else(Area::england);
        let rule = record.rules.of(&area);
        let words = rule.on.then(|| (message.to_owned(), at.saturating_add(rule.days.saturating_mul(DAY_MS))));
        let new = NewDanger { area, screening: screening.clone(), channel, at, words };
        let keeping = tokio::spawn(keep_on_trying(Arc::clone(&record.store), new));
        if tokio::time::timeout(HELP_WAITS_TO_KEEP, keeping).await.is_err() {
            tracing::warn!("a message of danger waits for the database; the person has their help");
        }
    }

    /// Everything that is kept of a person.
    pub async fn export(&self, key: &ConversationKey) -> StoreResult<Vec<Item>> {
        let mut items = Vec::new();
        for store in &self.stores.personal {
            items.extend(store.export(&key.0).await?);
        }
        Ok(items)
    }

    /// Removes everything that a person may have removed, and tells how many of what.
    pub async fn erase(&self, key: &ConversationKey) -> StoreResult<Vec<Removed>> {
        let mut removed = Vec::new();
        for store in &self.stores.personal {
            removed.extend(store.erase(&key.0).await?);
        }
        Ok(removed)
    }

    /// The councils' rules for what is said in danger, for the page about privacy.
    pub fn record_rules(&self) -> RecordRules {
        self.stores.danger.as_ref().map(|d| d.rules.clone()).unwrap_or_default()
    }

    async fn record(
        &self,
        inbound: &Inbound,
        preferences: &Preferences,
        library: &answer::Library,
        answer: Option<&Answer>,
        reply: &Reply,
    ) -> StoreResult<AnswerId> {
        let now = self.clock.now_ms();
        let id = AnswerId::random().map_err(|e| StoreError::Unavailable(e.to_string()))?;
        let question = answer.map(|a| a.redacted.clone()).unwrap_or_default();
        let passage = answer.and_then(|a| a.chosen.first()).and_then(|c| library.knowledge.passages.get(c.passage));
        let about = passage.and_then(|p| library.knowledge.article_of(p)).map(|a| a.area.clone());
        // What was met with help is kept apart from what officers read every day.
        let open = answer.is_some_and(|a| a.screening.level == Level::None);
        let translated = answer.and_then(|a| a.translated).and_then(|(at, part)| Some((library.knowledge.translations.get(at)?, part)));
        let (passage_id, digest) = match translated {
            Some((translation, part)) => {
                let passage = translation.passages.get(part);
                (passage.map(|p| p.id.replacen('#', &format!(".{}#", translation.language), 1)), passage.map(|p| p.digest.clone()))
            }
            None => (passage.map(|p| p.id.clone()), passage.map(|p| p.digest.clone())),
        };
        let shown = ShownAnswer {
            question: open.then(|| question.clone()),
            status: reply.status.as_str().to_owned(),
            title: reply.title.clone().unwrap_or_default(),
            // As it was read, but for the name, which lies sealed elsewhere.
            text: as_read(reply, preferences),
            passage: passage_id,
            digest,
            sources: reply.source_lines(&reply.tongues.own()),
            area: preferences.area.clone().or(about).unwrap_or_else(Area::england),
            style: preferences.style,
            channel: inbound.channel,
        };
        let turn = Turn { answer: id.clone(), question, reply: reply.clone(), shown, at: now };
        self.stores.conversations.save(&inbound.conversation, inbound.channel, preferences, now).await?;
        self.stores.conversations.add_turn(&inbound.conversation, &turn).await?;
        Ok(id)
    }

    async fn rate(&self, key: &ConversationKey, preferences: &Preferences, answer: &AnswerId, colour: Colour, locale: &Locale) -> Outbound {
        let turn = match self.stores.conversations.turn(key, answer).await {
            Ok(Some(turn)) if turn.reply.ratable => turn,
            Ok(_) => return self.told(preferences, locale, "rated-gone", &[], Err(StoreError::NotFound), "rated-gone"),
            Err(error) => return self.told(preferences, locale, "rated", &[], Err(error), "rating-lost"),
        };
        // The style as it is now: a person who switched to easy read rates what they then read.
        let shown = ShownAnswer { style: preferences.style, text: as_read(&turn.reply, preferences), ..turn.shown };
        let rating = NewRating { answer: answer.clone(), person: key.0.clone(), colour, shown, at: self.clock.now_ms() };
        let stored = self.stores.feedback.rate(rating).await;
        Outbound { answer: Some(answer.clone()), ..self.told(preferences, locale, "rated", &[], stored, "rating-lost") }
    }

    async fn comment(&self, inbound: &Inbound, preferences: &Preferences, answer: &AnswerId, comment: &str, locale: &Locale) -> Outbound {
        let comment: String = text::clean(comment).chars().take(MAX_COMMENT_CHARS).collect();
        let library = self.library.load_full();
        let screening = library.screener.screen(&comment);
        let key = &inbound.conversation;
        // A comment is heard as a question is: by its words, then by what it means.
        let screening = match screening.level {
            Level::Immediate => screening,
            Level::None | Level::Concern => library.screener.add_meaning(screening, &comment, &library.meanings(&comment)),
        };
        if screening.level != Level::None {
            self.keep_danger(inbound.channel, preferences, &screening, &comment).await;
            let mut outbound = self.told(preferences, locale, "comment-help", &[], Ok(()), "fault");
            let signpost = Answer::only_screened(screening);
            outbound.reply.help = reply::compose(&library, &signpost, locale).help;
            outbound.answer = Some(answer.clone());
            return outbound;
        }
        let masked = privacy::redact_with(&library.keep, &comment);
        let kept = (!masked.is_empty()).then_some(masked.as_str());
        let stored = self.stores.feedback.comment(answer, &key.0, kept, self.clock.now_ms()).await;
        let failed = if matches!(stored, Err(StoreError::NotFound)) { "comment-first-thumb" } else { "comment-lost" };
        Outbound { answer: Some(answer.clone()), ..self.told(preferences, locale, "rated-comment", &[], stored, failed) }
    }

    /// Keeps ways of being talked to. What somebody would like to be called is heard as any words of theirs are.
    async fn set_ways(&self, inbound: &Inbound, mut preferences: Preferences, ways: Vec<Way>, locale: &Locale) -> Vec<Outbound> {
        let mut key = "settings-kept".to_owned();
        let only = ways.len() == 1;
        for way in ways {
            let way = match way {
                Way::Name(Some(name)) => {
                    if let Some(help) = self.help_for_name(inbound, &preferences, &name, locale).await {
                        return vec![help];
                    }
                    match called(&name) {
                        Some(name) => Way::Name(Some(name)),
                        None => return vec![self.refused(&preferences, locale, "manner-name-long")],
                    }
                }
                other => other,
            };
            if only {
                key = match &way {
                    Way::Name(Some(_)) => "manner-name-kept".to_owned(),
                    Way::Name(None) => "manner-name-gone".to_owned(),
                    _ => format!("manner-{}-{}", way.name(), way.value()),
                };
            }
            way.apply(&mut preferences.manner);
        }
        self.keep(inbound, &preferences, locale, &key, &[]).await
    }

    /// Help, where what somebody would like to be called tells of danger instead; it is then kept as no name.
    async fn help_for_name(&self, inbound: &Inbound, preferences: &Preferences, name: &str, locale: &Locale) -> Option<Outbound> {
        let library = self.library.load_full();
        let screening = library.screener.screen(name);
        if screening.level == Level::None {
            return None;
        }
        self.keep_danger(inbound.channel, preferences, &screening, name).await;
        let mut outbound = self.told(preferences, locale, "manner-name-help", &[], Ok(()), "fault");
        outbound.reply.help = reply::compose(&library, &Answer::only_screened(screening), locale).help;
        Some(outbound)
    }

    /// The notice of something that cannot be kept as it was chosen.
    fn refused(&self, preferences: &Preferences, locale: &Locale, key: &str) -> Outbound {
        Outbound { failed: true, ..self.told(preferences, locale, key, &[], Ok(()), "fault") }
    }

    async fn set_area(&self, inbound: &Inbound, mut preferences: Preferences, area: Option<Area>, locale: &Locale) -> Vec<Outbound> {
        let library = self.library.load_full();
        let areas = &library.knowledge.areas;
        let Some(area) = area.filter(|a| *a != Area::england()) else {
            preferences.area = None;
            return self.keep(inbound, &preferences, locale, "area-none", &[]).await;
        };
        let Some(info) = areas.get(&area) else {
            return vec![Outbound { failed: true, ..self.told(&preferences, locale, "area-unknown", &[], Ok(()), "fault") }];
        };
        preferences.area = Some(area);
        self.keep(inbound, &preferences, locale, "area-set", &[("area", info.name.as_str())]).await
    }

    async fn keep(
        &self,
        inbound: &Inbound,
        preferences: &Preferences,
        locale: &Locale,
        key: &str,
        args: &[(&'static str, &str)],
    ) -> Vec<Outbound> {
        let saved = self.stores.conversations.save(&inbound.conversation, inbound.channel, preferences, self.clock.now_ms()).await;
        vec![self.told(preferences, locale, key, args, saved, "fault")]
    }

    /// The notice of something done, or of its failure.
    fn told(
        &self,
        preferences: &Preferences,
        locale: &Locale,
        key: &str,
        args: &[(&'static str, &str)],
        done: StoreResult<()>,
        failed: &str,
    ) -> Outbound {
        let (reply, failed) = match done {
            Ok(()) => (reply::notice(locale, key, args), false),
            Err(error) => {
                if !matches!(error, StoreError::NotFound) {
                    tracing::error!(%error, notice = key, "the store refused");
                }
                (reply::notice(locale, failed, &[]), true)
            }
        };
        Outbound { reply, style: preferences.style, manner: preferences.manner.clone(), answer: None, evidence: None, failed }
    }
}

/// What a store gives; where somebody is in danger, an error once that takes too long.
async fn soon<T>(urgent: bool, work: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
    if !urgent {
        return work.await;
    }
    tokio::time::timeout(HELP_WAITS_TO_READ, work).await.unwrap_or_else(|_| Err(too_long()))
}

fn too_long() -> StoreError {
    StoreError::Unavailable("it takes longer than somebody in danger may wait".to_owned())
}

async fn keep_on_trying(store: Arc<dyn DangerStore>, new: NewDanger) {
    for pause in KEPT_AGAIN_AFTER.map(Some).into_iter().chain([None]) {
        let Err(error) = store.keep(new.clone()).await else { return };
        match pause {
            Some(pause) => {
                tracing::error!(%error, "a message of danger could not be put into the safeguarding record yet; it is tried again");
                tokio::time::sleep(pause).await;
            }
            None => tracing::error!(%error, "a message of danger could not be put into the safeguarding record, and nobody was alerted"),
        }
    }
}

/// The answer and its reply; a panic in either becomes the canned reply, and a log line without the person's words.
fn answered(library: &answer::Library, question: &Question, locale: &Locale) -> (Option<Box<Answer>>, Reply) {
    let done = catch_unwind(AssertUnwindSafe(|| {
        let answer = answer::answer(library, question);
        let reply = reply::compose(library, &answer, locale);
        (Some(Box::new(answer)), reply)
    }));
    done.unwrap_or_else(|_| {
        tracing::error!("answering panicked; a canned reply was given");
        (None, reply::fault(locale))
    })
}

/// What somebody said to "Do you mean this?".
enum ToYesNo {
    /// That is what they mean.
    Yes(String),
    /// They do not: what is left of what they may mean, and the language in which they were asked.
    No { left: Vec<String>, own: String },
}

/// What a message is to the last turn, where that asked for a yes or no.
fn to_yes_no(last: &Turn, message: &str, locale: &Locale) -> Option<ToYesNo> {
    let (first, left) = last.reply.suggestions.split_first().filter(|_| last.reply.status == AnswerStatus::Clarification)?;
    let is_one_of = |list: &str| {
        let (words, said) = (text::words(message), message.trim());
        let same = |one: &str| if words.is_empty() { said.starts_with(one) && !one.is_empty() } else { text::words(one) == words };
        // The question was asked in the language of the reply, whatever the person speaks else.
        [&last.reply.tongues.own(), locale].into_iter().any(|l| l.say(list).split(',').any(|one| same(one.trim())))
    };
    if is_one_of("one-question-yes-words") {
        return Some(ToYesNo::Yes(first.clone()));
    }
    is_one_of("one-question-no-words").then(|| ToYesNo::No { left: left.to_vec(), own: last.reply.tongues.own.clone() })
}

/// What is said when the first of several things was not meant: the next of them, and after the last a person.
fn not_meant(
    library: &answer::Library,
    question: &Question,
    left: Vec<String>,
    own: String,
    locale: &Locale,
) -> (Option<Box<Answer>>, Reply) {
    let status = if left.is_empty() { AnswerStatus::Unanswered } else { AnswerStatus::Clarification };
    let misses = if left.is_empty() { question.misses + 1 } else { 0 };
    let answer = Answer {
        status,
        redacted: privacy::redact_with(&library.keep, &question.text),
        area: question.area.clone(),
        suggestions: left,
        misses,
        language: Some(own).filter(|own| *own != locale.tag()),
        ..Answer::only_screened(Screening::default())
    };
    let reply = reply::compose(library, &answer, locale);
    (Some(Box::new(answer)), reply)
}

/// A reply as its person read it, but for what they are called.
fn as_read(reply: &Reply, preferences: &Preferences) -> String {
    reply.said(&preferences.manner.nameless()).plain(preferences.style, &reply.tongues.own())
}

/// What somebody likes to be called, tidied: one line that can be seen, with a letter in it, of at most [`MOST_NAME_CHARS`]; none where
/// that is not to be had.
fn called(name: &str) -> Option<String> {
    let name = text::visible(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = (1..=MOST_NAME_CHARS).contains(&text::characters(&name).count()) && name.len() <= 8 * MOST_NAME_CHARS;
    (fits && name.chars().any(char::is_alphanumeric)).then_some(name)
}

fn is_miss(turn: &Turn) -> bool {
    matches!(turn.reply.status, AnswerStatus::Unanswered | AnswerStatus::Clarification)
}

/// What the conversation was about: the last question that makes sense by itself, with what was added to it since, and what was shown
/// for it. A crisis ends the subject; small talk does not.
fn earlier(library: &answer::Library, turns: &[Turn]) -> Option<Earlier> {
    let mut added: Vec<&str> = Vec::new();
    let mut shown = Vec::new();
    for turn in turns.iter().rev() {
        match turn.reply.status {
            AnswerStatus::Crisis => return None,
            AnswerStatus::SmallTalk | AnswerStatus::Error => continue,
            AnswerStatus::Answered | AnswerStatus::Unanswered | AnswerStatus::Clarification | AnswerStatus::Personal => {}
        }
        shown.extend(turn.reply.article.as_ref().and_then(|(id, _)| id.parse().ok()));
        let again = library.routes.route(&turn.question).is_some_and(|r| r.status == RouteStatus::NotThat);
        if again {
            continue;
        }
        added.push(&turn.question);
        if !library.routes.understanding.follows(&turn.question) {
            return Some(Earlier { question: added.join(" "), shown });
        }
        // What was shown before a question that went on belongs to another one.
        if added.len() == 1 && shown.len() > 1 {
            shown.truncate(1);
        }
    }
    (!added.is_empty()).then(|| Earlier { question: added.join(" "), shown })
}

fn log(inbound: &Inbound, answer: Option<&Answer>) {
    let status = answer.map_or(AnswerStatus::Error, |a| a.status);
    let micros = answer.map_or(0, |a| a.timings.total.as_micros());
    tracing::info!(channel = inbound.channel.as_str(), status = status.as_str(), micros, "answered");
}
