//! What partners agreed to: given, withdrawn, never forgotten.
//! Does not know: what is agreed, who may agree.

use super::engine::dialect::on_pool;
use super::{Store, StoreError};
use sqlx::FromRow;

/// An accord to be kept.
#[derive(Clone, Debug)]
pub struct NewAccord {
    pub id: String,
    pub dossier: String,
    pub account: String,
    pub at: i64,
    /// What was agreed, and its digest.
    pub content: String,
    pub digest: String,
    /// How far the log of each section had come: `3:17 10:5 12:44`.
    pub seqs: String,
}

/// An accord of somebody who is a member.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Accord {
    pub id: String,
    pub account: String,
    pub name: String,
    pub at: i64,
    pub withdrawn_at: Option<i64>,
    pub content: String,
    pub digest: String,
    pub seqs: String,
    /// Whether the form shows it, or its end.
    pub in_form: bool,
}

impl Store {
    /// Keeps an accord that the form does not say yet.
    pub async fn give_accord(&self, accord: &NewAccord) -> Result<(), StoreError> {
        let sql = "insert into accord (id, dossier_id, account_id, given_at, content, digest, \
                   seqs, in_form) values ($1, $2, $3, $4, $5, $6, $7, false)";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql)
                .bind(&accord.id)
                .bind(&accord.dossier)
                .bind(&accord.account)
                .bind(accord.at)
                .bind(&accord.content)
                .bind(&accord.digest)
                .bind(&accord.seqs)
                .execute(db)
                .await?;
        });
        Ok(())
    }

    /// Withdraws the accord of that account that counts, which the form does not say yet.
    /// [`StoreError::NotFound`] if there is none, or it was withdrawn.
    pub async fn withdraw_accord(
        &self,
        dossier: &str,
        account: &str,
        at: i64,
    ) -> Result<(), StoreError> {
        let sql = "update accord set withdrawn_at = $3, in_form = false \
                   where withdrawn_at is null and id = (select id from accord \
                   where dossier_id = $1 and account_id = $2 order by given_at desc, id desc \
                   limit 1)";
        let withdrawn = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(dossier).bind(account).bind(at);
            query.execute(db).await?.rows_affected()
        });
        if withdrawn == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// The accords of a dossier's partners, for each the last one first.
    pub async fn accords(&self, dossier: &str) -> Result<Vec<Accord>, StoreError> {
        let sql = "select c.id, c.account_id as account, a.name, c.in_form, \
                   c.given_at as at, c.withdrawn_at, c.content, c.digest, c.seqs \
                   from accord c join account a on a.id = c.account_id \
                   join membership m on m.dossier_id = c.dossier_id and m.account_id = a.id \
                   where c.dossier_id = $1 and m.role = 'partner' \
                   order by a.name, a.id, c.given_at desc, c.id desc";
        Ok(on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(dossier).fetch_all(db).await?))
    }

    /// The dossiers whose form does not say yet what a partner agreed to.
    pub async fn dossiers_with_pending_accords(&self) -> Result<Vec<String>, StoreError> {
        let sql = "select distinct c.dossier_id from accord c \
                   join membership m on m.dossier_id = c.dossier_id \
                   and m.account_id = c.account_id \
                   where not c.in_form and m.role = 'partner' order by c.dossier_id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_all(db).await?))
    }

    /// The form says now what is kept of that accord.
    pub async fn mark_accord_in_form(&self, accord: &str) -> Result<(), StoreError> {
        let sql = "update accord set in_form = true where id = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(accord).execute(db).await?;
        });
        Ok(())
    }
}
