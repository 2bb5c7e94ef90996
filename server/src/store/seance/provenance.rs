//! How ideas of a session became sentences of the dossier. Must not know: who may read which section,
//! what a sentence says now.

use super::ideas::{Idea, Row as IdeaRow, idea};
use super::{json, parsed};
use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::seance::adopt::Voices;
use dossier::threads::Anchor;
use sqlx::FromRow;

/// The way of one idea.
#[derive(Clone, Debug, PartialEq)]
pub struct Lineage {
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

/// An idea of any session of a dossier, and of which one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromRoom {
    pub idea: Idea,
    pub seance: String,
    pub held_at: i64,
}

#[derive(FromRow)]
struct Row {
    idea: String,
    place: String,
    written: Vec<u8>,
    by: String,
    by_name: String,
    at: i64,
    dots: Option<i64>,
    voters: Option<i64>,
}

#[derive(FromRow)]
struct FromRoomRow {
    #[sqlx(flatten)]
    idea: IdeaRow,
    seance: String,
    held_at: i64,
}

#[derive(FromRow)]
struct PendingRow {
    seance: String,
    dossier: String,
    #[sqlx(flatten)]
    way: Row,
}

const COLUMNS: &str = "l.idea_id as idea, l.place, l.written, l.by_id as by, a.name as by_name, l.at, \
     l.dots, l.voters from lineage l join account a on a.id = l.by_id";

impl Store {
    /// Keeps the way of an idea, in the place of one that led to words that are gone.
    pub async fn keep_lineage(&self, dossier: &str, way: &Lineage) -> Result<(), StoreError> {
        let sql = "insert into lineage (idea_id, dossier_id, section, place, written, by_id, at, \
                   dots, voters) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                   on conflict (idea_id) do update set section = excluded.section, \
                   place = excluded.place, written = excluded.written, by_id = excluded.by_id, \
                   at = excluded.at, dots = excluded.dots, voters = excluded.voters";
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

    pub async fn lineage(&self, idea: &str) -> Result<Option<Lineage>, StoreError> {
        let sql = format!("select {COLUMNS} where l.idea_id = $1");
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(idea).fetch_optional(db).await?
        });
        row.map(lineage).transpose()
    }

    /// All that came from rooms into a dossier, in the order in which it came.
    pub async fn lineages(&self, dossier: &str) -> Result<Vec<Lineage>, StoreError> {
        let sql = format!("select {COLUMNS} where l.dossier_id = $1 order by l.at, l.idea_id");
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(dossier).fetch_all(db).await?
        });
        rows.into_iter().map(lineage).collect()
    }

    /// Ideas that are on their way into a dossier: their sentence is kept, and they are not marked as
    /// adopted. With their dossier and their séance.
    pub async fn pending_adoptions(&self) -> Result<Vec<(String, String, Lineage)>, StoreError> {
        let sql = format!(
            "select i.seance_id as seance, l.dossier_id as dossier, {COLUMNS} \
             join idea i on i.id = l.idea_id where i.fate = 'open' order by l.at, l.idea_id"
        );
        let rows: Vec<PendingRow> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(db).await?
        });
        let way = |row: PendingRow| Ok((row.dossier, row.seance, lineage(row.way)?));
        rows.into_iter().map(way).collect()
    }

    /// The sections that have a sentence from a room.
    pub async fn asked_for(&self, dossier: &str) -> Result<Vec<SectionId>, StoreError> {
        let sql = "select distinct section from lineage where dossier_id = $1 order by section";
        let numbers: Vec<i16> = on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(dossier).fetch_all(db).await?
        });
        let section = |number: i16| SectionId::from_number(u8::try_from(number).ok()?);
        Ok(numbers.into_iter().filter_map(section).collect())
    }

    /// The ideas of a dossier of which something became: those that are in it, those that were grouped
    /// with another, those that were not kept.
    pub async fn from_rooms(&self, dossier: &str) -> Result<Vec<FromRoom>, StoreError> {
        let sql = "select i.id, i.account_id as account, i.quality, i.seat, i.words, i.at, i.fate, \
                   i.about, s.title as seance, s.created_at as held_at \
                   from idea i join seance s on s.id = i.seance_id where s.dossier_id = $1 \
                   and (i.fate in ('merged', 'left') \
                   or exists (select 1 from lineage l where l.idea_id = i.id)) order by i.at, i.id";
        let rows: Vec<FromRoomRow> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(dossier).fetch_all(db).await? });
        let from_room = |row: FromRoomRow| FromRoom {
            idea: idea(row.idea),
            seance: row.seance,
            held_at: row.held_at,
        };
        Ok(rows.into_iter().map(from_room).collect())
    }
}

fn lineage(row: Row) -> Result<Lineage, StoreError> {
    let voices = row.dots.zip(row.voters).map(|(dots, voters)| Voices { dots, voters });
    let place = parsed(&row.place)?;
    let Row { idea, written, by, by_name, at, .. } = row;
    Ok(Lineage { idea, place, written, by, by_name, at, voices })
}
