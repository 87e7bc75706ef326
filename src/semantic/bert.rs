//! The network itself, for this one model: six layers of attention over word pieces. A batch is one long row of pieces without any
//! padding: all but the attention looks at each piece alone, and the attention is done text by text.

use candle_core::{D, DType, Device, Result, Tensor};
use candle_nn::{VarBuilder, ops};

use super::DIMENSIONS;

/// Most pieces in one text, the two marks at its ends included; the model was trained on no longer ones.
pub(super) const MAX_PIECES: usize = 256;

const LAYERS: usize = 6;
const HEADS: usize = 12;
const HEAD: usize = DIMENSIONS / HEADS;
const INNER: usize = 1536;
const WORDS: usize = 30_522;
const POSITIONS: usize = 512;
const EPSILON: f32 = 1e-12;

/// Pieces that go through the products together. From 65,536 numbers on, candle spreads additions and the like over threads of its own
/// that spin while they wait, behind one lock for the whole process; 40 pieces in the widest layer stay below that.
const ROWS: usize = 40;

pub(super) struct Bert {
    words: Tensor,
    /// With the "first sentence" row added, since we never give two.
    positions: Tensor,
    norm: Norm,
    layers: Vec<Layer>,
}

impl Bert {
    /// Reads the network from the bytes of `model.safetensors`.
    pub(super) fn read(weights: &[u8]) -> Result<Self> {
        let all = VarBuilder::from_slice_safetensors(weights, DType::F32, &Device::Cpu)?;
        let embeddings = all.pp("embeddings");
        let types = embeddings.get((2, DIMENSIONS), "token_type_embeddings.weight")?;
        let positions = embeddings.get((POSITIONS, DIMENSIONS), "position_embeddings.weight")?;
        Ok(Self {
            words: embeddings.get((WORDS, DIMENSIONS), "word_embeddings.weight")?,
            positions: positions.narrow(0, 0, MAX_PIECES)?.broadcast_add(&types.narrow(0, 0, 1)?)?,
            norm: Norm::read(&embeddings.pp("LayerNorm"))?,
            layers: (0..LAYERS).map(|i| Layer::read(&all.pp(format!("encoder.layer.{i}")))).collect::<Result<_>>()?,
        })
    }

    /// One row of numbers for each text; `pieces` holds the texts one after the other, `lengths` how many pieces each has.
    pub(super) fn forward(&self, pieces: &[u32], lengths: &[usize]) -> Result<Vec<Vec<f32>>> {
        let positions: Vec<u32> = lengths.iter().flat_map(|n| (0u32..).take(*n)).collect();
        let words = self.words.index_select(&Tensor::new(pieces, &Device::Cpu)?, 0)?;
        let positions = self.positions.index_select(&Tensor::new(positions, &Device::Cpu)?, 0)?;
        let mut x = self.norm.forward(&(words + positions)?)?;
        for layer in &self.layers {
            x = layer.forward(&x, lengths)?;
        }
        let mut start = 0;
        let pooled = lengths.iter().map(|n| {
            let mean = x.narrow(0, start, *n)?.mean(0)?;
            start += n;
            unit(&mean)?.to_vec1()
        });
        pooled.collect()
    }
}

/// The same direction, of length one.
fn unit(x: &Tensor) -> Result<Tensor> {
    x.broadcast_div(&x.sqr()?.sum_all()?.sqrt()?)
}

struct Layer {
    /// Query, key and value side by side: one product instead of three.
    query_key_value: Linear,
    mixed: Linear,
    mixed_norm: Norm,
    up: Linear,
    down: Linear,
    norm: Norm,
}

impl Layer {
    fn read(all: &VarBuilder<'_>) -> Result<Self> {
        let attention = all.pp("attention");
        // The division of the scores by the square root of a head's width is done once, here.
        let query = Linear::read(DIMENSIONS, DIMENSIONS, &attention.pp("self.query"))?.scaled(1.0 / (HEAD as f64).sqrt())?;
        let key = Linear::read(DIMENSIONS, DIMENSIONS, &attention.pp("self.key"))?;
        let value = Linear::read(DIMENSIONS, DIMENSIONS, &attention.pp("self.value"))?;
        Ok(Self {
            query_key_value: Linear::beside(&[query, key, value])?,
            mixed: Linear::read(DIMENSIONS, DIMENSIONS, &attention.pp("output.dense"))?,
            mixed_norm: Norm::read(&attention.pp("output.LayerNorm"))?,
            up: Linear::read(DIMENSIONS, INNER, &all.pp("intermediate.dense"))?,
            down: Linear::read(INNER, DIMENSIONS, &all.pp("output.dense"))?,
            norm: Norm::read(&all.pp("output.LayerNorm"))?,
        })
    }

    fn forward(&self, x: &Tensor, lengths: &[usize]) -> Result<Tensor> {
        let seen = self.attend(x, lengths)?;
        by_rows(x.dim(0)?, |start, rows| {
            let (x, seen) = (x.narrow(0, start, rows)?, seen.narrow(0, start, rows)?);
            let x = self.mixed_norm.forward(&(x + self.mixed.forward(&seen)?)?)?;
            let inner = self.up.forward(&x)?.gelu_erf()?;
            self.norm.forward(&(x + self.down.forward(&inner)?)?)
        })
    }

    fn attend(&self, x: &Tensor, lengths: &[usize]) -> Result<Tensor> {
        let all = by_rows(x.dim(0)?, |start, rows| self.query_key_value.forward(&x.narrow(0, start, rows)?))?;
        let mut start = 0;
        let texts = lengths.iter().map(|n| {
            let text = all.narrow(0, start, *n)?;
            start += n;
            let part = |i: usize| text.narrow(1, i * DIMENSIONS, DIMENSIONS)?.reshape((*n, HEADS, HEAD))?.transpose(0, 1)?.contiguous();
            let (query, key, value) = (part(0)?, part(1)?, part(2)?);
            let shares = ops::softmax_last_dim(&query.matmul(&key.transpose(D::Minus1, D::Minus2)?)?)?;
            shares.matmul(&value)?.transpose(0, 1)?.reshape((*n, DIMENSIONS))
        });
        Tensor::cat(&texts.collect::<Result<Vec<_>>>()?, 0)
    }
}

/// Does a few rows at a time what looks at each row alone.
fn by_rows(count: usize, work: impl Fn(usize, usize) -> Result<Tensor>) -> Result<Tensor> {
    let parts = (0..count).step_by(ROWS).map(|start| work(start, ROWS.min(count - start)));
    Tensor::cat(&parts.collect::<Result<Vec<_>>>()?, 0)
}

struct Linear {
    /// Turned once, when it is read: else each product would turn it again, which takes longer than the product of a few rows.
    weight: Tensor,
    bias: Tensor,
}

impl Linear {
    fn read(from: usize, to: usize, all: &VarBuilder<'_>) -> Result<Self> {
        Ok(Self { weight: all.get((to, from), "weight")?.t()?.contiguous()?, bias: all.get(to, "bias")? })
    }

    fn scaled(self, by: f64) -> Result<Self> {
        Ok(Self { weight: (self.weight * by)?, bias: (self.bias * by)? })
    }

    fn beside(all: &[Self]) -> Result<Self> {
        let weights: Vec<&Tensor> = all.iter().map(|l| &l.weight).collect();
        let biases: Vec<&Tensor> = all.iter().map(|l| &l.bias).collect();
        Ok(Self { weight: Tensor::cat(&weights, 1)?.contiguous()?, bias: Tensor::cat(&biases, 0)? })
    }

    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        x.matmul(&self.weight)?.broadcast_add(&self.bias)
    }
}

struct Norm {
    weight: Tensor,
    bias: Tensor,
}

impl Norm {
    fn read(all: &VarBuilder<'_>) -> Result<Self> {
        Ok(Self { weight: all.get(DIMENSIONS, "weight")?, bias: all.get(DIMENSIONS, "bias")? })
    }

    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        ops::layer_norm(x, &self.weight, &self.bias, EPSILON)
    }
}
