//! What concerns one partner, and their accord de principe: given to exactly what the page showed,
//! confirmed, withdrawn. Does not know: what is agreed, how it is kept.

use crate::AppState;
use crate::acts::accords::{self as act, GiveError, SECTIONS, Terms};
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::error::Error;
use crate::http::forms::html;
use crate::store::account::Member;
use crate::store::partner::Accord;
use app::pages::partner::{self as page, Partner, Question};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::form::SectionId;
use dossier::lang::{Lang, one_line};
use dossier::partner::accord::{ADVANCED, Agreed, Names};
use dossier::rights::{Action, Role, Row, may};
use dossier::threads::Thread;
use dossier::zone::Zone;
use serde::Deserialize;

pub mod accords;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PartnerQuery {
    /// Whose page, for those who read the pages of all partners.
    #[serde(alias = "de")]
    partner: Option<String>,
    /// The part of the grant that is advanced, in hundredths.
    #[serde(alias = "avance")]
    advance: String,
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<PartnerQuery>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Read).await?;
    let all = all_partners(&state, &id, &member).await?;
    let account = match (&query.partner, all.first()) {
        (Some(account), _) => account.clone(),
        (None, _) if is_partner(&member) => member.account.clone(),
        (None, Some((first, _))) => first.clone(),
        (None, None) => {
            let dossier = state.store.dossier(&id).await?.ok_or(Error::NotFound)?;
            return Ok(html(page::nobody(&reader.context, &dossier.id, &dossier.title)));
        }
    };
    if is_partner(&member) && account != member.account {
        return Err(Error::Forbidden);
    }
    let mut partner = load(&state, &id, &member, &account, reader.context.lang).await?;
    partner.all = all;
    partner.rate = query.advance.trim().parse().unwrap_or(ADVANCED).clamp(0, 100);
    Ok(html(page::page(&reader.context, &partner)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AgreeForm {
    /// What the page showed, as [`Agreed::canonical`] writes it.
    seen: String,
}

/// Agrees to what is there, if that is what the page showed; else shows what is different.
pub async fn agree(
    State(state): State<AppState>,
    mut reader: SignedIn,
    Path(id): Path<String>,
    Form(typed): Form<AgreeForm>,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Agree).await?;
    match act::give(&state, &member, &id, &typed.seen).await {
        Ok(()) => Ok(to_page(&id).into_response()),
        Err(GiveError::Changed(now)) => {
            let lang = reader.context.lang;
            let seen: Option<Agreed> = serde_json::from_str(&typed.seen).ok();
            let mut partner = load(&state, &id, &member, &member.account, lang).await?;
            let changes = seen.map(|seen| seen.differences(&now, lang, &partner.names));
            partner.stale = Some(changes.unwrap_or_default());
            reader.context.path = format!("/dossiers/{id}/partenaire");
            let page = html(page::page(&reader.context, &partner));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(GiveError::Act(failure)) => Err(failure.into()),
    }
}

pub async fn withdraw(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    let member = authorise(&state, &id, &reader, Action::Agree).await?;
    act::withdraw(&state, &member, &id).await?;
    Ok(to_page(&id))
}

fn to_page(dossier: &str) -> Redirect {
    Redirect::to(&format!("/dossiers/{dossier}/partenaire#accord"))
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
    let Terms { agreed, asked, .. } = act::read_terms(state, id, partner.rows.clone()).await?;
    let accords = state.store.accords(id).await?;
    let own: Vec<&Accord> = accords.iter().filter(|accord| accord.account == account).collect();
    let counts = own.first().filter(|accord| accord.withdrawn_at.is_none());
    let since = counts.and_then(|accord| serde_json::from_str::<Agreed>(&accord.content).ok());
    let threads = state.store.threads(id).await?;
    let names = act::names(state, id, reader).await?;
    Ok(Partner {
        zone: Zone::of_uai(&dossier.uai),
        dossier: dossier.id,
        title: dossier.title,
        is_reader: reader.account == partner.account,
        all: Vec::new(),
        questions: questions(&threads, &partner, &agreed, lang),
        since: since.map(|then| then.differences(&agreed, lang, &names)).unwrap_or_default(),
        accords: own.iter().map(|accord| given(accord)).collect(),
        account: partner.account,
        name: partner.name,
        agreed,
        names,
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
    let rows = agreed.in_words(lang, &Names::default());
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
