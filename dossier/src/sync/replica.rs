//! A tab's end of an open dossier: its documents, and the updates it has not seen acknowledged.
//! Owns: [`Replica`]. Must not know: sockets, IndexedDB, the clock, views.
//!
//! An update is remembered from the moment it is made until the server says `Kept`; it is stored on
//! the device before it is sent, and sent again after each reconnection.

use super::frame::{Frame, FrameError, Reason};
use super::guard::guard;
use super::presence::{Person, Place};
use crate::form::SectionId;
use crate::schema::{ApplyError, Change, Done, SectionDoc, root_names};
use std::collections::{BTreeMap, BTreeSet};

/// How large updates may grow that are sent as one, bytes: well below the cap of a frame.
const MAX_MERGED: usize = 1024 * 1024;

/// What the owner of the replica is to do, in order.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Keep this update on the device until it is forgotten.
    Store {
        no: u64,
        section: SectionId,
        update: Vec<u8>,
    },
    /// The server has it: the device need not.
    Forget {
        no: u64,
    },
    Send(Vec<u8>),
    /// Show these changes. They are not this tab's own.
    Changed {
        section: SectionId,
        changes: Vec<Change>,
    },
    /// The section was replaced by the server's: show it anew.
    Replaced {
        section: SectionId,
    },
    /// Somebody came, moved or changed.
    Here(Person),
    Gone {
        peer: u64,
    },
    /// A thread beside the text is another one now.
    Heard {
        section: SectionId,
        thread: String,
        version: u64,
    },
    /// Something that only the person of this tab is told.
    Told {
        json: Vec<u8>,
    },
    /// The server did not take an edit.
    Refused {
        section: SectionId,
        reason: Reason,
    },
}

/// What the state line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything written here is in the server's log.
    Saved,
    /// Connected; `n` updates wait for their acknowledgement.
    Saving(usize),
    /// Not connected; `n` updates wait on this device.
    Offline(usize),
    /// Connected, but the server cannot store; `n` updates wait on this device.
    NotStored(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Down,
    /// `Hello` is sent.
    Greeting,
    Up,
}

/// The dossier in one tab.
pub struct Replica {
    docs: BTreeMap<SectionId, SectionDoc>,
    unkept: BTreeMap<u64, (SectionId, Vec<u8>)>,
    /// What went out as one write, by the number of that write.
    sent_as: BTreeMap<u64, Vec<u64>>,
    /// Sections for which the server owes a `Step2`.
    asked: BTreeSet<SectionId>,
    next_no: u64,
    link: Link,
    peer: u64,
    place: Option<Place>,
    /// Those of `unkept` that the server could not take.
    not_stored: BTreeSet<u64>,
}

impl Replica {
    /// Starts from the documents that came with the page.
    pub fn new(docs: impl IntoIterator<Item = (SectionId, SectionDoc)>) -> Replica {
        Replica {
            docs: docs.into_iter().collect(),
            unkept: BTreeMap::new(),
            sent_as: BTreeMap::new(),
            asked: BTreeSet::new(),
            next_no: 1,
            link: Link::Down,
            peer: 0,
            place: None,
            not_stored: BTreeSet::new(),
        }
    }

    pub fn doc(&self, section: SectionId) -> Option<&SectionDoc> {
        self.docs.get(&section)
    }

    pub fn sections(&self) -> impl Iterator<Item = (SectionId, &SectionDoc)> {
        self.docs.iter().map(|(&id, doc)| (id, doc))
    }

    /// This connection's number among the people; 0 before the first welcome.
    pub fn peer(&self) -> u64 {
        self.peer
    }

    /// Whether the server has welcomed this connection: from then on it tells of everything.
    pub fn is_welcome(&self) -> bool {
        self.link == Link::Up
    }

    pub fn save_state(&self) -> SaveState {
        match (self.link, self.unkept.len()) {
            (Link::Up, 0) => SaveState::Saved,
            (Link::Up, n) if !self.not_stored.is_empty() => SaveState::NotStored(n),
            (Link::Up, n) => SaveState::Saving(n),
            (_, n) => SaveState::Offline(n),
        }
    }

    /// Takes in updates that an earlier tab left on the device, in the order in which they were
    /// made. They get the numbers from the one returned on.
    pub fn restore(&mut self, left: Vec<(SectionId, Vec<u8>)>) -> (u64, Vec<Effect>) {
        let first = self.next_no;
        let mut by_section: BTreeMap<SectionId, Vec<&[u8]>> = BTreeMap::new();
        for (section, update) in &left {
            by_section.entry(*section).or_default().push(update);
        }
        let mut effects = Vec::new();
        for (section, updates) in by_section {
            // At once, so that the changes are reported of the document as it is.
            if let Some(doc) = self.docs.get(&section)
                && let Ok(update) = yrs::merge_updates_v1(&updates)
                && let Ok(changes) = doc.apply(&update)
            {
                effects.push(Effect::Changed { section, changes });
            }
        }
        for (section, update) in left {
            self.unkept.insert(self.next_no, (section, update));
            self.next_no += 1;
        }
        effects.extend(self.resend());
        (first, effects)
    }

    /// The tab made an edit, an undo or a redo.
    pub fn local(&mut self, section: SectionId, done: &Done) -> Vec<Effect> {
        if done.update.is_empty() {
            return Vec::new();
        }
        let no = self.next_no;
        self.next_no += 1;
        let update = done.update.clone();
        self.unkept.insert(no, (section, update.clone()));
        let mut effects = vec![Effect::Store { no, section, update: update.clone() }];
        if self.link == Link::Up {
            effects.push(Effect::Send(Frame::Write { section, no, update }.encode()));
        }
        effects
    }

    /// The connection is open.
    pub fn connected(&mut self) -> Vec<Effect> {
        self.link = Link::Greeting;
        let hello = Frame::Hello { protocol: super::PROTOCOL };
        let mut effects = vec![Effect::Send(hello.encode())];
        let sections: Vec<SectionId> = self.docs.keys().copied().collect();
        effects.extend(sections.into_iter().filter_map(|section| self.ask(section)));
        effects
    }

    pub fn disconnected(&mut self) {
        self.link = Link::Down;
        self.sent_as.clear();
    }

    /// Tells the others where this tab is.
    pub fn go(&mut self, place: Option<Place>) -> Vec<Effect> {
        if self.place == place {
            return Vec::new();
        }
        self.place = place;
        match self.link {
            Link::Up => self.announce(),
            _ => Vec::new(),
        }
    }

    /// A frame arrives.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Vec<Effect>, FrameError> {
        Ok(match Frame::decode(bytes)? {
            Frame::Welcome { peer } => {
                self.link = Link::Up;
                self.peer = peer;
                let mut effects = self.announce();
                effects.extend(self.resend());
                effects
            }
            Frame::Update { section, .. } if self.asked.contains(&section) => Vec::new(),
            Frame::Update { section, update } => self.take(section, &update),
            Frame::Step2 { section, update } => {
                self.asked.remove(&section);
                self.take(section, &update)
            }
            Frame::Kept { no, .. } => {
                self.answered(no).into_iter().map(|no| Effect::Forget { no }).collect()
            }
            Frame::Refused { no, section, reason } => self.refused(no, section, reason),
            Frame::Here { json } => {
                // As a text: what reads JSON from bytes would be in the page a second time.
                let text = std::str::from_utf8(&json).unwrap_or_default();
                let person = serde_json::from_str::<Person>(text);
                person.into_iter().map(Effect::Here).collect()
            }
            Frame::Gone { peer } => vec![Effect::Gone { peer }],
            Frame::Event { section, thread, version } => {
                vec![Effect::Heard { section, thread, version }]
            }
            Frame::Personal { json } => vec![Effect::Told { json }],
            _ => Vec::new(),
        })
    }

    /// Takes in an update that another tab makes sure of: it is neither kept nor sent from here.
    /// What cannot be taken in is asked of the server.
    pub fn take(&mut self, section: SectionId, update: &[u8]) -> Vec<Effect> {
        let Some(doc) = self.docs.get(&section) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        let changes = match doc.apply(update) {
            Ok(changes) => changes,
            // The document is locked for ever: another must take its place.
            Err(ApplyError::Broken) => {
                return vec![Effect::Refused { section, reason: Reason::Unreadable }];
            }
            Err(_) => {
                let some = doc.take().changes;
                effects.extend(self.ask(section));
                some
            }
        };
        if !changes.is_empty() {
            effects.push(Effect::Changed { section, changes });
        }
        effects
    }

    /// Asks for what the document lacks. What is told of the section until the answer comes is in
    /// the answer, and may build on what the document has not: it is passed over.
    fn ask(&mut self, section: SectionId) -> Option<Effect> {
        let vector = self.docs.get(&section)?.state_vector();
        self.asked.insert(section);
        Some(Effect::Send(Frame::Step1 { section, vector }.encode()))
    }

    fn refused(&mut self, no: u64, section: SectionId, reason: Reason) -> Vec<Effect> {
        match reason {
            // Kept here and sent again by `retry` or after the next connection.
            Reason::NotStored | Reason::Gap | Reason::Full => {
                // Not forgotten as a group: the same frame may have arrived twice, and may still be
                // kept.
                let nos = self.sent_as.get(&no).cloned().unwrap_or_else(|| vec![no]);
                self.not_stored.extend(nos.iter().filter(|no| self.unkept.contains_key(no)));
                vec![Effect::Refused { section, reason }]
            }
            Reason::NotAllowed | Reason::NotYours | Reason::Unreadable => {
                let nos = self.answered(no);
                let known = !nos.is_empty();
                let mut effects: Vec<Effect> =
                    nos.into_iter().map(|no| Effect::Forget { no }).collect();
                if known {
                    effects.push(Effect::Refused { section, reason });
                }
                effects
            }
        }
    }

    /// Puts a fresh document in the place of one that holds edits the server refused. `client` as
    /// for [`SectionDoc::open`]. The server's state is asked for at once. Of a section that the page
    /// does not have, only what an earlier tab left is forgotten.
    pub fn replace(&mut self, section: SectionId, client: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(doc) = self.docs.get_mut(&section) {
            *doc = SectionDoc::open(section, client);
            effects.push(Effect::Replaced { section });
        }
        let nos: Vec<u64> =
            self.unkept.iter().filter(|(_, (of, _))| *of == section).map(|(&no, _)| no).collect();
        for no in nos {
            self.unkept.remove(&no);
            self.not_stored.remove(&no);
            effects.push(Effect::Forget { no });
        }
        if self.link == Link::Up {
            effects.extend(self.ask(section));
        }
        effects
    }

    /// Sends what the server could not store once more.
    pub fn retry(&mut self) -> Vec<Effect> {
        match self.link {
            Link::Up => self.resend(),
            _ => Vec::new(),
        }
    }

    /// Sends everything that is not acknowledged, a section as one update: after a long absence
    /// there may be thousands, and the server commits, applies and tells each write by itself.
    fn resend(&mut self) -> Vec<Effect> {
        if self.link != Link::Up {
            return Vec::new();
        }
        let mut by_section: BTreeMap<SectionId, Vec<u64>> = BTreeMap::new();
        for (&no, (section, _)) in &self.unkept {
            by_section.entry(*section).or_default().push(no);
        }
        let mut effects = Vec::new();
        for (section, nos) in by_section {
            for group in self.groups(section, &nos) {
                let updates: Vec<&[u8]> =
                    group.iter().map(|no| self.unkept[no].1.as_slice()).collect();
                let Ok(update) = yrs::merge_updates_v1(&updates) else { continue };
                // A number of its own: an answer to one of the group that was sent before by
                // itself may still be under way, and is no answer to the others.
                let no = self.next_no;
                self.next_no += 1;
                effects.push(Effect::Send(Frame::Write { section, no, update }.encode()));
                self.sent_as.insert(no, group);
            }
        }
        effects
    }

    /// Numbers whose updates of a section fit into one frame together, in order, and leave no hole
    /// between them: where one in the middle was acknowledged before those around it, merging would
    /// write a gap that the server refuses for good.
    fn groups(&self, section: SectionId, nos: &[u64]) -> Vec<Vec<u64>> {
        let roots = root_names(section);
        let mut groups: Vec<Vec<u64>> = Vec::new();
        let mut size = 0;
        let mut ends: BTreeMap<u64, u32> = BTreeMap::new();
        for &no in nos {
            let update = &self.unkept[&no].1;
            let clients = guard(update, &roots).map(|guarded| guarded.clients);
            let follows = clients.as_ref().is_ok_and(|clients| {
                clients.iter().all(|(id, first, _)| ends.get(id).is_none_or(|end| first <= end))
            });
            match groups.last_mut() {
                Some(group) if follows && size + update.len() <= MAX_MERGED => {
                    group.push(no);
                    size += update.len();
                }
                _ => {
                    groups.push(vec![no]);
                    size = update.len();
                    ends.clear();
                }
            }
            for (id, _, end) in clients.unwrap_or_default() {
                ends.entry(id).and_modify(|known| *known = end.max(*known)).or_insert(end);
            }
        }
        groups
    }

    /// An answer about a write is about all that went with it.
    fn answered(&mut self, no: u64) -> Vec<u64> {
        let mut nos = self.sent_as.remove(&no).unwrap_or_else(|| vec![no]);
        nos.retain(|no| self.unkept.remove(no).is_some());
        self.not_stored.retain(|no| self.unkept.contains_key(no));
        nos
    }

    fn announce(&self) -> Vec<Effect> {
        match serde_json::to_vec(&self.place) {
            Ok(json) => vec![Effect::Send(Frame::Here { json }.encode())],
            Err(_) => Vec::new(),
        }
    }
}
