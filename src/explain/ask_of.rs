//! What a letter asks of its reader, and what it lets them do.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern;

/// What a sentence asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// The reader is to do something.
    Must,
    /// The reader may do something.
    May,
}

const DO: &str = "contact|complete|return|send|ring|call|sign|bring|reply|tell|fill|keep|apply|book|telephone|phone|email|e-mail|write|attend|check|make sure|ensure|let us|let me|arrive|ask|speak|pay|confirm|provide|give|inform|notify|arrange|visit|read|use|do";

static PLEASE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bplease\s+(?:do\s+|also\s+|could you\s+|ensure|be sure)?([a-z-]+)"));
static NEED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\byou\s+(?:and your \w+\s+)?(?:must|need to|have to|will need to|will have to|should|are required to|are asked to|are requested to|are expected to|ought to)\s+(?:also\s+|not\s+|then\s+|always\s+)?([a-z-]+)",
    )
});
static NEED_FROM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bwe\s+(?:will\s+)?(?:need|require|ask|request)\s+(?:you|your)\b|\b(?:you and your \w+|you) are (?:asked|required|requested) to\b",
    )
});
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)^(?:(?:if|when|before|after|at|in|to|for|once)\b[^.]*?(?:,|times|emergency)\s+)?(?:then\s+)?(?:{DO})\b\s+(?:the|your|a|an|us|me|this|it|any|all|for|to|on|at|with|sure|nhs|999|111|0|know|back|in)"
    ))
});
static MAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\byou\s+(?:can|may|could|might wish to|may wish to)\s+(?:also\s+|then\s+|still\s+|wish to\s+)?([a-z-]+)")
});
static RIGHT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\byou\s+(?:also\s+)?(?:have|will have)\s+(?:the|a)\s+right\s+(?:to|of)\b|\byou\s+are\s+(?:welcome|entitled|able|free)\s+to\b|\byour right to appeal\b",
    )
});
static OPTIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bif you (?:have any|would like|wish|want|need any|need more|need help|are unhappy|are not happy|disagree|do not agree|don't agree|are unsure|feel)|\bquestions\b|\bplease do contact\b|\bshould you (?:have|wish|need|require)\b",
    )
});

/// What happens to somebody is not what they do: "you may receive", "you should hear".
const SUFFERED: [&str; 29] = [
    "receive",
    "get",
    "be",
    "hear",
    "feel",
    "have",
    "find",
    "not",
    "see",
    "expect",
    "know",
    "already",
    "note",
    "remember",
    "think",
    "lose",
    "become",
    "notice",
    "experience",
    "qualify",
    "also",
    "only",
    "like",
    "still",
    "never",
    "therefore",
    "now",
    "look",
    "understand",
];

/// What a sentence asks of its reader; none where it tells something only.
pub(super) fn asks(sentence: &str) -> Option<Asks> {
    // "We are sorry that you have to wait", "if you need to talk": it is said in passing.
    let passing = |c: &regex::Captures<'_>| {
        let before = c.get(0).map_or("", |m| &sentence[..m.start()]).trim_end().to_lowercase();
        ["that", "if", "when", "where", "what", "how", "whether", "which", "sorry"]
            .iter()
            .any(|w| before.ends_with(&format!(" {w}")) || before == *w)
    };
    let acts = |pattern: &Regex| {
        pattern
            .captures_iter(sentence)
            .any(|c| !passing(&c) && c.get(1).is_none_or(|w| !SUFFERED.contains(&w.as_str().to_lowercase().as_str())))
    };
    let please = PLEASE
        .captures_iter(sentence)
        .any(|c| c.get(1).is_none_or(|w| !["find", "note", "accept", "see", "be"].contains(&w.as_str().to_lowercase().as_str())));
    // A leading "Please" without an object that was caught still asks.
    let must = please || acts(&NEED) || NEED_FROM.is_match(sentence) || ORDER.is_match(sentence);
    let may = acts(&MAY) || RIGHT.is_match(sentence);
    let told_to_keep_from = sentence.to_lowercase().contains("you must not") || sentence.to_lowercase().contains("you should not");
    match (must || told_to_keep_from, may) {
        (true, false) if OPTIONAL.is_match(sentence) && !acts(&NEED) => Some(Asks::May),
        // "You must do so in writing": what has to be done outweighs.
        (true, true) if OPTIONAL.is_match(sentence) && !acts(&NEED) => Some(Asks::May),
        (true, _) => Some(Asks::Must),
        (false, true) => Some(Asks::May),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_done_is_told_from_what_happens() {
        for (sentence, asked) in [
            ("Please return the form.", Some(Asks::Must)),
            ("Please find enclosed the plan.", None),
            ("You must keep all receipts.", Some(Asks::Must)),
            ("You should receive it soon.", None),
            ("You may receive a penalty notice.", None),
            ("You can appeal.", Some(Asks::May)),
            ("You have the right to ask for a school.", Some(Asks::May)),
            ("If you have any questions, please contact us.", Some(Asks::May)),
            ("If your child is ill, tell the school.", Some(Asks::Must)),
            ("In an emergency call 999.", Some(Asks::Must)),
            ("We will write to you.", None),
            ("You must not ring the school.", Some(Asks::Must)),
        ] {
            assert_eq!(asks(sentence), asked, "{sentence}");
        }
    }
}
