//! What a section still lacks before the dossier can be filed. Owns: the rules across the fields
//! of one section. Does not know: views, how values are stored.

use crate::document::path::Path;
use crate::document::read::Value;
use crate::document::schema::SectionDoc;
use crate::document::text;
use crate::form::identifiers::{Cents, IsoDate};
use crate::form::{Field, Kind, SectionId, ledger};
use crate::lang::Text;

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
    // In an empty section some rules hold for want of anything to break them: nobody did that.
    let left = if is_started(doc) { missing(doc).len() } else { required };
    Progress { done: required.saturating_sub(left), required }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::Edit;
    use crate::document::interchange::{School, blank, import};

    fn paths(doc: &SectionDoc) -> Vec<String> {
        missing(doc).iter().map(|missing| missing.path.to_string()).collect()
    }

    #[test]
    fn the_examples_lack_only_what_their_state_says() {
        for (json, unsigned) in [
            (include_str!("../../examples/college-sciences-numerique.json"), false),
            (include_str!("../../examples/ecole-cour-bien-etre.json"), false),
            (include_str!("../../examples/lycee-pro-boutique-reemploi.json"), true),
        ] {
            for (id, first) in import(json).expect("an example").sections {
                let doc = SectionDoc::load(id, 5, &first).expect("it loads");
                let lacks = unsigned && id == SectionId::Approvals;
                let expected: &[&str] = if lacks { &["approvals"] } else { &[] };
                assert_eq!(paths(&doc), expected, "{id:?}");
                let Progress { done, required } = progress(&doc);
                assert_eq!(done + expected.len(), required, "{id:?}");
            }
        }
    }

    #[test]
    fn a_blank_dossier_lacks_everything_but_its_title_and_school() {
        let school = School {
            uai: "0750001A".to_owned(),
            name: "École des Tilleuls".to_owned(),
            nature: "nowhere".to_owned(),
            ..School::default()
        };
        let (mut done, mut required) = (0, 0);
        for (id, first) in blank(&school, "Ma cour") {
            let doc = SectionDoc::load(id, 5, &first).expect("it loads");
            let filled = [SectionId::Identification, SectionId::Summary].contains(&id);
            assert_eq!(is_started(&doc), filled, "{id:?}");
            let progress = progress(&doc);
            assert!(filled || progress.done == 0, "{id:?}: nobody wrote {progress:?}");
            done += progress.done;
            required += progress.required;
            for field in doc.section.fields.iter().filter(|field| field.required) {
                let lacks = paths(&doc).contains(&field.key.to_owned());
                let given =
                    ["identification.establishment.uai", "identification.establishment.name"];
                assert_eq!(lacks, !given.contains(&field.key) && field.key != "summary.title");
            }
        }
        assert_eq!(done, 3);
        assert!(required > 40, "{required}");
    }

    #[test]
    fn rules_across_fields_follow_the_fields() {
        let year = |doc: &SectionDoc, key: &str, date: &str| {
            let value = Some(Value::Words(date.to_owned()));
            doc.edit(&Edit::Set { path: Path::field(key), value }).expect("a date");
        };
        let doc = SectionDoc::open(SectionId::Calendar, 5);
        year(&doc, "calendar.startDate", "2027-09-01");
        for (end, holds) in [
            ("2027-09-01", false),
            ("2027-08-31", false),
            ("2027-09-02", true),
            ("2032-09-01", true),
            ("2032-09-02", false),
        ] {
            year(&doc, "calendar.endDate", end);
            assert_eq!(paths(&doc).is_empty(), holds, "{end}");
        }
    }
}
