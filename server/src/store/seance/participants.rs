//! Who takes part in a session of concertation. Does not know: ideas, votes, sessions of browsers.

use super::{json, parsed, touch};
use crate::store::account::NewGuest;
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::seance::class::PUPILS;
use dossier::seance::participant::Participant;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    account: String,
    name: String,
    quality: String,
    seat: String,
    blocked: bool,
    people: i64,
    email: Option<String>,
    class: Option<i64>,
    joined_at: i64,
}

/// As who somebody takes part.
#[derive(Clone, Copy, Debug)]
pub struct NewParticipant<'a> {
    pub quality: &'a str,
    pub seat: &'a str,
    /// 0 where they are counted with their class.
    pub people: i64,
    pub class: Option<i64>,
    /// The browser, where it keeps a cookie: one takes part once.
    pub device: Option<&'a str>,
}

impl Store {
    /// Makes an account take part, or moves it to another seat. A guest is made first, with the
    /// séance in which it takes part and no membership.
    pub async fn take_part(
        &self,
        seance: &str,
        account: &str,
        guest: Option<&NewGuest>,
        who: NewParticipant<'_>,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        if let Some(guest) = guest {
            crate::store::account::insert_guest(&mut tx, guest).await?;
        }
        let sql = "insert into seance_participant (seance_id, account_id, quality, seat, \
                   people, joined_at, class_number, device) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (seance_id, account_id) \
                   do update set quality = excluded.quality, seat = excluded.seat, \
                   people = excluded.people, class_number = excluded.class_number";
        on_pool!(&mut tx, |db| {
            let query = sqlx::query(sql).bind(seance).bind(account).bind(who.quality);
            let query = query.bind(who.seat).bind(who.people).bind(at).bind(who.class);
            let query = query.bind(who.device);
            query.execute(&mut **db).await?;
        });
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    pub async fn participant(
        &self,
        seance: &str,
        account: &str,
    ) -> Result<Option<Participant>, StoreError> {
        let sql = "select p.account_id as account, a.name, p.quality, p.seat, p.blocked, \
                   p.people, p.email, p.class_number as class, p.joined_at \
                   from seance_participant p join account a on a.id = p.account_id \
                   where p.seance_id = $1 and p.account_id = $2";
        let row: Option<Row> = on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(seance).bind(account).fetch_optional(db).await?
        });
        let participant = |row: Row| {
            let Row { account, name, quality, seat, blocked, people, email, class, joined_at } =
                row;
            Participant { account, name, quality, seat, blocked, people, email, class, joined_at }
        };
        Ok(row.map(participant))
    }

    /// Who takes part by that browser, and whether it is a guest who belongs to no dossier: of such
    /// a one the browser is all there is.
    pub async fn participant_by_device(
        &self,
        seance: &str,
        device: &str,
    ) -> Result<Option<(String, bool)>, StoreError> {
        let sql = "select p.account_id, (a.kind = 'guest' and not exists \
                   (select 1 from membership m where m.account_id = a.id)) \
                   from seance_participant p join account a on a.id = p.account_id \
                   where p.seance_id = $1 and p.device = $2";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_as(sql).bind(seance).bind(device).fetch_optional(db).await?
        }))
    }

    /// The devices that were blocked.
    pub async fn blocked(&self, seance: &str) -> Result<Vec<String>, StoreError> {
        let sql = "select account_id from seance_participant where seance_id = $1 and blocked";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(seance).fetch_all(db).await?
        }))
    }

    /// How many devices take part.
    pub async fn devices(&self, seance: &str) -> Result<i64, StoreError> {
        let sql = "select count(*) from seance_participant where seance_id = $1";
        Ok(on_pool!(&self.reader, |db| {
            sqlx::query_scalar(sql).bind(seance).fetch_one(db).await?
        }))
    }

    /// How many take part by their devices and in classes. Of a séance that is over, as it ended.
    pub async fn attendance(&self, seance: &str) -> Result<Attendance, StoreError> {
        let sql = "select attendance from seance where id = $1";
        let mut tx = self.reader.begin_reading().await?;
        let kept: Option<Option<String>> = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(seance).fetch_optional(&mut **db).await?
        });
        let attendance = match kept.flatten() {
            Some(kept) => parsed(&kept)?,
            None => count(&mut tx, seance).await?,
        };
        tx.commit().await?;
        Ok(attendance)
    }

    /// Blocks a device, whose ideas are hidden and whose ballots do not count, or lets it speak
    /// again.
    pub async fn block(
        &self,
        seance: &str,
        account: &str,
        blocked: bool,
    ) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        let sql = "update seance_participant set blocked = $3 \
                   where seance_id = $1 and account_id = $2";
        on_pool!(&mut tx, |db| {
            sqlx::query(sql).bind(seance).bind(account).bind(blocked).execute(&mut **db).await?;
        });
        if blocked {
            let sql = "update idea set status = 'hidden' \
                       where seance_id = $1 and account_id = $2 and status = 'open'";
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(seance).bind(account).execute(&mut **db).await?;
            });
            let sql = "delete from speaking_turn \
                       where seance_id = $1 and account_id = $2 and started_at is null";
            on_pool!(&mut tx, |db| {
                sqlx::query(sql).bind(seance).bind(account).execute(&mut **db).await?;
            });
        }
        touch(&mut tx, seance).await?;
        tx.commit().await
    }

    /// Keeps where a participant hears what becomes of their ideas, or forgets it.
    pub async fn await_news(
        &self,
        seance: &str,
        account: &str,
        email: Option<&str>,
    ) -> Result<(), StoreError> {
        let sql = "update seance_participant set email = $3 \
                   where seance_id = $1 and account_id = $2";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(seance).bind(account).bind(email).execute(db).await?;
        });
        Ok(())
    }

    /// Forgets an address to which a letter is about to leave; false if it is not kept any more.
    pub async fn take_address(&self, seance: &str, one: &Awaiting) -> Result<bool, StoreError> {
        let sql = "update seance_participant set email = null \
                   where seance_id = $1 and account_id = $2 and email = $3";
        let taken = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(seance).bind(&one.account).bind(&one.email);
            query.execute(db).await?.rows_affected()
        });
        Ok(taken == 1)
    }

    /// Who waits to hear.
    pub async fn awaiting_news(&self, seance: &str) -> Result<Vec<Awaiting>, StoreError> {
        let sql = "select account_id as account, email from seance_participant \
                   where seance_id = $1 and email is not null order by account_id";
        Ok(on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(seance).fetch_all(db).await? }))
    }

    /// The séances with a relevé that is approved, of which somebody waits to hear.
    pub async fn awaited_news(&self) -> Result<Vec<String>, StoreError> {
        let sql = "select r.seance_id from releve r where r.approved_at is not null and exists \
                   (select 1 from seance_participant p where p.seance_id = r.seance_id \
                   and p.email is not null) order by r.approved_at, r.seance_id";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).fetch_all(db).await?))
    }

    /// Counts letters that are to leave; false, and none counted, if there are more than `most`
    /// then.
    pub async fn count_invited(
        &self,
        seance: &str,
        count: i64,
        most: i64,
    ) -> Result<bool, StoreError> {
        let sql = "update seance set invited_count = invited_count + $2 \
                   where id = $1 and invited_count + $2 <= $3";
        let counted = on_pool!(&self.writer, |db| {
            let query = sqlx::query(sql).bind(seance).bind(count).bind(most);
            query.execute(db).await?.rows_affected()
        });
        Ok(counted == 1)
    }
}

/// How many take part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// People, by quality.
    pub by_quality: Vec<(String, i64)>,
    /// Also those that were blocked.
    pub devices: i64,
}

/// Keeps who was present, as the séance ends: whoever is erased later was there. By which browsers
/// is of no use any more.
pub(super) async fn keep_attendance(tx: &mut Tx, seance: &str) -> Result<(), StoreError> {
    let kept = json(&count(tx, seance).await?)?;
    let sql = "update seance set attendance = $2 where id = $1";
    let forget = "update seance_participant set device = null where seance_id = $1";
    on_pool!(tx, |db| {
        sqlx::query(sql).bind(seance).bind(kept).execute(&mut **db).await?;
        sqlx::query(forget).bind(seance).execute(&mut **db).await?;
    });
    Ok(())
}

async fn count(tx: &mut Tx, seance: &str) -> Result<Attendance, StoreError> {
    let people = "select quality, cast(sum(people) as bigint) from ( \
                  select quality, people from seance_participant \
                  where seance_id = $1 and not blocked and class_number is null \
                  union all select $2, people from class where seance_id = $1) p \
                  group by quality order by quality";
    let devices = "select count(*) from seance_participant where seance_id = $1";
    Ok(on_pool!(tx, |db| Attendance {
        by_quality: sqlx::query_as(people).bind(seance).bind(PUPILS).fetch_all(&mut **db).await?,
        devices: sqlx::query_scalar(devices).bind(seance).fetch_one(&mut **db).await?,
    }))
}

/// Who waits to hear what became of their ideas.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Awaiting {
    pub account: String,
    pub email: String,
}
