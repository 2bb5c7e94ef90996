//! The line that says what is saved, and what went wrong. Owns: that it says no more than is true,
//! and no more often than a listener can bear. Does not know: fields.

use crate::live::{Alert, Live, browser};
use crate::texts::{dossier as texts, threads};
use dossier::form::{self, SectionId};
use dossier::lang::Text;
use dossier::sync::replica::SaveState;
use leptos::prelude::*;
use std::time::Duration;

/// A state that lasts less than this is not said aloud: saving takes milliseconds, and a screen
/// reader would speak at every key.
const SAID_AFTER: Duration = Duration::from_secs(3);

/// How long a page may connect before it says that it is offline.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is saved, and what is not: never more than is true.
pub fn save_state(live: Live) -> AnyView {
    let lang = live.lang;
    let ready = RwSignal::new(false);
    // A page that has not been connected yet connects; if that lasts, it says what is true.
    Effect::new(move |_| {
        if live.save.get() != SaveState::Offline(0) {
            ready.set(true);
        }
    });
    Effect::new(move |_| browser::after(PATIENCE, move || ready.set(true)));
    // What a field holds and the document has not is not saved, however little else waits.
    let unfit = move || {
        let quiet = matches!(live.save.get(), SaveState::Saved | SaveState::Saving(_));
        quiet && live.unfit.with(|fields| !fields.is_empty())
    };
    let state = move || match (ready.get(), live.save.get()) {
        (false, _) => "connecting",
        _ if unfit() => "unfit",
        (_, SaveState::Saved) => "saved",
        (_, SaveState::Saving(_)) => "saving",
        (_, SaveState::Offline(_)) => "offline",
        (_, SaveState::NotStored(_)) => "refused",
    };
    let says = move || {
        let (text, n) = match (ready.get(), live.save.get()) {
            (false, _) => (texts::CONNECTING, 0),
            _ if unfit() => (texts::UNFIT, 0),
            (_, state) => what_is_true(state, live.device_keeps.get()),
        };
        text.fill(lang, &[("n", &n.to_string())])
    };
    let said = said_aloud(live, says);
    view! {
        <p class="save-state" data-state=state>
            <span class="save-icon" aria-hidden="true"></span>
            <span>{says}</span>
        </p>
        <p class="visually-hidden" role="status">{said}</p>
        <p class="visually-hidden" role="status">{move || live.said.get()}</p>
    }
    .into_any()
}

/// The text of a state, and its number. `keeps`: whether the device keeps what waits.
fn what_is_true(state: SaveState, keeps: bool) -> (Text, usize) {
    match (state, keeps) {
        (SaveState::Saved, _) => (texts::SAVED, 0),
        (SaveState::Saving(n), _) => (texts::SAVING, n),
        (SaveState::Offline(0), _) => (texts::OFFLINE, 0),
        (SaveState::Offline(1), true) => (texts::OFFLINE_ONE, 1),
        (SaveState::Offline(1), false) => (texts::OFFLINE_ONE_IN_TAB, 1),
        (SaveState::Offline(n), true) => (texts::OFFLINE_MANY, n),
        (SaveState::Offline(n), false) => (texts::OFFLINE_MANY_IN_TAB, n),
        (SaveState::NotStored(n), true) => (texts::NOT_STORED, n),
        (SaveState::NotStored(n), false) => (texts::NOT_STORED_IN_TAB, n),
    }
}

/// The state for those who hear the page: only one that lasts, and only when it is another one than
/// was said before.
fn said_aloud(
    live: Live,
    says: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> impl Fn() -> String {
    let said = RwSignal::new(String::new());
    let waiting = StoredValue::new(false);
    Effect::new(move |first: Option<()>| {
        live.save.track();
        live.unfit.track();
        // A page that has just opened has nothing to report.
        if first.is_none() || waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        browser::after(SAID_AFTER, move || {
            waiting.try_set_value(false);
            let now = untrack(says);
            if said.try_get_untracked().is_some_and(|before| before != now) {
                said.set(now);
            }
        });
    });
    move || said.get()
}

/// What went wrong, until it is read.
pub fn alert(live: Live) -> AnyView {
    let lang = live.lang;
    let of_section = move |text: Text, id: SectionId| {
        text.fill(lang, &[("section", form::section(id).title.in_lang(lang))])
    };
    let shown = move || {
        live.alert.get().map(|alert| {
            let mut says = match alert {
                Alert::NotAllowed(id) => of_section(texts::TROUBLE_NOT_ALLOWED, id),
                Alert::NotYours(id) => of_section(texts::TROUBLE_NOT_YOURS, id),
                Alert::Unreadable(id) => of_section(texts::TROUBLE_UNREADABLE, id),
                Alert::Full(id) => of_section(texts::TROUBLE_FULL, id),
                Alert::Outdated => texts::TROUBLE_OUTDATED.in_lang(lang).to_owned(),
                Alert::SignedOut => texts::TROUBLE_SIGNED_OUT.in_lang(lang).to_owned(),
                Alert::Closed => texts::TROUBLE_CLOSED.in_lang(lang).to_owned(),
                Alert::RoleChanged => texts::TROUBLE_ROLE.in_lang(lang).to_owned(),
                Alert::NotSaid => threads::NOT_SENT.in_lang(lang).to_owned(),
                Alert::TooLong => texts::TROUBLE_TOO_LONG.in_lang(lang).to_owned(),
            };
            let over = !matches!(
                alert,
                Alert::NotAllowed(_)
                    | Alert::NotYours(_)
                    | Alert::Unreadable(_)
                    | Alert::Full(_)
                    | Alert::TooLong
                    | Alert::NotSaid
            );
            if over && alert != Alert::Closed {
                let kept = live.device_keeps.get();
                let fate = if kept { texts::TROUBLE_KEPT } else { texts::TROUBLE_NOT_KEPT };
                says = format!("{says} {}", fate.in_lang(lang));
            }
            let act = move |_| {
                if over {
                    let _ = window().location().reload();
                } else {
                    live.alert.set(None);
                }
            };
            let label = if over { texts::RELOAD } else { texts::DISMISS };
            view! {
                <div class="trouble">
                    <p>{says}</p>
                    <button type="button" class="button quiet" on:click=act>
                        {label.in_lang(lang)}
                    </button>
                </div>
            }
        })
    };
    view! { <div class="troubles" role="alert">{shown}</div> }.into_any()
}
