//! The vectors of a knowledge base: of passages, of the wordings that lead to them and of their sentences.
//!
//! Passages and wordings are searched exactly: every vector is looked at, which costs about 0.1 ms for each thousand. With 100,000 passages
//! (200,000 such vectors, 300 MB read for a question) a whole search took 21 ms in the median on one core given precedence, and 49 ms where
//! other work had the same memory and cores. Reckoned on from there, 40 ms are reached near 190,000 passages; from then on an approximate
//! index is needed (`cargo bench --bench scale` measures up to 100,000). Sentences are many and are only compared for the passages that are
//! looked at anyway, so they are kept as bytes: a quarter of the memory, at an error of a few thousandths in the cosine. A first look at
//! bytes would not be quicker: for 200,000 vectors it took 10.8 ms where the whole numbers took 11.5, since a build for any processor
//! multiplies bytes no faster.

use std::ops::Range;

use crate::{
    area::Area,
    knowledge::{Article, Knowledge, Origin, Passage},
    semantic::{DIMENSIONS, Lens, Taught, Vector, dot},
    text,
};

/// Sentences of fewer words say too little to answer anything by themselves.
const LEAST_WORDS: usize = 4;
/// From so many words on, a line with semicolons is compared part by part.
const LONG_ROW: usize = 30;
/// Most sentences of one passage that are compared.
const MOST_SENTENCES: usize = 40;

/// The texts to be embedded for a knowledge base, and what each belongs to.
#[derive(Debug, Default)]
pub struct Texts {
    /// A text a passage, in the order of the passages.
    passages: Vec<String>,
    /// Titles and wordings, with the passage each leads to.
    wordings: Vec<(usize, String)>,
    /// Sentences, passage by passage.
    sentences: Vec<String>,
    /// Which sentences belong to each passage.
    ranges: Vec<Range<usize>>,
    /// Which passages come from documents taken in as they stand.
    imported: Vec<bool>,
}

impl Texts {
    /// What is to be embedded of a knowledge base.
    pub fn of(knowledge: &Knowledge) -> Self {
        let mut out = Self::default();
        for (ordinal, passage) in knowledge.passages.iter().enumerate() {
            let from = out.sentences.len();
            out.imported.push(knowledge.article_of(passage).is_some_and(|a| a.origin == Origin::Imported));
            if let Some(article) = knowledge.article_of(passage) {
                out.passages.push(passage_text(article, passage));
                if passage.opening {
                    out.wordings.push((ordinal, article.title.clone()));
                    out.wordings.extend(article.questions.iter().map(|q| (ordinal, q.clone())));
                } else if !passage.heading.is_empty() {
                    out.wordings.push((ordinal, format!("{}: {}", article.title, passage.heading)));
                }
                out.sentences.extend(sentences(passage).into_iter().take(MOST_SENTENCES));
            } else {
                out.passages.push(String::new());
            }
            out.ranges.push(from..out.sentences.len());
        }
        out
    }

    /// All texts in one list: passages, wordings, sentences.
    pub fn all(&self) -> Vec<&str> {
        let passages = self.passages.iter().map(String::as_str);
        let wordings = self.wordings.iter().map(|(_, w)| w.as_str());
        passages.chain(wordings).chain(self.sentences.iter().map(String::as_str)).collect()
    }

    /// What a [`Lens`] is learned from: the wordings of the written articles as questions, and beside them every passage, wording and title
    /// that competes to answer. `vectors` are those of [`Self::all`], in its order.
    pub fn taught(&self, knowledge: &Knowledge, vectors: &[Vector]) -> Vec<Taught> {
        let mut areas: Vec<&Area> = knowledge.articles.iter().map(|a| &a.area).filter(|a| **a != Area::england()).collect();
        areas.sort_unstable();
        areas.dedup();
        let passages = (0..self.passages.len()).map(|at| (at, false));
        let all = passages.chain(self.wordings.iter().map(|(at, _)| (*at, true))).zip(vectors);
        let mut out = Vec::new();
        for ((at, is_wording), vector) in all {
            let Some((passage, article)) = knowledge.passages.get(at).and_then(|p| Some(p).zip(knowledge.article_of(p))) else { continue };
            if article.origin == Origin::Imported {
                continue;
            }
            let region = areas.iter().position(|a| **a == article.area).map_or(0, |at| at + 1);
            let asks = is_wording && article.origin == Origin::Written;
            out.push(Taught { vector: vector.clone(), subject: passage.article, region, asks });
        }
        out
    }

    /// Puts the vectors of [`Self::all`], in its order, to use; none where there are not as many as texts.
    pub fn with_vectors(self, vectors: &[Vector]) -> Option<Meaning> {
        if vectors.len() != self.passages.len() + self.wordings.len() + self.sentences.len() {
            return None;
        }
        let mut out = Meaning {
            passages: Vec::with_capacity(self.passages.len() * DIMENSIONS),
            wordings: Vec::with_capacity(self.wordings.len() * DIMENSIONS),
            leads_to: self.wordings.iter().map(|(p, _)| *p).collect(),
            sentences: Vec::with_capacity(self.sentences.len() * DIMENSIONS),
            scales: Vec::with_capacity(self.sentences.len()),
            ranges: self.ranges,
            imported: self.imported,
        };
        for (at, vector) in vectors.iter().enumerate() {
            if at < self.passages.len() {
                out.passages.extend_from_slice(vector.as_slice());
            } else if at < self.passages.len() + self.wordings.len() {
                out.wordings.extend_from_slice(vector.as_slice());
            } else {
                let most = vector.as_slice().iter().fold(f32::MIN_POSITIVE, |m, v| m.max(v.abs()));
                out.scales.push(most / 127.0);
                out.sentences.extend(vector.as_slice().iter().map(|v| (v / most * 127.0).round() as i8));
            }
        }
        Some(out)
    }
}

/// The passage as the model reads it: what it is about comes first, since a section alone often does not say.
fn passage_text(article: &Article, passage: &Passage) -> String {
    if article.origin == Origin::Imported && !passage.path.is_empty() {
        // The title of a whole document says nothing of its three hundredth passage.
        return format!("{}. {}", passage.path, passage.text);
    }
    if passage.path.is_empty() {
        format!("{}. {}", article.title, passage.text)
    } else {
        format!("{}. {}. {}", article.title, passage.path, passage.text)
    }
}

/// The sentences of a passage that can answer something.
pub(super) fn sentences(passage: &Passage) -> Vec<String> {
    // A table's row is one line of many cells; each says something by itself.
    let parts = |s: String| match s.split_whitespace().count() {
        LONG_ROW.. => s.split("; ").map(str::to_owned).collect(),
        _ => vec![s],
    };
    let all = text::sentences(&passage.text).into_iter().flat_map(parts);
    all.map(|s| s.trim_start_matches(['•', ' ', '-']).to_owned()).filter(|s| s.split_whitespace().count() >= LEAST_WORDS).collect()
}

/// The vectors of a knowledge base, ready to be compared with a question's.
pub struct Meaning {
    passages: Vec<f32>,
    wordings: Vec<f32>,
    leads_to: Vec<usize>,
    sentences: Vec<i8>,
    scales: Vec<f32>,
    ranges: Vec<Range<usize>>,
    imported: Vec<bool>,
}

/// A question as it is compared: what we wrote ourselves through the lens that was learned from it, documents as the model sees them.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    plain: Vector,
    seen: Vector,
}

impl Sight {
    pub fn new(question: &Vector, lens: Option<&Lens>) -> Self {
        Self { plain: question.clone(), seen: lens.map_or_else(|| question.clone(), |l| l.apply(question)) }
    }

    fn of(&self, imported: bool) -> &[f32] {
        if imported { self.plain.as_slice() } else { self.seen.as_slice() }
    }
}

/// Cosines of one question with one passage.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Near {
    pub passage: f32,
    pub wording: f32,
    pub sentence: f32,
}

impl Meaning {
    /// How many vectors are held.
    pub fn len(&self) -> usize {
        (self.passages.len() + self.wordings.len() + self.sentences.len()) / DIMENSIONS
    }

    /// There is nothing to compare with.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// For each passage the cosine with itself and with the nearest of its wordings.
    pub(super) fn near(&self, question: &Sight) -> Vec<Near> {
        let rows = self.passages.chunks_exact(DIMENSIONS).zip(&self.imported);
        let mut out: Vec<Near> =
            rows.map(|(row, imported)| Near { passage: dot(row, question.of(*imported)), ..Near::default() }).collect();
        for (row, passage) in self.wordings.chunks_exact(DIMENSIONS).zip(&self.leads_to) {
            let imported = self.imported.get(*passage).copied().unwrap_or_default();
            if let Some(near) = out.get_mut(*passage) {
                near.wording = near.wording.max(dot(row, question.of(imported)));
            }
        }
        out
    }

    /// The cosine with the nearest sentence of a passage.
    pub(super) fn sentence(&self, passage: usize, question: &Sight) -> Option<f32> {
        let range = self.ranges.get(passage)?.clone();
        let q = question.of(self.imported.get(passage).copied().unwrap_or_default());
        let rows = self.sentences.get(range.start * DIMENSIONS..range.end * DIMENSIONS)?.chunks_exact(DIMENSIONS);
        let scored = rows.zip(self.scales.get(range)?).map(|(row, scale)| dot(row, q) * scale);
        scored.max_by(f32::total_cmp)
    }
}

impl std::fmt::Debug for Meaning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meaning").field("vectors", &self.len()).finish()
    }
}
