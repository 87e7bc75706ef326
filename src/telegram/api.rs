use std::{fmt, time::Duration};

use reqwest::{Url, header::CONTENT_TYPE, redirect};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::Value;
use teloxide::Bot;

use super::{TelegramError, TelegramSettings, backoff, calls::body_of};

/// How long a call may take before it counts as failed.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);
/// Longest pause between two tries of the same thing.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The Bot API. Calls are made with kept JSON rather than with teloxide's typed requests: those sleep ten seconds on every server
/// error, and their errors print the address, which holds the token.
#[derive(Clone)]
pub(super) struct Api {
    bot: Bot,
}

/// A call that did not come back with a result; safe to print.
#[derive(Debug)]
pub(super) enum CallError {
    /// The API answered and said no.
    Refused {
        /// Its code, as in HTTP.
        code: u16,
        /// Its words.
        description: String,
        /// Seconds to wait, where it asks for that.
        retry_after: Option<u64>,
    },
    /// There was no answer that can be read.
    Unreachable(String),
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { code, description, .. } => write!(f, "refused with {code}: {description}"),
            Self::Unreachable(why) => write!(f, "unreachable: {why}"),
        }
    }
}

impl CallError {
    /// How long to wait before the next try, after so many failures in a row.
    pub(super) fn pause(&self, failures: u32) -> Duration {
        match self {
            Self::Refused { retry_after: Some(seconds), .. } => Duration::from_secs((*seconds).min(3600)),
            _ => backoff(failures, LONGEST_PAUSE),
        }
    }
}

#[derive(Deserialize)]
struct Envelope {
    ok: bool,
    #[serde(default)]
    result: Value,
    #[serde(default)]
    error_code: Option<u16>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    #[serde(default)]
    retry_after: Option<u64>,
}

impl Api {
    pub(super) fn new(settings: &TelegramSettings) -> Result<Self, TelegramError> {
        let client = teloxide::net::default_reqwest_settings()
            // A redirect would carry the token to another host.
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|e| TelegramError::Client(e.without_url().to_string()))?;
        let mut bot = Bot::with_client(settings.token.expose_secret().trim(), client);
        if let Some(address) = &settings.api_url {
            let url = Url::parse(address.trim_end_matches('/')).map_err(|_| TelegramError::Address)?;
            if !matches!(url.scheme(), "http" | "https") || url.cannot_be_a_base() {
                return Err(TelegramError::Address);
            }
            bot = bot.set_api_url(url);
        }
        Ok(Self { bot })
    }

    /// Calls a method with its parameters as JSON.
    pub(super) async fn call(&self, method: &str, payload: String, patience: Duration) -> Result<Value, CallError> {
        let (kind, body) = body_of(method, payload);
        let request = self.bot.client().post(self.address(method)).header(CONTENT_TYPE, kind).timeout(patience).body(body);
        let response = request.send().await.map_err(|e| self.unreachable(e))?;
        let status = response.status();
        let body = response.bytes().await.map_err(|e| self.unreachable(e))?;
        let envelope = serde_json::from_slice::<Envelope>(&body).ok();
        match envelope {
            Some(envelope) if envelope.ok && status.is_success() => Ok(envelope.result),
            // A code without the API's own form comes from something between, and says nothing about the call.
            None if status.is_success() || status.is_client_error() => {
                Err(CallError::Unreachable(format!("HTTP {} without an answer of the Bot API", status.as_u16())))
            }
            envelope => Err(self.refused(status.as_u16(), envelope)),
        }
    }

    fn refused(&self, status: u16, envelope: Option<Envelope>) -> CallError {
        let (code, description, parameters) = envelope.map_or((None, None, None), |e| (e.error_code, e.description, e.parameters));
        let description = self.masked(&description.unwrap_or_default().chars().take(120).collect::<String>());
        CallError::Refused { code: code.unwrap_or(status), description, retry_after: parameters.and_then(|p| p.retry_after) }
    }

    fn unreachable(&self, error: reqwest::Error) -> CallError {
        // The address is in every error of the client, and the token is in the address.
        let error = error.without_url();
        let mut words = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            words.push_str(&format!(": {cause}"));
            source = cause.source();
        }
        CallError::Unreachable(self.masked(&words))
    }

    fn masked(&self, words: &str) -> String {
        if self.bot.token().is_empty() { words.to_owned() } else { words.replace(self.bot.token(), "…") }
    }

    fn address(&self, method: &str) -> Url {
        let mut url = self.bot.api_url();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push(&format!("bot{}", self.bot.token())).push(method);
        }
        url
    }
}
