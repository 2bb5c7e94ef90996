//! Whether somebody is a member of a dossier who may do something to it as a whole.
//! Does not know: what a role allows, which page asks.

use crate::AppState;
use crate::audit;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::store::account::Member;
use dossier::rights::{Action, may, stays};
use dossier::seance::Seance;
use uuid::Uuid;

/// The reader as a member of that dossier, if it exists for them and they may do that to it as a
/// whole. To somebody who is no member, a dossier looks as if there were none. One that is archived
/// is read, brought back and handed over, and nothing else.
pub async fn authorise(
    state: &AppState,
    dossier: &str,
    reader: &SignedIn,
    action: Action,
) -> Result<Member, Error> {
    let member = state.store.membership(dossier, &reader.account.id).await?;
    let Some(member) = member else {
        // There may be no such dossier, and what stands in an address may be anything.
        let of = Uuid::parse_str(dossier).map(|id| id.to_string()).unwrap_or_default();
        audit::note(audit::Event::Refused, &reader.account.id, &of);
        return Err(Error::NotFound);
    };
    match may(member.role, None, action) {
        false => {
            audit::note(audit::Event::Refused, &reader.account.id, dossier);
            Err(Error::Forbidden)
        }
        true if member.archived && !stays(action) => Err(Error::Archived),
        true => Ok(member),
    }
}

/// The séance with the reader as a member of its dossier who may do that there; to anybody else
/// there is none.
pub async fn authorise_in_seance(
    state: &AppState,
    id: &str,
    reader: &SignedIn,
    action: Action,
) -> Result<(Seance, Member), Error> {
    let seance = state.store.seance(id).await?.ok_or(Error::NotFound)?;
    let member = authorise(state, &seance.dossier, reader, action).await?;
    Ok((seance, member))
}
