//! How well and how fast Waymark finds the right passage, beside SQLite FTS5, MiniSearch and Orama, on the same passages and questions.
//!
//! `cargo bench --bench compare [-- --everyday | --documents]`. Each engine runs in a process of its own, on one core where `taskset` is
//! there. The passages and the judgments are written once, by us, to `target/bench/<set>.json`, and every engine reads them from there; a
//! passage is right for all of them by the same rule. Others get what their handbooks advise, the same field boosts, English stems and
//! stop words, and the person's area as a filter; the terms of the glossary, which no judgment expects and which crowd out others by their
//! short texts, are left out for them. FTS5 is that of Python's `sqlite3` module: the same C library, called from a script.
//! MiniSearch and Orama come by `npm ci` from `tests/bench`. Without the model, npm, Python or ../shared a row or set is left out, and said.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    reason = "a bench prints what it measured, and stops where it cannot measure"
)]

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use waymark::{
    answer::Library,
    area::Area,
    evaluation::{self, Judgment, Set},
    knowledge::{Files, Knowledge, Origin, Roots},
    search::{Index, Ranking, SearchRequest, Texts},
    semantic::{Embedder, EmbeddingCache, Model, Vector, installed},
};

const ROUNDS: usize = 3;
const MOST: usize = 10;
/// The constant of reciprocal rank fusion, as its authors set it.
const RRF: f64 = 60.0;
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

#[derive(Serialize)]
struct Exported {
    passages: Vec<OnePassage>,
    questions: Vec<OneQuestion>,
    boosts: HashMap<String, f64>,
    stop: Vec<String>,
    rounds: usize,
}

#[derive(Serialize)]
struct OnePassage {
    id: usize,
    title: String,
    questions: String,
    heading: String,
    body: String,
    area: String,
}

#[derive(Serialize)]
struct OneQuestion {
    text: String,
    area: Option<String>,
}

/// What a process of one engine tells.
#[derive(Default, Serialize, Deserialize)]
struct Told {
    build_ms: f64,
    memory_mb: f64,
    times_us: Vec<f64>,
    #[serde(default)]
    embed_us: Vec<f64>,
    ranked: Vec<Vec<usize>>,
    /// More of them, for fusing.
    deeper: Vec<Vec<usize>>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| arguments.iter().position(|a| a == name).and_then(|at| arguments.get(at + 1)).cloned();
    if let Some(engine) = after("--engine") {
        let set = if after("--set").as_deref() == Some("documents") { Set::Documents } else { Set::Everyday };
        println!("{}", serde_json::to_string(&ours(&engine, set)).expect("figures"));
        return;
    }
    let wanted =
        |set: Set| !arguments.iter().any(|a| a == "--everyday" || a == "--documents") || arguments.contains(&format!("--{}", set.as_str()));
    fs::create_dir_all(work()).expect("a folder under target/");
    let node = npm();
    for set in [Set::Everyday, Set::Documents].into_iter().filter(|s| wanted(*s)) {
        if set == Set::Documents && !documents() {
            println!("\ndocuments: left out, there are no ../shared/seeds to import raw");
            continue;
        }
        compare(set, node);
    }
}

fn compare(set: Set, node: bool) {
    let knowledge = Knowledge::load(files(set)).knowledge;
    let judgments = judgments(set);
    let right: Vec<HashSet<usize>> = judgments.iter().map(|j| right(&knowledge, j)).collect();
    let path = work().join(format!("{}.json", set.as_str()));
    fs::write(&path, serde_json::to_vec(&export(&knowledge, &judgments)).expect("JSON")).expect("the set can be written");
    println!(
        "\n{}: {} passages, {} questions ({} without a right passage); one core, the best of {ROUNDS} rounds",
        set.as_str(),
        knowledge.passages.len(),
        judgments.len(),
        right.iter().filter(|r| r.is_empty()).count()
    );
    println!(
        "{:<38}{:>7}{:>7}{:>7}{:>11}{:>10}{:>8}{:>11}{:>9}",
        "", "at 1", "at 3", "mrr", "median ms", "p99 ms", "ratio", "build ms", "MB"
    );
    let own = |engine: &str| {
        let program = std::env::current_exe().expect("this program");
        run(Command::new(program).args(["--engine", engine, "--set", set.as_str()]))
    };
    let words = own("words").expect("words need nothing else");
    let base = at(&best(&words.times_us, right.len()), 50);
    row("Waymark, words alone", &words, &right, base);
    let model = own("model");
    if let Some(told) = &model {
        row("Waymark, with the model", told, &right, base);
        println!(
            "{:<38}{:>32.3}{:>10.3}",
            "  the question's embedding, beside it",
            at(&told.embed_us, 50) / 1e3,
            at(&told.embed_us, 99) / 1e3
        );
    } else {
        println!("Waymark, with the model: left out, it is not installed (WAYMARK_MODEL_DIR, or `waymark model install`)");
    }
    let script = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench").join(name);
    let fts5 = run(Command::new("python3").arg(script("fts5.py")).arg(&path));
    match &fts5 {
        Some(told) => row("SQLite FTS5, porter, bm25()", told, &right, base),
        None => println!("SQLite FTS5: left out, there is no Python with it"),
    }
    if let (Some(fts5), Some(model)) = (&fts5, &model) {
        // Both lists are at hand; nothing is timed.
        quality("MiniLM over passages alone", &model.deeper, &right);
        let fused: Vec<Vec<usize>> = fts5.deeper.iter().zip(&model.deeper).map(|(a, b)| fuse(a, b)).collect();
        quality("reciprocal rank fusion of the two", &fused, &right);
    }
    for (name, engine) in [
        ("MiniSearch 7.2.0, stems", "minisearch"),
        ("MiniSearch 7.2.0, fuzzy 0.2, prefix", "minisearch-fuzzy"),
        ("Orama 3.1.18, stems", "orama"),
        ("Orama 3.1.18, tolerance 1", "orama-fuzzy"),
    ] {
        match node.then(|| run(Command::new("node").arg(script("engines.mjs")).arg(engine).arg(&path))).flatten() {
            Some(told) => row(name, &told, &right, base),
            None => println!("{name}: left out, npm could not bring it"),
        }
    }
}

/// One line of JSON from an engine's own process, pinned to one core.
fn run(command: &mut Command) -> Option<Told> {
    let pinned = Command::new("taskset").arg("-V").output().is_ok();
    let mut all = if pinned { Command::new("taskset") } else { Command::new(command.get_program()) };
    if pinned {
        all.args(["-c", "0"]).arg(command.get_program());
    }
    let out = all.args(command.get_args()).output().ok()?;
    if !out.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&out.stderr));
        return None;
    }
    serde_json::from_slice(&out.stdout).ok()
}

/// Our own engine, in a process of its own.
fn ours(engine: &str, set: Set) -> Told {
    let knowledge = Knowledge::load(files(set)).knowledge;
    let (ranking, limits) = ranking(&knowledge);
    let judgments = judgments(set);
    let brain = (engine == "model").then(|| {
        let models = std::env::var_os("WAYMARK_MODEL_DIR").map_or_else(|| root().join("target/model"), PathBuf::from);
        let model = Arc::new(Model::load(&installed(&models).expect("the model")).expect("a sound model"));
        let data = std::env::var_os("WAYMARK_DATA_DIR").map_or_else(|| root().join("target/evaluation"), PathBuf::from);
        let texts = Texts::of(&knowledge);
        let vectors = EmbeddingCache::open(&data).embed_all(&model, &texts.all(), &mut |_, _| {}).expect("vectors");
        let embedder = Embedder::start(model).expect("a thread");
        (texts, vectors, embedder)
    });
    let before = memory();
    let started = Instant::now();
    let mut index = Index::build(&knowledge, ranking, limits).expect("an index");
    let mut passages: Vec<Vector> = Vec::new();
    let mut embedder = None;
    if let Some((texts, vectors, made)) = brain {
        passages = vectors[..knowledge.passages.len()].to_vec();
        index = index.with_meaning(texts.with_vectors(&vectors).expect("a vector a text"));
        embedder = Some(made);
    }
    let mut told = Told { build_ms: started.elapsed().as_secs_f64() * 1e3, memory_mb: memory() - before, ..Told::default() };
    let areas: Vec<Option<Area>> = judgments.iter().map(|j| j.area.clone()).collect();
    let vectors: Vec<Option<Vector>> = judgments
        .iter()
        .map(|j| {
            let started = Instant::now();
            let vector = embedder.as_ref().and_then(|e: &Embedder| e.embed_question(&index.mended(&j.question), Duration::from_secs(30)));
            told.embed_us.push(started.elapsed().as_secs_f64() * 1e6);
            vector
        })
        .collect();
    for round in 0..=ROUNDS {
        for ((judgment, area), vector) in judgments.iter().zip(&areas).zip(&vectors) {
            let request = SearchRequest {
                text: &judgment.question,
                vector: vector.as_ref(),
                area: area.as_ref(),
                audience: judgment.audience,
                today: TODAY,
            };
            let started = Instant::now();
            let found = index.search(request).expect("a search");
            let took = started.elapsed().as_secs_f64() * 1e6;
            if round == 0 {
                told.ranked.push(found.hits.iter().map(|h| h.passage).collect());
            } else {
                told.times_us.push(took);
            }
        }
    }
    told.deeper = vectors
        .iter()
        .zip(&areas)
        .map(|(v, area)| v.as_ref().map_or(Vec::new(), |v| nearest(&knowledge, &passages, v, area.as_ref())))
        .collect();
    told
}

/// The passages nearest by their own vector alone, with the same filter as the others.
fn nearest(knowledge: &Knowledge, vectors: &[Vector], question: &Vector, own: Option<&Area>) -> Vec<usize> {
    let fits = |at: &usize| {
        let article = knowledge.passages.get(*at).and_then(|p| knowledge.article_of(p)).filter(|a| a.origin != Origin::Glossary);
        article.is_some_and(|a| own.is_none_or(|own| a.area == *own || a.area == Area::england()))
    };
    let mut all: Vec<(f32, usize)> = (0..vectors.len()).filter(fits).map(|at| (vectors[at].dot(question), at)).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().take(60).map(|(_, at)| at).collect()
}

fn fuse(a: &[usize], b: &[usize]) -> Vec<usize> {
    let mut scores: HashMap<usize, f64> = HashMap::new();
    for list in [a, b] {
        for (rank, passage) in list.iter().enumerate() {
            *scores.entry(*passage).or_default() += 1.0 / (RRF + rank as f64 + 1.0);
        }
    }
    let mut all: Vec<(usize, f64)> = scores.into_iter().collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.into_iter().map(|(passage, _)| passage).collect()
}

fn right(knowledge: &Knowledge, judgment: &Judgment) -> HashSet<usize> {
    let is = |at: &usize| {
        let passage = &knowledge.passages[*at];
        knowledge.article_of(passage).is_some_and(|a| judgment.is_right(&a.id, &format!("{} {}", passage.heading, passage.text)))
    };
    (0..knowledge.passages.len()).filter(is).collect()
}

fn measures(ranked: &[Vec<usize>], right: &[HashSet<usize>]) -> [f64; 3] {
    let ranks: Vec<usize> = ranked
        .iter()
        .zip(right)
        .map(|(found, right)| found.iter().take(MOST).position(|p| right.contains(p)).map_or(0, |at| at + 1))
        .collect();
    let count = ranks.len().max(1) as f64;
    let within = |most: usize| ranks.iter().filter(|r| (1..=most).contains(*r)).count() as f64 / count;
    [within(1), within(3), ranks.iter().filter(|r| **r > 0).map(|r| 1.0 / *r as f64).sum::<f64>() / count]
}

fn row(name: &str, told: &Told, right: &[HashSet<usize>], base: f64) {
    let [one, three, mrr] = measures(&told.ranked, right);
    let times = best(&told.times_us, right.len());
    let (median, p99) = (at(&times, 50), at(&times, 99));
    println!(
        "{name:<38}{one:>7.3}{three:>7.3}{mrr:>7.3}{:>11.3}{:>10.3}{:>8.2}{:>11.0}{:>9.1}",
        median / 1e3,
        p99 / 1e3,
        median / base,
        told.build_ms,
        told.memory_mb
    );
}

fn quality(name: &str, ranked: &[Vec<usize>], right: &[HashSet<usize>]) {
    let [one, three, mrr] = measures(ranked, right);
    println!("{name:<38}{one:>7.3}{three:>7.3}{mrr:>7.3}");
}

/// Each question's quickest round, so that what else the machine does weighs less; the same for every engine.
fn best(times: &[f64], questions: usize) -> Vec<f64> {
    (0..questions).map(|q| times.iter().skip(q).step_by(questions.max(1)).copied().fold(f64::INFINITY, f64::min)).collect()
}

fn at(times: &[f64], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() * percent / 100).copied().unwrap_or_default()
}

fn export(knowledge: &Knowledge, judgments: &[Judgment]) -> Exported {
    let file: toml::Table = toml::from_str(knowledge.files.get("ranking.toml").expect("ranking.toml")).expect("TOML");
    let boosts = file["field"].as_table().expect("[field]").iter().map(|(k, v)| (k.clone(), v.as_float().unwrap_or(1.0))).collect();
    let stop = file["words"]["stop"].as_array().expect("stop words").iter().filter_map(|w| w.as_str().map(str::to_owned)).collect();
    let passages = knowledge.passages.iter().enumerate().filter_map(|(id, p)| {
        let article = knowledge.article_of(p).filter(|a| a.origin != Origin::Glossary)?;
        Some(OnePassage {
            id,
            title: article.title.clone(),
            questions: if p.opening { article.questions.join(" ") } else { String::new() },
            heading: p.path.clone(),
            body: p.text.clone(),
            area: article.area.as_str().to_owned(),
        })
    });
    let questions =
        judgments.iter().map(|j| OneQuestion { text: j.question.clone(), area: j.area.as_ref().map(|a| a.as_str().to_owned()) });
    Exported { passages: passages.collect(), questions: questions.collect(), boosts, stop, rounds: ROUNDS }
}

fn ranking(knowledge: &Knowledge) -> (Ranking, waymark::search::Limits) {
    let file = |name: &str| knowledge.files.get(name).expect("a file of the ranking");
    Ranking::parse(file("ranking.toml"), file("weights.toml")).expect("a sound ranking")
}

fn judgments(set: Set) -> Vec<Judgment> {
    evaluation::read(&root().join("knowledge/judgments"), set).expect("the judgments")
}

fn files(set: Set) -> Files {
    let base = Roots { base: Some(root().join("knowledge")), ..Roots::default() };
    let roots =
        if set == Set::Documents { Roots { without_base_articles: true, added: vec![work().join("documents")], ..base } } else { base };
    // Read as a library is, so that a folder that cannot be used stops the bench.
    Library::open(&roots).map(|l| l.knowledge.files.clone()).expect("the knowledge")
}

/// Imports the papers beside the project raw, as `tests/run` does.
fn documents() -> bool {
    let Some(seeds) = root().ancestors().skip(1).take(3).map(|a| a.join("shared/seeds")).find(|p| p.is_dir()) else { return false };
    let out = work().join("documents");
    drop(fs::remove_dir_all(&out));
    let areas = [("norfolk", "000"), ("norfolk", "001"), ("suffolk", "002"), ("suffolk", "003"), ("staffordshire", "004")];
    let mut papers: Vec<PathBuf> = fs::read_dir(seeds).expect("the papers").flatten().map(|e| e.path()).collect();
    papers.sort();
    areas.iter().all(|(area, start)| {
        let paper = papers.iter().find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(start)));
        paper.is_some_and(|paper| {
            let mut import = Command::new(env!("CARGO_BIN_EXE_waymark"));
            import.args(["import", "document"]).arg(paper).args(["--area", area, "--out"]).arg(&out);
            import.output().is_ok_and(|o| o.status.success())
        })
    })
}

fn npm() -> bool {
    let folder = root().join("tests/bench");
    Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(folder)
        .output()
        .is_ok_and(|o| o.status.success())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn work() -> PathBuf {
    root().join("target/bench")
}

/// This process's memory in MB, from the system's own count.
fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or_default() / 1e3
}
