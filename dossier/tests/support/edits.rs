//! Random edits of every kind of field. Owns: the choice of a place and of a valid change there.
//! Must not know: replicas, the wire.

use dossier::delta::{Attributes, Op, utf16_len};
use dossier::edit::Edit;
use dossier::form::{Field, Kind};
use dossier::path::{Path, columns};
use dossier::read::Value;
use dossier::schema::SectionDoc;
use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value as Json, json};

const WORDS: [&str; 8] = ["a", "é", "l’", "🎒", "cour ", "\n", "école\u{202f}", "👩🏽‍🏫 ici"];
const TAGS: [&str; 4] = ["sciences", "école", "🎒 sac", "jardin"];
const LINKS: [&str; 4] = ["o1", "o2", "a1", "p1"];
const FORMATS: [(&str, &str); 6] = [
    ("bold", "true"),
    ("italic", "true"),
    ("bold", "null"),
    ("italic", "null"),
    ("link", "\"https://ecole.example/\""),
    ("link", "null"),
];
const LINE_FORMATS: [(&str, &str); 7] = [
    ("header", "2"),
    ("header", "null"),
    ("list", "\"bullet\""),
    ("list", "\"ordered\""),
    ("list", "null"),
    ("indent", "1"),
    ("blockquote", "true"),
];

/// An edit that the form admits now; `None` where the place offers nothing to change.
pub fn random_edit(rng: &mut StdRng, doc: &SectionDoc) -> Option<Edit> {
    let field = few(rng, doc.section.fields)?;
    at_field(rng, doc, field, Path::field(field.key))
}

fn at_field(rng: &mut StdRng, doc: &SectionDoc, field: &Field, path: Path) -> Option<Edit> {
    let toggle = |rng: &mut StdRng, path: Path, value: &str| {
        let on = !doc.set(&path).iter().any(|held| held == value) || rng.random_bool(0.1);
        Edit::Toggle { path, value: value.to_owned(), on }
    };
    Some(match field.kind {
        Kind::Rich { .. } => {
            let ops = rich_change(rng, &doc.words(&path));
            Edit::Text { path, ops }
        }
        Kind::Line { .. } | Kind::Lines { .. } => {
            let ops = change(rng, utf16_len(&doc.words(&path)));
            Edit::Text { path, ops }
        }
        Kind::Rows(_) | Kind::List { .. } => return in_rows(rng, doc, field, path),
        Kind::Choices(list) => {
            let item = few(rng, list.items)?;
            toggle(rng, path, item.id)
        }
        Kind::Tags { .. } => {
            let tag = few(rng, &TAGS)?;
            toggle(rng, path, tag)
        }
        Kind::Links(_) => {
            let link = few(rng, &LINKS)?;
            toggle(rng, path, link)
        }
        _ => Edit::Set { value: value(rng, &field.kind), path },
    })
}

fn in_rows(rng: &mut StdRng, doc: &SectionDoc, field: &Field, rows: Path) -> Option<Edit> {
    let ids = doc.rows(&rows);
    let after = |rng: &mut StdRng| few(rng, &ids).filter(|_| !rng_is_front(rng)).cloned();
    match rng.random_range(0..10) {
        0 | 1 if ids.len() < 12 => {
            let id = format!("r{:x}", rng.random::<u32>());
            Some(Edit::AddRow { rows, id, after: after(rng) })
        }
        2 => Some(Edit::RemoveRow { row: rows.row(few(rng, &ids)?) }),
        3 | 4 => {
            let row = rows.row(few(rng, &ids)?);
            Some(Edit::MoveRow { row, after: after(rng) })
        }
        _ => {
            let row = rows.row(few(rng, &ids)?);
            let column = few(rng, columns(field))?;
            at_field(rng, doc, column, row.column(column.key))
        }
    }
}

fn rng_is_front(rng: &mut StdRng) -> bool {
    rng.random_bool(0.3)
}

/// The first of several more often than the last, so that people meet at the same places.
fn few<'t, T>(rng: &mut StdRng, all: &'t [T]) -> Option<&'t T> {
    let most = all.len().checked_sub(1)?;
    all.get(rng.random_range(0..=most).min(rng.random_range(0..=most)))
}

fn value(rng: &mut StdRng, kind: &Kind) -> Option<Value> {
    if rng.random_bool(0.15) {
        return None;
    }
    Some(match kind {
        Kind::Number { min, max, .. } => {
            Value::Number(rng.random_range(*min..=*max).floor().max(*min))
        }
        Kind::Money => Value::Number(f64::from(rng.random_range(0..1_000_000))),
        Kind::Date => Value::Words(format!("2027-0{}-15", rng.random_range(1..=9))),
        Kind::Time => Value::Words(format!("1{}:30", rng.random_range(0..=9))),
        Kind::Bool => Value::Flag(rng.random()),
        Kind::Choice(list) => Value::Words(few(rng, list.items)?.id.to_owned()),
        Kind::Link(_) => Value::Words((*few(rng, &LINKS)?).to_owned()),
        _ => Value::Words("12 %".to_owned()),
    })
}

/// Types or deletes somewhere, now and then past the end.
fn change(rng: &mut StdRng, length: u32) -> Vec<Op> {
    let at = rng.random_range(0..=length + 1);
    let mut ops = vec![Op::retain(at)];
    if rng.random_bool(0.3) {
        ops.push(Op::delete(rng.random_range(1..=4)));
    }
    if ops.len() == 1 || rng.random_bool(0.3) {
        ops.push(Op::insert(WORDS[rng.random_range(0..WORDS.len())]));
    }
    ops
}

/// As the editor does: types, deletes, splits, formats; the last `\n` stays.
fn rich_change(rng: &mut StdRng, words: &str) -> Vec<Op> {
    let length = utf16_len(words).saturating_sub(1);
    let at = rng.random_range(0..=length);
    let span = rng.random_range(0..=(length - at).min(9));
    match rng.random_range(0..8) {
        0..3 => vec![Op::retain(at), Op::insert(WORDS[rng.random_range(0..WORDS.len())])],
        3 => vec![Op::retain(at), Op::delete(span)],
        4 => {
            let (name, value) = FORMATS[rng.random_range(0..FORMATS.len())];
            let bold = formats(name, value);
            vec![Op::retain(at), Op::Retain { retain: span, attributes: Some(bold) }]
        }
        5 => {
            vec![Op::retain(at), Op::delete(span), Op::insert_with("gras", formats("bold", "true"))]
        }
        6 => vec![Op::retain(at), Op::insert_with("\n", formats("list", "\"bullet\""))],
        _ => {
            // A whole line becomes something else: the format sits on its `\n`.
            let units: Vec<u16> = words.encode_utf16().collect();
            let newline = u16::from(b'\n');
            let end = units.iter().skip(at as usize).position(|&unit| unit == newline);
            let (name, value) = LINE_FORMATS[rng.random_range(0..LINE_FORMATS.len())];
            let line = Op::Retain { retain: 1, attributes: Some(formats(name, value)) };
            vec![Op::retain(at + end.unwrap_or(0) as u32), line]
        }
    }
}

pub fn formats(name: &str, value: &str) -> Attributes {
    let value: Json = serde_json::from_str(value).unwrap_or_else(|_| json!(null));
    Attributes::from([(name.to_owned(), value)])
}
