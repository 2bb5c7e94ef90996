//! Invitations: made, listed, taken back; `joining` uses them.
//! Does not know: tokens and codes in clear, what a role allows.

use super::revoke_those_of;
use super::write_scope::sections;
use crate::store::account::role;
use crate::store::engine::dialect::{Tx, on_pool};
use crate::store::{Store, StoreError};
use dossier::form::SectionId;
use dossier::rights::{Role, sections_in_words};
use sqlx::FromRow;
use std::collections::BTreeSet;

/// An invitation to make.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub id: String,
    pub dossier: String,
    pub role: Role,
    /// The sections to write in, where these are fewer than the role's.
    pub sections: Option<BTreeSet<SectionId>>,
    pub label: String,
    pub token_digest: String,
    pub code_digest: String,
    /// Where the letter goes, if one does.
    pub email: Option<String>,
    pub created_by: String,
    pub created_at: i64,
    pub expires_at: i64,
    /// None: as many as like.
    pub uses_allowed: Option<i64>,
}

/// An invitation, as those see it who may invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: String,
    pub role: Role,
    /// The sections to write in, where these are fewer than the role's.
    pub sections: Option<BTreeSet<SectionId>>,
    pub label: String,
    pub email: Option<String>,
    pub sent: Option<InvitationEmail>,
    /// The name of who made it.
    pub by: String,
    pub created_at: i64,
    pub expires_at: i64,
    pub uses_allowed: Option<i64>,
    pub uses_made: i64,
    pub revoked_at: Option<i64>,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationEmail {
    Waiting,
    Sent,
    Failed,
}

impl InvitationEmail {
    const fn as_str(self) -> &'static str {
        match self {
            InvitationEmail::Waiting => "waiting",
            InvitationEmail::Sent => "sent",
            InvitationEmail::Failed => "failed",
        }
    }

    fn parse(text: &str) -> InvitationEmail {
        match text {
            "sent" => InvitationEmail::Sent,
            "failed" => InvitationEmail::Failed,
            _ => InvitationEmail::Waiting,
        }
    }
}

#[derive(FromRow)]
struct Row {
    id: String,
    role: String,
    sections: Option<String>,
    label: String,
    email: Option<String>,
    email_status: Option<String>,
    by: String,
    created_at: i64,
    expires_at: i64,
    uses_allowed: Option<i64>,
    uses_made: i64,
    revoked_at: Option<i64>,
}

impl Store {
    /// Makes invitations, all or none.
    pub async fn add_invitations(&self, invitations: &[NewInvitation]) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        for invitation in invitations {
            insert(&mut tx, invitation).await?;
        }
        tx.commit().await
    }

    /// The invitations of that dossier, the newest first.
    pub async fn invitations(&self, dossier: &str) -> Result<Vec<Invitation>, StoreError> {
        let sql = "select i.id, i.role, i.sections, i.label, i.email, i.email_status, \
                   a.name as by, i.created_at, i.expires_at, i.uses_allowed, i.uses_made, \
                   i.revoked_at from invitation i join account a on a.id = i.created_by \
                   where i.dossier_id = $1 order by i.created_at desc, i.id desc";
        let rows: Vec<Row> =
            on_pool!(&self.reader, |db| { sqlx::query_as(sql).bind(dossier).fetch_all(db).await? });
        rows.into_iter().map(invitation).collect()
    }

    /// Notes what became of an invitation's letter.
    pub async fn invitation_sent(&self, id: &str, sent: InvitationEmail) -> Result<(), StoreError> {
        let sql = "update invitation set email_status = $2 where id = $1 and email is not null";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(id).bind(sent.as_str()).execute(db).await?;
        });
        Ok(())
    }

    /// Takes an invitation back: from now on nobody comes in by it. One that was taken back keeps
    /// its date.
    pub async fn revoke(&self, dossier: &str, id: &str, at: i64) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_writing().await?;
        revoke(&mut tx, dossier, id, at).await?;
        tx.commit().await
    }

    /// Takes an invitation back, and ends the memberships that it made and that are still what it
    /// made them: who was given another role since stays. Answers whose they were.
    pub async fn revoke_and_end(
        &self,
        dossier: &str,
        id: &str,
        at: i64,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "delete from membership where dossier_id = $1 and invitation_id = $2 \
                   and role = (select role from invitation where id = $2) returning account_id";
        let mut tx = self.writer.begin_writing().await?;
        // First, so that nobody comes in between the two.
        revoke(&mut tx, dossier, id, at).await?;
        let ended: Vec<String> = on_pool!(&mut tx, |db| {
            sqlx::query_scalar(sql).bind(dossier).bind(id).fetch_all(&mut **db).await?
        });
        for account in &ended {
            revoke_those_of(&mut tx, dossier, account, at).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }
}

async fn insert(tx: &mut Tx, invitation: &NewInvitation) -> Result<(), StoreError> {
    let sql = "insert into invitation (id, dossier_id, role, label, token_digest, code_digest, \
               email, email_status, created_by, created_at, expires_at, uses_allowed, sections) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let sent = invitation.email.as_ref().map(|_| InvitationEmail::Waiting.as_str());
    on_pool!(tx, |db| {
        sqlx::query(sql)
            .bind(&invitation.id)
            .bind(&invitation.dossier)
            .bind(invitation.role.as_str())
            .bind(&invitation.label)
            .bind(&invitation.token_digest)
            .bind(&invitation.code_digest)
            .bind(&invitation.email)
            .bind(sent)
            .bind(&invitation.created_by)
            .bind(invitation.created_at)
            .bind(invitation.expires_at)
            .bind(invitation.uses_allowed)
            .bind(invitation.sections.as_ref().map(sections_in_words))
            .execute(&mut **db)
            .await?;
    });
    Ok(())
}

async fn revoke(tx: &mut Tx, dossier: &str, id: &str, at: i64) -> Result<(), StoreError> {
    let sql = "update invitation set revoked_at = coalesce(revoked_at, $3) \
               where dossier_id = $1 and id = $2";
    let revoked = on_pool!(tx, |db| {
        let query = sqlx::query(sql).bind(dossier).bind(id).bind(at);
        query.execute(&mut **db).await?.rows_affected()
    });
    if revoked == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

fn invitation(row: Row) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: row.id,
        role: role(&row.role)?,
        sections: sections(row.sections)?,
        label: row.label,
        email: row.email,
        sent: row.email_status.as_deref().map(InvitationEmail::parse),
        by: row.by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        uses_allowed: row.uses_allowed,
        uses_made: row.uses_made,
        revoked_at: row.revoked_at,
    })
}
