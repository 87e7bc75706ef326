//! The people of a council who read ratings: their accounts, what each may see, and how they sign in.
//!
//! A role is granted for one area or for all; what a grant reaches is a [`Scope`], and the stores' queries take it, so that a page
//! cannot forget to ask. Passwords are argon2id; sessions live in the store and end there. Home of argon2.

mod accounts;
mod audit;
mod memory;
mod password;

pub use accounts::{AccountError, Accounts, SESSION_HOURS, SignedIn};
pub use audit::{AUDIT_KEPT_MS, AuditAction, AuditEntry, AuditFilter, AuditStore, MemoryAudit, NewAudit, TERMINAL};
pub use memory::MemoryOfficers;
pub use password::{MIN_PASSWORD_CHARS, PasswordHash};

use std::str::FromStr;

use async_trait::async_trait;

use crate::{area::Area, store::StoreResult};

/// What an officer may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// May read ratings.
    Viewer,
    /// May work on ratings.
    Reviewer,
    /// May change articles.
    Editor,
    /// May see what is kept about danger.
    Safeguarding,
    /// May also manage officers.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Viewer, Self::Reviewer, Self::Editor, Self::Safeguarding, Self::Administrator];

    /// Its name in rows and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Reviewer => "reviewer",
            Self::Editor => "editor",
            Self::Safeguarding => "safeguarding",
            Self::Administrator => "administrator",
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = "viewer, reviewer, editor, safeguarding or administrator";
        Self::ALL.into_iter().find(|r| r.as_str() == text).ok_or_else(|| format!("`{text}` is not a role; write {names}"))
    }
}

/// A role for an area; for every area where none is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What may be done.
    pub role: Role,
    /// Where; everywhere when absent.
    pub area: Option<Area>,
}

/// Which areas' rows a person may touch; made from grants and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every area.
    All,
    /// Only these.
    Areas(Vec<Area>),
}

impl Scope {
    /// Whether rows of that area may be touched.
    pub fn reaches(&self, area: &Area) -> bool {
        match self {
            Self::All => true,
            Self::Areas(areas) => areas.contains(area),
        }
    }
}

/// An officer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Names the account.
    pub id: String,
    /// Whom to write to; also the name to sign in with, in lower case.
    pub email: String,
    /// What may be done, and where.
    pub grants: Vec<Grant>,
    /// May no longer sign in.
    pub disabled: bool,
}

impl Officer {
    /// Where this officer may read ratings: every role may.
    pub fn scope(&self) -> Scope {
        if self.grants.iter().any(|g| g.area.is_none()) {
            return Scope::All;
        }
        Scope::Areas(self.grants.iter().filter_map(|g| g.area.clone()).collect())
    }
}

/// A link by which one person sets a password, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The digest of the link's token.
    pub digest: String,
    /// Whom it is for; asked on the page for the first officer of all.
    pub email: Option<String>,
    /// What the new account may do.
    pub grant: Grant,
    /// When it stops working, in milliseconds since 1970.
    pub expires: i64,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The digest of the cookie's token.
    pub digest: String,
    /// Whose it is.
    pub officer: String,
    /// When it stops working, in milliseconds since 1970.
    pub expires: i64,
}

/// Where officers, invitations and sessions are kept.
#[async_trait]
pub trait OfficerStore: Send + Sync {
    /// Whether there is any officer at all.
    async fn any(&self) -> StoreResult<bool>;

    /// All officers, by e-mail address.
    async fn all(&self) -> StoreResult<Vec<Officer>>;

    /// The officer who signs in with that address, with the stored password.
    async fn by_email(&self, email: &str) -> StoreResult<Option<(Officer, PasswordHash)>>;

    /// Keeps an invitation; a conflict where its digest is known already.
    async fn invite(&self, invitation: Invitation) -> StoreResult<()>;

    /// The invitation of that digest, while it works.
    async fn invitation(&self, digest: &str, now: i64) -> StoreResult<Option<Invitation>>;

    /// Makes the account of an invitation and uses the invitation up, both or neither; a conflict where the address is taken, not
    /// found where the invitation does not work any more. The first account of all uses up every invitation without an address.
    async fn accept(&self, digest: &str, officer: Officer, password: PasswordHash, now: i64) -> StoreResult<()>;

    /// Lets an officer sign in or not; ends the sessions of who may not; not found where nobody has the address.
    async fn set_disabled(&self, email: &str, disabled: bool) -> StoreResult<()>;

    /// Keeps a session; not found where there is no such officer, a conflict where its digest is known already.
    async fn start_session(&self, session: Session) -> StoreResult<()>;

    /// Whose session that is, while it works and the officer may sign in.
    async fn session(&self, digest: &str, now: i64) -> StoreResult<Option<Officer>>;

    /// Ends a session; ending one that is over is no error.
    async fn end_session(&self, digest: &str) -> StoreResult<()>;

    /// Removes sessions and invitations that no longer work.
    async fn sweep(&self, now: i64) -> StoreResult<()>;
}
