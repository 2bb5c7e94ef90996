//! Accounts and memberships.
//! Does not know: passwords in clear, cookies, what a role allows.

use super::engine::dialect::{Tx, on_pool};
use super::people::write_scope::sections;
use super::{Store, StoreError};
use dossier::form::SectionId;
use dossier::rights::{Action, Role, Row, Standing, may};
use sqlx::FromRow;
use std::collections::BTreeSet;

pub mod browsers;
pub mod erasure;
pub mod links;
pub mod operator;
pub mod own_data;
pub mod profile;
pub mod sessions;

/// A person who is known to the product.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: String,
    pub name: String,
    /// Empty for a guest who has not said who they are.
    pub quality: String,
    pub kind: Kind,
    /// Whether somebody has answered from its address, which counts since then.
    pub email_verified: bool,
    /// When a guest was here last, to the day.
    pub seen_at: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Can sign in.
    Member { email: String },
    /// Came in by an invitation; the browser's session is all they have.
    Guest,
}

#[derive(FromRow)]
struct AccountRow {
    id: String,
    email: String,
    name: String,
    quality: String,
    kind: String,
    email_verified_at: Option<i64>,
    last_seen_at: Option<i64>,
}

/// What a sign-in is checked against.
#[derive(Clone, FromRow)]
pub struct Credentials {
    pub account: String,
    /// An argon2id PHC string.
    pub password: String,
}

/// An account to make. `email` is in lower case.
#[derive(Clone)]
pub struct NewAccount {
    pub id: String,
    pub email: String,
    pub name: String,
    pub quality: String,
    pub password: String,
    pub created_at: i64,
    /// Since when the address counts, if it does.
    pub verified_at: Option<i64>,
}

/// A guest to make.
#[derive(Clone, Debug)]
pub struct NewGuest {
    pub id: String,
    pub name: String,
    /// Empty where they need not say who they are.
    pub quality: String,
    pub created_at: i64,
}

/// Someone who belongs to a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub account: String,
    pub name: String,
    pub quality: String,
    pub role: Role,
    /// The sections they write in, where these are fewer than the role's.
    pub sections: Option<BTreeSet<SectionId>>,
    /// The rows that are theirs, for a role that has rows of its own.
    pub rows: BTreeSet<Row>,
    /// Whether the dossier is archived.
    pub archived: bool,
}

impl Member {
    pub fn standing(&self) -> Standing {
        Standing {
            role: self.role,
            sections: self.sections.clone(),
            rows: self.rows.clone(),
            archived: self.archived,
        }
    }
}

#[derive(FromRow)]
struct MemberRow {
    account: String,
    name: String,
    quality: String,
    role: String,
    sections: Option<String>,
    archived: bool,
}

/// How the kind of a guest is stored.
pub(super) const GUEST: &str = "guest";

impl Store {
    /// Makes an account; [`StoreError::Conflict`] if the e-mail address has one.
    pub async fn add_account(&self, account: &NewAccount) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        insert_account(&mut tx, account).await?;
        tx.commit().await
    }

    /// Somebody who is there: of who was erased, nothing is known.
    pub async fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        let sql = "select id, email, name, quality, kind, email_verified_at, last_seen_at \
                   from account \
                   where id = $1 and erased_at is null";
        let row: Option<AccountRow> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(id).fetch_optional(db).await?);
        Ok(row.map(|row| Account {
            id: row.id,
            name: row.name,
            quality: row.quality,
            kind: if row.kind == GUEST { Kind::Guest } else { Kind::Member { email: row.email } },
            email_verified: row.email_verified_at.is_some(),
            seen_at: row.last_seen_at,
        }))
    }

    /// The credentials of the account of that address, which is given in lower case. A guest has
    /// none.
    pub async fn credentials(&self, email: &str) -> Result<Option<Credentials>, StoreError> {
        let sql = "select id as account, password from account \
                   where email = $1 and kind = 'member' and closed_at is null";
        Ok(on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(email).fetch_optional(db).await?))
    }

    /// Makes a guest somebody who can sign in, under the same id, so that what they wrote stays
    /// theirs. [`StoreError::Conflict`] if the e-mail address has an account, or if that one is no
    /// guest's.
    pub async fn claim_account(&self, account: &NewAccount) -> Result<(), StoreError> {
        let sql = "update account set email = $2, name = $3, quality = $4, password = $5, \
                   kind = 'member', last_seen_at = null \
                   where id = $1 and kind = 'guest' and erased_at is null";
        let of_dossiers =
            "update membership set quality = $2 where account_id = $1 and quality = ''";
        let mut tx = self.writer.begin_writing().await?;
        let claimed = on_pool!(&mut tx, |db| {
            sqlx::query(sql)
                .bind(&account.id)
                .bind(&account.email)
                .bind(&account.name)
                .bind(&account.quality)
                .bind(&account.password)
                .execute(&mut **db)
                .await?
                .rows_affected()
        });
        if claimed == 0 {
            return Err(StoreError::Conflict);
        }
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(of_dossiers).bind(&account.id).bind(&account.quality);
            query.execute(&mut **db).await?;
        });
        tx.commit().await
    }

    /// What that account is in that dossier, if anything.
    pub async fn membership(
        &self,
        dossier: &str,
        account: &str,
    ) -> Result<Option<Member>, StoreError> {
        let sql = "select a.id as account, a.name, m.quality, m.role, m.sections, \
                   (d.archived_at is not null) as archived \
                   from membership m join account a on a.id = m.account_id \
                   join dossier d on d.id = m.dossier_id \
                   where m.dossier_id = $1 and m.account_id = $2";
        let row: Option<MemberRow> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(dossier).bind(account).fetch_optional(db).await?
        });
        let Some(row) = row else { return Ok(None) };
        let role = role(&row.role)?;
        let has_rows = may(role, None, Action::EditRows) && !may(role, None, Action::Edit);
        let rows = if has_rows { self.rows_of(dossier, account).await? } else { BTreeSet::new() };
        Ok(Some(Member {
            account: row.account,
            name: row.name,
            quality: row.quality,
            role,
            sections: sections(row.sections)?,
            rows,
            archived: row.archived,
        }))
    }

    /// Adds a member, or changes the role of one.
    pub async fn set_membership(
        &self,
        dossier: &str,
        account: &str,
        role: Role,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        join(&mut tx, dossier, account, role, at).await?;
        tx.commit().await
    }
}

/// A guest's account. The address is one that no letter ever reaches (RFC 2606), because the column
/// wants one of its own for each account; it is never shown.
pub(super) async fn insert_guest(tx: &mut Tx, guest: &NewGuest) -> Result<(), StoreError> {
    let sql = "insert into account (id, email, name, quality, password, created_at, \
               last_seen_at, kind) \
               values ($1, $2, $3, $4, '', $5, $5, 'guest')";
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(&guest.id)
            .bind(format!("{}@guest.invalid", guest.id))
            .bind(&guest.name)
            .bind(&guest.quality)
            .bind(guest.created_at)
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

pub(super) async fn insert_account(tx: &mut Tx, account: &NewAccount) -> Result<(), StoreError> {
    let sql = "insert into account (id, email, name, quality, password, created_at, \
               email_verified_at) values ($1, $2, $3, $4, $5, $6, $7)";
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(&account.id)
            .bind(&account.email)
            .bind(&account.name)
            .bind(&account.quality)
            .bind(&account.password)
            .bind(account.created_at)
            .bind(account.verified_at)
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

/// A member starts with the quality of the account; it may differ from dossier to dossier later.
pub(super) async fn join(
    tx: &mut Tx,
    dossier: &str,
    account: &str,
    role: Role,
    at: i64,
) -> Result<(), StoreError> {
    let sql = "insert into membership (dossier_id, account_id, role, quality, joined_at) \
               select $1, id, $3, quality, $4 from account where id = $2 \
               on conflict (dossier_id, account_id) do update \
               set role = excluded.role, sections = null";
    let joined = on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(dossier)
            .bind(account)
            .bind(role.as_str())
            .bind(at)
            .execute(&mut **db)
            .await?
            .rows_affected()
    });
    if joined == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

pub(super) fn role(id: &str) -> Result<Role, StoreError> {
    Role::parse(id).ok_or_else(|| {
        StoreError::Unavailable(sqlx::Error::Decode(format!("unknown role {id:?}").into()))
    })
}
