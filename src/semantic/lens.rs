use candle_core::{DType, Device, Tensor};

use super::{DIMENSIONS, ModelError, Vector, model::WEIGHTS_SHA256};

/// How many directions a lens may turn; the whole square would learn our wordings by heart.
const RANK: usize = 64;
/// Questions that are looked at together.
const BATCH: usize = 256;
const STEPS: usize = 160;
const STEP: f32 = 0.002;
/// How sharply a cosine becomes a share: a tenth more is about seven to one.
const SHARPNESS: f64 = 20.0;
/// How strongly the lens is held at showing things as they are.
const HOLD: f32 = 0.001;
/// Far below any cosine: a wording is not its own answer.
const NEVER: f64 = -1e9;

/// What the search looks at a question through.
///
/// The model was trained on the whole web, where "draft", "panel" or "review" say little. The lens is a small turn of a question's vector
/// (the identity and a matrix of low rank) that brings it nearer to the texts which answer such questions and farther from their
/// neighbours. It is learned from the wordings of the articles alone, never from the judgments, and from each wording as a question
/// whose own vector is hidden. The vectors of the knowledge stay as they are.
#[derive(Clone, PartialEq)]
pub struct Lens {
    /// [`DIMENSIONS`] rows of the rank.
    down: Vec<f32>,
    /// As many rows as the rank, of [`DIMENSIONS`].
    up: Vec<f32>,
}

/// A text that a lens is learned from.
#[derive(Debug, Clone)]
pub struct Taught {
    /// Its meaning.
    pub vector: Vector,
    /// What it belongs to: texts of one subject answer each other's questions.
    pub subject: usize,
    /// Whose it is: 0 is everybody's; other regions do not compete with each other.
    pub region: usize,
    /// It is a wording, and asked as a question.
    pub asks: bool,
}

impl Lens {
    /// The question's vector as the search compares it.
    pub fn apply(&self, question: &Vector) -> Vector {
        let rank = self.up.len() / DIMENSIONS;
        let mut inner = vec![0.0_f32; rank];
        for (row, q) in self.down.chunks_exact(rank.max(1)).zip(question.as_slice()) {
            inner.iter_mut().zip(row).for_each(|(sum, w)| *sum += q * w);
        }
        let mut out = question.as_slice().to_vec();
        for (row, factor) in self.up.chunks_exact(DIMENSIONS).zip(&inner) {
            out.iter_mut().zip(row).for_each(|(sum, w)| *sum += factor * w);
        }
        let length = out.iter().map(|v| v * v).sum::<f32>().sqrt();
        out.iter_mut().for_each(|v| *v /= length);
        // A question that the lens would wipe out is compared as it is.
        Vector::new(out).unwrap_or_else(|| question.clone())
    }

    /// Learns a lens; the same texts in the same order give the same lens. `progress` hears how many steps of how many are done.
    pub fn learn(texts: &[Taught], progress: &mut dyn FnMut(usize, usize)) -> Result<Self, ModelError> {
        learn(texts, progress).map_err(|e| ModelError::Run(e.to_string()))
    }

    /// Reads what [`Self::write`] wrote; a lens for another model is refused.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
        let of = lines.next().unwrap_or_default();
        if of != WEIGHTS_SHA256 {
            return Err(format!(
                "it was learned for the model {of:.12}…, not for {WEIGHTS_SHA256:.12}…; learn it anew with `evaluate --refit`"
            ));
        }
        let rows: Vec<Vec<f32>> = lines.map(row).collect::<Option<_>>().ok_or("a line is not a scale and numbers in hexadecimal")?;
        let rank = rows.len() / 2;
        if rank == 0 || rows.len() != 2 * rank || rows.iter().any(|r| r.len() != DIMENSIONS) {
            return Err(format!("it does not hold two halves of rows of {DIMENSIONS} numbers"));
        }
        let (columns, up) = rows.split_at(rank);
        let mut down = vec![0.0; DIMENSIONS * rank];
        for (at, column) in columns.iter().enumerate() {
            down.iter_mut().skip(at).step_by(rank).zip(column).for_each(|(slot, v)| *slot = *v);
        }
        Ok(Self { down, up: up.concat() })
    }

    /// As lines of text: the model's checksum, then for each direction what it looks for, then for each what it adds; a line is a scale and
    /// [`DIMENSIONS`] signed bytes in hexadecimal.
    pub fn write(&self) -> String {
        let rank = self.up.len() / DIMENSIONS;
        let columns = (0..rank).map(|at| self.down.iter().skip(at).step_by(rank).copied().collect::<Vec<f32>>());
        let rows = columns.chain(self.up.chunks_exact(DIMENSIONS).map(<[f32]>::to_vec)).map(|r| line(&r));
        format!("{WEIGHTS_SHA256}\n{}", rows.collect::<String>())
    }
}

impl std::fmt::Debug for Lens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lens").field("rank", &(self.up.len() / DIMENSIONS)).finish()
    }
}

fn line(numbers: &[f32]) -> String {
    let most = numbers.iter().fold(f32::MIN_POSITIVE, |m, v| m.max(v.abs()));
    let bytes: String = numbers.iter().map(|v| format!("{:02x}", (v / most * 127.0).round() as i8)).collect();
    format!("{most} {bytes}\n")
}

fn row(line: &str) -> Option<Vec<f32>> {
    let (most, bytes) = line.split_once(' ')?;
    let most: f32 = most.parse().ok().filter(|m: &f32| m.is_finite())?;
    let byte = |at: usize| bytes.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    (0..bytes.len()).step_by(2).map(|at| byte(at).map(|b| f32::from(b.cast_signed()) / 127.0 * most)).collect()
}

/// A learner's two running means (Adam), so that steps are of even size whatever the scale of a slope.
struct Steps {
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Steps {
    fn new(count: usize) -> Self {
        Self { mean: vec![0.0; count], square: vec![0.0; count] }
    }

    fn take(&mut self, weights: &mut [f32], slopes: &[f32], round: usize) {
        let round = round as i32;
        // Large at first, small at the end.
        let step = STEP * (2.0 * (1.0 - round as f32 / STEPS as f32) + 0.05).min(1.0);
        for (((weight, slope), mean), square) in weights.iter_mut().zip(slopes).zip(&mut self.mean).zip(&mut self.square) {
            let slope = slope + HOLD * *weight;
            *mean = 0.9 * *mean + 0.1 * slope;
            *square = 0.999 * *square + 0.001 * slope * slope;
            *weight -= step * (*mean / (1.0 - 0.9_f32.powi(round))) / ((*square / (1.0 - 0.999_f32.powi(round))).sqrt() + 1e-8);
        }
    }
}

/// What is compared while one region is asked: its own texts and everybody's.
struct Region {
    /// Which texts ask.
    asks: Vec<u32>,
    /// Which texts may answer.
    answers: Tensor,
    vectors: Tensor,
    subjects: Tensor,
}

fn learn(texts: &[Taught], progress: &mut dyn FnMut(usize, usize)) -> candle_core::Result<Lens> {
    let device = Device::Cpu;
    let all: Vec<f32> = texts.iter().flat_map(|t| t.vector.as_slice().iter().copied()).collect();
    let all = Tensor::from_vec(all, (texts.len(), DIMENSIONS), &device)?;
    let subjects = Tensor::from_vec(texts.iter().map(|t| t.subject as u32).collect::<Vec<_>>(), texts.len(), &device)?;
    let last = texts.iter().map(|t| t.region).max().unwrap_or_default();
    // Everybody's questions meet the texts of each region in turn.
    let pairs = (0..=last).flat_map(|own| if own == 0 { (0..=last).map(|other| (0, other)).collect() } else { vec![(own, own)] });
    let mut regions = Vec::new();
    for (own, other) in pairs {
        let at =
            |keep: &dyn Fn(&Taught) -> bool| texts.iter().enumerate().filter(|(_, t)| keep(t)).map(|(at, _)| at as u32).collect::<Vec<_>>();
        let asks = at(&|t| t.asks && t.region == own);
        let answers = at(&|t| t.region == 0 || t.region == other);
        if asks.is_empty() {
            continue;
        }
        let answers = Tensor::new(answers, &device)?;
        let (vectors, subjects) = (all.index_select(&answers, 0)?, subjects.index_select(&answers, 0)?);
        regions.push(Region { asks, answers, vectors, subjects });
    }
    let mut dice = Dice(0x5EED);
    let mut down: Vec<f32> = (0..DIMENSIONS * RANK).map(|_| 0.05 * dice.normal()).collect();
    let mut up = vec![0.0_f32; RANK * DIMENSIONS];
    let (mut of_down, mut of_up) = (Steps::new(down.len()), Steps::new(up.len()));
    for round in 1..=STEPS {
        let Some(region) = regions.get(dice.below(regions.len())) else { break };
        let asked: Vec<u32> =
            (0..BATCH.min(region.asks.len())).filter_map(|_| region.asks.get(dice.below(region.asks.len())).copied()).collect();
        let asked = Tensor::new(asked, &device)?;
        let questions = all.index_select(&asked, 0)?;
        let (u, v) = (Tensor::from_slice(&down, (DIMENSIONS, RANK), &device)?, Tensor::from_slice(&up, (RANK, DIMENSIONS), &device)?);
        let seen = (&questions + questions.matmul(&u)?.matmul(&v)?)?;
        let likeness = (seen.matmul(&region.vectors.t()?)? * SHARPNESS)?;
        let itself = asked.unsqueeze(1)?.broadcast_eq(&region.answers.unsqueeze(0)?)?.to_dtype(DType::F32)?;
        let likeness = (likeness + (itself * NEVER)?)?;
        let shares = likeness.broadcast_sub(&likeness.max_keepdim(1)?)?.exp()?;
        let right = subjects.index_select(&asked, 0)?.unsqueeze(1)?.broadcast_eq(&region.subjects.unsqueeze(0)?)?.to_dtype(DType::F32)?;
        let right = (&shares * right)?;
        let wanted = right.broadcast_div(&(right.sum_keepdim(1)? + 1e-9)?)?;
        let given = shares.broadcast_div(&shares.sum_keepdim(1)?)?;
        // The slope of the listwise loss: what is shown too near is pushed away, what should be nearer is drawn in.
        let pull = ((given - wanted)?.matmul(&region.vectors)? * (SHARPNESS / BATCH as f64))?;
        let slope = questions.t()?.matmul(&pull)?;
        of_down.take(&mut down, &slope.matmul(&v.t()?)?.flatten_all()?.to_vec1()?, round);
        of_up.take(&mut up, &u.t()?.matmul(&slope)?.flatten_all()?.to_vec1()?, round);
        progress(round, STEPS);
    }
    Ok(Lens { down, up })
}

/// Numbers that look thrown and are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % (most.max(1) as u64)).unwrap_or_default()
    }

    /// About normal: twelve even throws added.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| (self.next() % 65_536) as f32 / 65_536.0).sum::<f32>() - 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(parts: &[(usize, f32)]) -> Vector {
        let mut out = vec![0.0; DIMENSIONS];
        parts.iter().for_each(|(at, v)| out[*at] = *v);
        let length = out.iter().map(|v| v * v).sum::<f32>().sqrt();
        Vector::new(out.into_iter().map(|v| v / length).collect()).unwrap()
    }

    // Questions of a subject share one thing (0 or 1) with its texts and another, louder one (2 or 3) with the wrong texts.
    fn texts() -> Vec<Taught> {
        let mut out = Vec::new();
        for at in 0..40 {
            let (subject, own) = (at % 2, 10 + at);
            let question = unit(&[(subject, 0.4), (3 - subject, 0.5), (own, 0.75)]);
            let answer = unit(&[(subject, 0.6), (2 + subject, 0.6), (60 + own, 0.5)]);
            out.push(Taught { vector: question, subject, region: 0, asks: true });
            out.push(Taught { vector: answer, subject, region: 0, asks: false });
        }
        out
    }

    #[test]
    fn a_lens_brings_questions_to_what_answers_them_and_is_the_same_every_time() {
        let texts = texts();
        let lens = Lens::learn(&texts, &mut |_, _| {}).unwrap();
        let unseen = unit(&[(0, 0.4), (3, 0.5), (300, 0.75)]);
        let nearer = |q: &Vector| q.dot(&texts[1].vector) - q.dot(&texts[3].vector);
        assert!(nearer(&unseen) < 0.0 && nearer(&lens.apply(&unseen)) > 0.05, "{} {}", nearer(&unseen), nearer(&lens.apply(&unseen)));
        assert_eq!(lens, Lens::learn(&texts, &mut |_, _| {}).unwrap());
        // Written and read again it does the same, to within what a byte can hold.
        let read = Lens::parse(&lens.write()).unwrap();
        assert!(read.apply(&unseen).dot(&lens.apply(&unseen)) > 0.999);
        assert_eq!(Lens::parse(&read.write()).unwrap(), read);
    }

    #[test]
    fn what_is_no_lens_of_ours_is_refused_with_words() {
        assert!(Lens::parse("0000\n").unwrap_err().contains("learn it anew"));
        assert!(Lens::parse(&format!("{WEIGHTS_SHA256}\n")).unwrap_err().contains("two halves"));
        assert!(Lens::parse(&format!("{WEIGHTS_SHA256}\n1 0q\n1 00\n")).unwrap_err().contains("hexadecimal"));
        assert!(Lens::parse(&format!("{WEIGHTS_SHA256}\n1 00\n1 é\n")).is_err());
    }
}
