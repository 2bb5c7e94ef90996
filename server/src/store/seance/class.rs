//! Classes in a session of concertation, and what they sent that the room has not read. Must not know:
//! who may read it.

use super::touch;
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::seance::class::Reread;
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

/// A class as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Class {
    pub seance: String,
    /// From 1, in its session.
    pub number: i64,
    pub code: String,
    pub name: String,
    pub people: i64,
    /// None for who is not known any more.
    pub adult: Option<String>,
    /// How many devices take part as this class.
    pub devices: i64,
}

/// What became of a class that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there under that number, now or since before.
    There(i64),
    TooMany,
    CodeTaken,
}

/// An idea of a class that its adult has not let go.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct HeldIdea {
    pub id: String,
    pub class: i64,
    pub words: String,
    pub aside: bool,
}

const COLUMNS: &str = "c.seance_id as seance, c.number, c.code, c.name, c.people, c.adult_id as adult, \
     (select count(*) from seance_participant p where p.seance_id = c.seance_id \
     and p.class = c.number and not p.blocked) as devices from school_class c";

impl Store {
    /// Makes a class for its adult, who has one at most in a session, unless there are `most`.
    pub async fn make_class(&self, new: &NewClass, most: i64) -> Result<Made, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        tx.alone(&format!("classes of {}", new.seance)).await?;
        let sql = "select count(*), coalesce(max(number), 0), \
                   coalesce(max(case when adult_id = $2 then number end), 0) \
                   from school_class where seance_id = $1";
        let (count, last, own): (i64, i64, i64) = on_pool!(&mut tx, |db| {
            sqlx::query_as(sql).bind(&new.seance).bind(&new.adult).fetch_one(&mut **db).await?
        });
        if own > 0 {
            return Ok(Made::There(own));
        }
        if count >= most {
            return Ok(Made::TooMany);
        }
        // One code leads to one place: a session's is no class's.
        let sql = "insert into school_class (seance_id, number, code, name, people, adult_id, made_at) \
                   select $1, $2, $3, $4, $5, $6, $7 \
                   where not exists (select 1 from seance where code = $3) on conflict (code) do nothing";
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
            return Ok(Made::CodeTaken);
        }
        touch(&mut tx, &new.seance).await?;
        tx.commit().await?;
        Ok(Made::There(last + 1))
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
        let sql = "update school_class set name = $3, people = $4 \
                   where seance_id = $1 and number = $2";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(seance).bind(number).bind(name).bind(people);
            query.execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    /// The classes of a session, in the order in which they were made.
    pub async fn classes(&self, seance: &str) -> Result<Vec<Class>, StoreError> {
        let sql = format!("select {COLUMNS} where c.seance_id = $1 order by c.number");
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(seance).fetch_all(db).await?
        }))
    }

    /// The class that is joined by that code now.
    pub async fn class_by_code(&self, code: &str) -> Result<Option<Class>, StoreError> {
        let sql = format!(
            "select {COLUMNS} join seance s on s.id = c.seance_id \
             where c.code = $1 and s.ended_at is null"
        );
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(code).fetch_optional(db).await?
        }))
    }

    /// What the classes of a session sent and the room has not read.
    pub async fn held_ideas(&self, seance: &str) -> Result<Vec<HeldIdea>, StoreError> {
        let sql = "select id, class, words, (fate = 'hidden') as aside from idea \
                   where seance_id = $1 and held and class is not null order by at, id";
        Ok(on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(seance).fetch_all(db).await? }))
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
        let sql = "update idea set held = $4, fate = $5 \
                   where seance_id = $1 and class = $2 and id = $3 and held";
        let held = what != Reread::ToRoom;
        let fate = if what == Reread::Aside { "hidden" } else { "open" };
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(seance).bind(class).bind(id);
            query.bind(held).bind(fate).execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }
}

/// Forgets what no adult let go.
pub(crate) async fn forget_held(tx: &mut Tx, seance: &str) -> Result<(), StoreError> {
    let sql = "delete from idea where seance_id = $1 and held";
    on_pool!(&mut *tx, |db| {
        sqlx::query(sql).bind(seance).execute(&mut **db).await?;
    });
    Ok(())
}
