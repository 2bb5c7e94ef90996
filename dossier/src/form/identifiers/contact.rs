//! How to reach a school or a person: e-mail, telephone, web address.
//! Owns: their shapes, kept to what reaches somebody. Does not know: whether anybody answers.

use super::{Invalid, all_digits, closed_up};

/// An e-mail address; its domain in lower case, the rest as typed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(pub(super) String);

/// A French telephone number, in pairs: `04 00 00 00 01`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(pub(super) String);

/// A web address that may be made a link: `http` or `https`, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Url(pub(super) String);

impl Email {
    pub fn parse(text: &str) -> Result<Email, Invalid> {
        let text = text.trim();
        let (person, domain) = text.rsplit_once('@').ok_or(Invalid::Email)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let person_is_fine = (1..=64).contains(&person.len())
            && person.chars().all(allowed)
            && person.split('.').all(|part| !part.is_empty());
        if person_is_fine && text.len() <= 254 && domain.is_ascii() && is_host(domain) {
            Ok(Email(format!("{person}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(Invalid::Email)
        }
    }
}

impl Phone {
    pub fn parse(text: &str) -> Result<Phone, Invalid> {
        let typed = closed_up(text).replace("(0)", "").replace(['.', '-', '(', ')', '/'], "");
        let abroad = typed.strip_prefix("+33").or_else(|| typed.strip_prefix("0033"));
        let national = match abroad {
            Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
            None => typed,
        };
        let well_formed = national.len() == 10
            && all_digits(&national)
            && national.starts_with('0')
            && !national.starts_with("00");
        if !well_formed {
            return Err(Invalid::Phone);
        }
        let pairs: Vec<&str> = (0..10).step_by(2).map(|i| &national[i..i + 2]).collect();
        Ok(Phone(pairs.join(" ")))
    }
}

impl Url {
    pub fn parse(text: &str) -> Result<Url, Invalid> {
        let text = text.trim();
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None if text.to_ascii_lowercase().starts_with("www.") => ("https".to_owned(), text),
            None => return Err(Invalid::Url),
        };
        if scheme != "http" && scheme != "https" {
            return Err(Invalid::Url);
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
        let unsafe_in_link =
            |c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c);
        let port_is_fine = all_digits(port) && port.parse::<u16>().is_ok();
        if text.len() <= 2048 && is_host(host) && port_is_fine && !tail.contains(unsafe_in_link) {
            Ok(Url(format!("{scheme}://{}{tail}", authority.to_lowercase())))
        } else {
            Err(Invalid::Url)
        }
    }
}

/// A name with at least one point: what has none reaches nobody from outside the building.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mails() {
        for (text, kept) in [
            ("principale@demo.example", "principale@demo.example"),
            (" Ce.0639801L@AC-Exemple.FR", "Ce.0639801L@ac-exemple.fr"),
            ("o'brien+nefle@mairie.example", "o'brien+nefle@mairie.example"),
        ] {
            assert_eq!(Email::parse(text).as_ref().map(Email::as_str), Ok(kept));
        }
        for text in [
            "",
            "@",
            "claire",
            "claire@",
            "@demo.example",
            "claire@demo",
            "a b@demo.example",
            "claire@demo..example",
            "claire@-demo.example",
            ".claire@demo.example",
            "cla..ire@demo.example",
            "hélène@demo.example",
            "claire@démo.example",
            "a@b@demo.example",
            "claire@demo.example\nBcc: x@y.example",
            "<c@demo.example>",
        ] {
            assert_eq!(Email::parse(text), Err(Invalid::Email), "{text}");
        }
    }

    #[test]
    fn telephone_numbers() {
        for text in [
            "0400000001",
            "04 00 00 00 01",
            "04.00.00.00.01",
            "04-00-00-00-01",
            "+33 4 00 00 00 01",
            "+33 (0)4 00 00 00 01",
            "0033400000001",
            "04\u{a0}00\u{202f}00 00 01",
        ] {
            assert_eq!(Phone::parse(text).as_ref().map(Phone::as_str), Ok("04 00 00 00 01"));
        }
        for text in
            ["", "400000001", "040000000", "04000000011", "0000000001", "+44 20 7946 0000", "04 é"]
        {
            assert_eq!(Phone::parse(text), Err(Invalid::Phone), "{text}");
        }
    }

    #[test]
    fn web_addresses() {
        for (text, kept) in [
            ("https://college.example", "https://college.example"),
            (" HTTP://College.Example/Projets?a=1#b", "http://college.example/Projets?a=1#b"),
            ("www.ecole.example/cour", "https://www.ecole.example/cour"),
            ("https://école.example:8443/", "https://école.example:8443/"),
        ] {
            assert_eq!(Url::parse(text).as_ref().map(Url::as_str), Ok(kept));
        }
        for text in [
            "",
            "college.example",
            "javascript:alert(1)",
            "javascript://college.example/%0aalert(1)",
            "data:text/html,x",
            "ftp://college.example",
            "https://",
            "https://college",
            "https://user@college.example",
            "https://college.example/a b",
            "https://.example",
            "https://college.example/\"onclick",
            "https://college.example:99999",
            "https://college.example:",
            "//college.example",
            "https:\\\\college.example",
        ] {
            assert_eq!(Url::parse(text), Err(Invalid::Url), "{text}");
        }
    }
}
