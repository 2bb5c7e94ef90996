//! The two languages of the product and the text that exists in both.
//! Owns: [`Lang`], [`Text`] and [`one_line`]. Does not know: where a text is shown.

use crate::enum_names::by_name;

/// A language Préau speaks. French comes first: it is the language of the programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    Fr,
    En,
}

by_name!(Lang, Lang::tag, |tag| Lang::from_tag(tag).filter(|lang| lang.tag() == tag));

impl Lang {
    /// The BCP 47 tag, as `<html lang>` wants it.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }

    /// Reads a tag such as `fr`, `fr-CA` or `en_GB`; anything else is unknown.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "fr" => Some(Lang::Fr),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

/// A text a person reads, in both languages. A missing translation cannot be written down, so it
/// cannot be forgotten. Placeholders are `{name}`, the same in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub fr: &'static str,
    pub en: &'static str,
}

impl Text {
    pub const fn new(fr: &'static str, en: &'static str) -> Text {
        Text { fr, en }
    }

    pub const fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }

    /// The text with its placeholders replaced: `TEXT.fill(lang, &[("n", "3")])`.
    pub fn fill(self, lang: Lang, values: &[(&str, &str)]) -> String {
        let mut text = self.in_lang(lang).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// A line that somebody typed, as it is shown to others: no line ends, no runs of spaces, no
/// control characters, and none that reverse the direction of what stands beside it.
pub fn one_line(typed: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown: String =
        typed.chars().filter(|c| c.is_whitespace() || !c.is_control() && !turns(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        for (typed, shown) in [
            ("  Claire\n Vasseur\t", "Claire Vasseur"),
            ("Claire\u{0}\u{7f}", "Claire"),
            ("\u{202e}erialC", "erialC"),
            ("\u{a0} \u{2028}", ""),
            ("Zoé O’Brien-Ñandú", "Zoé O’Brien-Ñandú"),
        ] {
            assert_eq!(one_line(typed), shown);
        }
    }
}
