use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{
    ConversationKey, ConversationStore, IDLE_MS, NewOutgoing, Outbox, Outgoing, Preferences, RETENTION_MS, Turn,
    copy::{chat_items, profile_item, waiting_item},
};
use crate::{
    ids::{AnswerId, row_id},
    manner::Channel,
    privacy::{
        Item, Kind, PersonalData, Removed,
        policy::{DAY_MS, UPDATE_DAYS, WAITING_DAYS},
    },
    store::{StoreError, StoreResult},
};

/// Conversations in memory, for the terminal and tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryConversations(Mutex<HashMap<ConversationKey, Kept>>);

#[derive(Debug)]
struct Kept {
    channel: Channel,
    preferences: Preferences,
    used: i64,
    turns: Vec<Turn>,
}

impl Kept {
    fn is_over(&self, now: i64) -> bool {
        let idle = now - self.used;
        idle > RETENTION_MS || (self.channel == Channel::Web && !self.preferences.remember && idle > IDLE_MS)
    }
}

impl MemoryConversations {
    fn kept(&self) -> MutexGuard<'_, HashMap<ConversationKey, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl ConversationStore for MemoryConversations {
    async fn preferences(&self, key: &ConversationKey, now: i64) -> StoreResult<Option<Preferences>> {
        Ok(self.kept().get(key).filter(|k| !k.is_over(now)).map(|k| k.preferences.clone()))
    }

    async fn save(&self, key: &ConversationKey, channel: Channel, preferences: &Preferences, now: i64) -> StoreResult<()> {
        let mut all = self.kept();
        if all.get(key).is_some_and(|k| k.is_over(now)) {
            all.remove(key);
        }
        let kept =
            all.entry(key.clone()).or_insert_with(|| Kept { channel, preferences: preferences.clone(), used: now, turns: Vec::new() });
        kept.preferences = preferences.clone();
        kept.used = now;
        Ok(())
    }

    async fn add_turn(&self, key: &ConversationKey, turn: &Turn) -> StoreResult<()> {
        let mut all = self.kept();
        let taken = all.values().flat_map(|k| &k.turns).any(|t| t.answer == turn.answer);
        let kept = all.get_mut(key).ok_or(StoreError::NotFound)?;
        if taken {
            return Err(StoreError::Conflict("there is such a turn already".to_owned()));
        }
        kept.turns.push(turn.clone());
        Ok(())
    }

    async fn turns(&self, key: &ConversationKey, most: u64) -> StoreResult<Vec<Turn>> {
        let all = self.kept();
        let turns = all.get(key).map(|k| k.turns.as_slice()).unwrap_or_default();
        let skip = turns.len().saturating_sub(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(turns[skip..].to_vec())
    }

    async fn turn(&self, key: &ConversationKey, answer: &AnswerId) -> StoreResult<Option<Turn>> {
        Ok(self.kept().get(key).and_then(|k| k.turns.iter().find(|t| t.answer == *answer).cloned()))
    }

    async fn forget(&self, key: &ConversationKey) -> StoreResult<()> {
        self.kept().remove(key);
        Ok(())
    }

    async fn expire(&self, now: i64) -> StoreResult<u64> {
        let mut all = self.kept();
        let before = all.len();
        all.retain(|_, kept| !kept.is_over(now));
        for kept in all.values_mut() {
            kept.turns.retain(|turn| now - turn.at <= RETENTION_MS);
        }
        Ok((before - all.len()) as u64)
    }
}

#[async_trait]
impl PersonalData for MemoryConversations {
    async fn export(&self, person: &str) -> StoreResult<Vec<Item>> {
        let all = self.kept();
        let Some(kept) = all.get(&ConversationKey(person.to_owned())) else { return Ok(Vec::new()) };
        Ok(std::iter::once(profile_item(&kept.preferences)).chain(chat_items(kept.turns.iter().cloned())).collect())
    }

    async fn erase(&self, person: &str) -> StoreResult<Vec<Removed>> {
        let gone = self.kept().remove(&ConversationKey(person.to_owned()));
        let said = gone.as_ref().map_or(0, |kept| kept.turns.len() as u64);
        Ok(vec![Removed { kind: Kind::Chat, count: said }, Removed { kind: Kind::Profile, count: gone.is_some().into() }])
    }

    async fn expire(&self, now: i64) -> StoreResult<Vec<Removed>> {
        Ok(vec![Removed { kind: Kind::Chat, count: ConversationStore::expire(self, now).await? }])
    }
}

/// An outbox in memory, for tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryOutbox(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    taken: HashMap<i64, i64>,
    calls: Vec<(String, Outgoing)>,
}

impl MemoryOutbox {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Outbox for MemoryOutbox {
    async fn is_taken(&self, update: i64) -> StoreResult<bool> {
        Ok(self.waiting().taken.contains_key(&update))
    }

    async fn take(&self, update: i64, person: &str, calls: &[NewOutgoing], now: i64) -> StoreResult<bool> {
        let mut waiting = self.waiting();
        if waiting.taken.contains_key(&update) {
            return Ok(false);
        }
        waiting.taken.insert(update, now);
        for call in calls {
            waiting.calls.push((person.to_owned(), Outgoing { id: row_id(now), call: call.clone(), attempts: 0, due: now }));
        }
        Ok(true)
    }

    async fn waiting(&self, most: u64) -> StoreResult<Vec<Outgoing>> {
        Ok(self.waiting().calls.iter().take(usize::try_from(most).unwrap_or(usize::MAX)).map(|(_, o)| o.clone()).collect())
    }

    async fn done(&self, id: &str) -> StoreResult<()> {
        self.waiting().calls.retain(|(_, o)| o.id != id);
        Ok(())
    }

    async fn later(&self, id: &str, due: i64) -> StoreResult<()> {
        let mut waiting = self.waiting();
        let (_, outgoing) = waiting.calls.iter_mut().find(|(_, o)| o.id == id).ok_or(StoreError::NotFound)?;
        outgoing.due = due;
        outgoing.attempts += 1;
        Ok(())
    }

    async fn sweep(&self, before: i64) -> StoreResult<()> {
        self.waiting().taken.retain(|_, taken| *taken >= before);
        Ok(())
    }
}

#[async_trait]
impl PersonalData for MemoryOutbox {
    async fn export(&self, person: &str) -> StoreResult<Vec<Item>> {
        Ok(self.waiting().calls.iter().filter(|(p, _)| p == person).map(|(_, o)| waiting_item(&o.call)).collect())
    }

    async fn erase(&self, person: &str) -> StoreResult<Vec<Removed>> {
        let mut waiting = self.waiting();
        let before = waiting.calls.len();
        waiting.calls.retain(|(p, _)| p != person);
        Ok(vec![Removed { kind: Kind::Waiting, count: (before - waiting.calls.len()) as u64 }])
    }

    async fn expire(&self, now: i64) -> StoreResult<Vec<Removed>> {
        self.sweep(now.saturating_sub(UPDATE_DAYS * DAY_MS)).await?;
        let mut waiting = self.waiting();
        let before = waiting.calls.len();
        let oldest = row_id(now.saturating_sub(WAITING_DAYS * DAY_MS));
        waiting.calls.retain(|(_, o)| o.id >= oldest);
        Ok(vec![Removed { kind: Kind::Waiting, count: (before - waiting.calls.len()) as u64 }])
    }
}
