//! Whether the form is whole: each leaf of the example dossiers is one field, in the same order,
//! of a kind that admits it. Owns: the walk of a JSON file against the form. Must not know: how a
//! field is stored.

use dossier::form::names::SECTIONS;
use dossier::form::{Field, Kind, Rows, Section, SectionId, Target, section};
use serde_json::{Map, Value};

const EXAMPLES: [&str; 3] = [
    include_str!("../examples/college-sciences-numerique.json"),
    include_str!("../examples/ecole-cour-bien-etre.json"),
    include_str!("../examples/lycee-pro-boutique-reemploi.json"),
];

/// Set by the application, beside the sections.
const TECHNICAL: [&str; 9] = [
    "schemaVersion",
    "fictitious",
    "fictitiousNotice",
    "id",
    "reference",
    "language",
    "status",
    "createdAt",
    "updatedAt",
];

/// Computed from what was typed.
const COMPUTED: [&str; 3] = ["budget.currency", "budget.multiYear", "budget.totals"];
const COMPUTED_COLUMN: (&str, &str) = ("budget.lines", "amount");

fn examples() -> impl Iterator<Item = Value> {
    EXAMPLES
        .into_iter()
        .map(|json| serde_json::from_str(json).expect("an example is JSON"))
}

fn sections() -> impl Iterator<Item = &'static Section> {
    SectionId::ALL.into_iter().map(section)
}

fn fields() -> impl Iterator<Item = &'static Field> {
    sections().flat_map(|section| section.fields)
}

/// Every field and, after a field of rows, its columns, each with the fields it stands among.
fn all_fields() -> Vec<(&'static [Field], &'static Field)> {
    fn below(among: &'static [Field], all: &mut Vec<(&'static [Field], &'static Field)>) {
        for field in among {
            all.push((among, field));
            if let Kind::Rows(rows) = field.kind {
                below(rows.fields, all);
            }
        }
    }
    let mut all = Vec::new();
    for section in sections() {
        below(section.fields, &mut all);
    }
    all
}

fn all_rows() -> impl Iterator<Item = &'static Rows> {
    all_fields()
        .into_iter()
        .filter_map(|(_, field)| match field.kind {
            Kind::Rows(rows) => Some(rows),
            _ => None,
        })
}

/// The keys of the leaves below `object` in the order of the file, with their values. A leaf is
/// what `is_leaf` says; anything else must be an object.
fn leaves<'j>(
    object: &'j Map<String, Value>,
    base: &str,
    is_leaf: &dyn Fn(&str) -> bool,
    found: &mut Vec<(String, &'j Value)>,
) {
    for (name, value) in object {
        let key = if base.is_empty() {
            name.clone()
        } else {
            format!("{base}.{name}")
        };
        match value {
            _ if is_leaf(&key) => found.push((key, value)),
            Value::Object(object) => leaves(object, &key, is_leaf, found),
            _ => panic!("no field covers {key}"),
        }
    }
}

#[test]
fn every_leaf_of_the_examples_is_one_field_in_the_order_of_the_file() {
    for example in examples() {
        let aside = |key: &str| TECHNICAL.contains(&key) || COMPUTED.contains(&key);
        let is_leaf = |key: &str| aside(key) || fields().any(|field| field.key == key);
        let mut found = Vec::new();
        leaves(
            example.as_object().expect("an object"),
            "",
            &is_leaf,
            &mut found,
        );
        found.retain(|(key, _)| !aside(key));
        let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, fields().map(|field| field.key).collect::<Vec<_>>());
        for (field, (key, value)) in fields().zip(&found) {
            admits(&example, field, value, key);
        }
    }
}

/// Panics, naming the place, unless a field of that kind may hold the value.
fn admits(example: &Value, field: &Field, value: &Value, at: &str) {
    let strings = || -> Vec<&str> {
        let items = value.as_array().unwrap_or_else(|| panic!("{at} is a list"));
        items.iter().map(|item| item.as_str().expect(at)).collect()
    };
    let short = |max: usize, words: &str| assert!(words.chars().count() <= max, "{at}: {words}");
    match (field.kind, value) {
        (Kind::Rows(rows), value) => rows_admit(example, field, rows, value, at),
        (Kind::List { .. }, _) => strings().into_iter().for_each(|line| short(300, line)),
        (Kind::Tags { max }, _) => assert!(strings().len() <= max, "{at}"),
        (Kind::Choices(list), _) => {
            for id in strings() {
                assert!(list.get(id).is_some(), "{at}: {id} is not in {}", list.name);
            }
        }
        (Kind::Links(target), _) => {
            strings()
                .into_iter()
                .for_each(|id| leads_somewhere(example, target, id, at));
        }
        (_, Value::Null) => {}
        (Kind::Rich { advised: max } | Kind::Line { max, .. } | Kind::Lines { max }, _) => {
            short(max, value.as_str().expect(at));
        }
        (Kind::Number { min, max, decimals }, _) => {
            let number = value.as_f64().expect(at);
            assert!((min..=max).contains(&number), "{at}: {number}");
            let shifted = number * 10f64.powi(decimals.into());
            assert!((shifted - shifted.round()).abs() < 1e-6, "{at}: {number}");
        }
        (Kind::Money, _) => assert!(value.as_f64().expect(at) >= 0.0, "{at}"),
        (Kind::Date, _) => assert_eq!(shape_of(value.as_str().expect(at)), "0000-00-00", "{at}"),
        (Kind::Time, _) => assert_eq!(shape_of(value.as_str().expect(at)), "00:00", "{at}"),
        (Kind::Bool, _) => assert!(value.is_boolean(), "{at}"),
        (Kind::Choice(list), _) => {
            let id = value.as_str().expect(at);
            assert!(list.get(id).is_some(), "{at}: {id} is not in {}", list.name);
        }
        (Kind::Link(target), _) => leads_somewhere(example, target, value.as_str().expect(at), at),
        (Kind::Measure, _) => assert!(value.is_number() || value.is_string(), "{at}"),
    }
}

fn rows_admit(example: &Value, field: &Field, rows: &Rows, value: &Value, at: &str) {
    for (i, row) in value
        .as_array()
        .unwrap_or_else(|| panic!("{at} is a list"))
        .iter()
        .enumerate()
    {
        let row = row.as_object().expect("a row is an object");
        assert_eq!(row.contains_key("id"), rows.with_id, "{at}[{i}].id");
        let aside = |key: &str| key == "id" || COMPUTED_COLUMN == (field.key, key);
        let is_leaf = |key: &str| aside(key) || rows.fields.iter().any(|column| column.key == key);
        let mut found = Vec::new();
        leaves(row, "", &is_leaf, &mut found);
        found.retain(|(key, _)| !aside(key));
        let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(
            keys,
            rows.fields.iter().map(|c| c.key).collect::<Vec<_>>(),
            "{at}[{i}]"
        );
        for (column, (key, value)) in rows.fields.iter().zip(found) {
            let at = format!("{at}[{i}].{key}");
            assert!(!column.required || !is_empty(value), "{at} is required");
            admits(example, column, value, &at);
        }
    }
}

fn leads_somewhere(example: &Value, target: Target, id: &str, at: &str) {
    let rows = at_key(example, target.rows)
        .and_then(Value::as_array)
        .expect("rows");
    assert!(
        rows.iter().any(|row| row["id"] == id),
        "{at}: no {id} in {}",
        target.rows
    );
}

fn at_key<'j>(json: &'j Value, key: &str) -> Option<&'j Value> {
    key.split('.').try_fold(json, |json, name| json.get(name))
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty)
}

fn shape_of(words: &str) -> String {
    words
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect()
}

#[test]
fn the_examples_that_were_filed_hold_all_that_filing_requires() {
    let filed = |example: &Value| example["status"] != "drafting";
    for example in examples().filter(filed) {
        for field in fields().filter(|field| field.required) {
            let value = at_key(&example, field.key).expect(field.key);
            assert!(!is_empty(value), "{} is required", field.key);
        }
    }
}

#[test]
fn no_key_is_there_twice_or_holds_another() {
    for (among, field) in all_fields() {
        let inside = format!("{}.", field.key);
        let same = among.iter().filter(|other| other.key == field.key).count();
        assert_eq!(same, 1, "{}", field.key);
        assert!(
            !among.iter().any(|other| other.key.starts_with(&inside)),
            "{}",
            field.key
        );
    }
    let mut keys: Vec<_> = fields().map(|field| field.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), fields().count());
}

#[test]
fn a_link_leads_to_rows_that_have_an_id_and_a_name() {
    for (_, field) in all_fields() {
        let (Kind::Link(target) | Kind::Links(target)) = field.kind else {
            continue;
        };
        let rows = section(target.section)
            .field(target.rows)
            .expect(target.rows);
        let Kind::Rows(rows) = rows.kind else {
            panic!("{} has no rows", target.rows)
        };
        assert!(rows.with_id, "{}", target.rows);
        assert_eq!(rows.title, target.title);
    }
}

#[test]
fn rows_are_named_by_one_of_their_columns() {
    for rows in all_rows() {
        assert!(
            rows.fields.iter().any(|column| column.key == rows.title),
            "{}",
            rows.title
        );
    }
}

#[test]
fn the_list_of_sections_holds_them_all() {
    let names: Vec<_> = SECTIONS.items.iter().map(|item| item.id).collect();
    assert_eq!(names, SectionId::ALL.map(SectionId::name));
    for section in sections() {
        assert_eq!(section.title, section.id.title());
    }
}

#[test]
fn labels_beside_one_another_differ() {
    for (among, field) in all_fields() {
        let of_rows = matches!(field.kind, Kind::Rows(_));
        let same = |other: &&Field| other.label == field.label && other.key != field.key;
        assert!(
            of_rows || among.iter().find(same).is_none(),
            "{}",
            field.label.fr
        );
    }
}

#[test]
fn every_text_of_the_form_is_there_in_both_languages_and_well_set() {
    let of_field = |field: &'static Field| [Some(field.label), field.help, field.group];
    let of_fields = all_fields()
        .into_iter()
        .flat_map(|(_, field)| of_field(field))
        .flatten();
    let of_sections = sections().flat_map(|section| [section.title, section.purpose]);
    for text in of_fields
        .chain(of_sections)
        .chain(all_rows().map(|rows| rows.noun))
    {
        assert!(!text.fr.is_empty() && !text.en.is_empty(), "{text:?}");
        for words in [text.fr, text.en] {
            assert!(!words.contains('\'') && !words.contains("  "), "{words}");
        }
        for loose in [" :", " ;", " !", " ?", " »", "« "] {
            assert!(
                !text.fr.contains(loose) && !text.en.contains(loose),
                "{text:?}"
            );
        }
    }
}
