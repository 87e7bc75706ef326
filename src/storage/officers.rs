use std::collections::HashMap;

use async_trait::async_trait;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, SelectExt, sea_query::Expr};

use super::{
    Database, Lock,
    entities::{grants, invitations, officers, sessions},
    error::store_error,
    lock, text,
};
use crate::{
    officers::{Grant, Invitation, Officer, OfficerStore, PasswordHash, Session},
    store::{StoreError, StoreResult},
};

#[async_trait]
impl OfficerStore for Database {
    async fn any(&self) -> StoreResult<bool> {
        any(&self.read).await.map_err(store_error)
    }

    async fn all(&self) -> StoreResult<Vec<Officer>> {
        let rows = officers::Entity::find().order_by_asc(officers::Column::Email).all(&self.read).await.map_err(store_error)?;
        let mut grants: HashMap<String, Vec<Grant>> = HashMap::new();
        let all = grants::Entity::find().order_by_asc(grants::Column::Position).all(&self.read).await.map_err(store_error)?;
        for row in all {
            grants.entry(row.officer.clone()).or_default().extend(grant(&row.role, row.area.as_deref()));
        }
        Ok(rows.into_iter().map(|row| officer(grants.remove(&row.id).unwrap_or_default(), row).0).collect())
    }

    async fn by_email(&self, email: &str) -> StoreResult<Option<(Officer, PasswordHash)>> {
        let found = officers::Entity::find().filter(officers::Column::Email.eq(text(email))).one(&self.read).await;
        let Some(row) = found.map_err(store_error)? else { return Ok(None) };
        Ok(Some(officer(self.grants_of(&row.id).await.map_err(store_error)?, row)))
    }

    async fn invite(&self, invitation: Invitation) -> StoreResult<()> {
        let row = invitations::ActiveModel {
            digest: Set(text(&invitation.digest)),
            email: Set(invitation.email.as_deref().map(text)),
            role: Set(invitation.grant.role.as_str().to_owned()),
            area: Set(invitation.grant.area.map(|a| a.as_str().to_owned())),
            expires: Set(invitation.expires),
        };
        invitations::Entity::insert(row).exec_without_returning(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn invitation(&self, digest: &str, now: i64) -> StoreResult<Option<Invitation>> {
        let row = working(&self.read, digest, now).await.map_err(store_error)?;
        Ok(row.and_then(|row| {
            let grant = grant(&row.role, row.area.as_deref())?;
            Some(Invitation { digest: row.digest, email: row.email, grant, expires: row.expires })
        }))
    }

    async fn accept(&self, digest: &str, officer: Officer, password: PasswordHash, now: i64) -> StoreResult<()> {
        let tx = self.begin().await.map_err(store_error)?;
        // Two links for the first officer of all, opened in the same moment, must not both work.
        lock(&tx, Lock::Accounts).await.map_err(store_error)?;
        let Some(invitation) = working(&tx, digest, now).await.map_err(store_error)? else { return Err(StoreError::NotFound) };
        let first = !any(&tx).await.map_err(store_error)?;
        let account = officers::ActiveModel {
            id: Set(text(&officer.id)),
            email: Set(text(&officer.email)),
            password: Set(text(password.as_str())),
            disabled: Set(officer.disabled),
        };
        let made = officers::Entity::insert(account).exec_without_returning(&tx).await.map_err(store_error);
        made.map_err(|e| if let StoreError::Conflict(_) = e { StoreError::Conflict("the e-mail address is taken".to_owned()) } else { e })?;
        for (position, grant) in (0_i32..).zip(&officer.grants) {
            let row = grants::ActiveModel {
                officer: Set(text(&officer.id)),
                position: Set(position),
                role: Set(grant.role.as_str().to_owned()),
                area: Set(grant.area.as_ref().map(|a| a.as_str().to_owned())),
            };
            grants::Entity::insert(row).exec_without_returning(&tx).await.map_err(store_error)?;
        }
        invitations::Entity::delete_by_id(invitation.digest).exec(&tx).await.map_err(store_error)?;
        if first {
            invitations::Entity::delete_many().filter(invitations::Column::Email.is_null()).exec(&tx).await.map_err(store_error)?;
        }
        tx.commit().await.map_err(store_error)
    }

    async fn set_disabled(&self, email: &str, disabled: bool) -> StoreResult<()> {
        let tx = self.begin().await.map_err(store_error)?;
        let changed = officers::Entity::update_many()
            .col_expr(officers::Column::Disabled, Expr::value(disabled))
            .filter(officers::Column::Email.eq(text(email)))
            .exec_with_returning(&tx)
            .await
            .map_err(store_error)?;
        let [row] = changed.as_slice() else { return Err(StoreError::NotFound) };
        if disabled {
            let theirs = sessions::Column::Officer.eq(&row.id);
            sessions::Entity::delete_many().filter(theirs).exec(&tx).await.map_err(store_error)?;
        }
        tx.commit().await.map_err(store_error)
    }

    async fn start_session(&self, session: Session) -> StoreResult<()> {
        let row = sessions::ActiveModel {
            digest: Set(text(&session.digest)),
            officer: Set(text(&session.officer)),
            expires: Set(session.expires),
        };
        sessions::Entity::insert(row).exec_without_returning(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn session(&self, digest: &str, now: i64) -> StoreResult<Option<Officer>> {
        let works = sessions::Entity::find_by_id(text(digest)).filter(sessions::Column::Expires.gt(now));
        let Some(session) = works.one(&self.read).await.map_err(store_error)? else { return Ok(None) };
        let may = officers::Entity::find_by_id(session.officer).filter(officers::Column::Disabled.eq(false));
        let Some(row) = may.one(&self.read).await.map_err(store_error)? else { return Ok(None) };
        Ok(Some(officer(self.grants_of(&row.id).await.map_err(store_error)?, row).0))
    }

    async fn end_session(&self, digest: &str) -> StoreResult<()> {
        sessions::Entity::delete_by_id(text(digest)).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn sweep(&self, now: i64) -> StoreResult<()> {
        sessions::Entity::delete_many().filter(sessions::Column::Expires.lte(now)).exec(&self.write).await.map_err(store_error)?;
        invitations::Entity::delete_many().filter(invitations::Column::Expires.lte(now)).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }
}

impl Database {
    async fn grants_of(&self, officer: &str) -> Result<Vec<Grant>, DbErr> {
        let theirs = grants::Entity::find().filter(grants::Column::Officer.eq(officer)).order_by_asc(grants::Column::Position);
        Ok(theirs.all(&self.read).await?.into_iter().filter_map(|row| grant(&row.role, row.area.as_deref())).collect())
    }
}

async fn any<C: ConnectionTrait>(connection: &C) -> Result<bool, DbErr> {
    officers::Entity::find().exists(connection).await
}

async fn working<C: ConnectionTrait>(connection: &C, digest: &str, now: i64) -> Result<Option<invitations::Model>, DbErr> {
    invitations::Entity::find_by_id(text(digest)).filter(invitations::Column::Expires.gt(now)).one(connection).await
}

fn officer(grants: Vec<Grant>, row: officers::Model) -> (Officer, PasswordHash) {
    let officer = Officer { id: row.id, email: row.email, grants, disabled: row.disabled };
    (officer, PasswordHash::stored(row.password))
}

/// The grant of a row. One that cannot be read gives no right: an area that is not understood must never come to mean every area.
fn grant(role: &str, area: Option<&str>) -> Option<Grant> {
    let read = || Ok::<_, String>(Grant { role: role.parse()?, area: area.map(str::parse).transpose()? });
    let grant = read();
    if grant.is_err() {
        tracing::error!("a stored grant cannot be read and gives no right");
    }
    grant.ok()
}
