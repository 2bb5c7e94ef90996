//! Everybody who has the dossier open. Does not know: fields.

use super::navigation::initials;
use crate::live::Live;
use crate::texts::dossier as texts;
use dossier::form;
use leptos::prelude::*;

/// Everybody here: name, quality, section; the person of this tab first.
pub fn people(live: Live, me: &str) -> AnyView {
    let lang = live.lang;
    let others = move || {
        live.people
            .get()
            .into_values()
            .map(|person| {
                let quality = dossier::form::lists::QUALITIES
                    .get(&person.quality)
                    .map(|item| item.label.in_lang(lang));
                let section = person.place.as_ref().map(|place| {
                    let title = form::section(place.section).title.in_lang(lang);
                    texts::IN_SECTION.fill(lang, &[("section", title)])
                });
                let class = format!("avatar who-{}", person.colour);
                view! {
                    <li class="person">
                        <span class=class aria-hidden="true">{initials(&person.name)}</span>
                        <span class="person-text">
                            <span class="person-name">{person.name}</span>
                            <span class="person-quality">{quality}</span>
                            <span class="person-place">{section}</span>
                        </span>
                    </li>
                }
            })
            .collect_view()
    };
    let you = texts::YOU.fill(lang, &[("name", me)]);
    view! {
        <ul class="people" aria-label=texts::PEOPLE.in_lang(lang)>
            <li class="person me">
                <span class="avatar" aria-hidden="true">{initials(me)}</span>
                <span class="person-text"><span class="person-name">{you}</span></span>
            </li>
            {others}
        </ul>
    }
    .into_any()
}
