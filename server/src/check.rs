//! Whether what is stored can be read: each section of each dossier, from its snapshot and its log.
//! Owns: [`check`]. Does not know: who asks, SQL.

use crate::compaction::snapshot;
use crate::replay::READER;
use crate::store::dossier::log::SectionState;
use crate::store::{Store, StoreError};
use dossier::document::interchange::section_json;
use dossier::document::schema::SectionDoc;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

/// What was looked at, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Report {
    pub dossiers: usize,
    pub sections: usize,
    pub faults: Vec<String>,
}

/// Reads all that there is, one dossier at a time.
pub async fn check(store: &Store) -> Result<Report, StoreError> {
    let mut report = Report::default();
    for dossier in store.all_dossiers().await? {
        let states = match store.section_logs(&dossier).await {
            Ok(states) => states,
            // Deleted meanwhile, by the server that runs.
            Err(StoreError::NotFound) => continue,
            Err(error) => return Err(error),
        };
        report.dossiers += 1;
        report.sections += states.len();
        let looking = spawn_blocking(move || {
            let fault = |state: &SectionState| Some((state.section, fault(state)?));
            states.iter().filter_map(fault).collect::<Vec<_>>()
        });
        match looking.await {
            Ok(faults) => {
                let line = |(section, fault): (dossier::form::SectionId, String)| {
                    format!("dossier {dossier}, section {}: {fault}", section.name())
                };
                report.faults.extend(faults.into_iter().map(line));
            }
            Err(_) => report.faults.push(format!("dossier {dossier}: reading it panics")),
        }
    }
    Ok(report)
}

/// What is wrong with a section, if anything.
fn fault(state: &SectionState) -> Option<String> {
    let covered = state.head_seq - state.updates.len() as i64;
    let begins = if state.snapshot.is_some() { covered >= 1 } else { covered == 0 };
    if !begins {
        return Some("its log has holes".to_owned());
    }
    // The same that compaction asks for before it replaces a log.
    let whole = match snapshot(state) {
        Ok(whole) => whole,
        Err(error) => return Some(error.to_string()),
    };
    let whole = SectionDoc::load(state.section, READER, &whole);
    let log = crate::replay::replay("", state, READER);
    match whole {
        Ok(whole) if digest(&whole) == digest(&log) => None,
        Ok(_) => Some("its snapshot reads differently".to_owned()),
        Err(error) => Some(error.to_string()),
    }
}

fn digest(document: &SectionDoc) -> String {
    format!("{:x}", Sha256::digest(section_json(document).to_string().as_bytes()))
}
