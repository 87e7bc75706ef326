use std::sync::LazyLock;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::NotifyError;
use crate::{
    clock::Clock,
    privacy::sign,
    safeguarding::record::{Alert, name},
};

static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
    // A redirect would carry the alert to another host.
    let built = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(super::PATIENCE).build();
    built.unwrap_or_default()
});

/// An address that takes alerts by POST; prints without its secret.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The address.
    pub url: String,
    /// What the receiver knows us by: the header `x-waymark-signature` is `sha256=` and the HMAC-SHA-256 of `<x-waymark-time>.<body>` with it.
    pub secret: Option<SecretString>,
}

impl Webhook {
    pub(super) async fn send(&self, alert: &Alert, link: &str, clock: &Clock) -> Result<(), NotifyError> {
        let body = json!({
            "kind": "safeguarding-alert",
            "id": alert.id,
            "area": alert.area.as_str(),
            "level": name(&alert.level),
            "categories": alert.categories.iter().map(name).collect::<Vec<_>>(),
            "channel": alert.channel.as_str(),
            "at": jiff::Timestamp::from_millisecond(alert.at).map(|t| t.to_string()).unwrap_or_default(),
            "link": link,
        })
        .to_string();
        // The time is signed too, so that an old alert cannot be sent again as a new one.
        let time = clock.now().as_second().to_string();
        let mut request = CLIENT.post(&self.url).header("content-type", "application/json").header("x-waymark-time", &time);
        if let Some(secret) = &self.secret {
            let signature = sign(secret.expose_secret(), format!("{time}.{body}").as_bytes());
            request = request.header("x-waymark-signature", format!("sha256={signature}"));
        }
        let answer = request.body(body).send().await.map_err(|e| NotifyError::Failed(e.without_url().to_string()))?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(NotifyError::Failed(format!("the webhook answered {}", status.as_u16()))) }
    }
}
