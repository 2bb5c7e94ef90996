//! Who can live with which section, as it was when. Owns: that nobody both consents and reserves.
//! Does not know: who may consent, what a section says.

use super::set_resolved;
use crate::store::dossier::log::section;
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::threads::Author;
use dossier::threads::consent::{Consent, State};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    section: i16,
    account: String,
    name: String,
    quality: String,
    at: i64,
    seq: i64,
    digest: String,
}

/// What becomes of the reservations that the account has open beside the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// They stand: then there is no consent.
    Stays,
    /// They are lifted with it.
    Lifted,
}

impl Store {
    /// The account can live with a section as it was in that state. Answers the reservations that
    /// it lifted; [`StoreError::Conflict`] if one stands that is to stay.
    pub async fn consent(
        &self,
        dossier: &str,
        section: SectionId,
        account: &str,
        state: &State,
        reserved: Reserved,
        at: i64,
    ) -> Result<Vec<String>, StoreError> {
        let number = i16::from(section.number());
        let mut tx = self.writer.begin_writing().await?;
        let of_open = "select id from thread where dossier_id = $1 and section = $2 \
                       and opened_by = $3 and kind = 'reservation' and resolved_at is null";
        let open: Vec<String> = on_pool!(&mut tx, |db| {
            let query = sqlx::query_scalar(of_open).bind(dossier).bind(number).bind(account);
            query.fetch_all(&mut **db).await?
        });
        if !open.is_empty() && reserved == Reserved::Stays {
            return Err(StoreError::Conflict);
        }
        for thread in &open {
            set_resolved(&mut tx, thread, Some((account, at))).await?;
        }
        let sql = "insert into consent (dossier_id, section, account_id, given_at, seq, digest) \
                   values ($1, $2, $3, $4, $5, $6) \
                   on conflict (dossier_id, section, account_id) do update set \
                   given_at = excluded.given_at, seq = excluded.seq, digest = excluded.digest";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql)
                .bind(dossier)
                .bind(number)
                .bind(account)
                .bind(at)
                .bind(state.seq)
                .bind(&state.digest)
                .execute(&mut **db)
                .await?;
        });
        tx.commit().await?;
        Ok(open)
    }

    /// Takes a consent back; there need be none.
    pub async fn withdraw_consent(
        &self,
        dossier: &str,
        section: SectionId,
        account: &str,
    ) -> Result<(), StoreError> {
        let sql = "delete from consent where dossier_id = $1 and section = $2 and account_id = $3";
        let number = i16::from(section.number());
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(dossier).bind(number).bind(account).execute(db).await?;
        });
        Ok(())
    }

    /// All consents of those who belong to the dossier.
    pub async fn consents(&self, dossier: &str) -> Result<Vec<Consent>, StoreError> {
        let sql = "select c.section, c.account_id as account, a.name, m.quality, \
                   c.given_at as at, c.seq, c.digest from consent c \
                   join account a on a.id = c.account_id \
                   join membership m on m.dossier_id = c.dossier_id and m.account_id = a.id \
                   where c.dossier_id = $1 order by c.given_at, a.id";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(dossier).fetch_all(db).await?);
        rows.into_iter()
            .map(|row| {
                let by = Author { account: row.account, name: row.name, quality: row.quality };
                let section = section(row.section)?;
                let Row { at, seq, digest, .. } = row;
                Ok(Consent { section, by, at, seq, digest })
            })
            .collect()
    }

    /// How far the log of each section has come.
    pub async fn heads(&self, dossier: &str) -> Result<Vec<(SectionId, i64)>, StoreError> {
        let sql = "select section, head_seq from section where dossier_id = $1 order by section";
        let rows: Vec<(i16, i64)> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(dossier).fetch_all(db).await?);
        rows.into_iter().map(|(number, seq)| Ok((section(number)?, seq))).collect()
    }
}

/// Whoever opened that thread, if it is a reservation that stands, consents no more.
pub(crate) async fn end_consent(tx: &mut Tx, thread: &str) -> Result<(), StoreError> {
    let sql = "delete from consent where exists (select 1 from thread t where t.id = $1 \
               and t.kind = 'reservation' and t.resolved_at is null \
               and t.dossier_id = consent.dossier_id and t.section = consent.section \
               and t.opened_by = consent.account_id)";
    on_pool!(tx, |db| {
        sqlx::query(sql).bind(thread).execute(&mut **db).await?;
    });
    Ok(())
}
