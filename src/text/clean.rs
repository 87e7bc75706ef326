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
/// zero-width marks; line breaks become `\n` and stay. What joins the parts of an emoji, or letters of a script that needs it, stays
/// where it does that, and nowhere else.
pub fn visible(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut marks = 0;
    let mut before = '\n';
    let mut characters = message.chars().peekable();
    while let Some(c) = characters.next() {
        let c = match c {
            '\r' | '\u{2028}' | '\u{2029}' | '\u{0b}' | '\u{0c}' | '\u{85}' => '\n',
            '\t' | '\u{a0}' => ' ',
            _ => c,
        };
        if c != '\n' && is_invisible(c) {
            continue;
        }
        if is_joining(c) && !joins(before, c, characters.peek().copied()) {
            continue;
        }
        // A letter carries a few marks in any living language; a hundred are an attack on the screen.
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks > 4 {
            continue;
        }
        out.push(c);
        before = c;
    }
    out.trim().to_owned()
}

/// What shows nothing itself and changes how its neighbours look: joiners and variation selectors.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether it does its work between these two; words can be hidden in a row of them, so never after another one.
fn joins(before: char, c: char, after: Option<char>) -> bool {
    match c {
        '\u{200d}' => {
            let emoji = (is_pictorial(before) || before == '\u{fe0f}') && after.is_some_and(is_pictorial);
            emoji || is_of_joining_script(before)
        }
        '\u{200c}' => is_of_joining_script(before),
        // As a picture or as a sign: after a picture, and the digits of key caps.
        '\u{fe0e}' | '\u{fe0f}' => is_pictorial(before) || matches!(before, '0'..='9' | '#' | '*'),
        // Forms of Chinese characters and of mathematical signs.
        _ => matches!(before, '\u{2200}'..='\u{22ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'),
    }
}

/// Pictures and signs that come in several shapes, and the marks of skin colour.
fn is_pictorial(c: char) -> bool {
    matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Scripts that are not written rightly without joiners: Arabic and its kin, the scripts of India and their kin, Mongolian.
fn is_of_joining_script(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{08ff}' | '\u{0900}'..='\u{0dff}' | '\u{0f00}'..='\u{109f}' | '\u{1780}'..='\u{18aa}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text for comparing: compatibility form, lower case, no accents, straight apostrophes and hyphens, single spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut take = |c: char| {
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '`' | '\u{b4}' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{201c}' | '\u{201d}' => '"',
            _ => c,
        };
        if c.is_whitespace() {
            space = !out.is_empty();
            return;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    };
    for c in text.chars() {
        // Most characters are their own compatibility form. The others can be taken apart one by one: looking at them together would only
        // put their accents in order, and those go.
        if c.is_ascii() && !c.is_ascii_control() {
            take(c);
        } else {
            let apart = std::iter::once(c).nfkd();
            apart.filter(|c| !is_combining_mark(*c) && !is_joining(*c) && (*c == '\n' || !is_invisible(*c))).for_each(&mut take);
        }
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
    fn what_joins_stays_where_it_joins_and_hides_nothing_elsewhere() {
        for kept in [
            "👩\u{200d}👩\u{200d}👧",
            "🏳\u{fe0f}\u{200d}🌈",
            "👍🏽 ❤\u{fe0f} ☎\u{fe0e} 1\u{fe0f}\u{20e3}",
            "🇬🇧",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "葛\u{fe00}",
        ] {
            assert_eq!(visible(kept), kept);
        }
        for (hidden, seen) in [
            ("k\u{200d}i\u{200c}l\u{fe0f}l", "kill"),
            ("a\u{fe01}\u{fe02}\u{fe0f}\u{e0101}b", "ab"),
            ("👍\u{fe0f}\u{fe0f}\u{fe0f}\u{fe0e}", "👍\u{fe0f}"),
            ("👍\u{200d}ok", "👍ok"),
            ("\u{200d}\u{200c}\u{2800}\u{3164}\u{ffa0}", ""),
            ("\u{2066}a\u{2069}\u{202e}b\u{202c}\u{200f}\u{61c}", "ab"),
            // A flag that is made of tags loses them.
            ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", "🏴"),
        ] {
            assert_eq!(visible(hidden), seen, "{}", hidden.escape_unicode());
        }
        assert_eq!(fold("k\u{200d}ill \u{200c}me"), "kill me");
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
        // Folding takes characters apart one by one; that must be what folding the whole gives.
        #[test]
        fn folding_one_by_one_is_folding_the_whole(text in "[\\PCa-z \u{301}\u{323}\u{b4}\u{fb01}\u{ac00}\u{1100}\u{1161}]{0,40}") {
            prop_assert_eq!(fold(&text), fold(&text.nfkd().collect::<String>()));
            prop_assert_eq!(fold(&text), fold(&text.nfkc().collect::<String>()));
        }

        #[test]
        fn what_is_visible_stays_so(s in "[a\\u{200c}\\u{200d}\\u{fe0f}\\u{fe00}\\u{e0041}\\u{202e}👍क ١\\n]{0,24}") {
            let once = visible(&s);
            prop_assert_eq!(visible(&once), once);
        }

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
