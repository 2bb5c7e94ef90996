//! The lines of accords de principe on the pages of others. Does not know: what is agreed.

use crate::AppState;
use crate::acts::accords::with_docs;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::{html, one_line};
use crate::store::{Accord, Member, SectionState};
use app::pages::partner as page;
use axum::extract::{Path, State};
use axum::response::Response;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::partner::accord::{Agreed, Docs};
use dossier::rights::{Action, Row};
use std::collections::BTreeSet;

/// The lines of a dossier's head, for a tab in which they may be others now.
pub async fn lines(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let lang = reader.frame.lang;
    let lines = in_lines(&state, &id, &member, lang).await?;
    Ok(html(page::lines_html(lang, &id, member.role, &lines)))
}

/// The accords that count, each in a line, for whoever reads what all partners are.
pub(crate) async fn in_lines(
    state: &AppState,
    dossier: &str,
    reader: &Member,
    lang: Lang,
) -> Result<Vec<String>, Error> {
    if !reader.standing().may(Some(SectionId::Partners), Action::Read) {
        return Ok(Vec::new());
    }
    let accords = state.store.accords(dossier).await?;
    let mut last = Vec::new();
    for of_one in accords.chunk_by(|a, b| a.account == b.account) {
        let Some(accord) = of_one.first().cloned() else { continue };
        let own = state.store.rows_of(dossier, &accord.account).await?;
        last.push((accord, own));
    }
    if last.is_empty() {
        return Ok(Vec::new());
    }
    let lines = move |docs: Docs<'_>, _: &[SectionState]| {
        let line = |(accord, own): (Accord, BTreeSet<Row>)| {
            let then: Option<Agreed> = serde_json::from_str(&accord.content).ok();
            let now = Agreed::read(docs, &own);
            let changes = then.map_or(0, |then| then.differences(&now, lang).len());
            page::in_one_line(lang, &one_line(&accord.name), given(&accord), changes)
        };
        last.into_iter().map(line).collect()
    };
    Ok(with_docs(state, dossier, lines).await?)
}

pub(crate) fn given(accord: &Accord) -> page::Accord {
    page::Accord { at: accord.at, withdrawn_at: accord.withdrawn_at }
}
