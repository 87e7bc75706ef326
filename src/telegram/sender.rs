use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures::{StreamExt, stream::FuturesUnordered};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};
use tokio_util::sync::CancellationToken;

use super::{
    api::{Api, CallError, PATIENCE},
    backoff,
    calls::{SEND_FILE, SEND_PICTURE},
    pace::{Pace, Resting},
};
use crate::{
    clock::Clock,
    conversation::{Action, Assistant, ConversationKey, Inbound, Outbox, Outgoing},
    manner::Channel,
    privacy::PseudonymKey,
};

/// Most calls that are looked at together.
const MOST_WAITING: u64 = 1000;
/// Chats that are delivered to at the same time: enough for thirty calls a second where one takes a quarter of a second, and no more, since
/// each that is under way when the program is killed comes twice.
const CHATS_AT_ONCE: usize = 8;
/// How long to sleep where nothing is known to wait.
const IDLE: Duration = Duration::from_secs(30);
/// How long the sender goes on after the bot was told to stop.
const LAST_MINUTE: Duration = Duration::from_secs(5);
/// Longest pause between two tries of a message.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// Tries of a message before it is given up: about a day.
const MOST_TRIES: u32 = 300;
/// Tries of what only counts at once, such as the answer to a pressed button.
const MOST_QUICK_TRIES: u32 = 4;

/// Delivers what is in the outbox: in order for each chat, several chats at a time, until it arrived or never can.
pub(super) struct Sender {
    api: Api,
    outbox: Arc<dyn Outbox>,
    assistant: Assistant,
    key: PseudonymKey,
    clock: Clock,
    wake: Arc<Notify>,
    pace: Mutex<Pace>,
    started: Instant,
}

/// What waits, as last read.
#[derive(Default)]
struct Waiting {
    /// Those that can go now, by address.
    ready: VecDeque<(String, Vec<Outgoing>)>,
    /// When the next one can, in milliseconds since 1970.
    next: Option<i64>,
}

/// What became of a call.
enum Outcome {
    /// It arrived, or never can.
    Settled,
    /// It is to be tried again after that time.
    Later(Duration),
}

impl Sender {
    pub(super) fn new(api: Api, outbox: Arc<dyn Outbox>, assistant: Assistant, key: PseudonymKey, clock: Clock, wake: Arc<Notify>) -> Self {
        Self { api, outbox, assistant, key, clock, wake, pace: Mutex::default(), started: Instant::now() }
    }

    pub(super) async fn run(&self, stop: &CancellationToken) {
        let mut flying = FuturesUnordered::new();
        let mut busy: HashSet<String> = HashSet::new();
        let mut resting: HashMap<String, u64> = HashMap::new();
        let mut waiting = self.look(&busy, &mut resting).await;
        let mut deadline: Option<Instant> = None;
        loop {
            while flying.len() < CHATS_AT_ONCE && deadline.is_none_or(|d| Instant::now() < d) {
                let Some((address, calls)) = waiting.ready.pop_front() else { break };
                busy.insert(address.clone());
                flying.push(async move {
                    let rest = self.deliver(calls).await;
                    (address, rest)
                });
            }
            let over = deadline.is_some_and(|d| waiting.ready.is_empty() || Instant::now() >= d);
            if over && flying.is_empty() {
                return;
            }
            let look = tokio::select! {
                Some((address, rest)) = flying.next(), if !flying.is_empty() => {
                    busy.remove(&address);
                    if let Some(rest) = rest {
                        resting.insert(address, rest);
                    }
                    waiting.ready.is_empty()
                }
                () = self.wake.notified() => true,
                () = sleep_until(self.instant(waiting.next)), if deadline.is_none() => true,
                () = stop.cancelled(), if deadline.is_none() => {
                    deadline = Some(Instant::now() + LAST_MINUTE);
                    true
                }
            };
            if look {
                waiting = self.look(&busy, &mut resting).await;
            }
        }
    }

    fn instant(&self, due: Option<i64>) -> Instant {
        let pause = due.map_or(IDLE, |due| Duration::from_millis(u64::try_from(due - self.clock.now_ms()).unwrap_or(0)));
        Instant::now() + pause.min(IDLE)
    }

    /// Milliseconds of a clock that never goes back.
    fn steady_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Reads what waits. A chat's calls go in order: where the first may not go yet, the others wait for it.
    async fn look(&self, busy: &HashSet<String>, resting: &mut HashMap<String, u64>) -> Waiting {
        let (now, steady) = (self.clock.now_ms(), self.steady_ms());
        resting.retain(|_, until| *until > steady);
        let calls = match self.outbox.waiting(MOST_WAITING).await {
            Ok(calls) => calls,
            Err(error) => {
                tracing::error!(%error, "the outbox could not be read; trying again");
                return Waiting { ready: VecDeque::new(), next: Some(now + 1000) };
            }
        };
        let mut out = Waiting::default();
        let mut later: HashSet<String> = HashSet::new();
        for call in calls {
            let address = call.call.address.clone();
            if busy.contains(&address) || later.contains(&address) {
                continue;
            }
            if let Some((_, chat)) = out.ready.iter_mut().find(|(a, _)| *a == address) {
                chat.push(call);
                continue;
            }
            let rest = resting.get(&address).map_or(0, |until| until.saturating_sub(steady));
            let due = call.due.max(now + i64::try_from(rest).unwrap_or(0));
            if due > now {
                out.next = Some(out.next.map_or(due, |next| next.min(due)));
                later.insert(address);
            } else {
                out.ready.push_back((address, vec![call]));
            }
        }
        out
    }

    /// Waits for a place within Telegram's limits; where the chat had its share, tells until when it rests.
    async fn place(&self, outgoing: &Outgoing) -> Result<(), Resting> {
        let chat =
            (["sendMessage", SEND_FILE, SEND_PICTURE].contains(&outgoing.call.method.as_str())).then_some(outgoing.call.address.as_str());
        let now = self.steady_ms();
        let at = self.pace.lock().unwrap_or_else(PoisonError::into_inner).reserve(chat, now)?;
        tokio::time::sleep(Duration::from_millis(at.saturating_sub(now))).await;
        Ok(())
    }

    /// Delivers a chat's calls until one has to wait; until when, where that is for Telegram's limits.
    async fn deliver(&self, calls: Vec<Outgoing>) -> Option<u64> {
        for outgoing in calls {
            if let Err(Resting(until)) = self.place(&outgoing).await {
                return Some(until);
            }
            let kept = match self.attempt(&outgoing).await {
                Outcome::Settled => self.outbox.done(&outgoing.id).await,
                Outcome::Later(pause) => {
                    let due = self.clock.now_ms() + i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 2);
                    if let Err(error) = self.outbox.later(&outgoing.id, due).await {
                        tracing::error!(%error, "a call could not be put off");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                    return None;
                }
            };
            if let Err(error) = kept {
                // It stays and is made once more; the pause keeps that from becoming a flood.
                tracing::error!(%error, "a call that was made could not be taken out of the outbox");
                tokio::time::sleep(Duration::from_secs(1)).await;
                return None;
            }
        }
        None
    }

    async fn attempt(&self, outgoing: &Outgoing) -> Outcome {
        let method = outgoing.call.method.as_str();
        let Err(error) = self.api.call(method, outgoing.call.payload.clone(), PATIENCE).await else {
            return Outcome::Settled;
        };
        match &error {
            CallError::Refused { code: 400, description, .. } if description.contains("message is not modified") => Outcome::Settled,
            CallError::Refused { code: 403, .. } => {
                tracing::info!(method, "the person blocked the bot; what was kept of the chat is removed");
                self.forget(&outgoing.call.address).await;
                Outcome::Settled
            }
            // 401, 404, 408 and 409 speak of the token and the server, not of this call: they are mended by an operator.
            CallError::Refused { code: 400 | 402 | 405..=407 | 410..=428, .. } => {
                tracing::warn!(%error, method, "a call can never be made and is dropped");
                Outcome::Settled
            }
            _ => {
                let most = if outgoing.call.address.parse::<i64>().is_ok() { MOST_TRIES } else { MOST_QUICK_TRIES };
                if outgoing.attempts + 1 >= most {
                    tracing::error!(%error, method, "a call failed too often and is given up");
                    return Outcome::Settled;
                }
                tracing::warn!(%error, method, attempts = outgoing.attempts + 1, "a call failed and is tried again");
                Outcome::Later(match error {
                    CallError::Refused { retry_after: Some(_), .. } => error.pause(0),
                    _ => backoff(outgoing.attempts, LONGEST_PAUSE),
                })
            }
        }
    }

    async fn forget(&self, address: &str) {
        if address.parse::<i64>().is_err() {
            return;
        }
        let conversation = ConversationKey(self.key.pseudonym(Channel::Telegram.as_str(), address));
        let inbound = Inbound { channel: Channel::Telegram, conversation, locale: String::new(), action: Action::Forget };
        self.assistant.handle(inbound).await;
    }
}
