//! The task of one open dossier: loads it, feeds its `Room`, performs the effects in order.
//! Owns: [`Actor`]. Does not know: websockets, SQL.

use super::batching::BatchWindow;
use super::input::{Done, Input};
use super::journal::{Append, Appended, Journal};
use super::log_growth::Growth;
use super::outbox::{Outbox, TooSlow};
use super::replay::open_stored;
use super::sittings::{Began, Sittings};
use super::summary::{SCHOOL_SHOWN, Summary, TITLE_SHOWN, read_summary, shown};
use super::{RoomError, Rooms};
use crate::clock;
use crate::metrics;
use crate::replay::fresh_client;
use crate::store::{Store, StoreError};
use crate::wake::Wake;
use bytes::Bytes;
use dossier::document::edit::EditError;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::sync::close;
use dossier::sync::frame::Frame;
use dossier::sync::room::{Abuse, Effect, PeerId, Room, Scope, Stored};
use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

/// A room that nobody is in stays open this long: a reload finds it warm.
const LINGER: Duration = Duration::from_secs(20);
/// Frames that a refused one counts as: it cost as much and led to nothing.
const REFUSED: u32 = 20;
/// A frame counts once more for each of these that it took of a processor.
const EACH: Duration = Duration::from_millis(5);
/// After so many bytes, and after so long, it is looked again how large all is.
const STEP: usize = 256 * 1024;
const AGAIN: Duration = Duration::from_secs(60);

/// One open dossier.
pub struct Actor {
    dossier: String,
    store: Store,
    journal: Journal,
    wake: Wake,
    sittings: Sittings,
    /// Who began with the append under way, and who hears of it.
    beginning: Vec<Began>,
    began: mpsc::Sender<Began>,
    growth: Growth,
    outboxes: HashMap<PeerId, Outbox>,
    /// Who answers for what a connection sends.
    accounts: HashMap<PeerId, String>,
    rooms: Rooms,
    next_peer: PeerId,
    /// Resolves when the append under way is durable.
    appending: Option<oneshot::Receiver<Appended>>,
    /// Edits that wait for the next append to be answered.
    waiting: Vec<oneshot::Sender<Done>>,
    answering: Vec<oneshot::Sender<Done>>,
    /// The section and length of each write under way.
    under_way: Vec<(SectionId, usize)>,
    window: BatchWindow,
    /// When it was last looked how large the dossier and the database are, and what was written
    /// since.
    sized: Instant,
    grown: usize,
    broken: bool,
}

impl Actor {
    pub fn new(
        dossier: String,
        store: Store,
        journal: Journal,
        wake: Wake,
        began: mpsc::Sender<Began>,
        rooms: Rooms,
    ) -> Actor {
        Actor {
            dossier,
            store,
            journal,
            wake,
            sittings: Sittings::default(),
            beginning: Vec::new(),
            began,
            growth: Growth::of(&[]),
            outboxes: HashMap::new(),
            accounts: HashMap::new(),
            rooms,
            next_peer: 1,
            appending: None,
            waiting: Vec::new(),
            answering: Vec::new(),
            under_way: Vec::new(),
            window: BatchWindow::default(),
            sized: Instant::now(),
            grown: 0,
            broken: false,
        }
    }

    /// Runs until nobody is left for a while, the server stops, or the room must be opened anew.
    pub async fn run(mut self, mut inbox: mpsc::Receiver<Input>, mut stop: watch::Receiver<bool>) {
        let mut room = match self.load().await {
            Ok(room) => room,
            Err(error) => {
                tracing::error!(dossier = %self.dossier, %error, "a dossier cannot be opened");
                self.turn_away(&mut inbox, &Arc::new(error)).await;
                return;
            }
        };
        self.look_at_sizes(&mut room).await;
        let mut rested = pin!(sleep_until(Instant::now()));
        loop {
            let idle = room.is_empty() && room.is_quiet();
            if let Some(until) = self.window.until().filter(|until| *until != rested.deadline()) {
                rested.as_mut().reset(until);
            }
            tokio::select! {
                biased;
                // First, so that a busy room stops too.
                () = wait_for_stop(&mut stop) => break,
                kept = reply(&mut self.appending) => self.finish_append(&mut room, kept).await,
                () = &mut rested, if self.window.until().is_some() => self.resume(&mut room).await,
                input = inbox.recv() => match input {
                    Some(input) => self.input(&mut room, input).await,
                    None => break,
                },
                () = tokio::time::sleep(LINGER), if idle => {
                    // Whoever found this room before it closed is still served.
                    inbox.close();
                }
            }
            if self.broken {
                break;
            }
        }
        // What has arrived is written before the goodbye.
        while !self.broken {
            match self.appending.take() {
                Some(last) => self.finish_append(&mut room, last.await).await,
                None if self.window.until().is_some() => self.resume(&mut room).await,
                None => break,
            }
        }
        let code = if self.broken { close::COME_BACK } else { close::RESTART };
        for outbox in self.outboxes.values() {
            outbox.close(code);
        }
    }

    async fn load(&mut self) -> Result<Room, StoreError> {
        let states = self.store.section_states(&self.dossier).await?;
        if states.is_empty() {
            return Err(StoreError::NotFound);
        }
        self.growth = Growth::of(&states);
        self.look_for_heavy_logs();
        let dossier = &self.dossier;
        let stored = states.into_iter().map(|state| open_stored(dossier.clone(), state));
        let most = usize::try_from(self.rooms.quotas().section).unwrap_or(usize::MAX);
        Ok(Room::new(stored).measured(Box::new(clock::worked)).limited(most))
    }

    fn look_for_heavy_logs(&mut self) {
        for section in self.growth.heavy() {
            self.wake.log_grown(&self.dossier, section);
        }
    }

    async fn turn_away(&self, inbox: &mut mpsc::Receiver<Input>, error: &Arc<StoreError>) {
        inbox.close();
        while let Some(input) = inbox.recv().await {
            match input {
                Input::Join { answer, .. } => drop(answer.send(Err(Arc::clone(error)))),
                Input::Edit { answer, .. } | Input::Accept { answer, .. } => {
                    drop(answer.send(Err(RoomError::Store(Arc::clone(error)))));
                }
                Input::State { answer, .. } => {
                    drop(answer.send(Err(RoomError::Store(Arc::clone(error)))));
                }
                Input::Role { answer, .. } => drop(answer.send(Ok(()))),
                Input::Frame { .. } | Input::Leave { .. } | Input::Tell { .. } => {}
            }
        }
    }

    async fn input(&mut self, room: &mut Room, input: Input) {
        let effects = match input {
            Input::Join { who, scope, outbox, answer } => {
                let peer = self.next_peer;
                self.next_peer += 1;
                if answer.send(Ok(peer)).is_err() {
                    return;
                }
                self.outboxes.insert(peer, outbox);
                self.accounts.insert(peer, who.account.clone());
                match scope {
                    Scope::Section(section) => {
                        self.work(room, move |room| room.join_section(peer, who, section)).await.0
                    }
                    Scope::Shown(section) => room.join_shown(peer, who, section),
                    Scope::Dossier => {
                        room.join(peer, who);
                        Vec::new()
                    }
                }
            }
            // Read here, so that no append of the account is between what is read and what is
            // known.
            Input::Role { account, answer } => {
                let member = self.store.membership(&self.dossier, &account).await;
                let (effects, done) = match member {
                    Ok(member) => {
                        let standing = member.map(|member| member.standing());
                        (room.set_standing(&account, standing), Ok(()))
                    }
                    Err(error) => (Vec::new(), Err(RoomError::Store(Arc::new(error)))),
                };
                self.perform(room, effects).await;
                let _ = answer.send(done);
                return;
            }
            Input::Tell { section, thread, version } => room.tell(section, thread, version),
            Input::Frame { peer, bytes } if Frame::is_of_document(&bytes) => {
                self.receive(room, peer, bytes).await
            }
            Input::Frame { peer, bytes } => room.receive(peer, &bytes),
            Input::Leave { peer } => {
                self.outboxes.remove(&peer);
                self.accounts.remove(&peer);
                room.leave(peer)
            }
            Input::State { section, answer } => {
                let read = move |room: &mut Room| room.doc(section).map(SectionDoc::state);
                let (state, _) = self.work(room, read).await;
                let _ = answer.send(state.ok_or(RoomError::Edit(EditError::NoSuchPlace)));
                Vec::new()
            }
            Input::Accept { accepted, answer } => {
                let accept = move |room: &mut Room| Some(room.accept(fresh_client(), *accepted));
                let Some(made) = self.work(room, accept).await.0 else { return };
                self.answer_edit(made.map_err(RoomError::from), answer)
            }
            Input::Edit { account, section, edits, answer } => {
                let author = account.clone();
                let edit = move |room: &mut Room| {
                    Some(room.edit(fresh_client(), &author, section, &edits))
                };
                let Some(made) = self.work(room, edit).await.0 else { return };
                if made.is_ok() {
                    self.sittings.make(&account, section);
                }
                self.answer_edit(made.map_err(RoomError::from), answer)
            }
        };
        self.perform(room, effects).await;
    }

    /// A frame that touches documents; its connection and its account answer for what it costs.
    async fn receive(&mut self, room: &mut Room, peer: PeerId, bytes: Vec<u8>) -> Vec<Effect> {
        if self.grown > STEP || self.sized.elapsed() > AGAIN {
            self.look_at_sizes(room).await;
        }
        let admitted = |account: &String| self.rooms.admit_bytes(account, bytes.len());
        if Frame::is_write(&bytes) && !self.accounts.get(&peer).is_none_or(admitted) {
            return room.refuse_as_full(peer, &bytes);
        }
        let (effects, worked) = self.work(room, move |room| room.receive(peer, &bytes)).await;
        metrics::WORK_TIME.add(worked);
        let more = (worked.as_nanos() / EACH.as_nanos()) as u32;
        if let Some(outbox) = self.outboxes.get(&peer).filter(|_| more > 0) {
            outbox.charge(more);
        }
        if let Some(account) = self.accounts.get(&peer) {
            self.rooms.spend(account, worked);
        }
        effects
    }

    /// Tells the room by how much its dossier may grow.
    async fn look_at_sizes(&mut self, room: &mut Room) {
        (self.sized, self.grown) = (Instant::now(), 0);
        match self.rooms.room_left(&self.dossier).await {
            Ok(bytes) => room.may_grow(usize::try_from(bytes).unwrap_or(usize::MAX)),
            Err(error) => {
                tracing::warn!(dossier = %self.dossier, %error, "its size is not known");
            }
        }
    }

    /// Works on the room's documents where nobody waits for the thread; answers how long it took.
    /// Where that panics, the room is opened anew.
    async fn work<T: Default + Send + 'static>(
        &mut self,
        room: &mut Room,
        work: impl FnOnce(&mut Room) -> T + Send + 'static,
    ) -> (T, Duration) {
        let mut taken = std::mem::replace(room, Room::new(std::iter::empty::<Stored>()));
        let working = move || {
            let done = work(&mut taken);
            (taken, done)
        };
        match self.rooms.workers().work(working).await {
            Ok(((back, done), worked)) => {
                *room = back;
                (done, worked)
            }
            Err(_) => {
                self.broken = true;
                (T::default(), Duration::ZERO)
            }
        }
    }

    /// An edit that somebody without a tab waits for.
    fn answer_edit(
        &mut self,
        made: Result<Vec<Effect>, RoomError>,
        answer: oneshot::Sender<Done>,
    ) -> Vec<Effect> {
        match made {
            Ok(effects) => {
                self.waiting.push(answer);
                effects
            }
            Err(error) => {
                let _ = answer.send(Err(error));
                Vec::new()
            }
        }
    }

    async fn finish_append(
        &mut self,
        room: &mut Room,
        kept: Result<Appended, oneshot::error::RecvError>,
    ) {
        self.appending = None;
        self.window.begin();
        let answering = std::mem::take(&mut self.answering);
        let written = std::mem::take(&mut self.under_way);
        let beginning = std::mem::take(&mut self.beginning);
        match kept {
            Ok(Ok(seqs)) => {
                for (section, bytes) in written {
                    self.growth.add(section, bytes);
                    self.grown += bytes;
                }
                self.look_for_heavy_logs();
                for began in beginning {
                    // Where so many wait already, one more is told another time.
                    let _ = self.began.try_send(began);
                }
                let (effects, _) = self.work(room, move |room| room.acknowledge(&seqs)).await;
                self.perform(room, effects).await;
                // Last: whoever waits may look at once at what the effects refreshed.
                for answer in answering {
                    let _ = answer.send(Ok(()));
                }
            }
            Ok(Err(error)) => {
                tracing::error!(dossier = %self.dossier, %error, "edits could not be stored");
                for answer in answering.into_iter().chain(self.waiting.drain(..)) {
                    let _ = answer.send(Err(RoomError::Store(Arc::clone(&error))));
                }
                let effects = room.not_kept();
                self.perform(room, effects).await;
            }
            // The journal is gone: the server stops, and whoever waits learns it by the silence.
            Err(_) => {
                let effects = room.not_kept();
                self.perform(room, effects).await;
            }
        }
        if self.broken {
            return;
        }
        if self.window.is_worth_it() {
            return;
        }
        self.resume(room).await;
    }

    async fn resume(&mut self, room: &mut Room) {
        self.window.end();
        let effects = room.resume();
        self.perform(room, effects).await;
    }

    async fn perform(&mut self, room: &mut Room, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Append(writes) => {
                    self.answering.append(&mut self.waiting);
                    let lengths = writes.iter().map(|write| (write.section, write.update.len()));
                    self.under_way = lengths.collect();
                    self.beginning = self.sittings.begin(&self.dossier, &writes, Instant::now());
                    let dossier = self.dossier.clone();
                    let (append, kept) = Append::new(dossier, writes);
                    self.appending = Some(kept);
                    self.window.appends();
                    room.pause();
                    self.journal.append(append).await;
                }
                Effect::Send { to, frame } => self.send_all(room, to, frame),
                Effect::Close { peer, code } => self.close(room, peer, code),
                Effect::Changed { changes, .. } => {
                    if let Some(listed) = read_summary(room, &changes) {
                        self.refresh(listed).await;
                    }
                }
                Effect::Abused { peer, how: Abuse::Refused } => {
                    metrics::ABUSES.add(1);
                    if let Some(outbox) = self.outboxes.get(&peer) {
                        outbox.charge(REFUSED);
                    }
                }
                Effect::Abused { peer, how: Abuse::Costly } => {
                    metrics::ABUSES.add(1);
                    if let Some(account) = self.accounts.get(&peer).cloned() {
                        self.close(room, peer, close::FLOOD);
                        self.rooms.send_away(&account);
                    }
                }
                Effect::Broken { section } => {
                    tracing::error!(
                        dossier = %self.dossier, section = section.name(),
                        "a kept update could not be applied; the dossier is opened anew"
                    );
                    self.broken = true;
                }
            }
        }
    }

    /// A reader whose queue is full is closed and catches up when it returns: nothing is lost
    /// silently and nothing grows without bound.
    fn send_all(&mut self, room: &mut Room, to: Vec<PeerId>, frame: Vec<u8>) {
        let frame = Bytes::from(frame);
        self.window.sends(to.len());
        for peer in to {
            let Some(outbox) = self.outboxes.get(&peer) else {
                continue;
            };
            if outbox.send(frame.clone()) == Err(TooSlow) {
                self.close(room, peer, close::COME_BACK);
            }
        }
    }

    fn close(&mut self, room: &mut Room, peer: PeerId, code: u16) {
        self.accounts.remove(&peer);
        if let Some(outbox) = self.outboxes.remove(&peer) {
            outbox.close(code);
        }
        for effect in room.leave(peer) {
            if let Effect::Send { to, frame } = effect {
                self.send_all(room, to, frame);
            }
        }
    }

    async fn refresh(&self, Summary { title, school }: Summary) {
        let title = shown(&title, TITLE_SHOWN);
        let school = shown(&school, SCHOOL_SHOWN);
        if let Err(error) = self.store.set_summary(&self.dossier, title, school).await {
            tracing::warn!(dossier = %self.dossier, %error, "the list shows an old title");
        }
    }
}

/// Resolves when the server stops.
async fn wait_for_stop(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody can say so any more, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Waits for the append under way; never resolves when there is none.
async fn reply(
    appending: &mut Option<oneshot::Receiver<Appended>>,
) -> Result<Appended, oneshot::error::RecvError> {
    match appending {
        Some(kept) => kept.await,
        None => std::future::pending().await,
    }
}
