//! How ideas of a séance became sentences of the dossier. Does not know: who may read which
//! section, what a sentence says now.

use super::ideas::{Row as IdeaRow, idea};
use super::{json, parsed};
use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::seance::adopt::Voices;
use dossier::seance::idea::Idea;
use dossier::threads::Anchor;
use sqlx::FromRow;

/// The way of one idea.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    pub idea: String,
    pub place: Anchor,
    /// The update that writes its sentence.
    pub written: Vec<u8>,
    /// The account that put it there, and its name.
    pub by: String,
    pub by_name: String,
    pub at: i64,
    pub voices: Option<Voices>,
}

/// An idea of any séance of a dossier, and of which one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromHall {
    pub idea: Idea,
    /// The id of that séance.
    pub seance: String,
}

#[derive(FromRow)]
struct Row {
    idea: String,
    anchor: String,
    update_bytes: Vec<u8>,
    by: String,
    by_name: String,
    at: i64,
    dots: Option<i64>,
    voters: Option<i64>,
}

#[derive(FromRow)]
struct FromHallRow {
    #[sqlx(flatten)]
    idea: IdeaRow,
    seance: String,
}

#[derive(FromRow)]
struct PendingRow {
    seance: String,
    dossier: String,
    #[sqlx(flatten)]
    way: Row,
}

const COLUMNS: &str = "p.idea_id as idea, p.anchor, p.update_bytes, p.adopted_by as by, \
     a.name as by_name, p.adopted_at as at, p.dots, p.voters \
     from provenance p join account a on a.id = p.adopted_by";

impl Store {
    /// Keeps the way of an idea, in the place of one that led to words that are gone.
    pub async fn keep_provenance(&self, dossier: &str, way: &Provenance) -> Result<(), StoreError> {
        let sql = "insert into provenance (idea_id, dossier_id, section, anchor, update_bytes, \
                   adopted_by, adopted_at, dots, voters) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                   on conflict (idea_id) do update set section = excluded.section, \
                   anchor = excluded.anchor, update_bytes = excluded.update_bytes, \
                   adopted_by = excluded.adopted_by, adopted_at = excluded.adopted_at, \
                   dots = excluded.dots, voters = excluded.voters";
        let place = json(&way.place)?;
        on_pool!(&self.writer, |db| {
            sqlx::query(sql)
                .bind(&way.idea)
                .bind(dossier)
                .bind(i16::from(way.place.section.number()))
                .bind(place)
                .bind(&way.written)
                .bind(&way.by)
                .bind(way.at)
                .bind(way.voices.map(|voices| voices.dots))
                .bind(way.voices.map(|voices| voices.voters))
                .execute(db)
                .await?;
        });
        Ok(())
    }

    pub async fn provenance(&self, idea: &str) -> Result<Option<Provenance>, StoreError> {
        let sql = format!("select {COLUMNS} where p.idea_id = $1");
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(idea).fetch_optional(db).await?
        });
        row.map(provenance).transpose()
    }

    /// All that came from halls into a dossier, in the order in which it came.
    pub async fn provenances(&self, dossier: &str) -> Result<Vec<Provenance>, StoreError> {
        let sql =
            format!("select {COLUMNS} where p.dossier_id = $1 order by p.adopted_at, p.idea_id");
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(dossier).fetch_all(db).await?
        });
        rows.into_iter().map(provenance).collect()
    }

    /// Ideas that are on their way into a dossier: their sentence is kept, and they are not marked
    /// as adopted. With their dossier and their séance.
    pub async fn pending_adoptions(&self) -> Result<Vec<(String, String, Provenance)>, StoreError> {
        let sql = format!(
            "select i.seance_id as seance, p.dossier_id as dossier, {COLUMNS} \
             join idea i on i.id = p.idea_id where i.status = 'open' \
             order by p.adopted_at, p.idea_id"
        );
        let rows: Vec<PendingRow> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(db).await?
        });
        let way = |row: PendingRow| Ok((row.dossier, row.seance, provenance(row.way)?));
        rows.into_iter().map(way).collect()
    }

    /// The sections that have a sentence from a hall.
    pub async fn asked_for(&self, dossier: &str) -> Result<Vec<SectionId>, StoreError> {
        let sql = "select distinct section from provenance where dossier_id = $1 order by section";
        let numbers: Vec<i16> = on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(dossier).fetch_all(db).await?
        });
        let section = |number: i16| SectionId::from_number(u8::try_from(number).ok()?);
        Ok(numbers.into_iter().filter_map(section).collect())
    }

    /// The ideas of a dossier of which something became: those that are in it, those that were
    /// grouped with another, those that were not kept.
    pub async fn from_halls(&self, dossier: &str) -> Result<Vec<FromHall>, StoreError> {
        let sql = "select i.id, i.account_id as account, i.quality, i.seat, i.text as words, \
                   i.created_at as at, i.status, i.detail, i.seance_id as seance \
                   from idea i join seance s on s.id = i.seance_id \
                   where s.dossier_id = $1 \
                   and (i.status in ('merged', 'rejected') \
                   or exists (select 1 from provenance p where p.idea_id = i.id)) \
                   order by i.created_at, i.id";
        let rows: Vec<FromHallRow> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(dossier).fetch_all(db).await? });
        let from_hall = |row: FromHallRow| FromHall { idea: idea(row.idea), seance: row.seance };
        Ok(rows.into_iter().map(from_hall).collect())
    }
}

fn provenance(row: Row) -> Result<Provenance, StoreError> {
    let voices = row.dots.zip(row.voters).map(|(dots, voters)| Voices { dots, voters });
    let place = parsed(&row.anchor)?;
    let Row { idea, update_bytes: written, by, by_name, at, .. } = row;
    Ok(Provenance { idea, place, written, by, by_name, at, voices })
}
