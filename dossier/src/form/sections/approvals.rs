//! Section 16, opinions, signatures and documents. Owns: its fields. Does not know: where files are
//! kept.

use crate::form::lists::{APPROVAL_BODIES, APPROVAL_OUTCOMES, ATTACHMENT_KINDS};
use crate::form::{Field, Kind, RowLayout, Rows, Section, SectionId, Step, Target};
use crate::lang::Text;

/// A document that a budget line refers to.
pub const ATTACHMENT: Target =
    Target { section: SectionId::Approvals, rows: "attachments", title: "filename" };

pub static SECTION: Section = Section {
    id: SectionId::Approvals,
    step: Step::Financing,
    title: SectionId::Approvals.title(),
    purpose: Text::new(
        "Les avis des conseils, le visa de la direction et les documents à joindre. Le dossier ne \
         peut être déposé sans le visa du directeur, de la directrice ou du chef d’établissement.",
        "The opinions of councils, the signature of the head and the documents to attach. The \
         file cannot be submitted without the head’s signature.",
    ),
    fields: &[
        Field::new(
            "approvals",
            Kind::Rows(&APPROVALS),
            "Avis, délibérations et visas",
            "Opinions, resolutions and signatures",
        )
        .help(
            "Une ligne par instance. Inscrivez aussi celles qui doivent encore se prononcer, « en \
             attente ».",
            "One row for each body. Enter those that have yet to decide too, as “pending”.",
        )
        .required(),
        Field::new("attachments", Kind::Rows(&ATTACHMENTS), "Pièces jointes", "Attachments").help(
            "Devis, conventions, comptes rendus, plans : PDF, ODT, ODS, DOCX, XLSX, PNG ou JPG, \
             10 Mo au plus par fichier. Aucune photo d’élève.",
            "Quotes, agreements, minutes, plans: PDF, ODT, ODS, DOCX, XLSX, PNG or JPG, at most \
             10 MB a file. No photo of pupils.",
        ),
    ],
};

static APPROVALS: Rows = Rows {
    fields: &[
        Field::new(
            "body",
            Kind::Choice(&APPROVAL_BODIES),
            "Instance ou personne",
            "Body or person",
        )
        .required()
        .half(),
        Field::line("label", 160, "Intitulé", "Wording").half(),
        Field::new("date", Kind::Date, "Date", "Date of the opinion").half(),
        Field::new("outcome", Kind::Choice(&APPROVAL_OUTCOMES), "Avis", "Outcome")
            .required()
            .half(),
        Field::new("comment", Kind::Lines { max: 600 }, "Commentaire", "Comment"),
    ],
    with_id: false,
    noun: Text::new("un avis ou un visa", "an opinion or a signature"),
    title: "label",
    layout: RowLayout::Cards,
};

static ATTACHMENTS: Rows = Rows {
    fields: &[
        Field::new("kind", Kind::Choice(&ATTACHMENT_KINDS), "Nature", "Kind of document")
            .required(),
        Field::line("filename", 160, "Nom du fichier", "File name").required(),
        Field::new(
            "sizeBytes",
            Kind::Number { min: 0.0, max: 10_485_760.0, decimals: 0 },
            "Taille (en octets)",
            "Size (in bytes)",
        )
        .derived(),
    ],
    with_id: true,
    noun: Text::new("une pièce", "a document"),
    title: "filename",
    layout: RowLayout::Table,
};
