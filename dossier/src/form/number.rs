//! Numbers as people type and read them, in French and in English.
//! Owns: reading and writing decimals. Does not know: what a number counts.

use crate::form::identifiers::Invalid;
use crate::lang::Lang;

/// U+202F, the space between thousands in French.
const THIN: char = '\u{202f}';

/// A decimal as typed, its digits checked and its thousands closed up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub negative: bool,
    pub whole: String,
    pub fraction: String,
}

/// Takes a typed decimal apart; `None` where it is not a number. A lone comma or point is always
/// the decimal mark: `1,234` may be a French or an English number, and guessing would be wrong by a
/// thousand for one of them.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (whole, fraction) = split_at_mark(text)?;
    let groups: Vec<&str> =
        whole.split(|c: char| c.is_whitespace() || c == ',' || c == '.').collect();
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3));
    let empty = whole.is_empty() && fraction.is_empty();
    (grouped && !empty && digits(fraction) && groups.iter().all(|g| digits(g))).then(|| Decimal {
        negative,
        whole: groups.concat(),
        fraction: fraction.to_owned(),
    })
}

/// Whole part and fraction. With both marks, the last one is the decimal mark; a mark that comes
/// twice parts thousands.
fn split_at_mark(text: &str) -> Option<(&str, &str)> {
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let mark = match (commas, points) {
        (0, 0) => return Some((text, "")),
        (1, 0) => ',',
        (0, 1) => '.',
        (0, _) | (_, 0) => return Some((text, "")),
        _ if text.rfind(',') > text.rfind('.') => ',',
        _ => '.',
    };
    let (whole, fraction) = text.rsplit_once(mark)?;
    // Once the decimal mark is off, the other parts thousands and this one must not come again.
    (!fraction.is_empty() && !whole.contains(mark)).then_some((whole, fraction))
}

/// Reads a number within limits, with at most that many decimals.
pub fn parse(text: &str, min: f64, max: f64, decimals: u8) -> Result<f64, Invalid> {
    let typed = decimal(text).ok_or(Invalid::Number)?;
    if typed.fraction.len() > usize::from(decimals) {
        return Err(Invalid::NumberDecimals { most: decimals });
    }
    let sign = if typed.negative { "-" } else { "" };
    let number: f64 = format!("{sign}0{}.{}0", typed.whole, typed.fraction)
        .parse()
        .map_err(|_| Invalid::Number)?;
    if number < min {
        Err(Invalid::NumberBelow { min })
    } else if number > max {
        Err(Invalid::NumberAbove { max })
    } else {
        // Adding zero turns minus zero into zero.
        Ok(number + 0.0)
    }
}

/// Writes a number for a reader, with the decimals it has.
pub fn format(number: f64, lang: Lang) -> String {
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    if number < 0.0 {
        text.push('−');
    }
    text.push_str(&thousands(whole, lang));
    if !fraction.is_empty() {
        text.push(decimal_mark(lang));
        text.push_str(fraction);
    }
    text
}

/// The digits of a whole number with its thousands parted.
pub(crate) fn thousands(digits: &str, lang: Lang) -> String {
    let mark = match lang {
        Lang::Fr => THIN,
        Lang::En => ',',
    };
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

pub(crate) const fn decimal_mark(lang: Lang) -> char {
    match lang {
        Lang::Fr => ',',
        Lang::En => '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers_are_read_in_both_languages() {
        for (text, expected) in [
            ("88,4", 88.4),
            ("88.4", 88.4),
            (" 7 ", 7.0),
            ("1 234,5", 1234.5),
            ("1\u{202f}234\u{a0}567", 1_234_567.0),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1,234,567", 1_234_567.0),
            ("0,125", 0.125),
            (",5", 0.5),
            ("007", 7.0),
            ("-3", -3.0),
            ("−3,5", -3.5),
            ("-0", 0.0),
        ] {
            assert_eq!(parse(text, -10.0, 1e9, 3), Ok(expected), "{text}");
        }
        assert!(parse("-0", 0.0, 1.0, 0).unwrap().is_sign_positive());
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            " ",
            ",",
            ".",
            "-",
            "douze",
            "12a",
            "1e9",
            "inf",
            "NaN",
            "12 34",
            "1,23,4",
            "5.",
            "1.2.3",
            "1,2.3,4",
            "1..5",
            "--5",
            "٣",
            "0x10",
            "1 2345",
            ",123,456",
            "1234,567.5",
        ] {
            assert_eq!(parse(text, -1e9, 1e9, 3), Err(Invalid::Number), "{text}");
        }
    }

    #[test]
    fn limits_and_decimals_are_kept() {
        assert_eq!(parse("12,55", 0.0, 100.0, 1), Err(Invalid::NumberDecimals { most: 1 }));
        assert_eq!(parse("1,5", 0.0, 100.0, 0), Err(Invalid::NumberDecimals { most: 0 }));
        assert_eq!(parse("-1", 0.0, 100.0, 0), Err(Invalid::NumberBelow { min: 0.0 }));
        assert_eq!(parse("101", 0.0, 100.0, 0), Err(Invalid::NumberAbove { max: 100.0 }));
        assert_eq!(parse("100", 0.0, 100.0, 0), Ok(100.0));
        let endless = "9".repeat(400);
        assert_eq!(parse(&endless, 0.0, 100.0, 0), Err(Invalid::NumberAbove { max: 100.0 }));
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        assert_eq!(format(1234.5, Lang::Fr), "1\u{202f}234,5");
        assert_eq!(format(1234.5, Lang::En), "1,234.5");
        assert_eq!(format(1_000_000.0, Lang::Fr), "1\u{202f}000\u{202f}000");
        assert_eq!(format(-88.4, Lang::Fr), "−88,4");
        assert_eq!(format(0.0, Lang::En), "0");
        assert_eq!(format(999.0, Lang::En), "999");
    }
}
