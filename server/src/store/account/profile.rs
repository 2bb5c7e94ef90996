//! What somebody says of themselves, and their password, changed. Does not know: who may change it,
//! passwords in clear.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};

impl Store {
    /// Calls an account otherwise. Where a dossier knew it by its quality of before, it knows it by
    /// the new one.
    pub async fn set_person(
        &self,
        account: &str,
        name: &str,
        quality: &str,
    ) -> Result<(), StoreError> {
        let of_dossiers = "update membership set quality = $2 where account_id = $1 \
                           and quality = (select quality from account where id = $1)";
        let of_account = "update account set name = $2, quality = $3 \
                          where id = $1 and erased_at is null";
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            sqlx::query(of_dossiers).bind(account).bind(quality).execute(&mut **db).await?;
            let query = sqlx::query(of_account).bind(account).bind(name).bind(quality);
            query.execute(&mut **db).await?;
        });
        tx.commit().await
    }

    /// Gives an account another password. What was asked for under the old one is over, and so are
    /// the logins, but for that one; answers which they were.
    pub async fn set_password(
        &self,
        account: &str,
        password: &str,
        but: &str,
    ) -> Result<Vec<String>, StoreError> {
        let set = "update account set password = $2 \
                   where id = $1 and kind = 'member' and erased_at is null";
        let forget = "delete from account_link where account_id = $1";
        let end = "delete from login_session where account_id = $1 and id <> $2 returning id";
        let mut tx = self.writer.begin_writing().await?;
        let ended = on_pool!(&mut tx, |db| {
            sqlx::query(set).bind(account).bind(password).execute(&mut **db).await?;
            sqlx::query(forget).bind(account).execute(&mut **db).await?;
            sqlx::query_scalar(end).bind(account).bind(but).fetch_all(&mut **db).await?
        });
        tx.commit().await?;
        Ok(ended)
    }

    /// Whether an account came in as the device of a class: it is no person's.
    pub async fn is_of_a_class(&self, account: &str) -> Result<bool, StoreError> {
        let sql = "select count(*) from seance_participant \
                   where account_id = $1 and class_number is not null";
        let count: i64 = on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(account).fetch_one(db).await?
        });
        Ok(count > 0)
    }
}
