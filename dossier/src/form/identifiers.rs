//! Codes, addresses, dates and amounts: what may be typed, and how it is written once accepted.
//! Owns: one type a notion, each with `parse`, and [`Invalid`], why a text is refused. Does not
//! know: which field holds them, nor whether a refusal blocks.

use crate::form::Check;
use std::fmt;

mod cents;
mod contact;
mod date;
mod invalid;
mod place;
mod siret;
mod uai;

pub use cents::Cents;
pub use contact::{Email, Phone, Url};
pub use date::{IsoDate, SchoolYear, Time};
pub use invalid::Invalid;
pub use place::{InseeCommune, PostalCode};
pub use siret::Siret;
pub use uai::Uai;

/// Checks the words of a line and gives them back as they should be written.
pub fn check(check: Check, text: &str) -> Result<String, Invalid> {
    match check {
        Check::Uai => Uai::parse(text).map(|it| it.to_string()),
        Check::Siret => Siret::parse(text).map(|it| it.to_string()),
        Check::PostalCode => PostalCode::parse(text).map(|it| it.to_string()),
        Check::InseeCommune => InseeCommune::parse(text).map(|it| it.to_string()),
        Check::Email => Email::parse(text).map(|it| it.to_string()),
        Check::Phone => Phone::parse(text).map(|it| it.to_string()),
        Check::Url => Url::parse(text).map(|it| it.to_string()),
        Check::SchoolYear => SchoolYear::parse(text).map(|it| it.to_string()),
    }
}

/// What the types that keep accepted words have in common.
macro_rules! kept_as_words {
    ($($name:ident),+) => {$(
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

kept_as_words!(Uai, Siret, PostalCode, InseeCommune, Email, Phone, Url);

/// The text without any white space, the no-break kinds included.
fn closed_up(text: &str) -> String {
    text.split_whitespace().collect()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_accepts_and_tidies_its_own() {
        for (which, typed, kept) in [
            (Check::Uai, " 063 9801l", "0639801L"),
            (Check::Siret, "196 398 010 00013", "19639801000013"),
            (Check::PostalCode, "63 999", "63999"),
            (Check::InseeCommune, "2a004", "2A004"),
            (Check::Email, " ce.0639801L@AC-Exemple.fr ", "ce.0639801L@ac-exemple.fr"),
            (Check::Phone, "04.00.00.00.01", "04 00 00 00 01"),
            (Check::Url, "www.college.example", "https://www.college.example"),
            (Check::SchoolYear, "2026/2027", "2026-2027"),
        ] {
            assert_eq!(check(which, typed).as_deref(), Ok(kept), "{which:?}");
            assert_eq!(check(which, kept).as_deref(), Ok(kept), "{which:?} twice");
            assert!(check(which, "").is_err(), "{which:?} of nothing");
            assert!(check(which, "\u{0}é🙂").is_err(), "{which:?} of nonsense");
        }
    }
}
