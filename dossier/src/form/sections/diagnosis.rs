//! Section 5, what the project starts from. Owns: its fields. Does not know: any pupil.

use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Diagnosis,
    step: Step::Project,
    title: SectionId::Diagnosis.title(),
    purpose: Text::new(
        "Ce que l’équipe observe, les données qui l’appuient et ce dont les élèves ont besoin. La \
         commission attend des constats fondés sur des données objectives.",
        "What the team observes, the data that support it and what pupils need. The committee \
         expects findings based on objective data.",
    ),
    fields: &[
        Field::rich(
            "diagnosis.findings",
            8000,
            "Constats et diagnostic",
            "Findings and diagnosis",
        )
        .help(
            "Ce qui va bien, ce qui fait difficulté et pourquoi. Aucun élève ne doit pouvoir être \
             reconnu.",
            "What goes well, what is difficult and why. No pupil must be recognisable.",
        )
        .required(),
        Field::new(
            "diagnosis.evidence",
            Kind::Rows(&EVIDENCE),
            "Données objectives",
            "Objective data",
        )
        .help(
            "Au moins une. Donnez toujours la source, et seulement des données agrégées : évitez \
             les groupes de moins de cinq élèves.",
            "At least one. Always give the source, and only aggregate data: avoid groups of fewer \
             than five pupils.",
        )
        .required(),
        Field::new(
            "diagnosis.needs",
            Kind::Rows(&NEEDS),
            "Besoins des élèves, par priorité",
            "Pupils’ needs, by priority",
        )
        .help(
            "Ce que les élèves doivent pouvoir faire ou vivre, plutôt que ce qui manque à l’école.",
            "What pupils should be able to do or live, rather than what the school lacks.",
        )
        .required(),
    ],
};

static EVIDENCE: Rows = Rows {
    fields: &[
        Field::line("label", 200, "Donnée", "Figure").required(),
        Field::line("value", 80, "Valeur", "Value").required(),
        Field::line("source", 200, "Source", "Where it comes from").required(),
        Field::new("year", Kind::Number { min: 1900.0, max: 2100.0, decimals: 0 }, "Année", "Year"),
    ],
    with_id: false,
    noun: Text::new("une donnée", "a figure"),
    title: "label",
    layout: RowLayout::Table,
};

static NEEDS: Rows = Rows {
    fields: &[
        Field::new(
            "priority",
            Kind::Number { min: 1.0, max: 20.0, decimals: 0 },
            "Priorité",
            "Priority",
        ),
        Field::new("text", Kind::Lines { max: 400 }, "Besoin", "Need").required(),
    ],
    with_id: false,
    noun: Text::new("un besoin", "a need"),
    title: "text",
    layout: RowLayout::Table,
};
