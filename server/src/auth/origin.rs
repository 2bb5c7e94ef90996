//! Whether a request comes from a page of this site.
//! Owns: [`same_origin`], and where this site is found. Does not know: who is signed in.

use crate::config::Config;
use axum::http::{HeaderMap, header};

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
/// form came from, which [`same_origin`] has compared with the host.
pub fn site(headers: &HeaderMap, config: &Config) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (&config.public_url, text(header::ORIGIN), text(header::HOST)) {
        (Some(public), ..) => public.origin().to_owned(),
        (None, Some(origin), _) => origin.to_owned(),
        (None, None, host) => format!("http://{}", host.unwrap_or("localhost")),
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
