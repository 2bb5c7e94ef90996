//! What walls, remotes and phones are told while they are open: server-sent events (HTML standard,
//! section 9.2), which browsers open again by themselves. Does not know: what a part says.

use super::class::accompanying;
use super::phone::taking_part;
use crate::AppState;
use crate::auth::SignedIn;
use crate::auth::address::ClientAddress;
use crate::auth::membership::authorise_in_seance;
use crate::error::Error;
use crate::http::listen::Place;
use crate::projectors::{Audience, Presenting, Screen, changes};
use crate::rooms::follow::Stay;
use crate::web::whose;
use app::pages::seance::Parts;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONNECTION, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use dossier::rights::Action;
use dossier::seance::adopt::Targets;
use futures_util::stream::unfold;
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

/// How often a phone is told at most: three hundred of them share one radio.
const PHONE: Duration = Duration::from_millis(700);
const REMOTE: Duration = Duration::from_millis(200);
/// How often it is asked whether somebody still may see this.
const RIGHTS: Duration = Duration::from_secs(10);
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
pub struct StreamQuery {
    /// `wall`, `remote`, `pitch`, `phone` or `class`.
    #[serde(rename = "for")]
    audience: String,
    /// The number of the class.
    #[serde(default)]
    n: i64,
}

pub async fn stream(
    State(state): State<AppState>,
    reader: SignedIn,
    address: ClientAddress,
    place: Option<Extension<Place>>,
    Path(id): Path<String>,
    Query(query): Query<StreamQuery>,
) -> Result<Response, Error> {
    let lang = reader.context.lang;
    let audience = match query.audience.as_str() {
        "wall" => Audience::Wall,
        "remote" => {
            let (_, member) = authorise_in_seance(&state, &id, &reader, Action::Facilitate).await?;
            Audience::Remote(lang, Targets::of(&member.standing()))
        }
        "pitch" => Audience::Presenter(lang),
        "phone" => Audience::Phone(lang),
        "class" => Audience::Class(lang, query.n),
        _ => return Err(Error::BadRequest),
    };
    // Before anything is kept of what was asked for.
    may_see(&state, &reader, &id, audience).await?;
    let stay = state.rooms.stay(whose(&reader, address))?;
    // It is one of the live connections now, which have limits of their own.
    if let Some(Extension(place)) = place {
        place.leave();
    }
    let screens = state.projectors.follow(&id);
    let mut watcher = Watcher {
        state,
        reader,
        id,
        audience,
        stay,
        screens,
        presenting: None,
        sent: Arc::default(),
        next: Instant::now(),
        checked: Instant::now(),
    };
    if matches!(audience, Audience::Presenter(_)) {
        watcher.presenting = watcher.state.projectors.present(&watcher.id);
    }
    watcher.screens.mark_changed();
    let events = unfold(watcher, |mut watcher| async move {
        let event = watcher.event().await?;
        Some((Ok::<Event, Infallible>(event), watcher))
    });
    // An event and no comment, which scripts would not hear.
    let alive =
        KeepAlive::new().interval(KEEP_ALIVE).event(Event::default().event("alive").data("-"));
    // nginx gathers an answer before it passes it on, unless told. What left its place among the
    // requests is not used for another one.
    let headers = [(HeaderName::from_static("x-accel-buffering"), "no"), (CONNECTION, "close")];
    Ok((headers, Sse::new(events).keep_alive(alive)).into_response())
}

struct Watcher {
    state: AppState,
    reader: SignedIn,
    id: String,
    audience: Audience,
    stay: Stay,
    screens: watch::Receiver<Arc<Screen>>,
    /// Who presents has the sections of the talk followed.
    presenting: Option<Presenting>,
    /// What was sent last.
    sent: Arc<Parts>,
    /// From when on something may be sent again.
    next: Instant,
    /// When it was checked last whether they may see it.
    checked: Instant,
}

impl Watcher {
    /// The parts that are others now; none when the server stops or they may see it no more.
    async fn event(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                () = self.stay.wait_for_end() => return None,
                changed = self.screens.changed() => changed.ok()?,
            }
            sleep_until(self.next).await;
            if self.checked.elapsed() > RIGHTS {
                may_see(&self.state, &self.reader, &self.id, self.audience).await.ok()?;
                self.checked = Instant::now();
            }
            let screen = Arc::clone(&self.screens.borrow_and_update());
            let Some(parts) = screen.parts(self.audience) else { continue };
            let changes = changes(&self.sent, &parts);
            self.sent = parts;
            if changes.is_empty() {
                continue;
            }
            self.next = Instant::now() + self.pause();
            let data = serde_json::Value::Object(changes).to_string();
            return Some(Event::default().event("parts").data(data));
        }
    }

    fn pause(&self) -> Duration {
        match self.audience {
            Audience::Wall | Audience::Presenter(_) => Duration::ZERO,
            Audience::Remote(..) | Audience::Class(..) => REMOTE,
            Audience::Phone(_) => PHONE,
        }
    }
}

/// Whether somebody may be shown that of a séance.
async fn may_see(
    state: &AppState,
    reader: &SignedIn,
    id: &str,
    audience: Audience,
) -> Result<(), Error> {
    Uuid::parse_str(id).map_err(|_| Error::NotFound)?;
    let holds = match audience {
        Audience::Phone(_) => return taking_part(state, reader, id).await.map(|_| ()),
        Audience::Class(_, number) => {
            return accompanying(state, reader, id, number).await.map(|_| ());
        }
        Audience::Wall => Action::Read,
        Audience::Remote(..) | Audience::Presenter(_) => Action::Facilitate,
    };
    authorise_in_seance(state, id, reader, holds).await.map(|_| ())
}
