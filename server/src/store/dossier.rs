//! The envelopes of dossiers: making one, listing them, archiving, the titles shown in lists.
//! Does not know: what a section holds, what a role allows.

use super::account::NewAccount;
use super::account::{insert_account, join};
use super::dossier::log::{Append, insert_updates};
use super::engine::dialect::{Tx, on_pool};
use super::{Store, StoreError};
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::rights::workflow::Status;
use sqlx::FromRow;
use std::collections::BTreeMap;

pub mod deletion;
pub mod log;

/// A dossier to make, complete: it comes to be with its members and sections, or not at all.
#[derive(Clone, Debug)]
pub struct NewDossier {
    pub id: String,
    pub reference: Reference,
    pub title: String,
    pub school: String,
    /// Empty if it is not known.
    pub uai: String,
    pub status: Status,
    pub language: String,
    pub fictitious: bool,
    pub fictitious_notice: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    /// Accounts and roles; the first is the creator.
    pub members: Vec<(String, Role)>,
    /// The first update of each section.
    pub sections: Vec<(SectionId, Vec<u8>)>,
}

/// What people call a dossier.
#[derive(Clone, Debug)]
pub enum Reference {
    Given(String),
    /// The next one of that school in that year.
    Next {
        year: i32,
    },
}

/// The envelope of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    pub id: String,
    pub reference: String,
    pub title: String,
    pub school: String,
    pub uai: String,
    pub status: Status,
    pub language: String,
    pub fictitious: bool,
    pub fictitious_notice: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub archived_at: Option<i64>,
    /// When it is deleted, if its head has asked for it.
    pub delete_at: Option<i64>,
}

/// A dossier in somebody's list.
#[derive(Clone, Debug)]
pub struct Card {
    pub dossier: Dossier,
    pub role: Role,
    /// Names of all members, in the order in which they joined.
    pub people: Vec<String>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    reference: String,
    title: String,
    school: String,
    uai: String,
    status: String,
    language: String,
    fictitious: bool,
    fictitious_notice: Option<String>,
    created_at: i64,
    updated_at: i64,
    archived_at: Option<i64>,
    delete_at: Option<i64>,
}

#[derive(FromRow)]
struct CardRow {
    #[sqlx(flatten)]
    dossier: Row,
    role: String,
}

impl Store {
    pub async fn add_dossier(&self, dossier: &NewDossier) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        insert(&mut tx, dossier).await?;
        tx.commit().await
    }

    /// Adds those accounts and dossiers to a database that has no account; false, and nothing done,
    /// if it has one.
    pub async fn fill_if_empty(
        &self,
        accounts: &[NewAccount],
        dossiers: &[NewDossier],
    ) -> Result<bool, StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        tx.alone("fill").await?;
        let known: i64 = on_pool!(&mut tx, |db| {
            sqlx::query_scalar("select count(*) from account").fetch_one(&mut **db).await?
        });
        if known > 0 {
            return Ok(false);
        }
        for account in accounts {
            insert_account(&mut tx, account).await?;
        }
        for dossier in dossiers {
            insert(&mut tx, dossier).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    pub async fn dossier(&self, id: &str) -> Result<Option<Dossier>, StoreError> {
        let sql = "select id, reference, title, school, uai, status, language, fictitious, \
                   fictitious_notice, created_at, updated_at, archived_at, delete_at \
                   from dossier where id = $1";
        let row: Option<Row> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(id).fetch_optional(db).await? });
        row.map(dossier).transpose()
    }

    /// The dossiers of that account, the most recently edited first.
    pub async fn dossiers_of(&self, account: &str) -> Result<Vec<Card>, StoreError> {
        self.cards(
            account,
            "select d.id, d.reference, d.title, d.school, d.uai, d.status, d.language, \
             d.fictitious, d.fictitious_notice, d.created_at, d.updated_at, d.archived_at, \
             d.delete_at, m.role \
             from membership m join dossier d on d.id = m.dossier_id \
             where m.account_id = $1 and d.archived_at is null \
             order by d.updated_at desc, d.id",
        )
        .await
    }

    /// Those that are archived, the most recently archived first.
    pub async fn archived_dossiers_of(&self, account: &str) -> Result<Vec<Card>, StoreError> {
        self.cards(
            account,
            "select d.id, d.reference, d.title, d.school, d.uai, d.status, d.language, \
             d.fictitious, d.fictitious_notice, d.created_at, d.updated_at, d.archived_at, \
             d.delete_at, m.role \
             from membership m join dossier d on d.id = m.dossier_id \
             where m.account_id = $1 and d.archived_at is not null \
             order by d.archived_at desc, d.id",
        )
        .await
    }

    /// The ids of all dossiers.
    pub async fn all_dossiers(&self) -> Result<Vec<String>, StoreError> {
        let sql = "select id from dossier order by id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_all(db).await?))
    }

    /// How many dossiers an account leads.
    pub async fn dossiers_led_by(&self, account: &str) -> Result<u64, StoreError> {
        let sql = "select count(*) from membership \
                   where account_id = $1 and role in ('head', 'lead')";
        let count: i64 = on_pool!(&self.reader, |db| sqlx::query_scalar(sql)
            .bind(account)
            .fetch_one(db)
            .await?);
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Archives a dossier; one that is archived keeps its date.
    pub async fn archive(&self, dossier: &str, at: i64) -> Result<(), StoreError> {
        let sql = "update dossier set archived_at = coalesce(archived_at, $2) where id = $1";
        let archived = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(dossier).bind(at).execute(db).await?.rows_affected()
        });
        if archived == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// Brings a dossier back; it is not deleted any more either.
    pub async fn restore(&self, dossier: &str) -> Result<(), StoreError> {
        let sql = "update dossier set archived_at = null, delete_at = null where id = $1";
        let restored = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(dossier).execute(db).await?.rows_affected()
        });
        if restored == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    /// Brings the title and school shown in lists in line with what the sections say.
    pub async fn set_summary(
        &self,
        dossier: &str,
        title: &str,
        school: &str,
    ) -> Result<(), StoreError> {
        let sql = "update dossier set title = $2, school = $3 where id = $1";
        let set = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(dossier).bind(title).bind(school);
            query.execute(db).await?.rows_affected()
        });
        if set == 0 { Err(StoreError::NotFound) } else { Ok(()) }
    }

    async fn cards(&self, account: &str, sql: &'static str) -> Result<Vec<Card>, StoreError> {
        let of_names = "select m.dossier_id, a.name \
                        from membership m join account a on a.id = m.account_id \
                        where m.dossier_id in \
                        (select dossier_id from membership where account_id = $1) \
                        order by m.joined_at, a.name, a.id";
        let mut tx = self.reader.begin_reading().await?;
        let rows: Vec<CardRow> = on_pool!(&mut tx, |db| {
            sqlx::query_as(sql).bind(account).fetch_all(&mut **db).await?
        });
        let names: Vec<(String, String)> = on_pool!(&mut tx, |db| {
            sqlx::query_as(of_names).bind(account).fetch_all(&mut **db).await?
        });
        tx.commit().await?;
        let mut people: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, name) in names {
            people.entry(id).or_default().push(name);
        }
        rows.into_iter()
            .map(|row| {
                let people = people.remove(&row.dossier.id).unwrap_or_default();
                let role = Role::parse(&row.role).ok_or_else(|| unreadable("role", &row.role))?;
                Ok(Card { dossier: dossier(row.dossier)?, role, people })
            })
            .collect()
    }
}

async fn insert(tx: &mut Tx, dossier: &NewDossier) -> Result<(), StoreError> {
    let reference = match &dossier.reference {
        Reference::Given(reference) => reference.clone(),
        Reference::Next { year } => next_reference(tx, *year, &dossier.uai).await?,
    };
    let sql = "insert into dossier (id, reference, title, school, uai, status, language, \
               fictitious, fictitious_notice, created_at, updated_at) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    on_pool!(&mut *tx, |db| {
        sqlx::query(sql)
            .bind(&dossier.id)
            .bind(reference)
            .bind(&dossier.title)
            .bind(&dossier.school)
            .bind(&dossier.uai)
            .bind(dossier.status.as_str())
            .bind(&dossier.language)
            .bind(dossier.fictitious)
            .bind(&dossier.fictitious_notice)
            .bind(dossier.created_at)
            .bind(dossier.updated_at)
            .execute(&mut **db)
            .await?;
    });
    for (account, role) in &dossier.members {
        join(tx, &dossier.id, account, *role, dossier.created_at).await?;
    }
    let creator = dossier.members.first().map(|(account, _)| account.as_str()).unwrap_or_default();
    for (section, bytes) in &dossier.sections {
        insert_section(tx, dossier, creator, *section, bytes).await?;
    }
    Ok(())
}

/// A section is seeded once, in the transaction that makes its row: a second seed would double the
/// line ends of its texts.
async fn insert_section(
    tx: &mut Tx,
    dossier: &NewDossier,
    creator: &str,
    section: SectionId,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let sql = "insert into section (dossier_id, section, head_seq) values ($1, $2, 1)";
    on_pool!(&mut *tx, |db| {
        let number = i16::from(section.number());
        sqlx::query(sql).bind(&dossier.id).bind(number).execute(&mut **db).await?;
    });
    let first = Append {
        dossier: dossier.id.clone(),
        section,
        member: creator.to_owned(),
        at: dossier.created_at,
        bytes: bytes.to_vec(),
        client_owners: Vec::new(),
        rows: Vec::new(),
        client_owner: creator.to_owned(),
    };
    insert_updates(tx, &[(1, &first)]).await
}

/// `NEFLE-2026-0629802T-03`: the third dossier of that school in that year.
async fn next_reference(tx: &mut Tx, year: i32, uai: &str) -> Result<String, StoreError> {
    let prefix = format!("NEFLE-{year}-{}-", if uai.is_empty() { "SANSUAI" } else { uai });
    tx.alone(&prefix).await?;
    let sql = "select reference from dossier where substr(reference, 1, length($1)) = $1";
    let taken: Vec<String> =
        on_pool!(tx, |db| { sqlx::query_scalar(sql).bind(&prefix).fetch_all(&mut **db).await? });
    let last = taken
        .iter()
        .filter_map(|reference| reference.strip_prefix(&prefix)?.parse::<u32>().ok())
        .max()
        .unwrap_or_default();
    Ok(format!("{prefix}{:02}", last.saturating_add(1)))
}

fn dossier(row: Row) -> Result<Dossier, StoreError> {
    let status = Status::parse(&row.status).ok_or_else(|| unreadable("status", &row.status))?;
    Ok(Dossier {
        id: row.id,
        reference: row.reference,
        title: row.title,
        school: row.school,
        uai: row.uai,
        status,
        language: row.language,
        fictitious: row.fictitious,
        fictitious_notice: row.fictitious_notice,
        created_at: row.created_at,
        updated_at: row.updated_at,
        archived_at: row.archived_at,
        delete_at: row.delete_at,
    })
}

fn unreadable(what: &str, value: &str) -> StoreError {
    StoreError::Unavailable(sqlx::Error::Decode(format!("unknown {what} {value:?}").into()))
}
