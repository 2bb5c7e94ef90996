//! Who asked for the floor in a séance, and had it. Does not know: who may give it.

use super::touch;
use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::seance::speaking::Turn;
use sqlx::FromRow;

/// Somebody who asks; without a device there is no account.
#[derive(Clone, Debug)]
pub struct NewTurn {
    pub id: String,
    pub seance: String,
    pub account: Option<String>,
    pub quality: String,
    pub at: i64,
}

#[derive(FromRow)]
struct Row {
    id: String,
    account: Option<String>,
    name: String,
    seat: String,
    quality: String,
    began_at: Option<i64>,
    ended_at: Option<i64>,
}

impl Store {
    /// The turns of a séance, in the order in which they were asked for.
    pub async fn turns(&self, seance: &str) -> Result<Vec<Turn>, StoreError> {
        let sql = "select f.id, f.account_id as account, coalesce(a.name, '') as name, \
                   coalesce(p.seat, '') as seat, f.quality, \
                   f.started_at as began_at, f.ended_at \
                   from speaking_turn f left join account a on a.id = f.account_id \
                   left join seance_participant p on p.account_id = f.account_id \
                   and p.seance_id = f.seance_id where f.seance_id = $1 \
                   order by f.requested_at, f.id";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(seance).fetch_all(db).await? });
        let turn = |row: Row| Turn {
            id: row.id,
            account: row.account,
            name: row.name,
            seat: row.seat,
            quality: row.quality,
            began_at: row.began_at,
            ended_at: row.ended_at,
        };
        Ok(rows.into_iter().map(turn).collect())
    }

    /// Asks for the floor. Who waits already waits where they are; false if `most` wait.
    pub async fn ask_to_speak(&self, new: &NewTurn, most: i64) -> Result<bool, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        tx.alone(&format!("speaking turns of {}", new.seance)).await?;
        let sql = "select count(*) from speaking_turn \
                   where seance_id = $1 and started_at is null";
        let waiting: i64 = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(&new.seance).fetch_one(&mut **db).await?
        });
        if waiting >= most {
            return Ok(false);
        }
        let sql = "insert into speaking_turn (id, seance_id, account_id, quality, requested_at) \
                   values ($1, $2, $3, $4, $5) on conflict do nothing";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(&new.id).bind(&new.seance).bind(&new.account);
            query.bind(&new.quality).bind(new.at).execute(&mut **db).await?;
        });
        touch(&mut tx, &new.seance).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Somebody waits no more.
    pub async fn withdraw_turn(&self, seance: &str, account: &str) -> Result<(), StoreError> {
        let sql = "delete from speaking_turn \
                   where seance_id = $1 and account_id = $2 and started_at is null";
        self.delete_turn(seance, sql, account).await
    }

    /// Takes a turn that waits off the list.
    pub async fn drop_turn(&self, seance: &str, id: &str) -> Result<(), StoreError> {
        let sql = "delete from speaking_turn \
                   where seance_id = $1 and id = $2 and started_at is null";
        self.delete_turn(seance, sql, id).await
    }

    async fn delete_turn(
        &self,
        seance: &str,
        sql: &'static str,
        whose: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(seance).bind(whose).execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    /// Ends the turn of who has the floor and gives it to `next`, if there is to be one. Of a next
    /// that does not wait (any more) nothing comes: a button may be pressed twice.
    pub async fn pass_turn(
        &self,
        seance: &str,
        next: Option<&str>,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        tx.alone(&format!("speaking turns of {seance}")).await?;
        if let Some(next) = next {
            let sql = "select count(*) from speaking_turn \
                       where seance_id = $1 and id = $2 and started_at is null";
            let waits: i64 = on_pool!(&mut tx, |db| {
                sqlx::query_scalar(sql).bind(seance).bind(next).fetch_one(&mut **db).await?
            });
            if waits == 0 {
                return Ok(());
            }
        }
        let sql = "update speaking_turn set ended_at = $2 \
                   where seance_id = $1 and started_at is not null and ended_at is null";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(seance).bind(at).execute(&mut **db).await?;
        });
        if let Some(next) = next {
            let sql = "update speaking_turn set started_at = $3 \
                       where seance_id = $1 and id = $2 and started_at is null";
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(seance).bind(next).bind(at).execute(&mut **db).await?;
            });
        }
        touch(&mut tx, seance).await?;
        tx.commit().await
    }
}
