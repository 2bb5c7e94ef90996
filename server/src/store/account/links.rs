//! What e-mails let their readers do to an account: prove that an address is theirs, choose a new
//! password. Does not know: tokens in clear, e-mails, passwords in clear.

use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use sqlx::FromRow;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Verify,
    Reset,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Purpose::Verify => "verify",
            Purpose::Reset => "reset",
        }
    }
}

/// A link to make.
#[derive(Clone, Debug)]
pub struct NewAccountLink {
    pub digest: String,
    pub code_digest: String,
    pub account: String,
    pub purpose: Purpose,
    /// Where it is sent.
    pub email: String,
    pub created_at: i64,
    pub expires_at: i64,
}

/// Whose link it is, and which address it went to.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AccountLink {
    #[sqlx(rename = "account_id")]
    pub account: String,
    pub email: String,
}

/// An address that counts from now on, and the one that the account had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub account: String,
    pub email: String,
    pub before: String,
}

/// Who has a new password, and the logins that ended with the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewed {
    pub account: String,
    pub ended: Vec<String>,
}

impl Store {
    /// Makes a link in place of the account's earlier ones of that purpose; false if one was made
    /// since `after`, which then stays.
    pub async fn add_account_link(
        &self,
        link: &NewAccountLink,
        after: i64,
    ) -> Result<bool, StoreError> {
        let recent = "select count(*) from account_link where account_id = $1 and purpose = $2 \
                      and created_at > $3";
        let forget = "delete from account_link where expires_at <= $1 \
                      or (account_id = $2 and purpose = $3)";
        let add = "insert into account_link (digest, code_digest, account_id, purpose, email, \
                   created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)";
        let mut tx = self.writer.begin_writing().await?;
        let recent: i64 = on_pool!(&mut tx, |db| {
            let query = sqlx::query_scalar(recent).bind(&link.account).bind(link.purpose.as_str());
            query.bind(after).fetch_one(&mut **db).await?
        });
        if recent > 0 {
            return Ok(false);
        }
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(forget).bind(link.created_at).bind(&link.account);
            query.bind(link.purpose.as_str()).execute(&mut **db).await?;
            sqlx::query(add)
                .bind(&link.digest)
                .bind(&link.code_digest)
                .bind(&link.account)
                .bind(link.purpose.as_str())
                .bind(&link.email)
                .bind(link.created_at)
                .bind(link.expires_at)
                .execute(&mut **db)
                .await?;
        });
        tx.commit().await?;
        Ok(true)
    }

    /// The link of which somebody holds the token or the code, by its digest, as long as it lasts.
    pub async fn account_link(
        &self,
        digest: &str,
        purpose: Purpose,
        now: i64,
    ) -> Result<Option<AccountLink>, StoreError> {
        let sql = "select account_id, email from account_link \
                   where (digest = $1 or code_digest = $1) and purpose = $2 and expires_at > $3";
        Ok(on_pool!(&self.reader, |db| {
            let query = sqlx::query_as(sql).bind(digest).bind(purpose.as_str()).bind(now);
            query.fetch_optional(db).await?
        }))
    }

    /// The address that an account is to have once it is verified.
    pub async fn address_to_verify(
        &self,
        account: &str,
        now: i64,
    ) -> Result<Option<String>, StoreError> {
        let sql = "select email from account_link \
                   where account_id = $1 and purpose = 'verify' and expires_at > $2";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(account).bind(now).fetch_optional(db).await?
        }))
    }

    /// Takes a link, and makes its address the account's; none if there is no such link.
    /// [`StoreError::Conflict`] if the address has another account by now.
    pub async fn verify_address(
        &self,
        digest: &str,
        now: i64,
    ) -> Result<Option<Verified>, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        let Some(AccountLink { account, email }) =
            take(&mut tx, digest, Purpose::Verify, now).await?
        else {
            return Ok(None);
        };
        let sql = "select email from account \
                   where id = $1 and kind = 'member' and erased_at is null";
        let before: Option<String> = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(&account).fetch_optional(&mut **db).await?
        });
        let Some(before) = before else { return Ok(None) };
        let sql = "update account set email = $2, email_verified_at = $3 where id = $1";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(&account).bind(&email).bind(now).execute(&mut **db).await?;
        });
        if before != email {
            // It was sent to an address that is no longer theirs.
            forget(&mut tx, &account, Purpose::Reset).await?;
        }
        tx.commit().await?;
        Ok(Some(Verified { account, email, before }))
    }

    /// Takes a link and gives its account that password; none if there is no such link. Who could
    /// read the e-mail has the address. All logins end.
    pub async fn reset_password(
        &self,
        digest: &str,
        password: &str,
        now: i64,
    ) -> Result<Option<Renewed>, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        let Some(AccountLink { account, email }) =
            take(&mut tx, digest, Purpose::Reset, now).await?
        else {
            return Ok(None);
        };
        let sql = "update account set password = $2, email_verified_at = coalesce(\
                   email_verified_at, case when email = $3 then cast($4 as bigint) end) \
                   where id = $1 and kind = 'member' and erased_at is null";
        let renewed = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(&account).bind(password).bind(&email).bind(now);
            query.execute(&mut **db).await?.rows_affected()
        });
        if renewed == 0 {
            return Ok(None);
        }
        // Whoever held the old password may have asked for another address.
        forget(&mut tx, &account, Purpose::Verify).await?;
        let sql = "delete from login_session where account_id = $1 returning id";
        let ended = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(&account).fetch_all(&mut **db).await?
        });
        tx.commit().await?;
        Ok(Some(Renewed { account, ended }))
    }
}

/// Of two at once that hold the same link, one has it.
async fn take(
    tx: &mut Tx,
    digest: &str,
    purpose: Purpose,
    now: i64,
) -> Result<Option<AccountLink>, StoreError> {
    let sql = "delete from account_link where (digest = $1 or code_digest = $1) and purpose = $2 \
               and expires_at > $3 returning account_id, email";
    Ok(on_pool!(tx, |db| {
        let query = sqlx::query_as(sql).bind(digest).bind(purpose.as_str()).bind(now);
        query.fetch_optional(&mut **db).await?
    }))
}

async fn forget(tx: &mut Tx, account: &str, purpose: Purpose) -> Result<(), StoreError> {
    let sql = "delete from account_link where account_id = $1 and purpose = $2";
    on_pool!(tx, |db| {
        sqlx::query(sql).bind(account).bind(purpose.as_str()).execute(&mut **db).await?;
    });
    Ok(())
}
