//! The buttons that are marks only, beside fields and in threads, and the one listener that answers
//! them. Owns: [`comment_button`], the counts beside it, the key that stands for it. Must not know:
//! how a thread is shown.

use super::composer::compose;
use super::look_at;
use crate::live::Live;
use crate::live::threads::Attention;
use crate::sections::thread::label_of;
use crate::texts::threads as texts;
use dossier::form::{self, SectionId};
use dossier::path::Path;
use dossier::threads::{Act, Anchor};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The way to a comment on a place. A mark only: the panel answers the click and keeps the count.
/// That of a field is not on the way of who goes from field to field by keyboard; they have a key.
pub fn comment_button(live: Live, section: SectionId, path: Option<Path>) -> AnyView {
    if !live.may_comment(section) {
        return ().into_any();
    }
    let lang = live.lang;
    let whole = Anchor { section, path, span: None, quote: String::new() };
    let place = match &whole.path {
        Some(_) => label_of(&whole, lang),
        None => form::section(section).title.in_lang(lang),
    };
    let label = texts::COMMENT_ON.fill(lang, &[("place", place)]);
    let tabindex = whole.path.is_some().then_some("-1");
    let path = whole.path.as_ref().map(Path::as_str).unwrap_or_default().to_owned();
    view! {
        <button type="button" class="comment-add" aria-label=label tabindex=tabindex
            data-section=section.name() data-path=path>{texts::COMMENT.in_lang(lang)}</button>
    }
    .into_any()
}

/// Answers the marks of `thread.rs` and of [`comment_button`], wherever they are in the page, and
/// keeps the counts beside the latter.
pub(super) fn answer_clicks(live: Live) {
    Effect::new(move |_| {
        let clicks = window_event_listener(leptos::ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let of = |selector| target.as_ref().and_then(|at| at.closest(selector).ok().flatten());
            if let Some(button) = of("[data-act]") {
                pressed(live, &button);
            } else if let Some(button) = of(".comment-add") {
                compose_at(live, &button);
            }
        });
        let keys = window_event_listener(leptos::ev::keydown, move |event| {
            // The layout decides which letter Alt makes: the key itself is meant. A rich text has
            // answered it already.
            let asks = matches!(event.code().as_str(), "KeyM" | "Semicolon")
                && event.alt_key()
                && (event.ctrl_key() || event.meta_key())
                && !event.default_prevented();
            let field = document().active_element().filter(|_| asks).and_then(|focused| {
                focused.closest(".field:has(> .field-top > .comment-add)").ok()?
            });
            let button = field.and_then(|field| field.query_selector(".comment-add").ok()?);
            if let Some(button) = button {
                event.prevent_default();
                compose_at(live, &button);
            }
        });
        on_cleanup(move || {
            clicks.remove();
            keys.remove();
        });
    });
    Effect::new(move |_| {
        live.threads.track();
        let buttons = document().get_elements_by_class_name("comment-add");
        (0..buttons.length()).filter_map(|at| buttons.item(at)).for_each(|button| {
            let Some((section, path)) = place_of(&button) else { return };
            let count = match live.threads_at(section, path.as_ref()).len() {
                0 => button.remove_attribute("data-count"),
                n => button.set_attribute("data-count", &n.to_string()),
            };
            debug_assert!(count.is_ok(), "an attribute can be set");
        });
    });
}

/// The place that a [`comment_button`] is for.
fn place_of(button: &Element) -> Option<(SectionId, Option<Path>)> {
    let mark = |name| button.get_attribute(name).unwrap_or_default();
    let path = Some(mark("data-path")).filter(|path| !path.is_empty());
    Some((SectionId::from_name(&mark("data-section"))?, path.map(|path| Path::field(&path))))
}

fn compose_at(live: Live, button: &Element) {
    if let Some((section, path)) = place_of(button) {
        compose(live, section, path);
    }
}

/// A button of a thread.
fn pressed(live: Live, button: &Element) {
    let mark = |name| button.get_attribute(name).unwrap_or_default();
    let (thread, remark) = (mark("data-fil"), mark("data-remark"));
    let act = match mark("data-act").as_str() {
        "reply" => return live.attention.set(Attention::Reply(thread)),
        "rewrite" => {
            let text = live.threads.with_untracked(|all| {
                let mut remarks = all.iter().flat_map(|thread| &thread.remarks);
                let own = remarks.find(|said| said.id == remark);
                own.map(|said| said.text.clone()).unwrap_or_default()
            });
            return live.attention.set(Attention::Rewrite { thread, remark, text });
        }
        "withdraw" => Act::Withdraw { thread, remark },
        "resolve" => Act::Resolve { thread },
        _ => Act::Reopen { thread },
    };
    // The button goes with the change: the focus goes to the panel it was in.
    live.act(act, |_| look_at("fils"));
}
