//! `waymark evaluate`: how good the answers are, with and without the model, and the weights that make them so.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::Args;

use super::{
    ask::{Model, open_brain, open_library},
    output,
};
use crate::{
    answer::Library,
    app::Brain,
    config::Settings,
    evaluation::{EasyTable, Floors, Judgment, Lessons, Outcome, Set, Tally, compose_all, fit, judge_all, read, recommended_limits},
    knowledge::Roots,
    locale::Locale,
    search::Learned,
    semantic::Lens,
};

#[derive(Debug, Args)]
pub(super) struct EvaluateArguments {
    /// The folder of judgments; floors.toml and results.csv lie beside them
    #[arg(long, value_name = "DIR")]
    judgments: Option<PathBuf>,
    /// Documents that were imported raw: what documents.jsonl is asked of; left out when absent
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// With the model where it is installed (auto), only with it (on), or without (off)
    #[arg(long, value_enum, default_value = "auto")]
    model: Model,
    /// Write results.csv: a line for each judgment, to be reviewed like a snapshot
    #[arg(long)]
    write: bool,
    /// Learn the lens and the weights of the search anew and write lens.txt and weights.toml into the knowledge folder
    #[arg(long)]
    refit: bool,
    /// With --refit: also write what is learned from, as candidates-….csv and signs-….csv in this folder
    #[arg(long, value_name = "DIR", requires = "refit")]
    signs: Option<PathBuf>,
    /// Instead: what is made of the documents' passages in easy read by computer, held against their own words
    #[arg(long, requires = "documents", conflicts_with_all = ["refit", "write"])]
    easy_read: bool,
    /// With --easy-read: print every so manieth passage with its lines, to be read
    #[arg(long, value_name = "N", requires = "easy_read")]
    show: Option<usize>,
    /// One JSON object instead of tables
    #[arg(long)]
    json: bool,
}

/// What is measured with: the shipped articles, and raw documents where there are any.
struct Libraries {
    shipped: Library,
    documents: Option<Library>,
}

impl Libraries {
    fn open(settings: &Settings, documents: Option<&PathBuf>, brain: Option<&Brain>) -> anyhow::Result<Self> {
        let base = Roots { base: settings.knowledge_dir.clone(), ..Roots::default() };
        let raw = documents.map(|d| Roots { without_base_articles: true, added: vec![d.clone()], ..base.clone() });
        Ok(Self { shipped: open_library(&base, brain)?, documents: raw.map(|r| open_library(&r, brain)).transpose()? })
    }

    /// The same, looking at questions through another lens.
    fn through(mut self, lens: &Lens) -> Self {
        self.shipped.index = self.shipped.index.with_lens(Some(lens.clone()));
        self.documents = self.documents.map(|d| Library { index: d.index.with_lens(Some(lens.clone())), ..d });
        self
    }

    fn of(&self, set: Set) -> Option<&Library> {
        if set == Set::Documents { self.documents.as_ref() } else { Some(&self.shipped) }
    }
}

/// Measures, and tells what falls under its floor: exit code 1.
pub(super) fn run(settings: &Settings, arguments: &EvaluateArguments) -> anyhow::Result<ExitCode> {
    if arguments.easy_read {
        return easy_read(settings, arguments);
    }
    let knowledge = settings.knowledge_dir.clone().unwrap_or_else(|| PathBuf::from("knowledge"));
    let folder = arguments.judgments.clone().unwrap_or_else(|| knowledge.join("judgments"));
    let mut sets: Vec<(Set, Vec<Judgment>)> = Vec::new();
    for (set, _) in Set::ALL {
        sets.push((set, read(&folder, set)?));
    }
    let floors = folder.join("floors.toml");
    let floors: Floors = toml::from_str(&fs::read_to_string(&floors).with_context(|| floors.display().to_string())?)
        .with_context(|| floors.display().to_string())?;
    let brain = open_brain(settings, arguments.model)?;
    let mut ways = vec![None];
    match (arguments.model, brain) {
        (Model::On, brain) => ways = vec![brain],
        (_, Some(brain)) => ways.push(Some(brain)),
        (_, None) => output::warn("The model is not installed: only words are measured."),
    }
    if arguments.documents.is_none() {
        output::warn("No --documents: questions over raw documents are left out.");
    }
    if arguments.refit {
        return refit(settings, arguments, &sets, &ways, &knowledge);
    }
    let mut missed = Vec::new();
    let mut rows: Vec<(&str, Outcome)> = Vec::new();
    let mut json = serde_json::Map::new();
    for brain in &ways {
        let way = if brain.is_some() { "meaning" } else { "words" };
        let libraries = Libraries::open(settings, arguments.documents.as_ref(), brain.as_ref())?;
        let mut outcomes = Vec::new();
        for (set, judgments) in &sets {
            if let Some(library) = libraries.of(*set) {
                outcomes.extend(judge_all(library, judgments, *set, settings.clock().today()));
            }
        }
        let table = Tally::table(&outcomes);
        missed.extend(floors.missed(brain.is_some(), &table).into_iter().map(|m| format!("{way}: {m}")));
        if arguments.json {
            json.insert(way.to_owned(), serde_json::to_value(&table)?);
        } else {
            output::say(&format!(
                "\n{way:<28}{:>5}{:>8}{:>8}{:>8}{:>8}{:>8}{:>9}{:>8}",
                "n", "at 1", "at 3", "at 5", "mrr", "fact", "refused", "crisis"
            ))?;
            for (group, t) in &table {
                output::say(&format!(
                    "{group:<28}{:>5}{:>8.3}{:>8.3}{:>8.3}{:>8.3}{:>8.3}{:>9.3}{:>8.3}",
                    t.count, t.hit_at_1, t.hit_at_3, t.hit_at_5, t.mrr, t.fact, t.refused, t.crisis
                ))?;
            }
        }
        rows.extend(outcomes.into_iter().map(|o| (way, o)));
    }
    if arguments.json {
        output::say(&serde_json::to_string(&json)?)?;
    }
    if arguments.write {
        let path = folder.join("results.csv");
        fs::write(&path, csv(&rows)).with_context(|| path.display().to_string())?;
    }
    for line in &missed {
        output::warn(&format!("under its floor: {line}"));
    }
    Ok(ExitCode::from(u8::from(!missed.is_empty())))
}

/// What is made of raw documents in easy read, in figures; exit code 1 where a line says what its passage does not.
fn easy_read(settings: &Settings, arguments: &EvaluateArguments) -> anyhow::Result<ExitCode> {
    let base = Roots { base: settings.knowledge_dir.clone(), without_base_articles: true, ..Roots::default() };
    let library = open_library(&Roots { added: arguments.documents.iter().cloned().collect(), ..base }, None)?;
    let all = compose_all(&library, &Locale::negotiate("en-GB"));
    if let Some(step) = arguments.show {
        for one in all.iter().step_by(step.max(1)) {
            output::say(&format!("\n=== {}\n{}\n---", one.passage, one.source))?;
            for line in &one.lines {
                output::say(&format!("  [{}] {}", line.picture, line.text))?;
            }
        }
    }
    let table = EasyTable::of(&all, &library);
    if arguments.json {
        output::say(&serde_json::to_string(&table)?)?;
        return Ok(ExitCode::from(u8::from(!table.wrong.is_empty())));
    }
    let head = ["", "sentences", "words each", "at most 15", "grade", "lix", "hard words"];
    output::say(&format!("{:<22}{:>10}{:>12}{:>12}{:>8}{:>8}{:>12}", head[0], head[1], head[2], head[3], head[4], head[5], head[6]))?;
    for (name, r) in [("as it stands", table.source), ("first ten sentences", table.baseline), ("made short", table.lines)] {
        output::say(&format!(
            "{name:<22}{:>10}{:>12.1}{:>12.2}{:>8.1}{:>8.1}{:>12.2}",
            r.sentences, r.words_per_sentence, r.short, r.grade, r.lix, r.hard
        ))?;
    }
    output::say(&format!(
        "{} passages; something was made of {}, {} of them are whole; facts kept {:.3}",
        table.passages, table.composed, table.whole, table.facts_kept
    ))?;
    for line in &table.wrong {
        output::warn(&format!("not in the passage: {line}"));
    }
    Ok(ExitCode::from(u8::from(!table.wrong.is_empty())))
}

/// One line a judgment and way; no field of ours holds a comma or a quote.
fn csv(rows: &[(&str, Outcome)]) -> String {
    let mut out = "way,set,id,wording,area,status,rank,fact,first\n".to_owned();
    for (way, o) in rows {
        out.push_str(&format!(
            "{way},{},{},{},{},{},{},{},{}\n",
            o.set,
            o.id,
            o.wording,
            o.area,
            o.status,
            o.rank,
            u8::from(o.fact),
            o.first
        ));
    }
    out
}

/// Learns the lens from the articles' wordings and writes it.
fn learn_lens(brain: &Brain, library: &Library, knowledge: &std::path::Path) -> anyhow::Result<Lens> {
    let lens = brain.learn_lens(library, &mut |done, all| {
        if done % 40 == 0 {
            output::warn(&format!("learning the lens: {done} of {all} steps"));
        }
    })?;
    let head = "# Learned from the articles' wordings by `waymark evaluate --refit`; what it is stands in src/semantic/lens.rs.\n";
    let path = knowledge.join("lens.txt");
    fs::write(&path, format!("{head}{}", lens.write())).with_context(|| path.display().to_string())?;
    // What is written is what is used: a byte holds a little less than what was learned.
    Lens::parse(&lens.write()).map_err(anyhow::Error::msg)
}

fn refit(
    settings: &Settings,
    arguments: &EvaluateArguments,
    sets: &[(Set, Vec<Judgment>)],
    ways: &[Option<Brain>],
    knowledge: &std::path::Path,
) -> anyhow::Result<ExitCode> {
    let mut learned: Option<Learned> = None;
    let today = settings.clock().today();
    for brain in ways {
        let way = if brain.is_some() { "meaning" } else { "words" };
        let mut libraries = Libraries::open(settings, arguments.documents.as_ref(), brain.as_ref())?;
        if let Some(brain) = brain {
            let lens = learn_lens(brain, &libraries.shipped, knowledge)?;
            libraries = libraries.through(&lens);
        }
        let index = &libraries.shipped.index;
        let mut all = learned.unwrap_or_else(|| Learned { words: index.scheme(false).clone(), meaning: index.scheme(true).clone() });
        let scheme = if brain.is_some() { &mut all.meaning } else { &mut all.words };
        for (what, own, library, part) in [
            ("articles", Set::Everyday, Some(&libraries.shipped), &mut scheme.articles),
            ("documents", Set::Documents, libraries.documents.as_ref(), &mut scheme.documents),
        ] {
            let Some(library) = library else { continue };
            let mut lessons = Lessons::default();
            // What nothing answers teaches both when to say so.
            for (_, judgments) in sets.iter().filter(|(set, _)| *set == own || *set == Set::Nothing) {
                lessons.add(library, judgments, today);
            }
            if let Some(folder) = &arguments.signs {
                for (name, table) in [("signs", lessons.table()), ("candidates", lessons.candidates_table())] {
                    let path = folder.join(format!("{name}-{way}-{what}.csv"));
                    fs::write(&path, table).with_context(|| path.display().to_string())?;
                }
            }
            let (fitted, trial) = fit(&lessons, part);
            let (limit, refused, honest) = recommended_limits(&lessons, &fitted);
            output::say(&format!(
                "{way}, {what}: {} judgments; right first / among three, weights of before {:.3} / {:.3}, learned and tried on judgments kept \
                 aside {:.3} / {:.3}; answering from {limit:.2} on refuses {refused:.3} of what is answered and {honest:.3} of what is not",
                lessons.len(),
                trial.before_at_1,
                trial.before_at_3,
                trial.after_at_1,
                trial.after_at_3
            ))?;
            *part = fitted;
        }
        learned = Some(all);
    }
    if let Some(learned) = learned {
        let path = knowledge.join("weights.toml");
        let head =
            "# Learned from knowledge/judgments by `waymark evaluate --refit`; what each name means stands in src/search/features.rs.\n\n";
        fs::write(&path, format!("{head}{}", toml::to_string(&learned)?)).with_context(|| path.display().to_string())?;
        output::say(&format!("written to {}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
