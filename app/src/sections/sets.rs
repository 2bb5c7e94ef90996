//! Several values at once: choices of a closed list, links to rows elsewhere in the dossier, free
//! words. Each value is put in and taken out by itself, so two people's choices add up.
//! Does not know: single values, except for the one link a row may have.

use super::place::{FieldPlace, focus, row_title};
use super::scalar;
use crate::live::Live;
use crate::texts::dossier as texts;
use dossier::document::edit::{Edit, EditError};
use dossier::document::path::Path;
use dossier::form::lists::List;
use dossier::form::{Target, section};
use leptos::prelude::*;

/// Check boxes over a closed list.
pub fn choices(place: FieldPlace, list: &'static List) -> AnyView {
    let lang = place.lang();
    if !place.editable {
        return words(place, move |id| {
            list.get(id).map_or_else(|| id.to_owned(), |item| item.label.in_lang(lang).to_owned())
        });
    }
    let id = place.id();
    let boxes = list
        .items
        .iter()
        .map(|item| check_box(&place, item.id.to_owned(), item.label.in_lang(lang).into_any()))
        .collect_view();
    let class = if list.items.len() > 8 { "choices columns" } else { "choices" };
    view! {
        <div class=class role="group" id=id.clone() aria-labelledby=format!("{id}-label")>
            {boxes}
        </div>
    }
    .into_any()
}

fn check_box(place: &FieldPlace, value: String, label: AnyView) -> AnyView {
    let on = {
        let (place, value) = (place.clone(), value.clone());
        move || place.live.set(place.section, &place.path).contains(&value)
    };
    let first = on();
    let take = place.clone();
    let (enter, leave) = (place.clone(), place.clone());
    view! {
        <label class="choice">
            <input
                type="checkbox"
                checked=first
                prop:checked=on
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    let (path, value) = (take.path.clone(), value.clone());
                    let _ = take.live.edit(take.section, &Edit::Toggle { path, value, on });
                }
                on:focus=move |_| enter.enter()
                on:blur=move |_| leave.leave()
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// Check boxes over the rows of another list, whatever rows there are.
pub fn links(place: FieldPlace, target: Target) -> AnyView {
    let live = place.live;
    if !place.editable {
        return words(place, move |id| title(live, target, id));
    }
    let id = place.id();
    let rows = Path::field(target.rows);
    let ids = move || live.rows(target.section, &rows);
    let none = {
        let ids = ids.clone();
        let title = section(target.section).title.in_lang(place.lang());
        let none = texts::NO_ROWS_YET.fill(place.lang(), &[("section", title)]);
        move || ids().is_empty().then(|| view! { <p class="field-help">{none.clone()}</p> })
    };
    let offer = move |id: String| {
        let row = id.clone();
        check_box(&place, id, (move || title(live, target, &row)).into_any())
    };
    // By row, so that what has the focus stays the same row when others change the list.
    view! {
        <div class="choices" role="group" id=id.clone() aria-labelledby=format!("{id}-label")>
            {none}
            <For each=ids key=String::clone children=offer />
        </div>
    }
    .into_any()
}

/// A select over the rows of another list.
pub fn link(place: FieldPlace, target: Target, described_by: &str) -> AnyView {
    let live = place.live;
    let described_by = described_by.to_owned();
    // The offers are read anew when rows come, go or change their titles.
    view! { {move || scalar::select(place.clone(), targets(live, target), &described_by)} }
        .into_any()
}

/// The rows that can be linked to, with what names them.
fn targets(live: Live, target: Target) -> Vec<(String, String)> {
    let rows = Path::field(target.rows);
    live.rows(target.section, &rows)
        .into_iter()
        .map(|id| {
            let label = title(live, target, &id);
            (id, label)
        })
        .collect()
}

/// The title of a row elsewhere; its place in the list when it has none yet.
fn title(live: Live, target: Target, id: &str) -> String {
    let rows = Path::field(target.rows);
    let title = row_title(live, target.section, &rows.row(id), target.title);
    let at = live.rows(target.section, &rows).iter().position(|row| row == id);
    match at {
        Some(at) if title.is_empty() => format!("{}", at + 1),
        Some(at) => format!("{}. {title}", at + 1),
        None => texts::GONE_ROW.in_lang(live.lang).to_owned(),
    }
}

/// Free words: each can be taken out, one more can be put in.
pub fn tags(place: FieldPlace, max: usize) -> AnyView {
    if !place.editable {
        return words(place, str::to_owned);
    }
    let id = place.id();
    let wrong = RwSignal::new(None::<&'static str>);
    let tags = {
        let place = place.clone();
        move || place.live.set(place.section, &place.path)
    };
    let each = place.clone();
    let tag = move |tag: String| {
        let label = texts::REMOVE_TAG.fill(each.lang(), &[("tag", &tag)]);
        let (take, value) = (each.clone(), tag.clone());
        let remove = move |_| {
            let (path, value) = (take.path.clone(), value.clone());
            let _ = take.live.edit(take.section, &Edit::Toggle { path, value, on: false });
            // The focus was on a button that is gone.
            focus(&take.id());
        };
        view! {
            <li class="tag">
                <span>{tag}</span>
                <button type="button" class="tag-remove" aria-label=label on:click=remove>
                    <span aria-hidden="true">"×"</span>
                </button>
            </li>
        }
    };
    let add = {
        let place = place.clone();
        move |event: web_sys::Event| {
            let value = event_target_value(&event).trim().to_owned();
            if value.is_empty() {
                return;
            }
            let edit = Edit::Toggle { path: place.path.clone(), value, on: true };
            match place.live.edit(place.section, &edit) {
                Ok(()) => {
                    wrong.set(None);
                    set_value(&event, "");
                }
                Err(EditError::TooMany) => wrong.set(Some(place.say(texts::TOO_MANY_TAGS))),
                Err(_) => wrong.set(Some(place.say(texts::BAD_TAG))),
            }
        }
    };
    let (enter, leave) = (place.clone(), place.clone());
    let hint = texts::ADD_TAG.fill(place.lang(), &[("max", &max.to_string())]);
    view! {
        <div class="tags" role="group" id=id.clone() aria-labelledby=format!("{id}-label")>
            <ul class="tag-list">
                <For each=tags key=String::clone children=tag />
            </ul>
            <input
                class="input"
                type="text"
                autocomplete="off"
                aria-label=hint.clone()
                placeholder=hint
                on:change=add
                on:focus=move |_| enter.enter()
                on:blur=move |_| leave.leave()
            />
            <div aria-live="polite">
                {move || wrong.get().map(|text| view! { <p class="field-error">{text}</p> })}
            </div>
        </div>
    }
    .into_any()
}

fn set_value(event: &web_sys::Event, value: &str) {
    use wasm_bindgen::JsCast;
    if let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        input.set_value(value);
    }
}

/// The values for those who may only read.
fn words(place: FieldPlace, label: impl Fn(&str) -> String + Send + 'static) -> AnyView {
    let words = move || {
        let set = place.live.set(place.section, &place.path);
        if set.is_empty() {
            return place.say(texts::EMPTY).to_owned();
        }
        set.iter().map(|value| label(value)).collect::<Vec<_>>().join(" · ")
    };
    view! { <p class="value">{words}</p> }.into_any()
}
