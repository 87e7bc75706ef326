use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{Invitation, Officer, OfficerStore, PasswordHash, Session};
use crate::store::{StoreError, StoreResult};

/// Officers in memory, for tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryOfficers(Mutex<Tables>);

#[derive(Debug, Default)]
struct Tables {
    officers: Vec<(Officer, PasswordHash)>,
    invitations: Vec<Invitation>,
    sessions: Vec<Session>,
}

impl MemoryOfficers {
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl OfficerStore for MemoryOfficers {
    async fn any(&self) -> StoreResult<bool> {
        Ok(!self.tables().officers.is_empty())
    }

    async fn all(&self) -> StoreResult<Vec<Officer>> {
        let mut all: Vec<Officer> = self.tables().officers.iter().map(|(o, _)| o.clone()).collect();
        all.sort_by(|a, b| a.email.cmp(&b.email));
        Ok(all)
    }

    async fn by_email(&self, email: &str) -> StoreResult<Option<(Officer, PasswordHash)>> {
        Ok(self.tables().officers.iter().find(|(o, _)| o.email == email).cloned())
    }

    async fn invite(&self, invitation: Invitation) -> StoreResult<()> {
        let mut tables = self.tables();
        if tables.invitations.iter().any(|i| i.digest == invitation.digest) {
            return Err(StoreError::Conflict("there is such an invitation already".to_owned()));
        }
        tables.invitations.push(invitation);
        Ok(())
    }

    async fn invitation(&self, digest: &str, now: i64) -> StoreResult<Option<Invitation>> {
        Ok(self.tables().invitations.iter().find(|i| i.digest == digest && i.expires > now).cloned())
    }

    async fn accept(&self, digest: &str, officer: Officer, password: PasswordHash, now: i64) -> StoreResult<()> {
        let mut tables = self.tables();
        let works = tables.invitations.iter().any(|i| i.digest == digest && i.expires > now);
        if !works {
            return Err(StoreError::NotFound);
        }
        if tables.officers.iter().any(|(o, _)| o.email == officer.email) {
            return Err(StoreError::Conflict("the e-mail address is taken".to_owned()));
        }
        let first = tables.officers.is_empty();
        tables.invitations.retain(|i| i.digest != digest && !(first && i.email.is_none()));
        tables.officers.push((officer, password));
        Ok(())
    }

    async fn set_disabled(&self, email: &str, disabled: bool) -> StoreResult<()> {
        let mut tables = self.tables();
        let (officer, _) = tables.officers.iter_mut().find(|(o, _)| o.email == email).ok_or(StoreError::NotFound)?;
        officer.disabled = disabled;
        let id = officer.id.clone();
        if disabled {
            tables.sessions.retain(|s| s.officer != id);
        }
        Ok(())
    }

    async fn start_session(&self, session: Session) -> StoreResult<()> {
        let mut tables = self.tables();
        if !tables.officers.iter().any(|(o, _)| o.id == session.officer) {
            return Err(StoreError::NotFound);
        }
        if tables.sessions.iter().any(|s| s.digest == session.digest) {
            return Err(StoreError::Conflict("there is such a session already".to_owned()));
        }
        tables.sessions.push(session);
        Ok(())
    }

    async fn session(&self, digest: &str, now: i64) -> StoreResult<Option<Officer>> {
        let tables = self.tables();
        let session = tables.sessions.iter().find(|s| s.digest == digest && s.expires > now);
        let officer = |s: &Session| tables.officers.iter().find(|(o, _)| o.id == s.officer && !o.disabled).map(|(o, _)| o.clone());
        Ok(session.and_then(officer))
    }

    async fn end_session(&self, digest: &str) -> StoreResult<()> {
        self.tables().sessions.retain(|s| s.digest != digest);
        Ok(())
    }

    async fn sweep(&self, now: i64) -> StoreResult<()> {
        let mut tables = self.tables();
        tables.sessions.retain(|s| s.expires > now);
        tables.invitations.retain(|i| i.expires > now);
        Ok(())
    }
}
