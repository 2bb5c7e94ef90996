//! What a tab knows, and what it does with a frame: a replica, the device that keeps what is not
//! acknowledged, the people it sees. Owns: [`State`]. Does not know: connections, waiting.

use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::form::SectionId;
use dossier::rights::{Action, Role, may};
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::presence::Person;
use dossier::sync::replica::{Effect, Replica};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::Instant;

/// Pause before what the server could not store is sent again.
const RETRY: Duration = Duration::from_millis(200);

/// A text of the form.
pub type Text = (SectionId, &'static str);
pub const METHOD: Text = (SectionId::Concertation, "concertation.method");
pub const ABSTRACT: Text = (SectionId::Summary, "summary.abstract");
pub const TITLE: Text = (SectionId::Summary, "summary.title");
pub const COSTS: Text = (SectionId::Budget, "budget.comment");
pub const CONDITIONS: Text = (SectionId::Review, "review.committee.conditions");

/// What a tab knows.
pub struct State {
    pub replica: Replica,
    /// What the device keeps: updates that are not acknowledged.
    pub device: BTreeMap<u64, (SectionId, Vec<u8>)>,
    pub refused: Vec<(SectionId, Reason)>,
    pub people: BTreeMap<u64, Person>,
    /// What was said beside the text.
    pub heard: Vec<(SectionId, String, u64)>,
    /// What only this person was told.
    pub told: Vec<Vec<u8>>,
    /// The close code with which the connection ended.
    pub ended: Option<u16>,
    synced: BTreeSet<SectionId>,
    /// What is still to be sent, in order.
    pub outgoing: Vec<Vec<u8>>,
    /// When what could not be stored is sent again.
    pub retry: Option<Instant>,
}

impl State {
    /// Nothing yet, of all that the role may read.
    pub fn new(role: Role) -> State {
        let readable = |section: &SectionId| may(role, Some(*section), Action::Read);
        let sections = SectionId::ALL.into_iter().filter(readable);
        let docs = sections.map(|section| (section, SectionDoc::open(section, a_client())));
        State {
            replica: Replica::new(docs),
            device: BTreeMap::new(),
            refused: Vec::new(),
            people: BTreeMap::new(),
            heard: Vec::new(),
            told: Vec::new(),
            ended: None,
            synced: BTreeSet::new(),
            outgoing: Vec::new(),
            retry: None,
        }
    }

    /// Every section has arrived once.
    pub fn is_complete(&self) -> bool {
        self.synced.len() == self.replica.sections().count()
    }

    pub fn words(&self, (section, key): Text) -> String {
        let doc = self.replica.doc(section);
        doc.map(|doc| doc.words(&Path::field(key))).unwrap_or_default()
    }

    pub fn end(&mut self, code: u16) {
        self.ended.get_or_insert(code);
        self.outgoing.clear();
        self.retry = None;
        self.replica.disconnect();
    }

    /// Answers the number of the write that was made, if one was.
    pub fn perform(&mut self, effects: Vec<Effect>) -> Option<u64> {
        let mut made = None;
        for effect in effects {
            match effect {
                Effect::Store { no, section, update } => {
                    self.device.insert(no, (section, update));
                    made = Some(no);
                }
                Effect::Forget { no } => drop(self.device.remove(&no)),
                Effect::Send(frame) => self.outgoing.push(frame),
                Effect::Here(person) => drop(self.people.insert(person.peer, person)),
                Effect::Gone { peer } => drop(self.people.remove(&peer)),
                Effect::Heard { section, thread, version } => {
                    self.heard.push((section, thread, version));
                }
                Effect::Told { json } => self.told.push(json),
                Effect::Refused { section, reason } => {
                    self.refused.push((section, reason));
                    if matches!(reason, Reason::NotStored | Reason::Gap) {
                        self.retry.get_or_insert(Instant::now() + RETRY);
                    } else {
                        let effects = self.replica.replace(section, a_client());
                        self.perform(effects);
                    }
                }
                Effect::Changed { .. } | Effect::Replaced { .. } => {}
            }
        }
        made
    }

    pub fn receive(&mut self, frame: &[u8]) {
        if let Ok(Frame::Step2 { section, .. }) = Frame::decode(frame) {
            self.synced.insert(section);
        }
        let effects = self.replica.receive(frame).expect("the server's frames are sound");
        self.perform(effects);
    }
}

/// A client id that nobody has had.
fn a_client() -> u64 {
    rand::random_range(2..1 << 53)
}
