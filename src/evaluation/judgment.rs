use std::{fs, io, path::Path};

use serde::Deserialize;

use crate::{
    area::Area,
    knowledge::{ArticleId, Audience},
};

/// What a set of judgments is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// Questions that the shipped articles answer.
    Everyday,
    /// Questions that nothing answers.
    Nothing,
    /// Questions over documents that were taken in as they stand.
    Documents,
}

impl Set {
    /// Every set with its file.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Everyday, "everyday.jsonl"), (Self::Nothing, "nothing.jsonl"), (Self::Documents, "documents.jsonl")];

    /// Its name in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyday => "everyday",
            Self::Nothing => "nothing",
            Self::Documents => "documents",
        }
    }
}

/// A question with what a right answer rests on; `knowledge/judgments/README.md` tells the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgment {
    /// Names it for ever.
    pub id: String,
    /// The words as typed.
    pub question: String,
    /// The area that was chosen.
    pub area: Option<Area>,
    /// Who asks.
    pub audience: Option<Audience>,
    /// How it is put: plain, misspelt, slang, acronym, long, vague or paraphrase.
    pub wording: String,
    /// Why nothing answers it.
    #[serde(default)]
    pub kind: Option<String>,
    /// Articles any of which is right.
    pub expect: Vec<ArticleIdText>,
    /// Runs of words any of which stands in a right passage.
    pub quotes: Vec<String>,
    /// Facts at least one of which stands in the text of a right answer.
    pub facts: Vec<String>,
    /// The document the quotes are from.
    #[serde(default)]
    pub source: Option<String>,
}

/// An article's name in a judgment.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct ArticleIdText(pub ArticleId);

impl TryFrom<String> for ArticleIdText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self)
    }
}

impl Judgment {
    /// Whether an article, or a passage with that text, is what was expected. Case and white space do not count in a quote.
    pub fn is_right(&self, article: &ArticleId, text: &str) -> bool {
        self.expect.iter().any(|e| e.0 == *article) || {
            let text = squeeze(text);
            self.quotes.iter().any(|q| text.contains(&squeeze(q)))
        }
    }

    /// Whether the text of an answer holds one of the facts; true where none is named.
    pub fn holds_fact(&self, text: &str) -> bool {
        let text = squeeze(text);
        self.facts.is_empty() || self.facts.iter().any(|f| text.contains(&squeeze(f)))
    }
}

/// Lower case, single spaces, and marks that differ between writings alike.
fn squeeze(text: &str) -> String {
    let marks = |c: char| match c {
        '’' | '‘' => '\'',
        '–' | '—' => '-',
        '•' => ' ',
        c => c,
    };
    let even: String = text.chars().map(marks).collect::<String>().to_lowercase();
    even.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The judgments of a file; the error names file, line and what is wrong.
pub fn read(folder: &Path, set: Set) -> io::Result<Vec<Judgment>> {
    let name = Set::ALL.iter().find(|(s, _)| *s == set).map_or("", |(_, name)| name);
    let path = folder.join(name);
    let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidData, format!("{}{what}", path.display()));
    let text = fs::read_to_string(&path).map_err(|e| wrong(format!(" cannot be read: {e}")))?;
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines.map(|(at, line)| serde_json::from_str(line).map_err(|e| wrong(format!(":{}: {e}. See README.md beside it", at + 1)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_facts_overlook_case_space_and_marks() {
        let line = r#"{"id":"x","question":"q","area":null,"audience":null,"wording":"plain","expect":["a/b/c"],"quotes":["the  child's plan"],"facts":["20 Weeks"]}"#;
        let judgment: Judgment = serde_json::from_str(line).unwrap();
        let other: ArticleId = "a/b/d".parse().unwrap();
        assert!(judgment.is_right(&other, "It is The child’s\nplan."));
        assert!(!judgment.is_right(&other, "It is the plan."));
        assert!(judgment.is_right(&"a/b/c".parse().unwrap(), ""));
        assert!(judgment.holds_fact("within 20 weeks") && !judgment.holds_fact("within 16 weeks"));
        assert!(serde_json::from_str::<Judgment>(&line.replace("\"id\"", "\"idd\"")).is_err());
    }
}
