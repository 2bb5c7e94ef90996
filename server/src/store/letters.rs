//! Letters about notices: which are due, tried, sent, given up.
//! Must not know: how a letter is written, whether its reader still wants it.
//!
//! A letter is taken before it is sent: its notices get its id and the time of the next try in one
//! transaction, so that a server that stops in between tries the same letter again, and two rounds
//! never take the same one.

use super::dialect::{Tx, on_pool};
use super::notices::about;
use super::people::{GUEST, role};
use super::{Store, StoreError};
use dossier::form::SectionId;
use dossier::notices::{Kind, Pace};
use dossier::rights::Role;
use dossier::words::Lang;
use sqlx::FromRow;

/// A letter to be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The same at each try.
    pub id: String,
    pub account: String,
    pub email: String,
    pub is_guest: bool,
    /// The language that the account has had last.
    pub lang: Option<Lang>,
    pub dossier: String,
    pub title: String,
    pub school: String,
    pub pace: Pace,
    /// What the account is to the dossier, if it still belongs to it.
    pub role: Option<Role>,
    /// How often it was tried, this time included.
    pub tries: i16,
    pub notices: Vec<Due>,
}

/// A notice in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub kind: Kind,
    pub section: Option<SectionId>,
    pub thread: Option<String>,
    pub by: String,
    pub at: i64,
    pub words: String,
    pub detail: String,
    pub is_unread: bool,
}

/// When the next try is, and what a daily letter waits for.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub now: i64,
    /// Pauses before the second try, the third and so on; the last one stands for all that follow.
    pub pauses: &'static [i64],
    /// A daily letter is not sent when another one of the dossier was since then.
    pub since: i64,
    /// When it is then.
    pub next_daily: i64,
}

#[derive(FromRow)]
struct First {
    id: String,
    account_id: String,
    dossier_id: String,
    pace: String,
    letter: Option<String>,
    tries: i16,
}

#[derive(FromRow)]
struct Head {
    email: String,
    kind: String,
    lang: Option<String>,
    title: String,
    school: String,
    role: Option<String>,
}

#[derive(FromRow)]
struct Row {
    kind: String,
    section: Option<i16>,
    thread: Option<String>,
    by_name: String,
    at: i64,
    words: String,
    detail: String,
    is_unread: bool,
}

impl Store {
    /// Takes the letter that has been due for longest; `fresh` is its id if it is new.
    pub async fn take_letter(
        &self,
        times: Times,
        fresh: &str,
    ) -> Result<Option<Taken>, StoreError> {
        let first = "select id, account_id, dossier_id, pace, letter, tries from notice \
                     where due_at <= $1 order by due_at, id limit 1";
        let mut tx = self.writer.begin_writing().await?;
        tx.alone("letters").await?;
        loop {
            let found: Option<First> = on_pool!(&mut tx, |db| {
                sqlx::query_as(first).bind(times.now).fetch_optional(&mut **db).await?
            });
            let Some(found) = found else {
                tx.commit().await?;
                return Ok(None);
            };
            let daily = found.pace == Pace::Daily.as_str();
            if daily && found.letter.is_none() && had_one(&mut tx, &found, times.since).await? {
                postpone(&mut tx, &found, times).await?;
                continue;
            }
            let taken = take(&mut tx, found, times, fresh).await?;
            tx.commit().await?;
            return Ok(Some(taken));
        }
    }

    /// The letter left.
    pub async fn letter_sent(&self, letter: &str, at: i64) -> Result<(), StoreError> {
        let sql = "update notice set mailed_at = $2, due_at = null where letter = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(letter).bind(at).execute(db).await?;
        });
        Ok(())
    }

    /// The letter will not leave.
    pub async fn letter_dropped(&self, letter: &str) -> Result<(), StoreError> {
        let sql = "update notice set due_at = null where letter = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(letter).execute(db).await?;
        });
        Ok(())
    }

    /// When the next letter is due, if one is.
    pub async fn next_letter(&self) -> Result<Option<i64>, StoreError> {
        let sql = "select min(due_at) from notice where due_at is not null";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_one(db).await?))
    }
}

async fn had_one(tx: &mut Tx, first: &First, since: i64) -> Result<bool, StoreError> {
    let sql = "select count(*) from notice where account_id = $1 and dossier_id = $2 \
               and pace = 'daily' and mailed_at > $3";
    let sent: i64 = on_pool!(tx, |db| {
        let query = sqlx::query_scalar(sql).bind(&first.account_id).bind(&first.dossier_id);
        query.bind(since).fetch_one(&mut **db).await?
    });
    Ok(sent > 0)
}

async fn postpone(tx: &mut Tx, first: &First, times: Times) -> Result<(), StoreError> {
    let sql = "update notice set due_at = $3 where account_id = $1 and dossier_id = $2 \
               and pace = 'daily' and letter is null and due_at <= $4";
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(&first.account_id)
            .bind(&first.dossier_id)
            .bind(times.next_daily)
            .bind(times.now)
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

async fn take(tx: &mut Tx, first: First, times: Times, fresh: &str) -> Result<Taken, StoreError> {
    let id = first.letter.clone().unwrap_or_else(|| fresh.to_owned());
    // A letter that was tried keeps its notices; a new one has what is due of its day, or one.
    let sql = "update notice set letter = $1, tries = tries + 1, due_at = $2 \
               where due_at <= $3 and (letter = $1 or (letter is null and (id = $4 or \
               ($7 = 'daily' and pace = 'daily' and account_id = $5 and dossier_id = $6))))";
    let last = times.pauses.last().copied().unwrap_or_default();
    let pause = times.pauses.get(usize::try_from(first.tries).unwrap_or_default());
    let next = times.now + pause.copied().unwrap_or(last);
    on_pool!(&mut *tx, |db| {
        sqlx::query(sql)
            .bind(&id)
            .bind(next)
            .bind(times.now)
            .bind(&first.id)
            .bind(&first.account_id)
            .bind(&first.dossier_id)
            .bind(if first.letter.is_none() { first.pace.as_str() } else { "" })
            .execute(&mut **db)
            .await?;
    });
    let sql = "select a.email, a.kind, a.lang, d.title, d.school, m.role from account a \
               join dossier d on d.id = $2 \
               left join membership m on m.dossier_id = d.id and m.account_id = a.id \
               where a.id = $1";
    let head: Head = on_pool!(&mut *tx, |db| {
        let query = sqlx::query_as(sql).bind(&first.account_id).bind(&first.dossier_id);
        query.fetch_one(&mut **db).await?
    });
    let sql = "select n.kind, n.section, n.thread_id as thread, a.name as by_name, n.at, \
               coalesce(r.text, n.excerpt) as words, n.detail, (n.read_at is null) as is_unread \
               from notice n join account a on a.id = n.by_account \
               left join remark r on r.id = n.remark_id \
               where n.letter = $1 order by n.at, n.id";
    let rows: Vec<Row> =
        on_pool!(&mut *tx, |db| { sqlx::query_as(sql).bind(&id).fetch_all(&mut **db).await? });
    Ok(Taken {
        id,
        account: first.account_id,
        email: head.email,
        is_guest: head.kind == GUEST,
        lang: head.lang.as_deref().and_then(Lang::from_tag),
        dossier: first.dossier_id,
        title: head.title,
        school: head.school,
        pace: Pace::parse(&first.pace).unwrap_or(Pace::AtOnce),
        role: head.role.as_deref().map(role).transpose()?,
        tries: first.tries + 1,
        notices: rows.into_iter().map(due).collect::<Result<_, _>>()?,
    })
}

fn due(row: Row) -> Result<Due, StoreError> {
    let (kind, section) = about(&row.kind, row.section)?;
    Ok(Due {
        kind,
        section,
        thread: row.thread,
        by: row.by_name,
        at: row.at,
        words: row.words,
        detail: row.detail,
        is_unread: row.is_unread,
    })
}
