//! How easy texts are: graded texts in order, the shipped easy read and the program's own easy words without an error, and
//! `waymark check --easy-read` as an editor meets it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Deserialize;
use serde_json::Value;
use waymark::{
    knowledge::{Files, Knowledge},
    text::readability::{Form, Lexicon, Rule, Weight, measure, read},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn lexicon() -> Lexicon {
    Knowledge::load(Files::shipped()).knowledge.lexicon()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Graded {
    kind: String,
    differs: String,
    elementary: String,
    intermediate: String,
    advanced: String,
}

// Written before the score was; the odd ones were looked at while it was made, the even ones were not.
#[test]
fn the_score_puts_graded_texts_in_order() {
    let lexicon = lexicon();
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/fixtures/graded")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let (mut right, mut wrong) = ([0, 0], Vec::new());
    for file in &files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let graded: Graded = toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        assert!(!graded.kind.is_empty() && ["vocabulary", "syntax", "both"].contains(&graded.differs.as_str()), "{name}");
        let texts = [&graded.elementary, &graded.intermediate, &graded.advanced];
        let measures = texts.map(|t| measure(t, Form::Plain, &lexicon));
        assert!(measures.iter().all(|m| (80..=250).contains(&m.words)), "{name}: {:?}", measures.map(|m| m.words));
        let [easy, middle, hard] = measures.map(|m| m.score);
        if easy > middle && middle > hard {
            right[usize::from(name[..2].parse::<usize>().unwrap() % 2 == 0)] += 1;
        } else {
            wrong.push(format!("{name}: {easy:.1} {middle:.1} {hard:.1}"));
        }
    }
    println!("in order: {} of the odd and {} of the even of {} graded texts; not so {wrong:?}", right[0], right[1], files.len());
    assert!(files.len() >= 36 && (right[0] + right[1]) * 100 >= files.len() * 95, "{wrong:?}");
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn check(arguments: &[&str], input: Option<&str>) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    for (name, _) in std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("WAYMARK_")) {
        command.env_remove(name);
    }
    command.current_dir(root().join("tests/fixtures/readability")).args(["check", "--easy-read", "--knowledge", "../../../knowledge"]);
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // A command that ends without reading closes the pipe: that is no failure of the test.
    let _ = pipe.write_all(input.unwrap_or_default().as_bytes());
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn no_shipped_easy_read_has_an_error() {
    let ran = check(&["--json"], None);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let texts = report["texts"].as_array().unwrap();
    let scores: Vec<f64> = texts.iter().map(|t| t["measure"]["score"].as_f64().unwrap()).collect();
    let lines: u64 = texts.iter().map(|t| t["measure"]["sentences"].as_u64().unwrap()).sum();
    let lowest = scores.iter().copied().fold(100.0, f64::min);
    println!(
        "{} easy reads, {lines} lines: {} errors, {} warnings, {} pieces of advice; lowest score {lowest:.1}; {}",
        texts.len(),
        report["errors"],
        report["warnings"],
        report["advice"],
        report["rules"]
    );
    assert_eq!((ran.code, report["errors"].as_u64()), (0, Some(0)), "{}", ran.err);
    assert!(texts.len() > 400 && lines > 3000 && lowest >= 60.0, "{} {lines} {lowest}", texts.len());
    assert!(texts.iter().all(|t| t["findings"].as_array().unwrap().iter().all(|f| f["file_line"].is_u64())));
}

#[test]
fn any_file_is_checked_and_told_by_line_and_rule() {
    let ran = check(&["letter.md", "easy.txt"], None);
    assert_eq!(ran.code, 1, "{}", ran.err);
    insta::assert_snapshot!(ran.out);
    let ran = check(&["easy.txt"], None);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn standard_input_is_a_text_too() {
    let ran = check(&["--json", "-"], Some("You wait six weeks.\n"));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let text = &report["texts"][0];
    assert_eq!((ran.code, report["errors"].as_u64(), text["measure"]["words"].as_u64()), (1, Some(1), Some(4)));
    let found = &text["findings"][0];
    assert_eq!(
        (found["rule"].as_str(), found["file_line"].as_u64(), found["weight"].as_str()),
        (Some("number-word"), Some(1), Some("error"))
    );
    assert_eq!(found["fix"], "Write it in digits: 6.");
    let article = "+++\ntitle = \"A\"\n+++\n\nA provision of 20% is, e.g., made.\n\n## Easy read\n- {clock} You wait 6 weeks.\n";
    assert_eq!(check(&["-"], Some(article)).code, 0, "only the easy read of an article is read as easy read");
}

#[test]
fn what_cannot_be_read_is_told() {
    for (arguments, input, says) in
        [(&["nowhere.txt"][..], "", "nowhere.txt cannot be read"), (&["-"][..], " \n", "standard input has no words to read")]
    {
        let ran = check(arguments, Some(input));
        assert!(ran.code == 1 && ran.err.contains(says) && ran.out.is_empty(), "{} {}", ran.code, ran.err);
    }
    let wrong = Command::new(env!("CARGO_BIN_EXE_waymark")).args(["check", "letter.md"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2), "a file without --easy-read is wrong usage");
}

/// Key and value of each message; the lines of a value are parted by line breaks.
fn messages(file: &Path) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        match line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            Some((key, value)) => out.push((key.to_owned(), value.trim().to_owned())),
            None => {
                let (_, value) = out.last_mut().unwrap();
                value.push_str(&format!("\n{}", line.trim()));
            }
        }
    }
    out
}

// What the program says in easy read keeps the rules that hold in every language, and in English all of them.
#[test]
fn the_easy_words_of_every_language_are_easy() {
    let english = lexicon();
    let mut wrong = Vec::new();
    let mut count = 0;
    for folder in fs::read_dir(root().join("locales")).unwrap().map(|f| f.unwrap().path()).filter(|p| p.is_dir()) {
        let language = folder.file_name().unwrap().to_string_lossy().into_owned();
        for file in fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "ftl")) {
            for (key, value) in messages(&file).into_iter().filter(|(key, _)| key.ends_with("-easy")) {
                count += 1;
                // What is put in is a number, a date or a name: one word.
                let text = placed(&value);
                let everywhere = [Rule::LongSentence, Rule::Percent, Rule::Sign];
                let rules = |r: Rule| if language == "en-GB" { r != Rule::SeveralSentences } else { everywhere.contains(&r) };
                for found in read(&text, Form::Lines, &english).findings {
                    if found.weight == Weight::Error && rules(found.rule) {
                        wrong.push(format!("{language}: {key}: “{}” {} [{}]", found.sentence, found.what, found.rule.as_str()));
                    }
                }
            }
        }
    }
    println!("{count} messages of easy read looked at");
    assert!(count >= 8 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The value with a number for each `{ … }`.
fn placed(value: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in value.chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    out.push('7');
                }
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
