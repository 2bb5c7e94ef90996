//! The few things the live dossier asks of the browser itself: chance, the clock, timers.
//! Does not know: dossiers.

use send_wrapper::SendWrapper;
use std::cell::Cell;
use std::time::Duration;

/// A client id that nobody has had: 53 random bits, never 0 and never the seed's.
pub fn fresh_client() -> u64 {
    let mut bytes = [0; 8];
    random(&mut bytes);
    (u64::from_le_bytes(bytes) >> 11).max(2)
}

/// An id for a new row: 60 random bits in letters and digits.
pub fn fresh_row() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 12];
    random(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

fn random(bytes: &mut [u8]) {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(bytes).ok());
    if filled.is_none() {
        for byte in bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
}

/// Milliseconds; never runs backwards in one tab, as undo asks.
pub fn now_ms() -> u64 {
    thread_local! {
        static LAST: Cell<u64> = const { Cell::new(0) };
    }
    let now = js_sys::Date::now() as u64;
    LAST.with(|last| {
        last.set(last.get().max(now));
        last.get()
    })
}

/// Runs `work` once after a pause.
pub fn after(pause: Duration, work: impl FnOnce() + 'static) {
    leptos::prelude::set_timeout(work, pause);
}

/// Calls `work` once `element` comes within `margin` pixels of the screen.
pub fn when_near(element: &web_sys::Element, margin: u32, work: impl FnOnce() + 'static) {
    use wasm_bindgen::prelude::*;
    let work = Cell::new(Some(work));
    let seen = Closure::<dyn FnMut(js_sys::Array, web_sys::IntersectionObserver)>::new(
        move |entries: js_sys::Array, observer: web_sys::IntersectionObserver| {
            let near = entries.iter().any(|entry| {
                entry.unchecked_into::<web_sys::IntersectionObserverEntry>().is_intersecting()
            });
            if near {
                observer.disconnect();
                if let Some(work) = work.take() {
                    work();
                }
            }
        },
    );
    let options = web_sys::IntersectionObserverInit::new();
    options.set_root_margin(&format!("{margin}px"));
    let callback = seen.into_js_value();
    let observer =
        web_sys::IntersectionObserver::new_with_options(callback.unchecked_ref(), &options);
    if let Ok(observer) = observer {
        observer.observe(element);
    }
}

/// Makes a value that lives in one thread acceptable where the framework asks for `Send`; the
/// browser has one thread.
pub fn here<T>(value: T) -> SendWrapper<T> {
    SendWrapper::new(value)
}

/// Hands what only this person is told to the page around the dossier, as an attribute that
/// `js/notifications/bell.js` watches; empty: ask anew, something may have been told while nobody
/// listened.
pub fn announce(json: &[u8]) {
    let page = web_sys::window().and_then(|window| window.document()?.document_element());
    if let (Some(page), Ok(json)) = (page, std::str::from_utf8(json)) {
        let _ = page.set_attribute("data-told", json);
    }
}
