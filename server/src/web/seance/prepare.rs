//! Preparing a session: what was typed of it, and changing it later. Must not know: how it is begun.

use super::remote::seance_for;
use crate::AppState;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{beyond, error, html, one_line};
use crate::store::Seance;
use app::components::field::FieldError;
use app::pages::seance::prepare::{self as page, Typed};
use app::texts::{preparation as meeting_texts, seance as texts};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use dossier::rights::Action;
use dossier::seance::meeting::{Meeting, Unreadable};
use dossier::seance::plan::{self, PlanError, Step};
use serde::Deserialize;

/// The longest title and place, and all questions together, characters.
const LINE_MAX: usize = 120;
const QUESTIONS_MAX: usize = 1_000;

/// The fields in the order of the page.
const FIELDS: [&str; 7] = ["title", "on", "at", "place", "tables", "questions", "plan"];

/// The form, as it is sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    title: String,
    on: String,
    at: String,
    place: String,
    tables: String,
    questions: String,
    plan: String,
}

impl From<Sent> for Typed {
    fn from(sent: Sent) -> Typed {
        let Sent { title, on, at, place, tables, questions, plan } = sent;
        Typed { title, on, at, place, tables, questions, plan }
    }
}

/// A session as it is to be.
pub struct Prepared {
    pub title: String,
    pub place: String,
    /// A question a line.
    pub questions: String,
    pub plan: Vec<Step>,
    pub meeting: Meeting,
}

/// The errors are in the order of the page.
pub fn read(lang: Lang, typed: &Typed) -> Result<Prepared, Vec<FieldError>> {
    let (title, place) = (one_line(&typed.title), one_line(&typed.place));
    let questions = typed.questions.lines().map(one_line).filter(|line| !line.is_empty());
    let questions = questions.collect::<Vec<_>>().join("\n");
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
    let meeting = Meeting::read(&typed.on, &typed.at, &typed.tables);
    for wrong in meeting.as_ref().err().into_iter().flatten() {
        let (name, text) = match wrong {
            Unreadable::Date => ("on", meeting_texts::DATE_WRONG),
            Unreadable::Time => ("at", meeting_texts::TIME_WRONG),
            Unreadable::Tables => ("tables", meeting_texts::TABLES_WRONG),
        };
        errors.push(error(lang, name, text));
    }
    let steps = plan::read(&typed.plan);
    if let Err(wrong) = steps {
        errors.push(plan_error(lang, wrong));
    }
    errors.sort_by_key(|error| FIELDS.iter().position(|name| *name == error.field));
    match (meeting, steps) {
        (Ok(meeting), Ok(plan)) if errors.is_empty() => {
            Ok(Prepared { title, place, questions, plan, meeting })
        }
        _ => Err(errors),
    }
}

fn plan_error(lang: Lang, wrong: PlanError) -> FieldError {
    match wrong {
        PlanError::Empty => error(lang, "plan", texts::PLAN_EMPTY),
        PlanError::TooMany => error(lang, "plan", texts::PLAN_MANY),
        PlanError::Minutes(line) => beyond(lang, "plan", texts::PLAN_MINUTES, ("line", line)),
        PlanError::Title(line) => beyond(lang, "plan", texts::PLAN_TITLE, ("line", line)),
    }
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, _) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    if seance.ended_at.is_some() {
        return Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response());
    }
    let typed = typed(&seance);
    Ok(html(page::page(&reader.frame, (&id, &seance.dossier), &typed, &[])))
}

fn typed(seance: &Seance) -> Typed {
    let Meeting { on, at, tables } = &seance.meeting;
    Typed {
        title: seance.title.clone(),
        on: on.clone(),
        at: at.clone(),
        place: seance.place.clone(),
        tables: if *tables == 0 { String::new() } else { tables.to_string() },
        questions: seance.questions.clone(),
        plan: plan::written(&seance.plan),
    }
}

/// A step in course stays the one at its place of the plan.
pub async fn save(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let (seance, _) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    let typed = Typed::from(sent);
    let prepared = match read(reader.frame.lang, &typed) {
        Ok(prepared) => prepared,
        Err(errors) => {
            let page = page::page(&reader.frame, (&id, &seance.dossier), &typed, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response());
        }
    };
    let Prepared { title, place, questions, plan, meeting } = prepared;
    let change = |seance: &mut Seance| {
        (seance.title, seance.place, seance.questions) = (title, place, questions);
        (seance.plan, seance.meeting) = (plan, meeting);
    };
    state.store.change_seance(&id, change).await?.ok_or(Error::Conflict)?;
    state.projectors.tell(&id);
    Ok(Redirect::to(&format!("/dossiers/{}/seances", seance.dossier)).into_response())
}
