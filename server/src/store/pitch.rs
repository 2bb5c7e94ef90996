//! How long talks took, given or rehearsed. Does not know: slides.

use super::engine::dialect::on_pool;
use super::seance::{json, parsed};
use super::{Store, StoreError};
use dossier::pitch::talk::Run;
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    id: String,
    created_at: i64,
    rehearsal: bool,
    durations: String,
}

impl Store {
    pub async fn keep_run(&self, dossier: &str, run: &Run) -> Result<(), StoreError> {
        let sql = "insert into pitch_run (id, dossier_id, created_at, rehearsal, durations) \
                   values ($1, $2, $3, $4, $5)";
        let spent = json(&run.spent)?;
        on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(&run.id).bind(dossier);
            query.bind(run.at).bind(run.rehearsed).bind(spent).execute(db).await?;
        });
        Ok(())
    }

    /// The last runs of a dossier, the newest first.
    pub async fn runs(&self, dossier: &str, most: i64) -> Result<Vec<Run>, StoreError> {
        let sql = "select id, created_at, rehearsal, durations from pitch_run \
                   where dossier_id = $1 order by created_at desc, id desc limit $2";
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(dossier).bind(most).fetch_all(db).await?
        });
        let run = |row: Row| {
            Ok(Run {
                id: row.id,
                at: row.created_at,
                rehearsed: row.rehearsal,
                spent: parsed(&row.durations)?,
            })
        };
        rows.into_iter().map(run).collect()
    }

    pub async fn forget_run(&self, dossier: &str, id: &str) -> Result<(), StoreError> {
        let sql = "delete from pitch_run where dossier_id = $1 and id = $2";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(dossier).bind(id).execute(db).await?;
        });
        Ok(())
    }
}
