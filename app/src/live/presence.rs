//! The others who have the dossier open, as this tab knows them, and where it says it is itself.
//! Owns: which field is told when somebody comes or goes. Does not know: how people are shown.

use super::Live;
use dossier::document::path::Path;
use dossier::form::SectionId;
use dossier::sync::presence::{Person, Presence};
use leptos::prelude::*;

impl Live {
    /// The people whose focus is in that field, and who are not this tab.
    pub fn people_in(&self, section: SectionId, path: &Path) -> Vec<Person> {
        let key = (section, path.clone());
        self.told_of(|tab| tab.presence.entry(key).or_default().clone());
        self.people.with_untracked(|people| {
            let here = |person: &&Person| {
                person.place.as_ref().is_some_and(|place| {
                    place.section == section && place.path.as_ref() == Some(path)
                })
            };
            people.values().filter(here).cloned().collect()
        })
    }

    /// Where this tab is, for the others.
    pub fn go(&self, place: Option<Presence>) {
        let effects = self.tab.try_update_value(|tab| tab.replica.go(place));
        self.perform(effects.unwrap_or_default());
    }

    pub(super) fn met(&self, person: Person) {
        if Some(person.peer) == self.tab.try_with_value(|tab| tab.replica.peer()) {
            return;
        }
        let place = |person: &Person| {
            person.place.as_ref().and_then(|at| Some((at.section, at.path.clone()?)))
        };
        let now = place(&person);
        let before = self
            .people
            .try_update(|people| people.insert(person.peer, person))
            .flatten()
            .as_ref()
            .and_then(place);
        self.notify_places([before, now]);
    }

    pub(super) fn left(&self, peer: u64) {
        let gone = self.people.try_update(|people| people.remove(&peer)).flatten();
        let place =
            gone.and_then(|person| person.place).and_then(|at| Some((at.section, at.path?)));
        self.notify_places([place, None]);
    }

    fn notify_places(&self, places: [Option<(SectionId, Path)>; 2]) {
        for place in places.into_iter().flatten() {
            let trigger = self.tab.try_with_value(|tab| tab.presence.get(&place).cloned());
            if let Some(trigger) = trigger.flatten() {
                trigger.notify();
            }
        }
    }
}
