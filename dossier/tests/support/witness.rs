//! Who watches a session: that nothing is told before it is durable, that nobody exceeds their
//! rights, and that at the end everybody holds the same and nothing is lost or invented.
//! Owns: [`Witness`], all that is right. Does not know: how it came about.

use super::difference::difference;
use super::network::Network;
use super::server::{Server, allows, replay};
use super::tab::Tab;
use dossier::document::schema::{SectionDoc, root_names};
use dossier::form::SectionId;
use dossier::rights::Action;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::guard::guard;
use dossier::sync::presence::Person;
use dossier::sync::room::{PeerId, Write};
use std::collections::{BTreeMap, HashMap};
use yrs::StateVector;
use yrs::updates::decoder::Decode;

pub struct Witness {
    /// The log, read.
    docs: BTreeMap<SectionId, SectionDoc>,
    read: usize,
    /// What tabs have made and kept on their device, as far as they may, and has to be in the log
    /// at the end: the account with it.
    made: Vec<Write>,
    pub acknowledged: Vec<(SectionId, Vec<u8>)>,
    /// How far each client has spoken. Nothing else can be in the log.
    spoken: HashMap<(SectionId, u64), u32>,
    /// How far the server has heard each client from an account that might write then. The room
    /// makes one of a run of writes, so what it logs is not what it heard, but no more than that.
    admitted: HashMap<(SectionId, String), HashMap<u64, u32>>,
    /// What each number of each connection stands for.
    sent: HashMap<(PeerId, u64), (SectionId, Vec<u8>)>,
}

/// How far each client speaks in an honest update.
fn ends(section: SectionId, update: &[u8]) -> Vec<(u64, u32)> {
    let guarded = guard(update, &root_names(section)).expect("an honest update");
    guarded.clients.into_iter().map(|(client, _, end)| (client, end)).collect()
}

/// Whether a row of the log is that write, or a run of writes with that one in it.
fn holds(section: SectionId, row: &[u8], update: &[u8]) -> bool {
    let row_ends: HashMap<u64, u32> = ends(section, row).into_iter().collect();
    let within = |(client, end)| row_ends.get(&client).is_some_and(|until| end <= *until);
    row == update || ends(section, update).into_iter().all(within)
}

impl Witness {
    pub fn new(log: &[Write]) -> Witness {
        let mut witness = Witness {
            docs: replay(log),
            read: log.len(),
            made: Vec::new(),
            acknowledged: Vec::new(),
            spoken: HashMap::new(),
            admitted: HashMap::new(),
            sent: HashMap::new(),
        };
        for Write { section, update, .. } in log {
            witness.hears_of(*section, update);
        }
        witness
    }

    /// The document of each section as the log has it, which may be ahead of the room.
    pub fn docs(&self) -> &BTreeMap<SectionId, SectionDoc> {
        &self.docs
    }

    pub fn sections(&self) -> Vec<SectionId> {
        self.docs.keys().copied().collect()
    }

    /// An edit was made somewhere.
    pub fn hears_of(&mut self, section: SectionId, update: &[u8]) {
        for (client, until) in ends(section, update) {
            let spoken = self.spoken.entry((section, client)).or_default();
            *spoken = until.max(*spoken);
        }
    }

    /// From now on it is the server's own client, of which only the log tells how far it spoke.
    pub fn trusts(&mut self, section: SectionId, client: u64) {
        self.spoken.insert((section, client), u32::MAX);
    }

    /// An edit is on a device, and its writer may make it.
    pub fn expects(&mut self, account: &str, section: SectionId, update: &[u8]) {
        let (account, update) = (account.to_owned(), update.to_vec());
        self.made.push(Write::new(section, account, update));
    }

    /// A frame reaches the server.
    pub fn overhears(&mut self, server: &Server, peer: PeerId, account: &str, frame: &[u8]) {
        if let Ok(Frame::Write { section, no, update }) = Frame::decode(frame) {
            self.sent.insert((peer, no), (section, update.clone()));
            if allows(server.roles[account], section, Action::EditRows) {
                let heard = self.admitted.entry((section, account.to_owned())).or_default();
                for (client, end) in ends(section, &update) {
                    let until = heard.entry(client).or_default();
                    *until = end.max(*until);
                }
            }
        }
    }

    /// Reads on in the log; from its beginning, when it is shorter than it was.
    pub fn reads(&mut self, server: &Server) {
        let Some(new) = server.log.get(self.read..) else {
            (self.docs, self.read) = (replay(&server.log), server.log.len());
            return;
        };
        for Write { section, account, update, .. } in new {
            let role = server.roles[account];
            let heard = self.admitted.get(&(*section, account.clone()));
            let admitted = heard.is_some_and(|heard| {
                let within = |(client, end)| heard.get(&client).is_some_and(|until| end <= *until);
                ends(*section, update).into_iter().all(within)
            });
            // Which rows a partner wrote is judged in own_rows.rs.
            let allowed = allows(role, *section, Action::EditRows) || admitted;
            assert!(allowed, "{role:?} {account} wrote {section:?} into the log");
            let applied = self.docs[section].apply(update);
            assert!(applied.is_ok(), "the log of {section:?} cannot be read: {applied:?}");
        }
        self.read = server.log.len();
    }

    /// Whether the log holds everything of an update.
    fn has(&self, section: SectionId, update: &[u8]) -> bool {
        let doc = &self.docs[&section];
        let before = doc.state_vector();
        let nothing_new = doc.apply(update).is_ok_and(|changes| changes.is_empty());
        nothing_new && doc.state_vector() == before
    }

    /// Judges a frame on its way to somebody.
    pub fn judge(&self, server: &Server, peer: PeerId, account: &str, frame: &[u8]) {
        let role = server.roles[account];
        let may = |section, action| allows(role, section, action);
        match Frame::decode(frame).expect("the server's frames are sound") {
            Frame::Step2 { section, update } | Frame::Update { section, update } => {
                let reads = may(section, Action::Read);
                assert!(reads, "{role:?} received something of {section:?}");
                assert!(self.has(section, &update), "{section:?} was seen before it was kept");
            }
            Frame::Here { json } => {
                let person: Person = serde_json::from_slice(&json).expect("a person");
                let section = person.place.map(|place| place.section);
                let reads = section.is_none_or(|section| may(section, Action::Read));
                assert!(reads, "{role:?} saw somebody in {section:?}");
            }
            Frame::Ack { no, seq } => {
                let (section, update) = &self.sent[&(peer, no)];
                assert!(self.has(*section, update), "{section:?} acknowledged before it was kept");
                let mut of_section = server.log.iter().filter(|write| write.section == *section);
                let place = seq.checked_sub(1).and_then(|before| of_section.nth(before as usize));
                let right =
                    seq == 0 || place.is_some_and(|write| holds(*section, &write.update, update));
                assert!(right, "{section:?} has another write at {seq}");
            }
            Frame::Refused { section, reason, .. } => {
                let rightly = match reason {
                    Reason::NotAllowed => !may(section, Action::EditRows),
                    Reason::NotYours => !may(section, Action::Edit),
                    Reason::Unreadable | Reason::Full => false,
                    Reason::Gap | Reason::NotStored => true,
                };
                assert!(rightly, "an honest edit of {account} was refused: {reason:?}");
            }
            _ => {}
        }
    }

    /// What a tab has learnt from the server of its own edits.
    pub fn notes(&mut self, tab: &mut Tab) {
        for (section, update) in tab.acknowledged.drain(..) {
            assert!(self.has(section, &update), "{section:?} was acknowledged before it was kept");
            self.acknowledged.push((section, update));
        }
        for (section, update) in tab.given_up.drain(..) {
            let Tab { account, .. } = tab;
            self.made.retain(|made| {
                (made.section, &made.account, &made.update) != (section, account, &update)
            });
        }
    }

    /// What must hold when everything has come to rest.
    pub fn at_rest(&self, network: &Network) {
        let server = &network.server;
        let replayed = replay(&server.log);
        for (section, kept) in &replayed {
            let room = server.room.doc(*section).expect("the room has the section");
            same(kept, room, "the room");
            for (client, until) in vector(kept).iter() {
                let spoken = self.spoken.get(&(*section, client.get())).copied().unwrap_or(0);
                assert!(*until <= spoken, "{section:?} holds what {client} never said");
            }
        }
        for (section, update) in &self.acknowledged {
            assert!(self.has(*section, update), "{section:?} lost what was acknowledged");
        }
        // Who is no member any more still has it on the device.
        let members = |made: &&Write| server.roles[&made.account].is_some();
        for Write { section, account, update, .. } in self.made.iter().filter(members) {
            assert!(self.has(*section, update), "an edit of {section:?} by {account} is lost");
        }
        let tabs = network.tabs.iter().filter(|tab| server.roles[&tab.account].is_some());
        tabs.for_each(|tab| self.tab_at_rest(tab, &replayed));
        self.company_at_rest(network);
    }

    fn tab_at_rest(&self, tab: &Tab, log: &BTreeMap<SectionId, SectionDoc>) {
        let open: Vec<SectionId> = tab.replica.sections().map(|(section, _)| section).collect();
        let mut readable = self.sections();
        readable.retain(|section| allows(tab.role, *section, Action::Read));
        assert_eq!(open, readable, "{:?}", tab.role);
        for (section, doc) in tab.replica.sections() {
            same(&log[&section], doc, &tab.account);
            tab.views[&section].check(doc, &tab.account);
        }
        assert!(tab.device.is_empty(), "{} still keeps updates", tab.account);
    }

    /// Everybody knows of everybody, and where as far as they may.
    fn company_at_rest(&self, network: &Network) {
        let peers = network.peers();
        for (own, reader) in &peers {
            assert_eq!(reader.people.len(), peers.len(), "{} sees ghosts", reader.account);
            for (peer, tab) in peers.iter().filter(|(peer, _)| *peer != own) {
                let known = reader.people.get(peer).expect("everybody here is known");
                let reads = |section| allows(reader.role, section, Action::Read);
                let place = tab.place.clone().filter(|place| reads(place.section));
                let told = (Some(known.role), &known.place);
                assert_eq!(told, (tab.role, &place), "to {}", reader.account);
            }
        }
    }
}

/// Both documents say the same, and know the same.
fn same(kept: &SectionDoc, other: &SectionDoc, whose: &str) {
    assert_eq!(difference(kept, other), None, "{:?}: the log and {whose}", kept.section.id);
    assert_eq!(vector(kept), vector(other), "{:?}: the log and {whose}", kept.section.id);
}

fn vector(doc: &SectionDoc) -> StateVector {
    StateVector::decode_v1(&doc.state_vector()).expect("a vector")
}
