//! What is asked of a partner. Owns: their sums by school year, and the part of the grant that its
//! recipient advances. Does not know: who agreed to it.

use super::accord::{Docs, path_of};
use crate::document::read::Value;
use crate::form::ledger;
use crate::rights::Row;
use std::collections::{BTreeMap, BTreeSet};

/// The part of a grant that its recipient pays before it comes, in hundredths: grants are often
/// paid thirty hundredths at signature, and the rest on invoices.
pub const ADVANCED: i64 = 70;

/// What is asked of a partner, in cents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Their expenses, by school year, the first one first; those without a year under an empty
    /// one.
    pub by_year: Vec<(String, i64)>,
    pub expenses: i64,
    /// What they are to bring.
    pub funding: i64,
    /// What the grant is, of which they would advance a part; `None` for who does not receive it.
    pub grant: Option<i64>,
}

impl Asked {
    pub fn read(docs: Docs<'_>, own: &BTreeSet<Row>) -> Asked {
        let mut by_year: BTreeMap<String, i64> = BTreeMap::new();
        let mut asked = Asked::default();
        for row in docs.present(own) {
            let here = path_of(&row);
            match row.rows.as_str() {
                ledger::LINES => {
                    let cents = ledger::amount(docs.budget, &here).0;
                    let year = docs.budget.value(&here.column("schoolYear"));
                    let year = year.as_ref().and_then(Value::words).unwrap_or_default();
                    *by_year.entry(year.to_owned()).or_default() += cents;
                    asked.expenses += cents;
                }
                ledger::FUNDING => {
                    let cents = docs.budget.value(&here.column("amount"));
                    let cents = cents.and_then(|value| value.number()).unwrap_or_default();
                    asked.funding += cents as i64;
                }
                _ => {}
            }
        }
        asked.by_year = by_year.into_iter().collect();
        let grant = ledger::read(docs.budget).fip_requested.0;
        asked.grant = docs.receives_grant(own).then_some(grant);
        asked
    }

    /// What they would advance of the grant at that rate, to the cent.
    pub fn advance(&self, hundredths: i64) -> Option<i64> {
        let grant = i128::from(self.grant?);
        i64::try_from((grant * i128::from(hundredths.clamp(0, 100)) + 50) / 100).ok()
    }
}
