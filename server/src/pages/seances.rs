//! The sessions of concertation of a dossier: listed, begun. Must not know: what happens in one.

use crate::auth::SignedIn;
use crate::auth::origin::site;
use crate::error::Error;
use crate::pages::dossiers::authorise;
use crate::pages::sign_up::{beyond, error};
use crate::pages::{html, one_line};
use crate::store::NewSeance;
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::seance::list::{self as page, Line};
use app::texts::seance as texts;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use dossier::rights::Action;
use dossier::seance::{code, plan};
use dossier::words::Lang;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

pub mod door;
pub mod floor;
pub mod phone;
mod pour;
pub mod remote;
pub mod stream;
mod votes;

/// The longest title and place, and all questions together, characters.
const LINE_MAX: usize = 120;
const QUESTIONS_MAX: usize = 1_000;
/// Codes that are tried until one is free.
const TRIES: usize = 8;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    title: String,
    place: String,
    questions: String,
    plan: String,
}

pub async fn list(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.frame.lang;
    let typed = page::Typed { plan: plan::written(&plan::ready_made(lang)), ..Default::default() };
    shown(&state, &reader, &id, &typed, &[]).await
}

async fn shown(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
    typed: &page::Typed,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let dossier = state.store.dossier(id).await?.ok_or(Error::NotFound)?;
    let line = |seance: crate::store::Seance| Line {
        id: seance.id,
        title: seance.title,
        place: seance.place,
        at: seance.created_at,
        ended: seance.ended_at.is_some(),
    };
    let lines: Vec<Line> = state.store.seances(id).await?.into_iter().map(line).collect();
    Ok(html(page::page(&reader.frame, id, &dossier.title, &lines, typed, errors)))
}

pub async fn begin(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.frame.lang;
    let (title, place) = (one_line(&typed.title), one_line(&typed.place));
    let questions: Vec<String> =
        typed.questions.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    let questions = questions.join("\n");
    let steps = plan::read(&typed.plan);
    let mut errors = Vec::new();
    if title.is_empty() {
        errors.push(error(lang, "title", texts::NAME_MISSING));
    }
    for (name, words, max) in [
        ("title", &title, LINE_MAX),
        ("place", &place, LINE_MAX),
        ("questions", &questions, QUESTIONS_MAX),
    ] {
        if words.chars().count() > max {
            errors.push(beyond(lang, name, texts::TOO_LONG, ("max", max)));
        }
    }
    let steps = match steps {
        Ok(steps) => steps,
        Err(wrong) => {
            errors.push(plan_error(lang, wrong));
            Vec::new()
        }
    };
    if !errors.is_empty() {
        let Typed { title, place, questions, plan } = typed;
        reader.frame.path = format!("/dossiers/{id}/seances");
        let typed = page::Typed { title, place, questions, plan };
        let page = shown(&state, &reader, &id, &typed, &errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    for _ in 0..TRIES {
        let new = NewSeance {
            id: Uuid::now_v7().to_string(),
            dossier: id.clone(),
            code: code::spell(rand::random()),
            title: title.clone(),
            place: place.clone(),
            site: site(&headers, &state.config),
            questions: questions.clone(),
            lang,
            plan: steps.clone(),
            by: member.account.clone(),
            at: clock::now(),
        };
        if state.store.add_seance(&new).await? {
            return Ok(Redirect::to(&format!("/seances/{}/animer", new.id)).into_response());
        }
    }
    Err(Error::Conflict)
}

/// Whether the session's script asks, and not a form.
fn is_scripted(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|kind| kind == "application/json")
}

/// What the script is told of what was sent. A refusal is an answer too: with the status of a failure it
/// would be given the page of one.
fn to_script(done: bool, words: &str) -> Response {
    Json(json!({ "done": done, "words": words })).into_response()
}

fn plan_error(lang: Lang, wrong: plan::PlanError) -> FieldError {
    use plan::PlanError as P;
    match wrong {
        P::Empty => error(lang, "plan", texts::PLAN_EMPTY),
        P::TooMany => error(lang, "plan", texts::PLAN_MANY),
        P::Minutes(line) => beyond(lang, "plan", texts::PLAN_MINUTES, ("line", line)),
        P::Title(line) => beyond(lang, "plan", texts::PLAN_TITLE, ("line", line)),
    }
}
