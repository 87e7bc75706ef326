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

/// Which rule a fault breaks, so that faults can be counted and looked for by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A file has its form: it can be read, and the keys it needs are there.
    Form,
    /// What is named (an area, an article, a plan) is there.
    Reference,
    /// A link leads to an article, and to a heading of it.
    Link,
    /// A page elsewhere that we name is still there; only looked at with `--online`.
    OutsideLink,
    /// Dates are in an order that can be.
    Dates,
    /// Nothing is past its review date.
    Review,
    /// At least six wordings.
    WordingsFew,
    /// A wording stands once.
    WordingsTwice,
    /// There is an easy read.
    EasyMissing,
    /// A line has at most 15 words.
    EasyLong,
    /// A line is one sentence.
    EasySentence,
    /// A line has a picture that is there.
    EasyPicture,
    /// The opening's numbers are kept.
    EasyNumber,
    /// The opening's months are kept.
    EasyDate,
    /// Nothing is said that the article does not say.
    EasyAdded,
    /// No signs, short forms or capitals that are hard to read.
    EasySign,
    /// Numbers are written in digits.
    EasyDigits,
    /// Short forms are in the glossary and are explained.
    EasyAcronym,
    /// Sentences are built simply.
    EasyHard,
    /// Short forms of the field are in the glossary.
    Term,
    /// A glossary's names stand once and its meanings are short.
    Glossary,
    /// Synonyms lead to words that our articles say.
    Synonym,
    /// Judgments are whole and can be met.
    Judgment,
    /// Pictures are used.
    Picture,
    /// Contacts have an owner and were confirmed of late.
    Contact,
    /// The words for a person in danger are signed.
    Safeguarding,
    /// A translation says what the English article says, and a native speaker has read it.
    Translation,
}

impl Rule {
    /// Its name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Reference => "reference",
            Self::Link => "link",
            Self::OutsideLink => "outside-link",
            Self::Dates => "dates",
            Self::Review => "review",
            Self::WordingsFew => "wordings-few",
            Self::WordingsTwice => "wordings-twice",
            Self::EasyMissing => "easy-missing",
            Self::EasyLong => "easy-long",
            Self::EasySentence => "easy-sentence",
            Self::EasyPicture => "easy-picture",
            Self::EasyNumber => "easy-number",
            Self::EasyDate => "easy-date",
            Self::EasyAdded => "easy-added",
            Self::EasySign => "easy-sign",
            Self::EasyDigits => "easy-digits",
            Self::EasyAcronym => "easy-acronym",
            Self::EasyHard => "easy-hard",
            Self::Term => "term",
            Self::Glossary => "glossary",
            Self::Synonym => "synonym",
            Self::Judgment => "judgment",
            Self::Picture => "picture",
            Self::Contact => "contact",
            Self::Safeguarding => "safeguarding",
            Self::Translation => "translation",
        }
    }
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
    /// The rule it breaks.
    pub rule: Rule,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

impl Fault {
    /// A fault of the file's form; [`Fault::of`] names another rule.
    pub fn new(file: &str, line: Option<usize>, severity: Severity, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, severity, rule: Rule::Form, what: what.into(), fix: fix.into() }
    }

    /// The same fault under that rule.
    pub fn of(mut self, rule: Rule) -> Self {
        self.rule = rule;
        self
    }

    /// Whether `check` fails for it.
    pub fn is_error(&self) -> bool {
        self.severity > Severity::Warning
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
        write!(f, ": {kind}: {}. {} [{}]", self.what.trim_end_matches('.'), self.fix, self.rule.as_str())
    }
}
