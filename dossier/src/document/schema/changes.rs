//! What a transaction did, in the words of the form. Owns: the way from yrs events to [`Change`]s.
//! Does not know: who made a change.

use super::{Change, Done, RANK, Shape, What, lock, shape};
use crate::document::path::{Path, columns};
use crate::document::text::delta::{Attributes, Insert, Op};
use crate::form::{Field, Section};
use serde_json::Value as Json;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use yrs::types::{Delta, EntryChange, Event, PathSegment};
use yrs::{Any, DeepObservable, Map, MapRef, Out, TransactionMut};

pub(super) fn watch(
    root: &impl DeepObservable,
    key: Option<&'static str>,
    section: &'static Section,
    record: &Arc<Mutex<Done>>,
) {
    let record = Arc::clone(record);
    root.observe_deep("record", move |tx, events| {
        let mut changes = Vec::new();
        for event in events.iter() {
            changes_of(tx, event, key, section, &mut changes);
        }
        // What is read whole needs no steps. yrs tells some of a text that came just now.
        let is_whole = |change: &Change| change.what == What::Text(Vec::new());
        let whole: HashSet<Path> =
            changes.iter().filter(|change| is_whole(change)).map(|c| c.path.clone()).collect();
        changes.retain(|change| {
            let What::Text(ops) = &change.what else { return true };
            ops.is_empty() || !whole.contains(&change.path)
        });
        lock(&record).changes.append(&mut changes);
    });
}

fn changes_of(
    tx: &TransactionMut<'_>,
    event: &Event,
    key: Option<&'static str>,
    section: &'static Section,
    changes: &mut Vec<Change>,
) {
    let Some(key) = key else {
        // The map of scalars: each entry is a field.
        if let Event::Map(event) = event {
            for key in event.keys(tx).keys() {
                changes.push(Change { path: Path::field(key), what: What::Value });
            }
        }
        return;
    };
    let mut path = Path::field(key);
    let mut depth = 0;
    for segment in event.path() {
        let PathSegment::Key(segment) = segment else {
            return;
        };
        path = path.row(&segment);
        depth += 1;
    }
    match event {
        Event::Text(event) => {
            let ops = event.delta(tx).iter().map(op_of).collect();
            changes.push(Change { path, what: What::Text(ops) });
        }
        // An odd depth is a row: its entries are columns.
        Event::Map(event) if depth % 2 == 1 => {
            for column in event.keys(tx).keys() {
                if **column == *RANK {
                    if let Some(rows) = path.parent() {
                        changes.push(Change { path: rows, what: What::Rows });
                    }
                } else {
                    changes.push(Change { path: path.column(column), what: What::Value });
                }
            }
        }
        Event::Map(event) => {
            let columns = path.field_in(section).map_or(&[][..], columns);
            for (id, change) in event.keys(tx) {
                if let EntryChange::Inserted(Out::YMap(row))
                | EntryChange::Updated(_, Out::YMap(row)) = change
                {
                    row_came(tx, row, columns, &path.row(id), changes);
                }
            }
            let what = if columns.is_empty() { What::Set } else { What::Rows };
            changes.push(Change { path, what });
        }
        _ => {}
    }
}

/// Everything in a row that came is new to whoever shows a row of that id: it can be another than
/// the one that was there before, such as when a removal and its undo arrive together.
fn row_came(
    tx: &TransactionMut<'_>,
    row: &MapRef,
    fields: &[Field],
    path: &Path,
    changes: &mut Vec<Change>,
) {
    for field in fields {
        let path = path.column(field.key);
        let what = match shape(&field.kind) {
            Shape::Text => What::Text(Vec::new()),
            Shape::Scalar => What::Value,
            Shape::Map if columns(field).is_empty() => What::Set,
            Shape::Map => {
                let rows = match row.get(tx, field.key) {
                    Some(Out::YMap(rows)) => rows,
                    _ => continue,
                };
                for (id, row) in rows.iter(tx) {
                    if let Out::YMap(row) = row {
                        row_came(tx, &row, columns(field), &path.row(id), changes);
                    }
                }
                What::Rows
            }
        };
        changes.push(Change { path, what });
    }
}

fn op_of(delta: &Delta) -> Op {
    match delta {
        Delta::Inserted(Out::Any(Any::String(words)), attributes) => Op::Insert {
            insert: Insert::Words(words.to_string()),
            attributes: attributes_of(attributes.as_deref()),
        },
        Delta::Inserted(_, _) => Op::Insert { insert: Insert::Embed(Json::Null), attributes: None },
        Delta::Deleted(length) => Op::delete(*length),
        Delta::Retain(length, attributes) => {
            Op::Retain { retain: *length, attributes: attributes_of(attributes.as_deref()) }
        }
    }
}

pub(crate) fn attributes_of(attributes: Option<&yrs::types::Attrs>) -> Option<Attributes> {
    let known: Attributes = attributes?
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), json_of(value)?)))
        .collect();
    crate::document::text::delta::known_formats(Some(known))
}

fn json_of(any: &Any) -> Option<Json> {
    match any {
        Any::Null | Any::Undefined => Some(Json::Null),
        Any::Bool(flag) => Some(Json::Bool(*flag)),
        Any::Number(yrs::Number::Int(n)) => Some(Json::from(*n)),
        // A whole number is written with a point here and read without one elsewhere.
        Any::Number(yrs::Number::Float(n)) if n.fract() == 0.0 && n.abs() < 1e15 => {
            Some(Json::from(*n as i64))
        }
        Any::Number(yrs::Number::Float(n)) => Some(Json::from(*n)),
        Any::String(words) => Some(Json::String(words.to_string())),
        _ => None,
    }
}
