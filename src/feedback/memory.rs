use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{Colour, FeedbackStore, Given, NewRating, PastCount, Rating, RatingFilter};
use crate::{
    area::Area,
    clock,
    ids::{AnswerId, row_id},
    officers::Scope,
    privacy::{
        Item, Kind, PersonalData, Removed,
        policy::{DAY_MS, RATING_DAYS},
    },
    store::{StoreError, StoreResult},
};

/// What is left of a rating that is gone: month, area, thumb, article.
type Gone = (String, Area, Colour, Option<String>);

/// Ratings in memory, for the terminal and tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryFeedback {
    rows: Mutex<HashMap<(AnswerId, String), Rating>>,
    gone: Mutex<BTreeMap<Gone, u64>>,
}

impl MemoryFeedback {
    /// Takes ratings out, which then count on without words.
    fn remove(&self, which: impl Fn(&str, &Rating) -> bool) -> Vec<Removed> {
        let mut gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        let mut count = 0;
        self.rows().retain(|(_, person), rating| {
            let goes = which(person, rating);
            if goes {
                let article = rating.shown.passage.as_deref().and_then(|p| p.split('#').next()).map(str::to_owned);
                *gone.entry((clock::month(rating.created), rating.shown.area.clone(), rating.colour, article)).or_default() += 1;
                count += 1;
            }
            !goes
        });
        vec![Removed { kind: Kind::Ratings, count }]
    }

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

    async fn past_counts(&self, scope: &Scope) -> StoreResult<Vec<PastCount>> {
        let gone = self.gone.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = gone.iter().filter(|((_, area, _, _), _)| scope.reaches(area));
        let mut out: Vec<PastCount> = seen
            .map(|((month, area, colour, article), amount)| PastCount {
                month: month.clone(),
                area: area.clone(),
                colour: *colour,
                article: article.clone(),
                amount: *amount,
            })
            .collect();
        out.sort_by(|a, b| b.month.cmp(&a.month).then_with(|| a.cmp(b)));
        Ok(out)
    }
}

#[async_trait]
impl PersonalData for MemoryFeedback {
    async fn export(&self, person: &str) -> StoreResult<Vec<Item>> {
        let rows = self.rows();
        let mut theirs: Vec<&Rating> = rows.iter().filter(|((_, p), _)| p == person).map(|(_, r)| r).collect();
        theirs.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(theirs.into_iter().map(Rating::item).collect())
    }

    async fn erase(&self, person: &str) -> StoreResult<Vec<Removed>> {
        Ok(self.remove(|p, _| p == person))
    }

    async fn expire(&self, now: i64) -> StoreResult<Vec<Removed>> {
        Ok(self.remove(|_, rating| rating.created < now.saturating_sub(RATING_DAYS * DAY_MS)))
    }
}
