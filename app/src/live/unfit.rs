//! Words that stand in a field and are no value of it: the document has not got them, so this
//! device keeps them until they are put right. Owns: which fields hold such words. Does not know:
//! what is wrong with them.

use super::Live;
use leptos::prelude::*;

impl Live {
    /// The words that were left in that field, in this tab or in one before it.
    pub fn unfit_words(&self, field: &str) -> Option<String> {
        self.open_one()?.unfit(field)
    }

    /// Says that the field holds `words`, or that it holds nothing any more that is not kept.
    pub fn set_unfit(&self, field: &str, words: Option<&str>) {
        let held = self.unfit.with_untracked(|fields| fields.iter().any(|held| held == field));
        if words.is_none() && !held {
            return;
        }
        self.device(|device| device.keep_unfit(field, words));
        if words.is_none() {
            self.unfit.update(|fields| fields.retain(|held| held != field));
        } else if !held {
            self.unfit.update(|fields| fields.push(field.to_owned()));
        }
    }
}
