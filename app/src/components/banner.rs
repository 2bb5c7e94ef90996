//! A message about the whole page, and the list of what is to be looked at again in a form, each
//! line leading to its field. Does not know which form.

use crate::components::field::FieldError;
use crate::texts::forms as texts;
use dossier::lang::Lang;
use leptos::prelude::*;

/// What went wrong with a form as a whole. Takes the focus, so that it is heard at once.
pub fn alert(message: &'static str) -> AnyView {
    view! {
        <div class="notice danger" role="alert" tabindex="-1" autofocus>
            <p class="notice-title">{message}</p>
        </div>
    }
    .into_any()
}

/// The summary at the top of a form that came back. Nothing when nothing is wrong.
pub fn error_summary(lang: Lang, errors: &[FieldError]) -> Option<AnyView> {
    let title = match errors.len() {
        0 => return None,
        1 => texts::ONE_ERROR.in_lang(lang).to_owned(),
        n => texts::MANY_ERRORS.fill(lang, &[("n", &n.to_string())]),
    };
    let lines = errors
        .iter()
        .map(|error| {
            let to_field = format!("#{}", error.field);
            view! {
                <li>
                    <a href=to_field>
                        {error.message.clone()}
                    </a>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <div class="notice danger" role="alert" tabindex="-1" autofocus>
                <h2 class="notice-title">{title}</h2>
                <ul>{lines}</ul>
            </div>
        }
        .into_any(),
    )
}
