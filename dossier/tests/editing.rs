//! What one tab can do to a section, place by place: every kind of field takes its own values and
//! refuses others whole, texts are clamped and cleaned, rows stand where they were put.
//! Owns: the tables of edits. Must not know: other tabs.

mod support {
    pub mod reading;
}

use dossier::delta::{Attributes, Insert, Op};
use dossier::edit::{Edit, EditError as E, MAX_INSERT};
use dossier::form::{Kind, SectionId};
use dossier::interchange::import;
use dossier::path::Path;
use dossier::read::Value;
use dossier::schema::SectionDoc;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use support::reading::{places, reading};

const EXAMPLE: &str = include_str!("../examples/ecole-cour-bien-etre.json");

fn section(id: SectionId) -> SectionDoc {
    let sections = import(EXAMPLE).expect("an example").sections;
    let (_, first) = sections.into_iter().find(|(section, _)| *section == id).expect("it is there");
    SectionDoc::load(id, 77, &first).expect("a first update")
}

fn words(words: &str) -> Value {
    Value::Words(words.to_owned())
}

/// Makes an edit that must be refused, and sees to it that nothing changed.
fn refusal(doc: &SectionDoc, edit: &Edit) -> E {
    let before = (doc.state_vector(), reading(doc));
    let refused = match doc.edit(edit) {
        Err(error) => error,
        Ok(done) => panic!("{edit:?} was made: {done:?}"),
    };
    assert_eq!((doc.state_vector(), reading(doc)), before, "{edit:?}");
    refused
}

/// Values that a field of that kind takes, and others with the reason of their refusal.
fn values(kind: &Kind) -> (Vec<Value>, Vec<(Value, E)>) {
    match kind {
        Kind::Number { min, max, .. } => (
            vec![Value::Number(*min), Value::Number(*max)],
            vec![
                (Value::Number(min - 1.0), E::OutOfLimits),
                (Value::Number(max + 1.0), E::OutOfLimits),
                (Value::Number(f64::NAN), E::OutOfLimits),
                (words("3"), E::WrongKind),
            ],
        ),
        Kind::Money => (
            vec![Value::Number(0.0), Value::Number(1e13)],
            vec![
                (Value::Number(-1.0), E::OutOfLimits),
                (Value::Number(0.5), E::OutOfLimits),
                (Value::Number(f64::INFINITY), E::OutOfLimits),
            ],
        ),
        Kind::Date => (
            vec![words("2028-02-29")],
            vec![(words("2027-02-29"), E::NotADate), (words("29/02/2028"), E::NotADate)],
        ),
        Kind::Time => {
            (vec![words("08:30")], vec![(words("24:00"), E::NotADate), (words(""), E::NotADate)])
        }
        Kind::Bool => (
            vec![Value::Flag(true), Value::Flag(false)],
            vec![(words("true"), E::WrongKind), (Value::Number(1.0), E::WrongKind)],
        ),
        Kind::Choice(list) => (
            list.items.iter().map(|item| words(item.id)).collect(),
            vec![(words("elsewhere"), E::NotInList), (Value::Flag(true), E::WrongKind)],
        ),
        Kind::Link(_) => (vec![words("b01")], vec![(words("b 01"), E::WrongKind)]),
        Kind::Measure => (
            vec![words("plus de la moitié"), Value::Number(19.5)],
            vec![(words(&"a".repeat(401)), E::WrongKind), (Value::Number(f64::NAN), E::WrongKind)],
        ),
        _ => (Vec::new(), vec![(words("x"), E::WrongKind)]),
    }
}

#[test]
fn every_place_of_the_form_refuses_what_is_not_its_own() {
    let mut seen = 0;
    for id in SectionId::ALL {
        let doc = section(id);
        let before = reading(&doc);
        for (path, field) in places(&doc) {
            let refused = |edit: Edit, error| {
                assert_eq!(doc.edit(&edit).err(), Some(error), "{edit:?}");
            };
            for (value, error) in values(&field.kind).1 {
                refused(Edit::Set { path: path.clone(), value: Some(value) }, error);
            }
            let is_text =
                matches!(field.kind, Kind::Rich { .. } | Kind::Line { .. } | Kind::Lines { .. });
            if !is_text {
                refused(
                    Edit::Text { path: path.clone(), ops: vec![Op::insert("a")] },
                    E::WrongKind,
                );
            }
            let is_set =
                matches!(field.kind, Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_));
            for on in [true, false].into_iter().filter(|_| !is_set) {
                // Also where that is the id of a row.
                let value = "s1".to_owned();
                refused(Edit::Toggle { path: path.clone(), value, on }, E::WrongKind);
            }
            seen += 1;
        }
        assert_eq!(reading(&doc), before, "{id:?}");
    }
    assert!(seen > 300, "{seen} places");
}

#[test]
fn every_place_of_the_form_takes_its_own_values() {
    for id in SectionId::ALL {
        let doc = section(id);
        for (path, field) in places(&doc) {
            let set = |value| doc.edit(&Edit::Set { path: path.clone(), value });
            for value in values(&field.kind).0 {
                set(Some(value.clone())).unwrap_or_else(|error| panic!("{path}: {error}"));
                assert_eq!(doc.value(&path).as_ref(), Some(&value), "{path}");
                let again = set(Some(value)).expect("the same value");
                assert!(again.update.is_empty(), "{path} was written twice");
                set(None).expect("nothing");
                assert_eq!(doc.value(&path), None, "{path}");
            }
        }
    }
}

#[test]
fn places_that_the_form_or_the_section_has_not_are_refused() {
    let doc = section(SectionId::Concertation);
    for path in [
        "concertation",
        "budget.lines",
        "concertation.sessions/gone/place",
        "concertation.sessions/s1/palce",
        "concertation.sessions/s 1/place",
        "concertation.sessions/s1/participants/x/y/z",
        "concertation.sessions/s1/participants/x/count/y/z",
        "",
        "/",
    ] {
        let path = Path::field(path);
        let ops = vec![Op::insert("a")];
        for edit in [
            Edit::Set { path: path.clone(), value: None },
            Edit::Text { path: path.clone(), ops },
            Edit::Toggle { path: path.clone(), value: "x".to_owned(), on: false },
            Edit::AddRow { rows: path.clone(), id: "r1".to_owned(), after: None },
            Edit::RemoveRow { row: path.clone() },
            Edit::MoveRow { row: path.clone(), after: None },
        ] {
            assert_eq!(refusal(&doc, &edit), E::NoSuchPlace, "{edit:?}");
        }
    }
}

#[test]
fn texts_are_clamped_cleaned_and_never_split_a_character() {
    let bold = Attributes::from([("bold".to_owned(), json!(true))]);
    let line = Path::field("summary.title");
    let rich = Path::field("summary.abstract");
    let format = |retain| Op::Retain { retain, attributes: Some(bold.clone()) };
    let strange = Attributes::from([
        ("onclick".to_owned(), json!("x")),
        ("link".to_owned(), json!("javascript:alert(1)")),
        ("header".to_owned(), json!(9)),
    ]);
    // The change, the words after it, and how many characters are bold then.
    let cases: [(&Path, Vec<Op>, &str, usize); 12] = [
        (&line, vec![Op::retain(900), Op::insert_with("!", bold.clone())], "un 🎒 ici!", 0),
        (&line, vec![Op::retain(1), Op::delete(900)], "u", 0),
        (&line, vec![Op::delete(u32::MAX), Op::retain(u32::MAX), Op::insert("a")], "a", 0),
        (&line, vec![Op::retain(4), Op::insert("x")], "un 🎒x ici", 0),
        (&line, vec![Op::retain(3), Op::delete(1)], "un  ici", 0),
        (&line, vec![Op::retain(4), Op::delete(1)], "un 🎒ici", 0),
        (&line, vec![Op::insert("a\nb\r\n\tc\u{7}")], "a b   c un 🎒 ici", 0),
        (&line, vec![Op::insert("")], "un 🎒 ici", 0),
        (&rich, vec![Op::retain(4), Op::insert_with("x", bold.clone())], "un 🎒x ici\n", 1),
        (&rich, vec![Op::retain(3), format(1), format(900)], "un 🎒 ici\n", 6),
        (&rich, vec![Op::insert("a\nb")], "a\nbun 🎒 ici\n", 0),
        (&rich, vec![Op::insert_with("z", strange)], "zun 🎒 ici\n", 0),
    ];
    for (path, ops, expected, expected_bold) in cases {
        let doc = section(SectionId::Summary);
        let start = if path == &rich { "un 🎒 ici\n" } else { "un 🎒 ici" };
        let start = vec![Op::insert(start), Op::delete(u32::MAX)];
        doc.edit(&Edit::Text { path: path.clone(), ops: start }).expect("a text");
        doc.edit(&Edit::Text { path: path.clone(), ops: ops.clone() }).expect("a text");
        assert_eq!(doc.words(path), expected, "{ops:?}");
        let mut in_bold = 0;
        for op in doc.text(path) {
            if let Op::Insert { insert: Insert::Words(words), attributes: Some(attributes) } = op {
                assert_eq!(attributes, bold, "{ops:?}");
                in_bold += words.chars().count();
            }
        }
        assert_eq!(in_bold, expected_bold, "{ops:?}");
    }
    let doc = section(SectionId::Summary);
    for path in [line, rich] {
        let halves = vec![Op::insert("é".repeat(MAX_INSERT / 4 + 1)); 2];
        assert_eq!(refusal(&doc, &Edit::Text { path, ops: halves }), E::TooLong);
    }
}

#[test]
fn sets_keep_their_order_and_their_limits() {
    let doc = section(SectionId::Summary);
    let toggle = |key: &str, value: &str, on| Edit::Toggle {
        path: Path::field(key),
        value: value.to_owned(),
        on,
    };
    let tags = Path::field("summary.freeTags");
    for tag in doc.set(&tags) {
        doc.edit(&toggle("summary.freeTags", &tag, false)).expect("off");
    }
    for n in 0..10 {
        doc.edit(&toggle("summary.freeTags", &format!("mot {n}"), true)).expect("on");
    }
    for (value, error) in [("un de trop", E::TooMany), (" ", E::TooMany)] {
        assert_eq!(refusal(&doc, &toggle("summary.freeTags", value, true)), error);
    }
    doc.edit(&toggle("summary.freeTags", "mot 0", false)).expect("off");
    for value in ["", " ", &"a".repeat(201)] {
        assert_eq!(refusal(&doc, &toggle("summary.freeTags", value, true)), E::WrongKind);
    }
    doc.edit(&toggle("summary.freeTags", "mot 0", true)).expect("on again, now last");
    assert_eq!(doc.set(&tags).first().map(String::as_str), Some("mot 1"));
    assert_eq!(doc.set(&tags).last().map(String::as_str), Some("mot 0"));
    for edit in [toggle("summary.freeTags", "mot 0", true), toggle("summary.axes", "nope", false)] {
        assert!(doc.edit(&edit).expect("as it is").update.is_empty(), "{edit:?}");
    }
    assert_eq!(refusal(&doc, &toggle("summary.axes", "nope", true)), E::NotInList);
    let actions = section(SectionId::Actions);
    let link = toggle("actions/a1/objectiveIds", "not an id", true);
    assert_eq!(refusal(&actions, &link), E::WrongKind);
}

#[test]
fn rows_stand_where_they_were_put() {
    for rows in ["concertation.sessions", "concertation.sessions/s2/agenda"] {
        let mut rng = StdRng::seed_from_u64(9);
        let (doc, rows) = (section(SectionId::Concertation), Path::field(rows));
        let mut model = doc.rows(&rows);
        for n in 0..300 {
            let at = rng.random_range(0..=model.len());
            let after = at.checked_sub(1).map(|i| model[i].clone());
            match rng.random_range(0..4) {
                0 if !model.is_empty() => {
                    let gone = model.remove(rng.random_range(0..model.len()));
                    doc.edit(&Edit::RemoveRow { row: rows.row(&gone) }).expect("a row");
                }
                1 if !model.is_empty() => {
                    let moved = model[rng.random_range(0..model.len())].clone();
                    let row = rows.row(&moved);
                    doc.edit(&Edit::MoveRow { row, after: after.clone() }).expect("a row");
                    if after.as_ref() != Some(&moved) {
                        model.retain(|id| *id != moved);
                        let after = after.and_then(|id| model.iter().position(|row| *row == id));
                        model.insert(after.map_or(0, |i| i + 1), moved);
                    }
                }
                _ => {
                    let id = format!("n{n}");
                    let add = Edit::AddRow { rows: rows.clone(), id: id.clone(), after };
                    doc.edit(&add).expect("a row");
                    model.insert(at, id);
                }
            }
            assert_eq!(doc.rows(&rows), model, "step {n}");
        }
        let row = model[0].clone();
        let add = |id: &str, after: Option<&str>| Edit::AddRow {
            rows: rows.clone(),
            id: id.to_owned(),
            after: after.map(str::to_owned),
        };
        let refusals = [
            (add(&row, None), E::WrongKind),
            (add("not an id", None), E::WrongKind),
            (add("", None), E::WrongKind),
            (add(&"a".repeat(41), None), E::WrongKind),
            (add("new", Some("gone")), E::NoSuchPlace),
            (Edit::RemoveRow { row: rows.row("gone") }, E::NoSuchPlace),
            (Edit::MoveRow { row: rows.row("gone"), after: None }, E::NoSuchPlace),
            (Edit::MoveRow { row: rows.row(&row), after: Some("gone".to_owned()) }, E::NoSuchPlace),
        ];
        for (edit, error) in refusals {
            assert_eq!(refusal(&doc, &edit), error, "{edit:?}");
        }
    }
}
