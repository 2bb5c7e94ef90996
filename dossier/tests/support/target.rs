//! Who receives bytes of any kind: an open room with an honest tab in it, and a tab that is told
//! them. Owns: [`Target`], what must hold after each of them. Must not know: where they come from.

use super::difference::difference;
use super::edits::random_edit;
use super::input::{Input, Kind};
use super::reading::places;
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::schema::{SectionDoc, root_names};
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::guard::{guard, guard_anchor, guard_vector};
use dossier::sync::replica::{Effect as Wire, Replica, SaveState};
use dossier::sync::room::{Effect, PeerId, Room, Who};
use dossier::sync::{PROTOCOL, close};
use rand::rngs::StdRng;
use std::collections::VecDeque;

/// Sends what is no honest tab's.
const SENDER: PeerId = 1;
const TAB: PeerId = 2;
/// Another Yjs client, of one section.
const PLAIN: PeerId = 3;

pub struct Target {
    section: SectionId,
    room: Room,
    /// What the section was opened with, and every write since.
    log: Vec<Vec<u8>>,
    tab: Replica,
    told: Replica,
}

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing new in it, or nothing to be answered.
    Passed,
    Logged,
    Refused(Reason),
    Closed,
}

impl Target {
    pub fn open(section: SectionId, state: &[u8]) -> Target {
        let doc = |client| SectionDoc::load(section, client, state).expect("a state");
        let mut room = Room::new([(section, doc(7))]);
        for (peer, account) in [(SENDER, "sender"), (TAB, "tab")] {
            room.join(peer, who(account));
        }
        room.receive(SENDER, &Frame::Hello { protocol: PROTOCOL }.encode());
        room.join_section(PLAIN, who("plain"), section);
        let mut tab = Replica::new([(section, doc((1 << 50) + 1))]);
        let hello = tab.connected();
        let told = Replica::new([(section, doc(9))]);
        let mut target = Target { section, room, log: vec![state.to_vec()], tab, told };
        target.performs(hello);
        target
    }

    pub fn receives(&mut self, input: &Input) -> Answer {
        let (section, bytes) = (input.section, input.bytes.clone());
        match input.kind {
            Kind::Update => {
                let write = Frame::Write { section, no: 1, update: bytes };
                self.hears(SENDER, &write.encode())
            }
            Kind::Vector => self.is_asked(section, bytes),
            Kind::Anchor => self.is_pointed_at(&bytes),
            Kind::Awareness => {
                self.hears(PLAIN, &Frame::Awareness { section, update: bytes }.encode())
            }
            Kind::Frame => self.hears_any(&bytes),
            Kind::Told => self.is_told(&bytes),
        }
    }

    fn hears_any(&mut self, bytes: &[u8]) -> Answer {
        let answer = self.hears(SENDER, bytes);
        match Frame::decode(bytes) {
            Ok(read) => assert_eq!(Frame::decode(&read.encode()), Ok(read)),
            Err(_) => assert_eq!(answer, Answer::Closed, "unreadable"),
        }
        answer
    }

    fn is_asked(&mut self, section: SectionId, vector: Vec<u8>) -> Answer {
        let sound = guard_vector(&vector).is_ok();
        let answer = self.hears(SENDER, &Frame::Step1 { section, vector }.encode());
        assert!(sound || answer == Answer::Closed, "an answer to no vector");
        answer
    }

    fn is_pointed_at(&self, anchor: &[u8]) -> Answer {
        let Some(doc) = self.room.doc(self.section).filter(|_| guard_anchor(anchor).is_ok()) else {
            return Answer::Closed;
        };
        for (path, _) in places(doc).iter().take(3) {
            let at = doc.offset(path, anchor);
            assert!(at.is_none_or(|at| at as usize <= doc.words(path).len()), "{path}: {at:?}");
        }
        Answer::Passed
    }

    /// A tab trusts the server that updates are guarded, and nothing else.
    fn is_told(&mut self, bytes: &[u8]) -> Answer {
        if let Ok(Frame::Step2 { section, update } | Frame::Update { section, update }) =
            Frame::decode(bytes)
            && guard(&update, &root_names(section)).is_err()
        {
            return Answer::Closed;
        }
        let Ok(effects) = self.told.receive(bytes) else { return Answer::Closed };
        for effect in effects {
            if let Wire::Refused { section, reason: Reason::Unreadable } = effect {
                self.told.replace(section, 9);
            }
        }
        Answer::Passed
    }

    /// A frame reaches the room, and everything that follows from it is done.
    fn hears(&mut self, peer: PeerId, frame: &[u8]) -> Answer {
        let mut answer = Answer::Passed;
        let mut effects = VecDeque::from(self.room.receive(peer, frame));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Append(writes) => {
                    let before = self.log.len() as u64;
                    self.log.extend(writes.into_iter().map(|write| write.update));
                    let seqs: Vec<u64> = (before..self.log.len() as u64).collect();
                    effects.extend(self.room.kept(&seqs));
                    answer = Answer::Logged;
                }
                Effect::Send { to, frame } => {
                    let read = Frame::decode(&frame).expect("the room's frames are sound");
                    if to.contains(&TAB) {
                        let told = self.tab.receive(&frame).expect("a frame");
                        self.performs(told);
                    }
                    match read {
                        Frame::Refused { reason, .. } => answer = Answer::Refused(reason),
                        Frame::Step2 { update, .. } | Frame::Update { update, .. } => {
                            let passes = guard(&update, &root_names(self.section));
                            assert!(passes.is_ok(), "the room itself sends {passes:?}");
                        }
                        _ => {}
                    }
                }
                Effect::Close { code, peer: closed } => {
                    assert!([close::UNREADABLE, close::OUTDATED].contains(&code), "{code}");
                    assert_eq!(closed, peer, "somebody else is closed");
                    answer = Answer::Closed;
                }
                Effect::Changed { .. } => {}
                Effect::Broken { section } => panic!("{section:?} is broken"),
            }
        }
        answer
    }

    /// What the honest tab is to do.
    fn performs(&mut self, effects: Vec<Wire>) {
        for effect in effects {
            match effect {
                Wire::Send(frame) => {
                    let answer = self.hears(TAB, &frame);
                    let fine = matches!(answer, Answer::Passed | Answer::Logged);
                    assert!(fine, "an honest frame is answered with {answer:?}");
                }
                Wire::Refused { section, reason } => panic!("{section:?}: {reason:?}"),
                _ => {}
            }
        }
    }

    /// The honest tab edits and is answered, the log can be read, and all say the same.
    pub fn is_whole(&mut self, rng: &mut StdRng) {
        for _ in 0..3 {
            let doc = self.tab.doc(self.section).expect("the tab's section");
            let Some(edit) = random_edit(rng, doc) else { continue };
            // A write may well have put something else where the form has a list, say.
            let Ok(done) = doc.edit(&edit) else { continue };
            let effects = self.tab.local(self.section, &done);
            self.performs(effects);
            assert_eq!(self.tab.save_state(), SaveState::Saved, "{edit:?}");
        }
        let read = SectionDoc::open(self.section, 8);
        for update in &self.log {
            assert!(read.apply(update).is_ok(), "the log cannot be read: {update:?}");
        }
        let room = self.room.doc(self.section).expect("the room's section");
        let tab = self.tab.doc(self.section).expect("the tab's section");
        assert_eq!(difference(&read, room), None, "the log and the room");
        assert_eq!(difference(&read, tab), None, "the log and the tab");
        assert!(SectionDoc::load(self.section, 9, &room.state()).is_ok(), "the state");
    }
}

fn who(account: &str) -> Who {
    Who {
        account: account.to_owned(),
        name: "Odile Marchand".to_owned(),
        quality: "head".to_owned(),
        role: Role::Head,
    }
}
