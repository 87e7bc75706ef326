use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Words after which a full stop does not end the sentence.
const ABBREVIATIONS: [&str; 16] =
    ["dr", "mr", "mrs", "ms", "prof", "st", "e.g", "i.e", "etc", "no", "tel", "approx", "sec", "reg", "para", "vs"];

/// The sentences of `text`, trimmed, in order; "Dr. Smith" and "e.g. this" stay whole, a line break ends a sentence.
pub fn sentences(text: &str) -> Vec<String> {
    sentence_spans(text).into_iter().map(|span| text[span].to_owned()).collect()
}

/// Where the sentences of `text` stand, in bytes.
pub fn sentence_spans(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut from_line = 0;
    for line in text.split_inclusive('\n') {
        let mut held: Option<Range<usize>> = None;
        for (from, piece) in pieces(line) {
            let (start, end) = (from_line + from, from_line + from + piece.len());
            let span = held.take().map_or(start..end, |h| h.start..end);
            if ends_in_abbreviation(text[span.clone()].trim_end()) {
                held = Some(span);
            } else {
                push(&mut out, text, &span);
            }
        }
        if let Some(span) = held {
            push(&mut out, text, &span);
        }
        from_line += line.len();
    }
    out
}

/// What Unicode's rule and small letters make of one line: pieces with where they begin.
fn pieces(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let bounds = line.split_sentence_bounds().map(move |piece| {
        let from = at;
        at += piece.len();
        (from, piece)
    });
    bounds.filter(|(_, piece)| piece.contains(char::is_alphanumeric)).flat_map(|(from, piece)| {
        let mut at = from;
        typed_on(piece).into_iter().map(move |part| {
            let begins = at;
            at += part.len();
            (begins, part)
        })
    })
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

fn push(out: &mut Vec<Range<usize>>, text: &str, span: &Range<usize>) {
    let trimmed = text[span.clone()].trim_start();
    let start = span.end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        out.push(start..end);
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
