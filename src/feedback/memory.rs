use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{FeedbackStore, Given, NewRating, Rating, RatingFilter};
use crate::{
    ids::{AnswerId, row_id},
    officers::Scope,
    store::{StoreError, StoreResult},
};

/// Ratings in memory, for the terminal and tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryFeedback {
    rows: Mutex<HashMap<(AnswerId, String), Rating>>,
}

impl MemoryFeedback {
    fn rows(&self) -> MutexGuard<'_, HashMap<(AnswerId, String), Rating>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl FeedbackStore for MemoryFeedback {
    async fn rate(&self, new: NewRating) -> StoreResult<()> {
        let mut rows = self.rows();
        let fresh =
            Rating { id: row_id(new.at), colour: new.colour, comment: None, shown: new.shown.clone(), created: new.at, updated: new.at };
        let row = rows.entry((new.answer, new.person)).or_insert(fresh);
        row.colour = new.colour;
        row.shown = new.shown;
        row.updated = new.at;
        Ok(())
    }

    async fn comment(&self, answer: &AnswerId, person: &str, comment: Option<&str>, at: i64) -> StoreResult<()> {
        let mut rows = self.rows();
        let row = rows.get_mut(&(answer.clone(), person.to_owned())).ok_or(StoreError::NotFound)?;
        row.comment = comment.map(str::to_owned);
        row.updated = at;
        Ok(())
    }

    async fn given(&self, person: &str, answers: &[AnswerId]) -> StoreResult<HashMap<AnswerId, Given>> {
        let rows = self.rows();
        let given = |a: &AnswerId| {
            rows.get(&(a.clone(), person.to_owned())).map(|r| (a.clone(), Given { colour: r.colour, comment: r.comment.clone() }))
        };
        Ok(answers.iter().filter_map(given).collect())
    }

    async fn list(&self, filter: &RatingFilter, scope: &Scope) -> StoreResult<Vec<Rating>> {
        let wanted = |r: &&Rating| {
            scope.reaches(&r.shown.area)
                && filter.colour.is_none_or(|c| c == r.colour)
                && filter.area.as_ref().is_none_or(|a| *a == r.shown.area)
                && filter.channel.is_none_or(|c| c == r.shown.channel)
                && filter.before.as_ref().is_none_or(|b| r.id < *b)
        };
        let mut rows: Vec<Rating> = self.rows().values().filter(wanted).cloned().collect();
        rows.sort_by(|a, b| b.id.cmp(&a.id));
        rows.truncate(usize::try_from(filter.most.max(1)).unwrap_or(usize::MAX));
        Ok(rows)
    }

    async fn get(&self, id: &str, scope: &Scope) -> StoreResult<Rating> {
        self.rows().values().find(|r| r.id == id && scope.reaches(&r.shown.area)).cloned().ok_or(StoreError::NotFound)
    }
}
