//! Markdown, as people and converters write it: with tables of HTML in it, and tables whose columns are tabs.
//!
//! Lines are first sorted into tables of tabs, tables and lists of HTML, and the rest; only the rest is for the Markdown parser. Plain text
//! goes the same way with another reader for the rest.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    Limits, Refused, html,
    piece::{Document, Piece, Placed, Words, count, is_bold, item_mark, tidy},
    table::{self, Cell, Row},
};
use crate::content::{Inline, plain_inline};

/// The pieces of a Markdown file.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Document, Refused> {
    limits.check_depth(text)?;
    let mut pieces = Vec::new();
    for segment in segments(text) {
        match segment {
            Segment::Lines(lines) => pieces.extend(parsed(&lines.join("\n"))),
            Segment::Html(html) => pieces.extend(html::fragment(&html)),
            Segment::Table(rows) => pieces.extend(table::pieces(rows)),
        }
    }
    let pieces = bold_headings(pieces);
    let title = pieces.iter().find_map(|p| match p {
        Piece::Heading { words, .. } => Some(plain_inline(words)),
        _ => None,
    });
    let pages = super::text::without_noise(pieces.into_iter().map(|piece| Placed { piece, page: None }).collect());
    Ok(Document { title, pieces: pages, notes: Vec::new() })
}

/// A run of lines that are read in one way.
#[derive(Debug)]
pub(super) enum Segment {
    Lines(Vec<String>),
    Html(String),
    Table(Vec<Row>),
}

/// Sorts the lines of a text.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<Segment> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        if let Some(end) = html_block(&lines, i) {
            out.push(Segment::Html(lines[i..end].join("\n")));
            i = end;
        } else if let Some((rows, end)) = tab_table(&lines, i) {
            out.push(Segment::Table(rows));
            i = end;
        } else {
            match out.last_mut() {
                Some(Segment::Lines(held)) => held.push(lines[i].to_owned()),
                _ => out.push(Segment::Lines(vec![lines[i].to_owned()])),
            }
            i += 1;
        }
    }
    out
}

/// The end of a block of HTML that begins here: Markdown ends one at a blank line, tables go on after it.
fn html_block(lines: &[&str], from: usize) -> Option<usize> {
    let first = lines[from].trim_start().to_ascii_lowercase();
    let name = ["table", "ul", "ol", "dl", "div", "section"]
        .into_iter()
        .find(|name| first.strip_prefix('<').and_then(|l| l.strip_prefix(name)).is_some_and(|rest| rest.starts_with(['>', ' '])))?;
    if lines[from].contains('\t') {
        return None;
    }
    let (opening, closing) = (format!("<{name}"), format!("</{name}"));
    let mut depth = 0_usize;
    for (i, line) in lines.iter().enumerate().skip(from) {
        let line = line.to_ascii_lowercase();
        depth += line.matches(&opening).count();
        depth = depth.saturating_sub(line.matches(&closing).count());
        if depth == 0 {
            return Some(i + 1);
        }
    }
    None
}

/// A table whose columns are parted by tabs, over the blank lines that page ends leave in it; and where it ends.
fn tab_table(lines: &[&str], from: usize) -> Option<(Vec<Row>, usize)> {
    if !is_tab_row(lines[from]) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    let (mut i, mut end, mut gap) = (from, from, 0);
    while i < lines.len() {
        let line = lines[i];
        if is_tab_row(line) {
            if is_rule(line) {
                // It marks the row above as names of columns, unless that is all there is.
                let goes_on = lines.get(i + 1).is_some_and(|l| is_tab_row(l));
                if let Some(row) = rows.last_mut() {
                    row.head = goes_on;
                }
            } else {
                let mut row = Row { cells: line.split('\t').map(cell).collect(), head: false, after_gap: gap > 0 && !rows.is_empty() };
                table::carry(&mut row);
                rows.push(row);
            }
            gap = 0;
            end = i + 1;
        } else if line.trim().is_empty() && gap < 2 {
            gap += 1;
        } else {
            break;
        }
        i += 1;
    }
    let cells = |r: &Row| r.cells.iter().filter(|c| !c.pieces.is_empty()).count();
    let any = rows.iter().any(|r| cells(r) >= 2);
    // A list whose marks are followed by tabs is a list.
    let list = rows.iter().all(|r| r.cells.len() == 2)
        && lines[from..end].iter().filter(|l| !l.trim().is_empty()).all(|l| item_mark(l.trim()).is_some());
    (any && !list).then_some((rows, end))
}

fn is_tab_row(line: &str) -> bool {
    line.trim_start_matches([' ', '\t']).contains('\t')
        || (line.starts_with('\t') && line.matches('\t').count() > 1 && !line.trim().is_empty())
}

fn is_rule(line: &str) -> bool {
    line.contains('-') && line.bytes().all(|b| matches!(b, b'-' | b':' | b'\t' | b' '))
}

fn cell(text: &str) -> Cell {
    let text = text.trim();
    if html::has_tags(text) {
        return Cell { pieces: html::fragment(text).into_iter().map(without_double_marks).collect(), carried: false };
    }
    let words = match parsed(text).as_slice() {
        [Piece::Paragraph(words)] => words.clone(),
        _ => vec![Inline::text(text)],
    };
    Cell::of(words)
}

/// "<li>• Words" has its mark twice.
fn without_double_marks(mut piece: Piece) -> Piece {
    if let Piece::Item { words, .. } = &mut piece
        && let Some(Inline::Text { text }) = words.first_mut()
        && let Some(rest) = text.trim_start().strip_prefix(['•', '➢', '➤', '▪', '●'])
    {
        *text = rest.trim_start().to_owned();
    }
    piece
}

/// A line that is all bold and stands alone above a text is a heading that nobody marked as one.
fn bold_headings(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut level = 1;
    for i in 0..pieces.len() {
        match &pieces[i] {
            Piece::Heading { level: own, .. } if *own < super::piece::UNDER => level = *own,
            Piece::Paragraph(words) if is_bold(words) => {
                let text = plain_inline(words);
                let size = count(words);
                let above = pieces.get(i + 1).is_some_and(|next| !matches!(next, Piece::Heading { .. }) && next.size() >= 8);
                if above && (2..=40).contains(&size) && !text.trim_end().ends_with([':', '.', '!', '?', ',', ';']) {
                    pieces[i] = Piece::Heading { level: (level + 1).min(6), words: vec![Inline::text(text)] };
                }
            }
            _ => {}
        }
    }
    pieces
}

/// What the parser makes of Markdown without tables of tabs.
pub(super) fn parsed(markdown: &str) -> Vec<Piece> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        reader.read(event);
    }
    reader.end_block();
    reader.pieces
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    words: Words,
    inner: Vec<(Option<String>, Words)>,
    lists: Vec<Option<u64>>,
    item: Option<Option<u64>>,
    heading: Option<u8>,
    html: String,
    rows: Vec<Row>,
    row: Option<Row>,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(t) | Event::Code(t) | Event::InlineMath(t) | Event::DisplayMath(t) => self.words.push(Inline::text(t.as_ref())),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::SoftBreak => self.words.push(Inline::text(" ")),
            Event::HardBreak => self.words.push(Inline::Break),
            Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_block();
                self.heading = Some(crate::knowledge::markdown::depth(level));
            }
            Tag::List(start) => {
                self.end_block();
                self.lists.push(start);
            }
            Tag::Item => {
                self.end_block();
                let number = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
                    *next += 1;
                    *next - 1
                });
                self.item = Some(number);
            }
            Tag::Strong | Tag::Emphasis => {
                let before = std::mem::take(&mut self.words);
                self.inner.push((matches!(tag, Tag::Strong).then(String::new), before));
            }
            Tag::Link { dest_url, .. } => {
                let before = std::mem::take(&mut self.words);
                let outside = ["https://", "http://", "mailto:", "tel:"].iter().any(|s| dest_url.starts_with(s));
                self.inner.push((Some(if outside { dest_url.into_string() } else { "#".to_owned() }), before));
            }
            Tag::Table(_) => self.end_block(),
            Tag::TableHead => self.row = Some(Row { head: true, ..Row::default() }),
            Tag::TableRow => self.row = Some(Row::default()),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::BlockQuote(_) => self.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.close_inner(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.pieces.extend(html::fragment(&html));
            }
            TagEnd::TableCell => {
                let words = std::mem::take(&mut self.words);
                if let Some(row) = &mut self.row {
                    row.cells.push(Cell::of(words));
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(mut row) = self.row.take() {
                    table::carry(&mut row);
                    self.rows.push(row);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                self.pieces.extend(table::pieces(rows));
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::BlockQuote(_) => self.end_block(),
            _ => {}
        }
    }

    fn close_inner(&mut self) {
        let Some((kind, before)) = self.inner.pop() else { return };
        let content = std::mem::replace(&mut self.words, before);
        match kind {
            Some(target) if target.is_empty() => self.words.push(Inline::Strong { content }),
            Some(target) if target != "#" => self.words.push(Inline::Link { target, content }),
            // Emphasis, and links that lead nowhere outside their document: their words.
            _ => self.words.extend(content),
        }
    }

    /// HTML inside a line is read for its breaks and its bold; other tags go.
    fn inline_html(&mut self, tag: &str) {
        match tag.to_ascii_lowercase().trim_end_matches(['/', ' ', '>']).trim() {
            "<br" => self.words.push(Inline::Break),
            "<b" | "<strong" => {
                let before = std::mem::take(&mut self.words);
                self.inner.push((Some(String::new()), before));
            }
            "</b" | "</strong" if self.inner.last().is_some_and(|(kind, _)| kind.as_deref() == Some("")) => self.close_inner(),
            _ => {}
        }
    }

    fn end_block(&mut self) {
        while !self.inner.is_empty() {
            self.close_inner();
        }
        let words = tidy(std::mem::take(&mut self.words));
        if words.is_empty() {
            return;
        }
        let depth = self.lists.len().saturating_sub(1);
        if let Some(level) = self.heading.take() {
            self.pieces.push(Piece::Heading { level, words });
        } else if let Some(number) = self.item.take() {
            self.pieces.push(without_double_marks(Piece::Item { depth, number, words }));
        } else if self.lists.is_empty() {
            self.pieces.push(Piece::Paragraph(words));
        } else if let Some(Piece::Item { words: item, .. }) = self.pieces.last_mut() {
            item.push(Inline::Break);
            item.extend(words);
        } else {
            self.pieces.push(Piece::Item { depth, number: None, words });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let document = read(text, &Limits::default()).unwrap();
        let say = |p: &Placed| match &p.piece {
            Piece::Heading { level, .. } => format!("{level} {}", p.piece.plain()),
            Piece::Item { depth, .. } => format!("{}- {}", "  ".repeat(*depth), p.piece.plain()),
            piece => piece.plain(),
        };
        document.pieces.iter().map(say).collect()
    }

    #[test]
    fn tables_of_tabs_with_html_in_their_cells() {
        let text = "## Plan\n\n<b>Objective: (a) Better letters for all families who write</b>\t\t<b>Lead:</b> Chair\n\
            <b>ACTIONS</b>\t<b>Lead</b>\t<b>Milestone</b>\ni) Write\tTeam\tDraft (by May)\n\t\t<p>Sent (by June)</p>\n\n\t\tand read (by July)\n";
        assert_eq!(
            said(text),
            [
                "2 Plan",
                "11 Objective: (a) Better letters for all families who write",
                "Lead: Chair",
                "ACTIONS: i) Write; Lead: Team; Milestone: Draft (by May); Milestone: Sent (by June); Milestone: and read (by July)"
            ]
        );
    }

    #[test]
    fn pipe_tables_carry_and_html_tables_cross_blank_lines() {
        let text = "| Action | When |\n|---|---|\n| One | May |\n| | June |\n\n<table>\n<tr><th>A</th><th>B</th></tr>\n\n<tr><td>x</td><td>y</td></tr>\n</table>\n\nEnd.";
        assert_eq!(said(text), ["Action: One; When: May; When: June", "A: x; B: y", "End."]);
    }

    #[test]
    fn a_bold_line_above_a_text_is_a_heading() {
        let text =
            "# T\n\n**Meeting times**\n\nWe meet on the first day of the month at ten.\n\n**Note:** bring it.\n\n1. one\n2. two\n   - in";
        assert_eq!(
            said(text),
            ["1 T", "2 Meeting times", "We meet on the first day of the month at ten.", "Note: bring it.", "- one", "- two", "  - in"]
        );
    }
}
