//! What the links in e-mails let their readers do.
//! Does not know: tokens in clear, what a role allows.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::notifications::Kind;
use sqlx::FromRow;

/// What a link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To answer in that thread, so often.
    Reply { thread: String, uses: i16 },
    /// To get no more e-mails; these kinds were in the one that it stands in.
    Unsubscribe { kinds: Vec<Kind> },
}

/// A link, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub account: String,
    pub dossier: String,
    pub purpose: Purpose,
}

/// A link to make.
#[derive(Clone, Debug)]
pub struct NewLink {
    pub digest: String,
    pub code_digest: Option<String>,
    pub link: Link,
    pub expires_at: i64,
}

#[derive(FromRow)]
struct Row {
    account_id: String,
    dossier_id: String,
    thread_id: Option<String>,
    kinds: String,
    uses_left: i16,
}

impl Store {
    /// Makes links, all or none.
    pub async fn add_links(&self, links: &[NewLink]) -> Result<(), StoreError> {
        let sql = "insert into email_link (digest, code_digest, account_id, dossier_id, thread_id, \
                   kinds, uses_left, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let mut tx = self.writer.begin_writing().await?;
        for NewLink { digest, code_digest, link, expires_at } in links {
            let (thread, kinds, uses) = match &link.purpose {
                Purpose::Reply { thread, uses } => (Some(thread), String::new(), *uses),
                Purpose::Unsubscribe { kinds } => {
                    let kinds: Vec<_> = kinds.iter().map(|kind| kind.as_str()).collect();
                    (None, kinds.join(" "), 0)
                }
            };
            on_pool!(&mut tx, |db| {
                sqlx::query(sql)
                    .bind(digest)
                    .bind(code_digest)
                    .bind(&link.account)
                    .bind(&link.dossier)
                    .bind(thread)
                    .bind(kinds)
                    .bind(uses)
                    .bind(expires_at)
                    .execute(&mut **db)
                    .await?;
            });
        }
        tx.commit().await
    }

    /// The link of which somebody holds the token or the code, by its digest, as long as it lasts.
    pub async fn link(&self, digest: &str, now: i64) -> Result<Option<Link>, StoreError> {
        let sql = "select account_id, dossier_id, thread_id, kinds, uses_left from email_link \
                   where (digest = $1 or code_digest = $1) and expires_at > $2 \
                   and (thread_id is null or uses_left > 0)";
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(digest).bind(now).fetch_optional(db).await?
        });
        Ok(row.map(|row| Link {
            account: row.account_id,
            dossier: row.dossier_id,
            purpose: match row.thread_id {
                Some(thread) => Purpose::Reply { thread, uses: row.uses_left },
                None => Purpose::Unsubscribe {
                    kinds: row.kinds.split(' ').filter_map(Kind::parse).collect(),
                },
            },
        }))
    }

    /// Takes one use of a link to answer. Answers whether there was one: of two at once that want
    /// the last one, one has it.
    pub async fn use_link(&self, digest: &str, now: i64) -> Result<bool, StoreError> {
        let sql = "update email_link set uses_left = uses_left - 1 \
                   where (digest = $1 or code_digest = $1) and expires_at > $2 and uses_left > 0";
        let used = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(digest).bind(now).execute(db).await?.rows_affected()
        });
        Ok(used == 1)
    }

    /// Forgets the links that are over.
    pub async fn forget_links(&self, now: i64) -> Result<(), StoreError> {
        let sql = "delete from email_link where expires_at <= $1";
        on_pool!(&self.writer, |db| sqlx::query(sql).bind(now).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}
