//! Section 17, the academy's side. Owns: its fields. Does not know: the status that a decision
//! leads to.

use super::names::SECTIONS;
use crate::form::lists::{DECISIONS, EXCHANGE_KINDS};
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Review,
    step: Step::Financing,
    title: SectionId::Review.title(),
    purpose: Text::new(
        "Les échanges avec l’équipe d’appui, puis la décision de la commission académique. \
         L’académie remplit cette partie ; l’école ou l’établissement la lit et répond.",
        "Exchanges with the support team, then the decision of the academy’s committee. The \
         academy fills this part in; the school reads it and replies.",
    ),
    fields: &[
        Field::new("review.submittedAt", Kind::Date, "Déposé le", "Submitted on")
            .group("Dépôt", "Submission")
            .half(),
        Field::line("review.submittedBy", 120, "Déposé par", "Submitted by").half(),
        Field::new(
            "review.supportTeam",
            Kind::List { noun: Text::new("une fonction", "a function") },
            "Équipe d’appui",
            "Support team",
        )
        .group("Instruction", "Review")
        .help(
            "Par fonction : « IEN de circonscription », « Conseillère pédagogique ».",
            "By function: “District inspector”, “Educational adviser”.",
        ),
        Field::new("review.exchanges", Kind::Rows(&EXCHANGES), "Échanges", "Exchanges"),
        Field::new(
            "review.committee.date",
            Kind::Date,
            "Date de la commission",
            "Date of the committee",
        )
        .group("Commission académique", "Academy’s committee")
        .third(),
        Field::new("review.committee.decision", Kind::Choice(&DECISIONS), "Décision", "Decision")
            .third(),
        Field::new(
            "review.committee.amountGranted",
            Kind::Money,
            "Montant accordé",
            "Amount granted",
        )
        .third(),
        Field::new(
            "review.committee.conditions",
            Kind::Lines { max: 1000 },
            "Conditions",
            "Conditions set",
        )
        .help(
            "Ce que l’école ou l’établissement doit compléter ou transmettre, et pour quand.",
            "What the school must complete or send, and by when.",
        ),
    ],
};

static EXCHANGES: Rows = Rows {
    fields: &[
        Field::new("date", Kind::Date, "Date", "Date of the exchange").required().half(),
        Field::line("author", 120, "Auteur ou autrice", "Author").required().half(),
        Field::new("kind", Kind::Choice(&EXCHANGE_KINDS), "Nature", "Kind of exchange").half(),
        Field::new("section", Kind::Choice(&SECTIONS), "Section concernée", "Section concerned")
            .half(),
        Field::new("text", Kind::Lines { max: 2000 }, "Message", "Text of the message").required(),
    ],
    with_id: false,
    noun: Text::new("un message", "a message"),
    title: "author",
    layout: RowLayout::Cards,
};
