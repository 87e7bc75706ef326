//! What a message says, learned from lessons letter by letter and word by word: a logistic regression on hashed pieces of its words.
//!
//! Phrases are written by people and hear what was foreseen; this hears what resembles the lessons, in whatever spelling, and needs no
//! model. Words are folded first, so that "s u 1 c 1 d e" is read as it is meant.

use std::collections::HashMap;

/// Letters in a piece of a word, ends included.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=5;
/// Words in a row that are looked at together.
const IN_A_ROW: usize = 3;
/// Words of a message that are looked at; nobody's cry for help needs more before its first sentence ends.
const MOST_WORDS: usize = 400;
/// From so many single letters in a row on they are one word written apart.
const SPELT_OUT: usize = 3;

const ROUNDS: usize = 120;
const STEP: f32 = 0.08;

/// One piece of a message: its digest, and how much it counts beside the others of its kind.
pub(super) type Piece = (u32, f32);

/// The pieces of a message: of letters and of words, each kind of length one.
pub(super) fn pieces_of(message: &str) -> Vec<Piece> {
    let words = folded(message);
    let (mut letters, mut phrases) = (HashMap::<u32, f32>::new(), HashMap::<u32, f32>::new());
    for (at, word) in words.iter().enumerate() {
        let within: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
        for length in LETTERS {
            for piece in within.windows(length) {
                *letters.entry(digest('c', piece.iter().copied())).or_default() += 1.0;
            }
        }
        for length in 1..=IN_A_ROW.min(words.len() - at) {
            let row = words[at..at + length].iter().flat_map(|word| word.chars().chain([' ']));
            *phrases.entry(digest('w', row)).or_default() += 1.0;
        }
    }
    let mut out = Vec::with_capacity(letters.len() + phrases.len());
    for kind in [letters, phrases] {
        let counts: Vec<Piece> = kind.into_iter().map(|(piece, count)| (piece, 1.0 + f32::ln(count))).collect();
        let length = counts.iter().map(|(_, count)| count * count).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        out.extend(counts.into_iter().map(|(piece, count)| (piece, count / length)));
    }
    // The order of a map is another on each run; sums are to come out the same to the last bit.
    out.sort_by_key(|(piece, _)| *piece);
    out
}

/// The words in lower case without apostrophes, digits and marks inside them read as the letters they stand for, and letters that
/// stand alone in a row put together.
fn folded(message: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for chunk in message.split_whitespace() {
        let meant = if chunk.chars().any(char::is_alphabetic) { unmasked(chunk) } else { chunk.to_lowercase() };
        let mut goes_on = false;
        for letter in meant.chars() {
            let is_word = letter.is_alphanumeric();
            let is_full = words.len() >= MOST_WORDS;
            match words.last_mut().filter(|_| is_word && goes_on) {
                Some(word) => word.push(letter),
                None if !is_full && (is_word || is_picture(letter)) => words.push(letter.to_string()),
                None => {}
            }
            goes_on = is_word;
        }
    }
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut alone: Vec<String> = Vec::new();
    for word in words.into_iter().map(Some).chain([None]) {
        match word {
            Some(word) if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) => alone.push(word),
            other => {
                if alone.len() >= SPELT_OUT {
                    out.push(alone.concat());
                    alone.clear();
                } else {
                    out.append(&mut alone);
                }
                out.extend(other);
            }
        }
    }
    out
}

/// A face, heart or other picture: each tells something by itself.
fn is_picture(letter: char) -> bool {
    u32::from(letter) >= 0x2190 && !letter.is_alphabetic()
}

/// The commonest words of English, as written and as written by ear: hardly a sentence goes without one of them.
const COMMON: &str = "a about after all am an and any are as ask at back be been but by can cant cos could cud dad day did do does dont feel for \
from get go going gonna got had has have havent he help her here hes him his how i id if ill im in is isnt it its ive just keep kno know \
like make me more mum my need never new no not now of off on one or our out over please plz really said say says school she shes should so \
some someone something son still tell than that thats the their them then there they theyre thing think this time to too u up ur us wanna \
want was wat we well were what when where which who why will with wont would wot wen yes you your";

/// Whether it may be English, the one language that was learned: a few words may always be, a sentence only with a common word in it.
pub(super) fn may_be_english(message: &str) -> bool {
    let words = folded(message);
    words.len() < 4 || words.iter().any(|word| COMMON.split_whitespace().any(|common| common == word))
}

fn unmasked(chunk: &str) -> String {
    let letters: Vec<char> = chunk.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '’' | '*')).collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphabetic());
    let read = |(at, letter): (usize, &char)| {
        // A mark at a word's end is punctuation; "2nite" and "gr8" keep their digits as letters of their own.
        let inside = is_letter(at.checked_sub(1)) && is_letter(at.checked_add(1));
        match letter {
            '0' if inside => 'o',
            '1' | '!' | '|' if inside => 'i',
            '3' if inside => 'e',
            '4' | '@' if inside => 'a',
            '5' | '$' if inside => 's',
            '7' if inside => 't',
            other => *other,
        }
    };
    letters.iter().enumerate().map(read).collect()
}

/// FNV-1a, its upper half: the same on every machine and in every version, since learned weights stand by it.
fn digest(kind: char, letters: impl Iterator<Item = char>) -> u32 {
    let mut out = 0xcbf2_9ce4_8422_2325_u64;
    for letter in std::iter::once(kind).chain(letters) {
        let mut bytes = [0; 4];
        for byte in letter.encode_utf8(&mut bytes).bytes() {
            out = (out ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    (out >> 32) as u32
}

/// The weights that answer one question of yes or no about a message.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ear {
    pub bias: f32,
    /// A power of two of them; a piece's digest says which is its own.
    pub weights: Vec<f32>,
}

impl Ear {
    fn new(bits: u32) -> Self {
        Self { bias: 0.0, weights: vec![0.0; 1 << bits] }
    }

    fn place(&self, piece: u32) -> usize {
        (piece >> (32 - self.weights.len().trailing_zeros())) as usize
    }

    /// The logarithm of the odds that the answer is yes.
    pub fn hear(&self, pieces: &[Piece]) -> f32 {
        self.bias + pieces.iter().map(|(piece, share)| self.weights[self.place(*piece)] * share).sum::<f32>()
    }

    /// Learns from messages by Adam over all at once; each comes with the right answer and how much it teaches, and `hold` keeps
    /// weights near nothing.
    pub fn learn(lessons: &[(&[Piece], bool, f32)], bits: u32, hold: f32) -> Self {
        let mut ear = Self::new(bits);
        let size = ear.weights.len() + 1;
        let all: f32 = lessons.iter().map(|(.., teaches)| teaches).sum::<f32>().max(f32::MIN_POSITIVE);
        let (mut mean, mut square) = (vec![0.0_f32; size], vec![0.0_f32; size]);
        for round in 1..=ROUNDS {
            let mut slope = vec![0.0_f32; size];
            for (pieces, yes, teaches) in lessons {
                let likely = 1.0 / (1.0 + (-ear.hear(pieces)).exp());
                let miss = teaches / all * (likely - f32::from(u8::from(*yes)));
                slope[size - 1] += miss;
                for (piece, share) in *pieces {
                    slope[ear.place(*piece)] += miss * share;
                }
            }
            let (early, late) = (1.0 - 0.9_f32.powi(round as i32), 1.0 - 0.999_f32.powi(round as i32));
            for (at, slope) in slope.into_iter().enumerate() {
                let value = if at == size - 1 { &mut ear.bias } else { &mut ear.weights[at] };
                let slope = slope + if at == size - 1 { 0.0 } else { hold * *value };
                mean[at] = 0.9 * mean[at] + 0.1 * slope;
                square[at] = 0.999 * square[at] + 0.001 * slope * slope;
                *value -= STEP * (mean[at] / early) / ((square[at] / late).sqrt() + 1e-8);
            }
        }
        ear
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_meant() {
        assert_eq!(folded("I WANT to D I E, s3lf-h@rm!!"), ["i", "want", "to", "die", "self", "harm"]);
        assert_eq!(folded("don't k!ll it at 10:30 on 3 May"), ["dont", "kill", "it", "at", "10", "30", "on", "3", "may"]);
        assert_eq!(folded("u ok 😢 ?"), ["u", "ok", "😢"]);
        assert_eq!(folded(""), Vec::<String>::new());
    }

    #[test]
    fn what_is_surely_no_english_is_not_judged_by_english_lessons() {
        for text in ["serce mi szybko bije przed egzaminem", "jak zabić czas przed wizytą", "як дістатися до школи завтра"]
        {
            assert!(!may_be_english(text), "{text}");
        }
        for text in ["kms", "wat if noone comes 4 me", "cannot cope any more", "my stepdad hurts me"] {
            assert!(may_be_english(text), "{text}");
        }
    }

    #[test]
    fn pieces_are_the_same_on_every_machine_and_of_length_one() {
        assert_eq!(digest('c', "abc".chars()), digest('c', "abc".chars()));
        assert_ne!(digest('c', "abc".chars()), digest('w', "abc".chars()));
        let pieces = pieces_of("help me help me");
        let length: f32 = pieces.iter().map(|(_, share)| share * share).sum();
        assert!((length - 2.0).abs() < 1e-4, "{length}");
        assert!(pieces.windows(2).all(|two| two[0].0 <= two[1].0));
    }

    #[test]
    fn it_learns_what_words_tell_and_hears_it_in_another_spelling() {
        let yes = ["i am hurting myself", "they hurt me at home", "he hurts me a lot", "hurting every night"];
        let no = ["the form is long", "when does the bus come", "a bus to school", "a form for the school"];
        let pieces: Vec<Vec<Piece>> = yes.iter().chain(&no).map(|text| pieces_of(text)).collect();
        let lessons: Vec<(&[Piece], bool, f32)> =
            pieces.iter().enumerate().map(|(at, pieces)| (pieces.as_slice(), at < yes.len(), 1.0)).collect();
        let ear = Ear::learn(&lessons, 12, 1e-4);
        assert!(ear.hear(&pieces_of("hurtin me")) > 1.0 && ear.hear(&pieces_of("which form")) < -1.0);
    }
}
