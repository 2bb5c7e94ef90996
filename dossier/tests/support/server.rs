//! The server of a session: a room over a log on a disk that takes its time, fails and survives.
//! Owns: [`Server`]. Does not know: tabs, the network, what is right.

use super::edits::random_edit;
use super::fault::{Fault, Planted};
use super::tab::fresh_client;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::rights::{Action, Role, Standing, may};
use dossier::sync::close;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::presence::Person;
use dossier::sync::room::{Abuse, Effect, PeerId, Room, Stored, Who, Write};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A frame on its way out, with everybody it goes to.
pub type Outgoing = (Vec<PeerId>, Vec<u8>);

pub struct Server {
    pub room: Room,
    /// What a crash leaves: every write, in order.
    pub log: Vec<Write>,
    /// What each account is to the dossier now; nothing, when it is no member any more.
    pub roles: BTreeMap<String, Option<Role>>,
    disk: Disk,
    next_peer: PeerId,
    pub outgoing: Vec<Outgoing>,
    /// Connections that the server has ended.
    pub ended: Vec<PeerId>,
    planted: Rc<Planted>,
}

enum Disk {
    Idle,
    UnderWay(Vec<Write>),
    /// In the log; the room has not heard of it yet.
    Written(Vec<u64>),
}

impl Server {
    pub fn new(
        log: Vec<Write>,
        roles: BTreeMap<String, Option<Role>>,
        planted: Rc<Planted>,
    ) -> Server {
        Server {
            room: opened(&log),
            log,
            roles,
            disk: Disk::Idle,
            next_peer: 1,
            outgoing: Vec::new(),
            ended: Vec::new(),
            planted,
        }
    }

    /// Nobody, for an account that is no member.
    pub fn join(&mut self, account: &str) -> Option<PeerId> {
        let mut role = self.roles[account]?;
        if self.planted.strikes(Fault::SeatsAsHead) {
            role = Role::Head;
        }
        let peer = self.next_peer;
        self.next_peer += 1;
        let who = Who {
            account: account.to_owned(),
            name: format!("Personne {account}"),
            quality: "teacher".to_owned(),
            standing: role.into(),
        };
        self.room.join(peer, who);
        Some(peer)
    }

    pub fn set_role(&mut self, account: &str, role: Option<Role>) {
        self.roles.insert(account.to_owned(), role);
        if self.planted.strikes(Fault::KeepsOldRole) {
            return;
        }
        let effects = self.room.set_standing(account, role.map(Standing::from));
        self.perform(effects);
    }

    pub fn receive(&mut self, peer: PeerId, account: &str, frame: &[u8]) {
        let write = match Frame::decode(frame) {
            Ok(Frame::Write { section, update, .. }) => {
                Some(Write::new(section, account.to_owned(), update))
            }
            _ => None,
        };
        if let Some(write) = &write
            && self.log.iter().any(|kept| kept.update == write.update)
            && allows(self.roles[account], write.section, Action::Edit)
            && self.planted.strikes(Fault::RepeatsEdit)
        {
            self.edit(account, write.section, &mut StdRng::seed_from_u64(self.next_peer));
        }
        let effects = self.room.receive(peer, frame);
        let refused = |effect: &Effect| match effect {
            Effect::Send { frame, .. } => {
                let refused = Frame::decode(frame);
                let reason = [Reason::NotAllowed, Reason::NotYours];
                matches!(refused, Ok(Frame::Refused { reason: r, .. }) if reason.contains(&r))
            }
            _ => false,
        };
        if effects.iter().any(refused) && self.planted.strikes(Fault::LogsRefused) {
            self.log.extend(write);
        }
        self.perform(effects);
    }

    /// An edit through another page than a tab's, such as a rename in the list. The client it was
    /// made as.
    pub fn edit(&mut self, account: &str, section: SectionId, rng: &mut StdRng) -> Option<u64> {
        let client = fresh_client(rng);
        let edit = random_edit(rng, self.room.doc(section)?)?;
        let effects = self.room.edit(client, account, section, &[edit]).expect("an honest edit");
        self.perform(effects);
        Some(client)
    }

    pub fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Append(writes) => self.append(writes),
                Effect::Send { to, frame } => self.send(to, frame),
                Effect::Changed { .. } => {}
                Effect::Close { peer, code: close::ROLE_CHANGED | close::NOT_ALLOWED } => {
                    self.ended.push(peer);
                }
                Effect::Close { peer, code } => panic!("peer {peer} was closed with {code}"),
                Effect::Abused { how: Abuse::Refused, .. } => {}
                Effect::Abused { peer, how } => panic!("peer {peer} is told {how:?}"),
                Effect::Broken { section } => panic!("{section:?} is broken"),
            }
        }
    }

    fn append(&mut self, writes: Vec<Write>) {
        assert!(matches!(self.disk, Disk::Idle), "two appends at once");
        if self.planted.strikes(Fault::ShowsEarly) {
            for Write { section, update, .. } in writes.clone() {
                let everybody = (1..self.next_peer).collect();
                self.send(everybody, Frame::Update { section, update }.encode());
            }
        }
        // Now and then the next append waits until the disk has nothing to do.
        if self.log.len().is_multiple_of(2) {
            self.room.pause();
        }
        self.disk = Disk::UnderWay(writes);
    }

    fn send(&mut self, mut to: Vec<PeerId>, mut frame: Vec<u8>) {
        let strikes = |fault| self.planted.strikes(fault);
        match Frame::decode(&frame).expect("the room's frames are sound") {
            Frame::Update { .. } if strikes(Fault::DropsUpdate) => return,
            Frame::Gone { .. } if strikes(Fault::DropsGone) => return,
            Frame::Step2 { section, .. } if strikes(Fault::AnswersFromThePast) => {
                frame = Frame::Step2 { section, update: vec![0, 0] }.encode();
            }
            Frame::Ack { no, seq } if seq > 0 && strikes(Fault::MisnumbersWrites) => {
                frame = Frame::Ack { no, seq: seq + 1 }.encode();
            }
            Frame::Here { json } => {
                let person: Person = serde_json::from_slice(&json).expect("a person");
                if person.place.is_some() && strikes(Fault::ShowsPlaces) {
                    to = (1..self.next_peer).filter(|peer| *peer != person.peer).collect();
                }
            }
            _ => {}
        }
        self.outgoing.push((to, frame));
    }

    /// The disk goes one step on. What the room is then to do, to be performed.
    pub fn disk_works(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.disk, Disk::Idle) {
            Disk::Idle => self.room.resume(),
            Disk::UnderWay(writes) if self.planted.strikes(Fault::AcknowledgesEarly) => {
                let seqs: Vec<u64> = (1..).take(writes.len()).collect();
                self.room.acknowledge(&seqs)
            }
            Disk::UnderWay(writes) => {
                let seqs = writes.into_iter().map(|write| self.write(write)).collect();
                self.disk = Disk::Written(seqs);
                Vec::new()
            }
            Disk::Written(seqs) => self.room.acknowledge(&seqs),
        }
    }

    pub fn disk_fails(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.disk, Disk::Idle) {
            Disk::UnderWay(writes) if self.planted.strikes(Fault::AcknowledgesFailure) => {
                self.room.acknowledge(&vec![self.log.len() as u64; writes.len()])
            }
            Disk::UnderWay(_) => self.room.not_kept(),
            as_before => {
                self.disk = as_before;
                Vec::new()
            }
        }
    }

    fn write(&mut self, write: Write) -> u64 {
        let section = write.section;
        if !self.planted.strikes(Fault::SkipsWrite) {
            self.log.push(write);
        }
        self.log.iter().filter(|kept| kept.section == section).count() as u64
    }

    /// Everything but the log is gone, connections too.
    pub fn crash(&mut self) {
        self.disk = Disk::Idle;
        self.outgoing.clear();
        self.ended.clear();
        if self.planted.strikes(Fault::LosesLogTail) {
            self.log.pop();
        }
        let mut read = self.log.clone();
        if self.planted.strikes(Fault::ReordersLog) {
            read.reverse();
        }
        self.room = opened(&read);
    }

    pub fn is_quiet(&self) -> bool {
        matches!(self.disk, Disk::Idle) && self.room.is_quiet()
    }
}

/// Whether the account may, now that its role is that; nobody may do nothing.
pub fn allows(role: Option<Role>, section: SectionId, action: Action) -> bool {
    role.is_some_and(|role| may(role, Some(section), action))
}

fn opened(log: &[Write]) -> Room {
    Room::new(replay(log).into_iter().map(|(section, doc)| {
        let of_section = log.iter().filter(move |write| write.section == section);
        let client_owners = of_section.flat_map(|write| {
            write.client_owners.iter().map(|client| (*client, write.account.clone()))
        });
        let (client_owners, whole) = (client_owners.collect(), Some(doc.state()));
        let mut stored = Stored { client_owners, whole, ..Stored::from((section, doc)) };
        for write in log.iter().filter(|write| write.section == section) {
            for row in &write.rows {
                stored.owners.add(&write.account, row.clone());
            }
        }
        stored
    }))
}

/// The documents that a log gives, and nothing else does.
pub fn replay(log: &[Write]) -> BTreeMap<SectionId, SectionDoc> {
    let mut docs: BTreeMap<SectionId, SectionDoc> = BTreeMap::new();
    for Write { section, update, .. } in log {
        let client = (1 << 52) + u64::from(section.number());
        let doc = docs.entry(*section).or_insert_with(|| SectionDoc::open(*section, client));
        doc.apply(update).expect("each update of the log applies");
    }
    docs
}
