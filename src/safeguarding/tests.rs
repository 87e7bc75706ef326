#![allow(clippy::print_stderr, reason = "times are printed for whoever runs it by hand")]

use std::time::Instant;

use proptest::prelude::*;

use super::*;

const FILE: &str = include_str!("../../knowledge/safeguarding.toml");

fn screener() -> &'static Screener {
    static ONE: std::sync::OnceLock<Screener> = std::sync::OnceLock::new();
    ONE.get_or_init(|| Screener::parse(FILE).unwrap_or_else(|faults| panic!("{}", faults.join("\n"))))
}

#[test]
fn every_example_of_the_file_is_screened_as_it_says() {
    let mut wrong = Vec::new();
    for example in file::examples(FILE) {
        let got = screener().screen(&example.says);
        let right = match example.raises {
            None => got.level == Level::None,
            Some((level, category)) => got.level == level && got.categories.contains(&category),
        };
        if !right {
            wrong.push(format!("{:?}\n    should raise {:?}, raised {got:?}", example.says, example.raises));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_enough_examples_on_both_sides() {
    let (raise, quiet): (Vec<_>, Vec<_>) = file::examples(FILE).into_iter().partition(|example| example.raises.is_some());
    assert!(raise.len() >= 200 && quiet.len() >= 200, "{} and {}", raise.len(), quiet.len());
}

#[derive(Deserialize)]
struct Unseen {
    raise: Vec<Says>,
    quiet: Vec<Says>,
}

#[derive(Deserialize)]
struct Says {
    says: Vec<String>,
}

#[test]
fn what_was_once_unseen_is_still_recognised() {
    let unseen: Unseen = toml::from_str(include_str!("unseen.toml")).expect("the file parses");
    let level = |says: &String| screener().screen(says).level;
    let missed: Vec<&String> = unseen.raise.iter().flat_map(|set| &set.says).filter(|says| level(says) == Level::None).collect();
    let false_alarms: Vec<&String> = unseen.quiet.iter().flat_map(|set| &set.says).filter(|says| level(says) != Level::None).collect();
    assert!(missed.is_empty() && false_alarms.is_empty(), "missed {missed:#?}, false alarms {false_alarms:#?}");
}

#[test]
fn a_disclosure_over_several_messages_counts_as_one() {
    let s = screener();
    assert_eq!(s.screen_turns(&["i want"], "to die").level, Level::Immediate);
    assert_eq!(s.screen_turns(&["hi", "my uncle"], "he touches me").level, Level::Immediate);
    assert_eq!(s.screen_turns(&["i took", "all of my"], "tablets").level, Level::Immediate);
    assert_eq!(s.screen_turns(&["can i ask something", "i dont want"], "to be alive").level, Level::Immediate);
    assert_eq!(s.screen_turns(&["i want to die"], "im going to do it tonight").level, Level::Immediate);
}

#[test]
fn a_crisis_that_was_answered_does_not_come_up_again() {
    let s = screener();
    for next in ["thanks", "how do i get a bus pass", "when is my review", "ok", "today is my birthday", "my son is 12"] {
        assert_eq!(s.screen_turns(&["hi", "i want to die"], next).level, Level::None, "{next}");
        assert_eq!(s.screen_turns(&["my dad hits me", "hes got a knife"], next).level, Level::None, "{next}");
    }
    assert_eq!(s.screen_turns(&["my homework is boring", "i like pizza"], "can i do it tomorrow").level, Level::None);
}

#[test]
fn only_the_end_of_a_long_story_matters_too() {
    let story = format!("{}. Now I want to kill myself.", "My son has waited for a plan and the school is kind but slow ".repeat(40));
    assert_eq!(screener().screen(&story).level, Level::Immediate);
}

#[test]
fn signposts_put_999_first_and_name_the_area() {
    let s = screener();
    for level in [Level::Concern, Level::Immediate] {
        for category in CATEGORIES {
            for (area, local) in [
                ("norfolk", "0344 800 8020"),
                ("suffolk", "0808 800 4005"),
                ("staffordshire", "children's services"),
                ("nowhere", "children's services"),
            ] {
                let shown = s.signpost(&Screening { level, categories: vec![category] }, Some(area));
                let whole = shown.standard.join("\n");
                let easy: Vec<&str> = shown.easy_read.iter().map(|line| line.text.as_str()).collect();
                let first_number = whole.find(|c: char| c.is_ascii_digit()).map(|at| &whole[at..at + 3]);
                assert_eq!(first_number, Some("999"), "{whole}");
                for needed in ["999", "85258", "116 123", "computer"] {
                    assert!(
                        whole.contains(needed) || needed == "116 123" && category == Category::Danger,
                        "{category:?} {needed}: {whole}"
                    );
                    assert!(easy.join("\n").contains(needed) || needed == "116 123" && category == Category::Danger);
                }
                if !matches!((level, category), (Level::Concern, Category::Suicide | Category::SelfHarm | Category::Eating)) {
                    assert!(whole.contains(local), "{category:?} {area}: {whole}");
                }
                assert!(whole.find("85258") < whole.find("0800 1111").or(whole.find("116 123")), "text comes before phone: {whole}");
                assert!(!whole.contains("0800 1313") && !whole.contains("0300 111") && !whole.to_lowercase().contains("secret"));
                assert!(!shown.approved && !shown.title.is_empty());
            }
        }
    }
}

#[test]
fn two_kinds_of_harm_show_each_contact_once() {
    let shown =
        screener().signpost(&Screening { level: Level::Immediate, categories: vec![Category::Suicide, Category::Abuse] }, Some("norfolk"));
    let whole = shown.standard.join("\n");
    assert!(whole.contains("option 2") && whole.contains("help@nspcc.org.uk"));
    assert_eq!(whole.matches("0800 1111").count(), 1);
}

#[test]
fn faults_say_which_entry_and_what_to_do() {
    let faults = |text: &str| Screener::parse(text).err().map(|faults| faults.join("\n")).unwrap_or_default();
    assert!(faults("surprise = 1").contains("surprise") || faults("surprise = 1").contains("missing"));
    assert!(faults(&format!("surprise = 1\n{FILE}")).contains("unknown field `surprise`"));
    assert!(faults(&FILE.replace("\"better off dead\"", "\"better <of dead\"")).contains("`<` is not closed"));
    assert!(faults(&FILE.replacen("<tired_of> <living>", "<tired_off> <living>", 1)).contains("<tired_off>"));
    assert!(faults(&FILE.replacen("This is a computer. No person is reading this now.", &"word ".repeat(16), 1)).contains("has 16"));
    assert!(faults(&FILE.replacen("\"crisis_line\"", "\"no_such_line\"", 1)).contains("no_such_line"));
    assert!(
        Screener::parse(&FILE.replacen("nobody yet", "a safeguarding lead", 1))
            .is_ok_and(|s| s.signpost(&Screening { level: Level::None, categories: vec![] }, None).approved)
    );
}

#[test]
fn screening_serialises_in_small_letters() {
    let text = toml::to_string(&screener().screen("my dad hits me and i want to die")).expect("it serialises");
    assert_eq!(text, "level = \"immediate\"\ncategories = [\"suicide\", \"abuse\"]\n");
}

#[test]
fn time_grows_with_length_and_no_faster() {
    let s = screener();
    for piece in ["k1ll my s e l f zzqx ", "wantodiewantodie", "i i i i my son he ", "k*ll ", "a", "dont never not ", "su!c!de1111 "] {
        let long: String = piece.chars().cycle().take(100_000).collect();
        let short: String = piece.chars().cycle().take(10_000).collect();
        let time = |text: &str| {
            let start = Instant::now();
            s.screen(text);
            start.elapsed()
        };
        let (small, large) = (time(&short), time(&long));
        eprintln!("{piece:?}: {small:?} for 10 000, {large:?} for 100 000");
        assert!(large < small * 40 + std::time::Duration::from_millis(200), "{piece:?}: {small:?} then {large:?}");
    }
}

/// Run by hand in a release build: `cargo test --release speed -- --nocapture`.
#[test]
fn speed_of_a_short_message() {
    let s = screener();
    let start = Instant::now();
    for _ in 0..200 {
        s.screen("my son is 9 and the school says he cant have a one to one, what can i do about his plan");
    }
    eprintln!("one short message: {:?}", start.elapsed() / 200);
}

proptest! {
    #[test]
    fn no_message_makes_it_panic(text in ".{0,80}", more in "\\PC{0,40}") {
        screener().screen(&text);
        screener().screen_turns(&[&more, &text], &more);
    }

    #[test]
    fn a_wish_to_die_is_heard_in_any_spelling_of_case_and_space(mask in proptest::collection::vec(any::<bool>(), 20), spaces in 1usize..4) {
        let text: String = "i want to kill myself".chars().zip(mask.iter().cycle())
            .map(|(c, upper)| if *upper { c.to_ascii_uppercase() } else { c })
            .flat_map(|c| std::iter::repeat_n(c, if c == ' ' { spaces } else { 1 }))
            .collect();
        prop_assert_eq!(screener().screen(&text).level, Level::Immediate);
    }
}

const CATEGORIES: [Category; 9] = [
    Category::Suicide,
    Category::SelfHarm,
    Category::Abuse,
    Category::Exploitation,
    Category::Danger,
    Category::Eating,
    Category::RunningAway,
    Category::Bullying,
    Category::Carer,
];
