//! Postal codes and INSEE codes of communes.
//! Owns: their shapes. Does not know: which places exist.

use super::{Invalid, all_digits, closed_up};

/// Five digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PostalCode(pub(super) String);

/// Five digits, or `2A` or `2B` and three digits for Corsica.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InseeCommune(pub(super) String);

impl PostalCode {
    pub fn parse(text: &str) -> Result<PostalCode, Invalid> {
        let code = closed_up(text);
        if code.len() == 5 && all_digits(&code) {
            Ok(PostalCode(code))
        } else {
            Err(Invalid::PostalCode)
        }
    }
}

impl InseeCommune {
    pub fn parse(text: &str) -> Result<InseeCommune, Invalid> {
        let code = closed_up(text).to_uppercase();
        let rest = code.strip_prefix("2A").or_else(|| code.strip_prefix("2B"));
        let digits = match rest {
            Some(rest) => rest.len() == 3 && all_digits(rest),
            None => code.len() == 5 && all_digits(&code),
        };
        if digits { Ok(InseeCommune(code)) } else { Err(Invalid::InseeCommune) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes() {
        for (text, code) in [("63999", "63999"), (" 01 000 ", "01000"), ("97400", "97400")] {
            assert_eq!(PostalCode::parse(text).as_ref().map(PostalCode::as_str), Ok(code));
        }
        for text in ["", "6399", "639990", "2A004", "6399O", "٦٣٩٩٩"] {
            assert_eq!(PostalCode::parse(text), Err(Invalid::PostalCode), "{text}");
        }
    }

    #[test]
    fn insee_codes() {
        for (text, code) in [("63999", "63999"), ("2a 004", "2A004"), ("2B033", "2B033")] {
            assert_eq!(InseeCommune::parse(text).as_ref().map(InseeCommune::as_str), Ok(code));
        }
        for text in ["", "2C004", "2A04", "2A0044", "A2004", "639990", "2A00é"] {
            assert_eq!(InseeCommune::parse(text), Err(Invalid::InseeCommune), "{text}");
        }
    }
}
