//! What every plain form says: optional fields, lists, and the summary of what is wrong.

use super::catalogue::catalogue;
use dossier::lang::{Lang, Text};

catalogue! {
    PRINT = "Imprimer", "Print";
    OPTIONAL = "(facultatif)", "(optional)";
    CONTINUE = "Continuer", "Continue";
    CODE_CLOSED = "Ce lien ou ce code ne vaut plus", "This link or code is no longer valid";
    CODE_TOO_MANY = "Trop d’essais pour le moment. Attendez une minute, puis réessayez.",
        "Too many attempts for now. Wait a minute, then try again.";
    CHOOSE = "Choisir dans la liste", "Choose from the list";
    ONE_ERROR = "Un point est à revoir", "One thing to look at again";
    MANY_ERRORS = "{n} points sont à revoir", "{n} things to look at again";
    /// Before the page’s title, so that the tab says it too.
    TITLE_WITH_ERRORS = "À revoir\u{a0}: {title}", "To look at again: {title}";
}

/// A page's title. One that comes back with something wrong says so first: it is what a screen
/// reader reads first.
pub fn title(lang: Lang, title: Text, wrong: bool) -> String {
    let title = title.in_lang(lang);
    match wrong {
        true => TITLE_WITH_ERRORS.fill(lang, &[("title", title)]),
        false => title.to_owned(),
    }
}
