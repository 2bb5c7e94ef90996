//! Section 3, the project in a few lines. Owns: its fields. Does not know: where the summary is
//! published.

use crate::form::lists::{AXES, LEVELS, SCHOOL_YEARS, THEMES};
use crate::form::{Field, Kind, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Summary,
    step: Step::Project,
    title: SectionId::Summary.title(),
    purpose: Text::new(
        "Ce qu’un lecteur pressé doit retenir : un titre, une phrase, quelques lignes. Cette \
         partie sert aussi de fiche de présentation.",
        "What a hurried reader must remember: a title, a sentence, a few lines. This part also \
         serves as a presentation sheet.",
    ),
    fields: &[
        Field::line("summary.title", 120, "Titre du projet", "Project title")
            .help("120 caractères au plus.", "At most 120 characters.")
            .required(),
        Field::line(
            "summary.tagline",
            200,
            "Le projet en une phrase",
            "The project in one sentence",
        )
        .help(
            "200 caractères au plus : ce que les élèves feront, et pour quoi.",
            "At most 200 characters: what pupils will do, and what for.",
        ),
        Field::rich("summary.abstract", 1500, "Résumé", "Abstract")
            .help(
                "De 3 à 8 lignes, 1 500 caractères au plus : le constat, ce qui sera fait, pour \
                 quels élèves.",
                "From 3 to 8 lines, at most 1,500 characters: the finding, what will be done, for \
                 which pupils.",
            )
            .required(),
        Field::new("summary.axes", Kind::Choices(&AXES), "Axes", "Axes")
            .help(
                "Un ou plusieurs : aucun n’est imposé.",
                "One or several: none is imposed.",
            )
            .required(),
        Field::new(
            "summary.themes",
            Kind::Choices(&THEMES),
            "Thématiques",
            "Themes",
        )
        .help(
            "Cinq ou six suffisent : celles qui décrivent le projet, pas tout ce qu’il effleure.",
            "Five or six are enough: those that describe the project, not all that it touches.",
        )
        .required(),
        Field::new(
            "summary.freeTags",
            Kind::Tags { max: 10 },
            "Mots-clés libres",
            "Free keywords",
        )
        .help(
            "Dix au plus, pour ce que la liste des thématiques ne dit pas.",
            "At most ten, for what the list of themes does not say.",
        ),
        Field::new(
            "summary.schoolLevels",
            Kind::Choices(&LEVELS),
            "Niveaux concernés",
            "School levels",
        ),
        Field::new(
            "summary.schoolYears",
            Kind::Choices(&SCHOOL_YEARS),
            "Années scolaires",
            "School years",
        )
        .help(
            "Des années qui se suivent, cinq au plus.",
            "Consecutive years, five at most.",
        ),
    ],
};
