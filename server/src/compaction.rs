//! Makes a snapshot of a section's log. Owns: [`compact`], and that no log is replaced by something
//! that says less. Does not know: when it is done, SQL.

use crate::replay::READER;
use crate::store::dossier::log::SectionState;
use crate::store::{Store, StoreError};
use dossier::document::schema::{ApplyError, SectionDoc};
use dossier::form::SectionId;
use tokio::task::spawn_blocking;
use yrs::Update;
use yrs::updates::decoder::Decode;

/// Why a section keeps its log. The log is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CompactError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the log cannot be read whole: {0}")]
    Log(ApplyError),
    #[error("the snapshot does not say what the log says")]
    Snapshot,
    #[error("a panic while reading the log")]
    Panicked,
}

/// Replaces the log of a section, as it is now, by a snapshot. False when another one was quicker.
pub async fn compact(
    store: &Store,
    dossier: &str,
    section: SectionId,
) -> Result<bool, CompactError> {
    let state = store.section_log(dossier, section).await?;
    let upto_seq = state.head_seq;
    let snapshot = spawn_blocking(move || snapshot(&state));
    let snapshot = snapshot.await.map_err(|_| CompactError::Panicked)??;
    Ok(store.compact(dossier, section, upto_seq, &snapshot).await?)
}

/// What the section's snapshot and log say, as one update. Refused if anything of them is missing
/// or cannot be applied, or if what was written reads differently.
pub fn snapshot(state: &SectionState) -> Result<Vec<u8>, CompactError> {
    let whole = SectionDoc::open(state.section, READER);
    for update in state.snapshot.iter().chain(&state.updates) {
        // Rooms log nothing before what it builds on. A log that does is not trusted to heal: yrs
        // was seen to lose content when what was missing came late.
        whole.apply(update).map_err(CompactError::Log)?;
    }
    let snapshot = whole.state();
    let again = SectionDoc::load(state.section, READER, &snapshot)
        .map_err(|_| CompactError::Snapshot)?
        .state();
    if says_the_same(&snapshot, &again) { Ok(snapshot) } else { Err(CompactError::Snapshot) }
}

/// Whether two whole states know the same writers as far, and the same deletions.
fn says_the_same(one: &[u8], other: &[u8]) -> bool {
    let (Ok(one), Ok(other)) = (Update::decode_v1(one), Update::decode_v1(other)) else {
        return false;
    };
    one.state_vector() == other.state_vector() && one.delete_set() == other.delete_set()
}
