//! Writes on their way through a room: refused, queued, logged, applied, told. Owns: their order.
//! Does not know: who is where.

use super::effort::Abuse;
use super::section::NotTheirs;
use super::{Effect, Peer, PeerId, Room, Scope, Write, send};
use crate::document::edit::{Edit, EditError};
use crate::document::schema::{ApplyError, SectionDoc};
use crate::form::SectionId;
use crate::rights::{Action, Row};
use crate::sync::close;
use crate::sync::frame::{Frame, Reason};
use crate::sync::guard::guard;
use std::collections::{BTreeMap, BTreeSet};

/// Writes that may wait for the disk before a room stops taking more, bytes.
const MAX_QUEUED: usize = 8 * 1024 * 1024;

/// A write that waits, and who is to be answered.
#[derive(Clone)]
pub(super) struct Pending {
    peer: Option<PeerId>,
    /// What the writer calls it; several where its writes were made one.
    nos: Vec<u64>,
    pub write: Write,
}

/// Why a write is not taken.
pub(super) enum Refusal {
    Because(Reason),
    /// It was made to take long.
    Costly,
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Refusal {
        Refusal::Because(reason)
    }
}

/// What waits, with each run of one peer's writes as one: somebody who types fast, or comes back
/// with much, costs one row of the log. Only runs, because a write may build on one of another peer
/// before it, such as the next tab of the same browser; and only without a hole, which is there
/// when one of them is sent again that stood before others in the log already.
fn merge<'r>(queue: &[Pending], roots: impl Fn(SectionId) -> &'r [String]) -> Vec<Pending> {
    let one_writer = |a: &Pending, b: &Pending| {
        a.peer.is_some() && a.peer == b.peer && a.write.section == b.write.section
    };
    let mut all = Vec::with_capacity(queue.len());
    for run in queue.chunk_by(one_writer) {
        let updates = run.iter().map(|pending| pending.write.update.as_slice());
        let together = match run {
            [_] => None,
            [first, ..] => yrs::merge_updates_v1(updates.collect::<Vec<_>>())
                .ok()
                .filter(|update| guard(update, roots(first.write.section)).is_ok()),
            [] => None,
        };
        let (Some(update), Some(first)) = (together, run.first()) else {
            all.extend(run.iter().cloned());
            continue;
        };
        let client_owners =
            run.iter().flat_map(|pending| &pending.write.client_owners).copied().collect();
        let rows = run.iter().flat_map(|pending| &pending.write.rows).cloned().collect();
        let (section, account) = (first.write.section, first.write.account.clone());
        all.push(Pending {
            peer: first.peer,
            nos: run.iter().flat_map(|pending| &pending.nos).copied().collect(),
            write: Write { section, account, author: None, update, client_owners, rows },
        });
    }
    all
}

impl Room {
    pub(super) fn write(
        &mut self,
        peer: PeerId,
        section: SectionId,
        no: u64,
        update: Vec<u8>,
    ) -> Vec<Effect> {
        if !self.may(peer, section, Action::EditRows) {
            return self.refuse(peer, section, no, Reason::NotAllowed);
        }
        let Some(account) = self.peers.get(&peer).map(|peer| peer.who.account.clone()) else {
            return Vec::new();
        };
        let write = Write::new(section, account, update);
        match self.enqueue(Some(peer), no, write) {
            Ok(effects) => effects,
            Err(Refusal::Costly) => {
                vec![Effect::Abused { peer, how: Abuse::Costly }]
            }
            Err(Refusal::Because(reason)) => {
                let mut effects = self.refuse(peer, section, no, reason);
                // The other reasons an honest tab hears too, for each of the writes that it kept
                // while it was away, and they are told from the bytes.
                if reason == Reason::Unreadable {
                    effects.push(Effect::Abused { peer, how: Abuse::Refused });
                }
                effects
            }
        }
    }

    /// A frame arrives from somebody who may write nothing more for now: a write is refused as if
    /// its section were full, so that the tab keeps it and says so.
    pub fn refuse_as_full(&self, peer: PeerId, bytes: &[u8]) -> Vec<Effect> {
        match Frame::decode(bytes) {
            Ok(Frame::Write { section, no, .. }) => self.refuse(peer, section, no, Reason::Full),
            _ => Vec::new(),
        }
    }

    /// Tells a writer that a write is not taken, in a way that its client can act upon. A plain Yjs
    /// client keeps no numbered writes: it answers a state vector with all that the server lacks,
    /// and does so again after each connection.
    fn refuse(&self, peer: PeerId, section: SectionId, no: u64, reason: Reason) -> Vec<Effect> {
        let is_plain = |peer: &Peer| matches!(peer.scope, Scope::Section(_));
        let plain = self.peers.get(&peer).is_some_and(is_plain);
        match (plain, reason) {
            (true, Reason::Gap) => self.ask(peer, section),
            (true, Reason::NotStored) => vec![Effect::Close { peer, code: close::COME_BACK }],
            _ => vec![send(vec![peer], &Frame::Refused { no, section, reason })],
        }
    }

    /// Makes an edit for somebody who has no tab open, such as a rename from the list. `client` is
    /// a fresh client id. The edit becomes visible as any other, once it is kept. Whether the
    /// account may make it is the caller's to ask.
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
        let write = Write::new(section, account.to_owned(), update);
        self.enqueue(None, 0, write).map_err(|_| EditError::TooMany)
    }

    pub(super) fn enqueue(
        &mut self,
        peer: Option<PeerId>,
        no: u64,
        mut write: Write,
    ) -> Result<Vec<Effect>, Refusal> {
        let section = write.section;
        let kept = self.sections.get_mut(&section).ok_or(Reason::NotAllowed)?;
        let guarded = guard(&write.update, &kept.roots).map_err(|_| Reason::Unreadable)?;
        if kept.is_a_crowd(&guarded) {
            return Err(Reason::Unreadable.into());
        }
        if self.queued_bytes + write.update.len() > MAX_QUEUED {
            return Err(Reason::NotStored.into());
        }
        let waits = || {
            let pending = self.under_way.iter().chain(&self.queue).map(|pending| &pending.write);
            pending.filter(|write| write.section == section)
        };
        let length = write.update.len();
        let waiting: usize = waits().map(|write| write.update.len()).sum();
        if length > self.may_grow || kept.is_full(waiting + length, self.most_of_section) {
            return Err(Reason::Full.into());
        }
        if kept.is_anothers(write.client_owner(), &guarded) {
            return Err(Reason::NotAllowed.into());
        }
        let standing = peer.and_then(|peer| self.peers.get(&peer)).map(|peer| &peer.who.standing);
        if let Some(standing) = standing.filter(|standing| standing.is_of_rows(section)) {
            let claims = kept.claims(standing, &write.update, waits());
            write.rows = claims.map_err(|not_theirs| match not_theirs {
                NotTheirs::Touches => Reason::NotYours,
                NotTheirs::Unreadable => Reason::Unreadable,
                NotTheirs::Gap => Reason::Gap,
            })?;
        }
        let idle = waits().next().is_none();
        let news =
            kept.try_on(&write.update, &self.worked, waits()).map_err(|error| match error {
                ApplyError::TooCostly => Refusal::Costly,
                ApplyError::Gap => Reason::Gap.into(),
                _ => Reason::Unreadable.into(),
            })?;
        if !news && idle && peer.is_some() {
            // Sent again because its acknowledgement was lost on the way. What still waits for the
            // disk is not known yet: it is logged twice, which does no harm.
            let to = peer.into_iter().collect();
            return Ok(vec![send(to, &Frame::Ack { no, seq: 0 })]);
        }
        write.client_owners = kept.speaks(write.client_owner(), &guarded);
        for row in &write.rows {
            kept.owners.add(&write.account, row.clone());
        }
        self.tabs_of(&write.account, |rows| rows.extend(write.rows.iter().cloned()));
        self.queued_bytes += length;
        self.may_grow -= length;
        self.queue.push(Pending { peer, nos: vec![no], write });
        Ok(self.append())
    }

    /// Changes the rows that are an account's, in each of its connections.
    fn tabs_of(&mut self, account: &str, change: impl Fn(&mut BTreeSet<Row>)) {
        for peer in self.peers.values_mut().filter(|peer| peer.who.account == account) {
            change(&mut peer.who.standing.rows);
        }
    }

    /// From here on what arrives waits, until [`resume`](Room::resume).
    pub fn pause(&mut self) {
        self.paused = true;
    }

    /// What has arrived meanwhile goes to the log, and what arrives from here on at once.
    pub fn resume(&mut self) -> Vec<Effect> {
        self.paused = false;
        self.append()
    }

    fn append(&mut self) -> Vec<Effect> {
        if self.paused || !self.under_way.is_empty() || self.queue.is_empty() {
            return Vec::new();
        }
        let queue = std::mem::take(&mut self.queue);
        let roots = |section| {
            self.sections.get(&section).map(|kept| kept.roots.as_slice()).unwrap_or_default()
        };
        self.under_way = merge(&queue, roots);
        self.queued_bytes = 0;
        let writes = self.under_way.iter().map(|pending| pending.write.clone()).collect();
        vec![Effect::Append(writes)]
    }

    /// The append under way is durable; `seqs` are the places its writes took, in their order.
    pub fn acknowledge(&mut self, seqs: &[u64]) -> Vec<Effect> {
        let done = std::mem::take(&mut self.under_way);
        let mut effects = Vec::new();
        let mut by_section: BTreeMap<SectionId, Vec<&Pending>> = BTreeMap::new();
        for pending in &done {
            by_section.entry(pending.write.section).or_default().push(pending);
        }
        for (&section, writes) in &by_section {
            let Some(kept) = self.sections.get_mut(&section) else {
                continue;
            };
            let mut changes = Vec::new();
            for pending in writes {
                match kept.apply(&pending.write.update) {
                    Ok(more) => changes.extend(more),
                    // The log has it and the document does not: nothing more may be read from it.
                    Err(_) => return vec![Effect::Broken { section }],
                }
            }
            effects.extend(self.tell_update(section, writes));
            effects.push(Effect::Changed { section, changes });
        }
        for (pending, &seq) in done.iter().zip(seqs) {
            if let Some(peer) = pending.peer.filter(|peer| self.peers.contains_key(peer)) {
                let kept = |&no| send(vec![peer], &Frame::Ack { no, seq });
                effects.extend(pending.nos.iter().map(kept));
            }
        }
        effects.extend(self.append());
        effects
    }

    /// The append under way failed: its writers keep their edits and are told so. What was queued
    /// behind it may build on it, so it is refused too.
    pub fn not_kept(&mut self) -> Vec<Effect> {
        let mut lost = std::mem::take(&mut self.under_way);
        lost.append(&mut self.queue);
        self.queued_bytes = 0;
        for kept in self.sections.values_mut() {
            kept.ahead = None;
        }
        let mut effects = Vec::new();
        for Pending { peer, nos, write } in lost {
            if let Some(kept) = self.sections.get_mut(&write.section) {
                kept.client_owners.retain(|client, _| !write.client_owners.contains(client));
                for row in &write.rows {
                    kept.owners.remove(&write.account, row);
                }
            }
            self.tabs_of(&write.account, |rows| rows.retain(|row| !write.rows.contains(row)));
            if let Some(peer) = peer {
                let refuse = |no| self.refuse(peer, write.section, no, Reason::NotStored);
                effects.extend(nos.into_iter().flat_map(refuse));
            }
        }
        effects
    }

    /// The updates of one section to everybody who may read it: merged and encoded once. Who wrote
    /// all of it is left out; where several wrote at once each hears the whole, since a part for
    /// each of them would be merged anew as often as there are writers, and a document takes in
    /// what it has already at no cost.
    fn tell_update(&self, section: SectionId, writes: &[&Pending]) -> Option<Effect> {
        let update = match writes {
            [one] => one.write.update.clone(),
            many => {
                let updates = many.iter().map(|pending| pending.write.update.as_slice());
                yrs::merge_updates_v1(updates.collect::<Vec<_>>()).ok()?
            }
        };
        let writers: BTreeSet<Option<PeerId>> = writes.iter().map(|write| write.peer).collect();
        let wrote_all = |peer| writers.len() == 1 && writers.contains(&Some(peer));
        let reads = |peer: &Peer| {
            peer.follows.contains(&section) && peer.who.standing.may(Some(section), Action::Read)
        };
        let readers = self.peers.iter().filter(|(id, peer)| reads(peer) && !wrote_all(**id));
        let readers: Vec<PeerId> = readers.map(|(&id, _)| id).collect();
        (!readers.is_empty()).then(|| send(readers, &Frame::Update { section, update }))
    }
}
