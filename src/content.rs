//! Rich text between Markdown and any channel.
//!
//! An article is parsed once into blocks; the web makes HTML of them, Telegram makes entities, the terminal makes plain text. No room
//! after the loader sees Markdown, and no room before the channel sees HTML.

use serde::{Deserialize, Serialize};

/// A run of text inside a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Inline {
    /// Words as they stand.
    Text {
        /// The words.
        text: String,
    },
    /// Words that matter more.
    Strong {
        /// The words.
        content: Vec<Inline>,
    },
    /// A link; `target` is an outside address (`https:`, `tel:`, `mailto:`) or an article id.
    Link {
        /// Where it leads.
        target: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A hard word that the glossary explains.
    Term {
        /// Its name in the glossary's addresses.
        slug: String,
        /// What it means, in plain words.
        meaning: String,
        /// The words as they stand in the text.
        text: String,
    },
    /// A new line inside a paragraph.
    Break,
}

impl Inline {
    /// A run of plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// A paragraph, list, table or heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading inside a passage.
    Heading {
        /// How deep it lies, 2 to 6.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// One paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number of an ordered list; absent for bullets.
        start: Option<u64>,
        /// What stands in each item.
        items: Vec<Vec<Block>>,
    },
    /// A table with its head row.
    Table {
        /// The names of the columns.
        head: Vec<Vec<Inline>>,
        /// The cells, row by row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

impl Block {
    /// A paragraph of plain words.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { content: vec![Inline::text(text)] }
    }
}

/// The words of a run without marks; links give their words only.
pub fn plain_inline(content: &[Inline]) -> String {
    let mut out = String::new();
    write_inline(&mut out, content);
    out
}

fn write_inline(out: &mut String, content: &[Inline]) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Term { text, .. } => out.push_str(text),
            Inline::Strong { content } | Inline::Link { content, .. } => write_inline(out, content),
            Inline::Break => out.push('\n'),
        }
    }
}

/// The blocks as plain text: a blank line between blocks, list items marked, table rows as "column: value" sentences.
pub fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        let text = plain_block(block);
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&text);
    }
    out
}

fn plain_block(block: &Block) -> String {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => plain_inline(content),
        Block::List { start, items } => {
            let lines = items.iter().enumerate().map(|(i, item)| {
                let mark = start.map_or_else(|| "•".to_owned(), |first| format!("{}.", first.saturating_add(i as u64)));
                let inner = plain(item).replace("\n\n", "\n").replace('\n', "\n  ");
                format!("{mark} {inner}")
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Block::Table { head, rows } => {
            let names: Vec<String> = head.iter().map(|cell| plain_inline(cell)).collect();
            rows.iter().map(|row| plain_row(&names, row)).filter(|r| !r.is_empty()).collect::<Vec<_>>().join("\n")
        }
    }
}

fn plain_row(names: &[String], row: &[Vec<Inline>]) -> String {
    let mut parts = Vec::new();
    for (i, cell) in row.iter().enumerate() {
        let value = plain_inline(cell);
        match names.get(i).map(String::as_str) {
            _ if value.is_empty() => {}
            Some(name) if !name.is_empty() => parts.push(format!("{name}: {value}")),
            _ => parts.push(value),
        }
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_rows_become_readable_lines() {
        let cell = |t: &str| vec![Inline::text(t)];
        let table = Block::Table { head: vec![cell("What"), cell("By when")], rows: vec![vec![cell("Draft"), cell("16 weeks")]] };
        assert_eq!(plain(&[table]), "What: Draft; By when: 16 weeks");
    }

    #[test]
    fn ordered_lists_keep_their_numbers() {
        let list = Block::List { start: Some(3), items: vec![vec![Block::paragraph("a")], vec![Block::paragraph("b")]] };
        assert_eq!(plain(&[list]), "3. a\n4. b");
    }
}
