//! A QR code as a drawing, with the words that say what it leads to. Does not know how it is
//! computed. Black on white whatever the theme: telephones read nothing else for certain.

use leptos::prelude::*;

/// The dark modules of a code, as a path in a square of `size` modules.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    pub size: usize,
    pub path: String,
}

/// Modules of white around the code, which its standard asks for.
const QUIET: usize = 4;

pub fn qr(drawing: &Drawing, label: String) -> AnyView {
    let side = drawing.size + 2 * QUIET;
    view! {
        <svg
            class="qr"
            viewBox=format!("-{QUIET} -{QUIET} {side} {side}")
            role="img"
            aria-label=label
            shape-rendering="crispEdges"
        >
            <path fill="#fff" d=format!("M-{QUIET} -{QUIET}h{side}v{side}h-{side}z") />
            <path fill="#000" d=drawing.path.clone() />
        </svg>
    }
    .into_any()
}
