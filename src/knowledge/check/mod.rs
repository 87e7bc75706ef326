//! What the loader lets pass and an editor should mend.
//!
//! What is certainly wrong is an error; what only a person can judge is a warning. Each part looks at one side of the knowledge and adds
//! what it finds: a fault names its file, the line where that can be told, what is wrong and what to do.

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

use super::{ArticleId, Fault, Knowledge, Rule, Severity};
use crate::area::Area;

pub use easy_read::{EasyRead, EasyReadFinding, easy_reads};
pub use launch::{CONFIRMED_DAYS, Launch, PastReview, StaleContact, UnsignedLanguage};
pub use links::{OutsideLink, outside_links};
pub use signing::{Signing, signing};

/// The faults of what could be loaded, in the order of files.
pub fn check(knowledge: &Knowledge, today: Date) -> Vec<Fault> {
    let mut found = Found { faults: Vec::new() };
    let lexicon = knowledge.lexicon();
    for article in &knowledge.articles {
        articles::check(knowledge, article, today, &mut found);
        links::check(knowledge, article, &mut found);
        easy_read::check(knowledge, article, &lexicon, &mut found);
    }
    articles::wordings(knowledge, &mut found);
    terms::check(knowledge, lexicon.short_forms(), &mut found);
    lists::check(knowledge, today, &mut found);
    let mut faults = found.faults;
    faults.sort();
    // What several derived articles share is told once.
    faults.dedup();
    faults
}

/// Whether there is such an area. One whose file is broken has been told of once, and everything that names it need not say so again.
fn has_area(knowledge: &Knowledge, area: &Area) -> bool {
    knowledge.areas.get(area).is_some() || knowledge.files.get(&format!("areas/{area}.toml")).is_some()
}

/// Whether there is such an article, broken or not.
fn has_article(knowledge: &Knowledge, id: &ArticleId) -> bool {
    knowledge.article(id).is_some() || knowledge.files.get(&format!("articles/{id}.md")).is_some()
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
