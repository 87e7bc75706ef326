#![allow(clippy::print_stderr, reason = "how many were heard is printed for whoever reads the run")]

use proptest::prelude::*;

use super::*;

/// Read while the tests run, so that a changed phrase is tried without building again.
static FILE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| stored("knowledge/safeguarding.toml"));

fn stored(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn screener() -> &'static Screener {
    static ONE: std::sync::OnceLock<Screener> = std::sync::OnceLock::new();
    ONE.get_or_init(|| Screener::parse(&FILE).unwrap_or_else(|faults| panic!("{}", faults.join("\n"))))
}

#[test]
fn every_example_of_the_file_is_screened_as_it_says() {
    let mut wrong = Vec::new();
    for example in file::examples(&FILE) {
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

// What worried people say about services counts, and so does the kind of harm that a service can mend.
#[test]
fn every_example_of_a_theme_counts_for_it() {
    let all = file::theme_examples(&FILE);
    for (theme, examples) in &all {
        assert!(!examples.is_empty(), "{theme:?}");
        for says in examples {
            let found = screener().screen(says);
            assert!(found.level != Level::None && found.themes().contains(theme), "{says}: {:?} {:?}", found.level, found.themes());
        }
    }
    assert_eq!(all.len(), 8, "each theme has its words");
    assert_eq!(screener().screen("i cant cope with my son any more").themes(), [Theme::Carers]);
    assert!(screener().screen("i want to kill myself").themes().is_empty());
    // A theme by itself raises nothing.
    let asked = screener().screen("how long is the waiting list for camhs");
    assert_eq!((asked.level, asked.themes()), (Level::None, vec![Theme::Waiting, Theme::MentalHealth]));
}

#[test]
fn there_are_enough_examples_on_both_sides() {
    let (raise, quiet): (Vec<_>, Vec<_>) = file::examples(&FILE).into_iter().partition(|example| example.raises.is_some());
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
    let unseen: Unseen = toml::from_str(&stored("src/safeguarding/unseen.toml")).expect("the file parses");
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
                let shown = s.signpost(&Screening { level, categories: vec![category], ..Screening::default() }, Some(area));
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
    let shown = screener().signpost(
        &Screening { level: Level::Immediate, categories: vec![Category::Suicide, Category::Abuse], ..Screening::default() },
        Some("norfolk"),
    );
    let whole = shown.standard.join("\n");
    assert!(whole.contains("option 2") && whole.contains("help@nspcc.org.uk"));
    assert_eq!(whole.matches("0800 1111").count(), 1);
}

#[test]
fn faults_say_which_entry_and_what_to_do() {
    let faults = |text: &str| Screener::parse(text).err().map(|faults| faults.join("\n")).unwrap_or_default();
    assert!(faults("surprise = 1").contains("surprise") || faults("surprise = 1").contains("missing"));
    assert!(faults(&format!("surprise = 1\n{}", *FILE)).contains("unknown field `surprise`"));
    assert!(faults(&FILE.replace("\"better off dead\"", "\"better <of dead\"")).contains("`<` is not closed"));
    assert!(faults(&FILE.replacen("<tired_of> <living>", "<tired_off> <living>", 1)).contains("<tired_off>"));
    assert!(faults(&FILE.replacen("This is a computer. No person is reading this now.", &"word ".repeat(16), 1)).contains("has 16"));
    assert!(faults(&FILE.replacen("\"crisis_line\"", "\"no_such_line\"", 1)).contains("no_such_line"));
    // Signed they are once a person's name stands there and nothing is left to prove.
    let signed = FILE.replacen("nobody yet", "a safeguarding lead", 1);
    let approved = |text: &str| Screener::parse(text).is_ok_and(|s| s.signpost(&Screening::default(), None).approved);
    let proved: String = signed.lines().filter(|line| !line.starts_with("unconfirmed")).map(|line| format!("{line}\n")).collect();
    assert!(approved(&proved) && !approved(&signed));
    let open: Vec<&str> = screener().unconfirmed().iter().map(|(name, _)| name.as_str()).collect();
    assert!(["ceop", "lado", "text", "norfolk", "suffolk", "staffordshire"].iter().all(|name| open.contains(name)), "{open:?}");
}

#[test]
fn head_banging_has_a_lead_of_its_own_and_no_crisis_card() {
    for text in
        ["he bangs his head on the wall when upset", "my toddler head bangs at bedtime", "she bites her hand when the noise is too loud"]
    {
        let found = screener().screen(text);
        assert!(found.level == Level::None && found.self_injury, "{text} {found:?}");
        let words = screener().signpost(&found, Some("norfolk")).standard.join("\n");
        assert!(words.starts_with("Badly hurt") && words.contains("999") && words.contains("GP") && words.contains("option 2"), "{words}");
        assert!(!words.contains("116 123") && !words.contains("0800 1111"), "no crisis card: {words}");
    }
    for text in [
        "training on head banging for teachers",
        "i bang my head against a brick wall with this form",
        "he hit his head on the shelf and cut his hair",
    ] {
        assert_eq!(screener().screen(text).level, Level::None, "{text}");
    }
    assert!(!screener().screen("is there training on head banging for teachers").self_injury);
    // Whoever wants to die is told so, whatever else they write.
    let both = screener().screen("he bangs his head on the wall and says he wants to die");
    assert_eq!(both.level, Level::Immediate);
    assert!(screener().signpost(&both, None).standard.join(" ").contains("116 123"));
}

#[test]
fn screening_serialises_in_small_letters() {
    let text = toml::to_string(&screener().screen("my dad hits me and i want to die")).expect("it serialises");
    assert_eq!(text, "level = \"immediate\"\ncategories = [\"suicide\", \"abuse\"]\n");
}

// Whatever is sent is read to its end: how long that takes is the bench's business (`cargo bench --bench ask`).
#[test]
fn long_messages_are_read_whole() {
    let s = screener();
    for piece in ["k1ll my s e l f zzqx ", "wantodiewantodie", "i i i i my son he ", "k*ll ", "a", "dont never not ", "su!c!de1111 "] {
        let long: String = piece.chars().cycle().take(20_000).collect();
        assert_eq!(s.screen(&format!("{long}. i want to kill myself")).level, Level::Immediate, "{piece:?}");
    }
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

fn own_examples() -> Vec<Example> {
    Example::read(&stored("knowledge/safeguarding/examples.jsonl")).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

fn lessons() -> Vec<Example> {
    Example::read(&stored("knowledge/safeguarding/lessons.jsonl")).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

#[test]
fn phrases_leave_most_of_the_harmless_lessons_alone() {
    let all = lessons();
    let harmless: Vec<&Example> = all.iter().filter(|one| one.raises().is_none()).collect();
    let level = |one: &&&Example| screener().screen(one.says()).level;
    let raised: Vec<&str> = harmless.iter().filter(|one| level(one) != Level::None).map(|one| one.says()).collect();
    let urgent: Vec<&str> = harmless.iter().filter(|one| level(one) == Level::Immediate).map(|one| one.says()).collect();
    for says in raised.iter().filter(|_| std::env::var_os("WAYMARK_SCREENING_SHOW").is_some()) {
        eprintln!("{:?} {says:?} {:?}", screener().screen(says).level, screener().explain(says));
    }
    assert!(harmless.len() >= 800 && raised.len() * 100 <= 5 * harmless.len(), "{} of {}: {raised:#?}", raised.len(), harmless.len());
    assert!(urgent.len() * 100 <= harmless.len(), "{urgent:#?}");
}

#[test]
fn a_professional_who_was_told_gets_the_lines_for_professionals_first() {
    for text in ["one of my pupils has told me he plans to kill himself", "a student at our college told me that she wants to end her life"]
    {
        let found = screener().screen(text);
        assert_eq!((found.level, found.about), (Level::Immediate, Some(Who::Professional)), "{text}");
        let words = screener().signpost(&found, Some("norfolk")).standard;
        assert!(words.iter().take(3).any(|line| line.contains("leads on safeguarding")), "{words:?}");
    }
    assert_eq!(screener().screen("my dad hits me").about, Some(Who::Me));
}

#[test]
fn a_cry_for_help_in_a_long_story_is_told_apart() {
    assert_eq!(pieces("my dad hits me").len(), 1);
    let story = "We asked for a plan in May. The school is kind. I can not go on. What happens next?";
    assert_eq!(pieces(story).len(), 5);
    let long = "This is one of many sentences. ".repeat(40);
    assert_eq!(pieces(&long).len(), 1 + MOST_SENTENCES);
}

/// Of each group of a set: messages; raised by phrases, of these to `immediate`; raised with meaning, of these to `immediate`.
fn tally(lines: &[(&str, &str)], model: Option<&crate::semantic::Model>) -> BTreeMap<String, [usize; 5]> {
    let screener = with_meaning();
    let mut table: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    for (group, says) in lines {
        let phrases = screener.screen(says);
        let pieces = pieces(says);
        let texts: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let vectors = model.map_or_else(Vec::new, |model| model.embed(&texts).expect("the model runs"));
        let both = screener.screen_turns_with(&[], says, &vectors);
        let raised = |found: &Screening| [found.level != Level::None, found.level == Level::Immediate];
        let row = table.entry((*group).to_owned()).or_default();
        for (count, yes) in row.iter_mut().zip([true].into_iter().chain(raised(&phrases)).chain(raised(&both))) {
            *count += usize::from(yes);
        }
        if std::env::var_os("WAYMARK_SCREENING_SHOW").is_some() && (both.level == Level::None) != (*group == "lookalike") {
            eprintln!("{group}: {says:?} phrases {:?} {:?}, both {:?}", phrases.level, screener.explain(says), both.level);
        }
    }
    table
}

fn set(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

/// Measures a set that nothing was tuned to: lines of `group<TAB>words`, the harmless in the group `lookalike`. It prints totals only,
/// so that looking at them teaches nobody the answers; `WAYMARK_SCREENING_SHOW` names the misses, after which the set is spent.
#[test]
#[ignore = "it needs WAYMARK_SCREENING_SET"]
fn measure_screening() {
    let file = std::env::var("WAYMARK_SCREENING_SET").expect("WAYMARK_SCREENING_SET names a file");
    let text = std::fs::read_to_string(file).expect("the set can be read");
    eprintln!("group: messages | phrases: raised, of these immediate | with meaning: raised, of these immediate");
    for (group, [all, raised, urgent, meant, pressing]) in tally(&set(&text), model().as_ref()) {
        eprintln!("{group}: {all} | {raised} {urgent} | {meant} {pressing}");
    }
}

/// The sets that were once new, each measured before anything was mended by it; its head says what it reached then and the bars that hold
/// now. Without the model the bars of the phrases hold alone.
#[test]
fn the_spent_sets_are_recognised_as_well_as_before() {
    let model = model();
    eprintln!("set, group: messages | phrases: raised, of these immediate | with meaning: raised, of these immediate");
    for name in ["c", "d", "e", "f", "g"] {
        let text = stored(&format!("src/safeguarding/unseen-{name}.tsv"));
        let table = tally(&set(&text), model.as_ref());
        let bars: Vec<Vec<&str>> =
            text.lines().filter_map(|line| line.strip_prefix("#bar\t")).map(|line| line.split('\t').collect()).collect();
        assert_eq!(bars.len(), table.len(), "each group has its bar");
        for bar in bars {
            let number = |at: usize| bar[at].parse::<usize>().expect("a bar is a number");
            let group = bar[0];
            let [all, phrases, urgent, both, pressing] = table[group];
            eprintln!("{name}, {group}: {all} | {phrases} {urgent} | {both} {pressing}");
            // Of the harmless few may be raised and hardly one to `immediate`, of the others many must.
            let holds = |got: usize, bar: usize| if group == "lookalike" { got <= bar } else { got >= bar };
            assert!(holds(phrases, number(1)), "{name} {bar:?}: {phrases} by phrases");
            assert!(model.is_none() || holds(both, number(2)), "{name} {bar:?}: {both} with meaning");
            assert!(group != "lookalike" || urgent.max(pressing) <= 1, "{name}: {urgent}, {pressing} harmless ones got the card alone");
        }
    }
}

#[test]
fn every_line_of_the_examples_is_screened_as_it_says() {
    let mut wrong = Vec::new();
    for example in own_examples().iter().filter(|one| !matches!(one, Example::Raises { by_meaning: true, .. })) {
        let got = screener().screen(example.says());
        let right = match example.raises() {
            None => got.level == Level::None,
            Some((level, category)) => got.level == level && got.categories.contains(&category),
        };
        if !right {
            wrong.push(format!("{:?} raised {got:?}", example.says()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_examples_are_many_and_of_every_voice() {
    let all = own_examples();
    let (raise, quiet): (Vec<&Example>, Vec<&Example>) = all.iter().partition(|one| one.raises().is_some());
    assert!(raise.len() >= 350 && quiet.len() >= 350, "{} and {}", raise.len(), quiet.len());
    for category in CATEGORIES {
        assert!(raise.iter().filter(|one| one.raises().is_some_and(|(_, c)| c == category)).count() >= 10, "{category:?}");
    }
    for wanted in [Who::Me, Who::Child, Who::Friend, Who::Professional] {
        assert!(raise.iter().any(|one| matches!(one, Example::Raises { who, .. } if *who == wanted)), "{wanted:?}");
    }
    let kind = |wanted: Kind| raise.iter().filter(|one| matches!(one, Example::Raises { kind, .. } if *kind == wanted)).count();
    assert!(kind(Kind::Outright) >= 80 && kind(Kind::Coded) >= 40 && kind(Kind::Indirect) >= 80);
}

#[test]
fn a_line_that_is_no_example_is_named() {
    let faults = |text: &str| Example::read(text).err().map(|faults| faults.join("\n")).unwrap_or_default();
    assert!(faults("{\"says\":\"hello\"}").starts_with("line 1: not an example"));
    assert!(faults("\n{\"says\":\" \",\"quiet\":\"x\"}").starts_with("line 2: it says nothing"));
    assert!(faults("{\"says\":\"a\",\"quiet\":\"x\"}\n{\"says\":\"A\",\"quiet\":\"x\"}").contains("line 2: the same words"));
    assert!(faults("{\"says\":\"a\",\"quiet\":\"x\",\"more\":1}").contains("line 1"));
    assert!(faults("{\"says\":\"a\",\"level\":\"none\",\"category\":\"abuse\",\"who\":\"me\",\"kind\":\"coded\"}").contains("is `quiet`"));
}

/// The folder of the model, for tests over meaning; they say when they are left out.
fn model() -> Option<crate::semantic::Model> {
    let folder = std::env::var_os("WAYMARK_MODEL_DIR").map(|dir| std::path::Path::new(&dir).join(crate::semantic::MODEL_NAME));
    let model = folder.filter(|folder| folder.is_dir()).and_then(|folder| crate::semantic::Model::load(&folder).ok());
    if model.is_none() {
        eprintln!("left out: set WAYMARK_MODEL_DIR to the folder that holds the model");
    }
    model
}

fn with_meaning() -> Screener {
    screener()
        .clone()
        .with_classifier(Classifier::parse(&stored("knowledge/safeguarding/classifier.toml")).expect("the weights can be read"))
}

#[test]
fn meaning_adds_and_takes_nothing_away() {
    let s = with_meaning();
    assert!(s.hears_meaning() && !screener().hears_meaning());
    // A meaning that says "nothing" leaves what the phrases found.
    let unit =
        |sign: f32| crate::semantic::Vector::new((0..crate::semantic::DIMENSIONS).map(|i| if i == 0 { sign } else { 0.0 }).collect());
    for vector in [unit(1.0), unit(-1.0)] {
        let got = s.screen_turns_with(&[], "i want to kill myself", vector.as_slice());
        assert_eq!((got.level, got.categories.contains(&Category::Suicide)), (Level::Immediate, true));
    }
    assert_eq!(s.screen_turns_with(&[], "my dad hits me", &[]), s.screen("my dad hits me"));
}

#[test]
fn what_only_meaning_can_hear_is_heard_with_the_model() {
    let Some(model) = model() else { return };
    let s = with_meaning();
    let all = own_examples();
    let texts: Vec<&str> = all.iter().map(Example::says).collect();
    let vectors = model.embed(&texts).expect("the model runs");
    let (mut asked, mut heard, mut harmless, mut false_alarms) = (0, 0, 0, Vec::new());
    for (one, vector) in all.iter().zip(&vectors) {
        let got = s.screen_turns_with(&[], one.says(), std::slice::from_ref(vector));
        if one.raises().is_none() {
            harmless += 1;
            if got.level != Level::None {
                false_alarms.push(one.says());
            }
        } else if matches!(one, Example::Raises { by_meaning: true, .. }) {
            asked += 1;
            heard += usize::from(got.level != Level::None);
        }
    }
    eprintln!("by meaning alone: {heard} of {asked}; false alarms {} of {harmless}: {false_alarms:?}", false_alarms.len());
    assert!(heard * 10 >= asked * 6 && false_alarms.len() * 25 <= harmless);
}

#[test]
fn who_does_it_and_whose_trouble_it_is_choose_the_words() {
    let s = screener();
    let shown = |text: &str| {
        let found = s.screen(text);
        (found.by, found.about, s.signpost(&found, Some("norfolk")).standard.join("\n"))
    };
    let (by, _, words) = shown("a teaching assistant slapped me");
    assert!(by == Some(By::Staff) && words.contains("LADO"), "{by:?} {words}");
    let (by, _, words) = shown("my husband is hitting me and the children");
    assert!(by == Some(By::Partner) && words.contains("leave this page") && !words.contains("LADO"), "{by:?} {words}");
    let (by, _, words) = shown("my dad hits me");
    assert!(by.is_none() && !words.contains("LADO"), "{words}");
    let (_, about, words) = shown("my daughter says she wants to die");
    assert!(about == Some(Who::Child) && words.contains("not their fault"), "{about:?} {words}");
    let (_, about, words) = shown("my friend is self harming and told me not to tell");
    assert!(words.contains("an adult you trust"), "{about:?} {words}");
    let told = Screening { about: Some(Who::Professional), ..s.screen("a pupil plans to kill himself") };
    let words = s.signpost(&told, Some("norfolk")).standard.join("\n");
    assert!(words.contains("exact words"), "{words}");
    let (_, about, words) = shown("i want to kill myself");
    assert!(about == Some(Who::Me) && !words.contains("not their fault"), "{about:?} {words}");
    // Help by age, and nobody is told "front door".
    let (_, _, words) = shown("my uncle touches me");
    assert!(words.contains("under 18") && words.contains("18 or over") && words.contains("under 19") && !words.contains("front door"));
}

#[test]
fn what_families_ask_of_school_and_999_is_not_hidden_behind_a_help_card() {
    for text in [
        "my son got kicked out of school",
        "kicked out of college",
        "can they kick my child out because of autism",
        "how to call police without speaking",
        "my son is non verbal how can he call an ambulance",
    ] {
        assert_eq!(screener().screen(text).level, Level::None, "{text}");
    }
    for text in
        ["mum kicked me out", "my dad kicked me out of the house last night", "ive been kicked out of home", "call the police please"]
    {
        assert_eq!(screener().screen(text).level, Level::Immediate, "{text}");
    }
}

/// Of the labelled examples that phrases raise, how many are recorded as being about whom: (right, not told, wrong), and the wrong.
fn whose(all: &[Example]) -> BTreeMap<Who, ([usize; 3], Vec<String>)> {
    let mut table: BTreeMap<Who, ([usize; 3], Vec<String>)> = BTreeMap::new();
    for one in all {
        let Example::Raises { says, who, .. } = one else { continue };
        let found = screener().screen(says);
        if found.level == Level::None {
            continue;
        }
        let (counts, wrong) = table.entry(*who).or_default();
        counts[if found.about == Some(*who) { 0 } else { 1 + usize::from(found.about.is_some()) }] += 1;
        if found.about != Some(*who) {
            wrong.push(format!("{:?} {says}", found.about));
        }
    }
    table
}

#[test]
fn whose_trouble_it_is_is_recorded_as_the_examples_say() {
    let table = whose(&own_examples());
    for (who, ([right, open, wrong], misses)) in &table {
        eprintln!("{who:?}: {right} right, {open} not told, {wrong} wrong");
        for miss in misses.iter().filter(|_| std::env::var_os("WAYMARK_SCREENING_SHOW").is_some()) {
            eprintln!("  {miss}");
        }
        // "He says he wants to die" names nobody, and "not told" is the truth; a wrong name misleads who acts on it.
        let least = if *who == Who::Child { 55 } else { 85 };
        let all = right + open + wrong;
        assert!(right * 100 >= least * all && wrong * 100 <= 5 * all.max(20), "{who:?}: {misses:#?}");
    }
}

#[test]
fn the_writer_their_child_a_friend_and_who_they_work_with_are_told_apart() {
    let cases: [(Option<Who>, &[&str]); 5] = [
        (
            Some(Who::Me),
            &[
                "i want to kill myself",
                "wanna die",
                "kms tonight",
                "my dad hits me",
                "my dad kicks us",
                "my uncle touches my privates",
                "my friend hits me every day",
                "someone told me to kill myself and i want to",
                "i cant cope with my son any more",
                "i am scared i am going to hurt my child",
            ],
        ),
        (
            Some(Who::Child),
            &[
                "my daughter says she wants to die",
                "my 14 year old cuts herself",
                "i think my son wants to kill himself",
                "i am scared my son is going to kill himself",
                "we found our daughter cutting herself",
                "my son told me his teacher hits him",
            ],
        ),
        (
            Some(Who::Friend),
            &[
                "my best friend wants to kill herself",
                "a girl in my class said she is going to take all her tablets",
                "my mate told me he is self harming",
                "someone in my group chat wants to kill himself",
            ],
        ),
        (
            Some(Who::Professional),
            &[
                "one of my pupils has told me he plans to kill himself",
                "a pupil cuts himself",
                "a child i teach told me that his dad hits him",
                "a girl in my tutor group says she wants to die",
                "a young person i support wants to end his life",
                "a boy in our care has cut himself",
            ],
        ),
        (None, &["he says he wants to die", "she told the doctor she wants to end her life", "there is a man with a knife"]),
    ];
    let mut wrong = Vec::new();
    for (who, texts) in cases {
        for text in texts {
            let found = screener().screen(text);
            if found.level == Level::None || found.about != who {
                wrong.push(format!("{text}: {:?} {:?}, not {who:?}", found.level, found.about));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Learns the weights anew: `WAYMARK_MODEL_DIR=… cargo test --release --lib refit_screening -- --ignored --nocapture`.
///
/// In trouble: the examples of both files. Look-alikes: theirs, and those once unseen. Everyday: the questions of the judgments and the
/// wordings of the articles, without those that the phrases raise and without the articles that are about being in trouble.
#[test]
#[ignore = "it writes knowledge/safeguarding/classifier.toml"]
fn refit_screening() {
    const ABOUT_TROUBLE: [&str; 12] = [
        "england/mental-health/",
        "/mental-health/crisis",
        "help-in-a-crisis",
        "i-cannot-cope",
        "i-am-being-bullied",
        "someone-online",
        "worried-about",
        "when-a-child-tells",
        "if-a-child-may-be",
        "child-at-risk",
        "worried-that-a-child",
        "is-this-an-emergency",
    ];
    let model = model().expect("the model is needed");
    let knowledge = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    type Taught = (String, Option<(Level, Category)>, bool, Option<usize>);
    let taught = |one: &Example| (one.says().to_owned(), one.raises(), one.raises().is_none(), one.frame());
    let mut all: Vec<Taught> = own_examples().iter().chain(&lessons()).map(taught).collect();
    all.extend(file::examples(&FILE).into_iter().map(|one| (one.says, one.raises, one.raises.is_none(), None)));
    let unseen: Unseen = toml::from_str(&stored("src/safeguarding/unseen.toml")).expect("the file parses");
    all.extend(unseen.quiet.into_iter().flat_map(|set| set.says).map(|says| (says, None, true, None)));
    let mut everyday: Vec<String> = Vec::new();
    for name in ["everyday", "documents", "nothing"] {
        let text = std::fs::read_to_string(knowledge.join(format!("judgments/{name}.jsonl"))).expect("the judgments are there");
        let questions = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        everyday.extend(questions.filter_map(|one| Some(one.get("question")?.as_str()?.to_owned())));
    }
    let (files, _) =
        crate::knowledge::Roots { base: Some(knowledge.clone()), ..Default::default() }.read().expect("the knowledge is there");
    let articles = crate::knowledge::Knowledge::load(files).knowledge.articles;
    let plain = articles.iter().filter(|article| !ABOUT_TROUBLE.iter().any(|part| article.id.as_str().contains(part)));
    everyday.extend(plain.flat_map(|article| article.questions.iter().cloned().chain([article.title.clone()])));
    all.extend(everyday.into_iter().filter(|says| screener().screen(says).level == Level::None).map(|says| (says, None, false, None)));
    let mut seen = std::collections::HashSet::new();
    all.retain(|(says, ..)| seen.insert(says.to_lowercase()));

    let split: Vec<Vec<String>> = all.iter().map(|(says, ..)| pieces(says)).collect();
    let texts: Vec<&str> = split.iter().flatten().map(String::as_str).collect();
    let mut vectors = model.embed(&texts).expect("the model runs").into_iter();
    let lesson = |(at, (pieces, (_, raises, alike, frame))): (usize, (Vec<String>, &Taught))| Lesson {
        meanings: vectors.by_ref().take(pieces.len()).collect(),
        pieces,
        raises: *raises,
        alike: *alike,
        // Numbers of frames and of lines do not meet: who was written together is kept aside together.
        family: frame.map_or(at, |frame| usize::MAX / 2 + frame),
    };
    let lessons: Vec<Lesson> = split.into_iter().zip(&all).enumerate().map(lesson).collect();
    // The bars stay as people set them: a trial that has become worse is for them to look at.
    let kept = Classifier::parse(&stored("knowledge/safeguarding/classifier.toml")).expect("the weights can be read").bars();
    let (classifier, both, words) = fit(&lessons, kept.0, kept.1);
    eprintln!("{} lessons; on those kept aside, words and meaning: {both:?}; words alone: {words:?}", lessons.len());
    let head = "# How likely it is that a message speaks of harm: learned from examples.jsonl and lessons.jsonl by `refit_screening` in\n# src/safeguarding/tests.rs. The bars of [both] and [words] are set by hand, and kept when the weights are learned anew.\n";
    std::fs::write(knowledge.join("safeguarding/classifier.toml"), format!("{head}{}", classifier.to_toml())).expect("it can be written");
}
