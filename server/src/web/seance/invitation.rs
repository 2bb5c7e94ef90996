//! Inviting to a séance: the sheet, the cards of its tables, e-mails. Does not know: how an e-mail
//! travels.

use crate::AppState;
use crate::acts::invitations::{InviteError, invite};
use crate::auth::SignedIn;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use crate::http::forms::{email_key, error, html, retry_after};
use crate::http::qr;
use crate::mail::Email;
use crate::projectors::join_info;
use crate::store::account::Member;
use app::components::field::FieldError;
use app::pages::seance::invitation::{self as page, Letters};
use app::texts::{preparation as texts, recovery};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::{Lang, Text, one_line};
use dossier::rights::Action;
use dossier::seance::{LiveSeance, Seance, code};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::time::Instant;

/// E-mails at a time: an invitation is no mailing.
const MOST: usize = 60;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct InvitationQuery {
    /// How many e-mails have just left.
    sent: Option<usize>,
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<InvitationQuery>,
) -> Result<Response, Error> {
    let (seance, _) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    let letters = Letters { sent: asked.sent, ..Letters::default() };
    invitation_page(&state, &reader, seance, &letters).await
}

async fn invitation_page(
    state: &AppState,
    reader: &SignedIn,
    seance: Seance,
    letters: &Letters,
) -> Result<Response, Error> {
    let seance = state.store.live_seance(seance).await?;
    let (site, code) = (seance.site.clone(), seance.code.clone());
    let tables = seance.meeting.tables;
    let card = |code: &String, table| qr::draw(&format!("{site}/s/{code}?table={table}"));
    let cards =
        code.iter().flat_map(|code| (1..=tables).filter_map(move |table| card(code, table)));
    let join = join_info(&seance.site, seance.code.as_deref());
    Ok(html(page::page(&reader.context, &seance, &join, &cards.collect::<Vec<_>>(), letters)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AddressesForm {
    addresses: String,
}

pub async fn send(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<AddressesForm>,
) -> Result<Response, Error> {
    let (seance, member) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
    if seance.ended_at.is_some() {
        return Err(Error::Conflict);
    }
    let lang = reader.context.lang;
    let invited = match addresses(lang, &form.addresses) {
        Ok(_) if !state.may_write(&reader.account) => {
            Err(error(lang, "addresses", recovery::CONFIRM_TO_WRITE))
        }
        Ok(to) => {
            let live = state.store.live_seance(seance.clone()).await?;
            let emails = emails(lang, &member, &live, to);
            let sent = emails.len();
            if let Err(wait) = state.emails.admit(&member.account, sent, Instant::now()) {
                let wrong = error(lang, "addresses", texts::ADDRESSES_PACE);
                let page = again(&state, &reader, seance, form.addresses, wrong).await?;
                let status = StatusCode::TOO_MANY_REQUESTS;
                return Ok((status, retry_after(wait), page).into_response());
            }
            match invite(&state, &seance, emails).await {
                Ok(()) => Ok(sent),
                Err(InviteError::TooMany) => Err(error(lang, "addresses", texts::ADDRESSES_ALL)),
                Err(InviteError::Act(error)) => return Err(error.into()),
            }
        }
        Err(wrong) => Err(wrong),
    };
    match invited {
        Ok(sent) => {
            Ok(Redirect::to(&format!("/seances/{id}/invitation?sent={sent}")).into_response())
        }
        Err(wrong) => {
            let page = again(&state, &reader, seance, form.addresses, wrong).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The page with what was typed, and what is wrong with it.
async fn again(
    state: &AppState,
    reader: &SignedIn,
    seance: Seance,
    typed: String,
    wrong: FieldError,
) -> Result<Response, Error> {
    let letters = Letters { typed, errors: vec![wrong], ..Letters::default() };
    invitation_page(state, reader, seance, &letters).await
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

/// The same e-mail to each.
fn emails(lang: Lang, by: &Member, seance: &LiveSeance, to: BTreeSet<String>) -> Vec<Email> {
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
        ("code", &code::in_groups(code)),
        ("address", &format!("{}/s", seance.site)),
    ];
    let (subject, text) =
        (texts::LETTER_SUBJECT.fill(lang, &says), texts::LETTER_TEXT.fill(lang, &says));
    to.into_iter().map(|to| Email::plain(to, subject.clone(), text.clone())).collect()
}
