//! Names for things that nobody can guess.
//!
//! A token is what a browser or a link carries; a store only ever keeps its digest, so a copy of the database opens no chat and no
//! officer's session.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

/// 256 random bits as 64 hexadecimal digits; prints as `Token(…)`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new token from the system's randomness.
    pub fn random() -> Result<Self, RandomnessError> {
        Ok(Self(random_hex(32)?))
    }

    /// The token a person's browser sent, when it has a token's form.
    pub fn parse(text: &str) -> Option<Self> {
        is_hex(text, 64).then(|| Self(text.to_owned()))
    }

    /// The words to send to the one person it belongs to.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What a store keeps: SHA-256 in hexadecimal.
    pub fn digest(&self) -> String {
        sha256_hex(self.0.as_bytes())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Names one answer given to one person: 128 random bits as 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnswerId(String);

impl AnswerId {
    /// A new name.
    pub fn random() -> Result<Self, RandomnessError> {
        random_hex(16).map(Self)
    }

    /// The name of an answer that is shown once and not kept.
    pub fn none() -> Self {
        Self("0".repeat(32))
    }

    /// The name in a form or a button, when it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        is_hex(text, 32).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The operating system gave no random numbers.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random numbers")]
pub struct RandomnessError;

/// How many milliseconds are remembered, so that names of one of them keep their order.
const RECENT_MS: usize = 1024;

/// A row's name that sorts by time (UUID version 7); names made one after the other for the same millisecond keep their order.
pub fn row_id(ms: i64) -> String {
    // By millisecond, since another thread may stand at another one: with the last name alone, the two would undo each other's order.
    static LAST: Mutex<BTreeMap<i64, u128>> = Mutex::new(BTreeMap::new());
    let seconds = u64::try_from(ms.max(0) / 1000).unwrap_or(0);
    let nanos = u32::try_from(ms.max(0) % 1000).unwrap_or(0) * 1_000_000;
    let fresh = uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos)).as_u128();
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    // A random step from the last name of that millisecond, so that other processes' names are still not met.
    let id = last.get(&ms).map_or(fresh, |before| before + 1 + (fresh & 0xFFFF_FFFF));
    last.insert(ms, id);
    if last.len() > RECENT_MS {
        last.pop_first();
    }
    uuid::Uuid::from_u128(id).to_string()
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn random_hex(bytes: usize) -> Result<String, RandomnessError> {
    let mut buffer = vec![0_u8; bytes];
    getrandom::fill(&mut buffer).map_err(|_| RandomnessError)?;
    Ok(hex(&buffer))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_do_not_print() {
        let token = Token::random().unwrap();
        assert!(!format!("{token:?}").contains(token.expose()));
        assert_ne!(token.digest(), token.expose());
        assert_eq!(Token::parse(token.expose()), Some(token));
        assert_eq!(Token::parse("../../etc/passwd"), None);
    }

    #[test]
    fn row_ids_sort_by_time() {
        assert!(row_id(1_000) < row_id(2_000));
        let ids: Vec<String> = (0..1_000).map(|_| row_id(3_000)).collect();
        assert!(ids.is_sorted() && ids.iter().all(|id| *id < row_id(3_001)));
    }

    // Two threads at two milliseconds must not undo each other's order.
    #[test]
    fn names_of_one_moment_keep_their_order_beside_another_moment() {
        let mut before = row_id(5_000_000_001);
        for _ in 0..200 {
            row_id(5_000_000_002);
            let next = row_id(5_000_000_001);
            assert!(next > before);
            before = next;
        }
    }
}
