//! Learning the weights of the search from judgments.
//!
//! A question's candidates share out a probability by their scores (a softmax), and the weights move until the right ones hold as much of
//! it as can be; that is the listwise loss of learning to rank. Weights are held near those of before, so that a few hundred judgments
//! cannot bend what a feature plainly means, and a feature of likeness never counts against a passage. The calibration is a logistic
//! regression of "the best passage answers" on the signs of a search.

use jiff::civil::Date;

use super::{Judgment, measure::question};
use crate::{
    answer::{self, Library},
    search::{COUNT, Calibration, FEATURES, Features, Part, SIGNS, SearchRequest, Signs, Weights},
};

/// How many candidates of a question are learned from: the best by the weights of before, and every right one.
const MOST_CANDIDATES: usize = 60;
const ROUNDS: usize = 200;
const STEP: f32 = 0.05;
/// How strongly the weights are held where they were, for each judgment.
const HOLD: f32 = 0.002;
const FOLDS: usize = 5;

/// One question with its candidates.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Which fold it belongs to.
    fold: usize,
    /// Features of each candidate, and whether it is right.
    candidates: Vec<(Features, bool)>,
    /// What stood around the search, by the weights of before.
    signs: Signs,
    /// Something answers it.
    answerable: bool,
    /// A right one is among the first three.
    near: bool,
}

/// What there is to learn from.
#[derive(Debug, Clone, Default)]
pub struct Lessons(Vec<Lesson>);

impl Lessons {
    /// Adds judgments with the candidates that a library finds for them.
    pub fn add(&mut self, library: &Library, judgments: &[Judgment], today: Date) {
        for judgment in judgments {
            let answer = answer::answer(library, &question(judgment, today));
            let Some(asked) = answer.asked.first() else { continue };
            let vector = library.embedder.as_ref().and_then(|e| e.embed_question(&library.index.mended(asked), library.patience));
            let request =
                SearchRequest { text: asked, vector: vector.as_ref(), area: answer.area.as_ref(), audience: judgment.audience, today };
            let Ok(found) = library.index.candidates(request) else { continue };
            let knowledge = &library.knowledge;
            let right: Vec<bool> = found
                .hits
                .iter()
                .map(|h| {
                    let passage = knowledge.passages.get(h.passage);
                    passage
                        .zip(passage.and_then(|p| knowledge.article_of(p)))
                        .is_some_and(|(p, a)| judgment.is_right(&a.id, &format!("{} {}", p.heading, p.text)))
                })
                .collect();
            let kept = found.hits.iter().zip(&right).enumerate().filter(|(at, (_, right))| *at < MOST_CANDIDATES || **right);
            self.0.push(Lesson {
                fold: self.0.len() % FOLDS,
                candidates: kept.map(|(_, (h, right))| (h.features, *right)).collect(),
                signs: found.signs,
                answerable: !judgment.expect.is_empty() || !judgment.quotes.is_empty(),
                near: right.iter().take(3).any(|r| *r),
            });
        }
    }

    /// How many lessons there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// There is nothing to learn from.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The signs of every lesson as a table, for whoever studies them: answerable, near, signs.
    pub fn table(&self) -> String {
        let row = |l: &Lesson| {
            let signs: Vec<String> = l.signs.iter().map(f32::to_string).collect();
            format!("{},{},{}\n", u8::from(l.answerable), u8::from(l.near), signs.join(","))
        };
        format!("answerable,near,{}\n{}", SIGNS.join(","), self.0.iter().map(row).collect::<String>())
    }

    /// The candidates of every lesson as a table: lesson, right, features.
    pub fn candidates_table(&self) -> String {
        let mut out = format!("lesson,right,{}\n", FEATURES.join(","));
        for (number, lesson) in self.0.iter().enumerate() {
            for (features, right) in &lesson.candidates {
                let values: Vec<String> = features.iter().map(f32::to_string).collect();
                out.push_str(&format!("{number},{},{}\n", u8::from(*right), values.join(",")));
            }
        }
        out
    }

    /// Each lesson as sure as the calibration makes it, and whether something answers it.
    fn confidences(&self, calibration: &Calibration) -> Vec<(f32, bool)> {
        self.0.iter().map(|l| (calibration.probability(&l.signs), l.answerable)).collect()
    }
}

/// Shares on judgments that were kept aside while learning.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Trial {
    /// Right first, with the weights of before.
    pub before_at_1: f64,
    /// Right among three, with the weights of before.
    pub before_at_3: f64,
    /// Right first, with weights learned from the other folds.
    pub after_at_1: f64,
    /// Right among three, likewise.
    pub after_at_3: f64,
}

/// What is learned from all lessons, beginning with another, and what the same way of learning gives on judgments kept aside.
pub fn fit(lessons: &Lessons, before: &Part) -> (Part, Trial) {
    let ranked: Vec<&Lesson> = lessons.0.iter().filter(|l| l.candidates.iter().any(|(_, right)| *right)).collect();
    let asked = lessons.0.iter().filter(|l| l.answerable).count().max(1) as f64;
    let hits = |weights: &Weights, of: &[&Lesson], most: usize| of.iter().filter(|l| rank(weights, l) <= most).count() as f64;
    let (mut at_1, mut at_3) = (0.0, 0.0);
    for fold in 0..FOLDS {
        let (aside, learned): (Vec<&Lesson>, Vec<&Lesson>) = ranked.iter().copied().partition(|l| l.fold == fold);
        let weights = learn(&learned, &before.weights);
        at_1 += hits(&weights, &aside, 1);
        at_3 += hits(&weights, &aside, 3);
    }
    let trial = Trial {
        before_at_1: hits(&before.weights, &ranked, 1) / asked,
        before_at_3: hits(&before.weights, &ranked, 3) / asked,
        after_at_1: at_1 / asked,
        after_at_3: at_3 / asked,
    };
    (Part { weights: learn(&ranked, &before.weights), confidence: calibrate(lessons, &before.confidence) }, trial)
}

/// At which place the best right candidate stands, from 1.
fn rank(weights: &Weights, lesson: &Lesson) -> usize {
    let score = |f: &Features| weights.score(f);
    let best = lesson.candidates.iter().filter(|(_, right)| *right).map(|(f, _)| score(f)).fold(f32::NEG_INFINITY, f32::max);
    1 + lesson.candidates.iter().filter(|(f, right)| !right && score(f) > best).count()
}

/// The sign a weight must keep: likeness never counts against a passage, and what stands behind never for it.
fn bound(name: &str) -> (f32, f32) {
    match name {
        // Areas and kinds are what an editor would decide; our judgments, written area by area, would push them further than families ask.
        "own_area" => (0.2, 1.4),
        "elsewhere" => (-2.0, -0.8),
        "local_unchosen" => (-2.0, 0.0),
        "past" => (f32::NEG_INFINITY, -0.4),
        "commitment" => (-1.5, -0.4),
        "commitment_asked" => (0.3, 0.6),
        // Whoever asks what a word means gets its meaning.
        "glossary" => (3.0, 3.0),
        _ => (0.0, f32::INFINITY),
    }
}

fn learn(lessons: &[&Lesson], before: &Weights) -> Weights {
    let mut weights = before.0;
    let (mut mean, mut square) = ([0.0_f32; COUNT], [0.0_f32; COUNT]);
    for round in 1..=ROUNDS {
        let mut slope = [0.0_f32; COUNT];
        for lesson in lessons {
            add_slope(&mut slope, &Weights(weights), lesson);
        }
        let each = 1.0 / lessons.len().max(1) as f32;
        for at in 0..COUNT {
            let slope = slope[at] * each + HOLD * (weights[at] - before.0[at]);
            // Adam: steps of even size whatever the scale of a feature.
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.999 * square[at] + 0.001 * slope * slope;
            let (m, s) = (mean[at] / (1.0 - 0.9_f32.powi(round as i32)), square[at] / (1.0 - 0.999_f32.powi(round as i32)));
            let (least, most) = bound(FEATURES[at]);
            weights[at] = (weights[at] - STEP * m / (s.sqrt() + 1e-8)).clamp(least, most);
        }
    }
    Weights(weights)
}

/// How sharply scores share out the probability: a difference of one in the score is about seven to one.
const SHARPNESS: f32 = 2.0;

fn add_slope(slope: &mut Features, weights: &Weights, lesson: &Lesson) {
    let scores: Vec<f32> = lesson.candidates.iter().map(|(f, _)| SHARPNESS * weights.score(f)).collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let shares: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
    let all: f32 = shares.iter().sum();
    let right: f32 = shares.iter().zip(&lesson.candidates).filter(|(_, (_, right))| *right).map(|(s, _)| s).sum();
    for ((features, is_right), share) in lesson.candidates.iter().zip(&shares) {
        let pull = share / all - if *is_right { share / right.max(f32::MIN_POSITIVE) } else { 0.0 };
        for (slope, feature) in slope.iter_mut().zip(features) {
            *slope += SHARPNESS * pull * feature;
        }
    }
}

/// Logistic regression. A question that something answers, but whose right passage was not near, teaches nothing: neither "yes" nor "no"
/// would be true of it.
fn calibrate(lessons: &Lessons, before: &Calibration) -> Calibration {
    let taught: Vec<(&Signs, f32)> =
        lessons.0.iter().filter(|l| !l.answerable || l.near).map(|l| (&l.signs, f32::from(u8::from(l.answerable)))).collect();
    let count = |yes: bool| taught.iter().filter(|(_, y)| (*y > 0.5) == yes).count().max(1) as f32;
    let (yes, no) = (count(true), count(false));
    let mut out = before.clone();
    let (mut mean, mut square) = ([0.0_f32; SIGNS.len() + 1], [0.0_f32; SIGNS.len() + 1]);
    for round in 1..=ROUNDS * 6 {
        let mut slope = [0.0_f32; SIGNS.len() + 1];
        for (signs, label) in &taught {
            // Both kinds weigh the same, however many there are of each.
            let weight = 0.5 / if *label > 0.5 { yes } else { no };
            let miss = weight * (out.probability(signs) - label);
            for (slope, sign) in slope.iter_mut().zip(signs.iter().chain([&1.0])) {
                *slope += miss * sign;
            }
        }
        for at in 0..slope.len() {
            let value = if at < SIGNS.len() { out.weights[at] } else { out.bias };
            let slope = slope[at] + if at < SIGNS.len() { 0.0005 * value } else { 0.0 };
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.999 * square[at] + 0.001 * slope * slope;
            let (m, s) = (mean[at] / (1.0 - 0.9_f32.powi(round as i32)), square[at] / (1.0 - 0.999_f32.powi(round as i32)));
            let next = value - STEP * m / (s.sqrt() + 1e-8);
            match (at < SIGNS.len()).then(|| SIGNS[at]) {
                // What is asked and stands nowhere never makes us surer.
                Some("unknown" | "missing") => out.weights[at] = next.min(0.0),
                Some(_) => out.weights[at] = next,
                None => out.bias = next,
            }
        }
    }
    out
}

/// From which probability on to answer, so that as few as may be are wrong on either side, and the shares then refused: of questions that
/// something answers, and of those that nothing does.
pub fn recommended_limits(lessons: &Lessons, part: &Part) -> (f32, f64, f64) {
    let sure = lessons.confidences(&part.confidence);
    let refused = |limit: f32, answerable: bool| {
        let of: Vec<f32> = sure.iter().filter(|(_, a)| *a == answerable).map(|(p, _)| *p).collect();
        of.iter().filter(|p| **p < limit).count() as f64 / of.len().max(1) as f64
    };
    let worth = |limit: f32| refused(limit, false) - refused(limit, true);
    let limits = (1_u8..100).map(|i| f32::from(i) / 100.0);
    let best = limits.max_by(|a, b| worth(*a).total_cmp(&worth(*b))).unwrap_or(0.5);
    (best, refused(best, true), refused(best, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(title: f32, body: f32) -> Features {
        let mut out = [0.0; COUNT];
        (out[0], out[3]) = (title, body);
        out
    }

    fn before() -> Part {
        let zero = Weights([0.1; COUNT]);
        Part { weights: zero, confidence: Calibration { bias: 0.0, weights: [0.0; SIGNS.len()] } }
    }

    #[test]
    fn what_tells_right_from_wrong_gains_weight() {
        let lesson = |fold| Lesson {
            fold,
            candidates: vec![(features(1.0, 0.0), true), (features(0.0, 1.0), false), (features(0.1, 0.9), false)],
            signs: [if fold % 2 == 0 { 1.0 } else { 0.0 }; SIGNS.len()],
            answerable: fold % 2 == 0,
            near: true,
        };
        let lessons = Lessons((0..10).map(lesson).collect());
        let (learned, _) = fit(&lessons, &before());
        assert!(learned.weights.0[0] > 1.0 && learned.weights.0[3] < 0.05, "{:?}", learned.weights);
        let sure = |signs: [f32; SIGNS.len()]| learned.confidence.probability(&signs);
        assert!(sure([1.0; SIGNS.len()]) > 0.8 && sure([0.0; SIGNS.len()]) < 0.2);
    }
}
