use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

use axum::http::HeaderMap;

/// The network that somebody comes from: the first three bytes of an IPv4 address, the first seven of an IPv6 one. Lives as long as a
/// request or a limit, is never stored, and does not print.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Network(String);

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            IpAddr::V6(v6) => {
                let prefix = u128::from(v6) & !(u128::MAX >> 56);
                format!("{}/56", Ipv6Addr::from(prefix))
            }
        })
    }

    /// The network in writing, for a keyed hash.
    pub fn prefix(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Network(…)")
    }
}

/// Whoever holds the other end of a connection: a browser, or a proxy that speaks for one.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Peer(…)")
    }
}

/// The networks whose word on where a request comes from is believed.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Vec<(IpAddr, u8)>);

impl Proxies {
    /// From networks such as `10.0.0.0/8`, or addresses; what cannot be read is left out, since settings are checked before.
    pub fn parse(networks: &[String]) -> Self {
        let read = |text: &String| {
            let (address, bits) = text.split_once('/').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
            let address = address.parse::<IpAddr>().ok()?;
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits = bits.map_or(Some(most), |b| b.parse().ok().filter(|b| *b <= most))?;
            Some((address, bits))
        };
        Self(networks.iter().filter_map(read).collect())
    }

    /// Whether that address is one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|(network, bits)| match (network, address) {
            (IpAddr::V4(n), IpAddr::V4(a)) => same(u32::from(*n).into(), u32::from(a).into(), *bits, 32),
            (IpAddr::V6(n), IpAddr::V6(a)) => same((*n).into(), a.into(), *bits, 128),
            _ => false,
        })
    }

    /// Who is behind a request: the peer, or the last address that a proxy we believe has written down and is not one of them itself. What
    /// a browser wrote in front of that is not looked at, since it can write anything.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer;
        if !self.contains(peer) {
            return client;
        }
        for said in forwarded(headers).into_iter().rev() {
            let Some(address) = said else { break };
            client = address;
            if !self.contains(address) {
                break;
            }
        }
        client
    }
}

fn same(a: u128, b: u128, bits: u8, width: u32) -> bool {
    let shift = width - u32::from(bits);
    // A shift by the whole width is no shift in Rust.
    shift >= 128 || a >> shift == b >> shift
}

/// The addresses of the headers, in the order in which they were written; none for what is no address.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let all = |name: &str| headers.get_all(name).iter().filter_map(|v| v.to_str().ok()).collect::<Vec<_>>().join(",");
    let listed = all("x-forwarded-for");
    if !listed.is_empty() {
        return listed.split(',').map(address).collect();
    }
    let standard = all("forwarded");
    let of = |element: &str| {
        let pair = element.split(';').find_map(|p| p.trim().get(..4).filter(|n| n.eq_ignore_ascii_case("for=")).map(|_| &p.trim()[4..]));
        address(pair.unwrap_or_default())
    };
    if standard.is_empty() { Vec::new() } else { standard.split(',').map(of).collect() }
}

/// An address as proxies write it: with a port, in brackets, in quotation marks.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split(']').next()?.parse().ok();
    }
    text.parse().ok().or_else(|| text.rsplit_once(':').and_then(|(host, _)| host.parse().ok()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_is_a_prefix_and_does_not_print() {
        let network = |a: &str| Network::of(ip(a)).0;
        assert_eq!(network("192.0.2.77"), "192.0.2.0/24");
        assert_eq!(network("::ffff:192.0.2.77"), "192.0.2.0/24");
        assert_eq!(network("2001:db8:12:34ff:1:2:3:4"), "2001:db8:12:3400::/56");
        assert_eq!(network("2001:db8:12:3401::9"), network("2001:db8:12:34ff::"));
        assert_eq!(format!("{:?} {:?}", Network::of(ip("192.0.2.7")), Peer(ip("192.0.2.7"))), "Network(…) Peer(…)");
    }

    #[test]
    fn only_proxies_we_believe_say_who_is_behind_them() {
        let proxies = Proxies::parse(&["10.0.0.0/8".to_owned(), "2001:db8::/32".to_owned(), "127.0.0.1".to_owned()]);
        let client = |peer: &str, name: &'static str, values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(HeaderName::from_static(name), value.parse().unwrap());
            }
            proxies.client(ip(peer), &headers).to_string()
        };
        let (xff, std) = ("x-forwarded-for", "forwarded");
        assert_eq!(client("198.51.100.1", xff, &["203.0.113.9"]), "198.51.100.1", "a stranger is not believed");
        assert_eq!(client("127.0.0.1", xff, &["203.0.113.9"]), "203.0.113.9");
        // What the browser wrote itself comes first and does not count.
        assert_eq!(client("10.1.2.3", xff, &["1.2.3.4, 203.0.113.9, 10.9.9.9"]), "203.0.113.9");
        assert_eq!(client("10.1.2.3", xff, &["1.2.3.4", "203.0.113.9:1234"]), "203.0.113.9");
        assert_eq!(client("10.1.2.3", xff, &["1.2.3.4, nonsense"]), "10.1.2.3");
        assert_eq!(client("10.1.2.3", xff, &[]), "10.1.2.3");
        assert_eq!(client("10.1.2.3", std, &["for=1.2.3.4, For=\"[2001:470::7]:47011\";proto=https"]), "2001:470::7");
        assert_eq!(client("2001:db8::1", std, &["for=203.0.113.9;by=203.0.113.43"]), "203.0.113.9");
        assert_eq!(client("10.1.2.3", std, &["for=unknown"]), "10.1.2.3");
        let everywhere = Proxies::parse(&["0.0.0.0/0".to_owned(), "nonsense".to_owned(), "::/0".to_owned()]);
        assert!(everywhere.contains(ip("9.9.9.9")) && everywhere.contains(ip("::1")));
        assert!(!Proxies::default().contains(ip("127.0.0.1")));
    }
}
