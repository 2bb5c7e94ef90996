//! The three example dossiers go from JSON to sections and back, and come back identical.

use dossier::form::SectionId;
use dossier::interchange::{ImportError, export, import};
use dossier::schema::SectionDoc;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const EXAMPLES: [(&str, &str); 3] = [
    ("college", include_str!("../examples/college-sciences-numerique.json")),
    ("ecole", include_str!("../examples/ecole-cour-bien-etre.json")),
    ("lycee", include_str!("../examples/lycee-pro-boutique-reemploi.json")),
];

fn round_trip(json: &str) -> Result<Value, ImportError> {
    let import = import(json)?;
    let docs: BTreeMap<SectionId, SectionDoc> = import
        .sections
        .iter()
        .map(|(id, state)| (*id, SectionDoc::load(*id, 7, state).expect("a seed loads")))
        .collect();
    Ok(export(&import.meta, |id| &docs[&id]))
}

#[test]
fn examples_come_back_identical_to_the_letter() {
    for (name, example) in EXAMPLES {
        let before: Value = serde_json::from_str(example).expect("json");
        let after = round_trip(example).unwrap_or_else(|error| panic!("{name}: {error}"));
        let lines = |json: &Value| serde_json::to_string_pretty(json).expect("json");
        let (before, after) = (lines(&before), lines(&after));
        for (i, (before, after)) in before.lines().zip(after.lines()).enumerate() {
            assert_eq!(before, after, "{name}, line {}", i + 1);
        }
        assert_eq!(before, after, "{name}");
    }
}

/// What a person could get wrong in a file, and what they are told about it.
#[test]
fn a_bad_file_is_refused_whole_and_says_where() {
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut json: Value = serde_json::from_str(EXAMPLES[0].1).expect("json");
        change(&mut json);
        round_trip(&json.to_string()).expect_err("it must be refused")
    };
    let cases: [(&dyn Fn(&mut Value), &str); 9] = [
        (&|j| j["summary"]["axes"][0] = json!("gold"), "summary.axes"),
        (&|j| j["budget"]["lines"][2]["category"] = json!("x"), "budget.lines[2].category"),
        (&|j| j["budget"]["lines"][0]["unitAmount"] = json!(-3), "budget.lines[0].unitAmount"),
        (&|j| j["budget"]["lines"][0]["unitAmount"] = json!(1.234), "budget.lines[0].unitAmount"),
        (&|j| j["calendar"]["startDate"] = json!("31/01/2027"), "calendar.startDate"),
        (&|j| j["summary"]["titel"] = json!("typo"), "summary.titel"),
        (&|j| j["actions"][0]["titel"] = json!("typo"), "actions[0].titel"),
        (&|j| j["audience"]["directPupils"] = json!("many"), "audience.directPupils"),
        (&|j| j["status"] = json!("lost"), "status"),
    ];
    for (change, path) in cases {
        let error = broken(change);
        for lang in [dossier::words::Lang::Fr, dossier::words::Lang::En] {
            assert!(error.message(lang).contains(path), "{path}: {}", error.message(lang));
        }
    }
    assert!(matches!(import("{ not json"), Err(ImportError::NotJson(_))));
    assert!(matches!(import("[]"), Err(ImportError::WrongKind { .. })));
    let old = EXAMPLES[0].1.replace("nefle-dossier/1.0", "nefle-dossier/0.9");
    assert!(matches!(import(&old), Err(ImportError::Version(_))));
}
