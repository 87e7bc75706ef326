//! Finding the passages that answer a question.
//!
//! BM25 over title, questions, headings and body finds; what kind of passage it is (its area, whether its plan has run out) weighs; and
//! the share of the question's words that a passage really holds tells how sure we may be. Home of tantivy and strsim.

mod index;
mod ranking;
mod spelling;
mod synonyms;

pub use index::{Found, Hit, Index, SearchError, SearchRequest};
pub use ranking::Ranking;
