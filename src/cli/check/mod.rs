//! `waymark check`: the knowledge as an editor has to see it, and what stands against showing it to the public.

mod easy_read;
mod online;

use std::{collections::BTreeMap, io::IsTerminal, path::PathBuf, process::ExitCode};

use clap::Args;
use serde::Serialize;

use super::output;
use crate::{
    answer::{Routes, is_language},
    config::Settings,
    knowledge::{CONFIRMED_DAYS, Fault, Files, Knowledge, Launch, Origin, Roots, Severity, Signing, check, outside_links, signing},
    safeguarding::Screener,
    search::Ranking,
};
use online::Looked;

/// What can be asked of the check.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// One JSON object with everything instead of lines for people
    #[arg(long)]
    json: bool,
    /// Check this folder instead of the one in use
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
    /// Also fail while anything stands against a public launch, and list it
    #[arg(long)]
    launch: bool,
    /// Also ask for every outside page that is named, gently
    #[arg(long)]
    online: bool,
    /// How easy the easy read of every article is, line by line, with a score; or that of the files
    #[arg(long, conflicts_with_all = ["launch", "online"])]
    easy_read: bool,
    /// Text or Markdown files to check instead of the articles; `-` is standard input
    #[arg(value_name = "FILE", requires = "easy_read")]
    files: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Report<'a> {
    today: String,
    articles: usize,
    terms: usize,
    commitments: usize,
    passages: usize,
    errors: usize,
    warnings: usize,
    rules: BTreeMap<&'static str, usize>,
    faults: &'a [Fault],
    signing: Vec<Signing>,
    contacts: Vec<ContactLine>,
    launch: LaunchReport,
    online: Option<OnlineReport>,
}

#[derive(Serialize)]
struct ContactLine {
    area: String,
    name: String,
    owner: String,
    checked_on: Option<String>,
}

#[derive(Serialize)]
struct LaunchReport {
    clear: bool,
    against: Vec<Fault>,
}

#[derive(Serialize)]
struct OnlineReport {
    pages: usize,
    reached: usize,
}

/// Checks the knowledge and tells what is wrong, to people or as one JSON object.
pub(super) fn run(settings: &Settings, arguments: CheckArguments) -> anyhow::Result<ExitCode> {
    let roots = Roots { base: arguments.knowledge.or_else(|| settings.knowledge_dir.clone()), ..Roots::default() };
    let today = settings.clock().today();
    let (files, mut faults) = roots.read()?;
    if arguments.easy_read {
        return easy_read::run(&Knowledge::load(files).knowledge, &arguments.files, arguments.json);
    }
    let (signed, unconfirmed) = vital(&files, &mut faults);
    let loaded = Knowledge::load(files);
    faults.extend(loaded.faults);
    let knowledge = loaded.knowledge;
    faults.extend(check(&knowledge, today));
    let looked = if arguments.online { Some(look(&knowledge)?) } else { None };
    let is_offline = looked.as_ref().is_some_and(Looked::is_offline);
    // Where nothing could be reached, one message says so; a list of every page would hide it.
    faults.extend(looked.iter().filter(|_| !is_offline).flat_map(|l| l.faults.clone()));
    faults.sort();
    faults.dedup();
    let launch = Launch { unconfirmed, ..Launch::of(&knowledge, signed, today) };
    let errors = faults.iter().filter(|f| f.is_error()).count();
    if arguments.json {
        output::say(&serde_json::to_string(&report(&knowledge, today.to_string(), &faults, &launch, looked.as_ref()))?)?;
    } else {
        for line in lines(&knowledge, &faults, arguments.launch.then_some(&launch), &launch, looked.as_ref()) {
            output::say(&line)?;
        }
    }
    if is_offline {
        output::warn("waymark: no outside page could be reached, so none was looked at. Is this machine online? Does it need HTTPS_PROXY?");
    }
    let failed = errors > 0 || is_offline || (arguments.launch && !launch.is_clear());
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn look(knowledge: &Knowledge) -> anyhow::Result<Looked> {
    let links = outside_links(knowledge);
    if std::io::stderr().is_terminal() {
        output::warn(&format!("Looking for {} outside links; this takes a while.", links.len()));
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(online::look(&links))
}

/// The files without which the program does not start; tells whether the words for a person in danger are signed.
fn vital(files: &Files, faults: &mut Vec<Fault>) -> (bool, Vec<(String, String)>) {
    let mut wrong = |file: &str, what: String| {
        // TOML's own message draws a picture; where and what stand in its first and last line.
        let lines: Vec<&str> = what.trim().lines().collect();
        let what = if let [first, .., last] = lines.as_slice() { format!("{first}: {last}") } else { what };
        let fix = "Nobody is answered without this file: mend it, or take the shipped one.";
        faults.push(Fault::new(file, None, Severity::LeftOut, what, fix));
    };
    let missing = || "it is not there".to_owned();
    let text = |file: &str| files.get(file).ok_or_else(missing);
    if let Err(what) = text("ranking.toml").and_then(|r| text("weights.toml").and_then(|w| Ranking::parse(r, w).map(drop))) {
        wrong("ranking.toml", what);
    }
    if let Err(what) = text("routes.toml").and_then(|t| Routes::parse(t).map(drop).map_err(|e| e.to_string())) {
        wrong("routes.toml", what);
    }
    match text("safeguarding.toml").map(Screener::parse) {
        Ok(Ok(screener)) => {
            let signed = (screener.is_approved(), screener.unconfirmed().to_vec());
            for fault in screener.with_languages(files.iter().filter(|(path, _)| is_language(path))).err().unwrap_or_default() {
                let (file, what) = fault.split_once(": ").unwrap_or(("safeguarding", &fault));
                wrong(file, what.to_owned());
            }
            return signed;
        }
        Ok(Err(each)) => each.into_iter().for_each(|what| wrong("safeguarding.toml", what)),
        Err(what) => wrong("safeguarding.toml", what),
    }
    (false, Vec::new())
}

/// The report for people: faults by file, then what is still to be done by hand, then the counts.
fn lines(knowledge: &Knowledge, faults: &[Fault], asked: Option<&Launch>, launch: &Launch, looked: Option<&Looked>) -> Vec<String> {
    let mut out = Vec::new();
    by_file(faults, &mut out);
    if let Some(launch) = asked {
        let against = launch.faults();
        if against.is_empty() {
            out.push("Nothing stands against a public launch.".to_owned());
        } else {
            out.push(format!(
                "{} against a public launch:",
                if against.len() == 1 { "1 thing stands".to_owned() } else { format!("{} things stand", against.len()) }
            ));
            out.push(String::new());
            by_file(&against, &mut out);
        }
    }
    let signing = signing(knowledge);
    let articles: usize = signing.iter().map(|s| s.articles).sum();
    let mut by_area = |what: &str, of: &dyn Fn(&Signing) -> usize| {
        let each: Vec<String> = signing.iter().filter(|s| of(s) > 0).map(|s| format!("{} {}", s.area, of(s))).collect();
        let all: usize = signing.iter().map(of).sum();
        if all > 0 {
            out.push(format!("{what}: {all} of {articles} articles ({}).", each.join(", ")));
        }
    };
    by_area("Not approved by anybody", &|s| s.unsigned.len());
    by_area("Easy read not yet read by people with a learning disability", &|s| s.unread.len());
    let contacts: usize = knowledge.areas.all().map(|i| i.contacts.len()).sum();
    if !launch.contacts.is_empty() {
        out.push(format!("Not confirmed in the last {CONFIRMED_DAYS} days, or never: {} of {contacts} contacts.", launch.contacts.len()));
    }
    if let Some(looked) = looked {
        out.push(format!("Outside pages that answered: {} of {}.", looked.reached, looked.pages));
    }
    let (errors, warnings) = counts(faults);
    let kinds: Vec<String> = rules(faults).iter().map(|(rule, count)| format!("{rule} {count}")).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let (articles, passages) = (knowledge.articles.len(), knowledge.passages.len());
    out.push(format!("{articles} articles, {passages} passages: {}, {}{kinds}", number(errors, "error"), number(warnings, "warning")));
    out
}

/// One line for each fault, an empty line after each file.
fn by_file(faults: &[Fault], out: &mut Vec<String>) {
    for of_file in faults.chunk_by(|a, b| a.file == b.file) {
        out.extend(of_file.iter().map(ToString::to_string));
        out.push(String::new());
    }
}

fn number(count: usize, of: &str) -> String {
    if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") }
}

fn counts(faults: &[Fault]) -> (usize, usize) {
    let errors = faults.iter().filter(|f| f.is_error()).count();
    (errors, faults.len() - errors)
}

fn rules(faults: &[Fault]) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for fault in faults {
        *out.entry(fault.rule.as_str()).or_default() += 1;
    }
    out
}

fn report<'a>(knowledge: &Knowledge, today: String, faults: &'a [Fault], launch: &Launch, looked: Option<&Looked>) -> Report<'a> {
    let of = |origin: Origin| knowledge.articles.iter().filter(|a| a.origin == origin).count();
    let (errors, warnings) = counts(faults);
    let contacts = knowledge.areas.all().flat_map(|info| {
        info.contacts.iter().map(|c| ContactLine {
            area: info.area.to_string(),
            name: c.name.clone(),
            owner: c.owner.clone(),
            checked_on: c.checked_on.map(|d| d.to_string()),
        })
    });
    Report {
        today,
        articles: knowledge.articles.len(),
        terms: of(Origin::Glossary),
        commitments: of(Origin::Commitment),
        passages: knowledge.passages.len(),
        errors,
        warnings,
        rules: rules(faults),
        faults,
        signing: signing(knowledge),
        contacts: contacts.collect(),
        launch: LaunchReport { clear: launch.is_clear(), against: launch.faults() },
        online: looked.map(|l| OnlineReport { pages: l.pages, reached: l.reached }),
    }
}
