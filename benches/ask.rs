//! How long an answer takes on the shipped knowledge, and how that compares with reading every passage.
//!
//! `cargo bench --bench ask`. The questions are the articles' own wordings in a seeded order, one core; the named alternative is a plain
//! scan that counts shared words over all passages, in the same run on the same questions.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a bench prints what it measured, and stops where it cannot measure")]

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use waymark::{
    answer::{self, Library, Question},
    knowledge::Roots,
    locale::Locale,
    reply, text,
};

const QUESTIONS: usize = 3_000;
const SCANNED: usize = 200;

fn main() {
    let roots = Roots { base: Some(concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge").into()), ..Roots::default() };
    let started = Instant::now();
    let library = Library::open(&roots).expect("the shipped knowledge can be read");
    println!(
        "read and indexed  {:>8.1} ms   {} articles, {} passages",
        ms(started.elapsed()),
        library.knowledge.articles.len(),
        library.knowledge.passages.len()
    );

    let mut wordings: Vec<String> = library.knowledge.articles.iter().flat_map(|a| a.questions.clone()).collect();
    shuffle(&mut wordings);
    let questions: Vec<Question> = wordings.iter().take(QUESTIONS).map(|w| question(w)).collect();
    let locale = Locale::default();
    for question in questions.iter().take(50) {
        answer::answer(&library, question);
    }

    let mut whole = Vec::new();
    let (mut screen, mut retrieve) = (Vec::new(), Vec::new());
    for question in &questions {
        let started = Instant::now();
        let answer = answer::answer(&library, question);
        let reply = reply::compose(&library, &answer, &locale);
        whole.push(started.elapsed());
        assert!(!reply.standard.is_empty() || reply.help.is_some());
        screen.push(answer.timings.screen);
        retrieve.push(answer.timings.retrieve);
    }
    report("answer and reply", &mut whole);
    report("  screening", &mut screen);
    report("  search", &mut retrieve);

    let passages: Vec<HashSet<String>> = library.knowledge.passages.iter().map(|p| text::words(&p.text).into_iter().collect()).collect();
    let mut scan = Vec::new();
    for question in questions.iter().take(SCANNED) {
        let started = Instant::now();
        let words = text::words(&question.text);
        let best = library.knowledge.passages.iter().map(|p| {
            let held: HashSet<String> = text::words(&p.text).into_iter().collect();
            words.iter().filter(|w| held.contains(*w)).count()
        });
        std::hint::black_box(best.max());
        scan.push(started.elapsed());
    }
    report("scan of all text", &mut scan);
    let mut kept = Vec::new();
    for question in &questions {
        let started = Instant::now();
        let words = text::words(&question.text);
        std::hint::black_box(passages.iter().map(|p| words.iter().filter(|w| p.contains(*w)).count()).max());
        kept.push(started.elapsed());
    }
    report("scan of word sets", &mut kept);
    println!(
        "ratio, median: scan of all text / answer = {:.1}, scan of word sets / answer = {:.2}",
        ratio(&scan, &whole),
        ratio(&kept, &whole)
    );
}

fn question(text: &str) -> Question {
    Question { text: text.to_owned(), before: Vec::new(), area: None, audience: None, today: jiff::civil::date(2026, 11, 21) }
}

/// A seeded order (xorshift), the same in every run.
fn shuffle(items: &mut [String]) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for i in (1..items.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        items.swap(i, usize::try_from(state % (i as u64 + 1)).unwrap_or(0));
    }
}

fn report(name: &str, times: &mut [Duration]) {
    times.sort();
    println!(
        "{name:<18}{:>8.3} ms median {:>8.3} ms 99th percentile   n = {}",
        ms(middle(times)),
        ms(times[times.len() * 99 / 100]),
        times.len()
    );
}

fn middle(sorted: &[Duration]) -> Duration {
    sorted[sorted.len() / 2]
}

fn ratio(a: &[Duration], b: &[Duration]) -> f64 {
    middle(a).as_secs_f64() / middle(b).as_secs_f64()
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1_000.0
}
