//! The relevé of a séance: read, corrected, approved. Does not know: what its first version says,
//! how it is drawn, how it comes into the form.

use crate::AppState;
use crate::acts::releve::{self, ApproveError, Reading};
use crate::auth::SignedIn;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use crate::http::forms::{error, html};
use crate::store::account::Member;
use crate::store::seance::releve::StoredReleve;
use app::components::field::FieldError;
use app::pages::seance::releve::draft::draft;
use app::pages::seance::releve::{self as page, DraftView, Shown};
use app::texts::releve as texts;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::privacy::look;
use dossier::rights::{Action, may};
use dossier::seance::releve::{Releve, Wrong};
use dossier::seance::{LiveSeance, Seance};
use serde::Deserialize;
use sha2::{Digest, Sha256};

pub mod correct;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReleveQuery {
    /// The approved one is asked for, also where a correction is newer.
    approved: String,
}

/// A relevé as it is now: the correction, or what the séance itself says.
pub(super) struct Now {
    pub seance: LiveSeance,
    pub stored: Option<StoredReleve>,
    pub releve: Releve,
}

impl Now {
    pub async fn of(state: &AppState, seance: &Seance) -> Result<Now, Error> {
        let stored = state.store.releve(&seance.id).await?;
        let seance = state.store.live_seance(seance.clone()).await?;
        let releve = match &stored {
            Some(stored) => stored.content.clone(),
            None => draft(&seance),
        };
        Ok(Now { seance, stored, releve })
    }

    pub fn version(&self) -> i64 {
        self.stored.as_ref().map_or(0, |kept| kept.version)
    }

    /// Whether what is there now is what was approved.
    fn is_approved(&self) -> bool {
        let approval = self.stored.as_ref().and_then(|kept| kept.approval.as_ref());
        approval.is_some_and(|approval| approval.content == self.releve)
    }
}

/// Who facilitates sees the draft and what can be done with it; who may read the concertation, or
/// took part in it, the approved one.
pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<ReleveQuery>,
) -> Result<Response, Error> {
    let seance = state.store.seance(&id).await?.ok_or(Error::NotFound)?;
    let member = state.store.membership(&seance.dossier, &reader.account.id).await?;
    if let Some(member) = &member
        && may(member.role, None, Action::Facilitate)
        && asked.approved.is_empty()
    {
        let now = Now::of(&state, &seance).await?;
        return Ok(html(
            draft_page(&state, &reader, &seance, member, now, Tried::default()).await?,
        ));
    }
    let reads =
        |member: &Member| member.standing().may(Some(SectionId::Concertation), Action::Read);
    if !member.as_ref().is_some_and(reads) {
        state.store.participant(&id, &reader.account.id).await?.ok_or(Error::NotFound)?;
    }
    let Some(approval) = state.store.releve(&id).await?.and_then(|kept| kept.approval) else {
        return Ok(html(page::not_yet(&reader.context, &seance.title)));
    };
    let seance = state.store.live_seance(seance).await?;
    let shown =
        Shown { approved: Some((approval.by, approval.at)), ..as_shown(&seance, approval.content) };
    Ok(html(page::alone(&reader.context, &shown)))
}

fn as_shown(seance: &LiveSeance, releve: Releve) -> Shown {
    Shown {
        seance: seance.id.clone(),
        dossier: seance.dossier.clone(),
        title: seance.title.clone(),
        dossier_title: seance.dossier_title.clone(),
        digest: digest(&releve),
        releve,
        approved: None,
    }
}

/// Of what was shown, which the form sends back. While nobody has corrected it, the séance goes on
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

async fn draft_page(
    state: &AppState,
    reader: &SignedIn,
    seance: &Seance,
    member: &Member,
    now: Now,
    tried: Tried,
) -> Result<String, Error> {
    let is_approved = now.is_approved();
    let version = now.version();
    let replaces = !is_approved && releve::form_differs(state, seance, now.stored.as_ref()).await?;
    let stored = now.stored.as_ref();
    let approval = stored.and_then(|stored| stored.approval.as_ref());
    let view = DraftView {
        running: seance.ended_at.is_none(),
        version,
        corrected: stored.map(|stored| (stored.changed_by.clone(), stored.changed_at)),
        approved_before: approval.is_some(),
        awaiting: state.store.awaiting_news(&seance.id).await?.len(),
        may_approve: may(member.role, None, Action::ApproveReleve),
        replaces,
        found: look(&now.releve.conclusions),
        errors: tried.errors,
        stale: tried.stale,
    };
    let approved = approval.filter(|_| is_approved).map(|one| (one.by.clone(), one.at));
    let shown = Shown { approved, ..as_shown(&now.seance, now.releve.clone()) };
    let mut context = reader.context.clone();
    context.path = format!("/seances/{}/releve", seance.id);
    Ok(page::page(&context, &shown, &view))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ApproveForm {
    version: i64,
    digest: String,
    replace: String,
}

pub async fn approve(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<ApproveForm>,
) -> Result<Response, Error> {
    let (seance, member) = authorise_in_seance(&state, &id, &reader, Action::ApproveReleve).await?;
    let lang = reader.context.lang;
    let now = Now::of(&state, &seance).await?;
    let reading = Reading {
        content: &now.releve,
        stored: now.stored.as_ref(),
        version: form.version,
        is_current: digest(&now.releve) == form.digest,
        replace: !form.replace.is_empty(),
    };
    let obstacles = match releve::approve(&state, &seance, &member, reading).await {
        Ok(()) => return Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response()),
        Err(ApproveError::Act(error)) => return Err(error.into()),
        Err(ApproveError::Obstacles(obstacles)) => obstacles,
    };
    let mut errors: Vec<FieldError> =
        obstacles.missing.into_iter().map(|wrong| missing(lang, wrong)).collect();
    if obstacles.form_differs {
        errors.push(error(lang, "replace", texts::REPLACE_MISSING));
    }
    let stale = obstacles.stale;
    let status = if stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let now = Now::of(&state, &seance).await?;
    let page = draft_page(&state, &reader, &seance, &member, now, Tried { errors, stale }).await?;
    Ok((status, html(page)).into_response())
}

fn missing(lang: Lang, wrong: Wrong) -> FieldError {
    let text = match wrong {
        Wrong::Nobody => texts::NOBODY,
        Wrong::NoConclusions => texts::NO_CONCLUSIONS,
        _ => texts::NO_DATE,
    };
    error(lang, "approve", text)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ResetForm {
    version: i64,
}

/// Drops a correction: it is what the séance itself says again.
pub async fn reset(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<ResetForm>,
) -> Result<Response, Error> {
    let (seance, _) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    releve::reset(&state, &seance, form.version).await?;
    Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response())
}
