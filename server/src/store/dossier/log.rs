//! The log of every section: append, read from the snapshot on, compact.
//! Does not know: what the bytes mean, who may write.

use crate::store::engine::batch;
use crate::store::engine::dialect::{Dialect, Tx, on_pool};
use crate::store::people::write_scope::insert_own_rows;
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::rights::Row;
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, HashMap};

/// Rows that one statement writes.
const LOTS: [usize; 3] = [64, 8, 1];

/// One accepted update, to be written to the log.
#[derive(Clone, Debug)]
pub struct Append {
    pub dossier: String,
    pub section: SectionId,
    /// The author's account.
    pub member: String,
    pub at: i64,
    pub bytes: Vec<u8>,
    /// The client ids that the owner writes as for the first time.
    pub client_owners: Vec<u64>,
    /// The rows that become the author's own.
    pub rows: Vec<Row>,
    /// Whose words they are: the author's, or those of who suggested what the author accepted.
    pub client_owner: String,
}

/// A section as it is stored: the snapshot, then the updates that came after it, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionState {
    pub section: SectionId,
    pub head_seq: i64,
    pub snapshot: Option<Vec<u8>>,
    pub updates: Vec<Vec<u8>>,
    /// Which account speaks as which client id.
    pub client_owners: HashMap<u64, String>,
    /// Which rows are whose.
    pub owners: Vec<(Row, String)>,
}

/// Whether it is also read whose anything in a section is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owners {
    Read,
    Leave,
}

impl Store {
    /// Every section of the dossier, as of one instant.
    pub async fn section_states(&self, dossier: &str) -> Result<Vec<SectionState>, StoreError> {
        let states = self.states(dossier, i16::MIN, i16::MAX, Owners::Read).await?;
        if states.is_empty() { Err(StoreError::NotFound) } else { Ok(states) }
    }

    /// The same for who only reads: without whose anything is.
    pub async fn section_logs(&self, dossier: &str) -> Result<Vec<SectionState>, StoreError> {
        let states = self.states(dossier, i16::MIN, i16::MAX, Owners::Leave).await?;
        if states.is_empty() { Err(StoreError::NotFound) } else { Ok(states) }
    }

    /// One section of the dossier.
    pub async fn section_state(
        &self,
        dossier: &str,
        section: SectionId,
    ) -> Result<SectionState, StoreError> {
        let number = i16::from(section.number());
        self.states(dossier, number, number, Owners::Read).await?.pop().ok_or(StoreError::NotFound)
    }

    /// The same for who only reads.
    pub async fn section_log(
        &self,
        dossier: &str,
        section: SectionId,
    ) -> Result<SectionState, StoreError> {
        let number = i16::from(section.number());
        self.states(dossier, number, number, Owners::Leave).await?.pop().ok_or(StoreError::NotFound)
    }

    async fn states(
        &self,
        dossier: &str,
        first: i16,
        last: i16,
        owners: Owners,
    ) -> Result<Vec<SectionState>, StoreError> {
        let of_heads = "select section, head_seq, snapshot from section \
                        where dossier_id = $1 and section between $2 and $3 order by section";
        let of_updates = "select u.section, u.bytes from section s join section_update u \
                          on u.dossier_id = s.dossier_id and u.section = s.section \
                          and u.seq > s.snapshot_seq \
                          where s.dossier_id = $1 and s.section between $2 and $3 \
                          order by u.section, u.seq";
        // One state for both queries: a compaction between them would hide updates.
        let mut tx = self.reader.begin_reading().await?;
        let heads: Vec<(i16, i64, Option<Vec<u8>>)> = on_pool!(&mut tx, |db| {
            let query = sqlx::query_as(of_heads).bind(dossier).bind(first).bind(last);
            query.fetch_all(&mut **db).await?
        });
        let updates: Vec<(i16, Vec<u8>)> = on_pool!(&mut tx, |db| {
            let query = sqlx::query_as(of_updates).bind(dossier).bind(first).bind(last);
            query.fetch_all(&mut **db).await?
        });
        let of_client_owners = "select section, client_id, account_id from client_owner \
                           where dossier_id = $1 and section between $2 and $3";
        // There is one for each tab that ever wrote.
        let said: Vec<(i16, i64, String)> = match owners {
            Owners::Leave => Vec::new(),
            Owners::Read => on_pool!(&mut tx, |db| {
                let query = sqlx::query_as(of_client_owners).bind(dossier).bind(first).bind(last);
                query.fetch_all(&mut **db).await?
            }),
        };
        let of_owners = "select section, field, row_id, account_id from row_owner \
                         where dossier_id = $1 and section between $2 and $3";
        let owned: Vec<(i16, String, String, String)> = match owners {
            Owners::Leave => Vec::new(),
            Owners::Read => on_pool!(&mut tx, |db| {
                let query = sqlx::query_as(of_owners).bind(dossier).bind(first).bind(last);
                query.fetch_all(&mut **db).await?
            }),
        };
        tx.commit().await?;
        let mut row_owners: BTreeMap<i16, Vec<(Row, String)>> = BTreeMap::new();
        for (number, rows, id, account) in owned {
            let row = Row::new(section(number)?, &rows, &id);
            row_owners.entry(number).or_default().push((row, account));
        }
        let mut client_owners: BTreeMap<i16, HashMap<u64, String>> = BTreeMap::new();
        for (section, client, account) in said {
            client_owners.entry(section).or_default().insert(client.cast_unsigned(), account);
        }
        let mut logs: BTreeMap<i16, Vec<Vec<u8>>> = BTreeMap::new();
        for (section, bytes) in updates {
            logs.entry(section).or_default().push(bytes);
        }
        heads
            .into_iter()
            .map(|(number, head_seq, snapshot)| {
                let updates = logs.remove(&number).unwrap_or_default();
                let client_owners = client_owners.remove(&number).unwrap_or_default();
                let owners = row_owners.remove(&number).unwrap_or_default();
                let section = section(number)?;
                Ok(SectionState { section, head_seq, snapshot, updates, client_owners, owners })
            })
            .collect()
    }

    /// What the sections of a dossier take, bytes: each with its snapshot and its log.
    pub async fn section_bytes(&self, dossier: &str) -> Result<Vec<(SectionId, u64)>, StoreError> {
        let sql = "select s.section, coalesce(length(s.snapshot), 0) + coalesce((select \
                   sum(length(u.bytes)) from section_update u where u.dossier_id = s.dossier_id \
                   and u.section = s.section and u.seq > s.snapshot_seq), 0) \
                   from section s where s.dossier_id = $1 order by s.section";
        let rows: Vec<(i16, i64)> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(dossier).fetch_all(db).await?);
        rows.into_iter()
            .map(|(number, bytes)| Ok((section(number)?, u64::try_from(bytes).unwrap_or_default())))
            .collect()
    }

    /// Writes a batch in one transaction and answers the seq of each update, in the batch's order.
    /// Either all of it is on the disk when this returns, or none: an unknown dossier refuses the
    /// whole batch.
    pub async fn append(&self, batch: &[Append]) -> Result<Vec<i64>, StoreError> {
        if let Dialect::Sqlite(pool) = &self.writer
            && batch::fits(batch)
        {
            return batch::append(pool, batch).await;
        }
        let mut tx = self.writer.begin_writing().await?;
        if let (Dialect::Postgres(tx), Some(Dialect::Postgres(claim))) = (&mut tx, &self.claim) {
            claim.fence(tx).await?;
        }
        let mut next = take_seqs(&mut tx, batch).await?;
        let mut rows = Vec::with_capacity(batch.len());
        for update in batch {
            let place = (update.dossier.as_str(), update.section);
            let seq = next.get_mut(&place).ok_or(StoreError::NotFound)?;
            rows.push((*seq, update));
            *seq += 1;
        }
        insert_updates(&mut tx, &rows).await?;
        insert_client_owners(&mut tx, batch).await?;
        insert_own_rows(&mut tx, batch).await?;
        touch(&mut tx, batch).await?;
        tx.commit().await?;
        Ok(rows.into_iter().map(|(seq, _)| seq).collect())
    }

    /// The sections whose log is longer than that, of all dossiers, the longest first.
    pub async fn long_logs(&self, longer: i64) -> Result<Vec<(String, SectionId)>, StoreError> {
        let sql = "select dossier_id, section from section where head_seq - snapshot_seq > $1 \
                   order by head_seq - snapshot_seq desc";
        let rows: Vec<(String, i16)> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(longer).fetch_all(db).await? });
        rows.into_iter().map(|(dossier, number)| Ok((dossier, section(number)?))).collect()
    }

    /// Those of one dossier.
    pub async fn long_logs_of(
        &self,
        dossier: &str,
        longer: i64,
    ) -> Result<Vec<SectionId>, StoreError> {
        let sql = "select section from section \
                   where dossier_id = $1 and head_seq - snapshot_seq > $2 order by section";
        let numbers: Vec<i16> = on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(dossier).bind(longer).fetch_all(db).await?
        });
        numbers.into_iter().map(section).collect()
    }

    /// Replaces the log up to `upto_seq` by a snapshot that covers it. False, and nothing done, if
    /// the section has a snapshot as recent already or has never reached that seq.
    ///
    /// Appends go on meanwhile: they only take seqs that come after.
    pub async fn compact(
        &self,
        dossier: &str,
        section: SectionId,
        upto_seq: i64,
        snapshot: &[u8],
    ) -> Result<bool, StoreError> {
        let number = i16::from(section.number());
        let mut tx = self.writer.begin_writing().await?;
        let sql = "update section set snapshot = $4, snapshot_seq = $3 where dossier_id = $1 \
                   and section = $2 and snapshot_seq < $3 and head_seq >= $3";
        let swapped = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(dossier).bind(number).bind(upto_seq).bind(snapshot);
            query.execute(&mut **db).await?.rows_affected()
        });
        if swapped == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        let sql = "delete from section_update \
                   where dossier_id = $1 and section = $2 and seq <= $3";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(dossier).bind(number).bind(upto_seq);
            query.execute(&mut **db).await?;
        });
        tx.commit().await?;
        Ok(true)
    }
}

/// Reserves as many seqs of each section as the batch needs; answers the first of each. The rows
/// stay locked until the transaction ends, so the order of the seqs is the order of the commits and
/// there is no gap; and they are locked in one order by everybody, so nobody waits in a circle.
async fn take_seqs<'b>(
    tx: &mut Tx,
    batch: &'b [Append],
) -> Result<BTreeMap<(&'b str, SectionId), i64>, StoreError> {
    let mut counts: BTreeMap<(&str, SectionId), i64> = BTreeMap::new();
    for update in batch {
        *counts.entry((&update.dossier, update.section)).or_default() += 1;
    }
    let sql = "update section set head_seq = head_seq + $3 \
               where dossier_id = $1 and section = $2 returning head_seq";
    for ((dossier, section), count) in &mut counts {
        let number = i16::from(section.number());
        let head_seq: i64 = on_pool!(&mut *tx, |db| {
            let query = sqlx::query_scalar(sql).bind(*dossier).bind(number).bind(*count);
            query.fetch_one(&mut **db).await?
        });
        *count = head_seq - *count + 1;
    }
    Ok(counts)
}

pub(crate) async fn insert_updates(tx: &mut Tx, rows: &[(i64, &Append)]) -> Result<(), StoreError> {
    let number = |update: &Append| i16::from(update.section.number());
    match tx {
        // Each statement is a message to the thread that has the database, so rows go together; in
        // lots of a few sizes, whose statements stay prepared.
        Dialect::Sqlite(db) => {
            let mut rest = rows;
            while !rest.is_empty() {
                let lot = LOTS.into_iter().find(|&lot| lot <= rest.len()).unwrap_or(1);
                let (now, later) = rest.split_at(lot);
                rest = later;
                let mut query = QueryBuilder::new(
                    "insert into section_update (dossier_id, section, seq, account_id, \
                     accepted_at, bytes) ",
                );
                query.push_values(now, |mut row, (seq, update)| {
                    row.push_bind(&update.dossier)
                        .push_bind(number(update))
                        .push_bind(seq)
                        .push_bind(&update.member)
                        .push_bind(update.at)
                        .push_bind(&update.bytes);
                });
                query.build().execute(&mut **db).await?;
            }
        }
        // The database is across a network: all rows travel at once.
        Dialect::Postgres(db) => {
            let sql = "insert into section_update (dossier_id, section, seq, account_id, \
                       accepted_at, bytes) \
                       select * from unnest($1::text[], $2::smallint[], $3::bigint[], \
                       $4::text[], $5::bigint[], $6::bytea[])";
            let updates = || rows.iter().map(|(_, update)| *update);
            sqlx::query(sql)
                .bind(updates().map(|update| update.dossier.as_str()).collect::<Vec<_>>())
                .bind(updates().map(number).collect::<Vec<_>>())
                .bind(rows.iter().map(|(seq, _)| *seq).collect::<Vec<_>>())
                .bind(updates().map(|update| update.member.as_str()).collect::<Vec<_>>())
                .bind(updates().map(|update| update.at).collect::<Vec<_>>())
                .bind(updates().map(|update| update.bytes.as_slice()).collect::<Vec<_>>())
                .execute(&mut **db)
                .await?;
        }
    }
    Ok(())
}

/// A client id that has an owner keeps it.
async fn insert_client_owners(tx: &mut Tx, batch: &[Append]) -> Result<(), StoreError> {
    let sql = "insert into client_owner (dossier_id, section, client_id, account_id) \
               values ($1, $2, $3, $4) on conflict do nothing";
    for update in batch {
        for &client in &update.client_owners {
            on_pool!(&mut *tx, |db| {
                let query = sqlx::query(sql)
                    .bind(&update.dossier)
                    .bind(i16::from(update.section.number()))
                    .bind(client.cast_signed())
                    .bind(&update.client_owner);
                query.execute(&mut **db).await?;
            });
        }
    }
    Ok(())
}

/// The clock may step back; a dossier never becomes older by being edited.
async fn touch(tx: &mut Tx, batch: &[Append]) -> Result<(), StoreError> {
    let mut latest: BTreeMap<&str, i64> = BTreeMap::new();
    for update in batch {
        let at = latest.entry(&update.dossier).or_insert(update.at);
        *at = update.at.max(*at);
    }
    let sql = "update dossier set updated_at = $2 where id = $1 and updated_at < $2";
    for (dossier, at) in latest {
        on_pool!(&mut *tx, |db| {
            sqlx::query(sql).bind(dossier).bind(at).execute(&mut **db).await?;
        });
    }
    Ok(())
}

pub(crate) fn section(number: i16) -> Result<SectionId, StoreError> {
    u8::try_from(number).ok().and_then(SectionId::from_number).ok_or_else(|| {
        StoreError::Unavailable(sqlx::Error::Decode(format!("unknown section {number}").into()))
    })
}
