//! Preparing a séance: what was typed of it, and changing it later. Does not know: how it is begun.

use crate::AppState;
use crate::acts::seance::{self, Prepared, SeanceError};
use crate::auth::SignedIn;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use crate::http::forms::{beyond, error, html};
use app::components::field::FieldError;
use app::pages::seance::prepare::{self as page, PrepareForm};
use app::texts::{preparation as meeting_texts, seance as texts};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::{Lang, one_line};
use dossier::rights::Action;
use dossier::seance::Seance;
use dossier::seance::meeting::{Meeting, Unreadable};
use dossier::seance::plan::{self, PlanError};
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

impl From<Sent> for PrepareForm {
    fn from(sent: Sent) -> PrepareForm {
        let Sent { title, on, at, place, tables, questions, plan } = sent;
        PrepareForm { title, on, at, place, tables, questions, plan }
    }
}

/// The errors are in the order of the page.
pub fn read(lang: Lang, typed: &PrepareForm) -> Result<Prepared, Vec<FieldError>> {
    let (title, place) = (one_line(&typed.title), one_line(&typed.place));
    let questions = typed.questions.lines().map(one_line).filter(|line| !line.is_empty());
    let questions: Vec<String> = questions.collect();
    let all_questions = questions.join("\n");
    let mut errors = Vec::new();
    if title.is_empty() {
        errors.push(error(lang, "title", texts::NAME_MISSING));
    }
    for (name, words, max) in [
        ("title", &title, LINE_MAX),
        ("place", &place, LINE_MAX),
        ("questions", &all_questions, QUESTIONS_MAX),
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
    let (seance, _) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    if seance.ended_at.is_some() {
        return Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response());
    }
    let typed = as_form(&seance);
    Ok(html(page::page(&reader.context, (&id, &seance.dossier), &typed, &[])))
}

fn as_form(seance: &Seance) -> PrepareForm {
    let Meeting { on, at, tables } = &seance.meeting;
    PrepareForm {
        title: seance.title.clone(),
        on: on.clone(),
        at: at.clone(),
        place: seance.place.clone(),
        tables: if *tables == 0 { String::new() } else { tables.to_string() },
        questions: seance.questions.join("\n"),
        plan: plan::as_text(&seance.plan),
    }
}

/// A step in course stays the one at its place of the plan.
pub async fn save(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let (seance, _) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    let typed = PrepareForm::from(sent);
    let prepared = match read(reader.context.lang, &typed) {
        Ok(prepared) => prepared,
        Err(errors) => {
            let page = page::page(&reader.context, (&id, &seance.dossier), &typed, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response());
        }
    };
    match seance::prepare(&state, &id, prepared).await {
        Ok(()) => {}
        Err(SeanceError::Act(error)) => return Err(error.into()),
        // It is over.
        Err(_) => return Err(Error::Conflict),
    }
    Ok(Redirect::to(&format!("/dossiers/{}/seances", seance.dossier)).into_response())
}
