//! What must hold for any words: nothing is invented, nothing lost unsaid, no line is long, and nothing panics.

use proptest::prelude::*;

use super::*;
use crate::knowledge::{Files, Knowledge};

fn knowledge() -> &'static Knowledge {
    static ALL: OnceLock<Knowledge> = OnceLock::new();
    ALL.get_or_init(|| Knowledge::load(Files::shipped()).knowledge)
}

fn short(text: &str, letter: bool) -> Short {
    let blocks: Vec<Block> = text.split("\n\n").map(Block::paragraph).collect();
    let locale = Locale::negotiate("en-GB");
    Shortener::new(knowledge(), &locale).short(&Passage { blocks: &blocks, area: None, lead: None, asked: &[], most: 9, letter })
}

/// The numbers of a text, read another way than the guard reads them: every run of digits, and small numbers in words.
fn figures(text: &str) -> Vec<String> {
    let mut out: Vec<String> =
        text.replace(',', "").split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(str::to_owned).collect();
    for (word, figure) in [("two", "2"), ("six", "6"), ("fifteen", "15"), ("one month", "1")] {
        if text.to_lowercase().contains(word) {
            out.push(figure.to_owned());
        }
    }
    out
}

fn says(text: &str, word: &str) -> bool {
    text::words(text).iter().any(|w| w == word)
}

/// What must hold of every line, whatever it was made from.
fn holds(made: &Short, whole: &str) -> Result<(), TestCaseError> {
    for line in &made.lines {
        prop_assert!(
            line.text.split_whitespace().count() <= MOST_WORDS && text::words(&line.text).len() <= MOST_WORDS,
            "long: {}",
            line.text
        );
        prop_assert_eq!(text::sentences(&line.text).len(), 1, "{}", line.text);
        prop_assert!(!line.text.contains(['(', ')', ';', '…', '%', '[']), "signs: {}", line.text);
        if line.from.is_empty() {
            continue;
        }
        let known = figures(whole);
        prop_assert!(figures(&line.text).iter().all(|n| known.contains(n)), "number of ours: {} <- {}", line.text, whole);
        for word in ["not", "must", "should", "may", "least", "unless", "never", "working", "whichever"] {
            prop_assert!(!says(&line.text, word) || says(whole, word), "{word} of ours: {} <- {whole}", line.text);
        }
    }
    Ok(())
}

const WHO: [&str; 7] = ["The council", "Your school", "You", "We", "Parents and carers", "The local authority", "Schools in Norfolk"];
const LAW: [&str; 9] = ["must", "must not", "should", "may", "can", "will", "cannot", "has to", "do not have to"];
const DOES: [&str; 8] = [
    "write a report",
    "send the plan",
    "review the support for your child",
    "tell the family",
    "hold a meeting with the SENCO",
    "keep the notes",
    "pay £20",
    "listen to children, parents and staff",
];
const WHEN: [&str; 9] = [
    "within 6 weeks",
    "by 3 July 2025",
    "within fifteen working days",
    "at least two weeks before",
    "unless you agree",
    "if you ask",
    "before the review",
    "",
    "in one month",
];
const JOIN: [&str; 9] = [". ", ", and ", ", but ", "; ", " so that ", " because ", ", which ", " and ", ", including "];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn sentences_of_the_law_keep_their_facts(
        parts in prop::collection::vec((0..WHO.len(), 0..LAW.len(), 0..DOES.len(), 0..WHEN.len(), 0..JOIN.len()), 1..5), letter: bool,
    ) {
        let mut whole = String::new();
        for (at, (who, law, does, when, join)) in parts.iter().enumerate() {
            if at > 0 {
                whole.push_str(JOIN[*join]);
            }
            whole.push_str(format!("{} {} {} {}", WHO[*who], LAW[*law], DOES[*does], WHEN[*when]).trim());
        }
        whole.push('.');
        let made = short(&whole, letter);
        holds(&made, &whole)?;
        // A line keeps the "not" of the words it says: no line makes a duty of what is forbidden.
        for line in made.lines.iter().filter(|l| !l.from.is_empty()) {
            for does in DOES {
                let before = |text: &str, law: &str| text.to_lowercase().contains(&format!("{law} {does}"));
                if before(&line.text, "must") {
                    prop_assert!(before(&whole, "must"), "{} <- {whole}", line.text);
                }
            }
        }
    }

    #[test]
    fn what_is_cut_loses_no_word(parts in prop::collection::vec((0..WHO.len(), 0..LAW.len(), 0..DOES.len(), 0..JOIN.len()), 2..5)) {
        let mut whole = String::new();
        for (at, (who, law, does, join)) in parts.iter().enumerate() {
            if at > 0 {
                whole.push_str(JOIN[*join].trim_end_matches(['.', ' ']));
                whole.push(' ');
            }
            whole.push_str(&format!("{} {} {}", WHO[*who], LAW[*law], DOES[*does]));
        }
        whole.push('.');
        if let Some(cut) = clauses::parts(&whole, &|l| count(l) <= MOST_WORDS) {
            let said = text::words(&format!("{} {}", cut.lines.join(" "), cut.left_out.join(" ")));
            for word in text::words(&whole) {
                // What joined the halves may go with the cut.
                prop_assert!(said.contains(&word) || ["and", "which", "so", "including", "but"].contains(&word.as_str()), "{word} is lost: {cut:?} <- {whole}");
            }
        }
    }

    #[test]
    fn any_words_are_taken(text in "(\\PC{0,40}|[a-zA-Z,;:.()–“”'/%&? \n]{0,200}|([Tt]he |We |which |by |and |to |, |is |must |not |reviewed |council |because |if |: |; |“|”|\\(|\\)){0,40})", letter: bool) {
        let made = short(&text, letter);
        for line in &made.lines {
            prop_assert!(line.text.split_whitespace().count() <= MOST_WORDS);
        }
    }
}

#[test]
fn lines_say_what_the_passage_says() {
    for (whole, lines) in [
        ("The plan is reviewed by the council. They will write to you.", &["The council reviews the plan.", "They will write to you."][..]),
        ("They must write to you within six weeks.", &[]),
        ("You must send the form (SEND35) by 3 July 2025.", &["You must send the form by 3 July 2025."]),
        ("Develop a feedback process for services.", &[]),
        ("The council must not charge for this unless you agree.", &["The council must not charge for this unless you agree."]),
        ("“We wait for everything.” Young person", &["A young person said: “We wait for everything.”"]),
    ] {
        let made = short(whole, false);
        assert_eq!(made.lines.iter().filter(|l| !l.from.is_empty()).map(|l| l.text.as_str()).collect::<Vec<_>>(), lines, "{whole}");
    }
}

#[test]
fn a_condition_stays_with_what_hangs_on_it() {
    let made =
        short("If you disagree with this decision, you can appeal to the SEND Tribunal within 2 months of the date of this letter.", true);
    let lines: Vec<&str> = made.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(lines[0], "Do you disagree with this decision?");
    assert!(lines[1].starts_with("Then you can appeal to the SEND Tribunal"), "{lines:?}");
    assert!(lines.iter().any(|l| l.contains("within 2 months of the date of this letter")), "{lines:?}");
}
