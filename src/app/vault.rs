use crate::{
    ids::{RandomnessError, Token, hex},
    officers::Vault,
    privacy::PseudonymKey,
};

/// Seals the secrets of second factors with the key that lies apart from the database.
///
/// A keyed hash of a random name is the pad (a secret is shorter than one hash), and another over both is the seal.
pub(super) struct KeyVault(pub(super) PseudonymKey);

const PAD: &str = "second factor, pad";
const MAC: &str = "second factor, seal";

impl KeyVault {
    fn pad(&self, of: &str, name: &str) -> String {
        self.0.pseudonym(PAD, &format!("{of} {name}"))
    }

    fn mac(&self, of: &str, name: &str, hidden: &str) -> String {
        self.0.pseudonym(MAC, &format!("{of} {name} {hidden}"))
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    (0..hex.len() / 2).map(|i| u8::from_str_radix(hex.get(2 * i..2 * i + 2)?, 16).ok()).collect()
}

fn masked(secret: &[u8], pad: &str) -> Option<Vec<u8>> {
    let pad = bytes(pad)?;
    (secret.len() <= pad.len()).then(|| secret.iter().zip(pad).map(|(a, b)| a ^ b).collect())
}

impl Vault for KeyVault {
    fn seal(&self, of: &str, secret: &[u8]) -> Result<String, RandomnessError> {
        let name = Token::random()?.expose().to_owned();
        let hidden = masked(secret, &self.pad(of, &name)).map(|h| hex(&h)).ok_or(RandomnessError)?;
        let mac = self.mac(of, &name, &hidden);
        Ok(format!("1.{name}.{hidden}.{mac}"))
    }

    fn open(&self, of: &str, sealed: &str) -> Option<Vec<u8>> {
        let [version, name, hidden, mac] = sealed.split('.').collect::<Vec<_>>().try_into().ok()?;
        // Compared as digests, so that the time tells nothing.
        let digest = |text: &str| crate::ids::sha256_hex(text.as_bytes());
        if version != "1" || digest(mac) != digest(&self.mac(of, name, hidden)) {
            return None;
        }
        masked(&bytes(hidden)?, &self.pad(of, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_row_open_a_secret_and_no_change_goes_unseen() {
        let vault = KeyVault(PseudonymKey::random().unwrap());
        let secret = b"12345678901234567890";
        let sealed = vault.seal("row", secret).unwrap();
        assert_eq!(vault.open("row", &sealed).as_deref(), Some(secret.as_slice()));
        assert_ne!(vault.seal("row", secret).unwrap(), sealed);
        assert!(!sealed.contains(&hex(secret)));
        assert_eq!(vault.open("other", &sealed), None);
        assert_eq!(KeyVault(PseudonymKey::random().unwrap()).open("row", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(vault.open("row", &String::from_utf8(changed).unwrap()), None, "{at}");
        }
    }
}
