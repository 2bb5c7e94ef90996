//! A séance with all that everybody in it may know. Does not know: who asks, how it is drawn.

use crate::clock;
use crate::store::seance::participants::Attendance;
use crate::store::{Store, StoreError};
use dossier::seance::ballot::CountedVote;
use dossier::seance::{LiveSeance, Seance};

impl Store {
    /// Reads what belongs to a séance.
    pub async fn live_seance(&self, seance: Seance) -> Result<LiveSeance, StoreError> {
        let id = seance.id.as_str();
        let dossier_title =
            self.dossier(&seance.dossier).await?.map(|one| one.title).unwrap_or_default();
        let mut votes = Vec::new();
        for vote in self.votes(id).await? {
            let (tally, reasons) = self.outcome(id, &vote).await?;
            votes.push(CountedVote { vote, tally, reasons });
        }
        let classes = self.classes(id).await?;
        let Attendance { by_quality, devices } = self.attendance(id).await?;
        let held = if classes.is_empty() { Vec::new() } else { self.held_ideas(id).await? };
        Ok(LiveSeance {
            dossier_title,
            ideas: self.ideas(id).await?,
            blocked: self.blocked(id).await?,
            votes,
            attendance: by_quality,
            devices,
            classes,
            held,
            turns: self.turns(id).await?,
            now: clock::now(),
            seance,
        })
    }
}
