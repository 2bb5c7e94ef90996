//! Inviting to a session: the sheet, the cards of its tables, letters. Must not know: how a letter travels.

use super::remote::seance_for;
use crate::AppState;
use crate::auth::SignedIn;
use crate::error::Error;
use crate::http::forms::{email_key, error, html, one_line};
use crate::http::qr;
use crate::mail::Letter;
use crate::projectors::{door, seen};
use crate::store::{Member, Seance};
use app::components::field::FieldError;
use app::pages::seance::Seance as Seen;
use app::pages::seance::invitation::{self as page, Letters};
use app::texts::preparation as texts;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::{Lang, Text};
use dossier::rights::Action;
use dossier::seance::code;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Letters at a time, and of a session in all: an invitation is no mailing.
const MOST: usize = 60;
const MOST_IN_ALL: i64 = 300;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// How many letters have just left.
    envoi: Option<usize>,
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (seance, _) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    let letters = Letters { sent: asked.envoi, ..Letters::default() };
    shown(&state, &reader, seance, &letters).await
}

async fn shown(
    state: &AppState,
    reader: &SignedIn,
    seance: Seance,
    letters: &Letters,
) -> Result<Response, Error> {
    let seance = seen(&state.store, seance).await?;
    let (site, code) = (seance.site.clone(), seance.code.clone());
    let tables = seance.meeting.tables;
    let card = |code: &String, table| qr::draw(&format!("{site}/s/{code}?table={table}"));
    let cards =
        code.iter().flat_map(|code| (1..=tables).filter_map(move |table| card(code, table)));
    let door = door(&seance.site, seance.code.as_deref());
    Ok(html(page::page(&reader.frame, &seance, &door, &cards.collect::<Vec<_>>(), letters)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    addresses: String,
}

pub async fn send(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let (seance, member) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    if seance.ended_at.is_some() {
        return Err(Error::Conflict);
    }
    let lang = reader.frame.lang;
    let taken = match addresses(lang, &typed.addresses) {
        Ok(to) => {
            let count = i64::try_from(to.len()).unwrap_or(i64::MAX);
            let fits = state.store.count_invited(&id, count, MOST_IN_ALL).await?;
            if fits { Ok(to) } else { Err(error(lang, "addresses", texts::ADDRESSES_ALL)) }
        }
        Err(wrong) => Err(wrong),
    };
    match taken {
        Ok(to) => {
            let seance = seen(&state.store, seance).await?;
            let sent = to.len();
            letters(&state, lang, &member, &seance, to);
            Ok(Redirect::to(&format!("/seances/{id}/invitation?envoi={sent}")).into_response())
        }
        Err(wrong) => {
            let letters =
                Letters { typed: typed.addresses, errors: vec![wrong], ..Letters::default() };
            let page = shown(&state, &reader, seance, &letters).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Addresses a line each, or after commas; each once.
fn addresses(lang: Lang, typed: &str) -> Result<BTreeSet<String>, FieldError> {
    let mut to = BTreeSet::new();
    for typed in typed.split([',', ';', '\n']).map(str::trim).filter(|one| !one.is_empty()) {
        let Some(address) = email_key(typed) else {
            let message = texts::ADDRESS_WRONG.fill(lang, &[("address", &one_line(typed))]);
            return Err(FieldError { field: "addresses", message });
        };
        to.insert(address);
    }
    match to.len() {
        0 => Err(error(lang, "addresses", texts::ADDRESSES_MISSING)),
        count if count > MOST => Err(error(lang, "addresses", texts::ADDRESSES_MANY)),
        _ => Ok(to),
    }
}

fn letters(state: &AppState, lang: Lang, by: &Member, seance: &Seen, to: BTreeSet<String>) {
    let facts = page::facts(lang, seance).into_iter();
    let fact = |(label, words): (Text, String)| {
        texts::FACT.fill(lang, &[("what", label.in_lang(lang)), ("words", &one_line(&words))])
    };
    let facts: Vec<String> = facts.map(fact).collect();
    let code = seance.code.as_deref().unwrap_or_default();
    let (title, dossier) = (one_line(&seance.title), one_line(&seance.dossier_title));
    let says = [
        ("title", title.as_str()),
        ("by", by.name.as_str()),
        ("dossier", dossier.as_str()),
        ("facts", &facts.join("\n")),
        ("link", &format!("{}/s/{code}", seance.site)),
        ("code", &code::shown(code)),
        ("address", &format!("{}/s", seance.site)),
    ];
    let (subject, text) =
        (texts::LETTER_SUBJECT.fill(lang, &says), texts::LETTER_TEXT.fill(lang, &says));
    let (mail, id) = (state.mail.clone(), seance.id.clone());
    state.mail.aside(async move {
        for to in to {
            let letter = Letter::plain(to, subject.clone(), text.clone());
            if let Err(error) = mail.send(letter).await {
                tracing::warn!(seance = id, %error, "an invitation to a session was not sent");
            }
        }
    });
}
