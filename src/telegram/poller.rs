use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::{FutureExt, StreamExt, stream};
use serde_json::Value;
use teloxide::{
    dispatching::DpHandlerDescription,
    dptree::{self, Handler},
    types::ChatId,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{
    api::{Api, LONGEST_PAUSE},
    backoff, calls,
    host::Host,
    rich::Rich,
    schema::schema,
    updates::{self, UpdateNumber},
};
use crate::{
    clock::Clock,
    conversation::{NewOutgoing, Outbox},
    locale::Locale,
    store::StoreResult,
};

/// How long Telegram holds a question for updates open while there are none, in seconds.
const HELD_SECONDS: u32 = 25;
/// Chats whose updates are answered at the same time.
const CHATS_AT_ONCE: usize = 16;
/// How long the ids of taken updates are kept, in milliseconds: Telegram repeats none after a day.
const IDS_KEPT_MS: i64 = 2 * 24 * 60 * 60 * 1000;
/// How often older ids are swept out, in milliseconds.
const SWEEP_MS: i64 = 60 * 60 * 1000;

/// Asks for updates, has them answered and puts the replies into the outbox; only then the next question moves the offset on.
pub(super) struct Poller {
    api: Api,
    host: Arc<Host>,
    schema: Handler<'static, Vec<NewOutgoing>, DpHandlerDescription>,
    outbox: Arc<dyn Outbox>,
    clock: Clock,
    wake: Arc<Notify>,
}

impl Poller {
    pub(super) fn new(api: Api, host: Host, outbox: Arc<dyn Outbox>, clock: Clock, wake: Arc<Notify>) -> Self {
        Self { api, host: Arc::new(host), schema: schema(), outbox, clock, wake }
    }

    pub(super) async fn run(&self, shutdown: &CancellationToken) {
        let mut offset = None;
        let mut failures = 0;
        let mut swept = 0;
        loop {
            if self.clock.now_ms() - swept > SWEEP_MS {
                swept = self.clock.now_ms();
                if let Err(error) = self.outbox.sweep(swept - IDS_KEPT_MS).await {
                    tracing::warn!(%error, "old update ids could not be swept out");
                }
            }
            let question = calls::next_updates(offset, HELD_SECONDS);
            let patience = Duration::from_secs(u64::from(HELD_SECONDS) + 15);
            let asked = tokio::select! {
                biased;
                () = shutdown.cancelled() => return,
                asked = self.api.call("getUpdates", question, patience) => asked,
            };
            let pause = match asked {
                Ok(Value::Array(raw)) if raw.is_empty() => {
                    // Telegram may start its ids anew after a quiet week, lower than before; what is confirmed by now needs no offset.
                    offset = None;
                    failures = 0;
                    continue;
                }
                Ok(Value::Array(raw)) => match self.take_all(raw).await {
                    Progress::All(next) => {
                        offset = next.or(offset);
                        failures = 0;
                        continue;
                    }
                    Progress::UpTo(next) => {
                        offset = Some(next);
                        backoff(failures, LONGEST_PAUSE)
                    }
                },
                Ok(_) => {
                    tracing::warn!("Telegram's answer holds no list of updates");
                    backoff(failures, LONGEST_PAUSE)
                }
                Err(error) => {
                    tracing::warn!(%error, failures, "updates could not be fetched; trying again");
                    error.pause(failures)
                }
            };
            failures += 1;
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Takes a batch: the updates of one chat in order, several chats at a time.
    async fn take_all(&self, raw: Vec<Value>) -> Progress {
        let mut chats: BTreeMap<i64, Vec<(i64, Value)>> = BTreeMap::new();
        let mut last = None;
        for update in raw {
            let Some(id) = updates::id(&update) else {
                tracing::warn!("an update without an id was passed over");
                continue;
            };
            last = last.max(Some(id));
            chats.entry(updates::chat(&update)).or_default().push((id, update));
        }
        let failed = stream::iter(chats.into_values().map(|chat| self.take_chat(chat)))
            .buffer_unordered(CHATS_AT_ONCE)
            .filter_map(std::future::ready)
            .collect::<Vec<i64>>();
        match failed.await.into_iter().min() {
            // Those behind the first that failed come again, and are known by their ids.
            Some(first) => Progress::UpTo(first),
            None => Progress::All(last.map(|id| id + 1)),
        }
    }

    /// The id of the first update of this chat that could not be taken; those after it wait for it.
    async fn take_chat(&self, chat: Vec<(i64, Value)>) -> Option<i64> {
        for (id, raw) in chat {
            if let Err(error) = self.take(id, raw).await {
                tracing::error!(%error, "an update could not be taken; it comes again");
                return Some(id);
            }
        }
        None
    }

    async fn take(&self, id: i64, raw: Value) -> StoreResult<()> {
        if self.outbox.is_taken(id).await? {
            return Ok(());
        }
        let chat = updates::chat(&raw);
        let handled = AssertUnwindSafe(self.handle(id, &raw)).catch_unwind().await;
        let calls = handled.unwrap_or_else(|_| {
            tracing::error!("a handler panicked; a canned reply was given");
            canned(chat)
        });
        let person = self.host.person(ChatId(chat), None).conversation.0;
        if self.outbox.take(id, &person, &calls, self.clock.now_ms()).await? {
            self.wake.notify_one();
        }
        Ok(())
    }

    async fn handle(&self, id: i64, raw: &Value) -> Vec<NewOutgoing> {
        let Some(update) = updates::parse(raw) else {
            tracing::debug!("an update of an unknown kind was passed over");
            return Vec::new();
        };
        match self.schema.dispatch(dptree::deps![update, UpdateNumber(id), self.host.clone()]).await {
            std::ops::ControlFlow::Break(calls) => calls,
            std::ops::ControlFlow::Continue(_) => Vec::new(),
        }
    }
}

enum Progress {
    /// All were taken; the next question starts there.
    All(Option<i64>),
    /// The store refused at this one.
    UpTo(i64),
}

/// What a person reads when a handler broke; groups, whose ids are negative, are left in peace.
fn canned(chat: i64) -> Vec<NewOutgoing> {
    let words = Rich::plain(&Locale::default().say("fault"));
    (chat > 0).then(|| calls::message(ChatId(chat), &words, None)).flatten().into_iter().collect()
}
