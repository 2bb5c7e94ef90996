//! The way through the dossier: three steps, their sections, how far each is, who is in it.
//! Does not know: fields.

use crate::live::Live;
use crate::texts::dossier as texts;
use dossier::form::completeness::{self, Progress};
use dossier::form::{Section, SectionId, Step};
use leptos::prelude::*;

pub fn navigation(live: Live) -> AnyView {
    let lang = live.lang;
    let steps = Step::ALL
        .into_iter()
        .map(|step| {
            let links = step
                .sections()
                .filter(|section| live.may_read(section.id))
                .map(|section| link(live, section))
                .collect_view();
            view! {
                <div class="nav-step">
                    <p class="nav-heading">{step.title().in_lang(lang)}</p>
                    <ul>{links}</ul>
                </div>
            }
        })
        .collect_view();
    view! {
        <nav class="dossier-nav" tabindex="0" aria-label=texts::SECTIONS.in_lang(lang)>
            <details class="nav-menu">
                <summary>{texts::SECTIONS.in_lang(lang)}</summary>
                {steps}
            </details>
        </nav>
    }
    .into_any()
}

fn link(live: Live, section: &'static Section) -> AnyView {
    let (id, lang) = (section.id, live.lang);
    let progress = Memo::new(move |_| live.whole(id, completeness::progress));
    let bar = move || match progress.get() {
        Some(Progress { done, required }) if required > 0 => {
            let label = texts::PROGRESS
                .fill(lang, &[("done", &done.to_string()), ("required", &required.to_string())]);
            view! {
                <progress class="progress" max=required value=done aria-label=label.clone() title=label></progress>
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <li>
            <a class="nav-link" data-js="section-link" href=format!("#{}", id.name())>
                <span class="nav-number" aria-hidden="true">{id.number()}</span>
                <span class="nav-title">{section.title.in_lang(lang)}</span>
            </a>
            <span class="nav-people">{people(live, id)}</span>
            {bar}
        </li>
    }
    .into_any()
}

/// Who is in the section: initials in their colours, names for those who hear the page.
fn people(live: Live, id: SectionId) -> impl IntoView {
    move || {
        live.people.with(|people| {
            people
                .values()
                .filter(|person| person.place.as_ref().is_some_and(|place| place.section == id))
                .map(|person| {
                    let class = format!("dot who-{}", person.colour);
                    let label = texts::IS_HERE.fill(live.lang, &[("name", &person.name)]);
                    view! {
                        <span class=class role="img" aria-label=label.clone() title=label>
                            <span aria-hidden="true">{initials(&person.name)}</span>
                        </span>
                    }
                })
                .collect_view()
        })
    }
}

/// The first letters of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    let letters = first.into_iter().chain(words.next_back());
    letters.flat_map(char::to_uppercase).collect()
}
