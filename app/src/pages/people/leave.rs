//! How one's own part in a dossier ends: the head hands over, anybody else leaves; and how a
//! dossier gets its first head. Does not know how a right is decided.

use super::{People, Person};
use crate::texts::{forms, people as texts};
use dossier::lang::{Lang, Text};
use leptos::prelude::*;

pub fn hand_over(lang: Lang, people: &People) -> AnyView {
    let able: Vec<&Person> =
        people.members.iter().filter(|person| !person.is_guest && !person.is_reader).collect();
    let form = if able.is_empty() {
        view! { <p>{texts::HAND_OVER_NOBODY.in_lang(lang)}</p> }.into_any()
    } else {
        let action = format!("/dossiers/{}/remettre", people.dossier);
        let words = [texts::HAND_OVER_TO, texts::HAND_OVER_CONFIRM, texts::HAND_OVER];
        choice(lang, action, &able, words)
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

/// Names the head of a dossier that was begun without one.
pub fn name_head(lang: Lang, people: &People) -> AnyView {
    let able: Vec<&Person> = people.members.iter().filter(|person| !person.is_guest).collect();
    let action = format!("/dossiers/{}/direction", people.dossier);
    let words = [texts::NAME_HEAD_WHO, texts::NAME_HEAD_CONFIRM, texts::NAME_HEAD];
    view! {
        <section class="people-part" aria-labelledby="name-head">
            <h2 id="name-head">{texts::NAME_HEAD.in_lang(lang)}</h2>
            <p class="text">{texts::NAME_HEAD_TEXT.in_lang(lang)}</p>
            {choice(lang, action, &able, words)}
        </section>
    }
    .into_any()
}

/// Who it is to be, a box to be sure, a button: the last three are their words.
fn choice(lang: Lang, action: String, able: &[&Person], words: [Text; 3]) -> AnyView {
    let [who, sure, button] = words.map(|text| text.in_lang(lang));
    let options = able
        .iter()
        .map(|person| {
            view! { <option value=person.account.clone()>{person.name.clone()}</option> }
        })
        .collect_view();
    view! {
        <form class="form" method="post" action=action>
            <div class="field">
                <label class="field-label" for="next-head">
                    {who}
                </label>
                <select class="input" id="next-head" name="to" required>
                    <option value="">{forms::CHOOSE.in_lang(lang)}</option>
                    {options}
                </select>
            </div>
            <label class="option">
                <input type="checkbox" name="sure" value="yes" required />
                <span>{sure}</span>
            </label>
            <p>
                <button class="button danger">{button}</button>
            </p>
        </form>
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
