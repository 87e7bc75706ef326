use super::{AccountError, Accounts, AuditAction, Grant, Invitation, Officer, Permission, Scope, TERMINAL};
use crate::{area::Area, store::StoreError};

/// Who manages officers, and how far.
#[derive(Debug, Clone)]
pub struct Actor {
    /// As the audit calls them.
    pub name: String,
    /// The own account, which stays as it is.
    id: Option<String>,
    scope: Scope,
}

impl Actor {
    /// Whoever can start the program on the server.
    pub fn terminal() -> Self {
        Self { name: TERMINAL.to_owned(), id: None, scope: Scope::All }
    }

    /// An officer, as far as the grants reach.
    pub fn officer(officer: &Officer) -> Self {
        Self { name: officer.email.clone(), id: Some(officer.id.clone()), scope: officer.scope(Permission::ManageOfficers) }
    }

    /// Whether a role may be given there; a role for every area, only by who manages every area.
    pub(super) fn reaches(&self, area: Option<&Area>) -> bool {
        area.map_or(self.scope == Scope::All, |a| self.scope.reaches(a))
    }

    /// Whether any of this officer's roles lie within reach.
    fn sees(&self, officer: &Officer) -> bool {
        self.scope == Scope::All || officer.grants.iter().any(|g| self.reaches(g.area.as_ref()))
    }

    /// Whether all of this officer's roles lie within reach.
    fn manages(&self, officer: &Officer) -> Result<(), AccountError> {
        if self.id.as_ref() == Some(&officer.id) {
            return Err(AccountError::Own);
        }
        let all = self.scope == Scope::All || officer.grants.iter().all(|g| self.reaches(g.area.as_ref()));
        if all { Ok(()) } else { Err(AccountError::NotYours) }
    }
}

impl Accounts {
    /// The officers who have a role within reach, by e-mail address.
    pub async fn officers(&self, by: &Actor) -> Result<Vec<Officer>, AccountError> {
        Ok(self.store.all().await?.into_iter().filter(|o| by.sees(o)).collect())
    }

    /// One of them; the error says not found where it lies out of reach.
    pub async fn officer(&self, by: &Actor, id: &str) -> Result<Officer, AccountError> {
        let found = self.store.by_id(id).await?.map(|(officer, _)| officer).filter(|o| by.sees(o));
        found.ok_or(AccountError::Store(StoreError::NotFound))
    }

    /// One of them, by e-mail address.
    pub async fn officer_by_email(&self, by: &Actor, email: &str) -> Result<Officer, AccountError> {
        let found = self.store.by_email(&email.trim().to_lowercase()).await?.map(|(officer, _)| officer).filter(|o| by.sees(o));
        found.ok_or(AccountError::Store(StoreError::NotFound))
    }

    /// The invitations within reach that still work, newest first.
    pub async fn invitations(&self, by: &Actor) -> Result<Vec<Invitation>, AccountError> {
        let open = self.store.invitations(self.clock.now_ms()).await?;
        Ok(open.into_iter().filter(|i| by.reaches(i.grant.area.as_ref())).collect())
    }

    /// Withdraws an invitation: its link stops working. One that is gone or out of reach is not found.
    pub async fn withdraw(&self, by: &Actor, digest: &str) -> Result<(), AccountError> {
        let open = self.invitations(by).await?;
        let found = open.into_iter().find(|i| i.digest == digest).ok_or(AccountError::Store(StoreError::NotFound))?;
        let whom = format!("{} {}", found.email.as_deref().unwrap_or("-"), found.grant.role.as_str());
        self.note(&by.name, AuditAction::InvitationWithdrawn, &whom, found.grant.area).await?;
        Ok(self.store.withdraw(&found.digest).await?)
    }

    /// Whether this officer can be changed, and if not, why.
    pub fn may_change(&self, by: &Actor, officer: &Officer) -> Result<(), AccountError> {
        by.manages(officer)
    }

    /// Keeps an officer from signing in, or lets them again.
    pub async fn set_disabled(&self, by: &Actor, officer: &Officer, disabled: bool) -> Result<(), AccountError> {
        by.manages(officer)?;
        let action = if disabled { AuditAction::Disabled } else { AuditAction::Enabled };
        self.note_each(by, action, officer, &officer.email).await?;
        Ok(self.store.set_disabled(&officer.email, disabled).await?)
    }

    /// Replaces what an officer may do; it holds from their next click on.
    pub async fn set_grants(&self, by: &Actor, officer: &Officer, grants: Vec<Grant>) -> Result<(), AccountError> {
        by.manages(officer)?;
        if grants.is_empty() {
            return Err(AccountError::NoRole);
        }
        if !grants.iter().all(|g| by.reaches(g.area.as_ref())) {
            return Err(AccountError::NotYours);
        }
        let say = |g: &Grant| format!("{}/{}", g.area.as_ref().map_or("all", Area::as_str), g.role.as_str());
        let whom = format!("{} {}", officer.email, grants.iter().map(say).collect::<Vec<_>>().join(" "));
        let after = Officer { grants: [officer.grants.clone(), grants.clone()].concat(), ..officer.clone() };
        self.note_each(by, AuditAction::GrantsChanged, &after, &whom).await?;
        Ok(self.store.set_grants(&officer.id, &grants).await?)
    }

    /// Takes a second factor away from an officer who has lost it, and ends their sessions.
    pub async fn reset_factor(&self, by: &Actor, officer: &Officer) -> Result<(), AccountError> {
        by.manages(officer)?;
        self.note_each(by, AuditAction::SecondFactorReset, officer, &officer.email).await?;
        self.store.remove_factor(&officer.id).await?;
        Ok(self.store.end_sessions(&officer.id, None).await?)
    }

    /// Writes what was done to an officer for each area that it concerns, so that each area's administrators see it.
    async fn note_each(&self, by: &Actor, action: AuditAction, officer: &Officer, subject: &str) -> Result<(), AccountError> {
        let mut areas: Vec<Option<Area>> = Vec::new();
        for grant in &officer.grants {
            if !areas.contains(&grant.area) {
                areas.push(grant.area.clone());
            }
        }
        for area in areas {
            self.note(&by.name, action, subject, area).await?;
        }
        Ok(())
    }
}
