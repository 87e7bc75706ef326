use std::{
    collections::{HashMap, HashSet},
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use candle_core::{DType, Device, Tensor};
use sha2::{Digest, Sha256};

use super::{
    DIMENSIONS, Model, ModelError, Vector,
    model::{PREPARATION, WEIGHTS_SHA256},
};

/// What the file starts with; the number is that of its form.
const MAGIC: &[u8; 8] = b"WMVEC\0\0\x01";
const KEY: usize = 16;
const NUMBERS: usize = DIMENSIONS * 4;
const HEADER: usize = MAGIC.len() + 8;
const CHECK: usize = 32;
/// Entries that may stay though nobody asked for them since the start; a long-lived server would otherwise keep every wording there was.
const SPARE: usize = 50_000;
/// Texts that are embedded before progress is told.
const AT_ONCE: usize = 256;
/// How much work an interrupted first run may lose.
const SAVE_EVERY: Duration = Duration::from_secs(30);

/// Makes the vectors of some texts.
type Make<'a> = &'a dyn Fn(&[&str]) -> Result<Vec<Vector>, ModelError>;

/// Part of a text's SHA-256: the file holds no words.
type Key = [u8; KEY];

/// Vectors of the knowledge's texts, in memory and in one file for this model and this way of preparing texts.
///
/// The file is written beside and renamed, and its own checksum stands at its end: one that is damaged counts as empty. Two programs on one
/// folder may share it; whoever lacks vectors takes a lock, looks what the other has written meanwhile, and adds the rest.
#[derive(Debug)]
pub struct EmbeddingCache {
    folder: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    vectors: HashMap<Key, Vector>,
    used: HashSet<Key>,
    /// The file as it was when it was last read or written.
    seen: Option<(u64, SystemTime)>,
    fault: Option<String>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("vectors", &self.vectors.len()).field("fault", &self.fault).finish_non_exhaustive()
    }
}

impl EmbeddingCache {
    /// Opens the cache under `<data_dir>/cache`. A damaged file is reported in the log and counts as empty; a missing one is no fault.
    pub fn open(data_dir: &Path) -> Self {
        let cache = Self { folder: data_dir.join("cache"), state: Mutex::default() };
        cache.refresh(&mut cache.lock());
        cache
    }

    /// How many vectors it holds.
    pub fn len(&self) -> usize {
        self.lock().vectors.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What was wrong with the file when it was last read.
    pub fn fault(&self) -> Option<String> {
        self.lock().fault.clone()
    }

    /// The vectors of these texts, in their order: those it knows, and the others made now, on all cores. `progress` hears how many of the
    /// missing ones are made, and of how many; it is not called where none is missing. What is made is saved every half minute, and at
    /// the end. A disk that cannot be written is told in the log and costs the same work again next time, nothing else.
    pub fn embed_all(&self, model: &Model, texts: &[&str], progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<Vector>, ModelError> {
        self.embed_all_with(&|texts| model.embed(texts), texts, progress)
    }

    fn embed_all_with(&self, make: Make<'_>, texts: &[&str], progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<Vector>, ModelError> {
        let keys: Vec<Key> = texts.iter().map(|t| key(t)).collect();
        let mut state = self.lock();
        state.used.extend(&keys);
        if keys.iter().any(|k| !state.vectors.contains_key(k)) {
            // Held until the work is saved; where a lock cannot be had, the work is merely done twice.
            let _alone = self.alone();
            self.refresh(&mut state);
            self.add_missing(&mut state, make, &keys, texts, progress)?;
        }
        let vectors = keys.iter().map(|k| state.vectors.get(k).cloned());
        vectors.collect::<Option<_>>().ok_or_else(|| ModelError::Run("a text was left out".to_owned()))
    }

    fn add_missing(
        &self,
        state: &mut State,
        make: Make<'_>,
        keys: &[Key],
        texts: &[&str],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), ModelError> {
        let mut seen = HashSet::new();
        let missing: Vec<(Key, &str)> =
            keys.iter().copied().zip(texts.iter().copied()).filter(|(k, _)| !state.vectors.contains_key(k) && seen.insert(*k)).collect();
        let mut saved = Instant::now();
        let mut done = 0;
        for some in missing.chunks(AT_ONCE) {
            let made = make(&some.iter().map(|(_, text)| *text).collect::<Vec<_>>());
            match made {
                Ok(vectors) => state.vectors.extend(some.iter().map(|(key, _)| *key).zip(vectors)),
                Err(error) => {
                    self.save(state);
                    return Err(error);
                }
            }
            done += some.len();
            progress(done, missing.len());
            if done == missing.len() || saved.elapsed() >= SAVE_EVERY {
                self.save(state);
                saved = Instant::now();
            }
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("embeddings-{}-{PREPARATION}.bin", &WEIGHTS_SHA256[..12]))
    }

    /// Waits until no other program adds to this folder's cache.
    fn alone(&self) -> Option<File> {
        let take = || {
            make_private_folder(&self.folder)?;
            let file = File::create(self.folder.join("embeddings.lock"))?;
            if file.try_lock().is_err() {
                tracing::info!("another program is embedding for this folder; its work is awaited");
                file.lock()?;
            }
            Ok::<_, io::Error>(file)
        };
        take().inspect_err(|error| tracing::warn!(%error, folder = %self.folder.display(), "the cache cannot be locked")).ok()
    }

    /// Takes in what the file holds, where it has changed since it was last looked at.
    fn refresh(&self, state: &mut State) {
        let path = self.file();
        let now = stamp(&path);
        if now.is_none() || now == state.seen {
            return;
        }
        match fs::read(&path).and_then(|bytes| parse(&bytes)) {
            Ok(found) => {
                state.fault = None;
                for (key, vector) in found {
                    state.vectors.entry(key).or_insert(vector);
                }
            }
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "the cache of embeddings is damaged; it is made anew");
                state.fault = Some(format!("{}: {error}", path.display()));
            }
        }
        state.seen = now;
    }

    fn save(&self, state: &mut State) {
        if state.vectors.len() > state.used.len() + SPARE {
            let used = &state.used;
            state.vectors.retain(|key, _| used.contains(key));
        }
        let path = self.file();
        match make_private_folder(&self.folder).and_then(|()| write(&path, &state.vectors)) {
            Ok(()) => {
                state.seen = stamp(&path);
                state.fault = None;
            }
            Err(error) => tracing::warn!(path = %path.display(), %error, "the cache of embeddings cannot be written"),
        }
    }
}

fn key(text: &str) -> Key {
    let mut key = [0; KEY];
    key.copy_from_slice(&Sha256::digest(text.as_bytes())[..KEY]);
    key
}

fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
    let meta = fs::metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()?))
}

/// Makes a folder, and those above it, so that only its owner can look into it.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

// The file: the magic bytes, how many entries, their keys, their numbers (little-endian, so that a machine of another kind reads them),
// and the SHA-256 of all that.

fn write(path: &Path, vectors: &HashMap<Key, Vector>) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let written = File::create(&beside).and_then(|file| {
        let mut out = Checked { inner: BufWriter::with_capacity(1 << 20, file), hasher: Sha256::new() };
        out.put(MAGIC)?;
        out.put(&(vectors.len() as u64).to_le_bytes())?;
        // Sorted, so that the same vectors give the same file.
        let mut keys: Vec<&Key> = vectors.keys().collect();
        keys.sort_unstable();
        for key in &keys {
            out.put(*key)?;
        }
        let mut numbers = Vec::with_capacity(NUMBERS);
        for vector in keys.iter().filter_map(|key| vectors.get(*key)) {
            numbers.clear();
            vector.as_slice().iter().for_each(|n| numbers.extend_from_slice(&n.to_le_bytes()));
            out.put(&numbers)?;
        }
        let Checked { mut inner, hasher } = out;
        inner.write_all(&hasher.finalize())?;
        inner.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&beside, path));
    if renamed.is_err() {
        drop(fs::remove_file(&beside));
    }
    renamed
}

struct Checked<W> {
    inner: W,
    hasher: Sha256,
}

impl<W: Write> Checked<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.inner.write_all(bytes)
    }
}

fn parse(bytes: &[u8]) -> io::Result<Vec<(Key, Vector)>> {
    let damaged = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let (body, check) = bytes.len().checked_sub(CHECK).map(|at| bytes.split_at(at)).ok_or_else(|| damaged("it is too short"))?;
    if Sha256::digest(body).as_slice() != check {
        return Err(damaged("its checksum is wrong"));
    }
    if body.len() < HEADER || &body[..MAGIC.len()] != MAGIC {
        return Err(damaged("it is no cache of embeddings"));
    }
    let (header, rest) = body.split_at(HEADER);
    let count = header[MAGIC.len()..].try_into().map(u64::from_le_bytes).ok().and_then(|c| usize::try_from(c).ok());
    let count = count.filter(|c| c.checked_mul(KEY + NUMBERS) == Some(rest.len())).ok_or_else(|| damaged("its length is wrong"))?;
    let (keys, numbers) = rest.split_at(count * KEY);
    let numbers = numbers_of(numbers).map_err(|_| damaged("its numbers cannot be read"))?;
    // The checksum vouches for each number: only vectors were written.
    let vectors = numbers.chunks_exact(DIMENSIONS).map(|numbers| Vector(numbers.into()));
    Ok(keys.as_chunks::<KEY>().0.iter().copied().zip(vectors).collect())
}

/// Millions of numbers: candle turns them over in a loop that is optimised in every build.
fn numbers_of(bytes: &[u8]) -> candle_core::Result<Vec<f32>> {
    if cfg!(target_endian = "big") {
        return Ok(bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect());
    }
    Tensor::from_raw_buffer(bytes, DType::F32, &[bytes.len() / 4], &Device::Cpu)?.to_vec1()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Made-up vectors, different for each text, and what was asked for.
    #[derive(Default)]
    struct Maker(RefCell<Vec<String>>);

    impl Maker {
        fn make(&self, texts: &[&str]) -> Result<Vec<Vector>, ModelError> {
            self.0.borrow_mut().extend(texts.iter().map(|t| (*t).to_owned()));
            Ok(texts.iter().map(|t| made_up(t)).collect())
        }

        fn asked(&self) -> Vec<String> {
            std::mem::take(&mut self.0.borrow_mut())
        }
    }

    fn made_up(text: &str) -> Vector {
        let bytes = Sha256::digest(text.as_bytes());
        let numbers: Vec<f32> = (0..DIMENSIONS).map(|i| f32::from(bytes[i % 32]) - 128.0 + i as f32 / 7.0).collect();
        let length = numbers.iter().map(|n| n * n).sum::<f32>().sqrt();
        Vector::new(numbers.iter().map(|n| n / length).collect()).unwrap()
    }

    fn all(cache: &EmbeddingCache, maker: &Maker, texts: &[&str]) -> Vec<Vector> {
        cache.embed_all_with(&|t| maker.make(t), texts, &mut |_, _| {}).unwrap()
    }

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder.join("cache")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_hit_gives_the_same_vector_and_makes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let maker = Maker::default();
        let first = all(&EmbeddingCache::open(folder.path()), &maker, &["b", "a", "b"]);
        assert_eq!(maker.asked(), ["b", "a"], "each text once");
        assert_eq!(first, [made_up("b"), made_up("a"), made_up("b")]);
        let again = EmbeddingCache::open(folder.path());
        assert_eq!((again.len(), again.fault()), (2, None));
        assert_eq!(all(&again, &maker, &["a", "c"]), [made_up("a"), made_up("c")]);
        assert_eq!(maker.asked(), ["c"]);
        assert_eq!(files(folder.path()), ["embeddings-53aa51172d14-1.bin", "embeddings.lock"]);
    }

    #[test]
    fn progress_tells_how_much_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let texts: Vec<String> = (0..AT_ONCE + 10).map(|i| format!("text {i}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let cache = EmbeddingCache::open(folder.path());
        all(&cache, &Maker::default(), &texts[..5]);
        let mut told = Vec::new();
        cache.embed_all_with(&|t| Maker::default().make(t), &texts, &mut |done, of| told.push((done, of))).unwrap();
        assert_eq!(told, [(AT_ONCE, AT_ONCE + 5), (AT_ONCE + 5, AT_ONCE + 5)]);
        cache.embed_all_with(&|t| Maker::default().make(t), &texts, &mut |_, _| panic!("nothing is missing")).unwrap();
    }

    // Whatever has happened to the file, it is told, and the vectors are right.
    #[test]
    fn a_damaged_file_is_noticed_and_made_anew() {
        let whole = {
            let folder = tempfile::tempdir().unwrap();
            let cache = EmbeddingCache::open(folder.path());
            all(&cache, &Maker::default(), &["a", "b"]);
            fs::read(cache.file()).unwrap()
        };
        let mut turned = whole.clone();
        turned[HEADER + 2 * KEY + 100] ^= 1;
        let mut key = whole.clone();
        key[HEADER] ^= 1;
        let damages: [Vec<u8>; 6] = [turned, key, whole[..whole.len() - 1].to_vec(), whole[..40].to_vec(), vec![], vec![7; 5_000]];
        for damaged in damages {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("cache")).unwrap();
            let maker = Maker::default();
            let cache = EmbeddingCache { folder: folder.path().join("cache"), state: Mutex::default() };
            fs::write(cache.file(), &damaged).unwrap();
            let cache = EmbeddingCache::open(folder.path());
            assert!(cache.is_empty() && cache.fault().is_some(), "{} bytes", damaged.len());
            assert_eq!(all(&cache, &maker, &["a", "b"]), [made_up("a"), made_up("b")]);
            assert_eq!(maker.asked(), ["a", "b"]);
            assert_eq!((EmbeddingCache::open(folder.path()).len(), cache.fault()), (2, None));
            assert_eq!(fs::read(cache.file()).unwrap(), whole);
        }
    }

    // Two programs started at once on one folder: the work is done once, and neither loses what the other made.
    #[test]
    fn two_programs_share_one_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (EmbeddingCache::open(folder.path()), EmbeddingCache::open(folder.path()));
        let (first, second) = (Maker::default(), Maker::default());
        all(&one, &first, &["a", "b"]);
        all(&two, &second, &["b", "c"]);
        assert_eq!(second.asked(), ["c"]);
        assert_eq!(EmbeddingCache::open(folder.path()).len(), 3);
        let made: usize = std::thread::scope(|scope| {
            let both = [&one, &two].map(|cache| {
                scope.spawn(move || {
                    let maker = Maker::default();
                    let slow = |t: &[&str]| {
                        std::thread::sleep(Duration::from_millis(100));
                        maker.make(t)
                    };
                    cache.embed_all_with(&slow, &["d", "e"], &mut |_, _| {}).unwrap();
                    maker.asked().len()
                })
            });
            both.into_iter().map(|one| one.join().unwrap()).sum()
        });
        assert_eq!(made, 2);
        assert_eq!(EmbeddingCache::open(folder.path()).len(), 5);
    }

    // A failure in the middle keeps what was made before it.
    #[test]
    fn an_interrupted_run_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let texts: Vec<String> = (0..AT_ONCE + 10).map(|i| format!("text {i}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let fails = |t: &[&str]| {
            if t.len() < AT_ONCE { Err(ModelError::Run("stopped".to_owned())) } else { Maker::default().make(t) }
        };
        let cache = EmbeddingCache::open(folder.path());
        assert!(cache.embed_all_with(&fails, &texts, &mut |_, _| {}).is_err());
        assert_eq!(EmbeddingCache::open(folder.path()).len(), AT_ONCE);
    }

    // A disk that cannot be written costs work, not answers.
    #[test]
    fn without_a_folder_it_still_works() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("cache"), "a file where the folder should be").unwrap();
        let cache = EmbeddingCache::open(folder.path());
        assert_eq!(all(&cache, &Maker::default(), &["a"]), [made_up("a")]);
    }
}
