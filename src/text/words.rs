use unicode_segmentation::UnicodeSegmentation;

use super::fold;

/// The folded words of `text`, in order, apostrophes inside words dropped ("don't" is "dont", as many type it).
pub fn words(text: &str) -> Vec<String> {
    fold(text).unicode_words().map(|w| w.replace(['\'', '.'], "")).filter(|w| !w.is_empty()).collect()
}

/// Whether a word, as it stands between spaces, is a web or e-mail address: it has the signs and the length it has.
pub fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let ends_as_a_site = || word.rsplit('.').next().is_some_and(|end| end.len() >= 2 && end.starts_with(char::is_alphabetic));
    word.contains("://")
        || word.contains('@')
        || word.starts_with("www.")
        || (word.contains('.') && !word.contains("..") && ends_as_a_site() && word.len() > 5)
}

/// A heading as an address part: folded words joined by hyphens, at most 80 bytes; `section` when nothing is left.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for word in words(text) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() || out.len() + word.len() > 79 {
            continue;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&word);
    }
    if out.is_empty() { "section".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Who’s my SENCo? 20-week"), ["whos", "my", "senco", "20", "week"]);
    }

    #[test]
    fn a_slug_is_safe_in_an_address() {
        assert_eq!(slug("What you can do next?"), "what-you-can-do-next");
        assert_eq!(slug("💬"), "section");
    }
}
