//! Markdown into sections of blocks. Nothing here can fail: any text is some Markdown, and HTML inside it is read for its words only.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Section;
use crate::{
    content::{Block, Inline, plain_inline},
    text,
};

/// Deeper nesting than any writer uses; beyond it words are kept and structure is dropped, so that no input can exhaust the stack.
const MAX_DEPTH: usize = 24;

/// The sections of a Markdown text, the opening first (present even when empty); lines count from `first_line`.
pub(super) fn sections(markdown: &str, first_line: usize) -> Vec<Section> {
    let mut reader = Reader::new(markdown, first_line);
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        reader.read(event, range.start);
    }
    reader.finish()
}

/// What is open at this point of the text.
enum Open {
    Blocks(Vec<Block>),
    List { start: Option<u64>, items: Vec<Vec<Block>> },
    Inlines(Vec<Inline>),
    Strong(Vec<Inline>),
    Link { target: String, content: Vec<Inline> },
    Heading { level: u8, content: Vec<Inline>, line: usize },
    Table { head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>> },
    Row(Vec<Vec<Inline>>),
    Other,
}

struct Reader<'a> {
    markdown: &'a str,
    first_line: usize,
    counted: (usize, usize),
    stack: Vec<Open>,
    path: Vec<(u8, String)>,
    sections: Vec<Section>,
    /// The line that an import puts before each of its passages, until its words begin.
    mark: Option<(String, Option<u32>)>,
    anchors: std::collections::HashMap<String, usize>,
}

impl<'a> Reader<'a> {
    fn new(markdown: &'a str, first_line: usize) -> Self {
        let opening = Section { path: Vec::new(), anchor: String::new(), blocks: Vec::new(), line: first_line, page: None };
        Self {
            markdown,
            first_line,
            counted: (0, 0),
            stack: Vec::new(),
            path: Vec::new(),
            sections: vec![opening],
            mark: None,
            anchors: std::collections::HashMap::new(),
        }
    }

    fn line(&mut self, offset: usize) -> usize {
        let (from, lines) = self.counted;
        if offset >= from {
            let more = self.markdown.as_bytes()[from..offset].iter().filter(|b| **b == b'\n').count();
            self.counted = (offset, lines + more);
        }
        self.first_line + self.counted.1
    }

    fn read(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(end) => self.end(end),
            Event::Text(t) | Event::Code(t) | Event::InlineMath(t) | Event::DisplayMath(t) => self.inline(Inline::text(t.as_ref())),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak => self.inline(Inline::text(" ")),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        if self.stack.len() >= MAX_DEPTH && !matches!(tag, Tag::Paragraph) {
            self.stack.push(Open::Other);
            return;
        }
        let open = match tag {
            Tag::Heading { level, .. } => Open::Heading { level: depth(level), content: Vec::new(), line: self.line(offset) },
            Tag::List(start) => Open::List { start, items: Vec::new() },
            Tag::Item | Tag::BlockQuote(_) => Open::Blocks(Vec::new()),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => Open::Inlines(Vec::new()),
            Tag::Strong | Tag::Emphasis => Open::Strong(Vec::new()),
            Tag::Link { dest_url, .. } => Open::Link { target: dest_url.into_string(), content: Vec::new() },
            Tag::Table(_) => Open::Table { head: Vec::new(), rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Inlines(Vec::new()),
            _ => Open::Other,
        };
        self.stack.push(open);
    }

    fn end(&mut self, end: TagEnd) {
        let Some(open) = self.stack.pop() else { return };
        match open {
            Open::Heading { level, content, line } => self.heading(level, content, line),
            Open::List { start, items } => {
                if items.iter().any(|i| !i.is_empty()) {
                    self.block(Block::List { start, items });
                }
            }
            Open::Blocks(blocks) => match self.stack.last_mut() {
                Some(Open::List { items, .. }) => items.push(blocks),
                _ => blocks.into_iter().for_each(|b| self.block(b)),
            },
            Open::Inlines(content) if end == TagEnd::TableCell => {
                if let Some(Open::Row(cells)) = self.stack.last_mut() {
                    cells.push(content);
                }
            }
            Open::Inlines(content) => self.paragraph(content),
            Open::Strong(content) => self.inline(Inline::Strong { content }),
            Open::Link { target, content } => self.inline(Inline::Link { target, content }),
            Open::Row(cells) => match self.stack.last_mut() {
                Some(Open::Table { head, .. }) if end == TagEnd::TableHead => *head = cells,
                Some(Open::Table { rows, .. }) => rows.push(cells),
                _ => {}
            },
            Open::Table { head, rows } => self.block(Block::Table { head, rows }),
            Open::Other => {}
        }
    }

    fn heading(&mut self, level: u8, content: Vec<Inline>, line: usize) {
        let title = plain_inline(&content).trim().to_owned();
        if title.is_empty() {
            return;
        }
        // Inside a list or quote a heading is only a line of its own: a section cannot begin there.
        if !self.stack.is_empty() {
            self.block(Block::Heading { level, content });
            return;
        }
        while self.path.last().is_some_and(|(l, _)| *l >= level) {
            self.path.pop();
        }
        self.path.push((level, title.clone()));
        let slug = text::slug(&title);
        let seen = self.anchors.entry(slug.clone()).or_insert(0);
        *seen += 1;
        let anchor = if *seen == 1 { slug } else { format!("{slug}-{seen}") };
        let path = self.path.iter().map(|(_, t)| t.clone()).collect();
        self.sections.push(Section { path, anchor, blocks: Vec::new(), line, page: None });
    }

    fn paragraph(&mut self, content: Vec<Inline>) {
        if !plain_inline(&content).trim().is_empty() {
            self.block(Block::Paragraph { content });
        }
    }

    /// A block goes into what is open around it, else into the section.
    fn block(&mut self, block: Block) {
        for open in self.stack.iter_mut().rev() {
            if let Open::Blocks(blocks) = open {
                blocks.push(block);
                return;
            }
        }
        self.begin_marked();
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    /// An import's passage begins: under a heading of its own it gives that section its name, else it is a section under the same one.
    fn begin_marked(&mut self) {
        let Some((anchor, page)) = self.mark.take() else { return };
        let Some(last) = self.sections.last_mut() else { return };
        if last.blocks.is_empty() {
            (last.anchor, last.page) = (anchor, page);
            return;
        }
        let next = Section { path: last.path.clone(), anchor, blocks: Vec::new(), line: last.line, page };
        self.sections.push(next);
    }

    fn inline(&mut self, inline: Inline) {
        for open in self.stack.iter_mut().rev() {
            match open {
                Open::Inlines(c) | Open::Strong(c) => return join(c, inline),
                Open::Link { content, .. } | Open::Heading { content, .. } => return join(content, inline),
                // A tight list item holds its words without a paragraph.
                Open::Blocks(blocks) => {
                    if let Some(Block::Paragraph { content }) = blocks.last_mut() {
                        return join(content, inline);
                    }
                    blocks.push(Block::Paragraph { content: vec![inline] });
                    return;
                }
                _ => {}
            }
        }
        if let (Some(section), Inline::Text { text }) = (self.sections.last_mut(), &inline)
            && !text.trim().is_empty()
        {
            section.blocks.push(Block::Paragraph { content: vec![inline] });
        }
    }

    /// HTML is read for its words: tags go, breaks and list items become new lines.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.words(&rest[..at]);
            if let Some(comment) = rest[at..].strip_prefix("<!--") {
                let end = comment.find("-->").unwrap_or(comment.len());
                self.mark = mark(&comment[..end]).or_else(|| self.mark.take());
                rest = comment.get(end + 3..).unwrap_or_default();
                continue;
            }
            let Some(end) = rest[at..].find('>') else {
                return;
            };
            let tag = rest[at + 1..at + end].trim_start_matches('/').to_ascii_lowercase();
            if tag.starts_with("br") || tag.starts_with("li") || tag.starts_with("tr") || tag == "p" {
                self.inline(Inline::Break);
            }
            rest = &rest[at + end + 1..];
        }
        self.words(rest);
    }

    fn words(&mut self, words: &str) {
        let words = words.replace("&nbsp;", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace('\n', " ");
        if !words.trim().is_empty() {
            self.inline(Inline::text(words));
        }
    }

    fn finish(self) -> Vec<Section> {
        self.sections
    }
}

/// `passage NAME; page N; …`, as an import writes it.
fn mark(comment: &str) -> Option<(String, Option<u32>)> {
    let mut parts = comment.trim().strip_prefix("passage ")?.split(';').map(str::trim);
    let name = parts.next().filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))?;
    let page = parts.find_map(|p| p.strip_prefix("page ")?.parse().ok());
    Some((name.to_owned(), page))
}

fn join(content: &mut Vec<Inline>, inline: Inline) {
    if let (Some(Inline::Text { text: last }), Inline::Text { text }) = (content.last_mut(), &inline) {
        last.push_str(text);
    } else {
        content.push(inline);
    }
}

/// How deep a heading lies, from 1.
pub(super) fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::plain;
    use proptest::prelude::*;

    #[test]
    fn headings_split_and_keep_their_path_and_line() {
        let found = sections("Opening.\n\n## How long\nSix weeks.\n\n### Then\n- a\n- b\n\n## How long\nTwice.", 10);
        let told: Vec<_> = found.iter().map(|s| (s.anchor.as_str(), s.path.join(" > "), s.line, plain(&s.blocks))).collect();
        insta::assert_debug_snapshot!(told, @r#"
        [
            (
                "",
                "",
                10,
                "Opening.",
            ),
            (
                "how-long",
                "How long",
                12,
                "Six weeks.",
            ),
            (
                "then",
                "How long > Then",
                15,
                "• a\n• b",
            ),
            (
                "how-long-2",
                "How long",
                19,
                "Twice.",
            ),
        ]
        "#);
    }

    #[test]
    fn html_is_read_for_its_words() {
        let found = sections("| A | B |\n|---|---|\n| <b>Draft</b><br>plan | 16 weeks |\n\n<div>Some <i>words</i></div>\n", 1);
        assert_eq!(plain(&found[0].blocks), "A: Draft\nplan; B: 16 weeks\n\nSome words");
    }

    #[test]
    fn an_imports_marks_name_its_passages() {
        let text = "<!-- passage a; page 2; wrote 0 -->\n## Breaks\n\nOne.\n\n<!-- passage b; wrote 0 -->\nTwo.\n\n<!-- a note -->\nThree.\n\n## By hand\n\nFour.";
        let told: Vec<_> = sections(text, 1).into_iter().map(|s| (s.anchor, s.page, plain(&s.blocks))).collect();
        let of = |a: &str, page, text: &str| (a.to_owned(), page, text.to_owned());
        assert_eq!(told[1..], [of("a", Some(2), "One."), of("b", None, "Two.\n\nThree."), of("by-hand", None, "Four.")]);
    }

    #[test]
    fn deep_nesting_is_survived() {
        sections(&"> ".repeat(5_000), 1);
        sections(&"- ".repeat(5_000), 1);
        sections(&"**a".repeat(5_000), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read(s in "\\PC{0,300}") {
            sections(&s, 1);
        }
    }
}
