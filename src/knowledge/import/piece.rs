use crate::{
    content::{Inline, plain_inline},
    text,
};

/// Words with their links and what was bold.
pub(super) type Words = Vec<Inline>;

/// Levels from here on count from the last heading of the document itself: a table's banner lies one under it.
pub(super) const UNDER: u8 = 10;

/// What a document is made of, once its file's own way of saying it is gone.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A heading; `level` is 1 to 6, or [`UNDER`] and more.
    Heading { level: u8, words: Words },
    /// A paragraph.
    Paragraph(Words),
    /// An item of a list; `number` where the list counts.
    Item { depth: usize, number: Option<u64>, words: Words },
    /// A row of a table: pieces that mean nothing apart.
    Row(Vec<Piece>),
}

impl Piece {
    /// How many words it has.
    pub fn size(&self) -> usize {
        match self {
            Self::Heading { words, .. } | Self::Paragraph(words) | Self::Item { words, .. } => count(words),
            Self::Row(pieces) => pieces.iter().map(Self::size).sum(),
        }
    }

    /// Its words in one line.
    pub fn plain(&self) -> String {
        match self {
            Self::Heading { words, .. } | Self::Paragraph(words) | Self::Item { words, .. } => plain_inline(words),
            Self::Row(pieces) => pieces.iter().map(Self::plain).collect::<Vec<_>>().join(" "),
        }
    }
}

/// A piece and the page it stands on, where the file has pages.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub piece: Piece,
    pub page: Option<u32>,
}

/// A document as it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Document {
    /// Its own title.
    pub title: Option<String>,
    pub pieces: Vec<Placed>,
    /// What the person who imports should know.
    pub notes: Vec<String>,
}

impl Document {
    /// A document without pages.
    pub fn of(title: Option<String>, pieces: Vec<Piece>) -> Self {
        Self { title, pieces: pieces.into_iter().map(|piece| Placed { piece, page: None }).collect(), notes: Vec::new() }
    }
}

/// How many words these are.
pub(super) fn count(words: &Words) -> usize {
    text::words(&plain_inline(words)).len()
}

/// Single spaces, none at the ends, nothing empty; a new line stays where one was asked for.
pub(super) fn tidy(words: Words) -> Words {
    let mut out = Vec::new();
    squeeze(words, &mut out, &mut true);
    while let Some(last) = out.last_mut() {
        match last {
            Inline::Break => {}
            Inline::Text { text } => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        out.pop();
    }
    out
}

/// `gap`: a space or the beginning stands before, so that none need follow.
fn squeeze(words: Words, out: &mut Words, gap: &mut bool) {
    for inline in words {
        match inline {
            Inline::Text { text } => {
                let mut kept = String::with_capacity(text.len());
                for c in text.chars() {
                    if c.is_whitespace() {
                        if !std::mem::replace(gap, true) {
                            kept.push(' ');
                        }
                    } else {
                        *gap = false;
                        kept.push(c);
                    }
                }
                if kept.is_empty() {
                    continue;
                }
                match out.last_mut() {
                    Some(Inline::Text { text }) => text.push_str(&kept),
                    _ => out.push(Inline::text(kept)),
                }
            }
            Inline::Strong { content } => {
                let mut inner = Vec::new();
                squeeze(content, &mut inner, gap);
                if !inner.is_empty() {
                    out.push(Inline::Strong { content: inner });
                }
            }
            Inline::Link { target, content } => {
                let mut inner = Vec::new();
                squeeze(content, &mut inner, gap);
                if !inner.is_empty() {
                    out.push(Inline::Link { target, content: inner });
                }
            }
            // Marked only in replies; here its words are words.
            Inline::Term { text, .. } => squeeze(vec![Inline::Text { text }], out, gap),
            Inline::Break => {
                if !out.is_empty() {
                    out.push(Inline::Break);
                    *gap = true;
                }
            }
        }
    }
}

/// Nothing but bold words, and some.
pub(super) fn is_bold(words: &Words) -> bool {
    let said = |i: &Inline| !plain_inline(std::slice::from_ref(i)).trim().is_empty();
    let mut any = false;
    for inline in words.iter().filter(|i| said(i)) {
        if !matches!(inline, Inline::Strong { .. }) {
            return false;
        }
        any = true;
    }
    any
}

/// Words one after the other with a space between, as paragraphs of one cell are.
pub(super) fn joined(all: impl IntoIterator<Item = Words>) -> Words {
    let mut out: Words = Vec::new();
    for words in all {
        if !out.is_empty() {
            out.push(Inline::text(" "));
        }
        out.extend(words);
    }
    tidy(out)
}

/// The mark at the front of a list item, and what follows it.
pub(super) fn item_mark(line: &str) -> Option<(Mark, &str)> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    if matches!(first, '•' | '●' | '▪' | '■' | '◦' | '‣' | '○' | '➢' | '➤' | '✓' | '·' | '∙' | '\u{2043}' | '❖' | '►')
    {
        return Some((Mark::Bullet, rest.trim_start()));
    }
    if matches!(first, '-' | '*' | '–' | '+') || (first == 'o' && rest.len() > 2) {
        let after = rest.strip_prefix([' ', '\t'])?;
        // "o clock" is no item; a hollow bullet stands before a capital.
        if first == 'o' && !after.trim_start().starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
        return Some((Mark::Bullet, after.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) {
        let after = line[digits..].strip_prefix(['.', ')'])?;
        let number = line[..digits].parse().ok()?;
        return after.starts_with([' ', '\t']).then(|| (Mark::Number(number), after.trim_start()));
    }
    // "a)", "(b)" and "iv)" are the document's own names for its points, which others cite: they stay with the words.
    let inner = line.strip_prefix('(').unwrap_or(line);
    let letters = inner.bytes().take_while(u8::is_ascii_lowercase).count();
    let roman = inner[..letters].bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let named = (letters == 1 || (2..=5).contains(&letters) && roman) && inner[letters..].starts_with(')');
    (named && inner[letters + 1..].starts_with([' ', '\t'])).then_some((Mark::Label, line))
}

/// What marks a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    Number(u64),
    Label,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_items() {
        assert_eq!(item_mark("• One"), Some((Mark::Bullet, "One")));
        assert_eq!(item_mark("12. Two"), Some((Mark::Number(12), "Two")));
        assert_eq!(item_mark("iv) Four"), Some((Mark::Label, "iv) Four")));
        assert_eq!(item_mark("2020. A year"), None);
        assert_eq!(item_mark("3.5 hours"), None);
        assert_eq!(item_mark("of course"), None);
        assert_eq!(item_mark("-5 degrees"), None);
    }

    #[test]
    fn spaces_are_single_and_bold_is_seen() {
        let words = vec![Inline::Strong { content: vec![Inline::text(" a  b ")] }, Inline::text("\n ")];
        let words = tidy(words);
        assert!(is_bold(&words));
        assert_eq!(plain_inline(&words).trim(), "a b");
    }
}
