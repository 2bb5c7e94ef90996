//! What a section still lacks before the dossier can be filed. Owns: the rules across the fields
//! of one section. Must not know: views, how values are stored.

use crate::form::SectionId;
use crate::form::{Field, Kind};
use crate::identifiers::{Cents, IsoDate};
use crate::ledger;
use crate::path::Path;
use crate::read::Value;
use crate::schema::SectionDoc;
use crate::text;
use crate::words::Text;

/// A project lasts five years at most (the fund's own limit).
const LONGEST_YEARS: u16 = 5;

/// How far a section is filled, counting what filing requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub required: usize,
}

/// One thing that stands between the section and filing.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Where to go to mend it.
    pub path: Path,
    pub what: Text,
}

/// What is missing, in the order of the form. A required row counts once, whatever its columns.
pub fn missing(doc: &SectionDoc) -> Vec<Missing> {
    let mut missing = Vec::new();
    for field in doc.section.fields.iter().filter(|field| field.required) {
        let path = Path::field(field.key);
        if !is_filled(doc, field, &path) {
            missing.push(Missing { path, what: field.label });
        }
    }
    missing.extend(rules(doc));
    missing
}

/// The section's progress; `required` is 0 where nothing is required.
pub fn progress(doc: &SectionDoc) -> Progress {
    let rules = RULES.iter().filter(|rule| rule.section == doc.section.id);
    let fields = doc.section.fields.iter().filter(|field| field.required);
    let required = fields.count() + rules.count();
    Progress { done: required.saturating_sub(missing(doc).len()), required }
}

/// Whether anything at all was written in the section.
pub fn is_started(doc: &SectionDoc) -> bool {
    let written = |field: &Field| !field.derived && is_filled(doc, field, &Path::field(field.key));
    doc.section.fields.iter().any(written)
}

/// Whether a field holds something; rows, that there is one whose required columns are filled.
pub fn is_filled(doc: &SectionDoc, field: &Field, path: &Path) -> bool {
    match field.kind {
        Kind::Rich { .. } => !text::plain(&doc.blocks(path)).trim().is_empty(),
        Kind::Line { .. } | Kind::Lines { .. } => !doc.words(path).trim().is_empty(),
        Kind::Choices(_) | Kind::Tags { .. } | Kind::Links(_) => !doc.set(path).is_empty(),
        Kind::List { .. } => !doc.rows(path).is_empty(),
        Kind::Rows(rows) => doc.rows(path).iter().any(|id| {
            let row = path.row(id);
            let mut required = rows.fields.iter().filter(|column| column.required);
            required.all(|column| is_filled(doc, column, &row.column(column.key)))
        }),
        _ => doc.value(path).is_some(),
    }
}

/// The column or field that holds the start of what ends at `key`, where there is one.
pub fn start_of(key: &str) -> Option<&'static str> {
    match key {
        "calendar.endDate" => Some("calendar.startDate"),
        "endDate" => Some("startDate"),
        "targetDate" => Some("baselineDate"),
        _ => None,
    }
}

struct Rule {
    section: SectionId,
    path: &'static str,
    what: Text,
    holds: fn(&SectionDoc) -> bool,
}

static RULES: [Rule; 7] = [
    Rule {
        section: SectionId::Actions,
        path: "actions",
        what: Text::new(
            "Chaque action sert au moins un objectif",
            "Each action serves at least one objective",
        ),
        holds: |doc| {
            let path = Path::field("actions");
            let serves = |id: &String| !doc.set(&path.row(id).column("objectiveIds")).is_empty();
            doc.rows(&path).iter().all(serves)
        },
    },
    Rule {
        section: SectionId::Budget,
        path: ledger::FUNDING,
        what: Text::new("Les ressources égalent les dépenses", "The funding equals the expenses"),
        holds: |doc| {
            let totals = ledger::read(doc);
            totals.expenses > Cents::ZERO && totals.balance == Cents::ZERO
        },
    },
    Rule {
        section: SectionId::Budget,
        path: ledger::FUNDING,
        what: Text::new(
            "La demande au FIP ne dépasse pas les lignes qu’il peut financer",
            "The request to the FIP does not exceed the lines it may fund",
        ),
        holds: |doc| !ledger::read(doc).fip_over_eligible,
    },
    Rule {
        section: SectionId::Resources,
        path: "resources.staffNeeds",
        what: Text::new(
            "Au moins un des quatre moyens est décrit",
            "At least one of the four kinds of means is described",
        ),
        holds: is_started,
    },
    Rule {
        section: SectionId::Approvals,
        path: "approvals",
        what: Text::new(
            "Le visa du directeur ou de la directrice, du chef ou de la cheffe d’établissement",
            "The visa of the head of the school",
        ),
        holds: |doc| {
            let path = Path::field("approvals");
            let words = |id: &str, column| match doc.value(&path.row(id).column(column)) {
                Some(Value::Words(words)) => words,
                _ => String::new(),
            };
            doc.rows(&path).iter().any(|id| {
                let head =
                    ["directeur", "chef_etablissement"].contains(&words(id, "body").as_str());
                head && words(id, "outcome") == "signed"
            })
        },
    },
    Rule {
        section: SectionId::Calendar,
        path: "calendar.endDate",
        what: Text::new(
            "La fin vient après le début, cinq ans au plus",
            "The end comes after the start, five years at most",
        ),
        holds: |doc| {
            let date = |key| match doc.value(&Path::field(key)) {
                Some(Value::Words(date)) => IsoDate::parse(&date).ok(),
                _ => None,
            };
            match (date("calendar.startDate"), date("calendar.endDate")) {
                (Some(start), Some(end)) => start < end && end <= start.plus_years(LONGEST_YEARS),
                _ => false,
            }
        },
    },
    Rule {
        section: SectionId::Innovation,
        path: "innovation.experimentation.derogation",
        what: Text::new(
            "La dérogation demandée est décrite",
            "The requested derogation is described",
        ),
        holds: |doc| {
            let asked = doc.value(&Path::field("innovation.experimentation.requested"));
            let described = doc.blocks(&Path::field("innovation.experimentation.derogation"));
            asked != Some(Value::Flag(true)) || !described.is_empty()
        },
    },
];

fn rules(doc: &SectionDoc) -> impl Iterator<Item = Missing> {
    RULES
        .iter()
        .filter(|rule| rule.section == doc.section.id && !(rule.holds)(doc))
        .map(|rule| Missing { path: Path::field(rule.path), what: rule.what })
}
