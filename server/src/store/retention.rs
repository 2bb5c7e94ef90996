//! When what is old was erased last, and until when nothing is. Does not know: what is old, why it
//! is held.

use super::engine::dialect::on_pool;
use super::{Store, StoreError};
use sqlx::FromRow;

/// The last round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Round {
    #[sqlx(rename = "round_at")]
    pub at: i64,
    /// Until then nothing is erased; what was held and is over was looked at enough.
    pub held_until: Option<i64>,
}

impl Store {
    pub async fn last_round(&self) -> Result<Option<Round>, StoreError> {
        let sql = "select round_at, held_until from retention where id = 1";
        Ok(on_pool!(&self.reader, |db| sqlx::query_as(sql).fetch_optional(db).await?))
    }

    pub async fn note_round(&self, round: Round) -> Result<(), StoreError> {
        let sql = "insert into retention (id, round_at, held_until) values (1, $1, $2) \
                   on conflict (id) do update set round_at = excluded.round_at, \
                   held_until = excluded.held_until";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(round.at).bind(round.held_until).execute(db).await?;
        });
        Ok(())
    }
}
