use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    Database, StorageError,
    entities::{alerts, conversations, danger, outbox, rating_counts, ratings, taken_updates, turns},
    error::{store_error, tell},
    feedback::rating,
    text,
};
use crate::{
    clock,
    conversation::{ConversationStore, chat_items, profile_item, waiting_item},
    privacy::{
        Item, Kind, PersonalData, Removed,
        policy::{DAY_MS, RATING_DAYS, UPDATE_DAYS, WAITING_DAYS},
    },
    store::StoreResult,
};

/// Ratings that are taken out in one step.
const RATINGS_AT_ONCE: u64 = 500;

/// All tables together, so that erasing is one transaction.
#[async_trait]
impl PersonalData for Database {
    async fn export(&self, person: &str) -> StoreResult<Vec<Item>> {
        let mut items = Vec::new();
        let chat = conversations::Entity::find_by_id(text(person)).one(&self.read).await.map_err(store_error)?;
        if let Some(row) = &chat {
            items.push(profile_item(&self.preferences_of(row)?));
        }
        let said = turns::Entity::find().filter(turns::Column::Conversation.eq(text(person))).order_by_asc(turns::Column::Position);
        let said = said.all(&self.read).await.map_err(store_error)?;
        items.extend(chat_items(said.into_iter().filter_map(|row| self.turn_of(row))));
        let given = ratings::Entity::find().filter(ratings::Column::Person.eq(text(person))).order_by_asc(ratings::Column::Id);
        items.extend(given.all(&self.read).await.map_err(store_error)?.into_iter().filter_map(rating).map(|r| r.item()));
        let waiting = outbox::Entity::find().filter(outbox::Column::Person.eq(text(person))).order_by_asc(outbox::Column::Id);
        let waiting = waiting.all(&self.read).await.map_err(store_error)?;
        items.extend(waiting.into_iter().filter_map(|row| self.outgoing(row)).map(|o| waiting_item(&o.call)));
        Ok(items)
    }

    async fn erase(&self, person: &str) -> StoreResult<Vec<Removed>> {
        let tx = self.begin().await.map_err(store_error)?;
        let removed = erase(&tx, &text(person)).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)?;
        self.empty_log().await;
        Ok(removed)
    }

    async fn expire(&self, now: i64) -> StoreResult<Vec<Removed>> {
        let before = |days: i64| now.saturating_sub(days * DAY_MS);
        let mut removed = vec![Removed { kind: Kind::Chat, count: ConversationStore::expire(self, now).await? }];
        let mut count = 0;
        loop {
            let tx = self.begin().await.map_err(store_error)?;
            let old = Condition::all().add(ratings::Column::Created.lt(before(RATING_DAYS)));
            let some = remove_ratings(&tx, old).await.map_err(store_error)?;
            tx.commit().await.map_err(store_error)?;
            count += some;
            if some < RATINGS_AT_ONCE {
                break;
            }
        }
        removed.push(Removed { kind: Kind::Ratings, count });
        let told = danger::Entity::delete_many().filter(danger::Column::Expires.lte(now)).exec(&self.write).await.map_err(store_error)?;
        removed.push(Removed { kind: Kind::Danger, count: told.rows_affected });
        let stuck = outbox::Entity::delete_many().filter(outbox::Column::Id.lt(first_id(before(WAITING_DAYS))));
        removed.push(Removed { kind: Kind::Waiting, count: stuck.exec(&self.write).await.map_err(store_error)?.rows_affected });
        let updates = taken_updates::Entity::delete_many().filter(taken_updates::Column::TakenAt.lt(before(UPDATE_DAYS)));
        updates.exec(&self.write).await.map_err(store_error)?;
        let unsent = alerts::Entity::delete_many().filter(alerts::Column::At.lt(before(WAITING_DAYS)));
        if unsent.exec(&self.write).await.map_err(store_error)?.rows_affected > 0 {
            tracing::error!(
                "alerts to the safeguarding lead were given up after {WAITING_DAYS} days; look at the e-mail server and the webhook"
            );
        }
        Ok(removed)
    }
}

impl Database {
    /// Rewrites the database without what was removed, so that no trace of it is left in its files; takes a while on a large one.
    pub async fn scrub(&self) -> Result<(), StorageError> {
        self.write.execute_unprepared("VACUUM").await?;
        if self.write.get_database_backend() == DbBackend::Sqlite {
            self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// Writes a copy of the whole database into a new file, while it is in use; none for a server, which has tools of its own for that.
    pub async fn backup(&self, file: &std::path::Path) -> Result<bool, StorageError> {
        if self.write.get_database_backend() != DbBackend::Sqlite {
            return Ok(false);
        }
        super::address::make_private_file(file).map_err(|error| StorageError::File { path: file.to_owned(), error })?;
        let quoted = file.display().to_string().replace('\'', "''");
        self.write.execute_unprepared(&format!("VACUUM INTO '{quoted}'")).await?;
        Ok(true)
    }

    /// Takes what was removed out of SQLite's write-ahead file as well; where a reader stands in the way, the next one does it.
    async fn empty_log(&self) {
        if self.write.get_database_backend() == DbBackend::Sqlite
            && let Err(error) = self.write.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await
        {
            tracing::warn!(error = tell(&error), "the write-ahead file could not be emptied yet");
        }
    }
}

async fn erase(tx: &DatabaseTransaction, person: &str) -> Result<Vec<Removed>, DbErr> {
    let said = turns::Entity::find().filter(turns::Column::Conversation.eq(person)).count(tx).await?;
    let chats = conversations::Entity::delete_by_id(person).exec(tx).await?.rows_affected;
    let mut given = 0;
    loop {
        let some = remove_ratings(tx, Condition::all().add(ratings::Column::Person.eq(person))).await?;
        given += some;
        if some < RATINGS_AT_ONCE {
            break;
        }
    }
    let waiting = outbox::Entity::delete_many().filter(outbox::Column::Person.eq(person)).exec(tx).await?.rows_affected;
    let counts = [(Kind::Chat, said), (Kind::Profile, chats), (Kind::Ratings, given), (Kind::Waiting, waiting)];
    Ok(counts.map(|(kind, count)| Removed { kind, count }).into())
}

/// Removes some of these ratings and adds them to the counts; tells how many.
async fn remove_ratings(tx: &DatabaseTransaction, which: Condition) -> Result<u64, DbErr> {
    let some = ratings::Entity::find().filter(which).limit(RATINGS_AT_ONCE).all(tx).await?;
    for row in &some {
        use rating_counts::Column as C;
        let article = row.passage.as_deref().and_then(|p| p.split('#').next()).unwrap_or_default();
        let counted = rating_counts::ActiveModel {
            month: Set(clock::month(row.created)),
            area: Set(row.area.clone()),
            colour: Set(row.colour.clone()),
            article: Set(article.to_owned()),
            amount: Set(1),
        };
        let one_more = Expr::col((rating_counts::Entity, C::Amount)).add(1);
        let again = OnConflict::columns([C::Month, C::Area, C::Colour, C::Article]).value(C::Amount, one_more).to_owned();
        rating_counts::Entity::insert(counted).on_conflict(again).exec_without_returning(tx).await?;
        ratings::Entity::delete_by_id(&row.id).exec(tx).await?;
    }
    Ok(some.len() as u64)
}

/// The smallest name of a row of that moment: names of rows sort by time.
fn first_id(ms: i64) -> String {
    let digits = format!("{:012x}", Ord::max(ms, 0));
    format!("{}-{}-0000-0000-000000000000", &digits[..8], &digits[8..12])
}
