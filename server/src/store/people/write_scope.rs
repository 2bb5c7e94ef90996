//! Which part of a dossier is a member's to write: the sections they were narrowed to, the rows
//! that are theirs. Does not know: what a role allows, what a row holds.

use crate::store::dossier::log::{Append, section};
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::rights::{Row, sections_in_words, sections_of};
use std::collections::BTreeSet;

/// A row, and somebody whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub row: Row,
    pub account: String,
    pub name: String,
}

impl Store {
    /// The rows that are that account's in that dossier.
    pub async fn rows_of(&self, dossier: &str, account: &str) -> Result<BTreeSet<Row>, StoreError> {
        let sql = "select section, field, row_id from row_owner \
                   where dossier_id = $1 and account_id = $2";
        let rows: Vec<(i16, String, String)> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(dossier).bind(account).fetch_all(db).await?
        });
        let row =
            |(number, rows, id): (i16, String, String)| Ok(Row::new(section(number)?, &rows, &id));
        rows.into_iter().map(row).collect()
    }

    /// Every row that is a member's, with the member's name.
    pub async fn owners(&self, dossier: &str) -> Result<Vec<Owner>, StoreError> {
        let sql = "select o.section, o.field, o.row_id, a.id, a.name \
                   from row_owner o join account a on a.id = o.account_id \
                   join membership m on m.dossier_id = o.dossier_id and m.account_id = a.id \
                   where o.dossier_id = $1 order by o.section, o.field, o.row_id, a.name, a.id";
        let rows: Vec<(i16, String, String, String, String)> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(dossier).fetch_all(db).await? });
        rows.into_iter()
            .map(|(number, rows, id, account, name)| {
                Ok(Owner { row: Row::new(section(number)?, &rows, &id), account, name })
            })
            .collect()
    }

    /// Gives a member these sections to write in (`None`: all of the role's), gives them rows and
    /// takes rows from them. [`StoreError::NotFound`] for somebody who is no member.
    pub async fn assign_part(
        &self,
        dossier: &str,
        account: &str,
        sections: Option<&BTreeSet<SectionId>>,
        given: &BTreeSet<Row>,
        taken: &BTreeSet<Row>,
    ) -> Result<(), StoreError> {
        let narrow =
            "update membership set sections = $3 where dossier_id = $1 and account_id = $2";
        let take = "delete from row_owner where dossier_id = $1 and account_id = $2 \
                    and section = $3 and field = $4 and row_id = $5";
        let mut tx = self.writer.begin_writing().await?;
        let narrowed = on_pool!(&mut tx, |db| {
            let words = sections.map(sections_in_words);
            let query = sqlx::query(narrow).bind(dossier).bind(account).bind(words);
            query.execute(&mut **db).await?.rows_affected()
        });
        if narrowed == 0 {
            return Err(StoreError::NotFound);
        }
        for row in taken {
            on_pool!(&mut tx, |db| {
                sqlx::query(take)
                    .bind(dossier)
                    .bind(account)
                    .bind(i16::from(row.section.number()))
                    .bind(&row.rows)
                    .bind(&row.id)
                    .execute(&mut **db)
                    .await?;
            });
        }
        for row in given {
            insert(&mut tx, dossier, account, row).await?;
        }
        tx.commit().await
    }
}

async fn insert(tx: &mut Tx, dossier: &str, account: &str, row: &Row) -> Result<(), StoreError> {
    let sql = "insert into row_owner (dossier_id, section, field, row_id, account_id) \
               values ($1, $2, $3, $4, $5) on conflict do nothing";
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(dossier)
            .bind(i16::from(row.section.number()))
            .bind(&row.rows)
            .bind(&row.id)
            .bind(account)
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

/// The rows that the updates of a batch make their writers' own.
pub(crate) async fn insert_own_rows(tx: &mut Tx, batch: &[Append]) -> Result<(), StoreError> {
    for update in batch {
        for row in &update.rows {
            insert(tx, &update.dossier, &update.member, row).await?;
        }
    }
    Ok(())
}

/// Sections as they are kept.
pub(crate) fn sections(words: Option<String>) -> Result<Option<BTreeSet<SectionId>>, StoreError> {
    let read = |words: String| {
        sections_of(&words).ok_or_else(|| {
            StoreError::Unavailable(sqlx::Error::Decode(
                format!("unknown section in {words:?}").into(),
            ))
        })
    };
    words.map(read).transpose()
}
