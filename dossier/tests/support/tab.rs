//! A tab: a replica with what a browser gives it, a device that remembers, a page, a keyboard.
//! Owns: [`Tab`]. Must not know: the network, the server.

use super::edits::random_edit;
use super::view::View;
use dossier::form::SectionId;
use dossier::history::History;
use dossier::rights::{Action, Role, may};
use dossier::schema::{Done, SectionDoc};
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::presence::{Person, Place};
use dossier::sync::replica::{Effect, Replica};
use rand::Rng;
use rand::rngs::StdRng;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub struct Tab {
    pub account: String,
    pub role: Role,
    pub replica: Replica,
    /// What survives the tab: the updates that are not acknowledged, by number.
    pub device: BTreeMap<u64, (SectionId, Vec<u8>)>,
    /// Who this tab believes to be there.
    pub people: BTreeMap<u64, Person>,
    /// Where this tab is.
    pub place: Option<Place>,
    /// What the server has said it keeps, until the witness has looked.
    pub acknowledged: Vec<(SectionId, Vec<u8>)>,
    /// Frames to be sent, in order.
    pub out: Vec<Vec<u8>>,
    pub views: BTreeMap<SectionId, View>,
    histories: BTreeMap<SectionId, History>,
    clock: Arc<AtomicU64>,
}

/// Something the person in the tab did, and what the tab is to do about it.
pub struct Made {
    pub what: String,
    pub section: SectionId,
    pub update: Vec<u8>,
    pub effects: Vec<Effect>,
}

/// A client id that no other tab of the session has had.
pub fn fresh_client(rng: &mut StdRng) -> u64 {
    rng.random_range(2..1 << 53)
}

impl Tab {
    /// Loads the page, and what an earlier tab left on the device.
    pub fn open(
        account: &str,
        role: Role,
        page: &[(SectionId, Vec<u8>)],
        left: BTreeMap<u64, (SectionId, Vec<u8>)>,
        clock: &Arc<AtomicU64>,
        rng: &mut StdRng,
    ) -> Tab {
        let docs = page.iter().map(|(section, state)| {
            let doc = SectionDoc::load(*section, fresh_client(rng), state);
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
            out: Vec::new(),
            views: BTreeMap::new(),
            histories: BTreeMap::new(),
            clock: Arc::clone(clock),
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
            .filter(|section| reckless || may(self.role, Some(*section), Action::Edit))
            .collect();
        let section = *open.get(rng.random_range(0..open.len().max(1)))?;
        let doc = self.replica.doc(section)?;
        let edit = random_edit(rng, doc)?;
        let done = doc.edit(&edit).unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        Some(self.made(format!("{edit:?}"), section, done))
    }

    pub fn undo(&mut self, redo: bool, rng: &mut StdRng) -> Option<Made> {
        let at = rng.random_range(0..self.histories.len().max(1));
        let (&section, history) = self.histories.iter_mut().nth(at)?;
        let doc = self.replica.doc(section)?;
        let done = if redo { history.redo(doc) } else { history.undo(doc) }?;
        let what = if redo { "redoes" } else { "undoes" };
        Some(self.made(format!("{what} in {section:?}"), section, done))
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

    pub fn receive(&mut self, frame: &[u8], rng: &mut StdRng) {
        let effects = self.replica.receive(frame).expect("the server's frames are sound");
        if matches!(Frame::decode(frame), Ok(Frame::Kept { .. })) {
            let forgotten = effects.iter().filter_map(|effect| match effect {
                Effect::Forget { no } => self.device.get(no).cloned(),
                _ => None,
            });
            self.acknowledged.extend(forgotten);
        }
        self.perform(effects, rng);
    }

    pub fn retry(&mut self, rng: &mut StdRng) {
        let effects = self.replica.retry();
        self.perform(effects, rng);
    }

    fn made(&mut self, what: String, section: SectionId, done: Done) -> Made {
        if let (Some(view), Some(doc)) = (self.views.get_mut(&section), self.replica.doc(section)) {
            view.follow(doc, &done.changes);
        }
        let effects = self.replica.local(section, &done);
        Made { what, section, update: done.update, effects }
    }

    pub fn perform(&mut self, effects: Vec<Effect>, rng: &mut StdRng) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Store { no, section, update } => {
                    self.device.insert(no, (section, update));
                }
                Effect::Forget { no } => {
                    self.device.remove(&no);
                }
                Effect::Send(frame) => self.out.push(frame),
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
                Effect::Gone { peer } => {
                    self.people.remove(&peer);
                }
                Effect::Refused { reason: Reason::NotStored | Reason::Gap, .. } => {}
                Effect::Refused { section, reason } => {
                    let allowed = may(self.role, Some(section), Action::Edit);
                    assert!(
                        reason == Reason::NotAllowed && !allowed,
                        "an honest edit of {} was refused: {reason:?}",
                        self.account
                    );
                    effects.extend(self.replica.replace(section, fresh_client(rng)));
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
