//! When somebody begins to write in a section, so that others are told once a sitting and not once
//! a letter. Owns: [`Sittings`]. Does not know: who is told, what was written.

use dossier::form::SectionId;
use dossier::sync::room::Write;
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;

/// Who has written nothing for so long begins anew.
pub const PAUSE: Duration = Duration::from_secs(3600);

/// Somebody has begun to write in a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Began {
    pub dossier: String,
    pub account: String,
    pub section: SectionId,
}

/// Those of one open dossier.
#[derive(Default)]
pub struct Sittings {
    /// When each account wrote last.
    last: HashMap<SectionId, HashMap<String, Instant>>,
    /// Edits that were made in somebody's name and are not written yet: nobody sat down for them.
    made: Vec<(String, SectionId)>,
}

impl Sittings {
    pub fn make(&mut self, account: &str, section: SectionId) {
        self.made.push((account.to_owned(), section));
    }

    /// Who begins with these writes, and where.
    pub fn begin(&mut self, dossier: &str, writes: &[Write], now: Instant) -> Vec<Began> {
        let mut began = Vec::new();
        for Write { account, section, .. } in writes {
            let is_it = |one: &(String, SectionId)| one.0 == *account && one.1 == *section;
            if let Some(at) = self.made.iter().position(is_it) {
                self.made.remove(at);
                continue;
            }
            let of_section = self.last.entry(*section).or_default();
            match of_section.get_mut(account) {
                Some(last) if now < *last + PAUSE => {
                    *last = now;
                    continue;
                }
                Some(last) => *last = now,
                None => drop(of_section.insert(account.clone(), now)),
            }
            let (dossier, account) = (dossier.to_owned(), account.clone());
            began.push(Began { dossier, account, section: *section });
        }
        began
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_begins_once_until_one_has_paused_and_not_by_what_is_made_in_one_s_name() {
        let start = Instant::now();
        let write = |account: &str, section| Write {
            section,
            account: account.to_owned(),
            author: None,
            update: Vec::new(),
            client_owners: Vec::new(),
            rows: Vec::new(),
        };
        let mut sittings = Sittings::default();
        let mut begin = |writes: &[Write], after: Duration| {
            let began = sittings.begin("d", writes, start + after);
            began.into_iter().map(|one| (one.account, one.section)).collect::<Vec<_>>()
        };
        use SectionId::{Budget, Partners};
        let mairie = [write("mairie", Budget), write("mairie", Budget), write("mairie", Partners)];
        let both = [("mairie".to_owned(), Budget), ("mairie".to_owned(), Partners)];
        assert_eq!(begin(&mairie, Duration::ZERO), both);
        assert_eq!(begin(&mairie, PAUSE / 2), []);
        assert_eq!(begin(&[write("claire", Budget)], PAUSE / 2), [("claire".to_owned(), Budget)]);
        assert_eq!(begin(&mairie[..1], PAUSE + PAUSE / 4), [], "it is not long since the last one");
        assert_eq!(begin(&mairie[..1], PAUSE * 3), both[..1]);

        let mut sittings = Sittings::default();
        sittings.make("mairie", Budget);
        assert_eq!(sittings.begin("d", &mairie[..1], start), []);
        assert_eq!(sittings.begin("d", &mairie[..1], start).len(), 1);
    }
}
