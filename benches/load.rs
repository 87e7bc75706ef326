//! How many questions a second a server answers over HTTP, and how long each takes, by how many people ask at once.
//!
//! `cargo bench --bench load [SECONDS]`. The real server runs on one core where `taskset` is there (said in the first line), with a database
//! file of its own; each person has a conversation and asks an article's own wording in a seeded order. The named alternative, in the same
//! run: `/healthz`, which does nothing, so that the ratio tells what answering costs beside serving.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a bench prints what it measured, and stops where it cannot measure")]

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use waymark::{answer::Library, knowledge::Roots};

fn main() {
    let seconds = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(5);
    let folder = tempfile::tempdir().expect("a folder for the database");
    let (mut server, base, cores) = start(folder.path());
    let roots = Roots { base: Some(concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge").into()), ..Roots::default() };
    let library = Library::open(&roots).expect("the shipped knowledge can be read");
    let wordings: Arc<Vec<String>> = Arc::new(library.knowledge.articles.iter().flat_map(|a| a.questions.clone()).collect());
    println!("the server on {cores}, words alone, {} wordings; memory at rest {} MB", wordings.len(), memory(&server));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for people in [1, 10, 100] {
        let idle = runtime.block_on(run(&base, people, seconds, None));
        let asked = runtime.block_on(run(&base, people, seconds, Some(&wordings)));
        println!(
            "{people:>4} at once: {:>7.0} questions/s, {:>6.1} ms median, {:>6.1} ms 99th percentile; /healthz {:>7.0}/s, ratio {:.1}; memory {} MB",
            asked.len() as f64 / seconds as f64,
            at(&asked, 50),
            at(&asked, 99),
            idle.len() as f64 / seconds as f64,
            idle.len() as f64 / asked.len().max(1) as f64,
            memory(&server)
        );
    }
    server.kill().expect("the server can be stopped");
    server.wait().expect("the server ends");
}

fn start(data: &std::path::Path) -> (Child, String, &'static str) {
    let program = env!("CARGO_BIN_EXE_waymark");
    let pinned = Command::new("taskset").arg("-V").output().is_ok();
    let mut command = if pinned { Command::new("taskset") } else { Command::new(program) };
    if pinned {
        command.args(["-c", "0", program]);
    }
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env("WAYMARK_MODEL_AUTO_INSTALL", "false").env("WAYMARK_LOG", "error");
    // What is measured is the server, not its patience with one network.
    command.env("WAYMARK_LIMITS_PERSON_PER_MINUTE", "0").env("WAYMARK_LIMITS_NETWORK_PER_MINUTE", "0");
    let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the server starts");
    let mut line = String::new();
    let mut out = BufReader::new(server.stdout.take().expect("its output"));
    out.read_line(&mut line).expect("its address");
    // Read to its end, or the server could say no more and would stop.
    std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(drop));
    let base = line.trim().trim_start_matches("Waymark listens on ").to_owned();
    (server, base, if pinned { "one core" } else { "all cores" })
}

/// Times of all requests that were answered, sorted, in milliseconds; a refused one stops the bench.
async fn run(base: &str, people: usize, seconds: u64, wordings: Option<&Arc<Vec<String>>>) -> Vec<f64> {
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut each = tokio::task::JoinSet::new();
    for person in 0..people {
        let (base, wordings) = (base.to_owned(), wordings.cloned());
        each.spawn(async move {
            let client = reqwest::Client::builder().cookie_store(true).redirect(reqwest::redirect::Policy::none()).no_proxy();
            let client = client.build().expect("a client");
            let mut times = Vec::new();
            let mut state = 0x9E37_79B9_7F4A_7C15_u64 ^ (person as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            while Instant::now() < until {
                // Seeded (xorshift): the same questions in every run.
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let started = Instant::now();
                let request = match &wordings {
                    Some(all) => {
                        let question = all.get(usize::try_from(state % all.len() as u64).unwrap_or(0)).map_or("", String::as_str);
                        client.post(format!("{base}/ask")).form(&[("question", question)])
                    }
                    None => client.get(format!("{base}/healthz")),
                };
                let answer = request.send().await.expect("the server answers");
                assert!(answer.status().is_success() || answer.status().is_redirection(), "{}", answer.status());
                answer.bytes().await.expect("the whole answer");
                times.push(started.elapsed().as_secs_f64() * 1_000.0);
            }
            times
        });
    }
    let mut all = Vec::new();
    while let Some(times) = each.join_next().await {
        all.extend(times.expect("no person fails"));
    }
    all.sort_by(f64::total_cmp);
    all
}

fn at(sorted: &[f64], percent: usize) -> f64 {
    sorted.get(sorted.len() * percent / 100).copied().unwrap_or_default()
}

/// The server's memory in MB, from the system's own count; 0 where there is none.
fn memory(server: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
    let kb = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kb.unwrap_or_default() / 1024
}
