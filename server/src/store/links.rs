//! What the links in letters let their readers do.
//! Must not know: tokens in clear, what a role allows.

use super::dialect::on_pool;
use super::{Store, StoreError};
use dossier::notices::Kind;
use sqlx::FromRow;

/// What a link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To answer in that thread.
    Answer { thread: String },
    /// To get no more letters of that kind, or of none at all.
    Stop { kind: Option<Kind> },
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
    pub link: Link,
    pub expires_at: i64,
}

#[derive(FromRow)]
struct Row {
    account_id: String,
    dossier_id: String,
    thread_id: Option<String>,
    kind: Option<String>,
}

impl Store {
    /// Makes links, all or none.
    pub async fn add_links(&self, links: &[NewLink]) -> Result<(), StoreError> {
        let sql = "insert into letter_link \
                   (digest, account_id, dossier_id, thread_id, kind, expires_at) \
                   values ($1, $2, $3, $4, $5, $6)";
        let mut tx = self.writer.begin_writing().await?;
        for NewLink { digest, link, expires_at } in links {
            let (thread, kind) = match &link.purpose {
                Purpose::Answer { thread } => (Some(thread), None),
                Purpose::Stop { kind } => (None, kind.map(Kind::as_str)),
            };
            on_pool!(&mut tx, |db| {
                sqlx::query(sql)
                    .bind(digest)
                    .bind(&link.account)
                    .bind(&link.dossier)
                    .bind(thread)
                    .bind(kind)
                    .bind(expires_at)
                    .execute(&mut **db)
                    .await?;
            });
        }
        tx.commit().await
    }

    /// The link of which somebody holds the token, by its digest, as long as it lasts.
    pub async fn link(&self, digest: &str, now: i64) -> Result<Option<Link>, StoreError> {
        let sql = "select account_id, dossier_id, thread_id, kind from letter_link \
                   where digest = $1 and expires_at > $2";
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(digest).bind(now).fetch_optional(db).await?
        });
        Ok(row.map(|row| Link {
            account: row.account_id,
            dossier: row.dossier_id,
            purpose: match row.thread_id {
                Some(thread) => Purpose::Answer { thread },
                None => Purpose::Stop { kind: row.kind.as_deref().and_then(Kind::parse) },
            },
        }))
    }

    /// Forgets the links that are over.
    pub async fn forget_links(&self, now: i64) -> Result<(), StoreError> {
        let sql = "delete from letter_link where expires_at <= $1";
        on_pool!(&self.writer, |db| sqlx::query(sql).bind(now).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}
