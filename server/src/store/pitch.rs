//! How long talks took, given or rehearsed. Must not know: slides.

use super::engine::dialect::on_pool;
use super::seance::{json, parsed};
use super::{Store, StoreError};
use sqlx::FromRow;

/// A run of a dossier's talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    pub id: String,
    pub at: i64,
    /// Not in public.
    pub rehearsed: bool,
    /// Milliseconds of each slide.
    pub spent: Vec<i64>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    at: i64,
    rehearsed: bool,
    spent: String,
}

impl Store {
    pub async fn keep_rehearsal(&self, dossier: &str, run: &Rehearsal) -> Result<(), StoreError> {
        let sql = "insert into rehearsal (id, dossier_id, at, rehearsed, spent) \
                   values ($1, $2, $3, $4, $5)";
        let spent = json(&run.spent)?;
        on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(&run.id).bind(dossier);
            query.bind(run.at).bind(run.rehearsed).bind(spent).execute(db).await?;
        });
        Ok(())
    }

    /// The last runs of a dossier, the newest first.
    pub async fn rehearsals(&self, dossier: &str, most: i64) -> Result<Vec<Rehearsal>, StoreError> {
        let sql = "select id, at, rehearsed, spent from rehearsal where dossier_id = $1 \
                   order by at desc, id desc limit $2";
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(dossier).bind(most).fetch_all(db).await?
        });
        let run = |Row { id, at, rehearsed, spent }: Row| {
            Ok(Rehearsal { id, at, rehearsed, spent: parsed(&spent)? })
        };
        rows.into_iter().map(run).collect()
    }

    pub async fn forget_rehearsal(&self, dossier: &str, id: &str) -> Result<(), StoreError> {
        let sql = "delete from rehearsal where dossier_id = $1 and id = $2";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(dossier).bind(id).execute(db).await?;
        });
        Ok(())
    }
}
