//! The reverse proxies whose word is believed. Owns: [`Proxies`]. Does not know: headers.

use std::net::IpAddr;
use std::str::FromStr;

/// Addresses and ranges: `192.0.2.1, 10.0.0.0/8, 2001:db8::/32`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Range>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    first: IpAddr,
    /// How many bits are the range's.
    bits: u32,
}

/// What is no list of addresses and ranges.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be addresses or ranges such as 10.0.0.0/8, separated by commas")]
pub struct NotProxies;

impl Proxies {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn trust(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|range| range.holds(address))
    }
}

impl FromStr for Proxies {
    type Err = NotProxies;

    fn from_str(list: &str) -> Result<Proxies, NotProxies> {
        let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
        Ok(Proxies(parts.map(Range::parse).collect::<Result<_, _>>()?))
    }
}

impl Range {
    fn parse(text: &str) -> Result<Range, NotProxies> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u32>().map_err(|_| NotProxies)?)),
            None => (text, None),
        };
        let first = address.parse::<IpAddr>().map_err(|_| NotProxies)?;
        // `::ffff:10.0.0.0/104` is `10.0.0.0/8`.
        let mapped = first.is_ipv6() && first.to_canonical().is_ipv4();
        let first = first.to_canonical();
        let width = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map(|bits| if mapped { bits.saturating_sub(96) } else { bits });
        let bits = bits.unwrap_or(width);
        if bits > width { Err(NotProxies) } else { Ok(Range { first, bits }) }
    }

    fn holds(self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let same = (first.to_bits() ^ address.to_bits()).leading_zeros();
                same >= self.bits
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let same = (first.to_bits() ^ address.to_bits()).leading_zeros();
                same >= self.bits
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_addresses_and_no_others() {
        let proxies: Proxies = "192.0.2.9, 10.1.0.0/16,2001:db8::/32".parse().unwrap();
        for (address, trusted) in [
            ("192.0.2.9", true),
            ("192.0.2.8", false),
            ("10.1.255.7", true),
            ("10.2.0.1", false),
            ("2001:db8:9::1", true),
            ("2001:db9::1", false),
            ("::ffff:10.1.2.3", true),
        ] {
            assert_eq!(proxies.trust(address.parse().unwrap()), trusted, "{address}");
        }
        assert!("0.0.0.0/0".parse::<Proxies>().unwrap().trust([203, 0, 113, 5].into()));
        assert!("".parse::<Proxies>().unwrap().is_empty());
        for wrong in ["localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0", "::1/129"] {
            assert_eq!(wrong.parse::<Proxies>(), Err(NotProxies), "{wrong}");
        }
    }
}
