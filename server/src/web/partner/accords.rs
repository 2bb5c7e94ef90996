//! What follows from accords de principe outside of the page that they are given on: what the form says
//! of them, and their lines on the pages of others. Must not know: what is agreed.
//!
//! An accord is kept first and said in the form afterwards. What was not said, because the server
//! stopped between the two, is said before the dossier is shown again.

use crate::AppState;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::{html, one_line};
use crate::rooms::replay::{READER, replay};
use crate::store::{Accord, Member, SectionState};
use app::pages::partner as page;
use app::texts::dates::Day;
use axum::extract::{Path, State};
use axum::response::Response;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::partner::accord::{Agreed, Docs, LINKED, Names};
use dossier::rights::{Action, Row};
use std::collections::BTreeSet;
use tokio::task::spawn_blocking;

/// The sections that an accord is about.
pub(crate) const SECTIONS: [SectionId; 3] =
    [SectionId::Summary, SectionId::Partners, SectionId::Budget];

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

/// Makes the form say what is kept of accords and not said yet, and the open tabs show it. What fails
/// is said the next time.
pub(crate) async fn said(state: &AppState, dossier: &str) {
    if let Err(error) = say(state, dossier).await {
        tracing::warn!(%dossier, %error, "the form does not say yet what was agreed");
    }
}

/// In the partners' names. They could not all write these fields themselves: the right is that to
/// agree. The same edits made twice change nothing.
async fn say(state: &AppState, dossier: &str) -> Result<(), Error> {
    let unsaid = |accords: &[Accord]| accords.iter().any(|accord| !accord.said);
    if !unsaid(&state.store.accords(dossier).await?) {
        return Ok(());
    }
    let alone = state.deciding.lock().await;
    let accords = state.store.accords(dossier).await?;
    for of_one in accords.chunk_by(|a, b| a.account == b.account) {
        let [last, earlier @ ..] = of_one else { continue };
        if !last.said {
            let own = state.store.rows_of(dossier, &last.account).await?;
            let day = last.withdrawn_at.is_none().then(|| Day::of_millis(last.at).iso());
            let follows =
                move |docs: Docs<'_>, _: &[SectionState]| docs.consequences(&own, day.as_deref());
            for (section, edits) in with_docs(state, dossier, follows).await? {
                state.rooms.edit(dossier, &last.account, section, edits).await?;
            }
        }
        // What was followed by another one before it was said is said by that one.
        for accord in [last].into_iter().chain(earlier).filter(|accord| !accord.said) {
            state.store.accord_said(&accord.id).await?;
        }
    }
    drop(alone);
    for member in state.store.belongings(dossier).await? {
        state.rooms.tell_account(&member.account, "{\"accords\":true}");
    }
    Ok(())
}

/// Reads the sections that an accord is about, on a thread that nobody waits for.
pub(crate) async fn with_docs<T: Send + 'static>(
    state: &AppState,
    dossier: &str,
    read: impl FnOnce(Docs<'_>, &[SectionState]) -> T + Send + 'static,
) -> Result<T, Error> {
    let mut states = Vec::new();
    for section in SECTIONS {
        states.push(state.store.section_state(dossier, section).await?);
    }
    let dossier = dossier.to_owned();
    let work = move || {
        let docs: Vec<SectionDoc> =
            states.iter().map(|state| replay(&dossier, state, READER)).collect();
        let [summary, partners, budget] = docs.as_slice() else { return None };
        Some(read(Docs { summary, partners, budget }, &states))
    };
    spawn_blocking(work).await.map_err(|_| Error::Panicked)?.ok_or(Error::NotFound)
}

/// What the rows are called that the rows of partners point to, as far as that member may read them.
pub(crate) async fn names(
    state: &AppState,
    dossier: &str,
    reader: &Member,
) -> Result<Names, Error> {
    let standing = reader.standing();
    let mut states = Vec::new();
    for section in LINKED {
        if standing.may(Some(section), Action::Read) {
            states.push(state.store.section_state(dossier, section).await?);
        }
    }
    let dossier = dossier.to_owned();
    let work = move || {
        let docs: Vec<SectionDoc> =
            states.iter().map(|state| replay(&dossier, state, READER)).collect();
        Names::read(&docs)
    };
    spawn_blocking(work).await.map_err(|_| Error::Panicked)
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
    // They are counted, not told.
    let names = Names::default();
    let lines = move |docs: Docs<'_>, _: &[SectionState]| {
        let line = |(accord, own): (Accord, BTreeSet<Row>)| {
            let then: Option<Agreed> = serde_json::from_str(&accord.content).ok();
            let now = Agreed::read(docs, &own);
            let changes = then.map_or(0, |then| then.differences(&now, lang, &names).len());
            page::in_one_line(lang, &one_line(&accord.name), given(&accord), changes)
        };
        last.into_iter().map(line).collect()
    };
    with_docs(state, dossier, lines).await
}

pub(crate) fn given(accord: &Accord) -> page::Accord {
    page::Accord { at: accord.at, withdrawn_at: accord.withdrawn_at }
}
