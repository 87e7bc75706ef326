//! Settings in two steps: what was written (file, variables, flags), then what holds, checked once at start.
//!
//! A wrong value stops the start and names itself, because a council that believes it has changed a setting and has not is worse off than
//! one whose program refuses to start. Secrets do not print, not in `Debug` either.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use secrecy::SecretString;
use serde::Deserialize;

use crate::{
    area::Area,
    clock::Clock,
    notify::{Lead, Mail, Webhook},
    privacy::{RecordRule, RecordRules},
};

/// The file that is read where no other is named.
pub const FILE: &str = "waymark.toml";

/// Why the settings cannot hold; the text names the setting and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: cannot be read: {error}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// The file is not valid.
    #[error("{path}{line}: {what}")]
    File {
        /// The file.
        path: String,
        /// `:` and the line, where it can be told.
        line: String,
        /// What is wrong.
        what: String,
    },
    /// A value is wrong.
    #[error("{name}: {what}")]
    Value {
        /// The key or variable as it was written.
        name: String,
        /// What is wrong and what to write; never the value of a secret.
        what: String,
    },
    /// A variable that means nothing.
    #[error("{name}: there is no such setting. {hint}")]
    UnknownVariable {
        /// The variable.
        name: String,
        /// The nearest known one, or where to look.
        hint: String,
    },
}

/// What was written, each value with the name under which it was written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSettings {
    data_dir: Option<String>,
    listen: Option<String>,
    database_url: Option<SecretString>,
    knowledge_dir: Option<String>,
    public_url: Option<String>,
    today: Option<String>,
    log: Option<String>,
    log_format: Option<String>,
    #[serde(default)]
    telegram: TelegramFile,
    #[serde(default)]
    widget: WidgetFile,
    trusted_proxies: Option<Vec<String>>,
    #[serde(default)]
    model: ModelFile,
    #[serde(default)]
    officers: OfficersFile,
    #[serde(default)]
    limits: LimitsFile,
    keys_dir: Option<String>,
    #[serde(default)]
    safeguarding: SafeguardingFile,
    #[serde(default)]
    email: EmailFile,
    #[serde(default)]
    pictures: PicturesFile,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PicturesFile {
    dir: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficersFile {
    second_factor: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SafeguardingFile {
    record: Option<bool>,
    keep_days: Option<i64>,
    #[serde(default)]
    areas: BTreeMap<String, SafeguardingAreaFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsFile {
    person_per_minute: Option<u32>,
    network_per_minute: Option<u32>,
    connections_per_network: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SafeguardingAreaFile {
    record: Option<bool>,
    keep_days: Option<i64>,
    email: Option<String>,
    webhook: Option<String>,
    webhook_secret: Option<SecretString>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EmailFile {
    server: Option<SecretString>,
    from: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TelegramFile {
    token: Option<SecretString>,
    api_url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WidgetFile {
    origins: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelFile {
    dir: Option<String>,
    auto_install: Option<bool>,
}

/// The Telegram bot, where it is switched on by a token.
#[derive(Debug, Clone)]
pub struct TelegramSettings {
    /// The bot's token; does not print.
    pub token: SecretString,
    /// Another Bot API server.
    pub api_url: Option<String>,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line, for machines.
    Json,
}

/// How often people may ask before they are asked to wait; 0 sets no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitSettings {
    /// Messages a minute from one browser or chat, and as many at once.
    pub person_per_minute: u32,
    /// Forms a minute from one network, and as many at once; a whole school may stand behind one address.
    pub network_per_minute: u32,
    /// Connections that are open at once from one network.
    pub connections_per_network: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self { person_per_minute: 20, network_per_minute: 1200, connections_per_network: 500 }
    }
}

/// Settings that hold.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the program keeps its files.
    pub data_dir: PathBuf,
    /// Where the web listens; port 0 takes any free port.
    pub listen: SocketAddr,
    /// The database's address; does not print, since it may hold a password.
    pub database_url: SecretString,
    /// The knowledge folder; the copy in the binary where absent.
    pub knowledge_dir: Option<PathBuf>,
    /// The address under which people reach the web, without a slash at its end.
    pub public_url: Option<String>,
    /// The Telegram bot.
    pub telegram: Option<TelegramSettings>,
    /// Sites that may show the chat in a frame.
    pub widget_origins: Vec<String>,
    /// Networks whose forwarded addresses are believed.
    pub trusted_proxies: Vec<String>,
    /// The folder that holds the semantic model's folder.
    pub model_dir: PathBuf,
    /// Whether the semantic model is fetched by itself.
    pub model_auto_install: bool,
    /// Whether every officer has to have a second factor.
    pub second_factor_required: bool,
    /// How often people may ask.
    pub limits: LimitSettings,
    /// The folder of the keys, which must not lie with the database in one backup.
    pub keys_dir: PathBuf,
    /// Whether and how long the words of somebody in danger are kept.
    pub record: RecordRules,
    /// Whom to alert.
    pub leads: BTreeMap<Area, Lead>,
    /// How e-mail goes out.
    pub mail: Option<Mail>,
    /// The folder of the council's own pictures.
    pub pictures_dir: Option<PathBuf>,
    /// A fixed day, for tests.
    pub today: Option<Date>,
    /// Which log lines are written, in the form `info,waymark=debug`.
    pub log: String,
    /// How they are written.
    pub log_format: LogFormat,
}

/// The variables, in the order of the README.
pub const VARIABLES: [&str; 25] = [
    "WAYMARK_DATA_DIR",
    "WAYMARK_LISTEN",
    "WAYMARK_DATABASE_URL",
    "WAYMARK_KNOWLEDGE_DIR",
    "WAYMARK_PUBLIC_URL",
    "WAYMARK_TELEGRAM_TOKEN",
    "WAYMARK_TELEGRAM_API_URL",
    "WAYMARK_WIDGET_ORIGINS",
    "WAYMARK_TRUSTED_PROXIES",
    "WAYMARK_MODEL_DIR",
    "WAYMARK_MODEL_AUTO_INSTALL",
    "WAYMARK_OFFICERS_SECOND_FACTOR",
    "WAYMARK_LIMITS_PERSON_PER_MINUTE",
    "WAYMARK_LIMITS_NETWORK_PER_MINUTE",
    "WAYMARK_LIMITS_CONNECTIONS_PER_NETWORK",
    "WAYMARK_KEYS_DIR",
    "WAYMARK_SAFEGUARDING_RECORD",
    "WAYMARK_SAFEGUARDING_KEEP_DAYS",
    "WAYMARK_EMAIL_SERVER",
    "WAYMARK_EMAIL_FROM",
    "WAYMARK_PICTURES_DIR",
    "WAYMARK_TODAY",
    "WAYMARK_LOG",
    "WAYMARK_LOG_FORMAT",
    // Read by the tests alone.
    "WAYMARK_TEST_POSTGRES",
];

/// Flags of the command line that set what a file or variable could.
#[derive(Debug, Default, Clone)]
pub struct Flags {
    /// `--config FILE`.
    pub config: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<String>,
    /// `--data-dir`.
    pub data_dir: Option<String>,
}

impl Settings {
    /// The settings of this start: flag over variable over file over default. Relative paths are taken from `folder`.
    pub fn read(flags: &Flags, variables: impl IntoIterator<Item = (String, String)>, folder: &Path) -> Result<Self, ConfigError> {
        let (file, file_name) = read_file(flags.config.as_deref(), folder)?;
        let variables = known_variables(variables)?;
        Written { file, file_name, variables, flags, folder }.check()
    }

    /// The clock of these settings.
    pub fn clock(&self) -> Clock {
        self.today.map_or_else(Clock::system, Clock::starting_on)
    }
}

fn read_file(named: Option<&Path>, folder: &Path) -> Result<(FileSettings, String), ConfigError> {
    let path = named.map_or_else(|| folder.join(FILE), |n| folder.join(n));
    let shown = named.unwrap_or(Path::new(FILE)).display().to_string();
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return Ok((FileSettings::default(), shown)),
        Err(error) => return Err(ConfigError::Read { path: shown, error }),
    };
    let settings = toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(String::new(), |s| format!(":{}", 1 + text[..s.start.min(text.len())].matches('\n').count()));
        ConfigError::File { path: shown.clone(), line, what: e.message().to_owned() }
    })?;
    Ok((settings, shown))
}

fn known_variables(all: impl IntoIterator<Item = (String, String)>) -> Result<BTreeMap<String, String>, ConfigError> {
    let mut known = BTreeMap::new();
    for (name, value) in all {
        // Kubernetes sets these for a service called waymark; they are nobody's mistake.
        let of_the_cluster = ["WAYMARK_SERVICE_", "WAYMARK_PORT"].iter().any(|start| name.starts_with(start));
        if !name.starts_with("WAYMARK_") || of_the_cluster {
            continue;
        }
        if !VARIABLES.contains(&name.as_str()) {
            let near = VARIABLES.iter().min_by_key(|v| distance(v, &name)).filter(|v| distance(v, &name) <= 3);
            let hint = near.map_or_else(|| "The README lists the settings.".to_owned(), |v| format!("Did you mean {v}?"));
            return Err(ConfigError::UnknownVariable { name, hint });
        }
        known.insert(name, value);
    }
    Ok(known)
}

/// Letters that differ, counted from both ends: enough to see a slip in a variable's name.
fn distance(a: &str, b: &str) -> usize {
    let same_start = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a.as_bytes()[same_start..], &b.as_bytes()[same_start..]);
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    a.len().max(b.len()) - same_end
}

struct Written<'a> {
    file: FileSettings,
    file_name: String,
    variables: BTreeMap<String, String>,
    flags: &'a Flags,
    folder: &'a Path,
}

impl Written<'_> {
    /// The value of a variable, else of the file, with the name to blame.
    fn pick(&self, variable: &str, key: &str, file: Option<&String>) -> Option<(String, String)> {
        let from_variable = self.variables.get(variable).map(|v| (variable.to_owned(), v.clone()));
        from_variable.or_else(|| file.map(|v| (format!("{key} in {}", self.file_name), v.clone())))
    }

    fn secret(&self, variable: &str, file: Option<&SecretString>) -> Option<SecretString> {
        self.variables.get(variable).map(|v| SecretString::from(v.clone())).or_else(|| file.cloned())
    }

    fn list(&self, variable: &str, file: Option<&Vec<String>>) -> Vec<String> {
        let split = |v: &String| v.split(',').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
        self.variables.get(variable).map(split).or_else(|| file.cloned()).unwrap_or_default()
    }

    fn check(self) -> Result<Settings, ConfigError> {
        let data_dir =
            self.flags.data_dir.clone().or_else(|| self.pick("WAYMARK_DATA_DIR", "data_dir", self.file.data_dir.as_ref()).map(|p| p.1));
        let data_dir = self.folder.join(data_dir.unwrap_or_else(|| "data".to_owned()));
        let database_url = self
            .secret("WAYMARK_DATABASE_URL", self.file.database_url.as_ref())
            .unwrap_or_else(|| format!("sqlite://{}", data_dir.join("waymark.db").display()).into());
        let today =
            self.parsed("WAYMARK_TODAY", "today", self.file.today.as_ref(), "write a day as 2026-11-21", |v| v.parse::<Date>().ok())?;
        let auto = self.file.model.auto_install.map(|b| b.to_string());
        let auto = self
            .parsed("WAYMARK_MODEL_AUTO_INSTALL", "model.auto_install", auto.as_ref(), "write true or false", |v| v.parse::<bool>().ok())?;
        let format = self.parsed("WAYMARK_LOG_FORMAT", "log_format", self.file.log_format.as_ref(), "write text or json", |v| match v {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        })?;
        let log = self.parsed("WAYMARK_LOG", "log", self.file.log.as_ref(), "write a filter as info or info,waymark=debug", |v| {
            tracing_subscriber::EnvFilter::try_new(v).ok().map(|_| v.to_owned())
        })?;
        let second_factor = self.file.officers.second_factor.as_ref();
        let second_factor = self.parsed(
            "WAYMARK_OFFICERS_SECOND_FACTOR",
            "officers.second_factor",
            second_factor,
            "write required or optional",
            |v| match v {
                "required" => Some(true),
                "optional" => Some(false),
                _ => None,
            },
        )?;
        Ok(Settings {
            second_factor_required: second_factor.unwrap_or(false),
            limits: self.limits()?,
            listen: self.listen()?,
            knowledge_dir: self.knowledge_dir()?,
            public_url: self.address("WAYMARK_PUBLIC_URL", "public_url", self.file.public_url.as_ref())?,
            telegram: self.telegram()?,
            widget_origins: self.origins()?,
            trusted_proxies: self.proxies()?,
            model_dir: self.model_dir(&data_dir)?,
            model_auto_install: auto.unwrap_or(true),
            keys_dir: self.keys_dir(&data_dir)?,
            record: self.record()?,
            leads: self.leads()?,
            mail: self.mail()?,
            pictures_dir: self.pictures_dir()?,
            today,
            log: log.unwrap_or_else(|| "info,sqlx=warn,sea_orm=warn,sea_orm_migration=warn".to_owned()),
            log_format: format.unwrap_or_default(),
            data_dir,
            database_url,
        })
    }

    fn parsed<T>(
        &self,
        variable: &str,
        key: &str,
        file: Option<&String>,
        fix: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some((name, value)) = self.pick(variable, key, file) else { return Ok(None) };
        let wrong = || ConfigError::Value { name, what: format!("`{value}` cannot be used; {fix}") };
        parse(value.trim()).map(Some).ok_or_else(wrong)
    }

    fn limits(&self) -> Result<LimitSettings, ConfigError> {
        let file = &self.file.limits;
        let limit = |variable: &str, key: &str, file: Option<u32>, default: u32| {
            let file = file.map(|n| n.to_string());
            let fix = "write a whole number; 0 sets no limit";
            self.parsed(variable, key, file.as_ref(), fix, |v| v.parse::<u32>().ok()).map(|n| n.unwrap_or(default))
        };
        let d = LimitSettings::default();
        let (person, network, open) = (file.person_per_minute, file.network_per_minute, file.connections_per_network);
        Ok(LimitSettings {
            person_per_minute: limit("WAYMARK_LIMITS_PERSON_PER_MINUTE", "limits.person_per_minute", person, d.person_per_minute)?,
            network_per_minute: limit("WAYMARK_LIMITS_NETWORK_PER_MINUTE", "limits.network_per_minute", network, d.network_per_minute)?,
            connections_per_network: limit(
                "WAYMARK_LIMITS_CONNECTIONS_PER_NETWORK",
                "limits.connections_per_network",
                open,
                d.connections_per_network,
            )?,
        })
    }

    fn listen(&self) -> Result<SocketAddr, ConfigError> {
        let flag = self.flags.listen.clone().map(|v| ("--listen".to_owned(), v));
        let (name, value) = flag
            .or_else(|| self.pick("WAYMARK_LISTEN", "listen", self.file.listen.as_ref()))
            .unwrap_or_else(|| ("listen".to_owned(), "127.0.0.1:8080".to_owned()));
        let value = value.trim();
        let local = value.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
        local.as_deref().unwrap_or(value).parse().map_err(|_| ConfigError::Value {
            name,
            what: format!("`{value}` is not an address to listen on; write one as 127.0.0.1:8080"),
        })
    }

    fn knowledge_dir(&self) -> Result<Option<PathBuf>, ConfigError> {
        let Some((name, value)) = self.pick("WAYMARK_KNOWLEDGE_DIR", "knowledge_dir", self.file.knowledge_dir.as_ref()) else {
            let here = self.folder.join("knowledge");
            return Ok(here.join("articles").is_dir().then_some(here));
        };
        let path = self.folder.join(&value);
        if path.is_dir() { Ok(Some(path)) } else { Err(ConfigError::Value { name, what: format!("there is no folder `{value}`") }) }
    }

    fn pictures_dir(&self) -> Result<Option<PathBuf>, ConfigError> {
        let Some((name, value)) = self.pick("WAYMARK_PICTURES_DIR", "pictures.dir", self.file.pictures.dir.as_ref()) else {
            return Ok(None);
        };
        let path = self.folder.join(value.trim());
        let wrong = || ConfigError::Value { name, what: format!("there is no folder `{value}`; name the folder of your own pictures") };
        if path.is_dir() && !value.trim().is_empty() { Ok(Some(path)) } else { Err(wrong()) }
    }

    /// It need not be there yet; a file in its place could never become a folder.
    fn model_dir(&self, data_dir: &Path) -> Result<PathBuf, ConfigError> {
        let Some((name, value)) = self.pick("WAYMARK_MODEL_DIR", "model.dir", self.file.model.dir.as_ref()) else {
            return Ok(data_dir.join("model"));
        };
        let path = self.folder.join(value.trim());
        if value.trim().is_empty() || path.is_file() {
            return Err(ConfigError::Value { name, what: format!("`{value}` is not a folder; write the folder that holds the model's") });
        }
        Ok(path)
    }

    fn keys_dir(&self, data_dir: &Path) -> Result<PathBuf, ConfigError> {
        let Some((name, value)) = self.pick("WAYMARK_KEYS_DIR", "keys_dir", self.file.keys_dir.as_ref()) else {
            return Ok(data_dir.join("keys"));
        };
        let path = self.folder.join(value.trim());
        if value.trim().is_empty() || path.is_file() {
            return Err(ConfigError::Value { name, what: format!("`{value}` is not a folder; write the folder that holds the keys") });
        }
        Ok(path)
    }

    fn record(&self) -> Result<RecordRules, ConfigError> {
        let written = &self.file.safeguarding;
        let days_fix = "write a number of days from 1 to 36500";
        let in_range = |days: i64| (1..=36_500).contains(&days);
        let on = written.record.map(|b| b.to_string());
        let on = self
            .parsed("WAYMARK_SAFEGUARDING_RECORD", "safeguarding.record", on.as_ref(), "write true or false", |v| v.parse::<bool>().ok())?;
        let days = written.keep_days.map(|d| d.to_string());
        let days = self.parsed("WAYMARK_SAFEGUARDING_KEEP_DAYS", "safeguarding.keep_days", days.as_ref(), days_fix, |v| {
            v.parse::<i64>().ok().filter(|d| in_range(*d))
        })?;
        let usual = RecordRules::default().general;
        let general = RecordRule { on: on.unwrap_or(usual.on), days: days.unwrap_or(usual.days) };
        let mut areas = BTreeMap::new();
        for (area, rule) in &written.areas {
            if let Some(days) = rule.keep_days.filter(|d| !in_range(*d)) {
                let name = format!("safeguarding.areas.{area}.keep_days in {}", self.file_name);
                return Err(ConfigError::Value { name, what: format!("`{days}` cannot be used; {days_fix}") });
            }
            let own = RecordRule { on: rule.record.unwrap_or(general.on), days: rule.keep_days.unwrap_or(general.days) };
            areas.insert(self.area(area)?, own);
        }
        Ok(RecordRules { general, areas })
    }

    fn area(&self, written: &str) -> Result<Area, ConfigError> {
        let name = format!("safeguarding.areas.{written} in {}", self.file_name);
        written.parse().map_err(|_| ConfigError::Value { name, what: "this is not an area; write norfolk, or england for all".to_owned() })
    }

    fn leads(&self) -> Result<BTreeMap<Area, Lead>, ConfigError> {
        let mut leads = BTreeMap::new();
        for (area, written) in &self.file.safeguarding.areas {
            let name = |key: &str| format!("safeguarding.areas.{area}.{key} in {}", self.file_name);
            if let Some(email) = &written.email {
                Mail::check_address(email).map_err(|what| ConfigError::Value { name: name("email"), what })?;
            }
            if let Some(url) = written.webhook.as_ref().filter(|url| !is_address(url)) {
                let what = format!("`{url}` is not an address; write https://…");
                return Err(ConfigError::Value { name: name("webhook"), what });
            }
            let webhook = written.webhook.clone().map(|url| Webhook { url, secret: written.webhook_secret.clone() });
            leads.insert(self.area(area)?, Lead { email: written.email.clone(), webhook });
        }
        Ok(leads)
    }

    fn mail(&self) -> Result<Option<Mail>, ConfigError> {
        use secrecy::ExposeSecret;
        let Some(server) = self.secret("WAYMARK_EMAIL_SERVER", self.file.email.server.as_ref()) else { return Ok(None) };
        let wrong = |what| ConfigError::Value { name: "email.server and email.from (WAYMARK_EMAIL_…)".to_owned(), what };
        let from = self.pick("WAYMARK_EMAIL_FROM", "email.from", self.file.email.from.as_ref());
        let (_, from) =
            from.ok_or_else(|| wrong("a mail server is set and no sender; write email.from, such as waymark@council.example".to_owned()))?;
        Mail::new(server.expose_secret(), &from).map(Some).map_err(wrong)
    }

    fn address(&self, variable: &str, key: &str, file: Option<&String>) -> Result<Option<String>, ConfigError> {
        self.parsed(variable, key, file, "write an address as https://waymark.example.gov.uk", |v| {
            let fits = is_address(v);
            fits.then(|| v.trim_end_matches('/').to_owned())
        })
    }

    fn telegram(&self) -> Result<Option<TelegramSettings>, ConfigError> {
        use secrecy::ExposeSecret;
        let api_url = self.address("WAYMARK_TELEGRAM_API_URL", "telegram.api_url", self.file.telegram.api_url.as_ref())?;
        let token = self.secret("WAYMARK_TELEGRAM_TOKEN", self.file.telegram.token.as_ref());
        let Some(token) = token.filter(|t| !t.expose_secret().trim().is_empty()) else { return Ok(None) };
        let fits = token.expose_secret().split_once(':').is_some_and(|(id, key)| {
            !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) && key.len() >= 10 && !key.contains(char::is_whitespace)
        });
        if !fits {
            let what = "this is not a bot token; BotFather gives one as 123456:ABC… (it is not shown here)".to_owned();
            return Err(ConfigError::Value { name: "telegram.token (WAYMARK_TELEGRAM_TOKEN)".to_owned(), what });
        }
        Ok(Some(TelegramSettings { token, api_url }))
    }

    fn origins(&self) -> Result<Vec<String>, ConfigError> {
        let all = self.list("WAYMARK_WIDGET_ORIGINS", self.file.widget.origins.as_ref());
        for origin in &all {
            let host = origin.split_once("://").map_or("", |(_, host)| host);
            if !is_address(origin) || host.contains('/') {
                let what = format!("`{origin}` is not an origin; write https://www.example.gov.uk, without a path");
                return Err(ConfigError::Value { name: "widget.origins (WAYMARK_WIDGET_ORIGINS)".to_owned(), what });
            }
        }
        Ok(all)
    }

    fn proxies(&self) -> Result<Vec<String>, ConfigError> {
        let all = self.list("WAYMARK_TRUSTED_PROXIES", self.file.trusted_proxies.as_ref());
        for network in &all {
            let (address, bits) = network.split_once('/').map_or((network.as_str(), None), |(a, b)| (a, Some(b)));
            let fits = address.parse::<std::net::IpAddr>().is_ok_and(|ip| {
                let most = if ip.is_ipv4() { 32 } else { 128 };
                bits.is_none_or(|b| b.parse::<u8>().is_ok_and(|b| b <= most))
            });
            if !fits {
                let what = format!("`{network}` is not a network; write 10.0.0.0/8 or one address");
                return Err(ConfigError::Value { name: "trusted_proxies (WAYMARK_TRUSTED_PROXIES)".to_owned(), what });
            }
        }
        Ok(all)
    }
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty() && !r.starts_with('/') && !r.contains(|c: char| c.is_whitespace() || c == '<' || c == '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, variables: &[(&str, &str)]) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        if !file.is_empty() {
            fs::write(folder.path().join(FILE), file).unwrap();
        }
        let variables = variables.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Settings::read(&Flags::default(), variables, folder.path()).map_err(|e| e.to_string())
    }

    #[test]
    fn variables_win_over_the_file_and_the_file_over_defaults() {
        let settings = read("listen = \"127.0.0.1:1\"\ntoday = \"2026-07-03\"", &[("WAYMARK_LISTEN", "127.0.0.1:2")]).unwrap();
        assert_eq!(settings.listen.port(), 2);
        assert_eq!(settings.today, Some(jiff::civil::date(2026, 7, 3)));
        assert!(settings.model_auto_install);
        assert_eq!(settings.model_dir, settings.data_dir.join("model"));
        let elsewhere = read("data_dir = \"d\"\n[model]\ndir = \"models\"", &[]).unwrap();
        assert_eq!((elsewhere.model_dir.ends_with("d/models"), elsewhere.model_dir.ends_with("models")), (false, true));
        assert!(read("[model]\ndir = \"a\"", &[("WAYMARK_MODEL_DIR", "b")]).unwrap().model_dir.ends_with("b"));
        assert_eq!(read("", &[]).unwrap().listen.port(), 8080);
    }

    #[test]
    fn a_wrong_value_names_itself() {
        let wrong = [
            read("listen = \"nowhere\"", &[]),
            read("lisen = \"127.0.0.1:1\"", &[]),
            read("", &[("WAYMARK_LISTEN", "80")]),
            read("", &[("WAYMARK_LISTN", "127.0.0.1:1")]),
            read("", &[("WAYMARK_TODAY", "yesterday")]),
            read("", &[("WAYMARK_KNOWLEDGE_DIR", "not-there")]),
            read("", &[("WAYMARK_TELEGRAM_TOKEN", "my secret")]),
            read("", &[("WAYMARK_PUBLIC_URL", "waymark")]),
            read("[widget]\norigins = [\"https://a.uk/path\"]", &[]),
            read("trusted_proxies = [\"10.0.0.0/99\"]", &[]),
            read("[model]\nauto_install = \"yes\"", &[]),
            read("[model]\ndir = \" \"", &[]),
            read("log = \"info\"", &[("WAYMARK_MODEL_DIR", FILE)]),
            read("[officers]\nsecond_factor = \"yes\"", &[]),
            read("", &[("WAYMARK_LIMITS_PERSON_PER_MINUTE", "-1")]),
        ];
        let told: Vec<String> = wrong.into_iter().map(|r| r.map_or_else(|e| e, |s| format!("no error: {s:?}"))).collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn secrets_do_not_print() {
        let settings = read("database_url = \"postgres://u:hunter2@db/w\"\n[telegram]\ntoken = \"123456:very-secret-token\"", &[]).unwrap();
        let printed = format!("{settings:?}");
        assert!(!printed.contains("hunter2") && !printed.contains("very-secret"), "{printed}");
    }

    #[test]
    fn what_a_cluster_sets_is_no_mistake() {
        assert!(read("", &[("WAYMARK_SERVICE_HOST", "10.0.0.1"), ("WAYMARK_PORT_8080_TCP", "x"), ("PATH", "/bin")]).is_ok());
    }
}
