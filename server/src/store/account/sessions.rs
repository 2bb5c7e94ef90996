//! Signed-in browsers.
//! Does not know: the cookie; it is given a digest of it. When a session ends is told to it.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};

/// A signed-in browser, as it is kept.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct Login {
    pub id: String,
    pub account_id: String,
    /// The session's contents, as JSON.
    pub record: String,
    pub began_at: i64,
    /// To the day.
    pub seen_at: i64,
    pub expires_at: i64,
    /// What its owner tells it by.
    pub browser: String,
    /// Whether others use the computer.
    pub shared: bool,
}

impl Store {
    /// Keeps a new login, and forgets those that have expired by `now`.
    pub async fn add_login(&self, login: &Login, now: i64) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            let sql = "delete from login_session where expires_at <= $1";
            sqlx::query(sql).bind(now).execute(&mut **db).await?;
            let sql = "insert into login_session (id, account_id, record, began_at, seen_at, \
                       expires_at, browser, shared) values ($1, $2, $3, $4, $5, $6, $7, $8)";
            sqlx::query(sql)
                .bind(&login.id)
                .bind(&login.account_id)
                .bind(&login.record)
                .bind(login.began_at)
                .bind(login.seen_at)
                .bind(login.expires_at)
                .bind(&login.browser)
                .bind(login.shared)
                .execute(&mut **db)
                .await?;
        });
        tx.commit().await
    }

    /// A login was seen and lasts until then. One that was ended meanwhile stays ended.
    pub async fn extend_login(&self, login: &Login) -> Result<(), StoreError> {
        let sql = "update login_session set record = $2, seen_at = $3, expires_at = $4 \
                   where id = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql)
                .bind(&login.id)
                .bind(&login.record)
                .bind(login.seen_at)
                .bind(login.expires_at)
                .execute(db)
                .await?;
        });
        Ok(())
    }

    /// The login of that id, unless it has expired by `now`.
    pub async fn login(&self, id: &str, now: i64) -> Result<Option<Login>, StoreError> {
        let sql = "select id, account_id, record, began_at, seen_at, expires_at, browser, shared \
                   from login_session where id = $1 and expires_at > $2";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(id).bind(now).fetch_optional(db).await?
        }))
    }

    /// Those of an account, the one that was seen last first.
    pub async fn logins_of(&self, account: &str, now: i64) -> Result<Vec<Login>, StoreError> {
        let sql = "select id, account_id, record, began_at, seen_at, expires_at, browser, shared \
                   from login_session where account_id = $1 and expires_at > $2 \
                   order by seen_at desc, began_at desc, id";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(account).bind(now).fetch_all(db).await?
        }))
    }

    pub async fn delete_login(&self, id: &str) -> Result<(), StoreError> {
        on_pool!(&self.writer, |db| {
            sqlx::query("delete from login_session where id = $1").bind(id).execute(db).await?;
        });
        Ok(())
    }

    /// Ends a login of that account; whether there was one.
    pub async fn delete_login_of(&self, account: &str, id: &str) -> Result<bool, StoreError> {
        let sql = "delete from login_session where account_id = $1 and id = $2";
        let ended = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(account).bind(id).execute(db).await?.rows_affected()
        });
        Ok(ended > 0)
    }

    /// Ends the logins of an account, but for that one; answers which they were.
    pub async fn delete_logins(
        &self,
        account: &str,
        but: Option<&str>,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "delete from login_session where account_id = $1 and id <> $2 returning id";
        Ok(on_pool!(&self.writer, |db| {
            let query = sqlx::query_scalar(sql).bind(account).bind(but.unwrap_or_default());
            query.fetch_all(db).await?
        }))
    }
}
