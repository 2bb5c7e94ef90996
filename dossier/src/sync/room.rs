//! The server's end of an open dossier: who is connected, what they may do, in which order updates
//! become durable and visible. Owns: [`Room`]. Must not know: sockets, the database, the clock.
//!
//! A write goes: right -> guard -> no gap -> queue -> [`Effect::Append`] -> [`Room::kept`] ->
//! applied, acknowledged, told to the others. One append is under way at a time; what arrives
//! meanwhile forms the next, so a slow disk makes larger appends, not a longer queue of them.

use super::close;
use super::frame::{Frame, MAX_FRAME, Reason};
use super::guard::{Guarded, guard, guard_vector};
use super::presence::{MAX_PLACE, Person, Place, free_colour};
use crate::edit::{Edit, EditError};
use crate::form::SectionId;
use crate::rights::{Action, Role, may};
use crate::schema::{ApplyError, Change, SectionDoc, root_names};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A connection, numbered by the room's owner and never reused while the room lives.
pub type PeerId = u64;

/// Writes that may wait for the disk before a room stops taking more, bytes.
const MAX_QUEUED: usize = 8 * 1024 * 1024;

/// Who is at the other end of a connection, as the session says.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    pub account: String,
    pub name: String,
    pub quality: String,
    pub role: Role,
}

/// A write on its way to the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    pub section: SectionId,
    pub account: String,
    pub update: Vec<u8>,
}

/// What the owner of the room is to do, in order.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Put these into the log as one transaction, then call [`Room::kept`] or [`Room::not_kept`].
    Append(Vec<Write>),
    /// The same bytes to each of these.
    Send { to: Vec<PeerId>, frame: Vec<u8> },
    /// End the connection with a close code.
    Close { peer: PeerId, code: u16 },
    /// A section changed; what other parts of the server show of it may need refreshing.
    Changed {
        section: SectionId,
        changes: Vec<Change>,
    },
    /// The section no longer follows from its log: the room must be opened anew from it.
    Broken { section: SectionId },
}

struct Peer {
    who: Who,
    colour: u8,
    place: Option<Place>,
    welcomed: bool,
}

struct Kept {
    doc: SectionDoc,
    roots: Vec<String>,
    /// Clocks that queued writes will reach.
    ahead: HashMap<u64, u32>,
}

impl Kept {
    /// The clock up to which a client's content is in the document or on its way there.
    fn known(&self, client: u64) -> u32 {
        self.ahead
            .get(&client)
            .copied()
            .unwrap_or_else(|| self.doc.clock(client))
    }
}

struct Pending {
    peer: Option<PeerId>,
    no: u64,
    write: Write,
}

/// An open dossier.
pub struct Room {
    sections: BTreeMap<SectionId, Kept>,
    peers: BTreeMap<PeerId, Peer>,
    /// Which account speaks as a client id, so that nobody writes under another's.
    speakers: HashMap<(SectionId, u64), String>,
    queue: Vec<Pending>,
    queued_bytes: usize,
    under_way: Vec<Pending>,
}

impl Room {
    /// Opens a room over the documents that the log gives.
    pub fn new(docs: impl IntoIterator<Item = (SectionId, SectionDoc)>) -> Room {
        let kept = |(id, doc)| {
            (
                id,
                Kept {
                    doc,
                    roots: root_names(id),
                    ahead: HashMap::new(),
                },
            )
        };
        Room {
            sections: docs.into_iter().map(kept).collect(),
            peers: BTreeMap::new(),
            speakers: HashMap::new(),
            queue: Vec::new(),
            queued_bytes: 0,
            under_way: Vec::new(),
        }
    }

    /// The document of a section, to be read.
    pub fn doc(&self, section: SectionId) -> Option<&SectionDoc> {
        self.sections.get(&section).map(|kept| &kept.doc)
    }

    pub fn is_empty(&self) -> bool {
        self.peers.is_empty()
    }

    /// Nothing waits for the disk.
    pub fn is_quiet(&self) -> bool {
        self.queue.is_empty() && self.under_way.is_empty()
    }

    /// A connection opens. It hears nothing until its `Hello`.
    pub fn join(&mut self, peer: PeerId, who: Who) {
        let same = self
            .peers
            .values()
            .find(|other| other.who.account == who.account);
        let colour = match same {
            Some(other) => other.colour,
            None => free_colour(self.peers.values().map(|peer| peer.colour)),
        };
        self.peers.insert(
            peer,
            Peer {
                who,
                colour,
                place: None,
                welcomed: false,
            },
        );
    }

    pub fn leave(&mut self, peer: PeerId) -> Vec<Effect> {
        match self.peers.remove(&peer) {
            Some(gone) if gone.welcomed => {
                let others = self.others(peer, |_| true);
                vec![send(others, &Frame::Gone { peer })]
            }
            _ => Vec::new(),
        }
    }

    /// A frame arrives. Rights are those of this moment and travel with the write.
    pub fn receive(&mut self, peer: PeerId, bytes: &[u8]) -> Vec<Effect> {
        let Some(from) = self.peers.get(&peer) else {
            return Vec::new();
        };
        if bytes.len() > MAX_FRAME {
            return vec![Effect::Close {
                peer,
                code: close::UNREADABLE,
            }];
        }
        let Ok(frame) = Frame::decode(bytes) else {
            return vec![Effect::Close {
                peer,
                code: close::UNREADABLE,
            }];
        };
        match frame {
            Frame::Hello { protocol } if protocol == super::PROTOCOL => self.welcome(peer),
            Frame::Hello { .. } => vec![Effect::Close {
                peer,
                code: close::OUTDATED,
            }],
            _ if !from.welcomed => vec![Effect::Close {
                peer,
                code: close::UNREADABLE,
            }],
            Frame::Step1 { section, vector } => self.step1(peer, section, &vector),
            Frame::Write {
                section,
                no,
                update,
            } => self.write(peer, section, no, update),
            Frame::Here { json } => self.here(peer, &json),
            _ => vec![Effect::Close {
                peer,
                code: close::UNREADABLE,
            }],
        }
    }

    fn welcome(&mut self, peer: PeerId) -> Vec<Effect> {
        let Some(new) = self.peers.get_mut(&peer) else {
            return Vec::new();
        };
        new.welcomed = true;
        let role = new.who.role;
        let mut effects = vec![send(vec![peer], &Frame::Welcome { peer })];
        for (&other, there) in self.peers.iter().filter(|(_, there)| there.welcomed) {
            effects.extend(here(vec![peer], other, there, role));
        }
        effects.extend(self.tell_place(peer));
        effects
    }

    fn step1(&mut self, peer: PeerId, section: SectionId, vector: &[u8]) -> Vec<Effect> {
        if !self.may(peer, section, Action::Read) {
            return Vec::new();
        }
        let Some(kept) = self.sections.get(&section) else {
            return Vec::new();
        };
        if guard_vector(vector).is_err() {
            return vec![Effect::Close {
                peer,
                code: close::UNREADABLE,
            }];
        }
        match kept.doc.diff(vector) {
            Ok(update) => vec![send(vec![peer], &Frame::Step2 { section, update })],
            Err(_) => vec![Effect::Close {
                peer,
                code: close::UNREADABLE,
            }],
        }
    }

    fn write(&mut self, peer: PeerId, section: SectionId, no: u64, update: Vec<u8>) -> Vec<Effect> {
        let refuse = |reason| {
            vec![send(
                vec![peer],
                &Frame::Refused {
                    no,
                    section,
                    reason,
                },
            )]
        };
        if !self.may(peer, section, Action::Edit) {
            return refuse(Reason::NotAllowed);
        }
        let Some(account) = self.peers.get(&peer).map(|peer| peer.who.account.clone()) else {
            return Vec::new();
        };
        self.enqueue(
            Some(peer),
            no,
            Write {
                section,
                account,
                update,
            },
        )
        .unwrap_or_else(refuse)
    }

    /// Makes an edit for somebody who has no tab open, such as a rename from the list. `client` is
    /// a fresh client id. The edit becomes visible as any other, once it is kept.
    pub fn edit(
        &mut self,
        client: u64,
        account: &str,
        section: SectionId,
        edits: &[Edit],
    ) -> Result<Vec<Effect>, EditError> {
        let kept = self.sections.get(&section).ok_or(EditError::NoSuchPlace)?;
        let scratch = SectionDoc::load(section, client, &kept.doc.state())
            .map_err(|_| EditError::NoSuchPlace)?;
        let before = scratch.state_vector();
        for edit in edits {
            scratch.edit(edit)?;
        }
        let update = scratch.diff(&before).map_err(|_| EditError::NoSuchPlace)?;
        let write = Write {
            section,
            account: account.to_owned(),
            update,
        };
        self.enqueue(None, 0, write).map_err(|_| EditError::TooMany)
    }

    fn enqueue(
        &mut self,
        peer: Option<PeerId>,
        no: u64,
        write: Write,
    ) -> Result<Vec<Effect>, Reason> {
        let kept = self
            .sections
            .get_mut(&write.section)
            .ok_or(Reason::NotAllowed)?;
        let guarded = guard(&write.update, &kept.roots).map_err(|_| Reason::Unreadable)?;
        if self.queued_bytes + write.update.len() > MAX_QUEUED {
            return Err(Reason::NotStored);
        }
        for &(client, first, _) in &guarded.clients {
            if first > kept.known(client) {
                return Err(Reason::Gap);
            }
            let speaker = self.speakers.get(&(write.section, client));
            if speaker.is_some_and(|account| *account != write.account) {
                return Err(Reason::NotAllowed);
            }
        }
        if peer.is_some() && is_known(&guarded, |client| kept.known(client)) {
            // Sent again because its acknowledgement was lost on the way.
            let to = peer.into_iter().collect();
            return Ok(vec![send(to, &Frame::Kept { no, seq: 0 })]);
        }
        for &(client, _, end) in &guarded.clients {
            let ahead = kept.known(client).max(end);
            kept.ahead.insert(client, ahead);
            self.speakers
                .insert((write.section, client), write.account.clone());
        }
        self.queued_bytes += write.update.len();
        self.queue.push(Pending { peer, no, write });
        Ok(self.append())
    }

    fn append(&mut self) -> Vec<Effect> {
        if !self.under_way.is_empty() || self.queue.is_empty() {
            return Vec::new();
        }
        self.under_way = std::mem::take(&mut self.queue);
        self.queued_bytes = 0;
        let writes = self
            .under_way
            .iter()
            .map(|pending| pending.write.clone())
            .collect();
        vec![Effect::Append(writes)]
    }

    /// The append under way is durable; `seqs` are the places its writes took, in their order.
    pub fn kept(&mut self, seqs: &[u64]) -> Vec<Effect> {
        let done = std::mem::take(&mut self.under_way);
        let mut effects = Vec::new();
        let mut by_section: BTreeMap<SectionId, Vec<&Pending>> = BTreeMap::new();
        for pending in &done {
            by_section
                .entry(pending.write.section)
                .or_default()
                .push(pending);
        }
        for (&section, writes) in &by_section {
            let Some(kept) = self.sections.get_mut(&section) else {
                continue;
            };
            let mut changes = Vec::new();
            for pending in writes {
                match kept.doc.apply(&pending.write.update) {
                    Ok(more) => changes.extend(more),
                    Err(ApplyError::Gap | ApplyError::Refused(_) | ApplyError::Unreadable(_)) => {
                        effects.push(Effect::Broken { section });
                    }
                }
            }
            if !self
                .queue
                .iter()
                .any(|pending| pending.write.section == section)
            {
                kept.ahead.clear();
            }
            effects.extend(self.tell_update(section, writes));
            effects.push(Effect::Changed { section, changes });
        }
        for (pending, &seq) in done.iter().zip(seqs) {
            if let Some(peer) = pending.peer.filter(|peer| self.peers.contains_key(peer)) {
                effects.push(send(
                    vec![peer],
                    &Frame::Kept {
                        no: pending.no,
                        seq,
                    },
                ));
            }
        }
        effects.extend(self.append());
        effects
    }

    /// The append under way failed: its writers keep their edits and are told so. What was queued
    /// behind it may build on it, so it is refused too.
    pub fn not_kept(&mut self) -> Vec<Effect> {
        let failed = std::mem::take(&mut self.under_way);
        let behind = std::mem::take(&mut self.queue);
        self.queued_bytes = 0;
        for kept in self.sections.values_mut() {
            kept.ahead.clear();
        }
        failed
            .iter()
            .chain(&behind)
            .filter_map(|pending| {
                let (section, no) = (pending.write.section, pending.no);
                let refused = Frame::Refused {
                    no,
                    section,
                    reason: Reason::NotStored,
                };
                Some(send(vec![pending.peer?], &refused))
            })
            .collect()
    }

    /// The updates of one section to everybody who may read it: merged, encoded once, and to a
    /// writer without what is their own.
    fn tell_update(&self, section: SectionId, writes: &[&Pending]) -> Vec<Effect> {
        let writers: BTreeSet<PeerId> = writes.iter().filter_map(|write| write.peer).collect();
        let update_for = |reader: Option<PeerId>| {
            let updates: Vec<&[u8]> = writes
                .iter()
                .filter(|write| reader.is_none() || write.peer != reader)
                .map(|write| write.write.update.as_slice())
                .collect();
            match updates.as_slice() {
                [] => None,
                [one] => Some(one.to_vec()),
                many => yrs::merge_updates_v1(many).ok(),
            }
        };
        let reads = |peer: &Peer| peer.welcomed && may(peer.who.role, Some(section), Action::Read);
        let mut effects = Vec::new();
        let all = update_for(None);
        let readers: Vec<PeerId> = self
            .peers
            .iter()
            .filter(|(id, peer)| reads(peer) && !writers.contains(id))
            .map(|(&id, _)| id)
            .collect();
        if let (Some(update), false) = (all, readers.is_empty()) {
            effects.push(send(readers, &Frame::Update { section, update }));
        }
        for &writer in &writers {
            let reads = self.peers.get(&writer).is_some_and(reads);
            if let (true, Some(update)) = (reads, update_for(Some(writer))) {
                effects.push(send(vec![writer], &Frame::Update { section, update }));
            }
        }
        effects
    }

    fn here(&mut self, peer: PeerId, json: &[u8]) -> Vec<Effect> {
        let place = match serde_json::from_slice::<Option<Place>>(json) {
            Ok(place) if json.len() <= MAX_PLACE => place,
            _ => {
                return vec![Effect::Close {
                    peer,
                    code: close::UNREADABLE,
                }];
            }
        };
        let place = place.filter(|place| self.may(peer, place.section, Action::Read));
        match self.peers.get_mut(&peer) {
            Some(from) if from.place != place => {
                from.place = place;
                self.tell_place(peer)
            }
            _ => Vec::new(),
        }
    }

    /// Tells the others where `peer` is; whoever may not read that section only learns that the
    /// person is here.
    fn tell_place(&self, peer: PeerId) -> Vec<Effect> {
        let Some(from) = self.peers.get(&peer) else {
            return Vec::new();
        };
        let mut by_role: Vec<(Role, Vec<PeerId>)> = Vec::new();
        for (&other, there) in &self.peers {
            if other == peer || !there.welcomed {
                continue;
            }
            match by_role.iter_mut().find(|(role, _)| *role == there.who.role) {
                Some((_, peers)) => peers.push(other),
                None => by_role.push((there.who.role, vec![other])),
            }
        }
        by_role
            .into_iter()
            .filter_map(|(role, to)| here(to, peer, from, role))
            .collect()
    }

    fn others(&self, peer: PeerId, wanted: impl Fn(&Peer) -> bool) -> Vec<PeerId> {
        self.peers
            .iter()
            .filter(|(id, other)| **id != peer && other.welcomed && wanted(other))
            .map(|(&id, _)| id)
            .collect()
    }

    fn may(&self, peer: PeerId, section: SectionId, action: Action) -> bool {
        self.peers
            .get(&peer)
            .is_some_and(|peer| may(peer.who.role, Some(section), action))
    }
}

/// Whether everything in an update is already in the document. Deletions cannot be told apart
/// cheaply; to log one twice does no harm.
fn is_known(guarded: &Guarded, known: impl Fn(u64) -> u32) -> bool {
    !guarded.deletes
        && guarded
            .clients
            .iter()
            .all(|&(client, _, end)| end <= known(client))
}

fn send(to: Vec<PeerId>, frame: &Frame) -> Effect {
    Effect::Send {
        to,
        frame: frame.encode(),
    }
}

fn here(to: Vec<PeerId>, peer: PeerId, there: &Peer, reader: Role) -> Option<Effect> {
    let place = there.place.clone();
    let person = Person {
        peer,
        name: there.who.name.clone(),
        quality: there.who.quality.clone(),
        role: there.who.role,
        colour: there.colour,
        place: place.filter(|place| may(reader, Some(place.section), Action::Read)),
    };
    let json = serde_json::to_vec(&person).ok()?;
    Some(send(to, &Frame::Here { json }))
}
