use std::{
    str::FromStr,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;

use super::Scope;
use crate::{area::Area, ids::row_id, store::StoreResult};

/// How long an entry is kept, in milliseconds: two years, so that a question raised a year later can still be answered.
pub const AUDIT_KEPT_MS: i64 = 730 * 24 * 60 * 60 * 1000;

/// Who acted where no account did: the commands of the terminal.
pub const TERMINAL: &str = "terminal";

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What was done; changing something, or seeing what few may see.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum AuditAction {
            $($(#[$doc])* $name,)*
        }

        impl AuditAction {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in rows, addresses and the catalogue (`audit-…`).
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

actions! {
    /// Somebody signed in.
    SignedIn = "signed-in",
    /// An account or network was locked out after wrong passwords or numbers.
    LockedOut = "locked-out",
    /// Every session of an account was ended by its owner.
    SignedOutEverywhere = "signed-out-everywhere",
    /// An officer changed the own password.
    PasswordChanged = "password-changed",
    /// An officer switched the second factor on.
    SecondFactorOn = "second-factor-on",
    /// An officer switched the second factor off.
    SecondFactorOff = "second-factor-off",
    /// An administrator took another officer's second factor away, so that it can be set up anew.
    SecondFactorReset = "second-factor-reset",
    /// A recovery code was used to sign in.
    RecoveryCodeUsed = "recovery-code-used",
    /// An officer made new recovery codes; the old ones open nothing.
    RecoveryCodesMade = "recovery-codes-made",
    /// A link for a new account was made.
    Invited = "invited",
    /// A link for a new account was withdrawn before it was used.
    InvitationWithdrawn = "invitation-withdrawn",
    /// An account was made by such a link.
    AccountMade = "account-made",
    /// An account may no longer sign in.
    Disabled = "disabled",
    /// An account may sign in again.
    Enabled = "enabled",
    /// What an account may do was changed.
    GrantsChanged = "grants-changed",
    /// The list of what was said in danger was opened.
    SafeguardingListed = "safeguarding-listed",
    /// The words of one message of danger were read.
    SafeguardingViewed = "safeguarding-viewed",
    /// A message of danger was marked as taken up, or a note was put to it.
    SafeguardingHandled = "safeguarding-handled",
    /// A message of danger was removed before its time.
    SafeguardingRemoved = "safeguarding-removed",
    /// Somebody's data were put together for them.
    DataExported = "data-exported",
    /// Somebody's data were removed.
    DataErased = "data-erased",
    /// What was past its time was removed.
    RetentionRan = "retention-ran",
    /// What was sealed with a lost key, or belongs to people whom a lost key named, was removed.
    LostKeyForgotten = "lost-key-forgotten",
    /// A key was replaced.
    KeyReplaced = "key-replaced",
    /// A complaint about personal data was answered or closed.
    ComplaintHandled = "complaint-handled",
}

impl FromStr for AuditAction {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|a| a.as_str() == text).ok_or_else(|| format!("`{text}` is not an action of the audit"))
    }
}

/// An entry to be written.
#[derive(Debug, Clone)]
pub struct NewAudit {
    /// Who did it: the e-mail address of the account as it then was, or [`TERMINAL`].
    pub officer: String,
    /// What was done.
    pub action: AuditAction,
    /// To what: a row's id or an officer's address; never a word of a family.
    pub subject: String,
    /// The area that it concerns; none where it concerns all.
    pub area: Option<Area>,
    /// Now, in milliseconds since 1970.
    pub at: i64,
}

/// An entry as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Sorts by time.
    pub id: String,
    /// Who did it.
    pub officer: String,
    /// What was done.
    pub action: AuditAction,
    /// To what.
    pub subject: String,
    /// The area that it concerns.
    pub area: Option<Area>,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// Which entries to list.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only of this officer.
    pub officer: Option<String>,
    /// Only this action.
    pub action: Option<AuditAction>,
    /// Only this area.
    pub area: Option<Area>,
    /// Only those older than the entry of this id: the next page.
    pub before: Option<String>,
    /// Most rows; at least 1.
    pub most: u64,
}

/// Where the audit is kept. There is no way to change an entry, and only age removes one.
#[async_trait]
pub trait AuditStore: Send + Sync {
    /// Writes an entry durably before it returns; what must be audited is done after this has succeeded.
    async fn note(&self, entry: NewAudit) -> StoreResult<()>;

    /// Entries newest first, as far as the scope reaches; those that concern every area are for who may see every area.
    async fn entries(&self, filter: &AuditFilter, scope: &Scope) -> StoreResult<Vec<AuditEntry>>;

    /// Removes what is older than [`AUDIT_KEPT_MS`], and nothing else; tells how many rows.
    async fn expire_audit(&self, now: i64) -> StoreResult<u64>;
}

/// The audit in memory, for tests; holds to the same contract as the database.
#[derive(Debug, Default)]
pub struct MemoryAudit(Mutex<Vec<AuditEntry>>);

#[async_trait]
impl AuditStore for MemoryAudit {
    async fn note(&self, new: NewAudit) -> StoreResult<()> {
        let NewAudit { officer, action, subject, area, at } = new;
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(AuditEntry { id: row_id(at), officer, action, subject, area, at });
        Ok(())
    }

    async fn entries(&self, filter: &AuditFilter, scope: &Scope) -> StoreResult<Vec<AuditEntry>> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |e: &&AuditEntry| {
            filter.officer.as_ref().is_none_or(|o| *o == e.officer)
                && filter.action.is_none_or(|a| a == e.action)
                && filter.area.as_ref().is_none_or(|a| Some(a) == e.area.as_ref())
                && filter.before.as_ref().is_none_or(|b| e.id < *b)
                && e.area.as_ref().map_or(*scope == Scope::All, |a| scope.reaches(a))
        };
        let mut found: Vec<AuditEntry> = entries.iter().filter(fits).cloned().collect();
        found.sort_by(|a, b| b.id.cmp(&a.id));
        found.truncate(usize::try_from(filter.most.max(1)).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn expire_audit(&self, now: i64) -> StoreResult<u64> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = entries.len();
        entries.retain(|e| e.at >= now.saturating_sub(AUDIT_KEPT_MS));
        Ok((before - entries.len()) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_name_of_its_own() {
        for action in AuditAction::ALL {
            assert_eq!(action.as_str().parse(), Ok(*action));
        }
        assert!("".parse::<AuditAction>().is_err());
    }
}
