//! A rich text in the page: the server's HTML first, the editor over it once it comes near the
//! screen. Owns: [`rich_text`], and the way between the editor's steps and the document's.
//! Does not know: ProseMirror, sockets.

use crate::live::{Live, browser};
use crate::sections::place::FieldPlace;
use crate::texts::dossier as texts;
use bridge::{Editor, Options};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::text::delta::Op;
use dossier::document::text::html;
use dossier::form::SectionId;
use dossier::sync::presence::Presence;
use leptos::html::Div;
use leptos::prelude::*;
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

pub mod bridge;

/// How far below the screen an editor is made ready, pixels.
const NEAR: u32 = 800;
/// A selection is told to the others at most this often.
const TELL: Duration = Duration::from_millis(80);

/// The text at `place`, editable or as it reads live.
pub fn rich_text(place: FieldPlace, label: String, described_by: String) -> AnyView {
    let live = place.live;
    let lang = live.words_lang();
    let read = {
        let place = place.clone();
        move || live.doc(place.section, |doc| html(&doc.blocks(&place.path))).unwrap_or_default()
    };
    if !place.editable && !live.may_comment(place.section) {
        let tracked = move || {
            live.words(place.section, &place.path);
            read()
        };
        return view! { <div class="rich" lang=lang inner_html=tracked></div> }.into_any();
    }
    let host = NodeRef::<Div>::new();
    let id = place.id();
    let first = read();
    let awake = Rc::new(Cell::new(false));
    let (path, asleep) = (place.path.clone(), awake.clone());
    Effect::new(move |drawn: Option<()>| {
        live.words(place.section, &path);
        // Until then it shows what others write as a page does.
        if let (Some(()), Some(element), false) = (drawn, host.get_untracked(), asleep.get()) {
            element.set_inner_html(&read());
        }
    });
    Effect::new(move |_| {
        let Some(element) = host.get() else { return };
        let awake = awake.clone();
        let (place, label, described_by) = (place.clone(), label.clone(), described_by.clone());
        let owner = Owner::current();
        let element: web_sys::HtmlElement = (*element).clone();
        let target = element.clone();
        browser::when_near(&target, NEAR, move || {
            if let Some(owner) = owner.filter(|_| element.is_connected()) {
                awake.set(true);
                owner.with(|| mount(&element, place, &label, &described_by));
            }
        });
    });
    // A constant: a value that changes would wipe the editor.
    view! { <div class="editor-host rich" id=id lang=lang node_ref=host inner_html=first></div> }
        .into_any()
}

/// Puts the editor into its host and ties it to the document.
fn mount(host: &web_sys::HtmlElement, place: FieldPlace, label: &str, described_by: &str) {
    let live = place.live;
    let (section, path) = (place.section, place.path.clone());
    let watcher = Rc::new(Cell::new(0));

    let options = Options::new();
    options.set_delta(&json(&live.doc(section, |doc| doc.text(&path)).unwrap_or_default()));
    options.set_label(label);
    options.set_readonly(!place.editable);
    options.set_described_by(described_by);
    options.set_texts(texts::editor(live.lang));
    options.on_change({
        let (path, watcher) = (path.clone(), watcher.clone());
        move |ops: String| {
            let Ok(ops) = serde_json::from_str::<Vec<Op>>(&ops) else {
                return;
            };
            if live.is_draft(section, &path) {
                if !live.edit_draft(section, &path, ops) {
                    live.reread(section, &path);
                }
                return;
            }
            let edit = Edit::Text { path: path.clone(), ops };
            // A refusal leaves the editor ahead of the document; it is shown what is true.
            if live.edit_as(Some(watcher.get()), section, &edit).is_err() {
                live.reread(section, &path);
            }
        }
    });
    options.on_select({
        let place = place.clone();
        let (selection, told) = (Rc::new(RefCell::new(None)), Rc::new(Cell::new(false)));
        move |anchor: i32, head: i32| {
            let ends = u32::try_from(anchor).ok().zip(u32::try_from(head).ok());
            // Leaving the text for the button beside it keeps what was selected.
            if let Some((anchor, head)) = ends {
                let passage = (anchor != head).then(|| spot(&place, anchor, head));
                live.selection.try_set_value(passage);
            }
            // Tied to the words at once: by the time it is told, others may have moved them.
            *selection.borrow_mut() = ends.map(|(anchor, head)| spot(&place, anchor, head));
            if ends.is_none() {
                live.pause_history(place.section);
                live.go(None);
                return;
            }
            if told.replace(true) {
                return;
            }
            let (selection, told) = (selection.clone(), told.clone());
            browser::after(TELL, move || {
                told.set(false);
                let now = selection.borrow().clone();
                if now.is_some() {
                    live.go(now);
                }
            });
        }
    });
    options.on_passage(move |id| live.show_thread(&id));
    options.on_comment({
        let path = path.clone();
        move || live.compose(section, &path)
    });
    // Known when it is mounted; told of from callbacks that come only then.
    let mounted: Rc<RefCell<Option<Rc<Editor>>>> = Rc::default();
    for again in [false, true] {
        let (path, mounted) = (path.clone(), mounted.clone());
        let step = move || match (live.is_draft(section, &path), &*mounted.borrow()) {
            (true, Some(editor)) => {
                editor.remote(&json(&live.step_draft(section, &path, again)));
            }
            _ if again => live.redo(section),
            _ => live.undo(section),
        };
        if again { options.on_redo(step) } else { options.on_undo(step) }
    }
    options.on_too_long(move || live.alert.set(Some(crate::live::Alert::TooLong)));
    if live.may_comment(section) {
        suggest(&options, &place, &mounted);
    }

    let editor = Rc::new(bridge::mount(host, &options));
    mounted.replace(Some(editor.clone()));
    watcher.set(live.watch(section, &path, {
        let (editor, path) = (editor.clone(), path.clone());
        move |ops: &[Op]| {
            if live.is_draft(section, &path) {
                follow(&editor, live, section, &path);
            } else if ops.is_empty() {
                let text = live.doc(section, |doc| doc.text(&path)).unwrap_or_default();
                editor.reset(&json(&text));
            } else {
                editor.remote(&json(ops));
            }
        }
    }));
    let others = editor.clone();
    speak(&editor, &place);
    Effect::new(move |_| show_carets(&others, &place));
    on_cleanup({
        let kept = browser::here((editor, watcher, options));
        move || {
            live.unwatch(section, &path, kept.1.get());
            kept.0.destroy();
        }
    });
}

/// Lets the reader write a suggestion in the place of the text.
fn suggest(options: &Options, place: &FieldPlace, mounted: &Rc<RefCell<Option<Rc<Editor>>>>) {
    let (live, section, path) = (place.live, place.section, place.path.clone());
    let shared = {
        let path = path.clone();
        move || json(&live.doc(section, |doc| doc.text(&path)).unwrap_or_default())
    };
    options.set_suggest(section.name(), path.as_str());
    options.on_draft({
        let path = path.clone();
        move || live.draft_update(section, &path)
    });
    options.on_suggest({
        let (path, shared, mounted) = (path.clone(), shared.clone(), mounted.clone());
        move |left: Vec<u8>| {
            let text = live.begin_draft(section, &path, &left);
            // Told from within the mounting where something was left: the editor is there after it.
            let (shared, mounted) = (shared.clone(), mounted.clone());
            browser::after(Duration::ZERO, move || {
                if let (Some(text), Some(editor)) = (text, &*mounted.borrow()) {
                    editor.reset(&json(&text));
                    editor.base(Some(&shared()));
                }
            });
        }
    });
    options.on_suggest_end({
        let mounted = mounted.clone();
        move || {
            live.end_draft(section, &path);
            let (shared, mounted) = (shared.clone(), mounted.clone());
            browser::after(Duration::ZERO, move || {
                if let Some(editor) = &*mounted.borrow() {
                    editor.base(None);
                    editor.reset(&shared());
                }
            });
        }
    });
}

/// The shared text changed under a draft: the draft takes it in, and is drawn over what it is now.
fn follow(editor: &Editor, live: Live, section: SectionId, path: &Path) {
    let ops = live.follow_draft(section, path);
    if !ops.is_empty() {
        editor.remote(&json(&ops));
    }
    let shared = live.doc(section, |doc| doc.text(path)).unwrap_or_default();
    editor.base(Some(&json(&shared)));
}

fn spot(place: &FieldPlace, anchor: u32, head: u32) -> Presence {
    let ends = place.live.doc(place.section, |doc| {
        Some((doc.anchor(&place.path, anchor)?, doc.anchor(&place.path, head)?))
    });
    Presence { section: place.section, path: Some(place.path.clone()), selection: ends.flatten() }
}

/// The carets of the others in this text, wherever their words have moved to.
fn show_carets(editor: &Editor, place: &FieldPlace) {
    let people = place.live.people_in(place.section, &place.path);
    let carets: Vec<serde_json::Value> = people
        .into_iter()
        .filter_map(|person| {
            let (anchor, head) = person.place?.selection?;
            let offset = |anchor: &[u8]| {
                place.live.doc(place.section, |doc| doc.offset(&place.path, anchor)).flatten()
            };
            Some(serde_json::json!({
                "id": person.peer,
                "name": person.name,
                "colour": person.colour,
                "anchor": offset(&anchor)?,
                "head": offset(&head)?,
            }))
        })
        .collect();
    editor.carets(&json(&carets));
}

/// Shows the passages that are spoken about, now and soon after the text or what is said is
/// another.
fn speak(editor: &Rc<Editor>, place: &FieldPlace) {
    let (editor, place) = (editor.clone(), place.clone());
    let told = Rc::new(Cell::new(false));
    Effect::new(move |_| {
        place.live.marks.track();
        if !place.live.marks_of(place.section, &place.path).is_empty() {
            place.live.track(place.section, &place.path);
        }
        if told.replace(true) {
            return;
        }
        let (editor, place, told) = (editor.clone(), place.clone(), told.clone());
        browser::after(TELL, move || {
            told.set(false);
            show_passages(&editor, &place);
        });
    });
}

fn show_passages(editor: &Editor, place: &FieldPlace) {
    let marks = place.live.marks_of(place.section, &place.path);
    let passages: Vec<serde_json::Value> = marks
        .into_iter()
        .filter_map(|mark| {
            let (from, to) =
                place.live.doc(place.section, |doc| mark.place.passage(doc)).flatten()?;
            let (id, kind) = (mark.thread, mark.kind.name());
            Some(serde_json::json!({ "id": id, "kind": kind, "from": from, "to": to }))
        })
        .collect();
    editor.passages(&json(&passages));
}

fn json(list: &[impl Serialize]) -> String {
    serde_json::to_string(list).unwrap_or_default()
}
