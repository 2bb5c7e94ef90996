//! Ideas of a séance. Does not know: who may moderate.

use super::touch;
use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::seance::idea::{Fate, Idea};
use sqlx::FromRow;

/// An idea to add. The id is its sender's, so that one that is sent again is there once.
#[derive(Clone, Debug)]
pub struct NewIdea {
    pub id: String,
    pub seance: String,
    pub account: String,
    pub quality: String,
    pub seat: String,
    pub words: String,
    pub at: i64,
    /// The class that it is of: then it is held until the adult there has read it.
    pub class: Option<i64>,
}

#[derive(FromRow)]
pub(crate) struct Row {
    id: String,
    account: Option<String>,
    quality: String,
    seat: String,
    words: String,
    at: i64,
    status: String,
    detail: String,
}

/// What became of an idea that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdeaOutcome {
    /// It is there, now or since before.
    There,
    /// Its sender has as many as one may have.
    TooMany,
    /// The séance takes none, or none any more.
    Closed,
}

impl Store {
    /// Adds an idea, unless its sender has `most` in this séance already, or it takes none: what
    /// comes after the end would be held for ever where it is a class's.
    pub async fn add_idea(&self, idea: &NewIdea, most: i64) -> Result<IdeaOutcome, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        tx.alone(&format!("ideas of {} in {}", idea.account, idea.seance)).await?;
        let sql = "select count(*), coalesce(sum(case when id = $3 then 1 else 0 end), 0) \
                   from idea where seance_id = $1 and account_id = $2";
        let (count, there): (i64, i64) = on_pool!(&mut tx, |db| {
            let query = sqlx::query_as(sql).bind(&idea.seance).bind(&idea.account).bind(&idea.id);
            query.fetch_one(&mut **db).await?
        });
        if there > 0 {
            return Ok(IdeaOutcome::There);
        }
        if count >= most {
            return Ok(IdeaOutcome::TooMany);
        }
        tx.alone(&format!("seance {}", idea.seance)).await?;
        let sql = "select ideas_open from seance where id = $1 and ended_at is null";
        let open: Option<bool> = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(&idea.seance).fetch_optional(&mut **db).await?
        });
        if open != Some(true) {
            return Ok(IdeaOutcome::Closed);
        }
        // An id that is another's is nobody's to take.
        let sql = "insert into idea (id, seance_id, account_id, quality, seat, text, created_at, \
                   class_number, held) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql)
                .bind(&idea.id)
                .bind(&idea.seance)
                .bind(&idea.account)
                .bind(&idea.quality)
                .bind(&idea.seat)
                .bind(&idea.words)
                .bind(idea.at)
                .bind(idea.class)
                .bind(idea.class.is_some())
                .execute(&mut **db)
                .await?;
        });
        touch(&mut tx, &idea.seance).await?;
        tx.commit().await?;
        Ok(IdeaOutcome::There)
    }

    /// The ideas of a séance that the hall may read, in their order.
    pub async fn ideas(&self, seance: &str) -> Result<Vec<Idea>, StoreError> {
        let sql = "select id, account_id as account, quality, seat, text as words, \
                   created_at as at, status, detail \
                   from idea where seance_id = $1 and not held order by created_at, id";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(seance).fetch_all(db).await? });
        Ok(rows.into_iter().map(idea).collect())
    }

    /// Decides what becomes of an idea of that séance; false if it has none of that id.
    pub async fn decide_idea(
        &self,
        seance: &str,
        id: &str,
        fate: &Fate,
    ) -> Result<bool, StoreError> {
        let (status, detail) = match fate {
            Fate::Open => ("open", String::new()),
            Fate::Hidden => ("hidden", String::new()),
            Fate::Merged(other) => ("merged", other.clone()),
            Fate::Kept(section) => ("adopted", section.name().to_owned()),
            Fate::Left(reason) => ("rejected", reason.clone()),
        };
        let mut tx = self.writer.begin_writing().await?;
        let sql = "update idea set status = $3, detail = $4 \
                   where seance_id = $1 and id = $2 and not held";
        let decided = on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(seance).bind(id).bind(status).bind(detail);
            query.execute(&mut **db).await?.rows_affected()
        });
        if let Fate::Merged(other) = fate {
            // What was told with this one is told with the other now.
            let sql = "update idea set detail = $3 \
                       where seance_id = $1 and status = 'merged' and detail = $2";
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(seance).bind(id).bind(other).execute(&mut **db).await?;
            });
        }
        touch(&mut tx, seance).await?;
        tx.commit().await?;
        Ok(decided == 1)
    }
}

pub(crate) fn idea(row: Row) -> Idea {
    let fate = match row.status.as_str() {
        "hidden" => Fate::Hidden,
        "merged" => Fate::Merged(row.detail),
        "adopted" => SectionId::from_name(&row.detail).map_or(Fate::Open, Fate::Kept),
        "rejected" => Fate::Left(row.detail),
        _ => Fate::Open,
    };
    Idea {
        id: row.id,
        account: row.account,
        quality: row.quality,
        seat: row.seat,
        words: row.words,
        at: row.at,
        fate,
    }
}
