//! Killed at any moment: no message is lost, and each is answered once or, where a kill fell between sending and noting it, once more.

use std::time::{Duration, Instant, SystemTime};

use super::{program::Bot, stand_in::Call};

const QUESTIONS: [(&str, &str); 3] =
    [("how long does an ehcp take", "within 20 weeks"), ("what is sen support", "best endeavours"), ("hello", "I am Waymark")];

/// What a run showed.
#[derive(Debug, Default)]
struct Figures {
    updates: usize,
    kills: usize,
    lost: usize,
    repeated: usize,
    most_for_one: usize,
}

/// A number that is random enough to choose a moment.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn replies(bot: &Bot, chat: i64) -> Vec<Call> {
    bot.stand_in.calls().into_iter().filter(|c| c.method == "sendMessage" && c.done && c.chat() == chat).collect()
}

/// Chats of one message each, and talkative ones whose answers must also stay in order, while the program is killed again and again.
async fn run(singles: usize, talkative: usize, messages_each: usize, kills: usize) -> Figures {
    let seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos() as u64;
    eprintln!("seed {seed}");
    let mut dice = Dice(seed);
    let mut bot = Bot::start().await;
    bot.stand_in.batches_of(6);
    let updates = singles + talkative * messages_each;
    let mut last = 0;
    for i in 0..singles.max(messages_each) {
        if i < singles {
            last = bot.stand_in.chat(850_000_000 + i as i64).send(QUESTIONS[i % 3].0);
        }
        for t in 0..talkative {
            if i < messages_each {
                last = bot.stand_in.chat(860_000_000 + t as i64).send(QUESTIONS[(i + t) % 3].0);
            }
        }
    }
    let count = |s: &super::stand_in::StandIn| s.calls().iter().filter(|c| c.method == "sendMessage" && c.done).count();
    let mut killed = Vec::new();
    for kill in 1..=kills {
        // A kill in each part of the run, at a moment within it that nobody chose.
        let until = kill * updates / (kills + 1);
        bot.stand_in.until("replies", |s| (count(s) >= until).then_some(())).await;
        tokio::time::sleep(Duration::from_micros(dice.below(40_000))).await;
        bot.kill();
        killed.push(Instant::now());
        bot.run().await;
    }
    bot.settled(last).await;
    let mut figures = Figures { updates, kills: killed.len(), ..Figures::default() };
    let mut note = |sent: &[Call]| {
        let times = sent.len();
        for pair in sent.windows(2) {
            assert!(killed.iter().any(|kill| pair[0].at < *kill && *kill < pair[1].at), "repeated without a kill between: {sent:#?}");
        }
        figures.lost += usize::from(times == 0);
        figures.repeated += times.saturating_sub(1);
        figures.most_for_one = figures.most_for_one.max(times);
    };
    for i in 0..singles {
        let said = replies(&bot, 850_000_000 + i as i64);
        assert!(said.iter().all(|m| m.text().contains(QUESTIONS[i % 3].1)), "{said:#?}");
        note(&said);
    }
    for t in 0..talkative {
        // Neighbours differ, so a repeated answer can only be told from the next by its words.
        let said = replies(&bot, 860_000_000 + t as i64);
        let mut rest = said.as_slice();
        for i in 0..messages_each {
            let wanted = QUESTIONS[(i + t) % 3].1;
            let times = rest.iter().take_while(|m| m.text().contains(wanted)).count();
            note(&rest[..times]);
            rest = &rest[times..];
        }
        assert!(rest.is_empty(), "answers out of order: {:#?}", said.iter().map(Call::text).collect::<Vec<_>>());
    }
    assert_eq!(bot.waiting().await, 0);
    eprintln!("{figures:?}");
    figures
}

// The small version: 8 kills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_when_the_program_is_killed() {
    let figures = run(72, 4, 12, 8).await;
    assert_eq!((figures.updates, figures.kills, figures.lost), (120, 8, 0), "{figures:?}");
}

// The large one, by hand: cargo test --test suite fifty_kills -- --ignored --nocapture
#[ignore = "takes some minutes"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_kills_over_two_thousand_messages() {
    let figures = run(1200, 40, 20, 50).await;
    assert_eq!((figures.updates, figures.kills, figures.lost), (2000, 50, 0), "{figures:?}");
}
