//! The people in a room: seats, colours, who is where. Owns: what each may learn of the others.
//! Does not know: writes.

use super::{Effect, Peer, PeerId, Room, Scope, Who, send};
use crate::form::SectionId;
use crate::rights::{Action, Role, may};
use crate::sync::awareness::Announcement;
use crate::sync::close;
use crate::sync::frame::Frame;
use crate::sync::guard::guard_anchor;
use crate::sync::presence::{MAX_PRESENCE, Person, Presence, free_colour};
use crate::threads::may_hear;
use std::collections::BTreeSet;

impl Room {
    pub(super) fn seat(&mut self, peer: PeerId, mut who: Who, scope: Scope) {
        let owned = self.sections.values().flat_map(|kept| kept.owners.of(&who.account));
        who.standing.rows = owned.cloned().collect();
        let same = self.peers.values().find(|other| other.who.account == who.account);
        let colour = match same {
            Some(other) => other.colour,
            None => free_colour(self.peers.values().map(|peer| peer.colour)),
        };
        self.peers.insert(
            peer,
            Peer {
                who,
                colour,
                scope,
                announced: None,
                place: scope.section().map(|section| Presence {
                    section,
                    path: None,
                    selection: None,
                }),
                welcomed: false,
                follows: BTreeSet::new(),
            },
        );
    }

    /// A connection ended.
    pub fn leave(&mut self, peer: PeerId) -> Vec<Effect> {
        let Some(gone) = self.peers.remove(&peer).filter(|gone| gone.welcomed) else {
            return Vec::new();
        };
        let tabs = self.others(peer, |other| other.scope == Scope::Dossier);
        let mut effects = vec![send(tabs, &Frame::Gone { peer })];
        if let (Some(announced), Scope::Section(section)) = (gone.announced, gone.scope) {
            effects.push(self.tell_announcement(peer, section, &announced.farewell()));
        }
        effects
    }

    /// Presence between plain Yjs clients of one section. Only who may edit is announced. It is
    /// answered in any case: y-websocket hangs up on a server it has not heard for thirty seconds,
    /// and says this every fifteen to be answered.
    pub(super) fn announce(
        &mut self,
        peer: PeerId,
        section: SectionId,
        bytes: &[u8],
    ) -> Vec<Effect> {
        let answer = |update| send(vec![peer], &Frame::Awareness { section, update });
        if !self.may(peer, section, Action::Read) {
            return Vec::new();
        }
        if !self.may(peer, section, Action::EditRows) {
            return vec![answer(Announcement::of_nobody())];
        }
        let Some(from) = self.peers.get_mut(&peer) else { return Vec::new() };
        let announcement = Announcement::read(bytes);
        // One client for the whole connection: nobody speaks for another.
        let own = announcement.filter(|said| {
            from.announced.as_ref().is_none_or(|before| before.client == said.client)
        });
        let Some(said) = own else { return vec![answer(Announcement::of_nobody())] };
        let said = said.signed(&from.who.name, from.colour);
        from.announced = Some(said.clone());
        vec![self.tell_announcement(peer, section, &said), answer(said.write())]
    }

    fn tell_announcement(
        &self,
        peer: PeerId,
        section: SectionId,
        announcement: &Announcement,
    ) -> Effect {
        let to = self.others(peer, |other| other.scope == Scope::Section(section));
        send(to, &Frame::Awareness { section, update: announcement.write() })
    }

    pub(super) fn welcome(&mut self, peer: PeerId) -> Vec<Effect> {
        let Some(new) = self.peers.get_mut(&peer) else {
            return Vec::new();
        };
        new.welcomed = true;
        let (role, scope) = (new.who.standing.role, new.scope);
        let mut effects = vec![send(vec![peer], &Frame::Welcome { peer })];
        let present = self.peers.iter().filter(|(_, there)| there.welcomed);
        for (&other, there) in present.filter(|_| scope == Scope::Dossier) {
            effects.extend(here(vec![peer], other, there, role));
        }
        if let Scope::Section(section) = scope {
            // What the section's earlier clients announced before this one came.
            let announced = self.peers.values().filter(|there| there.scope == scope);
            for said in announced.filter_map(|there| there.announced.as_ref()) {
                let frame = Frame::Awareness { section, update: said.write() };
                effects.push(send(vec![peer], &frame));
            }
        }
        effects.extend(self.tell_place(peer));
        effects
    }

    pub(super) fn here(&mut self, peer: PeerId, json: &[u8]) -> Vec<Effect> {
        let place = match serde_json::from_slice::<Option<Presence>>(json) {
            Ok(place) if json.len() <= MAX_PRESENCE && place.as_ref().is_none_or(is_sound) => place,
            _ => {
                return vec![Effect::Close { peer, code: close::UNREADABLE }];
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

    /// Tells the tabs where `peer` is; whoever may not read that section only learns that the
    /// person is here.
    fn tell_place(&self, peer: PeerId) -> Vec<Effect> {
        let Some(from) = self.peers.get(&peer) else {
            return Vec::new();
        };
        let mut by_role: Vec<(Role, Vec<PeerId>)> = Vec::new();
        for (&other, there) in &self.peers {
            if other == peer || !there.welcomed || there.scope != Scope::Dossier {
                continue;
            }
            match by_role.iter_mut().find(|(role, _)| *role == there.who.standing.role) {
                Some((_, peers)) => peers.push(other),
                None => by_role.push((there.who.standing.role, vec![other])),
            }
        }
        by_role.into_iter().filter_map(|(role, to)| here(to, peer, from, role)).collect()
    }

    /// Tells the tabs of those who may hear what is said beside a section of a thread there.
    pub fn tell(&self, section: SectionId, thread: String, version: u64) -> Vec<Effect> {
        let hears = |peer: &Peer| {
            let role = peer.who.standing.role;
            let told = matches!(peer.scope, Scope::Dossier | Scope::Shown(_));
            told && peer.welcomed && peer.scope.holds(section) && may_hear(role, section)
        };
        let to: Vec<PeerId> =
            self.peers.iter().filter(|(_, peer)| hears(peer)).map(|(&id, _)| id).collect();
        match to.is_empty() {
            true => Vec::new(),
            false => vec![send(to, &Frame::Event { section, thread, version })],
        }
    }

    fn others(&self, peer: PeerId, wanted: impl Fn(&Peer) -> bool) -> Vec<PeerId> {
        self.peers
            .iter()
            .filter(|(id, other)| **id != peer && other.welcomed && wanted(other))
            .map(|(&id, _)| id)
            .collect()
    }
}

/// Whether the ends of a selection can be read by the others.
fn is_sound(place: &Presence) -> bool {
    let ends = place.selection.iter().flat_map(|(start, end)| [start, end]);
    ends.into_iter().all(|end| guard_anchor(end).is_ok())
}

fn here(to: Vec<PeerId>, peer: PeerId, there: &Peer, reader: Role) -> Option<Effect> {
    let place = there.place.clone();
    let person = Person {
        peer,
        name: there.who.name.clone(),
        quality: there.who.quality.clone(),
        role: there.who.standing.role,
        colour: there.colour,
        place: place.filter(|place| may(reader, Some(place.section), Action::Read)),
    };
    let json = serde_json::to_vec(&person).ok()?;
    Some(send(to, &Frame::Here { json }))
}
