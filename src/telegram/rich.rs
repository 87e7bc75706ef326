use reqwest::Url;
use teloxide::types::{MessageEntity, MessageEntityKind};

use crate::{
    content::{Block, Inline, plain, plain_inline},
    text,
};

/// Most UTF-16 units of one message.
pub(super) const MOST_UNITS: usize = 4096;

/// Words with marks on them, as Telegram takes them: nothing is escaped, so nothing can be escaped wrongly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich {
    /// The words.
    pub(super) text: String,
    /// The marks, counted in UTF-16 units.
    pub(super) entities: Vec<MessageEntity>,
    units: usize,
}

impl Rich {
    pub(super) fn plain(text: &str) -> Self {
        let mut out = Self::default();
        out.push(text);
        out
    }

    pub(super) fn bold(text: &str) -> Self {
        let mut out = Self::default();
        out.push_bold(text);
        out
    }

    pub(super) fn link(text: &str, url: Url) -> Self {
        let mut out = Self::default();
        out.push_link(text, url);
        out
    }

    /// The length in UTF-16 units, as Telegram counts.
    pub(super) fn units(&self) -> usize {
        self.units
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn push(&mut self, text: &str) {
        self.units += utf16(text);
        self.text.push_str(text);
    }

    pub(super) fn push_bold(&mut self, text: &str) {
        let start = self.units;
        self.push(text);
        self.mark(start, MessageEntityKind::Bold);
    }

    pub(super) fn push_link(&mut self, text: &str, url: Url) {
        let start = self.units;
        self.push(text);
        self.mark(start, MessageEntityKind::TextLink { url });
    }

    pub(super) fn append(&mut self, other: &Self) {
        let start = self.units;
        self.push(&other.text);
        self.entities.extend(other.entities.iter().map(|e| MessageEntity { offset: e.offset + start, ..e.clone() }));
    }

    /// The parts one after another with a blank line between; empty ones are left out.
    pub(super) fn paragraphs(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Self::default();
        for part in parts.into_iter().filter(|p| !p.is_empty()) {
            if !out.text.is_empty() {
                out.push("\n\n");
            }
            out.append(&part);
        }
        out
    }

    /// The part between two byte positions, with the marks clipped to it.
    fn slice(&self, from: usize, to: usize) -> Self {
        let text = self.text.get(from..to).unwrap_or_default();
        let start = utf16(self.text.get(..from).unwrap_or_default());
        let end = start + utf16(text);
        let entities = self.entities.iter().filter_map(|e| {
            let (first, last) = (e.offset.max(start), (e.offset + e.length).min(end));
            (first < last).then(|| MessageEntity { offset: first - start, length: last - first, kind: e.kind.clone() })
        });
        Self { text: text.to_owned(), entities: entities.collect(), units: end - start }
    }

    /// The whole in parts of at most `most` UTF-16 units, cut where it hurts least: between paragraphs, lines, sentences, words; inside
    /// a mark only where the mark alone is too long, and never inside what people see as one character.
    pub(super) fn split(&self, most: usize) -> Vec<Self> {
        let mut out = Vec::new();
        let mut from = 0;
        while from < self.text.len() {
            let rest = self.slice(from, self.text.len());
            let end = if rest.units <= most { rest.text.len() } else { rest.cut(most) };
            out.push(rest.slice(0, end));
            from += end;
        }
        out
    }

    /// As much of the beginning as fits, ending at the best place.
    pub(super) fn beginning(&self, most: usize) -> Self {
        if self.units <= most { self.clone() } else { self.slice(0, self.cut(most)) }
    }

    /// The byte position of the best cut that leaves at most `most` units before it; always moves on.
    fn cut(&self, most: usize) -> usize {
        // A mark that is not long stays whole; one of half a message or more may be cut.
        let held = |unit: usize| self.entities.iter().any(|e| e.length <= most / 2 && e.offset < unit && unit < e.offset + e.length);
        let mut best = [0_usize; 5];
        let (mut unit, mut byte) = (0, 0);
        let mut before = "";
        let mut before_that = "";
        for character in text::characters(&self.text) {
            if byte > 0 && !held(unit) {
                let rank = match (before_that, before) {
                    (_, _) if character == "\n" => 4,
                    ("\n", "\n") => 0,
                    (_, "\n") => 1,
                    ("." | "!" | "?" | "…", " ") => 2,
                    (_, " ") => 3,
                    _ => 4,
                };
                best[rank] = byte;
            }
            let units = utf16(character);
            if unit + units > most {
                break;
            }
            unit += units;
            byte += character.len();
            (before_that, before) = (before, character);
        }
        let half = self.byte_at(most / 2);
        let good = best.iter().take(4).copied().find(|b| *b > half);
        let any = best.iter().copied().max().filter(|b| *b > 0);
        good.or(any).unwrap_or_else(|| self.forced_cut(most))
    }

    /// Where one character alone is longer than a message, or a mark holds everything: between two code points.
    fn forced_cut(&self, most: usize) -> usize {
        let first = self.text.chars().next().map_or(0, char::len_utf8);
        self.byte_at(most).max(first)
    }

    fn byte_at(&self, units: usize) -> usize {
        let mut seen = 0;
        for (byte, c) in self.text.char_indices() {
            seen += c.len_utf16();
            if seen > units {
                return byte;
            }
        }
        self.text.len()
    }

    fn mark(&mut self, start: usize, kind: MessageEntityKind) {
        if self.units > start {
            self.entities.push(MessageEntity { kind, offset: start, length: self.units - start });
        }
    }

    /// Without white space at the end, which Telegram would cut off too.
    pub(super) fn trimmed(&self) -> Self {
        self.slice(0, self.text.trim_end().len())
    }
}

/// The UTF-16 units of a text.
pub(super) fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Blocks of an article; `article` gives the address of an article that a link names.
pub(super) fn blocks(blocks: &[Block], article: &dyn Fn(&str) -> Option<Url>) -> Rich {
    Rich::paragraphs(blocks.iter().map(|b| block(b, article)))
}

fn block(block: &Block, article: &dyn Fn(&str) -> Option<Url>) -> Rich {
    match block {
        Block::Heading { content, .. } => Rich::bold(&plain_inline(content)),
        Block::Paragraph { content } => inlines(content, article),
        Block::List { start, items } => {
            let mut out = Rich::default();
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push("\n");
                }
                match start {
                    Some(first) => out.push(&format!("{}. ", first.saturating_add(i as u64))),
                    None => out.push("• "),
                }
                for (j, inner) in item.iter().enumerate() {
                    if j > 0 {
                        out.push("\n");
                    }
                    out.append(&self::block(inner, article));
                }
            }
            out
        }
        Block::Table { .. } => Rich::plain(&plain(std::slice::from_ref(block))),
    }
}

/// A run of text; numbers and e-mail addresses stay plain, since Telegram lets people tap those by itself.
pub(super) fn inlines(content: &[Inline], article: &dyn Fn(&str) -> Option<Url>) -> Rich {
    let mut out = Rich::default();
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Term { text, .. } => out.push(text),
            Inline::Break => out.push("\n"),
            Inline::Strong { content } => {
                let start = out.units;
                out.append(&inlines(content, article));
                out.mark(start, MessageEntityKind::Bold);
            }
            Inline::Link { target, content } => {
                let start = out.units;
                out.append(&inlines(content, article));
                let url = if target.starts_with("http") {
                    Url::parse(target).ok()
                } else if target.contains(':') {
                    None
                } else {
                    article(target)
                };
                if let Some(url) = url {
                    out.mark(start, MessageEntityKind::TextLink { url });
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rich(pieces: &[(String, bool)]) -> Rich {
        let mut out = Rich::default();
        for (text, bold) in pieces {
            if *bold { out.push_bold(text) } else { out.push(text) }
        }
        out
    }

    fn piece() -> impl Strategy<Value = (String, bool)> {
        let text = prop_oneof![
            "[a-zäÉ]{1,12}[ .!?\n]{0,2}",
            "(👨‍👩‍👧|🏳️‍🌈|e\u{301}|𝔘|🇬🇧| ){1,6}",
            "\\PC{0,40}",
            "(Ask again\\. |It takes 20 weeks\\.\n\n|• one\n){1,9}",
        ];
        (text, any::<bool>())
    }

    proptest! {
        #[test]
        fn parts_join_to_the_whole_and_each_fits(pieces in proptest::collection::vec(piece(), 0..60), most in 16_usize..400) {
            let whole = rich(&pieces);
            prop_assert_eq!(whole.units(), whole.text.encode_utf16().count());
            let parts = whole.split(most);
            prop_assert_eq!(parts.iter().map(|p| p.text.as_str()).collect::<String>(), whole.text.as_str());
            for part in &parts {
                prop_assert!(part.units() <= most, "{} > {most}", part.units());
                prop_assert_eq!(part.units(), part.text.encode_utf16().count());
                for entity in &part.entities {
                    prop_assert!(entity.length > 0 && entity.offset + entity.length <= part.units());
                }
            }
            let marked = |r: &Rich| r.entities.iter().map(|e| e.length).sum::<usize>();
            prop_assert_eq!(parts.iter().map(marked).sum::<usize>(), marked(&whole));
        }

        #[test]
        fn no_character_is_cut(clusters in proptest::collection::vec("(👨‍👩‍👧‍👦|🏳️‍🌈|e\u{301}|🇬🇧|a)", 1..400), most in 12_usize..64) {
            let whole = Rich::plain(&clusters.concat());
            let all: Vec<&str> = text::characters(&whole.text).collect();
            let parts = whole.split(most);
            let again: Vec<&str> = parts.iter().flat_map(|p| text::characters(&p.text)).collect();
            prop_assert_eq!(all, again);
        }
    }

    #[test]
    fn it_is_cut_between_paragraphs_before_sentences_and_words() {
        let whole = Rich::plain("One two. Three four five.\n\nSix seven. Eight nine ten eleven.");
        let parts: Vec<String> = whole.split(40).into_iter().map(|p| p.text).collect();
        assert_eq!(parts, ["One two. Three four five.\n\n", "Six seven. Eight nine ten eleven."]);
        let parts: Vec<String> = Rich::plain("One two three. Four five six seven").split(20).into_iter().map(|p| p.text).collect();
        assert_eq!(parts, ["One two three. ", "Four five six seven"]);
    }

    #[test]
    fn a_link_moves_whole_to_the_next_message() {
        let mut whole = Rich::plain("Read this page now: ");
        whole.push_link("the local offer page", Url::parse("https://example.org/").unwrap());
        let parts = whole.split(36);
        let linked: Vec<&str> = parts.iter().filter(|p| !p.entities.is_empty()).map(|p| p.text.as_str()).collect();
        assert!(whole.entities[0].length > 18, "long enough to be cut where it must");
        assert_eq!(parts.iter().map(|p| p.text.as_str()).collect::<String>(), whole.text);
        assert!(!linked.is_empty());
        let parts = whole.split(40);
        assert_eq!(parts.len(), 1);
    }

    #[test]
    fn lists_links_and_bold_become_entities() {
        let link = Inline::Link { target: "https://example.org/a".to_owned(), content: vec![Inline::text("page")] };
        let phone = Inline::Link { target: "tel:999".to_owned(), content: vec![Inline::text("999")] };
        let strong = Inline::Strong { content: vec![Inline::text("👍 again")] };
        let items = vec![
            vec![Block::Paragraph { content: vec![link, Inline::text(" or "), phone] }],
            vec![Block::Paragraph { content: vec![strong] }],
        ];
        let out = blocks(&[Block::List { start: Some(1), items }], &|_| None);
        assert_eq!(out.text, "1. page or 999\n2. 👍 again");
        assert_eq!(out.entities.iter().map(|e| (e.offset, e.length)).collect::<Vec<_>>(), [(3, 4), (18, 8)]);
    }
}
