//! The address a request comes from, for counting sign-in attempts and nothing else.

use crate::AppState;
use crate::error::Error;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// Where a reader is. One subscriber line has 2^64 addresses of IPv6: they count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Error;

    async fn from_request_parts(request: &mut Parts, state: &AppState) -> Result<Self, Error> {
        let peer = request.extensions.get::<ConnectInfo<SocketAddr>>().ok_or(Error::BadRequest)?;
        Ok(address(peer.0.ip(), &request.headers, state.config.trusted_proxy))
    }
}

/// Only the configured proxy is believed, and only the entry it added itself, which is the last:
/// the others were sent by the client.
fn address(peer: IpAddr, headers: &HeaderMap, trusted_proxy: Option<IpAddr>) -> ClientAddress {
    let peer = peer.to_canonical();
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .filter(|_| trusted_proxy.is_some_and(|proxy| proxy.to_canonical() == peer))
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    ClientAddress(match forwarded.unwrap_or(peer).to_canonical() {
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
        for (peer, proxy, forwarded, counted) in [
            ("192.0.2.1", None, "", "192.0.2.1"),
            ("192.0.2.1", None, "198.51.100.7", "192.0.2.1"),
            ("192.0.2.1", Some("192.0.2.9"), "198.51.100.7", "192.0.2.1"),
            ("192.0.2.9", Some("192.0.2.9"), "198.51.100.7", "198.51.100.7"),
            ("192.0.2.9", Some("192.0.2.9"), "203.0.113.5, 198.51.100.7", "198.51.100.7"),
            ("192.0.2.9", Some("192.0.2.9"), "nowhere", "192.0.2.9"),
            ("::ffff:192.0.2.9", Some("192.0.2.9"), "198.51.100.7", "198.51.100.7"),
            ("2001:db8:1:2:3:4:5:6", None, "", "2001:db8:1:2::"),
        ] {
            let mut headers = HeaderMap::new();
            if !forwarded.is_empty() {
                headers.insert("x-forwarded-for", HeaderValue::from_static(forwarded));
            }
            let proxy = proxy.map(|proxy| proxy.parse().unwrap());
            let found = address(peer.parse().unwrap(), &headers, proxy);
            assert_eq!(found.0, counted.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
        }
    }
}
