//! `waymark import document` as an officer runs it: the built program, files on disk, what it prints and what it leaves behind.

mod bad;
pub mod files;
mod real;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use files::{docx, pdf};

/// A folder that goes with the test.
struct Place {
    folder: tempfile::TempDir,
}

/// What a run printed.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Imports into `k` for Suffolk.
    fn import(&self, files: &[&Path], more: &[&str]) -> Ran {
        let mut command = waymark();
        command.args(["import", "document"]).args(files).args(["--area", "suffolk"]).args(more).arg("--out").arg(self.path("k"));
        ran(command)
    }

    fn article(&self, slug: &str) -> String {
        fs::read_to_string(self.path(&format!("k/articles/suffolk/imported/{slug}.md"))).unwrap()
    }

    fn imported(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path("k/articles/suffolk/imported")) else { return Vec::new() };
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn ask(&self, question: &str) -> serde_json::Value {
        let mut command = waymark();
        command
            .args(["ask", "--json", "--model", "off", "--no-shipped", "--area", "suffolk", "--knowledge"])
            .arg(self.path("k"))
            .arg(question);
        let ran = ran(command);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }

    /// `waymark check` over the imports, with the shipped data files beside them.
    fn check(&self) -> Ran {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap().map(Result::unwrap) {
            if entry.path().extension().is_some_and(|e| e == "toml") && entry.file_name() != "commitments.toml" {
                fs::copy(entry.path(), self.path("k").join(entry.file_name())).unwrap();
            }
        }
        fs::create_dir_all(self.path("k/areas")).unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/areas")).unwrap().map(Result::unwrap) {
            fs::copy(entry.path(), self.path("k/areas").join(entry.file_name())).unwrap();
        }
        let mut command = waymark();
        command.arg("check").arg("--knowledge").arg(self.path("k"));
        ran(command)
    }
}

fn waymark() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env_remove("WAYMARK_KNOWLEDGE_DIR").env("WAYMARK_TODAY", "2026-11-21");
    command
}

fn ran(mut command: Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: status.code(), out: text(stdout), err: text(stderr) }
}

const MARKDOWN: &str = "# Short breaks\n\nTime off for carers, and something good for children.\n\n## How to ask\n\nRing the team:\n\n- on weekdays\n- before six\n\n\
    ## What there is\n\n| Club | Where | When |\n|---|---|---|\n| Saturday club | Ipswich | 10am to 3pm, every week of term |\n| | Lowestoft | 11am |\n";

// The name of a file says nothing: each of these has the wrong one.
#[test]
fn the_kind_is_told_by_content() {
    let place = Place::new();
    let html = "<html><body><nav>Home</nav><main><h1>A web page</h1><p>Families can ask the council for help with travel to school.</p></main></body></html>";
    let files = [
        place.write("a.pdf", MARKDOWN),
        place.write("b.txt", html),
        place.write("c.md", docx("A Word paper")),
        place.write("d.html", pdf(&[&[(18, "A printed paper"), (11, "Words of the printed paper are here for all to read.")]])),
        place.write("e.docx", "A plain text\n\nThe words of a plain text, which somebody copied from a letter.\n"),
    ];
    let ran = place.import(&files.each_ref().map(PathBuf::as_path), &[]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(ran.out.lines().count(), 5, "{}", ran.out);
    assert_eq!(place.imported(), ["a-plain-text.md", "a-printed-paper.md", "a-web-page.md", "a-word-paper.md", "short-breaks.md"]);
    assert!(!place.article("a-web-page").contains("Home"));
    assert!(place.article("a-printed-paper").contains("; page 1;"));
    let check = place.check();
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
    assert!(check.out.contains("imported, and without an easy read"));
}

#[test]
fn sections_lists_and_rows_are_kept() {
    let place = Place::new();
    let file = place.write("breaks.md", MARKDOWN);
    place.import(&[&file], &["--source", "https://example.org/breaks", "--published", "2024-08"]);
    let article = place.article("short-breaks");
    for part in [
        "url = \"https://example.org/breaks\"",
        "published = \"2024-08\"",
        "## How to ask\n\nRing the team:\n\n- on weekdays\n- before six",
        "Club: Saturday club; Where: Ipswich; When: 10am to 3pm, every week of term; Where: Lowestoft; When: 11am",
    ] {
        assert!(article.contains(part), "{part} in {article}");
    }
    let told = place.ask("when is the saturday club in lowestoft");
    let source = &told["answer"]["sources"][0];
    assert_eq!(told["hits"][0]["heading"], "What there is", "{told}");
    assert_eq!((&source["section"], &source["published"]), (&"What there is".into(), &"2024-08".into()), "{told}");
}

#[test]
fn a_word_paper_keeps_its_order_its_lists_and_its_spans() {
    let place = Place::new();
    let file = place.write("plan.docx", docx("The travel plan"));
    assert_eq!(place.import(&[&file], &[]).code, Some(0));
    let article = place.article("the-travel-plan");
    let at = |part: &str| article.find(part).unwrap_or_else(|| panic!("{part} in {article}"));
    assert!(at("## What we do") < at("- Buses for all") && at("- Buses for all") < at("- Taxis where a bus"));
    assert!(at("[the travel page](<https://example.org/travel>)") > at("Taxis"));
    at("Action: New buses; Lead: Transport team; Milestone: Bought (by May 2025); Milestone: On the road (by June 2025)");
}

#[test]
fn pages_of_a_pdf_reach_the_sources_of_an_answer() {
    let place = Place::new();
    let first: &[(u32, &str)] = &[
        (20, "Guide to travel"),
        (11, "This guide tells families in the county how children travel to school."),
        (8, "County guide 2024"),
    ];
    let page = |text: &'static str, extra: &'static str| {
        [(16, text), (11, extra), (11, "It is written for families and carers of the county."), (8, "County guide 2024")]
    };
    let second = page("Buses", "Buses leave the market square at eight in the morning on school days for the wheel-");
    let third = page("Trains", "Trains are free for young people who have a railcard from the travel team.");
    let mut second = second.to_vec();
    second.insert(2, (11, "chair users of the county."));
    second.push((11, "A wheelchair fits in every bus."));
    let file = place.write("guide.pdf", pdf(&[first, &second, &third]));
    let ran = place.import(&[&file], &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let article = place.article("guide-to-travel");
    assert!(article.contains("for the wheelchair users of the county"), "{article}");
    assert!(!article.contains("County guide 2024"), "{article}");
    let told = place.ask("when do buses leave the market square on school days");
    assert_eq!(told["answer"]["sources"][0]["section"], "Buses, page 2", "{told}");
}

#[test]
fn importing_again_reports_and_loses_nothing() {
    let place = Place::new();
    let file = place.write("plan.md", MARKDOWN);
    place.import(&[&file], &[]);
    let path = place.path("k/articles/suffolk/imported/short-breaks.md");
    let first = place.article("short-breaks");

    let again = place.import(&[&file], &[]);
    assert!(again.out.contains("3 passages: 3 unchanged"), "{}", again.out);
    assert_eq!(place.article("short-breaks"), first);

    // An editor writes a title, wordings, a section and an easy read, and mends a passage.
    let edited = first
        .replace(
            "title = \"Short breaks\"",
            "title = \"Short breaks in Suffolk\"\nquestions = [\"can i have a break\"]\nowner = \"Short breaks team\"",
        )
        .replace("- before six", "- before five")
        + "\n## Ask a person\n\nAsk at the library.\n\n## Easy read\n- {phone} Ring us on weekdays.\n";
    fs::write(&path, edited).unwrap();
    // The document moves (another folder, another name) and changes: one passage is new, one is reworded, one it has in common with the editor.
    let newer = MARKDOWN.replace("10am to 3pm", "9am to 3pm").replace("before six", "before seven")
        + "\n## What it costs\n\nNothing at all for the first fifty hours of each year; then a small fee for each hour that is used.\n";
    let moved = place.write("elsewhere/plan-v2.txt", newer);
    let ran = place.import(&[&moved], &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let told: Vec<&str> = ran.out.lines().skip(1).map(str::trim).collect();
    assert_eq!(
        told,
        [
            "suffolk/imported/short-breaks#how-to-ask: kept as edited by hand; the document says something else",
            "suffolk/imported/short-breaks#what-there-is: updated",
            "suffolk/imported/short-breaks#what-it-costs: created",
        ],
        "{}",
        ran.out
    );
    let article = place.article("short-breaks");
    for kept in [
        "Short breaks in Suffolk",
        "can i have a break",
        "Short breaks team",
        "before five",
        "## Ask a person\n\nAsk at the library.",
        "## Easy read\n- {phone}",
        "9am to 3pm",
        "first fifty hours",
    ] {
        assert!(article.contains(kept), "{kept} in {article}");
    }
    // And back: what the document no longer says goes, and what the editor wrote stays.
    let ran = place.import(&[&file], &[]);
    assert!(ran.out.contains("#what-it-costs: deleted") && ran.out.contains("#what-there-is: updated"), "{}", ran.out);
    assert!(place.article("short-breaks").contains("before five") && place.article("short-breaks").contains("Ask at the library."));
    assert_eq!(place.imported(), ["short-breaks.md"]);
    assert_eq!(place.check().code, Some(0));
}

#[test]
fn a_document_is_known_by_its_address_under_a_new_title() {
    let place = Place::new();
    let file = place.write("plan.md", MARKDOWN);
    let address = ["--source", "https://example.org/breaks"];
    place.import(&[&file], &address);
    let newer = place.write("new.md", MARKDOWN.replace("# Short breaks", "# Breaks for carers, second edition"));
    let ran = place.import(&[&newer], &address);
    assert!(ran.out.contains("3 unchanged"), "{}", ran.out);
    assert_eq!(place.imported(), ["short-breaks.md"]);
}

#[test]
fn two_documents_of_one_title_in_one_run_stay_two() {
    let place = Place::new();
    let files = [place.write("plan.md", MARKDOWN), place.write("plan.docx", docx("Short breaks"))];
    for _ in 0..2 {
        let ran = place.import(&files.each_ref().map(PathBuf::as_path), &[]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_eq!(place.imported(), ["short-breaks-docx.md", "short-breaks.md"]);
    }
    assert!(place.article("short-breaks").contains("Saturday club") && place.article("short-breaks-docx").contains("Buses for all"));
}

#[test]
fn wrong_usage_is_told_apart_from_work_that_failed() {
    let place = Place::new();
    let file = place.write("plan.md", MARKDOWN);
    assert_eq!(place.import(&[&file, &file], &["--title", "One"]).code, Some(2));
    assert_eq!(place.import(&[&file], &["--source", "example.org"]).code, Some(2));
    assert_eq!(place.import(&[&file], &["--published", "last week"]).code, Some(2));
    assert_eq!(place.import(&[&file], &["--title", "Named by hand"]).code, Some(0));
    assert_eq!(place.imported(), ["named-by-hand.md"]);
}
