use std::{collections::BTreeMap, fmt, fs, io, path::Path};

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use super::pseudonym::write_private;

const NONCE_BYTES: usize = 24;

/// Closes words so that a stolen database does not tell them: XChaCha20-Poly1305, with keys that lie in files apart from it.
///
/// What is closed belongs to its place (table and row): moved elsewhere, it does not open. Each piece names the key it was closed with,
/// so that a new key can take over while older pieces still open.
#[derive(Clone)]
pub struct Seal {
    keys: BTreeMap<u8, XChaCha20Poly1305>,
}

/// Why something could not be closed or opened; holds no word of what it was.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Reading or writing a key failed.
    #[error("the key file {path} cannot be used: {error}")]
    File {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// The file does not hold a key.
    #[error("the key file {0} does not hold 32 bytes; restore it from your backup of the keys")]
    Length(String),
    /// No more keys can be numbered.
    #[error("255 keys have been made, and there can be no more; remove old ones that nothing is sealed with any more")]
    Full,
    /// No randomness.
    #[error(transparent)]
    Random(#[from] crate::ids::RandomnessError),
    /// There is no key to close with.
    #[error("there is no key")]
    NoKey,
    /// The piece was closed with a key that is not here.
    #[error("sealed with key {0}, which is not in the key folder; restore seal-{0}.key from your backup of the keys")]
    Missing(u8),
    /// The key does not fit, or the piece was changed or moved.
    #[error("does not open: the key is another one, or the row was changed")]
    Broken,
}

impl Seal {
    /// The keys in that folder (`seal-1.key`, `seal-2.key` …); none where there is no key.
    pub fn open(folder: &Path) -> Result<Option<Self>, SealError> {
        let mut keys = BTreeMap::new();
        for id in 1..=u8::MAX {
            let path = path(folder, id);
            match fs::read(&path) {
                Ok(bytes) => {
                    let bytes: [u8; 32] = bytes.try_into().map_err(|_| SealError::Length(path.display().to_string()))?;
                    keys.insert(id, XChaCha20Poly1305::new(&Key::from(bytes)));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(SealError::File { path: path.display().to_string(), error }),
            }
        }
        Ok((!keys.is_empty()).then_some(Self { keys }))
    }

    /// The keys in that folder; the first is made at first use, so that only its owner can read it.
    pub fn open_or_make(folder: &Path) -> Result<Self, SealError> {
        if let Some(seal) = Self::open(folder)? {
            return Ok(seal);
        }
        make(folder, 1)?;
        Self::open(folder)?.ok_or(SealError::NoKey)
    }

    /// Makes the next key, which everything is closed with from the next start on; tells its number.
    pub fn make_next(folder: &Path) -> Result<u8, SealError> {
        let newest = Self::open(folder)?.map_or(0, |seal| seal.newest());
        let next = newest.checked_add(1).ok_or(SealError::Full)?;
        make(folder, next)?;
        Ok(next)
    }

    /// A seal that lives as long as the process, for tests.
    pub fn random() -> Result<Self, SealError> {
        Ok(Self { keys: BTreeMap::from([(1, XChaCha20Poly1305::new(&Key::from(random::<32>()?)))]) })
    }

    /// The number of the key that closes.
    pub fn newest(&self) -> u8 {
        self.keys.last_key_value().map_or(0, |(id, _)| *id)
    }

    /// Closes these bytes for that place, such as `outbox` and the row's id.
    pub fn close(&self, table: &str, row: &str, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let (id, cipher) = self.keys.last_key_value().ok_or(SealError::NoKey)?;
        let nonce = random::<NONCE_BYTES>()?;
        let aad = place(table, row);
        let closed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad: &aad }).map_err(|_| SealError::Broken)?;
        Ok([&[*id][..], &nonce, &closed].concat())
    }

    /// Opens what was closed for that place.
    pub fn reveal(&self, table: &str, row: &str, closed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (id, rest) = closed.split_first().ok_or(SealError::Broken)?;
        let (nonce, closed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(SealError::Broken)?;
        let cipher = self.keys.get(id).ok_or(SealError::Missing(*id))?;
        let aad = place(table, row);
        cipher.decrypt(&XNonce::from(*nonce), Payload { msg: closed, aad: &aad }).map_err(|_| SealError::Broken)
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal(…)")
    }
}

fn path(folder: &Path, id: u8) -> std::path::PathBuf {
    folder.join(format!("seal-{id}.key"))
}

fn make(folder: &Path, id: u8) -> Result<(), SealError> {
    let path = path(folder, id);
    let wrap = |error| SealError::File { path: path.display().to_string(), error };
    fs::create_dir_all(folder).map_err(wrap)?;
    match write_private(&path, &random::<32>()?) {
        // Another process was first; its key counts.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(wrap),
    }
}

fn place(table: &str, row: &str) -> Vec<u8> {
    [table.as_bytes(), b"\0", row.as_bytes()].concat()
}

fn random<const N: usize>() -> Result<[u8; N], crate::ids::RandomnessError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| crate::ids::RandomnessError)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_sealed_opens_in_its_place_and_nowhere_else() {
        let seal = Seal::random().unwrap();
        let closed = seal.close("outbox", "1", "chat 42".as_bytes()).unwrap();
        assert!(!closed.windows(7).any(|w| w == b"chat 42"));
        assert_eq!(seal.reveal("outbox", "1", &closed).unwrap(), b"chat 42");
        assert_ne!(closed, seal.close("outbox", "1", "chat 42".as_bytes()).unwrap(), "the same words look different each time");
        for (table, row) in [("outbox", "2"), ("alerts", "1")] {
            assert!(matches!(seal.reveal(table, row, &closed), Err(SealError::Broken)));
        }
        assert!(matches!(Seal::random().unwrap().reveal("outbox", "1", &closed), Err(SealError::Broken)));
        assert!(matches!(seal.reveal("outbox", "1", &[&[9][..], &closed[1..]].concat()), Err(SealError::Missing(9))));
    }

    #[test]
    fn keys_are_made_once_and_a_new_one_takes_over() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        assert!(Seal::open(&keys).unwrap().is_none());
        let first = Seal::open_or_make(&keys).unwrap();
        let old = first.close("t", "r", b"old").unwrap();
        assert_eq!(Seal::make_next(&keys).unwrap(), 2);
        let both = Seal::open_or_make(&keys).unwrap();
        assert_eq!(both.newest(), 2);
        assert_eq!(both.reveal("t", "r", &old).unwrap(), b"old");
        let new = both.close("t", "r", b"new").unwrap();
        assert!(matches!(first.reveal("t", "r", &new), Err(SealError::Missing(2))));
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path(&keys, 1)).unwrap().permissions()) & 0o777, 0o600);
        fs::write(path(&keys, 1), b"short").unwrap();
        assert!(matches!(Seal::open(&keys), Err(SealError::Length(_))));
        assert_eq!(format!("{both:?}"), "Seal(…)");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert!(Seal::random().unwrap().reveal("t", "r", &bytes).is_err());
        }
    }
}
