//! How many passages a second an import makes, beside the plainest thing that could be done with the same files.
//!
//! `cargo bench --bench import [FILE…]`. Without files: made documents of 50,000 words as Markdown, text and HTML, and real ones from
//! ../shared where they are. The named alternative, in the same run on the same bytes: read the file, take its letters as they are and cut
//! them every 150 words.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a bench prints what it measured, and stops where it cannot measure")]

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use waymark::knowledge::import::{self, Limits};

const ROUNDS: usize = 5;

fn main() {
    let mut files: Vec<PathBuf> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(PathBuf::from).collect();
    let made = tempfile::tempdir().expect("a folder for made documents");
    if files.is_empty() {
        files = made_documents(made.path());
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        if let Some(shared) = root.ancestors().skip(1).take(3).map(|a| a.join("shared")).find(|p| p.is_dir()) {
            files.extend(
                ["seeds", "data/documents/pdf", "data/documents/docx", "data/documents/html"].iter().flat_map(|f| listed(&shared.join(f))),
            );
        }
    }
    println!("{:<62}{:>9}{:>10}{:>12}{:>12}{:>8}", "document", "passages", "ms", "passages/s", "plain ms", "ratio");
    let (mut all, mut time, mut plain_time) = (0, Duration::ZERO, Duration::ZERO);
    for file in &files {
        let limits = Limits::default();
        let Ok(preview) = import::preview(file, &limits) else { continue };
        let took = median(|| drop(black_box(import::preview(file, &limits))));
        let plain = median(|| drop(black_box(cut(file))));
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        row(&name, preview.passages, took, plain);
        all += preview.passages;
        time += took;
        plain_time += plain;
    }
    row("all", all, time, plain_time);
}

fn row(name: &str, passages: usize, took: Duration, plain: Duration) {
    let seconds = took.as_secs_f64().max(1e-9);
    let (ms, plain_ms) = (seconds * 1e3, plain.as_secs_f64() * 1e3);
    let name: String = name.chars().take(60).collect();
    println!("{name:<62}{passages:>9}{ms:>10.1}{:>12.0}{plain_ms:>12.2}{:>8.0}", passages as f64 / seconds, ms / plain_ms.max(1e-6));
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

/// The plain alternative.
fn cut(file: &Path) -> Vec<String> {
    let text = String::from_utf8_lossy(&fs::read(file).unwrap_or_default()).into_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.chunks(150).map(|c| c.join(" ")).collect()
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut out: Vec<PathBuf> = entries.filter(|p| p.is_file() && p.file_name().is_some_and(|n| n != "README.md")).collect();
    out.sort();
    out
}

fn made_documents(folder: &Path) -> Vec<PathBuf> {
    let sentence = "Families who ask for a short break in the spring hear from the team within ten working days of that letter. ";
    let paragraph = sentence.repeat(5);
    let sections = 500;
    let section = |open: &str, close: &str, p: &str, q: &str| -> String {
        (0..sections).map(|i| format!("{open}Section number {i}{close}\n\n{p}{paragraph}{q}\n\n")).collect()
    };
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).expect("a made document can be written");
        path
    };
    vec![
        write("made.md", section("## ", "", "", "")),
        write("made.txt", section("", "", "", "")),
        write("made.html", format!("<html><body><main>{}</main></body></html>", section("<h2>", "</h2>", "<p>", "</p>"))),
    ]
}
