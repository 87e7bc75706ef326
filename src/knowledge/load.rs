use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::{Path, PathBuf},
};

use rust_embed::RustEmbed;

use super::{
    Article, ArticleId, Commitments, Fault, Glossary, Origin, Passage, Pictures, Severity, Synonyms, article::EasyLine, derived,
    front_matter::FrontMatter, markdown, side_by_side,
};
use crate::{
    area::{Area, AreaInfo, Areas},
    content::{Block, Inline, plain, plain_inline},
    ids::sha256_hex,
    text::{self, PlainWords},
};

/// The copy of `knowledge/` in the binary, for a machine that has the program alone.
#[derive(RustEmbed)]
#[folder = "knowledge/"]
#[include = "*.toml"]
#[include = "*.md"]
#[include = "*.txt"]
struct Shipped;

/// Largest file that is read, in bytes: a whole strategy fits many times over.
const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;

/// The texts of a knowledge base by their path, wherever they came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// The copy in the binary.
    pub fn shipped() -> Self {
        let text = |path: &str| Shipped::get(path).map(|f| String::from_utf8_lossy(&f.data).into_owned());
        Self(Shipped::iter().filter_map(|path| text(&path).map(|t| (path.into_owned(), t))).collect())
    }

    /// The `.md`, `.toml`, `.txt` and `.jsonl` files under a folder; a file that cannot be read becomes a fault and the others stay.
    pub fn read(folder: &Path) -> io::Result<(Self, Vec<Fault>)> {
        let mut out = Self::default();
        let mut faults = Vec::new();
        fs::read_dir(folder)?;
        for path in walk(folder, &mut faults) {
            let name = relative(folder, &path);
            match read_text(&path) {
                Ok(text) => {
                    out.0.insert(name, text);
                }
                Err(what) => faults.push(Fault::new(&name, None, Severity::LeftOut, what, "Make it a readable UTF-8 text file.")),
            }
        }
        Ok((out, faults))
    }

    /// Files from pairs of path and text, for tests and revisions.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// A file's text.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Every file's path and text, in the order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// SHA-256 over every path and text: tells whether anything changed.
    pub fn digest(&self) -> String {
        let each = self.0.iter().map(|(path, text)| format!("{path}\0{}\n", sha256_hex(text.as_bytes())));
        sha256_hex(each.collect::<String>().as_bytes())
    }

    fn without_articles(mut self) -> Self {
        self.0.retain(|path, _| !path.starts_with("articles/") && path != COMMITMENTS);
        self
    }
}

fn walk(folder: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let entries = match fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(e) => {
                let fix = "Give the program the right to read it.";
                faults.push(Fault::new(&relative(folder, &next), None, Severity::Error, format!("cannot read the folder: {e}"), fix));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden => waiting.push(path),
                Ok(_) if !hidden && path.extension().is_some_and(|e| e == "md" || e == "toml" || e == "txt" || e == "jsonl") => {
                    found.push(path);
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn relative(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).components();
    parts.map(|p| p.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

fn read_text(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|e| format!("cannot read it: {e}"))?.len();
    if size > MAX_FILE_BYTES {
        return Err(format!("it has {size} bytes, more than {MAX_FILE_BYTES}"));
    }
    let bytes = fs::read(path).map_err(|e| format!("cannot read it: {e}"))?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

/// Where knowledge is read from: the base (a folder, else the copy in the binary), then folders laid over it.
#[derive(Debug, Clone, Default)]
pub struct Roots {
    /// The base's folder; the copy in the binary where absent.
    pub base: Option<PathBuf>,
    /// Leave the base's articles and commitments out and keep its glossary, areas, pictures, routes and safeguarding words.
    pub without_base_articles: bool,
    /// Folders whose files are added; a later file of the same name takes the place of an earlier one.
    pub added: Vec<PathBuf>,
}

impl Roots {
    /// All files of these roots as one set; a folder that is not there is an error, an unreadable file a fault.
    pub fn read(&self) -> io::Result<(Files, Vec<Fault>)> {
        let folder = |path: &Path| {
            Files::read(path).map_err(|e| io::Error::new(e.kind(), format!("the knowledge folder {} cannot be read: {e}", path.display())))
        };
        let (mut files, mut faults) = match &self.base {
            Some(base) => folder(base)?,
            None => (Files::shipped(), Vec::new()),
        };
        if self.without_base_articles {
            files = files.without_articles();
            faults.retain(|f| !f.file.starts_with("articles/"));
        }
        for added in &self.added {
            let (more, more_faults) = folder(added)?;
            files.0.extend(more.0);
            faults.extend(more_faults);
        }
        Ok((files, faults))
    }
}

const GLOSSARY: &str = "glossary.toml";
const COMMITMENTS: &str = "commitments.toml";
const GENERAL_WORDS: &str = "words/general.txt";
const PLAIN_WORDS: &str = "words/plain.toml";

/// All that is known, as one value.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// The articles in the order of their names.
    pub articles: Vec<Article>,
    /// Their passages, in reading order.
    pub passages: Vec<Passage>,
    /// The areas.
    pub areas: Areas,
    /// The pictures of easy read.
    pub pictures: Pictures,
    /// The words of the field.
    pub glossary: Glossary,
    /// What the councils' plans promised.
    pub commitments: Commitments,
    /// Words people use and words we use.
    pub synonyms: Synonyms,
    /// Everyday English words, folded, which are never taken for a slip of another word.
    pub general_words: Vec<String>,
    /// Hard words and the plain ones for them.
    pub plain_words: PlainWords,
    /// Files that other rooms read: routes, safeguarding words, ranking.
    pub files: Files,
    /// The digest of all files.
    pub digest: String,
    by_id: HashMap<ArticleId, usize>,
}

/// A knowledge base as far as it could be read, and what was wrong.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub knowledge: Knowledge,
    /// What could not, in the order of files.
    pub faults: Vec<Fault>,
}

impl Knowledge {
    /// Reads every file strictly and keeps whatever is sound.
    pub fn load(files: Files) -> Loaded {
        let mut faults = Vec::new();
        let pictures: Pictures = data(&files, "pictures.toml", &mut faults);
        let glossary: Glossary = data(&files, GLOSSARY, &mut faults);
        let commitments: Commitments = data(&files, COMMITMENTS, &mut faults);
        let synonyms: Synonyms = data(&files, "synonyms.toml", &mut faults);
        let general_words = word_list(files.get(GENERAL_WORDS).unwrap_or_default());
        let plain_words = plain_words(&files, &mut faults);
        let areas = areas(&files, &mut faults);
        let mut articles = Vec::new();
        let texts: Vec<(&String, &String)> =
            files.0.iter().filter(|(path, _)| path.starts_with("articles/") && path.ends_with(".md")).collect();
        for read in side_by_side(&texts, |_, (path, text)| article(path, text)) {
            match read {
                Ok(article) => articles.push(article),
                Err(wrong) => faults.extend(wrong),
            }
        }
        faults.extend(glossary.check(GLOSSARY, files.get(GLOSSARY).unwrap_or_default()));
        articles.extend(derived::of_glossary(&glossary, GLOSSARY));
        let (promised, wrong) = derived::of_commitments(&commitments, COMMITMENTS);
        articles.extend(promised);
        faults.extend(wrong);
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        let passages = side_by_side(&articles, |i, a| Passage::of(a, i)).into_iter().flatten().collect();
        let by_id = articles.iter().enumerate().map(|(i, a)| (a.id.clone(), i)).collect();
        let digest = files.digest();
        faults.sort();
        Loaded {
            knowledge: Self {
                articles,
                passages,
                areas,
                pictures,
                glossary,
                commitments,
                synonyms,
                general_words,
                plain_words,
                files,
                digest,
                by_id,
            },
            faults,
        }
    }

    /// The article of that name.
    pub fn article(&self, id: &ArticleId) -> Option<&Article> {
        self.by_id.get(id).and_then(|i| self.articles.get(*i))
    }

    /// The article that a passage belongs to.
    pub fn article_of(&self, passage: &Passage) -> Option<&Article> {
        self.articles.get(passage.article)
    }
}

fn plain_words(files: &Files, faults: &mut Vec<Fault>) -> PlainWords {
    PlainWords::parse(files.get(PLAIN_WORDS).unwrap_or_default()).unwrap_or_else(|what| {
        let fix = "Until then nothing is made plainer by it.";
        faults.push(Fault::new(PLAIN_WORDS, None, Severity::LeftOut, what.trim().replace('\n', " "), fix));
        PlainWords::default()
    })
}

/// The words of a list, one a line; lines that begin with `#` say where it comes from.
fn word_list(text: &str) -> Vec<String> {
    text.lines().filter(|l| !l.starts_with('#')).flat_map(text::words).collect()
}

/// A data file in its own type; empty where it is not there, and where it is broken, which is a fault.
fn data<T: Default + serde::de::DeserializeOwned>(files: &Files, name: &str, faults: &mut Vec<Fault>) -> T {
    let Some(text) = files.get(name) else { return T::default() };
    toml::from_str(text).unwrap_or_else(|e| {
        faults.push(toml_fault(name, text, 0, &e, Severity::LeftOut));
        T::default()
    })
}

fn areas(files: &Files, faults: &mut Vec<Fault>) -> Areas {
    let mut infos = Vec::new();
    for (path, text) in &files.0 {
        let Some(name) = path.strip_prefix("areas/").and_then(|p| p.strip_suffix(".toml")) else {
            continue;
        };
        match name.parse::<Area>() {
            Ok(area) => match AreaInfo::parse(area, text) {
                Ok(info) => infos.push(info),
                Err(e) => faults.push(toml_fault(path, text, 0, &e, Severity::LeftOut)),
            },
            Err(what) => faults.push(Fault::new(path, None, Severity::LeftOut, what, "Rename the file.")),
        }
    }
    Areas::new(infos)
}

/// The fault of a TOML text, with the line counted in the whole file.
fn toml_fault(file: &str, text: &str, lines_before: usize, e: &toml::de::Error, severity: Severity) -> Fault {
    let line = e.span().map(|s| lines_before + 1 + text.as_bytes()[..s.start.min(text.len())].iter().filter(|b| **b == b'\n').count());
    Fault::new(file, line, severity, e.message(), "See README, “An article”, for the keys and how they are written.")
}

fn article(path: &str, text: &str) -> Result<Article, Vec<Fault>> {
    let fault = |line, what: String, fix: &str| vec![Fault::new(path, line, Severity::LeftOut, what, fix)];
    let id: ArticleId = path
        .strip_prefix("articles/")
        .and_then(|p| p.strip_suffix(".md"))
        .unwrap_or(path)
        .parse()
        .map_err(|what| fault(None, what, "Move or rename the file to articles/<area>/<topic>/<slug>.md."))?;
    let after = text.strip_prefix("+++\n").ok_or_else(|| {
        fault(Some(1), "the file does not begin with a line `+++`".to_owned(), "Put the front matter between two lines `+++`.")
    })?;
    let (head, body) = after
        .split_once("\n+++")
        .ok_or_else(|| fault(Some(1), "the front matter has no closing line `+++`".to_owned(), "Add a line `+++` after the last key."))?;
    let front: FrontMatter = toml::from_str(head).map_err(|e| vec![toml_fault(path, head, 1, &e, Severity::LeftOut)])?;
    let first_body_line = 3 + head.matches('\n').count() + 1;
    let line_of = |key: &str| head.lines().position(|l| l.starts_with(key)).map_or(Some(1), |i| Some(i + 2));

    let mut faults = required(path, &front, line_of);
    if front.area.as_str() != id.area() {
        let what = format!("the area is `{}`, and the file lies in `{}`", front.area, id.area());
        faults.extend(fault(line_of("area"), what, "Make them the same."));
    }
    let body = body.split_once('\n').map_or("", |(_, rest)| rest);
    let mut sections = markdown::sections(body, first_body_line);
    let easy = sections.iter().position(|s| s.path.last().is_some_and(|h| text::fold(h) == "easy read"));
    let easy_read = match easy {
        Some(at) => {
            let section = sections.remove(at);
            easy_lines(&section.blocks).map_err(|what| {
                fault(Some(section.line), what, "Write the easy read as a list, each item `- {picture} One short sentence.`")
            })?
        }
        None => Vec::new(),
    };
    sections.retain(|s| !plain(&s.blocks).trim().is_empty());
    if sections.is_empty() {
        faults.extend(fault(
            Some(first_body_line),
            "the article says nothing".to_owned(),
            "Write an opening paragraph that answers the question.",
        ));
    } else if !front.imported {
        if sections.first().is_some_and(|s| !s.path.is_empty()) {
            let what = "there is no opening paragraph before the first heading".to_owned();
            faults.extend(fault(Some(first_body_line), what, "Begin with a paragraph that answers the question by itself."));
        }
        if easy_read.is_empty() {
            let what = "there is no section “## Easy read” with lines".to_owned();
            faults.extend(fault(Some(first_body_line), what, "Add it: a list, one short sentence an item, a {picture} at its front."));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Article {
        id,
        title: front.title,
        area: front.area,
        audience: front.audience,
        topics: front.topics,
        outcomes: front.outcomes,
        questions: front.questions,
        sources: front.source,
        checked_on: front.checked_on,
        checked_by: front.checked_by.unwrap_or_else(|| "nobody yet".to_owned()),
        readers: front.readers.unwrap_or_else(|| "nobody yet".to_owned()),
        review_by: front.review_by,
        owner: front.owner.unwrap_or_default(),
        superseded_by: front.superseded_by,
        ended: front.ended,
        origin: if front.imported { Origin::Imported } else { Origin::Written },
        legal: front.legal,
        unverified: front.unverified,
        sections,
        easy_read,
        file: path.to_owned(),
    })
}

/// The keys that an editor's article must have and an imported document need not.
fn required(path: &str, front: &FrontMatter, line_of: impl Fn(&str) -> Option<usize>) -> Vec<Fault> {
    let mut out = Vec::new();
    let mut need = |there: bool, key: &str, fix: &str| {
        if !there {
            out.push(Fault::new(path, line_of(key), Severity::LeftOut, format!("`{key}` is missing or empty"), fix));
        }
    };
    need(!front.title.trim().is_empty(), "title", "Give the article a title.");
    if front.imported {
        return out;
    }
    need(!front.audience.is_empty(), "audience", "Name any of young_person, parent, professional.");
    need(!front.topics.is_empty(), "topics", "Name at least one subject.");
    need(!front.source.is_empty(), "source", "Name where the facts come from; without a source it is not told.");
    need(front.checked_on.is_some(), "checked_on", "Give the date of the evidence, as \"2026-11-21\".");
    need(front.checked_by.is_some(), "checked_by", "Write \"nobody yet\" until a person has approved it.");
    need(front.readers.is_some(), "readers", "Write \"nobody yet\" until readers with a learning disability have read it.");
    need(front.review_by.is_some(), "review_by", "Give the date by which it must be looked at again.");
    need(front.owner.as_deref().is_some_and(|o| !o.trim().is_empty()), "owner", "Name the team that keeps it right.");
    if front.questions.len() < 5 {
        let what = format!("`questions` has {} wordings, and at least 5 are needed", front.questions.len());
        out.push(Fault::new(path, line_of("questions"), Severity::LeftOut, what, "Add wordings that people would really type."));
    }
    out
}

/// Each list item as a line, its `{picture}` taken from the front.
fn easy_lines(blocks: &[Block]) -> Result<Vec<EasyLine>, String> {
    let mut out = Vec::new();
    for block in blocks {
        let Block::List { items, .. } = block else {
            return Err("the easy read has text that is not a list item".to_owned());
        };
        for item in items {
            let words = match item.as_slice() {
                [Block::Paragraph { content }] => easy_text(content),
                _ => return Err("an easy-read item is more than one sentence".to_owned()),
            };
            let (picture, text) = match words.strip_prefix('{').and_then(|w| w.split_once('}')) {
                Some((picture, text)) => (picture.trim().to_owned(), text.trim().to_owned()),
                None => (String::new(), words),
            };
            if !text.is_empty() {
                out.push(EasyLine { picture, text });
            }
        }
    }
    Ok(out)
}

fn easy_text(content: &[Inline]) -> String {
    plain_inline(content).replace('\n', " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../../tests/fixtures/article.md");

    fn load_one(text: &str) -> Loaded {
        Knowledge::load(Files::of([("articles/norfolk/school/a.md".to_owned(), text.to_owned())]))
    }

    #[test]
    fn a_good_article_is_read_whole() {
        let loaded = load_one(GOOD);
        assert_eq!(loaded.faults, Vec::new());
        let article = &loaded.knowledge.articles[0];
        assert_eq!(article.id.as_str(), "norfolk/school/a");
        assert_eq!(article.easy_read[0], EasyLine { picture: "clock".to_owned(), text: "You wait 6 weeks.".to_owned() });
        let ids: Vec<_> = loaded.knowledge.passages.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["norfolk/school/a#", "norfolk/school/a#what-you-can-do-next"]);
        assert_eq!(loaded.knowledge.passages[0].text, "You wait 6 weeks. Then they write.");
    }

    #[test]
    fn every_fault_names_file_line_and_what_to_do() {
        let told = |text: &str| load_one(text).faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let broken = [
            GOOD.replace("title = \"Waiting\"", "title = Waiting"),
            GOOD.replace("review_by", "reveiw_by"),
            GOOD.replace("area = \"norfolk\"", "area = \"suffolk\""),
            GOOD.replace("checked_on = \"2026-11-21\"", "checked_on = \"last week\""),
            GOOD.replace("- {clock} You wait 6 weeks.", "You wait 6 weeks."),
            GOOD.replace("+++\n\nYou", "\nYou"),
            GOOD.replace("  \"how long is the wait\",\n", ""),
            GOOD.replace("https://", "htps://"),
            "no front matter".to_owned(),
        ];
        insta::assert_snapshot!(broken.iter().map(|b| told(b)).collect::<Vec<_>>().join("\n---\n"));
    }

    #[test]
    fn one_bad_article_does_not_stop_the_others() {
        let files = [("articles/norfolk/school/a.md", GOOD), ("articles/norfolk/school/b.md", "broken")];
        let loaded = Knowledge::load(Files::of(files.map(|(p, t)| (p.to_owned(), t.to_owned()))));
        assert_eq!((loaded.knowledge.articles.len(), loaded.faults.len()), (1, 1));
    }

    #[test]
    fn the_copy_in_the_binary_is_there() {
        assert!(Files::shipped().get("areas/norfolk.toml").is_some());
    }
}
