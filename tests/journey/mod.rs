//! The same conversations on the web and on Telegram: what a person asks must not depend on where they ask it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed, and says why"
)]

mod doors;

use serde::Deserialize;
use waymark::{answer::AnswerStatus, clock::Clock, conversation::ConversationStore, manner::Style};

use self::doors::{Door, OnTelegram, OnTheWeb, Seen};
use crate::telegram::program::Bot;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Journeys {
    journey: Vec<Journey>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Journey {
    name: String,
    steps: Vec<Step>,
}

/// One thing that a person does, and what is expected then.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    say: Option<String>,
    follow: Option<usize>,
    thumb: Option<String>,
    comment: Option<String>,
    easy_read: Option<bool>,
    area: Option<String>,
    status: Option<String>,
    #[serde(default)]
    shows: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    thumbs: Option<bool>,
    easy: Option<bool>,
    stored: Option<String>,
    comment_kept: Option<String>,
}

impl Step {
    async fn take(&self, door: &mut dyn Door) -> Seen {
        if let Some(words) = &self.say {
            return door.say(words).await;
        }
        if let Some(place) = self.follow {
            return door.follow(place).await;
        }
        if let Some(colour) = &self.thumb {
            let seen = door.thumb(colour).await;
            assert_eq!(seen.chosen.as_deref(), Some(colour.as_str()), "the thumb shows the choice");
            return seen;
        }
        if let Some(words) = &self.comment {
            return door.comment(words).await;
        }
        if let Some(on) = self.easy_read {
            return door.easy_read(on).await;
        }
        let area = self.area.as_deref().expect("a step does one thing");
        door.area(area).await
    }

    fn check(&self, seen: &Seen, at: &str) {
        for words in &self.shows {
            assert!(seen.text.contains(words), "{at}: does not show “{words}”:\n{}", seen.text);
        }
        for words in &self.never {
            assert!(!seen.text.contains(words), "{at}: shows “{words}”:\n{}", seen.text);
        }
        if let Some(thumbs) = self.thumbs {
            assert_eq!(seen.thumbs, thumbs, "{at}: thumbs under\n{}", seen.text);
        }
        if let Some(easy) = self.easy {
            assert_eq!(seen.pictures, easy, "{at}: easy read:\n{}", seen.text);
        }
    }

    /// What the stores hold after the step.
    async fn check_stores(&self, bot: &Bot, door: &dyn Door, at: &str) {
        let conversation = door.conversation(bot);
        let turns = bot.turns(&conversation).await;
        if let Some(status) = &self.status {
            assert_eq!(turns.last().unwrap().reply.status.as_str(), status, "{at}");
        }
        let kept = bot.database().preferences(&conversation, Clock::system().now_ms()).await.unwrap();
        if let Some(area) = &self.area {
            assert_eq!(kept.as_ref().and_then(|p| p.area.as_ref()).map_or("", |a| a.as_str()), area, "{at}");
        }
        if let Some(on) = self.easy_read {
            assert_eq!(kept.is_some_and(|p| p.style == Style::EasyRead), on, "{at}");
        }
        let rated = turns.iter().rev().find(|t| t.reply.status == AnswerStatus::Answered).map(|t| t.answer.clone());
        let given = bot.given(&conversation, rated).await;
        if let Some(colour) = &self.stored {
            assert_eq!(given.as_ref().map(|g| g.colour.as_str()), Some(colour.as_str()), "{at}");
        }
        if let Some(comment) = &self.comment_kept {
            assert_eq!(given.and_then(|g| g.comment).unwrap_or_default(), *comment, "{at}");
        }
    }
}

// Web and Telegram may not come to differ: neither in what is answered nor in what is offered, kept or withheld.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn journeys_go_the_same_way_on_the_web_and_on_telegram() {
    let journeys: Journeys = toml::from_str(include_str!("../fixtures/journeys/journeys.toml")).unwrap();
    assert!(journeys.journey.len() >= 8);
    let bot = Bot::start().await;
    // Side by side, as people talk, and since Telegram takes one message a second to each chat.
    let all = journeys.journey.iter().zip(700_000_000..).flat_map(|(journey, chat)| [(journey, Some(chat)), (journey, None)]);
    let walks = all.map(|(journey, chat)| {
        let bot = &bot;
        async move {
            match chat {
                Some(chat) => walk(bot, journey, OnTelegram::open(bot, chat)).await,
                None => walk(bot, journey, OnTheWeb::open(bot).await).await,
            }
        }
    });
    futures::future::join_all(walks).await;
}

async fn walk(bot: &Bot, journey: &Journey, mut door: impl Door) {
    for (n, step) in journey.steps.iter().enumerate() {
        let at = format!("{}, “{}”, step {}", door.name(), journey.name, n + 1);
        let seen = step.take(&mut door).await;
        step.check(&seen, &at);
        step.check_stores(bot, &door, &at).await;
    }
}
