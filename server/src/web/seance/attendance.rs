//! Who is there, counted by hand. Must not know: devices.

use super::remote::seance_for;
use crate::AppState;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{is_scripted, to_script};
use app::pages::seance::quality;
use app::pages::seance::releve::correct::PEOPLE;
use app::texts::{releve as releve_texts, seance as texts};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::lists::ATTENDANCE;
use dossier::lang::Lang;
use dossier::rights::Action;
use dossier::seance::releve::MAX_PEOPLE;
use std::collections::{BTreeMap, HashMap};

/// What was counted of a form's fields, by quality; empty fields are left out. The error is the number
/// in [`ATTENDANCE`] of the first that cannot be read.
pub fn read(typed: &HashMap<String, String>) -> Result<BTreeMap<String, u32>, usize> {
    let mut counted = BTreeMap::new();
    for (at, (item, name)) in ATTENDANCE.items.iter().zip(PEOPLE).enumerate() {
        let words = typed.get(name).map(|words| words.trim()).unwrap_or_default();
        if !words.is_empty() {
            let count = words.parse().ok().filter(|count| *count <= MAX_PEOPLE);
            counted.insert(item.id.to_owned(), count.ok_or(at)?);
        }
    }
    Ok(counted)
}

/// Why a count was not taken.
pub fn wrong(lang: Lang, at: usize) -> String {
    let name = ATTENDANCE.items.get(at).map_or("", |item| quality(lang, item.id));
    releve_texts::COUNT_WRONG.fill(lang, &[("quality", name)])
}

/// Anybody who facilitates counts, whoever holds the remote.
pub async fn save(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<HashMap<String, String>>,
) -> Result<Response, Error> {
    seance_for(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.frame.lang;
    let words = match read(&typed) {
        Ok(counted) => {
            let changed =
                state.store.change_seance(&id, |seance| seance.headcount = counted).await?;
            changed.is_none().then(|| texts::IS_OVER.in_lang(lang).to_owned())
        }
        Err(at) => Some(wrong(lang, at)),
    };
    state.projectors.tell(&id);
    if is_scripted(&headers) {
        return Ok(to_script(words.is_none(), &words.unwrap_or_default()));
    }
    match words {
        None => Ok(Redirect::to(&format!("/seances/{id}/animer")).into_response()),
        Some(words) => super::remote::refused(&state, &reader, &id, words)
            .await
            .map(|page| (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()),
    }
}
