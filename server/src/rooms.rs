//! The open dossiers of this server: at most one task each, opened once however many come at once,
//! closed when nobody is left. Owns: [`Rooms`]. Does not know: what is in a dossier, HTTP.

use crate::audit;
use crate::limits::effort::Efforts;
use crate::limits::quotas::{Quotas, Written};
use crate::replay::fresh_client;
use crate::store::{Store, StoreError};
use crate::wake::Wake;
use dossier::document::edit::{Edit, EditError};
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::sync::room::{Accepted, Scope, Who};
use dossier::threads::suggestion::NotAccepted;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::task::TaskTracker;

mod account_tabs;
pub mod actor;
mod batching;
pub mod follow;
mod input;
pub mod journal;
pub mod live_connections;
mod log_growth;
pub mod outbox;
pub mod poll;
mod replay;
mod sittings;
pub mod socket;
mod summary;
mod wire;
mod workers;

use input::Input;
use journal::Journal;
use live_connections::Most;
use outbox::Outbox;
pub use sittings::{Began, PAUSE};

/// Inputs that may wait for a room; beyond it, whoever sends waits.
const MAILBOX: usize = 1024;

/// A handle on all open dossiers.
#[derive(Clone)]
pub struct Rooms {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    journal: Journal,
    wake: Wake,
    began: mpsc::Sender<Began>,
    open: Mutex<HashMap<String, mpsc::Sender<Input>>>,
    stop: watch::Sender<bool>,
    tasks: TaskTracker,
    polls: poll::Polls,
    connections: live_connections::Connections,
    tabs: account_tabs::AccountTabs,
    workers: workers::Workers,
    efforts: Efforts,
    quotas: Quotas,
    written: Written,
}

/// Why a room did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum RoomError {
    #[error("{0}")]
    Store(Arc<StoreError>),
    #[error(transparent)]
    Edit(#[from] EditError),
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    #[error("the room closed meanwhile")]
    Closed,
    #[error("this browser has too many connections")]
    Crowded,
    #[error("this account is kept away for a while")]
    Away,
    #[error("a section could not be read")]
    Panicked,
}

impl Rooms {
    /// `most` is how many live connections there may be; `began` hears of who begins to write.
    pub fn new(
        store: Store,
        wake: Wake,
        most: Most,
        quotas: Quotas,
        began: mpsc::Sender<Began>,
    ) -> Rooms {
        let tasks = TaskTracker::new();
        let (stop, _) = watch::channel(false);
        let journal = Journal::start(store.clone());
        let open = Mutex::new(HashMap::new());
        Rooms {
            inner: Arc::new(Inner {
                store,
                journal,
                wake,
                began,
                open,
                stop,
                tasks,
                polls: poll::Polls::default(),
                connections: live_connections::Connections::new(most),
                tabs: account_tabs::AccountTabs::default(),
                workers: workers::Workers::default(),
                efforts: Efforts::default(),
                quotas,
                written: Written::default(),
            }),
        }
    }

    /// Joins a dossier. The outbox receives the frames; dropping the seat leaves.
    pub async fn join(
        &self,
        dossier: &str,
        who: Who,
        scope: Scope,
        outbox: Outbox,
    ) -> Result<Seat, RoomError> {
        if self.inner.efforts.is_away(&who.account, Instant::now()) {
            return Err(RoomError::Away);
        }
        // A room may close between being found and being spoken to; it is then opened again.
        for _ in 0..3 {
            let room = self.room(dossier);
            let (answer, seat) = oneshot::channel();
            let input = Input::Join { who: who.clone(), scope, outbox: outbox.clone(), answer };
            if room.send(input).await.is_ok()
                && let Ok(peer) = seat.await
            {
                let peer = peer.map_err(RoomError::Store)?;
                let tab =
                    (scope == Scope::Dossier).then(|| self.inner.tabs.enter(&who.account, &outbox));
                return Ok(Seat { peer, room, _tab: tab });
            }
        }
        Err(RoomError::Closed)
    }

    /// Makes edits for an account that has no tab open; returns once they are in the log.
    pub async fn edit(
        &self,
        dossier: &str,
        account: &str,
        section: SectionId,
        edits: Vec<Edit>,
    ) -> Result<(), RoomError> {
        self.ask(dossier, |answer| {
            let account = account.to_owned();
            Input::Edit { account, section, edits: edits.clone(), answer }
        })
        .await
    }

    /// What a section says now, as one update.
    pub async fn state(&self, dossier: &str, section: SectionId) -> Result<Vec<u8>, RoomError> {
        self.ask(dossier, |answer| Input::State { section, answer }).await
    }

    /// Reads a section as it is now, on a thread that nobody waits for.
    pub async fn read<T: Send + 'static>(
        &self,
        dossier: &str,
        section: SectionId,
        read: impl FnOnce(&SectionDoc) -> T + Send + 'static,
    ) -> Result<T, RoomError> {
        let now = self.state(dossier, section).await?;
        let work = move || Some(read(&SectionDoc::load(section, fresh_client(), &now).ok()?));
        let done = self.inner.workers.work(work).await.ok();
        done.and_then(|(done, _)| done).ok_or(RoomError::Panicked)
    }

    /// Makes an accepted suggestion; returns once it is in the log.
    pub async fn accept(&self, dossier: &str, accepted: Accepted) -> Result<(), RoomError> {
        self.ask(dossier, |answer| Input::Accept { accepted: Box::new(accepted.clone()), answer })
            .await
    }

    /// Asks a room for something. It may close between being found and being spoken to; it is then
    /// opened again.
    async fn ask<T>(
        &self,
        dossier: &str,
        input: impl Fn(oneshot::Sender<Result<T, RoomError>>) -> Input,
    ) -> Result<T, RoomError> {
        for _ in 0..3 {
            let room = self.room(dossier);
            let (answer, answered) = oneshot::channel();
            if room.send(input(answer)).await.is_ok()
                && let Ok(answer) = answered.await
            {
                return answer;
            }
        }
        Err(RoomError::Closed)
    }

    /// Gives the dossier another title.
    pub async fn rename(&self, dossier: &str, account: &str, title: &str) -> Result<(), RoomError> {
        let edits = summary::retitle(title);
        self.edit(dossier, account, SectionId::Summary, edits).await
    }

    /// Reads anew what an account may do: its open tabs and sockets of that dossier end at once if
    /// it is something else.
    pub async fn refresh_role(&self, dossier: &str, account: &str) -> Result<(), RoomError> {
        let open = lock(&self.inner.open).get(dossier).cloned();
        let Some(room) = open else { return Ok(()) };
        let (answer, done) = oneshot::channel();
        // A room that closes meanwhile has nobody to tell.
        let _ = room.send(Input::Role { account: account.to_owned(), answer }).await;
        done.await.unwrap_or(Ok(()))
    }

    /// Tells those who have the dossier open that a thread beside a section is another one now, if
    /// they may hear it. Whoever opens it later reads it then.
    pub async fn tell(&self, dossier: &str, section: SectionId, thread: &str, version: i64) {
        let open = lock(&self.inner.open).get(dossier).cloned();
        if let Some(room) = open {
            // A room that closes meanwhile has nobody to tell.
            let version = version.try_into().unwrap_or_default();
            let _ = room.send(Input::Tell { section, thread: thread.to_owned(), version }).await;
        }
    }

    /// How many dossiers are open.
    pub fn open(&self) -> usize {
        lock(&self.inner.open).len()
    }

    /// Closes every room: sockets get a close frame, what is under way is finished.
    pub async fn stop(&self) {
        self.inner.stop.send_replace(true);
        lock(&self.inner.open).clear();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// Work that [`stop`](Rooms::stop) waits for, such as a socket that still says goodbye.
    pub(crate) fn track<T>(self, work: impl Future<Output = T>) -> impl Future<Output = T> {
        self.inner.tasks.track_future(work)
    }

    /// What a frame of an account took of a processor. Who takes too much is sent away.
    fn spend(&self, account: &str, worked: Duration) {
        if !self.inner.efforts.spend(account, worked, Instant::now()) {
            self.end_account(account);
        }
    }

    /// Ends all connections of an account, and lets it open none for a while.
    fn send_away(&self, account: &str) {
        self.inner.efforts.send_away(account, Instant::now());
        self.end_account(account);
    }

    fn end_account(&self, account: &str) {
        audit::note(audit::Event::SentAway, account, "");
        self.inner.connections.end_account(account);
    }

    fn quotas(&self) -> &Quotas {
        &self.inner.quotas
    }

    /// Whether an account may write so many bytes more today.
    fn admit_bytes(&self, account: &str, bytes: usize) -> bool {
        let most = self.inner.quotas.account;
        self.inner.written.admit(account, bytes, most, Instant::now())
    }

    /// By how many bytes a dossier may grow.
    async fn room_left(&self, dossier: &str) -> Result<u64, StoreError> {
        let (store, quotas) = (&self.inner.store, &self.inner.quotas);
        let sizes = store.section_bytes(dossier).await?;
        let of_dossier: u64 = sizes.iter().map(|(_, bytes)| bytes).sum();
        let of_server = match quotas.server {
            Some(most) => most.saturating_sub(store.size().await?),
            None => u64::MAX,
        };
        Ok(quotas.dossier.saturating_sub(of_dossier).min(of_server))
    }

    fn workers(&self) -> &workers::Workers {
        &self.inner.workers
    }

    /// Turns true when the server stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.inner.stop.subscribe()
    }

    fn room(&self, dossier: &str) -> mpsc::Sender<Input> {
        let mut open = lock(&self.inner.open);
        if let Some(room) = open.get(dossier).filter(|room| !room.is_closed()) {
            return room.clone();
        }
        // The handle is there before the room has loaded, so nobody loads twice.
        let (room, inbox) = mpsc::channel(MAILBOX);
        open.insert(dossier.to_owned(), room.clone());
        let task = actor::Actor::new(
            dossier.to_owned(),
            self.inner.store.clone(),
            self.inner.journal.clone(),
            self.inner.wake.clone(),
            self.inner.began.clone(),
            self.clone(),
        );
        let rooms = self.clone();
        let name = dossier.to_owned();
        self.inner.tasks.spawn(async move {
            task.run(inbox, rooms.stopping()).await;
            let mut open = lock(&rooms.inner.open);
            if open.get(&name).is_some_and(mpsc::Sender::is_closed) {
                open.remove(&name);
            }
            drop(open);
            rooms.inner.wake.dossier_closed(&name);
        });
        room
    }
}

/// A place in an open dossier. Dropping it leaves.
pub struct Seat {
    peer: u64,
    room: mpsc::Sender<Input>,
    _tab: Option<account_tabs::Entry>,
}

impl Seat {
    /// Hands a frame to the room; waits when the room is busy, so that a flood slows its sender.
    pub async fn receive(&self, bytes: Vec<u8>) -> Result<(), RoomError> {
        let input = Input::Frame { peer: self.peer, bytes };
        self.room.send(input).await.map_err(|_| RoomError::Closed)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let input = Input::Leave { peer: self.peer };
        if let Err(mpsc::error::TrySendError::Full(input)) = self.room.try_send(input) {
            let room = self.room.clone();
            tokio::spawn(async move { room.send(input).await });
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
