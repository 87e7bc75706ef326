use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use rayon::{ThreadPool, ThreadPoolBuilder, prelude::*};
use tokenizers::Tokenizer;

use super::{
    Vector,
    bert::{Bert, MAX_PIECES},
    checksum::sha256,
};

/// The file with the weights.
pub(super) const WEIGHTS_FILE: &str = "model.safetensors";
/// Its SHA-256.
pub(super) const WEIGHTS_SHA256: &str = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";
/// The file that cuts text into the pieces these weights were trained on.
pub(super) const TOKENIZER_FILE: &str = "tokenizer.json";
/// Its SHA-256; another tokenizer would give vectors without meaning, and nobody would notice.
pub(super) const TOKENIZER_SHA256: &str = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037";

/// Counts up with every change to how a text becomes a vector, so that vectors in a cache made the old way are not used.
pub(super) const PREPARATION: u32 = 1;

/// The marks at the start and end of a text.
const MARKS: usize = 2;
/// Pieces of a text in one window.
const WINDOW: usize = MAX_PIECES - MARKS;
/// Most windows of one text, so that a message of any length takes a bounded time.
const MAX_WINDOWS: usize = 4;
/// Characters of a very long text that are looked at, at its beginning and as many at its end; enough to fill the windows.
const ENDS: usize = 4_000;
/// Pieces in one batch. More made nothing faster and takes memory.
const BATCH: usize = 1_024;

/// Why the model cannot be used; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file is not there or cannot be read.
    #[error("{path}: cannot be read: {error}. `waymark model install` brings the model")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file is not the one we know.
    #[error("{path}: this is not the file we know: its SHA-256 is {found} and must be {expected}. Run `waymark model install` again")]
    Checksum {
        /// The file.
        path: PathBuf,
        /// The checksum of the design.
        expected: &'static str,
        /// The checksum of the file.
        found: String,
    },
    /// The network cannot be built or run.
    #[error("the semantic model cannot be run: {0}")]
    Run(String),
}

impl From<candle_core::Error> for ModelError {
    fn from(error: candle_core::Error) -> Self {
        // Only shapes and types stand in these errors, never a text.
        Self::Run(error.to_string())
    }
}

/// The model in memory, checked when it was loaded.
pub struct Model {
    bert: Bert,
    tokenizer: Tokenizer,
    /// A thread for each core, asleep unless many texts are embedded at once.
    all_cores: ThreadPool,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(super::MODEL_NAME)
    }
}

impl Model {
    /// Loads the model from its folder; a file with another checksum is refused.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let weights_path = folder.join(WEIGHTS_FILE);
        let weights = fs::read(&weights_path).map_err(|error| ModelError::Read { path: weights_path.clone(), error })?;
        // Side by side, because the checksum of 90 MB takes as long as the rest. Nothing is handed out before both are done.
        thread::scope(|scope| {
            let checked = scope.spawn(|| verify(&weights_path, &weights, WEIGHTS_SHA256));
            let tokenizer = read_tokenizer(&folder.join(TOKENIZER_FILE));
            let bert = Bert::read(&weights);
            checked.join().map_err(|_| ModelError::Run("the checksum could not be made".to_owned()))??;
            let all_cores = thread_pool(thread::available_parallelism().map_or(1, usize::from))?;
            Ok(Self { bert: bert?, tokenizer: tokenizer?, all_cores })
        })
    }

    /// The vectors of these texts, in their order, on all cores. A text has the same vector whatever stands beside it, to 1e-5.
    ///
    /// The model reads 256 word pieces. A longer text is cut into windows of equal size, and its vector is their mean: it has to stand for
    /// the whole text before anybody knows the question, so that the window that fits best cannot be chosen here. Of a text of more than
    /// four windows (about 700 words) the first two and the last two count, because that is where people say what they want.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vector>, ModelError> {
        self.all_cores.install(|| {
            let windows: Vec<Vec<Vec<u32>>> = texts.par_iter().map(|text| self.windows(text)).collect::<Result<_, _>>()?;
            let batches = batches(&windows);
            let next = AtomicUsize::new(0);
            // Each thread takes batch after batch: whole batches side by side use the cores better than splitting one product over them.
            let done = self.all_cores.broadcast(|_| {
                let mut done = Vec::new();
                while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let texts: Vec<&[Vec<u32>]> = batch.iter().map(|i| windows[*i].as_slice()).collect();
                    done.push((batch, self.run(&texts)?));
                }
                Ok::<_, ModelError>(done)
            });
            let mut vectors: Vec<Option<Vector>> = vec![None; texts.len()];
            for part in done {
                for (batch, made) in part? {
                    for (i, vector) in batch.iter().zip(made) {
                        vectors[*i] = Some(vector);
                    }
                }
            }
            vectors.into_iter().collect::<Option<_>>().ok_or_else(|| ModelError::Run("a text was left out".to_owned()))
        })
    }

    /// The vector of one text, on the thread pool that this is called in.
    pub(super) fn embed_here(&self, text: &str) -> Result<Vector, ModelError> {
        let windows = self.windows(text)?;
        self.run(&[&windows])?.pop().ok_or_else(|| ModelError::Run("no vector came out".to_owned()))
    }

    /// The pieces of a text, in windows, each with the marks at its ends.
    fn windows(&self, text: &str) -> Result<Vec<Vec<u32>>, ModelError> {
        let text = ends(text);
        let encoding = self.tokenizer.encode_fast(&*text, true).map_err(|e| ModelError::Run(format!("word pieces: {e}")))?;
        let ids = encoding.get_ids();
        if ids.len() <= MAX_PIECES {
            return Ok(vec![ids.to_vec()]);
        }
        let [start, inside @ .., end] = ids else { return Ok(vec![ids.to_vec()]) };
        let count = inside.len().div_ceil(WINDOW);
        let size = inside.len().div_ceil(count);
        let window = |part: &[u32]| [&[*start], part, &[*end]].concat();
        let all: Vec<Vec<u32>> = inside.chunks(size).map(window).collect();
        let half = MAX_WINDOWS / 2;
        Ok(if all.len() <= MAX_WINDOWS { all } else { [&all[..half], &all[all.len() - half..]].concat() })
    }

    /// Runs the windows of some texts through the network as one batch.
    fn run(&self, texts: &[&[Vec<u32>]]) -> Result<Vec<Vector>, ModelError> {
        let pieces: Vec<u32> = texts.iter().copied().flatten().flatten().copied().collect();
        let lengths: Vec<usize> = texts.iter().copied().flatten().map(Vec::len).collect();
        let mut rows = self.bert.forward(&pieces, &lengths)?.into_iter();
        let vector = |windows: &&[Vec<u32>]| {
            let of_text: Vec<Vec<f32>> = rows.by_ref().take(windows.len()).collect();
            Vector::new(middle(of_text)).ok_or_else(|| ModelError::Run("a vector came out that is none".to_owned()))
        };
        texts.iter().map(vector).collect()
    }
}

/// The mean of some directions, of length one; one alone stays as it is.
fn middle(mut rows: Vec<Vec<f32>>) -> Vec<f32> {
    let Some(mut sum) = rows.pop() else { return Vec::new() };
    if rows.is_empty() {
        return sum;
    }
    for row in rows {
        for (s, r) in sum.iter_mut().zip(row) {
            *s += r;
        }
    }
    let length = sum.iter().map(|s| s * s).sum::<f32>().sqrt();
    sum.iter_mut().for_each(|s| *s /= length);
    sum
}

/// Texts put together so that a batch has at most [`BATCH`] pieces, or one text; similar lengths together, the long ones first, so that
/// no core is left with a long one at the end.
fn batches(windows: &[Vec<Vec<u32>>]) -> Vec<Vec<usize>> {
    let size = |i: usize| windows[i].iter().map(Vec::len).sum::<usize>();
    let mut order: Vec<usize> = (0..windows.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(size(*i)));
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for i in order {
        match batches.last_mut() {
            Some(batch) if size(i) <= room => batch.push(i),
            _ => {
                batches.push(vec![i]);
                room = BATCH;
            }
        }
        room = room.saturating_sub(size(i));
    }
    batches
}

/// The beginning and the end of a very long text, else the text.
fn ends(text: &str) -> std::borrow::Cow<'_, str> {
    let start = text.char_indices().nth(ENDS).map(|(at, _)| at);
    let end = text.char_indices().nth_back(ENDS).map(|(at, _)| at);
    match (start, end) {
        (Some(start), Some(end)) if start < end => format!("{} {}", &text[..start], &text[end..]).into(),
        _ => text.into(),
    }
}

fn verify(path: &Path, bytes: &[u8], expected: &'static str) -> Result<(), ModelError> {
    let found = sha256(bytes);
    if found == expected { Ok(()) } else { Err(ModelError::Checksum { path: path.to_owned(), expected, found }) }
}

fn read_tokenizer(path: &Path) -> Result<Tokenizer, ModelError> {
    let bytes = fs::read(path).map_err(|error| ModelError::Read { path: path.to_owned(), error })?;
    verify(path, &bytes, TOKENIZER_SHA256)?;
    let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|e| ModelError::Run(format!("{}: {e}", path.display())))?;
    // The file asks for 128 pieces exactly, cut or filled up; we cut windows ourselves and fill nothing.
    tokenizer.with_padding(None);
    tokenizer.with_truncation(None).map_err(|e| ModelError::Run(format!("{}: {e}", path.display())))?;
    Ok(tokenizer)
}

/// Threads for the network; candle uses the pool that it is called in.
pub(super) fn thread_pool(threads: usize) -> Result<ThreadPool, ModelError> {
    let named = |i| format!("meaning-{i}");
    ThreadPoolBuilder::new().num_threads(threads).thread_name(named).build().map_err(|e| ModelError::Run(e.to_string()))
}

/// The model for tests: where `WAYMARK_MODEL_DIR` or `tests/run` has put it. Without it a test says that it was left out.
#[cfg(test)]
#[expect(clippy::print_stderr, reason = "a test that does less says so")]
pub(super) fn for_tests() -> Option<std::sync::Arc<Model>> {
    use std::sync::{Arc, OnceLock};
    static MODEL: OnceLock<Option<Arc<Model>>> = OnceLock::new();
    let load = || {
        let models =
            std::env::var_os("WAYMARK_MODEL_DIR").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/model"), PathBuf::from);
        let folder = super::installed(&models);
        folder.map(|folder| Arc::new(Model::load(&folder).unwrap()))
    };
    let model = MODEL.get_or_init(load).clone();
    if model.is_none() {
        eprintln!("left out: the semantic model is not installed (WAYMARK_MODEL_DIR, target/model)");
    }
    model
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embed(model: &Model, texts: &[&str]) -> Vec<Vector> {
        model.embed(texts).unwrap()
    }

    fn largest_difference(a: &Vector, b: &Vector) -> f32 {
        a.as_slice().iter().zip(b.as_slice()).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
    }

    // The expected cosines were computed once from the same weights with another program: a BERT in NumPy at double precision, after
    // the model's own description (erf GELU, mean over all pieces, length one), word pieces by the Python package `tokenizers`.
    #[test]
    fn vectors_are_those_of_the_reference() {
        let Some(model) = for_tests() else { return };
        let plan = "how long does an EHC plan take?";
        let story = "My child cannot sleep and is often anxious before school. We have tried a later start, a quiet room and a friend at the \
                     gate. The school says that attendance must improve, but nobody has asked what would help.";
        let pairs = [
            (plan, "The local authority must issue the final plan within 20 weeks of the request.", 0.542_794_7),
            (plan, "A bus pass for a young person with a disability.", 0.126_349_1),
            ("That is a happy person", "That is a very happy person", 0.942_915),
            ("whos my senco", "Every school has a special educational needs co-ordinator.", 0.045_098_5),
            ("Wo bekomme ich Hilfe für mein Kind?", "Where do I get help for my child?", 0.002_888),
            ("", "hello", 0.509_759_6),
            ("👩\u{200d}👧 🚌", "أين الحافلة المدرسية؟", 0.424_484_5),
            (story, "Anxious children and school attendance: what support is there?", 0.739_203_8),
        ];
        for (a, b, expected) in pairs {
            let both = embed(&model, &[a, b]);
            let found = both[0].dot(&both[1]);
            assert!((found - expected).abs() < 1e-4, "{a:?}, {b:?}: {found}, the reference has {expected}");
        }
        let first = embed(&model, &[plan])[0].as_slice()[0];
        assert!((first - -0.023_789).abs() < 1e-5, "{first}");
    }

    // A question alone must meet the same passage as in a batch of thousands.
    #[test]
    fn a_text_has_one_vector_whatever_stands_beside_it() {
        let Some(model) = for_tests() else { return };
        let long = "the panel meets on Tuesdays ".repeat(120);
        let texts = ["bus", "", "how do I appeal against a decision about school transport", &long, "😀😀", "bus"];
        let many: Vec<&str> = texts.iter().copied().cycle().take(texts.len() * 3).collect();
        let together = embed(&model, &many);
        for (i, text) in texts.iter().enumerate() {
            let alone = &embed(&model, &[text])[0];
            assert!(largest_difference(alone, &together[i]) < 1e-5, "{text:.20}");
            assert_eq!(alone, &model.embed_here(text).unwrap(), "the same work gives the same bits");
        }
    }

    #[test]
    fn any_text_gives_a_vector_in_bounded_time() {
        let Some(model) = for_tests() else { return };
        let long = "word ".repeat(20_000);
        let glued = "x".repeat(100_000);
        let emoji = "🙂".repeat(100_000);
        let marks = "e\u{301}\u{302}\u{303}".repeat(25_000);
        let chinese = "学".repeat(100_000);
        let texts =
            [&long, &glued, &emoji, &marks, &chinese, "", " ", "\0", "\u{202e}שלום\u{202c}", "title:\"x\" AND (", "[CLS] [SEP] [MASK]"];
        for text in texts {
            let started = std::time::Instant::now();
            let vector = &embed(&model, &[text])[0];
            assert!((vector.dot(vector) - 1.0).abs() < 1e-5);
            assert!(model.windows(text).unwrap().len() <= MAX_WINDOWS);
            assert!(started.elapsed().as_secs() < 30, "{text:.20} took {:?}", started.elapsed());
        }
        assert_eq!(embed(&model, &[]), []);
    }

    #[test]
    fn a_long_text_is_read_to_its_end() {
        let Some(model) = for_tests() else { return };
        let question = "how do I appeal to the tribunal";
        let story = "We went to the park and fed the ducks. ".repeat(300);
        let told = format!("{story} {question}");
        let [question, story, told] = [question, &story, &told].map(|t| embed(&model, &[t]).remove(0));
        assert!(told.dot(&question) > story.dot(&question) + 0.02, "{} {}", told.dot(&question), story.dot(&question));
    }

    #[test]
    fn windows_are_of_one_size_and_at_most_four() {
        let Some(model) = for_tests() else { return };
        let sizes = |words: usize| model.windows(&"bus ".repeat(words)).unwrap().iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes(1), [3]);
        assert_eq!(sizes(254), [256]);
        assert_eq!(sizes(255), [130, 129]);
        assert_eq!(sizes(1_000), [252; 4]);
        assert_eq!(sizes(1_900), [240, 240, 240, 236]);
    }

    #[test]
    fn batches_are_filled_with_the_long_ones_first() {
        let of = |size: usize| vec![vec![0; size]];
        let windows = [of(10), of(900), of(3_000), of(100), of(20)];
        assert_eq!(batches(&windows), [vec![2], vec![1, 3, 4], vec![0]]);
        assert!(batches(&[]).is_empty());
    }

    // One bit is enough to give other vectors; so is another tokenizer.
    #[test]
    fn another_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let error = Model::load(folder.path()).unwrap_err();
        assert!(matches!(&error, ModelError::Read { path, .. } if path.ends_with(WEIGHTS_FILE)), "{error}");
        fs::write(folder.path().join(WEIGHTS_FILE), "other weights").unwrap();
        fs::write(folder.path().join(TOKENIZER_FILE), "{}").unwrap();
        let error = Model::load(folder.path()).unwrap_err();
        assert!(matches!(&error, ModelError::Checksum { path, .. } if path.ends_with(WEIGHTS_FILE)), "{error}");
        let error = read_tokenizer(&folder.path().join(TOKENIZER_FILE)).err().unwrap();
        assert!(error.to_string().contains("waymark model install"), "{error}");
    }
}
