//! Letters about notices: those that are due, tried, sent, given up.
//! Must not know: how a letter is written or sent, who may hear what.
//!
//! A notice is put into a letter once, in the transaction that makes the letter, and that a letter is
//! handed over is written before it is. So nothing is told twice, whenever the server stops.

use super::about;
use crate::store::account::{GUEST, role};
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::notifications::Kind;
use dossier::notifications::email::{Gathered, Pace, Waiting, gather};
use dossier::rights::Role;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

mod log;

pub use log::{Ended, Listed, State};

/// A letter that is to leave, and whatever is true now of whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub id: String,
    pub account: String,
    pub email: String,
    pub name: String,
    pub is_guest: bool,
    /// The language that the account has had last, or else that of the dossier.
    pub lang: Lang,
    pub dossier: String,
    pub title: String,
    pub school: String,
    pub pace: Pace,
    /// What the account is to the dossier, if it still belongs to it.
    pub role: Option<Role>,
    /// How often it was tried.
    pub tries: u16,
    /// The oldest first.
    pub notices: Vec<Told>,
}

/// A notice in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub kind: Kind,
    pub section: Option<SectionId>,
    pub thread: Option<String>,
    /// The name of who did it.
    pub by: String,
    pub words: String,
    pub detail: String,
    pub is_read: bool,
}

#[derive(FromRow)]
struct WaitingRow {
    id: String,
    account_id: String,
    dossier_id: String,
    pace: String,
    due_at: i64,
}

#[derive(FromRow)]
struct Head {
    id: String,
    account_id: String,
    dossier_id: String,
    pace: String,
    tries: i16,
    email: String,
    name: String,
    account_kind: String,
    lang: String,
    title: String,
    school: String,
    role: Option<String>,
}

#[derive(FromRow)]
struct ToldRow {
    kind: String,
    section: Option<i16>,
    thread: Option<String>,
    by_name: String,
    words: String,
    detail: String,
    is_read: bool,
}

impl Store {
    /// Makes the letters that are due, at most so many; answers how many.
    pub async fn gather_letters(&self, now: i64, most: i64) -> Result<usize, StoreError> {
        let sql = "select n.id, n.account_id, n.dossier_id, n.pace, n.due_at from notice n join \
                   (select account_id, dossier_id, pace from notice where due_at <= $1 \
                   group by account_id, dossier_id, pace order by min(due_at) limit $2) d \
                   on d.account_id = n.account_id and d.dossier_id = n.dossier_id \
                   and d.pace = n.pace where n.due_at is not null order by n.at, n.id";
        let mut tx = self.writer.begin_writing().await?;
        let rows: Vec<WaitingRow> = on_pool!(&mut tx, |db| {
            sqlx::query_as(sql).bind(now).bind(most).fetch_all(&mut **db).await?
        });
        let waiting = rows.into_iter().filter_map(|row| {
            Some(Waiting {
                pace: Pace::parse(&row.pace)?,
                notice: row.id,
                account: row.account_id,
                dossier: row.dossier_id,
                due_at: row.due_at,
            })
        });
        let letters = gather(&waiting.collect::<Vec<_>>(), now);
        for letter in &letters {
            insert(&mut tx, letter, now).await?;
        }
        tx.commit().await?;
        Ok(letters.len())
    }

    /// The letter that has waited for longest, of those that are due.
    pub async fn due_letter(&self, now: i64) -> Result<Option<Due>, StoreError> {
        let sql = "select l.id, l.account_id, l.dossier_id, l.pace, l.tries, a.email, a.name, \
                   a.kind as account_kind, coalesce(a.lang, d.language) as lang, d.title, d.school, \
                   m.role from letter l join account a on a.id = l.account_id \
                   join dossier d on d.id = l.dossier_id left join membership m \
                   on m.dossier_id = l.dossier_id and m.account_id = l.account_id \
                   where l.state = 'waiting' and l.try_at <= $1 order by l.try_at, l.id limit 1";
        let head: Option<Head> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(now).fetch_optional(db).await?);
        let Some(head) = head else { return Ok(None) };
        let notices = self.told(&head.id).await?;
        Ok(Some(Due {
            id: head.id,
            account: head.account_id,
            email: head.email,
            name: head.name,
            is_guest: head.account_kind == GUEST,
            lang: Lang::from_tag(&head.lang).unwrap_or_default(),
            dossier: head.dossier_id,
            title: head.title,
            school: head.school,
            pace: Pace::parse(&head.pace).unwrap_or(Pace::AtOnce),
            role: head.role.as_deref().map(role).transpose()?,
            tries: u16::try_from(head.tries).unwrap_or_default(),
            notices,
        }))
    }

    /// The notices of a letter, as they are now. Who has seen the thread as it is has read all that
    /// was said in it.
    async fn told(&self, letter: &str) -> Result<Vec<Told>, StoreError> {
        let sql = "select n.kind, n.section, n.thread_id as thread, a.name as by_name, \
                   coalesce(r.text, n.excerpt) as words, n.detail, \
                   (n.read_at is not null or exists (select 1 from thread_seen s \
                   join thread t on t.id = s.thread_id where s.account_id = n.account_id \
                   and s.thread_id = n.thread_id and s.version >= t.version)) as is_read \
                   from notice n join account a on a.id = n.by_account \
                   left join remark r on r.id = n.remark_id \
                   where n.letter_id = $1 order by n.at, n.id";
        let rows: Vec<ToldRow> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(letter).fetch_all(db).await?);
        let (mut names, mut told) = (HashMap::new(), Vec::new());
        for row in rows {
            let (kind, section) = about(&row.kind, row.section)?;
            told.push(Told {
                kind,
                section,
                thread: row.thread,
                by: row.by_name,
                words: self.with_names(&row.words, &mut names).await?,
                detail: row.detail,
                is_read: row.is_read,
            });
        }
        Ok(told)
    }

    /// When there is something to do about letters next, if ever.
    pub async fn next_letter(&self) -> Result<Option<i64>, StoreError> {
        let sql = "select min(at) from (select min(due_at) as at from notice \
                   where due_at is not null union all \
                   select min(try_at) from letter where state = 'waiting') as next";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_one(db).await?))
    }
}

async fn insert(tx: &mut Tx, letter: &Gathered, now: i64) -> Result<(), StoreError> {
    let id = Uuid::now_v7().to_string();
    let made = "insert into letter (id, account_id, dossier_id, pace, state, made_at, try_at) \
                values ($1, $2, $3, $4, 'waiting', $5, $5)";
    let put = "update notice set letter_id = $1, due_at = null where id = $2";
    on_pool!(&mut *tx, |db| {
        sqlx::query(made)
            .bind(&id)
            .bind(&letter.account)
            .bind(&letter.dossier)
            .bind(letter.pace.as_str())
            .bind(now)
            .execute(&mut **db)
            .await?;
        for notice in &letter.notices {
            sqlx::query(put).bind(&id).bind(notice).execute(&mut **db).await?;
        }
    });
    Ok(())
}
