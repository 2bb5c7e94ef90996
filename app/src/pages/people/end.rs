//! How one's own part in a dossier ends: the head hands over, anybody else leaves. Must not know how a
//! right is decided.

use super::People;
use crate::texts::{forms, people as texts};
use dossier::words::Lang;
use leptos::prelude::*;

pub fn hand_over(lang: Lang, people: &People) -> AnyView {
    let able: Vec<_> =
        people.members.iter().filter(|person| !person.is_guest && !person.is_reader).collect();
    let form = if able.is_empty() {
        view! { <p>{texts::HAND_OVER_NOBODY.in_lang(lang)}</p> }.into_any()
    } else {
        let options = able
            .iter()
            .map(|person| {
                view! { <option value=person.account.clone()>{person.name.clone()}</option> }
            })
            .collect_view();
        view! {
            <form class="form" method="post" action=format!("/dossiers/{}/remettre", people.dossier)>
                <div class="field">
                    <label class="field-label" for="hand-over-to">
                        {texts::HAND_OVER_TO.in_lang(lang)}
                    </label>
                    <select class="input" id="hand-over-to" name="to" required>
                        <option value="">{forms::CHOOSE.in_lang(lang)}</option>
                        {options}
                    </select>
                </div>
                <label class="option">
                    <input type="checkbox" name="sure" value="yes" required />
                    <span>{texts::HAND_OVER_CONFIRM.in_lang(lang)}</span>
                </label>
                <p>
                    <button class="button danger">{texts::HAND_OVER.in_lang(lang)}</button>
                </p>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="people-part" aria-labelledby="hand-over">
            <h2 id="hand-over">{texts::HAND_OVER.in_lang(lang)}</h2>
            <p class="text">{texts::HAND_OVER_TEXT.in_lang(lang)}</p>
            {form}
        </section>
    }
    .into_any()
}

pub fn leave(lang: Lang, people: &People) -> AnyView {
    view! {
        <section class="people-part" aria-labelledby="leave">
            <h2 id="leave">{texts::LEAVE.in_lang(lang)}</h2>
            <p class="text">{texts::LEAVE_TEXT.in_lang(lang)}</p>
            <details class="fold">
                <summary class="button-quiet">{texts::LEAVE_CONFIRM.in_lang(lang)}</summary>
                <form
                    class="confirm"
                    method="post"
                    action=format!("/dossiers/{}/quitter", people.dossier)
                >
                    <button class="button danger">{texts::LEAVE_SURE.in_lang(lang)}</button>
                </form>
            </details>
        </section>
    }
    .into_any()
}
