//! Séances: begun, read, changed, ended. Does not know: ideas, votes, who follows.

use super::engine::dialect::{Tx, on_pool};
use super::seance::class::forget_held;
use super::{Store, StoreError};
use crate::clock;
use dossier::lang::Lang;
use dossier::seance::Seance;
use dossier::seance::meeting::Meeting;
use dossier::seance::plan::{Course, Step};
use dossier::seance::wall::Wall;
use serde::de::DeserializeOwned;
use sqlx::FromRow;

pub mod class;
pub mod ideas;
pub mod live;
pub mod participants;
pub mod provenance;
pub mod releve;
pub mod speaking;
pub mod tally;
pub mod votes;

/// A séance to begin.
#[derive(Clone, Debug)]
pub struct NewSeance {
    pub id: String,
    pub dossier: String,
    pub code: String,
    pub title: String,
    pub place: String,
    /// Scheme and host of where the hall joins.
    pub site: String,
    /// What the hall is asked.
    pub questions: Vec<String>,
    /// The language of its wall.
    pub lang: Lang,
    pub plan: Vec<Step>,
    pub meeting: Meeting,
    pub by: String,
    pub at: i64,
}

/// So many devices may be those of who prepares it.
const TRIES_OF_A_CODE: i64 = 2;

#[derive(FromRow)]
struct Row {
    id: String,
    dossier: String,
    code: Option<String>,
    title: String,
    place: String,
    base_url: String,
    questions: String,
    language: String,
    plan: String,
    course: String,
    wall: String,
    holder: String,
    holder_name: String,
    ideas_open: bool,
    date_text: String,
    time_text: String,
    table_count: i64,
    headcount: String,
    created_at: i64,
    ended_at: Option<i64>,
    version: i64,
}

const COLUMNS: &str = "s.id, s.dossier_id as dossier, s.code, s.title, s.place, s.base_url, \
     s.questions, s.language, s.plan, s.course, s.wall, s.holder_id as holder, \
     a.name as holder_name, s.ideas_open, s.date_text, s.time_text, s.table_count, s.headcount, \
     s.created_at, s.ended_at, s.version \
     from seance s join account a on a.id = s.holder_id";

impl Store {
    /// Begins a séance. False, and nothing done, if another one has that code.
    pub async fn add_seance(&self, new: &NewSeance) -> Result<bool, StoreError> {
        let sql = "insert into seance (id, dossier_id, code, title, place, questions, language, \
                   plan, course, wall, created_by, holder_id, created_at, base_url, date_text, \
                   time_text, table_count) \
                   select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, \
                   $15, $16 where not exists (select 1 from class where code = $3) \
                   on conflict (code) do nothing";
        let (plan, course) = (json(&new.plan)?, json(&Course::default())?);
        let wall = json(&Wall::default())?;
        let made = on_pool!(&self.writer, |db| {
            sqlx::query(sql)
                .bind(&new.id)
                .bind(&new.dossier)
                .bind(&new.code)
                .bind(&new.title)
                .bind(&new.place)
                .bind(new.questions.join("\n"))
                .bind(new.lang.tag())
                .bind(plan)
                .bind(course)
                .bind(wall)
                .bind(&new.by)
                .bind(new.at)
                .bind(&new.site)
                .bind(&new.meeting.on)
                .bind(&new.meeting.at)
                .bind(i64::from(new.meeting.tables))
                .execute(db)
                .await?
                .rows_affected()
        });
        Ok(made == 1)
    }

    pub async fn seance(&self, id: &str) -> Result<Option<Seance>, StoreError> {
        let sql = format!("select {COLUMNS} where s.id = $1");
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(db).await?
        });
        row.map(seance).transpose()
    }

    /// The séance that is joined by that code now; none of an archived dossier is.
    pub async fn seance_by_code(&self, code: &str) -> Result<Option<Seance>, StoreError> {
        let sql = format!(
            "select {COLUMNS} where s.code = $1 and exists \
             (select 1 from dossier d where d.id = s.dossier_id and d.archived_at is null)"
        );
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(code).fetch_optional(db).await?
        });
        row.map(seance).transpose()
    }

    /// The séances of a dossier, the newest first.
    pub async fn seances(&self, dossier: &str) -> Result<Vec<Seance>, StoreError> {
        let sql = format!(
            "select {COLUMNS} where s.dossier_id = $1 order by s.created_at desc, s.id desc"
        );
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(dossier).fetch_all(db).await?
        });
        rows.into_iter().map(seance).collect()
    }

    /// The séances that nobody has ended, in which nothing happened for long, and when something
    /// did last: of those that were held since `held`, of those that never were since `unheld`.
    pub async fn forgotten_seances(
        &self,
        held: i64,
        unheld: i64,
    ) -> Result<Vec<(Seance, i64)>, StoreError> {
        let sql = format!(
            "select {COLUMNS} where s.ended_at is null and s.created_at < $1 and s.active_at < $1 \
             order by s.created_at"
        );
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(held).fetch_all(db).await?
        });
        let last = "select case when active_at > created_at then active_at else created_at end \
                    from seance where id = $1";
        let mut found = Vec::new();
        for row in rows {
            let seance = seance(row)?;
            let last: i64 = on_pool!(&self.reader, |db| {
                sqlx::query_scalar(last).bind(&seance.id).fetch_one(db).await?
            });
            // One who tries the code beforehand holds no séance.
            let was_held = seance.course.begun.is_some()
                || self.attendance(&seance.id).await?.devices > TRIES_OF_A_CODE;
            if was_held || last < unheld {
                found.push((seance, last));
            }
        }
        Ok(found)
    }

    /// Changes a séance that has not ended, in one transaction: what `change` makes of it as it is.
    /// None if it is not there or over.
    pub async fn change_seance(
        &self,
        id: &str,
        change: impl FnOnce(&mut Seance),
    ) -> Result<Option<Seance>, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        tx.alone(&format!("seance {id}")).await?;
        let sql = format!("select {COLUMNS} where s.id = $1 and s.ended_at is null");
        let row: Option<Row> = on_pool!(&mut tx, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(&mut **db).await?
        });
        let Some(mut seance) = row.map(seance).transpose()? else {
            return Ok(None);
        };
        change(&mut seance);
        seance.version += 1;
        let sql = "update seance set course = $2, wall = $3, holder_id = $4, ideas_open = $5, \
                   ended_at = $6, code = $7, version = $8, base_url = $9, headcount = $10, \
                   title = $11, place = $12, questions = $13, plan = $14, date_text = $15, \
                   time_text = $16, table_count = $17, active_at = $18 where id = $1";
        if seance.ended_at.is_some() {
            seance.code = None;
            forget_held(&mut tx, id).await?;
        }
        let (course, wall) = (json(&seance.course)?, json(&seance.wall)?);
        let (headcount, plan) = (json(&seance.headcount)?, json(&seance.plan)?);
        on_pool!(&mut tx, |db| {
            sqlx::query(sql)
                .bind(id)
                .bind(course)
                .bind(wall)
                .bind(&seance.holder)
                .bind(seance.ideas_open)
                .bind(seance.ended_at)
                .bind(&seance.code)
                .bind(seance.version)
                .bind(&seance.site)
                .bind(headcount)
                .bind(&seance.title)
                .bind(&seance.place)
                .bind(seance.questions.join("\n"))
                .bind(plan)
                .bind(&seance.meeting.on)
                .bind(&seance.meeting.at)
                .bind(i64::from(seance.meeting.tables))
                .bind(clock::now())
                .execute(&mut **db)
                .await?;
        });
        if let Some(at) = seance.ended_at {
            votes::close(&mut tx, id, None, at).await?;
            participants::keep_attendance(&mut tx, id).await?;
        }
        tx.commit().await?;
        Ok(Some(seance))
    }
}

/// Says to whoever follows that something of the séance has changed.
pub(super) async fn touch(tx: &mut Tx, seance: &str) -> Result<(), StoreError> {
    let sql = "update seance set version = version + 1, active_at = $2 where id = $1";
    let now = clock::now();
    on_pool!(&mut *tx, |db| {
        sqlx::query(sql).bind(seance).bind(now).execute(&mut **db).await?;
    });
    Ok(())
}

fn seance(row: Row) -> Result<Seance, StoreError> {
    Ok(Seance {
        plan: parsed(&row.plan)?,
        headcount: parsed(&row.headcount)?,
        meeting: Meeting {
            on: row.date_text,
            at: row.time_text,
            tables: u32::try_from(row.table_count).unwrap_or_default(),
        },
        course: parsed(&row.course)?,
        wall: parsed(&row.wall)?,
        lang: Lang::from_tag(&row.language).unwrap_or_default(),
        id: row.id,
        dossier: row.dossier,
        code: row.code,
        title: row.title,
        place: row.place,
        site: row.base_url,
        questions: row.questions.lines().map(str::to_owned).collect(),
        holder: row.holder,
        holder_name: row.holder_name,
        ideas_open: row.ideas_open,
        created_at: row.created_at,
        ended_at: row.ended_at,
        version: row.version,
    })
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(unreadable)
}

pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Unavailable(sqlx::Error::Decode(error.into()))
}
