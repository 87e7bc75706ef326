use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder in which the program is started: `knowledge/` beside it where wanted, and its data.
pub struct Home {
    folder: TempDir,
}

/// Shipped files that become articles: left out, since articles come from the fixtures alone.
const ARTICLES: [&str; 2] = ["glossary.toml", "commitments.toml"];

impl Home {
    /// A home with the fixtures' knowledge.
    pub fn new() -> Self {
        let home = Self::bare();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let knowledge = home.knowledge();
        copy(&here.join("tests/fixtures/knowledge/articles"), &knowledge.join("articles"));
        copy(&here.join("knowledge/areas"), &knowledge.join("areas"));
        for entry in fs::read_dir(here.join("knowledge")).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if name.ends_with(".toml") && !ARTICLES.contains(&name.as_str()) {
                fs::copy(entry.path(), knowledge.join(name)).unwrap();
            }
        }
        home
    }

    /// A home with nothing in it: the program falls back to its own copy of the knowledge.
    pub fn bare() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn knowledge(&self) -> PathBuf {
        self.path().join("knowledge")
    }

    /// Writes a file below the home, folders made.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The program with these arguments, started here, with no settings but what the test gives.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        for (name, _) in std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("WAYMARK_")) {
            command.env_remove(name);
        }
        // Nothing is fetched from the net, and the day does not move under the tests.
        command.env("WAYMARK_MODEL_AUTO_INSTALL", "false").env("WAYMARK_TODAY", "2026-11-25");
        // Tests ask faster than people; those of the limits set them.
        command.env("WAYMARK_LIMITS_PERSON_PER_MINUTE", "0").env("WAYMARK_LIMITS_NETWORK_PER_MINUTE", "0");
        command.current_dir(self.path()).args(arguments).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }
}

/// What a command left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { fs::copy(entry.path(), target).map(drop).unwrap() }
    }
}
