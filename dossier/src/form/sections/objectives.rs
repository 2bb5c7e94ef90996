//! Section 6, what the project aims at. Owns: its fields. Does not know: who points at an
//! objective.

use crate::form::lists::AXES;
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step, Target};
use crate::lang::Text;

/// An objective that an action serves and an indicator measures.
pub const OBJECTIVE: Target =
    Target { section: SectionId::Objectives, rows: "objectives.specific", title: "statement" };

pub static SECTION: Section = Section {
    id: SectionId::Objectives,
    step: Step::Project,
    title: SectionId::Objectives.title(),
    purpose: Text::new(
        "Ce que le projet doit changer pour les élèves. Un bon objectif spécifique est SMART : \
         précis, mesurable, atteignable, utile et daté.",
        "What the project must change for pupils. A good specific objective is SMART: specific, \
         measurable, achievable, relevant and dated.",
    ),
    fields: &[
        Field::rich("objectives.general", 8000, "Objectif général", "General objective")
            .help(
                "L’ambition du projet et son lien avec le projet d’école ou d’établissement.",
                "The ambition of the project and its link with the school’s own plan.",
            )
            .required(),
        Field::new(
            "objectives.specific",
            Kind::Rows(&SPECIFIC),
            "Objectifs spécifiques (SMART)",
            "Specific objectives (SMART)",
        )
        .help(
            "Trois ou quatre suffisent. Les actions et les indicateurs s’y rattachent ensuite.",
            "Three or four are enough. Actions and indicators are then tied to them.",
        )
        .required(),
        Field::rich("objectives.expectedEffects", 8000, "Effets attendus", "Expected effects")
            .help(
                "Ce qui se verra chez les élèves, dans l’équipe et avec les familles.",
                "What will show among pupils, in the team and with families.",
            ),
    ],
};

static SPECIFIC: Rows = Rows {
    fields: &[
        Field::new("axis", Kind::Choice(&AXES), "Axe", "Axis").half(),
        Field::new("statement", Kind::Lines { max: 400 }, "Objectif", "Objective").required(),
        Field::new(
            "measure",
            Kind::Lines { max: 300 },
            "Comment on le mesure",
            "How it is measured",
        ),
        Field::new("deadline", Kind::Date, "Échéance", "Deadline")
            .help("Avant la fin du projet.", "Before the end of the project.")
            .half(),
    ],
    with_id: true,
    noun: Text::new("un objectif", "an objective"),
    title: "statement",
    layout: RowLayout::Cards,
};
