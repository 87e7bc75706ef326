//! Masking as the program does it, with what the shipped knowledge keeps: personal data in the words of children, parents and staff goes,
//! everything else stays as it was written.
//!
//! The templates lie in `tests/fixtures/masking`, in two halves that were drawn by lot before the detector was written.

mod corpus;
mod measure;

use std::sync::LazyLock;

use waymark::{
    answer::Library,
    knowledge::{Files, Roots},
    privacy::redact_with,
};

use measure::{HELD_OUT, Half, SECOND, TUNING, measure};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let roots = Roots { base: Some(concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge").into()), ..Default::default() };
    Library::open(&roots).unwrap()
});

/// The aims of the design, on either half.
const AIM: f64 = 0.98;

/// For messages in which most names are not introduced at all, and three in ten are on no list.
const BARE: f64 = 0.93;

fn holds(half: &Half, what: &str, aim: f64) {
    let told = measure(half, 3, |text| redact_with(&LIBRARY.keep, text));
    println!(
        "{what}: {} of {} personal spans masked, {} of {} harmless texts untouched, {} of {} other words lost",
        told.masked, told.spans, told.untouched, told.harmless, told.lost, told.words
    );
    let faults = || told.faults.join("\n");
    assert!(told.spans > 400 && told.harmless >= 120, "the corpus has shrunk");
    assert!(told.recall() >= aim, "masked {:.3}\n{}", told.recall(), faults());
    assert!(told.calm() >= AIM, "untouched {:.3}\n{}", told.calm(), faults());
    assert!(told.lost * 100 <= told.words, "lost {} of {} other words\n{}", told.lost, told.words, faults());
}

#[test]
fn personal_data_goes_and_harmless_words_stay_where_it_was_tuned() {
    holds(&TUNING, "tuning half", AIM);
}

#[test]
fn personal_data_goes_and_harmless_words_stay_where_it_was_not_tuned() {
    holds(&HELD_OUT, "held-out half", AIM);
}

#[test]
fn names_that_nobody_introduces_go_mostly_and_harmless_words_stay() {
    holds(&SECOND, "second look", BARE);
}

// Whatever number an area or the words of help give out is readable in a person's question, however it is spaced.
#[test]
fn every_number_we_give_out_stays_readable() {
    let contacts = LIBRARY.knowledge.areas.all().flat_map(|a| &a.contacts);
    let mut numbers: Vec<String> = contacts.filter_map(|c| c.phone.clone()).collect();
    let help = Files::shipped().get("safeguarding.toml").unwrap().to_owned();
    numbers.extend(["0800 1111", "116 123", "0808 800 5000", "85258", "18000", "18001 111"].map(str::to_owned));
    assert!(numbers.len() > 10, "{numbers:?}");
    for number in numbers {
        assert!(number.contains(|c: char| c.is_ascii_digit()), "{number}");
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let spaced = digits.chars().map(String::from).collect::<Vec<_>>().join(" ");
        for written in [number.clone(), digits.clone(), number.replace(' ', "-"), spaced, format!("({}) {}", &digits[..3], &digits[3..])] {
            if written.ends_with(") ") {
                continue;
            }
            let text = format!("can i ring {written} tonight");
            assert_eq!(redact_with(&LIBRARY.keep, &text), text);
        }
    }
    for line in help.lines().filter(|l| l.contains("text = \"") || l.trim_start().starts_with("standard")) {
        let masked = redact_with(&LIBRARY.keep, line);
        assert!(!masked.contains("[phone number]") && !masked.contains("[e-mail]"), "{masked}");
    }
}

// Our own articles hold nobody's data; a mask there is a false alarm (links between articles are addresses, not sentences).
#[test]
fn our_own_sentences_are_left_alone() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for article in &LIBRARY.knowledge.articles {
        for question in &article.questions {
            count += 1;
            let masked = redact_with(&LIBRARY.keep, question);
            if masked != *question {
                wrong.push(masked);
            }
        }
    }
    for passage in &LIBRARY.knowledge.passages {
        count += 1;
        let masked = redact_with(&LIBRARY.keep, &passage.text);
        if masked != passage.text {
            wrong.push(masked);
        }
    }
    println!("{} of {count} questions and passages of the shipped knowledge changed", wrong.len());
    assert!(wrong.len() * 200 <= count, "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

// What is stored and shown is the masked text, by the door that a person uses.
#[test]
fn what_a_question_leaves_behind_is_masked() {
    let told = "my son called kavrin has no taxi, ring 07700 900123, we live near NR3";
    let question = waymark::answer::Question::new(told, jiff::civil::date(2026, 11, 25));
    let answer = waymark::answer::answer(&LIBRARY, &question);
    assert_eq!(answer.redacted, "my son called [name] has no taxi, ring [phone number], we live near NR3");
}
