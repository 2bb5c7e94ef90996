//! One-line texts and short sentences, merged by character: what is typed goes out as the smallest
//! change, what comes in moves the caret with the words around it.
//! Does not know: rich text.

use super::place::{FieldPlace, Remark};
use crate::texts::dossier as texts;
use dossier::document::edit::Edit;
use dossier::document::text::delta::{Op, follow, line_change, rebase, utf16_len};
use dossier::document::text::escape;
use dossier::form::{Kind, identifiers, number};
use dossier::lang::Lang;
use leptos::ev;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;

pub fn line(place: FieldPlace, described_by: &str) -> AnyView {
    let first = place.live.doc(place.section, |doc| doc.words(&place.path)).unwrap_or_default();
    if !place.editable {
        return plain(place);
    }
    let node = NodeRef::<leptos::html::Input>::new();
    let id = place.id();
    let described_by = described_by.to_owned();
    let kind = place.clone();
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            let element: web_sys::HtmlElement = (*element).clone();
            bind(place.clone(), Control::Input(element.unchecked_into()));
        }
    });
    view! {
        <input
            class="input"
            type="text"
            id=id
            node_ref=node
            value=first
            autocomplete="off"
            lang=kind.live.words_lang()
            inputmode=input_mode(&kind)
            aria-describedby=described_by
            aria-invalid=move || matches!(remark(&kind), Some(Remark::Error(_))).then_some("true")
        />
    }
    .into_any()
}

pub fn lines(place: FieldPlace, described_by: &str) -> AnyView {
    if !place.editable {
        return plain(place);
    }
    let words = place.live.doc(place.section, |doc| doc.words(&place.path)).unwrap_or_default();
    // Leptos does not escape the children of a textarea; its content is given as HTML here.
    let mut first = String::new();
    escape(&mut first, &words);
    let lang = place.live.words_lang();
    let node = NodeRef::<leptos::html::Textarea>::new();
    let id = place.id();
    let described_by = described_by.to_owned();
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            let element: web_sys::HtmlElement = (*element).clone();
            bind(place.clone(), Control::Area(element.unchecked_into()));
        }
    });
    view! {
        <textarea
            class="input"
            id=id
            node_ref=node
            rows="2"
            lang=lang
            aria-describedby=described_by
            inner_html=first
        ></textarea>
    }
    .into_any()
}

/// The words for those who may only read.
fn plain(place: FieldPlace) -> AnyView {
    let lang = place.live.words_lang();
    let words = move || {
        let words = place.live.words(place.section, &place.path);
        if words.is_empty() { texts::EMPTY.in_lang(place.lang()).to_owned() } else { words }
    };
    view! { <p class="value" lang=lang>{words}</p> }.into_any()
}

/// The control, whichever element it is.
#[derive(Clone)]
enum Control {
    Input(web_sys::HtmlInputElement),
    Area(web_sys::HtmlTextAreaElement),
}

impl Control {
    fn element(&self) -> &web_sys::HtmlElement {
        match self {
            Control::Input(input) => input,
            Control::Area(area) => area,
        }
    }

    fn value(&self) -> String {
        match self {
            Control::Input(input) => input.value(),
            Control::Area(area) => area.value(),
        }
    }

    fn set_value(&self, value: &str) {
        match self {
            Control::Input(input) => input.set_value(value),
            Control::Area(area) => area.set_value(value),
        }
    }

    fn default_value(&self) -> String {
        match self {
            Control::Input(input) => input.default_value(),
            Control::Area(area) => area.default_value().unwrap_or_default(),
        }
    }

    fn selection(&self) -> Option<(u32, u32)> {
        let (start, end) = match self {
            Control::Input(input) => (input.selection_start(), input.selection_end()),
            Control::Area(area) => (area.selection_start(), area.selection_end()),
        };
        Some((start.ok()??, end.ok()??))
    }

    fn select(&self, start: u32, end: u32) {
        // Fails only for kinds of input that have no selection.
        let _ = match self {
            Control::Input(input) => input.set_selection_range(start, end),
            Control::Area(area) => area.set_selection_range(start, end),
        };
    }
}

/// What the control shows, and what has changed in the document since.
struct Shown {
    words: RefCell<String>,
    /// Changes of others while an input method was composing; shown when it has ended.
    waiting: RefCell<Vec<Vec<Op>>>,
    composing: Cell<bool>,
    watcher: Cell<u64>,
}

/// Ties a control to the document, both ways.
fn bind(place: FieldPlace, control: Control) {
    let live = place.live;
    let words = live.doc(place.section, |doc| doc.words(&place.path)).unwrap_or_default();
    let shown = Rc::new(Shown {
        words: RefCell::new(control.default_value()),
        waiting: RefCell::new(Vec::new()),
        composing: Cell::new(false),
        watcher: Cell::new(0),
    });
    shown.watcher.set(live.watch(place.section, &place.path, {
        let (shown, control, place) = (shown.clone(), control.clone(), place.clone());
        move |ops| {
            if shown.composing.get() {
                shown.waiting.borrow_mut().push(ops.to_vec());
            } else {
                show(&place, &shown, &control, std::slice::from_ref(&ops.to_vec()));
            }
        }
    }));
    // Somebody may have typed before the page was alive: that is an edit like any other.
    if control.value() != *shown.words.borrow() {
        take_typed(&place, &shown, &control);
    } else if words != *shown.words.borrow() {
        show(&place, &shown, &control, &[]);
    }

    let on = |name: &'static str, call: Box<dyn FnMut(web_sys::Event)>| {
        let call = wasm_bindgen::closure::Closure::wrap(call).into_js_value();
        let _ = control.element().add_event_listener_with_callback(name, call.unchecked_ref());
    };
    on("input", {
        let (place, shown, control) = (place.clone(), shown.clone(), control.clone());
        Box::new(move |_| {
            if !shown.composing.get() {
                take_typed(&place, &shown, &control);
            }
        })
    });
    on("compositionstart", {
        let shown = shown.clone();
        Box::new(move |_| shown.composing.set(true))
    });
    on("compositionend", {
        let (place, shown, control) = (place.clone(), shown.clone(), control.clone());
        Box::new(move |_| {
            shown.composing.set(false);
            take_typed(&place, &shown, &control);
            let waiting = std::mem::take(&mut *shown.waiting.borrow_mut());
            if !waiting.is_empty() {
                show(&place, &shown, &control, &waiting);
            }
        })
    });
    on("focus", {
        let place = place.clone();
        Box::new(move |_| place.enter())
    });
    on("blur", {
        let place = place.clone();
        Box::new(move |_| place.leave())
    });
    on("keydown", {
        let place = place.clone();
        Box::new(move |event| undo_keys(&place, event.unchecked_ref()))
    });
    on_cleanup({
        let kept = crate::live::browser::here(shown);
        move || live.unwatch(place.section, &place.path, kept.watcher.get())
    });
}

/// Undo is the document's: the browser's own would take back other people's words.
fn undo_keys(place: &FieldPlace, event: &ev::KeyboardEvent) {
    if event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => place.live.undo(place.section),
        ("z", true) | ("y", false) => place.live.redo(place.section),
        _ => return,
    }
    event.prevent_default();
}

/// Takes what the person typed into the document.
fn take_typed(place: &FieldPlace, shown: &Shown, control: &Control) {
    let now = control.value();
    let caret = control.selection().map(|(_, end)| end);
    let mut ops = line_change(&shown.words.borrow(), &now, caret);
    for remote in shown.waiting.borrow().iter() {
        ops = rebase(&ops, remote);
    }
    *shown.words.borrow_mut() = now;
    if ops.is_empty() {
        return;
    }
    let edit = Edit::Text { path: place.path.clone(), ops };
    if place.live.edit_as(Some(shown.watcher.get()), place.section, &edit).is_err() {
        show(place, shown, control, &[]);
    }
}

/// Shows the document's words; the selection follows the words it stood between.
fn show(place: &FieldPlace, shown: &Shown, control: &Control, changes: &[Vec<Op>]) {
    let words = place.live.doc(place.section, |doc| doc.words(&place.path)).unwrap_or_default();
    let selection = control.selection();
    if control.value() != words {
        control.set_value(&words);
        let focused = document().active_element().as_ref() == Some(control.element().as_ref());
        if let (Some((start, end)), true) = (selection, focused) {
            let moved = |at: u32| changes.iter().fold(at, |at, ops| follow(ops, at));
            control.select(moved(start), moved(end));
        }
    }
    *shown.words.borrow_mut() = words;
}

/// What is wrong or unusual with a line.
pub fn remark(place: &FieldPlace) -> Option<Remark> {
    let lang = place.lang();
    let (max, check) = match place.field.kind {
        Kind::Line { max, check } => (max, check),
        Kind::Lines { max } => (max, None),
        Kind::Rich { advised } => (advised, None),
        _ => return None,
    };
    let words = place.live.words(place.section, &place.path);
    if let Some(check) = check
        && !words.trim().is_empty()
        && let Err(invalid) = identifiers::check(check, &words)
    {
        return Some(Remark::Error(invalid.message(lang)));
    }
    let length = utf16_len(&words) as usize;
    (length > max).then(|| Remark::Warning(too_long(lang, length, max)))
}

fn too_long(lang: Lang, length: usize, max: usize) -> String {
    let [length, max] = [length, max].map(|count| number::format(count as f64, lang));
    texts::TOO_LONG.fill(lang, &[("n", &length), ("max", &max)])
}

fn input_mode(place: &FieldPlace) -> Option<&'static str> {
    use dossier::form::Check;
    match place.field.kind {
        Kind::Line { check: Some(Check::Email), .. } => Some("email"),
        Kind::Line { check: Some(Check::Phone), .. } => Some("tel"),
        Kind::Line { check: Some(Check::Url), .. } => Some("url"),
        Kind::Line { check: Some(Check::Siret | Check::PostalCode), .. } => Some("numeric"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_text_is_is_said_with_its_thousands_apart() {
        let said = too_long(Lang::Fr, 54_002, 8_000);
        assert!(
            said.contains("54\u{202f}002 caractères") && said.contains("8\u{202f}000"),
            "{said}"
        );
    }
}
