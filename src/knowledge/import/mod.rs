//! Documents in: what a council has already published becomes passages that can be searched and cited, its words kept as they stand.
//!
//! A council has its strategies as PDF, DOCX, web pages and text, not as articles. Each reader here turns one kind of file into the same
//! few [`piece`]s (heading, paragraph, item, table row); [`parts`] cuts them into what a reader needs to see as one passage; [`merge`]
//! lays them over what an earlier import wrote, so that names stay and an editor's work is never lost. What comes in is not trusted: every
//! file is looked at before it is unpacked, read in a thread of its own, and bounded in size, depth, memory and time. Home of scraper,
//! pdf-extract, docx-rs, zip, encoding_rs and chardetng.

mod decode;
mod docx;
mod html;
mod kind;
mod limits;
mod markdown;
mod merge;
mod parts;
mod pdf;
mod piece;
mod table;
mod text;
mod write;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

pub use limits::{Limits, READER_THREAD};
pub use merge::{Change, ChangeKind};

use self::{kind::Kind, piece::Document};
use super::ArticleId;
use crate::{area::Area, clock::PartialDate, text as words};

/// What is told about a document beside its file.
#[derive(Debug, Clone)]
pub struct About {
    /// Whose document it is.
    pub area: Area,
    /// Its title; the document's own where absent.
    pub title: Option<String>,
    /// The address it was taken from.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// The address names this document alone, so that it is known again by it under another title.
    pub url_is_its_own: bool,
}

/// What an import did.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The article it became.
    pub id: ArticleId,
    /// Where that lies.
    pub file: PathBuf,
    /// Its title.
    pub title: String,
    /// There was none before.
    pub first: bool,
    /// Each passage that is not as it was, in reading order.
    pub changes: Vec<Change>,
    /// How many passages are as they were.
    pub unchanged: usize,
    /// What the person who imports should know.
    pub notes: Vec<String>,
}

impl Imported {
    /// How many passages changed in this way.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|c| c.kind == kind).count()
    }

    /// How many passages there are now.
    pub fn passages(&self) -> usize {
        self.unchanged + self.changes.len() - self.count(ChangeKind::Deleted)
    }
}

/// Why a document was not taken in: what is wrong and what to do, without the file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}{}{fix}", if fix.is_empty() { "" } else { ". " })]
pub struct Refused {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub fix: String,
    /// What kind of trouble it is, for whoever says it in other words.
    pub why: Why,
}

/// Why a file gives no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is of a kind that is not read.
    Kind,
    /// It is locked with a password.
    Locked,
    /// It holds pictures of words, or nothing.
    NoWords,
    /// It is larger than is read.
    Large,
    /// It is damaged, harmful, or cannot be read in time.
    Damaged,
}

impl Refused {
    fn new(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { what: what.into(), fix: fix.into(), why: Why::Damaged }
    }

    fn of(self, why: Why) -> Self {
        Self { why, ..self }
    }
}

/// The words of a document as passages, without writing anything: for measuring and for a look before an import.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The document's own title, else its file's name.
    pub title: String,
    /// The article's body, in Markdown.
    pub markdown: String,
    /// How many passages it makes.
    pub passages: usize,
}

/// Reads a document and tells what it would become.
pub fn preview(file: &Path, limits: &Limits) -> Result<Preview, Refused> {
    let (document, _) = read(file, limits)?;
    let title = title_of(&document, file);
    let parts = parts::of(&document, &title);
    let new = write::chunks(&parts);
    let passages = new.len();
    Ok(Preview { title, markdown: merge::fresh(new), passages })
}

/// Takes a document into the knowledge folder `out`, or says why not; then nothing is written. `taken` tells which articles other
/// documents of the same run have become.
pub fn document(file: &Path, about: &About, out: &Path, limits: &Limits, taken: &dyn Fn(&ArticleId) -> bool) -> Result<Imported, Refused> {
    let (read, kind) = read(file, limits)?;
    let own_title = title_of(&read, file);
    let title = about.title.clone().unwrap_or(own_title);
    let folder = out.join("articles").join(about.area.as_str()).join("imported");
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let (id, slug) = name_of(&folder, about, &title, &name, kind, taken)?;
    let target = folder.join(format!("{slug}.md"));
    let new = write::chunks(&parts::of(&read, &title));
    let before = match fs::read_to_string(&target) {
        Ok(text) => Some(text),
        Err(e) if e.kind() == io::ErrorKind::NotFound => None,
        Err(e) => return Err(Refused::new(format!("{} cannot be read: {e}", target.display()), "Mend or remove that file.")),
    };
    let head = write::Head { title: &title, name: &name, about };
    let merged = merge::merge(&id, &head, new, before.as_deref())?;
    if merged.text.len() as u64 > limits.article_bytes {
        return Err(Refused::new(
            format!("it makes an article of more than {} MB", limits.article_bytes >> 20),
            "Split it, or leave its data tables out.",
        ));
    }
    if before.as_deref() != Some(merged.text.as_str()) {
        write_whole(&target, &merged.text).map_err(|e| {
            Refused::new(format!("{} cannot be written: {e}", target.display()), "Make room, or give the program the right to write there.")
        })?;
    }
    Ok(Imported {
        id,
        file: target,
        title,
        first: before.is_none(),
        changes: merged.changes,
        unchanged: merged.unchanged,
        notes: read.notes,
    })
}

fn title_of(document: &Document, file: &Path) -> String {
    let stem = || file.file_stem().map(|s| s.to_string_lossy().replace(['_', '-'], " ")).unwrap_or_default();
    let own = document.title.as_deref().map(str::trim).filter(|t| t.chars().any(char::is_alphanumeric));
    let title = own.map_or_else(stem, str::to_owned);
    words::shorten(&title, 160).into_owned()
}

/// The article that a document is, or becomes: the one of its address, else of its title. Two documents of one title in one run (a booklet
/// as PDF and as DOCX) are told apart by their kind or their file, and found again by the file's name in their source.
fn name_of(
    folder: &Path,
    about: &About,
    title: &str,
    name: &str,
    kind: Kind,
    taken: &dyn Fn(&ArticleId) -> bool,
) -> Result<(ArticleId, String), Refused> {
    let slug = words::slug(title);
    let stem = words::slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let mut slugs: Vec<String> = known_by_url(folder, about).into_iter().collect();
    let known = !slugs.is_empty();
    slugs.extend([slug.clone(), format!("{slug}-{}", kind.name()), format!("{slug}-{stem}")]);
    let mut free = Vec::new();
    for slug in slugs {
        let id: Result<ArticleId, String> = format!("{}/imported/{slug}", about.area).parse();
        let id = id.map_err(|what| Refused::new(what, "Give it a title with --title."))?;
        if !taken(&id) {
            free.push((id, slug));
        }
    }
    let code = format!("code = {}", write::quoted(name));
    let own = |slug: &str| {
        let text = fs::read_to_string(folder.join(format!("{slug}.md"))).ok();
        text.is_some_and(|t| merge::head_of(&t).is_some_and(|head| head.lines().any(|l| l.trim() == code)))
    };
    let at = if known { 0 } else { free.iter().position(|(_, slug)| own(slug)).unwrap_or(0) };
    if free.is_empty() {
        return Err(Refused::new(
            "another document of this run has its title and its file's name",
            "Import it by itself, with another --title.",
        ));
    }
    Ok(free.swap_remove(at))
}

/// The name of the article that was imported from the same address, when exactly one was: a new edition often has a new title.
fn known_by_url(folder: &Path, about: &About) -> Option<String> {
    let url = about.url.as_deref().filter(|_| about.url_is_its_own)?;
    let line = format!("url = {}", write::quoted(url));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "md")
            && let Ok(text) = fs::read_to_string(&path)
            && merge::head_of(&text).is_some_and(|head| head.lines().any(|l| l.trim() == line))
        {
            found.extend(path.file_stem().map(|s| s.to_string_lossy().into_owned()));
        }
    }
    if found.len() == 1 { found.pop() } else { None }
}

/// Written beside the target and renamed over it, so that nobody ever reads half an article.
fn write_whole(target: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = target.with_extension(format!("md.{}.new", std::process::id()));
    let done = fs::File::create(&beside).and_then(|mut file| {
        io::Write::write_all(&mut file, text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, target)
    });
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// The document in its pieces, read in a thread of its own: whatever the file does to a reader, the others are still imported.
fn read(file: &Path, limits: &Limits) -> Result<(Document, Kind), Refused> {
    read_apart(limits.read(file)?, limits)
}

/// The words of a document that was sent and is kept nowhere: paragraphs with a blank line between, items with their mark.
pub fn words_of(bytes: Vec<u8>, limits: &Limits) -> Result<String, Refused> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Refused::new(format!("it has more than {} MB", limits.file_bytes >> 20), "Send a smaller one.").of(Why::Large));
    }
    let (document, _) = read_apart(bytes, limits)?;
    let mut out = String::new();
    let mut in_list = false;
    for placed in &document.pieces {
        let is_item = matches!(placed.piece, piece::Piece::Item { .. });
        if !out.is_empty() {
            out.push_str(if in_list && is_item { "\n" } else { "\n\n" });
        }
        if is_item {
            out.push_str("• ");
        }
        out.push_str(&placed.piece.plain());
        in_list = is_item;
    }
    Ok(out)
}

fn read_apart(bytes: Vec<u8>, limits: &Limits) -> Result<(Document, Kind), Refused> {
    let (tell, told) = mpsc::channel();
    let own = limits.clone();
    let reader = thread::Builder::new().name(READER_THREAD.to_owned()).stack_size(limits.stack_bytes).spawn(move || {
        let _ = tell.send(read_bytes(&bytes, &own));
    });
    let reader = reader
        .map_err(|e| Refused::new(format!("no thread could be started to read it: {e}"), "Try again with fewer programs running."))?;
    let seconds = limits.time.as_secs();
    let damaged = || Refused::new("it is damaged, and the reader gave up on it", "Open it, save it anew (best as DOCX), and import that.");
    let (document, kind) = match told.recv_timeout(limits.time) {
        Ok(document) => {
            let _ = reader.join();
            document?
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => return Err(damaged()),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            return Err(Refused::new(
                format!("it could not be read within {seconds} seconds"),
                "Split it, or save it anew as DOCX or text.",
            ));
        }
    };
    if document.pieces.is_empty() {
        return Err(
            Refused::new("there are no words in it", "If it is a scan or a picture, have its text recognised first.").of(Why::NoWords)
        );
    }
    Ok((document, kind))
}

fn read_bytes(bytes: &[u8], limits: &Limits) -> Result<(Document, Kind), Refused> {
    let kind = kind::of(bytes)?;
    let all_words = matches!(kind, Kind::Html | Kind::Markdown | Kind::Text);
    if all_words && bytes.len() as u64 > limits.text_bytes {
        return Err(Refused::new(format!("it has more than {} MB of text", limits.text_bytes >> 20), "Split it.").of(Why::Large));
    }
    let document = match kind {
        Kind::Pdf => pdf::read(bytes, limits),
        Kind::Docx => docx::read(bytes, limits),
        Kind::Html => html::read(&decode::html(bytes)?, limits),
        Kind::Markdown => markdown::read(&decode::text(bytes)?, limits),
        Kind::Text => text::read(&decode::text(bytes)?, limits),
    };
    Ok((document?, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_signs_is_none() {
        let document = Document { title: Some("***".to_owned()), ..Document::default() };
        assert_eq!(title_of(&document, Path::new("a/short_breaks.txt")), "short breaks");
    }
}
