use unicode_segmentation::UnicodeSegmentation;

/// Words after which a full stop does not end the sentence.
const ABBREVIATIONS: [&str; 16] =
    ["dr", "mr", "mrs", "ms", "prof", "st", "e.g", "i.e", "etc", "no", "tel", "approx", "sec", "reg", "para", "vs"];

/// The sentences of `text`, trimmed, in order; "Dr. Smith" and "e.g. this" stay whole, a line break ends a sentence.
pub fn sentences(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut held = String::new();
        for piece in line.unicode_sentences().flat_map(typed_on) {
            held.push_str(piece);
            if ends_in_abbreviation(held.trim_end()) {
                continue;
            }
            push(&mut out, &held);
            held.clear();
        }
        push(&mut out, &held);
    }
    out
}

/// The sentences of somebody who types no capitals: "nobody rings back. how long is it?" are two, and Unicode's rule sees one.
fn typed_on(piece: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in piece.match_indices(". ") {
        let end = at + 1;
        let before = piece[from..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let is_word = before.chars().count() > 1 && before.chars().all(char::is_alphabetic);
        let goes_on = piece[end..].trim_start().chars().next().is_some_and(char::is_lowercase);
        if is_word && goes_on && !ABBREVIATIONS.contains(&before.to_lowercase().as_str()) {
            out.push(&piece[from..end]);
            from = end;
        }
    }
    out.push(&piece[from..]);
    out
}

fn push(out: &mut Vec<String>, sentence: &str) {
    let sentence = sentence.trim();
    if !sentence.is_empty() {
        out.push(sentence.to_owned());
    }
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(body) = sentence.strip_suffix('.') else {
        return false;
    };
    let last = body.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(body);
    // "no." and "st." also end sentences ("He said no."), so those two need a capital: "No. 5", "St. Mary's".
    match last {
        "no" | "st" => false,
        _ => ABBREVIATIONS.contains(&last.to_lowercase().as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            sentences("Ask Dr. Smith. She can help, e.g. with forms. Yes."),
            ["Ask Dr. Smith.", "She can help, e.g. with forms.", "Yes."]
        );
        assert_eq!(sentences("The school said no. Then we asked again."), ["The school said no.", "Then we asked again."]);
    }

    #[test]
    fn small_letters_begin_a_sentence_too() {
        assert_eq!(sentences("nobody rings back. how long is it? help"), ["nobody rings back.", "how long is it?", "help"]);
        for whole in ["The no. of children is 5.", "Open from 9 a.m. to noon.", "Ask e.g. the school.", "See www.example.org. or so"] {
            assert_eq!(sentences(whole), [whole]);
        }
    }

    #[test]
    fn numbers_and_lines() {
        assert_eq!(
            sentences("It costs 86.45 a week. Ring 0800 1111.\nNext line"),
            ["It costs 86.45 a week.", "Ring 0800 1111.", "Next line"]
        );
    }
}
