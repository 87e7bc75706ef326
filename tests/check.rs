//! `waymark check` as an editor and an officer meet it: each rule broken once in a small folder, the report, the launch, the net.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tempfile::TempDir;

const TODAY: &str = "2026-11-25";
const WAITING: &str = "articles/norfolk/school/waiting.md";
const NEXT: &str = "articles/norfolk/school/next.md";
const HEAD: &str = r#"+++
title = "TITLE"
area = "norfolk"
audience = ["parent"]
topics = ["waiting"]
outcomes = ["supported"]
questions = [
  "NAME one",
  "NAME two",
  "NAME three",
  "NAME four",
  "NAME five",
  "NAME six",
]
checked_on = "2026-11-21"
checked_by = "nobody yet"
readers = "nobody yet"
review_by = "2027-05-21"
owner = "A team"

[[source]]
document = "A paper"
section = "Waiting"
url = "https://example.org/paper"
published = "2024-08"
+++
"#;

const WAITING_BODY: &str = r#"
You wait six weeks, from 3 March 2026. Then they write about your EHC plan.

## What you can do next
1. Keep the letter.
2. Read [what to do next](norfolk/school/next#ask-again).

## Easy read
- {clock} You wait 6 weeks.
- {calendar} The time starts on 3 March 2026.
- {letter} Then you get a letter about your EHC plan.
- {plan} It is a legal paper about your help.
"#;

const NEXT_BODY: &str = r#"
You can ask again.

## Ask again
Ring the council.

## Easy read
- {phone} You can ask again.
"#;

const GLOSSARY: &str = r#"[[term]]
term = "EHC plan"
also = ["EHCP"]
meaning = "A legal paper about the help you must get."
picture = "plan"
source = "a paper"
"#;

const COMMITMENTS: &str = r#"[[plan]]
id = "norfolk-2017"
name = "Norfolk's 2017 plan"
area = "norfolk"
document = "The plan"
superseded_by = "norfolk/school/next"
note = "This plan is old."

[[commitment]]
plan = "norfolk-2017"
action = "Norfolk would ask again."
section = "Asking"
"#;

const SYNONYMS: &str = r#"[[group]]
words = ["letter", "post"]
[[one_way]]
people = ["hang on"]
ours = ["wait"]
"#;

const NORFOLK: &str = r#"name = "Norfolk"

[[contact]]
name = "Norfolk SENDIASS"
about = "Free advice."
url = "https://www.example.org/advice"
role = "advice"
checked_on = "2026-11-01"
owner = "A team"
"#;

const JUDGMENT: &str = r#"{"id":"a1","question":"how long","area":"norfolk","audience":null,"wording":"plain","expect":["norfolk/school/waiting"],"quotes":[],"facts":["six weeks"]}
"#;

/// A small knowledge folder without a fault.
fn sound() -> BTreeMap<String, String> {
    let shipped = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge").join(name)).unwrap();
    let article = |title: &str, name: &str, body: &str| format!("{}{body}", HEAD.replace("TITLE", title).replace("NAME", name));
    // What the program does not start without comes as it is shipped.
    let ours = ["glossary.toml", "commitments.toml", "synonyms.toml", "pictures.toml"];
    let beside = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap().map(|e| e.unwrap());
    let names = beside.filter(|e| e.file_type().unwrap().is_file()).map(|e| e.file_name().into_string().unwrap());
    let mut files: BTreeMap<String, String> = names.filter(|n| !ours.contains(&n.as_str())).map(|n| (n.clone(), shipped(&n))).collect();
    // Nothing is left to prove here: what the shipped words leave open has a test of its own.
    let words = files["safeguarding.toml"].lines().filter(|line| !line.starts_with("unconfirmed")).map(|line| format!("{line}\n"));
    let words: String = words.collect();
    files.insert("safeguarding.toml".to_owned(), words);
    let mut add = |name: &str, text: String| files.insert(name.to_owned(), text);
    add(WAITING, article("Waiting for a letter", "how long is the wait", WAITING_BODY));
    add(NEXT, article("What to do next", "what next", NEXT_BODY));
    add("areas/england.toml", "name = \"England\"\n".to_owned());
    add("areas/norfolk.toml", NORFOLK.to_owned());
    add("glossary.toml", GLOSSARY.to_owned());
    add("commitments.toml", COMMITMENTS.to_owned());
    add("synonyms.toml", SYNONYMS.to_owned());
    add("judgments/everyday.jsonl", JUDGMENT.to_owned());
    // The pictures that something here uses, and no others.
    let all = shipped("pictures.toml");
    let used: String = files.values().cloned().collect();
    let is_used = |line: &&str| {
        let name = line.split(" =").next().unwrap();
        line.starts_with('[')
            || ["question", "promise", "doing", "old", "calendar"].contains(&name)
            || used.contains(&format!("{{{name}}}"))
            || used.contains(&format!("picture = \"{name}\""))
    };
    let pictures = all.lines().filter(is_used).map(|l| format!("{l}\n")).collect();
    files.insert("pictures.toml".to_owned(), pictures);
    files
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// The program in a folder of its own over these files.
fn run(files: &BTreeMap<String, String>, arguments: &[&str]) -> Ran {
    let home = write(files);
    let mut command = program(&home);
    let output = command.arg("check").args(arguments).args(["--knowledge", "knowledge"]).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

fn write(files: &BTreeMap<String, String>) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = home.path().join("knowledge").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    home
}

fn program(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    let ours = |name: &str| name.starts_with("WAYMARK_") || name.to_lowercase().ends_with("_proxy");
    for (name, _) in std::env::vars_os().filter(|(n, _)| ours(&n.to_string_lossy())) {
        command.env_remove(name);
    }
    command.env("WAYMARK_TODAY", TODAY).current_dir(home.path()).stdin(Stdio::null());
    command
}

fn report(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}{}", ran.out, ran.err))
}

fn edit(files: &mut BTreeMap<String, String>, file: &str, from: &str, to: &str) {
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} lacks `{from}`");
    *text = text.replace(from, to);
}

/// A rule, how it is broken, and what must be said about it.
struct Case {
    rule: &'static str,
    severity: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// What stands on the line that is named; empty where none is.
    at: &'static str,
    says: &'static str,
}

const fn case(
    rule: &'static str,
    severity: &'static str,
    file: &'static str,
    edit: [&'static str; 2],
    at: &'static str,
    says: &'static str,
) -> Case {
    Case { rule, severity, file, from: edit[0], to: edit[1], at, says }
}

const SIX: &str = "- {clock} You wait 6 weeks.";
const THREE_MARCH: &str = "- {calendar} The time starts on 3 March 2026.";
const JUDGMENTS: &str = "judgments/everyday.jsonl";

const CASES: &[Case] = &[
    case("form", "left_out", WAITING, ["review_by = \"2027-05-21\"\n", ""], "+++", "`review_by` is missing"),
    case("form", "left_out", WAITING, ["[[source]]", "[[sauce]]"], "[[sauce]]", "sauce"),
    case("form", "left_out", "routes.toml", ["[[", "[[["], "", ""),
    case("link", "error", WAITING, ["norfolk/school/next#ask-again", "norfolk/school/gone"], "norfolk/school/gone", "not there"),
    case("link", "error", WAITING, ["next#ask-again", "next#ask-nobody"], "ask-nobody", "a heading that norfolk/school/next does not have"),
    case("link", "error", WAITING, ["norfolk/school/next#ask-again", "../next.md"], "../next.md", "leads nowhere"),
    case(
        "reference",
        "error",
        WAITING,
        ["owner = ", "superseded_by = \"norfolk/school/gone\"\nowner = "],
        "superseded_by",
        "norfolk/school/gone",
    ),
    case("reference", "error", "glossary.toml", ["source = ", "area = \"suffolk\"\nsource = "], "suffolk", "areas/suffolk.toml"),
    case("reference", "error", "commitments.toml", ["norfolk/school/next", "norfolk/school/gone"], "superseded_by", "norfolk-2017"),
    case("reference", "error", "commitments.toml", ["norfolk/school/next", "the next plan"], "superseded_by", "norfolk-2017"),
    case("reference", "error", "commitments.toml", ["plan = \"norfolk-2017\"", "plan = \"norfolk-2016\""], "", "norfolk-2016"),
    case("dates", "error", WAITING, ["2027-05-21", "2026-05-21"], "review_by", "before it was checked on 21 November 2026"),
    case("dates", "warning", WAITING, ["2026-11-21", "2026-12-01"], "checked_on", "1 December 2026, which is still to come"),
    case("review", "warning", WAITING, ["review_by = \"2027-05-21\"", "review_by = \"2026-11-24\""], "review_by", "24 November 2026"),
    case("wordings-few", "warning", WAITING, ["  \"how long is the wait six\",\n", ""], "questions", "5 wordings"),
    case("wordings-twice", "warning", WAITING, ["how long is the wait six", "What next: SIX?"], "SIX?", NEXT),
    case("wordings-twice", "warning", WAITING, ["how long is the wait six", "How long is the wait, two"], "wait, two", "stands twice"),
    case(
        "easy-long",
        "error",
        WAITING,
        [SIX, "- {clock} You wait 6 weeks for them to write to you about the help that you get."],
        "about the help",
        "16 words",
    ),
    case("easy-sentence", "error", WAITING, [SIX, "- {clock} You wait. It takes 6 weeks."], "It takes", "2 sentences"),
    case("easy-picture", "error", WAITING, ["{clock}", "{dinosaur}"], "{dinosaur}", "`dinosaur`"),
    case("easy-picture", "error", WAITING, ["{clock} ", ""], "- You wait 6 weeks.", "no picture"),
    case("easy-number", "error", WAITING, [SIX, "- {clock} You wait for some time."], "## Easy read", "leaves out 6"),
    case("easy-number", "error", WAITING, ["3 March 2026.\n- {l", "3 March.\n- {l"], "## Easy read", "leaves out 2026"),
    case(
        "easy-date",
        "error",
        WAITING,
        [THREE_MARCH, "- {calendar} The time starts on day 3 of 2026."],
        "## Easy read",
        "leaves out March",
    ),
    case("easy-added", "error", WAITING, [SIX, "- {clock} You wait 6 or 12 weeks."], "12 weeks", "says 12"),
    case("easy-added", "error", WAITING, [SIX, "- {clock} You wait 6 weeks in May 2026."], "in May", "says May"),
    case("easy-added", "warning", WAITING, [SIX, "- {clock} You wait 6 weeks for 4 things."], "4 things", "says 4"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} You wait, e.g. 6 weeks."], "e.g.", "“for example”"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} You wait 6 weeks, months etc."], "etc.", "“etc.”"),
    case("easy-sign", "error", WAITING, ["starts on 3 March 2026.\n", "starts 50% on 3 March 2026.\n"], "50%", "8 in 10 people"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} You wait (6 weeks)."], "(6 weeks)", "brackets"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} You wait; it takes 6 weeks."], "You wait;", "semicolon"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} You and/or they wait 6 weeks."], "and/or", "a stroke"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} You & they wait 6 weeks."], "You &", "the sign &"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} Part IV takes 6 weeks."], "Part IV", "Roman numeral IV"),
    case("easy-sign", "error", WAITING, [SIX, "- {clock} DO NOT wait 6 weeks."], "DO NOT", "shouts “DO NOT”"),
    case("easy-digits", "error", WAITING, [SIX, "- {clock} You wait six weeks."], "- {clock}", "“six” in words"),
    case("easy-acronym", "error", WAITING, [SIX, "- {clock} The ZZT takes 6 weeks."], "ZZT", "not in the glossary"),
    case(
        "easy-acronym",
        "warning",
        WAITING,
        ["It is a legal paper about your help", "Look after your plan"],
        "{letter}",
        "says what it means",
    ),
    case("easy-hard", "warning", WAITING, [SIX, "- {clock} You wait and wait because it takes 6 weeks."], "because", "joins 3 thoughts"),
    case("easy-hard", "error", WAITING, [SIX, "- {clock} Do not say nothing for 6 weeks."], "nothing", "says no twice"),
    case("easy-hard", "warning", WAITING, [SIX, "- {clock} You need no app and no money for 6 weeks."], "no app", "says no twice"),
    case("easy-hard", "error", WAITING, [SIX, "- {clock} You wait, if they are late, 6 weeks."], "if they", "a clause inside a clause"),
    case(
        "easy-hard",
        "warning",
        WAITING,
        [SIX, "- {clock} Multidisciplinary people take 6 weeks."],
        "Multi",
        "long word “multidisciplinary”",
    ),
    case("term", "error", WAITING, ["Keep the letter.", "Keep the letter of the ZZTs."], "ZZTs", "ZZT is not in the glossary"),
    case(
        "glossary",
        "error",
        "glossary.toml",
        [
            "source = \"a paper\"\n",
            "source = \"a paper\"\n[[term]]\nterm = \"EHCP\"\nmeaning = \"Old.\"\npicture = \"old\"\nsource = \"b\"\n",
        ],
        "term = \"EHCP\"",
        "names both",
    ),
    case(
        "glossary",
        "error",
        "glossary.toml",
        ["must get.", "must get. It is one. It is two."],
        "term = \"EHC plan\"",
        "the meaning of EHC plan is long",
    ),
    case("synonym", "warning", "synonyms.toml", ["ours = [\"wait\"]", "ours = [\"dawdle\"]"], "dawdle", "no article says"),
    case("synonym", "error", "synonyms.toml", ["[\"letter\", \"post\"]", "[\"letter\"]"], "letter", "two words"),
    case(
        "synonym",
        "warning",
        "synonyms.toml",
        ["[[one_way]]", "[[group]]\nwords = [\"note\", \"post\"]\n[[one_way]]"],
        "\"note\"",
        "two groups",
    ),
    case("judgment", "error", JUDGMENTS, ["norfolk/school/waiting", "norfolk/school/gone"], "a1", "expects `norfolk/school/gone`"),
    case("judgment", "error", JUDGMENTS, ["\"quotes\"", "\"qoutes\""], "a1", "qoutes"),
    case("judgment", "error", JUDGMENTS, ["\"area\":\"norfolk\"", "\"area\":\"kent\""], "a1", "`kent`"),
    case("judgment", "warning", JUDGMENTS, ["six weeks", "nine weeks"], "a1", "nine weeks"),
    case(
        "picture",
        "warning",
        "pictures.toml",
        ["[pictures]", "[pictures]\ndinosaur = { emoji = \"D\", means = \"old\" }"],
        "dinosaur",
        "nothing uses",
    ),
    case("easy-picture", "error", "safeguarding.toml", ["picture = \"robot\"", "picture = \"dinosaur\""], "dinosaur", "`dinosaur`"),
    case("contact", "error", "areas/norfolk.toml", ["owner = \"A team\"", "owner = \" \""], "Norfolk SENDIASS", "no owner"),
    case("dates", "warning", "areas/norfolk.toml", ["2026-11-01", "2027-11-01"], "Norfolk SENDIASS", "still to come"),
];

#[test]
fn the_folder_of_these_tests_is_sound() {
    let ran = run(&sound(), &["--json"]);
    let report = report(&ran);
    assert_eq!((ran.code, report["faults"].as_array().unwrap().len()), (0, 0), "{}", ran.out);
    assert_eq!(report["terms"], 1);
    assert_eq!(report["commitments"], 1);
    assert_eq!(report["signing"][0]["unsigned"].as_array().unwrap().len(), 2);
    assert_eq!(report["contacts"][0]["checked_on"], "2026-11-01");
}

/// What the program said instead, where a case was not told.
fn unmet(case: &Case) -> Option<String> {
    let mut files = sound();
    edit(&mut files, case.file, case.from, case.to);
    let ran = run(&files, &["--json"]);
    let report = report(&ran);
    let faults = report["faults"].as_array().unwrap();
    let line = files[case.file].lines().position(|l| !case.at.is_empty() && l.contains(case.at)).map(|i| i as u64 + 1);
    let is_it = |f: &&Value| {
        let says = |key: &str| f[key].as_str().unwrap_or_default().to_owned();
        says("rule") == case.rule
            && says("severity") == case.severity
            && says("file") == case.file
            && (line.is_none() || f["line"].as_u64() == line)
            && (says("what") + &says("fix")).contains(case.says)
            && !says("fix").is_empty()
    };
    let fails = case.severity != "warning";
    // A warning must not come with an error, or it would not be one for the editor.
    let met = faults.iter().any(|f| is_it(&f)) && ran.code == i32::from(fails);
    (!met).then(|| format!("{} ({} -> {}), line {line:?}, code {}:\n{faults:#?}", case.rule, case.from, case.to, ran.code))
}

#[test]
fn each_rule_is_broken_once_and_told() {
    // Each is a run of the program: four at a time, or the machine waits for one of its cores.
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let parts: Vec<_> =
            (0..4).map(|part| scope.spawn(move || CASES.iter().skip(part).step_by(4).filter_map(unmet).collect::<Vec<_>>())).collect();
        parts.into_iter().flat_map(|p| p.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_case() {
    // An outside link is tried over the net below, a missing easy read with an import; the launch's own rule with the launch;
    // translations have a test of their own, in `locales`.
    let mut left: Vec<&str> = ["outside-link", "easy-missing", "safeguarding", "translation"].into();
    left.extend(CASES.iter().map(|c| c.rule));
    let fault = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/knowledge/fault.rs")).unwrap();
    let names =
        fault.split("=> \"").skip(1).filter_map(|r| r.split('"').next()).filter(|n| !n.contains(' ') && !["warning", "error"].contains(n));
    let untold: Vec<&str> = names.filter(|n| !left.contains(n)).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn an_import_without_easy_read_is_a_warning() {
    let mut files = sound();
    let imported =
        "+++\ntitle = \"A paper\"\narea = \"norfolk\"\nimported = true\n+++\n\nWords as they stand, 50% of them about the ZZT.\n";
    files.insert("articles/norfolk/imported/a-paper.md".to_owned(), imported.to_owned());
    let ran = run(&files, &["--json"]);
    let faults = report(&ran)["faults"].clone();
    assert_eq!((ran.code, faults.as_array().unwrap().len(), faults[0]["rule"].as_str()), (0, 1, Some("easy-missing")), "{faults}");
}

#[test]
fn a_broken_file_is_told_once_and_not_by_all_that_name_it() {
    for (file, from, to) in [
        ("areas/norfolk.toml", "name = \"Norfolk\"", "nmae = \"Norfolk\""),
        (NEXT, "review_by", "reveiw_by"),
        ("glossary.toml", "meaning", "maening"),
    ] {
        let mut files = sound();
        edit(&mut files, file, from, to);
        let ran = run(&files, &["--json"]);
        let report = report(&ran);
        let about: Vec<&str> =
            report["faults"].as_array().unwrap().iter().filter(|f| f["rule"] != "picture").map(|f| f["file"].as_str().unwrap()).collect();
        assert_eq!((ran.code, about), (1, vec![file]), "{}", ran.out);
    }
}

#[test]
fn without_a_glossary_terms_are_not_guessed_at() {
    let mut files = sound();
    files.remove("glossary.toml");
    let ran = run(&files, &["--json"]);
    let faults = report(&ran)["faults"].clone();
    assert_eq!((ran.code, faults.as_array().unwrap().len(), faults[0]["rule"].as_str()), (0, 1, Some("term")), "{faults}");
}

#[test]
fn people_read_it_by_file_with_counts_at_the_end() {
    let mut files = sound();
    edit(&mut files, WAITING, SIX, "- {dinosaur} You wait (six weeks) and wait, because it takes long, or longer.");
    edit(&mut files, WAITING, "norfolk/school/next#ask-again", "norfolk/school/gone");
    edit(&mut files, NEXT, "review_by = \"2027-05-21\"", "review_by = \"2026-11-24\"");
    edit(&mut files, NEXT, "checked_by = \"nobody yet\"", "checked_by = \"The SEND team, 20 November 2026\"");
    files.remove("ranking.toml");
    let ran = run(&files, &[]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_launch_waits_for_what_nobody_has_proved() {
    let mut files = sound();
    edit(&mut files, "safeguarding.toml", "[contacts.ceop]\n", "[contacts.ceop]\nunconfirmed = \"Does the page still take reports?\"\n");
    let ran = run(&files, &["--launch"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("`ceop`") && ran.out.contains("Does the page still take reports?"), "{}", ran.out);
}

#[test]
fn a_launch_waits_for_contacts_words_and_law() {
    let with = |contact: &str, words: &str, law: &str| {
        let mut files = sound();
        edit(&mut files, "areas/norfolk.toml", "checked_on = \"2026-11-01\"\n", contact);
        edit(&mut files, "safeguarding.toml", "approved_by = \"nobody yet\"", words);
        edit(&mut files, NEXT, "review_by = \"2027-05-21\"\n", law);
        files
    };
    let recent = "checked_on = \"2026-08-27\"\n";
    let signed = "approved_by = \"The safeguarding lead, 20 November 2026\"";
    let law = "review_by = \"2026-11-25\"\nlegal = true\n";
    // 90 days ago, and due today: nothing stands against it.
    let ran = run(&with(recent, signed, law), &["--launch"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("Nothing stands against a public launch."), "{}", ran.out);

    // One day more, nobody's name, one day past.
    let late = with("checked_on = \"2026-08-26\"\n", "approved_by = \"Nobody yet\"", "review_by = \"2026-11-24\"\nlegal = true\n");
    let ran = run(&late, &["--launch"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out);
    // Not asked for, it does not fail the check; the report for programs has it all the same.
    let ran = run(&late, &["--json"]);
    assert_eq!((ran.code, report(&ran)["launch"]["against"].as_array().unwrap().len()), (0, 3), "{}", ran.out);

    for (files, rule) in [(with("", signed, law), "contact"), (with("checked_on = \"2027-01-01\"\n", signed, law), "contact")] {
        let ran = run(&files, &["--launch", "--json"]);
        let against = report(&ran)["launch"]["against"].clone();
        assert_eq!((ran.code, against.as_array().unwrap().len(), against[0]["rule"].as_str()), (1, 1, Some(rule)), "{against}");
        assert_eq!(against[0]["line"], 4, "{against}");
    }
}

/// A site on this machine; keeps what it was asked, and how many asked it at once.
struct Site {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut lines = BufReader::new(stream.try_clone().unwrap());
                let mut first = String::new();
                let mut rest = String::new();
                lines.read_line(&mut first).unwrap();
                while lines.read_line(&mut rest).unwrap() > 2 {}
                let asked = first.trim_end().trim_end_matches(" HTTP/1.1").to_owned();
                let agent = rest.to_lowercase().contains("user-agent: waymark/");
                let answer = match asked.as_str() {
                    _ if !agent => "400 Who Asks",
                    "HEAD /fine" | "GET /only-get" => "200 OK",
                    "HEAD /moved" => "302 Found\r\nLocation: /fine",
                    "HEAD /circle" | "GET /circle" => "302 Found\r\nLocation: /circle",
                    "HEAD /closed" | "GET /closed" => "403 Forbidden",
                    "HEAD /only-get" => "405 Method Not Allowed",
                    _ => "404 Not Found",
                };
                kept.lock().unwrap().push(asked);
                let _ = (&stream).write_all(format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
            }
        });
        Self { base, asked }
    }
}

/// The sound folder with these pages in one article; nothing else is named in it.
fn naming(pages: &[String]) -> BTreeMap<String, String> {
    let mut files = sound();
    edit(&mut files, "areas/norfolk.toml", "url = \"https://www.example.org/advice\"\n", "");
    for article in [WAITING, NEXT] {
        edit(&mut files, article, "url = \"https://example.org/paper\"\n", "");
    }
    let links: String = pages.iter().map(|p| format!("\n[a page]({p})\n")).collect();
    edit(&mut files, NEXT, "Ring the council.\n", &format!("Ring the council.\n{links}"));
    files
}

fn nowhere() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("http://127.0.0.1:{port}")
}

#[test]
fn outside_links_are_tried_gently_when_asked() {
    let site = Site::start();
    let page = |p: &str| format!("{}{p}", site.base);
    let gone = nowhere();
    let pages = [page("/fine"), page("/only-get"), page("/moved"), page("/closed"), page("/circle"), page("/gone"), format!("{gone}/a")];
    let files = naming(&pages);
    // Not asked, nothing is fetched.
    assert_eq!(run(&files, &[]).code, 0);
    assert!(site.asked.lock().unwrap().is_empty());

    let ran = run(&files, &["--online", "--json"]);
    let report = report(&ran);
    assert_eq!((ran.code, &report["online"]["pages"], &report["online"]["reached"]), (1, &7.into(), &6.into()), "{}", ran.out);
    let told = |f: &Value| {
        let what = f["what"].as_str().unwrap().replace(&site.base, "SITE").replace(&gone, "NOWHERE");
        format!("{} {}: {what}", f["rule"].as_str().unwrap(), f["severity"].as_str().unwrap())
    };
    let mut all: Vec<String> = report["faults"].as_array().unwrap().iter().map(told).collect();
    all.sort();
    insta::assert_snapshot!(all.join("\n"));
    assert!(report["faults"].as_array().unwrap().iter().all(|f| f["line"].is_u64()), "{}", ran.out);
    // A page that answers `HEAD` well is not asked again; one that does not is asked once more.
    let asked = site.asked.lock().unwrap();
    let times = |what: &str| asked.iter().filter(|a| *a == what).count();
    assert_eq!([times("HEAD /only-get"), times("GET /only-get"), times("GET /fine"), times("GET /gone")], [1, 1, 0, 1], "{asked:?}");
}

#[test]
fn a_machine_that_is_not_online_says_so_once() {
    let gone = nowhere();
    let ran = run(&naming(&[format!("{gone}/a"), format!("{gone}/b")]), &["--online"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("0 errors, 0 warnings") && ran.out.contains("Outside pages that answered: 0 of 2."), "{}", ran.out);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains("no outside page could be reached"), "{}", ran.err);
}

#[test]
fn serve_and_the_console_tell_what_stands_against_a_launch() {
    let mut files = sound();
    edit(&mut files, "areas/norfolk.toml", "checked_on = \"2026-11-01\"\n", "");
    edit(&mut files, "safeguarding.toml", "[contacts.ceop]\n", "[contacts.ceop]\nunconfirmed = \"Does the page still take reports?\"\n");
    let home = write(&files);
    let mut child =
        program(&home).args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let base = lines.next().unwrap().trim_start_matches("Waymark listens on ").to_owned();
    let link = lines.find(|l| l.starts_with("http")).unwrap();
    let page = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let client = reqwest::Client::builder().cookie_store(true).no_proxy().build().unwrap();
        let closed = client.get(format!("{base}/console/launch")).send().await.unwrap();
        assert_eq!(closed.url().path(), "/console/sign-in");
        let form = [("email", "officer@council.example"), ("password", "correct horse battery"), ("again", "correct horse battery")];
        let front = client.post(&link).header("origin", &base).form(&form).send().await.unwrap().text().await.unwrap();
        assert!(front.contains("href=\"/console/launch\""), "{front}");
        client.get(format!("{base}/console/launch")).send().await.unwrap().text().await.unwrap()
    });
    child.kill().unwrap();
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    child.wait().unwrap();
    assert!(log.contains("not ready for the public yet") && log.contains("contacts_not_confirmed"), "{log}");
    let page = scraper::Html::parse_document(&page);
    let text = |s: &str| page.select(&scraper::Selector::parse(s).unwrap()).map(|e| e.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(text("h1"), ["What stands against a public launch"]);
    assert_eq!(text("h2"), ["The words for a person in danger", "Contacts to confirm", "Who has looked at the articles"]);
    assert_eq!(text("#unconfirmed > *"), ["ceop", "Does the page still take reports?"]);
    assert_eq!(text("tbody tr:first-child > *"), ["Norfolk SENDIASS", "Norfolk", "A team", "Never", "Norfolk", "2", "2", "2"]);
}
