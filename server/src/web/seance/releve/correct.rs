//! Correcting a relevé by a form. Does not know: who approves, what becomes of it.

use super::Now;
use crate::AppState;
use crate::acts::releve as act;
use crate::auth::SignedIn;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use crate::http::forms::{beyond, error, html};
use crate::web::seance::attendance;
use app::components::field::FieldError;
use app::pages::seance::releve::correct::{self as page, CorrectForm, PEOPLE};
use app::texts::{preparation, releve as texts, seance as seance_texts};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::document::text::markdown;
use dossier::form::lists::ATTENDANCE;
use dossier::lang::{Lang, one_line};
use dossier::rights::Action;
use dossier::seance::releve::{MAX_LINE, Releve, Wrong};
use std::collections::HashMap;

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, _) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    if seance.ended_at.is_none() {
        // It changes with the séance as long as that goes on.
        return Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response());
    }
    let now = Now::of(&state, &seance).await?;
    let (version, typed) = (now.version(), as_form(&now.releve));
    let about = (id.as_str(), seance.title.as_str());
    Ok(html(page::page(&reader.context, about, version, &typed, &[], false)))
}

fn as_form(releve: &Releve) -> CorrectForm {
    let count = |item: &dossier::form::lists::Item| releve.attendance.get(item.id);
    let people = ATTENDANCE.items.iter().map(count);
    CorrectForm {
        date: releve.date.clone(),
        start: releve.start.clone(),
        minutes: releve.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        place: releve.place.clone(),
        facilitator: releve.facilitator.clone(),
        secretary: releve.secretary.clone(),
        people: people.map(|count| count.map(u32::to_string).unwrap_or_default()).collect(),
        agenda: releve.agenda.join("\n"),
        questions: releve.questions.join("\n"),
        conclusions: releve.conclusions.clone(),
    }
}

pub async fn save(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(sent): Form<HashMap<String, String>>,
) -> Result<Response, Error> {
    let (seance, member) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    if seance.ended_at.is_none() {
        return Err(Error::Conflict);
    }
    let lang = reader.context.lang;
    let seen = sent.get("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let (releve, mut errors) = read(lang, &sent);
    errors.extend(releve.wrong().into_iter().map(|wrong| field_error(lang, wrong)));
    let mut stale = false;
    if errors.is_empty() {
        stale = !act::correct(&state, &seance, &member, seen, &releve).await?;
        if !stale {
            return Ok(Redirect::to(&format!("/seances/{id}/releve")).into_response());
        }
    }
    let status = if stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    // Saved again, it takes the place of the one that was faster, which they were told of.
    let seen = if stale { Now::of(&state, &seance).await?.version() } else { seen };
    let typed = sent_form(&sent);
    let about = (id.as_str(), seance.title.as_str());
    let page = page::page(&reader.context, about, seen, &typed, &errors, stale);
    Ok((status, html(page)).into_response())
}

fn field(sent: &HashMap<String, String>, name: &str) -> String {
    sent.get(name).cloned().unwrap_or_default()
}

fn sent_form(sent: &HashMap<String, String>) -> CorrectForm {
    CorrectForm {
        date: field(sent, "date"),
        start: field(sent, "start"),
        minutes: field(sent, "minutes"),
        place: field(sent, "place"),
        facilitator: field(sent, "facilitator"),
        secretary: field(sent, "secretary"),
        people: PEOPLE.iter().map(|name| field(sent, name)).collect(),
        agenda: field(sent, "agenda"),
        questions: field(sent, "questions"),
        conclusions: field(sent, "conclusions"),
    }
}

/// What was typed, as far as it can be read.
fn read(lang: Lang, sent: &HashMap<String, String>) -> (Releve, Vec<FieldError>) {
    let mut errors = Vec::new();
    let line = |name| one_line(&field(sent, name));
    let lines = |name| {
        let lines = field(sent, name);
        let lines = lines.lines().map(one_line).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>()
    };
    let minutes = line("minutes");
    let parsed = minutes.parse().ok();
    if parsed.is_none() && !minutes.is_empty() {
        errors.push(field_error(lang, Wrong::Minutes));
    }
    let attendance = match attendance::read(sent) {
        Ok(counted) => counted,
        Err(at) => {
            errors.push(field_error(lang, Wrong::People(at)));
            Default::default()
        }
    };
    let releve = Releve {
        date: line("date"),
        start: line("start"),
        minutes: parsed,
        place: line("place"),
        facilitator: line("facilitator"),
        secretary: line("secretary"),
        attendance: attendance.into_iter().filter(|(_, count)| *count > 0).collect(),
        agenda: lines("agenda"),
        questions: lines("questions"),
        // As the form will have it, so that the two can be compared later.
        conclusions: markdown::write(&markdown::read(&field(sent, "conclusions"))),
    };
    (releve, errors)
}

fn field_error(lang: Lang, wrong: Wrong) -> FieldError {
    match wrong {
        Wrong::Date | Wrong::NoDate => error(lang, "date", preparation::DATE_WRONG),
        Wrong::Start => error(lang, "start", preparation::TIME_WRONG),
        Wrong::Minutes => error(lang, "minutes", texts::MINUTES_WRONG),
        Wrong::People(at) => {
            let field = PEOPLE.get(at).copied().unwrap_or(PEOPLE[0]);
            FieldError { field, message: attendance::count_error(lang, at) }
        }
        Wrong::Nobody => error(lang, PEOPLE[0], texts::NOBODY),
        Wrong::Line(name) => beyond(lang, name, seance_texts::TOO_LONG, ("max", MAX_LINE)),
        Wrong::Items(name) => error(lang, name, texts::LINES_WRONG),
        Wrong::Conclusions => error(lang, "conclusions", texts::CONCLUSIONS_LONG),
        Wrong::NoConclusions => error(lang, "conclusions", texts::NO_CONCLUSIONS),
    }
}
