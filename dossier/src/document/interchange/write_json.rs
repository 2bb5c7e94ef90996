//! Sections to JSON. Owns: the order and shape of what is written. Does not know: the way in.

use super::{Meta, SCHEMA_VERSION, budget, number, rich_json};
use crate::document::path::{Path, columns};
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::form::{Field, Kind, SectionId};
use serde_json::{Map as JsonMap, Value as Json, json};

/// Writes the whole dossier. `sections` gives each section's document.
pub fn export<'d>(meta: &Meta, sections: impl Fn(SectionId) -> &'d SectionDoc) -> Json {
    let mut top = JsonMap::new();
    top.insert("schemaVersion".into(), SCHEMA_VERSION.into());
    top.insert("fictitious".into(), meta.fictitious.into());
    if let Some(notice) = &meta.fictitious_notice {
        top.insert("fictitiousNotice".into(), notice.as_str().into());
    }
    for (name, value) in [
        ("id", meta.id.as_str()),
        ("reference", &meta.reference),
        ("language", &meta.language),
        ("status", meta.status.as_str()),
        ("createdAt", &meta.created_at),
        ("updatedAt", &meta.updated_at),
    ] {
        top.insert(name.into(), value.into());
    }
    for id in SectionId::ALL {
        let doc = sections(id);
        for field in doc.section.fields {
            put(&mut top, field.key, field_json(doc, field, &Path::field(field.key)));
        }
    }
    budget::add_computed(&mut top, sections(SectionId::Budget));
    Json::Object(top)
}

/// What one section says, as the dossier's JSON has it.
pub fn section(doc: &SectionDoc) -> Json {
    let mut top = JsonMap::new();
    for field in doc.section.fields {
        put(&mut top, field.key, field_json(doc, field, &Path::field(field.key)));
    }
    Json::Object(top)
}

fn field_json(doc: &SectionDoc, field: &Field, path: &Path) -> Json {
    match field.kind {
        Kind::Rich { .. } => rich_json(&doc.blocks(path)),
        Kind::Line { .. } | Kind::Lines { .. } => match doc.words(path) {
            words if words.is_empty() => Json::Null,
            words => Json::String(words),
        },
        Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_) => json!(doc.set(path)),
        Kind::List { .. } => {
            let column = columns(field)[0].key;
            let words = |id: String| doc.words(&path.row(&id).column(column));
            Json::Array(doc.rows(path).into_iter().map(words).map(Json::String).collect())
        }
        Kind::Rows(rows) => {
            let row = |id: String| {
                let mut object = JsonMap::new();
                let here = path.row(&id);
                if rows.with_id {
                    object.insert("id".into(), Json::String(id));
                }
                for column in rows.fields {
                    let path = here.column(column.key);
                    put(&mut object, column.key, field_json(doc, column, &path));
                }
                Json::Object(object)
            };
            Json::Array(doc.rows(path).into_iter().map(row).collect())
        }
        Kind::Money => doc
            .value(path)
            .and_then(|value| value.number())
            .map_or(Json::Null, |cents| number(cents / 100.0)),
        _ => match doc.value(path) {
            None => Json::Null,
            Some(Value::Words(words)) => Json::String(words),
            Some(Value::Flag(flag)) => Json::Bool(flag),
            Some(Value::Number(n)) => number(n),
        },
    }
}

/// Puts `value` at a dotted key, making the objects on the way.
fn put(object: &mut JsonMap<String, Json>, key: &str, value: Json) {
    match key.split_once('.') {
        None => {
            object.insert(key.to_owned(), value);
        }
        Some((name, rest)) => {
            let inner =
                object.entry(name.to_owned()).or_insert_with(|| Json::Object(JsonMap::new()));
            if let Json::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}
