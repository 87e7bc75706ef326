use std::{panic::resume_unwind, sync::Arc, thread, time::Instant};

use anyhow::Context;

use crate::{
    answer::Library,
    config::Settings,
    search::Texts,
    semantic::{Embedder, EmbeddingCache, Lens, Model, install, installed},
};

/// The semantic model, loaded: what gives a library the meaning of its texts, and its questions theirs.
#[derive(Clone)]
pub struct Brain {
    model: Arc<Model>,
    cache: Arc<EmbeddingCache>,
    embedder: Embedder,
}

impl std::fmt::Debug for Brain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Brain")
    }
}

impl Brain {
    /// Loads the model of these settings; none where it is not installed, an error where what is there cannot be used.
    pub fn open(settings: &Settings) -> anyhow::Result<Option<Self>> {
        let Some(folder) = installed(&settings.model_dir) else { return Ok(None) };
        let (model, cache) = thread::scope(|scope| {
            let opening = scope.spawn(|| EmbeddingCache::open(&settings.data_dir));
            (Model::load(&folder), opening.join().unwrap_or_else(|fault| resume_unwind(fault)))
        });
        let model = Arc::new(model.context("the semantic model cannot be used; `waymark model install` mends it")?);
        let embedder = Embedder::start(model.clone())?;
        Ok(Some(Self { model, cache: Arc::new(cache), embedder }))
    }

    /// The same, after fetching the model where the settings allow it and it is missing or damaged; whatever goes wrong is told in the
    /// log, and words must do.
    pub(super) fn open_or_install(settings: &Settings) -> Option<Self> {
        let fetched = || match install(&settings.model_dir, None, &mut |line| tracing::info!("{line}")) {
            Ok(_) => true,
            Err(error) => {
                tracing::warn!(%error, "the semantic model could not be fetched; answers rest on words alone");
                false
            }
        };
        if installed(&settings.model_dir).is_none() && settings.model_auto_install && !fetched() {
            return None;
        }
        let mut opened = Self::open(settings);
        if let Some(error) = opened.as_ref().err().filter(|_| settings.model_auto_install) {
            tracing::warn!(error = format!("{error:#}"), "the model is fetched again");
            if fetched() {
                opened = Self::open(settings);
            }
        }
        match opened {
            Ok(Some(brain)) => Some(brain),
            Ok(None) => {
                tracing::info!("no semantic model is installed; answers rest on words alone");
                None
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "answers rest on words alone");
                None
            }
        }
    }

    /// The library with the meaning of all its texts; `progress` hears how many of those that were not known are made, and of how many.
    pub fn teach(&self, library: Library, progress: &mut dyn FnMut(usize, usize)) -> anyhow::Result<Library> {
        let texts = Texts::of(&library.knowledge);
        let vectors = self.cache.embed_all(&self.model, &texts.all(), progress)?;
        let meaning = texts.with_vectors(&vectors).context("the model left a text out")?;
        Ok(library.with_meaning(meaning, self.embedder.clone()))
    }

    /// A lens learned from the wordings of a library's articles; `progress` hears how many steps of how many are done.
    pub fn learn_lens(&self, library: &Library, progress: &mut dyn FnMut(usize, usize)) -> anyhow::Result<Lens> {
        let texts = Texts::of(&library.knowledge);
        let vectors = self.cache.embed_all(&self.model, &texts.all(), &mut |_, _| {})?;
        Ok(Lens::learn(&texts.taught(&library.knowledge, &vectors), progress)?)
    }

    /// The same for a server, with its progress in the log.
    pub(super) fn teach_and_tell(&self, library: Library) -> anyhow::Result<Library> {
        let started = Instant::now();
        let mut told = Instant::now();
        let library = self.teach(library, &mut |done, all| {
            if told.elapsed().as_secs() >= 10 || done == all {
                told = Instant::now();
                tracing::info!(done, all, "embedding the knowledge");
            }
        })?;
        tracing::info!(millis = started.elapsed().as_millis(), "the knowledge is known by meaning, too");
        Ok(library)
    }
}
