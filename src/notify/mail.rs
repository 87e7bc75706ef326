use std::{fmt, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::AsyncSmtpTransportBuilder,
};

use super::NotifyError;

/// How e-mail goes out: a council's mail server; prints without its password.
#[derive(Clone)]
pub struct Mail {
    /// Built anew for each message: what is built holds a pool that lives and dies with the runtime, and settings are read before it.
    server: AsyncSmtpTransportBuilder,
    from: Mailbox,
}

impl Mail {
    /// The server at `smtps://user:password@host:465`, `smtp://host:587?tls=required` or, inside one's own network, `smtp://host:25`; the
    /// error says what is wrong and does not repeat the address, which may hold a password.
    pub fn new(server: &str, from: &str) -> Result<Self, String> {
        let from = mailbox(from)?;
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(server.trim())
            .map_err(|_| {
                "this is not the address of a mail server; write smtps://user:password@host:465 (it is not shown here)".to_owned()
            })?
            .timeout(Some(Duration::from_secs(15)));
        Ok(Self { server, from })
    }

    /// Whether that is the address of a mailbox.
    pub fn check_address(address: &str) -> Result<(), String> {
        mailbox(address).map(drop)
    }

    /// Sends one message of plain text; `id` names it, so that a second copy is known as one.
    pub(super) async fn send(&self, to: &str, subject: &str, words: &str, id: &str) -> Result<(), NotifyError> {
        let failed = |what: String| NotifyError::Failed(what);
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(mailbox(to).map_err(failed)?)
            .subject(subject)
            .message_id(Some(format!("<{id}@{domain}>")))
            .header(ContentType::TEXT_PLAIN)
            .body(words.to_owned())
            .map_err(|e| failed(e.to_string()))?;
        self.server.clone().build::<Tokio1Executor>().send(message).await.map(drop).map_err(|e| {
            let kind = if e.is_permanent() { "the mail server refused it" } else { "the mail server does not take it now" };
            failed(match e.status() {
                Some(code) => format!("{kind} ({code})"),
                None => format!("the mail server cannot be used: {e}"),
            })
        })
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mail(…)")
    }
}

fn mailbox(address: &str) -> Result<Mailbox, String> {
    address.trim().parse().map_err(|_| format!("`{address}` is not an e-mail address; write lead@council.example"))
}
