use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};

use super::output;
use crate::{
    app,
    config::Settings,
    conversation::{copy_json, copy_text, receipt},
    locale::Locale,
    manner::Channel,
    officers::{AuditAction, AuditStore, NewAudit, TERMINAL},
    privacy::{PersonalData, Seal},
    storage::Database,
};

/// What `waymark data` can do.
#[derive(Debug, Subcommand)]
pub(super) enum DataCommand {
    /// Bring the database to this program's form
    Migrate,
    /// Remove what is past its time, and every trace of it in the files
    Retain,
    /// Write everything that is kept of a person to standard output
    Export {
        #[command(flatten)]
        person: Person,
        /// json, or text for reading
        #[arg(long, default_value = "json", value_parser = ["json", "text"])]
        form: String,
    },
    /// Remove everything that is kept of a person, and every trace of it in the files
    Erase {
        #[command(flatten)]
        person: Person,
    },
    /// Copy the database into a new file while it is in use; the keys are not in it
    Backup {
        /// The new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Make a new key, which seals everything from the next start on; what is sealed opens with the old ones as before
    NewKey,
    /// Tell what can never be read again because its key is lost; with --yes remove it, so that Waymark starts again
    ForgetLost {
        /// Remove it, without a way back
        #[arg(long)]
        yes: bool,
    },
}

/// Whose data.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Person {
    /// The number of a Telegram chat
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    telegram: Option<i64>,
    /// The value of the cookie `waymark_chat` of a browser
    #[arg(long, value_name = "TOKEN")]
    web: Option<String>,
    /// The pseudonym that stands in the database
    #[arg(long, value_name = "PSEUDONYM")]
    person: Option<String>,
}

impl Person {
    async fn pseudonym(&self, settings: &Settings, database: &Database) -> anyhow::Result<String> {
        let (channel, address) = match (self.telegram, &self.web, &self.person) {
            (Some(chat), ..) => (Channel::Telegram, chat.to_string()),
            (_, Some(token), _) => (Channel::Web, token.trim().to_owned()),
            (.., Some(person)) => return Ok(person.trim().to_owned()),
            _ => anyhow::bail!("say whose data: --telegram, --web or --person"),
        };
        let key = database.pseudonym_key(&settings.keys_dir).await?;
        Ok(key.pseudonym(channel.as_str(), &address))
    }
}

/// Runs a command; what was done to whose data stands in the audit.
pub(super) async fn run(settings: Settings, command: DataCommand) -> anyhow::Result<ExitCode> {
    let clock = settings.clock();
    let now = clock.now_ms();
    if let DataCommand::NewKey = command {
        // The database first: a key must not be made beside one that is wrong.
        let database = app::open_database(&settings).await?;
        let id = Seal::make_next(&settings.keys_dir)?;
        note(&database, AuditAction::KeyReplaced, &format!("seal-{id}"), now).await?;
        database.close().await;
        output::say(&format!("seal-{id}.key is made. Restart Waymark to use it, and back the folder of the keys up now."))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let DataCommand::ForgetLost { yes } = command {
        return forget_lost(&settings, yes, now).await;
    }
    let database = app::open_database(&settings).await?;
    match command {
        DataCommand::Migrate => output::say("The database is up to date.")?,
        DataCommand::Retain => {
            let removed = PersonalData::expire(&database, now).await?;
            database.scrub().await?;
            note(&database, AuditAction::RetentionRan, "", now).await?;
            for gone in removed {
                output::say(&format!("{}: {} removed", gone.kind.as_str(), gone.count))?;
            }
        }
        DataCommand::Export { person, form } => {
            let person = person.pseudonym(&settings, &database).await?;
            let items = database.export(&person).await?;
            note(&database, AuditAction::DataExported, &person, now).await?;
            let copy = if form == "json" { copy_json(&items, &clock) } else { copy_text(&items, &Locale::default(), &clock) };
            output::say(copy.trim_end())?;
        }
        DataCommand::Erase { person } => {
            let person = person.pseudonym(&settings, &database).await?;
            let removed = database.erase(&person).await?;
            database.scrub().await?;
            note(&database, AuditAction::DataErased, &person, now).await?;
            let receipt = receipt(&removed, &settings.record, &Locale::default());
            for line in receipt.gone.iter().chain(&receipt.stays) {
                output::say(line)?;
            }
        }
        DataCommand::Backup { out } => {
            anyhow::ensure!(!out.exists(), "{}: there is such a file already; name a new one", out.display());
            let copied = database.backup(&out).await?;
            anyhow::ensure!(copied, "this database is on a PostgreSQL server; back it up with pg_dump");
            let keys = settings.keys_dir.display();
            output::say(&format!(
                "The database is copied to {}. Without the keys in {keys} what is sealed in it cannot be read: back them up elsewhere.",
                out.display()
            ))?;
        }
        DataCommand::NewKey | DataCommand::ForgetLost { .. } => {}
    }
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

/// What a lost key leaves behind: told, and removed where that is wanted.
async fn forget_lost(settings: &Settings, yes: bool, now: i64) -> anyhow::Result<ExitCode> {
    let database = app::open_without_keys(settings).await?;
    let found = database.lost(&settings.keys_dir).await?;
    if found.is_nothing() {
        output::say("Every key of this database is there. Nothing was changed.")?;
        database.close().await;
        return Ok(ExitCode::SUCCESS);
    }
    if yes {
        // The audit first, as everywhere: what is removed without a trace was removed by nobody.
        let keys = found.keys.iter().map(|id| format!("seal-{id}")).chain(found.names.then(|| "pseudonym".to_owned()));
        note(&database, AuditAction::LostKeyForgotten, &keys.collect::<Vec<_>>().join(" "), now).await?;
        for officer in &found.officers {
            note(&database, AuditAction::SecondFactorReset, officer, now).await?;
        }
        database.forget_lost(&settings.keys_dir).await?;
        database.scrub().await?;
    }
    let keys = settings.keys_dir.display();
    for id in &found.keys {
        output::say(&format!("seal-{id}.key is not in {keys}, or is another one."))?;
    }
    if found.names {
        output::say(&format!("pseudonym.key is not in {keys}, or is another one: no person can be found for the chats."))?;
    }
    let counted = [
        ("chats", found.chats),
        ("questions that were met with help", found.questions),
        ("entries of the safeguarding record", found.danger),
        ("replies on their way", found.waiting),
    ];
    for (what, count) in counted {
        output::say(&format!("{what}: {count}"))?;
    }
    for officer in &found.officers {
        output::say(&format!("second step of {officer}"))?;
    }
    output::say(if yes {
        "This is removed. Thumbs, comments and counts stay. Start Waymark, and back the folder of the keys up."
    } else {
        "Nothing was changed. If there is no copy of the key anywhere, remove this with --yes; there is no way back."
    })?;
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn note(database: &Database, action: AuditAction, subject: &str, at: i64) -> anyhow::Result<()> {
    let entry = NewAudit { officer: TERMINAL.to_owned(), action, subject: subject.to_owned(), area: None, at };
    Ok(database.note(entry).await?)
}
