use std::collections::{HashMap, VecDeque};

/// Most calls a second, to everybody together (Telegram's limits for bots).
const ALL_A_SECOND: usize = 30;
/// Least time between two messages to one chat, in milliseconds.
const CHAT_GAP_MS: u64 = 1000;
/// Most messages a minute to one chat.
const CHAT_A_MINUTE: usize = 20;
const SECOND_MS: u64 = 1000;
const MINUTE_MS: u64 = 60_000;
/// Chats that are remembered before those that are quiet again are forgotten.
const MOST_CHATS: usize = 10_000;

/// Keeps what is sent within Telegram's limits, so that they are seldom met. Times are milliseconds of a clock that never goes back.
#[derive(Debug, Default)]
pub(super) struct Pace {
    all: VecDeque<u64>,
    chats: HashMap<String, VecDeque<u64>>,
}

/// There is no place yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// For anybody, before that moment.
    Everywhere(u64),
    /// For this chat, before that moment.
    Chat(u64),
}

impl Pace {
    /// Takes a place at `now`: one of everybody's and, for a message, one of its chat's.
    pub(super) fn take(&mut self, chat: Option<&str>, now: u64) -> Result<(), Full> {
        let before = |times: &mut VecDeque<u64>, length: u64| {
            while times.front().is_some_and(|t| t + length <= now) {
                times.pop_front();
            }
        };
        if let Some(chat) = chat {
            if self.chats.len() >= MOST_CHATS {
                self.chats.retain(|_, times| times.back().is_some_and(|t| t + MINUTE_MS > now));
            }
            if let Some(times) = self.chats.get_mut(chat) {
                before(times, MINUTE_MS);
                let after_last = times.back().map_or(0, |t| t + CHAT_GAP_MS);
                let after_minute = if times.len() >= CHAT_A_MINUTE { times.front().map_or(0, |t| t + MINUTE_MS) } else { 0 };
                if after_last.max(after_minute) > now {
                    return Err(Full::Chat(after_last.max(after_minute)));
                }
            }
        }
        before(&mut self.all, SECOND_MS);
        if self.all.len() >= ALL_A_SECOND {
            return Err(Full::Everywhere(self.all.front().map_or(now, |t| t + SECOND_MS)));
        }
        self.all.push_back(now);
        if let Some(chat) = chat {
            self.chats.entry(chat.to_owned()).or_default().push_back(now);
        }
        Ok(())
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
        let mut waiting: VecDeque<usize> = (0..100).cycle().take(12_000).collect();
        let mut now = 5;
        let mut put_off = 0;
        while now < 300_005 {
            let Some(chat) = waiting.pop_front() else { break };
            match pace.take(Some(&chat.to_string()), now) {
                Ok(()) => {
                    all.push(now);
                    put_off = 0;
                    if chat == 0 {
                        first.push(now);
                    }
                }
                Err(Full::Everywhere(when)) => {
                    waiting.push_front(chat);
                    assert!(when > now);
                    now = when;
                }
                Err(Full::Chat(when)) => {
                    assert!(when > now);
                    waiting.push_back(chat);
                    put_off += 1;
                    // Everybody has to wait: a moment passes.
                    now += u64::from(put_off > 100) * 7;
                }
            }
        }
        assert_eq!(most_within(&all, SECOND_MS), ALL_A_SECOND);
        assert!(all.len() >= 30 * 299, "{} in five minutes", all.len());
        assert!(most_within(&first, MINUTE_MS) <= CHAT_A_MINUTE);
        assert_eq!(most_within(&first, CHAT_GAP_MS), 1);
    }

    #[test]
    fn a_talkative_chat_waits_alone() {
        let mut pace = Pace::default();
        let mut now = 0;
        for sent in 1..=CHAT_A_MINUTE {
            assert_eq!(pace.take(Some("1"), now), Ok(()));
            let next = if sent < CHAT_A_MINUTE { now + CHAT_GAP_MS } else { MINUTE_MS };
            assert_eq!(pace.take(Some("1"), now + 10), Err(Full::Chat(next)));
            now += CHAT_GAP_MS;
        }
        assert_eq!(pace.take(Some("1"), now), Err(Full::Chat(MINUTE_MS)));
        assert_eq!(pace.take(Some("2"), now), Ok(()));
        assert_eq!(pace.take(None, now), Ok(()), "a pressed button is answered meanwhile");
    }
}
