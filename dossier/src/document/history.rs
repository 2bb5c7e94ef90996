//! Undo and redo of one's own edits in one section, never of another person's.
//! Owns: [`History`]. Does not know: the keyboard, the clock (it is given one).

use crate::document::schema::{Done, LOCAL, Root, SectionDoc};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use yrs::undo::{Options, UndoManager};

/// Edits closer than this are undone as one, milliseconds.
const CAPTURE: u64 = 600;

/// The undo and redo stacks of the person in this tab for one section.
pub struct History {
    manager: UndoManager<()>,
}

impl History {
    /// `clock` tells milliseconds and must not run backwards.
    pub fn of(section: &SectionDoc, clock: impl Fn() -> u64 + Send + Sync + 'static) -> History {
        let steps = Arc::clone(&section.steps);
        let clock = move || clock() + steps.load(Ordering::Relaxed) * CAPTURE;
        let mut manager = UndoManager::with_options(Options {
            capture_timeout_millis: CAPTURE,
            tracked_origins: std::iter::once(LOCAL.into()).collect(),
            capture_transaction: None,
            timestamp: Arc::new(clock),
            init_undo_stack: Vec::new(),
            init_redo_stack: Vec::new(),
        });
        manager.expand_scope(&section.doc, &section.scalars);
        for field in section.section.fields {
            match section.roots.get(field.key) {
                Some(Root::Text(text)) => manager.expand_scope(&section.doc, text),
                Some(Root::Map(map)) => manager.expand_scope(&section.doc, map),
                Some(Root::Scalar) | None => {}
            }
        }
        History { manager }
    }

    /// The next edit starts a new step: called when the person leaves a field.
    pub fn pause(&mut self) {
        self.manager.reset();
    }

    pub fn can_undo(&self) -> bool {
        self.manager.can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.manager.can_redo()
    }

    /// Takes back the last step; `None` if there is none left.
    pub fn undo(&mut self, section: &SectionDoc) -> Option<Done> {
        self.manager.undo_blocking().then(|| section.take())
    }

    pub fn redo(&mut self, section: &SectionDoc) -> Option<Done> {
        self.manager.redo_blocking().then(|| section.take())
    }
}
