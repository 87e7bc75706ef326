//! How long the semantic model takes: loading, a question alone, many texts at once, and vectors from the cache.
//! `WAYMARK_MODEL_DIR=… cargo bench --bench embed`; without the variable the model is looked for where `tests/run` puts it.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a bench prints, and stops at the first fault")]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use waymark::semantic::{Embedder, EmbeddingCache, Model, installed};

const SHORT: &str = "how long does an ehcp take?";
const STORY: &str = "My son is nine and has been out of school since March because the taxi was stopped and the new driver did not come. The \
                     council says we live too near, but he cannot walk that far alone and I have two more to bring. I rang three times and \
                     nobody could say who decides. Can we appeal, and how long does it take until somebody answers?";

fn main() {
    // A data folder with a filled cache.
    if let Some(data) = std::env::var_os("WAYMARK_BENCH_CACHE") {
        let started = Instant::now();
        let cache = EmbeddingCache::open(Path::new(&data));
        println!("{} vectors from the cache: {:.0} ms", cache.len(), millis(started.elapsed()));
    }
    let models =
        std::env::var_os("WAYMARK_MODEL_DIR").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/model"), PathBuf::from);
    let folder = installed(&models).expect("the model is not installed: set WAYMARK_MODEL_DIR, or run `waymark model install`");
    let started = Instant::now();
    let model = Arc::new(Model::load(&folder).unwrap());
    println!("load, checksum and all: {:.0} ms", millis(started.elapsed()));

    let embedder = Embedder::start(model.clone()).unwrap();
    for text in [SHORT, STORY] {
        let mut times: Vec<f64> = (0..60)
            .map(|i| {
                // A new wording each time, else the cache answers.
                let asked = format!("{text}{}", ["", " ", "!", "?"][i % 4].repeat(1 + i / 4));
                let started = Instant::now();
                embedder.embed_question(&asked, Duration::from_secs(10)).unwrap();
                millis(started.elapsed())
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("a question of {} characters: median {:.1} ms, 90 in 100 within {:.1} ms", text.len(), times[30], times[54]);
    }
    let words: Vec<&str> = STORY.split(' ').collect();
    for length in [6, 15, 30, 60, 120, 240] {
        let texts: Vec<String> =
            (0..6_000 / length).map(|i| words.iter().cycle().skip(i).take(length).copied().collect::<Vec<_>>().join(" ")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let started = Instant::now();
        model.embed(&texts).unwrap();
        println!("{} texts of {length} words: {:.0} a second", texts.len(), texts.len() as f64 / started.elapsed().as_secs_f64());
    }
    // Mostly a few words, sometimes a passage, as in the knowledge.
    let mixed: Vec<String> =
        (0..500usize).map(|i| words.iter().cycle().skip(i).take(6 + (i * i) % 29).copied().collect::<Vec<_>>().join(" ")).collect();
    let mixed: Vec<&str> = mixed.iter().map(String::as_str).collect();
    let started = Instant::now();
    model.embed(&mixed).unwrap();
    println!("500 texts of 6 to 34 words: {:.0} a second", 500.0 / started.elapsed().as_secs_f64());
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
