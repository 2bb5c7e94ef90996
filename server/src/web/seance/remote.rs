//! The facilitator's remote and the wall: what each button does. Must not know: how it is drawn.

use super::votes::{open_consent, open_dots};
use crate::acts::ideas::{self, AdoptError};
use crate::auth::SignedIn;
use crate::auth::membership::authorise;
use crate::auth::origin::site;
use crate::error::Error;
use crate::http::forms::{html, is_scripted, one_line, to_script};
use crate::projectors::{door, seen};
use crate::store::{Member, Seance};
use crate::{AppState, clock};
use app::pages::seance::remote::{self as page, Facilitator};
use app::pages::seance::wall;
use app::texts::seance as texts;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use dossier::lang::Text;
use dossier::rights::Action;
use dossier::seance::adopt::{Target, Targets};
use dossier::seance::idea::{self, Fate};
use dossier::seance::passage;
use dossier::seance::wall::Shown;
use serde::Deserialize;

pub async fn show(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let (seance, member) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    remote(&state, &reader, seance, &member, None).await
}

async fn remote(
    state: &AppState,
    reader: &SignedIn,
    seance: Seance,
    member: &Member,
    error: Option<String>,
) -> Result<Response, Error> {
    let seance = seen(&state.store, seance).await?;
    let lang = reader.frame.lang;
    let who = Facilitator { account: member.account.clone(), standing: member.standing() };
    let parts = page::changing(lang, Targets::of(&who.standing), &seance, &Default::default());
    let mut frame = reader.frame.clone();
    frame.path = format!("/seances/{}/animer", seance.id);
    Ok(html(page::page(&frame, &seance, &who, parts, error)))
}

/// The remote, with why something was not done.
pub(super) async fn refused(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
    why: String,
) -> Result<Response, Error> {
    let (seance, member) = seance_for(state, id, reader, Action::Facilitate).await?;
    remote(state, reader, seance, &member, Some(why)).await
}

/// The wall, for whoever may read the dossier; where it stands is where phones join from now on.
pub async fn wall(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (mut seance, member) = seance_for(&state, &id, &reader, Action::Read).await?;
    let here = site(&headers, &state.config);
    let facilitates = dossier::rights::may(member.role, None, Action::Facilitate);
    if seance.site != here && facilitates && seance.ended_at.is_none() {
        let moved = state.store.change_seance(&id, |seance| seance.site = here).await?;
        seance = moved.ok_or(Error::NotFound)?;
        state.projectors.tell(&id);
    }
    let seance = seen(&state.store, seance).await?;
    let door = door(&seance.site, seance.code.as_deref());
    // The section itself comes with the first that the wall is told.
    let parts = wall::changing(&seance, &wall::Behind::default(), &door);
    Ok(html(wall::page(&reader.frame, &seance, parts)))
}

/// The session, for who may do that in its dossier; to anybody else there is none.
pub(crate) async fn seance_for(
    state: &AppState,
    id: &str,
    reader: &SignedIn,
    action: Action,
) -> Result<(Seance, Member), Error> {
    let seance = state.store.seance(id).await?.ok_or(Error::NotFound)?;
    let member = authorise(state, &seance.dossier, reader, action).await?;
    Ok((seance, member))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Pressed {
    act: String,
    what: String,
    each: String,
    secret: String,
}

pub async fn press(
    State(state): State<AppState>,
    reader: SignedIn,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(pressed): Form<Pressed>,
) -> Result<Response, Error> {
    let (seance, member) = seance_for(&state, &id, &reader, Action::Facilitate).await?;
    let done = act(&state, &seance, &member, &pressed).await?;
    state.projectors.tell(&id);
    if is_scripted(&headers) {
        let words = done.err().map_or("", |wrong| wrong.in_lang(reader.frame.lang));
        return Ok(to_script(done.is_ok(), words));
    }
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/seances/{id}/animer")).into_response()),
        Err(wrong) => {
            let wrong = wrong.in_lang(reader.frame.lang).to_owned();
            let page = remote(&state, &reader, seance, &member, Some(wrong)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Does what a button says, or answers why not. Ideas are anybody's to moderate who facilitates; the
/// wall, the plan and the votes are the holder's.
async fn act(
    state: &AppState,
    seance: &Seance,
    member: &Member,
    pressed: &Pressed,
) -> Result<Result<(), Text>, Error> {
    let (verb, about) = pressed.act.split_once(':').unwrap_or((&pressed.act, ""));
    let what = one_line(&pressed.what);
    let fate = match verb {
        "hide" => Some(Fate::Hidden),
        "restore" => Some(Fate::Open),
        "merge" => Some(merged(state, seance, about, &what).await?),
        "leave" => Some(Fate::Left(short(&what))),
        _ => None,
    };
    if let Some(fate) = fate {
        let decided = state.store.decide_idea(&seance.id, about, &fate).await?;
        return if decided { Ok(Ok(())) } else { Err(Error::NotFound) };
    }
    if verb == "pour" {
        let target = Target::parse(&what).ok_or(Error::BadRequest)?;
        return match ideas::adopt(state, seance, member, about, target).await {
            Ok(()) => Ok(Ok(())),
            Err(AdoptError::NotTheirSection) => Ok(Err(texts::POUR_FORBIDDEN)),
            Err(AdoptError::Act(error)) => Err(error.into()),
        };
    }
    if let "block" | "unblock" = verb {
        let ideas = state.store.ideas(&seance.id).await?;
        let idea = ideas.into_iter().find(|idea| idea.id == about).ok_or(Error::NotFound)?;
        if let Some(account) = idea.account {
            state.store.block(&seance.id, &account, verb == "block").await?;
        }
        return Ok(Ok(()));
    }
    if let Some(done) = super::speaking::act(state, seance, verb, about, &what).await? {
        return Ok(done);
    }
    if verb != "take" && seance.holder != member.account {
        return Ok(Err(texts::NOT_HOLDER));
    }
    let is_secret = !pressed.secret.is_empty();
    match verb {
        "dots" => open_dots(state, seance, &pressed.each, is_secret).await,
        "consent" => open_consent(state, seance, &what, is_secret).await,
        "light" => light(state, seance, &pressed.what).await,
        "close" => {
            state.store.close_vote(&seance.id, about, clock::now()).await?;
            Ok(Ok(()))
        }
        "reveal" | "conceal" => {
            state.store.show_results(&seance.id, about, verb == "reveal").await?;
            Ok(Ok(()))
        }
        _ => {
            let change = change(verb, about, pressed, member).ok_or(Error::BadRequest)?;
            if verb == "end" {
                state.store.pass_floor(&seance.id, None, clock::now()).await?;
            }
            let changed = state.store.change_seance(&seance.id, change).await?;
            Ok(changed.map(|_| ()).ok_or(texts::IS_OVER))
        }
    }
}

type Change = Box<dyn FnOnce(&mut Seance) + Send>;

/// What a button makes of the session itself.
fn change(verb: &str, about: &str, pressed: &Pressed, member: &Member) -> Option<Change> {
    let now = clock::now();
    Some(match verb {
        "take" => {
            let account = member.account.clone();
            Box::new(move |seance| seance.holder = account)
        }
        "step" => {
            let step = about.parse().ok()?;
            Box::new(move |seance| seance.course = seance.course.go(seance.plan.len(), step, now))
        }
        "pause" => Box::new(move |seance| seance.course = seance.course.pause(now)),
        "resume" => Box::new(move |seance| seance.course = seance.course.resume(now)),
        "show" => {
            let word = if about.is_empty() { pressed.what.as_str() } else { about };
            let shown = Shown::parse(word)?;
            let may = match shown {
                Shown::Section(section) => member.standing().may(Some(section), Action::Read),
                _ => true,
            };
            may.then_some(())?;
            Box::new(move |seance| seance.wall = seance.wall.show(shown))
        }
        "page" => {
            let by: i16 = about.parse().ok()?;
            Box::new(move |seance| seance.wall = seance.wall.turn(by))
        }
        "zoom" => {
            let by: i8 = about.parse().ok()?;
            Box::new(move |seance| seance.wall = seance.wall.zoom(by))
        }
        "beside" => {
            let beside = about == "on";
            Box::new(move |seance| seance.wall.beside = beside)
        }
        "unlight" => Box::new(|seance| seance.wall.lit = None),
        "ideas" => {
            let open = about == "open";
            Box::new(move |seance| seance.ideas_open = open)
        }
        "end" => Box::new(move |seance| {
            seance.course = seance.course.pause(now);
            (seance.ideas_open, seance.ended_at) = (false, Some(now));
        }),
        _ => return None,
    })
}

/// Lights a passage of the section on the wall, which is named as the remote was told it.
async fn light(state: &AppState, seance: &Seance, name: &str) -> Result<Result<(), Text>, Error> {
    let Shown::Section(section) = seance.wall.shown else { return Err(Error::BadRequest) };
    let name = name.to_owned();
    let found = move |doc: &_| passage::named(doc, &name);
    // Somebody has rewritten it meanwhile: the list that comes next says so.
    let Some(anchor) = state.rooms.read(&seance.dossier, section, found).await? else {
        return Ok(Ok(()));
    };
    let lights = move |seance: &mut Seance| {
        if seance.wall.shown == Shown::Section(section) {
            seance.wall.lit = Some(anchor);
        }
    };
    let changed = state.store.change_seance(&seance.id, lights).await?;
    Ok(changed.map(|_| ()).ok_or(texts::IS_OVER))
}

/// What an idea is grouped with: one that is told by itself, and another.
async fn merged(state: &AppState, seance: &Seance, id: &str, with: &str) -> Result<Fate, Error> {
    let ideas = state.store.ideas(&seance.id).await?;
    let stands = |idea: &&crate::store::Idea| idea.id == with && idea.fate.is_shown();
    ideas.iter().find(stands).filter(|_| id != with).ok_or(Error::BadRequest)?;
    Ok(Fate::Merged(with.to_owned()))
}

fn short(words: &str) -> String {
    words.chars().take(idea::MAX).collect()
}
