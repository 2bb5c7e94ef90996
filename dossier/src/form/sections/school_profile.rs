//! The second half of section 1: how to reach the school, what it is like, which schools join it.
//! Owns: these fields. Does not know: the directory.

use crate::form::lists::{PRIORITY_EDUCATION, SCHOOL_YEARS};
use crate::form::{Check, Field, Kind, RowLayout, Rows};
use crate::lang::Text;

pub(crate) const PROFILE: [Field; 14] = [
    Field::checked("identification.establishment.phone", Check::Phone, "Téléphone", "Telephone")
        .group("Contact", "How to reach the school")
        .third(),
    Field::checked(
        "identification.establishment.email",
        Check::Email,
        "Adresse électronique",
        "Email address",
    )
    .help(
        "La boîte de l’école ou de l’établissement, pas une adresse personnelle.",
        "The school’s mailbox, not a private address.",
    )
    .third(),
    Field::checked("identification.establishment.website", Check::Url, "Site internet", "Website")
        .third(),
    Field::checked(
        "identification.establishment.siret",
        Check::Siret,
        "Numéro SIRET",
        "SIRET number",
    )
    .group("Profil", "Profile")
    .help(
        "Quatorze chiffres. Une école publique donne celui de sa commune.",
        "Fourteen digits. A State primary school gives that of its municipality.",
    )
    .half(),
    Field::new(
        "identification.establishment.priorityEducation",
        Kind::Choice(&PRIORITY_EDUCATION),
        "Éducation prioritaire",
        "Priority education",
    )
    .half(),
    Field::new(
        "identification.establishment.otherLabels",
        Kind::Tags { max: 10 },
        "Autres labels",
        "Other labels",
    )
    .help(
        "Par exemple territoire éducatif rural, cité éducative, lycée des métiers.",
        "For example rural education territory, cité éducative, lycée des métiers.",
    ),
    Field::new(
        "identification.establishment.ips.value",
        Kind::Number { min: 0.0, max: 250.0, decimals: 1 },
        "Indice de position sociale (IPS)",
        "Social position index (IPS)",
    )
    .help(
        "Publié chaque année pour chaque école ; il se situe en général entre 38 et 179.",
        "Published every year for each school; it usually lies between 38 and 179.",
    )
    .half(),
    Field::new(
        "identification.establishment.ips.schoolYear",
        Kind::Choice(&SCHOOL_YEARS),
        "Année scolaire de l’IPS",
        "School year of the index",
    )
    .half(),
    Field::count("identification.establishment.pupilCount", "Effectif", "Number of pupils")
        .help(
            "Le nombre d’élèves de toute l’école ou de tout l’établissement.",
            "How many pupils the whole school has.",
        )
        .required()
        .half(),
    Field::count(
        "identification.establishment.classCount",
        "Nombre de classes",
        "Number of classes",
    )
    .half(),
    Field::new(
        "identification.establishment.specificUnits",
        Kind::Tags { max: 10 },
        "Dispositifs",
        "Specific units",
    )
    .help("Par exemple ULIS, SEGPA, UPE2A.", "For example ULIS, SEGPA, UPE2A.")
    .half(),
    Field::line(
        "identification.establishment.constituency",
        160,
        "Circonscription ou bassin",
        "Inspection area",
    )
    .help(
        "La circonscription dans le premier degré, le bassin de formation dans le second.",
        "The inspection district of a primary school, the training area of a secondary school.",
    )
    .half(),
    Field::new(
        "identification.isInterEstablishment",
        Kind::Bool,
        "Projet inter-établissements",
        "Several schools take part",
    )
    .group("Autres établissements", "Other schools"),
    Field::new(
        "identification.otherEstablishments",
        Kind::Rows(&OTHERS),
        "Établissements associés",
        "Associated schools",
    )
    .help(
        "Un par ligne, sans l’école ou l’établissement porteur.",
        "One a row, without the school that carries the project.",
    ),
];

static OTHERS: Rows = Rows {
    fields: &[
        Field::checked("uai", Check::Uai, "Code UAI", "School code (UAI)").required(),
        Field::line("name", 160, "Nom", "Name").required(),
        Field::line("city", 120, "Commune", "Town"),
        Field::new("role", Kind::Lines { max: 300 }, "Rôle dans le projet", "Role in the project"),
    ],
    with_id: false,
    noun: Text::new("un établissement", "a school"),
    title: "name",
    layout: RowLayout::Table,
};
