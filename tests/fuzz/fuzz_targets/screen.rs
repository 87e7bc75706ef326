//! Screening on any text, with the shipped phrases of every language: it never panics, it says the same twice, and earlier turns take
//! nothing from what a message says by itself.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use waymark::{
    answer::Routes,
    safeguarding::{Level, Screener},
};

const LANGUAGES: [(&str, &str); 6] = [
    ("lt.toml", include_str!("../../../knowledge/safeguarding/lt.toml")),
    ("pl.toml", include_str!("../../../knowledge/safeguarding/pl.toml")),
    ("pt.toml", include_str!("../../../knowledge/safeguarding/pt.toml")),
    ("ro.toml", include_str!("../../../knowledge/safeguarding/ro.toml")),
    ("uk.toml", include_str!("../../../knowledge/safeguarding/uk.toml")),
    ("ur.toml", include_str!("../../../knowledge/safeguarding/ur.toml")),
];

static SCREENER: LazyLock<Screener> = LazyLock::new(|| {
    let english = Screener::parse(include_str!("../../../knowledge/safeguarding.toml")).expect("the shipped file is sound");
    english.with_languages(LANGUAGES).expect("the shipped files are sound")
});
static ROUTES: LazyLock<Routes> =
    LazyLock::new(|| Routes::parse(include_str!("../../../knowledge/routes.toml")).expect("the shipped file is sound"));

fuzz_target!(|text: &str| {
    let seen = waymark::text::visible(text);
    let alone = SCREENER.screen(&seen);
    assert_eq!(alone, SCREENER.screen(&seen));
    // What was said before in full sentences neither adds nor takes away.
    if alone.level == Level::Immediate {
        assert_eq!(SCREENER.screen_turns(&["How long does a plan take?"], &seen).level, Level::Immediate);
    }
    let words: Vec<&str> = seen.split(' ').collect();
    let (before, last) = words.split_at(words.len() / 2);
    SCREENER.screen_turns(before, &last.join(" "));
    ROUTES.route(&seen);
});
