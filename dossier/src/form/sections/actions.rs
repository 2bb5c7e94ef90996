//! Section 7, what will be done. Owns: its fields. Does not know: the budget lines that pay for an
//! action.

use super::objectives::OBJECTIVE;
use super::partners::PARTNER;
use crate::form::lists::LEVELS;
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step, Target};
use crate::lang::Text;

/// An action that a budget line pays for.
pub const ACTION: Target = Target { section: SectionId::Actions, rows: "actions", title: "title" };

pub static SECTION: Section = Section {
    id: SectionId::Actions,
    step: Step::Project,
    title: SectionId::Actions.title(),
    purpose: Text::new(
        "Ce que l’équipe et les élèves feront, avec qui et quand. Chaque action sert au moins un \
         objectif.",
        "What the team and the pupils will do, with whom and when. Each action serves at least \
         one objective.",
    ),
    fields: &[Field::new("actions", Kind::Rows(&ACTIONS), "Actions", "Actions of the project")
        .help(
            "Quatre ou cinq actions bien décrites valent mieux que dix intentions.",
            "Four or five actions well described are better than ten intentions.",
        )
        .required()],
};

static ACTIONS: Rows = Rows {
    fields: &[
        Field::line("title", 160, "Titre de l’action", "Title of the action").required(),
        Field::rich("description", 8000, "Description", "What is done").help(
            "Ce que font les élèves, à quel rythme, avec quels adultes.",
            "What pupils do, how often, with which adults.",
        ),
        Field::new("objectiveIds", Kind::Links(OBJECTIVE), "Objectifs servis", "Objectives served")
            .help(
                "Au moins un. Les objectifs se saisissent dans la section « Objectifs et effets \
             attendus ».",
                "At least one. Objectives are entered in the section “Objectives and expected \
             effects”.",
            )
            .required(),
        Field::new("levels", Kind::Choices(&LEVELS), "Niveaux", "School levels"),
        Field::count("pupilCount", "Nombre d’élèves", "Number of pupils").half(),
        Field::line("responsible", 120, "Responsable", "Person in charge")
            .help("Un adulte de l’équipe projet.", "An adult of the project team.")
            .half(),
        Field::new("partnerIds", Kind::Links(PARTNER), "Partenaires", "Partners involved"),
        Field::new("startDate", Kind::Date, "Début", "Start").half(),
        Field::new("endDate", Kind::Date, "Fin", "End").half(),
        Field::new("deliverable", Kind::Lines { max: 300 }, "Réalisation attendue", "Deliverable")
            .help(
                "Ce qui existera à la fin de l’action et que l’on pourra montrer.",
                "What will exist at the end of the action and can be shown.",
            ),
    ],
    with_id: true,
    noun: Text::new("une action", "an action"),
    title: "title",
    layout: RowLayout::Cards,
};
