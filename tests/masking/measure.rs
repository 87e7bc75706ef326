//! How much of what is personal is masked, and how much of what is harmless is left alone.

use super::corpus::{Dice, Message, Names, fill};

/// The two halves of the corpus: one to tune on, one that is looked at when the tuning is done.
pub struct Half {
    pub personal: &'static str,
    pub harmless: &'static str,
    pub odd: bool,
    pub seed: u64,
}

pub const TUNING: Half = Half {
    personal: include_str!("../fixtures/masking/personal-tuning.txt"),
    harmless: include_str!("../fixtures/masking/harmless-tuning.txt"),
    odd: false,
    seed: 1,
};
pub const HELD_OUT: Half = Half {
    personal: include_str!("../fixtures/masking/personal-heldout.txt"),
    harmless: include_str!("../fixtures/masking/harmless-heldout.txt"),
    odd: true,
    seed: 2,
};
/// Written after the two halves, when the detector stood: a second look at what nobody tuned to.
pub const SECOND: Half = Half {
    personal: include_str!("../fixtures/masking/personal-second.txt"),
    harmless: include_str!("../fixtures/masking/harmless-second.txt"),
    odd: true,
    seed: 3,
};

/// What came of one half.
#[derive(Default)]
pub struct Told {
    pub spans: usize,
    pub masked: usize,
    pub harmless: usize,
    pub untouched: usize,
    /// Words outside the marked spans of personal messages, and how many of them were masked, too.
    pub words: usize,
    pub lost: usize,
    pub faults: Vec<String>,
}

impl Told {
    pub fn recall(&self) -> f64 {
        self.masked as f64 / self.spans as f64
    }

    pub fn calm(&self) -> f64 {
        self.untouched as f64 / self.harmless as f64
    }
}

/// The words that stay, in order, found again in the masked text: which bytes of the original are gone.
fn gone(original: &str, masked: &str) -> Vec<bool> {
    // The parts between masks stand in the original in this order; a short one could be found too early, so the last fits from the end.
    let mut gone = vec![true; original.len()];
    let mut at = 0;
    let mut pieces: Vec<&str> = Vec::new();
    let mut rest = masked;
    while let Some((piece, after)) = rest.split_once('[') {
        pieces.push(piece);
        rest = after.split_once(']').map_or("", |(_, r)| r);
    }
    pieces.push(rest);
    let last = pieces.len() - 1;
    for (index, piece) in pieces.iter().enumerate() {
        let start = if index == 0 {
            0
        } else if index == last {
            original.len() - piece.len()
        } else {
            // A mask stands for at least two bytes.
            original[at..].match_indices(piece).map(|(i, _)| at + i).find(|i| *i >= at + 2).unwrap_or(at)
        };
        gone[start..start + piece.len()].fill(false);
        at = start + piece.len();
    }
    gone
}

pub fn measure(half: &Half, times: usize, redact: impl Fn(&str) -> String) -> Told {
    let names = Names::half(half.odd);
    let mut dice = Dice::new(half.seed);
    let mut told = Told::default();
    for template in half.personal.lines() {
        for _ in 0..times {
            let Message { text, spans } = fill(template, &names, &mut dice);
            let masked = redact(&text);
            let gone = gone(&text, &masked);
            let mut missed = Vec::new();
            for (range, kind) in &spans {
                told.spans += 1;
                let whole = range.clone().all(|i| gone[i] || !text.as_bytes()[i].is_ascii_alphanumeric());
                told.masked += usize::from(whole);
                if !whole {
                    missed.push(format!("{kind} «{}»", &text[range.clone()]));
                }
            }
            let mut at = 0;
            for word in text.split(' ') {
                let (start, end) = (at, at + word.len());
                at = end + 1;
                if spans.iter().any(|(r, _)| r.start < end && start < r.end) || word.is_empty() {
                    continue;
                }
                told.words += 1;
                if (start..end).all(|i| gone[i]) {
                    told.lost += 1;
                    missed.push(format!("lost «{word}»"));
                }
            }
            if !missed.is_empty() {
                told.faults.push(format!("{} -> {masked}   {}", text, missed.join(", ")));
            }
        }
    }
    for text in half.harmless.lines() {
        told.harmless += 1;
        let masked = redact(text);
        if masked == text {
            told.untouched += 1;
        } else {
            told.faults.push(format!("harmless: {text} -> {masked}"));
        }
    }
    told
}
