//! What somebody wrote, once more, because it looks as if it told of one person: they change it or
//! send it as it is. For who runs no script; the panel asks in its own way. Does not know: what is
//! looked for.

use crate::components::field::box_content;
use crate::shell::{PageContext, document};
use crate::texts::consent::RESERVE_WHAT;
use crate::texts::warnings as texts;
use dossier::lang::Lang;
use dossier::privacy::Found;
use dossier::threads::MAX_TEXT;
use leptos::prelude::*;

/// A draft of a reservation, and what was noticed in it.
#[derive(Clone, Debug)]
pub struct Warned {
    pub dossier: String,
    /// The name of the section.
    pub section: String,
    pub text: String,
    pub found: Vec<Found>,
}

pub fn page(context: &PageContext, warned: &Warned) -> String {
    let lang = context.lang;
    let main = view! {
        <div class="page warned-page">
            <h1>{texts::WARNED.in_lang(lang)}</h1>
            {notice(lang, &warned.found)}
            <form class="form" method="post"
                action=format!("/dossiers/{}/positions", warned.dossier)>
                <input type="hidden" name="section" value=warned.section.clone() />
                <input type="hidden" name="act" value="reserve" />
                <div class="field">
                    <label class="field-label" for="text">{RESERVE_WHAT.in_lang(lang)}</label>
                    <textarea class="input" id="text" name="text" rows="6" required
                        maxlength=MAX_TEXT.to_string()
                        inner_html=box_content(&warned.text)></textarea>
                </div>
                <p class="form-acts">
                    <button class="button-main">{texts::SEND_CHANGED.in_lang(lang)}</button>
                    " "
                    {send_it(lang)}
                </p>
            </form>
            <p>
                <a href=format!("/dossiers/{}#fils", warned.dossier)>{texts::BACK.in_lang(lang)}</a>
            </p>
        </div>
    };
    document(context, texts::WARNED.in_lang(lang), main)
}

/// What was noticed, and why that matters.
pub fn notice(lang: Lang, found: &[Found]) -> AnyView {
    let seems = found
        .iter()
        .map(|found| view! { <li>{texts::seems(lang, found.cue, &found.words)}</li> })
        .collect_view();
    view! {
        <div class="notice" role="status">
            <ul>{seems}</ul>
            <p>{texts::WHY.in_lang(lang)}</p>
        </div>
    }
    .into_any()
}

/// The button of who has read the notice and sends it as it is.
pub fn send_it(lang: Lang) -> AnyView {
    view! { <button class="button" name="sure" value="1">{texts::SEND_IT.in_lang(lang)}</button> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::tests::{HOSTILE, assert_harmless, context};
    use dossier::privacy::Cue;

    #[test]
    fn the_draft_comes_back_as_text() {
        let found = vec![Found { cue: Cue::Pupil, words: HOSTILE.to_owned() }];
        let section = HOSTILE.to_owned();
        let warned =
            Warned { dossier: HOSTILE.to_owned(), section, text: HOSTILE.to_owned(), found };
        assert_harmless(&page(&context(Lang::Fr), &warned));
    }
}
