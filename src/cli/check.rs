use std::{path::PathBuf, process::ExitCode};

use serde::Serialize;

use super::output;
use crate::{
    answer::Library,
    config::Settings,
    knowledge::{Fault, Roots, Severity, check},
};

#[derive(Serialize)]
struct Report<'a> {
    articles: usize,
    passages: usize,
    errors: usize,
    warnings: usize,
    faults: &'a [Fault],
}

/// Checks the knowledge and tells what is wrong, to people or as one JSON object.
pub(super) fn run(settings: &Settings, json: bool, folder: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let roots = Roots { base: folder.or_else(|| settings.knowledge_dir.clone()), ..Roots::default() };
    let library = Library::open(&roots)?;
    let mut faults = library.faults.clone();
    faults.extend(check(&library.knowledge, settings.clock().today()));
    faults.sort();
    let errors = faults.iter().filter(|f| f.severity > Severity::Warning).count();
    let warnings = faults.len() - errors;
    let (articles, passages) = (library.knowledge.articles.len(), library.knowledge.passages.len());
    if json {
        output::say(&serde_json::to_string(&Report { articles, passages, errors, warnings, faults: &faults })?)?;
    } else {
        for fault in &faults {
            output::say(&fault.to_string())?;
        }
        output::say(&format!("{articles} articles, {passages} passages: {errors} errors, {warnings} warnings"))?;
    }
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
