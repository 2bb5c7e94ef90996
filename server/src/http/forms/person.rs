//! Who somebody says they are in a form: a name, and what they are to the school. Shared by signing
//! up, claiming an account and coming in. Does not know: which form, how a person is kept.

use super::{beyond, error};
use app::components::field::FieldError;
use app::texts::account as texts;
use dossier::form::lists::QUALITIES;
use dossier::lang::{Lang, one_line};

/// The longest name, characters.
pub const NAME_MAX: usize = 80;

/// A name as it is kept; what is wrong with it is added to the errors.
pub fn read_name(lang: Lang, typed: &str, errors: &mut Vec<FieldError>) -> String {
    let name = one_line(typed);
    if name.is_empty() {
        errors.push(error(lang, "name", texts::NAME_MISSING));
    } else if name.chars().count() > NAME_MAX {
        errors.push(beyond(lang, "name", texts::NAME_TOO_LONG, ("max", NAME_MAX)));
    }
    name
}

pub fn check_quality(lang: Lang, typed: &str, errors: &mut Vec<FieldError>) {
    if QUALITIES.get(typed).is_none() {
        errors.push(error(lang, "quality", texts::QUALITY_MISSING));
    }
}
