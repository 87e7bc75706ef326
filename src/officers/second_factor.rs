use secrecy::{ExposeSecret, SecretString};
use totp_rs::{Builder, Secret, Totp};

use crate::ids::{RandomnessError, sha256_hex};

/// Who issues the numbers, as an authenticator app shows it.
const ISSUER: &str = "Waymark";
/// As many recovery codes as are made at once.
pub const RECOVERY_CODES: usize = 10;
/// The letters of recovery codes: none that is taken for another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// Keeps a secret so that the database alone does not give it away; made where the keys are.
pub trait Vault: Send + Sync {
    /// The secret as it may be stored; `of` names the row, and only the same name opens it again.
    fn seal(&self, of: &str, secret: &[u8]) -> Result<String, RandomnessError>;

    /// The secret again; none where it was sealed with another key or for another row, or was changed.
    fn open(&self, of: &str, sealed: &str) -> Option<Vec<u8>>;
}

/// What an authenticator app and we both know; does not print.
pub struct FactorSecret([u8; 20]);

impl FactorSecret {
    /// A new one.
    pub(super) fn random() -> Result<Self, RandomnessError> {
        let mut bytes = [0; 20];
        getrandom::fill(&mut bytes).map_err(|_| RandomnessError)?;
        Ok(Self(bytes))
    }

    /// One that was kept.
    pub(super) fn kept(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn totp(&self, email: &str) -> Option<Totp> {
        Builder::new().with_secret(Secret::from(self.0)).with_account_name(email).with_issuer(Some(ISSUER)).build().ok()
    }

    /// The secret to type into an app, in groups of four.
    pub fn in_groups(&self) -> String {
        let letters = Secret::from(self.0).to_base32();
        letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    }

    /// The link that an app on the same device opens.
    pub fn link(&self, email: &str) -> Option<String> {
        self.totp(email)?.to_url().ok()
    }

    /// The step of time at which that number is right, a step early or late allowed; none where it is wrong.
    pub(super) fn step(&self, number: &SecretString, now_ms: i64) -> Option<i64> {
        let digits: String = number.expose_secret().chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let seconds = u64::try_from(now_ms / 1000).ok()?;
        self.totp("").and_then(|t| t.check(&digits, seconds)).and_then(|step| i64::try_from(step).ok())
    }
}

/// New recovery codes, each for one use, as they are shown once.
pub(super) fn new_recovery_codes() -> Result<Vec<SecretString>, RandomnessError> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| RandomnessError)?;
        let letters: String = bytes.iter().map(|b| char::from(LETTERS[usize::from(*b) % LETTERS.len()])).collect();
        let groups: Vec<&str> = [0, 4, 8, 12].iter().map(|at| &letters[*at..at + 4]).collect();
        codes.push(groups.join("-").into());
    }
    Ok(codes)
}

/// What is kept of a recovery code: 80 random bits need no slow hash. None where it has not the form of one.
pub(super) fn recovery_digest(officer: &str, code: &SecretString) -> Option<String> {
    let letters: String = code.expose_secret().chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    (letters.len() == 16).then(|| sha256_hex(format!("recovery {officer} {letters}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The test vectors of RFC 6238 for SHA-1, cut to six digits.
    #[test]
    fn numbers_are_those_of_the_standard() {
        let secret = FactorSecret::kept(b"12345678901234567890").unwrap();
        for (seconds, number) in [(59_i64, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")] {
            assert_eq!(secret.step(&number.into(), seconds * 1000), Some(seconds / 30), "{seconds}");
            assert_eq!(secret.step(&format!(" {} {}", &number[..3], &number[3..]).into(), (seconds + 30) * 1000), Some(seconds / 30));
            assert_eq!(secret.step(&number.into(), (seconds + 90) * 1000), None);
        }
        for wrong in ["", "0", "28708", "2870822", "abcdef", "٢٨٧٠٨٢"] {
            assert_eq!(secret.step(&wrong.into(), 59_000), None, "{wrong}");
        }
        assert_eq!(secret.in_groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let link = secret.link("lead@council.example").unwrap();
        assert!(link.starts_with("otpauth://totp/Waymark:lead") && link.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{link}");
    }

    #[test]
    fn recovery_codes_fit_however_they_are_typed() {
        let codes = new_recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let code = codes[0].expose_secret();
        assert_eq!(code.len(), 19);
        let digest = recovery_digest("1", &codes[0]);
        assert!(digest.is_some());
        assert_eq!(recovery_digest("1", &code.replace('-', " ").to_uppercase().into()), digest);
        assert_ne!(recovery_digest("2", &codes[0]), digest);
        assert_eq!(recovery_digest("1", &"123456".into()), None);
    }
}
