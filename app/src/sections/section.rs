//! One section of the dossier: heading, purpose, what is missing, its fields in their groups.
//! Owns: [`section_view`]. Does not know: kinds of fields.

use super::budget;
use super::field::field;
use super::place::{FieldPlace, element_id};
use super::threads::comment_button;
use crate::live::Live;
use crate::texts::dossier as texts;
use dossier::form::{Field, Section, SectionId, completeness};
use leptos::prelude::*;

pub fn section_view(live: Live, section: &'static Section) -> AnyView {
    let id = section.id;
    let lang = live.lang;
    let title_id = format!("{}-title", id.name());
    let groups = groups(section)
        .into_iter()
        .map(|fields| {
            let heading = fields[0]
                .group
                .map(|title| view! { <h3 class="group-title">{title.in_lang(lang)}</h3> });
            let fields = fields
                .iter()
                .map(|each| field(FieldPlace::of_section(live, id, each), false))
                .collect_view();
            view! { <div class="group">{heading}<div class="fields">{fields}</div></div> }
        })
        .collect_view();
    let totals = (id == SectionId::Budget).then(|| budget::totals(live));
    let tools = live.may_write(id).then(|| history_buttons(live, id));
    let limits = if live.is_of_rows(id) { texts::ROWS_ONLY } else { texts::READ_ONLY };
    let read_only = (!live.may_edit(id))
        .then(|| view! { <p class="section-readonly">{limits.in_lang(lang)}</p> });
    view! {
        <section class="section" id=id.name() aria-labelledby=title_id tabindex="-1">
            <header class="section-head" data-js="head">
                <h2 id=title_id.clone()>
                    <span class="section-number">{id.number()}</span>
                    " "
                    {section.title.in_lang(lang)}
                </h2>
                <div class="section-acts">
                    {comment_button(live, id, None)}
                    {tools}
                </div>
            </header>
            <p class="section-purpose">{section.purpose.in_lang(lang)}</p>
            {read_only}
            {missing(live, id)}
            {totals}
            // As the server sends it nothing can be typed that nobody would keep: the script that
            // keeps it opens the fields. One around all sections would keep links to them from
            // leading there in Chromium.
            <fieldset
                class="section-fields"
                role="presentation"
                data-js="fields"
                disabled=cfg!(not(target_arch = "wasm32"))
            >
                {groups}
            </fieldset>
        </section>
    }
    .into_any()
}

/// Fields from one group title to the next.
fn groups(section: &'static Section) -> Vec<&'static [Field]> {
    let fields = section.fields;
    let mut starts: Vec<usize> =
        (0..fields.len()).filter(|&i| i == 0 || fields[i].group.is_some()).collect();
    starts.push(fields.len());
    starts.windows(2).map(|ends| &fields[ends[0]..ends[1]]).collect()
}

/// What filing still needs of this section, each a link to where it is.
fn missing(live: Live, id: SectionId) -> AnyView {
    if !live.may_edit(id) {
        return ().into_any();
    }
    let lang = live.lang;
    let missing = Memo::new(move |_| live.whole(id, completeness::missing).unwrap_or_default());
    let list = move || {
        let missing = missing.get();
        if missing.is_empty() {
            return ().into_any();
        }
        let count = missing.len();
        let items = missing
            .into_iter()
            .map(|missing| {
                let to = format!("#{}", element_id(id, &missing.path));
                view! { <li><a href=to>{missing.what.in_lang(lang)}</a></li> }
            })
            .collect_view();
        let summary = match count {
            1 => texts::MISSING_ONE.in_lang(lang).to_owned(),
            n => texts::MISSING.fill(lang, &[("n", &n.to_string())]),
        };
        view! {
            <details class="missing">
                <summary>{summary}</summary>
                <ul>{items}</ul>
            </details>
        }
        .into_any()
    };
    view! { <div class="section-missing">{list}</div> }.into_any()
}

fn history_buttons(live: Live, id: SectionId) -> AnyView {
    let lang = live.lang;
    let title = dossier::form::section(id).title.in_lang(lang);
    let label = move |text: dossier::lang::Text| text.fill(lang, &[("section", title)]);
    view! {
        <div class="section-tools">
            <button
                type="button"
                class="tool"
                aria-label=label(texts::UNDO)
                title=texts::UNDO_SHORT.in_lang(lang)
                disabled=move || !live.can_step(id).0
                on:click=move |_| live.undo(id)
            >
                <span aria-hidden="true">"↶"</span>
            </button>
            <button
                type="button"
                class="tool"
                aria-label=label(texts::REDO)
                title=texts::REDO_SHORT.in_lang(lang)
                disabled=move || !live.can_step(id).1
                on:click=move |_| live.redo(id)
            >
                <span aria-hidden="true">"↷"</span>
            </button>
        </div>
    }
    .into_any()
}
