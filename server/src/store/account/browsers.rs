//! Browsers in which somebody has signed in before.
//! Does not know: the cookie; it is given a digest of it.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};

impl Store {
    /// Notes that an account was opened in that browser.
    pub async fn note_browser(
        &self,
        digest: &str,
        account: &str,
        at: i64,
    ) -> Result<(), StoreError> {
        let sql = "insert into browser (digest, account_id, seen_at) values ($1, $2, $3) \
                   on conflict (digest, account_id) do update set seen_at = excluded.seen_at";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(digest).bind(account).bind(at).execute(db).await?;
        });
        Ok(())
    }

    /// Whether the account of that address, in lower case, was opened in that browser.
    pub async fn knows_browser(&self, digest: &str, email: &str) -> Result<bool, StoreError> {
        let sql = "select count(*) from browser b join account a on a.id = b.account_id \
                   where b.digest = $1 and a.email = $2 and a.kind = 'member'";
        let known: i64 = on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(digest).bind(email).fetch_one(db).await?
        });
        Ok(known > 0)
    }

    /// Forgets the browsers in which nobody signed in since.
    pub async fn forget_browsers(&self, before: i64) -> Result<(), StoreError> {
        on_pool!(&self.writer, |db| {
            sqlx::query("delete from browser where seen_at < $1").bind(before).execute(db).await?;
        });
        Ok(())
    }
}
