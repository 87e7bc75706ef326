use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use super::{
    Actor, AuditAction, AuditStore, Factor, FactorSecret, Grant, Invitation, LockRule, MIN_PASSWORD_CHARS, NewAudit, Officer, OfficerStore,
    PasswordHash, Role, Session, Stage, Vault,
    second_factor::{new_recovery_codes, recovery_digest},
};
use crate::{
    area::Area,
    clock::Clock,
    ids::{RandomnessError, Token, row_id, sha256_hex},
    store::StoreError,
};

/// How long a session lasts at most, in hours: a working day and a margin.
pub const SESSION_HOURS: i64 = 10;
/// How long a session lasts without use, in minutes.
pub const IDLE_MINUTES: i64 = 60;
/// How long the second factor may be looked for, in minutes.
const CODE_MINUTES: i64 = 10;
/// How long an invitation works, in hours.
const INVITATION_HOURS: i64 = 72;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Passwords that are hashed at once: each takes 19 MiB and a thread, and sign-in must not take the chat's.
const HASHED_AT_ONCE: usize = 4;

/// Why an account could not be made, entered or changed; each text can be shown.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The link was used, is too old, or was never made.
    #[error("This link does not work any more. Ask for a new one.")]
    LinkUsed,
    /// The address has no form of one.
    #[error("Enter an e-mail address, like name@council.gov.uk.")]
    Email,
    /// The password is too short.
    #[error("Use a password of at least {MIN_PASSWORD_CHARS} characters. Three or four words do well.")]
    Password,
    /// There is an account with that address.
    #[error("There is an account with this e-mail address already.")]
    Taken,
    /// Address or password are wrong, or the account is switched off; which of them is not told.
    #[error("The e-mail address or the password is not right.")]
    SignIn,
    /// The password that was asked for again is wrong.
    #[error("This is not your password now. Nothing was changed.")]
    Current,
    /// There were too many attempts; told alike for accounts that there are and that there are not.
    #[error("There were too many attempts. Please wait {}, then try again.", say_wait(*.0))]
    Wait(i64),
    /// The number or recovery code is wrong or was used.
    #[error("This number is not right, or it was used before. Wait for the next one in your app, then try again.")]
    Code,
    /// There is nothing to confirm, or it is confirmed.
    #[error("The second factor was set up or taken away meanwhile. Please look at your account again.")]
    Factor,
    /// The settings ask every officer for a second factor.
    #[error("Your council asks for a second factor, so it cannot be switched off.")]
    Required,
    /// It lies outside what this officer manages.
    #[error("You do not manage this officer, or not all of the areas. Nothing was changed.")]
    NotYours,
    /// Nobody changes what the own account may do.
    #[error("You cannot change your own account here. Another administrator has to do it.")]
    Own,
    /// An account without a role could do nothing.
    #[error("Choose at least one role. To keep somebody out, switch the account off.")]
    NoRole,
    /// The store failed.
    #[error("Something went wrong on our side. Nothing was changed. Please try again.")]
    Store(#[from] StoreError),
    /// No randomness, or the hash could not be made.
    #[error("Something went wrong on our side. Nothing was changed. Please try again.")]
    Machine,
}

impl From<RandomnessError> for AccountError {
    fn from(_: RandomnessError) -> Self {
        Self::Machine
    }
}

fn say_wait(ms: i64) -> String {
    match (ms.max(0) + 999) / 1000 {
        0 | 1 => "a second".to_owned(),
        seconds @ 2..=90 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", (seconds + 59) / 60),
    }
}

/// Where somebody who signs in comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// A pseudonym of the network, where it is known.
    pub network: Option<String>,
    /// What kind of browser it is, in two words, for the list of sessions.
    pub device: String,
}

/// A browser that has got in, as far as the stage says.
#[derive(Debug)]
pub struct Entered {
    /// For its cookie; a new one at every step, so that one known from before opens nothing.
    pub token: Token,
    /// How far it has come.
    pub stage: Stage,
}

/// An officer in a session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who it is.
    pub officer: Officer,
    /// The session.
    pub session: Session,
}

/// Making accounts, signing in, and what an officer does with the own account.
#[derive(Clone)]
pub struct Accounts {
    pub(super) store: Arc<dyn OfficerStore>,
    pub(super) audit: Arc<dyn AuditStore>,
    vault: Arc<dyn Vault>,
    pub(super) clock: Clock,
    /// Every officer has to have a second factor.
    required: bool,
    hashing: Arc<Semaphore>,
}

impl Accounts {
    /// Accounts kept in that store, their second factors sealed by that vault.
    pub fn new(store: Arc<dyn OfficerStore>, audit: Arc<dyn AuditStore>, vault: Arc<dyn Vault>, clock: Clock) -> Self {
        Self { store, audit, vault, clock, required: false, hashing: Arc::new(Semaphore::new(HASHED_AT_ONCE)) }
    }

    /// The same accounts, with a second factor asked of every officer or not.
    pub fn requiring_second_factor(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// Whether every officer has to have a second factor.
    pub fn requires_second_factor(&self) -> bool {
        self.required
    }

    /// The token of a set-up link where nobody has an account yet; none otherwise.
    pub async fn first_link(&self) -> Result<Option<Token>, AccountError> {
        if self.store.any().await? {
            return Ok(None);
        }
        let grant = Grant { role: Role::Administrator, area: None };
        self.invite(&Actor::terminal(), None, grant).await.map(Some)
    }

    /// The token of a link by which somebody sets a password for a new account.
    pub async fn invite(&self, by: &Actor, email: Option<&str>, grant: Grant) -> Result<Token, AccountError> {
        let email = email.map(|e| tidy_email(e).ok_or(AccountError::Email)).transpose()?;
        if !by.reaches(grant.area.as_ref()) {
            return Err(AccountError::NotYours);
        }
        let token = Token::random()?;
        let expires = self.clock.now_ms() + INVITATION_HOURS * HOUR_MS;
        let whom = format!("{} {}", email.as_deref().unwrap_or("-"), grant.role.as_str());
        self.note(&by.name, AuditAction::Invited, &whom, grant.area.clone()).await?;
        self.store.invite(Invitation { digest: token.digest(), email, grant, expires }).await?;
        Ok(token)
    }

    /// The invitation behind a link.
    pub async fn invitation(&self, token: &Token) -> Result<Invitation, AccountError> {
        self.store.invitation(&token.digest(), self.clock.now_ms()).await?.ok_or(AccountError::LinkUsed)
    }

    /// Makes the account that a link is for and signs in.
    pub async fn accept(&self, token: &Token, email: &str, password: SecretString, origin: &Origin) -> Result<Entered, AccountError> {
        let invitation = self.invitation(token).await?;
        let email = match invitation.email {
            Some(email) => email,
            None => tidy_email(email).ok_or(AccountError::Email)?,
        };
        let hash = self.hash(password).await?;
        let now = self.clock.now_ms();
        let officer = Officer { id: row_id(now), email, grants: vec![invitation.grant], disabled: false };
        self.store.accept(&token.digest(), officer.clone(), hash, now).await.map_err(|e| match e {
            StoreError::NotFound => AccountError::LinkUsed,
            StoreError::Conflict(_) => AccountError::Taken,
            other => AccountError::Store(other),
        })?;
        self.note(&officer.email, AuditAction::AccountMade, &officer.email, sole_area(&officer)).await?;
        self.enter(&officer, origin).await
    }

    /// Signs in; takes as long, and says the same, for an unknown address as for a wrong password.
    pub async fn sign_in(&self, email: &str, password: SecretString, origin: &Origin) -> Result<Entered, AccountError> {
        let tidy = tidy_email(email);
        let subject = account_subject(tidy.as_deref().unwrap_or(email));
        let is_last = self.count(&subject, origin).await?;
        let found = match tidy {
            Some(email) => self.store.by_email(&email).await?,
            None => None,
        };
        let Some((officer, hash)) = found else {
            self.blocking(move || PasswordHash::of(&password)).await;
            return Err(AccountError::SignIn);
        };
        let fits = self.blocking(move || hash.verify(&password)).await.unwrap_or(false);
        if !fits || officer.disabled {
            if is_last {
                self.note(&officer.email, AuditAction::LockedOut, &officer.email, sole_area(&officer)).await?;
            }
            return Err(AccountError::SignIn);
        }
        self.forgive(&subject, origin).await?;
        self.enter(&officer, origin).await
    }

    /// Goes on from a right password with a number of the app or a recovery code.
    pub async fn prove(&self, token: &Token, code: SecretString, origin: &Origin) -> Result<Entered, AccountError> {
        let Some(SignedIn { officer, session }) = self.current(token).await? else { return Err(AccountError::SignIn) };
        if session.stage != Stage::Code {
            return Err(AccountError::Factor);
        }
        let subject = format!("code {}", officer.id);
        let is_last = self.count(&subject, origin).await?;
        let factor = self.store.factor(&officer.id).await?.filter(|f| f.confirmed).ok_or(AccountError::Factor)?;
        let by_app = match self.secret(&officer, &factor)?.step(&code, self.clock.now_ms()) {
            Some(step) => self.store.use_step(&officer.id, step).await?,
            None => false,
        };
        if !by_app {
            let used = match recovery_digest(&officer.id, &code) {
                Some(digest) => self.store.use_recovery(&officer.id, &digest).await?,
                None => false,
            };
            if !used {
                if is_last {
                    self.note(&officer.email, AuditAction::LockedOut, &officer.email, sole_area(&officer)).await?;
                }
                return Err(AccountError::Code);
            }
            self.note(&officer.email, AuditAction::RecoveryCodeUsed, &officer.email, sole_area(&officer)).await?;
        }
        self.forgive(&subject, origin).await?;
        self.store.end_session(&session.digest).await?;
        self.note(&officer.email, AuditAction::SignedIn, &officer.email, sole_area(&officer)).await?;
        self.start_session(&officer.id, Stage::Full, &origin.device).await
    }

    /// Who is signed in with that token, and how far.
    pub async fn current(&self, token: &Token) -> Result<Option<SignedIn>, AccountError> {
        let now = self.clock.now_ms();
        let Some((officer, mut session)) = self.store.session(&token.digest(), now).await? else { return Ok(None) };
        if session.stage == Stage::Full && self.required && !self.has_factor(&officer).await? {
            session.stage = Stage::Enrol;
        }
        if session.stage != Stage::Code && now - session.used >= MINUTE_MS {
            self.store.touch_session(&session.digest, now, expiry(session.started, now)).await?;
        }
        Ok(Some(SignedIn { officer, session }))
    }

    /// Ends the session.
    pub async fn sign_out(&self, token: &Token) -> Result<(), AccountError> {
        Ok(self.store.end_session(&token.digest()).await?)
    }

    /// Ends every session of an officer, this one too.
    pub async fn sign_out_everywhere(&self, officer: &Officer) -> Result<(), AccountError> {
        self.note(&officer.email, AuditAction::SignedOutEverywhere, &officer.email, sole_area(officer)).await?;
        Ok(self.store.end_sessions(&officer.id, None).await?)
    }

    /// An officer's sessions, newest first.
    pub async fn sessions(&self, officer: &Officer) -> Result<Vec<Session>, AccountError> {
        Ok(self.store.sessions_of(&officer.id, self.clock.now_ms()).await?)
    }

    /// Ends one session of an officer.
    pub async fn end_session(&self, officer: &Officer, id: &str) -> Result<(), AccountError> {
        Ok(self.store.end_session_of(&officer.id, id).await?)
    }

    /// Changes the password of who knows the old one. Every other session ends; this one goes on under a new token.
    pub async fn change_password(
        &self,
        signed: &SignedIn,
        current: SecretString,
        new: SecretString,
        origin: &Origin,
    ) -> Result<Entered, AccountError> {
        let officer = &signed.officer;
        self.check_password(officer, current, origin).await?;
        let hash = self.hash(new).await?;
        self.note(&officer.email, AuditAction::PasswordChanged, &officer.email, sole_area(officer)).await?;
        self.store.set_password(&officer.id, hash).await?;
        self.store.end_sessions(&officer.id, None).await?;
        self.start_session(&officer.id, signed.session.stage, &origin.device).await
    }

    /// Whether an officer has a second factor that works.
    pub async fn has_factor(&self, officer: &Officer) -> Result<bool, AccountError> {
        Ok(self.store.factor(&officer.id).await?.is_some_and(|f| f.confirmed))
    }

    /// How many recovery codes an officer has left.
    pub async fn recovery_left(&self, officer: &Officer) -> Result<u64, AccountError> {
        Ok(self.store.recovery_left(&officer.id).await?)
    }

    /// The secret to be put into an app: the one that waits to be confirmed, else a new one. None where there is one that works.
    pub async fn begin_factor(&self, officer: &Officer) -> Result<FactorSecret, AccountError> {
        match self.store.factor(&officer.id).await? {
            Some(factor) if factor.confirmed => return Err(AccountError::Factor),
            Some(factor) => {
                if let Ok(secret) = self.secret(officer, &factor) {
                    return Ok(secret);
                }
            }
            None => {}
        }
        let secret = FactorSecret::random()?;
        let sealed = self.vault.seal(&officer.id, secret.bytes())?;
        self.store.begin_factor(&officer.id, &sealed).await.map_err(changed_meanwhile)?;
        Ok(secret)
    }

    /// Switches the second factor on with a first number; gives the recovery codes, which are shown once, and the session's new token.
    /// Other sessions end, since they began without it.
    pub async fn confirm_factor(
        &self,
        signed: &SignedIn,
        number: SecretString,
        origin: &Origin,
    ) -> Result<(Entered, Vec<SecretString>), AccountError> {
        let officer = &signed.officer;
        let subject = format!("code {}", officer.id);
        self.count(&subject, origin).await?;
        let factor = self.store.factor(&officer.id).await?.filter(|f| !f.confirmed).ok_or(AccountError::Factor)?;
        let step = self.secret(officer, &factor)?.step(&number, self.clock.now_ms()).ok_or(AccountError::Code)?;
        let codes = new_recovery_codes()?;
        let digests: Vec<String> = codes.iter().filter_map(|c| recovery_digest(&officer.id, c)).collect();
        self.note(&officer.email, AuditAction::SecondFactorOn, &officer.email, sole_area(officer)).await?;
        self.store.confirm_factor(&officer.id, step, &digests).await.map_err(changed_meanwhile)?;
        self.forgive(&subject, origin).await?;
        self.store.end_sessions(&officer.id, None).await?;
        Ok((self.start_session(&officer.id, Stage::Full, &origin.device).await?, codes))
    }

    /// Makes new recovery codes, shown once, for who knows the password; the old ones open nothing any more.
    pub async fn renew_recovery(
        &self,
        signed: &SignedIn,
        password: SecretString,
        origin: &Origin,
    ) -> Result<Vec<SecretString>, AccountError> {
        let officer = &signed.officer;
        self.check_password(officer, password, origin).await?;
        if !self.has_factor(officer).await? {
            return Err(AccountError::Factor);
        }
        let codes = new_recovery_codes()?;
        let digests: Vec<String> = codes.iter().filter_map(|c| recovery_digest(&officer.id, c)).collect();
        self.note(&officer.email, AuditAction::RecoveryCodesMade, &officer.email, sole_area(officer)).await?;
        self.store.replace_recovery(&officer.id, &digests).await.map_err(changed_meanwhile)?;
        Ok(codes)
    }

    /// Switches the second factor off for who knows the password, where the settings let it be off.
    pub async fn remove_factor(&self, signed: &SignedIn, password: SecretString, origin: &Origin) -> Result<(), AccountError> {
        if self.required {
            return Err(AccountError::Required);
        }
        let officer = &signed.officer;
        self.check_password(officer, password, origin).await?;
        self.note(&officer.email, AuditAction::SecondFactorOff, &officer.email, sole_area(officer)).await?;
        Ok(self.store.remove_factor(&officer.id).await?)
    }

    /// Writes to the audit.
    pub(super) async fn note(&self, officer: &str, action: AuditAction, subject: &str, area: Option<Area>) -> Result<(), AccountError> {
        let entry = NewAudit { officer: officer.to_owned(), action, subject: subject.to_owned(), area, at: self.clock.now_ms() };
        Ok(self.audit.note(entry).await?)
    }

    async fn check_password(&self, officer: &Officer, password: SecretString, origin: &Origin) -> Result<(), AccountError> {
        let subject = account_subject(&officer.email);
        self.count(&subject, origin).await?;
        let (_, hash) = self.store.by_id(&officer.id).await?.ok_or(AccountError::Current)?;
        if !self.blocking(move || hash.verify(&password)).await.unwrap_or(false) {
            return Err(AccountError::Current);
        }
        self.forgive(&subject, origin).await
    }

    async fn hash(&self, password: SecretString) -> Result<PasswordHash, AccountError> {
        if password.expose_secret().chars().count() < MIN_PASSWORD_CHARS {
            return Err(AccountError::Password);
        }
        self.blocking(move || PasswordHash::of(&password)).await.flatten().ok_or(AccountError::Machine)
    }

    fn secret(&self, officer: &Officer, factor: &Factor) -> Result<FactorSecret, AccountError> {
        let opened = self.vault.open(&officer.id, &factor.secret).and_then(|bytes| FactorSecret::kept(&bytes));
        opened.ok_or_else(|| {
            tracing::error!("a second factor cannot be opened with the key that is here; `waymark officer reset-second-factor` removes it");
            AccountError::Machine
        })
    }

    /// Counts an attempt at that account and from that network; tells whether it is the last before a wait.
    async fn count(&self, subject: &str, origin: &Origin) -> Result<bool, AccountError> {
        let now = self.clock.now_ms();
        if let Some(network) = &origin.network {
            let counted = self.store.attempt(&network_subject(network), &LockRule::NETWORK, now).await?;
            counted.map_err(|until| AccountError::Wait(until - now))?;
        }
        let counted = self.store.attempt(subject, &LockRule::ACCOUNT, now).await?;
        Ok(counted.map_err(|until| AccountError::Wait(until - now))?.until > now)
    }

    async fn forgive(&self, subject: &str, origin: &Origin) -> Result<(), AccountError> {
        if let Some(network) = &origin.network {
            self.store.forgive(&network_subject(network), false).await?;
        }
        Ok(self.store.forgive(subject, true).await?)
    }

    async fn enter(&self, officer: &Officer, origin: &Origin) -> Result<Entered, AccountError> {
        let stage = match (self.has_factor(officer).await?, self.required) {
            (true, _) => Stage::Code,
            (false, true) => Stage::Enrol,
            (false, false) => Stage::Full,
        };
        if stage != Stage::Code {
            self.note(&officer.email, AuditAction::SignedIn, &officer.email, sole_area(officer)).await?;
        }
        self.start_session(&officer.id, stage, &origin.device).await
    }

    async fn start_session(&self, officer: &str, stage: Stage, device: &str) -> Result<Entered, AccountError> {
        let token = Token::random()?;
        let now = self.clock.now_ms();
        let expires = if stage == Stage::Code { now + CODE_MINUTES * MINUTE_MS } else { expiry(now, now) };
        let session = Session {
            digest: token.digest(),
            id: row_id(now),
            officer: officer.to_owned(),
            stage,
            device: device.chars().take(60).collect(),
            started: now,
            used: now,
            expires,
        };
        self.store.start_session(session).await?;
        Ok(Entered { token, stage })
    }

    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _turn = self.hashing.acquire().await.ok()?;
        tokio::task::spawn_blocking(work).await.ok()
    }
}

/// When a session ends that was begun then and is used now.
fn expiry(started: i64, used: i64) -> i64 {
    (used + IDLE_MINUTES * MINUTE_MS).min(started + SESSION_HOURS * HOUR_MS)
}

/// The area of an officer who has only one, so that its administrator sees the entry.
pub(super) fn sole_area(officer: &Officer) -> Option<Area> {
    let (first, rest) = officer.grants.split_first()?;
    rest.iter().all(|g| g.area == first.area).then(|| first.area.clone()).flatten()
}

fn account_subject(email: &str) -> String {
    format!("account {}", sha256_hex(email.trim().to_lowercase().as_bytes()))
}

fn network_subject(pseudonym: &str) -> String {
    format!("network {pseudonym}")
}

fn changed_meanwhile(error: StoreError) -> AccountError {
    match error {
        StoreError::Conflict(_) => AccountError::Factor,
        other => AccountError::Store(other),
    }
}

/// The address in lower case, when it has the form of one.
fn tidy_email(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    let (name, host) = email.split_once('@')?;
    let fits = !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    (fits && email.len() <= 254 && !email.contains(char::is_whitespace) && !email.contains(char::is_control)).then_some(email)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::officers::{AuditFilter, MemoryAudit, MemoryOfficers, Scope};

    /// Seals nothing; the real one is tried where it lives.
    struct Open;

    impl Vault for Open {
        fn seal(&self, of: &str, secret: &[u8]) -> Result<String, RandomnessError> {
            Ok(format!("{of} {}", crate::ids::hex(secret)))
        }

        fn open(&self, of: &str, sealed: &str) -> Option<Vec<u8>> {
            let hex = sealed.strip_prefix(of)?.trim();
            (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).ok()).collect()
        }
    }

    fn accounts() -> (Accounts, Arc<MemoryAudit>) {
        let audit = Arc::new(MemoryAudit::default());
        (Accounts::new(Arc::new(MemoryOfficers::default()), audit.clone(), Arc::new(Open), Clock::system()), audit)
    }

    const PASSWORD: &str = "correct horse battery";

    async fn lead(accounts: &Accounts) -> Token {
        let link = accounts.first_link().await.unwrap().unwrap();
        accounts.accept(&link, "Lead@Council.example", PASSWORD.into(), &here()).await.unwrap().token
    }

    fn here() -> Origin {
        Origin { network: Some("here".to_owned()), device: "Firefox, Linux".to_owned() }
    }

    #[tokio::test]
    async fn the_first_link_works_once() {
        let (accounts, _) = accounts();
        let link = accounts.first_link().await.unwrap().unwrap();
        let short = accounts.accept(&link, "lead@council.example", "short".into(), &here()).await;
        assert!(matches!(short, Err(AccountError::Password)));
        let session = accounts.accept(&link, "Lead@Council.example", PASSWORD.into(), &here()).await.unwrap().token;
        assert_eq!(accounts.current(&session).await.unwrap().unwrap().officer.email, "lead@council.example");
        let again = accounts.accept(&link, "b@council.example", PASSWORD.into(), &here()).await;
        assert!(matches!(again, Err(AccountError::LinkUsed)));
        assert!(accounts.first_link().await.unwrap().is_none());
        accounts.sign_out(&session).await.unwrap();
        assert!(accounts.current(&session).await.unwrap().is_none());
        assert!(accounts.sign_in("lead@council.example", "wrong".into(), &here()).await.is_err());
        accounts.sign_in(" LEAD@council.example ", PASSWORD.into(), &here()).await.unwrap();
    }

    #[tokio::test]
    async fn wrong_passwords_lock_an_account_that_there_is_and_one_that_there_is_not_alike() {
        let (accounts, audit) = accounts();
        lead(&accounts).await;
        for email in ["lead@council.example", "nobody@council.example", "not an address"] {
            let mut told = Vec::new();
            for _ in 0..8 {
                let wrong = accounts.sign_in(email, "wrong horse battery".into(), &Origin::default()).await;
                told.push(matches!(wrong, Err(AccountError::Wait(_))));
            }
            assert_eq!(told, [false, false, false, false, false, false, true, true], "{email}");
            // The right one is not looked at either.
            let right = accounts.sign_in(email, PASSWORD.into(), &here()).await;
            assert!(matches!(right, Err(AccountError::Wait(1..=30_000))), "{email}: {right:?}");
        }
        let filter = AuditFilter { action: Some(AuditAction::LockedOut), most: 10, ..AuditFilter::default() };
        assert_eq!(audit.entries(&filter, &Scope::All).await.unwrap().len(), 1, "of the account that there is");
    }

    #[tokio::test]
    async fn a_network_is_slowed_whatever_names_it_tries() {
        let (accounts, _) = accounts();
        lead(&accounts).await;
        let mut waits = 0;
        for i in 0..33 {
            let wrong = accounts.sign_in(&format!("officer{i}"), "x".into(), &here()).await;
            waits += u32::from(matches!(wrong, Err(AccountError::Wait(_))));
        }
        assert_eq!(waits, 2);
        // From elsewhere the officer still gets in.
        accounts.sign_in("lead@council.example", PASSWORD.into(), &Origin::default()).await.unwrap();
    }

    #[tokio::test]
    async fn a_new_password_ends_the_other_sessions_and_the_token() {
        let (accounts, _) = accounts();
        let first = lead(&accounts).await;
        let second = accounts.sign_in("lead@council.example", PASSWORD.into(), &here()).await.unwrap().token;
        let signed = accounts.current(&first).await.unwrap().unwrap();
        assert_eq!(accounts.sessions(&signed.officer).await.unwrap().len(), 2);
        let wrong = accounts.change_password(&signed, "wrong".into(), "a new one of mine".into(), &here()).await;
        assert!(matches!(wrong, Err(AccountError::Current)));
        let short = accounts.change_password(&signed, PASSWORD.into(), "short".into(), &here()).await;
        assert!(matches!(short, Err(AccountError::Password)));
        let third = accounts.change_password(&signed, PASSWORD.into(), "a new one of mine".into(), &here()).await.unwrap().token;
        for gone in [first, second] {
            assert!(accounts.current(&gone).await.unwrap().is_none());
        }
        assert!(accounts.current(&third).await.unwrap().is_some());
        assert!(accounts.sign_in("lead@council.example", PASSWORD.into(), &here()).await.is_err());
        accounts.sign_in("lead@council.example", "a new one of mine".into(), &here()).await.unwrap();
        accounts.sign_out_everywhere(&signed.officer).await.unwrap();
        assert!(accounts.current(&third).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_second_factor_is_confirmed_asked_for_and_never_taken_twice() {
        let (accounts, audit) = accounts();
        let token = lead(&accounts).await;
        let signed = accounts.current(&token).await.unwrap().unwrap();
        let secret = accounts.begin_factor(&signed.officer).await.unwrap();
        assert_eq!(accounts.begin_factor(&signed.officer).await.unwrap().in_groups(), secret.in_groups(), "a page may be loaded again");
        let letters = secret.in_groups().replace(' ', "");
        let totp = totp_rs::Builder::new().with_secret(totp_rs::Secret::try_from_base32(letters).unwrap()).build().unwrap();
        let number = |step: i64| -> SecretString {
            let at = u64::try_from(accounts.clock.now_ms() / 1000 + 30 * step).unwrap();
            totp.generate(at).to_string().into()
        };
        assert!(matches!(accounts.confirm_factor(&signed, "000000x".into(), &here()).await, Err(AccountError::Code)));
        let (entered, codes) = accounts.confirm_factor(&signed, number(-1), &here()).await.unwrap();
        assert!(accounts.current(&token).await.unwrap().is_none(), "the token is a new one");
        assert_eq!((entered.stage, codes.len()), (Stage::Full, crate::officers::RECOVERY_CODES));
        let signed = accounts.current(&entered.token).await.unwrap().unwrap();
        assert!(matches!(accounts.begin_factor(&signed.officer).await, Err(AccountError::Factor)));

        let half = accounts.sign_in("lead@council.example", PASSWORD.into(), &here()).await.unwrap();
        assert_eq!(half.stage, Stage::Code);
        // The number that confirmed it is used up, and so is each that got in.
        assert!(matches!(accounts.prove(&half.token, number(-1), &here()).await, Err(AccountError::Code)));
        let whole = accounts.prove(&half.token, number(0), &here()).await.unwrap();
        assert_eq!(whole.stage, Stage::Full);
        assert!(accounts.current(&half.token).await.unwrap().is_none());
        let half = accounts.sign_in("lead@council.example", PASSWORD.into(), &here()).await.unwrap().token;
        assert!(matches!(accounts.prove(&half, number(0), &here()).await, Err(AccountError::Code)));
        // A recovery code works once.
        accounts.prove(&half, codes[3].clone(), &here()).await.unwrap();
        assert_eq!(accounts.recovery_left(&signed.officer).await.unwrap(), 9);
        let half = accounts.sign_in("lead@council.example", PASSWORD.into(), &here()).await.unwrap().token;
        assert!(matches!(accounts.prove(&half, codes[3].clone(), &here()).await, Err(AccountError::Code)));
        let mut waited = false;
        for _ in 0..8 {
            waited |= matches!(accounts.prove(&half, "123456".into(), &here()).await, Err(AccountError::Wait(_)));
        }
        assert!(waited, "numbers cannot be tried out");

        assert!(matches!(accounts.remove_factor(&signed, "wrong".into(), &here()).await, Err(AccountError::Current)));
        let strict = accounts.clone().requiring_second_factor(true);
        assert!(matches!(strict.remove_factor(&signed, PASSWORD.into(), &here()).await, Err(AccountError::Required)));
        accounts.remove_factor(&signed, PASSWORD.into(), &here()).await.unwrap();
        let strictly = strict.sign_in("lead@council.example", PASSWORD.into(), &here()).await.unwrap();
        assert_eq!(strictly.stage, Stage::Enrol);
        assert_eq!(strict.current(&whole.token).await.unwrap().unwrap().session.stage, Stage::Enrol, "a session of before, too");
        let all = audit.entries(&AuditFilter { most: 100, ..AuditFilter::default() }, &Scope::All).await.unwrap();
        for wanted in [AuditAction::SecondFactorOn, AuditAction::RecoveryCodeUsed, AuditAction::SecondFactorOff, AuditAction::LockedOut] {
            assert!(all.iter().any(|e| e.action == wanted), "{wanted:?}");
        }
    }

    #[test]
    fn a_session_ends_without_use_and_at_the_end_of_the_day() {
        assert_eq!(expiry(0, 0), HOUR_MS);
        assert_eq!(expiry(0, 9 * HOUR_MS + HOUR_MS / 2), 10 * HOUR_MS);
        assert_eq!([1, 2_500, 90_000, 90_001, 1_800_000].map(say_wait), ["a second", "3 seconds", "90 seconds", "2 minutes", "30 minutes"]);
    }

    #[test]
    fn addresses_are_tidied_or_refused() {
        assert_eq!(tidy_email(" A@B.uk "), Some("a@b.uk".to_owned()));
        for wrong in ["", "a", "a@b", "a b@c.uk", "@c.uk", "a@.uk"] {
            assert_eq!(tidy_email(wrong), None, "{wrong}");
        }
    }
}
