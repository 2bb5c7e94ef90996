//! The number of an establishment in the national register of businesses and public bodies.
//! Owns: its shape and its check. Does not know: whether it is registered.

use super::{Invalid, all_digits, closed_up};

/// Fourteen digits: the nine of the body (SIREN) and the five of the place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Siret(pub(super) String);

/// La Poste has more places than Luhn's check leaves room for: those other than its seat have a sum
/// of digits that five divides instead.
const LA_POSTE: &str = "356000000";

impl Siret {
    pub fn parse(text: &str) -> Result<Siret, Invalid> {
        let number = closed_up(text);
        if number.len() != 14 || !all_digits(&number) {
            return Err(Invalid::Siret);
        }
        let sum: u32 = digits(&number).sum();
        let post_office = number.starts_with(LA_POSTE) && sum.is_multiple_of(5);
        // Nothing but zeros satisfies every check and names nobody.
        if sum > 0 && (luhn(&number) || post_office) {
            Ok(Siret(number))
        } else {
            Err(Invalid::SiretKey)
        }
    }
}

fn digits(number: &str) -> impl DoubleEndedIterator<Item = u32> {
    number.bytes().map(|b| u32::from(b - b'0'))
}

fn luhn(number: &str) -> bool {
    let weighed = digits(number).rev().enumerate().map(|(i, digit)| match digit * 2 {
        _ if i % 2 == 0 => digit,
        double if double > 9 => double - 9,
        double => double,
    });
    weighed.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_examples_pass() {
        for number in [
            "19639801000013",
            "22630999500018",
            "21630999700015",
            "21620998100010",
            "19459803300018",
        ] {
            assert_eq!(Siret::parse(number).as_ref().map(Siret::as_str), Ok(number));
        }
        let spaced = Siret::parse("196\u{a0}398\u{202f}010 00013");
        assert_eq!(spaced.as_ref().map(Siret::as_str), Ok("19639801000013"));
    }

    #[test]
    fn the_post_office_has_its_own_check() {
        assert!(Siret::parse("35600000000048").is_ok(), "its seat, by Luhn");
        assert!(Siret::parse("35600000000010").is_ok(), "a sum of 15");
        assert_eq!(Siret::parse("35600000000011"), Err(Invalid::SiretKey));
    }

    #[test]
    fn wrong_numbers_are_refused() {
        for number in ["19639801000014", "19639810000013", "00000000000000"] {
            assert_eq!(Siret::parse(number), Err(Invalid::SiretKey), "{number}");
        }
        for number in ["", "1963980100001", "196398010000130", "1963980100001X", "-9639801000013"] {
            assert_eq!(Siret::parse(number), Err(Invalid::Siret), "{number}");
        }
    }
}
