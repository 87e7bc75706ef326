//! What a message means, for words that no phrase foresaw: a logistic regression on its [`Vector`].
//!
//! A softmax over "nothing" and the categories says how likely it is that somebody is in trouble, and which; a second regression says
//! whether it is urgent. The weights are data (`safeguarding/classifier.toml`), learned from the examples by [`fit`]. This is a way to
//! notice, never a score of anybody: it can only add help to what the phrases found, and nothing of it is shown or kept.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::{Deserialize, Serialize};

use super::{Category, Level, Screening};
use crate::semantic::{DIMENSIONS, Vector};

const CATEGORIES: [(&str, Category); 9] = [
    ("suicide", Category::Suicide),
    ("self_harm", Category::SelfHarm),
    ("abuse", Category::Abuse),
    ("exploitation", Category::Exploitation),
    ("danger", Category::Danger),
    ("eating", Category::Eating),
    ("running_away", Category::RunningAway),
    ("bullying", Category::Bullying),
    ("carer", Category::Carer),
];
const NOTHING: &str = "nothing";
const URGENT: &str = "urgent";
/// "Nothing" and the categories.
const CLASSES: usize = CATEGORIES.len() + 1;
const HEADS: usize = CLASSES + 1;

const FOLDS: usize = 5;
const ROUNDS: usize = 250;
const STEP: f32 = 0.1;
/// How strongly weights are held near nothing, so that a few hundred examples are not learned by heart.
const HOLD: f32 = 0.0001;
/// A look-alike teaches as much as so many everyday questions, which are easy to tell apart.
const ALIKE: f32 = 4.0;
/// At most this share of look-alikes may be raised by meaning alone, among those kept aside while learning.
const FALSE_ALARMS: f32 = 0.035;
/// Likewise for being raised to `immediate`, which hides the answer.
const FALSE_URGENT: f32 = 0.003;

#[derive(Debug, Clone, PartialEq)]
struct Head {
    bias: f32,
    weights: Vec<f32>,
}

impl Head {
    fn of(&self, vector: &[f32]) -> f32 {
        self.bias + self.weights.iter().zip(vector).map(|(w, x)| w * x).sum::<f32>()
    }
}

/// The weights in use, and from what likelihood on a message counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Classifier {
    /// "Nothing", the categories in order, then "urgent".
    heads: Vec<Head>,
    concern: f32,
    immediate: f32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    concern: f32,
    immediate: f32,
    heads: BTreeMap<String, HeadEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadEntry {
    bias: f32,
    /// What one step of a weight is worth.
    step: f32,
    /// A signed byte each, as two hexadecimal digits.
    weights: String,
}

impl Classifier {
    /// Reads `safeguarding/classifier.toml`; the fault says what is wrong.
    pub fn parse(toml_text: &str) -> Result<Self, String> {
        let mut file: File = toml::from_str(toml_text).map_err(|e| format!("not readable as weights of the screening: {e}"))?;
        let mut heads = Vec::with_capacity(HEADS);
        for name in names() {
            let entry = file.heads.remove(name).ok_or_else(|| format!("heads.{name} is missing; learn the weights again"))?;
            let weights: Option<Vec<f32>> = entry
                .weights
                .as_bytes()
                .chunks(2)
                .map(|two| std::str::from_utf8(two).ok().and_then(|two| u8::from_str_radix(two, 16).ok()))
                .map(|byte| byte.map(|byte| f32::from(byte as i8) * entry.step))
                .collect();
            let weights = weights
                .filter(|w| w.len() == DIMENSIONS && entry.bias.is_finite() && entry.step.is_finite())
                .ok_or_else(|| format!("heads.{name} needs {DIMENSIONS} weights of two hexadecimal digits; learn the weights again"))?;
            heads.push(Head { bias: entry.bias, weights });
        }
        if let Some(name) = file.heads.keys().next() {
            return Err(format!("heads.{name} is unknown; take it out"));
        }
        if !(file.concern > 0.0 && file.concern < 1.0 && file.immediate > 0.0 && file.immediate < 1.0) {
            return Err("`concern` and `immediate` lie between 0 and 1".to_owned());
        }
        Ok(Self { heads, concern: file.concern, immediate: file.immediate })
    }

    /// The same as a file; the weights are rounded to a signed byte.
    pub fn to_toml(&self) -> String {
        let mut out = format!("concern = {:?}\nimmediate = {:?}\n", self.concern, self.immediate);
        for (name, head) in names().zip(&self.heads) {
            let step = head.weights.iter().fold(f32::MIN_POSITIVE, |most, w| most.max(w.abs())) / 127.0;
            let digits = head.weights.iter().fold(String::with_capacity(2 * DIMENSIONS), |mut digits, w| {
                // Writing to a string cannot fail.
                let _ = write!(digits, "{:02x}", (w / step).round().clamp(-127.0, 127.0) as i8 as u8);
                digits
            });
            let _ = write!(out, "\n[heads.{name}]\nbias = {:?}\nstep = {step:?}\nweights = \"{digits}\"\n", head.bias);
        }
        out
    }

    /// What a message raises by its meaning: the most that it raises as a whole or by any one of its sentences, since a cry for help in
    /// the middle of a long story is drowned by the rest.
    pub fn screen_any<'a>(&self, vectors: impl IntoIterator<Item = &'a Vector>) -> Screening {
        let mut most = Screening::default();
        for one in vectors.into_iter().map(|vector| self.screen(vector)) {
            if one.level > most.level {
                most = one;
            }
        }
        most
    }

    /// What one meaning raises by itself.
    pub fn screen(&self, vector: &Vector) -> Screening {
        let shares = self.shares(vector.as_slice());
        let trouble = 1.0 - shares[0];
        if trouble < self.concern {
            return Screening::default();
        }
        let urgent = sure(self.heads[CLASSES].of(vector.as_slice()));
        let level = if trouble.min(urgent) >= self.immediate { Level::Immediate } else { Level::Concern };
        let best = shares[1..].iter().copied().fold(0.0, f32::max);
        // A second kind of harm counts where it is nearly as likely as the first.
        let near = CATEGORIES.iter().zip(&shares[1..]).filter(|(_, share)| **share >= 0.6 * best).map(|((_, category), _)| *category);
        Screening { level, categories: near.collect(), ..Screening::default() }
    }

    fn shares(&self, vector: &[f32]) -> [f32; CLASSES] {
        let mut shares = [0.0; CLASSES];
        for (share, head) in shares.iter_mut().zip(&self.heads) {
            *share = head.of(vector);
        }
        let most = shares.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        shares.iter_mut().for_each(|s| *s = (*s - most).exp());
        let all: f32 = shares.iter().sum();
        shares.iter_mut().for_each(|s| *s /= all);
        shares
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    std::iter::once(NOTHING).chain(CATEGORIES.iter().map(|(name, _)| *name)).chain(std::iter::once(URGENT))
}

fn sure(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// A message to learn from: its meaning, and what it must raise; nothing for a harmless one.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Its meaning.
    pub vector: Vector,
    /// What it must raise.
    pub raises: Option<(Level, Category)>,
    /// It is harmless and was chosen because it sounds like trouble.
    pub alike: bool,
    /// Lessons that were written from one sentence have one number: they are kept aside together, or the trial would flatter itself.
    pub family: usize,
}

/// How meaning alone did on messages that were kept aside while learning, five times over.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Trial {
    /// Share of those in trouble that was raised.
    pub recognised: f32,
    /// Share of the urgent that was raised to `immediate`.
    pub urgent: f32,
    /// Share of the look-alikes that was raised.
    pub false_alarms: f32,
    /// Share of the look-alikes that was raised to `immediate`.
    pub false_urgent: f32,
    /// Share of the everyday questions that was raised.
    pub everyday: f32,
}

/// Learns the weights, and from what likelihood on a message counts: so that few harmless messages among those kept aside are raised.
pub fn fit(lessons: &[Lesson]) -> (Classifier, Trial) {
    // Likelihood of trouble, and of urgent trouble, by weights that never saw the message.
    let mut aside: Vec<(f32, f32)> = vec![(0.0, 0.0); lessons.len()];
    for fold in 0..FOLDS {
        let learned: Vec<&Lesson> = lessons.iter().filter(|lesson| lesson.family % FOLDS != fold).collect();
        let heads = learn(&learned);
        let judge = Classifier { heads, concern: 0.5, immediate: 0.5 };
        for (at, lesson) in lessons.iter().enumerate().filter(|(_, lesson)| lesson.family % FOLDS == fold) {
            let trouble = 1.0 - judge.shares(lesson.vector.as_slice())[0];
            aside[at] = (trouble, trouble.min(sure(judge.heads[CLASSES].of(lesson.vector.as_slice()))));
        }
    }
    let harmless = |at: usize| lessons[at].raises.is_none();
    let alike = |at: usize| harmless(at) && lessons[at].alike;
    let bar = |of: &dyn Fn(usize) -> f32, share: f32| {
        let mut scores: Vec<f32> = (0..lessons.len()).filter(|at| alike(*at)).map(of).collect();
        scores.sort_by(|a, b| b.total_cmp(a));
        let allowed = (scores.len() as f32 * share) as usize;
        scores.get(allowed).map_or(0.5, |score| score + 1e-4).clamp(0.05, 0.99)
    };
    let concern = bar(&|at| aside[at].0, FALSE_ALARMS);
    let immediate = bar(&|at| aside[at].1, FALSE_URGENT).max(concern);
    let share = |of: &dyn Fn(usize) -> bool, hit: &dyn Fn(usize) -> bool| {
        let (all, hits) = (0..lessons.len()).filter(|at| of(*at)).fold((0, 0), |(all, hits), at| (all + 1, hits + usize::from(hit(at))));
        hits as f32 / all.max(1) as f32
    };
    let trial = Trial {
        recognised: share(&|at| !harmless(at), &|at| aside[at].0 >= concern),
        urgent: share(&|at| matches!(lessons[at].raises, Some((Level::Immediate, _))), &|at| aside[at].1 >= immediate),
        false_alarms: share(&alike, &|at| aside[at].0 >= concern),
        false_urgent: share(&alike, &|at| aside[at].1 >= immediate),
        everyday: share(&|at| harmless(at) && !alike(at), &|at| aside[at].0 >= concern),
    };
    (Classifier { heads: learn(&lessons.iter().collect::<Vec<_>>()), concern, immediate }, trial)
}

/// Adam over all lessons at once. Those in trouble weigh as much as the harmless together, however few they are.
fn learn(lessons: &[&Lesson]) -> Vec<Head> {
    let class = |lesson: &Lesson| match lesson.raises {
        None => 0,
        Some((_, category)) => 1 + CATEGORIES.iter().position(|(_, one)| *one == category).unwrap_or(0),
    };
    let teaches = |lesson: &Lesson| if lesson.alike { ALIKE } else { 1.0 };
    let count = |of: &dyn Fn(&Lesson) -> bool| lessons.iter().filter(|l| of(l)).map(|l| teaches(l)).sum::<f32>().max(1.0);
    let urgent = |lesson: &Lesson| matches!(lesson.raises, Some((Level::Immediate, _)));
    let (harmless, trouble) = (count(&|l| l.raises.is_none()), count(&|l| l.raises.is_some()));
    let (pressing, calm) = (count(&urgent), count(&|l| !urgent(l)));
    let mut judge = Classifier { heads: vec![Head { bias: 0.0, weights: vec![0.0; DIMENSIONS] }; HEADS], concern: 0.5, immediate: 0.5 };
    let size = HEADS * (DIMENSIONS + 1);
    let (mut mean, mut square) = (vec![0.0_f32; size], vec![0.0_f32; size]);
    for round in 1..=ROUNDS {
        let mut slope = vec![0.0_f32; size];
        for lesson in lessons {
            let vector = lesson.vector.as_slice();
            let right = class(lesson);
            let weight = 0.5 * teaches(lesson) / if right == 0 { harmless } else { trouble };
            let shares = judge.shares(vector);
            let mut miss = [0.0_f32; HEADS];
            for (at, share) in shares.iter().enumerate() {
                miss[at] = weight * (share - f32::from(u8::from(at == right)));
            }
            let is_urgent = urgent(lesson);
            miss[CLASSES] = 0.5 * teaches(lesson) / if is_urgent { pressing } else { calm }
                * (sure(judge.heads[CLASSES].of(vector)) - f32::from(u8::from(is_urgent)));
            for (slope, miss) in slope.chunks_exact_mut(DIMENSIONS + 1).zip(miss) {
                slope[DIMENSIONS] += miss;
                slope.iter_mut().zip(vector).for_each(|(s, x)| *s += miss * x);
            }
        }
        let (early, late) = (1.0 - 0.9_f32.powi(round as i32), 1.0 - 0.999_f32.powi(round as i32));
        for (at, slope) in slope.into_iter().enumerate() {
            let (head, place) = (at / (DIMENSIONS + 1), at % (DIMENSIONS + 1));
            let head = &mut judge.heads[head];
            let value = if place < DIMENSIONS { &mut head.weights[place] } else { &mut head.bias };
            let slope = slope + if place < DIMENSIONS { HOLD * *value } else { 0.0 };
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.999 * square[at] + 0.001 * slope * slope;
            *value -= STEP * (mean[at] / early) / ((square[at] / late).sqrt() + 1e-8);
        }
    }
    judge.heads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(at: usize, also: usize) -> Vector {
        let mut numbers = vec![0.0; DIMENSIONS];
        numbers[at] = 0.8;
        numbers[also] = 0.6;
        Vector::new(numbers).expect("it is of length one")
    }

    fn lessons() -> Vec<Lesson> {
        let mut out = Vec::new();
        for more in 10..40 {
            out.push(Lesson { vector: vector(0, more), raises: None, alike: more % 2 == 0, family: more });
            out.push(Lesson { vector: vector(1, more), raises: Some((Level::Concern, Category::Carer)), alike: false, family: more });
            out.push(Lesson { vector: vector(2, more), raises: Some((Level::Immediate, Category::Abuse)), alike: false, family: more });
        }
        out
    }

    #[test]
    fn it_learns_what_examples_have_in_common_and_keeps_it_in_a_small_file() {
        let (learned, trial) = fit(&lessons());
        assert!(trial.recognised > 0.95 && trial.false_alarms < 0.05, "{trial:?}");
        let text = learned.to_toml();
        assert!(text.len() < 12_000, "{}", text.len());
        let again = Classifier::parse(&text).expect("what was written can be read");
        assert_eq!(again.screen(&vector(0, 50)), Screening::default());
        assert_eq!(again.screen(&vector(1, 50)).categories, [Category::Carer]);
        assert_eq!(again.screen(&vector(1, 50)).level, Level::Concern);
        assert_eq!(
            again.screen(&vector(2, 50)),
            Screening { level: Level::Immediate, categories: vec![Category::Abuse], ..Default::default() }
        );
    }

    #[test]
    fn a_file_that_is_not_whole_is_refused() {
        let text = fit(&lessons()).0.to_toml();
        let fault = |text: &str| Classifier::parse(text).err().unwrap_or_default();
        assert!(fault(&text.replace("[heads.abuse]", "[heads.abus]")).contains("heads.abuse is missing"));
        assert!(fault(&text.replacen("weights = \"", "weights = \"zz", 1)).contains("needs 384 weights"));
        assert!(fault(&text.replacen("concern = ", "concern = 7", 1)).contains("between 0 and 1"));
        assert!(fault(&format!("more = 1\n{text}")).contains("unknown field"));
        assert!(fault(&format!("{text}\n[heads.other]\nbias = 0.0\nstep = 1.0\nweights = \"00\"\n")).contains("heads.other is unknown"));
    }
}
