//! Words and sentences as people type them.
//!
//! Everything that looks at text starts here, so that a curly apostrophe, a zero-width space or a soft hyphen cannot make two rooms
//! disagree about what a word is. Home of unicode-segmentation and unicode-normalization.

mod characters;
mod clean;
mod numbers;
mod plain_words;
pub mod readability;
mod sentences;
mod words;

pub use characters::characters;
pub use clean::{MAX_MESSAGE_CHARS, clean, fold, shorten, unligature, visible};
pub use numbers::{NumberInWords, counts, number_of_word, numbers_in_words};
pub use plain_words::{PlainWord, PlainWords};
pub use sentences::{sentence_spans, sentences};
pub use words::{is_address, slug, words};
