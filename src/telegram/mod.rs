//! The Telegram bot: where young people already are.
//!
//! The room translates and decides nothing: an update becomes an [`Inbound`](crate::conversation::Inbound), the replies become messages
//! with entities and buttons. The polling loop is ours, because the library's own acknowledges an update before its reply is safe: here
//! an update counts as taken only when its replies are in the outbox, and the sender delivers them from there, in order for each chat,
//! however often the process was killed between. Home of teloxide.

mod api;
mod buttons;
mod calls;
mod commands;
mod host;
mod pace;
mod poller;
mod render;
mod rich;
mod schema;
mod sender;
mod updates;

use std::{sync::Arc, time::Duration};

use secrecy::SecretString;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use self::{api::Api, api::CallError, host::Host, poller::Poller, sender::Sender};
use crate::{
    clock::Clock,
    conversation::{Assistant, Outbox},
    http::Limits,
    locale::Locale,
    privacy::PseudonymKey,
};

/// What the bot needs to be told; prints without its token.
#[derive(Debug, Clone)]
pub struct TelegramSettings {
    /// The token that BotFather gave.
    pub token: SecretString,
    /// Another Bot API server than Telegram's own, for tests or a server of one's own.
    pub api_url: Option<String>,
    /// The address of the web chat, told to people at the start.
    pub public_url: Option<String>,
}

/// Why the bot does not run; never holds the token.
#[derive(Debug, thiserror::Error)]
pub enum TelegramError {
    /// The address of the Bot API is none.
    #[error("telegram.api_url is not an http or https address")]
    Address,
    /// The HTTP client could not be made.
    #[error("the HTTP client could not be made: {0}")]
    Client(String),
    /// Telegram does not know the token; trying again would not help.
    #[error("Telegram does not know this token; set telegram.token to the one that BotFather gave")]
    TokenRefused,
}

/// Runs the bot until `shutdown`, then finishes what is in hand. Survives the API and the stores being away; comes back early only where
/// the settings cannot work.
pub async fn run(
    settings: TelegramSettings,
    assistant: Assistant,
    outbox: Arc<dyn Outbox>,
    key: PseudonymKey,
    limits: Arc<Limits>,
    clock: Clock,
    shutdown: CancellationToken,
) -> Result<(), TelegramError> {
    let api = Api::new(&settings)?;
    let wake = Arc::new(Notify::new());
    let stop_sending = CancellationToken::new();
    let sender = Sender::new(api.clone(), outbox.clone(), assistant.clone(), key.clone(), clock.clone(), wake.clone());
    let taking = async {
        // What waits from before is delivered meanwhile: the sender needs no introduction.
        let username = introduced(&api, &shutdown).await;
        let outcome = match username {
            Ok(Some(username)) => {
                introduce(&api).await;
                let host = Host {
                    assistant,
                    key,
                    username,
                    public_url: settings.public_url.clone(),
                    remarks: host::Remarks::default(),
                    wordings: host::Wordings::default(),
                    places: host::Places::default(),
                    limits,
                    clock: clock.clone(),
                };
                Poller::new(api.clone(), host, outbox, clock, wake).run(&shutdown).await;
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        stop_sending.cancel();
        outcome
    };
    let (outcome, ()) = tokio::join!(taking, sender.run(&stop_sending));
    outcome
}

/// The bot's username, asked for until Telegram answers; none where the program stops first.
async fn introduced(api: &Api, shutdown: &CancellationToken) -> Result<Option<String>, TelegramError> {
    let mut failures = 0;
    loop {
        let asked = tokio::select! {
            biased;
            () = shutdown.cancelled() => return Ok(None),
            asked = api.call("getMe", "{}".to_owned(), api::PATIENCE) => asked,
        };
        let pause = match asked {
            Ok(me) => return Ok(Some(me.get("username").and_then(|u| u.as_str()).unwrap_or_default().to_owned())),
            Err(CallError::Refused { code: 401 | 404, .. }) => return Err(TelegramError::TokenRefused),
            Err(error) => {
                tracing::warn!(%error, failures, "Telegram does not answer yet; trying again");
                error.pause(failures)
            }
        };
        failures += 1;
        tokio::select! {
            () = shutdown.cancelled() => return Ok(None),
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// The menu of commands and what stands in the profile; without them everything still works, so a failure is only told to the log.
async fn introduce(api: &Api) {
    for call in calls::introduction(&Locale::default()) {
        if let Err(error) = api.call(&call.method, call.payload, api::PATIENCE).await {
            tracing::warn!(%error, method = call.method, "the bot could not be introduced");
        }
    }
}

/// How long to wait after so many failures in a row: half a second at first, doubled up to `most`.
fn backoff(failures: u32, most: Duration) -> Duration {
    Duration::from_millis(500 * (1 << failures.min(16))).min(most)
}
