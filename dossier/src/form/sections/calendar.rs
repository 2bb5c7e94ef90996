//! Section 13, when. Owns: its fields. Does not know: school holidays.

use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Calendar,
    step: Step::Project,
    title: SectionId::Calendar.title(),
    purpose: Text::new(
        "Du premier au dernier jour du projet, cinq ans au plus, et les étapes entre les deux.",
        "From the first to the last day of the project, five years at most, and the stages in \
         between.",
    ),
    fields: &[
        Field::new(
            "calendar.startDate",
            Kind::Date,
            "Début du projet",
            "Start of the project",
        )
        .help(
            "Laissez à la commission le temps de décider : comptez quelques mois après le dépôt.",
            "Leave the committee time to decide: allow a few months after filing.",
        )
        .required()
        .half(),
        Field::new(
            "calendar.endDate",
            Kind::Date,
            "Fin du projet",
            "End of the project",
        )
        .required()
        .half(),
        Field::new(
            "calendar.phases",
            Kind::Rows(&PHASES),
            "Étapes et jalons",
            "Stages and milestones",
        )
        .help(
            "Pensez au bilan intermédiaire et à l’évaluation finale.",
            "Think of the interim report and of the final evaluation.",
        ),
    ],
};

static PHASES: Rows = Rows {
    fields: &[
        Field::line("label", 160, "Étape", "Stage").required(),
        Field::new("startDate", Kind::Date, "Début", "Start"),
        Field::new("endDate", Kind::Date, "Fin", "End"),
        Field::line("milestone", 160, "Jalon", "Milestone"),
    ],
    with_id: true,
    noun: Text::new("une étape", "a stage"),
    title: "label",
    layout: RowLayout::Table,
};
