//! Relevés of séances, as they were corrected and approved. Does not know: what the séance itself
//! says, who may approve.

use super::{json, parsed};
use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::seance::releve::Releve;
use sqlx::FromRow;
use std::collections::BTreeMap;

/// A relevé that somebody has corrected or approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReleve {
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
    /// Whether the form shows it.
    pub in_form: bool,
}

#[derive(FromRow)]
struct Row {
    version: i64,
    content: String,
    changed_by: String,
    changed_at: i64,
    approved_content: Option<String>,
    account: Option<String>,
    approved_by: Option<String>,
    approved_at: Option<i64>,
    in_form: bool,
}

impl Store {
    pub async fn releve(&self, seance: &str) -> Result<Option<StoredReleve>, StoreError> {
        let sql = "select r.version, r.content, c.name as changed_by, r.changed_at, \
                   r.approved_content, r.approved_by as account, a.name as approved_by, \
                   r.approved_at, r.in_form from releve r join account c on c.id = r.changed_by \
                   left join account a on a.id = r.approved_by where r.seance_id = $1";
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(seance).fetch_optional(db).await?
        });
        row.map(kept).transpose()
    }

    /// Keeps a correction of version `seen`, 0 for the séance's own. False, and nothing done, if
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
                "insert into releve (seance_id, version, content, changed_by, changed_at, \
                 approved_content, approved_by, approved_at) \
                 values ($1, $2 + 1, $3, $4, $5, $3, $4, $5) \
                 on conflict (seance_id) do nothing"
            }
            _ => {
                "update releve set version = $2 + 1, content = $3, approved_content = $3, \
                 approved_by = $4, approved_at = $5, in_form = false \
                 where seance_id = $1 and version = $2"
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
        let sql = "select seance_id from releve where approved_content is not null and not in_form \
                   order by approved_at, seance_id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_all(db).await?))
    }

    /// The form says what was approved at that time.
    pub async fn mark_releve_in_form(
        &self,
        seance: &str,
        approved_at: i64,
    ) -> Result<(), StoreError> {
        let sql = "update releve set in_form = true where seance_id = $1 and approved_at = $2";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(seance).bind(approved_at).execute(db).await?;
        });
        Ok(())
    }

    /// Goes back to what the séance itself says, unless it was approved or changed since version
    /// `seen`.
    pub async fn forget_releve(&self, seance: &str, seen: i64) -> Result<bool, StoreError> {
        let sql =
            "delete from releve where seance_id = $1 and version = $2 and approved_at is null";
        let done = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(seance).bind(seen).execute(db).await?.rows_affected()
        });
        Ok(done == 1)
    }

    /// The séances of a dossier whose relevé is approved, with the ISO date that it says.
    pub async fn approved_days(
        &self,
        dossier: &str,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = "select r.seance_id, r.approved_content from releve r \
                   join seance s on s.id = r.seance_id \
                   where s.dossier_id = $1 and r.approved_content is not null";
        let rows: Vec<(String, String)> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(dossier).fetch_all(db).await? });
        let day = |(id, content): (String, String)| Ok((id, parsed::<Releve>(&content)?.date));
        rows.into_iter().map(day).collect()
    }
}

fn kept(row: Row) -> Result<StoredReleve, StoreError> {
    let approved = row.approved_content.as_deref().map(parsed).transpose()?;
    let approval = match (approved, row.account, row.approved_at) {
        (Some(content), Some(account), Some(at)) => Some(Approval {
            content,
            account,
            by: row.approved_by.unwrap_or_default(),
            at,
            in_form: row.in_form,
        }),
        _ => None,
    };
    Ok(StoredReleve {
        version: row.version,
        content: parsed(&row.content)?,
        changed_by: row.changed_by,
        changed_at: row.changed_at,
        approval,
    })
}
