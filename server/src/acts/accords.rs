//! Accords de principe: given to exactly what was shown, withdrawn, and what follows from them in
//! the form. Does not know: how they are shown.
//!
//! An accord is kept first and written into the form afterwards, as one act: what a stop cut in two
//! is finished by `acts::pending`.

use super::{ActError, Acts, notifications};
use crate::clock;
use crate::replay;
use crate::store::StoreError;
use crate::store::account::Member;
use crate::store::dossier::log::SectionState;
use crate::store::partner::{Accord, NewAccord};
use dossier::form::SectionId;
use dossier::lang::{Lang, one_line};
use dossier::notifications::Event;
use dossier::partner::Given;
use dossier::partner::accord::{Agreed, Docs, LINKED, Names};
use dossier::partner::asked::Asked;
use dossier::rights::{Action, Row};
use dossier::zone::Zone;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The sections that an accord is about.
pub const SECTIONS: [SectionId; 3] = [SectionId::Summary, SectionId::Partners, SectionId::Budget];

/// What is there for a partner to agree to, and how far the logs have come.
pub struct Terms {
    pub agreed: Agreed,
    pub asked: Asked,
    seqs: String,
}

/// What is there for the partner whose rows these are.
pub async fn read_terms(acts: &Acts, dossier: &str, own: BTreeSet<Row>) -> Result<Terms, ActError> {
    let read = move |docs: Docs<'_>, states: &[SectionState]| {
        let seq = |state: &SectionState| format!("{}:{}", state.section.number(), state.head_seq);
        Terms {
            agreed: Agreed::read(docs, &own),
            asked: Asked::read(docs, &own),
            seqs: states.iter().map(seq).collect::<Vec<_>>().join(" "),
        }
    };
    with_docs(acts, dossier, read).await
}

/// Why nothing was agreed.
#[derive(Debug, thiserror::Error)]
pub enum GiveError {
    /// What was shown is not what is there now.
    #[error("the terms changed")]
    Changed(Box<Agreed>),
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StoreError> for GiveError {
    fn from(error: StoreError) -> GiveError {
        GiveError::Act(error.into())
    }
}

/// Agrees to what is there, if that is what was shown, as [`Agreed::canonical`] writes it.
pub async fn give(acts: &Acts, by: &Member, dossier: &str, shown: &str) -> Result<(), GiveError> {
    let terms = read_terms(acts, dossier, by.rows.clone()).await?;
    let content = terms.agreed.canonical();
    if shown != content || terms.agreed.rows.is_empty() {
        return Err(GiveError::Changed(Box::new(terms.agreed)));
    }
    let accord = NewAccord {
        id: Uuid::now_v7().to_string(),
        dossier: dossier.to_owned(),
        account: by.account.clone(),
        at: clock::now(),
        digest: format!("{:x}", Sha256::digest(content.as_bytes())),
        content,
        seqs: terms.seqs,
    };
    acts.store.give_accord(&accord).await?;
    notifications::notify(acts, dossier, &by.account, Event::Accord { given: true }).await;
    write_into_form(acts, dossier).await;
    Ok(())
}

/// Withdraws the accord of a partner that counts.
pub async fn withdraw(acts: &Acts, by: &Member, dossier: &str) -> Result<(), ActError> {
    acts.store.withdraw_accord(dossier, &by.account, clock::now()).await?;
    notifications::notify(acts, dossier, &by.account, Event::Accord { given: false }).await;
    write_into_form(acts, dossier).await;
    Ok(())
}

/// Writes into the form what is kept of accords and not written yet, and open tabs show it. What
/// fails is logged, and tried again by the job.
pub async fn write_into_form(acts: &Acts, dossier: &str) {
    if let Err(error) = try_writing(acts, dossier).await {
        tracing::warn!(%dossier, %error, "the form does not say yet what was agreed");
        acts.wake.finish_pending();
    }
}

/// In the partners' names. They could not all write these fields themselves: the right is that to
/// agree. The same edits made twice change nothing.
async fn try_writing(acts: &Acts, dossier: &str) -> Result<(), ActError> {
    let alone = acts.locks.dossier(dossier).await;
    let accords = acts.store.accords(dossier).await?;
    if accords.iter().all(|accord| accord.in_form) {
        return Ok(());
    }
    let zone = zone_of(acts, dossier).await?;
    for of_one in accords.chunk_by(|a, b| a.account == b.account) {
        let [last, earlier @ ..] = of_one else { continue };
        if !last.in_form {
            let own = acts.store.rows_of(dossier, &last.account).await?;
            let day = last.withdrawn_at.is_none().then(|| clock::iso_day(last.at, zone));
            let follows =
                move |docs: Docs<'_>, _: &[SectionState]| docs.consequences(&own, day.as_deref());
            for (section, edits) in with_docs(acts, dossier, follows).await? {
                acts.rooms.edit(dossier, &last.account, section, edits).await?;
            }
        }
        // What was followed by another one before it was written is written by that one.
        for accord in [last].into_iter().chain(earlier).filter(|accord| !accord.in_form) {
            acts.store.mark_accord_in_form(&accord.id).await?;
        }
    }
    drop(alone);
    for member in acts.store.belongings(dossier).await? {
        acts.rooms.tell_account(&member.account, "{\"accords\":true}");
    }
    Ok(())
}

/// The clock of the school.
async fn zone_of(acts: &Acts, dossier: &str) -> Result<Zone, ActError> {
    let known = acts.store.dossier(dossier).await?;
    Ok(known.map(|one| Zone::of_uai(&one.uai)).unwrap_or_default())
}

/// The last accord of each partner, for whoever reads what all partners are; for others none.
pub async fn latest(acts: &Acts, dossier: &str, reader: &Member) -> Result<Vec<Given>, ActError> {
    if !reader.standing().may(Some(SectionId::Partners), Action::Read) {
        return Ok(Vec::new());
    }
    let accords = acts.store.accords(dossier).await?;
    let mut last = Vec::new();
    for of_one in accords.chunk_by(|a, b| a.account == b.account) {
        let Some(accord) = of_one.first().cloned() else { continue };
        let own = acts.store.rows_of(dossier, &accord.account).await?;
        last.push((accord, own));
    }
    if last.is_empty() {
        return Ok(Vec::new());
    }
    let zone = zone_of(acts, dossier).await?;
    let names = Names::default();
    let given = move |docs: Docs<'_>, (accord, own): (Accord, BTreeSet<Row>)| {
        let then: Option<Agreed> = serde_json::from_str(&accord.content).ok();
        let now = Agreed::read(docs, &own);
        Given {
            name: one_line(&accord.name),
            at: accord.at,
            withdrawn_at: accord.withdrawn_at,
            zone,
            // They are counted, not told.
            changes: then.map_or(0, |then| then.differences(&now, Lang::default(), &names).len()),
        }
    };
    let read = move |docs: Docs<'_>, _: &[SectionState]| {
        last.into_iter().map(|one| given(docs, one)).collect()
    };
    with_docs(acts, dossier, read).await
}

/// What the rows are called that the rows of partners point to, as far as that member may read
/// them.
pub async fn names(acts: &Acts, dossier: &str, reader: &Member) -> Result<Names, ActError> {
    let standing = reader.standing();
    let linked = LINKED.into_iter().filter(|section| standing.may(Some(*section), Action::Read));
    let linked: Vec<SectionId> = linked.collect();
    Ok(replay::read(&acts.store, dossier, &linked, |docs, _| Names::read(&docs)).await?)
}

/// Reads the sections that an accord is about.
pub async fn with_docs<T: Send + 'static>(
    acts: &Acts,
    dossier: &str,
    read: impl FnOnce(Docs<'_>, &[SectionState]) -> T + Send + 'static,
) -> Result<T, ActError> {
    let read = move |docs: Vec<_>, states: &[SectionState]| match docs.as_slice() {
        [summary, partners, budget] => Some(read(Docs { summary, partners, budget }, states)),
        _ => None,
    };
    replay::read(&acts.store, dossier, &SECTIONS, read).await?.ok_or(ActError::NotFound)
}
