//! Rows of a table as sentences, "column: value; column: value".
//!
//! Plans are published as tables whose first cells span many rows: one action and its lead beside five milestones. A milestone alone is of
//! no use to anybody, so the rows under one spanning cell become one sentence that says the spanning cells once; where that is too long
//! for one passage it is cut between rows and the spanning cells are said again.

use super::piece::{Piece, UNDER, Words, is_bold, item_mark, joined, tidy};
use crate::content::{Inline, plain_inline};

/// Most words in one sentence of a table before it is cut between rows.
const MAX_ROW_WORDS: usize = 170;
/// A cell with more words stands as paragraphs of its own under its column's name.
const MAX_CELL_WORDS: usize = 90;
/// Longest banner that is taken for a heading, in words: objectives of plans are long.
const MAX_BANNER_WORDS: usize = 45;

/// A cell of a table, with whatever stands in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub pieces: Vec<Piece>,
    /// It only carries on the cell above it.
    pub carried: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// The source marks it as the names of the columns.
    pub head: bool,
    /// A page ends before it.
    pub after_gap: bool,
}

impl Cell {
    pub fn of(words: Words) -> Self {
        let words = tidy(words);
        let pieces = if words.is_empty() { Vec::new() } else { vec![Piece::Paragraph(words)] };
        Self { pieces, carried: false }
    }

    fn is_empty(&self) -> bool {
        self.pieces.iter().all(|p| p.size() == 0 && p.plain().trim().is_empty())
    }

    /// Its words, when it holds nothing but paragraphs.
    fn simple(&self) -> Option<Words> {
        let words = |p: &Piece| match p {
            Piece::Paragraph(words) => Some(words.clone()),
            _ => None,
        };
        self.pieces.iter().map(words).collect::<Option<Vec<_>>>().map(joined)
    }

    fn plain(&self) -> String {
        self.pieces.iter().map(Piece::plain).collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    fn size(&self) -> usize {
        self.pieces.iter().map(Piece::size).sum()
    }

    fn is_bold(&self) -> bool {
        !self.is_empty() && self.simple().is_some_and(|w| is_bold(&w))
    }
}

/// The table as headings and rows of sentences.
pub(super) fn pieces(mut rows: Vec<Row>) -> Vec<Piece> {
    rows.retain(|r| r.cells.iter().any(|c| !c.is_empty()));
    mend_page_breaks(&mut rows);
    let width = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    if width < 2 || holds_headings(&rows) {
        return rows.into_iter().flat_map(|r| r.cells).flat_map(|c| c.pieces).collect();
    }
    let mut writer = Writer { out: Vec::new(), head: Vec::new(), group: Vec::new(), banners: 0 };
    let plain_head = |i: usize| {
        let row = &rows[i];
        let short = row.cells.len() > 2 && row.cells.iter().all(|c| (1..=4).contains(&c.size()) && !c.plain().contains(char::is_numeric));
        short && reads_as_head(row, &rows[i + 1..])
    };
    let first_head = (0..rows.len()).find(|i| rows[*i].head || is_bold_head(&rows[*i]) || plain_head(*i));
    // One table may hold several plans, each with its objective, its outcomes and the names of its columns again.
    let mut anew = false;
    for (i, row) in rows.iter().enumerate() {
        if row.head && !is_banner(row) {
            writer.columns(row, i > 0 && rows[i - 1].head);
        } else if is_banner(row) {
            writer.banner(&row.cells[0]);
        } else if is_bold_head(row) || writer.says_again(row) || Some(i) == first_head {
            anew = false;
            writer.columns(row, false);
        } else if anew
            || (names_what_follows(row) && rows[i + 1..].iter().take(6).any(|r| r.head || is_bold_head(r) || writer.says_again(r)))
        {
            anew = true;
            writer.flush();
            writer.before_the_head(row);
        } else if first_head.map_or(writer.group.is_empty() && names_what_follows(row), |first| i < first) {
            writer.before_the_head(row);
        } else if first_head.is_none() && writer.head.is_empty() && writer.group.is_empty() && reads_as_head(row, &rows[i + 1..]) {
            writer.columns(row, false);
        } else {
            writer.row(row);
        }
    }
    writer.flush();
    writer.out
}

/// A table that lays out a page rather than tells rows.
fn holds_headings(rows: &[Row]) -> bool {
    rows.iter().flat_map(|r| &r.cells).flat_map(|c| &c.pieces).any(|p| matches!(p, Piece::Heading { .. }))
}

fn filled(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|c| !c.carried && !c.is_empty())
}

/// One bold or capital line across the whole table.
fn is_banner(row: &Row) -> bool {
    let Some(first) = row.cells.first().filter(|c| !c.is_empty() && !c.carried) else { return false };
    let text = first.plain();
    let capitals = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    filled(row).count() == 1
        && (first.is_bold() || capitals)
        && first.size() <= MAX_BANNER_WORDS
        && !text.ends_with(':')
        && first.size() > 1
}

/// "Objective: (a) …" in bold, with its lead beside it, though the columns below are in another table.
fn names_what_follows(row: &Row) -> bool {
    row.cells.first().is_some_and(|c| c.is_bold() && (5..=MAX_BANNER_WORDS).contains(&c.size()))
}

/// Several bold names of columns.
fn is_bold_head(row: &Row) -> bool {
    let cells: Vec<&Cell> = filled(row).collect();
    cells.len() >= 2
        && cells.len() * 2 > row.cells.len()
        && cells.iter().all(|c| c.is_bold() && c.size() <= 9 && !c.plain().ends_with(':') && !c.plain().contains(": "))
}

/// A first row without bold that still names columns: short, unlike what stands under it.
fn reads_as_head(row: &Row, below: &[Row]) -> bool {
    let texts: Vec<String> = row.cells.iter().map(Cell::plain).collect();
    let named = |t: &String| t.split_whitespace().count() <= 8 && !t.ends_with(['.', '!', '?', ';']);
    let empty = texts.iter().filter(|t| t.is_empty()).count();
    if below.is_empty() || empty > 1 || texts.len() < 2 || (empty == 1 && !texts[0].is_empty()) || !texts.iter().all(named) {
        return false;
    }
    let capitals = |t: &&String| t.chars().any(char::is_alphabetic) && !t.chars().any(char::is_lowercase);
    (0..texts.len()).any(|column| {
        let mut sizes: Vec<usize> = Vec::new();
        let mut numbers = 0;
        for cell in below.iter().filter_map(|r| r.cells.get(column)).filter(|c| !c.is_empty()) {
            sizes.push(cell.size());
            numbers += usize::from(cell.plain().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '£' | '*' | '<')));
        }
        sizes.sort_unstable();
        let Some(middle) = sizes.get(sizes.len() / 2) else { return false };
        let own = texts[column].split_whitespace().count();
        let year = texts[column].len() == 4 && texts[column].bytes().all(|b| b.is_ascii_digit());
        let number = texts[column].starts_with(|c: char| c.is_ascii_digit()) && !year;
        *middle >= own * 2 + 2 || (column > 0 && !number && own > 0 && numbers * 10 > sizes.len() * 6)
    }) || (texts.iter().filter(|t| !t.is_empty()).all(|t| capitals(&t)) && texts.iter().any(|t| t.len() > 8))
}

/// A page's end cuts cells in two: what follows in small letters belongs to the cell above.
fn mend_page_breaks(rows: &mut Vec<Row>) {
    let mut i = 1;
    while i < rows.len() {
        let (before, from) = rows.split_at_mut(i);
        let Some(row) = from.first_mut().filter(|r| r.after_gap && !r.head) else {
            i += 1;
            continue;
        };
        // "iii) Ask families" is a point of its own.
        let begins_small = |c: &Cell| c.plain().starts_with(|c: char| c.is_lowercase()) && item_mark(&c.plain()).is_none();
        let first_goes_on = row.cells.first().is_some_and(begins_small);
        for (column, cell) in row.cells.iter_mut().enumerate() {
            // Where the action goes on, so does the lead beside it, whose names begin with capitals.
            let goes_on = begins_small(cell) || (first_goes_on && column == 1 && !cell.is_empty());
            let above = before.iter_mut().rev().filter_map(|r| r.cells.get_mut(column)).find(|c| !c.is_empty());
            let Some(above) = above.filter(|a| goes_on && !cell.is_empty() && !ends_a_sentence(&a.plain())) else { continue };
            let (Some(first), Some(rest)) = (above.simple(), cell.simple()) else { continue };
            above.pieces = vec![Piece::Paragraph(joined([first, rest]))];
            *cell = Cell { pieces: Vec::new(), carried: true };
        }
        // Below a cell that went on, the others of that row still belong to it.
        if first_goes_on {
            row.cells.iter_mut().take(2).filter(|c| c.is_empty()).for_each(|c| c.carried = true);
        }
        if row.cells.iter().all(Cell::is_empty) {
            rows.remove(i);
        } else {
            i += 1;
        }
    }
}

fn ends_a_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ')', ':'])
}

struct Writer {
    out: Vec<Piece>,
    head: Vec<String>,
    group: Vec<Row>,
    banners: u8,
}

impl Writer {
    fn columns(&mut self, row: &Row, goes_on: bool) {
        self.flush();
        let names: Vec<String> = row.cells.iter().map(|c| c.plain().trim_end_matches(':').trim().to_owned()).collect();
        if goes_on {
            for (column, name) in names.into_iter().enumerate() {
                match self.head.get_mut(column) {
                    Some(above) if above.is_empty() || above == &name => *above = name,
                    Some(above) if !name.is_empty() => *above = format!("{above} {name}"),
                    Some(_) => {}
                    None => self.head.push(name),
                }
            }
        } else {
            self.head = names;
        }
    }

    /// The names of the columns once more, as at the top of a page.
    fn says_again(&self, row: &Row) -> bool {
        let plain = |c: &Cell| c.plain().trim_end_matches(':').trim().to_owned();
        !self.head.is_empty() && row.cells.len() == self.head.len() && row.cells.iter().zip(&self.head).all(|(c, name)| plain(c) == *name)
    }

    fn banner(&mut self, cell: &Cell) {
        self.flush();
        self.banners += 1;
        let words = plain_inline(&cell.simple().unwrap_or_default());
        self.out.push(Piece::Heading { level: UNDER + self.banners.min(3), words: vec![Inline::text(words)] });
    }

    /// Objectives, judgements and outcomes that a plan's table tells before its columns begin.
    fn before_the_head(&mut self, row: &Row) {
        for (i, cell) in row.cells.iter().filter(|c| !c.is_empty()).enumerate() {
            if i == 0 && cell.is_bold() && cell.size() <= MAX_BANNER_WORDS && !cell.plain().ends_with(':') {
                self.banner(cell);
            } else {
                self.out.extend(cell.pieces.iter().cloned());
            }
        }
    }

    fn row(&mut self, row: &Row) {
        self.banners = 0;
        let goes_on = row.cells.first().is_some_and(|c| c.carried || c.is_empty()) && !self.group.is_empty();
        if !goes_on {
            self.flush();
        }
        self.group.push(row.clone());
    }

    fn name(&self, column: usize) -> &str {
        self.head.get(column).map_or("", String::as_str)
    }

    fn flush(&mut self) {
        let group = std::mem::take(&mut self.group);
        let Some((first, more)) = group.split_first() else { return };
        // What the following rows leave empty at their front spans them.
        let spanning = more.iter().map(|r| r.cells.iter().take_while(|c| c.carried || c.is_empty()).count()).min().unwrap_or(0);
        let fixed: Vec<(usize, &Cell)> = first.cells.iter().enumerate().take(spanning).filter(|(_, c)| !c.is_empty()).collect();
        let mut sentence = Sentence::default();
        let rest = |row: &Row, skip: usize| -> Vec<(usize, Cell)> {
            row.cells.iter().cloned().enumerate().skip(skip).filter(|(_, c)| !c.is_empty()).collect()
        };
        for (i, row) in group.iter().enumerate() {
            let own = rest(row, if i == 0 { 0 } else { spanning });
            let size: usize = own.iter().map(|(_, c)| c.size()).sum();
            if i > 0 && sentence.size + size > MAX_ROW_WORDS {
                self.out.extend(std::mem::take(&mut sentence).finish());
                for (column, cell) in &fixed {
                    sentence.add(self.name(*column), cell);
                }
            }
            for (column, cell) in &own {
                sentence.add(self.name(*column), cell);
            }
        }
        self.out.extend(sentence.finish());
    }
}

/// A sentence that grows by columns; cells with lists or long texts stand as pieces of their own between.
#[derive(Default)]
struct Sentence {
    done: Vec<Piece>,
    words: Words,
    size: usize,
}

impl Sentence {
    fn add(&mut self, name: &str, cell: &Cell) {
        let size = cell.size();
        self.size += size + name.split_whitespace().count();
        match cell.simple() {
            Some(words) if size <= MAX_CELL_WORDS => self.say(name, words),
            _ => {
                self.close();
                let mut pieces = cell.pieces.iter().cloned();
                let first = pieces.next();
                let label = if name.is_empty() { String::new() } else { format!("{name}: ") };
                match first {
                    Some(Piece::Paragraph(words)) => self.done.push(Piece::Paragraph(joined([vec![Inline::text(label)], words]))),
                    Some(other) => {
                        if !name.is_empty() {
                            self.done.push(Piece::Paragraph(vec![Inline::text(format!("{name}:"))]));
                        }
                        self.done.push(other);
                    }
                    None => {}
                }
                self.done.extend(pieces);
            }
        }
    }

    fn say(&mut self, name: &str, words: Words) {
        let before = plain_inline(&self.words);
        if !before.is_empty() {
            let gap = match before.chars().next_back() {
                Some('.' | '!' | '?' | ';' | ':' | ',') => " ",
                // A row without names of columns reads "term: meaning" and "1. point".
                _ if name.is_empty() && before.bytes().all(|b| b.is_ascii_digit()) => ". ",
                _ if name.is_empty() && !before.contains("; ") && !before.contains(": ") && before.split_whitespace().count() <= 8 => ": ",
                _ => "; ",
            };
            self.words.push(Inline::text(gap));
        }
        if !name.is_empty() {
            self.words.push(Inline::text(format!("{name}: ")));
        }
        self.words.extend(words);
    }

    fn close(&mut self) {
        let words = tidy(std::mem::take(&mut self.words));
        if !words.is_empty() {
            self.done.push(Piece::Paragraph(words));
        }
    }

    fn finish(mut self) -> Option<Piece> {
        self.close();
        (!self.done.is_empty()).then_some(Piece::Row(self.done))
    }
}

/// Empty cells at the front of a row stand under the cell above.
pub(super) fn carry(row: &mut Row) {
    if row.cells.iter().all(Cell::is_empty) {
        return;
    }
    row.cells.iter_mut().take_while(|c| c.is_empty()).for_each(|c| c.carried = true);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        let words = |c: &&str| match c.strip_prefix('*') {
            Some(bold) => vec![Inline::Strong { content: vec![Inline::text(bold)] }],
            None => vec![Inline::text(*c)],
        };
        let mut row = Row { cells: cells.iter().map(words).map(Cell::of).collect(), ..Row::default() };
        carry(&mut row);
        row
    }

    fn said(rows: Vec<Row>) -> Vec<String> {
        pieces(rows).iter().map(Piece::plain).collect()
    }

    #[test]
    fn spanned_rows_become_one_sentence() {
        let rows = vec![
            row(&["*ACTIONS", "*Lead", "*Milestone", "*Progress made"]),
            row(&["i) Set up a board", "Programme Manager", "Terms agreed (by Mar. 2017)", "Agreed"]),
            row(&["", "", "Board meets (from Mar. 2017)", ""]),
            row(&["ii) Ask families", "Chair", "Survey done (by May 2017)", ""]),
        ];
        assert_eq!(
            said(rows),
            [
                "ACTIONS: i) Set up a board; Lead: Programme Manager; Milestone: Terms agreed (by Mar. 2017); Progress made: Agreed; \
                 Milestone: Board meets (from Mar. 2017)",
                "ACTIONS: ii) Ask families; Lead: Chair; Milestone: Survey done (by May 2017)",
            ]
        );
    }

    #[test]
    fn a_long_span_is_said_again_where_it_is_cut() {
        let mut rows = vec![row(&["*Action", "*Lead", "*Milestone"]), row(&["Do it", "Chair", "First"])];
        rows.extend((0..20).map(|i| row(&["", "", &format!("step {i} {}", "word ".repeat(20))])));
        let said = said(rows);
        assert!(said.len() > 2);
        assert!(said.iter().all(|s| s.starts_with("Action: Do it; Lead: Chair; Milestone: ")));
        assert!(said.iter().all(|s| s.split_whitespace().count() < MAX_ROW_WORDS + 40));
    }

    #[test]
    fn a_page_break_in_a_cell_is_mended() {
        let mut goes_on = row(&["identifying needs.", "Nursing Officer", "New approach", ""]);
        goes_on.after_gap = true;
        let mut cut = row(&["", "", "and up to date (by Sept. 2017)", ""]);
        cut.after_gap = true;
        let rows = vec![
            row(&["*ACTIONS", "*Lead", "*Milestone", "*Progress"]),
            row(&["v) A framework for", "Director, Chief", "Review done", ""]),
            goes_on,
            row(&["", "", "Records can be found", ""]),
            cut,
        ];
        assert_eq!(
            said(rows),
            ["ACTIONS: v) A framework for identifying needs. Lead: Director, Chief Nursing Officer; Milestone: Review done; \
              Milestone: New approach; Milestone: Records can be found and up to date (by Sept. 2017)"]
        );
    }

    #[test]
    fn names_of_columns_are_told_from_rows() {
        let numbers = vec![row(&["Number", "Measured by", "2017"]), row(&["1.", "Survey", "50%"]), row(&["", "Analytics", "300"])];
        assert_eq!(said(numbers), ["Number: 1. Measured by: Survey; 2017: 50%; Measured by: Analytics; 2017: 300"]);
        let glossary = vec![row(&["ACS", "Adult and Community Services"]), row(&["AP", "Alternative Provision"])];
        let spanned = vec![row(&["A long cell", "one"]), row(&["", "two"])];
        assert_eq!(said(spanned), ["A long cell: one; two"]);
        assert_eq!(said(glossary), ["ACS: Adult and Community Services", "AP: Alternative Provision"]);
    }

    #[test]
    fn names_of_columns_may_come_late_and_plain() {
        let rows = vec![
            row(&["*Outcomes:", "", ""]),
            row(&["ACTIONS", "Lead", "Milestone"]),
            row(&["i) Develop guidelines for all families who ask", "Chair", "Scoped and in place (by Sept. 2017)"]),
        ];
        assert_eq!(
            said(rows),
            [
                "Outcomes:",
                "ACTIONS: i) Develop guidelines for all families who ask; Lead: Chair; Milestone: Scoped and in place (by Sept. 2017)"
            ]
        );
    }

    #[test]
    fn a_second_plan_in_one_table_begins_anew() {
        let rows = vec![
            row(&["*ACTIONS", "*Lead", "*Milestone"]),
            row(&["i) Write letters", "Chair", "Done (by May)"]),
            row(&["*Objective: (b) Better meetings for all", "*Objective Lead: Head", ""]),
            row(&["Outcomes: fewer complaints", "", ""]),
            row(&["ACTIONS", "Lead", "Milestone"]),
            row(&["i) Meet", "Head", "Held (by June)"]),
        ];
        assert_eq!(
            said(rows),
            [
                "ACTIONS: i) Write letters; Lead: Chair; Milestone: Done (by May)",
                "Objective: (b) Better meetings for all",
                "Objective Lead: Head",
                "Outcomes: fewer complaints",
                "ACTIONS: i) Meet; Lead: Head; Milestone: Held (by June)"
            ]
        );
    }

    #[test]
    fn banners_become_headings() {
        let rows = vec![row(&["*Priority one", ""]), row(&["*Objective", "*Lead"]), row(&["Better letters", "Chair"])];
        let found = pieces(rows);
        assert!(matches!(&found[0], Piece::Heading { level, .. } if *level == UNDER + 1));
        assert_eq!(found[1].plain(), "Objective: Better letters; Lead: Chair");
    }
}
