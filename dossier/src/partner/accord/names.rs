//! What the rows are called that a partner's rows point to: the action, the quote. A row is told by
//! its name, never by its id. Does not know: who may read those sections, what was agreed.

use crate::document::path::{Path, columns};
use crate::document::schema::SectionDoc;
use crate::form::{Kind, Target, section};
use crate::lang::Lang;
use crate::rights::ROWS;
use std::collections::BTreeMap;

/// By the rows' place and their id.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<(&'static str, String), String>);

impl Names {
    /// As those of [`LINKED`](super::LINKED) say that are given; rows of the others are told by
    /// what they are.
    pub fn read<'d>(docs: impl IntoIterator<Item = &'d SectionDoc>) -> Names {
        let mut names = BTreeMap::new();
        for doc in docs {
            for target in targets().filter(|target| target.section == doc.section.id) {
                let rows = Path::field(target.rows);
                for id in doc.rows(&rows) {
                    let name = doc.words(&rows.row(&id).column(target.title));
                    names.insert((target.rows, id), name.trim().to_owned());
                }
            }
        }
        Names(names)
    }

    /// What a row is called; where nobody has named it or its section is not read, what it is.
    pub(super) fn of(&self, lang: Lang, target: &Target, id: &str) -> String {
        let name = self.0.get(&(target.rows, id.to_owned())).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| {
            let rows = section(target.section).field(target.rows);
            match rows.map(|field| field.kind) {
                Some(Kind::Rows(rows)) => rows.noun.in_lang(lang).to_owned(),
                _ => String::new(),
            }
        })
    }
}

/// What rows that an accord is about can point to.
fn targets() -> impl Iterator<Item = Target> {
    let fields = ROWS.into_iter().filter_map(|(id, rows)| section(id).field(rows));
    fields.flat_map(columns).filter_map(|field| match field.kind {
        Kind::Link(target) | Kind::Links(target) => Some(target),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::partner::accord::LINKED;

    #[test]
    fn all_that_rows_of_partners_point_to_is_in_the_sections_that_are_read() {
        assert!(targets().all(|target| LINKED.contains(&target.section)));
        assert_eq!(targets().count(), LINKED.len());
    }
}
