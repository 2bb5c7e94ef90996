//! A new password as it is typed: long enough, not too long, and not what everybody would try.
//! Shared by signing up, claiming an account, and changing a password. Does not know: which form.

use super::{beyond, error};
use crate::auth::passwords::{MAX_CHARACTERS, MIN_CHARACTERS, is_common};
use app::components::field::FieldError;
use app::texts::account as texts;
use dossier::lang::Lang;

/// What is wrong with it is added to the errors. `own` is what is known of the person.
pub fn check(lang: Lang, typed: &str, own: &[&str], errors: &mut Vec<FieldError>) {
    let characters = typed.chars().count();
    if characters < MIN_CHARACTERS {
        let limit = ("min", MIN_CHARACTERS);
        errors.push(beyond(lang, "password", texts::PASSWORD_TOO_SHORT, limit));
    } else if characters > MAX_CHARACTERS {
        let limit = ("max", MAX_CHARACTERS);
        errors.push(beyond(lang, "password", texts::PASSWORD_TOO_LONG, limit));
    } else if is_common(typed, own) {
        errors.push(error(lang, "password", texts::PASSWORD_TOO_COMMON));
    }
}
