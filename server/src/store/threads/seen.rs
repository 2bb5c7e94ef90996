//! Which threads somebody has seen, and as they were when. Does not know: when a thread counts as
//! seen, who may hear it.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use std::collections::BTreeMap;

impl Store {
    /// The version of each thread of a dossier that the account saw last.
    pub async fn seen_versions(
        &self,
        dossier: &str,
        account: &str,
    ) -> Result<BTreeMap<String, i64>, StoreError> {
        let sql = "select s.thread_id, s.version from thread_seen s \
                   join thread t on t.id = s.thread_id \
                   where t.dossier_id = $1 and s.account_id = $2";
        let rows: Vec<(String, i64)> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(dossier).bind(account).fetch_all(db).await?
        });
        Ok(rows.into_iter().collect())
    }

    /// The account saw these threads, as they were at these versions. What is no thread of the
    /// dossier, or no version yet, was not seen; nobody unsees what is newer.
    pub async fn mark_seen(
        &self,
        dossier: &str,
        account: &str,
        threads: &[(String, i64)],
    ) -> Result<(), StoreError> {
        let sql = "insert into thread_seen (account_id, thread_id, version) \
                   select $1, t.id, case when t.version < $3 then t.version else $3 end \
                   from thread t where t.id = $2 and t.dossier_id = $4 \
                   on conflict (account_id, thread_id) do update set version = excluded.version \
                   where excluded.version > thread_seen.version";
        let mut tx = self.writer.begin_writing().await?;
        for (thread, version) in threads {
            on_pool!(&mut tx, |db| {
                let query = sqlx::query(sql).bind(account).bind(thread).bind(version).bind(dossier);
                query.execute(&mut **db).await?;
            });
        }
        tx.commit().await
    }
}
