//! What may be kept of what people write, and under what name.
//!
//! Words are masked before they are stored or shown to an officer; a person is a pseudonym made with a key that lies outside the
//! database. Masking never refuses a message: whoever writes an e-mail address still gets an answer.

mod pseudonym;
mod redact;

pub use pseudonym::{PseudonymKey, PseudonymKeyError};
pub use redact::{Keep, redact, redact_with};
