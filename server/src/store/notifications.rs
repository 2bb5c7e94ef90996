//! What accounts are told of: made, listed, counted, read.
//! Must not know: who is told of what, how a letter follows.
//!
//! A notice shows as long as its reader belongs to the dossier and may hear the section; one who may
//! again sees again what there was.

use super::account::role;
use super::engine::dialect::on_pool;
use super::{Store, StoreError};
use dossier::form::SectionId;
use dossier::notifications::email::Pace;
use dossier::notifications::{Kind, may_be_told};
use dossier::threads::{people_in, spoken};
use sqlx::FromRow;
use std::collections::HashMap;

pub mod email_links;
pub mod emails;
pub mod preferences;

/// A notice to make.
#[derive(Clone, Debug)]
pub struct NewNotice {
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
    /// The id of a role or of a decision.
    pub detail: String,
    pub pace: Pace,
    /// When a letter is due, if one is.
    pub due_at: Option<i64>,
}

/// A notice, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: String,
    pub kind: Kind,
    pub dossier: String,
    /// The dossier's title.
    pub title: String,
    pub section: Option<SectionId>,
    pub thread: Option<String>,
    /// The name of who did it.
    pub by: String,
    pub at: i64,
    pub words: String,
    pub detail: String,
    pub is_unread: bool,
}

/// Which notices are meant.
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
    role: String,
}

#[derive(FromRow)]
struct Unread {
    kind: String,
    section: Option<i16>,
    role: String,
    n: i64,
}

impl Store {
    /// Makes notices, all or none.
    pub async fn add_notices(&self, notices: &[NewNotice]) -> Result<(), StoreError> {
        let sql = "insert into notice (id, account_id, dossier_id, kind, section, thread_id, \
                   remark_id, by_account, at, excerpt, detail, pace, due_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let mut tx = self.writer.begin_writing().await?;
        for notice in notices {
            on_pool!(&mut tx, |db| {
                sqlx::query(sql)
                    .bind(&notice.id)
                    .bind(&notice.account)
                    .bind(&notice.dossier)
                    .bind(notice.kind.as_str())
                    .bind(notice.section.map(|section| i16::from(section.number())))
                    .bind(&notice.thread)
                    .bind(&notice.remark)
                    .bind(&notice.by)
                    .bind(notice.at)
                    .bind(&notice.excerpt)
                    .bind(&notice.detail)
                    .bind(notice.pace.as_str())
                    .bind(notice.due_at)
                    .execute(&mut **db)
                    .await?;
            });
        }
        tx.commit().await
    }

    /// What that account is told of, the newest first, at most so many.
    pub async fn notices(&self, account: &str, most: i64) -> Result<Vec<Notice>, StoreError> {
        let sql = "select n.id, n.kind, n.dossier_id as dossier, d.title, n.section, \
                   n.thread_id as thread, a.name as by_name, n.at, \
                   coalesce(r.text, n.excerpt) as words, n.detail, \
                   (n.read_at is null) as is_unread, m.role \
                   from notice n join dossier d on d.id = n.dossier_id \
                   join membership m on m.dossier_id = n.dossier_id and m.account_id = n.account_id \
                   join account a on a.id = n.by_account left join remark r on r.id = n.remark_id \
                   where n.account_id = $1 order by n.at desc, n.id desc limit $2";
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(account).bind(most).fetch_all(db).await?
        });
        let mut names = HashMap::new();
        let mut notices = Vec::new();
        for row in rows {
            let (kind, section) = about(&row.kind, row.section)?;
            if !may_be_told(role(&row.role)?, kind, section) {
                continue;
            }
            let words = self.with_names(&row.words, &mut names).await?;
            notices.push(Notice {
                id: row.id,
                kind,
                dossier: row.dossier,
                title: row.title,
                section,
                thread: row.thread,
                by: row.by_name,
                at: row.at,
                words,
                detail: row.detail,
                is_unread: row.is_unread,
            });
        }
        Ok(notices)
    }

    /// A remark as plain words, with the names of those whom it names, as they are called now.
    pub(super) async fn with_names(
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
        let sql = "select n.kind, n.section, m.role, count(*) as n from notice n \
                   join membership m on m.dossier_id = n.dossier_id and m.account_id = n.account_id \
                   where n.account_id = $1 and n.read_at is null group by n.kind, n.section, m.role";
        let rows: Vec<Unread> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(account).fetch_all(db).await? });
        let mut count = 0;
        for row in rows {
            let (kind, section) = about(&row.kind, row.section)?;
            if may_be_told(role(&row.role)?, kind, section) {
                count += row.n;
            }
        }
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Notes that an account has read some. Answers whether that was news.
    pub async fn mark_read(
        &self,
        account: &str,
        which: Which<'_>,
        at: i64,
    ) -> Result<bool, StoreError> {
        let sql = "update notice set read_at = $2 where account_id = $1 and read_at is null \
                   and (id = $3 or thread_id = $3 or at <= $4)";
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
    pub async fn forget_notices(&self, before: i64) -> Result<(), StoreError> {
        let sql = "delete from notice where at < $1";
        on_pool!(&self.writer, |db| sqlx::query(sql).bind(before).execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

/// What a stored notice is about.
pub(super) fn about(
    kind: &str,
    section: Option<i16>,
) -> Result<(Kind, Option<SectionId>), StoreError> {
    let unknown = |what: &str| {
        StoreError::Unavailable(sqlx::Error::Decode(format!("unknown {what} of a notice").into()))
    };
    let kind = Kind::parse(kind).ok_or_else(|| unknown("kind"))?;
    let named = |number: i16| u8::try_from(number).ok().and_then(SectionId::from_number);
    let section = section.map(|number| named(number).ok_or_else(|| unknown("section")));
    Ok((kind, section.transpose()?))
}
