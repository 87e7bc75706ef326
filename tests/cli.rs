//! The terminal: `waymark ask` as the contract in the design has it, and the commands around it.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{Home, Ran};

/// The keys of the contract; a later program may tell more beside them.
const KEYS: [&str; 9] = ["answer", "hits", "id", "redacted", "reply", "screening", "status", "suggestions", "timings_us"];

/// `ask --jsonl` over these bytes.
fn jsonl(home: &Home, more: &[&str], input: &[u8]) -> Output {
    let mut child = home
        .command(&[&["ask", "--jsonl"], more].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Written beside the reading, so that neither pipe can fill up.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// Every line of standard output as JSON: anything else there fails.
fn values(output: &Output) -> Vec<Value> {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
}

/// The answers to these lines.
fn asked(home: &Home, more: &[&str], lines: &[Value]) -> Vec<Value> {
    let input: String = lines.iter().map(|l| format!("{l}\n")).collect();
    let told = values(&jsonl(home, more, input.as_bytes()));
    assert_eq!(told.len(), lines.len());
    for value in &told {
        holds_to_the_contract(value);
    }
    told
}

/// Every key is there, of its type, and says what its status allows.
fn holds_to_the_contract(told: &Value) {
    let object = told.as_object().unwrap();
    for key in KEYS {
        assert!(object.contains_key(key), "`{key}` is missing: {told}");
    }
    let status = told["status"].as_str().unwrap();
    assert!(["answered", "clarification", "unanswered", "small_talk", "personal", "crisis", "error"].contains(&status));
    let level = told["screening"]["level"].as_str().unwrap();
    assert!(["none", "concern", "immediate"].contains(&level));
    assert_eq!(status == "crisis", level == "immediate", "{told}");
    assert_eq!(told["screening"]["categories"].as_array().unwrap().is_empty(), level == "none");
    for name in ["screen", "embed", "retrieve", "total"] {
        assert!(told["timings_us"][name].is_u64());
    }
    assert!(
        told["redacted"].is_string() && told["reply"].is_string() && told["suggestions"].as_array().unwrap().iter().all(Value::is_string)
    );
    assert_eq!(object.contains_key("error"), status == "error");
    assert_eq!(told["answer"].is_null(), status != "answered", "{told}");
    if status == "answered" {
        let answer = &told["answer"];
        assert!(["title", "text"].iter().all(|k| !answer[*k].as_str().unwrap().is_empty()), "{answer}");
        let easy = answer["easy_read"].as_array().unwrap();
        assert!(!easy.is_empty() && easy.iter().all(|l| l["picture"].is_string() && !l["text"].as_str().unwrap().is_empty()));
        let sources = answer["sources"].as_array().unwrap();
        assert!(!sources.is_empty());
        assert!(sources.iter().all(|s| ["title", "section", "url", "published"].iter().all(|k| s[*k].is_string())), "{sources:?}");
    }
    let hits = told["hits"].as_array().unwrap();
    assert!(hits.len() <= 10 && (level != "immediate" || hits.is_empty()));
    for (at, hit) in hits.iter().enumerate() {
        assert_eq!(hit["rank"], json!(at + 1));
        assert_eq!(hit["article"].as_str().unwrap().split('/').count(), 3);
        assert!(hit["heading"].is_string() && !hit["text"].as_str().unwrap().is_empty() && hit["score"].is_number());
    }
    let scores: Vec<f64> = hits.iter().map(|h| h["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn every_key_is_there_whatever_became_of_the_question() {
    let home = Home::new();
    let line = |id: &str, text: &str| json!({"id": id, "text": text});
    let lines = [
        line("answered", "how long does an ehcp take"),
        line("unanswered", "which planet has a blue sunset"),
        line("small_talk", "hello"),
        line("personal", "where is my sons plan"),
        line("crisis", "i want to kill myself"),
        line("concern", "i hate myself and i dont want to be here any more"),
        json!({"id": "easy", "text": "how long does an ehcp take", "style": "easy-read"}),
    ];
    let told = asked(&home, &[], &lines);
    for (value, wanted) in told.iter().zip(["answered", "unanswered", "small_talk", "personal", "crisis"]) {
        assert_eq!((value["id"].as_str(), value["status"].as_str()), (Some(wanted), Some(wanted)));
    }
    let [answered, unanswered, _, personal, crisis, _, easy] = told.as_slice() else { panic!() };
    assert!(answered["reply"].as_str().unwrap().contains("20 weeks"));
    assert!(!unanswered["suggestions"].is_null() && unanswered["reply"].as_str().unwrap().contains("I did not find this"));
    // What was found is told also where it does not answer.
    assert!(!personal["hits"].as_array().unwrap().is_empty());
    assert!(crisis["reply"].as_str().unwrap().contains("999"));
    assert_eq!(crisis["screening"]["categories"], json!(["suicide"]));
    // The easy read is filled in both; the reply is in the style asked for.
    assert_eq!(answered["answer"], easy["answer"]);
    assert_ne!(answered["reply"], easy["reply"]);
    assert!(easy["reply"].as_str().unwrap().contains("An EHC plan is a legal paper about your help."));
}

#[test]
fn hits_are_told_where_nothing_answers_and_never_in_danger() {
    let home = Home::new();
    let near = "will waymark pay for the school taxi of my cousin on sundays in winter";
    let told = asked(&home, &[], &[json!({"id": 1, "text": near}), json!({"id": 2, "text": format!("i took all my pills. {near}")})]);
    assert_ne!(told[0]["status"], "answered");
    assert!(!told[0]["hits"].as_array().unwrap().is_empty());
    assert_eq!((&told[1]["status"], &told[1]["hits"]), (&json!("crisis"), &json!([])));
}

#[test]
fn invalid_lines_are_answered_in_their_place_and_the_run_goes_on() {
    let home = Home::new();
    let mut input: Vec<u8> = Vec::new();
    let good = |id: &str| format!("{}\n", json!({"id": id, "text": "hello"}));
    input.extend(good("first").bytes());
    input.extend(b"\n   \t\r\n");
    input.extend(b"not json\n");
    input.extend(b"{\"id\":\"cut\",\"text\":\"hel\n");
    input.extend(b"{\"id\":\"bytes\",\"text\":\"\xff\xfe\"}\n");
    input.extend(b"[1,2]\n\"text\"\nnull\n");
    for wrong in [
        json!({"id": "no text"}),
        json!({"text": "no id"}),
        json!({"id": null, "text": "null id"}),
        json!({"id": {"a": 1}, "text": "an object as id"}),
        json!({"id": "text is a number", "text": 5}),
        json!({"id": "area is a number", "text": "hi", "area": 5}),
        json!({"id": "unknown area", "text": "hi", "area": "atlantis"}),
        json!({"id": "no area", "text": "hi", "area": "NORFOLK!"}),
        json!({"id": "style", "text": "hi", "style": "shouting"}),
        json!({"id": "audience", "text": "hi", "audience": "cats"}),
        json!({"id": "conversation", "text": "hi", "conversation": 7}),
        json!({"id": "key", "text": "hi", "colour": "red"}),
    ] {
        input.extend(format!("{wrong}\n").bytes());
    }
    // The last line needs no end.
    input.extend(good("last").trim_end().bytes());

    let told = values(&jsonl(&home, &[], &input));
    let ids: Vec<&Value> = told.iter().map(|v| &v["id"]).collect();
    let null = &Value::Null;
    let wanted = [json!("first"), json!("last")];
    let named = [
        "no text",
        "",
        "",
        "",
        "text is a number",
        "area is a number",
        "unknown area",
        "no area",
        "style",
        "audience",
        "conversation",
        "key",
    ];
    assert_eq!(ids.len(), 2 + 6 + named.len());
    assert_eq!((ids[0], *ids.last().unwrap()), (&wanted[0], &wanted[1]));
    assert_eq!(ids[1..7], [null; 6]);
    for (id, name) in ids[7..].iter().zip(named) {
        assert!(if name.is_empty() { id.is_null() } else { *id == name }, "{id} is not {name}");
    }
    for value in &told[1..told.len() - 1] {
        holds_to_the_contract(value);
        assert_eq!(value["status"], "error");
        assert!(!value["error"].as_str().unwrap().is_empty());
    }
    let said = |id: &str| told.iter().find(|v| v["id"] == id).unwrap()["error"].as_str().unwrap().to_owned();
    assert!(said("unknown area").contains("atlantis") && said("unknown area").contains("norfolk"), "{}", said("unknown area"));
    assert!(said("key").contains("colour"));
}

#[test]
fn each_line_is_answered_before_the_next_is_read() {
    let home = Home::new();
    let mut child = home.command(&["ask", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(stdin, "{}", json!({"id": id, "text": "thanks"})).unwrap();
        stdin.flush().unwrap();
        // Would wait for ever if the line stayed in a buffer.
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn lines_of_one_conversation_are_turns_of_it() {
    let home = Home::new();
    let line = |id: &str, text: &str, conversation: &str| json!({"id": id, "text": text, "conversation": conversation});
    // Said in pieces: alone the second line is harmless.
    let told = asked(&home, &[], &[line("1", "i want to", "a"), line("2", "kill myself", "a"), json!({"id": "3", "text": "i want to"})]);
    assert_eq!((&told[1]["status"], &told[0]["screening"]["level"]), (&json!("crisis"), &json!("none")));
    // What a line sets holds for the next one of its conversation, and for no other; the flags are where it begins.
    let area = |c: &str, area: &str| json!({"id": "x", "text": "hi", "conversation": c, "area": area, "style": "easy-read"});
    let question = "who can refer for mental health support";
    let told = asked(
        &home,
        &["--area", "norfolk"],
        &[area("s", "suffolk"), line("s", question, "s"), line("n", question, "n"), json!({"id": "alone", "text": question})],
    );
    let label = "This is about Norfolk. I found nothing about this for Suffolk.";
    let labelled: Vec<bool> = told.iter().map(|v| v["reply"].as_str().unwrap().contains(label)).collect();
    assert_eq!(labelled, [false, true, false, false], "{told:#?}");
    // And so does the style.
    assert!(told[1]["reply"].as_str().unwrap().contains("These easy words"));
    assert!(!told[2]["reply"].as_str().unwrap().contains("These easy words"));
}

#[test]
fn ids_come_back_as_they_were_and_order_is_kept() {
    let home = Home::new();
    let ids = [json!(7), json!("7"), json!(""), json!(1.5), json!("é\n\"")];
    let lines: Vec<Value> = ids.iter().map(|id| json!({"id": id, "text": "hello", "audience": "parent", "locale": "cy"})).collect();
    let told = asked(&home, &[], &lines);
    assert_eq!(told.iter().map(|v| v["id"].clone()).collect::<Vec<_>>(), ids);
}

// The large run of 10,000 is made by hand (see the report of the issue); this one would show a leak of order or of lines just as well.
#[test]
fn many_lines_in_one_run() {
    let home = Home::new();
    let questions = ["how long does an ehcp take", "whos my senco", "hello", "my phone is 07700 900123", "sent home to cool off"];
    let lines: Vec<Value> = (0..500).map(|i| json!({"id": i, "text": questions[i % 5], "conversation": format!("c{}", i % 7)})).collect();
    let started = Instant::now();
    let told = asked(&home, &[], &lines);
    assert!(told.iter().enumerate().all(|(i, v)| v["id"] == i));
    assert!(told.iter().all(|v| !v.to_string().contains("900123")), "a phone number was not masked");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn one_question_is_answered_for_people_or_as_json() {
    let home = Home::new();
    let ran = home.run(&["ask", "how", "long", "does", "an", "ehcp", "take"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("20 weeks") && ran.out.contains("Where this comes from"), "{}", ran.out);
    let easy = home.run(&["ask", "--style", "easy-read", "how long does an ehcp take"]);
    assert!(easy.out.contains("You should have the final plan within 20 weeks."), "{}", easy.out);
    let told: Value = serde_json::from_str(&home.run(&["ask", "--json", "--area", "norfolk", "how long does an ehcp take"]).out).unwrap();
    holds_to_the_contract(&told);
    assert_eq!(told["id"], Value::Null);
    // No database, no file, no folder.
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn the_log_is_on_standard_error_and_plain_where_nobody_watches() {
    let home = Home::new();
    let ran = home.run(&["ask", "how long does an ehcp take"]);
    assert!(ran.err.contains("answered") && !ran.err.contains("ehcp take"), "{}", ran.err);
    assert!(!ran.err.contains('\u{1b}'), "colours in a file: {}", ran.err);
}

#[test]
fn knowledge_is_added_and_the_shipped_left_out() {
    let home = Home::bare();
    home.write("own/articles/norfolk/school/waiting.md", include_str!("fixtures/article.md"));
    let ask = |more: &[&str]| -> Value {
        let ran = home.run(&[&["ask", "--json"], more, &["is it normal to wait this long"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    let articles = |v: &Value| v["hits"].as_array().unwrap().iter().map(|h| h["article"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let added = ask(&["--knowledge", "own"]);
    assert_eq!(added["hits"][0]["article"], "norfolk/school/waiting");
    assert!(articles(&added).len() > 2, "the shipped articles are there, too");
    let alone = ask(&["--no-shipped", "--knowledge", "own"]);
    assert_eq!(alone["status"], "answered");
    assert_eq!(alone["hits"][0]["article"], "norfolk/school/waiting");
    // Of the shipped knowledge what is left is no article of an editor.
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/articles");
    for article in articles(&alone) {
        assert!(!shipped.join(format!("{article}.md")).exists(), "{article}");
    }
    // Safeguarding, routes and areas stay.
    let ran = home.run(&["ask", "--no-shipped", "--area", "suffolk", "i want to kill myself"]);
    assert!(ran.out.contains("999"), "{}", ran.out);
    assert!(!articles(&ask(&[])).contains(&"norfolk/school/waiting".to_owned()));
    // Two folders: the later one wins for the same name.
    home.write("later/articles/norfolk/school/waiting.md", &include_str!("fixtures/article.md").replace("6 weeks", "9 weeks"));
    let both = ask(&["--no-shipped", "--knowledge", "own", "--knowledge", "later"]);
    assert!(both["answer"]["text"].as_str().unwrap().contains("9 weeks"), "{both}");
}

#[test]
fn insisting_on_a_model_that_is_not_installed_fails() {
    let home = Home::bare();
    home.write("empty/.keep", "");
    let run = |model: &str| Ran::of(&home.command(&["ask", "--model", model, "hello"]).env("WAYMARK_DATA_DIR", "empty").output().unwrap());
    let on = run("on");
    assert_eq!((on.code, on.out.as_str()), (1, ""));
    assert!(on.err.contains("model"), "{}", on.err);
    assert_eq!((run("off").code, run("auto").code), (0, 0));
    assert_eq!(run("sideways").code, 2);
}

#[test]
fn exit_codes_tell_good_failed_and_wrongly_used() {
    let home = Home::bare();
    let codes = |arguments: &[&str]| home.run(arguments).code;
    assert_eq!(codes(&["ask", "hello"]), 0);
    assert_eq!(codes(&["--version"]), 0);
    assert_eq!(codes(&["ask", "--knowledge", "not-there", "hello"]), 1);
    assert_eq!(codes(&["ask", "--area", "atlantis", "hello"]), 1);
    assert_eq!(codes(&["health"]), 1);
    let wrong: [&[&str]; 7] = [
        &[],
        &["sing"],
        &["ask"],
        &["ask", "--jsonl", "a question"],
        &["ask", "--style", "loud", "hello"],
        &["officer", "add"],
        &["officer", "add", "--email", "a@b.uk", "--role", "king"],
    ];
    for arguments in wrong {
        let ran = home.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.to_lowercase().contains("usage") || ran.err.contains("--help"), "{arguments:?}: {}", ran.err);
    }
    // Whoever reads our output may go away.
    let lines = format!("{}\n", json!({"id": 1, "text": "hello"})).repeat(2000);
    let mut child = home.command(&["ask", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn check_names_file_line_what_and_what_to_do() {
    let home = Home::new();
    let good = include_str!("fixtures/article.md");
    home.write("knowledge/articles/norfolk/school/waiting.md", good);
    let sound = home.run(&["check"]);
    assert_eq!(sound.code, 0, "{}", sound.out);
    home.write("knowledge/articles/norfolk/school/bad.md", &good.replace("review_by", "reveiw_by"));
    home.write("knowledge/articles/norfolk/school/link.md", &good.replace("Then they write.", "[Then](norfolk/school/nowhere)."));
    let ran = home.run(&["check"]);
    assert_eq!(ran.code, 1);
    let of_the_bad = ran.out.lines().find(|l| l.contains("bad.md")).unwrap();
    let line = 1 + good.lines().position(|l| l.starts_with("review_by")).unwrap();
    assert!(of_the_bad.contains(&format!("articles/norfolk/school/bad.md:{line}")), "{of_the_bad}");
    assert!(of_the_bad.contains("reveiw_by") && of_the_bad.contains("README"), "{of_the_bad}");
    assert!(ran.out.lines().any(|l| l.contains("link.md") && l.contains("norfolk/school/nowhere")), "{}", ran.out);
    let report: Value = serde_json::from_str(&home.run(&["check", "--json"]).out).unwrap();
    let of =
        |file: &str| report["faults"].as_array().unwrap().iter().find(|f| f["file"].as_str().unwrap().ends_with(file)).unwrap().clone();
    assert_eq!((of("bad.md")["line"].as_u64(), report["errors"].as_u64()), (Some(line as u64), Some(2)), "{report}");

    // The others are answered from all the same, and the one left out is told.
    let ran = home.run(&["ask", "--area", "norfolk", "is it normal to wait this long"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("6 weeks"), "{}", ran.out);
    assert!(ran.err.contains("bad.md"), "{}", ran.err);
    // A folder can be named.
    assert_eq!(home.run(&["check", "--knowledge", "not-there"]).code, 1);
}

#[test]
fn a_wrong_setting_stops_the_start_and_names_itself() {
    let home = Home::new();
    let with = |name: &str, value: &str| Ran::of(&home.command(&["serve"]).env(name, value).output().unwrap());
    for (name, value) in [
        ("WAYMARK_LISTEN", "everywhere"),
        ("WAYMARK_LISTN", "127.0.0.1:0"),
        ("WAYMARK_TODAY", "someday"),
        ("WAYMARK_KNOWLEDGE_DIR", "not-there"),
        ("WAYMARK_PUBLIC_URL", "waymark"),
        ("WAYMARK_TELEGRAM_TOKEN", "not-a-token-but-a-secret"),
        ("WAYMARK_LOG_FORMAT", "poem"),
        ("WAYMARK_MODEL_AUTO_INSTALL", "perhaps"),
        ("WAYMARK_TRUSTED_PROXIES", "10.0.0.0/99"),
        ("WAYMARK_DATABASE_URL", "mysql://u:not-a-token-but-a-secret@h/d"),
    ] {
        let ran = with(name, value);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{name}");
        let named = ran.err.contains(name) || ran.err.contains("database_url");
        assert!(named && !ran.err.contains("secret"), "{name}: {}", ran.err);
    }
    home.write("waymark.toml", "listen = \"127.0.0.1:0\"\nlog_fromat = \"json\"\n");
    let ran = home.run(&["serve"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("waymark.toml:2") && ran.err.contains("log_fromat"), "{}", ran.err);
    home.write("other.toml", "data_dir = \"elsewhere\"\n");
    assert_eq!(home.run(&["data", "migrate", "--config", "other.toml"]).code, 0);
    assert!(home.path().join("elsewhere/waymark.db").exists());
    assert_eq!(home.run(&["data", "migrate", "--config", "not-there.toml"]).code, 1);
}

#[test]
fn officers_are_added_listed_and_switched_off() {
    let home = Home::new();
    assert_eq!(home.run(&["data", "migrate"]).out, "The database is up to date.\n");
    assert_eq!(home.run(&["data", "migrate"]).code, 0);
    assert_eq!(home.run(&["officer", "list"]).out, "");
    let added = home.run(&["officer", "add", "--email", "Lead@Council.example", "--area", "suffolk"]);
    assert_eq!(added.code, 0, "{}", added.err);
    assert!(added.out.lines().last().unwrap().starts_with("http://127.0.0.1:8080/console/set-up/"), "{}", added.out);
    let public = Ran::of(
        &home
            .command(&["officer", "add", "--email", "b@council.example"])
            .env("WAYMARK_PUBLIC_URL", "https://way.example")
            .output()
            .unwrap(),
    );
    assert!(public.out.contains("https://way.example/console/set-up/"), "{}", public.out);
    // An account is there when its link was used; see the console's tests.
    assert_eq!(home.run(&["officer", "list"]).out, "");
    let unknown = home.run(&["officer", "disable", "--email", "nobody@council.example"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("nobody@council.example"), "{}", unknown.err);
    assert_eq!(home.run(&["officer", "add", "--email", "not an address"]).code, 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| std::fs::metadata(home.path().join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("data"), mode("data/waymark.db")), (0o700, 0o600));
    }
}
