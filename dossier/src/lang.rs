//! The two languages of the product and the text that exists in both.
//! Owns: [`Lang`] and [`Text`]. Must not know: where a text is shown.

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
