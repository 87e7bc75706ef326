use crate::{
    content::{Block, Inline, plain_inline},
    reply::EasyReadLine,
};

/// Rich text as HTML, escaped; headings begin at `top` (2 to 6), and a table can be scrolled by keyboard.
pub fn blocks(blocks: &[Block], top: u8) -> String {
    let mut out = String::new();
    let shallowest = blocks.iter().filter_map(|b| if let Block::Heading { level, .. } = b { Some(*level) } else { None }).min();
    for block in blocks {
        write_block(&mut out, block, top, shallowest.unwrap_or(top));
    }
    out
}

/// A run of text as HTML, escaped.
pub fn inlines(content: &[Inline]) -> String {
    let mut out = String::new();
    write_inlines(&mut out, content);
    out
}

fn write_block(out: &mut String, block: &Block, top: u8, shallowest: u8) {
    match block {
        Block::Heading { level, content } => {
            let level = (top + level.saturating_sub(shallowest)).clamp(2, 6);
            wrap(out, &format!("h{level}"), content);
        }
        Block::Paragraph { content } => wrap(out, "p", content),
        Block::List { start, items } => {
            let tag = if start.is_some() { "ol" } else { "ul" };
            match start {
                Some(first) if *first != 1 => out.push_str(&format!("<ol start=\"{first}\">")),
                _ => out.push_str(&format!("<{tag}>")),
            }
            for item in items {
                out.push_str("<li>");
                match item.as_slice() {
                    // A single paragraph needs no paragraph of its own.
                    [Block::Paragraph { content }] => write_inlines(out, content),
                    many => many.iter().for_each(|b| write_block(out, b, top, shallowest)),
                }
                out.push_str("</li>");
            }
            out.push_str(&format!("</{tag}>"));
        }
        Block::Table { head, rows } => write_table(out, head, rows),
    }
}

fn write_table(out: &mut String, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
    let names: Vec<String> = head.iter().map(|cell| plain_inline(cell)).filter(|n| !n.is_empty()).collect();
    out.push_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    escape(out, &names.join(", "));
    out.push_str("\"><table><thead><tr>");
    for cell in head {
        out.push_str("<th scope=\"col\">");
        write_inlines(out, cell);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            wrap(out, "td", cell);
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}

fn wrap(out: &mut String, tag: &str, content: &[Inline]) {
    out.push_str(&format!("<{tag}>"));
    write_inlines(out, content);
    out.push_str(&format!("</{tag}>"));
}

fn write_inlines(out: &mut String, content: &[Inline]) {
    for inline in content {
        match inline {
            Inline::Text { text } => escape(out, text),
            Inline::Term { slug, meaning, text } => out.push_str(&term(slug, meaning, text)),
            Inline::Strong { content } => wrap(out, "strong", content),
            Inline::Break => out.push_str("<br>"),
            Inline::Link { target, content } => write_link(out, target, content),
        }
    }
}

/// A line of easy read as HTML, escaped, its hard words as [`term`] has them.
pub fn easy_line(line: &EasyReadLine) -> String {
    let mut out = String::new();
    for (words, hard) in line.runs() {
        match hard {
            Some(hard) => out.push_str(&term(&hard.slug, &hard.meaning, words)),
            None => escape(&mut out, words),
        }
    }
    out
}

/// A hard word as HTML, escaped: a link to its place in the glossary that carries what it means, so that a script can show that without
/// leaving the page.
pub fn term(slug: &str, meaning: &str, words: &str) -> String {
    let mut out = String::from("<a class=\"term\" href=\"/glossary/");
    escape(&mut out, slug);
    out.push_str("\" data-meaning=\"");
    escape(&mut out, meaning);
    out.push_str("\">");
    escape(&mut out, words);
    out.push_str("</a>");
    out
}

/// Only the schemes we mean become links; a word such as `javascript:` in an imported text stays a word.
fn write_link(out: &mut String, target: &str, content: &[Inline]) {
    let outside = target.starts_with("https://") || target.starts_with("http://");
    let address = if outside || target.starts_with("tel:") || target.starts_with("mailto:") || target.starts_with("sms:") {
        target.to_owned()
    } else if is_article(target) {
        format!("/article/{target}")
    } else {
        write_inlines(out, content);
        return;
    };
    out.push_str("<a href=\"");
    escape(out, &address);
    out.push_str(if outside { "\" rel=\"noopener noreferrer\">" } else { "\">" });
    write_inlines(out, content);
    out.push_str("</a>");
}

/// An article's name, with a heading of it where one is meant.
fn is_article(target: &str) -> bool {
    let (name, anchor) = target.split_once('#').unwrap_or((target, "top"));
    let safe = !anchor.is_empty() && anchor.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    safe && name.parse::<crate::knowledge::ArticleId>().is_ok()
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_strange_links_are_words() {
        let link = |target: &str| Inline::Link { target: target.to_owned(), content: vec![Inline::text("<here>")] };
        let shown = |target| inlines(&[link(target)]);
        assert_eq!(shown("javascript:alert(1)"), "&lt;here&gt;");
        assert_eq!(shown("norfolk/school/a"), "<a href=\"/article/norfolk/school/a\">&lt;here&gt;</a>");
        assert_eq!(shown("norfolk/school/a#how-long"), "<a href=\"/article/norfolk/school/a#how-long\">&lt;here&gt;</a>");
        assert_eq!(shown("norfolk/school/a#a b"), "&lt;here&gt;");
        assert_eq!(shown("https://a.uk/\"x"), "<a href=\"https://a.uk/&quot;x\" rel=\"noopener noreferrer\">&lt;here&gt;</a>");
    }

    #[test]
    fn headings_begin_where_the_page_needs_them() {
        let heading = |level| Block::Heading { level, content: vec![Inline::text("H")] };
        assert_eq!(blocks(&[heading(4), heading(5)], 3), "<h3>H</h3><h4>H</h4>");
    }
}
