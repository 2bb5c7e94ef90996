//! Whether a request comes from a page of this site.
//! Owns: [`same_origin`], and where this site is found. Does not know: who is signed in.

use crate::config::Config;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};
use std::net::IpAddr;

/// Whether the browser says that one of our own pages sent the request. Asked before everything
/// that changes something and before a websocket is opened: cookies travel with both, whoever
/// asks. Every browser sends `Origin` there; when one is missing, `Sec-Fetch-Site` decides; when
/// both are, nobody vouches for the request and it is refused. A program that is not a browser
/// names the origin it talks to.
pub fn same_origin(headers: &HeaderMap, config: &Config) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text(header::HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return false;
    }
    match (text(header::ORIGIN), &config.public_url) {
        (Some(origin), Some(public)) => origin == public.origin(),
        (Some(origin), None) => {
            let host = text(header::HOST).unwrap_or_default();
            !host.is_empty() && authority(origin).is_some_and(|o| o.eq_ignore_ascii_case(host))
        }
        (None, _) => site.is_some(),
    }
}

/// Where readers find this site, for a link that leaves it. Without a public URL it is where the
/// form came from, if that is in the server's own network: a link never leads to another site
/// because somebody has named it.
pub fn site(headers: &HeaderMap, config: &Config) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(public) = &config.public_url {
        return public.origin().to_owned();
    }
    let host = text(header::HOST).unwrap_or_default();
    let origin = text(header::ORIGIN).filter(|origin| authority(origin) == Some(host));
    match is_near(host) {
        true => origin.map_or_else(|| format!("http://{host}"), str::to_owned),
        false => config.address(),
    }
}

/// Whether a host with its port is this machine or one beside it, by its address or by a name that
/// means nothing elsewhere.
fn is_near(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    match name.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(v4)) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        Ok(IpAddr::V6(v6)) => {
            v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local()
        }
        Err(_) => !name.is_empty() && (!name.contains('.') || name.ends_with(".local")),
    }
}

/// Without a public URL the server may stand behind https or not; the host and port must agree.
fn authority(origin: &str) -> Option<&str> {
    origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asks(config: &Config, origin: Option<&str>, site: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("preau.example:3000"));
        for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
        }
        same_origin(&headers, config)
    }

    #[test]
    fn the_origin_must_be_the_host() {
        let config = Config::read(|_| None).unwrap();
        for (origin, site, ours) in [
            (Some("http://preau.example:3000"), None, true),
            (Some("https://preau.example:3000"), None, true),
            (Some("http://preau.example:3000"), Some("same-origin"), true),
            (None, Some("same-origin"), true),
            (None, Some("none"), true),
            (None, None, false),
            (None, Some("cross-site"), false),
            (None, Some("same-site"), false),
            (Some("http://preau.example:3000"), Some("cross-site"), false),
            (Some("null"), None, false),
            (Some("null"), Some("same-origin"), false),
            (Some("http://preau.example"), None, false),
            (Some("http://preau.example:3001"), None, false),
            (Some("http://preau.example:3000.evil.example"), None, false),
            (Some("http://evil.example"), None, false),
            (Some("http://x.preau.example:3000"), None, false),
            (Some("ftp://preau.example:3000"), None, false),
            (Some("preau.example:3000"), None, false),
            (Some(""), None, false),
        ] {
            assert_eq!(asks(&config, origin, site), ours, "{origin:?} {site:?}");
        }
    }

    #[test]
    fn a_link_leads_to_no_host_that_somebody_else_has_named() {
        let config = Config::read(|_| None).unwrap();
        for (host, origin, leads) in [
            ("127.0.0.1:3000", "http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("localhost:3000", "", "http://localhost:3000"),
            ("192.168.1.20:3000", "http://192.168.1.20:3000", "http://192.168.1.20:3000"),
            ("preau.local", "https://preau.local", "https://preau.local"),
            ("ecole:3000", "", "http://ecole:3000"),
            ("[fd00::1]:3000", "", "http://[fd00::1]:3000"),
            ("192.168.1.20:3000", "http://evil.example", "http://192.168.1.20:3000"),
            ("evil.example", "http://evil.example", "http://127.0.0.1:3000"),
            ("203.0.113.5", "http://203.0.113.5", "http://127.0.0.1:3000"),
            ("evil.local@evil.example", "", "http://127.0.0.1:3000"),
            ("evil.local/x", "", "http://127.0.0.1:3000"),
            ("", "", "http://127.0.0.1:3000"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            if !origin.is_empty() {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(site(&headers, &config), leads, "{host} {origin}");
        }
    }

    #[test]
    fn with_a_public_url_the_host_says_nothing() {
        let url = |name: &str| (name == "PREAU_PUBLIC_URL").then(|| "https://p.example".to_owned());
        let config = Config::read(url).unwrap();
        for (origin, ours) in [
            ("https://p.example", true),
            ("http://p.example", false),
            ("https://p.example:8443", false),
            ("http://preau.example:3000", false),
            ("https://p.example.evil.example", false),
        ] {
            assert_eq!(asks(&config, Some(origin), None), ours, "{origin}");
        }
    }
}
