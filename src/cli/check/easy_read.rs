//! `waymark check --easy-read`: how easy the easy reads are, line by line, and any text that an editor gives.

use std::{
    collections::BTreeMap,
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use serde::Serialize;

use super::{number, output};
use crate::{
    knowledge::{EasyReadFinding, Knowledge, easy_reads},
    text::{
        fold,
        readability::{self, Finding, Form, Lexicon, Measure, Weight},
    },
};

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

#[derive(Serialize)]
struct Report {
    errors: usize,
    warnings: usize,
    advice: usize,
    /// How often each rule found something.
    rules: BTreeMap<&'static str, usize>,
    texts: Vec<TextReport>,
}

/// One article's easy read, or one file.
#[derive(Serialize)]
struct TextReport {
    /// The article, or the file as it was named.
    name: String,
    file: String,
    measure: Measure,
    findings: Vec<EasyReadFinding>,
}

/// Checks the easy read of every article, or the files that were named.
pub(super) fn run(knowledge: &Knowledge, files: &[PathBuf], json: bool) -> anyhow::Result<ExitCode> {
    let texts = if files.is_empty() {
        let named = |e: crate::knowledge::EasyRead| TextReport {
            name: e.article.to_string(),
            file: e.file,
            measure: e.measure,
            findings: e.findings,
        };
        easy_reads(knowledge).into_iter().map(named).collect()
    } else {
        let lexicon = knowledge.lexicon();
        files.iter().map(|file| of_file(file, &lexicon)).collect::<anyhow::Result<Vec<_>>>()?
    };
    let report = Report::of(texts);
    if json {
        output::say(&serde_json::to_string(&report)?)?;
    } else {
        for line in report.lines(files.is_empty()) {
            output::say(&line)?;
        }
    }
    Ok(if report.errors > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn of_file(file: &Path, lexicon: &Lexicon) -> anyhow::Result<TextReport> {
    let name = file.display().to_string();
    let (name, bytes) = if name == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).context("standard input cannot be read")?;
        ("standard input".to_owned(), bytes)
    } else {
        let mut bytes = Vec::new();
        let opened = std::fs::File::open(file).with_context(|| format!("{name} cannot be read"))?;
        opened.take(MAX_BYTES + 1).read_to_end(&mut bytes).with_context(|| format!("{name} cannot be read"))?;
        (name, bytes)
    };
    anyhow::ensure!(bytes.len() as u64 <= MAX_BYTES, "{name} has more than {MAX_BYTES} bytes; give a part of it");
    let text =
        String::from_utf8(bytes).ok().with_context(|| format!("{name} is not UTF-8 text; save it as plain text, or import it first"))?;
    let text = text.trim_start_matches('\u{feff}');
    let form = if is_markdown(file, text) { Form::Markdown } else { Form::Plain };
    let report = readability::read(&easy_part(text, form), form, lexicon);
    anyhow::ensure!(report.measure.words > 0, "{name} has no words to read");
    let findings = report.findings.into_iter().map(|f| EasyReadFinding { file_line: Some(f.line), finding: f }).collect();
    Ok(TextReport { file: name.clone(), name, measure: report.measure, findings })
}

fn is_markdown(file: &Path, text: &str) -> bool {
    let by_name = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"));
    by_name || text.starts_with("+++\n") || text.lines().any(|l| l.starts_with("# ") || l.starts_with("## ") || l.starts_with("- {"))
}

/// Of an article of ours only the easy read is looked at; the rest becomes empty lines, so that lines keep their numbers.
fn easy_part(text: &str, form: Form) -> String {
    let is_heading = |l: &str| l.starts_with('#');
    let is_easy = |l: &str| is_heading(l) && fold(l.trim_start_matches('#')) == "easy read";
    if form != Form::Markdown || !text.lines().any(is_easy) {
        return text.to_owned();
    }
    let mut inside = false;
    let kept = text.lines().map(|line| {
        if is_heading(line) {
            inside = is_easy(line);
            return "";
        }
        if inside { line } else { "" }
    });
    kept.collect::<Vec<_>>().join("\n")
}

impl Report {
    fn of(texts: Vec<TextReport>) -> Self {
        let mut rules = BTreeMap::new();
        let mut counts = BTreeMap::from([(Weight::Advice, 0), (Weight::Warning, 0), (Weight::Error, 0)]);
        for Finding { rule, weight, .. } in texts.iter().flat_map(|t| t.findings.iter().map(|f| &f.finding)) {
            *rules.entry(rule.as_str()).or_default() += 1;
            *counts.entry(*weight).or_default() += 1;
        }
        let count = |w: Weight| counts.get(&w).copied().unwrap_or_default();
        Self { errors: count(Weight::Error), warnings: count(Weight::Warning), advice: count(Weight::Advice), rules, texts }
    }

    fn lines(&self, is_knowledge: bool) -> Vec<String> {
        let mut out = Vec::new();
        for text in &self.texts {
            out.extend(text.findings.iter().map(|f| told(&text.file, f)));
            out.extend(if is_knowledge { vec![short(text)] } else { whole(text) });
            out.push(String::new());
        }
        let mut scores: Vec<f64> = self.texts.iter().map(|t| t.measure.score).collect();
        scores.sort_by(f64::total_cmp);
        if let (Some(lowest), Some(middle)) = (scores.first(), scores.get(scores.len() / 2)) {
            let hardest = self.texts.iter().min_by(|a, b| a.measure.score.total_cmp(&b.measure.score)).map_or("", |t| &t.name);
            if scores.len() > 1 {
                out.push(format!("Score: half of them have {middle:.1} or more; the lowest is {lowest:.1} ({hardest})."));
            }
        }
        let kinds: Vec<String> = self.rules.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
        out.push(format!(
            "{}: {}, {}, {} of advice{kinds}",
            number(self.texts.len(), "text"),
            number(self.errors, "error"),
            number(self.warnings, "warning"),
            number(self.advice, "piece")
        ));
        out
    }
}

fn told(file: &str, found: &EasyReadFinding) -> String {
    let Finding { rule, weight, sentence, what, fix, .. } = &found.finding;
    let at = found.file_line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
    let weight = match weight {
        Weight::Advice => "advice",
        Weight::Warning => "warning",
        Weight::Error => "error",
    };
    let what = if sentence.is_empty() { what.clone() } else { format!("“{sentence}” {what}") };
    format!("{at}: {weight}: {what}. {fix} [{}]", rule.as_str())
}

fn short(text: &TextReport) -> String {
    let m = &text.measure;
    format!(
        "{}: score {:.1}; {} with {:.1} words on average; grade {:.1}; {:.0} in 100 words are hard",
        text.name,
        m.score,
        number(m.sentences, "sentence"),
        m.mean_sentence,
        m.flesch_kincaid,
        m.hard_words * 100.0
    )
}

/// Every measure, for somebody who works on one text.
fn whole(text: &TextReport) -> Vec<String> {
    let m = &text.measure;
    vec![
        format!("{}: score {:.1} of 100 (higher is easier)", text.name, m.score),
        format!("  {}, {}, {}", number(m.words, "word"), number(m.sentences, "sentence"), number(m.paragraphs, "paragraph")),
        format!("  words a sentence: {:.1} on average, {} at most", m.mean_sentence, m.longest_sentence),
        format!("  syllables a word: {:.2}; letters a word: {:.2}", m.mean_syllables, m.mean_letters),
        format!("  Flesch-Kincaid grade {:.1}, Flesch reading ease {:.1}", m.flesch_kincaid, m.flesch_ease),
        format!("  LIX {:.1}, RIX {:.2}, SMOG {:.1}", m.lix, m.rix, m.smog),
        format!(
            "  in 100 words: {:.1} hard, {:.1} with a plainer one at hand, {:.1} with 3 and more syllables",
            m.hard_words * 100.0,
            m.replaceable * 100.0,
            m.long_syllables * 100.0
        ),
        format!(
            "  a sentence: {:.2} passives, {:.2} clauses beside the main one, {:.2} words that join, {:.2} commas, {:.2} words that say no",
            m.passives, m.subordinators, m.coordinators, m.commas, m.negations
        ),
    ]
}
