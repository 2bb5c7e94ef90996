//! Presenting a dossier in 180 seconds: what each button does. Must not know: slides, how they are drawn.

use super::seance::begin_session;
use super::seance::remote::seance_for;
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::{html, is_scripted, to_script};
use crate::projectors::seen;
use crate::store::{Member, NewSeance, Rehearsal, Seance};
use crate::{AppState, clock};
use app::pages::pitch::presenter::{self as page, Run};
use app::pages::pitch::slides::Pitch;
use app::texts::{pitch as texts, seance as seance_texts};
use axum::extract::{Form, Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use dossier::pitch::SECONDS;
use dossier::pitch::talk::Talk;
use dossier::rights::Action;
use dossier::seance::plan::Step;
use dossier::seance::wall::Shown;
use serde::Deserialize;
use uuid::Uuid;

/// Runs that are shown.
const RUNS: i64 = 10;

/// Begins a session that is nothing but the talk: no ideas, three minutes.
pub async fn begin(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let member = authorise(&state, &id, &reader, Action::Facilitate).await?;
    let lang = reader.frame.lang;
    let step = Step { title: texts::SESSION.in_lang(lang).to_owned(), minutes: SECONDS / 60 };
    let new = NewSeance {
        id: Uuid::now_v7().to_string(),
        dossier: id,
        code: String::new(),
        title: step.title.clone(),
        place: String::new(),
        site: site(&headers, &state.config),
        questions: String::new(),
        lang,
        plan: vec![step],
        meeting: Default::default(),
        by: member.account,
        at: clock::now(),
    };
    let begun = begin_session(&state, new).await?;
    let shows = |seance: &mut Seance| seance.wall = seance.wall.show(Shown::Pitch);
    state.store.change_seance(&begun, shows).await?;
    Ok(Redirect::to(&format!("/seances/{begun}/pitch")).into_response())
}

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, _) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    let runs = state.store.rehearsals(&seance.dossier, RUNS).await?;
    let run = |Rehearsal { id, at, rehearsed, spent }| Run { id, at, rehearsed, spent };
    let runs: Vec<Run> = runs.into_iter().map(run).collect();
    let seance = seen(&state.store, seance).await?;
    // The slides come with the first that the page is told.
    let parts = page::changing(reader.frame.lang, &seance, &Pitch::default());
    Ok(html(page::page(&reader.frame, &seance, parts, &runs)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Pressed {
    act: String,
}

/// Several may present together, each with a phone: whoever facilitates turns the slides. Who begins in
/// public takes the remote.
pub async fn press(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(pressed): Form<Pressed>,
) -> Result<Response, Error> {
    let (seance, member) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    let done = act(&state, &seance, &member, &pressed.act).await?;
    state.projectors.tell(&id);
    if is_scripted(&headers) {
        let words = if done { "" } else { seance_texts::IS_OVER.in_lang(reader.frame.lang) };
        return Ok(to_script(done, words));
    }
    Ok(Redirect::to(&format!("/seances/{id}/pitch")).into_response())
}

/// False where the session is over.
async fn act(state: &AppState, seance: &Seance, member: &Member, act: &str) -> Result<bool, Error> {
    let (verb, about) = act.split_once(':').unwrap_or((act, ""));
    if verb == "forget" {
        state.store.forget_rehearsal(&seance.dossier, about).await?;
        return Ok(true);
    }
    let now = clock::now();
    // By how many, so that two presses in a row are two slides.
    let by: Option<isize> = about.parse().ok();
    if verb == "turn" && by.is_none() {
        return Err(Error::BadRequest);
    }
    if !["start", "rehearse", "turn", "pause", "resume", "stop"].contains(&verb) {
        return Err(Error::BadRequest);
    }
    let mut ended = None;
    let (account, ended_talk) = (member.account.clone(), &mut ended);
    let change = |seance: &mut Seance| {
        let talk = &seance.wall.talk;
        // Who presses from a page that is old ends nobody's talk.
        let begins = ["start", "rehearse"].contains(&verb) && !talk.is_running();
        let in_public = verb == "start" && begins;
        let talk = match verb {
            "start" | "rehearse" if begins => {
                *ended_talk = talk.is_begun().then(|| talk.clone());
                Talk::begin(verb == "rehearse", now)
            }
            "start" | "rehearse" => talk.clone(),
            "turn" => talk.turn(talk.at().saturating_add_signed(by.unwrap_or_default()), now),
            "pause" => talk.pause(now),
            "resume" => talk.resume(now),
            _ => {
                *ended_talk = talk.is_begun().then(|| talk.clone());
                Talk::default()
            }
        };
        seance.wall.talk = talk;
        if in_public {
            seance.wall = seance.wall.show(Shown::Pitch);
            seance.holder = account;
        }
    };
    let changed = state.store.change_seance(&seance.id, change).await?;
    if let Some(talk) = ended.filter(|_| changed.is_some()) {
        let spent = talk.spent(now).to_vec();
        let id = Uuid::now_v7().to_string();
        let run = Rehearsal { id, at: now, rehearsed: talk.rehearsed, spent };
        state.store.keep_rehearsal(&seance.dossier, &run).await?;
    }
    Ok(changed.is_some())
}
