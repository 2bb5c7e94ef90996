//! Who takes part in a session of concertation. Must not know: ideas, votes, sessions of browsers.

use super::dialect::on_pool;
use super::seances::touch;
use super::{NewGuest, Store, StoreError};
use sqlx::FromRow;

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Participant {
    pub account: String,
    pub name: String,
    pub quality: String,
    /// The table or the place they sit at; empty for none.
    pub seat: String,
    pub blocked: bool,
}

impl Store {
    /// Makes an account take part, or moves it to another seat. A guest is made first, with the
    /// session in which it takes part and no membership.
    pub async fn take_part(
        &self,
        seance: &str,
        account: &str,
        guest: Option<&NewGuest>,
        quality: &str,
        seat: &str,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        if let Some(guest) = guest {
            super::people::insert_guest(&mut tx, guest).await?;
        }
        let sql = "insert into seance_participant (seance_id, account_id, quality, seat, joined_at) \
                   values ($1, $2, $3, $4, $5) on conflict (seance_id, account_id) \
                   do update set quality = excluded.quality, seat = excluded.seat";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(seance).bind(account).bind(quality);
            query.bind(seat).bind(at).execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    pub async fn participant(
        &self,
        seance: &str,
        account: &str,
    ) -> Result<Option<Participant>, StoreError> {
        let sql = "select p.account_id as account, a.name, p.quality, p.seat, p.blocked \
                   from seance_participant p join account a on a.id = p.account_id \
                   where p.seance_id = $1 and p.account_id = $2";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(seance).bind(account).fetch_optional(db).await?
        }))
    }

    /// The devices that were blocked.
    pub async fn blocked(&self, seance: &str) -> Result<Vec<String>, StoreError> {
        let sql = "select account_id from seance_participant where seance_id = $1 and blocked";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(seance).fetch_all(db).await?
        }))
    }

    /// How many take part, by quality.
    pub async fn attendance(&self, seance: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "select quality, count(*) from seance_participant \
                   where seance_id = $1 and not blocked group by quality order by quality";
        Ok(on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(seance).fetch_all(db).await? }))
    }

    /// Blocks a device, whose ideas are hidden and whose ballots do not count, or lets it speak again.
    pub async fn block(
        &self,
        seance: &str,
        account: &str,
        blocked: bool,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        let sql = "update seance_participant set blocked = $3 \
                   where seance_id = $1 and account_id = $2";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(seance).bind(account).bind(blocked).execute(&mut **db).await?;
        });
        if blocked {
            let sql = "update idea set fate = 'hidden' \
                       where seance_id = $1 and account_id = $2 and fate = 'open'";
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(seance).bind(account).execute(&mut **db).await?;
            });
        }
        touch(&mut tx, seance).await?;
        tx.commit().await
    }
}
