//! The end of a dossier: asked for, taken back, done when its time has come; and dossiers to which
//! nobody belongs any more. Does not know: who may ask for it, how long it can be taken back.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use sqlx::FromRow;

/// A dossier that nobody opens any more.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Orphan {
    pub reference: String,
    pub title: String,
    pub school: String,
    /// When somebody wrote in it last.
    pub updated_at: i64,
}

impl Store {
    /// Deletes a dossier at that time, and archives it until then.
    pub async fn schedule_deletion(
        &self,
        dossier: &str,
        delete_at: i64,
        now: i64,
    ) -> Result<(), StoreError> {
        let sql = "update dossier set delete_at = coalesce(delete_at, $2), \
                   archived_at = coalesce(archived_at, $3) where id = $1";
        let scheduled = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(dossier).bind(delete_at).bind(now);
            query.execute(db).await?.rows_affected()
        });
        if scheduled == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// Takes that back; the dossier stays archived.
    pub async fn cancel_deletion(&self, dossier: &str) -> Result<(), StoreError> {
        let sql = "update dossier set delete_at = null where id = $1";
        let cancelled = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(dossier).execute(db).await?.rows_affected()
        });
        if cancelled == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// Deletes the dossiers whose time has come, with all that is in them; answers their ids.
    pub async fn delete_due_dossiers(&self, now: i64) -> Result<Vec<String>, StoreError> {
        let sql = "delete from dossier where delete_at <= $1 returning id";
        Ok(on_pool!(&self.writer, |db| sqlx::query_scalar(sql).bind(now).fetch_all(db).await?))
    }

    /// The dossiers to which nobody belongs, those that were written in last first.
    pub async fn orphans(&self) -> Result<Vec<Orphan>, StoreError> {
        let sql = "select reference, title, school, updated_at from dossier d where not exists \
                   (select 1 from membership m where m.dossier_id = d.id) \
                   order by updated_at desc, id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_as(sql).fetch_all(db).await?))
    }
}
