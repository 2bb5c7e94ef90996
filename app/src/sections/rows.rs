//! Repeated rows: added, removed, moved, each by one edit, so that two people who arrange the same
//! list both keep their work. Owns: [`rows`], [`list`]. Does not know: what a column holds.

use super::field::field;
use super::place::{FieldPlace, element_id, focus, focus_in, row_title};
use super::threads::suggest_row_button;
use crate::live::browser::fresh_row;
use crate::texts::{dossier as texts, suggestions};
use dossier::document::edit::Edit;
use dossier::document::path::{Path, columns};
use dossier::form::{Field, RowLayout, Rows};
use dossier::lang::Text;
use leptos::prelude::*;

/// The rows of `place`.
pub fn rows(place: FieldPlace, rows: &'static Rows) -> AnyView {
    let id = place.id();
    let ids = ids(&place);
    let each = place.clone();
    let class = match rows.layout {
        RowLayout::Table => "rows table",
        RowLayout::Cards => "rows cards",
    };
    let row = move |row_id: String| match rows.layout {
        RowLayout::Table => table_row(each.clone(), rows, &row_id),
        RowLayout::Cards => card(each.clone(), rows, &row_id),
    };
    let body = view! { <For each=ids key=String::clone children=row /> };
    let body = match rows.layout {
        RowLayout::Cards => view! { <div class="row-list">{body}</div> }.into_any(),
        RowLayout::Table => {
            let lang = place.lang();
            let heading =
                |column: &Field| view! { <th scope="col">{column.label.in_lang(lang)}</th> };
            let headings = rows.fields.iter().map(heading).collect_view();
            let amount = has_amount(&place).then(
                || view! { <th scope="col" class="computed">{place.say(texts::AMOUNT)}</th> },
            );
            view! {
                <div class="table-frame" role="group" tabindex="0" aria-labelledby=format!("{id}-label")>
                    <table aria-labelledby=format!("{id}-label")>
                        <thead>
                            <tr>
                                {headings}
                                {amount}
                                <th scope="col">
                                    <span class="visually-hidden">{place.say(texts::ROW_TOOLS)}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
    };
    let empty = empty(&place);
    let add = add_button(&place, rows.noun);
    view! {
        <div class=class role="group" id=id.clone() aria-labelledby=format!("{id}-label")>
            {empty}
            {body}
            {add}
        </div>
    }
    .into_any()
}

/// A list of one-line texts.
pub fn list(place: FieldPlace, noun: Text) -> AnyView {
    let id = place.id();
    let ids = ids(&place);
    let each = place.clone();
    let column = &columns(place.field)[0];
    let item = move |row_id: String| {
        let here = each.path.row(&row_id);
        let id = element_id(each.section, &here);
        let control = field(each.of_row(&here, column), true);
        let tools = tools(&each, here, column.key);
        view! { <li class="row list-row" id=id>{control}{tools}</li> }
    };
    let empty = empty(&place);
    let add = add_button(&place, noun);
    view! {
        <div class="rows list" role="group" id=id.clone() aria-labelledby=format!("{id}-label")>
            {empty}
            <ol class="row-list">
                <For each=ids key=String::clone children=item />
            </ol>
            {add}
        </div>
    }
    .into_any()
}

fn ids(place: &FieldPlace) -> impl Fn() -> Vec<String> + Send + Sync + 'static + use<> {
    let (live, section, path) = (place.live, place.section, place.path.clone());
    move || live.rows(section, &path)
}

fn card(place: FieldPlace, rows: &'static Rows, row_id: &str) -> AnyView {
    let here = place.path.row(row_id);
    let place = place.for_row(&here);
    let heading = {
        let (place, here) = (place.clone(), here.clone());
        move || name_of(&place, &here, rows.title)
    };
    let fields =
        rows.fields.iter().map(|column| field(place.of_row(&here, column), false)).collect_view();
    let amount = amount_of(&place, &here).map(|amount| {
        view! {
            <p class="computed-amount">
                <span class="field-label">{place.say(texts::AMOUNT)}</span>
                <output>{amount}</output>
            </p>
        }
    });
    let id = element_id(place.section, &here);
    let whose = whose(&place, &here);
    let tools = tools(&place, here, rows.title);
    view! {
        <div class="row" role="group" id=id.clone() tabindex="-1" aria-labelledby=format!("{id}--name")>
            <div class="row-head">
                <p class="row-name" id=format!("{id}--name")>{heading}</p>
                {whose}
                {tools}
            </div>
            <div class="fields">{fields}{amount}</div>
        </div>
    }
    .into_any()
}

fn table_row(place: FieldPlace, rows: &'static Rows, row_id: &str) -> AnyView {
    let here = place.path.row(row_id);
    let place = place.for_row(&here);
    let mut whose = Some(whose(&place, &here));
    let cells = rows
        .fields
        .iter()
        .map(|column| {
            let label = column.label.in_lang(place.lang());
            let cell = field(place.of_row(&here, column), true);
            view! { <td data-label=label>{cell}{whose.take()}</td> }
        })
        .collect_view();
    let amount = amount_of(&place, &here).map(|amount| {
        let label = place.say(texts::AMOUNT);
        view! { <td class="computed" data-label=label><output>{amount}</output></td> }
    });
    let id = element_id(place.section, &here);
    let tools = tools(&place, here, rows.title);
    view! { <tr class="row" id=id tabindex="-1">{cells}{amount}<td class="tools-cell">{tools}</td></tr> }
        .into_any()
}

/// Whose the row is, where that is somebody's or where it decides what the reader may do.
fn whose(place: &FieldPlace, row: &Path) -> AnyView {
    let (live, section) = (place.live, place.section);
    let names = live.owners(section, row);
    let of_rows = live.is_of_rows(section);
    let says = if of_rows && place.editable {
        place.say(texts::YOUR_ROW).to_owned()
    } else if !names.is_empty() {
        texts::ROW_OF.fill(place.lang(), &[("names", &names)])
    } else if of_rows {
        place.say(texts::ROW_OF_TEAM).to_owned()
    } else {
        return ().into_any();
    };
    view! { <p class="row-whose" class:own=of_rows && place.editable>{says}</p> }.into_any()
}

/// What names the row for whoever hears or looks for it: its title, else its place.
fn name_of(place: &FieldPlace, row: &Path, title: &str) -> String {
    let ids = place.live.rows(place.section, &place.path);
    let at = ids.iter().position(|id| id == row.last()).map_or(0, |at| at + 1).to_string();
    let title = row_title(place.live, place.section, row, title);
    if title.trim().is_empty() { at } else { format!("{at}. {title}") }
}

fn tools(place: &FieldPlace, row: Path, title: &'static str) -> AnyView {
    let label = {
        let (place, row) = (place.clone(), row.clone());
        move || {
            suggestions::PROPOSE_ON.fill(place.lang(), &[("place", &name_of(&place, &row, title))])
        }
    };
    let suggest = suggest_row_button(place, &row, label);
    if !place.editable {
        return suggest;
    }
    let button = |text: Text, sign: &'static str, act: fn(&FieldPlace, &Path, &str)| {
        let label = {
            let (place, row) = (place.clone(), row.clone());
            move || text.fill(place.lang(), &[("row", &name_of(&place, &row, title))])
        };
        let (place, row) = (place.clone(), row.clone());
        view! {
            <button type="button" class="tool" aria-label=label on:click=move |_| act(&place, &row, title)>
                <span aria-hidden="true">{sign}</span>
            </button>
        }
    };
    // Who changes some rows only does not arrange them all.
    let moves = (!place.live.is_of_rows(place.section)).then(|| {
        view! {
            {button(texts::MOVE_UP, "↑", |place, row, _| move_by(place, row, -1))}
            {button(texts::MOVE_DOWN, "↓", |place, row, _| move_by(place, row, 1))}
        }
    });
    view! { <div class="row-tools">{suggest}{moves}{button(texts::REMOVE_ROW, "×", remove)}</div> }
        .into_any()
}

fn move_by(place: &FieldPlace, row: &Path, by: isize) {
    let mut ids = place.live.rows(place.section, &place.path);
    let Some(at) = ids.iter().position(|id| id == row.last()) else {
        return;
    };
    let Some(to) = at.checked_add_signed(by).filter(|to| *to < ids.len()) else {
        return;
    };
    let id = ids.remove(at);
    let after = to.checked_sub(1).map(|before| ids[before].clone());
    let row = place.path.row(&id);
    crate::live::scroll_anchor::hold();
    let _ = place.live.edit(place.section, &Edit::MoveRow { row, after });
    place.live.pause_history(place.section);
}

fn remove(place: &FieldPlace, row: &Path, title: &str) {
    let name = name_of(place, row, title);
    let ids = place.live.rows(place.section, &place.path);
    let _ = place.live.edit(place.section, &Edit::RemoveRow { row: row.clone() });
    place.live.pause_history(place.section);
    place.live.said.set(texts::ROW_REMOVED.fill(place.lang(), &[("row", &name)]));
    // The focus was on a button that is gone: it goes to that of the next row, else of the one
    // before.
    let at = ids.iter().position(|id| id == row.last());
    let near = at.and_then(|at| ids.get(at + 1).or_else(|| ids.get(at.checked_sub(1)?)));
    match near {
        Some(id) => {
            let row = element_id(place.section, &place.path.row(id));
            focus_in(&row, ".row-tools > :last-child");
        }
        None => focus_in(&place.id(), ":scope > .row-add"),
    }
}

fn add_button(place: &FieldPlace, noun: Text) -> AnyView {
    if !place.editable && !place.live.may_add(place.section, &place.path) {
        return ().into_any();
    }
    let label = texts::ADD_ROW.fill(place.lang(), &[("noun", noun.in_lang(place.lang()))]);
    let place = place.clone();
    let add = move |_| {
        let id = fresh_row();
        let after = place.live.rows(place.section, &place.path).pop();
        let _ = place.live.add_row(place.section, &place.path, &id, after);
        place.live.pause_history(place.section);
        let row = element_id(place.section, &place.path.row(&id));
        focus_once_there(row, FRAMES_TO_APPEAR);
    };
    view! {
        <button type="button" class="button quiet row-add" on:click=add>
            <span aria-hidden="true">"+ "</span>
            {label}
        </button>
    }
    .into_any()
}

/// A new row is in the page after a frame or two, on a slow machine after some more.
const FRAMES_TO_APPEAR: u32 = 60;

fn focus_once_there(id: String, frames: u32) {
    request_animation_frame(move || {
        if document().get_element_by_id(&id).is_some() {
            focus(&id);
        } else if frames > 0 {
            focus_once_there(id, frames - 1);
        }
    });
}

fn empty(place: &FieldPlace) -> impl IntoView + use<> {
    let (live, section, path) = (place.live, place.section, place.path.clone());
    let nothing = place.say(texts::NOTHING_YET);
    move || {
        let none = live.rows(section, &path).is_empty();
        none.then(|| view! { <p class="rows-empty">{nothing}</p> })
    }
}

fn has_amount(place: &FieldPlace) -> bool {
    place.field.key == dossier::form::ledger::LINES
}

/// The amount of a budget line: computed, so never a field.
fn amount_of(
    place: &FieldPlace,
    row: &Path,
) -> Option<impl Fn() -> String + Send + Sync + 'static + use<>> {
    let (live, section, row) = (place.live, place.section, row.clone());
    let amount = move || {
        // Read to be told when they change.
        let _ = ["quantity", "unitAmount"].map(|column| live.value(section, &row.column(column)));
        let amount = live.doc(section, |doc| dossier::form::ledger::amount(doc, &row));
        amount.map(|cents| cents.format(live.lang)).unwrap_or_default()
    };
    has_amount(place).then_some(amount)
}
