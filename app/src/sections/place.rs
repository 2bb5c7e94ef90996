//! A field's place in the live dossier: its path, the id of its control, what a row there is
//! called, and the focus. Owns: [`FieldPlace`], [`Remark`]. Does not know: how a field is drawn.

use crate::live::Live;
use dossier::document::path::Path;
use dossier::form::{Field, Kind, SectionId, section};
use dossier::lang::{Lang, Text};
use dossier::sync::presence::Presence;
use leptos::prelude::*;

/// A field in the open dossier.
#[derive(Clone)]
pub struct FieldPlace {
    pub live: Live,
    pub section: SectionId,
    pub field: &'static Field,
    pub path: Path,
    pub editable: bool,
}

impl FieldPlace {
    /// A field of the section itself.
    pub fn of_section(live: Live, section: SectionId, field: &'static Field) -> FieldPlace {
        let editable = live.may_edit(section) && !field.derived;
        FieldPlace { live, section, field, path: Path::field(field.key), editable }
    }

    /// A column of the row at `row`.
    pub fn of_row(&self, row: &Path, column: &'static Field) -> FieldPlace {
        FieldPlace {
            field: column,
            path: row.column(column.key),
            editable: self.editable && !column.derived,
            ..self.clone()
        }
    }

    /// The same rows, as one of them lets itself be changed.
    pub fn for_row(&self, row: &Path) -> FieldPlace {
        let editable = self.editable || self.live.may_change(self.section, row);
        FieldPlace { editable, ..self.clone() }
    }

    pub fn lang(&self) -> Lang {
        self.live.lang
    }

    pub fn say(&self, text: Text) -> &'static str {
        text.in_lang(self.live.lang)
    }

    /// The id of the control in the page.
    pub fn id(&self) -> String {
        element_id(self.section, &self.path)
    }

    /// The person came into the field.
    pub fn enter(&self) {
        let path = Some(self.path.clone());
        self.live.go(Some(Presence { section: self.section, path, selection: None }));
    }

    /// The person left the field: what comes next is a step of its own in the history.
    pub fn leave(&self) {
        self.live.pause_history(self.section);
        self.live.go(None);
    }
}

/// The id of a place's control in the page, also the target of links to it.
pub fn element_id(section: SectionId, path: &Path) -> String {
    format!("{}-{}", section.name(), path.as_str().replace(['/', '.'], "-"))
}

/// What a control shows beside itself.
#[derive(Clone, PartialEq)]
pub enum Remark {
    /// The value cannot stand as it is.
    Error(String),
    /// The value is unusual.
    Warning(String),
}

/// What names a row: the words of its title column.
pub fn row_title(live: Live, section_id: SectionId, row: &Path, column: &str) -> String {
    let path = row.column(column);
    let Some(field) = path.field_in(section(section_id)) else {
        return String::new();
    };
    match field.kind {
        Kind::Line { .. } | Kind::Lines { .. } => live.words(section_id, &path),
        Kind::Rich { .. } => live.words(section_id, &path).trim().to_owned(),
        Kind::Choice(list) => live
            .value(section_id, &path)
            .and_then(|value| value.words().map(str::to_owned))
            .and_then(|id| list.get(&id))
            .map(|item| item.label.in_lang(live.lang).to_owned())
            .unwrap_or_default(),
        Kind::Date => live
            .value(section_id, &path)
            .and_then(|value| {
                value.words().map(|date| crate::texts::dates::iso_day(live.lang, date))
            })
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// Moves the focus to the first control of an element, or to the element.
pub(super) fn focus(id: &str) {
    focus_in(id, "input, textarea, select");
}

/// The same with the first that is meant.
pub(super) fn focus_in(id: &str, what: &str) {
    use wasm_bindgen::JsCast;
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    let first = element.query_selector(what).ok().flatten();
    if let Ok(element) = first.unwrap_or(element).dyn_into::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_the_id_by_which_the_browser_finds_it() {
        let cases = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../dossier/tests/twins/element_ids.json"
        ));
        for case in serde_json::from_str::<Vec<serde_json::Value>>(cases).expect("cases") {
            let text = |name: &str| case[name].as_str().expect("a text").to_owned();
            let section = SectionId::from_name(&text("section")).expect("a section");
            assert_eq!(element_id(section, &Path::field(&text("path"))), text("id"));
        }
    }
}
