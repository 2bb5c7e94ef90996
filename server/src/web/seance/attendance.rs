//! Who is there, counted by hand. Does not know: devices.

use super::remote::{answer, refusal};
use crate::AppState;
use crate::acts::seance;
use crate::auth::SignedIn;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use app::pages::seance::quality;
use app::pages::seance::releve::correct::PEOPLE;
use app::texts::releve as releve_texts;
use axum::extract::{Form, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use dossier::form::lists::ATTENDANCE;
use dossier::lang::Lang;
use dossier::rights::Action;
use dossier::seance::releve::MAX_PEOPLE;
use std::collections::{BTreeMap, HashMap};

/// What was counted of a form's fields, by quality; empty fields are left out. The error is the
/// number in [`ATTENDANCE`] of the first that cannot be read.
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
pub fn count_error(lang: Lang, at: usize) -> String {
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
    authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.context.lang;
    let refusal = match read(&typed) {
        Ok(counted) => match seance::count(&state, &id, counted).await {
            Ok(()) => None,
            Err(error) => Some(refusal(error)?.in_lang(lang).to_owned()),
        },
        Err(at) => Some(count_error(lang, at)),
    };
    answer(&state, &reader, &headers, &id, refusal).await
}
