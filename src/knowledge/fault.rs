use std::fmt;

use serde::Serialize;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth mending; `check` passes.
    Warning,
    /// `check` fails; the article is still shown.
    Error,
    /// `check` fails; the file cannot be used and is left out.
    LeftOut,
}

/// One thing that is wrong in a file: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The file, relative to its knowledge folder.
    pub file: String,
    /// The line, counted from 1, where it can be told.
    pub line: Option<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

impl Fault {
    pub(super) fn new(file: &str, line: Option<usize>, severity: Severity, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, severity, what: what.into(), fix: fix.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        let kind = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
            Severity::LeftOut => "error (left out)",
        };
        write!(f, ": {kind}: {}. {}", self.what.trim_end_matches('.'), self.fix)
    }
}
