//! Why a typed text is refused, in words a person can act upon.
//! Owns: [`Invalid`] and its sentences. Does not know: where the sentence is shown.

use crate::form::number;
use crate::lang::{Lang, Text};

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Invalid {
    Uai,
    /// The seven digits call for another letter.
    UaiLetter {
        expected: char,
    },
    Siret,
    /// Fourteen digits that do not agree with one another.
    SiretKey,
    PostalCode,
    InseeCommune,
    Email,
    Phone,
    Url,
    SchoolYear,
    Date,
    Time,
    Amount,
    AmountNegative,
    AmountDecimals,
    AmountTooLarge,
    Number,
    NumberDecimals {
        most: u8,
    },
    NumberBelow {
        min: f64,
    },
    NumberAbove {
        max: f64,
    },
}

impl Invalid {
    /// One sentence: what is expected, or what to change.
    pub fn message(&self, lang: Lang) -> String {
        let plain = |text: Text| text.in_lang(lang).to_owned();
        match *self {
            Invalid::Uai => plain(UAI),
            Invalid::UaiLetter { expected } => {
                UAI_LETTER.fill(lang, &[("letter", &expected.to_string())])
            }
            Invalid::Siret => plain(SIRET),
            Invalid::SiretKey => plain(SIRET_KEY),
            Invalid::PostalCode => plain(POSTAL_CODE),
            Invalid::InseeCommune => plain(INSEE_COMMUNE),
            Invalid::Email => plain(EMAIL),
            Invalid::Phone => plain(PHONE),
            Invalid::Url => plain(URL),
            Invalid::SchoolYear => plain(SCHOOL_YEAR),
            Invalid::Date => plain(DATE),
            Invalid::Time => plain(TIME),
            Invalid::Amount => plain(AMOUNT),
            Invalid::AmountNegative => plain(AMOUNT_NEGATIVE),
            Invalid::AmountDecimals => plain(AMOUNT_DECIMALS),
            Invalid::AmountTooLarge => plain(AMOUNT_TOO_LARGE),
            Invalid::Number => plain(NUMBER),
            Invalid::NumberDecimals { most: 0 } => plain(NUMBER_WHOLE),
            Invalid::NumberDecimals { most: 1 } => plain(NUMBER_ONE_DECIMAL),
            Invalid::NumberDecimals { most } => {
                NUMBER_DECIMALS.fill(lang, &[("n", &most.to_string())])
            }
            Invalid::NumberBelow { min } => {
                NUMBER_BELOW.fill(lang, &[("n", &number::format(min, lang))])
            }
            Invalid::NumberAbove { max } => {
                NUMBER_ABOVE.fill(lang, &[("n", &number::format(max, lang))])
            }
        }
    }
}

const UAI: Text = Text::new(
    "Un code UAI est fait de sept chiffres et d’une lettre, par exemple 0639801L.",
    "A UAI code is seven digits and a letter, for example 0639801L.",
);
const UAI_LETTER: Text = Text::new(
    "La lettre de contrôle du code UAI devrait être {letter}.",
    "The check letter of the UAI code should be {letter}.",
);
const SIRET: Text = Text::new(
    "Un numéro SIRET est fait de quatorze chiffres.",
    "A SIRET number is fourteen digits.",
);
const SIRET_KEY: Text = Text::new(
    "Ce numéro SIRET n’existe pas\u{a0}: vérifiez qu’aucun chiffre n’est faux ou interverti.",
    "There is no such SIRET number: check for a wrong digit or two swapped ones.",
);
const POSTAL_CODE: Text =
    Text::new("Un code postal est fait de cinq chiffres.", "A French postal code is five digits.");
const INSEE_COMMUNE: Text = Text::new(
    "Un code INSEE de commune est fait de cinq chiffres, ou de 2A ou 2B suivi de trois chiffres.",
    "An INSEE code is five digits, or 2A or 2B followed by three digits.",
);
const EMAIL: Text = Text::new(
    "Écrivez une adresse électronique complète, par exemple prenom.nom@ecole.example.",
    "Write a complete e-mail address, for example firstname.lastname@school.example.",
);
const PHONE: Text = Text::new(
    "Un numéro de téléphone a dix chiffres et commence par 0, ou commence par +33.",
    "A French telephone number has ten digits and starts with 0, or starts with +33.",
);
const URL: Text = Text::new(
    "Écrivez une adresse web complète, qui commence par https:// ou http://.",
    "Write a complete web address, starting with https:// or http://.",
);
const SCHOOL_YEAR: Text = Text::new(
    "Une année scolaire s’écrit avec deux années qui se suivent, par exemple 2026-2027.",
    "A school year is written as two years in a row, for example 2026-2027.",
);
const DATE: Text = Text::new(
    "Cette date n’existe pas ou n’est pas écrite sous la forme 2026-09-24.",
    "This date does not exist or is not written as 2026-09-24.",
);
const TIME: Text = Text::new(
    "Cette heure n’existe pas ou n’est pas écrite sous la forme 17:30.",
    "This time does not exist or is not written as 17:30.",
);
const AMOUNT: Text = Text::new(
    "Écrivez un montant en euros, par exemple 1\u{202f}234,56.",
    "Write an amount in euros, for example 1,234.56.",
);
const AMOUNT_NEGATIVE: Text =
    Text::new("Un montant ne peut pas être négatif.", "An amount cannot be negative.");
const AMOUNT_DECIMALS: Text = Text::new(
    "Un montant a deux décimales au plus\u{a0}; séparez les milliers par une \
     espace\u{a0}: 1\u{202f}234.",
    "An amount has two decimals at most; for thousands, write 1234 or 1,234.00.",
);
const AMOUNT_TOO_LARGE: Text = Text::new("Ce montant est trop grand.", "This amount is too large.");
const NUMBER: Text = Text::new("Écrivez un nombre, en chiffres.", "Write a number, in digits.");
const NUMBER_WHOLE: Text =
    Text::new("Écrivez un nombre entier, sans virgule.", "Write a whole number, without a point.");
const NUMBER_ONE_DECIMAL: Text =
    Text::new("Une décimale au plus est attendue.", "At most one decimal is expected.");
const NUMBER_DECIMALS: Text =
    Text::new("{n} décimales au plus sont attendues.", "At most {n} decimals are expected.");
const NUMBER_BELOW: Text =
    Text::new("Ce nombre doit être au moins {n}.", "This number must be at least {n}.");
const NUMBER_ABOVE: Text =
    Text::new("Ce nombre doit être au plus {n}.", "This number must be at most {n}.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_carries_its_value() {
        let letter = Invalid::UaiLetter { expected: 'E' };
        assert_eq!(letter.message(Lang::Fr), "La lettre de contrôle du code UAI devrait être E.");
        assert_eq!(letter.message(Lang::En), "The check letter of the UAI code should be E.");
        let above = Invalid::NumberAbove { max: 1_000_000.0 };
        assert_eq!(above.message(Lang::En), "This number must be at most 1,000,000.");
    }
}
