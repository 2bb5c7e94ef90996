//! A class in a session: opened by an adult in the room, and what its pupils send, which the adult reads
//! before the room does. Must not know: how either is drawn.

use super::phone::{held_back, taking_part};
use super::{TRIES, remote};
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{beyond, error, html, is_scripted, one_line, to_script};
use crate::projectors::{door, seen};
use crate::store::{Class, Made, NewClass, Participant, Seance};
use crate::{AppState, clock};
use app::components::field::FieldError;
use app::pages::seance::class::{self as page, Typed};
use app::texts::{account, class as texts, preparation};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Lang;
use dossier::rights::Action;
use dossier::seance::class::{MAX_NAME, MOST_CLASSES, PUPILS, Reread, together};
use dossier::seance::code;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    people: String,
    /// `room:…`, `aside:…` or `waits:…` with an idea's id; empty where the class itself is changed.
    act: String,
}

/// Whether somebody may open a class: an adult who takes part. A class is no adult.
fn may_accompany(seance: &Seance, who: &Participant) -> bool {
    seance.code.is_some() && !who.blocked && who.class.is_none() && who.quality != PUPILS
}

/// Leads an adult to their class, or asks for it.
pub async fn ask(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, who) = taking_part(&state, &reader, &id).await?;
    let classes = state.store.classes(&id).await?;
    let own = classes.iter().find(|class| class.adult.as_ref() == Some(&who.account));
    if let Some(own) = own {
        return Ok(to_class(&id, own.number));
    }
    if !may_accompany(&seance, &who) {
        return Err(Error::Forbidden);
    }
    Ok(html(page::ask(&reader.frame, &id, &seance.title, &Typed::default(), &[])))
}

pub async fn make(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = held_back(&state, &reader, &headers, &taking_part, "").await? {
        return Ok(later);
    }
    let (seance, who) = taking_part;
    if !may_accompany(&seance, &who) {
        return Err(Error::Forbidden);
    }
    let lang = reader.frame.lang;
    let typed = Typed { name: sent.name, pupils: sent.people };
    let errors = match read(lang, &typed) {
        Ok((name, people)) => match open(&state, &id, &who, name, people).await? {
            Some(number) => {
                state.projectors.tell(&id);
                return Ok(to_class(&id, number));
            }
            None => vec![beyond(lang, "name", texts::MANY, ("n", MOST_CLASSES as usize))],
        },
        Err(errors) => errors,
    };
    reader.frame.path = format!("/seances/{id}/classe");
    let page = page::ask(&reader.frame, &id, &seance.title, &typed, &errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response())
}

/// Opens the class; none if the session has as many as it may.
async fn open(
    state: &AppState,
    seance: &str,
    who: &Participant,
    name: String,
    people: i64,
) -> Result<Option<i64>, Error> {
    let mut new = NewClass {
        seance: seance.to_owned(),
        code: String::new(),
        name,
        people,
        adult: who.account.clone(),
        at: clock::now(),
    };
    for _ in 0..TRIES {
        new.code = code::spell(rand::random());
        match state.store.make_class(&new, MOST_CLASSES).await? {
            Made::There(number) => return Ok(Some(number)),
            Made::TooMany => return Ok(None),
            Made::CodeTaken => {}
        }
    }
    Err(Error::Conflict)
}

fn read(lang: Lang, typed: &Typed) -> Result<(String, i64), Vec<FieldError>> {
    let name = one_line(&typed.name);
    let mut errors = Vec::new();
    if name.is_empty() {
        errors.push(error(lang, "name", texts::NAME_MISSING));
    }
    if name.chars().count() > MAX_NAME {
        errors.push(beyond(lang, "name", account::NAME_TOO_LONG, ("max", MAX_NAME)));
    }
    match together(&typed.pupils) {
        Some(people) if errors.is_empty() => Ok((name, people)),
        Some(_) => Err(errors),
        None => {
            errors.push(error(lang, "people", preparation::TOGETHER_WRONG));
            Err(errors)
        }
    }
}

/// Who reads for a class: its adult, as long as nobody blocked them, or whoever facilitates.
pub(super) async fn accompanying(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
    number: i64,
) -> Result<(Seance, Class, bool), Error> {
    let classes = state.store.classes(id).await?;
    let class = classes.into_iter().find(|class| class.number == number).ok_or(Error::NotFound)?;
    if class.adult.as_ref() == Some(&reader.account.id)
        && let Ok((seance, who)) = taking_part(state, reader, id).await
        && !who.blocked
    {
        return Ok((seance, class, false));
    }
    let (seance, _) = remote::seance_for(state, id, reader, Action::Facilitate).await?;
    Ok((seance, class, true))
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, number)): Path<(String, i64)>,
) -> Result<Response, Error> {
    let found = accompanying(&state, &reader, &id, number).await?;
    let typed = Typed { name: found.1.name.clone(), pupils: found.1.people.to_string() };
    shown(&state, &reader, found, &typed, &[]).await
}

async fn shown(
    state: &AppState,
    reader: &SignedIn,
    (seance, class, facilitates): (Seance, Class, bool),
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let seance = seen(&state.store, seance).await?;
    let door = door(&seance.site, Some(&class.code));
    let mut frame = reader.frame.clone();
    frame.path = format!("/seances/{}/classes/{}", seance.id, class.number);
    let class = seance.classes.iter().find(|one| one.number == class.number);
    let class = class.ok_or(Error::NotFound)?;
    Ok(html(page::page(&frame, &seance, class, &door, facilitates, (typed, errors))))
}

/// Decides about an idea that waits, or changes the class.
pub async fn press(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, number)): Path<(String, i64)>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let found = accompanying(&state, &reader, &id, number).await?;
    if found.0.code.is_none() {
        return Ok(to_class(&id, number));
    }
    if sent.act.is_empty() {
        let typed = Typed { name: sent.name, pupils: sent.people };
        return match read(reader.frame.lang, &typed) {
            Ok((name, people)) => {
                state.store.change_class(&id, number, &name, people).await?;
                state.projectors.tell(&id);
                Ok(to_class(&id, number))
            }
            Err(errors) => {
                let page = shown(&state, &reader, found, &typed, &errors).await?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        };
    }
    let (what, idea) = sent.act.split_once(':').ok_or(Error::BadRequest)?;
    let what = Reread::parse(what).ok_or(Error::BadRequest)?;
    // One that is gone was decided on another device: the page that comes next says so.
    state.store.reread(&id, number, idea, what).await?;
    state.projectors.tell(&id);
    match is_scripted(&headers) {
        true => Ok(to_script(true, "")),
        false => Ok(to_class(&id, number)),
    }
}

fn to_class(seance: &str, number: i64) -> Response {
    Redirect::to(&format!("/seances/{seance}/classes/{number}")).into_response()
}
