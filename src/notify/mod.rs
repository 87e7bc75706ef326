//! Messages to people outside the program: an alert to the safeguarding lead of an area, by webhook and by e-mail.
//!
//! An alert says that there is something to read and holds no word of the person; it waits in the database until it has arrived, so a mail
//! server that is away delays nobody's reply and loses nothing. Each way is tried by itself. Home of lettre.

mod mail;
mod webhook;

pub use mail::Mail;
pub use webhook::Webhook;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::{
    area::Area,
    clock::Clock,
    locale::Locale,
    safeguarding::record::{Alert, AlertStore, Way, name},
};

/// How often the queue is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long one delivery may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long an alert that was taken in hand belongs to who took it: longer than a delivery can take.
const IN_HAND_MS: i64 = 90_000;
/// Most alerts in hand at a time.
const MOST_AT_ONCE: u64 = 20;
/// The first pause after a failure; doubled with each, up to the longest.
const FIRST_PAUSE_MS: i64 = 5_000;
const LONGEST_PAUSE_MS: i64 = 30 * 60 * 1000;

/// Whom to alert for an area, and by which ways.
#[derive(Debug, Clone, Default)]
pub struct Lead {
    /// The lead's mailbox.
    pub email: Option<String>,
    /// An address of the council's that takes a POST.
    pub webhook: Option<Webhook>,
}

/// What alerts need to be told.
#[derive(Debug, Clone, Default)]
pub struct NotifySettings {
    /// The leads by area; that of `england` also gets what no other lead is named for.
    pub leads: BTreeMap<Area, Lead>,
    /// How e-mail goes out.
    pub mail: Option<Mail>,
    /// The address of the safeguarding record in the console.
    pub record_url: String,
}

/// Why an alert did not arrive; for the log, without addresses.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// Nobody is named for that way.
    #[error("nobody is named")]
    Nobody,
    /// The other side said no, or nothing.
    #[error("{0}")]
    Failed(String),
}

impl NotifySettings {
    /// The lead of an area, for that way: its own, else that of all areas.
    fn lead(&self, area: &Area, way: Way) -> Option<&Lead> {
        let has = |lead: &&Lead| match way {
            Way::Webhook => lead.webhook.is_some(),
            Way::Email => lead.email.is_some() && self.mail.is_some(),
        };
        self.leads.get(area).filter(has).or_else(|| self.leads.get(&Area::england()).filter(has))
    }

    /// Whether anybody at all would hear of an alert.
    pub fn reaches_somebody(&self) -> bool {
        self.leads.values().any(|l| l.webhook.is_some() || (l.email.is_some() && self.mail.is_some()))
    }
}

/// Delivers alerts until `shutdown`.
pub async fn run(settings: NotifySettings, store: Arc<dyn AlertStore>, clock: Clock, shutdown: CancellationToken) {
    if !settings.reaches_somebody() {
        tracing::warn!("no safeguarding lead is named (safeguarding.areas.<area>.email or .webhook), so nobody is alerted");
    }
    loop {
        let now = clock.now_ms();
        match store.claim_alerts(now, now + IN_HAND_MS, MOST_AT_ONCE).await {
            Ok(alerts) => drop(futures::future::join_all(alerts.iter().map(|a| deliver(&settings, store.as_ref(), &clock, a))).await),
            Err(error) => tracing::error!(%error, "alerts could not be read; trying again"),
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

async fn deliver(settings: &NotifySettings, store: &dyn AlertStore, clock: &Clock, alert: &Alert) {
    let sent = tokio::time::timeout(PATIENCE, send(settings, clock, alert)).await;
    let sent = sent.unwrap_or_else(|_| Err(NotifyError::Failed("it did not answer in time".to_owned())));
    let way = alert.way.as_str();
    let kept = match sent {
        Ok(()) => store.alert_done(&alert.id).await,
        // A way that nobody is named for is no failure.
        Err(NotifyError::Nobody) => store.alert_done(&alert.id).await,
        Err(error) => {
            let pause = FIRST_PAUSE_MS.saturating_mul(1 << alert.attempts.min(12)).min(LONGEST_PAUSE_MS);
            tracing::error!(%error, way, attempts = alert.attempts + 1, "an alert did not reach the safeguarding lead and is tried again");
            store.alert_later(&alert.id, clock.now_ms() + pause).await
        }
    };
    if let Err(error) = kept {
        tracing::error!(%error, way, "what became of an alert could not be kept; it is tried again");
    }
}

async fn send(settings: &NotifySettings, clock: &Clock, alert: &Alert) -> Result<(), NotifyError> {
    let lead = settings.lead(&alert.area, alert.way).ok_or(NotifyError::Nobody)?;
    let link = match &alert.record {
        Some(record) => format!("{}/{record}", settings.record_url),
        None => settings.record_url.clone(),
    };
    match alert.way {
        Way::Webhook => lead.webhook.as_ref().ok_or(NotifyError::Nobody)?.send(alert, &link, clock).await,
        Way::Email => {
            let (Some(mail), Some(to)) = (&settings.mail, &lead.email) else { return Err(NotifyError::Nobody) };
            let locale = Locale::default();
            let categories: Vec<String> = alert.categories.iter().map(|c| locale.say(&key("danger-category-", c))).collect();
            let level = locale.say(&key("danger-level-", &alert.level));
            let args = [
                ("area", alert.area.as_str()),
                ("level", level.as_str()),
                ("categories", &categories.join(", ")),
                ("channel", &locale.say(&format!("channel-{}", alert.channel.as_str()))),
                ("when", &clock.say_moment(alert.at)),
                ("link", link.as_str()),
            ];
            mail.send(to, &locale.say_with("alert-subject", &args[..2]), &locale.say_with("alert-words", &args), &alert.id).await
        }
    }
}

/// The key of a name in the catalogue.
fn key(start: &str, value: &impl serde::Serialize) -> String {
    format!("{start}{}", name(value).replace('_', "-"))
}
