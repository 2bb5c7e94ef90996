//! What the list of dossiers shows of one, as its sections have it. Owns: which places these are.
//! Does not know: where the list is kept.

use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::schema::Change;
use dossier::document::text::delta::{Op, utf16_len};
use dossier::form::SectionId;
use dossier::sync::room::Room;

const TITLE: &str = "summary.title";
const SCHOOL: &str = "identification.establishment.name";

/// Characters, as the forms say of a title and of a school.
pub(super) const TITLE_SHOWN: usize = 120;
pub(super) const SCHOOL_SHOWN: usize = 200;

/// What the list of dossiers shows of one.
pub(super) struct Summary {
    pub title: String,
    pub school: String,
}

/// What the list is to show now, if these changes touch it.
pub(super) fn read_summary(room: &Room, changes: &[Change]) -> Option<Summary> {
    let (title, school) = (Path::field(TITLE), Path::field(SCHOOL));
    if !changes.iter().any(|change| change.path == title || change.path == school) {
        return None;
    }
    let words = |section, path| room.doc(section).map(|doc| doc.words(path)).unwrap_or_default();
    Some(Summary {
        title: words(SectionId::Summary, &title),
        school: words(SectionId::Identification, &school),
    })
}

/// What lists and e-mails show of a title or a name: the form asks for no more, and nobody writes
/// whole letters in our name by what they call a dossier.
pub(super) fn shown(words: &str, most: usize) -> &str {
    match words.char_indices().nth(most) {
        Some((end, _)) => &words[..end],
        None => words,
    }
}

/// The edits that replace a title, whatever it was.
pub(super) fn retitle(title: &str) -> Vec<Edit> {
    let everything = Op::delete(u32::MAX);
    debug_assert!(utf16_len(title) < 1_000);
    vec![Edit::Text { path: Path::field(TITLE), ops: vec![Op::insert(title), everything] }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_ends_where_the_form_does() {
        let long = "é".repeat(3_000);
        assert_eq!(shown(&long, TITLE_SHOWN), "é".repeat(120));
        assert_eq!(shown("Une cour", TITLE_SHOWN), "Une cour");
    }
}
