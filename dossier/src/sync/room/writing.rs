//! Writes on their way through a room: refused, queued, logged, applied, told. Owns: their order.
//! Must not know: who is where.

use super::{Effect, Kept, Peer, PeerId, Room, Write, send};
use crate::edit::{Edit, EditError};
use crate::form::SectionId;
use crate::rights::{Action, may};
use crate::schema::{ApplyError, SEED_CLIENT, SectionDoc};
use crate::sync::frame::{Frame, Reason};
use crate::sync::guard::guard;
use std::collections::{BTreeMap, BTreeSet};

/// Writes that may wait for the disk before a room stops taking more, bytes.
const MAX_QUEUED: usize = 8 * 1024 * 1024;

/// A write that waits, and who is to be answered.
pub(super) struct Pending {
    peer: Option<PeerId>,
    no: u64,
    write: Write,
}

impl Kept {
    /// Whether the update can be applied after all that `waits`, and whether it says anything new
    /// then.
    fn try_on<'w>(
        &mut self,
        update: &[u8],
        clients: &[(u64, u32, u32)],
        mut waits: impl Iterator<Item = &'w Write>,
    ) -> Result<bool, ApplyError> {
        let ahead = match self.ahead.take() {
            Some(ahead) => ahead,
            None => {
                let doc = SectionDoc::load(self.doc.section.id, SEED_CLIENT, &self.doc.state())?;
                waits.try_for_each(|write| doc.apply(&write.update).map(|_| ()))?;
                doc
            }
        };
        // Asked first, because an attempt that fails costs a whole document.
        let gap = clients.iter().any(|&(client, first, _)| first > ahead.clock(client));
        let tried = if gap { Err(ApplyError::Gap) } else { ahead.take_in(update) };
        if gap || tried.is_ok() {
            self.ahead = Some(ahead);
        }
        tried.map(|done| !done.update.is_empty())
    }
}

impl Room {
    pub(super) fn write(
        &mut self,
        peer: PeerId,
        section: SectionId,
        no: u64,
        update: Vec<u8>,
    ) -> Vec<Effect> {
        let refuse = |reason| vec![send(vec![peer], &Frame::Refused { no, section, reason })];
        if !self.may(peer, section, Action::Edit) {
            return refuse(Reason::NotAllowed);
        }
        let Some(account) = self.peers.get(&peer).map(|peer| peer.who.account.clone()) else {
            return Vec::new();
        };
        self.enqueue(Some(peer), no, Write { section, account, update }).unwrap_or_else(refuse)
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
        let write = Write { section, account: account.to_owned(), update };
        self.enqueue(None, 0, write).map_err(|_| EditError::TooMany)
    }

    fn enqueue(
        &mut self,
        peer: Option<PeerId>,
        no: u64,
        write: Write,
    ) -> Result<Vec<Effect>, Reason> {
        let kept = self.sections.get_mut(&write.section).ok_or(Reason::NotAllowed)?;
        let guarded = guard(&write.update, &kept.roots).map_err(|_| Reason::Unreadable)?;
        if self.queued_bytes + write.update.len() > MAX_QUEUED {
            return Err(Reason::NotStored);
        }
        // Nobody writes under the client id of another; what is there already may be repeated.
        for &(client, ..) in
            guarded.clients.iter().filter(|(id, _, end)| *end > kept.doc.clock(*id))
        {
            let speaker = self.speakers.get(&(write.section, client));
            if client == SEED_CLIENT || speaker.is_some_and(|account| *account != write.account) {
                return Err(Reason::NotAllowed);
            }
        }
        let section = write.section;
        let pending = self.under_way.iter().chain(&self.queue).map(|pending| &pending.write);
        let mut waits = pending.filter(|write| write.section == section).peekable();
        let idle = waits.peek().is_none();
        let news =
            kept.try_on(&write.update, &guarded.clients, waits).map_err(|error| match error {
                ApplyError::Gap => Reason::Gap,
                _ => Reason::Unreadable,
            })?;
        if !news && idle && peer.is_some() {
            // Sent again because its acknowledgement was lost on the way. What still waits for the
            // disk is not known yet: it is logged twice, which does no harm.
            let to = peer.into_iter().collect();
            return Ok(vec![send(to, &Frame::Kept { no, seq: 0 })]);
        }
        for &(client, _, _) in &guarded.clients {
            self.speakers.insert((section, client), write.account.clone());
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
        let writes = self.under_way.iter().map(|pending| pending.write.clone()).collect();
        vec![Effect::Append(writes)]
    }

    /// The append under way is durable; `seqs` are the places its writes took, in their order.
    pub fn kept(&mut self, seqs: &[u64]) -> Vec<Effect> {
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
                match kept.doc.apply(&pending.write.update) {
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
                effects.push(send(vec![peer], &Frame::Kept { no: pending.no, seq }));
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
            kept.ahead = None;
        }
        failed
            .iter()
            .chain(&behind)
            .filter_map(|pending| {
                let (section, no) = (pending.write.section, pending.no);
                let refused = Frame::Refused { no, section, reason: Reason::NotStored };
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
        let reads = |peer: &Peer| {
            peer.follows.contains(&section) && may(peer.who.role, Some(section), Action::Read)
        };
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
}
