//! What an operator does to accounts from outside. Does not know: who is allowed to, passwords.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use sqlx::FromRow;

/// An account as an operator sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ListedAccount {
    pub email: String,
    pub name: String,
    pub created_at: i64,
    #[sqlx(rename = "email_verified_at")]
    pub verified_at: Option<i64>,
    pub closed_at: Option<i64>,
}

impl Store {
    /// The accounts that somebody can sign in with, or could, by address.
    pub async fn listed_accounts(&self) -> Result<Vec<ListedAccount>, StoreError> {
        let sql = "select email, name, created_at, email_verified_at, closed_at from account \
                   where kind = 'member' and erased_at is null order by email, id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_as(sql).fetch_all(db).await?))
    }

    /// The account of that address, which is given in lower case, also if it is closed.
    pub async fn account_of(&self, email: &str) -> Result<Option<String>, StoreError> {
        let sql = "select id from account \
                   where email = $1 and kind = 'member' and erased_at is null";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(email).fetch_optional(db).await?
        }))
    }

    /// Lets an address count without an e-mail.
    pub async fn set_verified(&self, account: &str, at: i64) -> Result<(), StoreError> {
        let sql = "update account set email_verified_at = $2 \
                   where id = $1 and email_verified_at is null";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(account).bind(at).execute(db).await?;
        });
        Ok(())
    }

    /// Closes an account: nobody is or gets signed in. What it holds stays.
    pub async fn close_account(&self, account: &str, at: i64) -> Result<(), StoreError> {
        let close = "update account set closed_at = $2 where id = $1";
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            sqlx::query(close).bind(account).bind(at).execute(&mut **db).await?;
        });
        for sql in [
            "delete from login_session where account_id = $1",
            "delete from account_link where account_id = $1",
        ] {
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(account).execute(&mut **db).await?;
            });
        }
        tx.commit().await
    }

    /// Opens an account again.
    pub async fn reopen_account(&self, account: &str) -> Result<(), StoreError> {
        let sql = "update account set closed_at = null where id = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(account).execute(db).await?;
        });
        Ok(())
    }
}
