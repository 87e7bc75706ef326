use std::collections::{HashMap, VecDeque};

/// Least time between two calls, in milliseconds: Telegram takes thirty a second from a bot.
const GAP_MS: u64 = 34;
/// Least time between two messages to one chat, in milliseconds.
const CHAT_GAP_MS: u64 = 1000;
/// Most messages a minute to one chat.
const CHAT_A_MINUTE: usize = 20;
const MINUTE_MS: u64 = 60_000;
/// Chats that are remembered before those that are quiet again are forgotten.
const MOST_CHATS: usize = 10_000;

/// Keeps what is sent within Telegram's limits, so that they are seldom met. Times are milliseconds of a clock that never goes back.
#[derive(Debug, Default)]
pub(super) struct Pace {
    next: u64,
    chats: HashMap<String, VecDeque<u64>>,
}

/// The chat had its share until that moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Resting(pub(super) u64);

impl Pace {
    /// Reserves the next free moment from `now` on: one of everybody's and, for a message, one of its chat's.
    pub(super) fn reserve(&mut self, chat: Option<&str>, now: u64) -> Result<u64, Resting> {
        let at = self.next.max(now);
        if let Some(chat) = chat {
            if self.chats.len() >= MOST_CHATS {
                self.chats.retain(|_, times| times.back().is_some_and(|t| t + MINUTE_MS > now));
            }
            if let Some(times) = self.chats.get_mut(chat) {
                while times.front().is_some_and(|t| t + MINUTE_MS <= at) {
                    times.pop_front();
                }
                let after_last = times.back().map_or(0, |t| t + CHAT_GAP_MS);
                let after_minute = if times.len() >= CHAT_A_MINUTE { times.front().map_or(0, |t| t + MINUTE_MS) } else { 0 };
                let free = after_last.max(after_minute);
                if free > at {
                    return Err(Resting(free));
                }
            }
            self.chats.entry(chat.to_owned()).or_default().push_back(at);
        }
        self.next = at + GAP_MS;
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most of these times within any stretch of that length.
    fn most_within(times: &[u64], length: u64) -> usize {
        times.iter().map(|t| times.iter().filter(|u| **u >= *t && **u < t + length).count()).max().unwrap_or(0)
    }

    // Five minutes of simulated time with more to send than may be sent: every place is used, and no limit is passed.
    #[test]
    fn the_limits_hold_and_are_used() {
        let mut pace = Pace::default();
        let (mut all, mut first) = (Vec::new(), Vec::new());
        let mut waiting: VecDeque<usize> = (0..200).cycle().take(12_000).collect();
        let mut now = 5;
        while now < 300_005 {
            let Some(chat) = waiting.pop_front() else { break };
            match pace.reserve(Some(&chat.to_string()), now) {
                Ok(at) => {
                    now = at;
                    all.push(at);
                    if chat == 0 {
                        first.push(at);
                    }
                }
                Err(Resting(until)) => {
                    assert!(until > now);
                    waiting.push_back(chat);
                }
            }
        }
        assert!((29..=30).contains(&most_within(&all, 1000)));
        assert!(all.len() >= 29 * 300, "{} in five minutes", all.len());
        assert!(most_within(&first, MINUTE_MS) <= CHAT_A_MINUTE);
        assert_eq!(most_within(&first, CHAT_GAP_MS), 1);
    }

    #[test]
    fn a_talkative_chat_waits_alone() {
        let mut pace = Pace::default();
        let mut now = 0;
        for sent in 1..=CHAT_A_MINUTE {
            assert_eq!(pace.reserve(Some("1"), now), Ok(now));
            let next = if sent < CHAT_A_MINUTE { now + CHAT_GAP_MS } else { MINUTE_MS };
            assert_eq!(pace.reserve(Some("1"), now + 10), Err(Resting(next)));
            now += CHAT_GAP_MS;
        }
        assert_eq!(pace.reserve(Some("1"), now), Err(Resting(MINUTE_MS)));
        assert_eq!(pace.reserve(Some("2"), now), Ok(now));
        assert_eq!(pace.reserve(None, now), Ok(now + GAP_MS), "a pressed button is answered meanwhile");
    }
}
