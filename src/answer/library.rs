use std::{
    panic::resume_unwind,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use super::Routes;
use crate::{
    knowledge::{Fault, Files, Knowledge, Roots, Severity},
    privacy::Keep,
    safeguarding::{self, Classifier, Screener},
    search::{Index, Meaning, Ranking, SearchError, Translated},
    semantic::{Embedder, Lens, Vector},
};

/// The words and numbers for a person in danger.
const SAFEGUARDING: &str = "safeguarding.toml";

/// The weights by which the screening hears meaning.
const CLASSIFIER: &str = "safeguarding/classifier.toml";

/// What a question is looked at through when it is compared by meaning.
const LENS: &str = "lens.txt";

/// The phrases and the words of help in other languages.
const LANGUAGES: &str = "safeguarding/<language>.toml";

/// Whether a file of the knowledge holds the safeguarding words of another language.
pub fn is_language(path: &str) -> bool {
    path.starts_with("safeguarding/") && path.ends_with(".toml") && path != CLASSIFIER
}

/// How long a message waits for its meaning before it is answered on words alone.
pub const PATIENCE: Duration = Duration::from_millis(300);

/// Everything an answer is made from, as one value: it is replaced whole and never changed, so no answer mixes old and new. A clone shares
/// all of it.
#[derive(Debug, Clone)]
pub struct Library {
    /// Articles, passages and areas.
    pub knowledge: Arc<Knowledge>,
    /// The index over them.
    pub index: Index,
    /// What finds articles in other languages.
    pub translated: Arc<Translated>,
    /// What recognises danger, and the words that are then said.
    pub screener: Arc<Screener>,
    /// Greetings and other messages that need no search.
    pub routes: Arc<Routes>,
    /// What turns a question into its meaning, where the model is installed.
    pub embedder: Option<Embedder>,
    /// How long a message waits for it.
    pub patience: Duration,
    /// What belongs to everybody and is never masked: places, services and the numbers that we give out.
    pub keep: Arc<Keep>,
    /// What was left out or is wrong, for the log and the console.
    pub faults: Vec<Fault>,
    /// How long reading and indexing took.
    pub built_in: Duration,
}

/// Why there is no library: without these files nobody may be answered.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A folder cannot be read.
    #[error("{0}")]
    Folder(#[from] std::io::Error),
    /// A file that safety or search stands on is missing or broken.
    #[error("{file}: {what}. Mend it and start again; the others are not enough to answer with")]
    Vital {
        /// The file, relative to the knowledge folder.
        file: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// The index could not be built.
    #[error(transparent)]
    Index(#[from] SearchError),
}

impl Library {
    /// What a message means, and each of its sentences where it has several, as far as that is known in time: together they wait no
    /// longer than one question may, and the late are left out.
    pub fn meanings(&self, message: &str) -> Vec<Vector> {
        let Some(embedder) = self.embedder.as_ref().filter(|_| self.screener.hears_meaning()) else { return Vec::new() };
        let started = Instant::now();
        let left = || self.patience.saturating_sub(started.elapsed());
        safeguarding::pieces(message).iter().map_while(|piece| embedder.embed_question(piece, left())).collect()
    }

    /// The library of these folders.
    pub fn open(roots: &Roots) -> Result<Self, LibraryError> {
        let (files, faults) = roots.read()?;
        Self::build(files, faults)
    }

    /// The library of these files; `faults` are those of reading them.
    pub fn build(files: Files, mut faults: Vec<Fault>) -> Result<Self, LibraryError> {
        let started = Instant::now();
        let vital =
            |file: &'static str| files.get(file).map(str::to_owned).ok_or(LibraryError::Vital { file, what: "it is not there".to_owned() });
        let wrong = |file: &'static str, what: String| LibraryError::Vital { file, what };
        let weighing = (vital("ranking.toml")?, vital("weights.toml")?);
        let (routes, help) = (vital("routes.toml")?, vital(SAFEGUARDING)?);
        let hearing = files.get(CLASSIFIER).map(str::to_owned);
        let lens = files.get(LENS).map(str::to_owned);
        let languages: Vec<(String, String)> =
            files.iter().filter(|(path, _)| is_language(path)).map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        // What needs nothing of the articles is read beside them.
        let (loaded, parsed) = thread::scope(|scope| {
            let parsing = scope.spawn(|| {
                let (ranking, limits) = Ranking::parse(&weighing.0, &weighing.1).map_err(|e| wrong("ranking.toml and weights.toml", e))?;
                let routes = Routes::parse(&routes).map_err(|e| wrong("routes.toml", e.to_string()))?;
                let mut screener = Screener::parse(&help).map_err(|e| wrong(SAFEGUARDING, e.join("; ")))?;
                // Without its weights the screening goes by phrases alone, and says that it is narrower; broken weights are not passed over.
                if let Some(weights) = &hearing {
                    screener = screener.with_classifier(Classifier::parse(weights).map_err(|e| wrong(CLASSIFIER, e))?);
                }
                let languages = languages.iter().map(|(path, text)| (path.as_str(), text.as_str()));
                screener = screener.with_languages(languages).map_err(|e| wrong(LANGUAGES, e.join("; ")))?;
                let lens = lens.as_deref().map(Lens::parse).transpose().map_err(|e| wrong(LENS, e))?;
                Ok::<_, LibraryError>((ranking, limits, routes, screener, lens))
            });
            let loaded = Knowledge::load(files);
            (loaded, parsing.join().unwrap_or_else(|fault| resume_unwind(fault)))
        });
        let (ranking, limits, routes, screener, lens) = parsed?;
        faults.extend(loaded.faults);
        let knowledge = loaded.knowledge;
        let (keep, index) = thread::scope(|scope| {
            let keeping = scope.spawn(|| public(&knowledge, &said(&help)));
            let index = Index::build(&knowledge, ranking, limits);
            (keeping.join().unwrap_or_else(|fault| resume_unwind(fault)), index)
        });
        let index = index?.with_lens(lens);
        let translated = Translated::new(&knowledge);
        let built_in = started.elapsed();
        Ok(Self {
            knowledge: Arc::new(knowledge),
            index,
            translated: Arc::new(translated),
            screener: Arc::new(screener),
            routes: Arc::new(routes),
            embedder: None,
            patience: PATIENCE,
            keep: Arc::new(keep),
            faults,
            built_in,
        })
    }

    /// The same library with the meaning of its texts, and what makes the meaning of a question.
    pub fn with_meaning(mut self, meaning: Meaning, embedder: Embedder) -> Self {
        self.index = self.index.with_meaning(meaning);
        self.embedder = Some(embedder);
        self
    }

    /// How many files were left out because they cannot be used.
    pub fn left_out(&self) -> usize {
        self.faults.iter().filter(|f| f.severity == Severity::LeftOut).count()
    }
}

/// The fixed words for a person in danger; the examples beside them hold made-up numbers, which nobody else may keep.
fn said(help: &str) -> String {
    let table: toml::Table = help.parse().unwrap_or_default();
    table.get("contacts").map(ToString::to_string).unwrap_or_default()
}

/// What the knowledge names in public: its places and contacts, and every number and address in what we tell people.
fn public(knowledge: &Knowledge, help: &str) -> Keep {
    let areas = || knowledge.areas.all();
    let contacts = || areas().flat_map(|a| &a.contacts);
    let names = areas()
        .flat_map(|a| [Some(a.name.as_str()), a.council.as_deref(), a.nhs.as_deref()])
        .flatten()
        .chain(areas().flat_map(|a| a.places.iter().map(|p| p.name.as_str())))
        .chain(areas().flat_map(|a| a.not_here.iter().map(|e| e.name.as_str())))
        .chain(contacts().flat_map(|c| [c.name.as_str(), c.owner.as_str()]));
    let texts = contacts()
        .flat_map(|c| [Some(c.about.as_str()), c.phone.as_deref()])
        .flatten()
        .chain(areas().flat_map(|a| a.not_here.iter().map(|e| e.say.as_str())))
        .chain(knowledge.passages.iter().map(|p| p.text.as_str()))
        .chain([help]);
    let emails = contacts()
        .filter_map(|c| c.email.as_deref())
        .chain(knowledge.passages.iter().flat_map(|p| p.text.split_whitespace()).filter(|w| w.contains('@')))
        .map(|e| e.trim_matches(|c: char| !c.is_alphanumeric()));
    Keep::new(names, texts, emails)
}
