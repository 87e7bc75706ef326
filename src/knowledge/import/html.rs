//! Web pages. The tree is walked step by step, never by functions that call themselves, and its depth is bounded before it is built.

use scraper::{ElementRef, Html, Node, Selector, node::Element};

use super::{
    Limits, Refused,
    piece::{Document, Piece, Words, tidy},
    table::{self, Cell, Row},
};
use crate::{
    content::{Inline, plain_inline},
    text,
};

/// Wider tables are not tables of words.
const MOST_COLUMNS: usize = 60;

/// The words of a page's main part, without what every page of the site has.
pub(super) fn read(html: &str, limits: &Limits) -> Result<Document, Refused> {
    limits.check_depth(html)?;
    let page = Html::parse_document(html);
    let main = main_part(&page);
    let title = title(&page, main);
    let mut document = Document::of(title, walk(main, true));
    document.pieces = super::text::without_noise(document.pieces);
    Ok(document)
}

/// The pieces of a bit of HTML inside other text, such as a table or a cell.
pub(super) fn fragment(html: &str) -> Vec<Piece> {
    let page = Html::parse_fragment(html);
    walk(page.root_element(), false)
}

/// Whether a text holds tags at all.
pub(super) fn has_tags(text: &str) -> bool {
    let tag = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        (1..=10).contains(&length) && rest.contains('>') && rest.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    text.match_indices('<').any(|(at, _)| tag(&text[at + 1..])) || text.contains("&amp;") || text.contains("&nbsp;")
}

fn select<'a>(page: &'a Html, what: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(what).map(|s| page.select(&s).collect()).unwrap_or_default()
}

fn main_part(page: &Html) -> ElementRef<'_> {
    for what in ["main", "[role=main]", "#main-content", "#maincontent", "#content", "#main", "article", "body"] {
        let found = select(page, what);
        // Several articles are a list of them; one is the page.
        if let [only] = found.as_slice()
            && (what == "body" || text::words(&only.text().collect::<String>()).len() >= 20)
        {
            return *only;
        }
    }
    page.root_element()
}

fn title(page: &Html, main: ElementRef<'_>) -> Option<String> {
    let clean = |e: &ElementRef<'_>| {
        let words = plain_inline(&tidy(vec![Inline::text(e.text().collect::<String>())]));
        (!words.is_empty()).then_some(words)
    };
    let heading = Selector::parse("h1").ok().and_then(|s| main.select(&s).next().as_ref().and_then(clean));
    let heading = heading.or_else(|| select(page, "h1").first().and_then(clean));
    heading.or_else(|| {
        let whole = select(page, "title").first().and_then(clean)?;
        // "Short breaks - Norfolk County Council": the page first, then whose it is.
        let own = [" | ", " - ", " – "].iter().filter_map(|gap| whole.split_once(gap)).map(|(own, _)| own.len()).min();
        Some(own.map_or(whole.clone(), |length| whole[..length].to_owned()))
    })
}

/// Elements whose words nobody reads as part of the page.
fn is_noise(element: &Element, in_page: bool) -> bool {
    let name = element.name();
    if matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "iframe"
            | "object"
            | "select"
            | "button"
            | "input"
            | "textarea"
            | "head"
            | "dialog"
            | "math"
            | "canvas"
            | "audio"
            | "video"
    ) {
        return true;
    }
    if !in_page {
        return false;
    }
    let hidden = element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element.attr("style").is_some_and(|s| s.replace(' ', "").to_ascii_lowercase().contains("display:none"));
    let role = element.attr("role").unwrap_or_default();
    if hidden || matches!(name, "nav" | "footer") {
        return true;
    }
    if matches!(role, "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu" | "menubar" | "toolbar") {
        return true;
    }
    let names = element.attr("class").into_iter().chain(element.attr("id")).flat_map(str::split_whitespace);
    names.into_iter().any(names_noise)
}

/// Names that sites give to what is not the page: whole words of a class or id.
fn names_noise(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let whole = [
        "visually-hidden",
        "visuallyhidden",
        "sr-only",
        "screen-reader-text",
        "skip-link",
        "skiplink",
        "govuk-visually-hidden",
        "contents-list",
        "back-to-top",
        "print-only",
        "noprint",
        "no-print",
    ];
    if whole.iter().any(|w| name.ends_with(w)) {
        return true;
    }
    let parts: Vec<&str> = name.split(['-', '_']).filter(|p| !p.is_empty()).collect();
    let noise = |p: &&str| {
        matches!(
            *p,
            "cookie"
                | "cookies"
                | "consent"
                | "breadcrumb"
                | "breadcrumbs"
                | "navbar"
                | "nav"
                | "share"
                | "sharing"
                | "social"
                | "feedback"
                | "survey"
                | "pagination"
                | "pager"
                | "skiplink"
                | "newsletter"
                | "subscribe"
                | "advert"
                | "ads"
                | "masthead"
        )
    };
    parts.iter().any(noise)
        || name == "menu"
        || name.contains("related-nav")
        || name.contains("site-footer")
        || name.contains("site-header")
}

/// What is open: the page, or a cell of a table inside it.
struct Frame {
    pieces: Vec<Piece>,
    words: Words,
    /// Bold tags and links that are open in this frame, outermost first; each holds what was said before it.
    inner: Vec<(Inner, Words)>,
    lists: Vec<Option<u64>>,
    /// The kind of block that the words will be.
    block: BlockKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    Paragraph,
    Heading(u8),
    Item(Option<u64>),
    Term,
}

enum Inner {
    Bold,
    Link(String),
}

impl Frame {
    fn new() -> Self {
        Self { pieces: Vec::new(), words: Vec::new(), inner: Vec::new(), lists: Vec::new(), block: BlockKind::Paragraph }
    }

    fn close_inner(&mut self) -> Option<Inner> {
        let (kind, before) = self.inner.pop()?;
        let content = std::mem::replace(&mut self.words, before);
        match &kind {
            Inner::Bold => self.words.push(Inline::Strong { content }),
            // Within its own site or page a link leads nowhere once the words stand elsewhere.
            Inner::Link(target) if target.is_empty() => self.words.extend(content),
            Inner::Link(target) => self.words.push(Inline::Link { target: target.clone(), content }),
        }
        Some(kind)
    }

    /// Ends a block; bold and links that go on after it are opened again.
    fn end_block(&mut self) {
        let mut reopen = Vec::new();
        while let Some(kind) = self.close_inner() {
            reopen.push(kind);
        }
        let words = tidy(std::mem::take(&mut self.words));
        if !words.is_empty() {
            let piece = match self.block {
                BlockKind::Heading(level) => Piece::Heading { level, words },
                BlockKind::Item(number) => Piece::Item { depth: self.lists.len().saturating_sub(1), number, words },
                BlockKind::Term => Piece::Paragraph(vec![Inline::Strong { content: words }]),
                BlockKind::Paragraph if self.lists.is_empty() => Piece::Paragraph(words),
                // A second paragraph of an item goes on in it.
                BlockKind::Paragraph => match self.pieces.last_mut() {
                    Some(Piece::Item { words: item, .. }) => {
                        item.push(Inline::Break);
                        item.extend(words);
                        self.reopen(reopen);
                        return;
                    }
                    _ => Piece::Item { depth: self.lists.len() - 1, number: None, words },
                },
            };
            self.pieces.push(piece);
            if matches!(self.block, BlockKind::Item(_)) {
                self.block = BlockKind::Paragraph;
            }
        }
        self.reopen(reopen);
    }

    fn reopen(&mut self, kinds: Vec<Inner>) {
        for kind in kinds.into_iter().rev() {
            let before = std::mem::take(&mut self.words);
            self.inner.push((kind, before));
        }
    }
}

/// A table that is open, and how far its spanning cells still reach.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    row: Option<Row>,
    /// For each column, how many rows more the cell above reaches.
    spans: Vec<(usize, Cell)>,
    cell: (usize, usize, bool),
    in_head: bool,
    all_head: bool,
}

/// Goes through the tree step by step: down to the first child, along the siblings, up again.
fn walk(root: ElementRef<'_>, in_page: bool) -> Vec<Piece> {
    let mut walker = Walker { frames: vec![Frame::new()], tables: Vec::new() };
    // Where the page has no main part, its header is the site's.
    let whole = in_page && matches!(root.value().name(), "body" | "html");
    let mut node = *root;
    loop {
        let mut down = None;
        match node.value() {
            Node::Text(words) => walker.text(words),
            Node::Element(element) => {
                let noise = is_noise(element, in_page) || (whole && element.name() == "header");
                if !noise || node.id() == root.id() {
                    walker.open(element);
                    down = node.first_child();
                    if down.is_none() {
                        walker.close(element.name());
                    }
                }
            }
            _ => {}
        }
        if let Some(child) = down {
            node = child;
            continue;
        }
        loop {
            if node.id() == root.id() {
                return walker.finish();
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return walker.finish() };
            if let Node::Element(element) = parent.value() {
                walker.close(element.name());
            }
            node = parent;
        }
    }
}

struct Walker {
    frames: Vec<Frame>,
    tables: Vec<Table>,
}

impl Walker {
    fn frame(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    fn text(&mut self, words: &str) {
        if let Some(frame) = self.frame() {
            frame.words.push(Inline::text(words));
        }
    }

    fn open(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "table" => {
                if let Some(frame) = self.frame() {
                    frame.end_block();
                }
                self.tables.push(Table::default());
            }
            "thead" => self.in_table(|t| t.in_head = true),
            "tbody" | "tfoot" => self.in_table(|t| t.in_head = false),
            "tr" => self.in_table(|t| (t.row, t.all_head) = (Some(Row::default()), true)),
            "td" | "th" if !self.tables.is_empty() => {
                let span = |key: &str| element.attr(key).and_then(|v| v.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, 40);
                let cell = (span("rowspan"), span("colspan"), name == "th");
                self.in_table(|t| {
                    t.cell = cell;
                    t.all_head &= cell.2;
                    t.row.get_or_insert_default();
                });
                self.frames.push(Frame::new());
            }
            _ => {
                let Some(frame) = self.frames.last_mut() else { return };
                match name {
                    "br" => frame.words.push(Inline::Break),
                    "b" | "strong" => frame.reopen(vec![Inner::Bold]),
                    "a" => {
                        let target = element.attr("href").unwrap_or_default().trim();
                        let outside = ["https://", "http://", "mailto:", "tel:"].iter().any(|s| target.starts_with(s));
                        frame.reopen(vec![Inner::Link(if outside { target.to_owned() } else { String::new() })]);
                    }
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                        frame.end_block();
                        frame.block = BlockKind::Heading(name.as_bytes()[1] - b'0');
                    }
                    "ul" | "ol" | "menu" => {
                        frame.end_block();
                        let start = element.attr("start").and_then(|s| s.trim().parse().ok()).unwrap_or(1);
                        frame.lists.push((name == "ol").then_some(start));
                        frame.block = BlockKind::Paragraph;
                    }
                    "li" => {
                        frame.end_block();
                        let number = match frame.lists.last_mut() {
                            Some(Some(next)) => {
                                *next += 1;
                                Some(*next - 1)
                            }
                            Some(None) => None,
                            None => {
                                frame.lists.push(None);
                                None
                            }
                        };
                        frame.block = BlockKind::Item(number);
                    }
                    "dt" => {
                        frame.end_block();
                        frame.block = BlockKind::Term;
                    }
                    _ if is_block(name) => frame.end_block(),
                    _ => {}
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table" => self.close_table(),
            "tr" => self.close_row(),
            "thead" => self.in_table(|t| t.in_head = false),
            "td" | "th" if !self.tables.is_empty() && self.frames.len() > 1 => self.close_cell(),
            _ => {
                let Some(frame) = self.frames.last_mut() else { return };
                match name {
                    "b" | "strong" | "a" => {
                        frame.close_inner();
                    }
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" => {
                        frame.end_block();
                        frame.block = BlockKind::Paragraph;
                    }
                    "ul" | "ol" | "menu" => {
                        frame.end_block();
                        frame.lists.pop();
                        frame.block = BlockKind::Paragraph;
                    }
                    "li" => {
                        frame.end_block();
                        frame.block = BlockKind::Paragraph;
                    }
                    _ if is_block(name) => frame.end_block(),
                    _ => {}
                }
            }
        }
    }

    fn in_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn close_cell(&mut self) {
        let Some(mut frame) = self.frames.pop() else { return };
        frame.end_block();
        let Some(table) = self.tables.last_mut() else { return };
        let (rows, columns, head) = table.cell;
        let row = table.row.get_or_insert_default();
        fill(row, &mut table.spans, false);
        let mut cell = Cell { pieces: frame.pieces, carried: false };
        if head {
            // A heading cell of a column is a name, bold or not.
            cell.pieces.iter_mut().for_each(bold);
        }
        for column in 0..columns.min(MOST_COLUMNS.saturating_sub(row.cells.len())) {
            let at = row.cells.len();
            // A name over two columns is the name of both; a value over two is said once.
            let own = if column == 0 || head && table.all_head { cell.clone() } else { Cell::default() };
            if rows > 1 {
                if table.spans.len() <= at {
                    table.spans.resize(at + 1, (0, Cell::default()));
                }
                table.spans[at] = (rows - 1, own.clone());
            }
            row.cells.push(own);
        }
    }

    fn close_row(&mut self) {
        self.in_table(|table| {
            let Some(mut row) = table.row.take() else { return };
            fill(&mut row, &mut table.spans, true);
            row.head = table.in_head || (table.all_head && !row.cells.is_empty());
            table.rows.push(row);
        });
    }

    fn close_table(&mut self) {
        self.close_row();
        let Some(mut table) = self.tables.pop() else { return };
        // A first row of names alone is the head; a later one of a single name is a banner.
        for row in &mut table.rows {
            row.head &= row.cells.len() > 1;
        }
        let Some(frame) = self.frames.last_mut() else { return };
        frame.pieces.extend(table::pieces(table.rows));
    }

    fn finish(mut self) -> Vec<Piece> {
        while self.frames.len() > 1 || !self.tables.is_empty() {
            if self.frames.len() > 1 {
                self.close_cell();
            }
            self.close_table();
        }
        let Some(mut frame) = self.frames.pop() else { return Vec::new() };
        frame.end_block();
        frame.pieces
    }
}

/// The cells that reach down into this row from above, before the next of its own (or, at its end, all that are left).
fn fill(row: &mut Row, spans: &mut [(usize, Cell)], to_the_end: bool) {
    while let Some((left, cell)) = spans.get_mut(row.cells.len()) {
        if *left == 0 {
            if to_the_end && spans[row.cells.len()..].iter().any(|(left, _)| *left > 0) {
                row.cells.push(Cell::default());
                continue;
            }
            return;
        }
        *left -= 1;
        // At the front it carries on the row above; further in, its words are said again.
        let front = row.cells.iter().all(|c| c.carried);
        row.cells.push(if front { Cell { pieces: Vec::new(), carried: true } } else { cell.clone() });
    }
}

fn bold(piece: &mut Piece) {
    if let Piece::Paragraph(words) = piece {
        let content = std::mem::take(words);
        *words = vec![Inline::Strong { content }];
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "aside"
            | "blockquote"
            | "pre"
            | "dl"
            | "dd"
            | "figure"
            | "figcaption"
            | "address"
            | "hr"
            | "details"
            | "summary"
            | "fieldset"
            | "legend"
            | "form"
            | "caption"
            | "body"
            | "html"
            | "center"
            | "label"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(html: &str) -> Vec<String> {
        let page = read(html, &Limits::default()).unwrap();
        page.pieces
            .iter()
            .map(|p| match &p.piece {
                Piece::Heading { level, .. } => format!("{} {}", "#".repeat(usize::from(*level)), p.piece.plain()),
                Piece::Item { depth, number, .. } => {
                    format!("{}{} {}", "  ".repeat(*depth), number.map_or("-".to_owned(), |n| format!("{n}.")), p.piece.plain())
                }
                piece => piece.plain(),
            })
            .collect()
    }

    #[test]
    fn a_page_without_its_frame() {
        let html = "<html><head><title>Short breaks - Council</title></head><body><header>Menu</header>
            <div class='cookie-banner'>We use cookies</div><nav>Home</nav>
            <main><h1>Short breaks</h1><p>Time off &amp; rest for <b>carers</b>.<br>Ask us.</p>
            <ul><li>Day clubs<ul><li>Saturday</li></ul></li><li><p>Sitting</p><p>at home</p></li></ul>
            <ol start=3><li>Ring</li><li>Wait</li></ol><aside>Only for residents</aside><script>x()</script></main>
            <footer>© Council</footer></body></html>";
        assert_eq!(
            said(html),
            [
                "# Short breaks",
                "Time off & rest for carers.\nAsk us.",
                "- Day clubs",
                "  - Saturday",
                "- Sitting\nat home",
                "3. Ring",
                "4. Wait",
                "Only for residents"
            ]
        );
    }

    #[test]
    fn spans_of_tables_reach_where_they_should() {
        let html = "<table><tr><th>Action</th><th>Lead</th><th colspan=2>When</th></tr>
            <tr><td rowspan=2>Board</td><td rowspan=2>Chair</td><td>Terms</td><td>May</td></tr>
            <tr><td>Meets</td><td>June</td></tr><tr><td>Survey</td><td>Team</td><td colspan=2>July</td></tr></table>";
        assert_eq!(
            said(html),
            ["Action: Board; Lead: Chair; When: Terms; When: May; When: Meets; When: June", "Action: Survey; Lead: Team; When: July"]
        );
    }

    #[test]
    fn depth_is_refused_before_the_tree_is_built() {
        let deep = format!("<p>word{}", "<div>".repeat(100_000));
        assert!(read(&deep, &Limits::default()).is_err());
        let wide = "<p>one<p>two".repeat(2_000);
        assert_eq!(read(&wide, &Limits::default()).unwrap().pieces.len(), 4_000);
    }

    #[test]
    fn broken_html_is_read_for_its_words() {
        assert_eq!(said("<table><tr><td>a<td>b</table></b></td><p>c<li>d</ul>"), ["a: b", "c", "- d"]);
    }
}
