//! Section 11, what the project needs, in words. Owns: its fields. Does not know: what it costs.

use crate::form::{Field, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Resources,
    step: Step::Financing,
    title: SectionId::Resources.title(),
    purpose: Text::new(
        "Les moyens nécessaires et pourquoi. Une rubrique au moins est attendue ; les montants \
         vont dans le budget.",
        "The means needed and why. At least one part is expected; amounts go into the budget.",
    ),
    fields: &[
        Field::rich("resources.staffNeeds", 8000, "Moyens humains", "Staff").help(
            "Heures, missions, vacations. Indiquez aussi les moyens déjà obtenus, par exemple une \
             mission du Pacte enseignant.",
            "Hours, assignments, session fees. Mention means already obtained too, such as a \
             mission under the teachers’ Pact.",
        ),
        Field::rich("resources.trainingNeeds", 8000, "Formation", "Training").help(
            "Pour qui, sur quoi, combien de temps, avec quel intervenant.",
            "For whom, on what, how long, by whom.",
        ),
        Field::rich("resources.materialNeeds", 8000, "Matériel", "Equipment and supplies").help(
            "Ce que le matériel permettra de faire, et comment il sera entretenu.",
            "What the equipment will make possible, and how it will be maintained.",
        ),
        Field::rich(
            "resources.spaceNeeds",
            8000,
            "Espaces (hors bâti scolaire)",
            "Spaces (excluding buildings)",
        )
        .help(
            "Mobilier et aménagement. Les travaux relèvent de la collectivité et ne sont pas \
             financés par le FIP.",
            "Furniture and layout. Building works are for the local authority and are not paid by \
             the FIP.",
        ),
    ],
};
