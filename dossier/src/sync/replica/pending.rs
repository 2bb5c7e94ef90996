//! What the server has not acknowledged: sent again, a section at a time, and forgotten when it is.
//! Does not know: documents, presence.

use super::{Effect, Link, MAX_MERGED, Replica};
use crate::document::schema::root_names;
use crate::form::SectionId;
use crate::sync::frame::Frame;
use crate::sync::guard::guard;
use std::collections::BTreeMap;

impl Replica {
    /// Sends everything that is not acknowledged, a section as one update: after a long absence
    /// there may be thousands, and the server commits, applies and tells each write by itself.
    pub(super) fn resend(&mut self) -> Vec<Effect> {
        if self.link != Link::Up {
            return Vec::new();
        }
        let mut by_section: BTreeMap<SectionId, Vec<u64>> = BTreeMap::new();
        for (&no, (section, _)) in &self.unkept {
            by_section.entry(*section).or_default().push(no);
        }
        let mut effects = Vec::new();
        for (section, nos) in by_section {
            for group in self.groups(section, &nos) {
                let updates: Vec<&[u8]> =
                    group.iter().map(|no| self.unkept[no].1.as_slice()).collect();
                let Ok(update) = yrs::merge_updates_v1(&updates) else { continue };
                // A number of its own: an answer to one of the group that was sent before by
                // itself may still be under way, and is no answer to the others.
                let no = self.next_no;
                self.next_no += 1;
                effects.push(Effect::Send(Frame::Write { section, no, update }.encode()));
                self.sent_as.insert(no, group);
            }
        }
        effects
    }

    /// Numbers whose updates of a section fit into one frame together, in order, and leave no hole
    /// between them: where one in the middle was acknowledged before those around it, merging would
    /// write a gap that the server refuses for good.
    fn groups(&self, section: SectionId, nos: &[u64]) -> Vec<Vec<u64>> {
        let roots = root_names(section);
        let mut groups: Vec<Vec<u64>> = Vec::new();
        let mut size = 0;
        let mut ends: BTreeMap<u64, u32> = BTreeMap::new();
        for &no in nos {
            let update = &self.unkept[&no].1;
            let clients = guard(update, &roots).map(|guarded| guarded.clients);
            let follows = clients.as_ref().is_ok_and(|clients| {
                clients.iter().all(|(id, first, _)| ends.get(id).is_none_or(|end| first <= end))
            });
            match groups.last_mut() {
                Some(group) if follows && size + update.len() <= MAX_MERGED => {
                    group.push(no);
                    size += update.len();
                }
                _ => {
                    groups.push(vec![no]);
                    size = update.len();
                    ends.clear();
                }
            }
            for (id, _, end) in clients.unwrap_or_default() {
                ends.entry(id).and_modify(|known| *known = end.max(*known)).or_insert(end);
            }
        }
        groups
    }

    /// An answer about a write is about all that went with it.
    pub(super) fn take_answered(&mut self, no: u64) -> Vec<u64> {
        let mut nos = self.sent_as.remove(&no).unwrap_or_else(|| vec![no]);
        nos.retain(|no| self.unkept.remove(no).is_some());
        self.not_stored.retain(|no| self.unkept.contains_key(no));
        nos
    }
}
