//! Single values as people type them: an amount with a comma, a date of the browser, yes or no.
//! Owns: [`parse`]. Must not know: which field of which dossier, where the text was typed.

use crate::document::read::Value;
use crate::form::identifiers::{Cents, Invalid, IsoDate, Time};
use crate::form::{Kind, number};
use crate::lang::{Lang, Text};

pub const YES: Text = Text::new("Oui", "Yes");
pub const NO: Text = Text::new("Non", "No");

/// What was typed, as a value of that kind; `None` for nothing. Whether a choice is in its list is
/// asked where the value is set.
pub fn parse(kind: &Kind, text: &str) -> Result<Option<Value>, Invalid> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let words = || Value::Words(text.to_owned());
    Ok(Some(match *kind {
        Kind::Money => Value::Number(Cents::parse(text)?.0 as f64),
        Kind::Number { min, max, decimals } => {
            Value::Number(number::parse(text, min, max, decimals)?)
        }
        // A quantitative indicator has numbers, a qualitative one words.
        Kind::Measure => match number::parse(text, f64::MIN, f64::MAX, 6) {
            Ok(number) => Value::Number(number),
            Err(_) => words(),
        },
        Kind::Date => IsoDate::parse(text).map(|_| words())?,
        Kind::Time => Time::parse(text).map(|_| words())?,
        Kind::Bool => Value::Flag(matches!(text, "true" | "yes" | "oui" | "on")),
        _ => words(),
    }))
}

/// Yes or no, in words.
pub fn flag(flag: bool, lang: Lang) -> &'static str {
    if flag { YES } else { NO }.in_lang(lang)
}
