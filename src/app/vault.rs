use crate::{
    ids::{RandomnessError, hex},
    officers::Vault,
    privacy::Seal,
};

/// Seals the secrets of second factors with the keys that lie apart from the database.
pub(super) struct SealVault(pub(super) Seal);

/// The table that the secrets lie in; what is sealed for it opens nowhere else.
const TABLE: &str = "second_factors";

impl Vault for SealVault {
    fn seal(&self, of: &str, secret: &[u8]) -> Result<String, RandomnessError> {
        self.0.close(TABLE, of, secret).map(|closed| hex(&closed)).map_err(|error| {
            tracing::error!(%error, "a second factor could not be sealed");
            RandomnessError
        })
    }

    fn open(&self, of: &str, sealed: &str) -> Option<Vec<u8>> {
        if !sealed.is_ascii() || !sealed.len().is_multiple_of(2) {
            return None;
        }
        let closed: Option<Vec<u8>> = (0..sealed.len() / 2).map(|i| u8::from_str_radix(sealed.get(2 * i..2 * i + 2)?, 16).ok()).collect();
        let opened = self.0.reveal(TABLE, of, &closed?);
        if let Err(error) = &opened {
            tracing::error!(%error, "a second factor does not open");
        }
        opened.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_row_open_a_secret_and_no_change_goes_unseen() {
        let vault = SealVault(Seal::random().unwrap());
        let secret = b"12345678901234567890";
        let sealed = vault.seal("row", secret).unwrap();
        assert_eq!(vault.open("row", &sealed).as_deref(), Some(secret.as_slice()));
        assert_ne!(vault.seal("row", secret).unwrap(), sealed);
        assert!(!sealed.contains(&hex(secret)));
        assert_eq!(vault.open("other", &sealed), None);
        assert_eq!(SealVault(Seal::random().unwrap()).open("row", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(vault.open("row", &String::from_utf8(changed).unwrap()), None, "{at}");
        }
    }
}
