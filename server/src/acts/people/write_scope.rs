//! Which part of a dossier is a member's to write, decided by head or lead. Does not know: how a
//! standing is kept, what else a role allows.

use crate::acts::{ActError, Acts};
use crate::replay;
use crate::store::account::Member;
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::rights::{ROWS, Role, Row, narrowable, narrowed};
use std::collections::BTreeSet;

/// What was decided of a member.
#[derive(Clone, Debug, Default)]
pub struct WriteScope {
    pub sections: BTreeSet<SectionId>,
    /// The rows that could be chosen, and those that were.
    pub shown: BTreeSet<Row>,
    pub chosen: BTreeSet<Row>,
}

/// A member whose write scope can be decided.
pub async fn writer(acts: &Acts, dossier: &str, account: &str) -> Result<Member, ActError> {
    let member = acts.store.membership(dossier, account).await?.ok_or(ActError::NotFound)?;
    if narrowable(member.role).is_empty() { Err(ActError::NotFound) } else { Ok(member) }
}

/// The sections in which a partner has rows.
pub async fn docs(acts: &Acts, dossier: &str) -> Result<Vec<SectionDoc>, ActError> {
    let sections = [SectionId::Partners, SectionId::Budget];
    Ok(replay::read(&acts.store, dossier, &sections, |docs, _| docs).await?)
}

/// Only what was shown is decided: a row that was added since stays whose it is.
pub async fn assign(
    acts: &Acts,
    dossier: &str,
    account: &str,
    scope: WriteScope,
) -> Result<(), ActError> {
    let member = writer(acts, dossier, account).await?;
    let sections = narrowed(member.role, scope.sections);
    let (mut given, mut taken) = (BTreeSet::new(), BTreeSet::new());
    if member.role == Role::Partner {
        let present = rows(&docs(acts, dossier).await?);
        taken.extend(scope.shown.difference(&scope.chosen).cloned());
        given.extend(scope.chosen.into_iter().filter(|row| present.contains(row)));
    }
    acts.store.assign_part(dossier, account, sections.as_ref(), &given, &taken).await?;
    acts.rooms.refresh_role(dossier, account).await?;
    Ok(())
}

/// Every row that there is, of those that can be a partner's.
fn rows(docs: &[SectionDoc]) -> BTreeSet<Row> {
    let of = |(id, rows): (SectionId, &'static str)| {
        let doc = docs.iter().find(move |doc| doc.section.id == id);
        let ids = doc.map(|doc| doc.rows(&Path::field(rows))).unwrap_or_default();
        ids.into_iter().map(move |row| Row::new(id, rows, &row))
    };
    ROWS.into_iter().flat_map(of).collect()
}
