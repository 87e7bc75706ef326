//! How good the answers are, measured: judgments in, measures out.
//!
//! A judgment is a question as somebody would put it, with what a right answer rests on. They run over the whole assistant but its stores,
//! since what counts is what a person reads. The same judgments teach the search its weights (`fit.rs`); what is learned is tried on
//! judgments that were kept aside while learning, so that the figures do not praise themselves.

mod easy;
mod fit;
mod judgment;
mod measure;

pub use easy::{Composed, EasyTable, Reading, compose_all};
pub use fit::{Lesson, Lessons, Trial, fit, recommended_limits};
pub use judgment::{Judgment, Set, read};
pub use measure::{Floors, Measures, Outcome, Tally, judge, judge_all};
