//! The server of a session: a room over a log, and a witness who watches that nothing becomes
//! visible before it is durable and nobody exceeds their rights.
//! Owns: [`Server`]. Must not know: tabs, the network.

use dossier::form::SectionId;
use dossier::rights::{Action, Role, may};
use dossier::schema::SectionDoc;
use dossier::sync::frame::Frame;
use dossier::sync::presence::Person;
use dossier::sync::room::{Effect, PeerId, Room, Who, Write};
use std::collections::BTreeMap;

/// A frame on its way out, with everybody it goes to.
pub type Outgoing = (Vec<PeerId>, Vec<u8>);

pub struct Server {
    pub room: Room,
    /// What a crash leaves: sections and updates, in order.
    pub log: Vec<(SectionId, Vec<u8>)>,
    roles: BTreeMap<String, Role>,
    /// The log, read.
    witness: BTreeMap<SectionId, SectionDoc>,
    disk: Disk,
    next_peer: PeerId,
    pub outgoing: Vec<Outgoing>,
}

enum Disk {
    Idle,
    UnderWay(Vec<Write>),
    /// In the log; the room has not heard of it yet.
    Written(Vec<u64>),
}

impl Server {
    pub fn new(log: Vec<(SectionId, Vec<u8>)>, roles: BTreeMap<String, Role>) -> Server {
        Server {
            room: Room::new(replay(&log)),
            witness: replay(&log),
            log,
            roles,
            disk: Disk::Idle,
            next_peer: 1,
            outgoing: Vec::new(),
        }
    }

    /// The sections of this session.
    pub fn sections(&self) -> Vec<SectionId> {
        self.witness.keys().copied().collect()
    }

    /// What the page of that role is made from: the log, which may be ahead of the room.
    pub fn page(&self, role: Role) -> Vec<(SectionId, Vec<u8>)> {
        self.witness
            .iter()
            .filter(|(section, _)| may(role, Some(**section), Action::Read))
            .map(|(section, doc)| (*section, doc.state()))
            .collect()
    }

    pub fn join(&mut self, account: &str) -> PeerId {
        let peer = self.next_peer;
        self.next_peer += 1;
        let who = Who {
            account: account.to_owned(),
            name: format!("Personne {account}"),
            quality: "teacher".to_owned(),
            role: self.roles[account],
        };
        self.room.join(peer, who);
        peer
    }

    pub fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Append(writes) => {
                    assert!(matches!(self.disk, Disk::Idle), "two appends at once");
                    self.disk = Disk::UnderWay(writes);
                }
                Effect::Send { to, frame } => self.outgoing.push((to, frame)),
                Effect::Changed { .. } => {}
                Effect::Close { peer, code } => panic!("peer {peer} was closed with {code}"),
                Effect::Broken { section } => panic!("{section:?} is broken"),
            }
        }
    }

    /// The disk goes one step on, or fails.
    pub fn disk(&mut self, fails: bool) -> &'static str {
        match std::mem::replace(&mut self.disk, Disk::Idle) {
            Disk::Idle => "the disk idles",
            Disk::UnderWay(_) if fails => {
                let effects = self.room.not_kept();
                self.perform(effects);
                "an append fails"
            }
            Disk::UnderWay(writes) => {
                let seqs = writes.into_iter().map(|write| self.write(write)).collect();
                self.disk = Disk::Written(seqs);
                "an append is durable"
            }
            Disk::Written(seqs) => {
                let effects = self.room.kept(&seqs);
                self.perform(effects);
                "an append is done"
            }
        }
    }

    fn write(&mut self, write: Write) -> u64 {
        let role = self.roles[&write.account];
        let section = write.section;
        let allowed = may(role, Some(section), Action::Edit);
        assert!(allowed, "{role:?} {} wrote {section:?} into the log", write.account);
        let applied = self.witness[&section].apply(&write.update);
        assert!(applied.is_ok(), "the log of {section:?} cannot be read: {applied:?}");
        self.log.push((section, write.update));
        self.log.iter().filter(|(of, _)| *of == section).count() as u64
    }

    /// Everything but the log is gone, connections too.
    pub fn crash(&mut self) {
        self.disk = Disk::Idle;
        self.room = Room::new(replay(&self.log));
        self.outgoing.clear();
    }

    pub fn is_quiet(&self) -> bool {
        matches!(self.disk, Disk::Idle) && self.room.is_quiet()
    }

    /// Whether the log holds everything of an update.
    pub fn has(&self, section: SectionId, update: &[u8]) -> bool {
        let doc = &self.witness[&section];
        let before = doc.state_vector();
        let nothing_new = doc.apply(update).is_ok_and(|changes| changes.is_empty());
        nothing_new && doc.state_vector() == before
    }

    /// Judges a frame that goes to somebody of that account.
    pub fn judge(&self, account: &str, frame: &[u8]) {
        let role = self.roles[account];
        let reads = |section| may(role, Some(section), Action::Read);
        match Frame::decode(frame).expect("the room's frames are sound") {
            Frame::Step2 { section, update } | Frame::Update { section, update } => {
                assert!(reads(section), "{role:?} received something of {section:?}");
                assert!(self.has(section, &update), "{section:?} was seen before it was kept");
            }
            Frame::Here { json } => {
                let person: Person = serde_json::from_slice(&json).expect("a person");
                let section = person.place.map(|place| place.section);
                assert!(section.is_none_or(reads), "{role:?} saw somebody in {section:?}");
            }
            _ => {}
        }
    }
}

/// The documents that a log gives, and nothing else does.
pub fn replay(log: &[(SectionId, Vec<u8>)]) -> BTreeMap<SectionId, SectionDoc> {
    let mut docs: BTreeMap<SectionId, SectionDoc> = BTreeMap::new();
    for (section, update) in log {
        let client = (1 << 52) + u64::from(section.number());
        let doc = docs.entry(*section).or_insert_with(|| SectionDoc::open(*section, client));
        doc.apply(update).expect("each update of the log applies");
    }
    docs
}
