//! Signed-in browsers.
//! Does not know: the cookie; it is given a digest of it.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};

/// A signed-in browser, as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Login {
    pub id: String,
    pub account_id: String,
    /// The session's contents, as JSON.
    pub record: String,
    pub expires_at: i64,
}

impl Store {
    /// Keeps a new or changed login, and forgets those that have expired by `now`.
    pub async fn save_login(&self, login: &Login, now: i64) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            let sql = "delete from login_session where expires_at <= $1";
            sqlx::query(sql).bind(now).execute(&mut **db).await?;
            let sql = "insert into login_session (id, account_id, record, expires_at) \
                       values ($1, $2, $3, $4) on conflict (id) do update set \
                       account_id = excluded.account_id, record = excluded.record, \
                       expires_at = excluded.expires_at";
            sqlx::query(sql)
                .bind(&login.id)
                .bind(&login.account_id)
                .bind(&login.record)
                .bind(login.expires_at)
                .execute(&mut **db)
                .await?;
        });
        tx.commit().await
    }

    /// The login of that id, unless it has expired by `now`.
    pub async fn login(&self, id: &str, now: i64) -> Result<Option<Login>, StoreError> {
        let sql = "select id, account_id, record, expires_at from login_session \
                   where id = $1 and expires_at > $2";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(id).bind(now).fetch_optional(db).await?
        }))
    }

    pub async fn delete_login(&self, id: &str) -> Result<(), StoreError> {
        on_pool!(&self.writer, |db| {
            sqlx::query("delete from login_session where id = $1").bind(id).execute(db).await?;
        });
        Ok(())
    }
}
