//! Screening on any text, with the shipped phrases: it never panics, and says the same twice.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use waymark::safeguarding::Screener;

static SCREENER: LazyLock<Screener> =
    LazyLock::new(|| Screener::parse(include_str!("../../../knowledge/safeguarding.toml")).expect("the shipped file is sound"));

fuzz_target!(|text: &str| {
    let cleaned = waymark::text::clean(text);
    assert_eq!(SCREENER.screen(&cleaned), SCREENER.screen(&cleaned));
});
