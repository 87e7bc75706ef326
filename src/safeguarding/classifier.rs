//! What a message says and means, for words that no phrase foresaw.
//!
//! Two ways of hearing are added up: logistic regressions on the pieces of its words (see `wording.rs`), which need no model, and on its
//! [`Vector`], where the model is there. Each says how likely it is that somebody is in trouble, whether it is urgent, and which kind of
//! trouble it is. The weights are data (`safeguarding/classifier.toml`), learned from lessons by [`fit`]. This is a way to notice, never
//! a score of anybody: it can only add help to what the phrases found, and nothing of it is shown or kept.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::{Deserialize, Serialize};

use super::{
    Category, Level, Screening,
    wording::{Ear, Piece, pieces_of},
};
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

/// Logarithm to the base of two of how many weights hear trouble, urgency, and each kind of trouble.
const TROUBLE_BITS: u32 = 15;
const URGENT_BITS: u32 = 14;
const KIND_BITS: u32 = 12;
/// How strongly the weights of words are held near nothing.
const HOLD_WORDS: f32 = 0.000_005;
/// How much the odds by meaning count beside those by words.
const MEANING: f32 = 0.5;

const FOLDS: usize = 5;
const ROUNDS: usize = 250;
const STEP: f32 = 0.1;
/// How strongly weights are held near nothing, so that a few hundred examples are not learned by heart.
const HOLD: f32 = 0.0001;
/// A look-alike teaches as much as so many everyday questions, which are easy to tell apart.
const ALIKE: f32 = 4.0;
/// How much surer one sentence of a story must be, times the logarithm of their number: of many, some sound bad by chance.
const OF_MANY: f32 = 0.8;

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

/// From what odds on a message counts, as their logarithm: decided by people who look at the trials, not learned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bars {
    /// For help before the answer.
    pub concern: f32,
    /// For help alone, which hides the answer.
    pub immediate: f32,
}

/// The weights in use, and from what odds on a message counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Classifier {
    /// "Nothing", the categories in order, then "urgent": by meaning.
    heads: Vec<Head>,
    /// By words: trouble, urgent, then the categories in order.
    ears: Vec<Ear>,
    /// Where words and meaning are heard.
    both: Bars,
    /// Where words alone are.
    words: Bars,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    both: Bars,
    words: Bars,
    meaning_heads: BTreeMap<String, HeadEntry>,
    word_heads: BTreeMap<String, HeadEntry>,
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

impl HeadEntry {
    fn read(&self, of: &str, count: usize) -> Result<(f32, Vec<f32>), String> {
        let byte = |two: &[u8]| std::str::from_utf8(two).ok().and_then(|two| u8::from_str_radix(two, 16).ok());
        let weights: Option<Vec<f32>> =
            self.weights.as_bytes().chunks(2).map(|two| byte(two).map(|byte| f32::from(byte as i8) * self.step)).collect();
        let weights = weights.filter(|w| w.len() == count && self.bias.is_finite() && self.step.is_finite());
        let weights = weights.ok_or_else(|| format!("{of} needs {count} weights of two hexadecimal digits; learn the weights again"))?;
        Ok((self.bias, weights))
    }

    /// The same as text; the weights are rounded to a signed byte.
    fn write(out: &mut String, of: &str, bias: f32, weights: &[f32]) {
        let step = weights.iter().fold(f32::MIN_POSITIVE, |most, w| most.max(w.abs())) / 127.0;
        let digits = weights.iter().fold(String::with_capacity(2 * weights.len()), |mut digits, w| {
            // Writing to a string cannot fail.
            let _ = write!(digits, "{:02x}", (w / step).round().clamp(-127.0, 127.0) as i8 as u8);
            digits
        });
        let _ = write!(out, "\n[{of}]\nbias = {bias:?}\nstep = {step:?}\nweights = \"{digits}\"\n");
    }
}

/// The odds of one piece of a message, as their logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Heard {
    trouble: f32,
    urgent: f32,
}

impl Heard {
    /// The same for the piece at that place of so many: the whole message stands first, its sentences after it.
    fn of_many(self, at: usize, count: usize) -> Self {
        let less = if at == 0 { 0.0 } else { OF_MANY * (count.max(2) as f32 - 1.0).ln() };
        Self { trouble: self.trouble - less, urgent: self.urgent - less }
    }

    /// A message is urgent only as far as it speaks of trouble at all.
    fn pressing(self) -> f32 {
        self.trouble.min(self.urgent)
    }
}

impl Classifier {
    /// Reads `safeguarding/classifier.toml`; the fault says what is wrong.
    pub fn parse(toml_text: &str) -> Result<Self, String> {
        let mut file: File = toml::from_str(toml_text).map_err(|e| format!("not readable as weights of the screening: {e}"))?;
        let mut heads = Vec::with_capacity(HEADS);
        for name in names() {
            let of = format!("meaning_heads.{name}");
            let entry = file.meaning_heads.remove(name).ok_or_else(|| format!("{of} is missing; learn the weights again"))?;
            let (bias, weights) = entry.read(&of, DIMENSIONS)?;
            heads.push(Head { bias, weights });
        }
        let mut ears = Vec::with_capacity(HEADS);
        for (name, bits) in ear_names() {
            let of = format!("word_heads.{name}");
            let entry = file.word_heads.remove(name).ok_or_else(|| format!("{of} is missing; learn the weights again"))?;
            let (bias, weights) = entry.read(&of, 1 << bits)?;
            ears.push(Ear { bias, weights });
        }
        let unknown = |kind: &str, left: &BTreeMap<String, HeadEntry>| left.keys().next().map(|name| format!("{kind}.{name}"));
        if let Some(name) = unknown("meaning_heads", &file.meaning_heads).or_else(|| unknown("word_heads", &file.word_heads)) {
            return Err(format!("{name} is unknown; take it out"));
        }
        for (of, bars) in [("both", file.both), ("words", file.words)] {
            if !(bars.concern.is_finite() && bars.immediate.is_finite() && bars.immediate >= bars.concern) {
                return Err(format!("[{of}]: `concern` and `immediate` are numbers, and `immediate` is not the smaller one"));
            }
        }
        Ok(Self { heads, ears, both: file.both, words: file.words })
    }

    /// From what odds on a message counts: where words and meaning are heard, and where words alone are.
    pub fn bars(&self) -> (Bars, Bars) {
        (self.both, self.words)
    }

    /// The same as a file.
    pub fn to_toml(&self) -> String {
        let bars = |of: &str, bars: Bars| format!("[{of}]\nconcern = {:?}\nimmediate = {:?}\n", bars.concern, bars.immediate);
        let mut out = format!("{}\n{}", bars("both", self.both), bars("words", self.words));
        for (name, head) in names().zip(&self.heads) {
            HeadEntry::write(&mut out, &format!("meaning_heads.{name}"), head.bias, &head.weights);
        }
        for ((name, _), ear) in ear_names().zip(&self.ears) {
            HeadEntry::write(&mut out, &format!("word_heads.{name}"), ear.bias, &ear.weights);
        }
        out
    }

    /// What a message raises: the most that it raises as a whole or by any one of its sentences, since a cry for help in the middle of a
    /// long story is drowned by the rest. `meanings` are those of the pieces, as far as they are known.
    pub fn screen(&self, pieces: &[String], meanings: &[Vector]) -> Screening {
        let mut most = Screening::default();
        for (at, piece) in pieces.iter().enumerate() {
            let said = pieces_of(piece);
            // By its words, and by words and meaning where that is known: neither way can silence the other.
            for meant in [None, meanings.get(at)].into_iter().take(1 + usize::from(at < meanings.len())) {
                let one = self.screen_one(self.hear(&said, meant).of_many(at, pieces.len()), &said, meant);
                if one.level > most.level {
                    most = one;
                }
            }
        }
        most
    }

    fn screen_one(&self, heard: Heard, said: &[Piece], meant: Option<&Vector>) -> Screening {
        let bars = if meant.is_some() { self.both } else { self.words };
        if heard.trouble < bars.concern {
            return Screening::default();
        }
        let level = if heard.pressing() >= bars.immediate { Level::Immediate } else { Level::Concern };
        let kinds = self.kinds(said, meant);
        let best = kinds.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        // A second kind of harm counts where it is nearly as likely as the first.
        let near = CATEGORIES.iter().zip(&kinds).filter(|(_, odds)| **odds >= best - 0.5).map(|((_, category), _)| *category);
        Screening { level, categories: near.collect(), ..Screening::default() }
    }

    fn hear(&self, said: &[Piece], meant: Option<&Vector>) -> Heard {
        let (trouble, urgent) = (self.ears[0].hear(said), self.ears[1].hear(said));
        let Some(meant) = meant.map(Vector::as_slice) else { return Heard { trouble, urgent } };
        let nothing = self.shares(meant)[0].clamp(1e-6, 1.0 - 1e-6);
        Heard { trouble: trouble + MEANING * ((1.0 - nothing) / nothing).ln(), urgent: urgent + MEANING * self.heads[CLASSES].of(meant) }
    }

    /// How likely each kind of trouble is, as logarithms that compare with each other.
    fn kinds(&self, said: &[Piece], meant: Option<&Vector>) -> [f32; CATEGORIES.len()] {
        let shares = meant.map(|meant| self.shares(meant.as_slice()));
        std::array::from_fn(|at| {
            let by_meaning = shares.map_or(0.0, |shares| shares[at + 1].max(1e-6).ln());
            self.ears[at + 2].hear(said) + by_meaning
        })
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

/// The ears in order, each with how many weights it has.
fn ear_names() -> impl Iterator<Item = (&'static str, u32)> {
    [("trouble", TROUBLE_BITS), (URGENT, URGENT_BITS)].into_iter().chain(CATEGORIES.iter().map(|(name, _)| (*name, KIND_BITS)))
}

fn names() -> impl Iterator<Item = &'static str> {
    std::iter::once(NOTHING).chain(CATEGORIES.iter().map(|(name, _)| *name)).chain(std::iter::once(URGENT))
}

fn sure(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// A message to learn from, and what it must raise; nothing for a harmless one.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// The message, then its sentences where there are several, as [`super::pieces`] gives them.
    pub pieces: Vec<String>,
    /// What each of them means.
    pub meanings: Vec<Vector>,
    /// What it must raise.
    pub raises: Option<(Level, Category)>,
    /// It is harmless and was chosen because it sounds like trouble.
    pub alike: bool,
    /// Lessons that were written from one sentence have one number: they are kept aside together, or the trial would flatter itself.
    pub family: usize,
}

/// How one way of hearing did by itself on messages that were kept aside while learning, five times over.
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

/// Learns the weights, and tries these bars on messages kept aside while learning: first where words and meaning are heard, then where
/// words alone are.
pub fn fit(lessons: &[Lesson], both: Bars, words: Bars) -> (Classifier, Trial, Trial) {
    let said: Vec<Vec<Vec<Piece>>> = lessons.iter().map(|lesson| lesson.pieces.iter().map(|piece| pieces_of(piece)).collect()).collect();
    // What each message raises by weights that never saw it: with meaning, and by its words.
    let mut aside: Vec<[Heard; 2]> = vec![[Heard { trouble: f32::NEG_INFINITY, urgent: f32::NEG_INFINITY }; 2]; lessons.len()];
    for fold in 0..FOLDS {
        let judge = learn(lessons, &said, |lesson| lesson.family % FOLDS != fold);
        for (at, lesson) in lessons.iter().enumerate().filter(|(_, lesson)| lesson.family % FOLDS == fold) {
            for (piece, pieces) in said[at].iter().enumerate() {
                for (way, meant) in [lesson.meanings.get(piece), None].into_iter().enumerate() {
                    let heard = judge.hear(pieces, meant).of_many(piece, said[at].len());
                    let most = &mut aside[at][way];
                    most.urgent = most.pressing().max(heard.pressing());
                    most.trouble = most.trouble.max(heard.trouble);
                }
            }
        }
    }
    let harmless = |at: usize| lessons[at].raises.is_none();
    let alike = |at: usize| harmless(at) && lessons[at].alike;
    let share = |of: &dyn Fn(usize) -> bool, hit: &dyn Fn(usize) -> bool| {
        let (all, hits) = (0..lessons.len()).filter(|at| of(*at)).fold((0, 0), |(all, hits), at| (all + 1, hits + usize::from(hit(at))));
        hits as f32 / all.max(1) as f32
    };
    let tried = |way: usize, Bars { concern, immediate }: Bars| Trial {
        recognised: share(&|at| !harmless(at), &|at| aside[at][way].trouble >= concern),
        urgent: share(&|at| matches!(lessons[at].raises, Some((Level::Immediate, _))), &|at| aside[at][way].pressing() >= immediate),
        false_alarms: share(&alike, &|at| aside[at][way].trouble >= concern),
        false_urgent: share(&alike, &|at| aside[at][way].pressing() >= immediate),
        everyday: share(&|at| harmless(at) && !alike(at), &|at| aside[at][way].trouble >= concern),
    };
    (Classifier { both, words, ..learn(lessons, &said, |_| true) }, tried(0, both), tried(1, words))
}

/// The weights that these lessons teach, without bars.
fn learn(lessons: &[Lesson], said: &[Vec<Vec<Piece>>], wanted: impl Fn(&Lesson) -> bool) -> Classifier {
    let chosen: Vec<usize> = (0..lessons.len()).filter(|at| wanted(&lessons[*at])).collect();
    let heads = learn_meaning(&chosen.iter().map(|at| &lessons[*at]).collect::<Vec<_>>());
    let trouble = |at: usize| lessons[at].raises.is_some();
    let urgent = |at: usize| matches!(lessons[at].raises, Some((Level::Immediate, _)));
    let ears = ear_names().enumerate().map(|(ear, (_, bits))| {
        // What kind of trouble it is, is learned from messages that speak of trouble.
        let yes: Box<dyn Fn(usize) -> bool> = match ear {
            0 => Box::new(trouble),
            1 => Box::new(urgent),
            _ => Box::new(move |at| lessons[at].raises.is_some_and(|(_, one)| one == CATEGORIES[ear - 2].1)),
        };
        let of: Vec<usize> = chosen.iter().copied().filter(|at| ear < 2 || trouble(*at)).collect();
        let teaches = |at: usize| if lessons[at].alike { ALIKE } else { 1.0 };
        let sum = |which: bool| of.iter().filter(|at| yes(**at) == which).map(|at| teaches(*at)).sum::<f32>().max(1.0);
        // Yes and no weigh the same, however few there are of either.
        let (for_yes, for_no) = (sum(true), sum(false));
        let lesson = |at: &usize| {
            let whole = said[*at].first().map(Vec::as_slice).unwrap_or_default();
            (whole, yes(*at), teaches(*at) / if yes(*at) { for_yes } else { for_no })
        };
        Ear::learn(&of.iter().map(lesson).collect::<Vec<_>>(), bits, HOLD_WORDS)
    });
    let none = Bars { concern: 0.0, immediate: 0.0 };
    Classifier { heads, ears: ears.collect(), both: none, words: none }
}

/// Adam over all lessons at once. Those in trouble weigh as much as the harmless together, however few they are.
fn learn_meaning(lessons: &[&Lesson]) -> Vec<Head> {
    let class = |lesson: &Lesson| match lesson.raises {
        None => 0,
        Some((_, category)) => 1 + CATEGORIES.iter().position(|(_, one)| *one == category).unwrap_or(0),
    };
    let teaches = |lesson: &Lesson| if lesson.alike { ALIKE } else { 1.0 };
    let count = |of: &dyn Fn(&Lesson) -> bool| lessons.iter().filter(|l| of(l)).map(|l| teaches(l)).sum::<f32>().max(1.0);
    let urgent = |lesson: &Lesson| matches!(lesson.raises, Some((Level::Immediate, _)));
    let (harmless, trouble) = (count(&|l| l.raises.is_none()), count(&|l| l.raises.is_some()));
    let (pressing, calm) = (count(&urgent), count(&|l| !urgent(l)));
    let none = Bars { concern: 0.0, immediate: 0.0 };
    let heads = vec![Head { bias: 0.0, weights: vec![0.0; DIMENSIONS] }; HEADS];
    let mut judge = Classifier { heads, ears: Vec::new(), both: none, words: none };
    let size = HEADS * (DIMENSIONS + 1);
    let (mut mean, mut square) = (vec![0.0_f32; size], vec![0.0_f32; size]);
    for round in 1..=ROUNDS {
        let mut slope = vec![0.0_f32; size];
        for lesson in lessons {
            let Some(vector) = lesson.meanings.first().map(Vector::as_slice) else { continue };
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

    const BARS: Bars = Bars { concern: 0.0, immediate: 0.5 };
    const SAYS: [[&str; 3]; 3] = [
        ["the form is long", "which bus goes there", "a school with a garden"],
        ["i cannot cope with my son", "nobody helps me cope", "we cannot cope at home"],
        ["he hits me", "my uncle hits me now", "she hit me again"],
    ];

    fn lessons() -> Vec<Lesson> {
        let raises = [None, Some((Level::Concern, Category::Carer)), Some((Level::Immediate, Category::Abuse))];
        let mut out = Vec::new();
        for more in 10..40 {
            for (at, raises) in raises.iter().enumerate() {
                let pieces = vec![format!("{} {more}", SAYS[at][more % 3])];
                let alike = at == 0 && more % 2 == 0;
                out.push(Lesson { pieces, meanings: vec![vector(at, more)], raises: *raises, alike, family: more });
            }
        }
        out
    }

    #[test]
    fn it_learns_what_lessons_have_in_common_by_words_and_by_meaning() {
        let (learned, both, words) = fit(&lessons(), BARS, BARS);
        for trial in [both, words] {
            assert!(trial.recognised > 0.95 && trial.false_alarms < 0.05, "{trial:?}");
        }
        let again = Classifier::parse(&learned.to_toml()).expect("what was written can be read");
        let said = |text: &str| vec![text.to_owned()];
        for meanings in [Vec::new(), vec![vector(0, 50)]] {
            assert_eq!(again.screen(&said("a form about the bus"), &meanings), Screening::default());
        }
        for meanings in [Vec::new(), vec![vector(1, 50)]] {
            let got = again.screen(&said("we can not cope"), &meanings);
            assert_eq!((got.level, got.categories), (Level::Concern, vec![Category::Carer]));
        }
        for meanings in [Vec::new(), vec![vector(2, 50)]] {
            let got = again.screen(&said("someone hits me"), &meanings);
            assert_eq!((got.level, got.categories), (Level::Immediate, vec![Category::Abuse]));
        }
    }

    #[test]
    fn one_sentence_of_a_long_story_is_enough() {
        let (learned, ..) = fit(&lessons(), BARS, BARS);
        let story = ["a school with a garden. the form is long. he hits me. which bus goes there", "the form is long.", "he hits me."];
        let pieces: Vec<String> = story.iter().map(|piece| (*piece).to_owned()).collect();
        assert_eq!(learned.screen(&pieces, &[]).level, Level::Immediate);
    }

    #[test]
    fn a_file_that_is_not_whole_is_refused() {
        let text = fit(&lessons(), BARS, BARS).0.to_toml();
        let fault = |text: &str| Classifier::parse(text).err().unwrap_or_default();
        assert!(fault(&text.replace("[meaning_heads.abuse]", "[meaning_heads.abus]")).contains("meaning_heads.abuse is missing"));
        assert!(fault(&text.replace("[word_heads.trouble]", "[word_heads.troubl]")).contains("word_heads.trouble is missing"));
        assert!(fault(&text.replacen("weights = \"", "weights = \"zz", 1)).contains("needs 384 weights"));
        assert!(fault(&text.replacen("immediate = ", "immediate = -7", 1)).contains("not the smaller"));
        assert!(fault(&format!("more = 1\n{text}")).contains("unknown field"));
        assert!(
            fault(&format!("{text}\n[word_heads.other]\nbias = 0.0\nstep = 1.0\nweights = \"00\"\n"))
                .contains("word_heads.other is unknown")
        );
    }
}
