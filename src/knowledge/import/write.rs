//! Passages as the Markdown of an article, in a form that reads back as exactly the same words.

use super::{
    About,
    parts::Part,
    piece::{Piece, Words},
};
use crate::{content::Inline, text};

/// A passage as it will stand in the file, before it has a name.
#[derive(Debug, Clone)]
pub(super) struct NewChunk {
    /// The headings above it, outermost first.
    pub path: Vec<String>,
    /// Its words in Markdown, without headings.
    pub body: String,
    pub page: Option<u32>,
}

/// What the head of a new article says.
pub(super) struct Head<'a> {
    pub title: &'a str,
    /// The file's name without its folder: machines differ, the document does not.
    pub name: &'a str,
    pub about: &'a About,
}

/// The passages in Markdown; headings too deep for an article are left to the path of their section.
pub(super) fn chunks(parts: &[Part]) -> Vec<NewChunk> {
    let chunk = |p: &Part| NewChunk { path: p.path.clone(), body: body(&p.pieces), page: p.page };
    parts.iter().map(chunk).filter(|c| !c.body.is_empty()).collect()
}

/// The front matter of a document that is imported for the first time.
pub(super) fn front(head: &Head<'_>) -> String {
    let mut out = String::from("+++\n");
    let mut line = |key: &str, value: String| out.push_str(&format!("{key} = {value}\n"));
    line("title", quoted(head.title));
    line("area", quoted(head.about.area.as_str()));
    line("imported", "true".to_owned());
    line("checked_by", quoted("nobody yet"));
    line("readers", quoted("nobody yet"));
    out.push_str("# Add questions, topics, owner and an easy read as in any article: the next import keeps them.\n\n[[source]]\n");
    let mut line = |key: &str, value: String| out.push_str(&format!("{key} = {value}\n"));
    line("document", quoted(head.title));
    line("code", quoted(head.name));
    if let Some(url) = &head.about.url {
        line("url", quoted(url));
    }
    if let Some(published) = head.about.published {
        line("published", quoted(&published.iso()));
    }
    out.push_str("+++\n");
    out
}

/// Text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A heading's words as one line.
pub(super) fn heading(words: &str) -> String {
    escaped(words, true)
}

fn body(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut list = List::default();
    for piece in flat(pieces) {
        match piece {
            Piece::Item { depth, number, words } => {
                let text = inlines(words);
                if text.is_empty() {
                    continue;
                }
                list.item(&mut out, *depth, *number, &text);
            }
            Piece::Heading { words, .. } | Piece::Paragraph(words) => {
                list = List::default();
                let text = inlines(words);
                if !text.is_empty() {
                    gap(&mut out, "\n\n");
                    out.push_str(&text);
                }
            }
            Piece::Row(_) => {}
        }
    }
    out.trim_end().to_owned()
}

fn flat(pieces: &[Piece]) -> Vec<&Piece> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Row(inner) => {
                out.extend(flat(inner));
            }
            piece => out.push(piece),
        }
    }
    out
}

fn gap(out: &mut String, gap: &str) {
    if !out.is_empty() {
        out.push_str(gap);
    }
}

/// The list that is being written: how deep, and what each depth counts.
#[derive(Default)]
struct List {
    levels: Vec<Option<u64>>,
}

impl List {
    fn item(&mut self, out: &mut String, depth: usize, number: Option<u64>, text: &str) {
        let depth = depth.min(self.levels.len()).min(5);
        let goes_on =
            self.levels.len() > depth && self.levels[depth].map(|n| n + 1) == number && self.levels[depth].is_some() == number.is_some();
        let fits = self.levels.len() == depth || goes_on || (number.is_none() && self.levels[depth].is_none());
        // Numbers that do not count on are words: Markdown would count for itself.
        let (mark, counted) = match number {
            Some(n) if fits => (format!("{n}."), Some(n)),
            Some(n) => (format!("- {n}\\."), None),
            None if fits => ("-".to_owned(), None),
            None => ("-".to_owned(), None),
        };
        gap(out, if self.levels.is_empty() || (!fits && counted.is_none() && self.levels[depth].is_some()) { "\n\n" } else { "\n" });
        self.levels.truncate(depth);
        self.levels.push(counted);
        let indent = " ".repeat(4 * depth);
        let under = " ".repeat(4 * depth + mark.len().min(4) + 1);
        out.push_str(&format!("{indent}{mark} {}", text.replace('\n', &format!("\n{under}"))));
    }
}

/// A line's words in Markdown; what was bold is not, since words are kept and looks are not.
fn inlines(words: &Words) -> String {
    let mut out = String::new();
    write(words, &mut out);
    let lines: Vec<&str> = out.trim().split('\n').map(str::trim_end).collect();
    lines.iter().map(|l| line_start(l)).collect::<Vec<_>>().join("\n")
}

fn write(words: &Words, out: &mut String) {
    for inline in words {
        match inline {
            Inline::Text { text } | Inline::Term { text, .. } => out.push_str(&escaped(text, false)),
            Inline::Strong { content } => write(content, out),
            Inline::Link { target, content } => {
                let mut inner = String::new();
                write(content, &mut inner);
                let (before, after) = (inner.len() - inner.trim_start().len(), inner.trim_end().len());
                let words = inner[before.min(after)..after].to_owned();
                if words.is_empty() {
                    out.push_str(&inner);
                    continue;
                }
                let target: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>')).collect();
                out.push_str(&inner[..before]);
                out.push_str(&format!("[{words}](<{target}>)"));
                out.push_str(&inner[after..]);
            }
            // Two spaces at the end of a line cannot be seen; a backslash can.
            Inline::Break => out.push_str("\\\n"),
        }
    }
}

/// Signs that Markdown would take for its own.
fn escaped(text: &str, one_line: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let after = chars.get(i + 1).copied();
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '\\' | '`' | '*' | '<' | '>' | '[' | ']' | '|' | '~' => out.extend(['\\', *c]),
            // In the middle of a word it is only a line.
            '_' if !(inside(before) && inside(after)) => out.push_str("\\_"),
            '&' if after.is_some_and(|a| a.is_ascii_alphabetic() || a == '#') => out.push_str("\\&"),
            '#' if one_line || before.is_none_or(char::is_whitespace) => out.push_str("\\#"),
            '\n' if one_line => out.push(' '),
            c => out.push(*c),
        }
    }
    out
}

/// Signs that make a list, a rule or a heading when they stand first.
fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['-', '+', '=', '{']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

/// The part of a passage's name that its heading gives.
pub(super) fn name_of(path: &[String]) -> String {
    let Some(heading) = path.last() else { return "opening".to_owned() };
    let slug = text::slug(heading);
    match slug.char_indices().nth(48) {
        Some((cut, _)) => slug[..cut].rsplit_once('-').map_or(&slug[..cut], |(whole, _)| whole).to_owned(),
        None => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{content::plain, knowledge::markdown};
    use proptest::prelude::*;

    fn read_back(pieces: &[Piece]) -> String {
        markdown::sections(&body(pieces), 1).iter().map(|s| plain(&s.blocks)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lists_read_back_as_lists() {
        let item = |depth, number, text: &str| Piece::Item { depth, number, words: vec![Inline::text(text)] };
        let pieces = [
            Piece::Paragraph(vec![Inline::text("Steps:")]),
            item(0, Some(9), "nine"),
            item(1, None, "under nine"),
            item(0, Some(12), "twelve"),
            item(0, None, "- a dash"),
        ];
        insta::assert_snapshot!(read_back(&pieces), @r"
        Steps:

        9. nine
          • under nine

        • 12. twelve
        • - a dash
        ");
    }

    #[test]
    fn links_keep_their_words_and_their_address() {
        let words = vec![
            Inline::text("See "),
            Inline::Link { target: "https://example.org/a_(b)".to_owned(), content: vec![Inline::text("the [page] ")] },
            Inline::text("now"),
        ];
        assert_eq!(inlines(&words), r"See [the \[page\]](<https://example.org/a_(b)>) now");
        assert_eq!(read_back(&[Piece::Paragraph(words)]), "See the [page] now");
    }

    proptest! {
        #[test]
        fn any_words_read_back_as_they_are(s in "[ -~£–“”’é•]{1,120}") {
            let words = super::super::piece::tidy(vec![Inline::text(s)]);
            let plain = crate::content::plain_inline(&words);
            prop_assume!(!plain.is_empty());
            prop_assert_eq!(read_back(&[Piece::Paragraph(words.clone())]), plain.as_str());
            let item = Piece::Item { depth: 0, number: None, words };
            prop_assert_eq!(read_back(&[item]), format!("• {plain}"));
        }
    }
}
