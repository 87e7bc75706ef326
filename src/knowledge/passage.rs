use crate::{
    content::{Block, Inline, plain, plain_inline},
    ids::sha256_hex,
    knowledge::{Article, Section},
    text,
};

/// Most words in one passage: long enough for a whole thought, short enough to be read on a phone and to be found by its words.
const MAX_WORDS: usize = 220;

/// The unit that is indexed and cited: a section of an article, or a part of a long one.
#[derive(Debug, Clone)]
pub struct Passage {
    /// `<article>#<anchor>`, with `.2`, `.3` … for later parts; stays the same while the heading does.
    pub id: String,
    /// The place of its article in the knowledge.
    pub article: usize,
    /// The innermost heading, or the article's title for the opening.
    pub heading: String,
    /// The headings above it, joined, for search.
    pub path: String,
    /// Where it stands in the document it was taken from: the headings above it, outermost first.
    pub section: Vec<String>,
    /// The page there, where the document has pages.
    pub page: Option<u32>,
    /// Its address within the article; empty for the opening.
    pub anchor: String,
    /// Whether it is the opening, which answers the article's question by itself.
    pub opening: bool,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What it says, as plain text.
    pub text: String,
    /// SHA-256 of heading and text, in hexadecimal: tells whether it changed.
    pub digest: String,
}

impl Passage {
    /// The passages of an article, in reading order.
    pub(super) fn of(article: &Article, index: usize) -> Vec<Self> {
        let mut out = Vec::new();
        for section in &article.sections {
            for (part, blocks) in split(&section.blocks).into_iter().enumerate() {
                out.push(Self::new(article, index, section, part, blocks));
            }
        }
        out
    }

    fn new(article: &Article, index: usize, section: &Section, part: usize, blocks: Vec<Block>) -> Self {
        let text = plain(&blocks);
        let heading = section.path.last().unwrap_or(&article.title).clone();
        let suffix = if part == 0 { String::new() } else { format!(".{}", part + 1) };
        Self {
            id: format!("{}#{}{suffix}", article.id, section.anchor),
            article: index,
            path: section.path.join(" "),
            section: section.path.clone(),
            page: section.page,
            anchor: section.anchor.clone(),
            opening: section.path.is_empty(),
            digest: sha256_hex(format!("{heading}\n{text}").as_bytes()),
            heading,
            text,
            blocks,
        }
    }
}

/// Blocks in groups of at most [`MAX_WORDS`] words; a block that is longer by itself is cut between rows, items or sentences.
fn split(blocks: &[Block]) -> Vec<Vec<Block>> {
    let mut parts: Vec<Vec<Block>> = Vec::new();
    let mut size = 0;
    for block in blocks.iter().flat_map(pieces) {
        let words = text::words(&plain(std::slice::from_ref(&block))).len();
        match parts.last_mut() {
            Some(part) if size + words <= MAX_WORDS => {
                size += words;
                part.push(block);
            }
            _ => {
                size = words;
                parts.push(vec![block]);
            }
        }
    }
    parts
}

fn pieces(block: &Block) -> Vec<Block> {
    let words = |b: &Block| text::words(&plain(std::slice::from_ref(b))).len();
    if words(block) <= MAX_WORDS {
        return vec![block.clone()];
    }
    match block {
        Block::Table { head, rows } => groups(rows, |row| row.iter().map(|c| plain_inline(c)).collect::<Vec<_>>().join(" "))
            .map(|rows| Block::Table { head: head.clone(), rows })
            .collect(),
        Block::List { start, items } => {
            let mut next = *start;
            groups(items, |item| plain(item))
                .map(|items| {
                    let start = next;
                    next = next.map(|n| n + items.len() as u64);
                    Block::List { start, items }
                })
                .collect()
        }
        Block::Paragraph { content } => {
            let sentences = text::sentences(&plain_inline(content));
            groups(&sentences, Clone::clone).map(|s| Block::Paragraph { content: vec![Inline::text(s.join(" "))] }).collect()
        }
        Block::Heading { .. } => vec![block.clone()],
    }
}

fn groups<'a, T: Clone>(items: &'a [T], say: impl Fn(&T) -> String + 'a) -> impl Iterator<Item = Vec<T>> + 'a {
    let mut out: Vec<Vec<T>> = Vec::new();
    let mut size = 0;
    for item in items {
        let words = text::words(&say(item)).len();
        match out.last_mut() {
            Some(group) if size + words <= MAX_WORDS => {
                size += words;
                group.push(item.clone());
            }
            _ => {
                size = words;
                out.push(vec![item.clone()]);
            }
        }
    }
    out.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sections_are_cut_without_losing_a_word() {
        let long = (0..400).map(|i| format!("This is sentence {i}.")).collect::<Vec<_>>().join(" ");
        let blocks = vec![Block::paragraph("Short."), Block::paragraph(long.clone())];
        let parts = split(&blocks);
        assert!(parts.len() > 5);
        let all: Vec<String> = parts.iter().flat_map(|p| text::words(&plain(p))).collect();
        assert_eq!(all, text::words(&format!("Short. {long}")));
    }
}
