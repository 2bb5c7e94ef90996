//! Coming in by an invitation: what it offers, and the use that makes a member.
//! Does not know: tokens and codes in clear, what a role allows.

use super::write_scope::sections;
use crate::store::account::{NewGuest, insert_guest, role};
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::rights::Role;
use sqlx::FromRow;
use std::collections::BTreeSet;

/// What somebody is offered who holds an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub dossier: String,
    pub title: String,
    pub school: String,
    pub role: Role,
    /// The sections to write in, where these are fewer than the role's.
    pub sections: Option<BTreeSet<SectionId>>,
    /// Who invites: name, and what they are to the dossier, if they still belong to it.
    pub by: String,
    pub by_role: Option<Role>,
    /// Whether somebody new may still come in by it.
    pub open: bool,
}

/// Who comes in.
#[derive(Clone, Debug)]
pub enum Coming {
    /// Somebody who is new: the guest is made with the membership, or not at all.
    Guest(NewGuest),
    /// An account that is there.
    Account(String),
    /// A guest who is there and says only now who they are.
    Introduced(NewGuest),
}

impl Coming {
    pub fn account(&self) -> &str {
        match self {
            Coming::Account(account) => account,
            Coming::Guest(guest) | Coming::Introduced(guest) => &guest.id,
        }
    }
}

/// What came of coming in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new member of that dossier.
    Joined(String),
    /// The account belonged to that dossier already: nothing was changed and no use taken.
    Known(String),
    /// Unknown, expired, revoked or used up.
    Closed,
}

#[derive(FromRow)]
struct OfferRow {
    dossier: String,
    title: String,
    school: String,
    role: String,
    sections: Option<String>,
    by: String,
    by_role: Option<String>,
    open: bool,
}

impl Store {
    /// The invitation of which somebody holds the token or the code, by its digest.
    pub async fn offer(&self, digest: &str, now: i64) -> Result<Option<Offer>, StoreError> {
        let sql = "select d.id as dossier, d.title, d.school, i.role, i.sections, a.name as by, \
                   m.role as by_role, (i.revoked_at is null and i.expires_at > $2 and \
                   (i.uses_allowed is null or i.uses_made < i.uses_allowed) \
                   and d.archived_at is null) as open \
                   from invitation i join dossier d on d.id = i.dossier_id \
                   join account a on a.id = i.created_by \
                   left join membership m \
                   on m.dossier_id = i.dossier_id and m.account_id = i.created_by \
                   where i.token_digest = $1 or i.code_digest = $1";
        let row: Option<OfferRow> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(digest).bind(now).fetch_optional(db).await?
        });
        row.map(|row| {
            Ok(Offer {
                dossier: row.dossier,
                title: row.title,
                school: row.school,
                role: role(&row.role)?,
                sections: sections(row.sections)?,
                by: row.by,
                by_role: row.by_role.as_deref().map(role).transpose()?,
                open: row.open,
            })
        })
        .transpose()
    }

    /// Takes a use of an invitation and makes who comes a member, both or neither.
    pub async fn enter(
        &self,
        digest: &str,
        coming: &Coming,
        now: i64,
    ) -> Result<Entry, StoreError> {
        // The row stays locked until the commit, so two at once never take the same use.
        let take = "update invitation set uses_made = uses_made + 1 \
                    where (token_digest = $1 or code_digest = $1) and revoked_at is null \
                    and expires_at > $2 and (uses_allowed is null or uses_made < uses_allowed) \
                    and exists (select 1 from dossier d \
                    where d.id = invitation.dossier_id and d.archived_at is null) \
                    returning id, dossier_id, role, sections";
        let join = "insert into membership \
                    (dossier_id, account_id, role, quality, joined_at, invitation_id, sections) \
                    select $1, id, $3, quality, $4, $5, $6 from account where id = $2 \
                    on conflict (dossier_id, account_id) do nothing";
        let mut tx = self.writer.begin_writing().await?;
        let taken: Option<(String, String, String, Option<String>)> = on_pool!(&mut tx, |db| {
            sqlx::query_as(take).bind(digest).bind(now).fetch_optional(&mut **db).await?
        });
        let Some((invitation, dossier, role, sections)) = taken else { return Ok(Entry::Closed) };
        match coming {
            Coming::Account(_) => {}
            Coming::Guest(guest) => insert_guest(&mut tx, guest).await?,
            Coming::Introduced(guest) => introduce(&mut tx, guest).await?,
        }
        let joined = on_pool!(&mut tx, |db| {
            sqlx::query(join)
                .bind(&dossier)
                .bind(coming.account())
                .bind(role)
                .bind(now)
                .bind(invitation)
                .bind(sections)
                .execute(&mut **db)
                .await?
                .rows_affected()
        });
        if joined == 0 {
            tx.rollback().await?;
            return Ok(Entry::Known(dossier));
        }
        tx.commit().await?;
        Ok(Entry::Joined(dossier))
    }
}

/// Gives a guest the name and quality that they had not said before, everywhere.
async fn introduce(tx: &mut Tx, guest: &NewGuest) -> Result<(), StoreError> {
    let of_account = "update account set name = $2, quality = $3 where id = $1 and quality = ''";
    let of_dossiers = "update membership set quality = $2 where account_id = $1 and quality = ''";
    on_pool!(tx, |db| {
        let query = sqlx::query(of_account).bind(&guest.id).bind(&guest.name).bind(&guest.quality);
        query.execute(&mut **db).await?;
        let query = sqlx::query(of_dossiers).bind(&guest.id).bind(&guest.quality);
        query.execute(&mut **db).await?;
    });
    Ok(())
}
