//! Section 10, who helps, and the local authority that answers for the school. Owns: its fields.
//! Does not know: what each of them pays, which is in the budget.

use crate::form::lists::{
    AGREEMENT_IN_PRINCIPLE, AGREEMENT_STATUSES, AUTHORITY_TYPES, COMMITMENTS, PARTNER_TYPES,
};
use crate::form::{Check, Field, Kind, RowLayout, Rows, Section, SectionId, Step, Target};
use crate::lang::Text;

/// A partner whom an action involves.
pub const PARTNER: Target =
    Target { section: SectionId::Partners, rows: "partners", title: "name" };

pub static SECTION: Section = Section {
    id: SectionId::Partners,
    step: Step::Financing,
    title: SectionId::Partners.title(),
    purpose: Text::new(
        "Qui agit avec l’école ou l’établissement, et ce que dit la collectivité dont il dépend. \
         Une école a besoin de l’accord de sa commune, qui reçoit le plus souvent la subvention.",
        "Who acts with the school, and what its local authority says. A primary school needs the \
         agreement of its municipality, which usually receives the grant.",
    ),
    fields: &[
        Field::new("partners", Kind::Rows(&PARTNERS), "Partenaires", "Partners").help(
            "Collectivités, associations, entreprises, structures culturelles ou sportives, \
             recherche.",
            "Local authorities, associations, businesses, culture, sport, research.",
        ),
        Field::line(
            "localAuthority.name",
            160,
            "Nom de la collectivité",
            "Name of the local authority",
        )
        .group("Collectivité de rattachement", "Responsible local authority")
        .help(
            "La commune ou l’intercommunalité pour une école, le département pour un collège, la \
             région pour un lycée.",
            "The municipality or its group for a primary school, the département for a collège, \
             the region for a lycée.",
        )
        .third(),
        Field::new(
            "localAuthority.type",
            Kind::Choice(&AUTHORITY_TYPES),
            "Type de collectivité",
            "Type of authority",
        )
        .third(),
        Field::checked("localAuthority.siret", Check::Siret, "Numéro SIRET", "SIRET number")
            .third(),
        Field::new(
            "localAuthority.agreementInPrinciple",
            Kind::Choice(&AGREEMENT_IN_PRINCIPLE),
            "Accord de principe",
            "Agreement in principle",
        )
        .help(
            "Une école dépose son dossier avec un accord donné ou demandé.",
            "A primary school files with an agreement given or requested.",
        )
        .half(),
        Field::new(
            "localAuthority.agreementDate",
            Kind::Date,
            "Date de l’accord",
            "Date of the agreement",
        )
        .half(),
        Field::new(
            "localAuthority.willReceiveGrant",
            Kind::Bool,
            "La collectivité percevra la subvention",
            "The authority will receive the grant",
        )
        .help(
            "Une école n’a pas de budget : la commune perçoit souvent la subvention et avance une \
             partie des dépenses.",
            "A primary school has no budget: the municipality often receives the grant and \
             advances part of the expenses.",
        )
        .half(),
        Field::new(
            "localAuthority.agreementStatus",
            Kind::Choice(&AGREEMENT_STATUSES),
            "Convention financière",
            "Financial agreement",
        )
        .half(),
        Field::rich(
            "localAuthority.comment",
            8000,
            "Commentaire sur l’accord",
            "Comment on the agreement",
        ),
    ],
};

static PARTNERS: Rows = Rows {
    fields: &[
        Field::line("name", 160, "Nom du partenaire", "Name of the partner").required(),
        Field::new("type", Kind::Choice(&PARTNER_TYPES), "Type", "Type of partner").half(),
        Field::checked("siret", Check::Siret, "Numéro SIRET", "SIRET number").half(),
        Field::new("role", Kind::Lines { max: 300 }, "Rôle dans le projet", "Role in the project"),
        Field::new("contribution", Kind::Lines { max: 300 }, "Apport", "Contribution").help(
            "Temps, matériel, locaux ou argent. Reportez l’argent dans le plan de financement.",
            "Time, equipment, rooms or money. Enter money in the funding plan too.",
        ),
        Field::line("contactFunction", 160, "Fonction du contact", "Function of the contact")
            .help(
                "Une fonction, pas un nom : « Adjointe aux écoles ».",
                "A function, not a name: “Deputy mayor for schools”.",
            )
            .half(),
        Field::new("commitment", Kind::Choice(&COMMITMENTS), "Engagement", "Commitment").half(),
    ],
    with_id: true,
    noun: Text::new("un partenaire", "a partner"),
    title: "name",
    layout: RowLayout::Cards,
};
