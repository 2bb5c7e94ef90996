//! The address a request comes from, for counting sign-in attempts and nothing else.

use crate::AppState;
use crate::config::proxies::Proxies;
use crate::error::Error;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Once;

/// Where a reader is. One subscriber line has 2^64 addresses of IPv6: they count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Error;

    async fn from_request_parts(request: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let peer = request.extensions.get::<ConnectInfo<SocketAddr>>().ok_or(Error::BadRequest)?;
        let proxies = &state.config.trusted_proxies;
        if proxies.is_empty() && request.headers.contains_key(FORWARDED) {
            NOBODY_TRUSTED.call_once(|| {
                tracing::warn!(
                    "X-Forwarded-For comes, and no proxy is trusted: if there is one, everybody \
                     seems to be at its address and waits for everybody else; PREAU_TRUSTED_PROXY \
                     says which it is"
                );
            });
        }
        Ok(address(peer.0.ip(), &request.headers, proxies))
    }
}

const FORWARDED: &str = "x-forwarded-for";
/// Said once.
static NOBODY_TRUSTED: Once = Once::new();

/// Only the configured proxies are believed, and of the list only what they have added themselves:
/// from the last entry back to the first that is no proxy of ours. The others were sent by the
/// client.
fn address(peer: IpAddr, headers: &HeaderMap, proxies: &Proxies) -> ClientAddress {
    let mut client = peer.to_canonical();
    let lines: Vec<&str> =
        headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok()).collect();
    let entries = lines.iter().rev().flat_map(|line| line.rsplit(','));
    for entry in entries {
        if !proxies.trust(client) {
            break;
        }
        let Ok(before) = entry.trim().parse::<IpAddr>() else { break };
        client = before.to_canonical();
    }
    ClientAddress(match client {
        IpAddr::V6(address) => {
            let network = address.to_bits() >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from_bits(network))
        }
        v4 => v4,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_the_trusted_proxy_says_where_a_reader_is() {
        for (peer, proxies, forwarded, counted) in [
            ("192.0.2.1", "", "", "192.0.2.1"),
            ("192.0.2.1", "", "198.51.100.7", "192.0.2.1"),
            ("192.0.2.1", "192.0.2.9", "198.51.100.7", "192.0.2.1"),
            ("192.0.2.9", "192.0.2.9", "198.51.100.7", "198.51.100.7"),
            ("192.0.2.9", "192.0.2.9", "203.0.113.5, 198.51.100.7", "198.51.100.7"),
            ("192.0.2.9", "192.0.2.9", "nowhere", "192.0.2.9"),
            ("::ffff:192.0.2.9", "192.0.2.9", "198.51.100.7", "198.51.100.7"),
            // Two proxies, one behind the other.
            ("10.0.0.1", "10.0.0.0/8", "203.0.113.5, 198.51.100.7, 10.9.9.9", "198.51.100.7"),
            ("10.0.0.1", "10.0.0.0/8", "10.9.9.9", "10.9.9.9"),
            ("2001:db8:1:2:3:4:5:6", "", "", "2001:db8:1:2::"),
        ] {
            let mut headers = HeaderMap::new();
            if !forwarded.is_empty() {
                headers.insert("x-forwarded-for", HeaderValue::from_static(forwarded));
            }
            let found = address(peer.parse().unwrap(), &headers, &proxies.parse().unwrap());
            assert_eq!(found.0, counted.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
        }
    }
}
