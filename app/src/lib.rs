//! How a dossier is seen.
//!
//! A page is a function from plain data to HTML, called by the server. One page is alive: the
//! dossier, whose HTML the browser takes over. Nothing here knows the database or a room; the live
//! dossier knows the wire, and nothing else does.

// The types of views nest as deep as the page does.
#![recursion_limit = "256"]

pub mod texts {
    pub mod accord;
    pub mod account;
    pub mod catalogue;
    pub mod class;
    pub mod dates;
    pub mod dossier;
    pub mod dossiers;
    pub mod errors;
    pub mod floor;
    pub mod forms;
    pub mod home;
    pub mod invitations;
    pub mod join;
    pub mod letters;
    pub mod meeting;
    pub mod notices;
    pub mod offline;
    pub mod part;
    pub mod people;
    pub mod pitch;
    pub mod privacy;
    pub mod releve;
    pub mod seance;
    pub mod shell;
    pub mod stances;
    pub mod suggestions;
    pub mod threads;
    pub mod warnings;
}

pub mod shell;

pub mod held;
pub mod letters;
pub mod releve;

pub mod pages {
    pub mod answer;
    pub mod claim;
    pub mod code;
    pub mod dossier;
    pub mod dossiers;
    pub mod error;
    pub mod home;
    pub mod invite;
    pub mod invited;
    pub mod join;
    pub mod letters;
    pub mod my_data;
    pub mod new_dossier;
    pub mod notices;
    pub mod offline;
    pub mod paces;
    pub mod part;
    pub mod partner;
    pub mod people;
    pub mod privacy;
    pub mod seance;
    pub mod sign_in;
    pub mod sign_up;
    pub mod stop;
    pub mod threads;
    pub mod warned;
}

/// The sections of a live dossier: a view a kind of field.
pub mod sections {
    pub mod accords;
    pub mod budget;
    pub mod field;
    pub mod line;
    pub mod navigation;
    pub mod people;
    pub mod rows;
    pub mod scalar;
    pub mod section;
    pub mod sets;
    pub mod state_line;
    pub mod threads;
}

pub mod editor;
pub mod live;

pub mod components {
    pub mod account_fields;
    pub mod field;
    pub mod mark;
    pub mod notice;
    pub mod print;
    pub mod qr;
    pub mod status;
    pub mod yard;
}

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
