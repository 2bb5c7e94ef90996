//! The figures of the format that are computed, never typed. Owns: where they stand in the file.

use super::write_json::number;
use crate::document::path::Path;
use crate::document::schema::SectionDoc;
use crate::form::identifiers::Cents;
use crate::form::ledger;
use serde_json::{Map as JsonMap, Value as Json, json};

/// Adds currency, totals and the amount of each line to the `budget` object.
pub(super) fn add_computed(top: &mut JsonMap<String, Json>, doc: &SectionDoc) {
    let totals = ledger::read(doc);
    let years = top.get("summary").and_then(|summary| summary.get("schoolYears"));
    let multi_year = years.and_then(Json::as_array).is_some_and(|years| years.len() > 1);
    let Some(Json::Object(written)) = top.get_mut("budget") else {
        return;
    };
    let mut budget = JsonMap::new();
    budget.insert("currency".into(), "EUR".into());
    budget.insert("multiYear".into(), multi_year.into());
    for (name, value) in std::mem::take(written) {
        budget.insert(name, value);
    }
    if let Some(Json::Array(lines)) = budget.get_mut("lines") {
        let rows = Path::field(ledger::LINES);
        for line in lines {
            let Json::Object(line) = line else { continue };
            let id = line.get("id").and_then(Json::as_str).unwrap_or_default();
            let amount = ledger::amount(doc, &rows.row(id));
            *line = with_amount(std::mem::take(line), amount);
        }
    }
    let [title2, operating, investment] = totals.by_nature.map(euros);
    budget.insert(
        "totals".into(),
        json!({
            "expenses": euros(totals.expenses),
            "funding": euros(totals.funding),
            "fipRequested": euros(totals.fip_requested),
            "byNature": {
                "title2": title2,
                "operating": operating,
                "investment": investment,
            },
        }),
    );
    *written = budget;
}

/// The amount stands after what it is the product of.
fn with_amount(line: JsonMap<String, Json>, amount: Cents) -> JsonMap<String, Json> {
    let mut with = JsonMap::new();
    for (name, value) in line {
        let last = name == "unitAmount";
        with.insert(name, value);
        if last {
            with.insert("amount".into(), euros(amount));
        }
    }
    with
}

fn euros(cents: Cents) -> Json {
    number(cents.0 as f64 / 100.0)
}
