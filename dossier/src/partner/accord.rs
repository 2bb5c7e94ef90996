//! The *accord de principe* of a partner: what exactly was agreed, and what of it is different now.
//! Owns: [`Agreed`], how it is read from the sections and compared. Does not know: who agreed and
//! when, digests, HTML.

use crate::document::path::{Path, columns};
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::form::budget::BudgetLine;
use crate::form::identifiers::Cents;
use crate::form::{Field, Kind, SectionId, ledger, number, section};
use crate::lang::{Lang, Text};
use crate::rights::{ROWS, Row};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

mod names;

pub use crate::partner::asked::{ADVANCED, Asked};
pub use names::Names;

/// The sections that the rows of partners point to.
pub const LINKED: [SectionId; 2] = [SectionId::Actions, SectionId::Approvals];

/// Columns that say how far somebody has agreed: they follow from an accord and are no part of it.
const OUTCOMES: [&str; 2] = ["commitment", "status"];

/// What a partner agrees to: the project by its title and its sums, and the rows that are theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    pub title: String,
    /// What the whole project costs and what pays for it, in cents.
    pub expenses: i64,
    pub funding: i64,
    /// By the place of the row, `12:budget.lines/b01`.
    pub rows: BTreeMap<String, BTreeMap<String, ColumnValue>>,
}

/// What a column held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ColumnValue {
    Words(String),
    Flag(bool),
    /// Cents of an amount, thousandths of a number.
    Number {
        n: i64,
    },
    Set(BTreeSet<String>),
}

/// Something that is not as it was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about: the row by its name, or the project.
    pub of: String,
    /// Which field of it; nothing where the row itself came or went.
    pub field: Option<Text>,
    /// What was agreed, and what is there now, in words; empty where there was or is nothing.
    pub agreed: String,
    pub now: String,
}

/// A row in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InWords {
    pub row: Row,
    pub name: String,
    /// Each field that says something.
    pub says: Vec<(Text, String)>,
}

/// The documents that an accord is read from.
#[derive(Clone, Copy)]
pub struct Docs<'d> {
    pub summary: &'d SectionDoc,
    pub partners: &'d SectionDoc,
    pub budget: &'d SectionDoc,
}

impl<'d> Docs<'d> {
    fn of(&self, id: SectionId) -> Option<&'d SectionDoc> {
        match id {
            SectionId::Summary => Some(self.summary),
            SectionId::Partners => Some(self.partners),
            SectionId::Budget => Some(self.budget),
            _ => None,
        }
    }

    /// Those of the rows that are there, in the order of the form and of the lists.
    pub fn present(&self, own: &BTreeSet<Row>) -> Vec<Row> {
        let of_list = |(id, rows): (SectionId, &'static str)| {
            let ids = self.of(id).map(|doc| doc.rows(&Path::field(rows))).unwrap_or_default();
            ids.into_iter().map(move |row| Row::new(id, rows, &row))
        };
        ROWS.into_iter().flat_map(of_list).filter(|row| own.contains(row)).collect()
    }
}

/// The path of a row in its section.
pub fn path_of(row: &Row) -> Path {
    Path::field(&row.rows).row(&row.id)
}

impl Agreed {
    /// What is there now to be agreed by whose rows these are.
    pub fn read(docs: Docs<'_>, own: &BTreeSet<Row>) -> Agreed {
        let totals = ledger::read(docs.budget);
        let rows = docs.present(own).into_iter().filter_map(|row| {
            let doc = docs.of(row.section)?;
            Some((row.to_string(), read_row(doc, &row)))
        });
        Agreed {
            title: docs.summary.words(&Path::field("summary.title")),
            expenses: totals.expenses.0,
            funding: totals.funding.0,
            rows: rows.collect(),
        }
    }

    /// The same in the one form that digests are made of.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The rows in words: of which list each is, what names it, and what it says. What an expense
    /// comes to stands after what it comes from.
    pub fn in_words(&self, lang: Lang, names: &Names) -> Vec<InWords> {
        let in_words = |(place, held): (&String, &BTreeMap<String, ColumnValue>)| {
            let row = Row::parse(place)?;
            let fields = section(row.section).field(&row.rows).map_or(&[][..], columns);
            let says = fields.iter().flat_map(|field| {
                let said = (field.label, in_words_of(lang, names, field, held.get(field.key)));
                let amount = (field.key == UNIT_AMOUNT).then(|| amount(held)).flatten();
                std::iter::once(said).chain(amount.map(|cents| (AMOUNT, cents.format(lang))))
            });
            let says = says.filter(|(_, says)| !says.is_empty()).collect();
            Some(InWords { says, name: row_name(lang, fields, held), row })
        };
        self.rows.iter().filter_map(in_words).collect()
    }

    /// What is different now, in the reader's language.
    pub fn differences(&self, now: &Agreed, lang: Lang, names: &Names) -> Vec<Difference> {
        let project = PROJECT.in_lang(lang);
        let mut all = Vec::new();
        let mut differs = |of: &str, field: Option<Text>, agreed: String, now: String| {
            all.push(Difference { of: of.to_owned(), field, agreed, now });
        };
        if self.title != now.title {
            differs(project, Some(TITLE), self.title.clone(), now.title.clone());
        }
        for (field, agreed, now) in
            [(EXPENSES, self.expenses, now.expenses), (FUNDING, self.funding, now.funding)]
        {
            if agreed != now {
                differs(project, Some(field), Cents(agreed).format(lang), Cents(now).format(lang));
            }
        }
        let places: BTreeSet<&String> = self.rows.keys().chain(now.rows.keys()).collect();
        for place in places {
            let Some(row) = Row::parse(place) else { continue };
            let fields = section(row.section).field(&row.rows).map_or(&[][..], columns);
            let name = |held: &BTreeMap<String, ColumnValue>| row_name(lang, fields, held);
            match (self.rows.get(place), now.rows.get(place)) {
                (Some(before), Some(after)) => {
                    let of = Some(name(after)).filter(|n| !n.is_empty()).unwrap_or(name(before));
                    for field in fields {
                        let (before, after) = (before.get(field.key), after.get(field.key));
                        // Two rows may have one name.
                        if before != after {
                            let shown = |held| in_words_of(lang, names, field, held);
                            differs(&of, Some(field.label), shown(before), shown(after));
                        }
                    }
                }
                (Some(before), None) => {
                    differs(&name(before), None, THERE.in_lang(lang).to_owned(), String::new())
                }
                (None, Some(after)) => {
                    differs(&name(after), None, String::new(), THERE.in_lang(lang).to_owned())
                }
                (None, None) => {}
            }
        }
        all
    }
}

const PROJECT: Text = Text::new("Le projet", "The project");
const TITLE: Text = Text::new("Titre", "Title");
const EXPENSES: Text = Text::new("Total des dépenses", "Total expenses");
const FUNDING: Text = Text::new("Total des ressources", "Total funding");
const AMOUNT: Text = Text::new("Montant", "Amount");
const THERE: Text = Text::new("présente", "there");

fn read_row(doc: &SectionDoc, row: &Row) -> BTreeMap<String, ColumnValue> {
    let here = path_of(row);
    let fields = section(row.section).field(&row.rows).map_or(&[][..], columns);
    let of_field = |field: &Field| {
        let path = here.column(field.key);
        let held = match field.kind {
            Kind::Line { .. } | Kind::Lines { .. } | Kind::Rich { .. } => {
                let words = doc.words(&path).trim().to_owned();
                (!words.is_empty()).then_some(ColumnValue::Words(words))
            }
            Kind::Choices(_) | Kind::Links(_) | Kind::Tags { .. } => {
                let set: BTreeSet<String> = doc.set(&path).into_iter().collect();
                (!set.is_empty()).then_some(ColumnValue::Set(set))
            }
            _ => doc.value(&path).map(|value| match value {
                Value::Words(words) => ColumnValue::Words(words),
                Value::Flag(flag) => ColumnValue::Flag(flag),
                Value::Number(cents) if matches!(field.kind, Kind::Money) => {
                    ColumnValue::Number { n: cents as i64 }
                }
                Value::Number(number) => {
                    ColumnValue::Number { n: (number * 1000.0).round() as i64 }
                }
            }),
        };
        held.map(|held| (field.key.to_owned(), held))
    };
    fields.iter().filter(|field| !OUTCOMES.contains(&field.key)).filter_map(of_field).collect()
}

const UNIT_AMOUNT: &str = "unitAmount";

/// What an expense comes to, if it says how much of what.
fn amount(held: &BTreeMap<String, ColumnValue>) -> Option<Cents> {
    let number = |key: &str| match held.get(key) {
        Some(ColumnValue::Number { n }) => Some(*n),
        _ => None,
    };
    let (quantity, unit_amount) = (number("quantity")? as f64 / 1000.0, number(UNIT_AMOUNT)?);
    let line = BudgetLine {
        category: None,
        quantity,
        unit_amount: Cents(unit_amount),
        school_year: None,
        funder: None,
        fip_eligible: false,
    };
    Some(line.amount())
}

/// What names a row: its words, or the first choice in it.
fn row_name(lang: Lang, fields: &[Field], held: &BTreeMap<String, ColumnValue>) -> String {
    let title = |key: &str| {
        let field = fields.iter().find(|field| field.key == key)?;
        Some(in_words_of(lang, &Names::default(), field, held.get(key)))
            .filter(|words| !words.is_empty())
    };
    ["name", "label", "source"].into_iter().find_map(title).unwrap_or_default()
}

/// A value in words.
fn in_words_of(lang: Lang, names: &Names, field: &Field, held: Option<&ColumnValue>) -> String {
    match (held, field.kind) {
        (None, _) => String::new(),
        (Some(ColumnValue::Words(id)), Kind::Link(target)) => names.of(lang, &target, id),
        (Some(ColumnValue::Set(ids)), Kind::Links(target)) => {
            let names = ids.iter().map(|id| names.of(lang, &target, id));
            names.collect::<Vec<_>>().join(", ")
        }
        (Some(ColumnValue::Words(id)), Kind::Choice(list)) => {
            list.get(id).map_or_else(|| id.clone(), |item| item.label.in_lang(lang).to_owned())
        }
        (Some(ColumnValue::Words(words)), _) => words.clone(),
        (Some(ColumnValue::Flag(flag)), _) => {
            let words = if *flag { Text::new("oui", "yes") } else { Text::new("non", "no") };
            words.in_lang(lang).to_owned()
        }
        (Some(ColumnValue::Number { n }), Kind::Money) => Cents(*n).format(lang),
        (Some(ColumnValue::Number { n }), _) => number::format(*n as f64 / 1000.0, lang),
        (Some(ColumnValue::Set(set)), _) => set.iter().cloned().collect::<Vec<_>>().join(", "),
    }
}
