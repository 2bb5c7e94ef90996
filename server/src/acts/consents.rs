//! What members say of a section as a whole: that they can live with it, no longer, or that they
//! have a reservation. Kept first, then told to everybody who may hear it. Does not know: HTTP, how
//! a consent is kept.

use super::section_digests::{DIGEST, Reading};
use super::{ActError, Acts, notifications, threads};
use crate::clock;
use crate::store::StoreError;
use crate::store::account::Member;
use crate::store::threads::consent::Reserved;
use dossier::form::SectionId;
use dossier::notifications::Event;
use dossier::rights::Action;
use dossier::threads::consent::{SectionStatus, State, stances};
use dossier::threads::{Act, Anchor, Author, Kind, Thread, may_hear};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// A page of some thousand words is looked through in less.
const A_MOMENT: Duration = Duration::from_millis(200);

/// Opens a reservation about a section as a whole; its author consents no more.
pub async fn reserve(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    section: SectionId,
    text: String,
) -> Result<(), ActError> {
    let place = Anchor { section, path: None, span: None, quote: String::new() };
    let act = Act::Open { kind: Kind::Reservation, place, text, mentions: Vec::new() };
    threads::perform(acts, dossier, member, act).await?;
    Ok(())
}

/// The member can live with a section as it was in that state, and lifts their reservations with it
/// or has none: [`ActError::Conflict`] if one stands that is to stay.
pub async fn consent(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    section: SectionId,
    state: &State,
    reserved: Reserved,
) -> Result<(), ActError> {
    may_consent(member, section)?;
    if state.seq <= 0 || !is_digest(&state.digest) {
        return Err(ActError::Malformed);
    }
    let account = &member.account;
    let consented =
        acts.store.consent(dossier, section, account, state, reserved, clock::now()).await;
    let lifted = match consented {
        Ok(lifted) => lifted,
        Err(StoreError::Conflict) => return Err(ActError::Conflict),
        Err(failure) => return Err(failure.into()),
    };
    for id in lifted {
        let thread = acts.store.thread(dossier, &id).await?;
        threads::broadcast(acts, dossier, &thread).await;
        let event = Event::Reservation { thread: &thread, stands: false, named: &[] };
        notifications::notify(acts, dossier, account, event).await;
    }
    broadcast(acts, dossier, section).await;
    Ok(())
}

/// Takes a consent back.
pub async fn withdraw(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    section: SectionId,
) -> Result<(), ActError> {
    may_consent(member, section)?;
    acts.store.withdraw_consent(dossier, section, &member.account).await?;
    broadcast(acts, dossier, section).await;
    Ok(())
}

fn may_consent(member: &Member, section: SectionId) -> Result<(), ActError> {
    match member.standing().may(Some(section), Action::Consent) {
        true => Ok(()),
        false => Err(ActError::Forbidden),
    }
}

fn is_digest(digest: &str) -> bool {
    digest.len() == DIGEST && digest.chars().all(|c| c.is_ascii_hexdigit())
}

/// A consent is no thread: whoever may hear the section reads the panel again.
async fn broadcast(acts: &Acts, dossier: &str, section: SectionId) {
    acts.rooms.tell(dossier, section, "", 0).await;
}

/// Looks for persons in what was not looked at yet. A page waits a moment for it; where it takes
/// longer it is done afterwards, and whoever has the page open is told if there are any.
async fn look(acts: &Acts, dossier: &str, readings: &BTreeMap<SectionId, Arc<Reading>>) {
    let new = readings.iter().filter(|(_, reading)| reading.is_to_be_looked_at());
    let new: Vec<(SectionId, Arc<Reading>)> = new.map(|(id, one)| (*id, one.clone())).collect();
    if new.is_empty() {
        return;
    }
    let (acts, dossier) = (acts.clone(), dossier.to_owned());
    let looking = async move {
        for (section, reading) in new {
            if reading.look().await {
                broadcast(&acts, &dossier, section).await;
            }
        }
    };
    let _ = timeout(A_MOMENT, tokio::spawn(looking)).await;
}

/// What is said of the sections that a member may hear, and found in those that they may change.
pub async fn section_statuses(
    acts: &Acts,
    dossier: &str,
    member: &Member,
    threads: &[Thread],
) -> Result<Vec<SectionStatus>, ActError> {
    let standing = member.standing();
    let hears = |section: SectionId| may_hear(member.role, section);
    let readings = acts.digests.of(&acts.store, dossier, hears).await?;
    look(acts, dossier, &readings).await;
    let belongings = acts.store.belongings(dossier).await?.into_iter();
    let members: Vec<_> = belongings
        .map(|one| {
            let (account, name, quality) = (one.account, one.name, one.quality);
            (Author { account, name, quality }, one.role)
        })
        .collect();
    let consents = acts.store.consents(dossier).await?;
    let asked_for = acts.store.asked_for(dossier).await?;
    let status = |(section, reading): (SectionId, Arc<Reading>)| SectionStatus {
        section,
        stances: stances(section, &reading.state, &members, &consents, threads),
        state: reading.state.clone(),
        asked_for: asked_for.contains(&section) && standing.may(Some(section), Action::Read),
        found: match standing.may(Some(section), Action::Edit) {
            true => reading.found().to_vec(),
            false => Vec::new(),
        },
    };
    Ok(readings.into_iter().map(status).collect())
}
