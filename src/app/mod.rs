//! Wiring: from settings to a running server, and from a signal to a quiet end.
//!
//! This is the one place that knows every room by name. It opens the stores, builds the library, starts what runs beside the web (the
//! bot, the watch over the knowledge, the sweep of what is past its time) and stops all of it together.

mod brain;
mod vault;

pub use brain::Brain;

use std::{
    io::{self, IsTerminal},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use arc_swap::ArcSwap;
use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use secrecy::ExposeSecret;
use serde_json::json;
use tokio::{
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{
    answer::Library,
    config::{LogFormat, Settings},
    console::{self, Console},
    conversation::{Assistant, DangerRecord, Outbox, SharedLibrary, Stores},
    feedback::FeedbackStore,
    http::{self, PageSettings},
    ids::Token,
    knowledge::{Launch, Roots},
    notify::{self, NotifySettings},
    officers::{Accounts, AuditStore, OfficerStore},
    pictures::Gallery,
    privacy::{PersonalData, PseudonymKey, Seal},
    storage::Database,
    telegram,
    web::{self, Web},
};

/// How often the knowledge on disk is looked at.
const WATCH_EVERY: Duration = Duration::from_secs(2);
/// How often what is past its time is removed.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// How long open requests may take to finish after a signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Starts the log on standard error, in the form the settings name; later calls change nothing.
pub fn start_log(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let text = || fmt::layer().with_ansi(colours).with_writer(io::stderr);
    let started = match settings.log_format {
        LogFormat::Text => tracing_subscriber::registry().with(filter).with(text()).try_init(),
        LogFormat::Json => tracing_subscriber::registry().with(filter).with(fmt::layer().json().with_writer(io::stderr)).try_init(),
    };
    // A test may have started one; that one then serves.
    drop(started);
}

/// The database of these settings, in this program's form.
pub async fn open_database(settings: &Settings) -> anyhow::Result<Database> {
    Ok(open_without_keys(settings).await?.unlock(&settings.keys_dir).await?)
}

/// The same without its keys: what is sealed in it stays so.
pub async fn open_without_keys(settings: &Settings) -> anyhow::Result<Database> {
    make_private_folder(&settings.data_dir)?;
    let database = Database::connect(settings.database_url.expose_secret()).await?;
    database.migrate().await?;
    Ok(database)
}

/// Officers' accounts, for the commands of the terminal.
pub async fn accounts(settings: &Settings) -> anyhow::Result<(Accounts, Arc<dyn OfficerStore>)> {
    let database = open_database(settings).await?;
    let store: Arc<dyn OfficerStore> = Arc::new(database.clone());
    Ok((officers_accounts(settings, &database)?, store))
}

fn officers_accounts(settings: &Settings, database: &Database) -> anyhow::Result<Accounts> {
    let vault = Arc::new(vault::SealVault(Seal::open_or_make(&settings.keys_dir)?));
    let accounts = Accounts::new(Arc::new(database.clone()), Arc::new(database.clone()), vault, settings.clock());
    Ok(accounts.requiring_second_factor(settings.second_factor_required))
}

/// The address of a set-up link.
pub fn set_up_link(settings: &Settings, bound: Option<SocketAddr>, token: &Token) -> String {
    let base = settings.public_url.clone().unwrap_or_else(|| format!("http://{}", bound.unwrap_or(settings.listen)));
    format!("{base}{}/set-up/{}", console::HOME, token.expose())
}

/// Serves until a signal; `say` writes a line to standard output.
pub async fn serve(settings: Settings, say: impl Fn(&str) -> io::Result<()>) -> anyhow::Result<()> {
    let shutdown = CancellationToken::new();
    let signal = signal_to_stop().context("signals cannot be listened for")?;
    let listener = TcpListener::bind(settings.listen).await.with_context(|| format!("listen: cannot use {}", settings.listen))?;
    let bound = listener.local_addr()?;
    let server = Server::open(settings).await?;
    say(&format!("Waymark listens on http://{bound}"))?;
    if let Some(link) = server.accounts.first_link().await? {
        say(&format!(
            "Nobody has an officer's account yet. Make the first one here; the link works once, for three days:\n{}",
            set_up_link(&server.settings, Some(bound), &link)
        ))?;
    }
    let stop = shutdown.clone();
    tokio::spawn(async move {
        signal.await;
        tracing::info!("stopping: open requests are finished first");
        stop.cancel();
    });
    server.run(listener, shutdown).await
}

/// Waits for a signal to stop. The signals are listened for from the call on, not from the first wait: a service manager may stop what
/// it has just started.
#[cfg(unix)]
fn signal_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Waits for a signal to stop.
#[cfg(not(unix))]
fn signal_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

/// Everything that serves, opened and not yet running.
pub struct Server {
    settings: Settings,
    database: Database,
    roots: Roots,
    library: SharedLibrary,
    /// The model, which loads once the library is there: at the same time, both would be later on two cores.
    brain: JoinHandle<Option<Brain>>,
    assistant: Assistant,
    key: PseudonymKey,
    accounts: Accounts,
    gallery: Arc<Gallery>,
}

impl Server {
    /// Opens the database, the key and the library of these settings.
    pub async fn open(settings: Settings) -> anyhow::Result<Self> {
        let database = open_database(&settings).await?;
        let key = database.pseudonym_key(&settings.keys_dir).await?;
        let roots = Roots { base: settings.knowledge_dir.clone(), ..Roots::default() };
        let library = build(roots.clone()).await?;
        let of_model = settings.clone();
        let brain = tokio::task::spawn_blocking(move || Brain::open_or_install(&of_model));
        let clock = settings.clock();
        before_launch(&library, clock.today());
        let gallery = Arc::new(gallery(&settings, &library));
        let library: SharedLibrary = Arc::new(ArcSwap::from_pointee(library));
        let stores = Stores {
            conversations: Arc::new(database.clone()),
            feedback: Arc::new(database.clone()),
            personal: vec![Arc::new(database.clone())],
            danger: Some(DangerRecord { store: Arc::new(database.clone()), rules: settings.record.clone() }),
        };
        let assistant = Assistant::new(library.clone(), stores, clock);
        let accounts = officers_accounts(&settings, &database)?;
        Ok(Self { settings, database, roots, library, brain, assistant, key, accounts, gallery })
    }

    /// The accounts, for tests that sign in.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The ratings, for tests that look behind the pages.
    pub fn feedback(&self) -> Arc<dyn FeedbackStore> {
        Arc::new(self.database.clone())
    }

    /// Serves on that listener until told to stop, then lets open requests finish and closes the database.
    pub async fn run(self, listener: TcpListener, shutdown: CancellationToken) -> anyhow::Result<()> {
        let guards = http::Guards {
            proxies: http::Proxies::parse(&self.settings.trusted_proxies),
            limits: Arc::new(http::Limits::new(self.settings.limits.person_per_minute, self.settings.limits.network_per_minute)),
        };
        let bound = listener.local_addr()?;
        let router = self.router(guards.clone(), bound);
        let mut beside = JoinSet::new();
        beside.spawn(keep_library(self.roots.clone(), self.library.clone(), self.brain, shutdown.clone()));
        beside.spawn(sweep(self.database.clone(), guards.limits.clone(), self.settings.clock(), shutdown.clone()));
        let base = self.settings.public_url.clone().unwrap_or_else(|| format!("http://{bound}"));
        let alerts = NotifySettings {
            leads: self.settings.leads.clone(),
            mail: self.settings.mail.clone(),
            record_url: format!("{base}{}", console::SAFEGUARDING),
        };
        beside.spawn(notify::run(alerts, Arc::new(self.database.clone()), self.settings.clock(), shutdown.clone()));
        if let Some(bot) = &self.settings.telegram {
            let bot = telegram::TelegramSettings {
                token: bot.token.clone(),
                api_url: bot.api_url.clone(),
                public_url: self.settings.public_url.clone(),
            };
            let outbox: Arc<dyn Outbox> = Arc::new(self.database.clone());
            let (assistant, key, clock, stop) = (self.assistant.clone(), self.key.clone(), self.settings.clock(), shutdown.clone());
            let limits = guards.limits.clone();
            beside.spawn(async move {
                // The web goes on without the bot: families on the web must not lose their chat to a wrong token.
                if let Err(error) = telegram::run(bot, assistant, outbox, key, limits, clock, stop).await {
                    tracing::error!(%error, "the Telegram bot has stopped");
                }
            });
        }
        let doors = http::Doors {
            connections_per_network: usize::try_from(self.settings.limits.connections_per_network).unwrap_or(usize::MAX),
            proxies: guards.proxies,
            patience: http::Patience::default(),
        };
        let serving = http::serve(listener, router, doors, shutdown.clone());
        let grace = async {
            shutdown.cancelled().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            () = serving => {}
            () = grace => {}
        }
        shutdown.cancel();
        if tokio::time::timeout(GRACE, async { while beside.join_next().await.is_some() {} }).await.is_err() {
            tracing::warn!("something beside the web did not end in time and is left");
        }
        self.database.close().await;
        Ok(())
    }

    fn router(&self, guards: http::Guards, bound: SocketAddr) -> Router {
        let page = PageSettings { public_url: self.settings.public_url.clone(), listens: Some(bound) };
        let clock = self.settings.clock();
        let web = Web {
            assistant: self.assistant.clone(),
            key: self.key.clone(),
            limits: guards.limits.clone(),
            clock: clock.clone(),
            page: page.clone(),
            gallery: self.gallery.clone(),
        };
        let console = Console {
            accounts: self.accounts.clone(),
            feedback: self.feedback(),
            audit: Arc::new(self.database.clone()),
            assistant: self.assistant.clone(),
            key: self.key.clone(),
            danger: Arc::new(self.database.clone()),
            clock,
            page: page.clone(),
        };
        let health = Health { database: self.database.clone(), library: self.library.clone() };
        let letters = (web::letters(web.clone()), web::MOST_LETTER_BYTES);
        let routes = web::routes(web).merge(console::routes(console)).merge(http::assets()).merge(health_routes(health));
        http::secure(routes, letters, &page, guards)
    }
}

#[derive(Clone)]
struct Health {
    database: Database,
    library: SharedLibrary,
}

fn health_routes(health: Health) -> Router {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready)).with_state(health)
}

/// Ready when the database answers and the library is there; tells what it runs on.
async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let library = health.library.load();
    let database = health.database.ping().await;
    if let Err(error) = &database {
        tracing::error!(%error, "the database does not answer");
    }
    let status = if database.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({
        "ready": database.is_ok(),
        "database": if database.is_ok() { "ok" } else { "unreachable" },
        "articles": library.knowledge.articles.len(),
        "passages": library.knowledge.passages.len(),
        "left_out": library.left_out(),
        "knowledge_digest": library.knowledge.digest,
        "search": if library.index.has_meaning() { "words and meaning" } else { "words" },
        "screening": if library.screener.hears_meaning() && library.embedder.is_some() { "phrases, words and meaning" } else { "phrases and words, which is narrower" },
        "safeguarding_words_approved": library.screener.is_approved(),
    });
    (status, Json(body))
}

/// The drawings, a council's own first; a file of theirs that cannot be used is named, and ours stands in its place.
fn gallery(settings: &Settings, library: &Library) -> Gallery {
    let Some(folder) = &settings.pictures_dir else { return Gallery::shipped() };
    let (gallery, refused) = Gallery::with_folder(folder, |name| library.knowledge.pictures.knows(name));
    for file in refused {
        tracing::warn!("{file}");
    }
    gallery
}

async fn build(roots: Roots) -> anyhow::Result<Library> {
    let library = tokio::task::spawn_blocking(move || Library::open(&roots)).await??;
    report(&library);
    Ok(library)
}

fn report(library: &Library) {
    for fault in &library.faults {
        tracing::warn!("{fault}");
    }
    tracing::info!(
        articles = library.knowledge.articles.len(),
        passages = library.knowledge.passages.len(),
        left_out = library.left_out(),
        millis = library.built_in.as_millis(),
        "the knowledge is read and indexed"
    );
}

/// Says what stands against showing this to the public; it is served all the same.
fn before_launch(library: &Library, today: jiff::civil::Date) {
    let launch = Launch::of(&library.knowledge, library.screener.is_approved(), today);
    if !launch.is_clear() {
        tracing::warn!(
            contacts_not_confirmed = launch.contacts.len(),
            safeguarding_words_signed = !launch.safeguarding_unsigned,
            legal_articles_past_review = launch.legal.len(),
            "not ready for the public yet: `waymark check --launch` lists what stands against it, and so does the console"
        );
    }
}

/// Keeps the library as good as it can be: swaps it whole when the model is ready, and when the knowledge on disk has changed. A library
/// that cannot be built changes nothing.
async fn keep_library(roots: Roots, library: SharedLibrary, opening: JoinHandle<Option<Brain>>, shutdown: CancellationToken) {
    let folders: Vec<PathBuf> = roots.base.iter().chain(&roots.added).cloned().collect();
    let mut seen = stamp(folders.clone()).await;
    let mut opening = Some(opening);
    let mut brain: Option<Brain> = None;
    loop {
        let ready = async {
            match opening.as_mut() {
                Some(opening) => opening.await.ok().flatten(),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = shutdown.cancelled() => return,
            opened = ready => {
                opening = None;
                brain = opened;
                if let Some(brain) = brain.clone() {
                    teach(brain, &library).await;
                }
                continue;
            }
            () = tokio::time::sleep(WATCH_EVERY) => {}
        }
        let now = stamp(folders.clone()).await;
        if now == seen {
            continue;
        }
        // An editor's save may still be under way: what moves between two looks is left for the next.
        tokio::time::sleep(Duration::from_millis(200)).await;
        if stamp(folders.clone()).await == now {
            seen = now;
            replace(&roots, brain.as_ref(), &library).await;
        }
    }
}

/// Gives the library that serves its meaning; what was read and indexed stays.
async fn teach(brain: Brain, library: &SharedLibrary) {
    let known = Library::clone(&library.load());
    match tokio::task::spawn_blocking(move || brain.teach_and_tell(known)).await {
        Ok(Ok(taught)) => library.store(Arc::new(taught)),
        Ok(Err(error)) => tracing::error!(error = format!("{error:#}"), "answers rest on words alone"),
        Err(error) => tracing::error!(%error, "embedding the knowledge failed; answers rest on words alone"),
    }
}

/// Builds the library anew, when the knowledge is another, and puts it in the place of the old one.
async fn replace(roots: &Roots, brain: Option<&Brain>, library: &SharedLibrary) {
    let (roots, brain) = (roots.clone(), brain.cloned());
    let old = library.load().knowledge.digest.clone();
    let build = move || -> anyhow::Result<Option<Library>> {
        let fresh = Library::open(&roots)?;
        if fresh.knowledge.digest == old {
            return Ok(None);
        }
        report(&fresh);
        Ok(Some(match brain {
            Some(brain) => brain.teach_and_tell(fresh)?,
            None => fresh,
        }))
    };
    match tokio::task::spawn_blocking(build).await {
        Ok(Ok(Some(fresh))) => library.store(Arc::new(fresh)),
        Ok(Ok(None)) => {}
        Ok(Err(error)) => tracing::error!(error = format!("{error:#}"), "the new knowledge cannot be used; the old one stays"),
        Err(error) => tracing::error!(%error, "reading the new knowledge failed; the old one stays"),
    }
}

/// Names, sizes and times of all files of these folders: tells cheaply that something may have changed; the digest then decides.
async fn stamp(folders: Vec<PathBuf>) -> Vec<(PathBuf, u64, Option<std::time::SystemTime>)> {
    let look = move || {
        let mut out = Vec::new();
        let mut waiting = folders;
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let Ok(meta) = entry.metadata() else { continue };
                if meta.is_dir() {
                    waiting.push(entry.path());
                } else {
                    out.push((entry.path(), meta.len(), meta.modified().ok()));
                }
            }
        }
        out.sort();
        out
    };
    tokio::task::spawn_blocking(look).await.unwrap_or_default()
}

/// Removes what is past its time, again and again; a failure is tried again at the next turn.
async fn sweep(database: Database, limits: Arc<http::Limits>, clock: crate::clock::Clock, shutdown: CancellationToken) {
    loop {
        let now = clock.now_ms();
        limits.tidy();
        match PersonalData::expire(&database, now).await {
            Ok(removed) => {
                for gone in removed.iter().filter(|r| r.count > 0) {
                    tracing::info!(kind = gone.kind.as_str(), count = gone.count, "what is past its time was removed");
                }
            }
            Err(error) => tracing::error!(%error, "what is past its time could not be removed"),
        }
        if let Err(error) = OfficerStore::sweep(&database, now).await {
            tracing::error!(%error, "sessions past their time could not be removed");
        }
        if let Err(error) = database.expire_audit(now).await {
            tracing::error!(%error, "the audit past its time could not be removed");
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(SWEEP_EVERY) => {}
        }
    }
}

/// Asks a running server whether it is ready.
pub async fn health(settings: &Settings) -> anyhow::Result<()> {
    let mut address = settings.listen;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).no_proxy().build()?;
    let started = Instant::now();
    let answer = client.get(format!("http://{address}/readyz")).send().await.with_context(|| format!("no server answers on {address}"))?;
    anyhow::ensure!(answer.status().is_success(), "the server on {address} is not ready: {}", answer.text().await.unwrap_or_default());
    tracing::info!(millis = started.elapsed().as_millis(), "ready");
    Ok(())
}

/// Makes the data folder so that only its owner can look into it.
fn make_private_folder(folder: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("data_dir: cannot make the folder {}", folder.display()))
}
