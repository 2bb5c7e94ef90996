//! A long document as its history: single characters typed and deleted at places that move.
//! Owns: [`Trace`], [`Trace::new`]. Does not know: the network.

use crate::client::Known;
use crate::typist::document;
use yrs::{Text, Transact, merge_updates_v1};

const CLIENT: u64 = 4_000_000;
/// Edits in a row at one place, and how many of them insert before the others take back: about as
/// many fragments as in the history of a real article.
const STAY: u32 = 60;
const INSERTS: u32 = 42;
/// Places are among the first characters: to find one, yrs walks from the start, and for the servers
/// an edit names its neighbours and no place.
const AMONG: u32 = 2000;

/// A history, as updates to be sent in order.
pub struct Trace {
    pub updates: Vec<Vec<u8>>,
    pub edits: u32,
    pub known: Known,
}

impl Trace {
    /// So many edits of one client, `together` of them an update, as a client sends what it kept
    /// while it was offline. The same at every call.
    pub fn new(root: &str, edits: u32, together: u32) -> Trace {
        let doc = document(CLIENT);
        let text = doc.get_or_insert_text(root);
        let (mut chance, mut length, mut at, mut inserted) = (1_u64, 0_u32, 0_u32, 0_u32);
        let mut random = |below: u32| {
            // A linear congruence is chance enough for a place in a text.
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((chance >> 33) as u32) % below.max(1)
        };
        let mut updates = Vec::new();
        let mut kept: Vec<Vec<u8>> = Vec::new();
        for edit in 0..edits {
            if edit % STAY == 0 {
                at = random(length.min(AMONG) + 1);
            }
            let mut transaction = doc.transact_mut();
            if edit % STAY >= INSERTS {
                at -= 1;
                length -= 1;
                text.remove_range(&mut transaction, at, 1);
            } else {
                text.insert(&mut transaction, at, "e");
                at += 1;
                length += 1;
                inserted += 1;
            }
            kept.push(transaction.encode_update_v1());
            drop(transaction);
            if kept.len() as u32 == together || edit + 1 == edits {
                updates.extend(merged(&std::mem::take(&mut kept)));
            }
        }
        Trace { updates, edits, known: Known([(CLIENT, inserted)].into()) }
    }
}

/// Merging sorts all its inputs again for each block, so many are merged in small groups first. What
/// this program has made itself can be merged.
fn merged(updates: &[Vec<u8>]) -> Option<Vec<u8>> {
    let groups: Vec<Vec<u8>> =
        updates.chunks(32).filter_map(|group| merge_updates_v1(group).ok()).collect();
    merge_updates_v1(groups).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::scan;

    #[test]
    fn a_history_is_whole() {
        let trace = Trace::new("t:x", 2500, 1000);
        assert_eq!(trace.updates.len(), 3);
        let mut known = Known::default();
        trace.updates.iter().for_each(|update| known.take(&scan(update).unwrap()));
        assert_eq!(known, trace.known);
    }
}
