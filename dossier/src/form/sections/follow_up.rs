//! Section 18, what became of the project. Owns: its fields. Does not know: the grant, which is in
//! the review.

use super::evaluation::INDICATOR;
use crate::form::lists::REPORT_KINDS;
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::FollowUp,
    step: Step::Financing,
    title: SectionId::FollowUp.title(),
    purpose: Text::new(
        "Une fois le projet financé : ce qui a été fait, ce que disent les indicateurs, ce qui a \
         été dépensé.",
        "Once the project is funded: what was done, what the indicators say, what was spent.",
    ),
    fields: &[
        Field::new("followUp.reports", Kind::Rows(&REPORTS), "Bilans", "Reports").help(
            "La dépense ne devrait pas dépasser le montant accordé.",
            "Spending should not exceed the amount granted.",
        ),
        Field::rich("followUp.finalReport", 8000, "Bilan final", "Final report").help(
            "Ce qui a marché, ce qui n’a pas marché, ce qui continue. Des données agrégées \
             seulement.",
            "What worked, what did not, what goes on. Aggregate data only.",
        ),
    ],
};

static REPORTS: Rows = Rows {
    fields: &[
        Field::new("date", Kind::Date, "Date du bilan", "Date of the report").required().half(),
        Field::new("kind", Kind::Choice(&REPORT_KINDS), "Nature", "Kind of report")
            .required()
            .half(),
        Field::rich("summary", 8000, "Synthèse", "Summary").required(),
        Field::new(
            "indicatorValues",
            Kind::Rows(&VALUES),
            "Valeurs des indicateurs",
            "Values of the indicators",
        ),
        Field::new("amountSpent", Kind::Money, "Montant dépensé à ce jour", "Amount spent to date")
            .half(),
    ],
    with_id: false,
    noun: Text::new("un bilan", "a report"),
    title: "date",
    layout: RowLayout::Cards,
};

static VALUES: Rows = Rows {
    fields: &[
        Field::new("indicatorId", Kind::Link(INDICATOR), "Indicateur", "Indicator").required(),
        Field::new("value", Kind::Measure, "Valeur", "Value").required(),
        Field::new("date", Kind::Date, "Relevé le", "Measured on"),
    ],
    with_id: false,
    noun: Text::new("une valeur", "a value"),
    title: "indicatorId",
    layout: RowLayout::Table,
};
