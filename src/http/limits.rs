use std::{num::NonZeroU32, sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock, clock::DefaultClock};

use super::{Failure, Network, Peer, Proxies, failure_page};

/// More keys than a council's people make; beyond, those at rest are let go at once.
const MOST_KEYS: usize = 50_000;
/// For each form so many pages and pictures may be fetched.
const READS_FOR_A_FORM: u32 = 10;
/// Messages of danger a minute that are still kept from a network that floods us: enough for a school, too few to bury a record.
const DANGERS_PER_MINUTE: u32 = 6;

/// How long to wait before the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub Duration);

impl Wait {
    /// In whole seconds, at least one.
    pub fn seconds(self) -> u64 {
        self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0 || self.0.is_zero())
    }

    /// The same response, saying so to programs.
    pub fn on(self, mut response: Response) -> Response {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(self.seconds()));
        response
    }
}

/// How often one person and one network may send something. In memory alone: a restart forgives, and nothing about anybody is kept.
#[derive(Debug, Default)]
pub struct Limits {
    person: Option<DefaultKeyedRateLimiter<String>>,
    forms: Option<DefaultKeyedRateLimiter<Network>>,
    reads: Option<DefaultKeyedRateLimiter<Network>>,
    dangers: Option<DefaultKeyedRateLimiter<Network>>,
}

impl Limits {
    /// So many a minute, and as many at once; 0 sets no limit.
    pub fn new(person_per_minute: u32, network_per_minute: u32) -> Self {
        let quota = |n: u32| NonZeroU32::new(n).map(Quota::per_minute);
        Self {
            person: quota(person_per_minute).map(DefaultKeyedRateLimiter::dashmap),
            forms: quota(network_per_minute).map(DefaultKeyedRateLimiter::dashmap),
            reads: quota(network_per_minute.saturating_mul(READS_FOR_A_FORM)).map(DefaultKeyedRateLimiter::dashmap),
            dangers: quota(network_per_minute.min(DANGERS_PER_MINUTE)).map(DefaultKeyedRateLimiter::dashmap),
        }
    }

    /// Counts a message of this conversation.
    pub fn person(&self, conversation: &str) -> Result<(), Wait> {
        check(self.person.as_ref(), &conversation.to_owned())
    }

    /// Counts a form from this network; nothing where the network is not known.
    pub fn form(&self, network: Option<&Network>) -> Result<(), Wait> {
        network.map_or(Ok(()), |n| check(self.forms.as_ref(), n))
    }

    /// Counts a message of danger that this network sends beyond its limit, and tells whether it is still to be kept.
    pub fn danger(&self, network: Option<&Network>) -> Result<(), Wait> {
        network.map_or(Ok(()), |n| check(self.dangers.as_ref(), n))
    }

    fn read(&self, network: &Network) -> Result<(), Wait> {
        check(self.reads.as_ref(), network)
    }

    /// Lets go of whoever could send as much as ever again.
    pub fn tidy(&self) {
        if let Some(person) = &self.person {
            person.retain_recent();
        }
        for networks in [&self.forms, &self.reads, &self.dangers].into_iter().flatten() {
            networks.retain_recent();
        }
    }
}

fn check<K: Clone + std::hash::Hash + Eq>(limiter: Option<&DefaultKeyedRateLimiter<K>>, key: &K) -> Result<(), Wait> {
    let Some(limiter) = limiter else { return Ok(()) };
    if limiter.len() > MOST_KEYS {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|until| Wait(until.wait_time_from(DefaultClock::default().now())))
}

/// What stands between the net and the routes.
#[derive(Debug, Clone, Default)]
pub struct Guards {
    /// Whose word on where a request comes from is believed.
    pub proxies: Proxies,
    /// How often one may send.
    pub limits: Arc<Limits>,
}

/// The addresses whose handlers count by themselves: a message must be looked at for danger before it is turned away.
const HEARD_FIRST: [&str; 2] = ["/ask", "/comment"];

/// Finds out which network a request comes from, and asks who sends too much to wait.
pub(super) async fn limit(State(guards): State<Guards>, mut request: Request, next: Next) -> Response {
    // Without a peer there is no connection: a test that calls the routes.
    let Some(Peer(peer)) = request.extensions().get::<Peer>().copied() else { return next.run(request).await };
    let network = Network::of(guards.proxies.client(peer, request.headers()));
    let path = request.uri().path();
    let may = if matches!(*request.method(), Method::GET | Method::HEAD) {
        // Whoever watches over the server asks often and from one place.
        if path == "/healthz" || path == "/readyz" { Ok(()) } else { guards.limits.read(&network) }
    } else if HEARD_FIRST.contains(&path) {
        Ok(())
    } else {
        guards.limits.form(Some(&network))
    };
    if let Err(wait) = may {
        return wait.on(failure_page(Failure::TooMany, request.headers()));
    }
    request.extensions_mut().insert(network);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_waits_and_another_does_not() {
        let limits = Limits::new(3, 2);
        let sent: Vec<bool> = (0..5).map(|_| limits.person("a").is_ok()).collect();
        assert_eq!(sent, [true, true, true, false, false]);
        let wait = limits.person("a").unwrap_err();
        assert!((1..=20).contains(&wait.seconds()), "{wait:?}");
        assert!(limits.person("b").is_ok());
        let network = Network::of([192, 0, 2, 1].into());
        let forms: Vec<bool> = (0..3).map(|_| limits.form(Some(&network)).is_ok()).collect();
        assert_eq!(forms, [true, true, false]);
        assert!(limits.read(&network).is_ok(), "reading goes on");
        let many = Limits::new(3, 1000);
        let kept = (0..50).filter(|_| many.danger(Some(&network)).is_ok()).count();
        assert_eq!(kept, DANGERS_PER_MINUTE as usize, "a flood does not bury the record");
        assert!(limits.form(None).is_ok());
        limits.tidy();
        assert!(limits.person("a").is_err(), "tidying forgives nobody");
        let none = Limits::new(0, 0);
        assert!((0..1000).all(|_| none.person("a").is_ok() && none.form(Some(&network)).is_ok()));
    }
}
