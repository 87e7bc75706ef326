use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::features::{Calibration, Weights};
use crate::knowledge::Origin;

/// How the search weighs: `knowledge/ranking.toml` is what an editor decides, `knowledge/weights.toml` what `waymark evaluate --refit`
/// learned from the judgments.
#[derive(Debug, Clone)]
pub struct Ranking {
    pub(super) field: FieldWeights,
    pub(super) words: Words,
    /// With words alone.
    pub by_words: Scheme,
    /// With the semantic model.
    pub by_meaning: Scheme,
}

/// The weights of one way of searching. Articles and documents are measured alike and weighed apart: a document has no wordings, and its
/// headings and sentences must do what an article's opening does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// For what an editor wrote.
    pub articles: Part,
    /// For documents taken in as they stand.
    pub documents: Part,
}

/// What is learned for one kind of text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What makes a passage good.
    pub weights: Weights,
    /// What makes us sure, when such a passage is the best.
    pub confidence: Calibration,
}

impl Scheme {
    /// The part for a text of that origin.
    pub fn of(&self, origin: Origin) -> &Part {
        if origin == Origin::Imported { &self.documents } else { &self.articles }
    }
}

/// The file of learned weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learned {
    /// With words alone.
    pub words: Scheme,
    /// With the semantic model.
    pub meaning: Scheme,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RankingFile {
    field: FieldWeights,
    confidence: Limits,
    words: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldWeights {
    pub title: f32,
    pub questions: f32,
    pub heading: f32,
    pub body: f32,
}

/// Probabilities from which on we do something.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Least probability for an answer.
    pub answer: f32,
    /// Least probability for asking which of a few things was meant; below it we do not know.
    pub clarify: f32,
    /// Least coverage to be named as a near topic.
    pub suggest: f32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub promise: HashSet<String>,
    pub definition: HashSet<String>,
    pub synonym: f32,
    pub corrected: f32,
    pub stop: HashSet<String>,
    /// Small words as written by ear, each with the word that is meant.
    pub by_ear: HashMap<String, String>,
}

impl Ranking {
    /// The weights of the two files and the limits; the error says where and what is wrong.
    pub fn parse(ranking: &str, learned: &str) -> Result<(Self, Limits), String> {
        let file: RankingFile = toml::from_str(ranking).map_err(|e| format!("ranking.toml: {e}"))?;
        let learned: Learned = toml::from_str(learned).map_err(|e| format!("weights.toml: {e}"))?;
        Ok((Self { field: file.field, words: file.words, by_words: learned.words, by_meaning: learned.meaning }, file.confidence))
    }
}
