//! Section 2, the adults who carry the project. Owns: its fields. Does not know: accounts.

use crate::form::lists::FUNCTIONS;
use crate::form::{Check, Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Team,
    step: Step::Project,
    title: SectionId::Team.title(),
    purpose: Text::new(
        "Qui coordonne le projet, qui en est responsable et qui y participe. Des adultes \
         seulement : aucun élève n’est nommé dans le dossier.",
        "Who coordinates the project, who answers for it and who takes part. Adults only: no \
         pupil is named in the file.",
    ),
    fields: &[
        Field::line("team.lead.name", 120, "Coordination : prénom et nom", "Leader: full name")
            .group("Porteur ou porteuse du projet (coordination)", "Project leader (coordination)")
            .required()
            .half(),
        Field::new(
            "team.lead.function",
            Kind::Choice(&FUNCTIONS),
            "Coordination : fonction",
            "Leader: function",
        )
        .required()
        .half(),
        Field::line(
            "team.lead.functionLabel",
            160,
            "Coordination : intitulé exact de la fonction",
            "Leader: function in full",
        )
        .help(
            "Par exemple « Professeure de SVT ». C’est cet intitulé, sans le nom, qui figure dans \
             les publications.",
            "For example “Science teacher”. Publications show this wording, without the name.",
        )
        .half(),
        Field::checked(
            "team.lead.email",
            Check::Email,
            "Coordination : adresse électronique professionnelle",
            "Leader: work email address",
        )
        .help(
            "L’équipe d’appui y envoie ses remarques.",
            "The support team sends its comments there.",
        )
        .required()
        .half(),
        Field::line("team.head.name", 120, "Direction : prénom et nom", "Head: full name")
            .group(
                "Directeur ou directrice d’école, chef ou cheffe d’établissement",
                "Head of the school",
            )
            .help(
                "Le visa du dossier vient de cette personne.",
                "The file is signed by this person.",
            )
            .required()
            .half(),
        Field::new(
            "team.head.function",
            Kind::Choice(&FUNCTIONS),
            "Direction : fonction",
            "Head: function",
        )
        .required()
        .half(),
        Field::line(
            "team.head.functionLabel",
            160,
            "Direction : intitulé exact de la fonction",
            "Head: function in full",
        )
        .half(),
        Field::checked(
            "team.head.email",
            Check::Email,
            "Direction : adresse électronique professionnelle",
            "Head: work email address",
        )
        .required()
        .half(),
        Field::new(
            "team.members",
            Kind::Rows(&MEMBERS),
            "Membres de l’équipe projet",
            "Members of the project team",
        )
        .group("Équipe projet", "Project team")
        .help(
            "Enseignants, autres personnels, parents ou partenaires qui mettent le projet en \
             œuvre.",
            "Teachers, other staff, parents or partners who carry the project out.",
        ),
    ],
};

static MEMBERS: Rows = Rows {
    fields: &[
        Field::line("name", 120, "Prénom et nom", "Full name").required(),
        Field::new("function", Kind::Choice(&FUNCTIONS), "Fonction", "Function"),
        Field::line("functionLabel", 160, "Intitulé exact", "Function in full"),
        Field::new(
            "roleInProject",
            Kind::Lines { max: 300 },
            "Rôle dans le projet",
            "Role in the project",
        ),
    ],
    with_id: false,
    noun: Text::new("un membre", "a member"),
    title: "name",
    layout: RowLayout::Table,
};
