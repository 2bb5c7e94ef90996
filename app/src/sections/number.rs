//! A number, an amount or a measure: kept while it is typed, as texts are, and set in its usual
//! form when the field is left. Owns: [`number`], and what becomes of words that are no such value.
//! Does not know: how a value is stored.

use super::place::FieldPlace;
use super::scalar::{as_typed, plain};
use crate::texts::dossier as texts;
use dossier::document::edit::Edit;
use dossier::form::Kind;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

pub fn number(place: FieldPlace, described_by: &str) -> AnyView {
    if !place.editable {
        return plain(place);
    }
    let id = place.id();
    let wrong_id = format!("{id}-wrong");
    let described_by = format!("{described_by} {wrong_id}");
    let node = NodeRef::<leptos::html::Input>::new();
    let first = as_typed(&place, place.live.value(place.section, &place.path).as_ref());
    let unit = matches!(place.field.kind, Kind::Money)
        .then(|| view! { <span class="unit" aria-hidden="true">"€"</span> });
    let input_mode = if matches!(place.field.kind, Kind::Measure) { "text" } else { "decimal" };
    let (enter, leave) = (place.clone(), place.clone());
    let typing = Typing { place, wrong: RwSignal::new(None) };
    let wrong = typing.wrong;
    let (follow, press, finish) = (typing.clone(), typing.clone(), typing.clone());
    // Words for a row that is taken out are of no use to anybody.
    on_cleanup(move || typing.place.live.set_unfit(&typing.place.id(), None));
    Effect::new(move |alive: Option<bool>| {
        follow.place.live.track(follow.place.section, &follow.place.path);
        let Some(input) = node.get() else { return false };
        if alive != Some(true) {
            follow.wake(&input);
        }
        follow.show(&input);
        true
    });
    view! {
        <div class="with-unit">
            <input
                class="input number"
                type="text"
                id=id
                node_ref=node
                value=first
                autocomplete="off"
                inputmode=input_mode
                aria-describedby=described_by
                aria-invalid=move || wrong.with(|wrong| wrong.is_some().then_some("true"))
                on:input=move |event| drop(press.take(&event_target(&event)))
                on:change=move |event| finish.leave(&event_target(&event))
                on:focus=move |_| enter.enter()
                on:blur=move |_| leave.leave()
            />
            {unit}
        </div>
        <div id=wrong_id aria-live="polite">
            {move || wrong.get().map(|text| view! { <p class="field-error">{text}</p> })}
        </div>
    }
    .into_any()
}

/// A field that is being typed in.
#[derive(Clone)]
struct Typing {
    place: FieldPlace,
    /// What is wrong with the words, said once the field was left.
    wrong: RwSignal<Option<String>>,
}

impl Typing {
    /// The page has come alive.
    fn wake(&self, input: &HtmlInputElement) {
        if input.value() != input.default_value() {
            // Somebody has typed before: that is an edit like any other.
            let _ = self.take(input);
        } else if let Some(left) = self.place.live.unfit_words(&self.place.id()) {
            input.set_value(&left);
            self.leave(input);
        }
    }

    /// Takes what the field says into the document; an error says why it cannot be kept. Who has
    /// not finished is not reproached with what may still become a number.
    fn take(&self, input: &HtmlInputElement) -> Result<(), String> {
        let FieldPlace { live, section, field, path, .. } = &self.place;
        let lang = live.lang;
        let kept = match dossier::form::input::parse(&field.kind, &input.value()) {
            Ok(value) => live
                .edit(*section, &Edit::Set { path: path.clone(), value })
                .map_err(|_| texts::OUT_OF_LIMITS.in_lang(lang).to_owned()),
            Err(invalid) => Err(invalid.message(lang)),
        };
        let text = kept.is_err().then(|| input.value());
        live.set_unfit(&self.place.id(), text.as_deref());
        if self.wrong.with_untracked(Option::is_some) {
            self.wrong.set(kept.clone().err());
        }
        kept
    }

    /// The field was left, or Enter was pressed.
    fn leave(&self, input: &HtmlInputElement) {
        match self.take(input) {
            Ok(()) => input.set_value(&as_typed(&self.place, self.value().as_ref())),
            Err(wrong) => self.wrong.set(Some(wrong)),
        }
    }

    /// Shows the document's value. Words that say the same are left as they are, and so are those
    /// that say none yet: somebody is typing them.
    fn show(&self, input: &HtmlInputElement) {
        let value = self.value();
        let said = dossier::form::input::parse(&self.place.field.kind, &input.value());
        if said.is_ok_and(|said| said != value) {
            input.set_value(&as_typed(&self.place, value.as_ref()));
        }
    }

    fn value(&self) -> Option<dossier::document::read::Value> {
        let FieldPlace { live, section, path, .. } = &self.place;
        live.doc(*section, |doc| doc.value(path)).flatten()
    }
}
