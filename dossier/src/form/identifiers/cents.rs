//! Amounts of money, in whole cents of a euro.
//! Owns: reading, writing and adding them. Does not know: who pays what.

use super::Invalid;
use crate::form::number::{decimal, decimal_mark, thousands};
use crate::lang::Lang;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// An amount. What is typed is never negative; a difference of two amounts may be. Sums and
/// differences stop at the limits of the type instead of wrapping round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cents(pub i64);

impl Cents {
    pub const ZERO: Cents = Cents(0);

    /// A hundred thousand million euros: more than any dossier asks for, and so far from the limit
    /// of the type that a sum of amounts cannot reach it by accident.
    pub const MAX: Cents = Cents(10_000_000_000_000);

    /// Reads an amount in euros, as typed in French or in English.
    pub fn parse(text: &str) -> Result<Cents, Invalid> {
        let text = text.trim();
        let bare = text.strip_prefix('€').or_else(|| text.strip_suffix('€')).unwrap_or(text);
        let typed = decimal(bare).ok_or(Invalid::Amount)?;
        if typed.negative {
            return Err(Invalid::AmountNegative);
        }
        if typed.fraction.len() > 2 {
            return Err(Invalid::AmountDecimals);
        }
        // Only digits are left: the one way to fail is to be too long.
        let cents = format!("{}{:0<2}", typed.whole, typed.fraction).parse().map(Cents);
        cents.ok().filter(|cents| *cents <= Cents::MAX).ok_or(Invalid::AmountTooLarge)
    }

    /// Writes an amount for a reader: `1 234,56 €` in French, `€1,234.56` in English.
    pub fn format(self, lang: Lang) -> String {
        let sign = if self.0 < 0 { "−" } else { "" };
        let cents = self.0.unsigned_abs();
        let whole = thousands(&(cents / 100).to_string(), lang);
        let number = format!("{whole}{}{:02}", decimal_mark(lang), cents % 100);
        match lang {
            Lang::Fr => format!("{sign}{number}\u{a0}€"),
            Lang::En => format!("{sign}€{number}"),
        }
    }
}

impl Add for Cents {
    type Output = Cents;

    fn add(self, other: Cents) -> Cents {
        Cents(self.0.saturating_add(other.0))
    }
}

impl Sub for Cents {
    type Output = Cents;

    fn sub(self, other: Cents) -> Cents {
        Cents(self.0.saturating_sub(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        amounts.fold(Cents::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_amounts_are_read() {
        for (text, cents) in [
            ("1 234,56 €", 123_456),
            ("1\u{202f}234,56\u{a0}€", 123_456),
            ("€1,234.56", 123_456),
            ("1.234,56", 123_456),
            ("1234.5", 123_450),
            ("1234,5", 123_450),
            ("1 234", 123_400),
            ("25 830 €", 2_583_000),
            ("1,234,567", 123_456_700),
            ("0", 0),
            ("0,05", 5),
            (".5", 50),
            ("100 000 000 000", 10_000_000_000_000),
        ] {
            assert_eq!(Cents::parse(text), Ok(Cents(cents)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", "€", "gratuit", "12 34", "1,2,3", "12 $", "1e3", "12,", "€12€", "1 2345"]
        {
            assert_eq!(Cents::parse(text), Err(Invalid::Amount), "{text}");
        }
        for text in ["-1", "−1,50 €", "- 3"] {
            assert_eq!(Cents::parse(text), Err(Invalid::AmountNegative), "{text}");
        }
        for text in ["1,234", "1.234", "0,005"] {
            assert_eq!(Cents::parse(text), Err(Invalid::AmountDecimals), "{text}");
        }
        for text in ["100 000 000 000,01", "99999999999999999999999999"] {
            assert_eq!(Cents::parse(text), Err(Invalid::AmountTooLarge), "{text}");
        }
    }

    #[test]
    fn amounts_are_written_for_the_reader_and_read_back() {
        for (cents, fr, en) in [
            (123_456, "1\u{202f}234,56\u{a0}€", "€1,234.56"),
            (0, "0,00\u{a0}€", "€0.00"),
            (5, "0,05\u{a0}€", "€0.05"),
            (
                10_000_000_000_000,
                "100\u{202f}000\u{202f}000\u{202f}000,00\u{a0}€",
                "€100,000,000,000.00",
            ),
        ] {
            assert_eq!(Cents(cents).format(Lang::Fr), fr);
            assert_eq!(Cents(cents).format(Lang::En), en);
            assert_eq!(Cents::parse(fr), Ok(Cents(cents)));
            assert_eq!(Cents::parse(en), Ok(Cents(cents)));
        }
        assert_eq!(Cents(-123_456).format(Lang::Fr), "−1\u{202f}234,56\u{a0}€");
        assert_eq!(Cents(-5).format(Lang::En), "−€0.05");
        assert_eq!(Cents(i64::MIN).format(Lang::En), "−€92,233,720,368,547,758.08");
    }

    #[test]
    fn sums_stop_at_the_limit() {
        assert_eq!([Cents(150), Cents(250)].into_iter().sum::<Cents>(), Cents(400));
        assert_eq!(Cents(i64::MAX) + Cents(1), Cents(i64::MAX));
        assert_eq!(Cents(i64::MIN) - Cents(1), Cents(i64::MIN));
        assert_eq!(Cents(100) - Cents(250), Cents(-150));
    }
}
