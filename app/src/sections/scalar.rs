//! Single values: dates, times, yes or no, one of a list, and how numbers are written. The last
//! writer wins. Does not know: texts that merge, how numbers are typed.

use super::place::{FieldPlace, Remark};
use crate::texts::dossier as texts;
use dossier::document::edit::Edit;
use dossier::document::read::Value;
use dossier::form::Kind;
use dossier::form::identifiers::Cents;
use dossier::form::lists::List;
use dossier::lang::Lang;
use leptos::prelude::*;

/// A date or a time, by the browser's own control.
pub fn moment(place: FieldPlace, described_by: &str) -> AnyView {
    if !place.editable {
        return plain(place);
    }
    let (id, described_by) = (place.id(), described_by.to_owned());
    let kind = if matches!(place.field.kind, Kind::Time) { "time" } else { "date" };
    let shown = {
        let place = place.clone();
        move || match place.live.value(place.section, &place.path) {
            Some(Value::Words(words)) => words,
            _ => String::new(),
        }
    };
    let take = {
        let place = place.clone();
        move |text: String| {
            let value = (!text.is_empty()).then_some(Value::Words(text));
            // The control only gives whole dates and times.
            let _ = place.live.edit(place.section, &Edit::Set { path: place.path.clone(), value });
        }
    };
    let (enter, leave) = (place.clone(), place);
    let first = shown();
    view! {
        <input
            class="input date"
            type=kind
            id=id
            value=first
            prop:value=shown
            aria-describedby=described_by
            on:change=move |event| take(event_target_value(&event))
            on:focus=move |_| enter.enter()
            on:blur=move |_| leave.leave()
        />
    }
    .into_any()
}

/// Yes or no, which is not the same as unanswered.
pub fn flag(place: FieldPlace) -> AnyView {
    if !place.editable {
        return plain(place);
    }
    let id = place.id();
    let option = |answer: bool, label: &'static str| {
        let checked = {
            let place = place.clone();
            move || place.live.value(place.section, &place.path) == Some(Value::Flag(answer))
        };
        let first = checked();
        let take = place.clone();
        let (enter, leave) = (place.clone(), place.clone());
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=id.clone()
                    value=if answer { "yes" } else { "no" }
                    checked=first
                    prop:checked=checked
                    on:change=move |_| {
                        let value = Some(Value::Flag(answer));
                        let _ = take
                            .live
                            .edit(take.section, &Edit::Set { path: take.path.clone(), value });
                    }
                    on:focus=move |_| enter.enter()
                    on:blur=move |_| leave.leave()
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <div class="choices inline" role="radiogroup" id=id.clone() aria-labelledby=format!("{id}-label")>
            {option(true, place.say(dossier::form::input::YES))}
            {option(false, place.say(dossier::form::input::NO))}
        </div>
    }
    .into_any()
}

/// One value of a closed list.
pub fn choice(place: FieldPlace, list: &'static List, described_by: &str) -> AnyView {
    let lang = place.lang();
    let items =
        list.items.iter().map(|item| (item.id.to_owned(), item.label.in_lang(lang).to_owned()));
    select(place, items.collect(), described_by)
}

/// A select over the offers given; the value in the document stays shown even if it is not offered.
pub fn select(place: FieldPlace, offers: Vec<(String, String)>, described_by: &str) -> AnyView {
    if !place.editable {
        return plain(place);
    }
    let (id, described_by) = (place.id(), described_by.to_owned());
    let chosen = {
        let place = place.clone();
        move || match place.live.value(place.section, &place.path) {
            Some(Value::Words(words)) => words,
            _ => String::new(),
        }
    };
    let first = chosen();
    let options = offers
        .into_iter()
        .map(|(value, label)| {
            let selected = value == first;
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect_view();
    let take = {
        let place = place.clone();
        move |text: String| {
            let value = (!text.is_empty()).then_some(Value::Words(text));
            let _ = place.live.edit(place.section, &Edit::Set { path: place.path.clone(), value });
        }
    };
    let (enter, leave) = (place.clone(), place.clone());
    view! {
        <select
            class="input"
            id=id
            prop:value=chosen
            aria-describedby=described_by
            on:change=move |event| take(event_target_value(&event))
            on:focus=move |_| enter.enter()
            on:blur=move |_| leave.leave()
        >
            <option value="" selected=first.is_empty()>{place.say(texts::CHOOSE)}</option>
            {options}
        </select>
    }
    .into_any()
}

/// The value for those who may only read.
pub(super) fn plain(place: FieldPlace) -> AnyView {
    let words = move || {
        let value = place.live.value(place.section, &place.path);
        match (&value, place.field.kind) {
            (None, _) => place.say(texts::EMPTY).to_owned(),
            (Some(Value::Words(id)), Kind::Choice(list)) => list
                .get(id)
                .map_or_else(|| id.clone(), |item| item.label.in_lang(place.lang()).to_owned()),
            (Some(Value::Words(date)), Kind::Date) => {
                crate::texts::dates::iso_day(place.lang(), date)
            }
            (Some(Value::Flag(flag)), _) => {
                dossier::form::input::flag(*flag, place.lang()).to_owned()
            }
            (Some(Value::Number(cents)), Kind::Money) => Cents(*cents as i64).format(place.lang()),
            (value, _) => as_typed(&place, value.as_ref()),
        }
    };
    view! { <p class="value">{words}</p> }.into_any()
}

/// A value as it is typed in that language.
pub(super) fn as_typed(place: &FieldPlace, value: Option<&Value>) -> String {
    match (value, place.field.kind) {
        (Some(Value::Words(words)), _) => words.clone(),
        (Some(Value::Number(cents)), Kind::Money) => {
            let cents = *cents as i64;
            decimal(place.lang(), format!("{}.{:02}", cents / 100, cents % 100))
        }
        (Some(Value::Number(n)), _) => decimal(place.lang(), n.to_string()),
        _ => String::new(),
    }
}

fn decimal(lang: Lang, text: String) -> String {
    match lang {
        Lang::Fr => text.replace('.', ","),
        Lang::En => text,
    }
}

/// What is wrong with a value in its surroundings: an end before its start.
pub fn remark(place: &FieldPlace) -> Option<Remark> {
    if !matches!(place.field.kind, Kind::Date) {
        return None;
    }
    let (start, end) = (dossier::form::completeness::start_of(place.field.key)?, place);
    let start = match place.path.parent() {
        Some(row) => row.column(start),
        None => dossier::document::path::Path::field(start),
    };
    let words = |value: Option<Value>| value.and_then(|value| value.words().map(str::to_owned));
    let start = words(place.live.value(place.section, &start))?;
    let end = words(end.live.value(place.section, &place.path))?;
    (end < start).then(|| Remark::Error(place.say(texts::END_BEFORE_START).to_owned()))
}
