//! What concerns one partner, and their accord de principe: given to exactly what the page showed,
//! confirmed, withdrawn. Must not know: what is agreed, how it is kept.

use crate::auth::SignedIn;
use crate::error::Error;
use crate::pages::dossier::READER;
use crate::pages::dossiers::authorise;
use crate::pages::{html, one_line};
use crate::rooms::replay::replay;
use crate::store::{Accord, Member, NewAccord, SectionState};
use crate::{AppState, clock};
use app::pages::partner::{self as page, Partner, Question};
use app::texts::dates::Day;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::accord::{ADVANCED, Agreed, Asked, Docs};
use dossier::edit::Edit;
use dossier::form::SectionId;
use dossier::rights::{Action, Role, Row, may};
use dossier::schema::SectionDoc;
use dossier::threads::Thread;
use dossier::words::Lang;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// The sections that an accord is about.
const SECTIONS: [SectionId; 3] = [SectionId::Summary, SectionId::Partners, SectionId::Budget];

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asking {
    /// Whose page, for those who read the pages of all partners.
    de: Option<String>,
    /// The part of the grant that is advanced, in hundredths.
    avance: String,
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(asking): Query<Asking>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let all = all_partners(&state, &id, &member).await?;
    let account = match (&asking.de, all.first()) {
        (Some(account), _) => account.clone(),
        (None, _) if is_partner(&member) => member.account.clone(),
        (None, Some((first, _))) => first.clone(),
        (None, None) => {
            let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
            return Ok(html(page::nobody(&reader.frame, &dossier.id, &dossier.title)));
        }
    };
    if is_partner(&member) && account != member.account {
        return Err(Error::Forbidden);
    }
    let mut partner = load(&state, &id, &member, &account, reader.frame.lang).await?;
    partner.all = all;
    partner.rate = asking.avance.trim().parse().unwrap_or(ADVANCED).clamp(0, 100);
    Ok(html(page::page(&reader.frame, &partner)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// What the page showed, as [`Agreed::canonical`] writes it.
    seen: String,
}

/// Agrees to what is there, if that is what the page showed; else shows what is different.
pub async fn agree(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<Seen>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Agree).await?;
    let read = read(&state, &id, member.rows.clone()).await?;
    let content = read.agreed.canonical();
    if typed.seen != content || read.agreed.rows.is_empty() {
        let lang = reader.frame.lang;
        let seen: Option<Agreed> = serde_json::from_str(&typed.seen).ok();
        let changes = seen.map(|seen| seen.differences(&read.agreed, lang));
        let mut partner = load(&state, &id, &member, &member.account, lang).await?;
        partner.stale = Some(changes.unwrap_or_default());
        reader.frame.path = format!("/dossiers/{id}/partenaire");
        let page = html(page::page(&reader.frame, &partner));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let at = clock::now();
    let accord = NewAccord {
        id: Uuid::now_v7().to_string(),
        dossier: id.clone(),
        account: member.account.clone(),
        at,
        digest: format!("{:x}", Sha256::digest(content.as_bytes())),
        content,
        seqs: read.seqs,
    };
    state.store.give_accord(&accord).await?;
    let day = Day::of_millis(at).iso();
    say(&state, &id, &member, Some(day)).await?;
    Ok(to_page(&id).into_response())
}

pub async fn withdraw(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let member = authorise(&state, &id, &reader, Action::Agree).await?;
    state.store.withdraw_accord(&id, &member.account, clock::now()).await?;
    say(&state, &id, &member, None).await?;
    Ok(to_page(&id))
}

fn to_page(dossier: &str) -> Redirect {
    Redirect::to(&format!("/dossiers/{dossier}/partenaire#accord"))
}

/// Writes into the form what follows from an accord or its end, in the partner's name. They could not
/// all write these fields themselves: the right is that to agree.
async fn say(
    state: &AppState,
    dossier: &str,
    member: &Member,
    day: Option<String>,
) -> Result<(), Error> {
    let own = member.rows.clone();
    let edits: Vec<Edit> =
        with_docs(state, dossier, move |docs, _| docs.consequences(&own, day.as_deref())).await?;
    if !edits.is_empty() {
        state.rooms.edit(dossier, &member.account, SectionId::Partners, edits).await?;
    }
    Ok(())
}

/// What is there to be agreed, and how far the logs have come.
struct Read {
    agreed: Agreed,
    asked: Asked,
    seqs: String,
}

async fn read(state: &AppState, dossier: &str, own: BTreeSet<Row>) -> Result<Read, Error> {
    let read = move |docs: Docs<'_>, states: &[SectionState]| {
        let seq = |state: &SectionState| format!("{}:{}", state.section.number(), state.head_seq);
        Read {
            agreed: Agreed::read(docs, &own),
            asked: Asked::read(docs, &own),
            seqs: states.iter().map(seq).collect::<Vec<_>>().join(" "),
        }
    };
    with_docs(state, dossier, read).await
}

/// Reads the sections that an accord is about, on a thread that nobody waits for.
async fn with_docs<T: Send + 'static>(
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

fn is_partner(member: &Member) -> bool {
    may(member.role, None, Action::Agree)
}

/// Every partner, for those who edit what all partners are; a partner sees their own page, and
/// nobody else sees any.
async fn all_partners(
    state: &AppState,
    dossier: &str,
    member: &Member,
) -> Result<Vec<(String, String)>, Error> {
    if is_partner(member) {
        return Ok(Vec::new());
    }
    if !may(member.role, Some(SectionId::Partners), Action::Edit) {
        return Err(Error::Forbidden);
    }
    let belongings = state.store.belongings(dossier).await?.into_iter();
    let partners = belongings.filter(|one| one.role == Role::Partner);
    Ok(partners.map(|one| (one.account, one_line(&one.name))).collect())
}

async fn load(
    state: &AppState,
    id: &str,
    reader: &Member,
    account: &str,
    lang: Lang,
) -> Result<Partner, Error> {
    let dossier = state.store.dossier(id).await?.ok_or(Error::NotFound)?;
    let partner = state.store.membership(id, account).await?.filter(is_partner);
    let partner = partner.ok_or(Error::NotFound)?;
    let Read { agreed, asked, .. } = read(state, id, partner.rows.clone()).await?;
    let accords = state.store.accords(id).await?;
    let own: Vec<&Accord> = accords.iter().filter(|accord| accord.account == account).collect();
    let counts = own.first().filter(|accord| accord.withdrawn_at.is_none());
    let since = counts.and_then(|accord| serde_json::from_str::<Agreed>(&accord.content).ok());
    let threads = state.store.threads(id).await?;
    Ok(Partner {
        dossier: dossier.id,
        title: dossier.title,
        is_reader: reader.account == partner.account,
        all: Vec::new(),
        questions: questions(&threads, &partner, &agreed, lang),
        since: since.map(|then| then.differences(&agreed, lang)).unwrap_or_default(),
        accords: own.iter().map(|accord| given(accord)).collect(),
        account: partner.account,
        name: partner.name,
        agreed,
        asked,
        rate: ADVANCED,
        stale: None,
    })
}

fn given(accord: &Accord) -> page::Accord {
    page::Accord { at: accord.at, withdrawn_at: accord.withdrawn_at }
}

/// What others ask beside the partner's rows, or beside these sections as a whole.
fn questions(threads: &[Thread], partner: &Member, agreed: &Agreed, lang: Lang) -> Vec<Question> {
    let rows = agreed.in_words(lang);
    let question = |thread: &Thread| {
        let section = thread.place.section;
        let about = match &thread.place.path {
            None if section != SectionId::Summary => String::new(),
            None => return None,
            Some(path) => {
                let mut segments = path.segments();
                let row = Row::new(section, segments.next()?, segments.next()?);
                rows.iter().find(|one| one.row == row)?.name.clone()
            }
        };
        let first = thread.remarks.first()?;
        Some(Question {
            section,
            about,
            name: one_line(&first.by.name),
            at: first.at,
            text: first.spoken(),
        })
    };
    threads
        .iter()
        .filter(|thread| SECTIONS.contains(&thread.place.section))
        .filter(|thread| thread.resolved.is_none() && thread.opened_by != partner.account)
        .filter_map(question)
        .collect()
}

/// The accords that count, each in a line, for whoever reads what all partners are.
pub(super) async fn in_lines(
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
    with_docs(state, dossier, lines).await
}
