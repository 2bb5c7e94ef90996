//! What the wall shows of the dossier, on a phone that follows it, or that holds it still to read
//! in its own time. Does not know: which section, who chose it.

use crate::texts::seance as texts;
use dossier::lang::Lang;
use leptos::prelude::*;

/// `html`: what is shown, empty for nothing. The script stops and takes up the following.
pub(super) fn mirror(lang: Lang, html: &str) -> Option<AnyView> {
    (!html.is_empty()).then(|| {
        view! {
            <section class="phone-part phone-wall" aria-labelledby="on-wall">
                <h2 id="on-wall">{texts::ON_WALL.in_lang(lang)}</h2>
                <p>
                    <button
                        class="button"
                        type="button"
                        data-hold=""
                        data-leave=texts::HOLD.in_lang(lang)
                        data-return=texts::FOLLOW.in_lang(lang)
                    >
                        {texts::HOLD.in_lang(lang)}
                    </button>
                </p>
                <div inner_html=html.to_owned()></div>
            </section>
        }
        .into_any()
    })
}
