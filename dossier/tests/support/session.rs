//! An honest session without a wire: three tabs that always know of each other. Owns: the updates
//! such a session makes. Must not know: rooms, frames.

use super::edits::random_edit;
use dossier::form::SectionId;
use dossier::history::History;
use dossier::schema::SectionDoc;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub struct Honest {
    pub section: SectionId,
    /// What the section was made with.
    pub first: Vec<u8>,
    /// Everything together.
    pub state: Vec<u8>,
    /// One after the other, each with the state vector that its writer had before it.
    pub updates: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Edits, undo and redo in one section, from its first update on.
pub fn honest(section: SectionId, first: &[u8], seed: u64) -> Honest {
    let mut rng = StdRng::seed_from_u64(seed);
    let clock = Arc::new(AtomicU64::new(1));
    let mut tabs: Vec<(SectionDoc, History)> = Vec::new();
    for _ in 0..3 {
        let doc = SectionDoc::load(section, rng.random_range(2..1 << 53), first).expect("a seed");
        let clock = Arc::clone(&clock);
        let history = History::of(&doc, move || clock.load(Ordering::Relaxed));
        tabs.push((doc, history));
    }
    let mut updates = Vec::new();
    for _ in 0..50 {
        clock.fetch_add(300, Ordering::Relaxed);
        let by = rng.random_range(0..tabs.len());
        let (doc, history) = &mut tabs[by];
        let before = doc.state_vector();
        let done = match rng.random_range(0..8) {
            0 => history.undo(doc),
            1 => history.redo(doc),
            _ => random_edit(&mut rng, doc).and_then(|edit| doc.edit(&edit).ok()),
        };
        let Some(done) = done.filter(|done| !done.update.is_empty()) else { continue };
        for (other, _) in tabs.iter().enumerate().filter(|(i, _)| *i != by).map(|(_, tab)| tab) {
            other.apply(&done.update).expect("an honest update applies");
        }
        updates.push((done.update, before));
    }
    Honest { section, first: first.to_vec(), state: tabs[0].0.state(), updates }
}

impl Honest {
    /// The document as the first `n` updates left it.
    pub fn state_after(&self, n: usize) -> Vec<u8> {
        let doc = SectionDoc::load(self.section, 5, &self.first).expect("a seed");
        for (update, _) in &self.updates[..n] {
            doc.apply(update).expect("an honest update applies");
        }
        doc.state()
    }
}
