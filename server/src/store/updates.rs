//! The log of every section: append, read from the snapshot on, compact.
//! Must not know: what the bytes mean, who may write.

use super::{Store, StoreError};
use dossier::form::SectionId;
use sqlx::{Sqlite, Transaction};
use std::collections::BTreeMap;

/// One accepted update, to be written to the log.
#[derive(Clone, Debug)]
pub struct Append {
    pub dossier: String,
    pub section: SectionId,
    /// The author's account.
    pub member: String,
    pub at: i64,
    pub bytes: Vec<u8>,
}

/// A section as it is stored: the snapshot, then the updates that came after it, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionState {
    pub section: SectionId,
    pub head_seq: i64,
    pub snapshot: Option<Vec<u8>>,
    pub updates: Vec<Vec<u8>>,
}

impl Store {
    /// Every section of the dossier, as of one instant.
    pub async fn section_states(&self, dossier: &str) -> Result<Vec<SectionState>, StoreError> {
        // One transaction: in WAL mode its queries read one and the same state.
        let mut tx = self.reader.begin().await?;
        let heads: Vec<(i64, i64, Option<Vec<u8>>)> = sqlx::query_as(
            "select section, head_seq, snapshot from section \
             where dossier_id = $1 order by section",
        )
        .bind(dossier)
        .fetch_all(&mut *tx)
        .await?;
        let updates: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "select u.section, u.bytes from section s join section_update u \
             on u.dossier_id = s.dossier_id and u.section = s.section and u.seq > s.snapshot_seq \
             where s.dossier_id = $1 order by u.section, u.seq",
        )
        .bind(dossier)
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        if heads.is_empty() {
            return Err(StoreError::NotFound);
        }
        let mut logs: BTreeMap<i64, Vec<Vec<u8>>> = BTreeMap::new();
        for (section, bytes) in updates {
            logs.entry(section).or_default().push(bytes);
        }
        heads
            .into_iter()
            .map(|(number, head_seq, snapshot)| {
                let updates = logs.remove(&number).unwrap_or_default();
                Ok(SectionState { section: section(number)?, head_seq, snapshot, updates })
            })
            .collect()
    }

    /// Writes a batch in one transaction and answers the seq of each update, in the batch's order.
    /// Either all of it is on the disk when this returns, or none: an unknown dossier refuses the
    /// whole batch.
    pub async fn append(&self, batch: &[Append]) -> Result<Vec<i64>, StoreError> {
        let mut tx = self.begin().await?;
        let mut next = take_seqs(&mut tx, batch).await?;
        let mut seqs = Vec::with_capacity(batch.len());
        for update in batch {
            let place = (update.dossier.as_str(), update.section);
            let seq = next.get_mut(&place).ok_or(StoreError::NotFound)?;
            insert_update(&mut tx, update, *seq).await?;
            seqs.push(*seq);
            *seq += 1;
        }
        touch(&mut tx, batch).await?;
        tx.commit().await?;
        Ok(seqs)
    }

    /// Replaces the log up to `upto_seq` by a snapshot that covers it. False, and nothing done, if
    /// the section has a snapshot as recent already or has never reached that seq.
    pub async fn compact(
        &self,
        dossier: &str,
        section: SectionId,
        upto_seq: i64,
        snapshot: &[u8],
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let sql = "update section set snapshot = $4, snapshot_seq = $3 where dossier_id = $1 \
                   and section = $2 and snapshot_seq < $3 and head_seq >= $3";
        let swapped = sqlx::query(sql)
            .bind(dossier)
            .bind(i64::from(section.number()))
            .bind(upto_seq)
            .bind(snapshot)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if swapped == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        let sql = "delete from section_update \
                   where dossier_id = $1 and section = $2 and seq <= $3";
        sqlx::query(sql)
            .bind(dossier)
            .bind(i64::from(section.number()))
            .bind(upto_seq)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Reserves as many seqs of each section as the batch needs; answers the first of each.
async fn take_seqs<'b>(
    tx: &mut Transaction<'_, Sqlite>,
    batch: &'b [Append],
) -> Result<BTreeMap<(&'b str, SectionId), i64>, StoreError> {
    let mut counts: BTreeMap<(&str, SectionId), i64> = BTreeMap::new();
    for update in batch {
        *counts.entry((&update.dossier, update.section)).or_default() += 1;
    }
    let sql = "update section set head_seq = head_seq + $3 \
               where dossier_id = $1 and section = $2 returning head_seq";
    for (place, count) in &mut counts {
        let (head_seq,): (i64,) = sqlx::query_as(sql)
            .bind(place.0)
            .bind(i64::from(place.1.number()))
            .bind(*count)
            .fetch_one(&mut **tx)
            .await?;
        *count = head_seq - *count + 1;
    }
    Ok(counts)
}

pub(super) async fn insert_update(
    tx: &mut Transaction<'_, Sqlite>,
    update: &Append,
    seq: i64,
) -> Result<(), StoreError> {
    let sql = "insert into section_update (dossier_id, section, seq, member, at, bytes) \
               values ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(&update.dossier)
        .bind(i64::from(update.section.number()))
        .bind(seq)
        .bind(&update.member)
        .bind(update.at)
        .bind(&update.bytes)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The clock may step back; a dossier never becomes older by being edited.
async fn touch(tx: &mut Transaction<'_, Sqlite>, batch: &[Append]) -> Result<(), StoreError> {
    let mut latest: BTreeMap<&str, i64> = BTreeMap::new();
    for update in batch {
        let at = latest.entry(&update.dossier).or_insert(update.at);
        *at = update.at.max(*at);
    }
    for (dossier, at) in latest {
        sqlx::query("update dossier set updated_at = $2 where id = $1 and updated_at < $2")
            .bind(dossier)
            .bind(at)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

fn section(number: i64) -> Result<SectionId, StoreError> {
    u8::try_from(number).ok().and_then(SectionId::from_number).ok_or_else(|| {
        StoreError::Unavailable(sqlx::Error::Decode(format!("unknown section {number}").into()))
    })
}
