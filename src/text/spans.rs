use unicode_segmentation::UnicodeSegmentation;

use super::fold;

/// The words of `text` as [`super::words`] has them, each with the byte where it begins and the word as it stands there.
pub fn spans(text: &str) -> Vec<(usize, &str, String)> {
    let folded = |word: &str| fold(word).replace(['\'', '.'], "");
    text.unicode_word_indices().map(|(at, word)| (at, word, folded(word))).filter(|(_, _, folded)| !folded.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let text = "Who’s my SENCo? Éva";
        let found = spans(text);
        assert!(found.iter().all(|(at, word, _)| text[*at..].starts_with(word)));
        assert_eq!(found.iter().map(|(_, _, f)| f.as_str()).collect::<Vec<_>>(), ["whos", "my", "senco", "eva"]);
        assert_eq!(found[2], (11, "SENCo", "senco".to_owned()));
    }
}
