use async_trait::async_trait;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Database, entities::audit, error::store_error, rows, text};
use crate::{
    area::Area,
    ids::row_id,
    officers::{AUDIT_KEPT_MS, AuditEntry, AuditFilter, AuditStore, NewAudit, Scope},
    store::StoreResult,
};

#[async_trait]
impl AuditStore for Database {
    async fn note(&self, new: NewAudit) -> StoreResult<()> {
        let row = audit::ActiveModel {
            id: Set(row_id(new.at)),
            officer: Set(text(&new.officer)),
            action: Set(new.action.as_str().to_owned()),
            subject: Set(text(&new.subject)),
            area: Set(new.area.map(|a| a.as_str().to_owned())),
            at: Set(new.at),
        };
        audit::Entity::insert(row).exec_without_returning(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn entries(&self, filter: &AuditFilter, scope: &Scope) -> StoreResult<Vec<AuditEntry>> {
        let mut query = audit::Entity::find().order_by_desc(audit::Column::Id).limit(rows(Ord::max(filter.most, 1)));
        if let Scope::Areas(areas) = scope {
            query = query.filter(audit::Column::Area.is_in(areas.iter().map(Area::as_str)));
        }
        if let Some(officer) = &filter.officer {
            query = query.filter(audit::Column::Officer.eq(text(officer)));
        }
        if let Some(action) = filter.action {
            query = query.filter(audit::Column::Action.eq(action.as_str()));
        }
        if let Some(area) = &filter.area {
            query = query.filter(audit::Column::Area.eq(area.as_str()));
        }
        if let Some(before) = &filter.before {
            query = query.filter(audit::Column::Id.lt(text(before)));
        }
        let found = query.all(&self.read).await.map_err(store_error)?;
        Ok(found.into_iter().filter_map(entry).collect())
    }

    async fn expire_audit(&self, now: i64) -> StoreResult<u64> {
        let old = audit::Column::At.lt(now.saturating_sub(AUDIT_KEPT_MS));
        let removed = audit::Entity::delete_many().filter(old).exec(&self.write).await.map_err(store_error)?;
        Ok(removed.rows_affected)
    }
}

/// The entry of a row. One that cannot be read is told in the log and not shown: an area that is not understood must not come to mean all.
fn entry(row: audit::Model) -> Option<AuditEntry> {
    let read = || Ok::<_, String>((row.action.parse()?, row.area.as_deref().map(str::parse).transpose()?));
    match read() {
        Ok((action, area)) => Some(AuditEntry { id: row.id, officer: row.officer, action, subject: row.subject, area, at: row.at }),
        Err(_) => {
            tracing::error!("a row of the audit cannot be read and is not shown");
            None
        }
    }
}
