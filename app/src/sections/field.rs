//! A field of a live section: its label, its help, who else is in it, what is wrong with it, and
//! the control for its kind. Owns: [`field`]. Does not know: how a control works inside.

use super::place::{FieldPlace, Remark};
use super::threads::{comment_button, suggest_button};
use super::{line, number, rows, scalar, sets};
use crate::editor;
use crate::texts::{dossier as texts, pitch as pitch_texts};
use dossier::form::{Kind, Width};
use dossier::pitch;
use leptos::prelude::*;

/// The field with everything around its control. `bare`: in a table, where the column's heading
/// is the visible label.
pub fn field(place: FieldPlace, bare: bool) -> AnyView {
    let (lang, id) = (place.lang(), place.id());
    let field = place.field;
    let label = field.label.in_lang(lang);
    let (help_id, remark_id) = (format!("{id}-help"), format!("{id}-remark"));
    let has_help = field.help.is_some() && !bare;
    let described_by = if has_help { format!("{help_id} {remark_id}") } else { remark_id.clone() };
    let group = matches!(
        field.kind,
        Kind::Choices(_)
            | Kind::Links(_)
            | Kind::Rows(_)
            | Kind::List { .. }
            | Kind::Tags { .. }
            | Kind::Bool
    );
    let rich = matches!(field.kind, Kind::Rich { .. });
    let control = control(&place, label, &described_by);
    let class = format!("field {} {}", width(field.width), kind_class(&field.kind));
    let required = field.required.then(|| {
        view! {
            <span class="field-required" title=texts::REQUIRED.in_lang(lang)>
                <span aria-hidden="true">"●"</span>
                <span class="visually-hidden">{texts::REQUIRED.in_lang(lang)}</span>
            </span>
        }
    });
    let label_view = if bare {
        // The heading of the column is read with the cell; on a small screen there is none.
        let for_id = (!group && !rich).then(|| id.clone());
        view! { <label class="field-label in-cell" for=for_id id=format!("{id}-label")>{label}</label> }
            .into_any()
    } else if group || rich || !place.editable {
        view! { <div class="field-label" id=format!("{id}-label")>{label}{required}</div> }
            .into_any()
    } else {
        view! { <label class="field-label" for=id.clone() id=format!("{id}-label")>{label}{required}</label> }
            .into_any()
    };
    let help = has_help.then(|| {
        let text = field.help.map(|help| help.in_lang(lang)).unwrap_or_default();
        view! { <p class="field-help" id=help_id>{text}</p> }
    });
    let here = here(&place);
    // In a table the row itself is spoken about.
    let comment =
        (!bare).then(|| comment_button(place.live, place.section, Some(place.path.clone())));
    let suggest = (!bare).then(|| suggest_button(place.live, place.section, &place.path, field));
    let remark = remark(&place, remark_id);
    let takes = (place.path.as_str() == pitch::SCRIPT).then(|| takes(&place));
    view! {
        <div class=class data-js="field" class:readonly=!place.editable>
            <div class="field-top">{label_view}{here}{suggest}{comment}</div>
            {help}
            {control}
            {takes}
            {remark}
        </div>
    }
    .into_any()
}

fn control(place: &FieldPlace, label: &'static str, described_by: &str) -> AnyView {
    let place = place.clone();
    match place.field.kind {
        Kind::Rich { .. } => editor::rich_text(place, label.to_owned(), described_by.to_owned()),
        Kind::Line { .. } => line::line(place, described_by),
        Kind::Lines { .. } => line::lines(place, described_by),
        Kind::Number { .. } | Kind::Money | Kind::Measure => number::number(place, described_by),
        Kind::Date | Kind::Time => scalar::moment(place, described_by),
        Kind::Bool => scalar::flag(place),
        Kind::Choice(list) => scalar::choice(place, list, described_by),
        Kind::Link(target) => sets::link(place, target, described_by),
        Kind::Choices(list) => sets::choices(place, list),
        Kind::Links(target) => sets::links(place, target),
        Kind::Tags { max } => sets::tags(place, max),
        Kind::Rows(rows) => rows::rows(place, rows),
        Kind::List { noun } => rows::list(place, noun),
    }
}

/// The mark of the others who are in this field: names, never colour alone.
fn here(place: &FieldPlace) -> AnyView {
    if matches!(place.field.kind, Kind::Rows(_) | Kind::List { .. }) {
        return ().into_any();
    }
    let (live, section, path) = (place.live, place.section, place.path.clone());
    let chips = move || {
        live.people_in(section, &path)
            .into_iter()
            .map(|person| {
                let class = format!("field-here who-{}", person.colour);
                view! { <span class=class>{person.name}</span> }
            })
            .collect_view()
    };
    view! { <span class="field-people">{chips}</span> }.into_any()
}

/// What is wrong or unusual with the value as it stands. The element is always there, so that a
/// screen reader hears what appears in it.
fn remark(place: &FieldPlace, id: String) -> AnyView {
    let place = place.clone();
    let shown = move || {
        super::line::remark(&place).or_else(|| scalar::remark(&place)).map(|remark| match remark {
            Remark::Error(text) => view! { <p class="field-error">{text}</p> }.into_any(),
            Remark::Warning(text) => view! { <p class="field-warning">{text}</p> }.into_any(),
        })
    };
    view! { <div class="field-remark" id=id aria-live="polite">{shown}</div> }.into_any()
}

/// How long the talk takes to be said. It changes at every word, so it is read and not spoken.
fn takes(place: &FieldPlace) -> AnyView {
    let place = place.clone();
    let said = move || {
        let words = pitch::spoken::words(&place.live.words(place.section, &place.path));
        (words > 0).then(|| pitch_texts::takes(place.lang(), words))
    };
    view! { <p class="field-help">{said}</p> }.into_any()
}

fn width(width: Width) -> &'static str {
    match width {
        Width::Full => "full",
        Width::Half => "half",
        Width::Third => "third",
    }
}

fn kind_class(kind: &Kind) -> &'static str {
    match kind {
        Kind::Rich { .. } => "of-rich",
        Kind::Line { .. } | Kind::Lines { .. } => "of-line",
        Kind::Number { .. } | Kind::Money | Kind::Measure => "of-number",
        Kind::Date | Kind::Time => "of-date",
        Kind::Bool => "of-flag",
        Kind::Choice(_) | Kind::Link(_) => "of-choice",
        Kind::Choices(_) | Kind::Links(_) => "of-choices",
        Kind::Tags { .. } => "of-tags",
        Kind::Rows(_) => "of-rows",
        Kind::List { .. } => "of-list",
    }
}
