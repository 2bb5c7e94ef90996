//! Which rows of a section are whose: told by the log when the room opens, and by who adds one
//! since. Owns: [`Owners`]. Does not know: what an owner may do.

use crate::form::SectionId;
use crate::rights::Row;
use std::collections::{BTreeMap, BTreeSet};

/// The accounts to which each row of one section belongs; most rows are nobody's, that is the
/// project team's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owners {
    section: SectionId,
    of_row: BTreeMap<Row, BTreeSet<String>>,
}

impl Owners {
    pub fn new(section: SectionId) -> Owners {
        Owners { section, of_row: BTreeMap::new() }
    }

    pub fn add(&mut self, account: &str, row: Row) {
        self.of_row.entry(row).or_default().insert(account.to_owned());
    }

    pub fn remove(&mut self, account: &str, row: &Row) {
        if let Some(owners) = self.of_row.get_mut(row) {
            owners.remove(account);
            if owners.is_empty() {
                self.of_row.remove(row);
            }
        }
    }

    /// The account has those of `rows` that are of this section, and no others.
    pub fn set(&mut self, account: &str, rows: &BTreeSet<Row>) {
        let before: Vec<Row> = self.of(account).cloned().collect();
        for row in before.iter().filter(|row| !rows.contains(row)) {
            self.remove(account, row);
        }
        let section = self.section;
        for row in rows.iter().filter(|row| row.section == section) {
            self.add(account, row.clone());
        }
    }

    pub fn of(&self, account: &str) -> impl Iterator<Item = &Row> {
        let rows = self.of_row.iter().filter(|(_, owners)| owners.contains(account));
        rows.map(|(row, _)| row)
    }

    /// Whether the row is anybody's.
    pub fn has(&self, row: &Row) -> bool {
        self.of_row.contains_key(row)
    }
}
