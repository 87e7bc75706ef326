//! What the tests of all doors share: a home for the real program, its server as a process, and a browser that sends forms as browsers do.

mod browser;
mod home;
mod server;

pub use browser::{Browser, Page};
pub use home::{Home, Ran};
pub use server::{Server, Shared};

use std::time::{Duration, Instant};

/// Waits until something holds; no test sleeps for a guessed time.
pub async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !holds().await {
        assert!(Instant::now() < deadline, "waited 30 seconds in vain until {what}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// Words that break programs, a line each, of our own.
pub fn own_naughty_strings() -> Vec<String> {
    let own = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE ratings; --",
        "{{7*7}} {% include \"x\" %} ${7*7}",
        "مرحبا كيف أطلب تقييم",
        "ąęłżź 你好 👩‍👩‍👧 🇬🇧 Z͑ͫa̴l̷g̸o",
        "\u{202e}desrever\u{202c} \u{feff}\u{200b}",
        "%00 %0d%0aSet-Cookie: a=b",
        "&lt;b&gt; & &amp;amp;",
        "\\\\server\\share ../../etc/passwd",
        "</textarea><b>out</b>",
        "a\r\nb\tc",
    ];
    let listed = include_str!("../fixtures/naughty.txt").lines().filter(|l| !l.is_empty() && !l.starts_with("# "));
    own.iter().map(|s| (*s).to_owned()).chain(listed.map(str::to_owned)).collect()
}

/// Words that break programs: ours always, and the public list where it lies beside the project.
pub fn naughty_strings() -> Vec<String> {
    let mut all = own_naughty_strings();
    // A work tree lies one folder deeper than the project.
    let public = ["..", "../.."].map(|up| format!("{}/{up}/shared/data/naughty_strings/blns.json", env!("CARGO_MANIFEST_DIR")));
    match public.iter().find_map(|path| std::fs::read_to_string(path).ok()) {
        Some(text) => all.extend(serde_json::from_str::<Vec<String>>(&text).unwrap()),
        None => eprintln!("left out: the big list of naughty strings (../shared/data is not here)"),
    }
    all
}
