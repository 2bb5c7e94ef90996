//! What became of each letter, for the job that sends them and for who looks after the server.
//! Must not know: what a letter says.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::notifications::Kind;
use dossier::notifications::email::Pace;
use sqlx::FromRow;
use std::collections::HashMap;

/// Where a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    /// Handed over; what came of it is not known yet.
    Sending,
    Sent,
    Failed,
    /// Nothing was left to be told.
    Needless,
}

impl State {
    pub const ALL: [State; 5] =
        [State::Waiting, State::Sending, State::Sent, State::Failed, State::Needless];

    pub const fn as_str(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Sending => "sending",
            State::Sent => "sent",
            State::Failed => "failed",
            State::Needless => "needless",
        }
    }
}

/// How a letter ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Into that file, if it is one.
    Sent {
        file: Option<String>,
    },
    Failed {
        reason: String,
    },
    Needless,
}

/// A letter in the list of the last ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    pub email: String,
    /// The dossier's title.
    pub title: String,
    pub pace: Pace,
    pub kinds: Vec<Kind>,
    pub state: State,
    pub made_at: i64,
    pub try_at: i64,
    pub tries: u16,
    pub reason: Option<String>,
    pub ended_at: Option<i64>,
    pub file: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    email: String,
    title: String,
    pace: String,
    state: String,
    made_at: i64,
    try_at: i64,
    tries: i16,
    reason: Option<String>,
    ended_at: Option<i64>,
    file: Option<String>,
}

impl Store {
    /// The letter is about to be handed over. Answers whether it still waited.
    pub async fn letter_leaves(&self, id: &str) -> Result<bool, StoreError> {
        let sql = "update letter set state = 'sending', tries = tries + 1 \
                   where id = $1 and state = 'waiting'";
        let leaves = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(id).execute(db).await?.rows_affected()
        });
        Ok(leaves == 1)
    }

    /// It did not leave, and is tried again.
    pub async fn letter_waits(
        &self,
        id: &str,
        try_at: i64,
        reason: &str,
    ) -> Result<(), StoreError> {
        let sql = "update letter set state = 'waiting', try_at = $2, reason = $3 where id = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(id).bind(try_at).bind(reason).execute(db).await?;
        });
        Ok(())
    }

    pub async fn letter_ended(&self, id: &str, ended: &Ended, at: i64) -> Result<(), StoreError> {
        let (state, reason, file) = match ended {
            Ended::Sent { file } => (State::Sent, None, file.as_deref()),
            Ended::Failed { reason } => (State::Failed, Some(reason.as_str()), None),
            Ended::Needless => (State::Needless, None, None),
        };
        let sql =
            "update letter set state = $2, reason = $3, file = $4, ended_at = $5 where id = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql)
                .bind(id)
                .bind(state.as_str())
                .bind(reason)
                .bind(file)
                .bind(at)
                .execute(db)
                .await?;
        });
        Ok(())
    }

    /// Gives up what was being handed over when the server stopped: it may have left. Answers how
    /// many there were.
    pub async fn letters_interrupted(&self, at: i64) -> Result<u64, StoreError> {
        let sql = "update letter set state = 'failed', reason = 'interrupted', ended_at = $1 \
                   where state = 'sending'";
        Ok(on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(at).execute(db).await?.rows_affected()
        }))
    }

    /// Forgets the letters that ended before that.
    pub async fn forget_letters(&self, before: i64) -> Result<(), StoreError> {
        let sql = "delete from letter where ended_at < $1";
        on_pool!(&self.writer, |db| sqlx::query(sql).bind(before).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// The file of a letter that was written into one.
    pub async fn letter_file(&self, id: &str) -> Result<Option<String>, StoreError> {
        let sql = "select file from letter where id = $1 and file is not null";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).bind(id).fetch_optional(db).await?))
    }

    /// The last letters, the newest first.
    pub async fn letters(&self, most: i64) -> Result<Vec<Listed>, StoreError> {
        let sql = "select l.id, a.email, d.title, l.pace, l.state, l.made_at, l.try_at, l.tries, \
                   l.reason, l.ended_at, l.file from letter l join account a on a.id = l.account_id \
                   join dossier d on d.id = l.dossier_id order by l.made_at desc, l.id desc limit $1";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(most).fetch_all(db).await?);
        let sql = "select distinct n.letter_id, n.kind from notice n join \
                   (select id from letter order by made_at desc, id desc limit $1) l \
                   on l.id = n.letter_id order by n.letter_id, n.kind";
        let pairs: Vec<(String, String)> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(most).fetch_all(db).await?);
        let mut kinds: HashMap<String, Vec<Kind>> = HashMap::new();
        for (letter, kind) in pairs {
            kinds.entry(letter).or_default().extend(Kind::parse(&kind));
        }
        let listed = |row: Row| Listed {
            kinds: kinds.remove(&row.id).unwrap_or_default(),
            pace: Pace::parse(&row.pace).unwrap_or(Pace::AtOnce),
            state: State::ALL
                .into_iter()
                .find(|state| state.as_str() == row.state)
                .unwrap_or(State::Failed),
            id: row.id,
            email: row.email,
            title: row.title,
            made_at: row.made_at,
            try_at: row.try_at,
            tries: u16::try_from(row.tries).unwrap_or_default(),
            reason: row.reason,
            ended_at: row.ended_at,
            file: row.file,
        };
        Ok(rows.into_iter().map(listed).collect())
    }
}
