use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest message that is read, in characters; what follows is cut, never refused (standards.md §7: stories are long).
pub const MAX_MESSAGE_CHARS: usize = 5_000;

/// The [`visible`] message, cut at [`MAX_MESSAGE_CHARS`].
pub fn clean(message: &str) -> String {
    let mut out = visible(message);
    if let Some((cut, _)) = out.char_indices().nth(MAX_MESSAGE_CHARS) {
        out.truncate(cut);
        out.truncate(out.trim_end().len());
    }
    out
}

/// The message without what cannot be seen: control characters, Unicode tag characters (hidden prompts), direction overrides and
/// zero-width marks; line breaks become `\n` and stay.
pub fn visible(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut marks = 0;
    for c in message.chars() {
        let c = match c {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{0b}' | '\u{0c}' | '\u{85}' => '\n',
            '\t' | '\u{a0}' => ' ',
            _ => c,
        };
        if c != '\n' && is_invisible(c) {
            continue;
        }
        // A letter carries a few marks in any living language; a hundred are an attack on the screen.
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > 4 {
            continue;
        }
        out.push(c);
    }
    out.trim().to_owned()
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text for comparing: compatibility form, lower case, no accents, straight apostrophes and hyphens, single spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && (*c == '\n' || !is_invisible(*c))) {
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '`' | '\u{b4}' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{201c}' | '\u{201d}' => '"',
            _ => c,
        };
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The text with printers' ligatures (ﬁ, ﬂ, ﬃ …) as the letters they stand for; everything else as it is.
pub fn unligature(text: &str) -> Cow<'_, str> {
    let is_ligature = |c: char| matches!(c, '\u{fb00}'..='\u{fb06}');
    if !text.contains(is_ligature) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_ligature(c) { out.extend(std::iter::once(c).nfkc()) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// The first `most` characters, at a word's end where that is near, with an ellipsis where something was left out.
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return Cow::Borrowed(text);
    };
    let head = &text[..cut];
    let head = head.rsplit_once(' ').map_or(head, |(whole, _)| whole);
    Cow::Owned(format!("{}…", head.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_tag_characters_go_and_line_breaks_stay() {
        assert_eq!(clean("hi\u{e0041}\u{e0042}\r\nthere\u{202e}"), "hi\n\nthere");
        assert_eq!(clean("  a\0b  "), "ab");
    }

    #[test]
    fn folding_makes_curly_and_accented_words_alike() {
        assert_eq!(fold("  It’s   CAFÉ–time "), "it's cafe-time");
    }

    #[test]
    fn shortening_keeps_whole_words() {
        assert_eq!(shorten("one two three", 8), "one two…");
        assert_eq!(shorten("one", 8), "one");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(s in "\\PC{0,60}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn cleaning_never_grows_past_the_limit(s in "\\PC{0,200}") {
            prop_assert!(clean(&s).chars().count() <= MAX_MESSAGE_CHARS);
        }
    }
}
