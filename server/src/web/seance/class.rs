//! A class in a séance: its page, for the adult who reads what its pupils send before the hall
//! does. Does not know: how it is drawn.

use super::phone::{hold_back, taking_part};
use crate::AppState;
use crate::acts::classes::{self, ClassError, may_accompany};
use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use crate::http::forms::{beyond, button_answer, error, html};
use crate::projectors::join_info;
use app::components::field::FieldError;
use app::pages::seance::class::{self as page, ClassForm};
use app::texts::{account, class as texts, preparation};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::{Lang, one_line};
use dossier::rights::Action;
use dossier::seance::Seance;
use dossier::seance::class::{Class, MAX_NAME, MOST_CLASSES, Reread, together};
use serde::Deserialize;
use std::net::IpAddr;
use std::time::Instant;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    name: String,
    people: String,
    /// A button, as [`Reread`] spells it; empty where the class itself is changed.
    act: String,
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
    Ok(html(page::ask(&reader.context, &id, &seance.title, &ClassForm::default(), &[])))
}

pub async fn make(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, Error> {
    let taking_part = taking_part(&state, &reader, &id).await?;
    if let Some(later) = hold_back(&state, &reader, &headers, &taking_part, "").await? {
        return Ok(later);
    }
    let (seance, who) = taking_part;
    if !may_accompany(&seance, &who) {
        return Err(Error::Forbidden);
    }
    let lang = reader.context.lang;
    let typed = ClassForm { name: sent.name, pupils: sent.people };
    let errors = match read(lang, &typed) {
        Ok((name, people)) => match classes::open(&state, &seance, &who, name, people).await {
            Ok(number) => {
                know_code(&state, &id, number, address).await?;
                return Ok(to_class(&id, number));
            }
            Err(ClassError::Act(error)) => return Err(error.into()),
            Err(ClassError::TooMany) => {
                vec![beyond(lang, "name", texts::MANY, ("n", MOST_CLASSES as usize))]
            }
        },
        Err(errors) => errors,
    };
    reader.context.path = format!("/seances/{id}/classe");
    let page = page::ask(&reader.context, &id, &seance.title, &typed, &errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)).into_response())
}

/// Pupils beside their adult come in by the code of the class, whatever somebody guesses there.
async fn know_code(state: &AppState, id: &str, number: i64, address: IpAddr) -> Result<(), Error> {
    let classes = state.store.classes(id).await?;
    if let Some(class) = classes.iter().find(|class| class.number == number) {
        state.attempts.hall_known(&class.code, address, Instant::now());
    }
    Ok(())
}

fn read(lang: Lang, typed: &ClassForm) -> Result<(String, i64), Vec<FieldError>> {
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
    let (seance, _) = authorise_in_seance(state, id, reader, Action::Facilitate).await?;
    Ok((seance, class, true))
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path((id, number)): Path<(String, i64)>,
) -> Result<Response, Error> {
    let found = accompanying(&state, &reader, &id, number).await?;
    let typed = ClassForm { name: found.1.name.clone(), pupils: found.1.people.to_string() };
    class_page(&state, &reader, found, &typed, &[]).await
}

async fn class_page(
    state: &AppState,
    reader: &SignedIn,
    (seance, class, facilitates): (Seance, Class, bool),
    typed: &ClassForm,
    errors: &[FieldError],
) -> Result<Response, Error> {
    let seance = state.store.live_seance(seance).await?;
    let join = join_info(&seance.site, Some(&class.code));
    let mut context = reader.context.clone();
    context.path = format!("/seances/{}/classes/{}", seance.id, class.number);
    let class = seance.classes.iter().find(|one| one.number == class.number);
    let class = class.ok_or(Error::NotFound)?;
    Ok(html(page::page(&context, &seance, class, &join, facilitates, (typed, errors))))
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
        let typed = ClassForm { name: sent.name, pupils: sent.people };
        return match read(reader.context.lang, &typed) {
            Ok((name, people)) => {
                classes::change(&state, &id, number, &name, people).await?;
                Ok(to_class(&id, number))
            }
            Err(errors) => {
                let page = class_page(&state, &reader, found, &typed, &errors).await?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        };
    }
    let (what, idea) = Reread::parse(&sent.act).ok_or(Error::BadRequest)?;
    classes::reread(&state, &id, number, idea, what).await?;
    let back = class_path(&id, number);
    Ok(button_answer(&headers, None, &back).unwrap_or_else(|| to_class(&id, number)))
}

fn class_path(seance: &str, number: i64) -> String {
    format!("/seances/{seance}/classes/{number}")
}

fn to_class(seance: &str, number: i64) -> Response {
    Redirect::to(&class_path(seance, number)).into_response()
}
