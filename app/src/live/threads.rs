//! What is said beside the text, as far as it needs the documents: where each thread stands now,
//! and what a new one is tied to. Owns: the marks of the threads, and the way to the panel's
//! script, which knows the rest. Does not know: what is said.

use super::{Alert, Live, browser};
use dossier::document::path::Path;
use dossier::form::SectionId;
use dossier::threads::{Anchor, Mark, may_hear};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// How long a change waits for others before the panel is told what the text has lost.
const PAUSE: Duration = Duration::from_millis(500);

#[wasm_bindgen(raw_module = "./threads/panel.js")]
extern "C" {
    /// The panel of the page; clones are the same.
    #[derive(Clone)]
    pub type Panel;

    /// `marks` is called with the lines of all marks whenever they are others; `place` answers with
    /// the line of what is selected in a text, or of the text; `failed` says that an act did not
    /// reach the server.
    #[wasm_bindgen(constructor)]
    fn new(
        marks: &Closure<dyn Fn(String)>,
        place: &Closure<dyn Fn(String, String) -> String>,
        failed: &Closure<dyn Fn()>,
    ) -> Panel;

    /// Threads are others than the panel shows: all of them may be, or one, at that version.
    #[wasm_bindgen(method)]
    fn refresh(this: &Panel, thread: Option<String>, version: f64);

    /// Threads whose text is gone: their ids, divided by spaces.
    #[wasm_bindgen(method)]
    fn orphans(this: &Panel, ids: &str);

    #[wasm_bindgen(method)]
    fn show(this: &Panel, thread: &str);

    #[wasm_bindgen(method)]
    fn compose(this: &Panel, section: &str, path: &str);
}

impl Live {
    /// Whether the reader takes part in what is said beside a section.
    pub fn may_comment(&self, section: SectionId) -> bool {
        may_hear(self.role, section)
    }

    /// The marks of the open threads of a text, as they are now.
    pub fn marks_of(&self, section: SectionId, path: &Path) -> Vec<Mark> {
        self.marks.with_untracked(|marks| {
            let here = |mark: &&Mark| {
                mark.open && mark.place.section == section && mark.place.path.as_ref() == Some(path)
            };
            marks.iter().filter(here).cloned().collect()
        })
    }

    /// Shows a thread in the panel.
    pub fn show_thread(&self, thread: &str) {
        self.panel(|panel| panel.show(thread));
    }

    /// Starts a thread about that text, or about the passage of it that is selected.
    pub fn compose(&self, section: SectionId, path: &Path) {
        self.panel(|panel| panel.compose(section.name(), path.as_str()));
    }

    /// Wakes the panel.
    pub fn listen(&self) {
        let live = *self;
        let marks = Closure::new(move |lines: String| {
            live.marks.set(lines.lines().filter_map(Mark::read).collect());
        });
        let place = Closure::new(move |section: String, path: String| {
            let place = live.place(&section, &path);
            place.map(|place| place.line()).unwrap_or_default()
        });
        let failed = Closure::new(move || live.alert.set(Some(Alert::NotSaid)));
        let panel = Panel::new(&marks, &place, &failed);
        // As long as the page.
        marks.forget();
        place.forget();
        failed.forget();
        self.tab.try_update_value(|tab| tab.panel = Some(panel));
        self.watch_orphans();
    }

    /// Something was said, by anybody.
    pub(super) fn thread_changed(&self, thread: String, version: u64) {
        self.panel(|panel| panel.refresh(Some(thread), version as f64));
    }

    /// Anything may have been said: nobody listened.
    pub(super) fn missed(&self) {
        self.panel(|panel| panel.refresh(None, 0.0));
    }

    /// What is spoken about when somebody speaks about that text now.
    fn place(&self, section: &str, path: &str) -> Option<Anchor> {
        let section = SectionId::from_name(section)?;
        let path = (!path.is_empty()).then(|| Path::field(path));
        let passage = path.as_ref().and_then(|path| self.selected(section, path));
        Some(passage.unwrap_or(Anchor { section, path, span: None, quote: String::new() }))
    }

    /// The passage that was selected last in that text, if it still is one.
    fn selected(&self, section: SectionId, path: &Path) -> Option<Anchor> {
        let place = self.selection.try_get_value().flatten()?;
        if place.section != section || place.path.as_ref() != Some(path) {
            return None;
        }
        let (anchor, head) = place.selection?;
        self.doc(section, |doc| {
            let (anchor, head) = doc.offset(path, &anchor).zip(doc.offset(path, &head))?;
            Anchor::of_passage(doc, path, anchor.min(head), anchor.max(head))
        })
        .flatten()
    }

    /// Tells the panel which threads have lost their text, now and after each change of a section
    /// that is spoken about.
    fn watch_orphans(&self) {
        let live = *self;
        let waiting = StoredValue::new(false);
        Effect::new(move |_| {
            live.marks.with(|marks| {
                // Only to be told: what is gone is looked at when the writing pauses.
                for mark in marks {
                    live.whole(mark.place.section, |_| ());
                }
            });
            if waiting.try_update_value(|waiting| std::mem::replace(waiting, true)) == Some(false) {
                browser::after(PAUSE, move || {
                    waiting.try_set_value(false);
                    live.panel(|panel| panel.orphans(&live.orphans()));
                });
            }
        });
    }

    fn orphans(&self) -> String {
        let gone = |mark: &&Mark| {
            self.doc(mark.place.section, |doc| mark.place.is_orphan(doc)).unwrap_or_default()
        };
        self.marks.with_untracked(|marks| {
            let ids: Vec<&str> = marks.iter().filter(gone).map(|mark| &*mark.thread).collect();
            ids.join(" ")
        })
    }

    fn panel(&self, act: impl FnOnce(&Panel)) {
        // Outside of the borrow: the script asks back.
        if let Some(panel) = self.tab.try_with_value(|tab| tab.panel.clone()).flatten() {
            act(&panel);
        }
    }
}
