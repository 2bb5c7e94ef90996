//! The task of one session that is followed: reads it again when it is told to, follows the section
//! on its wall, and makes a screen of both. Must not know: who looks at it.

use super::screen::{Screen, of_wall};
use super::view::{Door, seen};
use crate::qr;
use crate::rooms::Rooms;
use crate::rooms::follow::Follower;
use crate::store::{Store, StoreError};
use app::pages::seance::Seance;
use dossier::form::SectionId;
use dossier::rights::Action;
use dossier::seance::wall::Shown;
use dossier::sync::room::Who;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, sleep_until};

/// The least time between two screens: what comes in between is shown together.
const BETWEEN: Duration = Duration::from_millis(120);
/// A session that nobody follows is given up after this long: who comes back finds it.
const LINGER: Duration = Duration::from_secs(30);
/// Until the database, or the section's room, is asked again.
/// Until a screen is made again of what is the same: minutes go by.
const MINUTES: Duration = Duration::from_secs(30);
const AGAIN: Duration = Duration::from_secs(1);

pub struct Projector {
    store: Store,
    rooms: Rooms,
    id: String,
    following: Option<Following>,
}

/// The section that is followed, and as whom.
struct Following {
    section: SectionId,
    holder: String,
    follower: Follower,
}

impl Projector {
    pub fn new(store: Store, rooms: Rooms, id: String) -> Projector {
        Projector { store, rooms, id, following: None }
    }

    /// Makes screens until nobody looks or the server stops.
    pub async fn run(
        mut self,
        screens: watch::Sender<Arc<Screen>>,
        news: Arc<Notify>,
        mut stop: watch::Receiver<bool>,
    ) {
        let mut seance = None;
        let mut stale = true;
        loop {
            if stale {
                stale = false;
                match self.read().await {
                    Ok(Some(read)) => seance = Some(read),
                    // It is gone with its dossier.
                    Ok(None) => return,
                    Err(error) => {
                        tracing::warn!(seance = self.id, %error, "a session could not be read");
                        stale = true;
                        sleep(AGAIN).await;
                        continue;
                    }
                }
            }
            if let Some(seance) = &seance {
                screens.send_replace(Arc::new(self.screen(seance)));
            }
            let shown = Instant::now();
            // The receiver that the list of open sessions keeps does not look.
            let alone = screens.receiver_count() <= 1;
            tokio::select! {
                () = stopped(&mut stop) => return,
                () = news.notified() => stale = true,
                ended = changed(&mut self.following) => if ended {
                    self.following = None;
                    stale = true;
                    sleep(AGAIN).await;
                },
                () = sleep(MINUTES), if !alone => {}
                () = sleep(LINGER), if alone => if screens.receiver_count() <= 1 { return },
            }
            sleep_until(shown + BETWEEN).await;
        }
    }

    async fn read(&mut self) -> Result<Option<Seance>, StoreError> {
        let Some(kept) = self.store.seance(&self.id).await? else { return Ok(None) };
        let seance = seen(&self.store, kept).await?;
        match seance.wall.shown {
            Shown::Section(section) if seance.code.is_some() => {
                self.follow(&seance, section).await?
            }
            _ => self.following = None,
        }
        Ok(Some(seance))
    }

    /// Follows a section with the right of who holds the remote; nothing where they have none.
    async fn follow(&mut self, seance: &Seance, section: SectionId) -> Result<(), StoreError> {
        let is_followed = self
            .following
            .as_ref()
            .is_some_and(|one| one.section == section && one.holder == seance.holder);
        if is_followed {
            return Ok(());
        }
        self.following = None;
        let member = self.store.membership(&seance.dossier, &seance.holder).await?;
        let Some(member) = member else { return Ok(()) };
        let standing = member.standing();
        if !standing.may(Some(section), Action::Read) {
            return Ok(());
        }
        let who =
            Who { account: member.account, name: member.name, quality: member.quality, standing };
        match self.rooms.follow(&seance.dossier, section, who).await {
            Ok(mut follower) => {
                // What it says first is shown at once and not empty for a moment.
                let _ = tokio::time::timeout(AGAIN, follower.changed()).await;
                let holder = seance.holder.clone();
                self.following = Some(Following { section, holder, follower });
            }
            Err(error) => tracing::warn!(seance = self.id, %error, "a section is not on its wall"),
        }
        Ok(())
    }

    fn screen(&self, seance: &Seance) -> Screen {
        let mut seance = seance.clone();
        seance.now = crate::clock::now();
        let door = door(&seance.site, seance.code.as_deref());
        let doc = self.following.as_ref().map(|following| following.follower.doc());
        let wall = of_wall(&seance, doc, &door);
        Screen::new(seance, wall)
    }
}

/// Waits for the section to be another one; true when it is not followed any more.
async fn changed(following: &mut Option<Following>) -> bool {
    match following {
        Some(following) => following.follower.changed().await.is_err(),
        None => std::future::pending().await,
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error is the end of all sessions, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// How one joins.
pub fn door(site: &str, code: Option<&str>) -> Door {
    let qr = code.and_then(|code| qr::draw(&format!("{site}/s/{code}"))).unwrap_or_default();
    let host = site.split_once("://").map_or(site, |(_, host)| host);
    Door { qr, address: format!("{host}/s") }
}
