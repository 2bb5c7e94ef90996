//! The totals of a budget: what is spent, who pays, and whether the two agree.
//! Owns: the sums, computed and never typed. Does not know: how lines are stored or shown.

use crate::form::identifiers::Cents;
use crate::form::lists::{Nature, nature_of};
use std::collections::BTreeMap;

/// A planned expense.
#[derive(Clone, Copy, Debug)]
pub struct BudgetLine<'a> {
    pub category: Option<&'a str>,
    pub quantity: f64,
    pub unit_amount: Cents,
    pub school_year: Option<&'a str>,
    pub funder: Option<&'a str>,
    pub fip_eligible: bool,
}

/// A planned contribution.
#[derive(Clone, Copy, Debug)]
pub struct Funding<'a> {
    pub source: Option<&'a str>,
    pub amount: Cents,
}

/// What lines and contributions add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    pub expenses: Cents,
    pub funding: Cents,
    /// What is asked of the Fonds d'innovation pédagogique.
    pub fip_requested: Cents,
    /// Staff (titre 2), operating, investment, in that order.
    pub by_nature: [Cents; 3],
    /// Expenses of no known category, hence of no nature.
    pub unclassified: Cents,
    /// By school year, the first one first. Lines without a year are left out.
    pub by_year: Vec<(String, Cents)>,
    /// By main funder, in the order of their ids. Lines without a funder are left out.
    pub by_funder: Vec<(String, Cents)>,
    /// Funding less expenses: zero when the budget is balanced.
    pub balance: Cents,
    /// More is asked of the fund than the lines it may pay for.
    pub fip_over_eligible: bool,
    /// The lines lie in more than one school year.
    pub multi_year: bool,
}

/// The source that is the Fonds d'innovation pédagogique.
const FIP: &str = "fip";

/// Decimals of a quantity that count. The product is made in whole numbers of them, because half
/// cents come out wrong in binary: 0.145 × 1 € would be 14 cents.
const MILLIONTHS: f64 = 1_000_000.0;

impl BudgetLine<'_> {
    /// Quantity × unit amount, rounded to the cent, half a cent upwards. What no form would have
    /// let through (a quantity or an amount that is negative or no number) counts for nothing, and
    /// no line is above [`Cents::MAX`].
    pub fn amount(&self) -> Cents {
        // A cast from a float stops at the limits of the type and makes zero of what is no number.
        let millionths = (self.quantity * MILLIONTHS).round() as i64;
        let product = i128::from(millionths.max(0)) * i128::from(self.unit_amount.0.max(0));
        let cents = (product + 500_000) / 1_000_000;
        i64::try_from(cents).map_or(Cents::MAX, |cents| Cents(cents).min(Cents::MAX))
    }
}

/// Adds up a budget.
pub fn totals(lines: &[BudgetLine<'_>], funding: &[Funding<'_>]) -> Totals {
    let mut by_nature = [Cents::ZERO; 3];
    let mut unclassified = Cents::ZERO;
    let mut by_year = BTreeMap::new();
    let mut by_funder = BTreeMap::new();
    for line in lines {
        let amount = line.amount();
        let kind = match line.category.and_then(nature_of) {
            Some(Nature::Title2) => &mut by_nature[0],
            Some(Nature::Operating) => &mut by_nature[1],
            Some(Nature::Investment) => &mut by_nature[2],
            None => &mut unclassified,
        };
        *kind = *kind + amount;
        for (sums, key) in [(&mut by_year, line.school_year), (&mut by_funder, line.funder)] {
            if let Some(key) = key {
                let sum = sums.entry(key.to_owned()).or_insert(Cents::ZERO);
                *sum = *sum + amount;
            }
        }
    }
    let expenses = lines.iter().map(BudgetLine::amount).sum();
    let eligible: Cents =
        lines.iter().filter(|line| line.fip_eligible).map(BudgetLine::amount).sum();
    let total_funding = funding.iter().map(|part| part.amount).sum();
    let fip = funding.iter().filter(|part| part.source == Some(FIP));
    let fip_requested = fip.map(|part| part.amount).sum();
    Totals {
        expenses,
        funding: total_funding,
        fip_requested,
        by_nature,
        unclassified,
        multi_year: by_year.len() > 1,
        by_year: by_year.into_iter().collect(),
        by_funder: by_funder.into_iter().collect(),
        balance: total_funding - expenses,
        fip_over_eligible: fip_requested > eligible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value as Json;

    fn cents(euros: &Json) -> Cents {
        Cents((euros.as_f64().unwrap() * 100.0).round() as i64)
    }

    fn line(quantity: f64, unit_amount: i64) -> BudgetLine<'static> {
        BudgetLine {
            category: Some("ht2_travel"),
            quantity,
            unit_amount: Cents(unit_amount),
            school_year: Some("2026-2027"),
            funder: Some("fip"),
            fip_eligible: true,
        }
    }

    #[test]
    fn the_totals_of_the_examples_come_out_as_written() {
        for example in [
            include_str!("../../examples/college-sciences-numerique.json"),
            include_str!("../../examples/ecole-cour-bien-etre.json"),
            include_str!("../../examples/lycee-pro-boutique-reemploi.json"),
        ] {
            let dossier: Json = serde_json::from_str(example).unwrap();
            let budget = &dossier["budget"];
            let lines: Vec<BudgetLine<'_>> = budget["lines"]
                .as_array()
                .unwrap()
                .iter()
                .map(|line| BudgetLine {
                    category: line["category"].as_str(),
                    quantity: line["quantity"].as_f64().unwrap(),
                    unit_amount: cents(&line["unitAmount"]),
                    school_year: line["schoolYear"].as_str(),
                    funder: line["mainFunder"].as_str(),
                    fip_eligible: line["fipEligible"].as_bool().unwrap(),
                })
                .collect();
            let parts = budget["funding"].as_array().unwrap().iter();
            let funding: Vec<Funding<'_>> = parts
                .map(|part| Funding {
                    source: part["source"].as_str(),
                    amount: cents(&part["amount"]),
                })
                .collect();
            let totals = totals(&lines, &funding);

            let written = &budget["totals"];
            assert_eq!(totals.expenses, cents(&written["expenses"]));
            assert_eq!(totals.funding, cents(&written["funding"]));
            assert_eq!(totals.fip_requested, cents(&written["fipRequested"]));
            let natures = ["title2", "operating", "investment"];
            assert_eq!(totals.by_nature, natures.map(|name| cents(&written["byNature"][name])));

            assert_eq!(totals.balance, Cents::ZERO);
            assert_eq!(totals.unclassified, Cents::ZERO);
            assert!(!totals.fip_over_eligible);
            for split in [&totals.by_year, &totals.by_funder] {
                assert_eq!(split.iter().map(|(_, sum)| *sum).sum::<Cents>(), totals.expenses);
            }
        }
    }

    #[test]
    fn a_line_is_rounded_to_the_cent_half_upwards() {
        for (quantity, unit_amount, amount) in [
            (2.0, 115_000, 230_000),
            (0.145, 100, 15),
            (1.005, 10_000, 10_050),
            (0.5, 1, 1),
            (0.333, 100, 33),
            (1.5, 4_525, 6_788),
            (0.0, 100, 0),
            (-2.0, 100, 0),
            (2.0, -100, 0),
            (f64::NAN, 100, 0),
            (f64::INFINITY, 0, 0),
            (f64::INFINITY, 100, Cents::MAX.0),
            (1e300, i64::MAX, Cents::MAX.0),
        ] {
            assert_eq!(line(quantity, unit_amount).amount(), Cents(amount), "{quantity}");
        }
    }

    #[test]
    fn an_unfinished_budget_shows_what_is_wrong() {
        let lines = [
            line(1.0, 10_000),
            BudgetLine {
                category: Some("t2_hse"),
                school_year: Some("2025-2026"),
                ..line(2.0, 500)
            },
            BudgetLine { category: Some("unheard_of"), fip_eligible: false, ..line(1.0, 700) },
            BudgetLine { category: None, school_year: None, funder: None, ..line(1.0, 300) },
        ];
        let funding = [
            Funding { source: Some("fip"), amount: Cents(11_301) },
            Funding { source: None, amount: Cents(100) },
        ];
        let totals = totals(&lines, &funding);
        assert_eq!(totals.expenses, Cents(12_000));
        assert_eq!(totals.balance, Cents(-599));
        assert_eq!(totals.by_nature, [Cents(1_000), Cents(10_000), Cents::ZERO]);
        assert_eq!(totals.unclassified, Cents(1_000));
        let years = [("2025-2026", 1_000), ("2026-2027", 10_700)];
        assert_eq!(totals.by_year, years.map(|(year, sum)| (year.to_owned(), Cents(sum))));
        assert_eq!(totals.by_funder, [("fip".to_owned(), Cents(11_700))]);
        assert!(totals.multi_year);
        assert!(totals.fip_over_eligible, "11 301 asked, 11 300 eligible");
    }

    #[test]
    fn an_empty_budget_is_balanced() {
        let totals = totals(&[], &[]);
        assert_eq!((totals.expenses, totals.balance), (Cents::ZERO, Cents::ZERO));
        assert!(!totals.multi_year && !totals.fip_over_eligible);
    }
}
