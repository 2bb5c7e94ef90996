//! Section 15, what remains and what is shown. Owns: its fields. Does not know: where it is shown.

use crate::form::{Field, Kind, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Sustainability,
    step: Step::Project,
    title: SectionId::Sustainability.title(),
    purpose: Text::new(
        "Ce qui continuera une fois le financement terminé, et comment le projet sera partagé \
         avec d’autres écoles.",
        "What will go on once the funding has ended, and how the project will be shared with \
         other schools.",
    ),
    fields: &[
        Field::rich("sustainability.continuation", 8000, "Pérennisation", "Continuation").help(
            "Qui prendra le relais, avec quels moyens, et ce qui serait maintenu sans financement.",
            "Who will take over, with which means, and what would be kept without funding.",
        ),
        Field::rich(
            "sustainability.dissemination",
            8000,
            "Valorisation et essaimage",
            "Sharing and spreading",
        )
        .help(
            "Ressources publiées, visites, présentations à d’autres équipes.",
            "Published resources, visits, talks to other teams.",
        ),
        Field::new(
            "sustainability.openDay.candidate",
            Kind::Bool,
            "Volontaire pour des portes ouvertes",
            "Willing to take part in an open day",
        )
        .group("Portes ouvertes", "Open day")
        .half(),
        Field::line("sustainability.openDay.event", 160, "Événement", "Event").half(),
        Field::new(
            "sustainability.pitch180.speakers",
            Kind::List { noun: Text::new("une personne", "a speaker") },
            "Qui présente",
            "Speakers",
        )
        .group("Présentation en 180 secondes", "The 180-second talk")
        .help(
            "Des adultes par leur nom, des élèves seulement par leur nombre : « deux élèves \
             volontaires ».",
            "Adults by their names, pupils only by their number: “two pupils who volunteered”.",
        ),
        Field::new(
            "sustainability.pitch180.durationSeconds",
            Kind::Number { min: 0.0, max: 3600.0, decimals: 0 },
            "Durée visée (en secondes)",
            "Intended duration (in seconds)",
        )
        .half(),
        Field::rich(
            "sustainability.pitch180.script",
            8000,
            "Texte de la présentation",
            "Script of the talk",
        )
        .help(
            "De 300 à 450 mots à dire à voix haute : le projet, le constat, les objectifs, les \
             moyens demandés. Un titre commence la diapositive suivante ; sans titre, les \
             paragraphes sont répartis.",
            "From 300 to 450 words to be said aloud: the project, the finding, the objectives, \
             the means requested. A heading begins the next slide; without headings the paragraphs \
             are dealt out.",
        ),
    ],
};
