use std::collections::HashMap;

use async_trait::async_trait;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, SelectExt,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    Database, Lock,
    entities::{attempts, grants, invitations, officers, recovery_codes, second_factors, sessions},
    error::store_error,
    lock, text,
};
use crate::{
    officers::{Attempts, Factor, Grant, Invitation, LockRule, Officer, OfficerStore, PasswordHash, Session},
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

    async fn by_id(&self, id: &str) -> StoreResult<Option<(Officer, PasswordHash)>> {
        let found = officers::Entity::find_by_id(text(id)).one(&self.read).await;
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
        Ok(row.and_then(invitation))
    }

    async fn invitations(&self, now: i64) -> StoreResult<Vec<Invitation>> {
        let open = invitations::Entity::find()
            .filter(invitations::Column::Expires.gt(now))
            .order_by_desc(invitations::Column::Expires)
            .order_by_asc(invitations::Column::Digest);
        Ok(open.all(&self.read).await.map_err(store_error)?.into_iter().filter_map(invitation).collect())
    }

    async fn withdraw(&self, digest: &str) -> StoreResult<()> {
        invitations::Entity::delete_by_id(text(digest)).exec(&self.write).await.map_err(store_error)?;
        Ok(())
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
        insert_grants(&tx, &officer.id, &officer.grants).await.map_err(store_error)?;
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

    async fn set_grants(&self, officer: &str, grants: &[Grant]) -> StoreResult<()> {
        let tx = self.begin().await.map_err(store_error)?;
        // Two administrators at once: one after the other, and not half of each.
        lock(&tx, Lock::Accounts).await.map_err(store_error)?;
        if !officers::Entity::find_by_id(text(officer)).exists(&tx).await.map_err(store_error)? {
            return Err(StoreError::NotFound);
        }
        grants::Entity::delete_many().filter(grants::Column::Officer.eq(text(officer))).exec(&tx).await.map_err(store_error)?;
        insert_grants(&tx, officer, grants).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)
    }

    async fn set_password(&self, officer: &str, password: PasswordHash) -> StoreResult<()> {
        let changed = officers::Entity::update_many()
            .col_expr(officers::Column::Password, Expr::value(text(password.as_str())))
            .filter(officers::Column::Id.eq(text(officer)))
            .exec(&self.write)
            .await
            .map_err(store_error)?;
        if changed.rows_affected == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    async fn start_session(&self, session: Session) -> StoreResult<()> {
        let row = sessions::ActiveModel {
            digest: Set(text(&session.digest)),
            id: Set(text(&session.id)),
            officer: Set(text(&session.officer)),
            stage: Set(session.stage.as_str().to_owned()),
            device: Set(text(&session.device)),
            started: Set(session.started),
            used: Set(session.used),
            expires: Set(session.expires),
        };
        sessions::Entity::insert(row).exec_without_returning(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn session(&self, digest: &str, now: i64) -> StoreResult<Option<(Officer, Session)>> {
        let works = sessions::Entity::find_by_id(text(digest)).filter(sessions::Column::Expires.gt(now));
        let Some(found) = works.one(&self.read).await.map_err(store_error)? else { return Ok(None) };
        let Some(found) = session(found) else { return Ok(None) };
        let may = officers::Entity::find_by_id(&found.officer).filter(officers::Column::Disabled.eq(false));
        let Some(row) = may.one(&self.read).await.map_err(store_error)? else { return Ok(None) };
        Ok(Some((officer(self.grants_of(&row.id).await.map_err(store_error)?, row).0, found)))
    }

    async fn touch_session(&self, digest: &str, used: i64, expires: i64) -> StoreResult<()> {
        sessions::Entity::update_many()
            .col_expr(sessions::Column::Used, Expr::value(used))
            .col_expr(sessions::Column::Expires, Expr::value(expires))
            .filter(sessions::Column::Digest.eq(text(digest)))
            .filter(sessions::Column::Expires.gt(used))
            .exec(&self.write)
            .await
            .map_err(store_error)?;
        Ok(())
    }

    async fn sessions_of(&self, officer: &str, now: i64) -> StoreResult<Vec<Session>> {
        let theirs = sessions::Entity::find()
            .filter(sessions::Column::Officer.eq(text(officer)))
            .filter(sessions::Column::Expires.gt(now))
            .order_by_desc(sessions::Column::Id);
        Ok(theirs.all(&self.read).await.map_err(store_error)?.into_iter().filter_map(session).collect())
    }

    async fn end_session(&self, digest: &str) -> StoreResult<()> {
        sessions::Entity::delete_by_id(text(digest)).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn end_session_of(&self, officer: &str, id: &str) -> StoreResult<()> {
        let theirs =
            sessions::Entity::delete_many().filter(sessions::Column::Officer.eq(text(officer))).filter(sessions::Column::Id.eq(text(id)));
        theirs.exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn end_sessions(&self, officer: &str, except: Option<&str>) -> StoreResult<()> {
        let mut theirs = sessions::Entity::delete_many().filter(sessions::Column::Officer.eq(text(officer)));
        if let Some(except) = except {
            theirs = theirs.filter(sessions::Column::Digest.ne(text(except)));
        }
        theirs.exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }

    async fn attempt(&self, subject: &str, rule: &LockRule, now: i64) -> StoreResult<Result<Attempts, i64>> {
        let tx = self.begin().await.map_err(store_error)?;
        // Whoever sends a hundred at once must not have them all counted as the first.
        lock(&tx, Lock::Accounts).await.map_err(store_error)?;
        let found = attempts::Entity::find_by_id(text(subject)).one(&tx).await.map_err(store_error)?;
        let before = found.map(|row| Attempts { count: row.count, last: row.last, until: row.until }).unwrap_or_default();
        let after = match rule.attempt(before, now) {
            Ok(after) => after,
            Err(until) => return Ok(Err(until)),
        };
        let row =
            attempts::ActiveModel { subject: Set(text(subject)), count: Set(after.count), last: Set(after.last), until: Set(after.until) };
        let again = [attempts::Column::Count, attempts::Column::Last, attempts::Column::Until];
        let again = OnConflict::column(attempts::Column::Subject).update_columns(again).to_owned();
        attempts::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)?;
        Ok(Ok(after))
    }

    async fn forgive(&self, subject: &str, all: bool) -> StoreResult<()> {
        if all {
            attempts::Entity::delete_by_id(text(subject)).exec(&self.write).await.map_err(store_error)?;
            return Ok(());
        }
        attempts::Entity::update_many()
            .col_expr(attempts::Column::Count, Expr::col(attempts::Column::Count).sub(1))
            .col_expr(attempts::Column::Until, Expr::value(0_i64))
            .filter(attempts::Column::Subject.eq(text(subject)))
            .filter(attempts::Column::Count.gt(0))
            .exec(&self.write)
            .await
            .map_err(store_error)?;
        Ok(())
    }

    async fn factor(&self, officer: &str) -> StoreResult<Option<Factor>> {
        let row = second_factors::Entity::find_by_id(text(officer)).one(&self.read).await.map_err(store_error)?;
        Ok(row.map(|row| Factor { secret: row.secret, confirmed: row.confirmed, step: row.step }))
    }

    async fn begin_factor(&self, officer: &str, secret: &str) -> StoreResult<()> {
        let tx = self.begin().await.map_err(store_error)?;
        lock(&tx, Lock::Accounts).await.map_err(store_error)?;
        let found = second_factors::Entity::find_by_id(text(officer)).one(&tx).await.map_err(store_error)?;
        if found.is_some_and(|row| row.confirmed) {
            return Err(StoreError::Conflict("there is a second factor already".to_owned()));
        }
        second_factors::Entity::delete_by_id(text(officer)).exec(&tx).await.map_err(store_error)?;
        let row =
            second_factors::ActiveModel { officer: Set(text(officer)), secret: Set(text(secret)), confirmed: Set(false), step: Set(0) };
        second_factors::Entity::insert(row).exec_without_returning(&tx).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)
    }

    async fn confirm_factor(&self, officer: &str, step: i64, recovery: &[String]) -> StoreResult<()> {
        let tx = self.begin().await.map_err(store_error)?;
        let confirmed = second_factors::Entity::update_many()
            .col_expr(second_factors::Column::Confirmed, Expr::value(true))
            .col_expr(second_factors::Column::Step, Expr::value(step))
            .filter(second_factors::Column::Officer.eq(text(officer)))
            .filter(second_factors::Column::Confirmed.eq(false))
            .exec(&tx)
            .await
            .map_err(store_error)?;
        if confirmed.rows_affected == 0 {
            return Err(StoreError::Conflict("there is no second factor to confirm".to_owned()));
        }
        replace_codes(&tx, officer, recovery).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)
    }

    async fn replace_recovery(&self, officer: &str, recovery: &[String]) -> StoreResult<()> {
        let tx = self.begin().await.map_err(store_error)?;
        lock(&tx, Lock::Accounts).await.map_err(store_error)?;
        let found = second_factors::Entity::find_by_id(text(officer)).one(&tx).await.map_err(store_error)?;
        if !found.is_some_and(|row| row.confirmed) {
            return Err(StoreError::Conflict("there is no second factor".to_owned()));
        }
        replace_codes(&tx, officer, recovery).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)
    }

    async fn use_step(&self, officer: &str, step: i64) -> StoreResult<bool> {
        let used = second_factors::Entity::update_many()
            .col_expr(second_factors::Column::Step, Expr::value(step))
            .filter(second_factors::Column::Officer.eq(text(officer)))
            .filter(second_factors::Column::Confirmed.eq(true))
            .filter(second_factors::Column::Step.lt(step))
            .exec(&self.write)
            .await
            .map_err(store_error)?;
        Ok(used.rows_affected == 1)
    }

    async fn use_recovery(&self, officer: &str, digest: &str) -> StoreResult<bool> {
        let code = recovery_codes::Entity::delete_by_id((text(officer), text(digest)));
        Ok(code.exec(&self.write).await.map_err(store_error)?.rows_affected == 1)
    }

    async fn recovery_left(&self, officer: &str) -> StoreResult<u64> {
        let theirs = recovery_codes::Entity::find().filter(recovery_codes::Column::Officer.eq(text(officer)));
        theirs.count(&self.read).await.map_err(store_error)
    }

    async fn remove_factor(&self, officer: &str) -> StoreResult<()> {
        let tx = self.begin().await.map_err(store_error)?;
        let codes = recovery_codes::Entity::delete_many().filter(recovery_codes::Column::Officer.eq(text(officer)));
        codes.exec(&tx).await.map_err(store_error)?;
        second_factors::Entity::delete_by_id(text(officer)).exec(&tx).await.map_err(store_error)?;
        tx.commit().await.map_err(store_error)
    }

    async fn sweep(&self, now: i64) -> StoreResult<()> {
        sessions::Entity::delete_many().filter(sessions::Column::Expires.lte(now)).exec(&self.write).await.map_err(store_error)?;
        invitations::Entity::delete_many().filter(invitations::Column::Expires.lte(now)).exec(&self.write).await.map_err(store_error)?;
        let forgotten = attempts::Column::Last.lte(now - LockRule::ACCOUNT.forgotten_ms);
        attempts::Entity::delete_many().filter(forgotten).exec(&self.write).await.map_err(store_error)?;
        Ok(())
    }
}

async fn insert_grants<C: ConnectionTrait>(tx: &C, officer: &str, all: &[Grant]) -> Result<(), DbErr> {
    for (position, grant) in (0_i32..).zip(all) {
        let row = grants::ActiveModel {
            officer: Set(text(officer)),
            position: Set(position),
            role: Set(grant.role.as_str().to_owned()),
            area: Set(grant.area.as_ref().map(|a| a.as_str().to_owned())),
        };
        grants::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn replace_codes<C: ConnectionTrait>(tx: &C, officer: &str, recovery: &[String]) -> Result<(), DbErr> {
    recovery_codes::Entity::delete_many().filter(recovery_codes::Column::Officer.eq(text(officer))).exec(tx).await?;
    for digest in recovery {
        let row = recovery_codes::ActiveModel { officer: Set(text(officer)), digest: Set(text(digest)) };
        recovery_codes::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The invitation of a row; one whose role or area cannot be read gives nothing.
fn invitation(row: invitations::Model) -> Option<Invitation> {
    let grant = grant(&row.role, row.area.as_deref())?;
    Some(Invitation { digest: row.digest, email: row.email, grant, expires: row.expires })
}

/// The session of a row; one whose stage cannot be read opens nothing.
fn session(row: sessions::Model) -> Option<Session> {
    let sessions::Model { digest, id, officer, stage, device, started, used, expires } = row;
    let stage = stage.parse().ok()?;
    Some(Session { digest, id, officer, stage, device, started, used, expires })
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
