//! How a dossier is seen.
//!
//! A page is a function from plain data to HTML, called by the server. One page is alive: the
//! dossier, whose HTML the browser takes over. Nothing here knows the database or a room; the live
//! dossier knows the wire, and nothing else does.

// The types of views nest as deep as the page does.
#![recursion_limit = "256"]

pub mod components;
pub mod editor;
pub mod live;
pub mod pages;
pub mod sections;
pub mod shell;
pub mod texts;

/// Takes over the dossier page in the browser.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    let Some((page, root)) = pages::dossier::Found::in_page() else {
        leptos::logging::error!("the page has nothing to start from");
        return;
    };
    let shown = page.clone();
    leptos::mount::hydrate_from(root, move || shown.view()).forget();
    page.connect();
}
