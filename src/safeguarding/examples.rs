//! The examples that the screening is tried on and learns from.

use serde::{Deserialize, Serialize};

use super::{Category, Level};

/// Who is in trouble, seen from the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The writer.
    Me,
    /// The writer's child.
    Child,
    /// A friend or neighbour.
    Friend,
    /// A child or young person the writer works with.
    Professional,
}

/// How it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// In so many words.
    Outright,
    /// Misspelt, in slang or by a euphemism.
    Coded,
    /// Only hinted at.
    Indirect,
}

/// One line of `safeguarding/examples.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Example {
    /// What somebody in trouble writes.
    Raises {
        /// The words.
        says: String,
        /// What they must raise.
        level: Level,
        /// The kind of harm.
        category: Category,
        /// Whose trouble it is.
        who: Who,
        /// How it is said.
        kind: Kind,
        /// No phrase could foresee it: only its meaning raises it, to `concern` at least.
        #[serde(default)]
        by_meaning: bool,
        /// Those of one number were written from one sentence; see `lessons.jsonl`.
        #[serde(default)]
        frame: Option<usize>,
    },
    /// What sounds alike and is harmless.
    Quiet {
        /// The words.
        says: String,
        /// What they are about.
        quiet: String,
        /// Likewise.
        #[serde(default)]
        frame: Option<usize>,
    },
}

impl Example {
    /// The words.
    pub fn says(&self) -> &str {
        match self {
            Self::Raises { says, .. } | Self::Quiet { says, .. } => says,
        }
    }

    /// What they must raise; nothing where they are harmless.
    pub fn raises(&self) -> Option<(Level, Category)> {
        match self {
            Self::Raises { level, category, .. } => Some((*level, *category)),
            Self::Quiet { .. } => None,
        }
    }

    /// The sentence it was written from together with others, if any.
    pub fn frame(&self) -> Option<usize> {
        match self {
            Self::Raises { frame, .. } | Self::Quiet { frame, .. } => *frame,
        }
    }

    /// Reads the file, a JSON object a line; each fault names its line.
    pub fn read(jsonl: &str) -> Result<Vec<Self>, Vec<String>> {
        let (mut out, mut faults) = (Vec::new(), Vec::new());
        let mut seen = std::collections::HashSet::new();
        for (number, line) in jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Self>(line) {
                Ok(one) if one.says().trim().is_empty() => faults.push(format!("line {}: it says nothing", number + 1)),
                Ok(Self::Raises { level: Level::None, .. }) => {
                    faults.push(format!("line {}: what raises nothing is `quiet`", number + 1));
                }
                Ok(one) if !seen.insert(one.says().to_lowercase()) => {
                    faults.push(format!("line {}: the same words stand above already", number + 1));
                }
                Ok(one) => out.push(one),
                Err(error) => faults.push(format!("line {}: not an example: {error}", number + 1)),
            }
        }
        if faults.is_empty() { Ok(out) } else { Err(faults) }
    }
}
