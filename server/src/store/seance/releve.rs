//! Relevés of sessions, as they were corrected and approved. Must not know: what the session itself says,
//! who may approve.

use super::{json, parsed};
use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::seance::releve::Releve;
use sqlx::FromRow;

/// A relevé that somebody has corrected or approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReleve {
    /// Grows with every correction and approval.
    pub version: i64,
    /// As it was corrected last.
    pub content: Releve,
    /// The name of who did so.
    pub changed_by: String,
    pub changed_at: i64,
    pub approval: Option<Approval>,
}

/// What was approved last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    pub content: Releve,
    /// The account that approved, and its name.
    pub account: String,
    pub by: String,
    pub at: i64,
    /// Whether the form says it.
    pub said: bool,
}

#[derive(FromRow)]
struct Row {
    version: i64,
    content: String,
    changed_by: String,
    changed_at: i64,
    approved: Option<String>,
    account: Option<String>,
    approved_by: Option<String>,
    approved_at: Option<i64>,
    said: bool,
}

impl Store {
    pub async fn releve(&self, seance: &str) -> Result<Option<KeptReleve>, StoreError> {
        let sql = "select r.version, r.content, c.name as changed_by, r.changed_at, r.approved, \
                   r.approved_by as account, a.name as approved_by, r.approved_at, r.said \
                   from releve r join account c on c.id = r.changed_by \
                   left join account a on a.id = r.approved_by where r.seance_id = $1";
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(seance).fetch_optional(db).await?
        });
        row.map(kept).transpose()
    }

    /// Keeps a correction of version `seen`, 0 for the session's own. False, and nothing done, if
    /// somebody was faster.
    pub async fn correct_releve(
        &self,
        seance: &str,
        seen: i64,
        content: &Releve,
        by: &str,
        at: i64,
    ) -> Result<bool, StoreError> {
        let sql = match seen {
            0 => {
                "insert into releve (seance_id, version, content, changed_by, changed_at) \
                 values ($1, $2 + 1, $3, $4, $5) on conflict (seance_id) do nothing"
            }
            _ => {
                "update releve set version = $2 + 1, content = $3, changed_by = $4, \
                 changed_at = $5 where seance_id = $1 and version = $2"
            }
        };
        let content = json(content)?;
        let done = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(seance).bind(seen).bind(content).bind(by).bind(at);
            query.execute(db).await?.rows_affected()
        });
        Ok(done == 1)
    }

    /// Approves a relevé as it was shown: `content`, of version `seen`. False, and nothing done, if
    /// it is another one by now.
    pub async fn approve_releve(
        &self,
        seance: &str,
        seen: i64,
        content: &Releve,
        by: &str,
        at: i64,
    ) -> Result<bool, StoreError> {
        let sql = match seen {
            0 => {
                "insert into releve (seance_id, version, content, changed_by, changed_at, approved, \
                 approved_by, approved_at) values ($1, $2 + 1, $3, $4, $5, $3, $4, $5) \
                 on conflict (seance_id) do nothing"
            }
            _ => {
                "update releve set version = $2 + 1, content = $3, approved = $3, approved_by = $4, \
                 approved_at = $5, said = false where seance_id = $1 and version = $2"
            }
        };
        let content = json(content)?;
        let done = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(seance).bind(seen).bind(content).bind(by).bind(at);
            query.execute(db).await?.rows_affected()
        });
        Ok(done == 1)
    }

    /// The séances whose relevé is approved and not in the form yet.
    pub async fn seances_with_pending_releves(&self) -> Result<Vec<String>, StoreError> {
        let sql = "select seance_id from releve where approved is not null and not said \
                   order by approved_at, seance_id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_all(db).await?))
    }

    /// The form says what was approved at that time.
    pub async fn releve_said(&self, seance: &str, approved_at: i64) -> Result<(), StoreError> {
        let sql = "update releve set said = true where seance_id = $1 and approved_at = $2";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(seance).bind(approved_at).execute(db).await?;
        });
        Ok(())
    }

    /// Goes back to what the session itself says, unless it was approved or changed since version `seen`.
    pub async fn forget_releve(&self, seance: &str, seen: i64) -> Result<bool, StoreError> {
        let sql = "delete from releve where seance_id = $1 and version = $2 and approved is null";
        let done = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(seance).bind(seen).execute(db).await?.rows_affected()
        });
        Ok(done == 1)
    }

    /// The sessions of a dossier whose relevé is approved, with the time of it.
    pub async fn approved_releves(&self, dossier: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "select r.seance_id, r.approved_at from releve r join seance s on s.id = r.seance_id \
                   where s.dossier_id = $1 and r.approved_at is not null";
        Ok(on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(dossier).fetch_all(db).await? }))
    }
}

fn kept(row: Row) -> Result<KeptReleve, StoreError> {
    let approved = row.approved.as_deref().map(parsed).transpose()?;
    let approval = match (approved, row.account, row.approved_at) {
        (Some(content), Some(account), Some(at)) => Some(Approval {
            content,
            account,
            by: row.approved_by.unwrap_or_default(),
            at,
            said: row.said,
        }),
        _ => None,
    };
    Ok(KeptReleve {
        version: row.version,
        content: parsed(&row.content)?,
        changed_by: row.changed_by,
        changed_at: row.changed_at,
        approval,
    })
}
