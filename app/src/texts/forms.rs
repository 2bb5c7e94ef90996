//! What every plain form says: optional fields, lists, and the summary of what is wrong.

use super::catalogue::catalogue;

catalogue! {
    OPTIONAL = "(facultatif)", "(optional)";
    CHOOSE = "Choisir dans la liste", "Choose from the list";
    ONE_ERROR = "Un point est à revoir", "One thing to look at again";
    MANY_ERRORS = "{n} points sont à revoir", "{n} things to look at again";
    /// Before the page’s title, so that the tab says it too.
    TITLE_WITH_ERRORS = "À revoir\u{a0}: {title}", "To look at again: {title}";
}
