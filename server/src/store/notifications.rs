//! What accounts are told of: made, listed, counted, read.
//! Does not know: who is told of what, how an e-mail follows.
//!
//! A notification shows as long as its reader belongs to the dossier and may hear the section; one
//! who may again sees again what there was.

use super::account::role;
use super::engine::dialect::on_pool;
use super::{Store, StoreError};
use dossier::form::SectionId;
use dossier::notifications::email::EmailPace;
use dossier::notifications::{Kind, Notification, may_be_notified};
use dossier::threads::{people_in, spoken};
use sqlx::FromRow;
use std::collections::HashMap;

pub mod email_links;
pub mod emails;
pub mod preferences;

/// A notification to make.
#[derive(Clone, Debug)]
pub struct NewNotification {
    pub id: String,
    pub account: String,
    pub dossier: String,
    pub kind: Kind,
    pub section: Option<SectionId>,
    pub thread: Option<String>,
    /// The remark that it is about, which then says what was said.
    pub remark: Option<String>,
    pub by: String,
    pub at: i64,
    /// The words of what is no remark.
    pub excerpt: String,
    /// The id of a role or of a decision, or another word on what exactly it was.
    pub detail: String,
    pub pace: EmailPace,
    /// When an e-mail is due, if one is.
    pub due_at: Option<i64>,
}

/// Which notifications are meant.
#[derive(Clone, Copy, Debug)]
pub enum Which<'w> {
    /// The one of that id, or those about that thread.
    About(&'w str),
    /// All up to that instant.
    Until(i64),
}

#[derive(FromRow)]
struct Row {
    id: String,
    kind: String,
    dossier: String,
    title: String,
    section: Option<i16>,
    thread: Option<String>,
    by_name: String,
    at: i64,
    words: String,
    detail: String,
    is_unread: bool,
}

#[derive(FromRow)]
struct OwnRow {
    #[sqlx(flatten)]
    row: Row,
    role: String,
}

#[derive(FromRow)]
struct Unread {
    dossier: String,
    kind: String,
    section: Option<i16>,
    role: String,
    n: i64,
}

impl Store {
    /// Makes notifications, all or none.
    pub async fn add_notifications(
        &self,
        notifications: &[NewNotification],
    ) -> Result<(), StoreError> {
        let sql = "insert into notification (id, account_id, dossier_id, kind, section, thread_id, \
                   remark_id, actor_id, created_at, excerpt, detail, email_pace, email_due_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let mut tx = self.writer.begin_writing().await?;
        for notification in notifications {
            on_pool!(&mut tx, |db| {
                sqlx::query(sql)
                    .bind(&notification.id)
                    .bind(&notification.account)
                    .bind(&notification.dossier)
                    .bind(notification.kind.as_str())
                    .bind(notification.section.map(|section| i16::from(section.number())))
                    .bind(&notification.thread)
                    .bind(&notification.remark)
                    .bind(&notification.by)
                    .bind(notification.at)
                    .bind(&notification.excerpt)
                    .bind(&notification.detail)
                    .bind(notification.pace.as_str())
                    .bind(notification.due_at)
                    .execute(&mut **db)
                    .await?;
            });
        }
        tx.commit().await
    }

    /// What that account is told of, the newest first, at most so many.
    pub async fn notifications(
        &self,
        account: &str,
        most: i64,
    ) -> Result<Vec<Notification>, StoreError> {
        let sql = "select n.id, n.kind, n.dossier_id as dossier, d.title, n.section, \
                   n.thread_id as thread, a.name as by_name, n.created_at as at, \
                   coalesce(r.text, n.excerpt) as words, n.detail, \
                   (n.read_at is null) as is_unread, m.role \
                   from notification n join dossier d on d.id = n.dossier_id \
                   join membership m on m.dossier_id = n.dossier_id \
                   and m.account_id = n.account_id \
                   join account a on a.id = n.actor_id left join remark r on r.id = n.remark_id \
                   where n.account_id = $1 order by n.created_at desc, n.id desc limit $2";
        let rows: Vec<OwnRow> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(account).bind(most).fetch_all(db).await?
        });
        let (mut names, mut notifications) = (HashMap::new(), Vec::new());
        for OwnRow { row, role: of_reader } in rows {
            let notification = self.notification(row, &mut names).await?;
            if may_be_notified(role(&of_reader)?, notification.kind, notification.section) {
                notifications.push(notification);
            }
        }
        Ok(notifications)
    }

    async fn notification(
        &self,
        row: Row,
        names: &mut HashMap<String, Option<String>>,
    ) -> Result<Notification, StoreError> {
        let (kind, section) = about(&row.kind, row.section)?;
        let words = self.with_names(&row.words, names).await?;
        let Row { id, dossier, title, thread, by_name: by, at, detail, is_unread, .. } = row;
        Ok(Notification {
            id,
            kind,
            dossier,
            title,
            section,
            thread,
            by,
            at,
            words,
            detail,
            is_unread,
        })
    }

    /// A remark as plain words, with the names of those whom it names, as they are called now.
    async fn with_names(
        &self,
        words: &str,
        names: &mut HashMap<String, Option<String>>,
    ) -> Result<String, StoreError> {
        for account in people_in(words) {
            if !names.contains_key(account) {
                names.insert(account.to_owned(), self.name_of(account).await?);
            }
        }
        Ok(spoken(words, |account| names.get(account).cloned().flatten()))
    }

    async fn name_of(&self, account: &str) -> Result<Option<String>, StoreError> {
        let sql = "select name from account where id = $1";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(account).fetch_optional(db).await?
        }))
    }

    /// How many of them that account has not read.
    pub async fn unread(&self, account: &str) -> Result<u32, StoreError> {
        Ok(self.unread_by_dossier(account).await?.values().sum())
    }

    /// The same, of each dossier of which there are some.
    pub async fn unread_by_dossier(
        &self,
        account: &str,
    ) -> Result<HashMap<String, u32>, StoreError> {
        let sql = "select n.dossier_id as dossier, n.kind, n.section, m.role, count(*) as n \
                   from notification n \
                   join membership m on m.dossier_id = n.dossier_id \
                   and m.account_id = n.account_id \
                   where n.account_id = $1 and n.read_at is null \
                   group by n.dossier_id, n.kind, n.section, m.role";
        let rows: Vec<Unread> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(account).fetch_all(db).await? });
        let mut counts: HashMap<String, u32> = HashMap::new();
        for row in rows {
            let (kind, section) = about(&row.kind, row.section)?;
            if may_be_notified(role(&row.role)?, kind, section) {
                *counts.entry(row.dossier).or_default() += u32::try_from(row.n).unwrap_or(u32::MAX);
            }
        }
        Ok(counts)
    }

    /// Whether somebody has been told since then that this account did such a thing.
    pub async fn was_notified(
        &self,
        dossier: &str,
        by: &str,
        kind: Kind,
        section: SectionId,
        since: i64,
    ) -> Result<bool, StoreError> {
        let sql = "select count(*) from notification where dossier_id = $1 and actor_id = $2 \
                   and kind = $3 and section = $4 and created_at > $5";
        let count: i64 = on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql)
                .bind(dossier)
                .bind(by)
                .bind(kind.as_str())
                .bind(i16::from(section.number()))
                .bind(since)
                .fetch_one(db)
                .await?
        });
        Ok(count > 0)
    }

    /// Notes that an account has read some. Answers whether that was news.
    pub async fn mark_read(
        &self,
        account: &str,
        which: Which<'_>,
        at: i64,
    ) -> Result<bool, StoreError> {
        let sql = "update notification set read_at = $2 where account_id = $1 and read_at is null \
                   and (id = $3 or thread_id = $3 or created_at <= $4)";
        let (key, until) = match which {
            Which::About(key) => (key, i64::MIN),
            Which::Until(until) => ("", until),
        };
        let read = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(account).bind(at).bind(key).bind(until);
            query.execute(db).await?.rows_affected()
        });
        Ok(read > 0)
    }

    /// Forgets what is older than that.
    pub async fn forget_notifications(&self, before: i64) -> Result<(), StoreError> {
        let sql = "delete from notification where created_at < $1";
        on_pool!(&self.writer, |db| sqlx::query(sql).bind(before).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

/// What a stored notification is about.
fn about(kind: &str, section: Option<i16>) -> Result<(Kind, Option<SectionId>), StoreError> {
    let unknown = |what: &str| {
        StoreError::Unavailable(sqlx::Error::Decode(
            format!("unknown {what} of a notification").into(),
        ))
    };
    let kind = Kind::parse(kind).ok_or_else(|| unknown("kind"))?;
    let named = |number: i16| u8::try_from(number).ok().and_then(SectionId::from_number);
    let section = section.map(|number| named(number).ok_or_else(|| unknown("section")));
    Ok((kind, section.transpose()?))
}
