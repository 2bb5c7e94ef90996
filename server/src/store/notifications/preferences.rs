//! What accounts have chosen about e-mails: how soon, and in which language.
//! Does not know: what holds where nothing was chosen.

use crate::store::engine::dialect::on_pool;
use crate::store::{Store, StoreError};
use dossier::lang::Lang;
use dossier::notifications::Kind;
use dossier::notifications::email::EmailPace;

/// A choice of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailSetting {
    pub account: String,
    pub kind: Kind,
    pub pace: EmailPace,
}

impl Store {
    /// Everything that members have chosen for a dossier.
    pub async fn email_settings(&self, dossier: &str) -> Result<Vec<EmailSetting>, StoreError> {
        let sql = "select account_id, kind, pace from email_setting where dossier_id = $1";
        let rows: Vec<(String, String, String)> =
            on_pool!(&self.reader, |db| sqlx::query_as(sql).bind(dossier).fetch_all(db).await?);
        // What this build does not know was chosen for what it does not tell.
        let chosen = |(account, kind, pace): (String, String, String)| {
            Some(EmailSetting {
                account,
                kind: Kind::parse(&kind)?,
                pace: EmailPace::parse(&pace)?,
            })
        };
        Ok(rows.into_iter().filter_map(chosen).collect())
    }

    /// What one account has chosen for a dossier.
    pub async fn email_settings_of(
        &self,
        account: &str,
        dossier: &str,
    ) -> Result<Vec<(Kind, EmailPace)>, StoreError> {
        let all = self.email_settings(dossier).await?.into_iter();
        Ok(all.filter(|one| one.account == account).map(|one| (one.kind, one.pace)).collect())
    }

    /// Chooses for some kinds; the others stay as they are.
    pub async fn set_email_settings(
        &self,
        account: &str,
        dossier: &str,
        paces: &[(Kind, EmailPace)],
    ) -> Result<(), StoreError> {
        let sql = "insert into email_setting (account_id, dossier_id, kind, pace) \
                   values ($1, $2, $3, $4) \
                   on conflict (account_id, dossier_id, kind) do update set pace = excluded.pace";
        let mut tx = self.writer.begin_writing().await?;
        for (kind, pace) in paces {
            on_pool!(&mut tx, |db| {
                sqlx::query(sql)
                    .bind(account)
                    .bind(dossier)
                    .bind(kind.as_str())
                    .bind(pace.as_str())
                    .execute(&mut **db)
                    .await?;
            });
        }
        tx.commit().await
    }

    /// Notes the language of an account of which none was noted yet.
    pub async fn note_lang(&self, account: &str, lang: Lang) -> Result<(), StoreError> {
        let sql = "update account set language = $2 where id = $1 and language is null";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(account).bind(lang.tag()).execute(db).await?;
        });
        Ok(())
    }

    /// Notes the language in which an account reads its e-mails.
    pub async fn set_lang(&self, account: &str, lang: Lang) -> Result<(), StoreError> {
        let sql = "update account set language = $2 \
                   where id = $1 and (language is null or language <> $2)";
        on_pool!(&self.writer, |db| {
            sqlx::query(sql).bind(account).bind(lang.tag()).execute(db).await?;
        });
        Ok(())
    }
}
