//! The end of an account: of who wrote, only the id is left. Owns: what is erased, all of it or
//! nothing. Does not know: who may ask for it, who is told.
//!
//! What somebody wrote stays under their id, which says nothing. Where others named them, their id
//! stands and no name; only what an invitation is called is text (`labels`).

use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};

mod labels;

/// What stands for a name that is erased where it was written once for all readers: in French. The
/// catalogue has the same words, and a test compares them.
pub const FORMER: &str = "Ancien membre";

/// Why an account is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its owner asked for it.
    Asked,
    /// A guest, who was not here since; one who is now stays.
    Unseen { before: i64 },
}

impl Store {
    /// Erases an account; answers the dossiers that it belonged to. [`StoreError::Conflict`] for
    /// who is the head of a dossier that others belong to, [`StoreError::NotFound`] for who is not
    /// there. A dossier to which nobody else belongs is archived.
    pub async fn erase(&self, account: &str, why: Why, at: i64) -> Result<Vec<String>, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        let (name, email) = known(&mut tx, account, why).await?;
        // First of all, so that a second one waits here and then finds nobody.
        let erased = on_pool!(&mut tx, |db| {
            let sql = "update account set email = $2, name = '', quality = '', password = '', \
                       kind = 'guest', language = null, created_at = $3, last_seen_at = null, \
                       email_verified_at = null, closed_at = null, \
                       erased_at = $3 \
                       where id = $1 and erased_at is null";
            let nowhere = format!("{account}@erased.invalid");
            let query = sqlx::query(sql).bind(account).bind(nowhere).bind(at);
            query.execute(&mut **db).await?.rows_affected()
        });
        if erased == 0 {
            return Err(StoreError::NotFound);
        }
        if !headed(&mut tx, account).await?.is_empty() {
            return Err(StoreError::Conflict);
        }
        let dossiers: Vec<String> = on_pool!(&mut tx, |db| {
            let sql = "select dossier_id from membership where account_id = $1 order by dossier_id";
            sqlx::query_scalar(sql).bind(account).fetch_all(&mut **db).await?
        });
        let end = "update dossier set archived_at = coalesce(archived_at, $2) where id in \
                   (select dossier_id from membership where account_id = $1) and not exists \
                   (select 1 from membership o where o.dossier_id = dossier.id \
                   and o.account_id <> $1)";
        let revoke = "update invitation set revoked_at = $2 \
                      where created_by = $1 and revoked_at is null";
        for sql in [end, revoke] {
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(account).bind(at).execute(&mut **db).await?;
            });
        }
        labels::erase(&mut tx, account, &name, &email).await?;
        for sql in GOES {
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(account).execute(&mut **db).await?;
            });
        }
        tx.commit().await?;
        Ok(dossiers)
    }

    /// The dossiers of which an account is the head while others belong to them: id and title.
    pub async fn headed(&self, account: &str) -> Result<Vec<(String, String)>, StoreError> {
        let mut tx = self.reader.begin_reading().await?;
        let headed = headed(&mut tx, account).await?;
        tx.commit().await?;
        Ok(headed)
    }

    /// The dossiers to which nobody else belongs: id and title.
    pub async fn alone_in(&self, account: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select d.id, d.title from membership m join dossier d on d.id = m.dossier_id \
                   where m.account_id = $1 and not exists (select 1 from membership o \
                   where o.dossier_id = m.dossier_id and o.account_id <> $1) \
                   order by d.title, d.id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(account).fetch_all(db).await?))
    }

    /// A guest was here.
    pub async fn guest_seen(&self, account: &str, at: i64) -> Result<(), StoreError> {
        let sql = "update account set last_seen_at = $2 \
                   where id = $1 and kind = 'guest' and erased_at is null";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(account).bind(at).execute(db).await?;
        });
        Ok(())
    }

    /// The guests who were not here since. Who was never noted counts as seen now.
    pub async fn guests_unseen(&self, before: i64, now: i64) -> Result<Vec<String>, StoreError> {
        let note = "update account set last_seen_at = $1 \
                    where kind = 'guest' and erased_at is null and last_seen_at is null";
        let sql = "select id from account where kind = 'guest' and erased_at is null \
                   and last_seen_at < $1 order by last_seen_at, id";
        let mut tx = self.writer.begin_writing().await?;
        let unseen = on_pool!(&mut tx, |db| {
            sqlx::query(note).bind(now).execute(&mut **db).await?;
            sqlx::query_scalar(sql).bind(before).fetch_all(&mut **db).await?
        });
        tx.commit().await?;
        Ok(unseen)
    }

    /// How many guests there are.
    pub async fn guests(&self) -> Result<usize, StoreError> {
        let sql = "select count(*) from account where kind = 'guest' and erased_at is null";
        let guests: i64 =
            on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_one(db).await?);
        Ok(usize::try_from(guests).unwrap_or_default())
    }
}

/// What is only theirs, and goes with them.
const GOES: [&str; 18] = [
    "delete from account_link where account_id = $1",
    "delete from login_session where account_id = $1",
    "delete from browser where account_id = $1",
    "delete from notification where account_id = $1",
    "delete from email_link where account_id = $1",
    "delete from email where account_id = $1",
    "delete from email_setting where account_id = $1",
    "delete from thread_seen where account_id = $1",
    "delete from consent where account_id = $1",
    "delete from ballot where account_id = $1",
    "delete from speaking_turn where account_id = $1 and started_at is null",
    "update speaking_turn set account_id = null where account_id = $1",
    "delete from seance_participant where account_id = $1",
    "update class set adult_id = null where adult_id = $1",
    "update idea set account_id = null, seat = '' where account_id = $1",
    // Who is no more sees to nothing.
    "update thread set version = version + 1 where id in \
     (select thread_id from assignment where account_id = $1)",
    "delete from assignment where account_id = $1",
    "delete from membership where account_id = $1",
];

/// The name and the address of somebody who is to be erased.
async fn known(tx: &mut Tx, account: &str, why: Why) -> Result<(String, String), StoreError> {
    let sql = "select name, email from account where id = $1 and erased_at is null \
               and ($2 = 0 or (kind = 'guest' and last_seen_at < $3))";
    let (unseen, before) = match why {
        Why::Asked => (0_i64, 0),
        Why::Unseen { before } => (1, before),
    };
    let row: Option<(String, String)> = on_pool!(tx, |db| {
        let query = sqlx::query_as(sql).bind(account).bind(unseen).bind(before);
        query.fetch_optional(&mut **db).await?
    });
    row.ok_or(StoreError::NotFound)
}

async fn headed(tx: &mut Tx, account: &str) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select d.id, d.title from membership m join dossier d on d.id = m.dossier_id \
               where m.account_id = $1 and m.role = 'head' and exists (select 1 from membership o \
               where o.dossier_id = m.dossier_id and o.account_id <> $1) order by d.title, d.id";
    Ok(on_pool!(tx, |db| sqlx::query_as(sql).bind(account).fetch_all(&mut **db).await?))
}
