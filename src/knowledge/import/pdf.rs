//! PDF: letters with places on a page, which have to become lines, paragraphs, headings and lists again.
//!
//! The reader's library gives each letter with its place and size; what it would make of them itself (plain text) has lost the sizes, and
//! with them the headings. Pages are read one by one, so that a broken one does not take the others with it.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use pdf_extract::{Document as File, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use super::{
    Limits, Refused, Why, decode,
    piece::{Document, Mark, Piece, Placed, item_mark},
    text::{is_leader, is_page_number, without_noise},
};
use crate::{content::Inline, text};

/// Most letters of one document: a novel has a million.
const MOST_LETTERS: usize = 20_000_000;

const SAVE: &str = "Open it, save or print it to a new PDF (best: save it as DOCX), and import that.";

/// The pieces of a PDF, with their pages.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    check_streams(bytes, limits)?;
    let damaged = |e: String| Refused::new(format!("it is damaged ({})", text::shorten(&e, 120)), SAVE);
    let mut file = File::load_mem(bytes).map_err(|e| {
        let e = e.to_string();
        if e.to_lowercase().contains("password") || e.to_lowercase().contains("crypt") { locked() } else { damaged(e) }
    })?;
    if file.is_encrypted() && file.decrypt("").is_err() {
        return Err(locked());
    }
    let pages: Vec<u32> = file.get_pages().keys().copied().collect();
    if pages.is_empty() && find(bytes, b"/Encrypt").is_some() {
        return Err(locked());
    }
    if pages.is_empty() {
        return Err(damaged("it has no pages".to_owned()));
    }
    // A page's own words are no picture, whatever their dictionary says; unpacked, they would escape the measure taken above.
    let is_picture = |id| {
        let stream = file.get_object(id).and_then(|o| o.as_stream()).ok();
        stream.and_then(|s| s.dict.get(b"Subtype").and_then(|n| n.as_name()).ok()).is_some_and(|n| n == b"Image")
    };
    if file.get_pages().values().flat_map(|page| file.get_page_contents(*page)).any(is_picture) {
        return Err(damaged("its pages are not what they say they are".to_owned()));
    }
    let mut letters = 0;
    let mut broken = Vec::new();
    let mut lines: Vec<Vec<Line>> = Vec::new();
    for page in &pages {
        let mut collector = Collector { left: MOST_LETTERS - letters, ..Collector::default() };
        // A page's faults make the library panic; the words that came before still count.
        let done = catch_unwind(AssertUnwindSafe(|| output_doc_page(&file, &mut collector, *page).is_ok())).unwrap_or(false);
        if !done {
            broken.push(page.to_string());
        }
        letters = (letters + collector.count).min(MOST_LETTERS);
        lines.push(collector.lines());
    }
    if lines.iter().flatten().map(|l| l.text.chars().filter(|c| c.is_alphanumeric()).count()).sum::<usize>() < 3 {
        if broken.len() == pages.len() {
            return Err(damaged("none of its pages can be read".to_owned()));
        }
        let what = "it has no text, only pictures of pages, as a scan has";
        return Err(Refused::new(
            what,
            "Have the text recognised first (in most scanners or PDF programs: OCR), or import the original document.",
        )
        .of(Why::NoWords));
    }
    let mut document = assemble(lines, &pages);
    if !broken.is_empty() {
        document.notes.push(format!("page {} could not be read whole; compare it with the original", broken.join(", ")));
    }
    Ok(document)
}

fn locked() -> Refused {
    Refused::new(
        "it is locked with a password",
        "Take the password off (in most PDF programs: print or export it to a new PDF), and import that.",
    )
    .of(Why::Locked)
}

/// Refuses a file whose packed streams grow beyond all measure, before any of them is kept.
fn check_streams(bytes: &[u8], limits: &Limits) -> Result<(), Refused> {
    // Pictures are never unpacked here, so they may be large; a page's words that call themselves a picture are found below.
    let (mut words, mut pictures) = (limits.text_bytes * 2, limits.unpacked_bytes);
    let mut from = 0;
    let mut buffer = vec![0_u8; 64 * 1024];
    while let Some(at) = find(&bytes[from..], b"stream") {
        let begin = from + at + b"stream".len();
        from = begin;
        let head = &bytes[(begin.saturating_sub(600 + b"stream".len()))..begin];
        let head = &head[rfind(head, b"obj").unwrap_or(0)..];
        if bytes[..begin].ends_with(b"endstream") || find(head, b"FlateDecode").is_none() && find(head, b"/Fl ").is_none() {
            continue;
        }
        let left = if find(head, b"/Image").is_some() { &mut pictures } else { &mut words };
        let data = &bytes[begin..];
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        let mut inflate = flate2::read::ZlibDecoder::new(data);
        loop {
            match std::io::Read::read(&mut inflate, &mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(n) => {
                    *left = left.saturating_sub(n as u64);
                    if *left == 0 {
                        let what = "it unpacks to far more than a document holds, as a harmful file does";
                        return Err(Refused::new(what, "Do not open it; ask whoever sent it for another copy."));
                    }
                }
            }
        }
        // What was inflated need not be looked through for the next stream.
        from = begin + usize::try_from(inflate.total_in()).unwrap_or(0).min(data.len());
    }
    Ok(())
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|b| *b == first) {
        if bytes[from + at..].starts_with(what) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|w| w == what)
}

/// A line of letters on a page; `y` grows downwards.
#[derive(Debug, Clone, Default)]
struct Line {
    text: String,
    x: f64,
    end: f64,
    y: f64,
    size: f64,
}

#[derive(Default)]
struct Collector {
    height: f64,
    left: usize,
    count: usize,
    done: Vec<Line>,
    line: Line,
    sizes: HashMap<u32, usize>,
}

impl Collector {
    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        // The size of most of its letters: a raised "th" does not make a line small.
        line.size = self.sizes.drain().max_by_key(|(size, n)| (*n, *size)).map_or(0.0, |(size, _)| f64::from(size) / 10.0);
        line.text = decode::tidy(&line.text).split_whitespace().collect::<Vec<_>>().join(" ");
        // Some programs set bold or shadowed words by printing them twice.
        let twice = |d: &Line| d.text == line.text && (d.x - line.x).abs() < d.size * 2.0 && (d.y - line.y).abs() < d.size * 0.6;
        if !line.text.is_empty() && !self.done.iter().rev().take(40).any(twice) {
            self.done.push(line);
        }
    }

    fn lines(mut self) -> Vec<Line> {
        self.end_line();
        self.done
    }
}

impl OutputDev for Collector {
    fn begin_page(&mut self, _: u32, media_box: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.height = media_box.ury;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(&mut self, place: &Transform, width: f64, _: f64, font_size: f64, letter: &str) -> Result<(), OutputError> {
        if self.left == 0 {
            return Ok(());
        }
        self.left -= 1;
        self.count += 1;
        let size = (font_size * (place.m11.hypot(place.m12) * place.m21.hypot(place.m22)).sqrt()).abs().min(500.0);
        let (x, y) = (place.m31, self.height - place.m32);
        if !x.is_finite() || !y.is_finite() || !size.is_finite() {
            return Ok(());
        }
        // Spaces before a line's first letter say nothing about where it begins.
        if self.line.text.is_empty() && letter.trim().is_empty() {
            return Ok(());
        }
        let line = &mut self.line;
        if !line.text.is_empty() {
            let (down, along) = ((y - line.y).abs(), x - line.end);
            // Raised and lowered letters stay on their line; a step back begins a new one.
            if down > size.max(line.size) * 0.6 || along < -size * 2.0 - (line.end - line.x) * 0.9 && down > 0.5 {
                self.end_line();
            } else if (along > size * 0.12 || is_note_number(&self.line, letter, size)) && !self.line.text.ends_with(' ') {
                self.line.text.push(' ');
            }
        }
        let line = &mut self.line;
        if line.text.is_empty() {
            (line.x, line.y, line.size) = (x, y, size);
        }
        line.text.push_str(letter);
        line.end = x + width * size;
        if !letter.trim().is_empty() {
            line.size = line.size.max(size);
            // Tenths of a point, which is finer than anybody sets type.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size lies between 0 and 500")]
            let tenths = (size * 10.0).round() as u32;
            *self.sizes.entry(tenths).or_default() += 1;
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The small number of a footnote behind a word is not part of the word.
fn is_note_number(line: &Line, letter: &str, size: f64) -> bool {
    size < line.size * 0.8
        && letter.starts_with(|c: char| c.is_ascii_digit())
        && line.text.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ')' | '’'))
}

fn assemble(mut pages: Vec<Vec<Line>>, numbers: &[u32]) -> Document {
    drop_running_heads(&mut pages);
    pages.iter_mut().for_each(|page| page.retain(|l| !is_leader(&l.text)));
    let body = body_size(&pages);
    let levels = heading_sizes(&pages, body);
    let vocabulary = vocabulary(&pages);
    let mut out: Vec<Placed> = Vec::new();
    // The last piece of running text, which the next page may go on with, past the footnotes between.
    let mut open: Option<usize> = None;
    for (page, number) in pages.iter().zip(numbers) {
        let right = page.iter().map(|l| l.end).fold(0.0, f64::max);
        let bottom = page.iter().map(|l| l.y).fold(0.0, f64::max);
        let mut above: Option<&Line> = None;
        for line in page {
            let note = line.size < body * 0.92 && line.y > bottom * 0.5;
            if above.is_none()
                && !note
                && let Some(Placed { piece: Piece::Paragraph(words) | Piece::Item { words, .. }, .. }) = open.and_then(|i| out.get_mut(i))
                && !crate::content::plain_inline(words).ends_with(['.', '!', '?', ':', ';'])
                && line.text.starts_with(char::is_lowercase)
                && item_mark(&line.text).is_none()
            {
                join(words, &line.text, &vocabulary);
                above = Some(line);
                // The lines that follow go on with that piece, so it moves behind the footnotes.
                let last = open.map(|i| out.remove(i));
                out.extend(last);
                open = Some(out.len() - 1);
                continue;
            }
            let text = line.text.as_str();
            let level = levels.iter().position(|s| (line.size - s).abs() < 0.35).and_then(|i| u8::try_from(i + 1).ok());
            let mark = item_mark(text).filter(|(_, rest)| !rest.is_empty());
            let goes_on = above.is_some_and(|a| continues(a, line, right)) && mark.is_none();
            let last = out.last_mut().map(|p| &mut p.piece);
            match (level, mark, last) {
                (Some(level), _, Some(Piece::Heading { level: above, words })) if *above == level && goes_on => {
                    join(words, text, &vocabulary);
                }
                (Some(level), ..)
                    if text.split_whitespace().any(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 2)
                        && text.split_whitespace().count() <= 30 =>
                {
                    out.push(Placed { piece: Piece::Heading { level, words: vec![Inline::text(text)] }, page: Some(*number) });
                }
                (_, Some((mark, rest)), _) => {
                    let number_of = if let Mark::Number(n) = mark { Some(n) } else { None };
                    let piece = Piece::Item { depth: 0, number: number_of, words: vec![Inline::text(rest)] };
                    out.push(Placed { piece, page: Some(*number) });
                }
                (None, None, Some(Piece::Paragraph(words) | Piece::Item { words, .. })) if goes_on => join(words, text, &vocabulary),
                _ => out.push(Placed { piece: Piece::Paragraph(vec![Inline::text(text)]), page: Some(*number) }),
            }
            if !note {
                open = Some(out.len() - 1);
            }
            above = Some(line);
        }
    }
    plain_title_page(&mut out, numbers.first().copied());
    mend_lone_marks(&mut out);
    if out.iter().filter(|p| matches!(p.piece, Piece::Heading { .. })).count() * 2 < pages.len() {
        short_headings(&mut out);
    }
    let title = out.iter().take_while(|p| p.page == numbers.first().copied()).filter_map(|p| match &p.piece {
        Piece::Heading { level, words } => Some((*level, crate::content::plain_inline(words))),
        _ => None,
    });
    let title = title.min_by_key(|(level, _)| *level).map(|(_, t)| t).or_else(|| {
        let first = out.first().map(|p| p.piece.plain()).unwrap_or_default();
        (first.split_whitespace().count() <= 16).then_some(first)
    });
    Document { title, pieces: without_noise(out), notes: Vec::new() }
}

/// The size that most letters have.
fn body_size(pages: &[Vec<Line>]) -> f64 {
    let mut sizes: HashMap<u64, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *sizes.entry((line.size * 10.0).to_bits()).or_default() += line.text.len();
    }
    sizes.into_iter().max_by_key(|(_, n)| *n).map_or(0.0, |(bits, _)| f64::from_bits(bits) / 10.0)
}

/// The sizes of headings, largest first: larger than the body, and used for short lines.
fn heading_sizes(pages: &[Vec<Line>], body: f64) -> Vec<f64> {
    let mut sizes: HashMap<u64, (usize, usize)> = HashMap::new();
    for line in pages.iter().flatten().filter(|l| l.size > body * 1.1) {
        let entry = sizes.entry((line.size * 10.0).round().to_bits()).or_default();
        entry.0 += 1;
        entry.1 += line.text.split_whitespace().count();
    }
    // What is set large throughout is a leaflet's text, not its headings.
    let mut out: Vec<f64> =
        sizes.into_iter().filter(|(_, (lines, words))| *words <= lines * 12).map(|(bits, _)| f64::from_bits(bits) / 10.0).collect();
    out.sort_by(|a, b| b.total_cmp(a));
    out.truncate(5);
    out
}

/// Whether a line goes on with the paragraph above it.
fn continues(above: &Line, line: &Line, right: f64) -> bool {
    let down = line.y - above.y;
    let size = above.size.max(1.0);
    let alike = (above.size - line.size).abs() < size * 0.12;
    // A line that ends early and with a stop ends its paragraph; so does a gap.
    let ended = above.text.ends_with(['.', '!', '?']) && above.end < right - size * 8.0;
    alike && down > 0.0 && down < size * 1.75 && !ended
}

fn join(words: &mut [Inline], line: &str, vocabulary: &HashSet<String>) {
    let Some(Inline::Text { text }) = words.last_mut() else { return };
    match unhyphenated(text, line, vocabulary) {
        Some(length) => {
            text.truncate(length);
            text.push_str(line);
        }
        None if text.ends_with('-') && !text.ends_with(" -") && line.starts_with(char::is_lowercase) => text.push_str(line),
        None => {
            text.push(' ');
            text.push_str(line);
        }
    }
}

/// Where to cut a hyphen that only broke a line: the whole word stands elsewhere in the document, or its second half is no word there.
fn unhyphenated(text: &str, next: &str, vocabulary: &HashSet<String>) -> Option<usize> {
    let before = text.strip_suffix(['-', '\u{2010}'])?;
    let letters = |c: char| c.is_alphabetic();
    let first: String = before.rsplit(|c: char| !letters(c)).next()?.to_lowercase();
    let second: String = next.split(|c: char| !letters(c)).next()?.to_lowercase();
    if first.is_empty() || second.is_empty() || !next.starts_with(char::is_lowercase) {
        return None;
    }
    let whole = format!("{first}{second}");
    let with_hyphen = format!("{first}-{second}");
    let breaks = vocabulary.contains(&whole) || (!vocabulary.contains(&with_hyphen) && !vocabulary.contains(&second));
    breaks.then_some(before.len())
}

/// The words of the document that no line end cuts, and those with a hyphen in them.
fn vocabulary(pages: &[Vec<Line>]) -> HashSet<String> {
    let mut out = HashSet::new();
    for line in pages.iter().flatten() {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        for (i, word) in words.iter().enumerate() {
            // A line's first word may be the end of a broken one.
            if (i == 0 && word.starts_with(char::is_lowercase)) || (i + 1 == words.len() && word.ends_with('-')) {
                continue;
            }
            let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            out.extend(word.split('-').map(str::to_owned));
            out.insert(word);
        }
    }
    out
}

/// Heads and feet that return page after page, and page numbers.
fn drop_running_heads(pages: &mut [Vec<Line>]) {
    const EDGE: usize = 3;
    let key = |line: &Line| line.text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let edges = |page: &[Line]| -> Vec<usize> {
        // By height, since a foot may come first in the file.
        let mut order: Vec<usize> = (0..page.len()).collect();
        order.sort_by(|a, b| page[*a].y.total_cmp(&page[*b].y));
        let n = order.len();
        order.iter().enumerate().filter(|(i, _)| *i < EDGE || *i + EDGE >= n).map(|(_, place)| *place).collect()
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let keys: HashSet<String> = edges(page).into_iter().map(|i| key(&page[i])).collect();
        keys.into_iter().for_each(|k| *seen.entry(k).or_default() += 1);
    }
    let total = pages.len();
    for page in pages.iter_mut() {
        let drop: HashSet<usize> = edges(page)
            .into_iter()
            .filter(|i| {
                let often = seen.get(&key(&page[*i])).copied().unwrap_or(0);
                (often >= 3 && often * 3 >= total && page[*i].text.split_whitespace().count() <= 20) || is_page_number(&page[*i].text)
            })
            .collect();
        let mut place = 0;
        page.retain(|_| {
            place += 1;
            !drop.contains(&(place - 1))
        });
    }
}

/// A title page sets all its lines large: only the largest is the title, the date and the kind of paper are no headings of what follows.
fn plain_title_page(pieces: &mut [Placed], first: Option<u32>) {
    let end = pieces.iter().take_while(|p| p.page == first).count();
    let page = &mut pieces[..end];
    if page.iter().map(|p| p.piece.size()).sum::<usize>() > 80 {
        return;
    }
    let title =
        page.iter().enumerate().filter_map(|(i, p)| if let Piece::Heading { level, .. } = p.piece { Some((level, i)) } else { None }).min();
    for (i, placed) in page.iter_mut().enumerate() {
        if let Piece::Heading { words, .. } = &placed.piece
            && title.is_some_and(|(_, t)| t != i)
        {
            placed.piece = Piece::Paragraph(words.clone());
        }
    }
}

/// A bullet that the printer set on a line of its own belongs to the line after it.
fn mend_lone_marks(pieces: &mut Vec<Placed>) {
    let mut i = 0;
    while i + 1 < pieces.len() {
        let lone = matches!(&pieces[i].piece, Piece::Paragraph(_))
            && matches!(pieces[i].piece.plain().trim(), "•" | "●" | "▪" | "◦" | "o" | "–" | "·");
        if !lone {
            i += 1;
            continue;
        }
        pieces.remove(i);
        if let Some(Placed { piece, .. }) = pieces.get_mut(i)
            && let Piece::Paragraph(words) = piece
        {
            *piece = Piece::Item { depth: 0, number: None, words: std::mem::take(words) };
        }
    }
}

/// Where headings are set in the size of the text, a short line above a longer text is a heading.
fn short_headings(pieces: &mut [Placed]) {
    for i in 0..pieces.len().saturating_sub(1) {
        let Piece::Paragraph(words) = &pieces[i].piece else { continue };
        let text = crate::content::plain_inline(words);
        let size = text.split_whitespace().count();
        let longer = !matches!(pieces[i + 1].piece, Piece::Heading { .. }) && pieces[i + 1].piece.size() > 12;
        if (1..=9).contains(&size) && longer && text.starts_with(char::is_uppercase) && !text.ends_with(['.', ',', ';', ':', '!', '?']) {
            pieces[i].piece = Piece::Heading { level: 5, words: words.clone() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f64, size: f64) -> Line {
        #[expect(clippy::cast_precision_loss, reason = "a line of a test is short")]
        let end = 50.0 + text.len() as f64 * size * 0.5;
        Line { text: text.to_owned(), x: 50.0, end, y, size }
    }

    #[test]
    fn hyphens_at_line_ends_go_only_where_they_broke_a_word() {
        let page = vec![
            line("The assessment is long-term work and the assess-", 100.0, 10.0),
            line("ment of needs takes time; long-", 112.0, 10.0),
            line("term help is here, and trans-", 124.0, 10.0),
            line("port too.", 136.0, 10.0),
        ];
        let document = assemble(vec![page], &[1]);
        let said: Vec<String> = document.pieces.iter().map(|p| p.piece.plain()).collect();
        assert_eq!(
            said,
            ["The assessment is long-term work and the assessment of needs takes time; long-term help is here, and transport too."]
        );
    }

    #[test]
    fn headings_heads_and_items_are_told_by_size_and_place() {
        let page = |n: usize| {
            let name = ["one", "two", "three", "four"][n];
            vec![
                line("Council strategy 2024", 20.0, 8.0),
                line(&format!("Part {name}"), 60.0, 16.0),
                line(&format!("Words of line {name} of this part that run to the very end of it"), 90.0, 10.0),
                line(&format!("and go on here, {name}."), 102.0, 10.0),
                line(&format!("• Item {name}"), 130.0, 10.0),
                line(&n.to_string(), 800.0, 8.0),
            ]
        };
        let document = assemble((0..4).map(page).collect(), &[1, 2, 3, 4]);
        assert_eq!(document.pieces.len(), 12);
        assert_eq!(document.title.as_deref(), Some("Part one"));
        assert!(matches!(&document.pieces[0].piece, Piece::Heading { level: 1, .. }));
        assert!(document.pieces[1].piece.plain().ends_with("end of it and go on here, one."));
        assert!(matches!(&document.pieces[2].piece, Piece::Item { .. }));
        assert_eq!(document.pieces[5].page, Some(2));
    }
}
