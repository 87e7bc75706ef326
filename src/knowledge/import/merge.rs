//! An import laid over what an earlier one wrote: names stay, an editor's work stays, and what changed is told.
//!
//! The import puts a line before each passage that it writes:
//!
//! ```text
//! <!-- passage short-breaks-2; page 14; wrote 3f9a27c1d0e84b56 -->
//! ## Short breaks
//! Words of the document …
//! ```
//!
//! `short-breaks-2` is the passage's name within its article, and stays when passages are put before it; `wrote` is a digest of the words
//! and headings as the import wrote them. From the two, the next import tells three things apart without any other memory, so that a file may be
//! edited anywhere, by hand or in a console:
//!
//! * The words still have that digest: nobody touched them, and the document's new words may take their place.
//! * They have another: somebody edited them, and they stay, whatever the document now says (which is told).
//! * There is no such line: somebody added it. A heading below a passage's words begins such a section. It stays, after the passage that
//!   it followed.
//!
//! The front matter is written once and then belongs to the editor; only `--title`, `--source` and `--published` change it afterwards.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::{
    Refused,
    write::{self, Head, NewChunk},
};
use crate::{ids::sha256_hex, knowledge::ArticleId, text};

/// Passages share so much of their words when one is a new edition of the other.
const SAME_PASSAGE: f64 = 0.5;
/// A document with at least so many passages that shares none with the article of its name is another document.
const CERTAIN: usize = 8;

/// What became of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// The document says it in other words than before.
    Updated,
    /// The document no longer says it.
    Deleted,
    /// An editor changed it, so it stays as it is, though the document now says something else or nothing.
    Kept,
}

/// A passage that is not as it was, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `<article>#<passage>`.
    pub passage: String,
    /// What became of it.
    pub kind: ChangeKind,
}

/// The article's new text and what changed.
#[derive(Debug)]
pub(super) struct Merged {
    pub text: String,
    pub changes: Vec<Change>,
    pub unchanged: usize,
}

/// A passage as a file holds it.
#[derive(Debug, Clone)]
struct Chunk {
    name: String,
    page: Option<u32>,
    wrote: String,
    path: Vec<String>,
    body: String,
}

impl Chunk {
    fn edited(&self) -> bool {
        digest(&self.path, &self.body) != self.wrote
    }
}

/// What stands in an article: passages of the import, and what an editor put between them.
#[derive(Debug, Clone)]
enum Held {
    Passage(Chunk),
    Added(String),
}

/// The body of an article that nobody has imported before.
pub(super) fn fresh(new: Vec<NewChunk>) -> String {
    let mut names = Names::default();
    let held = new.into_iter().map(|n| {
        let name = names.take(&n.path);
        Held::Passage(Chunk { name, page: n.page, wrote: digest(&n.path, &n.body), path: n.path, body: n.body })
    });
    written(&held.collect::<Vec<_>>())
}

/// Lays a document's passages over the article as it stood.
pub(super) fn merge(id: &ArticleId, head: &Head<'_>, new: Vec<NewChunk>, before: Option<&str>) -> Result<Merged, Refused> {
    let Some(before) = before else {
        let changes = |text: &str| read(text).0.iter().filter_map(|h| told(id, h, ChangeKind::Created)).collect();
        let body = fresh(new);
        return Ok(Merged { changes: changes(&body), text: format!("{}\n{body}", write::front(head)), unchanged: 0 });
    };
    let foreign = || {
        let what = format!("{id}.md is there and was not written by an import");
        Refused::new(what, "Give the document another title with --title, or move that file.")
    };
    let (front, body) =
        split(before).filter(|(front, _)| front.lines().any(|l| l.replace(' ', "") == "imported=true")).ok_or_else(foreign)?;
    let (old, _) = read(body);
    let mut state = Merge::new(&old, new);
    state.match_same();
    state.match_alike();
    if state.shares_nothing() {
        let what = format!("another document is already imported as {id}, and the two have no passage in common");
        return Err(Refused::new(what, "Give this one its own --title; or, to put it in the other's place, remove that file first."));
    }
    let (held, changes, unchanged) = state.finish(id);
    let front = with_flags(front, head);
    Ok(Merged { text: format!("+++\n{front}\n+++\n\n{}", written(&held)), changes, unchanged })
}

fn told(id: &ArticleId, held: &Held, kind: ChangeKind) -> Option<Change> {
    match held {
        Held::Passage(chunk) => Some(Change { passage: format!("{id}#{}", chunk.name), kind }),
        Held::Added(_) => None,
    }
}

struct Merge<'a> {
    old: &'a [Held],
    new: Vec<NewChunk>,
    digests: Vec<String>,
    /// For each new passage, the place of the old one that it continues.
    of: Vec<Option<usize>>,
    taken: HashSet<usize>,
}

impl<'a> Merge<'a> {
    fn new(old: &'a [Held], new: Vec<NewChunk>) -> Self {
        let digests = new.iter().map(|n| digest(&n.path, &n.body)).collect();
        Self { old, of: vec![None; new.len()], digests, new, taken: HashSet::new() }
    }

    fn chunks(&self) -> impl Iterator<Item = (usize, &'a Chunk)> + use<'a> {
        self.old.iter().enumerate().filter_map(|(i, h)| match h {
            Held::Passage(chunk) => Some((i, chunk)),
            Held::Added(_) => None,
        })
    }

    /// The same words under the same headings; where a document repeats itself, in its order.
    fn match_same(&mut self) {
        let mut places: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (i, chunk) in self.chunks() {
            places.entry(&chunk.wrote).or_default().push_back(i);
        }
        for (digest, of) in self.digests.iter().zip(&mut self.of) {
            *of = places.get_mut(digest.as_str()).and_then(VecDeque::pop_front);
            self.taken.extend(*of);
        }
    }

    /// A new edition of the same passage: much the same words, or the only one left in its place.
    fn match_alike(&mut self) {
        let left: Vec<(usize, &Chunk, BTreeSet<String>)> =
            self.chunks().filter(|(i, _)| !self.taken.contains(i)).map(|(i, c)| (i, c, bag(&c.body))).collect();
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for n in (0..self.new.len()).filter(|n| self.of[*n].is_none()) {
            let words = bag(&self.new[n].body);
            for (i, chunk, held) in &left {
                let shared = words.intersection(held).count() as f64;
                let alike = shared / (words.len().max(held.len()).max(1) as f64);
                let here = if chunk.path == self.new[n].path { 0.15 } else { 0.0 };
                if alike + here >= SAME_PASSAGE {
                    pairs.push((alike + here, n, *i));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (_, n, i) in pairs {
            if self.of[n].is_none() && self.taken.insert(i) {
                self.of[n] = Some(i);
            }
        }
        // One passage under a heading before, one now: it was rewritten.
        let mut alone: HashMap<&[String], Vec<usize>> = HashMap::new();
        for (i, chunk) in self.chunks() {
            alone.entry(&chunk.path).or_default().push(i);
        }
        let mut ours: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for (n, new) in self.new.iter().enumerate() {
            ours.entry(new.path.clone()).or_default().push(n);
        }
        for (path, places) in ours {
            if let ([n], Some([i])) = (places.as_slice(), alone.get(path.as_slice()).map(Vec::as_slice))
                && self.of[*n].is_none()
                && !path.is_empty()
                && self.taken.insert(*i)
            {
                self.of[*n] = Some(*i);
            }
        }
    }

    fn shares_nothing(&self) -> bool {
        self.taken.is_empty() && self.new.len() >= CERTAIN && self.chunks().count() >= CERTAIN
    }

    fn finish(self, id: &ArticleId) -> (Vec<Held>, Vec<Change>, usize) {
        let mut names = Names::default();
        self.chunks().for_each(|(_, c)| names.keep(&c.name));
        let mut changes = Vec::new();
        let mut unchanged = 0;
        // What stays though no passage of the document leads to it, by the old place that it follows.
        let mut after: HashMap<Option<usize>, Vec<Held>> = HashMap::new();
        let mut last = None;
        for (i, held) in self.old.iter().enumerate() {
            match held {
                Held::Passage(_) if self.taken.contains(&i) => last = Some(i),
                Held::Passage(chunk) if chunk.edited() => {
                    changes.extend(told(id, held, ChangeKind::Kept));
                    after.entry(last).or_default().push(held.clone());
                }
                Held::Passage(_) => changes.extend(told(id, held, ChangeKind::Deleted)),
                Held::Added(_) => after.entry(last).or_default().push(held.clone()),
            }
        }
        let mut out: Vec<Held> = after.remove(&None).unwrap_or_default();
        for ((new, wrote), of) in self.new.into_iter().zip(self.digests).zip(self.of) {
            let old = of.and_then(|i| match &self.old[i] {
                Held::Passage(chunk) => Some(chunk),
                Held::Added(_) => None,
            });
            let mut chunk = Chunk { name: String::new(), page: new.page, wrote, path: new.path, body: new.body };
            let kind = match old {
                None => {
                    chunk.name = names.take(&chunk.path);
                    Some(ChangeKind::Created)
                }
                Some(old) => {
                    chunk.name.clone_from(&old.name);
                    let same = old.wrote == chunk.wrote;
                    if old.edited() {
                        chunk.path.clone_from(&old.path);
                        chunk.body.clone_from(&old.body);
                    }
                    (!same).then_some(if old.edited() { ChangeKind::Kept } else { ChangeKind::Updated })
                }
            };
            let held = Held::Passage(chunk);
            match kind {
                Some(kind) => changes.extend(told(id, &held, kind)),
                None => unchanged += 1,
            }
            out.push(held);
            if let Some(stays) = of.and_then(|i| after.remove(&Some(i))) {
                out.extend(stays);
            }
        }
        (out, changes, unchanged)
    }
}

/// Names of passages within one article, each given once.
#[derive(Default)]
struct Names(HashMap<String, usize>, HashSet<String>);

impl Names {
    fn keep(&mut self, name: &str) {
        self.1.insert(name.to_owned());
    }

    fn take(&mut self, path: &[String]) -> String {
        let base = write::name_of(path);
        loop {
            let count = self.0.entry(base.clone()).or_insert(0);
            *count += 1;
            let name = if *count == 1 { base.clone() } else { format!("{base}-{count}") };
            if self.1.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Of the headings and the words; spaces at line ends and blank lines come and go with editors.
fn digest(path: &[String], body: &str) -> String {
    let lines = path.iter().map(String::as_str).chain(body.lines()).map(str::trim_end).filter(|l| !l.is_empty());
    let mut digest = sha256_hex(lines.collect::<Vec<_>>().join("\n").as_bytes());
    digest.truncate(16);
    digest
}

fn bag(body: &str) -> BTreeSet<String> {
    text::words(body).into_iter().collect()
}

/// Front matter and body of an article.
fn split(text: &str) -> Option<(&str, &str)> {
    let after = text.strip_prefix("+++\n")?;
    let (front, rest) = after.split_once("\n+++")?;
    Some((front, rest.split_once('\n').map_or("", |(_, body)| body)))
}

/// The front matter of an article, for a look.
pub(super) fn head_of(text: &str) -> Option<&str> {
    split(text).map(|(front, _)| front)
}

/// What a body holds, in its order, and how many of them an import wrote.
fn read(body: &str) -> (Vec<Held>, usize) {
    let mut reader = Reader::default();
    for line in body.lines() {
        reader.line(line);
    }
    reader.close();
    let passages = reader.out.iter().filter(|h| matches!(h, Held::Passage(_))).count();
    (reader.out, passages)
}

#[derive(Default)]
struct Reader {
    out: Vec<Held>,
    open: Option<Chunk>,
    path: Vec<(usize, String)>,
    body: Vec<String>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(mark) = Mark::read(line) {
            self.close();
            self.open = Some(Chunk { name: mark.name, page: mark.page, wrote: mark.wrote, path: Vec::new(), body: String::new() });
            return;
        }
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        let heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
        let said = self.body.iter().any(|l| !l.trim().is_empty());
        if heading && self.open.is_some() && !said {
            self.path.retain(|(level, _)| *level < hashes);
            self.path.push((hashes, unescaped(line[hashes..].trim())));
            self.body.clear();
        } else {
            if heading && self.open.is_some() {
                // A heading under a passage's words is an editor's: the import puts its line before each of its own.
                self.close();
            }
            self.body.push(line.to_owned());
        }
    }

    fn close(&mut self) {
        let body = std::mem::take(&mut self.body).join("\n").trim_matches('\n').to_owned();
        match self.open.take() {
            Some(mut chunk) => {
                chunk.path = self.path.iter().map(|(_, h)| h.clone()).collect();
                chunk.body = body;
                self.out.push(Held::Passage(chunk));
            }
            None if !body.trim().is_empty() => self.out.push(Held::Added(body)),
            None => {}
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

/// The line before a passage.
struct Mark {
    name: String,
    page: Option<u32>,
    wrote: String,
}

impl Mark {
    fn read(line: &str) -> Option<Self> {
        let inner = line.trim().strip_prefix("<!-- passage ")?.strip_suffix("-->")?;
        let mut parts = inner.split(';').map(str::trim);
        let mut mark = Self { name: parts.next()?.to_owned(), page: None, wrote: String::new() };
        for part in parts {
            match part.split_once(' ') {
                Some(("page", page)) => mark.page = page.parse().ok(),
                Some(("wrote", digest)) => digest.clone_into(&mut mark.wrote),
                _ => {}
            }
        }
        Some(mark)
    }
}

/// A body from what it holds; each passage says the headings that the one before did not.
fn written(held: &[Held]) -> String {
    let mut out = String::new();
    let mut path: Vec<String> = Vec::new();
    for one in held {
        match one {
            Held::Added(text) => {
                out.push_str(text);
                out.push_str("\n\n");
                // Whatever headings stand in there, the next passage says all of its own.
                path.clear();
            }
            Held::Passage(chunk) => {
                let page = chunk.page.map(|p| format!("; page {p}")).unwrap_or_default();
                out.push_str(&format!("<!-- passage {}{page}; wrote {} -->\n", chunk.name, chunk.wrote));
                let shared = path.iter().zip(&chunk.path).take_while(|(a, b)| a == b).count();
                // Back under an outer heading: it is said again, or the words would stand under the inner one.
                let from = if shared == chunk.path.len() && shared < path.len() { shared.saturating_sub(1) } else { shared };
                for (depth, heading) in chunk.path.iter().enumerate().skip(from) {
                    out.push_str(&format!("{} {}\n\n", "#".repeat((depth + 2).min(6)), write::heading(heading)));
                }
                path.clone_from(&chunk.path);
                out.push_str(&chunk.body);
                out.push_str("\n\n");
            }
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The editor's front matter with what this import was told expressly.
fn with_flags(front: &str, head: &Head<'_>) -> String {
    let mut lines: Vec<String> = front.lines().map(str::to_owned).collect();
    let table = lines.iter().position(|l| l.trim() == "[[source]]");
    let mut set = |key: &str, value: String, in_source: bool| {
        let (from, to) = match table {
            Some(at) if in_source => {
                (at + 1, lines[at + 1..].iter().position(|l| l.trim_start().starts_with('[')).map_or(lines.len(), |n| at + 1 + n))
            }
            Some(at) => (0, at),
            None if in_source => return,
            None => (0, lines.len()),
        };
        let line = format!("{key} = {value}");
        let is_key = |l: &String| l.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        match lines[from..to].iter().position(is_key) {
            Some(at) => lines[from + at] = line,
            None => lines.insert(to.min(lines.len()), line),
        }
    };
    // The source's keys stand last in the file, so that places before them do not move.
    if let Some(published) = head.about.published {
        set("published", write::quoted(&published.iso()), true);
    }
    if let Some(url) = &head.about.url {
        set("url", write::quoted(url), true);
    }
    if let Some(title) = &head.about.title {
        set("title", write::quoted(title), false);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::import::About;

    fn about() -> About {
        About { area: "norfolk".parse().unwrap(), title: None, url: None, published: None, url_is_its_own: true }
    }

    fn chunk(path: &[&str], body: &str) -> NewChunk {
        NewChunk { path: path.iter().map(|p| (*p).to_owned()).collect(), body: body.to_owned(), page: None }
    }

    fn import(new: Vec<NewChunk>, before: Option<&str>) -> Merged {
        let about = about();
        let head = Head { title: "A plan", name: "plan.txt", about: &about };
        merge(&"norfolk/imported/a-plan".parse().unwrap(), &head, new, before).unwrap()
    }

    fn kinds(merged: &Merged) -> Vec<(&str, ChangeKind)> {
        merged.changes.iter().map(|c| (c.passage.split_once('#').unwrap().1, c.kind)).collect()
    }

    fn plan() -> Vec<NewChunk> {
        vec![
            chunk(&["Breaks"], "Short breaks are open to all families from the spring of next year."),
            chunk(&["Breaks", "How to ask"], "Ring the team and ask for a form, then send it back."),
            chunk(&["Transport"], "The bus leaves at eight from the square on school days."),
        ]
    }

    #[test]
    fn the_same_again_changes_nothing() {
        let first = import(plan(), None);
        let again = import(plan(), Some(&first.text));
        assert_eq!((again.text.as_str(), again.changes.len(), again.unchanged), (first.text.as_str(), 0, 3));
    }

    #[test]
    fn names_stay_when_passages_come_and_go() {
        let first = import(plan(), None);
        let mut next = plan();
        next.insert(0, chunk(&["Breaks"], "A wholly new beginning about money that nobody expected to see here today."));
        next[2].body = "Ring the team and ask for a form, then send it back by post.".to_owned();
        next.remove(3);
        let again = import(next, Some(&first.text));
        assert_eq!(
            kinds(&again),
            [("transport", ChangeKind::Deleted), ("breaks-2", ChangeKind::Created), ("how-to-ask", ChangeKind::Updated)]
        );
        assert_eq!(again.unchanged, 1);
    }

    #[test]
    fn nothing_that_an_editor_did_is_lost() {
        let first = import(plan(), None);
        let edited = first
            .text
            .replace("+++\n\n<!--", "+++\n\nAn opening by hand.\n\n<!--")
            .replace("title = \"A plan\"", "title = \"The plan in plain words\"\nowner = \"SEND team\"\nquestions = [\"what is the plan\"]")
            .replace("Ring the team and ask for a form, then send it back.", "Ring the team. It takes a week.")
            .replace("on school days.\n", "on school days.\n\n## By hand\n\nAsk Friday.\n\n## Easy read\n- {bus} The bus leaves at 8.\n");
        assert_ne!(edited, first.text);
        let mut next = plan();
        next[1].body = "Ring the other team and ask for another form.".to_owned();
        next[2].body = "The bus leaves at nine from the square on school days.".to_owned();
        let again = import(next, Some(&edited));
        for kept in [
            "An opening by hand.",
            "The plan in plain words",
            "owner = \"SEND team\"",
            "what is the plan",
            "It takes a week.",
            "## By hand\n\nAsk Friday.",
            "- {bus}",
        ] {
            assert!(again.text.contains(kept), "{kept} in {}", again.text);
        }
        assert!(again.text.contains("leaves at nine") && !again.text.contains("leaves at eight"));
        assert_eq!(kinds(&again), [("how-to-ask", ChangeKind::Kept), ("transport", ChangeKind::Updated)]);
        // The editor's words stay theirs at the import after that, too.
        let third = import(plan(), Some(&again.text));
        assert!(third.text.contains("It takes a week."));
        // And when the document no longer has that passage.
        let without: Vec<NewChunk> = plan().into_iter().filter(|n| n.path.len() < 2).collect();
        let fourth = import(without, Some(&third.text));
        assert!(fourth.text.contains("It takes a week."));
    }

    #[test]
    fn another_document_of_the_same_name_is_refused() {
        let many =
            |tag: &str| (0..9).map(|i| chunk(&[&format!("{tag} {i}")], &format!("{tag}a{i} {tag}b{i} {tag}c{i}"))).collect::<Vec<_>>();
        let first = import(many("x"), None);
        let about = about();
        let head = Head { title: "A plan", name: "plan.txt", about: &about };
        let refused = merge(&"norfolk/imported/a-plan".parse().unwrap(), &head, many("y"), Some(&first.text)).unwrap_err();
        assert!(refused.fix.contains("--title"));
        let written = merge(&"norfolk/imported/a-plan".parse().unwrap(), &head, many("y"), Some("+++\ntitle = \"x\"\n+++\nHi"));
        assert!(written.unwrap_err().what.contains("not written by an import"));
    }

    #[test]
    fn words_do_not_slip_under_an_inner_heading() {
        let text = fresh(vec![chunk(&["A", "B"], "inner"), chunk(&["A"], "outer again")]);
        assert!(text.contains("## A\n\nouter again"), "{text}");
    }
}
