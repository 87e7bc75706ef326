//! What Waymark knows: articles that editors write, and the data files beside them.
//!
//! Everything that is ever told to a person comes from here, with its source and date. The loader is strict, because a wrong date in a
//! front matter becomes a wrong date on a family's phone; and it is kind, because one bad file must not silence the others: it is left
//! out and reported with file, line, what is wrong and what to do. Home of pulldown-cmark and rust-embed's copy of `knowledge/`;
//! [`import`] takes in what a council has already published.

mod article;
mod check;
mod commitments;
mod derived;
mod fault;
mod front_matter;
mod glossary;
pub mod import;
mod lexicon;
mod load;
mod markdown;
mod passage;
mod pictures;
mod side_by_side;

pub use article::{Article, ArticleId, Audience, EasyLine, Origin, Outcome, Section, Source};
pub use check::{
    CONFIRMED_DAYS, EasyRead, EasyReadFinding, Launch, OutsideLink, PastReview, Signing, StaleContact, UnsignedLanguage, check, easy_reads,
    outside_links, signing,
};
pub use commitments::{Commitment, Commitments, Milestone, Plan};
pub use fault::{Fault, Rule, Severity};
pub use glossary::{Glossary, OneWay, SynonymGroup, Synonyms, Term};
pub use load::{Files, Knowledge, Loaded, Roots};
pub use passage::Passage;
pub use pictures::Pictures;
pub use side_by_side::side_by_side;
