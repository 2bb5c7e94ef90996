//! Suggestions for single fields: a value as typed becomes one of the field's kind.
//! Owns: how a field's value is read and set whole. Does not know: rich text.

use super::{Change, Unfit, Weighed, place};
use crate::document::edit::{Edit, EditError};
use crate::document::path::{Path, columns};
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::document::text::delta::line_change;
use crate::form::{Field, Kind, input};
use crate::lang::Lang;
use serde_json::{Value as Json, json};

pub(super) fn weigh(doc: &SectionDoc, path: &Path, typed: &[String]) -> Result<Weighed, Unfit> {
    let field = path.field_in(doc.section).filter(|field| !field.derived);
    let field = field.ok_or(Unfit::Value(EditError::NoSuchPlace))?;
    let before = current(doc, path).ok_or(Unfit::Scattered)?;
    let after = read(&field.kind, typed)?;
    if after == before {
        return Err(Unfit::Nothing);
    }
    // On a copy: what could not be set today is not worth suggesting.
    let copy = super::copy(doc, crate::document::schema::SEED_CLIENT).map_err(|_| Unfit::Behind)?;
    for edit in edits(doc, path, &after) {
        copy.edit(&edit)?;
    }
    let change = Change::Value { before, after };
    Ok(Weighed { place: place(doc.section.id, path), change, update: Vec::new() })
}

/// What a field says, as one value: words, a number, yes or no, `null`, or a list of words. `None`
/// where it has no single value, or no such place is there.
pub fn current(doc: &SectionDoc, path: &Path) -> Option<Json> {
    let field = path.field_in(doc.section)?;
    if !doc.has(path) {
        return None;
    }
    Some(match field.kind {
        Kind::Rich { .. } | Kind::Rows(_) | Kind::List { .. } => return None,
        Kind::Line { .. } | Kind::Lines { .. } => Json::String(doc.words(path)),
        Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_) => json!(doc.set(path)),
        _ => match doc.value(path) {
            Some(Value::Words(words)) => Json::String(words),
            Some(Value::Number(number)) => json!(number),
            Some(Value::Flag(flag)) => Json::Bool(flag),
            None => Json::Null,
        },
    })
}

/// The places for which a value can be suggested where somebody points: a field by itself, all that
/// a row says of a row and of one of its cells. None where there is no such place.
pub fn places(doc: &SectionDoc, at: &Path) -> Vec<Path> {
    let row = if at.is_row_in(doc.section) { Some(at.clone()) } else { at.parent() };
    let all = match row {
        None => vec![at.clone()],
        Some(row) => {
            let rows = row.parent().and_then(|rows| rows.field_in(doc.section));
            rows.map_or(&[][..], columns).iter().map(|column| row.column(column.key)).collect()
        }
    };
    let single = |path: &Path| {
        let field = path.field_in(doc.section).filter(|field| !field.derived);
        // A link says nothing to who reads it alone.
        field.is_some_and(|field| !matches!(field.kind, Kind::Link(_) | Kind::Links(_)))
            && current(doc, path).is_some()
    };
    all.into_iter().filter(single).collect()
}

/// The edits that make the field say that, whatever it says now.
pub(crate) fn edits(doc: &SectionDoc, path: &Path, after: &Json) -> Vec<Edit> {
    let path = path.clone();
    match (current(doc, &path), after) {
        (Some(Json::Array(old)), Json::Array(new)) => {
            let toggle = |value: &Json, on| {
                let value = value.as_str().unwrap_or_default().to_owned();
                Edit::Toggle { path: path.clone(), value, on }
            };
            let gone = old.iter().filter(|value| !new.contains(value));
            let come = new.iter().filter(|value| !old.contains(value));
            gone.map(|value| toggle(value, false)).chain(come.map(|v| toggle(v, true))).collect()
        }
        (Some(Json::String(old)), Json::String(new)) if is_text(doc, &path) => {
            vec![Edit::Text { path, ops: line_change(&old, new, None) }]
        }
        (_, after) => {
            let value = match after {
                Json::String(words) => Some(Value::Words(words.clone())),
                Json::Number(number) => number.as_f64().map(Value::Number),
                Json::Bool(flag) => Some(Value::Flag(*flag)),
                _ => None,
            };
            vec![Edit::Set { path, value }]
        }
    }
}

fn is_text(doc: &SectionDoc, path: &Path) -> bool {
    let field = path.field_in(doc.section);
    field.is_some_and(|field| matches!(field.kind, Kind::Line { .. } | Kind::Lines { .. }))
}

/// A value as people type it, as [`current`] will read it.
fn read(kind: &Kind, typed: &[String]) -> Result<Json, EditError> {
    let one = typed.first().map_or("", String::as_str).trim();
    Ok(match kind {
        Kind::Line { .. } | Kind::Lines { .. } => {
            Json::String(crate::document::edit::one_line(one))
        }
        Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_) => {
            let mut values: Vec<&str> = Vec::new();
            for value in typed.iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            json!(values)
        }
        Kind::Rich { .. } | Kind::Rows(_) | Kind::List { .. } => return Err(EditError::WrongKind),
        _ if one.is_empty() => Json::Null,
        kind => match input::parse(kind, one).map_err(|_| EditError::WrongKind)? {
            Some(Value::Words(words)) => Json::String(words),
            Some(Value::Number(number)) => json!(number),
            Some(Value::Flag(flag)) => Json::Bool(flag),
            None => Json::Null,
        },
    })
}

/// A value in words, for a reader; empty for none.
pub fn shown(field: &Field, value: &Json, lang: Lang) -> String {
    let label = |id: &str| match field.kind {
        Kind::Choice(list) | Kind::Choices(list) => {
            list.get(id).map_or(id, |item| item.label.in_lang(lang)).to_owned()
        }
        _ => id.to_owned(),
    };
    match value {
        Json::String(words) => label(words),
        Json::Array(values) => {
            let words = values.iter().filter_map(Json::as_str).map(label);
            words.collect::<Vec<_>>().join(", ")
        }
        Json::Bool(flag) => input::flag(*flag, lang).to_owned(),
        Json::Number(number) => {
            input::number(&field.kind, number.as_f64().unwrap_or_default(), lang)
        }
        _ => String::new(),
    }
}
