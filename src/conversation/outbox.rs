use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::store::StoreResult;

/// A call to a channel that is yet to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOutgoing {
    /// Where it goes; calls for one address are made in order.
    pub address: String,
    /// The method of the channel's API.
    pub method: String,
    /// Its parameters, as JSON.
    pub payload: String,
}

/// A kept call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Names it; sorts by time.
    pub id: String,
    /// What is to be called.
    pub call: NewOutgoing,
    /// How often it was tried.
    pub attempts: u32,
    /// Not before that moment, in milliseconds since 1970.
    pub due: i64,
}

/// Replies that are decided and not yet delivered. An update counts as taken when, and only when, its replies are here.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Whether an update was taken already.
    async fn is_taken(&self, update: i64) -> StoreResult<bool>;

    /// Takes an update with the calls it leads to, all or nothing; false where it was taken before, and then nothing is kept. The calls
    /// go to the person of that pseudonym, and are removed with what else is kept of them.
    async fn take(&self, update: i64, person: &str, calls: &[NewOutgoing], now: i64) -> StoreResult<bool>;

    /// The calls that wait, oldest first.
    async fn waiting(&self, most: u64) -> StoreResult<Vec<Outgoing>>;

    /// Removes a call: it was made, or can never be; what does not wait is no error.
    async fn done(&self, id: &str) -> StoreResult<()>;

    /// Puts a call off and counts the try; not found where it does not wait.
    async fn later(&self, id: &str, due: i64) -> StoreResult<()>;

    /// Forgets the ids of updates taken before that moment; Telegram repeats none after a day.
    async fn sweep(&self, before: i64) -> StoreResult<()>;
}
