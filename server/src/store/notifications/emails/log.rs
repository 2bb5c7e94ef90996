//! What became of each e-mail, for the job that sends them and for who looks after the server.
//! Does not know: what an e-mail says.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::notifications::Kind;
use dossier::notifications::email::{EmailPace, EmailState, LoggedEmail};
use sqlx::FromRow;
use std::collections::HashMap;

/// The name under which a state is stored.
const fn status(state: EmailState) -> &'static str {
    match state {
        EmailState::Waiting { .. } => "waiting",
        EmailState::Sending => "sending",
        EmailState::Sent => "sent",
        EmailState::Failed => "failed",
        EmailState::Needless => "skipped",
    }
}

fn state(of: &str, try_at: i64) -> EmailState {
    use EmailState::{Failed, Needless, Sending, Sent, Waiting};
    let all = [Waiting { try_at }, Sending, Sent, Failed, Needless];
    all.into_iter().find(|state| status(*state) == of).unwrap_or(Failed)
}

/// How an e-mail ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// Into that file, if it is one.
    Sent {
        file: Option<String>,
    },
    Failed {
        reason: String,
    },
    Needless,
}

#[derive(FromRow)]
struct Row {
    id: String,
    email: String,
    title: String,
    pace: String,
    status: String,
    created_at: i64,
    try_at: i64,
    tries: i16,
    reason: Option<String>,
    ended_at: Option<i64>,
    file: Option<String>,
}

impl Store {
    /// The e-mail is about to be handed over. Answers whether it still waited.
    pub async fn start_sending(&self, id: &str) -> Result<bool, StoreError> {
        let sql = "update email set status = 'sending', tries = tries + 1 \
                   where id = $1 and status = 'waiting'";
        let leaves = on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(id).execute(db).await?.rows_affected()
        });
        Ok(leaves == 1)
    }

    /// It did not leave, and is tried again.
    pub async fn retry_email(&self, id: &str, try_at: i64, reason: &str) -> Result<(), StoreError> {
        let sql = "update email set status = 'waiting', try_at = $2, reason = $3 where id = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(id).bind(try_at).bind(reason).execute(db).await?;
        });
        Ok(())
    }

    pub async fn end_email(
        &self,
        id: &str,
        ended: &SendOutcome,
        at: i64,
    ) -> Result<(), StoreError> {
        let (state, reason, file) = match ended {
            SendOutcome::Sent { file } => (EmailState::Sent, None, file.as_deref()),
            SendOutcome::Failed { reason } => (EmailState::Failed, Some(reason.as_str()), None),
            SendOutcome::Needless => (EmailState::Needless, None, None),
        };
        let sql =
            "update email set status = $2, reason = $3, file = $4, ended_at = $5 where id = $1";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql)
                .bind(id)
                .bind(status(state))
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
    pub async fn give_up_interrupted_emails(&self, at: i64) -> Result<u64, StoreError> {
        let sql = "update email set status = 'failed', reason = 'interrupted', ended_at = $1 \
                   where status = 'sending'";
        Ok(on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(at).execute(db).await?.rows_affected()
        }))
    }

    /// Forgets the e-mails that ended before that.
    pub async fn forget_emails(&self, before: i64) -> Result<(), StoreError> {
        let sql = "delete from email where ended_at < $1";
        on_pool!(&self.writer, |db| sqlx::query(sql).bind(before).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// The file of an e-mail that was written into one.
    pub async fn email_file(&self, id: &str) -> Result<Option<String>, StoreError> {
        let sql = "select file from email where id = $1 and file is not null";
        Ok(on_pool!(&self.reader, |db| sqlx::query_scalar(sql).bind(id).fetch_optional(db).await?))
    }

    /// The last e-mails, the newest first.
    pub async fn logged_emails(&self, most: i64) -> Result<Vec<LoggedEmail>, StoreError> {
        let sql = "select e.id, a.email, d.title, e.pace, e.status, e.created_at, e.try_at, \
                   e.tries, e.reason, e.ended_at, e.file \
                   from email e join account a on a.id = e.account_id \
                   join dossier d on d.id = e.dossier_id \
                   order by e.created_at desc, e.id desc limit $1";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(most).fetch_all(db).await?);
        let sql = "select distinct n.email_id, n.kind from notification n join \
                   (select id from email order by created_at desc, id desc limit $1) e \
                   on e.id = n.email_id order by n.email_id, n.kind";
        let pairs: Vec<(String, String)> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(most).fetch_all(db).await?);
        let mut kinds: HashMap<String, Vec<Kind>> = HashMap::new();
        for (email, kind) in pairs {
            kinds.entry(email).or_default().extend(Kind::parse(&kind));
        }
        let listed = |row: Row| LoggedEmail {
            kinds: kinds.remove(&row.id).unwrap_or_default(),
            pace: EmailPace::parse(&row.pace).unwrap_or(EmailPace::AtOnce),
            state: state(&row.status, row.try_at),
            id: row.id,
            email: row.email,
            title: row.title,
            made_at: row.created_at,
            tries: u16::try_from(row.tries).unwrap_or_default(),
            reason: row.reason,
            ended_at: row.ended_at,
            file: row.file,
        };
        Ok(rows.into_iter().map(listed).collect())
    }
}
