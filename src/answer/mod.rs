//! From a question to what we know and on what evidence.
//!
//! The pipeline is the list [`pipeline::STEPS`]: safety before search, then the routes that need no search, then what the question is
//! about, then the passages, then the decision whether they answer. A step may end the way with a status. How the answer is said is the
//! business of `reply`.

mod library;
mod pipeline;
mod routes;
mod understand;

pub use library::{Library, LibraryError, is_language};
pub use pipeline::{Answer, AnswerStatus, Chosen, Earlier, FoundPassage, Question, Timings, answer};
pub use routes::{Route, RouteStatus, Routes};
pub use understand::Understanding;
