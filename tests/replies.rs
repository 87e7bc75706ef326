//! What people read back: their own words in, the whole reply out, in both styles, as one snapshot a style.
//!
//! The articles are those of `tests/fixtures/knowledge`; the words of help, routes and areas are the shipped ones, so that a change of
//! theirs is seen here and looked at. What may be asked next is left out: it moves with every change of the search.

use std::{io::Write, process::Stdio};

use serde_json::{Value, json};

use crate::support::Home;

/// Area and words.
const ASKED: [(&str, &str); 25] = [
    // Small talk.
    ("", "hiya"),
    ("", "ok thanks so much x"),
    ("", "bye"),
    ("", "can you help me please"),
    // Danger, plain and told in other words; and a worry beside a question.
    ("", "i want to kill myself"),
    ("norfolk", "my dad hits me and im scared to go home"),
    ("", "ive took loads of tablets"),
    (
        "suffolk",
        "some days i hate my life. nobody at school listens and nobody rings back and we have been waiting for months and months. how long does an ehcp take?",
    ),
    // Only who has the file can say.
    ("norfolk", "where is my sons plan its been ages"),
    ("", "can you check my application please"),
    // Nothing we know.
    ("suffolk", "what time does the swimming pool open on sunday"),
    ("", "can you write my homework about volcanoes"),
    ("", "whats the best pizza in town"),
    // What we know.
    ("", "how long does an ehcp take"),
    ("norfolk", "salt waiting list norfolk how long"),
    ("norfolk", "how do i get camhs in norfolk"),
    ("", "what is sen support"),
    ("", "does my child get free school transport"),
    ("", "school rings me to pick him up early every day, sent home to cool off"),
    ("", "whos my senco"),
    ("suffolk", "whats sendiass suffolk"),
    ("staffordshire", "is stoke on trent part of staffordshire council"),
    ("", "what do you keep about me"),
    // Another area's answer; a name as it sounds.
    ("suffolk", "how many weeks for speech and language therapist norfolk"),
    ("", "wots a senco"),
];

fn replies(style: &str) -> String {
    let home = Home::new();
    let mut child = home.command(&["ask", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for (id, (area, text)) in ASKED.iter().enumerate() {
        let area = Some(*area).filter(|a| !a.is_empty());
        writeln!(stdin, "{}", json!({"id": id, "text": text, "area": area, "style": style})).unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let told: Vec<Value> = std::str::from_utf8(&output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(told.len(), ASKED.len());
    let shown = told.iter().zip(ASKED).map(|(v, (area, text))| {
        let reply = v["reply"].as_str().unwrap();
        let suggestions: Vec<String> = v["suggestions"].as_array().unwrap().iter().map(|s| format!("• {}", s.as_str().unwrap())).collect();
        let kept = match reply.strip_suffix(&suggestions.join("\n")) {
            // The heading over them goes with them.
            Some(before) if !suggestions.is_empty() => before.trim_end().rsplit_once("\n\n").map_or("", |(kept, _)| kept),
            _ => reply,
        };
        let (area, status, level) =
            (if area.is_empty() { "no area" } else { area }, v["status"].as_str().unwrap(), v["screening"]["level"].as_str().unwrap());
        let rule = "─".repeat(100);
        format!("{rule}\n» {text}\n  ({area}; {status}; danger: {level})\n\n{kept}\n")
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn replies_in_standard() {
    insta::assert_snapshot!("standard", replies("standard"));
}

#[test]
fn replies_in_easy_read() {
    insta::assert_snapshot!("easy_read", replies("easy-read"));
}
