//! The button that prints a page. Without script it is hidden, and the browser's own menu prints.
//! Does not know: which page.

use crate::texts::forms as texts;
use dossier::lang::Lang;
use leptos::prelude::*;

pub fn print(lang: Lang) -> AnyView {
    view! {
        <button class="button" type="button" hidden data-print>
            {texts::PRINT.in_lang(lang)}
        </button>
    }
    .into_any()
}
