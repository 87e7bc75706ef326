//! `waymark import document`: documents that a council has published become articles.

use std::{collections::HashMap, io::IsTerminal, path::PathBuf, process::ExitCode, time::Duration};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;
use crate::{
    area::Area,
    clock::PartialDate,
    knowledge::{
        ArticleId,
        import::{self, About, Change, ChangeKind, Imported, Limits, READER_THREAD},
    },
};

/// Most changed passages that are named; the rest are counted.
const MOST_NAMED: usize = 40;

#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Markdown, HTML, PDF, DOCX and plain text, told apart by content; importing again updates
    Document(DocumentArguments),
}

#[derive(Debug, Args)]
pub(super) struct DocumentArguments {
    /// The documents
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Whose documents they are, such as norfolk
    #[arg(long)]
    area: Area,
    /// The document's title instead of its own; for one file
    #[arg(long)]
    title: Option<String>,
    /// The address it was taken from
    #[arg(long, value_name = "URL", value_parser = web_address)]
    source: Option<String>,
    /// When it was published: 2024, 2024-08 or 2024-08-21
    #[arg(long, value_name = "DATE")]
    published: Option<PartialDate>,
    /// The knowledge folder to write into; files go to DIR/articles/<area>/imported
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

fn web_address(text: &str) -> Result<String, String> {
    let sound = |rest: &str| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"');
    match text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) {
        Some(rest) if sound(rest) => Ok(text.to_owned()),
        _ => Err("an address begins with https:// and has no spaces".to_owned()),
    }
}

/// Takes in each document and tells what became of it; one that fails does not stop the others.
pub(super) fn run(command: ImportCommand) -> anyhow::Result<ExitCode> {
    let ImportCommand::Document(arguments) = command;
    if arguments.title.is_some() && arguments.files.len() > 1 {
        output::warn("waymark: --title names one document, and several files were given; import that one by itself");
        return Ok(ExitCode::from(2));
    }
    if arguments.title.as_deref().is_some_and(|t| !t.chars().any(char::is_alphanumeric)) {
        output::warn("waymark: --title has no letters in it");
        return Ok(ExitCode::from(2));
    }
    keep_readers_quiet();
    let about = About {
        area: arguments.area,
        title: arguments.title.map(|t| t.trim().to_owned()),
        url: arguments.source,
        published: arguments.published,
        url_is_its_own: arguments.files.len() == 1,
    };
    let limits = Limits::default();
    let bar = bar(arguments.files.len());
    let mut became: HashMap<ArticleId, PathBuf> = HashMap::new();
    let mut failed = 0;
    for file in &arguments.files {
        bar.set_message(file.display().to_string());
        match one(file, &about, &arguments.out, &limits, &mut became) {
            Ok(imported) => bar.suspend(|| tell(file, &imported))?,
            Err(why) => {
                failed += 1;
                bar.suspend(|| output::warn(&format!("{}: not imported: {why}", file.display())));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if failed > 0 && arguments.files.len() > 1 {
        output::warn(&format!("{failed} of {} documents were not imported", arguments.files.len()));
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Two files of one run must not become one article, the second over the first.
fn one(
    file: &PathBuf,
    about: &About,
    out: &std::path::Path,
    limits: &Limits,
    became: &mut HashMap<ArticleId, PathBuf>,
) -> Result<Imported, String> {
    let taken = |id: &ArticleId| became.get(id).is_some_and(|other| other != file);
    let imported = import::document(file, about, out, limits, &taken);
    let imported = imported.map_err(|e| e.to_string())?;
    became.insert(imported.id.clone(), file.clone());
    Ok(imported)
}

fn tell(file: &std::path::Path, imported: &Imported) -> std::io::Result<()> {
    let count = |kind: ChangeKind, word: &str| {
        let n = imported.count(kind);
        (n > 0).then(|| format!("{n} {word}"))
    };
    let mut counts: Vec<String> = [
        count(ChangeKind::Created, "created"),
        count(ChangeKind::Updated, "updated"),
        count(ChangeKind::Deleted, "deleted"),
        count(ChangeKind::Kept, "kept as edited by hand"),
    ]
    .into_iter()
    .flatten()
    .collect();
    counts.push(format!("{} unchanged", imported.unchanged));
    output::say(&format!(
        "{}: {} “{}”, {} passages: {}; no easy read is written by an import",
        file.display(),
        imported.file.display(),
        imported.title,
        imported.passages(),
        counts.join(", ")
    ))?;
    if !imported.first {
        for Change { passage, kind } in imported.changes.iter().take(MOST_NAMED) {
            let word = match kind {
                ChangeKind::Created => "created",
                ChangeKind::Updated => "updated",
                ChangeKind::Deleted => "deleted",
                ChangeKind::Kept => "kept as edited by hand; the document says something else",
            };
            output::say(&format!("  {passage}: {word}"))?;
        }
        if let Some(more) = imported.changes.len().checked_sub(MOST_NAMED).filter(|n| *n > 0) {
            output::say(&format!("  and {more} more"))?;
        }
    }
    for note in &imported.notes {
        output::warn(&format!("{}: {note}", file.display()));
    }
    Ok(())
}

/// A bar on a terminal, nothing elsewhere: a log of a nightly import holds results only.
fn bar(files: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A damaged file may make a reader panic, which is told as a damaged file; the panic's own words help nobody who imports.
fn keep_readers_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(READER_THREAD) {
            usual(panic);
        }
    }));
}
