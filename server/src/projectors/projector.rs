//! The task of one séance that is followed: reads it again when it is told to, follows the sections
//! that its wall and who presents show, and makes a screen of all. Does not know: who looks at it.

use super::screen::{self, Screen};
use crate::http::qr;
use crate::rooms::Rooms;
use crate::rooms::follow::Follower;
use crate::store::{Store, StoreError};
use app::pages::pitch::slides::Pitch;
use app::pages::seance::JoinInfo;
use app::pages::seance::remote::Passages;
use app::pages::seance::wall::{self, Behind};
use dossier::document::schema::SectionDoc;
use dossier::document::text;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::pitch;
use dossier::rights::Action;
use dossier::seance::LiveSeance;
use dossier::seance::passage;
use dossier::seance::wall::Shown;
use dossier::sync::room::Who;
use dossier::threads::{Thread, may_hear};
use futures_util::future::select_all;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, sleep_until};

/// The least time between two screens: what comes in between is shown together.
const BETWEEN: Duration = Duration::from_millis(120);
/// A séance that nobody follows is given up after this long: who comes back finds it.
const LINGER: Duration = Duration::from_secs(30);
/// Until a screen is made again of what is the same: minutes go by.
const REFRESH: Duration = Duration::from_secs(30);
/// Until the database, or a section's room, is asked again.
const AGAIN: Duration = Duration::from_secs(1);

pub struct Projector {
    store: Store,
    rooms: Rooms,
    id: String,
    /// How many present its talk now.
    presenters: Arc<AtomicUsize>,
    following: Vec<Following>,
    /// What is said beside the section on the wall, where that is shown.
    threads: Vec<Thread>,
    /// A room would not let a section be followed: it is asked again.
    refused: bool,
}

/// A section that is followed, and as whom.
struct Following {
    section: SectionId,
    holder: String,
    follower: Follower,
}

impl Projector {
    pub fn new(store: Store, rooms: Rooms, id: String, presenters: Arc<AtomicUsize>) -> Projector {
        Projector {
            store,
            rooms,
            id,
            presenters,
            following: Vec::new(),
            threads: Vec::new(),
            refused: false,
        }
    }

    /// Makes screens until nobody looks or the server stops.
    pub async fn run(
        mut self,
        screens: &watch::Sender<Arc<Screen>>,
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
                        tracing::warn!(seance = self.id, %error, "a séance could not be read");
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
            // The receiver that the list of open séances keeps does not look.
            let alone = screens.receiver_count() <= 1;
            tokio::select! {
                () = wait_for_stop(&mut stop) => return,
                () = news.notified() => stale = true,
                ended = wait_for_change(&mut self.following) => {
                    if let Some(ended) = ended {
                        self.following.remove(ended);
                        stale = true;
                        sleep(AGAIN).await;
                    }
                    let said = self.following.iter_mut().any(|one| one.follower.was_said());
                    stale |= said && seance.as_ref().is_some_and(|seance| seance.wall.comments);
                },
                () = sleep(AGAIN), if self.refused => stale = true,
                () = sleep(REFRESH), if !alone => {}
                () = sleep(LINGER), if alone => if screens.receiver_count() <= 1 { return },
            }
            sleep_until(shown + BETWEEN).await;
        }
    }

    async fn read(&mut self) -> Result<Option<LiveSeance>, StoreError> {
        let Some(kept) = self.store.seance(&self.id).await? else { return Ok(None) };
        let seance = self.store.live_seance(kept).await?;
        let mut wanted = Vec::new();
        if seance.code.is_some() {
            match seance.wall.shown {
                Shown::Section(section) => wanted.push(section),
                Shown::Pitch => wanted.extend(pitch::SECTIONS),
                _ => {}
            }
        }
        if self.presenters.load(Ordering::Relaxed) > 0 {
            wanted.extend(pitch::SECTIONS);
        }
        self.follow(&seance, &wanted).await?;
        self.threads = self.comments_on_wall(&seance).await?;
        Ok(Some(seance))
    }

    /// The open threads beside the section on the wall, if they are shown, as far as who holds the
    /// remote may hear them.
    async fn comments_on_wall(&self, seance: &LiveSeance) -> Result<Vec<Thread>, StoreError> {
        let Shown::Section(section) = seance.wall.shown else { return Ok(Vec::new()) };
        if !seance.wall.comments || seance.code.is_none() {
            return Ok(Vec::new());
        }
        let member = self.store.membership(&seance.dossier, &seance.holder).await?;
        if !member.is_some_and(|member| may_hear(member.role, section)) {
            return Ok(Vec::new());
        }
        let mut threads = self.store.threads(&seance.dossier).await?;
        threads.retain(|thread| {
            thread.place.section == section
                && thread.resolved.is_none()
                && !thread.remarks.is_empty()
        });
        Ok(threads)
    }

    /// Follows sections with the right of who holds the remote; those that they may not read are
    /// left out.
    async fn follow(
        &mut self,
        seance: &LiveSeance,
        wanted: &[SectionId],
    ) -> Result<(), StoreError> {
        self.refused = false;
        self.following.retain(|one| one.holder == seance.holder && wanted.contains(&one.section));
        let is_followed =
            |section: &SectionId| self.following.iter().any(|one| one.section == *section);
        let missing: BTreeSet<SectionId> =
            wanted.iter().copied().filter(|section| !is_followed(section)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let member = self.store.membership(&seance.dossier, &seance.holder).await?;
        let Some(member) = member else { return Ok(()) };
        let standing = member.standing();
        let who =
            Who { account: member.account, name: member.name, quality: member.quality, standing };
        for section in missing {
            if !who.standing.may(Some(section), Action::Read) {
                continue;
            }
            match self.rooms.follow(&seance.dossier, section, who.clone()).await {
                Ok(mut follower) => {
                    // What it says first is shown at once and not empty for a moment.
                    let _ = tokio::time::timeout(AGAIN, follower.next_change()).await;
                    let holder = seance.holder.clone();
                    self.following.push(Following { section, holder, follower });
                }
                Err(error) => {
                    self.refused = true;
                    tracing::warn!(seance = self.id, %error, "a section is not on its wall");
                }
            }
        }
        Ok(())
    }

    fn screen(&self, seance: &LiveSeance) -> Screen {
        let mut seance = seance.clone();
        seance.now = crate::clock::now();
        let join = join_info(&seance.site, seance.code.as_deref());
        let docs: Vec<&SectionDoc> =
            self.following.iter().map(|following| following.follower.doc()).collect();
        let section = match seance.wall.shown {
            Shown::Section(id) => docs.iter().find(|doc| doc.section.id == id).copied(),
            _ => None,
        };
        let presents = self.presenters.load(Ordering::Relaxed) > 0;
        let pitch = match presents || seance.wall.shown == Shown::Pitch {
            true => talk(&docs, seance.lang),
            false => Pitch::default(),
        };
        let behind = Behind { section, threads: &self.threads, pitch: Some(&pitch) };
        let mirror = [Lang::Fr, Lang::En].map(|lang| (lang, wall::mirror(lang, &seance, &behind)));
        let passages = Passages {
            all: section.map(passage::all).unwrap_or_default(),
            highlighted: wall::highlighted(&seance, &behind),
        };
        let wall = wall::changing(&seance, &behind, &join);
        Screen::new(seance, screen::Drawn { wall, mirror, pitch, passages })
    }
}

/// The talk as the sections make it now.
fn talk(docs: &[&SectionDoc], lang: Lang) -> Pitch {
    let docs = pitch::Docs(docs);
    let script = docs.script();
    Pitch {
        title: docs.title(),
        slides: pitch::Part::ALL.map(|part| docs.slide(part, lang)).to_vec(),
        notes: pitch::notes::of(&script).to_vec(),
        words: pitch::spoken::words(&text::plain(&script)),
    }
}

/// Waits for a section to be another one; the place of one that is not followed any more.
async fn wait_for_change(following: &mut [Following]) -> Option<usize> {
    if following.is_empty() {
        return std::future::pending().await;
    }
    // Nothing is lost of those that are given up when the first is another one.
    let waits = following.iter_mut().map(|one| Box::pin(one.follower.next_change()));
    let (changed, place, _) = select_all(waits).await;
    changed.is_err().then_some(place)
}

async fn wait_for_stop(stop: &mut watch::Receiver<bool>) {
    // An error is the end of all séances, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// How one joins by that code, a séance's or a class's.
pub fn join_info(site: &str, code: Option<&str>) -> JoinInfo {
    let qr = code.and_then(|code| qr::draw(&format!("{site}/s/{code}"))).unwrap_or_default();
    let host = site.split_once("://").map_or(site, |(_, host)| host);
    JoinInfo { qr, address: format!("{host}/s") }
}
