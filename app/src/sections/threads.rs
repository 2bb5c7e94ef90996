//! The panel of everything said beside the text: which threads are shown, and how one comes to it.
//! Owns: [`threads`]. Must not know: what a thread looks like inside, what a button does.

use super::thread::{thread_html, thread_id};
use crate::live::threads::Attention;
use crate::live::{Live, browser};
use crate::texts::threads as texts;
use dossier::form::SectionId;
use dossier::threads::{Kind, Thread};
use dossier::words::Text;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

mod aloud;
mod composer;
mod marks;

pub use composer::compose;
pub use marks::comment_button;

const FILTERS: [(&str, Text); 5] = [
    ("open", texts::FILTER_OPEN),
    ("mine", texts::FILTER_MINE),
    ("reservations", texts::FILTER_RESERVATIONS),
    ("ended", texts::FILTER_ENDED),
    ("orphans", texts::FILTER_ORPHANS),
];

/// Whether the reader hears anything at all.
fn hears(live: Live) -> bool {
    SectionId::ALL.into_iter().any(|section| live.may_comment(section))
}

/// The way to the panel from anywhere, with how many threads are open.
pub fn threads_button(live: Live) -> AnyView {
    if !hears(live) {
        return ().into_any();
    }
    let lang = live.lang;
    let count = move || {
        let open = |thread: &&Thread| thread.resolved.is_none();
        live.threads.with(|all| all.iter().filter(open).count()).to_string()
    };
    let label = move || {
        let n = texts::OPEN_COUNT.fill(lang, &[("n", &count())]);
        format!("{} ({n})", texts::SHOW.in_lang(lang))
    };
    let turn = move |_| {
        let away = live.attention.get_untracked() == Attention::Away;
        live.attention.set(if away { Attention::All } else { Attention::Away });
    };
    view! {
        <button type="button" class="threads-button" aria-label=label aria-controls="fils"
            aria-expanded=move || (live.attention.get() != Attention::Away).to_string() on:click=turn>
            {count}
        </button>
    }
    .into_any()
}

/// The panel. Until it is asked for it is the last part of the page.
pub fn threads(live: Live, me: &str) -> AnyView {
    if !hears(live) {
        return ().into_any();
    }
    let lang = live.lang;
    let filter = RwSignal::new(FILTERS[0].0);
    let list = {
        let me = me.to_owned();
        move || list_html(live, &me, filter.get())
    };
    let choose = move |event| {
        let value = event_target_value(&event);
        let chosen = FILTERS.iter().find(|(name, _)| *name == value);
        filter.set(chosen.unwrap_or(&FILTERS[0]).0);
    };
    let options: String = FILTERS
        .iter()
        .map(|(value, text)| format!("<option value=\"{value}\">{}</option>", text.in_lang(lang)))
        .collect();
    let away = move || live.attention.get() == Attention::Away;
    marks::answer_clicks(live);
    attend(live, filter);
    view! {
        <aside class="threads" id="fils" tabindex="-1" aria-labelledby="fils-titre"
            class:open=move || !away()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    live.attention.set(Attention::Away);
                }
            }>
            <header class="threads-head">
                <h2 id="fils-titre">{texts::COMMENTS.in_lang(lang)}</h2>
                <select aria-label=texts::FILTER.in_lang(lang) on:change=choose inner_html=options></select>
                <button type="button" class="button-quiet" hidden=away
                    on:click=move |_| live.attention.set(Attention::Away)>
                    {texts::CLOSE.in_lang(lang)}
                </button>
            </header>
            {aloud::said(live, me.to_owned())}
            {composer::composer(live)}
            <div class="threads-list" inner_html=list></div>
        </aside>
    }
    .into_any()
}

/// The threads that the filter lets through; while one writes about a place, those of the place.
fn list_html(live: Live, me: &str, filter: &str) -> String {
    let about = match live.attention.get() {
        Attention::New(place) => Some(place),
        _ => None,
    };
    let passes = |thread: &&Thread| {
        let open = thread.resolved.is_none();
        let place = &thread.place;
        match (&about, filter) {
            (Some(about), _) => open && about.section == place.section && about.path == place.path,
            (None, "mine") => thread.remarks.iter().any(|remark| remark.by.account == me),
            (None, "reservations") => thread.kind == Kind::Reservation,
            (None, "ended") => !open,
            (None, "orphans") => {
                live.whole(place.section, |doc| place.is_orphan(doc)).unwrap_or_default()
            }
            (None, _) => open,
        }
    };
    let (html, any) = live.threads.with(|all| {
        let shown = all.iter().filter(passes).map(|thread| thread_html(live, me, thread));
        (shown.collect::<String>(), !all.is_empty())
    });
    if !html.is_empty() || about.is_some() {
        return html;
    }
    let text = if any { texts::NONE_HERE } else { texts::NONE };
    format!("<p class=\"threads-none\">{}</p>", text.in_lang(live.lang))
}

/// Takes the reader to what they asked for, whatever the list was showing.
fn attend(live: Live, filter: RwSignal<&'static str>) {
    Effect::new(move |_| match live.attention.get() {
        Attention::Thread(id) => {
            let open = live
                .threads
                .with_untracked(|all| all.iter().any(|one| one.id == id && one.resolved.is_none()));
            filter.set(if open { "open" } else { "ended" });
            browser::after(Duration::ZERO, move || look_at(&thread_id(&id)));
        }
        Attention::All => browser::after(Duration::ZERO, || look_at("fils")),
        _ => {}
    });
}

fn look_at(id: &str) {
    let there = document().get_element_by_id(id);
    if let Some(element) = there.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
