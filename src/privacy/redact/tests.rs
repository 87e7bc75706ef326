use proptest::prelude::*;

use super::*;

/// Written as a person writes it, and as it is kept.
fn all(cases: &[(&str, &str)]) {
    for (given, wanted) in cases {
        assert_eq!(redact(given), *wanted, "{given}");
        assert_eq!(redact(wanted), *wanted, "twice: {given}");
    }
}

#[test]
fn addresses_and_numbers_are_masked_and_helplines_stay() {
    all(&[
        ("write to jo.b@example.co.uk please", "write to [e-mail] please"),
        ("kavrin at gmail dot com", "[e-mail]"),
        ("look at ipsea dot org dot uk", "look at ipsea dot org dot uk"),
        ("is help@nspcc.org.uk right", "is help@nspcc.org.uk right"),
        ("ring 07700 900123 or (01632) 960 010.", "ring [phone number] or [phone number]."),
        ("+44 7700 900 123", "[phone number]"),
        ("+44 (0)7700-900-123", "[phone number]"),
        ("0 7 7 0 0 9 0 0 1 2 3", "[phone number]"),
        ("oh double seven double oh nine hundred one two three", "[phone number]"),
        ("07700900123 i need help", "[phone number] i need help"),
        ("999 07700 900123", "999 [phone number]"),
        ("childline 0800 1111 or 0-8-0-0-1-1-1-1", "childline 0800 1111 or 0-8-0-0-1-1-1-1"),
        ("ring 0344 800 8020 or +44 344 800 8020 or 999", "ring 0344 800 8020 or +44 344 800 8020 or 999"),
        ("20 weeks, 15 February 2026, year 2025 2026", "20 weeks, 15 February 2026, year 2025 2026"),
        ("it costs £6,000", "it costs £6,000"),
        ("from 192.0.2.17", "from [network address]"),
    ]);
}

#[test]
fn numbers_of_the_state_and_of_banks_are_told_by_form_check_digit_and_neighbours() {
    all(&[
        ("nhs 943 476 5919", "nhs [NHS number]"),
        ("ni QQ 12 34 56 C", "ni [National Insurance number]"),
        ("my card 4111 1111 1111 1111", "my card [card number]"),
        ("order 12345678", "order 12345678"),
        ("sort code 12-34-56 acc 12345678", "sort code [bank details] acc [bank details]"),
        ("upn A123456789012", "upn [pupil number]"),
        ("taxi reg ab12 cdf was late", "taxi reg [number plate] was late"),
        ("nr12 the school is far", "nr12 the school is far"),
        ("passport 123456789", "passport [passport number]"),
    ]);
}

#[test]
fn where_people_live_goes_and_an_outward_postcode_stays() {
    all(&[
        ("NR1 1AA or nr11aa", "[postcode] or [postcode]"),
        ("is NR1 near", "is NR1 near"),
        ("ks2 3rd term", "ks2 3rd term"),
        ("we live at flat 3, 22 mill lane", "we live at [address]"),
        ("Rose Cottage, Mill Lane, Norwich", "[address], Norwich"),
        ("i live on station road", "i live on [address]"),
        ("10 minutes drive, 4 schools way too far", "10 minutes drive, 4 schools way too far"),
    ]);
}

#[test]
fn dates_of_birth_go_and_other_dates_stay() {
    all(&[
        ("born 3/4/2015", "born [date of birth]"),
        ("dob 12th of feb 09", "dob [date of birth]"),
        ("on 3 March 2015 he was born", "on [date of birth] he was born"),
        ("he was born deaf, review on 3/4/2026", "he was born deaf, review on 3/4/2026"),
        ("meeting on 12/03/2026 at 2pm", "meeting on 12/03/2026 at 2pm"),
    ]);
}

#[test]
fn names_that_are_introduced_go_with_every_later_mention() {
    all(&[
        ("my son kavrin has a plan. Kavrin's EHCP is late", "my son [name] has a plan. [name]'s EHCP is late"),
        ("im kavrin and i hate school", "im [name] and i hate school"),
        ("mrs harwick-bell and Dr. A. P. Harwick", "mrs [name] and Dr. A. P. [name]"),
        ("my name is Will. Will Will's plan be late?", "my name is [name]. Will [name]'s plan be late?"),
        ("my son Mark has autism", "my son [name] has autism"),
        ("thanks\nKavrin", "thanks\n[name]"),
        ("my son d'arvo is 6", "my son [name] is 6"),
        ("my daughter 小明 is 6", "my daughter [name] is 6"),
        ("kavrins plan, my son kavrin", "[name]s plan, my son [name]"),
    ]);
}

#[test]
fn words_that_only_look_like_names_stay() {
    let stay = [
        "my son has autism",
        "my son Friday appointment",
        "my son strugles with maths",
        "my daughter will not go and may never",
        "I'm Polish",
        "im so tired",
        "im autistik",
        "this is ridiculous",
        "ask for help",
        "ask for mediation",
        "i miss school",
        "mark my words, hope is a good thing",
        "a form called SS1",
        "St Mary's school and the James Paget hospital",
        "Tourette's, Down's and Rett syndrome",
        "Year 9, Key Stage 2, section 19, DLA1A",
    ];
    for text in stay {
        assert_eq!(redact(text), text);
    }
}

#[test]
fn what_the_knowledge_keeps_stays() {
    let keep = Keep::new(["Florence Nightingale Unit", "Diss"], ["ring 01632 960 555"], ["desk@example.org"]);
    let text = "the Florence Nightingale Unit in Diss, 01632960555, desk@example.org";
    assert_eq!(redact_with(&keep, text), text);
    assert_eq!(redact(text), "the Florence Nightingale Unit in Diss, [phone number], [e-mail]");
}

/// The parts between masks stand in the original, in order, and reach both its ends.
fn untouched_outside(original: &str, masked: &str) -> bool {
    let mut pieces = vec![String::new()];
    let mut rest = masked;
    while !rest.is_empty() {
        if let Some(kind) = Kind::ALL.iter().find(|k| rest.starts_with(k.mask())) {
            pieces.push(String::new());
            rest = &rest[kind.mask().len()..];
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    let [first, middle @ .., last] = pieces.as_slice() else { return original == masked };
    let Some(mut inside) = original.strip_prefix(first.as_str()).and_then(|r| r.strip_suffix(last.as_str())) else { return false };
    middle.iter().all(|piece| match inside.find(piece.as_str()) {
        Some(at) => {
            inside = &inside[at + piece.len()..];
            true
        }
        None => false,
    })
}

/// Pieces that the detectors look for, put together in every order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,8}",
        "\\PC{1,4}",
        "[0-9]{1,5}",
        prop::sample::select(vec![
            "my son",
            "im",
            "Mrs",
            "name is",
            "called",
            "Kavrin",
            "kavrin",
            "will",
            "Mark",
            "born",
            "dob",
            "3/4/2015",
            "NR1 1AA",
            "mill lane",
            "flat 3",
            "live at",
            "@",
            "at",
            "dot com",
            "gmail",
            "07700 900123",
            "+44",
            "oh",
            "seven",
            "double",
            "nhs",
            "and",
            ",",
            ".",
            "'s",
            "-",
            "(",
            "\n",
            "[name]",
            "[phone number]",
            "[",
            "]",
            "thanks",
            "here",
            "sort code",
            "reg",
            "ab12 cde",
            "999",
            "school",
            "Smith",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec((piece, prop::sample::select(vec!["", " ", " ", " "])), 0..16)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn masking_twice_is_masking_once(s in soup()) {
        let once = redact(&s);
        prop_assert_eq!(redact(&once), once);
    }

    #[test]
    fn what_is_not_masked_is_not_changed(s in soup()) {
        prop_assert!(untouched_outside(&s, &redact(&s)), "{}", redact(&s));
    }

    #[test]
    fn any_text_at_all_is_read_without_a_panic(s in "\\PC{0,80}|(?s:.){0,80}") {
        let once = redact(&s);
        prop_assert!(untouched_outside(&s, &once));
        prop_assert_eq!(redact(&once), once);
    }

    // However it is spaced, no number of nine or more digits that is dialled from home survives.
    #[test]
    fn no_phone_number_survives(digits in "0[12378][0-9]{8,9}", cuts in prop::collection::vec(2..9_usize, 0..3), between in "[ .-]|  | - ", before in "(ring |my number is |call me on )?") {
        let mut written = String::new();
        for (at, c) in digits.chars().enumerate() {
            if cuts.contains(&at) {
                written.push_str(&between);
            }
            written.push(c);
        }
        prop_assume!(!Keep::helplines().has_number(&digits));
        let text = format!("{before}{written} please");
        let masked = redact(&text);
        prop_assert!(!masked.contains(|c: char| c.is_ascii_digit()), "{masked}");
    }
}
