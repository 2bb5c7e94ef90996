//! The open dossier in this tab: what views read, and the one way by which they change it.
//! Owns: [`Live`]. Does not know: views, the bytes of the wire.
//!
//! A view that reads a place is told when that place changes and at no other time. On the server
//! the same type holds the same documents and never changes.

use dossier::document::edit::{Edit, EditError};
use dossier::document::history::History;
use dossier::document::path::Path;
use dossier::document::read::Value;
use dossier::document::schema::{Change, Done, SectionDoc, What};
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::lang::Lang;
use dossier::rights::{Role, Standing};
use dossier::sync::presence::{Person, Presence};
use dossier::sync::replica::{Effect as Wire, Replica, SaveState};
use dossier::threads::Mark;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

pub use alerts::Alert;
pub use permissions::Permissions;

mod alerts;
pub mod browser;
mod drafts;
mod http_channel;
mod permissions;
mod presence;
pub mod scroll_anchor;
pub mod socket;
pub mod storage;
mod tabs;
pub mod threads;
mod unfit;

/// Told of each change of one text that its owner did not make.
type Watcher = Rc<dyn Fn(&[Op])>;

/// A handle on the open dossier; copies are the same dossier.
#[derive(Clone, Copy)]
pub struct Live {
    tab: StoredValue<Tab, LocalStorage>,
    /// What the state line says.
    pub save: RwSignal<SaveState>,
    /// Everybody else who has the dossier open.
    pub people: RwSignal<BTreeMap<u64, Person>>,
    /// Where the threads of what is said beside the text stand.
    pub marks: RwSignal<Vec<Mark>>,
    /// The last passage that was selected in a text.
    pub selection: StoredValue<Option<Presence>, LocalStorage>,
    /// What went wrong last, until it is dismissed.
    pub alert: RwSignal<Option<Alert>>,
    /// Whether what waits survives the tab.
    pub device_keeps: RwSignal<bool>,
    /// What was done, for who only hears the page.
    pub said: RwSignal<String>,
    /// Fields that hold words which are no value of theirs.
    pub unfit: RwSignal<Vec<String>>,
    /// What the reader may do, and which rows are whose.
    whose: StoredValue<Permissions, LocalStorage>,
    pub role: Role,
    pub lang: Lang,
    /// The language that the dossier is written in.
    pub written: Lang,
}

struct Tab {
    replica: Replica,
    places: HashMap<(SectionId, Path), ArcTrigger>,
    presence: HashMap<(SectionId, Path), ArcTrigger>,
    sections: HashMap<SectionId, ArcTrigger>,
    watchers: HashMap<(SectionId, Path), Vec<(u64, Watcher)>>,
    next_watcher: u64,
    history: HashMap<SectionId, History>,
    drafts: HashMap<(SectionId, Path), drafts::Draft>,
    line: Option<socket::Connection>,
    device: Option<storage::Device>,
    panel: Option<threads::Panel>,
    /// Sections that are not kept as they are now.
    changed: BTreeSet<SectionId>,
    keeping_soon: bool,
    /// Nothing that is read here is for this reader any more.
    over: bool,
}

impl Live {
    /// Over the documents that came with the page; a tab then [connects](Live::connect).
    pub fn new(
        docs: impl IntoIterator<Item = (SectionId, SectionDoc)>,
        standing: &Standing,
        owners: &str,
        lang: Lang,
        written: Lang,
    ) -> Live {
        let tab = Tab {
            replica: Replica::new(docs),
            places: HashMap::new(),
            presence: HashMap::new(),
            sections: HashMap::new(),
            watchers: HashMap::new(),
            next_watcher: 0,
            history: HashMap::new(),
            drafts: HashMap::new(),
            line: None,
            device: None,
            panel: None,
            changed: BTreeSet::new(),
            keeping_soon: false,
            over: false,
        };
        Live {
            tab: StoredValue::new_local(tab),
            save: RwSignal::new(SaveState::Offline(0)),
            people: RwSignal::new(BTreeMap::new()),
            marks: RwSignal::new(Vec::new()),
            selection: StoredValue::new_local(None),
            alert: RwSignal::new(None),
            device_keeps: RwSignal::new(true),
            unfit: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            whose: StoredValue::new_local(Permissions::new(standing, owners)),
            role: standing.role,
            lang,
            written,
        }
    }

    /// The `lang` of what people wrote, where it is not the language of the page.
    pub fn words_lang(&self) -> Option<&'static str> {
        (self.written != self.lang).then(|| self.written.tag())
    }

    // Reading: each call is told of changes when it is made inside a view or an effect.

    pub fn words(&self, section: SectionId, path: &Path) -> String {
        self.track(section, path);
        self.doc(section, |doc| doc.words(path)).unwrap_or_default()
    }

    pub fn text(&self, section: SectionId, path: &Path) -> Vec<Op> {
        self.track(section, path);
        self.doc(section, |doc| doc.text(path)).unwrap_or_default()
    }

    pub fn value(&self, section: SectionId, path: &Path) -> Option<Value> {
        self.track(section, path);
        self.doc(section, |doc| doc.value(path)).flatten()
    }

    pub fn set(&self, section: SectionId, path: &Path) -> Vec<String> {
        self.track(section, path);
        self.doc(section, |doc| doc.set(path)).unwrap_or_default()
    }

    pub fn rows(&self, section: SectionId, path: &Path) -> Vec<String> {
        self.track(section, path);
        self.doc(section, |doc| doc.rows(path)).unwrap_or_default()
    }

    /// Reads a whole section, and is told of every change in it.
    pub fn whole<T>(&self, section: SectionId, read: impl FnOnce(&SectionDoc) -> T) -> Option<T> {
        self.told_of(|tab| tab.sections.entry(section).or_default().clone());
        self.doc(section, read)
    }

    /// Makes the view or effect that is reading be told when the place changes.
    pub fn track(&self, section: SectionId, path: &Path) {
        let key = (section, path.clone());
        self.told_of(|tab| tab.places.entry(key).or_default().clone());
    }

    /// Makes the view or effect that is reading run again when the trigger is pulled. Outside of
    /// one (an event, a first value) there is nobody to be told.
    fn told_of(&self, find: impl FnOnce(&mut Tab) -> ArcTrigger) {
        if Observer::get().is_some()
            && let Some(trigger) = self.tab.try_update_value(find)
        {
            trigger.track();
        }
    }

    /// The section's document, without being told of changes.
    pub fn doc<T>(&self, section: SectionId, read: impl FnOnce(&SectionDoc) -> T) -> Option<T> {
        self.tab.try_with_value(|tab| tab.replica.doc(section).map(read)).flatten()
    }

    // Changing.

    /// Makes an edit: shown at once here, kept on the device, sent.
    pub fn edit(&self, section: SectionId, edit: &Edit) -> Result<(), EditError> {
        self.edit_as(None, section, edit)
    }

    /// As [`edit`](Live::edit), by a watcher that must not be told of its own change.
    pub fn edit_as(
        &self,
        watcher: Option<u64>,
        section: SectionId,
        edit: &Edit,
    ) -> Result<(), EditError> {
        if !self.may_make(section, edit) {
            return Err(EditError::NoSuchPlace);
        }
        let done = self.doc(section, |doc| doc.edit(edit)).unwrap_or(Err(EditError::NoSuchPlace));
        if matches!(done, Err(EditError::TooLong)) {
            self.alert.set(Some(Alert::TooLong));
        }
        self.take_local(watcher, section, done?);
        Ok(())
    }

    pub fn undo(&self, section: SectionId) {
        self.step(section, |history, doc| history.undo(doc));
    }

    pub fn redo(&self, section: SectionId) {
        self.step(section, |history, doc| history.redo(doc));
    }

    /// Whether there is something to undo and to redo.
    pub fn can_step(&self, section: SectionId) -> (bool, bool) {
        self.told_of(|tab| tab.sections.entry(section).or_default().clone());
        let can = |tab: &Tab| {
            tab.history.get(&section).map(|history| (history.can_undo(), history.can_redo()))
        };
        self.tab.try_with_value(can).flatten().unwrap_or_default()
    }

    /// The next edit is a step of its own.
    pub fn pause_history(&self, section: SectionId) {
        self.tab.try_update_value(|tab| tab.history.get_mut(&section).map(History::pause));
    }

    fn step(
        &self,
        section: SectionId,
        take: impl FnOnce(&mut History, &SectionDoc) -> Option<Done>,
    ) {
        let done = self.tab.try_update_value(|tab| {
            let Tab { replica, history, .. } = tab;
            take(history.get_mut(&section)?, replica.doc(section)?)
        });
        if let Some(done) = done.flatten() {
            self.take_local(None, section, done);
        }
    }

    fn take_local(&self, watcher: Option<u64>, section: SectionId, done: Done) {
        let effects = self.tab.try_update_value(|tab| tab.replica.local(section, &done));
        self.show(watcher, section, &done.changes);
        self.mark_changed(section);
        self.perform(effects.unwrap_or_default());
    }

    /// Is called with every change of a text that `watcher` (the id returned) did not make itself.
    pub fn watch(&self, section: SectionId, path: &Path, watcher: impl Fn(&[Op]) + 'static) -> u64 {
        let key = (section, path.clone());
        self.tab
            .try_update_value(|tab| {
                tab.next_watcher += 1;
                let entry = (tab.next_watcher, Rc::new(watcher) as Watcher);
                tab.watchers.entry(key).or_default().push(entry);
                tab.next_watcher
            })
            .unwrap_or_default()
    }

    pub fn unwatch(&self, section: SectionId, path: &Path, watcher: u64) {
        let key = (section, path.clone());
        self.tab.try_update_value(|tab| {
            if let Some(watchers) = tab.watchers.get_mut(&key) {
                watchers.retain(|(id, _)| *id != watcher);
            }
        });
    }

    /// Makes the watchers of one text read it whole: one of them is ahead of the document.
    pub fn reread(&self, section: SectionId, path: &Path) {
        let key = (section, path.clone());
        let calls = self.tab.try_with_value(|tab| {
            let watchers = tab.watchers.get(&key).map(Vec::as_slice).unwrap_or_default();
            watchers.iter().map(|(_, watcher)| watcher.clone()).collect::<Vec<_>>()
        });
        for watcher in calls.unwrap_or_default() {
            watcher(&[]);
        }
    }

    /// Tells the views of changes.
    fn show(&self, by: Option<u64>, section: SectionId, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        let mut triggers = Vec::new();
        let mut calls: Vec<(Watcher, &[Op])> = Vec::new();
        self.tab.try_with_value(|tab| {
            triggers.extend(tab.sections.get(&section).cloned());
            for change in changes {
                let key = (section, change.path.clone());
                triggers.extend(tab.places.get(&key).cloned());
                if let (What::Text(ops), Some(watchers)) = (&change.what, tab.watchers.get(&key)) {
                    let others = watchers.iter().filter(|(id, _)| by != Some(*id));
                    calls.extend(others.map(|(_, watcher)| (watcher.clone(), ops.as_slice())));
                }
            }
        });
        // Outside of the borrow: a watcher may read, write and move the focus.
        for (watcher, ops) in calls {
            watcher(ops);
        }
        for trigger in triggers {
            trigger.notify();
        }
    }

    /// Does what the replica asks, in order.
    fn perform(&self, effects: Vec<Wire>) {
        for effect in effects {
            match effect {
                Wire::Store { no, section, update } => {
                    self.store(no, section, &update);
                    self.tell_update(section, &update);
                }
                Wire::Forget { no } => self.forget(no),
                Wire::Send(bytes) => self.line(|line| line.send(&bytes)),
                Wire::Changed { section, changes } => {
                    self.show(None, section, &changes);
                    self.mark_changed(section);
                }
                Wire::Replaced { section } => self.reread_section(section),
                Wire::Here(person) => self.met(person),
                Wire::Gone { peer } => self.left(peer),
                Wire::Heard { thread, version, .. } => self.thread_changed(thread, version),
                Wire::Told { json } => browser::announce(&json),
                Wire::Refused { section, reason } => self.show_refusal(section, reason),
            }
        }
        let save = self.tab.try_with_value(|tab| tab.replica.save_state());
        if let Some(save) = save.filter(|save| self.save.get_untracked() != *save) {
            self.save.set(save);
        }
    }

    /// Starts undo for a section of this tab.
    fn remember(&self, section: SectionId) {
        if !self.may_write(section) {
            return;
        }
        let clock = browser::now_ms;
        self.tab.try_update_value(|tab| {
            if let Some(doc) = tab.replica.doc(section) {
                let history = History::of(doc, clock);
                tab.history.insert(section, history);
            }
        });
    }

    fn line(&self, act: impl FnOnce(&socket::Connection)) {
        self.tab.try_with_value(|tab| tab.line.as_ref().map(act));
    }

    fn device(&self, act: impl FnOnce(&storage::Device)) {
        self.tab.try_with_value(|tab| tab.device.as_ref().map(act));
    }
}
