//! Suggestions that are being written in this tab: each over a copy of its section, which nobody
//! else sees and nothing sends. Owns: the copies, and how they follow the shared text. Does not
//! know: editors, how a suggestion is sent.

use super::{Live, browser};
use dossier::document::edit::Edit;
use dossier::document::history::History;
use dossier::document::path::Path;
use dossier::document::schema::{Change, Done, SectionDoc, What};
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use leptos::prelude::*;

/// A copy and what may be taken back in it.
pub struct Draft {
    doc: SectionDoc,
    history: History,
}

impl Live {
    /// Begins a draft for the text at `path`, with what an earlier tab left of it; answers the text
    /// as the draft has it. What was left and does not fit any more is dropped.
    pub fn begin_draft(&self, section: SectionId, path: &Path, left: &[u8]) -> Option<Vec<Op>> {
        let copy = |left: &[u8]| {
            let state = self.doc(section, SectionDoc::state)?;
            let doc = SectionDoc::load(section, browser::fresh_client(), &state).ok()?;
            (left.is_empty() || doc.apply(left).is_ok()).then_some(doc)
        };
        let doc = copy(left).or_else(|| copy(&[]))?;
        let text = doc.text(path);
        let history = History::of(&doc, browser::now_ms);
        let key = (section, path.clone());
        self.tab.try_update_value(|tab| tab.drafts.insert(key, Draft { doc, history }));
        Some(text)
    }

    pub fn is_draft(&self, section: SectionId, path: &Path) -> bool {
        self.draft(section, path, |_| ()).is_some()
    }

    pub fn end_draft(&self, section: SectionId, path: &Path) {
        self.tab.try_update_value(|tab| tab.drafts.remove(&(section, path.clone())));
    }

    /// Makes a change in the draft; false if it was refused.
    pub fn edit_draft(&self, section: SectionId, path: &Path, ops: Vec<Op>) -> bool {
        let edit = Edit::Text { path: path.clone(), ops };
        self.draft(section, path, |draft| draft.doc.edit(&edit).is_ok()).unwrap_or(false)
    }

    /// Takes the last change of the draft back, or makes it again; answers it.
    pub fn step_draft(&self, section: SectionId, path: &Path, again: bool) -> Vec<Op> {
        let step = |draft: &mut Draft| match again {
            true => draft.history.redo(&draft.doc),
            false => draft.history.undo(&draft.doc),
        };
        let done: Option<Done> = self.draft(section, path, step).flatten();
        steps_at(path, done.map(|done| done.changes).unwrap_or_default())
    }

    /// Takes in what the shared text has become; answers what changed in the draft by that.
    pub fn follow_draft(&self, section: SectionId, path: &Path) -> Vec<Op> {
        let known = self.draft(section, path, |draft| draft.doc.state_vector());
        let lacks = known.and_then(|known| self.doc(section, |doc| doc.diff(&known).ok())?);
        let changes = lacks.and_then(|update| {
            self.draft(section, path, |draft| draft.doc.apply(&update).ok()).flatten()
        });
        steps_at(path, changes.unwrap_or_default())
    }

    /// What the draft has that the shared text has not, as one update; empty when they are the
    /// same.
    pub fn draft_update(&self, section: SectionId, path: &Path) -> Vec<u8> {
        let known = self.doc(section, |doc| (doc.state_vector(), doc.text(path)));
        let update = known.and_then(|(known, text)| {
            let made = |draft: &mut Draft| {
                (draft.doc.text(path) != text).then(|| draft.doc.diff(&known).ok()).flatten()
            };
            self.draft(section, path, made).flatten()
        });
        update.unwrap_or_default()
    }

    fn draft<T>(
        &self,
        section: SectionId,
        path: &Path,
        act: impl FnOnce(&mut Draft) -> T,
    ) -> Option<T> {
        let key = (section, path.clone());
        self.tab.try_update_value(|tab| tab.drafts.get_mut(&key).map(act)).flatten()
    }
}

fn steps_at(path: &Path, changes: Vec<Change>) -> Vec<Op> {
    let here = changes.into_iter().find(|change| change.path == *path);
    match here.map(|change| change.what) {
        Some(What::Text(ops)) => ops,
        _ => Vec::new(),
    }
}
