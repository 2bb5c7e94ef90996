//! How much the logs of an open dossier have grown since their snapshots. Owns: [`Growth`], when a
//! log is heavy. Does not know: what is done about it.

use crate::store::dossier::log::SectionState;
use dossier::form::SectionId;
use std::collections::BTreeMap;

/// What an update costs whoever reads the log, beside its bytes.
const EACH: usize = 128;
/// A log is heavy from here on: two thousand keystrokes, or a few long pastes.
const HEAVY: usize = 256 * 1024;
/// And only from this part of its snapshot on: making a snapshot anew costs as much as it is long.
const PART: usize = 4;

/// The weight of each section.
pub(super) struct Growth(BTreeMap<SectionId, Weight>);

#[derive(Clone, Copy)]
struct Weight {
    snapshot: usize,
    log: usize,
}

impl Growth {
    pub fn of(states: &[SectionState]) -> Growth {
        let weight = |state: &SectionState| Weight {
            snapshot: state.snapshot.as_ref().map_or(0, Vec::len),
            log: state.updates.iter().map(|update| update.len() + EACH).sum(),
        };
        Growth(states.iter().map(|state| (state.section, weight(state))).collect())
    }

    /// Takes an update into account.
    pub fn add(&mut self, section: SectionId, bytes: usize) {
        if let Some(weight) = self.0.get_mut(&section) {
            weight.log += bytes + EACH;
        }
    }

    /// The sections whose logs have become heavy; each is named once, and then counted as if its
    /// log had become its snapshot.
    pub fn heavy(&mut self) -> Vec<SectionId> {
        let heavy = self.0.iter_mut().filter(|(_, weight)| weight.is_heavy());
        let taken = heavy.map(|(&section, weight)| {
            *weight = Weight { snapshot: weight.snapshot + weight.log, log: 0 };
            section
        });
        taken.collect()
    }
}

impl Weight {
    fn is_heavy(self) -> bool {
        self.log > HEAVY.max(self.snapshot / PART)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    const SECTION: SectionId = SectionId::Diagnosis;

    fn growth(snapshot: usize, updates: usize) -> Growth {
        Growth::of(&[SectionState {
            section: SECTION,
            head_seq: updates as i64,
            snapshot: Some(vec![0; snapshot]),
            updates: vec![vec![0; 22]; updates],
            client_owners: HashMap::new(),
            owners: Vec::new(),
        }])
    }

    #[test]
    fn a_log_is_heavy_by_its_updates_by_its_bytes_and_beside_its_snapshot() {
        let (mut short, mut long) = (growth(0, 1_000), growth(0, 2_000));
        assert_eq!((short.heavy(), long.heavy()), (vec![], vec![SECTION]));
        assert_eq!(long.heavy(), [], "it is said once");

        short.add(SECTION, HEAVY);
        short.add(SectionId::Budget, HEAVY);
        assert_eq!(short.heavy(), [SECTION], "one long paste");

        let mut beside = growth(40 * HEAVY, 2_000);
        assert_eq!(beside.heavy(), []);
        beside.add(SECTION, 10 * HEAVY);
        assert_eq!(beside.heavy(), [SECTION]);
    }
}
