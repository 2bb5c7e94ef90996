//! What the reader may do in the open dossier, and which rows are whose. Owns: [`Permissions`].
//! Does not know: how it is shown; the server decides, and is asked again with each write.

use super::Live;
use dossier::document::edit::{Edit, EditError};
use dossier::document::path::Path;
use dossier::form::SectionId;
use dossier::rights::{Action, ROWS, Row, Standing, may_add};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The reader's standing, and the names of those whose a row is.
pub struct Permissions {
    standing: Standing,
    names: BTreeMap<Row, String>,
}

impl Permissions {
    /// `owners`: a row a line, a tab, and the names.
    pub fn new(standing: &Standing, owners: &str) -> Permissions {
        let owner = |line: &str| {
            let (row, names) = line.split_once('\t')?;
            Some((Row::parse(row)?, names.to_owned()))
        };
        Permissions {
            standing: standing.clone(),
            names: owners.lines().filter_map(owner).collect(),
        }
    }
}

/// The row of the section that a place is in, or is.
fn row_of(section: SectionId, path: &Path) -> Option<Row> {
    let mut segments = path.segments();
    let (rows, id) = (segments.next()?, segments.next()?);
    Some(Row::new(section, rows, id))
}

impl Live {
    fn with<T: Default>(&self, ask: impl FnOnce(&Permissions) -> T) -> T {
        self.whose.try_with_value(ask).unwrap_or_default()
    }

    fn may(&self, section: SectionId, action: Action) -> bool {
        self.with(|whose| whose.standing.may(Some(section), action))
    }

    /// Whether everything in the section is the reader's to change.
    pub fn may_edit(&self, section: SectionId) -> bool {
        self.may(section, Action::Edit)
    }

    /// Whether something in the section is: all of it, or rows.
    pub fn may_write(&self, section: SectionId) -> bool {
        self.may(section, Action::EditRows)
    }

    pub fn may_read(&self, section: SectionId) -> bool {
        self.may(section, Action::Read)
    }

    /// Whether the reader may add a row there, among those of the section.
    pub fn may_add(&self, section: SectionId, rows: &Path) -> bool {
        self.may_edit(section) || (self.may_write(section) && may_add(section, rows.as_str()))
    }

    /// Whether the reader may change the row at that path, or the one it is in.
    pub fn may_change(&self, section: SectionId, path: &Path) -> bool {
        let row = row_of(section, path);
        row.is_some_and(|row| self.with(|whose| whose.standing.may_change_row(&row)))
    }

    /// Whether the reader changes rows of their own there and no others.
    pub fn is_of_rows(&self, section: SectionId) -> bool {
        self.with(|whose| whose.standing.is_of_rows(section))
    }

    /// The names of those whose the row is; empty for the project team's.
    pub fn owners(&self, section: SectionId, row: &Path) -> String {
        let row = row_of(section, row);
        self.with(|whose| row.and_then(|row| whose.names.get(&row).cloned()).unwrap_or_default())
    }

    /// Whether the server would take that edit. Moving one's own row can move others.
    pub(super) fn may_make(&self, section: SectionId, edit: &Edit) -> bool {
        self.may_edit(section)
            || match edit {
                Edit::Set { path, .. } | Edit::Text { path, .. } | Edit::Toggle { path, .. } => {
                    self.may_change(section, path)
                }
                Edit::RemoveRow { row } => self.may_change(section, row),
                Edit::AddRow { rows, .. } => self.may_add(section, rows),
                Edit::MoveRow { .. } => false,
            }
    }

    /// Adds an empty row, which is the reader's own where they change no others.
    pub fn add_row(
        &self,
        section: SectionId,
        rows: &Path,
        id: &str,
        after: Option<String>,
    ) -> Result<(), EditError> {
        if self.is_of_rows(section) {
            self.own([Row::new(section, rows.as_str(), id)]);
        }
        self.edit(section, &Edit::AddRow { rows: rows.clone(), id: id.to_owned(), after })
    }

    fn own(&self, rows: impl IntoIterator<Item = Row>) {
        self.whose.try_update_value(|whose| whose.standing.rows.extend(rows));
    }

    /// Does what brings in edits of this account that were made elsewhere in this browser: the rows
    /// that come with them are the reader's own.
    pub(super) fn bringing_own<T>(&self, bring: impl FnOnce() -> T) -> T {
        let before = self.rows_there();
        let brought = bring();
        let came = self.rows_there().into_iter().filter(|row| !before.contains(row));
        self.own(came.collect::<Vec<_>>());
        brought
    }

    /// The rows of which some may be the reader's own.
    fn rows_there(&self) -> Vec<Row> {
        let mut all = Vec::new();
        for (section, rows) in ROWS.into_iter().filter(|(section, _)| self.is_of_rows(*section)) {
            let ids = self.doc(section, |doc| doc.rows(&Path::field(rows))).unwrap_or_default();
            all.extend(ids.iter().map(|id| Row::new(section, rows, id)));
        }
        all
    }
}
