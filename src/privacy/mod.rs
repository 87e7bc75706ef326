//! What may be kept of what people write, and under what name.
//!
//! Words are masked before they are stored or shown to an officer; a person is a pseudonym made with a key that lies outside the
//! database. Masking never refuses a message: whoever writes an e-mail address still gets an answer. What must be kept and must not be
//! read from a stolen copy is sealed. How long anything lives stands in `policy.rs`, which the removal job and the page about privacy
//! both go by; every store with something of a person in it implements [`PersonalData`].

mod personal;
pub mod policy;
mod pseudonym;
mod redact;
mod seal;

pub use personal::{Item, Part, PersonalData, Removed};
pub use policy::{Kind, RecordRule, RecordRules};
pub use pseudonym::{PseudonymKey, PseudonymKeyError, sign};
pub use redact::{Keep, redact, redact_with};
pub use seal::{Seal, SealError};
