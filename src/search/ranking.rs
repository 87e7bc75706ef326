use std::collections::HashSet;

use serde::Deserialize;

/// The weights of `knowledge/ranking.toml`: factors without a unit, one for no effect.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    pub(super) field: FieldWeights,
    pub(super) area: AreaWeights,
    pub(super) kind: KindWeights,
    /// From which share of the question on we answer or suggest.
    pub confidence: Confidence,
    pub(super) words: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldWeights {
    pub title: f32,
    pub questions: f32,
    pub heading: f32,
    pub body: f32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaWeights {
    pub own: f32,
    pub england: f32,
    pub elsewhere: f32,
    pub unchosen_england: f32,
    pub unchosen_local: f32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindWeights {
    pub opening: f32,
    pub past: f32,
    pub glossary: f32,
    pub commitment: f32,
    pub commitment_asked: f32,
    pub audience_match: f32,
    pub wording: f32,
}

/// Shares of the question's weight, from 0 to 1.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    /// Least coverage for an answer.
    pub answer: f32,
    /// Least coverage to be named as a near topic.
    pub suggest: f32,
    /// How much of its weight a corrected word keeps.
    pub corrected_word: f32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub promise: HashSet<String>,
    pub synonym: f32,
    pub stop: HashSet<String>,
}

impl Ranking {
    /// The weights in the text of `ranking.toml`; the error says where and what is wrong.
    pub fn parse(toml_text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(toml_text)
    }
}
