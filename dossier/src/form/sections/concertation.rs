//! Section 4, the meetings with everybody concerned. Owns: its fields. Does not know: the names of
//! those who came: a meeting counts people.

use crate::form::lists::ATTENDANCE;
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Concertation,
    step: Step::Concertation,
    title: SectionId::Concertation.title(),
    purpose: Text::new(
        "Qui a été réuni, sur quelles questions et avec quelles conclusions. Sans concertation, \
         la demande n’est pas recevable : l’équipe seule, sans parents ni collectivité, se verra \
         renvoyer le dossier.",
        "Who met, on which questions and with which conclusions. A request without consultation \
         is not taken: a file by the staff alone, without parents or the local authority, will be \
         sent back.",
    ),
    fields: &[
        Field::rich(
            "concertation.method",
            8000,
            "Méthode et préparation",
            "Method and preparation",
        )
        .help(
            "Comment les participants ont été invités, ce qui leur a été envoyé avant, comment le \
             travail a été organisé.",
            "How people were invited, what they were sent beforehand, how the work was organised.",
        ),
        Field::new(
            "concertation.sessions",
            Kind::Rows(&SESSIONS),
            "Séances",
            "Meetings",
        )
        .help(
            "Au moins une, avec sa date et ses conclusions. Plusieurs séances courtes valent \
             mieux qu’une longue.",
            "At least one, with its date and conclusions. Several short meetings are better than \
             a long one.",
        )
        .required(),
        Field::rich(
            "concertation.initialIdeas",
            8000,
            "Idées initiales",
            "Initial ideas",
        )
        .help(
            "Toutes les idées recueillies, y compris celles qui n’ont pas été retenues.",
            "All the ideas gathered, including those that were not kept.",
        ),
    ],
};

static SESSIONS: Rows = Rows {
    fields: &[
        Field::new("date", Kind::Date, "Date", "Date of the meeting")
            .required()
            .third(),
        Field::new("startTime", Kind::Time, "Heure de début", "Start time").third(),
        Field::new(
            "durationMinutes",
            Kind::Number {
                min: 0.0,
                max: 1440.0,
                decimals: 0,
            },
            "Durée (en minutes)",
            "Duration (in minutes)",
        )
        .third(),
        Field::line("place", 160, "Lieu", "Place"),
        Field::line(
            "facilitator",
            160,
            "Facilitateur ou facilitatrice",
            "Facilitator",
        )
        .help(
            "La personne qui anime sans prendre parti. Son nom ou sa fonction.",
            "The person who leads without taking sides. A name or a function.",
        )
        .half(),
        Field::line(
            "minutesTaker",
            160,
            "Secrétaire de séance",
            "Minutes taken by",
        )
        .half(),
        Field::new(
            "participants",
            Kind::Rows(&PARTICIPANTS),
            "Participants par catégorie",
            "Participants by category",
        )
        .help(
            "Des nombres, jamais de noms ni de feuille d’émargement.",
            "Counts, never names or an attendance sheet.",
        ),
        Field::new(
            "agenda",
            Kind::List {
                noun: Text::new("un point", "an item"),
            },
            "Ordre du jour",
            "Agenda",
        ),
        Field::new(
            "questions",
            Kind::List {
                noun: Text::new("une question", "a question"),
            },
            "Problématiques",
            "Questions",
        )
        .help(
            "Quatre ou cinq questions ouvertes, choisies avant la séance.",
            "Four or five open questions, chosen before the meeting.",
        ),
        Field::rich(
            "conclusions",
            8000,
            "Compte rendu et conclusions",
            "Minutes and conclusions",
        )
        .help(
            "Les points d’accord, ce qui reste ouvert, les suites. Citez des propos sans nommer \
             leur auteur.",
            "What was agreed, what is left open, what comes next. Quote words without naming who \
             said them.",
        )
        .required(),
    ],
    with_id: true,
    noun: Text::new("une séance", "a meeting"),
    title: "date",
    layout: RowLayout::Cards,
};

static PARTICIPANTS: Rows = Rows {
    fields: &[
        Field::new("category", Kind::Choice(&ATTENDANCE), "Catégorie", "Category").required(),
        Field::count("count", "Nombre", "How many").required(),
    ],
    with_id: false,
    noun: Text::new("une catégorie", "a category"),
    title: "category",
    layout: RowLayout::Table,
};
