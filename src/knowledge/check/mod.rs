//! What the loader lets pass and an editor should mend.
//!
//! What is certainly wrong is an error; what only a person can judge is a warning. Each part looks at one side of the knowledge and adds
//! what it finds: a fault names its file, the line where that can be told, what is wrong and what to do.

mod acronyms;
mod articles;
mod easy_read;
mod figures;
mod launch;
mod links;
mod lists;
mod place;
mod signing;
mod terms;

use jiff::civil::Date;

use super::{Fault, Knowledge, Rule, Severity};

pub use launch::{CONFIRMED_DAYS, Launch, PastReview, StaleContact};
pub use links::{OutsideLink, outside_links};
pub use signing::{Signing, signing};

/// The faults of what could be loaded, in the order of files.
pub fn check(knowledge: &Knowledge, today: Date) -> Vec<Fault> {
    let mut found = Found { faults: Vec::new() };
    let glossary = acronyms::Known::of(&knowledge.glossary);
    for article in &knowledge.articles {
        articles::check(knowledge, article, today, &mut found);
        links::check(knowledge, article, &mut found);
        easy_read::check(knowledge, article, &glossary, &mut found);
    }
    articles::wordings(knowledge, &mut found);
    terms::check(knowledge, &glossary, &mut found);
    lists::check(knowledge, today, &mut found);
    let mut faults = found.faults;
    faults.sort();
    // What several derived articles share is told once.
    faults.dedup();
    faults
}

/// What has been found so far.
struct Found {
    faults: Vec<Fault>,
}

impl Found {
    fn error(&mut self, rule: Rule, file: &str, line: Option<usize>, what: impl Into<String>, fix: impl Into<String>) {
        self.faults.push(Fault::new(file, line, Severity::Error, what, fix).of(rule));
    }

    fn warning(&mut self, rule: Rule, file: &str, line: Option<usize>, what: impl Into<String>, fix: impl Into<String>) {
        self.faults.push(Fault::new(file, line, Severity::Warning, what, fix).of(rule));
    }
}
