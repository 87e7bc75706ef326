use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::{Grant, Invitation, MIN_PASSWORD_CHARS, Officer, OfficerStore, PasswordHash, Role, Session};
use crate::{
    clock::Clock,
    ids::{RandomnessError, Token, row_id},
    store::StoreError,
};

/// How long a session lasts, in hours: a working day and a margin.
pub const SESSION_HOURS: i64 = 10;
/// How long an invitation works, in hours.
const INVITATION_HOURS: i64 = 72;
const HOUR_MS: i64 = 3_600_000;

/// Why an account could not be made or entered; each text can be shown.
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

/// An officer in a session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who it is.
    pub officer: Officer,
}

/// Making accounts and signing in.
#[derive(Clone)]
pub struct Accounts {
    store: Arc<dyn OfficerStore>,
    clock: Clock,
}

impl Accounts {
    /// Accounts kept in that store.
    pub fn new(store: Arc<dyn OfficerStore>, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// The token of a set-up link where nobody has an account yet; none otherwise.
    pub async fn first_link(&self) -> Result<Option<Token>, AccountError> {
        if self.store.any().await? {
            return Ok(None);
        }
        self.invite(None, Grant { role: Role::Administrator, area: None }).await.map(Some)
    }

    /// The token of a link by which somebody sets a password for a new account.
    pub async fn invite(&self, email: Option<&str>, grant: Grant) -> Result<Token, AccountError> {
        let email = email.map(|e| tidy_email(e).ok_or(AccountError::Email)).transpose()?;
        let token = Token::random()?;
        let expires = self.clock.now_ms() + INVITATION_HOURS * HOUR_MS;
        self.store.invite(Invitation { digest: token.digest(), email, grant, expires }).await?;
        Ok(token)
    }

    /// The invitation behind a link.
    pub async fn invitation(&self, token: &Token) -> Result<Invitation, AccountError> {
        self.store.invitation(&token.digest(), self.clock.now_ms()).await?.ok_or(AccountError::LinkUsed)
    }

    /// Makes the account that a link is for and signs in.
    pub async fn accept(&self, token: &Token, email: &str, password: SecretString) -> Result<Token, AccountError> {
        let invitation = self.invitation(token).await?;
        let email = match invitation.email {
            Some(email) => email,
            None => tidy_email(email).ok_or(AccountError::Email)?,
        };
        if password.expose_secret().chars().count() < MIN_PASSWORD_CHARS {
            return Err(AccountError::Password);
        }
        let hash = blocking(move || PasswordHash::of(&password)).await.flatten().ok_or(AccountError::Machine)?;
        let now = self.clock.now_ms();
        let officer = Officer { id: row_id(now), email, grants: vec![invitation.grant], disabled: false };
        let id = officer.id.clone();
        self.store.accept(&token.digest(), officer, hash, now).await.map_err(|e| match e {
            StoreError::NotFound => AccountError::LinkUsed,
            StoreError::Conflict(_) => AccountError::Taken,
            other => AccountError::Store(other),
        })?;
        self.start_session(id).await
    }

    /// Signs in; takes as long for an unknown address as for a wrong password.
    pub async fn sign_in(&self, email: &str, password: SecretString) -> Result<Token, AccountError> {
        let found = match tidy_email(email) {
            Some(email) => self.store.by_email(&email).await?,
            None => None,
        };
        let Some((officer, hash)) = found else {
            blocking(move || PasswordHash::of(&password)).await;
            return Err(AccountError::SignIn);
        };
        let fits = blocking(move || hash.verify(&password)).await.unwrap_or(false);
        if !fits || officer.disabled {
            return Err(AccountError::SignIn);
        }
        self.start_session(officer.id).await
    }

    /// Who is signed in with that token.
    pub async fn current(&self, token: &Token) -> Result<Option<SignedIn>, AccountError> {
        let officer = self.store.session(&token.digest(), self.clock.now_ms()).await?;
        Ok(officer.map(|officer| SignedIn { officer }))
    }

    /// Ends the session.
    pub async fn sign_out(&self, token: &Token) -> Result<(), AccountError> {
        Ok(self.store.end_session(&token.digest()).await?)
    }

    async fn start_session(&self, officer: String) -> Result<Token, AccountError> {
        let token = Token::random()?;
        let expires = self.clock.now_ms() + SESSION_HOURS * HOUR_MS;
        self.store.start_session(Session { digest: token.digest(), officer, expires }).await?;
        Ok(token)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
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
    use crate::officers::MemoryOfficers;

    fn accounts() -> Accounts {
        Accounts::new(Arc::new(MemoryOfficers::default()), Clock::system())
    }

    #[tokio::test]
    async fn the_first_link_works_once() {
        let accounts = accounts();
        let link = accounts.first_link().await.unwrap().unwrap();
        let short = accounts.accept(&link, "lead@council.example", "short".into()).await;
        assert!(matches!(short, Err(AccountError::Password)));
        let session = accounts.accept(&link, "Lead@Council.example", "correct horse battery".into()).await.unwrap();
        assert_eq!(accounts.current(&session).await.unwrap().unwrap().officer.email, "lead@council.example");
        assert!(matches!(accounts.accept(&link, "b@council.example", "correct horse battery".into()).await, Err(AccountError::LinkUsed)));
        assert!(accounts.first_link().await.unwrap().is_none());
        accounts.sign_out(&session).await.unwrap();
        assert!(accounts.current(&session).await.unwrap().is_none());
        assert!(accounts.sign_in("lead@council.example", "wrong".into()).await.is_err());
        accounts.sign_in(" LEAD@council.example ", "correct horse battery".into()).await.unwrap();
    }

    #[test]
    fn addresses_are_tidied_or_refused() {
        assert_eq!(tidy_email(" A@B.uk "), Some("a@b.uk".to_owned()));
        for wrong in ["", "a", "a@b", "a b@c.uk", "@c.uk", "a@.uk"] {
            assert_eq!(tidy_email(wrong), None, "{wrong}");
        }
    }
}
