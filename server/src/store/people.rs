//! Who belongs to a dossier, and how that changes: another role, an end, another head.
//! Does not know: what a role allows, what a page shows.
//!
//! A dossier never has two heads, and one that has a head keeps one: only handing over touches the
//! head's row, and it makes the next head in the same transaction. One that was begun without a
//! head has none until one is named.

use super::account::{GUEST, role};
use super::engine::dialect::{Tx, on_pool};
use super::people::write_scope::sections;
use super::{Store, StoreError};
use dossier::form::SectionId;
use dossier::rights::{Action, Role, may};
use sqlx::FromRow;
use std::collections::BTreeSet;

pub mod invitations;
pub mod joining;
pub mod write_scope;

/// Someone who belongs to a dossier, as the others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    pub account: String,
    pub name: String,
    pub quality: String,
    pub role: Role,
    /// The sections they write in, where these are fewer than the role's.
    pub sections: Option<BTreeSet<SectionId>>,
    pub is_guest: bool,
    pub joined_at: i64,
    /// The invitation by which they came: its id.
    pub invitation: Option<String>,
}

#[derive(FromRow)]
struct Row {
    account: String,
    name: String,
    quality: String,
    role: String,
    sections: Option<String>,
    kind: String,
    joined_at: i64,
    invitation: Option<String>,
}

impl Store {
    /// Everyone who belongs to that dossier, in the order in which they joined.
    pub async fn belongings(&self, dossier: &str) -> Result<Vec<Belonging>, StoreError> {
        let sql = "select a.id as account, a.name, m.quality, m.role, m.sections, a.kind, \
                   m.joined_at, m.invitation_id as invitation \
                   from membership m join account a on a.id = m.account_id \
                   where m.dossier_id = $1 order by m.joined_at, a.name, a.id";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(dossier).fetch_all(db).await? });
        rows.into_iter()
            .map(|row| {
                Ok(Belonging {
                    account: row.account,
                    name: row.name,
                    quality: row.quality,
                    role: role(&row.role)?,
                    sections: sections(row.sections)?,
                    is_guest: row.kind == GUEST,
                    joined_at: row.joined_at,
                    invitation: row.invitation,
                })
            })
            .collect()
    }

    /// Makes a member something else than the head, in all sections of that role.
    /// [`StoreError::NotFound`] for somebody who is no member, and for the head.
    pub async fn assign_role(
        &self,
        dossier: &str,
        account: &str,
        given: Role,
        at: i64,
    ) -> Result<(), StoreError> {
        if given == Role::Head {
            return Err(StoreError::Conflict);
        }
        let sql = "update membership set role = $3, sections = null \
                   where dossier_id = $1 and account_id = $2 and role <> 'head'";
        let mut tx = self.writer.begin_writing().await?;
        let assigned = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(dossier).bind(account).bind(given.as_str());
            query.execute(&mut **db).await?.rows_affected()
        });
        if assigned == 0 {
            return Err(StoreError::NotFound);
        }
        if !may(given, None, Action::Invite) {
            revoke_those_of(&mut tx, dossier, account, at).await?;
        }
        tx.commit().await
    }

    /// Ends a membership, whoever asks for it. [`StoreError::NotFound`] for somebody who is no
    /// member, and for the head.
    pub async fn remove_member(
        &self,
        dossier: &str,
        account: &str,
        at: i64,
    ) -> Result<(), StoreError> {
        let sql = "delete from membership \
                   where dossier_id = $1 and account_id = $2 and role <> 'head'";
        let mut tx = self.writer.begin_writing().await?;
        let removed = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(dossier).bind(account);
            query.execute(&mut **db).await?.rows_affected()
        });
        if removed == 0 {
            return Err(StoreError::NotFound);
        }
        revoke_those_of(&mut tx, dossier, account, at).await?;
        tx.commit().await
    }

    /// Makes another member the head, and the head the lead. [`StoreError::Conflict`] if `from` is
    /// not the head, or not any more; [`StoreError::NotFound`] if `to` is no member who can sign
    /// in.
    pub async fn hand_over(&self, dossier: &str, from: &str, to: &str) -> Result<(), StoreError> {
        let step_down = "update membership set role = 'lead' \
                         where dossier_id = $1 and account_id = $2 and role = 'head'";
        let step_up = "update membership set role = 'head', sections = null \
                       where dossier_id = $1 and account_id = $2 and account_id <> $3 \
                       and account_id in (select id from account where kind = 'member')";
        let mut tx = self.writer.begin_writing().await?;
        // Of two at once the second waits for the first at this row, and then finds no head there.
        let stepped_down = on_pool!(&mut tx, |db| {
            let query = sqlx::query(step_down).bind(dossier).bind(from);
            query.execute(&mut **db).await?.rows_affected()
        });
        if stepped_down == 0 {
            return Err(StoreError::Conflict);
        }
        let stepped_up = on_pool!(&mut tx, |db| {
            let query = sqlx::query(step_up).bind(dossier).bind(to).bind(from);
            query.execute(&mut **db).await?.rows_affected()
        });
        if stepped_up == 0 {
            return Err(StoreError::NotFound);
        }
        tx.commit().await
    }
}

impl Store {
    /// Makes a member the head of a dossier that has none. [`StoreError::Conflict`] if it has one
    /// by now; [`StoreError::NotFound`] if that is no member who can sign in.
    pub async fn name_head(&self, dossier: &str, account: &str) -> Result<(), StoreError> {
        let sql = "update membership set role = 'head', sections = null \
                   where dossier_id = $1 and account_id = $2 \
                   and account_id in (select id from account where kind = 'member')";
        // The index on heads refuses a second one.
        let named = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(dossier).bind(account).execute(db).await?.rows_affected()
        });
        if named == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }
}

/// An invitation stands on its maker's right: who may invite no more has none that is open.
pub(super) async fn revoke_those_of(
    tx: &mut Tx,
    dossier: &str,
    account: &str,
    at: i64,
) -> Result<(), StoreError> {
    let sql = "update invitation set revoked_at = $3 \
               where dossier_id = $1 and created_by = $2 and revoked_at is null";
    on_pool!(tx, |db| {
        let query = sqlx::query(sql).bind(dossier).bind(account).bind(at);
        query.execute(&mut **db).await?;
    });
    Ok(())
}
