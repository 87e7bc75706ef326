//! What is kept when somebody may be in danger: apart from ordinary feedback, for the safeguarding officers of the area alone.
//!
//! The words are as they were written, because a disclosure must be passed on exactly; they are sealed, they go when the council's time is
//! over, and the person who wrote them cannot have them erased (who holds the phone may be who does the harm). The counts have no words
//! and go on. What a store here lets somebody read, it lets them read by their scope, in its own query.

use std::{
    collections::BTreeMap,
    str::FromStr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{By, Category, Level, Screening, Theme, Who};
use crate::{
    area::Area,
    clock,
    ids::row_id,
    manner::Channel,
    officers::Scope,
    privacy::{Item, Kind, PersonalData, Removed},
    store::{StoreError, StoreResult},
};

/// Something said in danger, as it is to be kept.
#[derive(Debug, Clone)]
pub struct NewDanger {
    /// The person's area; `england` where they chose none.
    pub area: Area,
    /// What the screening found.
    pub screening: Screening,
    /// Where it was written.
    pub channel: Channel,
    /// Now, in milliseconds since 1970.
    pub at: i64,
    /// The exact words and when they go; none where the council keeps no record, and then it is only counted and told.
    pub words: Option<(String, i64)>,
}

/// How far officers have come with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Nobody has taken it up.
    New,
    /// Somebody has read it and acts.
    Seen,
    /// It was passed on to whoever must act.
    HandedOn,
}

impl State {
    /// In order.
    pub const ALL: [Self; 3] = [Self::New, Self::Seen, Self::HandedOn];

    /// Its name in rows, forms and, behind `danger-state-`, the catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Seen => "seen",
            Self::HandedOn => "handed-on",
        }
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("`{text}` is not a state; write new, seen or handed-on"))
    }
}

/// One entry, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    /// Sorts by time.
    pub id: String,
    /// The area.
    pub area: Area,
    /// How urgent.
    pub level: Level,
    /// Which kinds of harm.
    pub categories: Vec<Category>,
    /// Whose trouble it is, as far as the words say.
    pub about: Option<Who>,
    /// Who does the harm, where that is told.
    pub by: Option<By>,
    /// Where it was written.
    pub channel: Channel,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// When the entry and its words go.
    pub expires: i64,
    /// How far officers have come.
    pub state: State,
    /// Who last marked it.
    pub handled_by: Option<String>,
    /// When.
    pub handled_at: Option<i64>,
}

/// What an officer did with an entry.
#[derive(Debug, Clone)]
pub struct Handling {
    /// How far it is now.
    pub state: State,
    /// What to remember; takes the place of what was there.
    pub note: String,
    /// Who.
    pub officer: String,
    /// Now, in milliseconds since 1970.
    pub at: i64,
}

/// What is read when the words are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DangerWords {
    /// The exact words.
    pub words: String,
    /// The officers' note.
    pub note: String,
}

/// How often something was said in a month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DangerCount {
    /// The month, as 2026-11.
    pub month: String,
    /// The area.
    pub area: Area,
    /// The kind of harm.
    pub category: Category,
    /// How urgent.
    pub level: Level,
    /// How often.
    pub amount: u64,
}

/// Fewer messages than this are not shown as a number to whoever may not read the record: a count of one can name a family.
pub const LEAST_SHOWN: u64 = 5;

/// How often something was said about services in a month, by people who were met with help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeCount {
    /// The month, as 2026-11.
    pub month: String,
    /// The area.
    pub area: Area,
    /// What it was about.
    pub theme: Theme,
    /// Only [`Self::shown`] gives it out.
    amount: u64,
}

impl ThemeCount {
    /// What a store counted.
    pub fn new(month: String, area: Area, theme: Theme, amount: u64) -> Self {
        Self { month, area, theme, amount }
    }

    /// How often; none where that is fewer than [`LEAST_SHOWN`].
    pub fn shown(&self) -> Option<u64> {
        (self.amount >= LEAST_SHOWN).then_some(self.amount)
    }
}

/// Where the record is kept.
#[async_trait]
pub trait DangerStore: Send + Sync {
    /// Counts it, queues an alert for each way there is, and keeps the words where there are any, all or nothing.
    async fn keep(&self, new: NewDanger) -> StoreResult<()>;

    /// Entries newest first, as far as the scope reaches; older than the entry `before`, where that is named.
    async fn list(&self, scope: &Scope, before: Option<&str>, most: u64) -> StoreResult<Vec<Danger>>;

    /// One entry; not found where the scope does not reach it.
    async fn entry(&self, id: &str, scope: &Scope) -> StoreResult<Danger>;

    /// The words of one entry and its note; not found where the scope does not reach it. Whoever asks has noted that in the audit.
    async fn words(&self, id: &str, scope: &Scope) -> StoreResult<DangerWords>;

    /// Marks an entry; not found where the scope does not reach it.
    async fn handle(&self, id: &str, scope: &Scope, handling: &Handling) -> StoreResult<()>;

    /// The counts, newest month first, as far as the scope reaches.
    async fn counts(&self, scope: &Scope) -> StoreResult<Vec<DangerCount>>;

    /// What was said about services, newest month first, as far as the scope reaches.
    async fn theme_counts(&self, scope: &Scope) -> StoreResult<Vec<ThemeCount>>;
}

/// How an alert travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// A POST to an address of the council's.
    Webhook,
    /// A message to the lead's mailbox.
    Email,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Webhook, Self::Email];

    /// Its name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Email => "email",
        }
    }
}

impl FromStr for Way {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|w| w.as_str() == text).ok_or_else(|| format!("`{text}` is not a way"))
    }
}

/// An alert that is yet to arrive; it holds no word of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Names it; sorts by time.
    pub id: String,
    /// How it travels.
    pub way: Way,
    /// The entry in the record, where one is kept.
    pub record: Option<String>,
    /// The area.
    pub area: Area,
    /// How urgent.
    pub level: Level,
    /// Which kinds of harm.
    pub categories: Vec<Category>,
    /// Where it was written.
    pub channel: Channel,
    /// When it was written, in milliseconds since 1970.
    pub at: i64,
    /// How often it was tried before.
    pub attempts: u32,
}

/// Where alerts wait.
#[async_trait]
pub trait AlertStore: Send + Sync {
    /// Takes alerts that are due at `now` in hand: until then nobody else gets them, and where nothing is heard of them they are due again.
    async fn claim_alerts(&self, now: i64, until: i64, most: u64) -> StoreResult<Vec<Alert>>;

    /// Removes one that arrived, or never can.
    async fn alert_done(&self, id: &str) -> StoreResult<()>;

    /// Puts one off.
    async fn alert_later(&self, id: &str, due: i64) -> StoreResult<()>;
}

/// The month of a moment, as counts name it.
pub fn month(at: i64) -> String {
    clock::month(at)
}

/// A name of the safeguarding room as rows hold it: the one that its JSON has.
pub fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The value of such a name; none where it is not known.
pub fn named<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// The record in memory, for tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryDanger(Mutex<Tables>);

#[derive(Debug, Default)]
struct Tables {
    entries: Vec<(Danger, DangerWords)>,
    counts: BTreeMap<(String, Area, Category, Level), u64>,
    themes: BTreeMap<(String, Area, Theme), u64>,
    alerts: Vec<(Alert, i64)>,
}

impl MemoryDanger {
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl DangerStore for MemoryDanger {
    async fn keep(&self, new: NewDanger) -> StoreResult<()> {
        let mut tables = self.tables();
        let NewDanger { area, screening, channel, at, words } = new;
        for theme in screening.themes() {
            *tables.themes.entry((month(at), area.clone(), theme)).or_default() += 1;
        }
        let Screening { level, categories, by, about, self_injury: _, language: _, said: _ } = screening;
        for category in &categories {
            *tables.counts.entry((month(at), area.clone(), *category, level)).or_default() += 1;
        }
        let mut record = None;
        if let Some((words, expires)) = words {
            let id = row_id(at);
            record = Some(id.clone());
            let entry = Danger {
                id,
                area: area.clone(),
                level,
                categories: categories.clone(),
                about,
                by,
                channel,
                at,
                expires,
                state: State::New,
                handled_by: None,
                handled_at: None,
            };
            tables.entries.push((entry, DangerWords { words, note: String::new() }));
        }
        for way in Way::ALL {
            let alert = Alert {
                id: row_id(at),
                way,
                record: record.clone(),
                area: area.clone(),
                level,
                categories: categories.clone(),
                channel,
                at,
                attempts: 0,
            };
            tables.alerts.push((alert, at));
        }
        Ok(())
    }

    async fn list(&self, scope: &Scope, before: Option<&str>, most: u64) -> StoreResult<Vec<Danger>> {
        let tables = self.tables();
        let fits = |e: &&Danger| scope.reaches(&e.area) && before.is_none_or(|b| e.id.as_str() < b);
        let mut found: Vec<Danger> = tables.entries.iter().map(|(e, _)| e).filter(fits).cloned().collect();
        found.sort_by(|a, b| b.id.cmp(&a.id));
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn entry(&self, id: &str, scope: &Scope) -> StoreResult<Danger> {
        let tables = self.tables();
        let found = tables.entries.iter().find(|(e, _)| e.id == id && scope.reaches(&e.area));
        found.map(|(e, _)| e.clone()).ok_or(StoreError::NotFound)
    }

    async fn words(&self, id: &str, scope: &Scope) -> StoreResult<DangerWords> {
        let tables = self.tables();
        let found = tables.entries.iter().find(|(e, _)| e.id == id && scope.reaches(&e.area));
        found.map(|(_, w)| w.clone()).ok_or(StoreError::NotFound)
    }

    async fn handle(&self, id: &str, scope: &Scope, handling: &Handling) -> StoreResult<()> {
        let mut tables = self.tables();
        let found = tables.entries.iter_mut().find(|(e, _)| e.id == id && scope.reaches(&e.area));
        let (entry, words) = found.ok_or(StoreError::NotFound)?;
        entry.state = handling.state;
        entry.handled_by = Some(handling.officer.clone());
        entry.handled_at = Some(handling.at);
        words.note.clone_from(&handling.note);
        Ok(())
    }

    async fn counts(&self, scope: &Scope) -> StoreResult<Vec<DangerCount>> {
        let tables = self.tables();
        let seen = tables.counts.iter().filter(|((_, area, _, _), _)| scope.reaches(area));
        let mut out: Vec<DangerCount> = seen
            .map(|((month, area, category, level), amount)| DangerCount {
                month: month.clone(),
                area: area.clone(),
                category: *category,
                level: *level,
                amount: *amount,
            })
            .collect();
        sort_counts(&mut out);
        Ok(out)
    }

    async fn theme_counts(&self, scope: &Scope) -> StoreResult<Vec<ThemeCount>> {
        let tables = self.tables();
        let seen = tables.themes.iter().filter(|((_, area, _), _)| scope.reaches(area));
        let mut out: Vec<ThemeCount> =
            seen.map(|((month, area, theme), amount)| ThemeCount::new(month.clone(), area.clone(), *theme, *amount)).collect();
        sort_themes(&mut out);
        Ok(out)
    }
}

/// The order of counts: newest month first, then as they are named.
pub fn sort_counts(counts: &mut [DangerCount]) {
    counts.sort_by(|a, b| b.month.cmp(&a.month).then_with(|| (&a.area, a.category, b.level).cmp(&(&b.area, b.category, a.level))));
}

/// The same order for what is said about services.
pub fn sort_themes(counts: &mut [ThemeCount]) {
    counts.sort_by(|a, b| b.month.cmp(&a.month).then_with(|| (&a.area, a.theme).cmp(&(&b.area, b.theme))));
}

#[async_trait]
impl AlertStore for MemoryDanger {
    async fn claim_alerts(&self, now: i64, until: i64, most: u64) -> StoreResult<Vec<Alert>> {
        let mut tables = self.tables();
        let mut out = Vec::new();
        for (alert, due) in tables.alerts.iter_mut().filter(|(_, due)| *due <= now).take(usize::try_from(most).unwrap_or(usize::MAX)) {
            out.push(alert.clone());
            alert.attempts += 1;
            *due = until;
        }
        Ok(out)
    }

    async fn alert_done(&self, id: &str) -> StoreResult<()> {
        self.tables().alerts.retain(|(a, _)| a.id != id);
        Ok(())
    }

    async fn alert_later(&self, id: &str, due: i64) -> StoreResult<()> {
        let mut tables = self.tables();
        let (_, kept) = tables.alerts.iter_mut().find(|(a, _)| a.id == id).ok_or(StoreError::NotFound)?;
        *kept = due;
        Ok(())
    }
}

#[async_trait]
impl PersonalData for MemoryDanger {
    /// Nothing: no entry knows whose it is.
    async fn export(&self, _person: &str) -> StoreResult<Vec<Item>> {
        Ok(Vec::new())
    }

    /// Nothing: erasure does not reach the record, and every receipt says so.
    async fn erase(&self, _person: &str) -> StoreResult<Vec<Removed>> {
        Ok(Vec::new())
    }

    async fn expire(&self, now: i64) -> StoreResult<Vec<Removed>> {
        let mut tables = self.tables();
        let before = tables.entries.len();
        tables.entries.retain(|(e, _)| e.expires > now);
        Ok(vec![Removed { kind: Kind::Danger, count: (before - tables.entries.len()) as u64 }])
    }
}
