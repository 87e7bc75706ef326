//! What is measured of a passage against a question, and the weights that make one number of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The names of the features, in order: keys of `ranking.toml` and of an explanation.
pub const FEATURES: [&str; 21] = [
    // Words: BM25 by field as a share of what a perfect match would get, and what the article and the passage hold of the question.
    "title",
    "questions",
    "heading",
    "body",
    "coverage_article",
    "coverage_passage",
    "wording",
    "proximity",
    // Meaning: cosines with the passage, the nearest of its article's wordings, and the nearest of its sentences.
    "meaning_passage",
    "meaning_wording",
    "meaning_sentence",
    // Kind: one where it applies, else nought.
    "own_area",
    "england",
    "elsewhere",
    "local_unchosen",
    "opening",
    "past",
    "glossary",
    "commitment",
    "commitment_asked",
    "audience",
];

/// How many features there are.
pub const COUNT: usize = FEATURES.len();

/// The features of one passage for one question, in the order of [`FEATURES`].
pub type Features = [f32; COUNT];

/// A weight for each feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, f32>", into = "BTreeMap<String, f32>")]
pub struct Weights(pub Features);

impl Weights {
    /// The passage's score: the weighted sum.
    pub fn score(&self, features: &Features) -> f32 {
        self.0.iter().zip(features).map(|(w, f)| w * f).sum()
    }

    /// What each feature adds to the score, the largest first; those that add nothing are left out.
    pub fn explain(&self, features: &Features) -> Vec<(&'static str, f32, f32)> {
        let mut out: Vec<_> = FEATURES.iter().zip(self.0.iter().zip(features)).map(|(name, (w, f))| (*name, *f, w * f)).collect();
        out.retain(|(_, _, added)| *added != 0.0);
        out.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()));
        out
    }
}

impl TryFrom<BTreeMap<String, f32>> for Weights {
    type Error = String;

    fn try_from(mut named: BTreeMap<String, f32>) -> Result<Self, String> {
        let mut out = [0.0; COUNT];
        for (slot, name) in out.iter_mut().zip(FEATURES) {
            *slot = named.remove(name).ok_or_else(|| format!("the weight `{name}` is missing"))?;
        }
        match named.keys().next() {
            Some(name) => Err(format!("`{name}` is not a feature; known are {}", FEATURES.join(", "))),
            None => Ok(Self(out)),
        }
    }
}

impl From<Weights> for BTreeMap<String, f32> {
    fn from(weights: Weights) -> Self {
        FEATURES.iter().map(|n| (*n).to_owned()).zip(weights.0).collect()
    }
}

/// The names of what tells whether the best passage answers: keys of `ranking.toml`.
pub const SIGNS: [&str; 13] = [
    // The best score, and how far behind the best passage of another article stands.
    "score",
    "margin",
    // What the best holds of the question, and its likeness to it.
    "coverage_article",
    "coverage_passage",
    "wording",
    "meaning_passage",
    "meaning_wording",
    "meaning_sentence",
    // The share of the question that stands nowhere in the knowledge base.
    "unknown",
    // The heaviest thing of the question that the best article lacks, as a share of the heaviest there is.
    "missing",
    // The best by words alone is the best by meaning alone.
    "agreement",
    // The mean likeness of the best ten: high where a whole subject is near, and no one page of it.
    "crowd",
    // How few things the question is about: one over their number.
    "shortness",
];

/// The signs of one search, in the order of [`SIGNS`].
pub type Signs = [f32; SIGNS.len()];

/// From the signs to a probability that the best passage answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, f32>", into = "BTreeMap<String, f32>")]
pub struct Calibration {
    /// Added to the weighted signs.
    pub bias: f32,
    /// A weight for each sign.
    pub weights: Signs,
}

impl Calibration {
    /// The probability, 0 to 1.
    pub fn probability(&self, signs: &Signs) -> f32 {
        let sum: f32 = self.weights.iter().zip(signs).map(|(w, s)| w * s).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}

impl TryFrom<BTreeMap<String, f32>> for Calibration {
    type Error = String;

    fn try_from(mut named: BTreeMap<String, f32>) -> Result<Self, String> {
        let mut take = |name: &str| named.remove(name).ok_or_else(|| format!("`{name}` is missing"));
        let bias = take("bias")?;
        let mut weights = [0.0; SIGNS.len()];
        for (slot, name) in weights.iter_mut().zip(SIGNS) {
            *slot = take(name)?;
        }
        match named.keys().next() {
            Some(name) => Err(format!("`{name}` is not a sign; known are bias, {}", SIGNS.join(", "))),
            None => Ok(Self { bias, weights }),
        }
    }
}

impl From<Calibration> for BTreeMap<String, f32> {
    fn from(calibration: Calibration) -> Self {
        let named = SIGNS.iter().map(|n| (*n).to_owned()).zip(calibration.weights);
        named.chain([("bias".to_owned(), calibration.bias)]).collect()
    }
}
