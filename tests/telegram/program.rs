//! The real program, started as a council starts it, with a data folder of its own and the stand-in for Telegram.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use waymark::{
    conversation::{ConversationKey, ConversationStore, Outbox, Turn},
    feedback::{FeedbackStore, Given, Rating, RatingFilter},
    ids::AnswerId,
    officers::Scope,
    privacy::PseudonymKey,
    storage::Database,
};

use super::stand_in::{Call, Person, StandIn, TOKEN};

/// The web's address as people see it.
pub const PUBLIC_URL: &str = "http://send.example.org";
/// How long a test waits for the program.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program and what it stands on. When a test ends, the log of every run is searched for people's words and the token.
pub struct Bot {
    pub stand_in: StandIn,
    /// Where the web listens.
    pub web: String,
    folder: TempDir,
    knowledge: Option<PathBuf>,
    child: Option<Child>,
    runs: usize,
    database: Option<Database>,
    /// Messages a minute of one chat; 0 sets no limit.
    limit: u32,
}

impl Bot {
    /// The program on the fixture's few articles, with so many messages a minute for one chat.
    pub async fn start_limited(limit: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = folder.path().join("knowledge");
        few_articles(&knowledge);
        Self::start_with(folder, Some(knowledge), |_| (), limit).await
    }

    /// The program on the fixture's few articles.
    pub async fn start() -> Self {
        Self::start_after(|_| ()).await
    }

    /// The same, with something arranged at the stand-in before the program starts.
    pub async fn start_after(arrange: impl FnOnce(&StandIn)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = folder.path().join("knowledge");
        few_articles(&knowledge);
        Self::start_in(folder, Some(knowledge), arrange).await
    }

    /// The program on the knowledge that it ships with.
    pub async fn start_shipped() -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), None, |_| ()).await
    }

    async fn start_in(folder: TempDir, knowledge: Option<PathBuf>, arrange: impl FnOnce(&StandIn)) -> Self {
        // Tests write faster than people.
        Self::start_with(folder, knowledge, arrange, 0).await
    }

    async fn start_with(folder: TempDir, knowledge: Option<PathBuf>, arrange: impl FnOnce(&StandIn), limit: u32) -> Self {
        let stand_in = StandIn::start().await;
        arrange(&stand_in);
        let mut bot = Self { stand_in, web: String::new(), folder, knowledge, child: None, runs: 0, database: None, limit };
        bot.run().await;
        bot
    }

    /// Starts the program; it goes on where the last run ended.
    pub async fn run(&mut self) {
        assert!(self.child.is_none(), "it runs already");
        self.runs += 1;
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("WAYMARK_")) {
            command.env_remove(name);
        }
        command
            .arg("serve")
            .current_dir(self.folder.path())
            .env("WAYMARK_DATA_DIR", self.data())
            .env("WAYMARK_LISTEN", "127.0.0.1:0")
            .env("WAYMARK_PUBLIC_URL", PUBLIC_URL)
            .env("WAYMARK_MODEL_AUTO_INSTALL", "false")
            .env("WAYMARK_LIMITS_PERSON_PER_MINUTE", self.limit.to_string())
            .env("WAYMARK_LIMITS_NETWORK_PER_MINUTE", "0")
            .env("WAYMARK_TELEGRAM_TOKEN", TOKEN)
            .env("WAYMARK_TELEGRAM_API_URL", &self.stand_in.url)
            // Everything it could ever write is searched, and not only what a council sees.
            .env("WAYMARK_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(self.log_of(self.runs)).unwrap());
        if let Some(knowledge) = &self.knowledge {
            command.env("WAYMARK_KNOWLEDGE_DIR", knowledge);
        }
        let mut child = command.spawn().unwrap();
        let output = child.stdout.take().unwrap();
        self.child = Some(child);
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some((_, address)) = line.split_once("listens on ") {
                    drop(tell.send(address.to_owned()));
                }
            }
        });
        let address = tokio::task::spawn_blocking(move || told.recv_timeout(PATIENCE)).await.unwrap();
        self.web = address.unwrap_or_else(|_| panic!("it did not start:\n{}", self.log()));
        if self.database.is_none() {
            let address = format!("sqlite://{}", self.data().join("waymark.db").display());
            self.database = Some(Database::connect(&address).await.unwrap().unlock(&self.data().join("keys")).await.unwrap());
        }
    }

    /// Kills it, as a power cut does.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Asks it to stop and waits until it has; false where it had to be killed.
    pub async fn stop(&mut self) -> bool {
        let Some(mut child) = self.child.take() else { return true };
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if child.try_wait().unwrap().is_some() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        false
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log_of(&self, run: usize) -> PathBuf {
        self.folder.path().join(format!("log-{run}"))
    }

    /// All that it wrote to its log, in all runs.
    pub fn log(&self) -> String {
        (1..=self.runs).filter_map(|run| fs::read(self.log_of(run)).ok()).map(|b| String::from_utf8_lossy(&b).into_owned()).collect()
    }

    /// The program's own database, beside it.
    pub fn database(&self) -> &Database {
        self.database.as_ref().unwrap()
    }

    /// The memory that the program holds, in kilobytes, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.as_ref()?.id())).ok()?;
        status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?.split_whitespace().next()?.parse().ok()
    }

    /// The name of a chat in the stores.
    pub fn conversation(&self, channel: &str, address: &str) -> ConversationKey {
        let key = PseudonymKey::open(&self.data().join("keys/pseudonym.key")).unwrap();
        ConversationKey(key.pseudonym(channel, address))
    }

    /// The turns of a conversation, as kept.
    pub async fn turns(&self, conversation: &ConversationKey) -> Vec<Turn> {
        self.database().turns(conversation, 100).await.unwrap()
    }

    /// What a person gave to an answer.
    pub async fn given(&self, conversation: &ConversationKey, answer: Option<AnswerId>) -> Option<Given> {
        let answer = answer?;
        self.database().given(&conversation.0, std::slice::from_ref(&answer)).await.unwrap().remove(&answer)
    }

    /// Every rating, newest first.
    pub async fn ratings(&self) -> Vec<Rating> {
        let filter = RatingFilter { most: 100, ..RatingFilter::default() };
        FeedbackStore::list(self.database(), &filter, &Scope::All).await.unwrap()
    }

    /// Calls that wait to be made.
    pub async fn waiting(&self) -> usize {
        self.database().waiting(10_000).await.unwrap().len()
    }

    /// Waits until an update is taken and everything it led to has been sent.
    pub async fn settled(&self, update: i64) {
        self.stand_in.confirmed(update).await;
        self.sent().await;
    }

    /// Waits until nothing waits in the outbox.
    pub async fn sent(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.waiting().await > 0 {
            assert!(Instant::now() < deadline, "calls wait in vain in the outbox:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until nothing waits for this chat, nor for any button.
    async fn sent_to(&self, chat: i64) {
        let chat = chat.to_string();
        let deadline = Instant::now() + PATIENCE;
        let waits = |address: &str| address == chat || address.starts_with("button");
        while self.database().waiting(10_000).await.unwrap().iter().any(|o| waits(&o.call.address)) {
            assert!(Instant::now() < deadline, "calls wait in vain in the outbox:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// What an update led to, as calls.
    pub async fn after(&self, mark: usize, update: i64) -> Vec<Call> {
        self.settled(update).await;
        self.stand_in.calls()[mark..].to_vec()
    }

    /// Sends words and gives back the messages that answer.
    pub async fn say(&self, person: &Person<'_>, text: &str) -> Vec<Call> {
        let mark = self.stand_in.mark();
        let update = person.send(text);
        self.messages_after(mark, update, person).await
    }

    /// The messages to a person that an update led to.
    pub async fn messages_after(&self, mark: usize, update: i64, person: &Person<'_>) -> Vec<Call> {
        self.stand_in.confirmed(update).await;
        self.sent_to(person.id).await;
        let calls = self.stand_in.calls_since(mark, "sendMessage");
        calls.into_iter().filter(|c| c.chat() == person.id && c.done).collect()
    }

    /// Presses the first button whose words contain `words`, under a message; the calls that it leads to.
    pub async fn press(&self, person: &Person<'_>, message: &Call, words: &str) -> Vec<Call> {
        let now = self.stand_in.message(person.id, message.message);
        let call = Call { params: now, ..message.clone() };
        let buttons = call.buttons();
        let Some((_, data)) = buttons.iter().find(|(said, _)| said.contains(words)) else { panic!("no button says {words}: {buttons:?}") };
        let mark = self.stand_in.mark();
        let update = person.press(message.message, data);
        self.stand_in.confirmed(update).await;
        self.sent_to(person.id).await;
        let own = |c: &Call| c.chat() == person.id || (c.method == "answerCallbackQuery" && c.message == person.id);
        self.stand_in.calls()[mark..].iter().filter(|c| own(c)).cloned().collect()
    }

    /// The log may hold neither the token nor what anybody wrote.
    fn log_is_silent(&self) -> Result<(), String> {
        let log = self.log();
        let secret = TOKEN.split_once(':').unwrap().1;
        for (what, words) in [("the token", TOKEN), ("the token's secret half", secret)] {
            if log.contains(words) {
                return Err(format!("{what} stands in the log"));
            }
        }
        if !log.contains("the knowledge is read") {
            return Err("the log is empty, so nothing was searched".to_owned());
        }
        let chats =
            self.stand_in.calls().iter().map(Call::chat).filter(|chat| chat.abs() > 99_999).map(|c| c.to_string()).collect::<BTreeSet<_>>();
        if let Some(chat) = chats.iter().find(|chat| log.contains(chat.as_str())) {
            return Err(format!(
                "the number of a chat stands in the log: {}",
                log.lines().find(|l| l.contains(chat.as_str())).unwrap_or_default()
            ));
        }
        let log = log.to_lowercase();
        for said in self.stand_in.said().iter().map(|s| s.trim().to_lowercase()).filter(|s| s.chars().count() >= 9) {
            if log.contains(&said) {
                let line = log.lines().find(|l| l.contains(&said)).unwrap_or_default();
                return Err(format!("somebody's words stand in the log: {line}"));
            }
        }
        Ok(())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let log = self.log();
            let told: Vec<&str> = log.lines().filter(|l| l.contains("WARN") || l.contains("ERROR")).collect();
            eprintln!("warnings of the program:\n{}", told.join("\n"));
            return;
        }
        assert_eq!(self.stand_in.faults(), Vec::<String>::new(), "calls that the Bot API would not take");
        if let Err(what) = self.log_is_silent() {
            panic!("{what}");
        }
    }
}

/// The shipped areas, routes and words of help, with the few articles of the fixture.
fn few_articles(to: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = root.join("knowledge");
    for entry in fs::read_dir(&shipped).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        if name == "areas" {
            copy_folder(&entry.path(), &to.join("areas"));
        } else if entry.path().extension().is_some_and(|e| e == "toml") && name != "commitments.toml" && name != "glossary.toml" {
            fs::create_dir_all(to).unwrap();
            fs::copy(entry.path(), to.join(name)).unwrap();
        }
    }
    copy_folder(&root.join("tests/fixtures/journeys/knowledge"), to);
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
