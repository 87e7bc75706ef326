//! Articles in other languages: `<slug>.<language>.md` beside the English one.
//!
//! A translation has its own words and wordings; whose facts they are, their sources and dates stay those of the English article, so that
//! there is one place to mend them. It remembers which English text it was made from, and `waymark check` tells when that has changed.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Article, ArticleId, Fault, Files, Passage, Severity, article::is_somebody, load};
use crate::{content::plain, ids::sha256_hex};

/// How much of the digest of the English text is written down: enough to see a change.
const FINGERPRINT: usize = 12;
/// Fewest wordings that a translation is found by.
const WORDINGS: usize = 5;

/// One article in another language.
#[derive(Debug, Clone)]
pub struct Translation {
    /// The tag of its language.
    pub language: String,
    /// The article, with its words in that language and all else as in English.
    pub article: Article,
    /// What it says, in parts.
    pub passages: Vec<Passage>,
    /// The day on which it was translated.
    pub translated_on: Date,
    /// The fingerprint of the English text that it was made from.
    pub translated_from: String,
    /// Which native speaker has read it; `nobody yet` until somebody has.
    pub read_by: String,
}

impl Translation {
    /// A native speaker has read it.
    pub fn is_read(&self) -> bool {
        is_somebody(&self.read_by)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    language: String,
    translates: String,
    translated_on: String,
    translated_from: String,
    read_by: String,
    questions: Vec<String>,
}

/// What tells whether an English article still says what was translated: its words, without pictures, dates and signatures.
pub(super) fn fingerprint(article: &Article) -> String {
    let sections = article.sections.iter().map(|s| format!("{}\n{}\n", s.path.join(" "), plain(&s.blocks)));
    let easy = article.easy_read.iter().map(|line| format!("{}\n", line.text));
    let words: String = std::iter::once(format!("{}\n", article.title)).chain(sections).chain(easy).collect();
    sha256_hex(words.as_bytes())[..FINGERPRINT].to_owned()
}

/// Whether that path of an article names a translation: its name has a language before the ending.
pub(super) fn is_one(path: &str) -> bool {
    name(path).is_some()
}

/// The article's name and the language in the path of a translation.
fn name(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("articles/")?.strip_suffix(".md")?.rsplit_once('.')
}

/// Every translation of these files that can be used.
pub(super) fn load(files: &Files, articles: &[Article], faults: &mut Vec<Fault>) -> Vec<Translation> {
    let mut out = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| is_one(path)) {
        match read(path, text, articles) {
            Ok(mut translation) => {
                translation.passages = Passage::of(&translation.article, out.len());
                out.push(translation);
            }
            Err(wrong) => faults.extend(wrong),
        }
    }
    out
}

fn read(path: &str, text: &str, articles: &[Article]) -> Result<Translation, Vec<Fault>> {
    let fault = |what: String, fix: &str| vec![Fault::new(path, Some(1), Severity::LeftOut, what, fix)];
    let (head, body) = text
        .strip_prefix("+++\n")
        .and_then(|after| after.split_once("\n+++"))
        .ok_or_else(|| fault("there is no front matter between two lines `+++`".to_owned(), "Begin the file with it."))?;
    let front: FrontMatter = toml::from_str(head).map_err(|e| vec![load::toml_fault(path, head, 1, &e, Severity::LeftOut)])?;
    let (id, language) = name(path).unwrap_or_default();
    if front.translates != id || front.language != language {
        let what = format!("it says that it is `{}` in `{}`, and the file is called otherwise", front.translates, front.language);
        return Err(fault(what, "Make `translates` and `language` the same as the name of the file."));
    }
    let original = id.parse::<ArticleId>().ok().and_then(|id| articles.iter().find(|a| a.id == id));
    let original = original.ok_or_else(|| fault(format!("there is no article `{id}`"), "Translate an article that is there."))?;
    let translated_on: Date = front
        .translated_on
        .parse()
        .map_err(|_| fault(format!("`{}` is not a date", front.translated_on), "Write `translated_on` as \"2026-11-21\"."))?;
    if front.questions.len() < WORDINGS {
        let what = format!("`questions` has {} wordings, and at least {WORDINGS} are needed", front.questions.len());
        return Err(fault(what, "Add wordings that people would really type in that language."));
    }
    let (sections, easy_read) = load::parts(path, body, 3 + head.matches('\n').count() + 1, false)?;
    let article = Article {
        title: front.title,
        questions: front.questions,
        sections,
        easy_read,
        readers: "nobody yet".to_owned(),
        file: path.to_owned(),
        ..original.clone()
    };
    Ok(Translation {
        language: front.language,
        article,
        passages: Vec::new(),
        translated_on,
        translated_from: front.translated_from,
        read_by: front.read_by,
    })
}
