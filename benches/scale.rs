//! How an answer's time, the memory and the building grow with the knowledge: 1,000, 10,000 and 100,000 passages.
//!
//! `cargo bench --bench scale [-- PASSAGES…]`. The passages are sentences of our own articles in a seeded order, five to a section. Each
//! size runs in a process of its own, on one core where `taskset` is there. The vectors are made up (seeded, of length one), at every size:
//! what a comparison costs does not depend on what the numbers mean. How fast real ones are made is measured apart, on one core and on
//! two, over the first passages (needs WAYMARK_MODEL_DIR or target/model). The named alternative, in the same run on the same questions,
//! is reading every text for the question's words.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a bench prints what it measured, and stops where it cannot measure")]

use std::{
    fmt::Write as _,
    fs,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use waymark::{
    knowledge::{Files, Knowledge, Roots},
    search::{Index, Ranking, SearchRequest, Texts},
    semantic::{DIMENSIONS, Model, Vector, installed},
    text,
};

const SECTIONS: usize = 100;
const SENTENCES: usize = 5;
const QUESTIONS: usize = 300;
const ROUNDS: usize = 3;
const SCANNED: usize = 10;
/// Different made-up vectors; each is used many times, which no comparison can tell.
const VECTORS: usize = 10_000;
/// Passages that are really embedded.
const EMBEDDED: usize = 200;
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("--measure") => measure(arguments.get(1).and_then(|n| n.parse().ok()).expect("a number of passages")),
        Some("--embed") => embed(),
        _ => {
            let mut sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
            if sizes.is_empty() {
                sizes = vec![1_000, 10_000, 100_000];
            }
            println!(
                "made-up unit vectors at every size; {QUESTIONS} questions: the articles' own wordings; times in ms, on one core, the best of {ROUNDS}"
            );
            println!(
                "{:>9}{:>10}{:>9}{:>9}{:>9}{:>9}{:>10}{:>9}{:>9}{:>10}{:>8}",
                "passages", "vectors", "words", "p99", "meaning", "p99", "build ms", "MB", "+vectors", "scan", "ratio"
            );
            for size in sizes {
                again("0", &["--measure", &size.to_string()]);
            }
            again("0", &["--embed"]);
            again("0,1", &["--embed"]);
        }
    }
}

/// This program once more, on those cores.
fn again(cores: &str, arguments: &[&str]) {
    let program = std::env::current_exe().expect("this program");
    let pinned = Command::new("taskset").arg("-V").output().is_ok();
    let mut command = if pinned { Command::new("taskset") } else { Command::new(&program) };
    if pinned {
        command.args(["-c", cores]).arg(&program);
    }
    assert!(command.args(arguments).status().expect("it runs").success(), "a part of the bench failed");
}

fn measure(size: usize) {
    let (knowledge, questions) = made(size);
    let read = |name: &str| fs::read_to_string(root().join("knowledge").join(name)).expect("a file of the ranking");
    let (ranking, limits) = Ranking::parse(&read("ranking.toml"), &read("weights.toml")).expect("a sound ranking");
    let before = memory();
    let started = Instant::now();
    let index = Index::build(&knowledge, ranking, limits).expect("an index");
    let (built, words_mb) = (ms(started.elapsed()), memory() - before);
    let search = |index: &Index, vectors: &[Vector]| {
        let mut times: Vec<f64> = vec![f64::INFINITY; QUESTIONS];
        // Each question's quickest round, so that what else the machine does weighs less.
        for (at, question) in (0..ROUNDS).flat_map(|_| questions.iter().enumerate()) {
            let vector = vectors.get(at);
            let started = Instant::now();
            let found = index.search(SearchRequest { text: question, vector, area: None, audience: None, today: TODAY }).expect("a search");
            times[at] = times[at].min(ms(started.elapsed()));
            std::hint::black_box(found);
        }
        times.sort_by(f64::total_cmp);
        (times[times.len() / 2], times[times.len() * 99 / 100])
    };
    let (words, words_p99) = search(&index, &[]);
    let (meaning, vectors) = {
        let pool = vectors();
        let texts = Texts::of(&knowledge);
        let all: Vec<Vector> = pool.iter().cycle().take(texts.all().len()).cloned().collect();
        (texts.with_vectors(&all).expect("a vector a text"), pool)
    };
    let count = meaning.len();
    let index = index.with_meaning(meaning);
    let (by_meaning, meaning_p99) = search(&index, &vectors);
    let bytes = count_bytes(&knowledge, count);
    let mut scan: Vec<f64> = questions
        .iter()
        .take(SCANNED)
        .map(|question| {
            let started = Instant::now();
            let words = text::words(question);
            let best = knowledge.passages.iter().map(|p| {
                let here = text::words(&p.text);
                words.iter().filter(|w| here.contains(w)).count()
            });
            std::hint::black_box(best.max());
            ms(started.elapsed())
        })
        .collect();
    scan.sort_by(f64::total_cmp);
    println!(
        "{:>9}{count:>10}{words:>9.2}{words_p99:>9.2}{by_meaning:>9.2}{meaning_p99:>9.2}{built:>10.0}{words_mb:>9.0}{bytes:>9.0}{:>10.1}{:>8.1}",
        knowledge.passages.len(),
        scan[SCANNED / 2],
        scan[SCANNED / 2] / by_meaning
    );
}

/// The vectors' memory in MB: passages and wordings as they are, sentences as bytes.
fn count_bytes(knowledge: &Knowledge, all: usize) -> f64 {
    let whole = knowledge.passages.len() * 2;
    (whole * 4 + all.saturating_sub(whole)) as f64 * DIMENSIONS as f64 / 1e6
}

fn embed() {
    let models = std::env::var_os("WAYMARK_MODEL_DIR").map_or_else(|| root().join("target/model"), PathBuf::from);
    let Some(folder) = installed(&models) else {
        println!("embedding: left out, the model is not installed (WAYMARK_MODEL_DIR, or `waymark model install`)");
        return;
    };
    let (knowledge, _) = made(EMBEDDED);
    let model = Model::load(&folder).expect("a sound model");
    let texts = Texts::of(&knowledge);
    let all = texts.all();
    let started = Instant::now();
    model.embed(&all).expect("vectors");
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "embedding on {} core(s): {:.0} texts a second; a passage has {:.1} texts (itself, its heading, its sentences), so {:.1} passages a second",
        std::thread::available_parallelism().map_or(1, usize::from),
        all.len() as f64 / seconds,
        all.len() as f64 / knowledge.passages.len() as f64,
        knowledge.passages.len() as f64 / seconds
    );
}

/// A knowledge base of so many passages, and questions for it.
fn made(size: usize) -> (Knowledge, Vec<String>) {
    let roots = Roots { base: Some(root().join("knowledge")), ..Roots::default() };
    let shipped = Knowledge::load(roots.read().expect("the shipped knowledge").0).knowledge;
    let sentences: Vec<String> = shipped.passages.iter().flat_map(|p| text::sentences(&p.text)).filter(|s| is_plain(s)).collect();
    let headings: Vec<&str> = shipped.articles.iter().map(|a| a.title.as_str()).filter(|t| is_plain(t)).collect();
    let mut seed = Seed(0x9E37_79B9_7F4A_7C15);
    let mut files = Vec::new();
    let mut left = size;
    let areas = ["norfolk", "suffolk", "staffordshire", "england"];
    while left > 0 {
        let at = files.len();
        let area = areas[at % areas.len()];
        let mut file = format!("+++\ntitle = \"Paper {at}\"\narea = \"{area}\"\nimported = true\n+++\n\n");
        for section in 0..SECTIONS.min(left) {
            if section > 0 {
                write!(file, "## {} {section}\n\n", headings[seed.below(headings.len())]).expect("text");
            }
            let body: Vec<&str> = (0..SENTENCES).map(|_| sentences[seed.below(sentences.len())].as_str()).collect();
            write!(file, "{}\n\n", body.join(" ")).expect("text");
        }
        left -= SECTIONS.min(left);
        files.push((format!("articles/{area}/imported/paper-{at}.md"), file));
    }
    for name in ["glossary.toml", "synonyms.toml", "words/general.txt"] {
        files.extend(shipped.files.get(name).filter(|_| name != "glossary.toml").map(|t| (name.to_owned(), t.to_owned())));
    }
    let wordings: Vec<&String> = shipped.articles.iter().flat_map(|a| &a.questions).collect();
    let questions = (0..QUESTIONS).map(|_| wordings[seed.below(wordings.len())].clone()).collect();
    (Knowledge::load(Files::of(files)).knowledge, questions)
}

/// A sentence that Markdown does not read as something else.
fn is_plain(text: &str) -> bool {
    text.split_whitespace().count() >= 4
        && !text.contains(['\n', '|', '<', '[', '`', '*', '_', '•', '#'])
        && text.starts_with(char::is_alphabetic)
}

fn vectors() -> Vec<Vector> {
    let mut seed = Seed(0xD1B5_4A32_D192_ED03);
    let one = || {
        let numbers: Vec<f32> = (0..DIMENSIONS).map(|_| (seed.next() >> 40) as f32 / (1u64 << 24) as f32 - 0.5).collect();
        let length = numbers.iter().map(|n| n * n).sum::<f32>().sqrt();
        Vector::new(numbers.into_iter().map(|n| n / length).collect()).expect("of length one")
    };
    std::iter::repeat_with(one).take(VECTORS).collect()
}

/// Xorshift: the same in every run.
struct Seed(u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// This process's memory in MB, from the system's own count.
fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or_default() / 1e3
}
