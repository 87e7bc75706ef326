//! Whether the pages that we send people to are still there. Sites are asked gently: one page at a time from each, with a pause.

use std::{collections::BTreeMap, time::Duration};

use futures::{StreamExt, stream};
use reqwest::{Client, Method, StatusCode, Url, redirect};

use crate::knowledge::{Fault, OutsideLink, Rule, Severity};

/// Sites that are asked at the same time.
const SITES_AT_ONCE: usize = 8;
const PAUSE: Duration = Duration::from_millis(250);
const TIMEOUT: Duration = Duration::from_secs(15);
const MOST_REDIRECTS: usize = 6;

/// What was found out about the pages elsewhere.
pub(super) struct Looked {
    /// Pages that were asked for, each address once.
    pub pages: usize,
    /// Those that answered in any way.
    pub reached: usize,
    pub faults: Vec<Fault>,
}

impl Looked {
    /// There were pages to ask for, and none answered: this machine is not online.
    pub fn is_offline(&self) -> bool {
        self.pages > 0 && self.reached == 0
    }
}

/// What a page answered.
#[derive(Debug, Clone)]
enum Seen {
    Fine,
    Answered(StatusCode),
    NoConnection,
    Late,
    NoAddress,
}

/// Asks for every page once.
pub(super) async fn look(links: &[OutsideLink]) -> anyhow::Result<Looked> {
    let client = Client::builder()
        .user_agent(concat!("Waymark/", env!("CARGO_PKG_VERSION"), " (checks that the pages it names are there)"))
        .timeout(TIMEOUT)
        .connect_timeout(TIMEOUT)
        .redirect(redirect::Policy::limited(MOST_REDIRECTS))
        .build()?;
    let mut sites: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut urls: Vec<&str> = links.iter().map(|l| l.url.as_str()).collect();
    urls.sort_unstable();
    urls.dedup();
    for url in &urls {
        let site = Url::parse(url).ok().map(|u| u.origin().ascii_serialization()).unwrap_or_default();
        sites.entry(site).or_default().push(url);
    }
    let asked = stream::iter(sites.into_values()).map(|pages| ask_site(&client, pages)).buffer_unordered(SITES_AT_ONCE);
    let seen: BTreeMap<String, Seen> = asked.collect::<Vec<_>>().await.into_iter().flatten().collect();
    let reached = seen.values().filter(|s| matches!(s, Seen::Fine | Seen::Answered(_))).count();
    let mut faults: Vec<Fault> = links.iter().filter_map(|l| seen.get(&l.url).and_then(|s| fault(l, s))).collect();
    faults.sort();
    Ok(Looked { pages: urls.len(), reached, faults })
}

/// The pages of one site, one after the other; a site that cannot be reached is not asked again.
async fn ask_site(client: &Client, pages: Vec<&str>) -> Vec<(String, Seen)> {
    let mut out: Vec<(String, Seen)> = Vec::new();
    for page in pages {
        let seen = match out.last() {
            Some((_, Seen::NoConnection)) => Seen::NoConnection,
            Some(_) => {
                tokio::time::sleep(PAUSE).await;
                ask_page(client, page).await
            }
            None => ask_page(client, page).await,
        };
        out.push((page.to_owned(), seen));
    }
    out
}

/// `HEAD` first, which costs the site least; many sites refuse it or answer it wrongly, so anything but a success is asked again by `GET`.
async fn ask_page(client: &Client, page: &str) -> Seen {
    let Ok(url) = Url::parse(page) else { return Seen::NoAddress };
    if matches!(ask(client, Method::HEAD, url.clone()).await, Seen::Fine) {
        return Seen::Fine;
    }
    ask(client, Method::GET, url).await
}

async fn ask(client: &Client, method: Method, url: Url) -> Seen {
    match client.request(method, url).send().await {
        Ok(answer) if answer.status().is_success() => Seen::Fine,
        Ok(answer) => Seen::Answered(answer.status()),
        Err(error) => match error.status() {
            Some(status) => Seen::Answered(status),
            // A page that redirects in a circle answers, and shows nobody anything.
            None if error.is_redirect() => Seen::Answered(StatusCode::LOOP_DETECTED),
            None if error.is_timeout() => Seen::Late,
            None => Seen::NoConnection,
        },
    }
}

fn fault(link: &OutsideLink, seen: &Seen) -> Option<Fault> {
    let url = &link.url;
    let gone = |what: String, fix: &str| (Severity::Error, what, fix.to_owned());
    let doubt = |what: String, fix: &str| (Severity::Warning, what, fix.to_owned());
    let (severity, what, fix) = match seen {
        Seen::Fine => return None,
        Seen::NoAddress => gone(format!("{url} is not a web address"), "Mend it, or take it out."),
        Seen::NoConnection => {
            gone(format!("{url} cannot be reached"), "Open it in a browser; where it is gone, find the new address or take it out.")
        }
        Seen::Late => doubt(format!("{url} gave no answer within {} seconds", TIMEOUT.as_secs()), "Open it in a browser."),
        Seen::Answered(StatusCode::LOOP_DETECTED) => {
            gone(format!("{url} sends people round in a circle"), "Find the new address, or take it out.")
        }
        Seen::Answered(status) if turned_away(*status) => {
            doubt(format!("{url} answers {status} to a program"), "Open it in a browser; many sites turn programs away.")
        }
        Seen::Answered(status) => gone(format!("{url} answers {status}"), "Find where the page has moved, or take the link out."),
    };
    Some(Fault::new(&link.file, link.line, severity, what, fix).of(Rule::OutsideLink))
}

/// Answers that say nothing about the page itself.
fn turned_away(status: StatusCode) -> bool {
    let of_us = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_ACCEPTABLE];
    of_us.contains(&status) || status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() || status.as_u16() > 599
}
