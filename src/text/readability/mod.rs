//! How easy a text is to read, as far as a machine can tell, and what to do about it.
//!
//! One way of looking for everybody who needs it: the check of the knowledge, an editor who pastes a text, and a reply that is made shorter
//! by computer. The rules are those of standards.md §1.2; whether the tone, the order and the pictures are right, people tell.

mod acronyms;
mod grammar;
mod lexicon;
mod measure;
mod parts;
mod prose;
mod rules;
mod syllables;

pub use acronyms::{ShortForms, short_forms};
pub use lexicon::Lexicon;
pub use measure::Measure;
pub use parts::{Parts, Sentence, Word, WordKind};
pub use rules::{Finding, Rule, Weight};
pub use syllables::syllables;

/// How a text is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Easy read: each line is one sentence.
    Lines,
    /// Sentences that may run over lines; an empty line parts paragraphs.
    Plain,
    /// The same with Markdown's marks, which are not read.
    Markdown,
}

/// What was found out about a text.
#[derive(Debug, Clone)]
pub struct Report {
    /// The text in its parts.
    pub parts: Parts,
    /// Its measures.
    pub measure: Measure,
    /// What could be better, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Measures a text and looks for what could be better.
pub fn read(text: &str, form: Form, lexicon: &Lexicon) -> Report {
    let parts = Parts::of(prose::prose(text, form));
    let measure = Measure::of(&parts, lexicon);
    let findings = rules::findings(&parts, &measure, form, lexicon);
    Report { parts, measure, findings }
}

/// Measures a text alone.
pub fn measure(text: &str, form: Form, lexicon: &Lexicon) -> Measure {
    Measure::of(&Parts::of(prose::prose(text, form)), lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::PlainWords;

    /// What is shipped, with three terms.
    pub(super) fn lexicon() -> Lexicon {
        let lines = |text: &'static str| text.lines().filter(|l| !l.starts_with('#'));
        let plain = PlainWords::parse(include_str!("../../../knowledge/words/plain.toml")).unwrap();
        Lexicon::new(lines(include_str!("../../../knowledge/words/general.txt")))
            .with_known(lines(include_str!("../../../knowledge/words/easy.txt")))
            .with_terms(&[["EHC plan", "EHCP"], ["DLA", "Disability Living Allowance"], ["triage", "sorting"]])
            .with_names(["Staffordshirewide"])
            .with_tables(plain, PlainWords::of_pairs(include_str!("../../../knowledge/words/idioms.txt")))
    }

    #[test]
    fn the_old_formulas_give_what_they_give() {
        // 12 words, 2 sentences, 14 syllables, 1 word of more than 6 letters.
        let m = measure("The cat sat on the mat. Families ask for a plan.", Form::Plain, &lexicon());
        assert_eq!((m.words, m.sentences, m.longest_sentence), (11, 2, 6));
        assert_eq!(format!("{:.2} {:.2} {:.2} {:.2}", m.mean_sentence, m.mean_syllables, m.lix, m.rix), "5.50 1.18 14.59 0.50");
        let syllables = 13.0 / 11.0;
        assert!((m.flesch_kincaid - (0.39 * 5.5 + 11.8 * syllables - 15.59)).abs() < 1e-9);
        assert!((m.flesch_ease - (206.835 - 1.015 * 5.5 - 84.6 * syllables)).abs() < 1e-9);
        assert!((m.smog - (1.043 * 15.0_f64.sqrt() + 3.1291)).abs() < 1e-9, "{}", m.smog);
    }

    #[test]
    fn easier_is_higher_on_the_scale() {
        let score = |text: &str| measure(text, Form::Plain, &lexicon()).score;
        let easy = score("You can ask for help. We will write to you. Then you can ring us.");
        let middle = score("If you need help, you can ask for it, and we will write to you before you ring us about the next step.");
        let hard =
            score("Assistance may be requested, whereupon correspondence will be issued prior to any subsequent telephone consultation.");
        assert!(easy > 85.0 && easy > middle && middle > hard && hard < 20.0, "{easy} {middle} {hard}");
        assert!(score("") == 0.0 && score("…") == 0.0);
    }

    #[test]
    fn a_long_text_takes_no_longer_than_its_length() {
        let lexicon = lexicon();
        let pieces = [
            "The council, which meets in May, will commence a review of ZZT; it is not uncommon. ",
            "[[[[[[(((((",
            "a.a.a. ",
            "\u{301}",
            "((“",
            "A&B ",
            "e.g. ",
            "word",
            "\n",
            "- {x} y\n",
            "***`_|",
            "0800 ",
            "IV ABC DEF GHI JKL ",
            "an individual ",
            "never no not ",
            "abcdefghijklmnopq{} ",
        ];
        for (i, piece) in pieces.iter().enumerate() {
            let text = |bytes: usize| {
                (0..)
                    .map(|n| piece.replace("{}", &n.to_string()))
                    .scan(0, |len, p| {
                        *len += p.len();
                        (*len <= bytes).then_some(p)
                    })
                    .collect::<String>()
            };
            let time = |text: &str| {
                let start = std::time::Instant::now();
                std::hint::black_box(read(text, Form::Markdown, &lexicon));
                start.elapsed().as_secs_f64()
            };
            let (small, large) = (text(12_500), text(100_000));
            let (a, b) = (time(&small).min(time(&small)), time(&large));
            // Eight times the text; quadratic would be 64 times. Unoptimised, on a busy machine.
            assert!(b < 30.0 * a.max(0.02), "piece {i}: {a:.3} s and {b:.3} s");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_measure_of_any_text_is_finite(text in "(\\PC|\n|[a-z ]{0,9}|[.,;:!?(){}\\[\\]|*_#%&/]|[A-Z]{2,5} |[0-9]{1,4}){0,120}") {
            let lexicon = Lexicon::new(["a", "the"]);
            for form in [Form::Lines, Form::Plain, Form::Markdown] {
                let report = read(&text, form, &lexicon);
                let figures = serde_json::to_value(report.measure).unwrap();
                for (name, figure) in figures.as_object().unwrap() {
                    proptest::prop_assert!(figure.is_number(), "{} is {}", name, figure);
                }
                proptest::prop_assert!((0.0..=100.0).contains(&report.measure.score));
                for finding in &report.findings {
                    proptest::prop_assert!(text.get(finding.range.clone()).is_some(), "{:?}", finding);
                    proptest::prop_assert!(finding.line >= 1 && finding.line <= text.matches('\n').count() + 1);
                    proptest::prop_assert!(!finding.what.is_empty() && !finding.fix.is_empty());
                }
            }
        }
    }
}
