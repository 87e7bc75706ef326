//! Pieces into passages: what somebody has to see at once to understand it.
//!
//! A passage never crosses a heading, except that what is too small to stand alone joins its neighbour. A list keeps the line that leads
//! into it, and says it again where the list is cut. Rows of a table that say something by themselves stand alone, since the row above
//! is about something else; short rows stand together.

use super::piece::{Document, Piece, Placed, UNDER, Words, count};
use crate::{
    content::{Inline, plain_inline},
    text,
};

/// Most words in a passage; the loader cuts at 220.
const MAX_WORDS: usize = 200;
/// What a passage of running text aims at.
const AIM: usize = 150;
/// A row of at least so many words stands alone.
const ROW_ALONE: usize = 30;
/// Short rows stand together up to so many words.
const ROWS_TOGETHER: usize = 90;
/// A share of running text with fewer words joins its neighbour, where both fit into one passage.
const SMALL_SHARE: usize = 40;
/// Fewer words do not stand alone beside others of their section.
const TOO_SMALL: usize = 14;
/// Fewer words do not even stand alone where their section ends: "Contact us", a name under a picture.
const CRUMB: usize = 8;
/// A list after a row that says what the row leads to belongs to it up to this size.
const AFTERWORD: usize = 45;
/// A heading has at most so many words; a longer one is a paragraph that was made bold.
const MAX_HEADING: usize = 45;

/// A passage of the article to be.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    /// The headings above it, outermost first.
    pub path: Vec<String>,
    pub pieces: Vec<Piece>,
    pub page: Option<u32>,
}

impl Part {
    fn size(&self) -> usize {
        self.pieces.iter().map(Piece::size).sum()
    }
}

/// The passages of a document, in reading order.
pub(super) fn of(document: &Document, title: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let pieces = nested(mended(without_title(document.pieces.clone(), title)));
    for section in sections(pieces, title) {
        out.extend(packed(section));
    }
    joined(out)
}

/// The title stands at the head of the article; a document often says it twice.
fn without_title(pieces: Vec<Placed>, title: &str) -> Vec<Placed> {
    let title = text::fold(title);
    let is_title = |p: &Placed| matches!(p.piece, Piece::Paragraph(_)) && text::fold(&p.piece.plain()) == title;
    pieces.into_iter().enumerate().filter(|(i, p)| *i >= 4 || !is_title(p)).map(|(_, p)| p).collect()
}

/// A paragraph that a page's end cut in two is one again.
fn mended(pieces: Vec<Placed>) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::with_capacity(pieces.len());
    for placed in pieces {
        if let (Some(Placed { piece: Piece::Paragraph(before), .. }), Piece::Paragraph(words)) = (out.last_mut(), &placed.piece) {
            let (first, second) = (plain_inline(before), plain_inline(words));
            let open = first.ends_with(|c: char| c.is_alphanumeric() || c == ',');
            let small = second.starts_with(|c: char| c.is_lowercase()) && super::piece::item_mark(&second).is_none();
            // A footnote begins with its number.
            let note = second.starts_with(|c: char| c.is_numeric());
            let long = !note && count(before) >= 25 && count(words) >= 8 && second.ends_with('.');
            if open && ((small && count(before) >= 6) || long) {
                before.push(Inline::text(" "));
                before.extend(words.clone());
                continue;
            }
        }
        out.push(placed);
    }
    out
}

/// Points that a document names "a)" with "i)" under them, though it sets them all alike.
fn nested(mut pieces: Vec<Placed>) -> Vec<Placed> {
    let mut outer: Option<char> = None;
    let mut inner: Option<usize> = None;
    for placed in &mut pieces {
        let Piece::Item { depth, words, .. } = &mut placed.piece else {
            (outer, inner) = (None, None);
            continue;
        };
        let text = plain_inline(words);
        let label = text.trim_start_matches('(').split(')').next().unwrap_or_default();
        let labelled = matches!(super::piece::item_mark(&text), Some((super::piece::Mark::Label, _)));
        if *depth > 0 || !labelled {
            continue;
        }
        let follows = |last: Option<char>| last.and_then(|c| char::from_u32(c as u32 + 1)).is_some_and(|c| label == c.to_string());
        let roman = ROMAN.iter().position(|r| *r == label);
        let goes_on = roman.is_some_and(|n| if n == 0 { outer.is_some() && !follows(outer) } else { inner == Some(n - 1) });
        if goes_on {
            inner = roman;
            *depth = 1;
        } else {
            outer = label.chars().next().filter(|_| label.len() == 1);
            inner = None;
        }
    }
    pieces
}

const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

struct Section {
    path: Vec<String>,
    pieces: Vec<Placed>,
}

/// A heading that ends in a colon and has only a list or rows under it is the line that leads into them: what follows the list is not its.
fn leads(heading: &Words, next: Option<&Placed>) -> bool {
    plain_inline(heading).trim_end().ends_with(':')
        && next.is_some_and(|next| match &next.piece {
            Piece::Item { .. } | Piece::Row(_) => true,
            Piece::Paragraph(words) => count(words) < 12,
            Piece::Heading { .. } => false,
        })
}

fn sections(pieces: Vec<Placed>, title: &str) -> Vec<Section> {
    let title = text::fold(title);
    let mut path: Vec<(u8, String)> = Vec::new();
    let mut absolute = 0;
    let mut out = vec![Section { path: Vec::new(), pieces: Vec::new() }];
    let mut lost: Option<Placed> = None;
    let mut waiting = pieces.into_iter().peekable();
    while let Some(placed) = waiting.next() {
        let Piece::Heading { level, words } = &placed.piece else {
            lost = None;
            if let Some(section) = out.last_mut() {
                section.pieces.push(placed);
            }
            continue;
        };
        let heading = plain_inline(words).split_whitespace().collect::<Vec<_>>().join(" ");
        if heading.is_empty() || text::fold(&heading) == title {
            continue;
        }
        let level = if *level >= UNDER {
            absolute + (*level - UNDER)
        } else {
            absolute = *level;
            *level
        };
        if leads(words, waiting.peek()) || count(words) > MAX_HEADING {
            // It ends what stood under headings as deep as it, and is a line of what lies above them.
            while path.last().is_some_and(|(l, _)| *l >= level) {
                path.pop();
            }
            let shown = shown(&path);
            let line = Placed { piece: Piece::Paragraph(words.clone()), page: placed.page };
            match out.last_mut().filter(|s| s.path == shown) {
                Some(section) => section.pieces.push(line),
                None => out.push(Section { path: shown, pieces: vec![line] }),
            }
            lost = None;
            continue;
        }
        // A heading that another of its level follows at once has nothing under it; its words still stand in the document.
        if let Some(lost) = lost.take()
            && path.last().is_some_and(|(l, _)| *l >= level)
        {
            say_before(&mut out, lost);
        }
        while path.last().is_some_and(|(l, _)| *l >= level) {
            path.pop();
        }
        path.push((level, heading));
        lost = Some(placed);
        out.push(Section { path: shown(&path), pieces: Vec::new() });
    }
    if let Some(lost) = lost {
        say_before(&mut out, lost);
    }
    out.retain(|s| !s.pieces.is_empty());
    out
}

/// The loader knows six levels, and the article's title takes the first.
fn shown(path: &[(u8, String)]) -> Vec<String> {
    path[path.len().saturating_sub(5)..].iter().map(|(_, h)| h.clone()).collect()
}

/// Puts a heading with nothing under it as words where words stood last.
fn say_before(sections: &mut [Section], heading: Placed) {
    let Piece::Heading { words, .. } = heading.piece else { return };
    let own = sections.len().saturating_sub(1);
    let place = sections[..own].iter().rposition(|s| !s.pieces.is_empty()).unwrap_or(0);
    if let Some(section) = sections.get_mut(place) {
        section.pieces.push(Placed { piece: Piece::Paragraph(words), page: heading.page });
    }
}

/// Pieces that stay together: a paragraph, a list with its lead-in or as much of it as fits, a row.
#[derive(Debug)]
struct Atom {
    pieces: Vec<Piece>,
    page: Option<u32>,
    row: bool,
    /// It ends in a colon, or leads in otherwise: what follows must follow.
    leads: bool,
    size: usize,
}

impl Atom {
    fn new(pieces: Vec<Piece>, page: Option<u32>) -> Self {
        let size = pieces.iter().map(Piece::size).sum();
        let row = matches!(pieces.last(), Some(Piece::Row(_)));
        let leads = pieces.last().is_some_and(|p| matches!(p, Piece::Paragraph(_)) && p.plain().trim_end().ends_with(':'));
        Self { pieces, page, row, leads, size }
    }
}

fn atoms(pieces: Vec<Placed>) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    let mut waiting = pieces.into_iter().peekable();
    while let Some(Placed { piece, page }) = waiting.next() {
        match piece {
            Piece::Item { .. } => {
                let mut items = vec![(piece, page)];
                while let Some(next) = waiting.next_if(|p| matches!(p.piece, Piece::Item { .. })) {
                    items.push((next.piece, next.page));
                }
                let mut lead = out.pop_if(|a| !a.row && (a.leads || leads_in(&a.pieces)));
                // Of a long paragraph only the last sentence leads into the list.
                if let Some(long) = lead.take_if(|a| a.size > 50) {
                    let (rest, last) = last_sentence(long);
                    out.extend(rest);
                    lead = last;
                }
                out.extend(list(lead, items));
            }
            Piece::Paragraph(words) if count(&words) > MAX_WORDS => {
                out.extend(sentences(&words).into_iter().map(|w| Atom::new(vec![Piece::Paragraph(w)], page)));
            }
            Piece::Row(ref inner) if piece.size() > MAX_WORDS + 20 => {
                let inner = inner.iter().cloned().map(|piece| Placed { piece, page }).collect();
                let mut cut = atoms(inner);
                cut.iter_mut().for_each(|a| a.row = true);
                out.extend(cut);
            }
            piece => out.push(Atom::new(vec![piece], page)),
        }
    }
    out
}

/// A paragraph and its last sentence, which leads into a list.
fn last_sentence(atom: Atom) -> (Option<Atom>, Option<Atom>) {
    let [Piece::Paragraph(words)] = atom.pieces.as_slice() else { return (None, Some(atom)) };
    let mut all = text::sentences(&plain_inline(words));
    let last = all.pop().filter(|l| l.split_whitespace().count() <= 40);
    let (Some(last), false) = (last, all.is_empty()) else { return (Some(atom), None) };
    let part = |text: String| Some(Atom::new(vec![Piece::Paragraph(vec![Inline::text(text)])], atom.page));
    (part(all.join(" ")), part(last))
}

/// "The team has", on a line by itself before a list.
fn leads_in(pieces: &[Piece]) -> bool {
    let [Piece::Paragraph(words)] = pieces else { return false };
    let text = plain_inline(words);
    let text = text.trim_end();
    count(words) <= 30 && !text.ends_with(['.', '!', '?'])
}

fn list(lead: Option<Atom>, items: Vec<(Piece, Option<u32>)>) -> Vec<Atom> {
    // An item and those under it are one.
    let mut groups: Vec<Vec<(Piece, Option<u32>)>> = Vec::new();
    for item in items {
        let top = matches!(item.0, Piece::Item { depth: 0, .. });
        match groups.last_mut() {
            Some(group) if !top => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    let size_of = |g: &[(Piece, Option<u32>)]| g.iter().map(|(p, _)| p.size()).sum::<usize>();
    let (lead_pieces, lead_page) = lead.map(|a| (a.pieces, a.page)).unwrap_or_default();
    let lead_size: usize = lead_pieces.iter().map(Piece::size).sum();
    let total: usize = groups.iter().map(|g| size_of(g)).sum();
    // Cut evenly, so that no crumb is left over.
    let room = MAX_WORDS.saturating_sub(lead_size).max(60);
    let shares = total.div_ceil(room).max(1);
    let share = total.div_ceil(shares);
    let mut out: Vec<Atom> = Vec::new();
    let mut held: Vec<Piece> = Vec::new();
    let (mut size, mut page) = (0, lead_page);
    for group in groups.into_iter().flat_map(|g| cut_group(g, room)) {
        let own = size_of(&group);
        if !held.is_empty() && (size + own > room || size + own / 2 > share) {
            out.push(Atom::new([lead_pieces.clone(), std::mem::take(&mut held)].concat(), page));
            (size, page) = (0, None);
        }
        size += own;
        page = page.or_else(|| group.first().and_then(|(_, p)| *p));
        held.extend(group.into_iter().map(|(p, _)| p));
    }
    if !held.is_empty() {
        out.push(Atom::new([lead_pieces, held].concat(), page));
    }
    out
}

/// An item with too much under it is cut between those, and said again.
fn cut_group(group: Vec<(Piece, Option<u32>)>, room: usize) -> Vec<Vec<(Piece, Option<u32>)>> {
    let size: usize = group.iter().map(|(p, _)| p.size()).sum();
    let Some((first, under)) = group.split_first().filter(|_| size > room) else { return vec![group] };
    let own = first.0.size();
    let share = size.div_ceil(size.div_ceil(room.saturating_sub(own).max(40)));
    let mut out = vec![vec![first.clone()]];
    let mut held = own;
    for item in under {
        if held + item.0.size() > room || held + item.0.size() / 2 > share + own {
            out.push(vec![first.clone()]);
            held = own;
        }
        held += item.0.size();
        if let Some(last) = out.last_mut() {
            last.push(item.clone());
        }
    }
    out
}

fn sentences(words: &Words) -> Vec<Words> {
    let all = text::sentences(&plain_inline(words));
    let total = count(words);
    let share = total.div_ceil(total.div_ceil(AIM).max(1));
    let mut out: Vec<String> = Vec::new();
    let mut size = 0;
    for sentence in all {
        // A sentence without an end, as a table flattened by a printer is, is cut by words.
        let own: Vec<&str> = sentence.split_whitespace().collect();
        for piece in own.chunks(MAX_WORDS) {
            match out.last_mut() {
                Some(last) if size + piece.len() / 2 <= share && size + piece.len() <= MAX_WORDS => {
                    last.push(' ');
                    last.push_str(&piece.join(" "));
                    size += piece.len();
                }
                _ => {
                    out.push(piece.join(" "));
                    size = piece.len();
                }
            }
        }
    }
    out.into_iter().map(|s| vec![Inline::text(s)]).collect()
}

/// The atoms of a section in passages: running text in even shares, rows by themselves or with rows as short as they.
fn packed(section: Section) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut atoms = atoms(section.pieces).into_iter().peekable();
    let part = |atoms: Vec<Atom>| Part {
        path: section.path.clone(),
        page: atoms.iter().find_map(|a| a.page),
        pieces: atoms.into_iter().flat_map(|a| a.pieces).collect(),
    };
    while atoms.peek().is_some() {
        let mut run: Vec<Atom> = Vec::new();
        while let Some(atom) = atoms.next_if(|a| !a.row) {
            run.push(atom);
        }
        // What leads into the rows goes with them, and so does a crumb before them.
        let follows = atoms.peek().is_some();
        let lead = run.pop_if(|last| follows && (last.leads || last.size < TOO_SMALL));
        // And a short list right after a row says what the row leads to.
        if let (Some(before), Some(first)) = (out.last_mut(), run.first())
            && matches!(before.pieces.last(), Some(Piece::Row(_)))
            && first.size <= AFTERWORD
            && first.pieces.len() > 1
            && before.size() + first.size <= MAX_WORDS
        {
            before.pieces.extend(run.remove(0).pieces);
        }
        out.extend(shares(run).into_iter().map(part));
        let mut rows: Vec<Atom> = lead.into_iter().collect();
        let mut size = rows.iter().map(|a| a.size).sum::<usize>();
        let mut any = false;
        while let Some(atom) = atoms.next_if(|a| a.row) {
            let alone = atom.size >= ROW_ALONE || size >= ROWS_TOGETHER || size + atom.size > ROWS_TOGETHER;
            if any && alone {
                out.push(part(std::mem::take(&mut rows)));
                size = 0;
            }
            any = true;
            // After one that stands alone nothing joins.
            size += if atom.size >= ROW_ALONE { ROWS_TOGETHER } else { atom.size };
            rows.push(atom);
        }
        if !rows.is_empty() {
            out.push(part(rows));
        }
    }
    out
}

fn shares(atoms: Vec<Atom>) -> Vec<Vec<Atom>> {
    let total: usize = atoms.iter().map(|a| a.size).sum();
    if total <= MAX_WORDS {
        return if atoms.is_empty() { Vec::new() } else { vec![atoms] };
    }
    let share = total.div_ceil(total.div_ceil(AIM));
    let mut out: Vec<Vec<Atom>> = Vec::new();
    let mut size = 0;
    let mut leads = false;
    for atom in atoms {
        let fits = size + atom.size <= MAX_WORDS && (size + atom.size / 2 <= share || leads);
        size = if fits { size + atom.size } else { atom.size };
        leads = atom.leads;
        match out.last_mut() {
            Some(last) if fits => last.push(atom),
            _ => out.push(vec![atom]),
        }
    }
    // A small share left over joins the one before, where the two fit.
    let mut at = 1;
    while at < out.len() {
        let size = |part: &[Atom]| part.iter().map(|a| a.size).sum::<usize>();
        let (before, own) = (size(&out[at - 1]), size(&out[at]));
        if before.min(own) < SMALL_SHARE && before + own <= MAX_WORDS {
            let atoms = out.remove(at);
            out[at - 1].extend(atoms);
        } else {
            at += 1;
        }
    }
    out
}

/// What is too small to stand alone joins the passage it belongs to most: its own section's, the next one under it, the one before.
fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut waiting = parts.into_iter().peekable();
    while let Some(mut part) = waiting.next() {
        let size = part.size();
        if size >= TOO_SMALL {
            out.push(part);
            continue;
        }
        let fits = |other: &Part| other.size() + size + 12 <= MAX_WORDS + 15;
        if let Some(last) = out.last_mut().filter(|l| l.path == part.path && fits(l)) {
            last.pieces.append(&mut part.pieces);
        } else if let Some(next) = waiting.peek_mut().filter(|n| n.path == part.path && fits(n)) {
            next.pieces.splice(0..0, part.pieces);
            next.page = part.page.or(next.page);
        } else if size + part.path.last().map_or(0, |h| text::words(h).len()) >= CRUMB {
            out.push(part);
        } else if let Some(next) = waiting.peek_mut().filter(|n| n.path.starts_with(&part.path) && fits(n)) {
            next.pieces.splice(0..0, part.pieces);
            next.page = part.page.or(next.page);
        } else if let Some(last) = out.last_mut().filter(|l| is_near(&l.path, &part.path) && fits(l)) {
            side_by_side(last, part);
        } else if let Some(next) = waiting.peek_mut().filter(|n| is_near(&n.path, &part.path) && fits(n)) {
            side_by_side(&mut part, std::mem::take(next));
            *next = part;
        } else {
            out.push(part);
        }
    }
    out
}

/// Two neighbours as one: where the first is small, too, both stand under what is above them with their headings as words, so that
/// neither passes for the other's; a first one of some size keeps its heading.
fn side_by_side(first: &mut Part, second: Part) {
    let shared = first.path.iter().zip(&second.path).take_while(|(x, y)| x == y).count();
    let said = |path: &[String]| path.iter().map(|h| Piece::Paragraph(vec![Inline::text(h.as_str())])).collect::<Vec<_>>();
    if first.size() < 40 {
        let own = said(&first.path[shared..]);
        first.pieces.splice(0..0, own);
        first.path.truncate(shared);
    }
    first.pieces.extend(said(&second.path[shared..]));
    first.pieces.extend(second.pieces);
    first.page = first.page.or(second.page);
}

/// Beside or under one another.
fn is_near(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    shared + 1 >= b.len() && shared + 1 >= a.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(n: usize, tag: &str) -> Words {
        vec![Inline::text((0..n).map(|i| format!("{tag}{i}")).collect::<Vec<_>>().join(" "))]
    }

    fn heading(level: u8, text: &str) -> Piece {
        Piece::Heading { level, words: vec![Inline::text(text)] }
    }

    fn item(n: usize, tag: &str) -> Piece {
        Piece::Item { depth: 0, number: None, words: words(n, tag) }
    }

    fn cut(pieces: Vec<Piece>) -> Vec<Part> {
        of(&Document::of(None, pieces), "Title")
    }

    #[test]
    fn a_cut_list_says_its_lead_in_again() {
        let mut pieces = vec![heading(2, "Who"), Piece::Paragraph(vec![Inline::text("The team has:")])];
        pieces.extend((0..20).map(|_| item(20, "w")));
        let parts = cut(pieces);
        assert!(parts.len() >= 2);
        for part in &parts {
            assert_eq!(part.pieces[0].plain(), "The team has:");
            assert!(part.size() <= MAX_WORDS, "{}", part.size());
            assert!(part.size() > 80, "{}", part.size());
        }
    }

    #[test]
    fn points_of_points_are_nested() {
        let item = |text: &str| Piece::Item { depth: 0, number: None, words: vec![Inline::text(text)] };
        let labels = ["a) one", "i) under one", "ii) under one", "b) two", "c) three", "i) under three", "d) four"];
        let placed = labels.iter().map(|l| Placed { piece: item(l), page: None }).collect();
        let depths: Vec<usize> = nested(placed).iter().map(|p| if let Piece::Item { depth, .. } = p.piece { depth } else { 9 }).collect();
        assert_eq!(depths, [0, 1, 1, 0, 0, 1, 0]);
    }

    #[test]
    fn a_heading_with_a_colon_leads_its_list_and_no_more() {
        let parts = cut(vec![
            heading(2, "Commitment"),
            heading(3, "This matters because:"),
            item(15, "a"),
            Piece::Row(vec![Piece::Paragraph(words(40, "r"))]),
        ]);
        assert!(parts.iter().all(|p| p.path == ["Commitment"]));
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn rows_that_say_much_stand_alone() {
        let row = |n, tag| Piece::Row(vec![Piece::Paragraph(words(n, tag))]);
        let parts = cut(vec![row(40, "a"), row(50, "b"), row(9, "c"), row(9, "d")]);
        assert_eq!(parts.iter().map(Part::size).collect::<Vec<_>>(), [40, 50, 18]);
    }

    #[test]
    fn crumbs_join_and_no_words_are_lost() {
        let pieces = vec![
            heading(1, "Title"),
            Piece::Paragraph(words(3, "o")),
            heading(2, "One"),
            Piece::Paragraph(words(100, "p")),
            heading(2, "Two"),
            Piece::Paragraph(words(4, "q")),
            heading(2, "Empty"),
            heading(2, "Three"),
            Piece::Paragraph(words(900, "z")),
            heading(2, "Last"),
        ];
        let parts = cut(pieces.clone());
        let said: Vec<String> = parts.iter().flat_map(|p| p.path.iter().cloned().chain(p.pieces.iter().map(Piece::plain))).collect();
        let said = text::words(&said.join(" "));
        for piece in pieces.iter().filter(|p| p.plain() != "Title") {
            assert!(text::words(&piece.plain()).iter().all(|w| said.contains(w)), "{}", piece.plain());
        }
        assert!(parts.iter().all(|p| p.size() <= MAX_WORDS + 15));
    }
}
