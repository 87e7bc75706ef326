use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc};
use secrecy::{ExposeSecret, SecretString};

/// Shortest password: length counts, and nothing else is asked (NCSC's advice; WCAG 3.3.8 forbids puzzles).
pub const MIN_PASSWORD_CHARS: usize = 12;

/// A password as it is stored: argon2id in the PHC form; does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

impl PasswordHash {
    /// The hash of a new password; slow on purpose, so call it where blocking is allowed.
    pub fn of(password: &SecretString) -> Option<Self> {
        Argon2::default().hash_password(password.expose_secret().as_bytes()).ok().map(|hash| Self(hash.to_string()))
    }

    /// A stored hash.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The text to store.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether that is the password; as slow as making it.
    pub fn verify(&self, password: &SecretString) -> bool {
        phc::PasswordHash::new(&self.0)
            .is_ok_and(|hash| Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_fits() {
        let hash = PasswordHash::of(&"a long enough one".into()).unwrap();
        assert!(hash.as_str().starts_with("$argon2id$"));
        assert!(hash.verify(&"a long enough one".into()));
        assert!(!hash.verify(&"a long enough two".into()));
        assert!(!PasswordHash::stored("broken".to_owned()).verify(&"x".into()));
        assert_eq!(format!("{hash:?}"), "PasswordHash(…)");
    }
}
