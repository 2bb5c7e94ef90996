//! Section 14, how one will know. Owns: its fields. Does not know: the values measured later, which
//! are in the reports.

use super::objectives::OBJECTIVE;
use crate::form::lists::INDICATOR_KINDS;
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step, Target};
use crate::lang::Text;

/// An indicator that a report gives a value of.
pub const INDICATOR: Target =
    Target { section: SectionId::Evaluation, rows: "evaluation.indicators", title: "label" };

pub static SECTION: Section = Section {
    id: SectionId::Evaluation,
    step: Step::Project,
    title: SectionId::Evaluation.title(),
    purpose: Text::new(
        "Comment l’équipe saura si le projet réussit. Chaque objectif a au moins un indicateur, \
         avec son état initial et sa cible.",
        "How the team will know whether the project succeeds. Each objective has at least one \
         indicator, with its baseline and its target.",
    ),
    fields: &[
        Field::rich(
            "evaluation.method",
            8000,
            "Méthode d’évaluation et comité de suivi",
            "Evaluation method and steering group",
        )
        .help(
            "Qui mesure, quand, avec quels outils, et qui se réunit pour en tirer les \
             conséquences. Seules des données agrégées sont conservées.",
            "Who measures, when, with which tools, and who meets to draw conclusions. Only \
             aggregate data are kept.",
        )
        .required(),
        Field::new("evaluation.indicators", Kind::Rows(&INDICATORS), "Indicateurs", "Indicators")
            .help(
                "Au moins un par objectif. Quelques indicateurs simples, déjà relevés si possible.",
                "At least one for each objective. A few simple ones, already measured if possible.",
            )
            .required(),
    ],
};

static INDICATORS: Rows = Rows {
    fields: &[
        Field::new("objectiveId", Kind::Link(OBJECTIVE), "Objectif mesuré", "Objective measured")
            .required(),
        Field::line("label", 200, "Indicateur", "Indicator").required(),
        Field::new("kind", Kind::Choice(&INDICATOR_KINDS), "Nature", "Kind of indicator")
            .required()
            .half(),
        Field::line("unit", 40, "Unité", "Unit")
            .help(
                "Par exemple %, points, élèves. Vide pour un indicateur qualitatif.",
                "For example %, points, pupils. Empty for a qualitative indicator.",
            )
            .half(),
        Field::new("baseline", Kind::Measure, "État initial", "Baseline")
            .help(
                "La valeur avant le projet : un nombre, ou des mots si l’indicateur est \
                 qualitatif.",
                "The value before the project: a number, or words if the indicator is qualitative.",
            )
            .half(),
        Field::new("baselineDate", Kind::Date, "Date de l’état initial", "Date of the baseline")
            .half(),
        Field::new("target", Kind::Measure, "Cible", "Target").half(),
        Field::new("targetDate", Kind::Date, "Date de la cible", "Date of the target").half(),
        Field::line("source", 200, "Source", "Where it comes from").half(),
        Field::line("responsible", 120, "Responsable du relevé", "Measured by").half(),
    ],
    with_id: true,
    noun: Text::new("un indicateur", "an indicator"),
    title: "label",
    layout: RowLayout::Cards,
};
