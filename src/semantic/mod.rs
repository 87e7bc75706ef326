//! Meaning as numbers: sentences that say the same thing in other words get vectors that lie near each other.
//!
//! The room exists because families seldom use a council's words. It runs sentence-transformers/all-MiniLM-L6-v2 in the process, on the
//! CPU, so that no third party sees a question. The weights are not in the program: `waymark model install` brings them, their checksum
//! is verified each time they are loaded, and everything works without them, on words alone.
//!
//! * [`Model`]: the weights in memory; makes a [`Vector`] of a text.
//! * [`Embedder`]: for questions. One thread of its own behind a short queue; whoever waits too long goes on without.
//! * [`EmbeddingCache`]: for the knowledge. Vectors on disk, so that only what an editor has changed is embedded again.
//! * [`Lens`]: what the search looks at a question through, learned from the articles' wordings.
//! * [`install`]: puts the model's files in place, checked, and whole or not at all.

mod bert;
mod cache;
mod checksum;
mod embedder;
mod install;
mod lens;
mod model;

pub use cache::EmbeddingCache;
pub use embedder::Embedder;
pub use install::{InstallError, Installed, install, installed};
pub use lens::{Lens, Taught};
pub use model::{Model, ModelError};

/// How many numbers a [`Vector`] has.
pub const DIMENSIONS: usize = 384;

/// The model's name: that of its folder, and for logs and pages.
pub const MODEL_NAME: &str = "all-MiniLM-L6-v2";

/// A text's meaning, of length one, so that [`Vector::dot`] is the cosine. A clone shares the numbers.
#[derive(Clone, PartialEq)]
pub struct Vector(std::sync::Arc<[f32]>);

impl Vector {
    /// Takes numbers as they are; `None` unless there are [`DIMENSIONS`] finite ones of length one.
    pub fn new(numbers: Vec<f32>) -> Option<Self> {
        let vector = Self(numbers.into());
        // What cannot be counted fails this comparison, too.
        (vector.0.len() == DIMENSIONS && (vector.dot(&vector) - 1.0).abs() < 1e-3).then_some(vector)
    }

    /// How near two meanings are: 1 the same, around 0 nothing in common.
    pub fn dot(&self, other: &Self) -> f32 {
        dot(&self.0, &other.0)
    }

    /// The numbers.
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }
}

/// The scalar product of a row of numbers, or of bytes that stand for them, with a vector's numbers.
pub fn dot<N: Copy + Into<f32>>(row: &[N], numbers: &[f32]) -> f32 {
    // Eight sums side by side, which the compiler turns into wide instructions: one sum after the other takes five times as long.
    let mut lanes = [0.0_f32; 8];
    for (x, y) in row.chunks_exact(8).zip(numbers.chunks_exact(8)) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += (*x).into() * y;
        }
    }
    lanes.iter().sum()
}

impl std::fmt::Debug for Vector {
    /// Without the numbers: much of a sentence can be guessed from them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vector(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_length_one_are_a_vector() {
        let unit = |at: usize| (0..DIMENSIONS).map(|i| f32::from(u8::from(i == at))).collect::<Vec<_>>();
        let (a, b) = (Vector::new(unit(3)).unwrap(), Vector::new(unit(4)).unwrap());
        assert_eq!((a.dot(&a), a.dot(&b)), (1.0, 0.0));
        assert!(Vector::new(vec![1.0]).is_none());
        assert!(Vector::new(vec![f32::NAN; DIMENSIONS]).is_none());
        assert!(Vector::new(vec![0.0; DIMENSIONS]).is_none());
        assert_eq!(format!("{a:?}"), "Vector(…)");
    }
}
