//! Section 8, what is new and what departs from the rules. Owns: its fields. Does not know: who
//! grants a derogation.

use crate::form::{Field, Kind, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Innovation,
    step: Step::Project,
    title: SectionId::Innovation.title(),
    purpose: Text::new(
        "Ce que le projet change dans les façons d’apprendre et de travailler ensemble. \
         L’originalité n’est pas exigée : « nouveau ici » suffit.",
        "What the project changes in the ways of learning and working together. Originality is \
         not required: “new here” is enough.",
    ),
    fields: &[
        Field::rich(
            "innovation.rationale",
            8000,
            "Caractère innovant",
            "What is new",
        )
        .help(
            "Ce qui sera fait autrement qu’aujourd’hui dans votre école ou votre établissement.",
            "What will be done differently from today in your school.",
        )
        .required(),
        Field::new(
            "innovation.experimentation.requested",
            Kind::Bool,
            "Expérimentation demandée (article L. 314-2 du code de l’éducation)",
            "Experimentation requested (article L. 314-2 of the Education Code)",
        )
        .help(
            "À cocher seulement si le projet déroge aux règles : horaires, programmes, \
             composition des classes…",
            "Tick only if the project departs from the rules: hours, curricula, make-up of \
             classes…",
        ),
        Field::rich(
            "innovation.experimentation.derogation",
            8000,
            "Dérogation demandée",
            "Derogation requested",
        )
        .help(
            "Nécessaire si une expérimentation est demandée : à quelle règle déroger, pour qui, \
             combien de temps.",
            "Needed if an experimentation is requested: which rule to depart from, for whom, for \
             how long.",
        ),
        Field::rich(
            "innovation.researchLinks",
            8000,
            "Lien avec la recherche",
            "Links with research",
        )
        .help(
            "Travaux, chercheurs ou cellule académique innovation (CARDIE) sur lesquels l’équipe \
             s’appuie.",
            "Studies, researchers or the academy’s innovation unit (CARDIE) that the team relies \
             on.",
        ),
    ],
};
