use std::{fmt, fs, io, path::Path};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::ids::hex;

/// The key that turns a chat into a name nobody can turn back; kept in a file apart from the database.
#[derive(Clone)]
pub struct PseudonymKey([u8; 32]);

/// The key file could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum PseudonymKeyError {
    /// Reading or writing failed.
    #[error("the key file {path} cannot be used: {error}")]
    File {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// The file does not hold a key.
    #[error("the key file {0} does not hold 32 bytes; restore it from your backup, or delete it and lose the link to earlier chats")]
    Length(String),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] crate::ids::RandomnessError),
}

impl PseudonymKey {
    /// A key that lives as long as the process, for the terminal and tests.
    pub fn random() -> Result<Self, crate::ids::RandomnessError> {
        let mut key = [0_u8; 32];
        getrandom::fill(&mut key).map_err(|_| crate::ids::RandomnessError)?;
        Ok(Self(key))
    }

    /// The key in that file, made at first use so that only its owner can read it.
    pub fn open(path: &Path) -> Result<Self, PseudonymKeyError> {
        let wrap = |error| PseudonymKeyError::File { path: path.display().to_string(), error };
        match fs::read(path) {
            Ok(bytes) => bytes.try_into().map(Self).map_err(|_| PseudonymKeyError::Length(path.display().to_string())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Self::random()?;
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(wrap)?;
                }
                match write_private(path, &key.0) {
                    Ok(()) => Ok(key),
                    // Another process was first; its key counts.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Self::open(path),
                    Err(error) => Err(wrap(error)),
                }
            }
            Err(error) => Err(wrap(error)),
        }
    }

    /// The pseudonym of an address in a channel: HMAC-SHA-256, in hexadecimal.
    pub fn pseudonym(&self, channel: &str, address: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            unreachable!("HMAC takes a key of any length");
        };
        mac.update(channel.as_bytes());
        mac.update(b"\0");
        mac.update(address.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymKey(…)")
    }
}

/// Writes a key so that only its owner can read it; an error where one is there.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write;
    // Written beside and linked into place, so that a kill never leaves half a key.
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    linked
}

/// The HMAC-SHA-256 of a message, in hexadecimal, by which its receiver knows that it came from us.
pub fn sign(secret: &str, message: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        unreachable!("HMAC takes a key of any length");
    };
    mac.update(message);
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/pseudonym.key");
        let first = PseudonymKey::open(&path).unwrap();
        let again = PseudonymKey::open(&path).unwrap();
        assert_eq!(first.pseudonym("telegram", "42"), again.pseudonym("telegram", "42"));
        assert_ne!(first.pseudonym("telegram", "42"), first.pseudonym("web", "42"));
        assert!(!format!("{first:?}").contains(char::is_numeric));
        fs::write(&path, b"short").unwrap();
        assert!(matches!(PseudonymKey::open(&path), Err(PseudonymKeyError::Length(_))));
    }
}
