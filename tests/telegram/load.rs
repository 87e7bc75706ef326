//! Many people at once: all are answered, within Telegram's limits.

use std::time::{Duration, Instant};

use super::{program::Bot, stand_in::Call};

/// So many chats write at once, `each` one after the other; when they wrote and the messages that answered.
async fn crowd(bot: &Bot, first: i64, chats: i64, each: usize) -> (Instant, Vec<Call>) {
    let mark = bot.stand_in.mark();
    let contents: Vec<_> = (0..each)
        .flat_map(|_| first..first + chats)
        .map(|chat| ("message", bot.stand_in.chat(chat).content("what is sen support").0))
        .collect();
    let wrote = Instant::now();
    let last = bot.stand_in.updates(contents).pop().unwrap();
    let wanted = usize::try_from(chats).unwrap() * each;
    let sent = |bot: &Bot| bot.stand_in.calls_since(mark, "sendMessage");
    bot.stand_in.confirmed(last).await;
    while sent(bot).len() < wanted {
        let so_far = sent(bot).len();
        bot.stand_in.until("more answers", |s| (s.calls_since(mark, "sendMessage").len() > so_far).then_some(())).await;
    }
    bot.sent().await;
    (wrote, sent(bot))
}

/// The most calls within any second.
fn most_in_a_second(calls: &[Call]) -> usize {
    let within = |c: &Call| calls.iter().filter(|o| o.at >= c.at && o.at - c.at < Duration::from_millis(950)).count();
    calls.iter().map(within).max().unwrap_or(0)
}

// A class of 45 writes at once, twice: everybody is answered twice, and no limit is passed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_is_answered_within_the_limits() {
    let bot = Bot::start().await;
    let (_, calls) = crowd(&bot, 880_000_000, 45, 2).await;
    assert_eq!(calls.len(), 90);
    // Thirty a second leave the program; on a busy machine some of the eight that are under way may arrive together.
    assert!(most_in_a_second(&calls) <= 30 + 8, "{} in a second", most_in_a_second(&calls));
    for chat in 880_000_000..880_000_045 {
        let own: Vec<&Call> = calls.iter().filter(|c| c.chat() == chat).collect();
        assert_eq!(own.len(), 2);
        let between = own[1].at - own[0].at;
        assert!(between > Duration::from_millis(900), "{between:?} between two messages to one chat");
    }
}

// The large one, by hand: cargo test --test suite a_thousand_chats -- --ignored --nocapture
#[ignore = "takes some minutes"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_chats_at_once() {
    let bot = Bot::start().await;
    for round in 0..3 {
        let (wrote, calls) = crowd(&bot, 890_000_000, 1000, 1).await;
        let mut waits: Vec<Duration> = calls.iter().map(|c| c.at - wrote).collect();
        waits.sort();
        eprintln!(
            "round {round}: {} answers in {:.1} s, half of them within {:.1} s, at most {} in a second, {} kB of memory",
            calls.len(),
            waits[waits.len() - 1].as_secs_f64(),
            waits[waits.len() / 2].as_secs_f64(),
            most_in_a_second(&calls),
            bot.memory().unwrap_or(0),
        );
        assert_eq!(calls.len(), 1000);
    }
}
