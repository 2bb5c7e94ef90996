//! A tab: a replica with what a browser gives it, a device that remembers, a page, a keyboard.
//! Owns: [`Tab`]. Must not know: the network, the server.

use super::edits::random_edit;
use super::fault::{Fault, Planted};
use super::server::allows;
use super::view::View;
use dossier::form::SectionId;
use dossier::history::History;
use dossier::rights::{Action, Role};
use dossier::schema::{Done, SectionDoc};
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::presence::{Person, Place};
use dossier::sync::replica::{Effect, Replica};
use rand::Rng;
use rand::rngs::StdRng;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Updates that are not acknowledged, by number.
pub type Device = BTreeMap<u64, (SectionId, Vec<u8>)>;

pub struct Tab {
    pub account: String,
    /// What the account was when the page was loaded.
    pub role: Option<Role>,
    pub replica: Replica,
    /// What survives the tab.
    pub device: Device,
    /// Who this tab believes to be there.
    pub people: BTreeMap<u64, Person>,
    /// Where this tab is.
    pub place: Option<Place>,
    /// What the server has said it keeps, until the witness has looked.
    pub acknowledged: Vec<(SectionId, Vec<u8>)>,
    /// What the tab let go because the server refused it, until the witness has looked.
    pub given_up: Vec<(SectionId, Vec<u8>)>,
    /// Frames to be sent, in order.
    pub out: Vec<Vec<u8>>,
    pub views: BTreeMap<SectionId, View>,
    histories: BTreeMap<SectionId, History>,
    clock: Arc<AtomicU64>,
    planted: Rc<Planted>,
}

/// Something the person in the tab did, and what the tab is to do about it.
pub struct Made {
    pub section: SectionId,
    pub update: Vec<u8>,
    pub effects: Vec<Effect>,
}

/// A client id that no other tab of the session has had.
pub fn fresh_client(rng: &mut StdRng) -> u64 {
    rng.random_range(2..1 << 53)
}

fn client_of(planted: &Planted, rng: &mut StdRng) -> u64 {
    if planted.strikes(Fault::ReusesClient) { 77 } else { fresh_client(rng) }
}

impl Tab {
    /// Loads the page, and what an earlier tab left on the device.
    pub fn open(
        account: &str,
        role: Option<Role>,
        page: &[(SectionId, Vec<u8>)],
        left: Device,
        world: (&Arc<AtomicU64>, &Rc<Planted>),
        rng: &mut StdRng,
    ) -> Tab {
        let (clock, planted) = world;
        let docs = page.iter().map(|(section, state)| {
            let doc = SectionDoc::load(*section, client_of(planted, rng), state);
            (*section, doc.expect("the page's document loads"))
        });
        let mut tab = Tab {
            account: account.to_owned(),
            role,
            replica: Replica::new(docs),
            device: BTreeMap::new(),
            people: BTreeMap::new(),
            place: None,
            acknowledged: Vec::new(),
            given_up: Vec::new(),
            out: Vec::new(),
            views: BTreeMap::new(),
            histories: BTreeMap::new(),
            clock: Arc::clone(clock),
            planted: Rc::clone(planted),
        };
        for (section, _) in page {
            tab.show_anew(*section);
        }
        let left: Vec<_> = left.into_values().collect();
        let (first, effects) = tab.replica.restore(left.clone());
        tab.device = (first..).zip(left).collect();
        tab.perform(effects, rng);
        tab
    }

    /// A random edit in a section that is open. `reckless`: also where the role may not.
    pub fn edit(&mut self, reckless: bool, rng: &mut StdRng) -> Option<Made> {
        let open: Vec<SectionId> = self
            .replica
            .sections()
            .map(|(section, _)| section)
            .filter(|section| reckless || allows(self.role, *section, Action::Edit))
            .collect();
        let section = *open.get(rng.random_range(0..open.len().max(1)))?;
        let doc = self.replica.doc(section)?;
        let edit = random_edit(rng, doc)?;
        let done = doc.edit(&edit).unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        Some(self.made(section, done))
    }

    pub fn undo(&mut self, redo: bool, rng: &mut StdRng) -> Option<Made> {
        let at = rng.random_range(0..self.histories.len().max(1));
        let (&section, history) = self.histories.iter_mut().nth(at)?;
        let doc = self.replica.doc(section)?;
        let done = if redo { history.redo(doc) } else { history.undo(doc) }?;
        Some(self.made(section, done))
    }

    pub fn pause(&mut self) {
        for history in self.histories.values_mut() {
            history.pause();
        }
    }

    /// Goes somewhere, with a selection where there is a text.
    pub fn go(&mut self, rng: &mut StdRng) {
        let open: Vec<SectionId> = self.replica.sections().map(|(section, _)| section).collect();
        let place = open.get(rng.random_range(0..=open.len())).and_then(|&section| {
            let doc = self.replica.doc(section)?;
            let places = super::reading::places(doc);
            let (path, _) = places.get(rng.random_range(0..places.len()))?.clone();
            let selection = doc.anchor(&path, 0).zip(doc.anchor(&path, 1));
            Some(Place { section, path: Some(path), selection })
        });
        self.place = place.clone();
        let effects = self.replica.go(place);
        self.perform(effects, rng);
    }

    pub fn connect(&mut self, rng: &mut StdRng) {
        self.people.clear();
        let effects = self.replica.connected();
        self.perform(effects, rng);
    }

    /// What the tab is to do about a frame, to be performed.
    pub fn receive(&mut self, frame: &[u8]) -> Vec<Effect> {
        let effects = self.replica.receive(frame).expect("the server's frames are sound");
        let forgotten = self.forgotten(&effects);
        match Frame::decode(frame) {
            Ok(Frame::Kept { .. }) => self.acknowledged.extend(forgotten),
            Ok(Frame::Refused { .. }) => self.given_up.extend(forgotten),
            _ => assert_eq!(forgotten, [], "{} forgets what was not answered", self.account),
        }
        effects
    }

    /// Those on the device that these effects take from it.
    fn forgotten(&self, effects: &[Effect]) -> Vec<(SectionId, Vec<u8>)> {
        let kept = effects.iter().filter_map(|effect| match effect {
            Effect::Forget { no } => self.device.get(no).cloned(),
            _ => None,
        });
        kept.collect()
    }

    pub fn retry(&mut self, rng: &mut StdRng) {
        let effects = self.replica.retry();
        self.perform(effects, rng);
    }

    fn made(&mut self, section: SectionId, done: Done) -> Made {
        if let (Some(view), Some(doc)) = (self.views.get_mut(&section), self.replica.doc(section)) {
            view.follow(doc, &done.changes);
        }
        let effects = self.replica.local(section, &done);
        Made { section, update: done.update, effects }
    }

    pub fn perform(&mut self, effects: Vec<Effect>, rng: &mut StdRng) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Store { .. } if self.planted.strikes(Fault::LosesStored) => {}
                Effect::Store { no, section, update } => {
                    self.device.insert(no, (section, update));
                }
                Effect::Forget { no } => {
                    self.device.remove(&no);
                }
                Effect::Send(frame) => self.out.push(frame),
                Effect::Changed { .. } if self.planted.strikes(Fault::IgnoresChange) => {}
                Effect::Changed { section, changes } => {
                    if let (Some(view), Some(doc)) =
                        (self.views.get_mut(&section), self.replica.doc(section))
                    {
                        view.follow(doc, &changes);
                    }
                }
                Effect::Replaced { section } => self.show_anew(section),
                Effect::Here(person) => {
                    self.people.insert(person.peer, person);
                }
                Effect::Heard { .. } => {}
                Effect::Gone { peer } => {
                    self.people.remove(&peer);
                }
                Effect::Refused { reason: Reason::NotStored | Reason::Gap, .. } => {}
                Effect::Refused { section, reason } => {
                    // The witness has seen whether it was rightly refused.
                    let rights = [Reason::NotAllowed, Reason::NotYours].contains(&reason);
                    assert!(rights, "an honest edit of {}: {reason:?}", self.account);
                    if self.replica.doc(section).is_some() {
                        let client = client_of(&self.planted, rng);
                        let anew = self.replica.replace(section, client);
                        self.given_up.extend(self.forgotten(&anew));
                        effects.extend(anew);
                    }
                }
            }
        }
    }

    fn show_anew(&mut self, section: SectionId) {
        let clock = Arc::clone(&self.clock);
        if let Some(doc) = self.replica.doc(section) {
            self.views.insert(section, View::of(doc));
            let history = History::of(doc, move || clock.load(Ordering::Relaxed));
            self.histories.insert(section, history);
        }
    }
}
