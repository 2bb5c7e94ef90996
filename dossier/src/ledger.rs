//! The budget of a dossier, read from its section. Owns: which places hold what the totals need.
//! Must not know: how totals are added up, JSON, views.

use crate::budget::{Funding, Line, Totals, totals};
use crate::identifiers::Cents;
use crate::path::Path;
use crate::read::Value;
use crate::schema::SectionDoc;

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
    let lines: Vec<Line<'_>> = lines.iter().map(Row::as_line).collect();
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
    fn as_line(&self) -> Line<'_> {
        Line {
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
