//! Section 9, for whom. Owns: its fields. Does not know: any name: this section counts.

use crate::form::lists::LEVELS;
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Audience,
    step: Step::Project,
    title: SectionId::Audience.title(),
    purpose: Text::new(
        "Combien d’élèves, de personnels et de familles le projet touche. Des nombres seulement, \
         jamais de noms ni de situations individuelles.",
        "How many pupils, staff and families the project reaches. Numbers only, never names or \
         individual situations.",
    ),
    fields: &[
        Field::count(
            "audience.directPupils",
            "Élèves bénéficiaires directs",
            "Pupils who benefit directly",
        )
        .help(
            "Les élèves qui prennent part aux actions, comptés une seule fois chacun.",
            "Pupils who take part in the actions, each counted once.",
        )
        .required()
        .half(),
        Field::count(
            "audience.indirectPupils",
            "Élèves bénéficiaires indirects",
            "Pupils who benefit indirectly",
        )
        .half(),
        Field::count("audience.staffCount", "Personnels mobilisés", "Staff involved").half(),
        Field::count("audience.familiesInvolved", "Familles associées", "Families involved").half(),
        Field::new(
            "audience.byLevel",
            Kind::Rows(&BY_LEVEL),
            "Répartition par niveau",
            "Breakdown by level",
        )
        .help(
            "Le total devrait égaler le nombre de bénéficiaires directs. En dessous de cinq \
             élèves, regroupez des niveaux : un élève pourrait être reconnu.",
            "The total should equal the number of direct beneficiaries. Below five pupils, merge \
             levels: a pupil could be recognised.",
        ),
        Field::rich(
            "audience.inclusion",
            8000,
            "Accessibilité et inclusion",
            "Accessibility and inclusion",
        )
        .help(
            "Comment chaque élève peut participer, quels que soient ses besoins. Parlez \
             d’aménagements, pas de diagnostics.",
            "How each pupil can take part, whatever their needs. Speak of adjustments, not of \
             diagnoses.",
        ),
    ],
};

static BY_LEVEL: Rows = Rows {
    fields: &[
        Field::new("level", Kind::Choice(&LEVELS), "Niveau", "Level").required(),
        Field::count("count", "Nombre d’élèves", "Number of pupils").required(),
    ],
    with_id: false,
    noun: Text::new("un niveau", "a level"),
    title: "level",
    layout: RowLayout::Table,
};
