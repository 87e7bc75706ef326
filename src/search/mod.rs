//! Finding the passages that answer a question.
//!
//! Two ways find: BM25 over title, questions, headings and body, and the cosines of a sentence model where it is installed. What they find
//! is measured by the same features (`features.rs`), weighed by numbers that were learned from the judgments, and the same numbers tell
//! how sure we may be that the best passage answers. Home of tantivy, strsim and rphonetic.

mod features;
mod glossary;
mod index;
mod lexicon;
mod meaning;
mod question;
mod ranking;
mod synonyms;
mod translated;

pub use features::{COUNT, Calibration, FEATURES, Features, SIGNS, Signs, Weights};
pub use glossary::{FoundTerms, terms};
pub use index::{Found, Hit, Index, SearchError, SearchRequest};
pub use meaning::{Meaning, Texts};
pub use ranking::{Learned, Limits, Part, Ranking, Scheme};
pub use translated::{ANSWERS, NEAR, Translated, TranslatedHit};
