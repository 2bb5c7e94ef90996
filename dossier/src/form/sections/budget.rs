//! Section 12, expenses and funding. Owns: its fields. Does not know: totals, which are computed.

use super::actions::ACTION;
use super::approvals::ATTACHMENT;
use crate::form::lists::{
    EXPENSE_CATEGORIES, FUNDERS, FUNDING_STATUSES, PROVISION_TYPES, RECIPIENTS, SCHOOL_YEARS,
};
use crate::form::{Check, Field, Kind, RowLayout, Rows, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Budget,
    step: Step::Financing,
    title: SectionId::Budget.title(),
    purpose: Text::new(
        "Ce que le projet coûte, année par année, et qui le paie. Pour déposer, le total des \
         ressources doit égaler celui des dépenses.",
        "What the project costs, year by year, and who pays. To file, total funding must equal \
         total expenses.",
    ),
    fields: &[
        Field::new(
            "budget.grantRecipient.type",
            Kind::Choice(&RECIPIENTS),
            "Qui reçoit la subvention",
            "Who receives the grant",
        )
        .group("Bénéficiaire du versement", "Recipient of the payment")
        .help(
            "Une école publique ne peut pas la recevoir elle-même : choisissez la commune, \
             l’intercommunalité ou un EPLE de proximité.",
            "A State primary school cannot receive it itself: choose the municipality, its group \
             or a nearby secondary school.",
        )
        .required()
        .third(),
        Field::line(
            "budget.grantRecipient.name",
            160,
            "Nom du bénéficiaire",
            "Name of the recipient",
        )
        .required()
        .third(),
        Field::checked(
            "budget.grantRecipient.siret",
            Check::Siret,
            "Numéro SIRET",
            "SIRET number",
        )
        .required()
        .third(),
        Field::new(
            "budget.lines",
            Kind::Rows(&LINES),
            "Dépenses prévisionnelles",
            "Planned expenses",
        )
        .group("Dépenses", "Expenses")
        .help(
            "Une ligne par dépense et par année scolaire. Le montant est calculé : quantité × \
             montant unitaire.",
            "One row for each expense and school year. The amount is computed: quantity × unit \
             amount.",
        )
        .required(),
        Field::new(
            "budget.funding",
            Kind::Rows(&FUNDING),
            "Plan de financement",
            "Funding plan",
        )
        .group("Ressources", "Funding")
        .help(
            "Tous les financeurs, avec la demande au FIP. Total attendu : celui des dépenses.",
            "All funders, including the request to the FIP. Expected total: that of expenses.",
        )
        .required(),
        Field::rich(
            "budget.comment",
            8000,
            "Commentaire sur le budget",
            "Comment on the budget",
        )
        .help(
            "Ce que les chiffres ne disent pas : devis demandés, montants à confirmer, propriété \
             du matériel.",
            "What the figures do not say: quotes requested, amounts to be confirmed, who owns the \
             equipment.",
        ),
    ],
};

static LINES: Rows = Rows {
    fields: &[
        Field::line("label", 160, "Dépense", "Expense").required(),
        Field::new(
            "category",
            Kind::Choice(&EXPENSE_CATEGORIES),
            "Catégorie",
            "Category",
        )
        .help(
            "Elle décide du titre 2 (personnel), du fonctionnement ou de l’investissement.",
            "It decides between title 2 (staff), operating costs and capital expenditure.",
        )
        .required()
        .half(),
        Field::new(
            "provisionType",
            Kind::Choice(&PROVISION_TYPES),
            "Type de prestation",
            "Type of provision",
        )
        .help(
            "Les types de la base nationale.",
            "The types of the national database.",
        )
        .half(),
        Field::new(
            "quantity",
            Kind::Number {
                min: 0.0,
                max: 1_000_000.0,
                decimals: 2,
            },
            "Quantité",
            "Quantity",
        )
        .required()
        .third(),
        Field::line("unit", 40, "Unité", "Unit")
            .help("Heure, séance, journée, kit…", "Hour, session, day, kit…")
            .third(),
        Field::new("unitAmount", Kind::Money, "Montant unitaire", "Unit amount")
            .help("Toutes taxes comprises.", "Including all taxes.")
            .required()
            .third(),
        Field::new(
            "schoolYear",
            Kind::Choice(&SCHOOL_YEARS),
            "Année scolaire",
            "School year",
        )
        .required()
        .third(),
        Field::new(
            "mainFunder",
            Kind::Choice(&FUNDERS),
            "Financeur principal",
            "Main funder",
        )
        .third(),
        Field::new(
            "fipEligible",
            Kind::Bool,
            "Éligible au FIP",
            "Eligible for the FIP",
        )
        .help(
            "La demande au FIP ne peut dépasser le total des lignes éligibles. Les travaux ne le \
             sont pas.",
            "The request to the FIP cannot exceed the total of eligible rows. Building works are \
             not eligible.",
        )
        .third(),
        Field::new(
            "actionIds",
            Kind::Links(ACTION),
            "Actions concernées",
            "Actions concerned",
        )
        .half(),
        Field::new(
            "quoteRef",
            Kind::Link(ATTACHMENT),
            "Devis ou convention",
            "Quote or agreement",
        )
        .help(
            "Une pièce jointe de la section « Avis, visas et pièces jointes ».",
            "An attachment of the section “Opinions, signatures and attachments”.",
        )
        .half(),
    ],
    with_id: true,
    noun: Text::new("une dépense", "an expense"),
    title: "label",
    layout: RowLayout::Table,
};

static FUNDING: Rows = Rows {
    fields: &[
        Field::new("source", Kind::Choice(&FUNDERS), "Financeur", "Funder").required(),
        Field::line("label", 160, "Précision", "Details"),
        Field::new("amount", Kind::Money, "Montant", "Amount").required(),
        Field::new("status", Kind::Choice(&FUNDING_STATUSES), "État", "Status").required(),
    ],
    with_id: false,
    noun: Text::new("une ressource", "a source of funding"),
    title: "label",
    layout: RowLayout::Table,
};
