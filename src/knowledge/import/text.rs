//! Plain text: a page that somebody copied, or what a printer left. Headings are guessed by how they stand, and only where that is clear.

use super::{
    Limits, Refused, html,
    markdown::{self, Segment},
    piece::{Document, Mark, Piece, Placed, Words, item_mark},
    table,
};
use crate::{
    content::{Inline, plain_inline},
    text as words,
};

/// Longest heading that is guessed, in words.
const MAX_HEADING: usize = 16;

/// A list of at least so many lines may be a contents list.
const MIN_CONTENTS: usize = 6;

/// The pieces of a plain text; form feeds end its pages.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Document, Refused> {
    limits.check_depth(text)?;
    let paged = text.contains('\u{c}');
    let mut pieces: Vec<Placed> = Vec::new();
    for (number, page) in text.split('\u{c}').enumerate() {
        let page_number = paged.then(|| u32::try_from(number + 1).unwrap_or(u32::MAX));
        let found = page_pieces(page);
        pieces.extend(found.into_iter().map(|piece| Placed { piece, page: page_number }));
    }
    let mut pieces = without_noise(pieces);
    let title = title(&pieces);
    trust_the_contents(&mut pieces, title.as_deref());
    Ok(Document { title, pieces, notes: Vec::new() })
}

fn page_pieces(page: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    for segment in markdown::segments(page) {
        match segment {
            Segment::Lines(lines) => {
                let lines: Vec<Line> = lines.iter().map(|l| Line::of(l)).collect();
                out.extend(blocks(&lines));
            }
            Segment::Html(html) => out.extend(html::fragment(&html)),
            Segment::Table(rows) => out.extend(table::pieces(rows)),
        }
    }
    out
}

struct Line {
    indent: usize,
    text: String,
}

impl Line {
    fn of(line: &str) -> Self {
        let line = line.replace('\t', "    ");
        Self { indent: line.len() - line.trim_start().len(), text: line.trim().to_owned() }
    }

    fn blank(&self) -> bool {
        self.text.is_empty()
    }

    fn size(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

fn plain(text: &str) -> Words {
    let text =
        if html::has_tags(text) { html::fragment(text).iter().map(Piece::plain).collect::<Vec<_>>().join(" ") } else { text.to_owned() };
    super::piece::tidy(vec![Inline::text(text)])
}

fn blocks(lines: &[Line]) -> Vec<Piece> {
    let wrapped = is_wrapped(lines);
    let open = lines.iter().any(Line::blank);
    let mut out: Vec<Piece> = Vec::new();
    let mut indents: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let line = &lines[i];
        if line.blank() {
            i += 1;
            continue;
        }
        if is_heading(lines, i, open) {
            out.push(Piece::Heading { level: level(&line.text), words: plain(line.text.trim_end_matches(':')) });
            indents.clear();
            i += 1;
            continue;
        }
        // A wrapped text goes on until a blank line, an item or a shorter line's end.
        let mut text = line.text.clone();
        let mut next = i + 1;
        while wrapped && next < lines.len() && !lines[next].blank() && item_mark(&lines[next].text).is_none() {
            text = glue(&text, &lines[next].text);
            next += 1;
        }
        match item_mark(&text) {
            Some((mark, rest)) if !rest.is_empty() => {
                while indents.last().is_some_and(|last| *last > line.indent) {
                    indents.pop();
                }
                if indents.last() != Some(&line.indent) {
                    indents.push(line.indent);
                }
                let number = if let Mark::Number(n) = mark { Some(n) } else { None };
                out.push(Piece::Item { depth: indents.len() - 1, number, words: plain(rest) });
            }
            _ => {
                indents.clear();
                out.push(Piece::Paragraph(plain(&text)));
            }
        }
        i = next;
    }
    out.retain(|p| !p.plain().trim().is_empty());
    out
}

/// Two lines of one paragraph as one.
fn glue(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

/// Whether lines were broken at a width rather than at paragraphs' ends.
fn is_wrapped(lines: &[Line]) -> bool {
    let pairs: Vec<usize> = lines.windows(2).filter(|w| !w[0].blank() && !w[1].blank()).map(|w| w[0].text.chars().count()).collect();
    let longest = lines.iter().map(|l| l.text.chars().count()).max().unwrap_or(0);
    let full = pairs.iter().filter(|n| **n * 10 > longest * 7).count();
    (40..=120).contains(&longest) && pairs.len() >= 3 && full * 10 > pairs.len() * 6
}

/// A short line without an end, above a text.
fn is_heading(lines: &[Line], i: usize, open: bool) -> bool {
    let line = &lines[i];
    let numbered = matches!(item_mark(&line.text), Some((Mark::Number(_), _)));
    if line.size() > MAX_HEADING || line.size() == 0 || (item_mark(&line.text).is_some() && !numbered) {
        return false;
    }
    let begins = line.text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let ends = line.text.ends_with(['.', ',', ';', '!', '”', '"', '’', '|']) && !numbered;
    // "Introduction:" is a heading; "The team has:" leads into a list.
    let colon = line.text.ends_with(':');
    let next = lines[i + 1..].iter().find(|l| !l.blank());
    let Some(next) = next else { return false };
    let next_is_item = item_mark(&next.text).is_some();
    if !begins || ends || (colon && (line.size() > 3 || next_is_item)) {
        return false;
    }
    let before = i.checked_sub(1).and_then(|b| lines.get(b));
    let alone = before.is_none_or(Line::blank) && lines.get(i + 1).is_none_or(Line::blank);
    if numbered {
        // "2) The right support at the right time" above a paragraph; items stand beside items.
        let last = lines[..i].iter().rev().find(|l| !l.blank());
        let among_items = next_is_item || last.is_some_and(|l| matches!(item_mark(&l.text), Some((Mark::Number(_), _))));
        return alone && !among_items && next.size() > 12;
    }
    if open {
        return alone && (next_is_item || next.size() > line.size() || next.size() > 5);
    }
    // Without blank lines only a short line between a whole paragraph and a long one is clear.
    let after_end =
        before.is_none_or(|b| b.size() < 3 || b.text.ends_with(['.', '!', '?', '"', '”']) || b.size() > 12 || !b.text.ends_with(','));
    after_end && next.size() >= 15 && line.size() <= 10
}

/// A numbered heading lies under the last one without a number.
fn level(text: &str) -> u8 {
    if matches!(item_mark(text), Some((Mark::Number(_), _))) { 3 } else { 2 }
}

fn title(pieces: &[Placed]) -> Option<String> {
    pieces.iter().take(3).find_map(|p| match &p.piece {
        Piece::Heading { words, .. } => Some(plain_inline(words)),
        Piece::Paragraph(words) if p.piece.size() <= MAX_HEADING => Some(plain_inline(words)),
        _ => None,
    })
}

/// Where a list near the front names the headings that follow, a short line that is not among them is none: a link that was copied with
/// the page stands just like a heading.
fn trust_the_contents(pieces: &mut [Placed], title: Option<&str>) {
    let bag = |text: &str| words::words(text).into_iter().collect::<std::collections::BTreeSet<_>>();
    let alike = |a: &std::collections::BTreeSet<String>, b: &std::collections::BTreeSet<String>| {
        let shared = a.intersection(b).count();
        shared * 10 >= a.union(b).count() * 6 || (shared == a.len().min(b.len()) && shared > 1)
    };
    let headings: Vec<(usize, std::collections::BTreeSet<String>)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, p)| matches!(p.piece, Piece::Heading { .. }))
        .map(|(i, p)| (i, bag(&p.piece.plain())))
        .collect();
    let mut at = 0;
    while at < pieces.len() / 3 {
        let run = pieces[at..].iter().take_while(|p| matches!(p.piece, Piece::Item { .. })).count();
        if run >= MIN_CONTENTS {
            let named: Vec<_> = pieces[at..at + run].iter().map(|p| bag(&p.piece.plain())).collect();
            let found = named.iter().filter(|n| headings.iter().any(|(i, h)| *i > at && alike(n, h))).count();
            if found * 10 >= run * 8 {
                for (i, heading) in headings.iter().filter(|(i, _)| *i > at + run) {
                    let own = pieces[*i].piece.plain();
                    if !named.iter().any(|n| alike(n, heading)) && Some(own.as_str()) != title {
                        pieces[*i].piece = Piece::Paragraph(vec![Inline::text(own)]);
                    }
                }
                return;
            }
        }
        at += run.max(1);
    }
}

/// Lines that belong to a site or a printer, not to the document.
const NOISE: [&str; 29] = [
    "toggle mobile menu visibility",
    "skip to main content",
    "skip to content",
    "share this page",
    "share",
    "print",
    "print icon",
    "print this page",
    "print this statistical bulletin",
    "download as pdf",
    "download",
    "facebook icon twitter icon email icon",
    "facebook",
    "twitter",
    "back to top",
    "back to contents",
    "top of page",
    "is this page useful?",
    "was this page helpful?",
    "accept all cookies",
    "accept cookies",
    "reject cookies",
    "cookie settings",
    "manage cookies",
    "hide this message",
    "menu",
    "search",
    "on this page",
    "intentionally left blank",
];

/// Without what a site or a printer put there: buttons, page numbers, a contents list that counts pages.
pub(super) fn without_noise(pieces: Vec<Placed>) -> Vec<Placed> {
    let headings: std::collections::HashSet<String> =
        pieces.iter().filter(|p| matches!(p.piece, Piece::Heading { .. })).map(|p| bare(&p.piece.plain())).collect();
    let mut out: Vec<Placed> = Vec::with_capacity(pieces.len());
    let mut waiting = pieces.into_iter().peekable();
    while let Some(placed) = waiting.next() {
        let text = placed.piece.plain();
        if is_noise(&text) {
            continue;
        }
        if matches!(placed.piece, Piece::Heading { .. }) && is_contents(&text) {
            let mut held = vec![placed];
            while let Some(next) = waiting.next_if(|p| !matches!(p.piece, Piece::Heading { .. })) {
                held.push(next);
            }
            let lines: Vec<String> = held[1..].iter().map(|p| p.piece.plain()).collect();
            let counted = lines.iter().filter(|l| l.trim_end().ends_with(|c: char| c.is_ascii_digit())).count();
            let named = lines.iter().filter(|l| headings.contains(&bare(l))).count();
            // It leads to pages that are gone, or to headings that stand below.
            if counted * 2 > lines.len() || named * 2 > lines.len() || lines.is_empty() {
                continue;
            }
            out.extend(held);
            continue;
        }
        if is_leader(&text) {
            continue;
        }
        out.push(placed);
    }
    out
}

/// A heading without its number.
fn bare(text: &str) -> String {
    words::fold(text).trim_start_matches(|c: char| !c.is_alphabetic()).to_owned()
}

fn is_noise(text: &str) -> bool {
    let folded = words::fold(text);
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '?');
    NOISE.contains(&folded) || is_page_number(text)
}

/// "7", "Page 7", "Page 7 of 20", "- 7 -".
pub(super) fn is_page_number(text: &str) -> bool {
    let folded = words::fold(text);
    let kept: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |w: &&str| w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit());
    matches!(kept.as_slice(), ["page", n] if number(n))
        || matches!(kept.as_slice(), ["page", n, "of", m] if number(n) && number(m))
        || (matches!(kept.as_slice(), [n] if number(n) && n.len() <= 3) && !text.contains(['%', '£', '+']))
}

fn is_contents(text: &str) -> bool {
    matches!(words::fold(text).trim_end_matches(':'), "contents" | "table of contents" | "contents page" | "in this document")
}

/// "Short breaks ........ 12", a line of a contents list.
pub(super) fn is_leader(text: &str) -> bool {
    let text = text.trim_end();
    let without = text.trim_end_matches(|c: char| c.is_ascii_digit());
    without.len() < text.len()
        && (without.trim_end().ends_with("....") || without.trim_end().ends_with(". . . .") || without.trim_end().ends_with("……"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let document = read(text, &Limits::default()).unwrap();
        let say = |p: &Placed| match &p.piece {
            Piece::Heading { level, .. } => format!("{} {}", "#".repeat(usize::from(*level)), p.piece.plain()),
            Piece::Item { depth, number, .. } => {
                format!("{}{} {}", "  ".repeat(*depth), number.map_or("-".to_owned(), |n| format!("{n}.")), p.piece.plain())
            }
            piece => piece.plain(),
        };
        document.pieces.iter().map(say).collect()
    }

    #[test]
    fn a_copied_page() {
        let text = "Toggle mobile menu visibility\n\nWhat we did\n\nWe read every word that you wrote to us.\n\n  1. More events\n  2. Better letters\n  3. Bullying\n  4. Waiting\n  5. Money\n  6. Next steps\n\n\
            More events\n\nThe team has:\n\n  • Made a calendar\n    • of all events\n\nSee the calendar of events\n\n  • Rung you\n\nBetter letters\n\nLetters are short now, and plain to read.\n\n\
            Bullying\n\nWe listened to you and wrote it down.\n\nWaiting\n\nWe wait less now than before.\n\nNext steps\n\nWe meet again in the spring.\n\nShare this page\n\nPrint";
        assert_eq!(
            said(text),
            [
                "## What we did",
                "We read every word that you wrote to us.",
                "1. More events",
                "2. Better letters",
                "3. Bullying",
                "4. Waiting",
                "5. Money",
                "6. Next steps",
                "## More events",
                "The team has:",
                "- Made a calendar",
                "  - of all events",
                "See the calendar of events",
                "- Rung you",
                "## Better letters",
                "Letters are short now, and plain to read.",
                "## Bullying",
                "We listened to you and wrote it down.",
                "## Waiting",
                "We wait less now than before.",
                "## Next steps",
                "We meet again in the spring."
            ]
        );
    }

    #[test]
    fn lines_broken_at_a_width_are_one_paragraph() {
        let line = "Families told us that they wait far too long for a reply to letters\n";
        assert_eq!(said(&format!("{}\n{}", line.repeat(3), line.repeat(3))).len(), 2);
    }

    #[test]
    fn page_numbers_and_leaders_go() {
        assert!(is_page_number("- 7 -") && is_page_number("Page 7 of 20") && !is_page_number("98%") && !is_page_number("Page one"));
        assert!(is_leader("Short breaks ........ 12") && !is_leader("We met in 2012"));
    }

    #[test]
    fn form_feeds_are_pages() {
        let document = read("One page of words here.\u{c}Another page of words.", &Limits::default()).unwrap();
        assert_eq!(document.pieces.iter().map(|p| p.page).collect::<Vec<_>>(), [Some(1), Some(2)]);
    }
}
