use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use rayon::ThreadPool;
use sha2::{Digest, Sha256};

use super::{Model, ModelError, Vector, model::thread_pool};

/// Questions that may wait. At some 20 ms each, whoever stands further back would not be served in time.
const QUEUE: usize = 16;
/// Recent questions whose vector is kept, some 400 kB.
const RECENT: usize = 256;

/// Makes vectors of questions on one thread of its own, since a question is too short for two to be faster. A clone shares all of it.
#[derive(Clone)]
pub struct Embedder(Arc<Shared>);

struct Shared {
    queue: SyncSender<Job>,
    recent: Arc<Mutex<Recent>>,
}

struct Job {
    text: String,
    key: Key,
    /// When nobody waits any longer.
    until: Instant,
    answer: SyncSender<Option<Vector>>,
}

impl std::fmt::Debug for Embedder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Embedder")
    }
}

impl Embedder {
    /// Starts the thread; it ends with the last clone.
    pub fn start(model: Arc<Model>) -> Result<Self, ModelError> {
        let pool = thread_pool(1)?;
        Self::with(QUEUE, RECENT, move |text| one(&model, &pool, text))
    }

    fn with(queue: usize, recent: usize, make: impl Fn(&str) -> Option<Vector> + Send + 'static) -> Result<Self, ModelError> {
        let (sender, receiver) = sync_channel(queue);
        let recent = Arc::new(Mutex::new(Recent::new(recent)));
        let kept = recent.clone();
        let work = move || work(&receiver, &kept, make);
        thread::Builder::new().name("questions".to_owned()).spawn(work).map_err(|e| ModelError::Run(e.to_string()))?;
        Ok(Self(Arc::new(Shared { queue: sender, recent })))
    }

    /// The vector of a question; `None` when it is not there within that time or too many wait already: then words must do.
    pub fn embed_question(&self, text: &str, within: Duration) -> Option<Vector> {
        let until = Instant::now() + within;
        let key = key(text);
        if let Some(known) = lock(&self.0.recent).get(&key) {
            return Some(known);
        }
        let (answer, made) = sync_channel(1);
        self.0.queue.try_send(Job { text: text.to_owned(), key, until, answer }).ok()?;
        made.recv_timeout(until.saturating_duration_since(Instant::now())).ok().flatten()
    }
}

fn work(queue: &Receiver<Job>, recent: &Mutex<Recent>, make: impl Fn(&str) -> Option<Vector>) {
    while let Ok(job) = queue.recv() {
        if Instant::now() >= job.until {
            continue;
        }
        // The same question may have been made while this one waited.
        let known = lock(recent).get(&job.key);
        let vector = known.or_else(|| make(&job.text));
        if let Some(vector) = &vector {
            lock(recent).put(job.key, vector.clone());
        }
        // Whoever asked may have gone on without; the next who asks the same is then served at once.
        drop(job.answer.try_send(vector));
    }
}

fn one(model: &Model, pool: &ThreadPool, text: &str) -> Option<Vector> {
    // A fault in a library must not end the thread: all questions after this one would do without.
    let made = catch_unwind(AssertUnwindSafe(|| pool.install(|| model.embed_here(text))));
    match made {
        Ok(Ok(vector)) => Some(vector),
        Ok(Err(error)) => {
            tracing::error!(%error, "a question could not be embedded; words alone answer it");
            None
        }
        Err(_) => {
            tracing::error!("embedding a question panicked; words alone answer it");
            None
        }
    }
}

fn lock(recent: &Mutex<Recent>) -> std::sync::MutexGuard<'_, Recent> {
    recent.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A question's digest: nobody's words stay in memory.
type Key = [u8; 32];

fn key(text: &str) -> Key {
    Sha256::digest(text.as_bytes()).into()
}

/// The vectors used last.
struct Recent {
    most: usize,
    turn: u64,
    all: HashMap<Key, (u64, Vector)>,
}

impl Recent {
    fn new(most: usize) -> Self {
        Self { most, turn: 0, all: HashMap::new() }
    }

    fn get(&mut self, key: &Key) -> Option<Vector> {
        self.turn += 1;
        let (last, vector) = self.all.get_mut(key)?;
        *last = self.turn;
        Some(vector.clone())
    }

    fn put(&mut self, key: Key, vector: Vector) {
        self.turn += 1;
        if self.all.len() >= self.most && !self.all.contains_key(&key) {
            let oldest = self.all.iter().min_by_key(|(_, (last, _))| *last).map(|(key, _)| *key);
            oldest.map(|key| self.all.remove(&key));
        }
        self.all.insert(key, (self.turn, vector));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::semantic::DIMENSIONS;

    fn vector(at: usize) -> Vector {
        Vector::new((0..DIMENSIONS).map(|i| f32::from(u8::from(i == at))).collect()).unwrap()
    }

    /// An embedder whose work goes on when the test says so, with how often it worked.
    fn slow(queue: usize, recent: usize) -> (Embedder, SyncSender<()>, Arc<AtomicUsize>) {
        let (go, wait) = sync_channel(100);
        let worked = Arc::new(AtomicUsize::new(0));
        let count = worked.clone();
        let embedder = Embedder::with(queue, recent, move |text| {
            count.fetch_add(1, Ordering::SeqCst);
            wait.recv().unwrap();
            Some(vector(text.len()))
        });
        (embedder.unwrap(), go, worked)
    }

    const LONG: Duration = Duration::from_secs(20);

    // A person must not wait for the model; what was late serves whoever asks next.
    #[test]
    fn a_late_vector_is_none_and_kept_for_the_next() {
        let (embedder, go, worked) = slow(4, 4);
        assert_eq!(embedder.embed_question("one", Duration::from_millis(20)), None);
        go.send(()).unwrap();
        assert_eq!(embedder.embed_question("one", LONG), Some(vector(3)));
        assert_eq!(worked.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn a_full_queue_says_none_at_once() {
        let (embedder, go, worked) = slow(1, 4);
        assert_eq!(embedder.embed_question("a", Duration::from_millis(50)), None);
        assert_eq!(worked.load(Ordering::SeqCst), 1, "the first is under way");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| embedder.embed_question("bb", LONG));
            thread::sleep(Duration::from_millis(100));
            let asked = Instant::now();
            assert_eq!(embedder.embed_question("ccc", LONG), None);
            assert!(asked.elapsed() < Duration::from_secs(5));
            go.send(()).unwrap();
            go.send(()).unwrap();
            assert_eq!(waiting.join().unwrap(), Some(vector(2)));
        });
    }

    // Whoever has gone is not worked for: otherwise a crowd would leave a queue that is late for everybody after it.
    #[test]
    fn nobody_waits_behind_those_who_have_gone() {
        let (embedder, go, worked) = slow(4, 4);
        for text in ["a", "bb", "ccc"] {
            assert_eq!(embedder.embed_question(text, Duration::from_millis(20)), None);
        }
        go.send(()).unwrap();
        go.send(()).unwrap();
        assert_eq!(embedder.embed_question("dddd", LONG), Some(vector(4)));
        assert_eq!(worked.load(Ordering::SeqCst), 2, "the first and the last");
    }

    #[test]
    fn the_question_used_longest_ago_is_forgotten() {
        let mut recent = Recent::new(2);
        recent.put(key("a"), vector(1));
        recent.put(key("b"), vector(2));
        assert_eq!(recent.get(&key("a")), Some(vector(1)));
        recent.put(key("c"), vector(3));
        assert_eq!([recent.get(&key("a")), recent.get(&key("b")), recent.get(&key("c"))], [Some(vector(1)), None, Some(vector(3))]);
        recent.put(key("c"), vector(4));
        assert_eq!((recent.get(&key("c")), recent.all.len()), (Some(vector(4)), 2));
    }

    #[test]
    fn it_prints_nothing_of_what_was_asked() {
        let (embedder, go, _) = slow(1, 4);
        go.send(()).unwrap();
        embedder.embed_question("my secret", LONG).unwrap();
        assert_eq!(format!("{embedder:?}"), "Embedder");
    }
}
