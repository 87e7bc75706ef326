//! The people of a council who read ratings: their accounts, what each may see, and how they sign in.
//!
//! A role is granted for one area or for all; what a grant reaches is a [`Scope`], and the stores' queries take it, so that a page
//! cannot forget to ask. Passwords are argon2id; sessions, wrong attempts and second factors live in the store, so that a restart
//! forgives nothing. Every change is written to the audit before it is made. Home of argon2 and totp-rs.

mod accounts;
mod administration;
mod audit;
mod lockout;
mod memory;
mod password;
mod permission;
mod second_factor;

pub use accounts::{AccountError, Accounts, Entered, IDLE_MINUTES, Origin, SESSION_HOURS, SignedIn};
pub use administration::Actor;
pub use audit::{AUDIT_KEPT_MS, AuditAction, AuditEntry, AuditFilter, AuditStore, MemoryAudit, NewAudit, TERMINAL};
pub use lockout::{Attempts, LockRule};
pub use memory::MemoryOfficers;
pub use password::{MIN_PASSWORD_CHARS, PasswordHash};
pub use permission::Permission;
pub use second_factor::{FactorSecret, RECOVERY_CODES, Vault};

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

/// How far a browser has come with signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is still asked for, and nothing else is open.
    Code,
    /// Signed in, but a second factor has to be set up first.
    Enrol,
    /// Signed in.
    Full,
}

impl Stage {
    /// Its name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Enrol => "enrol",
            Self::Full => "full",
        }
    }
}

impl FromStr for Stage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Code, Self::Enrol, Self::Full].into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("`{text}` is not a stage"))
    }
}

/// A browser that is signed in, or on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The digest of the cookie's token.
    pub digest: String,
    /// Names it in a list; opens nothing.
    pub id: String,
    /// Whose it is.
    pub officer: String,
    /// How far it has come.
    pub stage: Stage,
    /// What kind of browser it is, in two words.
    pub device: String,
    /// When it was begun, in milliseconds since 1970.
    pub started: i64,
    /// When it was last used, to about a minute.
    pub used: i64,
    /// When it stops working, in milliseconds since 1970.
    pub expires: i64,
}

/// An officer's second factor, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// The secret, sealed.
    pub secret: String,
    /// A first number has shown that the app has it; before that it protects nothing.
    pub confirmed: bool,
    /// The last step of time whose number was used.
    pub step: i64,
}

/// Where officers, invitations, sessions and what guards them are kept.
#[async_trait]
pub trait OfficerStore: Send + Sync {
    /// Whether there is any officer at all.
    async fn any(&self) -> StoreResult<bool>;

    /// All officers, by e-mail address.
    async fn all(&self) -> StoreResult<Vec<Officer>>;

    /// The officer who signs in with that address, with the stored password.
    async fn by_email(&self, email: &str) -> StoreResult<Option<(Officer, PasswordHash)>>;

    /// The officer of that id, with the stored password.
    async fn by_id(&self, id: &str) -> StoreResult<Option<(Officer, PasswordHash)>>;

    /// Keeps an invitation; a conflict where its digest is known already.
    async fn invite(&self, invitation: Invitation) -> StoreResult<()>;

    /// The invitation of that digest, while it works.
    async fn invitation(&self, digest: &str, now: i64) -> StoreResult<Option<Invitation>>;

    /// The invitations that still work, newest first.
    async fn invitations(&self, now: i64) -> StoreResult<Vec<Invitation>>;

    /// Removes the invitation of that digest; removing one that is used or gone is no error.
    async fn withdraw(&self, digest: &str) -> StoreResult<()>;

    /// Makes the account of an invitation and uses the invitation up, both or neither; a conflict where the address is taken, not
    /// found where the invitation does not work any more. The first account of all uses up every invitation without an address.
    async fn accept(&self, digest: &str, officer: Officer, password: PasswordHash, now: i64) -> StoreResult<()>;

    /// Lets an officer sign in or not; ends the sessions of who may not; not found where nobody has the address.
    async fn set_disabled(&self, email: &str, disabled: bool) -> StoreResult<()>;

    /// Replaces what an officer may do; not found where there is no such officer.
    async fn set_grants(&self, officer: &str, grants: &[Grant]) -> StoreResult<()>;

    /// Replaces a password; not found where there is no such officer.
    async fn set_password(&self, officer: &str, password: PasswordHash) -> StoreResult<()>;

    /// Keeps a session; not found where there is no such officer, a conflict where its digest is known already.
    async fn start_session(&self, session: Session) -> StoreResult<()>;

    /// Whose session that is, while it works and the officer may sign in.
    async fn session(&self, digest: &str, now: i64) -> StoreResult<Option<(Officer, Session)>>;

    /// Notes that a session was used and until when it works now; one that is over stays over.
    async fn touch_session(&self, digest: &str, used: i64, expires: i64) -> StoreResult<()>;

    /// An officer's sessions that still work, newest first.
    async fn sessions_of(&self, officer: &str, now: i64) -> StoreResult<Vec<Session>>;

    /// Ends a session; ending one that is over is no error.
    async fn end_session(&self, digest: &str) -> StoreResult<()>;

    /// Ends the session of that id where it is this officer's.
    async fn end_session_of(&self, officer: &str, id: &str) -> StoreResult<()>;

    /// Ends all sessions of an officer, but the one of this digest.
    async fn end_sessions(&self, officer: &str, except: Option<&str>) -> StoreResult<()>;

    /// Counts an attempt by the rule and gives what stands then; `Err` with the moment until when no attempt is looked at, which then is not counted. Of many at
    /// once each is counted.
    async fn attempt(&self, subject: &str, rule: &LockRule, now: i64) -> StoreResult<Result<Attempts, i64>>;

    /// Takes one attempt back, and the wait that it cost; all of them where wanted.
    async fn forgive(&self, subject: &str, all: bool) -> StoreResult<()>;

    /// An officer's second factor.
    async fn factor(&self, officer: &str) -> StoreResult<Option<Factor>>;

    /// Keeps a secret that is not confirmed; a conflict where a confirmed one stands.
    async fn begin_factor(&self, officer: &str, secret: &str) -> StoreResult<()>;

    /// Confirms the secret with its first step and keeps the digests of recovery codes; a conflict where there is none to confirm.
    async fn confirm_factor(&self, officer: &str, step: i64, recovery: &[String]) -> StoreResult<()>;

    /// Uses a step up; false where it, or a later one, was used before.
    async fn use_step(&self, officer: &str, step: i64) -> StoreResult<bool>;

    /// Uses a recovery code up; false where there is no such.
    async fn use_recovery(&self, officer: &str, digest: &str) -> StoreResult<bool>;

    /// Puts these digests in the place of all recovery codes; a conflict where no second factor works.
    async fn replace_recovery(&self, officer: &str, recovery: &[String]) -> StoreResult<()>;

    /// How many recovery codes are left.
    async fn recovery_left(&self, officer: &str) -> StoreResult<u64>;

    /// Removes the second factor and its recovery codes; what is not there is no error.
    async fn remove_factor(&self, officer: &str) -> StoreResult<()>;

    /// Removes sessions and invitations that no longer work, and attempts that are forgotten.
    async fn sweep(&self, now: i64) -> StoreResult<()>;
}
