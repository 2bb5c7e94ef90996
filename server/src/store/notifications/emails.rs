//! E-mails about notifications: those that are due, tried, sent, given up.
//! Does not know: how an e-mail is written or sent, who may hear what.
//!
//! A notification is put into an e-mail once, in the transaction that makes the e-mail, and that an
//! e-mail is handed over is written before it is. So nothing is told twice, whenever the server
//! stops.

use super::Row;
use crate::store::account::{GUEST, role};
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::lang::Lang;
use dossier::notifications::Notification;
use dossier::notifications::email::{EmailBatch, EmailPace, Waiting, gather};
use dossier::rights::Role;
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

mod log;

pub use log::SendOutcome;

/// An e-mail that is to leave, and whatever is true now of whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueEmail {
    pub id: String,
    pub account: String,
    pub email: String,
    pub name: String,
    pub is_guest: bool,
    /// Whether its address counts.
    pub is_verified: bool,
    /// The language that the account has had last, or else that of the dossier.
    pub lang: Lang,
    pub dossier: String,
    pub title: String,
    pub school: String,
    pub pace: EmailPace,
    /// What the account is to the dossier, if it still belongs to it.
    pub role: Option<Role>,
    /// How often it was tried.
    pub tries: u16,
    /// The oldest first.
    pub notifications: Vec<Notification>,
}

#[derive(FromRow)]
struct WaitingRow {
    id: String,
    account_id: String,
    dossier_id: String,
    email_pace: String,
    email_due_at: i64,
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
    is_verified: bool,
    language: String,
    title: String,
    school: String,
    role: Option<String>,
}

impl Store {
    /// Makes the e-mails that are due, at most so many; answers how many.
    pub async fn gather_emails(&self, now: i64, most: i64) -> Result<usize, StoreError> {
        let sql = "select n.id, n.account_id, n.dossier_id, n.email_pace, n.email_due_at \
                   from notification n join \
                   (select account_id, dossier_id, email_pace from notification \
                   where email_due_at <= $1 group by account_id, dossier_id, email_pace \
                   order by min(email_due_at) limit $2) d \
                   on d.account_id = n.account_id and d.dossier_id = n.dossier_id \
                   and d.email_pace = n.email_pace where n.email_due_at is not null \
                   order by n.created_at, n.id";
        let mut tx = self.writer.begin_writing().await?;
        let rows: Vec<WaitingRow> = on_pool!(&mut tx, |db| {
            sqlx::query_as(sql).bind(now).bind(most).fetch_all(&mut **db).await?
        });
        let waiting = rows.into_iter().filter_map(|row| {
            Some(Waiting {
                pace: EmailPace::parse(&row.email_pace)?,
                notification: row.id,
                account: row.account_id,
                dossier: row.dossier_id,
                due_at: row.email_due_at,
            })
        });
        let emails = gather(&waiting.collect::<Vec<_>>(), now);
        for email in &emails {
            insert(&mut tx, email, now).await?;
        }
        tx.commit().await?;
        Ok(emails.len())
    }

    /// The e-mail that has waited for longest, of those that are due.
    pub async fn due_email(&self, now: i64) -> Result<Option<DueEmail>, StoreError> {
        let sql = "select e.id, e.account_id, e.dossier_id, e.pace, e.tries, a.email, a.name, \
                   a.kind as account_kind, \
                   (a.email_verified_at is not null and a.closed_at is null) as is_verified, \
                   coalesce(a.language, d.language) as language, \
                   d.title, d.school, m.role from email e join account a on a.id = e.account_id \
                   join dossier d on d.id = e.dossier_id left join membership m \
                   on m.dossier_id = e.dossier_id and m.account_id = e.account_id \
                   where e.status = 'waiting' and e.try_at <= $1 \
                   order by e.try_at, e.id limit 1";
        let head: Option<Head> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(now).fetch_optional(db).await?);
        let Some(head) = head else { return Ok(None) };
        let notifications = self.notifications_of(&head.id).await?;
        Ok(Some(DueEmail {
            id: head.id,
            account: head.account_id,
            email: head.email,
            name: head.name,
            is_guest: head.account_kind == GUEST,
            is_verified: head.is_verified,
            lang: Lang::from_tag(&head.language).unwrap_or_default(),
            dossier: head.dossier_id,
            title: head.title,
            school: head.school,
            pace: EmailPace::parse(&head.pace).unwrap_or(EmailPace::AtOnce),
            role: head.role.as_deref().map(role).transpose()?,
            tries: u16::try_from(head.tries).unwrap_or_default(),
            notifications,
        }))
    }

    /// The notifications of an e-mail, as they are now. Who has seen the thread as it is has read
    /// all that was said in it.
    async fn notifications_of(&self, email: &str) -> Result<Vec<Notification>, StoreError> {
        let sql = "select n.id, n.kind, n.dossier_id as dossier, d.title, n.section, \
                   n.thread_id as thread, a.name as by_name, n.created_at as at, \
                   coalesce(r.text, n.excerpt) as words, n.detail, \
                   (n.read_at is null and not exists (select 1 from thread_seen s \
                   join thread t on t.id = s.thread_id where s.account_id = n.account_id \
                   and s.thread_id = n.thread_id and s.version >= t.version)) as is_unread \
                   from notification n join dossier d on d.id = n.dossier_id \
                   join account a on a.id = n.actor_id left join remark r on r.id = n.remark_id \
                   where n.email_id = $1 order by n.created_at, n.id";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(email).fetch_all(db).await?);
        let (mut names, mut notifications) = (HashMap::new(), Vec::new());
        for row in rows {
            notifications.push(self.notification(row, &mut names).await?);
        }
        Ok(notifications)
    }

    /// When there is something to do about e-mails next, if ever.
    pub async fn next_email_at(&self) -> Result<Option<i64>, StoreError> {
        let sql = "select min(at) from (select min(email_due_at) as at from notification \
                   where email_due_at is not null union all \
                   select min(try_at) from email where status = 'waiting') as next";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_one(db).await?))
    }
}

async fn insert(tx: &mut Tx, email: &EmailBatch, now: i64) -> Result<(), StoreError> {
    let id = Uuid::now_v7().to_string();
    let made = "insert into email (id, account_id, dossier_id, pace, status, created_at, try_at) \
                values ($1, $2, $3, $4, 'waiting', $5, $5)";
    let put = "update notification set email_id = $1, email_due_at = null where id = $2";
    on_pool!(&mut *tx, |db| {
        sqlx::query(made)
            .bind(&id)
            .bind(&email.account)
            .bind(&email.dossier)
            .bind(email.pace.as_str())
            .bind(now)
            .execute(&mut **db)
            .await?;
        for notification in &email.notifications {
            sqlx::query(put).bind(&id).bind(notification).execute(&mut **db).await?;
        }
    });
    Ok(())
}
