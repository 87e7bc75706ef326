//! What is read of a text, at the places where it stands: marks of Markdown become blanks of the same length, so that a finding's place in
//! the prose is its place in the file.

use super::Form;

/// Shorter lines than this end where the writer ended them; longer ones may be wrapped.
const WRAPPED: usize = 55;

/// How far a link's words or address reach, in bytes; a text of nothing but brackets must not take for ever.
const LONGEST_LINK: usize = 400;

/// The text with its marks blanked. A line break that only wraps a sentence becomes a space; an empty line parts paragraphs.
pub(super) fn prose(text: &str, form: Form) -> String {
    if form == Form::Lines {
        return text.to_owned();
    }
    let mut out: Vec<u8> = text.as_bytes().to_vec();
    let mut fenced = false;
    let mut in_front_matter = form == Form::Markdown && text.lines().next().is_some_and(|l| matches!(l.trim_end(), "+++" | "---"));
    let fence = text.lines().next().unwrap_or_default().trim_end().to_owned();
    let mut from = 0;
    let mut last: Option<(usize, usize, bool)> = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end_matches(['\n', '\r']);
        let end = from + bare.len();
        let mut stands_alone = false;
        if form == Form::Markdown && in_front_matter {
            blank(&mut out, from, end);
            in_front_matter = !(number > 0 && bare.trim_end() == fence);
        } else if form == Form::Markdown && (fenced || bare.trim_start().starts_with("```")) {
            fenced ^= bare.trim_start().starts_with("```");
            blank(&mut out, from, end);
        } else {
            stands_alone = marks(bare, from, &mut out, form);
        }
        let is_empty = out[from..end].iter().all(u8::is_ascii_whitespace);
        if let Some((begins, ended, alone)) = last {
            let before = text[begins..ended].trim_end();
            let closed = before.trim_end_matches(['"', '”', '’', ')', '*', '_']).ends_with(['.', '!', '?', ':', ';']);
            let goes_on = bare.trim_start().starts_with(char::is_lowercase);
            let wraps = !is_empty && !stands_alone && !alone && !closed && (before.chars().count() >= WRAPPED || goes_on);
            if wraps {
                for byte in &mut out[ended..from] {
                    *byte = b' ';
                }
            }
        }
        last = (!is_empty).then_some((from, end, is_heading(bare) || in_front_matter));
        from += line.len();
    }
    // Only whole characters were blanked, each by as many spaces as it has bytes.
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn is_heading(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn blank(out: &mut [u8], from: usize, to: usize) {
    if let Some(part) = out.get_mut(from..to) {
        part.fill(b' ');
    }
}

/// Blanks the marks of one line; tells whether the line begins something new, as a heading or an item does.
fn marks(line: &str, from: usize, out: &mut [u8], form: Form) -> bool {
    let indent = line.len() - line.trim_start().len();
    let rest = &line[indent..];
    let mut begins = indent;
    let mut stands_alone = false;
    let hashes = rest.chars().take_while(|c| *c == '#').count();
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let after = &rest[digits..];
    if form == Form::Markdown && hashes > 0 && rest[hashes..].starts_with(' ') {
        begins += hashes;
        stands_alone = true;
    } else if ["- ", "* ", "+ ", "• ", "– ", "> ", "· "].iter().any(|m| rest.starts_with(m)) {
        begins += rest.chars().next().map_or(0, char::len_utf8);
        stands_alone = true;
    } else if digits > 0 && digits < 3 && (after.starts_with(". ") || after.starts_with(") ")) {
        begins += digits + 1;
        stands_alone = true;
    } else if form == Form::Markdown && !rest.is_empty() && rest.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | '|' | ':' | ' ')) {
        begins = line.len();
        stands_alone = true;
    } else if form == Form::Markdown && rest.starts_with("<!--") {
        begins = line.len();
    }
    blank(out, from + indent, from + begins);
    // {picture} at the front of an easy-read line.
    let text = &line[begins..];
    let start = begins + text.len() - text.trim_start().len();
    if line[start..].starts_with('{')
        && let Some(close) = line[start..].find('}')
    {
        blank(out, from + start, from + start + close + 1);
    }
    if form == Form::Markdown {
        inline(line, from, out);
    }
    stands_alone
}

/// Links keep their words; emphasis and code lose their marks; a table's bars part its cells.
fn inline(line: &str, from: usize, out: &mut [u8]) {
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let edge = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_none_or(|b| !b.is_ascii_alphanumeric());
        match byte {
            b'*' | b'`' => blank(out, from + at, from + at + 1),
            b'_' if edge(at.checked_sub(1)) || edge(Some(at + 1)) => blank(out, from + at, from + at + 1),
            b'|' => out[from + at] = b' ',
            b'[' => {
                let near = |from: usize| &bytes[from..bytes.len().min(from + LONGEST_LINK)];
                let Some(close) = near(at).windows(2).position(|w| w == b"](").map(|i| at + i) else { continue };
                let Some(end) = near(close).iter().position(|b| *b == b')').map(|i| close + i) else { continue };
                if !bytes[at + 1..close].contains(&b'[') {
                    blank(out, from + at, from + at + 1);
                    blank(out, from + close, from + end + 1);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_blanks_of_the_same_length() {
        let text = "+++\ntitle = \"A. B. C.\"\n+++\n\n# Waiting\nYou wait **6 weeks**. Then read [the next page](a/b#c) of this long line about it\nwith us.\n\n- {clock} First.\n2. Second `one`\n\n```\ncode\n```\n";
        let out = prose(text, Form::Markdown);
        assert_eq!(out.len(), text.len());
        assert!(out.contains("about it with us."), "{out}");
        for gone in ["title", "#", "*", "[", "(", "{", "`", "2.", "code", "- "] {
            assert!(!out.contains(gone), "{gone} in {out}");
        }
        assert_eq!(out.find("the next page"), text.find("the next page"));
    }

    #[test]
    fn short_lines_end_where_they_end() {
        assert_eq!(prose("You can ask\nThey must answer", Form::Plain), "You can ask\nThey must answer");
        assert_eq!(prose("You can ask\nand wait", Form::Plain), "You can ask and wait");
    }

    proptest::proptest! {
        #[test]
        fn any_text_keeps_its_length(text in "(\\PC|\n|[#*_`\\[\\]({}|>-]){0,200}") {
            for form in [Form::Lines, Form::Plain, Form::Markdown] {
                proptest::prop_assert_eq!(prose(&text, form).len(), text.len());
            }
        }
    }
}
