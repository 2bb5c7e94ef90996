//! Paths of this site, as far as a reader may choose where to go next.
//! Owns: [`LocalPath`]. Does not know: which pages there are.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A path, perhaps with a query, that no browser takes for another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

const MAX: usize = 1000;
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

impl LocalPath {
    /// Refuses what a browser would read as another host: `//host`, `/\host`, and the tabs and line
    /// ends that it would drop in between.
    pub fn parse(value: &str) -> Option<LocalPath> {
        let starts_here = value.starts_with('/') && !value.starts_with("//");
        let plain = value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        (starts_here && plain && value.len() <= MAX).then(|| LocalPath(value.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path written as the value of a query parameter.
    pub fn as_query_value(&self) -> String {
        utf8_percent_encode(&self.0, QUERY_VALUE).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site() {
        for (value, local) in [
            ("/", true),
            ("/dossiers?archives=1", true),
            ("/dossiers/0190#budget", true),
            ("/a//b", true),
            ("", false),
            ("dossiers", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("\\\\evil.example", false),
            ("/\t/evil.example", false),
            ("/\n/evil.example", false),
            (" //evil.example", false),
            ("%2f%2fevil.example", false),
            ("https://evil.example/", false),
            ("javascript:alert(1)", false),
            ("/é", false),
        ] {
            assert_eq!(LocalPath::parse(value).is_some(), local, "{value:?}");
        }
        assert!(LocalPath::parse(&format!("/{}", "a".repeat(MAX))).is_none());
    }
}
