//! Keeps the line that a person writes in where it is on their screen while others change what is
//! above it. Browsers do so for readers, by what is at the top of the screen; a writer looks at the
//! caret. Nor does a row lose its writer by being moved. Owns: [`hold`]. Does not know: what
//! changed.

use leptos::prelude::*;
use std::cell::Cell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

thread_local! {
    static HELD: Cell<bool> = const { Cell::new(false) };
}

/// Call before a change that may move things: the next frame is drawn with the line in its place,
/// and what has the focus keeps it.
pub fn hold() {
    if let Some(focused) = focused_element() {
        keep_focus(focused);
    }
    if HELD.get() {
        return;
    }
    let Some(line) = line().filter(on_screen) else { return };
    let (top, scrolled) = (top(&line), scroll_offset());
    HELD.set(true);
    request_animation_frame(move || {
        HELD.set(false);
        let moved = self::top(&line) - top;
        // Where the line moved only on the screen, it was the person who scrolled.
        let pushed = moved + self::scroll_offset() - scrolled;
        if line.is_connected() && pushed.abs() >= 1.0 && moved.abs() >= 1.0 {
            window().scroll_by_with_x_and_y(0.0, moved);
        }
    });
}

/// Looks after the focus until the page has followed the change. An observer is called before the
/// next key is: whoever presses twice at once presses the same button twice.
fn keep_focus(focused: HtmlElement) {
    let seen = focused.clone();
    let moved = Closure::<dyn FnMut()>::new(move || give_back(&seen));
    let watch = document().body().and_then(|body| {
        let observer = MutationObserver::new(moved.as_ref().unchecked_ref()).ok()?;
        let rows = MutationObserverInit::new();
        rows.set_child_list(true);
        rows.set_subtree(true);
        observer.observe_with_options(&body, &rows).ok()?;
        Some(observer)
    });
    super::browser::after(Duration::ZERO, move || {
        if let Some(observer) = watch {
            observer.disconnect();
        }
        drop(moved);
        give_back(&focused);
    });
}

/// An element that is put elsewhere in the page loses the focus without anybody having left it.
fn give_back(lost: &HtmlElement) {
    if lost.is_connected() && focused_element().is_none() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = lost.focus_with_options(&options);
    }
}

fn focused_element() -> Option<HtmlElement> {
    let focused = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    (document().body().as_ref() != Some(&focused)).then_some(focused)
}

/// The field that has the focus; in a rich text, the paragraph of the caret.
fn line() -> Option<Element> {
    let field: Element = focused_element()?.into();
    let caret = window().get_selection().ok().flatten().and_then(|at| at.focus_node());
    let paragraph = caret.filter(|node| field.contains(Some(node))).and_then(|node| {
        let element = node.dyn_into::<Element>();
        let element = element.or_else(|node| node.parent_element().ok_or(()));
        element.ok()?.closest("p, h1, h2, h3, h4, h5, h6").ok()?
    });
    paragraph.or(Some(field))
}

fn on_screen(element: &Element) -> bool {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let rect = element.get_bounding_client_rect();
    rect.bottom() > 0.0 && rect.top() < height.unwrap_or_default()
}

fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

fn scroll_offset() -> f64 {
    window().scroll_y().unwrap_or_default()
}
