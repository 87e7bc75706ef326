use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{Attempts, Factor, Grant, Invitation, LockRule, Officer, OfficerStore, PasswordHash, Session};
use crate::store::{StoreError, StoreResult};

/// Officers in memory, for tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryOfficers(Mutex<Tables>);

#[derive(Debug, Default)]
struct Tables {
    officers: Vec<(Officer, PasswordHash)>,
    invitations: Vec<Invitation>,
    sessions: Vec<Session>,
    attempts: HashMap<String, Attempts>,
    factors: HashMap<String, (Factor, BTreeSet<String>)>,
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

    async fn by_id(&self, id: &str) -> StoreResult<Option<(Officer, PasswordHash)>> {
        Ok(self.tables().officers.iter().find(|(o, _)| o.id == id).cloned())
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

    async fn invitations(&self, now: i64) -> StoreResult<Vec<Invitation>> {
        let mut open: Vec<Invitation> = self.tables().invitations.iter().filter(|i| i.expires > now).cloned().collect();
        open.sort_by(|a, b| (b.expires, &a.digest).cmp(&(a.expires, &b.digest)));
        Ok(open)
    }

    async fn withdraw(&self, digest: &str) -> StoreResult<()> {
        self.tables().invitations.retain(|i| i.digest != digest);
        Ok(())
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

    async fn session(&self, digest: &str, now: i64) -> StoreResult<Option<(Officer, Session)>> {
        let tables = self.tables();
        let session = tables.sessions.iter().find(|s| s.digest == digest && s.expires > now);
        let found = |s: &Session| {
            let officer = tables.officers.iter().find(|(o, _)| o.id == s.officer && !o.disabled);
            officer.map(|(o, _)| (o.clone(), s.clone()))
        };
        Ok(session.and_then(found))
    }

    async fn touch_session(&self, digest: &str, used: i64, expires: i64) -> StoreResult<()> {
        if let Some(session) = self.tables().sessions.iter_mut().find(|s| s.digest == digest && s.expires > used) {
            (session.used, session.expires) = (used, expires);
        }
        Ok(())
    }

    async fn sessions_of(&self, officer: &str, now: i64) -> StoreResult<Vec<Session>> {
        let mut all: Vec<Session> = self.tables().sessions.iter().filter(|s| s.officer == officer && s.expires > now).cloned().collect();
        all.sort_by(|a, b| b.id.cmp(&a.id));
        Ok(all)
    }

    async fn end_session(&self, digest: &str) -> StoreResult<()> {
        self.tables().sessions.retain(|s| s.digest != digest);
        Ok(())
    }

    async fn end_session_of(&self, officer: &str, id: &str) -> StoreResult<()> {
        self.tables().sessions.retain(|s| s.officer != officer || s.id != id);
        Ok(())
    }

    async fn end_sessions(&self, officer: &str, except: Option<&str>) -> StoreResult<()> {
        self.tables().sessions.retain(|s| s.officer != officer || Some(s.digest.as_str()) == except);
        Ok(())
    }

    async fn set_grants(&self, officer: &str, grants: &[Grant]) -> StoreResult<()> {
        let mut tables = self.tables();
        let (found, _) = tables.officers.iter_mut().find(|(o, _)| o.id == officer).ok_or(StoreError::NotFound)?;
        found.grants = grants.to_vec();
        Ok(())
    }

    async fn set_password(&self, officer: &str, password: PasswordHash) -> StoreResult<()> {
        let mut tables = self.tables();
        let (_, hash) = tables.officers.iter_mut().find(|(o, _)| o.id == officer).ok_or(StoreError::NotFound)?;
        *hash = password;
        Ok(())
    }

    async fn attempt(&self, subject: &str, rule: &LockRule, now: i64) -> StoreResult<Result<Attempts, i64>> {
        let mut tables = self.tables();
        let before = tables.attempts.get(subject).copied().unwrap_or_default();
        let after = rule.attempt(before, now);
        if let Ok(after) = after {
            tables.attempts.insert(subject.to_owned(), after);
        }
        Ok(after)
    }

    async fn forgive(&self, subject: &str, all: bool) -> StoreResult<()> {
        let mut tables = self.tables();
        if all {
            tables.attempts.remove(subject);
        } else if let Some(attempts) = tables.attempts.get_mut(subject) {
            (attempts.count, attempts.until) = ((attempts.count - 1).max(0), 0);
        }
        Ok(())
    }

    async fn factor(&self, officer: &str) -> StoreResult<Option<Factor>> {
        Ok(self.tables().factors.get(officer).map(|(f, _)| f.clone()))
    }

    async fn begin_factor(&self, officer: &str, secret: &str) -> StoreResult<()> {
        let mut tables = self.tables();
        if !tables.officers.iter().any(|(o, _)| o.id == officer) {
            return Err(StoreError::NotFound);
        }
        if tables.factors.get(officer).is_some_and(|(f, _)| f.confirmed) {
            return Err(StoreError::Conflict("there is a second factor already".to_owned()));
        }
        let factor = Factor { secret: secret.to_owned(), confirmed: false, step: 0 };
        tables.factors.insert(officer.to_owned(), (factor, BTreeSet::new()));
        Ok(())
    }

    async fn confirm_factor(&self, officer: &str, step: i64, recovery: &[String]) -> StoreResult<()> {
        let mut tables = self.tables();
        let waiting = tables.factors.get_mut(officer).filter(|(f, _)| !f.confirmed);
        let (factor, codes) = waiting.ok_or_else(|| StoreError::Conflict("there is no second factor to confirm".to_owned()))?;
        (factor.confirmed, factor.step) = (true, step);
        *codes = recovery.iter().cloned().collect();
        Ok(())
    }

    async fn use_step(&self, officer: &str, step: i64) -> StoreResult<bool> {
        let mut tables = self.tables();
        let Some((factor, _)) = tables.factors.get_mut(officer).filter(|(f, _)| f.confirmed && f.step < step) else { return Ok(false) };
        factor.step = step;
        Ok(true)
    }

    async fn use_recovery(&self, officer: &str, digest: &str) -> StoreResult<bool> {
        Ok(self.tables().factors.get_mut(officer).is_some_and(|(_, codes)| codes.remove(digest)))
    }

    async fn replace_recovery(&self, officer: &str, recovery: &[String]) -> StoreResult<()> {
        let mut tables = self.tables();
        let working = tables.factors.get_mut(officer).filter(|(f, _)| f.confirmed);
        let (_, codes) = working.ok_or_else(|| StoreError::Conflict("there is no second factor".to_owned()))?;
        *codes = recovery.iter().cloned().collect();
        Ok(())
    }

    async fn recovery_left(&self, officer: &str) -> StoreResult<u64> {
        Ok(self.tables().factors.get(officer).map_or(0, |(_, codes)| codes.len() as u64))
    }

    async fn remove_factor(&self, officer: &str) -> StoreResult<()> {
        self.tables().factors.remove(officer);
        Ok(())
    }

    async fn sweep(&self, now: i64) -> StoreResult<()> {
        let mut tables = self.tables();
        tables.sessions.retain(|s| s.expires > now);
        tables.invitations.retain(|i| i.expires > now);
        tables.attempts.retain(|_, a| a.last > now - LockRule::ACCOUNT.forgotten_ms);
        Ok(())
    }
}
