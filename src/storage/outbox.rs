use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Database,
    entities::{outbox, taken_updates},
    error::store_error,
    rows, text,
};
use crate::{
    conversation::{NewOutgoing, Outbox, Outgoing},
    ids::row_id,
    store::{StoreError, StoreResult},
};

#[async_trait]
impl Outbox for Database {
    async fn is_taken(&self, update: i64) -> StoreResult<bool> {
        Ok(taken_updates::Entity::find_by_id(update).one(&self.read).await.map_err(store_error)?.is_some())
    }

    async fn take(&self, update: i64, person: &str, calls: &[NewOutgoing], now: i64) -> StoreResult<bool> {
        let tx = self.begin().await.map_err(store_error)?;
        let row = taken_updates::ActiveModel { id: Set(update), taken_at: Set(now) };
        let taken = taken_updates::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&tx).await.map_err(store_error)?;
        if !matches!(taken, TryInsertResult::Inserted(1)) {
            return Ok(false);
        }
        for call in calls {
            let id = row_id(now);
            let row = outbox::ActiveModel {
                call: Set(self.close_json("outbox", &id, call)?),
                id: Set(id),
                person: Set(text(person)),
                attempts: Set(0),
                due: Set(now),
            };
            outbox::Entity::insert(row).exec_without_returning(&tx).await.map_err(store_error)?;
        }
        tx.commit().await.map_err(store_error)?;
        Ok(true)
    }

    async fn waiting(&self, most: u64) -> StoreResult<Vec<Outgoing>> {
        let oldest = outbox::Entity::find().order_by_asc(outbox::Column::Id).limit(rows(most));
        Ok(oldest.all(&self.read).await.map_err(store_error)?.into_iter().filter_map(|row| self.outgoing(row)).collect())
    }

    async fn done(&self, id: &str) -> StoreResult<()> {
        outbox::Entity::delete_by_id(text(id)).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn later(&self, id: &str, due: i64) -> StoreResult<()> {
        let changed = outbox::Entity::update_many()
            .col_expr(outbox::Column::Due, Expr::value(due))
            .col_expr(outbox::Column::Attempts, Expr::col(outbox::Column::Attempts).add(1))
            .filter(outbox::Column::Id.eq(text(id)))
            .exec(&self.write)
            .await
            .map_err(store_error)?;
        if changed.rows_affected == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    async fn sweep(&self, before: i64) -> StoreResult<()> {
        let old = taken_updates::Column::TakenAt.lt(before);
        taken_updates::Entity::delete_many().filter(old).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }
}

impl Database {
    /// The kept call; one that does not open stays where it is until its key is back, and must not keep the others.
    pub(super) fn outgoing(&self, row: outbox::Model) -> Option<Outgoing> {
        match self.reveal_json("outbox", &row.id, &row.call) {
            Ok(call) => Some(Outgoing { id: row.id, call, attempts: u32::try_from(row.attempts).unwrap_or(0), due: row.due }),
            Err(error) => {
                tracing::error!(%error, "a call in the outbox cannot be opened and waits");
                None
            }
        }
    }
}
