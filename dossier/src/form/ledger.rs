//! The budget of a dossier, read from its section. Owns: which places hold what the totals need.
//! Does not know: how totals are added up, JSON, views.

use crate::document::path::Path;
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::form::budget::{BudgetLine, Funding, Totals, totals};
use crate::form::identifiers::Cents;

pub const LINES: &str = "budget.lines";
pub const FUNDING: &str = "budget.funding";

struct Row {
    category: Option<String>,
    school_year: Option<String>,
    funder: Option<String>,
    quantity: f64,
    amount: Cents,
    fip_eligible: bool,
}

/// The totals of the budget section `doc`.
pub fn read(doc: &SectionDoc) -> Totals {
    let lines: Vec<Row> = rows(doc, LINES, "unitAmount");
    let funding: Vec<Row> = rows(doc, FUNDING, "amount");
    let lines: Vec<BudgetLine<'_>> = lines.iter().map(Row::as_line).collect();
    let funding: Vec<Funding<'_>> = funding
        .iter()
        .map(|row| Funding { source: row.funder.as_deref(), amount: row.amount })
        .collect();
    totals(&lines, &funding)
}

/// The amount of the line at `row`: quantity × unit amount.
pub fn amount(doc: &SectionDoc, row: &Path) -> Cents {
    row_at(doc, row, "unitAmount").as_line().amount()
}

impl Row {
    fn as_line(&self) -> BudgetLine<'_> {
        BudgetLine {
            category: self.category.as_deref(),
            quantity: self.quantity,
            unit_amount: self.amount,
            school_year: self.school_year.as_deref(),
            funder: self.funder.as_deref(),
            fip_eligible: self.fip_eligible,
        }
    }
}

fn rows(doc: &SectionDoc, key: &str, amount: &str) -> Vec<Row> {
    let path = Path::field(key);
    doc.rows(&path).iter().map(|id| row_at(doc, &path.row(id), amount)).collect()
}

fn row_at(doc: &SectionDoc, row: &Path, amount: &str) -> Row {
    let value = |column| doc.value(&row.column(column));
    let words = |column| match value(column) {
        Some(Value::Words(words)) => Some(words),
        _ => None,
    };
    let number = |column| value(column).and_then(|value| value.number()).unwrap_or(0.0);
    Row {
        category: words("category"),
        school_year: words("schoolYear"),
        funder: words("mainFunder").or_else(|| words("source")),
        quantity: number("quantity"),
        amount: Cents(number(amount) as i64),
        fip_eligible: value("fipEligible") == Some(Value::Flag(true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::interchange::import;
    use crate::form::SectionId;

    #[test]
    fn totals_of_the_examples_are_those_of_their_files() {
        for json in [
            include_str!("../../examples/college-sciences-numerique.json"),
            include_str!("../../examples/ecole-cour-bien-etre.json"),
            include_str!("../../examples/lycee-pro-boutique-reemploi.json"),
        ] {
            let file: serde_json::Value = serde_json::from_str(json).expect("json");
            let budget = &file["budget"];
            let cents = |euros: &serde_json::Value| {
                Cents((euros.as_f64().expect("a number") * 100.0).round() as i64)
            };
            let sections = import(json).expect("an example").sections;
            let (_, first) =
                sections.iter().find(|(id, _)| *id == SectionId::Budget).expect("a budget");
            let doc = SectionDoc::load(SectionId::Budget, 5, first).expect("it loads");

            let totals = read(&doc);
            assert_eq!(totals.expenses, cents(&budget["totals"]["expenses"]));
            assert_eq!(totals.funding, cents(&budget["totals"]["funding"]));
            assert_eq!(totals.fip_requested, cents(&budget["totals"]["fipRequested"]));
            for line in budget["lines"].as_array().expect("lines") {
                let row = Path::field(LINES).row(line["id"].as_str().expect("an id"));
                assert_eq!(amount(&doc, &row), cents(&line["amount"]), "{row}");
            }
        }
        let empty = SectionDoc::open(SectionId::Budget, 5);
        assert_eq!(read(&empty).expenses, Cents::ZERO);
        assert_eq!(amount(&empty, &Path::field(LINES).row("gone")), Cents::ZERO);
    }
}
