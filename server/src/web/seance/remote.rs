//! The facilitator's remote: its page and its buttons. Does not know: what a button does, how it is
//! drawn.

use crate::AppState;
use crate::acts::remote::{self, Pressed};
use crate::acts::seance::{SeanceError, move_to};
use crate::auth::SignedIn;
use crate::auth::membership::authorise_in_seance;
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::{button_answer, html};
use crate::store::account::Member;
use app::pages::seance::remote::{self as page, Facilitator};
use app::texts::{seance as texts, speaking as speaking_texts};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use dossier::lang::Text;
use dossier::rights::Action;
use dossier::seance::Seance;
use dossier::seance::adopt::Targets;
use dossier::seance::command::Command;
use serde::Deserialize;

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, member) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    page(&state, &reader, seance, &member, None).await
}

async fn page(
    state: &AppState,
    reader: &SignedIn,
    seance: Seance,
    member: &Member,
    error: Option<String>,
) -> Result<Response, Error> {
    let seance = state.store.live_seance(seance).await?;
    let lang = reader.context.lang;
    let who = Facilitator { account: member.account.clone(), standing: member.standing() };
    let parts = page::changing(lang, Targets::of(&who.standing), &seance, &Default::default());
    let mut context = reader.context.clone();
    context.path = format!("/seances/{}/animer", seance.id);
    Ok(html(page::page(&context, &seance, &who, parts, error)))
}

/// What a button of the remote is answered, or a form beside it: words why something was not done.
pub(super) async fn answer(
    state: &AppState,
    reader: &SignedIn,
    headers: &HeaderMap,
    id: &str,
    refusal: Option<String>,
) -> Result<Response, Error> {
    let back = format!("/seances/{id}/animer");
    if let Some(answer) = button_answer(headers, refusal.as_deref(), &back) {
        return Ok(answer);
    }
    let (seance, member) = authorise_in_seance(state, id, reader, Action::Facilitate).await?;
    let page = page(state, reader, seance, &member, refusal).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Why something was not done in a séance, in words.
pub(super) fn refusal(error: SeanceError) -> Result<Text, Error> {
    Ok(match error {
        SeanceError::IsOver => texts::IS_OVER,
        SeanceError::NotHolder => texts::NOT_HOLDER,
        SeanceError::NotTheirSection => texts::ADOPT_FORBIDDEN,
        SeanceError::DotsOutOfRange => texts::DOTS_WRONG,
        SeanceError::NoIdeas => texts::NO_IDEAS,
        SeanceError::ProposalMissing => texts::PROPOSAL_MISSING,
        SeanceError::ListFull => speaking_texts::FULL,
        SeanceError::Act(error) => return Err(error.into()),
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ButtonForm {
    act: String,
    what: String,
    each: String,
    secret: String,
    offset: String,
}

pub async fn press(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ButtonForm>,
) -> Result<Response, Error> {
    let (seance, member) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    // Phones in the hall reach the server as its remote does.
    let here = site(&headers, &state.config);
    if seance.site != here && seance.ended_at.is_none() {
        match move_to(&state, &id, here).await {
            Ok(_) | Err(SeanceError::IsOver) => {}
            Err(error) => {
                let refused = refusal(error)?.in_lang(reader.context.lang).to_owned();
                return answer(&state, &reader, &headers, &id, Some(refused)).await;
            }
        }
    }
    let pressed = Pressed {
        command: Command::parse(&form.act).ok_or(Error::BadRequest)?,
        what: form.what,
        each: form.each,
        secret: !form.secret.is_empty(),
        offset: form.offset.parse().ok(),
    };
    let refusal = match remote::press(&state, &seance, &member, pressed).await {
        Ok(()) => None,
        Err(error) => Some(refusal(error)?.in_lang(reader.context.lang).to_owned()),
    };
    answer(&state, &reader, &headers, &id, refusal).await
}
