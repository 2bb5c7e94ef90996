//! JSON to sections. Owns: the checks on the way in. Does not know: the way out.

use super::{Import, ImportError, Meta, SCHEMA_VERSION, Seed, seed_with};
use crate::document::edit::{admits, any_of, insert_row, one_line, write_text};
use crate::document::path::{columns, is_row_id};
use crate::document::rank;
use crate::document::read::Value;
use crate::document::schema::{Root, Shape, shape};
use crate::document::text::{markdown, ops};
use crate::form::{Field, Kind, Section, SectionId, section};
use crate::rights::workflow::Status;
use serde_json::{Map as JsonMap, Value as Json};
use yrs::{Any, Map, MapRef, Out, TextRef};

/// Names at the top of the file that are not sections.
const META: [&str; 10] = [
    "schemaVersion",
    "fictitious",
    "fictitiousNotice",
    "id",
    "reference",
    "language",
    "status",
    "createdAt",
    "updatedAt",
    "$comment",
];
/// Computed on export, so only passed over on import.
const COMPUTED: [&str; 3] = ["budget.currency", "budget.multiYear", "budget.totals"];

pub(super) fn import(json: &Json) -> Result<Import, ImportError> {
    let top = object(json, "")?;
    let version = text_at(top, "schemaVersion")?;
    if version != SCHEMA_VERSION {
        return Err(ImportError::Version(version));
    }
    refuse_unknown(top, "", &SectionId::ALL.map(section))?;
    let status = text_at(top, "status")?;
    let meta = Meta {
        id: text_at(top, "id")?,
        reference: text_at(top, "reference")?,
        status: Status::parse(&status)
            .ok_or(ImportError::UnknownValue { path: "status".into(), value: status })?,
        language: text_at(top, "language")?,
        created_at: text_at(top, "createdAt")?,
        updated_at: text_at(top, "updatedAt")?,
        fictitious: top.get("fictitious").and_then(Json::as_bool).unwrap_or(false),
        fictitious_notice: top.get("fictitiousNotice").and_then(Json::as_str).map(str::to_owned),
    };
    let sections = SectionId::ALL
        .into_iter()
        .map(|id| Ok((id, seed_with(id, |seed| fill(seed, section(id), json))?)))
        .collect::<Result<_, ImportError>>()?;
    Ok(Import { meta, sections })
}

fn fill(seed: &mut Seed<'_, '_>, section: &Section, json: &Json) -> Result<(), ImportError> {
    for field in section.fields {
        let Some(value) = at(json, field.key) else {
            continue;
        };
        let root = seed.doc.roots.get(field.key);
        match root {
            Some(Root::Text(text)) => write_words(seed, text, field, value, field.key)?,
            Some(Root::Map(map)) => write_map(seed, map, field, value, field.key)?,
            _ => {
                let scalars = seed.doc.scalars.clone();
                write_scalar(seed, &scalars, field, value, field.key)?;
            }
        }
    }
    Ok(())
}

fn write_words(
    seed: &mut Seed<'_, '_>,
    text: &TextRef,
    field: &Field,
    value: &Json,
    path: &str,
) -> Result<(), ImportError> {
    let words = match value {
        Json::Null => return Ok(()),
        Json::String(words) => words,
        _ => return Err(wrong(path, "text")),
    };
    let rich = matches!(field.kind, Kind::Rich { .. });
    let change = if rich {
        let mut ops = ops(&markdown::read(words));
        if !is_empty(seed, text) {
            // A row's rich text already ends in its one `\n`: the last block's format goes there.
            close_on_last_break(&mut ops);
        }
        ops
    } else {
        vec![crate::document::text::delta::Op::insert(one_line(words))]
    };
    write_text(seed.tx, text, &change, rich)
        .map_err(|_| ImportError::OutOfLimits { path: path.into(), value: "…".into() })
}

fn is_empty(seed: &Seed<'_, '_>, text: &TextRef) -> bool {
    use yrs::Text as _;
    text.len(seed.tx) == 0
}

fn close_on_last_break(ops: &mut Vec<crate::document::text::delta::Op>) {
    use crate::document::text::delta::Op;
    if let Some(Op::Insert { attributes, .. }) = ops.pop() {
        ops.push(Op::Retain { retain: 1, attributes });
    }
}

fn write_map(
    seed: &mut Seed<'_, '_>,
    map: &MapRef,
    field: &Field,
    value: &Json,
    path: &str,
) -> Result<(), ImportError> {
    let items = match value {
        Json::Null => return Ok(()),
        Json::Array(items) => items,
        _ => return Err(wrong(path, "list")),
    };
    let columns = columns(field);
    if columns.is_empty() {
        for (order, item) in (1i64..).zip(items) {
            let item = item.as_str().ok_or_else(|| wrong(path, "list of texts"))?;
            if let Kind::Choices(list) = field.kind
                && list.get(item).is_none()
            {
                return Err(unknown(path, item));
            }
            map.insert(seed.tx, item, Any::from(order));
        }
        return Ok(());
    }
    for (i, (item, rank)) in items.iter().zip(rank::spaced(items.len())).enumerate() {
        let here = format!("{path}[{i}]");
        if let Kind::List { .. } = field.kind {
            let row = insert_row(seed.tx, map, columns, &format!("r{}", i + 1), &rank);
            if let Some(Out::YText(text)) = row.get(seed.tx, columns[0].key) {
                write_words(seed, &text, &columns[0], item, &here)?;
            }
            continue;
        }
        let Kind::Rows(rows) = field.kind else {
            continue;
        };
        let object = object(item, &here)?;
        let id = match object.get("id") {
            Some(Json::String(id)) if rows.with_id && is_row_id(id) => id.clone(),
            None if !rows.with_id => format!("r{}", i + 1),
            _ => return Err(wrong(&format!("{here}.id"), "id")),
        };
        refuse_unknown_columns(object, columns, rows.with_id, &here, field.key)?;
        let row = insert_row(seed.tx, map, columns, &id, &rank);
        for column in columns {
            let Some(value) = at(item, column.key) else {
                continue;
            };
            let here = format!("{here}.{}", column.key);
            match row.get(seed.tx, column.key) {
                Some(Out::YText(text)) => write_words(seed, &text, column, value, &here)?,
                Some(Out::YMap(map)) => write_map(seed, &map, column, value, &here)?,
                _ => write_scalar(seed, &row, column, value, &here)?,
            }
        }
    }
    Ok(())
}

fn write_scalar(
    seed: &mut Seed<'_, '_>,
    map: &MapRef,
    field: &Field,
    json: &Json,
    path: &str,
) -> Result<(), ImportError> {
    let value = match (json, field.kind) {
        (Json::Null, _) => return Ok(()),
        (Json::Number(n), Kind::Money) => {
            let euros = n.as_f64().unwrap_or(f64::NAN);
            let cents = (euros * 100.0).round();
            if (euros * 100.0 - cents).abs() > 1e-6 {
                return Err(outside(path, json));
            }
            Value::Number(cents)
        }
        (Json::Number(n), _) => Value::Number(n.as_f64().unwrap_or(f64::NAN)),
        (Json::String(words), _) => Value::Words(words.clone()),
        (Json::Bool(flag), _) => Value::Flag(*flag),
        _ => return Err(wrong(path, expected(&field.kind))),
    };
    admits(&field.kind, &value).map_err(|error| match error {
        crate::document::edit::EditError::NotInList => {
            unknown(path, json.as_str().unwrap_or_default())
        }
        crate::document::edit::EditError::OutOfLimits => outside(path, json),
        _ => wrong(path, expected(&field.kind)),
    })?;
    map.insert(seed.tx, field.key, any_of(&value));
    Ok(())
}

fn expected(kind: &Kind) -> &'static str {
    match (shape(kind), kind) {
        (_, Kind::Number { .. } | Kind::Money) => "number",
        (_, Kind::Date) => "date",
        (_, Kind::Time) => "time",
        (_, Kind::Bool) => "true or false",
        (Shape::Map, _) => "list",
        _ => "text",
    }
}

/// A typo in a file must not lose what stands under it, so an unknown name is refused.
fn refuse_unknown(
    object: &JsonMap<String, Json>,
    base: &str,
    sections: &[&Section],
) -> Result<(), ImportError> {
    for (name, value) in object {
        let path = if base.is_empty() { name.clone() } else { format!("{base}.{name}") };
        if base.is_empty() && META.contains(&name.as_str()) || COMPUTED.contains(&path.as_str()) {
            continue;
        }
        let mut fields = sections.iter().flat_map(|section| section.fields);
        if fields.clone().any(|field| field.key == path) {
            continue;
        }
        let inside = format!("{path}.");
        match value {
            Json::Object(object) if fields.any(|field| field.key.starts_with(&inside)) => {
                refuse_unknown(object, &path, sections)?;
            }
            _ => return Err(ImportError::UnknownField { path }),
        }
    }
    Ok(())
}

fn refuse_unknown_columns(
    object: &JsonMap<String, Json>,
    columns: &[Field],
    with_id: bool,
    here: &str,
    rows: &str,
) -> Result<(), ImportError> {
    let computed = |name: &str| rows == "budget.lines" && name == "amount";
    for name in object.keys() {
        let known = columns.iter().any(|column| column.key == name);
        if !(known || with_id && name == "id" || computed(name)) {
            return Err(ImportError::UnknownField { path: format!("{here}.{name}") });
        }
    }
    Ok(())
}

fn at<'j>(json: &'j Json, key: &str) -> Option<&'j Json> {
    key.split('.').try_fold(json, |json, name| json.get(name))
}

fn object<'j>(json: &'j Json, path: &str) -> Result<&'j JsonMap<String, Json>, ImportError> {
    json.as_object().ok_or_else(|| wrong(path, "object"))
}

fn text_at(object: &JsonMap<String, Json>, name: &str) -> Result<String, ImportError> {
    match object.get(name) {
        Some(Json::String(text)) => Ok(text.clone()),
        Some(_) => Err(wrong(name, "text")),
        None => Err(ImportError::Missing { path: name.into() }),
    }
}

fn wrong(path: &str, expected: &'static str) -> ImportError {
    ImportError::WrongKind { path: path.into(), expected }
}

fn unknown(path: &str, value: &str) -> ImportError {
    ImportError::UnknownValue { path: path.into(), value: value.into() }
}

fn outside(path: &str, value: &Json) -> ImportError {
    ImportError::OutOfLimits { path: path.into(), value: value.to_string() }
}
