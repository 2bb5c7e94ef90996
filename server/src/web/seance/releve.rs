//! The relevé of a séance: read, corrected, approved. Does not know: what its first version says, how
//! it is drawn, how it comes into the form.

use super::remote::seance_for;
use crate::acts::releve;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{html, one_line};
use crate::projectors::seen;
use crate::store::{KeptReleve, Member, Seance};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::seance::Seance as Seen;
use app::pages::seance::releve::draft::draft;
use app::pages::seance::releve::{self as page, Desk, Shown};
use app::texts::releve as texts;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::SectionId;
use dossier::lang::{Lang, Text};
use dossier::privacy::look;
use dossier::rights::{Action, may};
use dossier::seance::releve::{Releve, Wrong};
use serde::Deserialize;
use sha2::{Digest, Sha256};

pub mod correct;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The approved one is asked for, also where a correction is newer.
    approuve: String,
}

/// A relevé as it is now: the correction, or what the session itself says.
pub(super) struct Now {
    pub seen: Seen,
    pub kept: Option<KeptReleve>,
    pub releve: Releve,
}

impl Now {
    pub async fn of(state: &AppState, seance: &Seance) -> Result<Now, Error> {
        let kept = state.store.releve(&seance.id).await?;
        let seen = seen(&state.store, seance.clone()).await?;
        let releve = match &kept {
            Some(kept) => kept.content.clone(),
            None => draft(&seen),
        };
        Ok(Now { seen, kept, releve })
    }

    pub fn version(&self) -> i64 {
        self.kept.as_ref().map_or(0, |kept| kept.version)
    }

    /// Whether what is there now is what was approved.
    fn is_approved(&self) -> bool {
        let approval = self.kept.as_ref().and_then(|kept| kept.approval.as_ref());
        approval.is_some_and(|approval| approval.content == self.releve)
    }
}

/// Who facilitates sees the draft and what can be done with it; who may read the concertation, or took
/// part in it, the approved one.
pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let seance = state.store.seance(&id).await?.ok_or(Error::NotFound)?;
    let member = state.store.membership(&seance.dossier, &reader.account.id).await?;
    if let Some(member) = &member
        && may(member.role, None, Action::Facilitate)
        && asked.approuve.is_empty()
    {
        let now = Now::of(&state, &seance).await?;
        return Ok(html(desk(&state, &reader, &seance, member, now, Tried::default()).await?));
    }
    let reads =
        |member: &Member| member.standing().may(Some(SectionId::Concertation), Action::Read);
    if !member.as_ref().is_some_and(reads) {
        state.store.participant(&id, &reader.account.id).await?.ok_or(Error::NotFound)?;
    }
    let Some(approval) = state.store.releve(&id).await?.and_then(|kept| kept.approval) else {
        return Ok(html(page::not_yet(&reader.frame, &seance.title)));
    };
    let seen = seen(&state.store, seance).await?;
    let shown =
        Shown { approved: Some((approval.by, approval.at)), ..shown(&seen, approval.content) };
    Ok(html(page::alone(&reader.frame, &shown)))
}

fn shown(seen: &Seen, releve: Releve) -> Shown {
    Shown {
        seance: seen.id.clone(),
        dossier: seen.dossier.clone(),
        title: seen.title.clone(),
        dossier_title: seen.dossier_title.clone(),
        digest: digest(&releve),
        releve,
        approved: None,
    }
}

/// Of what was shown, which the form sends back. While nobody has corrected it, the session goes on
/// changing what it says.
fn digest(releve: &Releve) -> String {
    let content = serde_json::to_vec(releve).unwrap_or_default();
    format!("{:x}", Sha256::digest(content))
}

/// What came of pressing a button.
#[derive(Default)]
struct Tried {
    errors: Vec<FieldError>,
    stale: bool,
}

async fn desk(
    state: &AppState,
    reader: &SignedIn,
    seance: &Seance,
    member: &Member,
    now: Now,
    tried: Tried,
) -> Result<String, Error> {
    let is_approved = now.is_approved();
    let version = now.version();
    let replaces = !is_approved && releve::form_differs(state, seance, now.kept.as_ref()).await?;
    let kept = now.kept.as_ref();
    let approval = kept.and_then(|kept| kept.approval.as_ref());
    let desk = Desk {
        running: seance.ended_at.is_none(),
        version,
        corrected: kept.map(|kept| (kept.changed_by.clone(), kept.changed_at)),
        approved_before: approval.is_some(),
        awaiting: state.store.awaiting_news(&seance.id).await?.len(),
        may_approve: may(member.role, None, Action::ApproveReleve),
        replaces,
        found: look(&now.releve.conclusions),
        errors: tried.errors,
        stale: tried.stale,
    };
    let approved = approval.filter(|_| is_approved).map(|one| (one.by.clone(), one.at));
    let shown = Shown { approved, ..shown(&now.seen, now.releve.clone()) };
    let mut frame = reader.frame.clone();
    frame.path = format!("/seances/{}/releve", seance.id);
    Ok(page::page(&frame, &shown, &desk))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Approved {
    version: i64,
    lu: String,
    replace: String,
}

pub async fn approve(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Approved>,
) -> Result<Response, Error> {
    let (seance, member) = seance_for(&state, &id, &reader, Action::ApproveReleve).await?;
    if seance.ended_at.is_none() {
        return Err(Error::Conflict);
    }
    let lang = reader.frame.lang;
    let now = Now::of(&state, &seance).await?;
    let mut tried = Tried {
        stale: now.version() != typed.version || digest(&now.releve) != typed.lu,
        errors: now.releve.missing().into_iter().map(|wrong| missing(lang, wrong)).collect(),
    };
    if typed.replace.is_empty() && releve::form_differs(&state, &seance, now.kept.as_ref()).await? {
        tried.errors.push(error("replace", lang, texts::REPLACE_MISSING));
    }
    if !tried.stale && tried.errors.is_empty() {
        let (account, at) = (&member.account, clock::now());
        let content = &now.releve;
        tried.stale = !state.store.approve_releve(&id, typed.version, content, account, at).await?;
    }
    if tried.stale || !tried.errors.is_empty() {
        let status =
            if tried.stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let now = Now::of(&state, &seance).await?;
        let page = desk(&state, &reader, &seance, &member, now, tried).await?;
        return Ok((status, html(page)).into_response());
    }
    releve::write_into_form(&state, &seance).await;
    state.wake.send_follow_ups();
    Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response())
}

fn missing(lang: Lang, wrong: Wrong) -> FieldError {
    let text = match wrong {
        Wrong::Nobody => texts::NOBODY,
        Wrong::NoConclusions => texts::NO_CONCLUSIONS,
        _ => texts::NO_DATE,
    };
    error("approve", lang, text)
}

fn error(field: &'static str, lang: Lang, text: Text) -> FieldError {
    FieldError { field, message: text.in_lang(lang).to_owned() }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Version {
    version: i64,
}

/// Drops a correction: it is what the session itself says again.
pub async fn afresh(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Version>,
) -> Result<Response, Error> {
    seance_for(&state, &id, &reader, Action::Facilitate).await?;
    if !state.store.forget_releve(&id, typed.version).await? {
        return Err(Error::Conflict);
    }
    Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response())
}
