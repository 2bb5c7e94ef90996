//! Classes in a séance, and what they sent that the hall has not read. Does not know:
//! who may read it.

use super::touch;
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::seance::class::{Class, HeldIdea, Reread};
use sqlx::FromRow;

/// A class to make.
#[derive(Clone, Debug)]
pub struct NewClass {
    pub seance: String,
    pub code: String,
    pub name: String,
    pub people: i64,
    pub adult: String,
    pub at: i64,
}

/// What became of a class that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassOutcome {
    /// It is there under that number, now or since before.
    There(i64),
    TooMany,
    CodeTaken,
}

#[derive(FromRow)]
struct Row {
    seance: String,
    number: i64,
    code: String,
    name: String,
    people: i64,
    adult: Option<String>,
    devices: i64,
}

const COLUMNS: &str = "c.seance_id as seance, c.number, c.code, c.name, c.people, \
     c.adult_id as adult, \
     (select count(*) from seance_participant p where p.seance_id = c.seance_id \
     and p.class_number = c.number and not p.blocked) as devices from class c";

impl Store {
    /// Makes a class for its adult, who has one at most in a séance, unless there are `most`.
    pub async fn make_class(&self, new: &NewClass, most: i64) -> Result<ClassOutcome, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        tx.alone(&format!("classes of {}", new.seance)).await?;
        let sql = "select count(*), coalesce(max(number), 0), \
                   coalesce(max(case when adult_id = $2 then number end), 0) \
                   from class where seance_id = $1";
        let (count, last, own): (i64, i64, i64) = on_pool!(&mut tx, |db| {
            sqlx::query_as(sql).bind(&new.seance).bind(&new.adult).fetch_one(&mut **db).await?
        });
        if own > 0 {
            return Ok(ClassOutcome::There(own));
        }
        if count >= most {
            return Ok(ClassOutcome::TooMany);
        }
        // One code leads to one place: a séance's is no class's.
        let sql = "insert into class (seance_id, number, code, name, people, adult_id, created_at) \
                   select $1, $2, $3, $4, $5, $6, $7 \
                   where not exists (select 1 from seance where code = $3) \
                   on conflict (code) do nothing";
        let made = on_pool!(&mut tx, |db| {
            sqlx::query(sql)
                .bind(&new.seance)
                .bind(last + 1)
                .bind(&new.code)
                .bind(&new.name)
                .bind(new.people)
                .bind(&new.adult)
                .bind(new.at)
                .execute(&mut **db)
                .await?
                .rows_affected()
        });
        if made == 0 {
            return Ok(ClassOutcome::CodeTaken);
        }
        touch(&mut tx, &new.seance).await?;
        tx.commit().await?;
        Ok(ClassOutcome::There(last + 1))
    }

    /// Another name, or another number of pupils.
    pub async fn change_class(
        &self,
        seance: &str,
        number: i64,
        name: &str,
        people: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        let sql = "update class set name = $3, people = $4 \
                   where seance_id = $1 and number = $2";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(seance).bind(number).bind(name).bind(people);
            query.execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    /// The classes of a séance, in the order in which they were made.
    pub async fn classes(&self, seance: &str) -> Result<Vec<Class>, StoreError> {
        let sql = format!("select {COLUMNS} where c.seance_id = $1 order by c.number");
        let rows: Vec<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(seance).fetch_all(db).await?
        });
        Ok(rows.into_iter().map(class).collect())
    }

    /// The class that is joined by that code now.
    pub async fn class_by_code(&self, code: &str) -> Result<Option<Class>, StoreError> {
        let sql = format!(
            "select {COLUMNS} join seance s on s.id = c.seance_id \
             join dossier d on d.id = s.dossier_id \
             where c.code = $1 and s.ended_at is null and d.archived_at is null"
        );
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(code).fetch_optional(db).await?
        });
        Ok(row.map(class))
    }

    /// What the classes of a séance sent and the hall has not read.
    pub async fn held_ideas(&self, seance: &str) -> Result<Vec<HeldIdea>, StoreError> {
        let sql = "select id, class_number as class, text as words, (status = 'hidden') as aside \
                   from idea where seance_id = $1 and held and class_number is not null \
                   order by created_at, id";
        let rows: Vec<(String, i64, String, bool)> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(seance).fetch_all(db).await? });
        let held = |(id, class, words, aside)| HeldIdea { id, class, words, aside };
        Ok(rows.into_iter().map(held).collect())
    }

    /// Decides about an idea that is held; one that is not, or is another class's, stays as it is.
    pub async fn reread(
        &self,
        seance: &str,
        class: i64,
        id: &str,
        what: Reread,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        let sql = "update idea set held = $4, status = $5 \
                   where seance_id = $1 and class_number = $2 and id = $3 and held";
        let held = what != Reread::ToHall;
        let fate = if what == Reread::Aside { "hidden" } else { "open" };
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(seance).bind(class).bind(id);
            query.bind(held).bind(fate).execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }
}

fn class(row: Row) -> Class {
    let Row { seance, number, code, name, people, adult, devices } = row;
    Class { seance, number, code, name, people, adult, devices }
}

/// Forgets what no adult let go.
pub(crate) async fn forget_held(tx: &mut Tx, seance: &str) -> Result<(), StoreError> {
    let sql = "delete from idea where seance_id = $1 and held";
    on_pool!(&mut *tx, |db| {
        sqlx::query(sql).bind(seance).execute(&mut **db).await?;
    });
    Ok(())
}
