//! The code of a school (UAI, once RNE).
//! Owns: its shape and its check letter. Does not know: whether a school bears it.

use super::{Invalid, all_digits, closed_up};

/// Seven digits and the letter they call for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uai(pub(super) String);

/// Without I, O and Q, which read like digits.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

impl Uai {
    pub fn parse(text: &str) -> Result<Uai, Invalid> {
        let code = closed_up(text).to_uppercase();
        let (digits, letter) = code.split_at_checked(7).ok_or(Invalid::Uai)?;
        let number: usize = match digits.parse() {
            Ok(number) if all_digits(digits) => number,
            _ => return Err(Invalid::Uai),
        };
        if letter.len() != 1 || !letter.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Invalid::Uai);
        }
        let expected = char::from(LETTERS[number % LETTERS.len()]);
        if letter.starts_with(expected) {
            Ok(Uai(code))
        } else {
            Err(Invalid::UaiLetter { expected })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_and_demo_codes_pass() {
        for code in [
            "0750655E", "0750654D", "0690026D", "0330021U", "0590119J", "0921921N", "0942434K",
            "6200636X", "0170071K", "0400193T", "0639801L", "0639804P", "0629802T", "0459803L",
        ] {
            assert_eq!(Uai::parse(code).as_ref().map(Uai::as_str), Ok(code));
        }
        assert_eq!(Uai::parse(" 075 0655\u{a0}e ").as_ref().map(Uai::as_str), Ok("0750655E"));
    }

    #[test]
    fn a_wrong_letter_names_the_right_one() {
        for (code, expected) in [
            ("0750655F", 'E'),
            ("0750656E", 'F'),
            ("0750655I", 'E'),
            ("0130040J", 'Y'),
            ("0130037F", 'V'),
        ] {
            assert_eq!(Uai::parse(code), Err(Invalid::UaiLetter { expected }), "{code}");
        }
    }

    #[test]
    fn another_shape_is_refused() {
        for code in
            ["", "075065E", "07506555E", "0750655", "0750655EE", "E0750655", "+750655E", "075065éE"]
        {
            assert_eq!(Uai::parse(code), Err(Invalid::Uai), "{code}");
        }
    }
}
