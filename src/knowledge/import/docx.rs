//! Word documents. The archive is measured before anything is unpacked, and unpacked under a bound, since sizes in it may lie; the reader
//! is then given a small archive of ours, without pictures.

use std::{
    collections::HashMap,
    io::{Cursor, Read, Write},
};

use docx_rs::{
    DocumentChild, Docx, DrawingData, HyperlinkData, InsertChild, Paragraph, ParagraphChild, ReadDocxOptions, Run, RunChild,
    StructuredDataTag, StructuredDataTagChild, TableCell, TableCellContent, TableChild, TableRowChild, TextBoxContentChild,
};
use zip::{ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{
    Limits, Refused, Why, decode,
    piece::{Document, Piece, Placed, Words, count, is_bold, item_mark, tidy},
    table::{self, Cell, Row},
};
use crate::content::{Inline, plain_inline};

/// Most files in an archive: a long report with pictures has a few hundred.
const MOST_FILES: usize = 5_000;

/// The pieces of a Word document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    let small = words_only(bytes, limits)?;
    let options = ReadDocxOptions::default().with_image_previews(false);
    let docx = docx_rs::read_docx_with_options(&small, options)
        .map_err(|e| Refused::new(format!("its text cannot be read ({e})"), "Open it in Word and save it anew as DOCX."))?;
    let mut reader = Reader::new(&docx);
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => reader.paragraph(paragraph),
            DocumentChild::Table(table) => reader.table(table, 0),
            DocumentChild::StructuredDataTag(tag) => reader.tag(tag, 0),
            _ => {}
        }
    }
    let title = reader.title.clone();
    let pieces = bold_headings(reader.pieces);
    // A short first line is the title, whatever style somebody gave it.
    let own = pieces.iter().take(2).find_map(|p| match p {
        Piece::Heading { words, .. } => Some(plain_inline(words)),
        Piece::Paragraph(words) if (2..=16).contains(&count(words)) => Some(plain_inline(words)),
        _ => None,
    });
    let own = own.or_else(|| pieces.iter().find(|p| matches!(p, Piece::Heading { .. })).map(Piece::plain));
    let placed = pieces.into_iter().map(|piece| Placed { piece, page: None }).collect();
    Ok(Document { title: title.or(own), pieces: super::text::without_noise(placed), notes: Vec::new() })
}

/// The parts of the archive that hold words, unpacked under the limits and packed again.
fn words_only(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Refused> {
    let damaged = |e: ZipError| Refused::new(format!("it is damaged ({e})"), "Download or save it again.");
    let bomb = || {
        Refused::new(
            "it unpacks to far more than a document holds, as a harmful file does",
            "Do not open it; ask whoever sent it for another copy.",
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_FILES {
        return Err(bomb());
    }
    let mut wanted = Vec::new();
    let mut declared = 0_u64;
    for i in 0..archive.len() {
        let file = archive.by_index_raw(i).map_err(damaged)?;
        if file.encrypted() {
            return Err(Refused::new("it is locked with a password", "Take the password off in Word, and save it.").of(Why::Locked));
        }
        let (size, packed) = (file.size(), file.compressed_size());
        declared = declared.saturating_add(size);
        // Small parts pack well without meaning harm.
        if declared > limits.unpacked_bytes || (size > 1_000_000 && size / packed.max(1) > limits.ratio) {
            return Err(bomb());
        }
        if is_text_part(file.name()) {
            wanted.push(i);
        }
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut left = limits.text_bytes;
    for i in wanted {
        let file = archive.by_index(i).map_err(damaged)?;
        let name = file.name().to_owned();
        let mut part = Vec::new();
        file.take(left + 1)
            .read_to_end(&mut part)
            .map_err(|e| Refused::new(format!("it is damaged ({e})"), "Download or save it again."))?;
        left = left.checked_sub(part.len() as u64).ok_or_else(bomb)?;
        limits.check_depth(&String::from_utf8_lossy(&part))?;
        out.start_file(&name, stored).map_err(damaged)?;
        out.write_all(&part).map_err(|e| Refused::new(format!("it cannot be unpacked ({e})"), "Try again."))?;
    }
    Ok(out.finish().map_err(damaged)?.into_inner())
}

fn is_text_part(name: &str) -> bool {
    // Headers, footers, comments and pictures are none of the document's words; styles and numbers tell headings and lists.
    matches!(
        name,
        "[Content_Types].xml"
            | "_rels/.rels"
            | "word/_rels/document.xml.rels"
            | "word/numbering.xml"
            | "word/styles.xml"
            | "word/settings.xml"
            | "word/webSettings.xml"
    ) || (name.starts_with("word/document") && name.ends_with(".xml"))
}

/// What a paragraph's style makes of it.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    heading: Option<u8>,
    title: bool,
    list: Option<(usize, usize)>,
    style_list: bool,
    contents: bool,
    bold: bool,
}

struct Reader<'a> {
    docx: &'a Docx,
    styles: HashMap<&'a str, Look>,
    links: HashMap<&'a str, &'a str>,
    /// How far each list has counted, by list and depth.
    counts: HashMap<(usize, usize), u64>,
    pieces: Vec<Piece>,
    title: Option<String>,
}

impl<'a> Reader<'a> {
    fn new(docx: &'a Docx) -> Self {
        let mut styles = HashMap::new();
        for style in &docx.styles.styles {
            // The name's field is private to the reader's library; it serialises as a string.
            let name = serde_json::to_value(&style.name).ok().and_then(|v| v.as_str().map(str::to_lowercase)).unwrap_or_default();
            let id = style.style_id.to_lowercase();
            let mut look = Look::default();
            for label in [name.as_str(), id.as_str()] {
                let label = label.replace([' ', '-', '_'], "");
                if let Some(rest) = label.strip_prefix("heading") {
                    look.heading = look.heading.or(rest.parse().ok().filter(|n| (1..=9).contains(n)));
                }
                look.title |= label == "title";
                look.contents |= label.starts_with("toc") && label.len() <= 5 || label == "tocheading";
                look.style_list |= label.starts_with("list") && (label.contains("bullet") || label.contains("number"));
            }
            if let Some(outline) = &style.paragraph_property.outline_lvl {
                look.heading = look.heading.or(u8::try_from(outline.v + 1).ok().filter(|n| *n <= 9));
            }
            look.list = numbering(&style.paragraph_property);
            look.bold = is_bold_property(&style.run_property);
            styles.insert(style.style_id.as_str(), look);
        }
        let links = docx.hyperlinks.iter().map(|(id, target, _)| (id.as_str(), target.as_str())).collect();
        Self { docx, styles, links, counts: HashMap::new(), pieces: Vec::new(), title: None }
    }

    fn look(&self, paragraph: &Paragraph) -> Look {
        let style = paragraph.property.style.as_ref().and_then(|s| self.styles.get(s.val.as_str()).copied());
        let mut look = style.unwrap_or_default();
        // Files written without a list of styles still name them.
        if let Some(style) = paragraph.property.style.as_ref().filter(|_| style.is_none()) {
            let label = style.val.to_lowercase().replace([' ', '-', '_'], "");
            look.heading = label.strip_prefix("heading").and_then(|n| n.parse().ok()).filter(|n| (1..=9).contains(n));
            look.title = label == "title";
            look.style_list = label.starts_with("listbullet") || label.starts_with("listnumber");
        }
        if let Some(outline) = &paragraph.property.outline_lvl {
            look.heading = look.heading.or(u8::try_from(outline.v + 1).ok().filter(|n| *n <= 9));
        }
        look.list = numbering(&paragraph.property).or(look.list);
        look
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let look = self.look(paragraph);
        let mut boxes = Vec::new();
        let words = tidy(self.words(&paragraph.children, look.bold, &mut boxes));
        if !words.is_empty() && !look.contents {
            let piece = self.piece(look, words);
            self.pieces.extend(piece);
        }
        for content in boxes {
            match content {
                TextBoxContentChild::Paragraph(paragraph) => self.paragraph(&paragraph),
                TextBoxContentChild::Table(table) => self.table(&table, 0),
            }
        }
    }

    fn piece(&mut self, look: Look, words: Words) -> Option<Piece> {
        let text = plain_inline(&words);
        if look.title && self.title.is_none() {
            self.title = Some(text);
            return Some(Piece::Heading { level: 1, words });
        }
        if let Some(level) = look.heading.filter(|_| count(&words) <= 40) {
            return Some(Piece::Heading { level: level.min(6), words });
        }
        if let Some((list, depth)) = look.list.filter(|(list, _)| *list > 0) {
            let number = self.counts_at(list, depth);
            return Some(Piece::Item { depth, number, words });
        }
        if look.style_list {
            return Some(Piece::Item { depth: 0, number: None, words });
        }
        // Marks that were typed by hand.
        match item_mark(&text) {
            Some((mark, rest)) if !rest.is_empty() && mark == super::piece::Mark::Bullet => {
                Some(Piece::Item { depth: 0, number: None, words: vec![Inline::text(rest)] })
            }
            _ => Some(Piece::Paragraph(words)),
        }
    }

    /// The number that Word would print, where the list counts in figures.
    fn counts_at(&mut self, list: usize, depth: usize) -> Option<u64> {
        let numbering = self.docx.numberings.numberings.iter().find(|n| n.id == list)?;
        let kind = self.docx.numberings.abstract_nums.iter().find(|a| a.id == numbering.abstract_num_id)?;
        let level = kind.levels.iter().find(|l| l.level == depth)?;
        if level.format.val != "decimal" {
            return None;
        }
        self.counts.retain(|(l, d), _| *l != list || *d <= depth);
        let next = self.counts.entry((list, depth)).or_insert(0);
        *next += 1;
        Some(*next)
    }

    fn words(&self, children: &[ParagraphChild], bold: bool, boxes: &mut Vec<TextBoxContentChild>) -> Words {
        let mut out = Vec::new();
        for child in children {
            match child {
                ParagraphChild::Run(run) => said(run, bold, &mut out, boxes),
                ParagraphChild::Insert(insert) => {
                    for child in &insert.children {
                        if let InsertChild::Run(run) = child {
                            said(run, bold, &mut out, boxes);
                        }
                    }
                }
                ParagraphChild::Hyperlink(link) => {
                    let content = self.words(&link.children, bold, boxes);
                    let target = match &link.link {
                        HyperlinkData::External { rid, .. } => self.links.get(rid.as_str()).copied().unwrap_or_default(),
                        HyperlinkData::Anchor { .. } => "",
                    };
                    if ["https://", "http://", "mailto:", "tel:"].iter().any(|s| target.starts_with(s)) {
                        out.push(Inline::Link { target: target.to_owned(), content });
                    } else {
                        out.extend(content);
                    }
                }
                ParagraphChild::StructuredDataTag(tag) => {
                    for child in &tag.children {
                        match child {
                            StructuredDataTagChild::Run(run) => said(run, bold, &mut out, boxes),
                            StructuredDataTagChild::Paragraph(paragraph) => out.extend(self.words(&paragraph.children, bold, boxes)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        out
    }

    fn tag(&mut self, tag: &StructuredDataTag, depth: usize) {
        if depth > 20 {
            return;
        }
        for child in &tag.children {
            match child {
                StructuredDataTagChild::Paragraph(paragraph) => self.paragraph(paragraph),
                StructuredDataTagChild::Table(table) => self.table(table, depth + 1),
                StructuredDataTagChild::StructuredDataTag(inner) => self.tag(inner, depth + 1),
                _ => {}
            }
        }
    }

    fn table(&mut self, table: &docx_rs::Table, depth: usize) {
        if depth > 20 {
            return;
        }
        let mut rows = Vec::new();
        for TableChild::TableRow(row) in &table.rows {
            let mut cells: Vec<Cell> = Vec::new();
            for TableRowChild::TableCell(cell) in &row.cells {
                let (span, goes_on) = spans(cell);
                let pieces = if goes_on { Vec::new() } else { self.cell(cell, depth) };
                cells.push(Cell { pieces, carried: goes_on });
                cells.extend((1..span.min(40)).map(|_| Cell::default()));
            }
            rows.push(Row { cells, head: false, after_gap: false });
        }
        // Word files seldom mark the row of names; where it is bold or plainly unlike the rest it is found.
        self.pieces.extend(table::pieces(rows));
    }

    fn cell(&mut self, cell: &TableCell, depth: usize) -> Vec<Piece> {
        let outer = std::mem::take(&mut self.pieces);
        for child in &cell.children {
            match child {
                TableCellContent::Paragraph(paragraph) => self.paragraph(paragraph),
                TableCellContent::Table(table) => self.table(table, depth + 1),
                TableCellContent::StructuredDataTag(tag) => self.tag(tag, depth + 1),
                TableCellContent::TableOfContents(_) => {}
            }
        }
        std::mem::replace(&mut self.pieces, outer)
    }
}

fn numbering(property: &docx_rs::ParagraphProperty) -> Option<(usize, usize)> {
    let numbering = property.numbering_property.as_ref()?;
    Some((numbering.id.as_ref()?.id, numbering.level.as_ref().map_or(0, |l| l.val)))
}

fn is_bold_property(property: &docx_rs::RunProperty) -> bool {
    property.bold.as_ref().is_some_and(|b| serde_json::to_value(b).is_ok_and(|v| v != serde_json::Value::Bool(false)))
}

/// How many columns a cell spans, and whether it only carries on the one above.
fn spans(cell: &TableCell) -> (usize, bool) {
    // These fields are private to the reader's library, too.
    let value = serde_json::to_value(&cell.property).unwrap_or_default();
    let span = value.get("gridSpan").and_then(serde_json::Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
    let goes_on = value.get("verticalMerge").and_then(|v| v.as_str()).is_some_and(|v| v == "continue");
    (span.max(1), goes_on)
}

fn said(run: &Run, bold: bool, out: &mut Words, boxes: &mut Vec<TextBoxContentChild>) {
    if run.run_property.vanish.is_some() {
        return;
    }
    let mut words: Words = Vec::new();
    for child in &run.children {
        match child {
            RunChild::Text(text) => words.push(Inline::text(decode::tidy(&text.text))),
            RunChild::Tab(_) | RunChild::PTab(_) => words.push(Inline::text(" ")),
            RunChild::Break(_) | RunChild::CarriageReturn(_) => words.push(Inline::Break),
            RunChild::Sym(_) => words.push(Inline::text("• ")),
            RunChild::Drawing(drawing) => {
                if let Some(DrawingData::TextBox(text)) = &drawing.data {
                    boxes.extend(text.children.iter().cloned());
                }
            }
            _ => {}
        }
    }
    if (bold || is_bold_property(&run.run_property)) && !plain_inline(&words).trim().is_empty() {
        match out.last_mut() {
            Some(Inline::Strong { content }) => content.extend(words),
            _ => out.push(Inline::Strong { content: words }),
        }
    } else {
        out.extend(words);
    }
}

/// Where no style says what is a heading, a short bold line above a text is one.
fn bold_headings(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.iter().filter(|p| matches!(p, Piece::Heading { .. })).count() > 1 {
        return pieces;
    }
    for i in 0..pieces.len() {
        if let Piece::Paragraph(words) = &pieces[i]
            && is_bold(words)
            && count(words) <= 14
            && pieces.get(i + 1).is_some_and(|next| !matches!(next, Piece::Paragraph(w) if is_bold(w)))
        {
            let text = plain_inline(words);
            if !text.trim_end().ends_with(['.', ',', ':', ';']) && text.chars().any(char::is_alphabetic) {
                pieces[i] = Piece::Heading { level: 2, words: vec![Inline::text(text)] };
            }
        }
    }
    pieces
}
