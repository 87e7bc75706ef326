//! What is made of a raw document in easy read, as an editor measures it and as a person reads it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::Home;

fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/short")
}

/// Every passage of the example document with what was made of it; to be read like a text, line by line.
#[test]
fn passages_in_short_lines() {
    let home = Home::bare();
    let ran = home.run(&["evaluate", "--easy-read", "--documents", documents().to_str().unwrap(), "--show", "1"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn the_table_tells_what_was_gained_and_that_nothing_was_invented() {
    let home = Home::bare();
    let ran = home.run(&["evaluate", "--easy-read", "--documents", documents().to_str().unwrap(), "--json"]);
    let table: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, table["facts_kept"].as_f64()), (0, Some(1.0)), "{table}");
    assert_eq!(table["lines"]["short"], 1.0, "every line has at most 15 words");
    for measure in ["words_per_sentence", "grade", "lix", "hard"] {
        assert!(table["lines"][measure].as_f64() < table["baseline"][measure].as_f64(), "{measure} {table}");
    }
    assert_eq!((table["passages"].as_u64(), table["composed"].as_u64()), (Some(12), Some(11)), "names alone make no line");
    let without = home.run(&["evaluate", "--easy-read"]);
    assert_eq!(without.code, 2, "it needs documents");
}

#[test]
fn an_answer_from_a_raw_document_has_its_easy_read_in_either_style() {
    let home = Home::bare();
    for style in ["standard", "easy-read"] {
        let documents = documents();
        let arguments = [
            "ask",
            "--no-shipped",
            "--knowledge",
            documents.to_str().unwrap(),
            "--model",
            "off",
            "--style",
            style,
            "--json",
            "how long may a headteacher suspend a pupil",
        ];
        let told: Value = serde_json::from_str(&home.run(&arguments).out).unwrap();
        let lines: Vec<&str> = told["answer"]["easy_read"].as_array().unwrap().iter().map(|l| l["text"].as_str().unwrap()).collect();
        assert!(lines.contains(&"A headteacher may suspend a pupil for at most 45 school days in 1 year."), "{lines:?}");
        assert!(lines.iter().all(|l| l.split_whitespace().count() <= 15) && lines.len() <= 10);
        assert_eq!(
            lines.last(),
            Some(&"There is more in the document."),
            "the governors' sentence cannot be said shortly, and that is said"
        );
        let said = told["reply"].as_str().unwrap();
        assert_eq!(said.contains("A computer made these words shorter."), style == "easy-read");
    }
    // Where nothing can be said shortly, that is said, and nobody is told that a computer has shortened it.
    let documents = documents();
    let arguments = [
        "ask",
        "--no-shipped",
        "--knowledge",
        documents.to_str().unwrap(),
        "--model",
        "off",
        "--style",
        "easy-read",
        "--json",
        "who is chair of the board, governance and accountability structure",
    ];
    let told: Value = serde_json::from_str(&home.run(&arguments).out).unwrap();
    let lines: Vec<&str> = told["answer"]["easy_read"].as_array().unwrap().iter().map(|l| l["text"].as_str().unwrap()).collect();
    assert_eq!(lines[0], "I could not make this part short.");
    assert!(!told["reply"].as_str().unwrap().contains("A computer made"));
}
