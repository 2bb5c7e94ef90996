//! Section 1, the school. Owns: its fields. Does not know: the directory that fills the derived
//! ones.

use super::school_profile::PROFILE;
use crate::form::lists::{ACADEMIES, DEGREES, DEPARTMENTS, NATURES, REGIONS, SECTORS};
use crate::form::{Check, Field, Kind, Section, SectionId, Step};
use crate::lang::Text;

pub static SECTION: Section = Section {
    id: SectionId::Identification,
    step: Step::Project,
    title: SectionId::Identification.title(),
    purpose: Text::new(
        "L’école ou l’établissement qui porte le projet. L’académie s’en sert pour confier le \
         dossier aux bons interlocuteurs et pour verser la subvention.",
        "The school that carries the project. The academy uses it to hand the file to the right \
         people and to pay the grant.",
    ),
    fields: &FIELDS,
};

static FIELDS: [Field; 30] = join(SCHOOL, PROFILE);

const SCHOOL: [Field; 16] = [
    Field::checked(
        "identification.establishment.uai",
        Check::Uai,
        "Code UAI (ex-RNE)",
        "School code (UAI)",
    )
    .help(
        "Sept chiffres et une lettre, par exemple 0639801L. Il figure sur les courriers du \
         rectorat.",
        "Seven digits and a letter, for example 0639801L. It stands on letters from the academy.",
    )
    .required()
    .half(),
    Field::line(
        "identification.establishment.name",
        160,
        "Nom de l’école ou de l’établissement",
        "Name of the school",
    )
    .required()
    .half(),
    Field::new(
        "identification.establishment.nature",
        Kind::Choice(&NATURES),
        "Nature",
        "Kind of school",
    )
    .required()
    .third(),
    Field::line("identification.establishment.natureCode", 10, "Code nature", "Code of the kind")
        .derived()
        .third(),
    Field::new(
        "identification.establishment.level",
        Kind::Choice(&DEGREES),
        "Degré",
        "Level of education",
    )
    .required()
    .third(),
    Field::new("identification.establishment.sector", Kind::Choice(&SECTORS), "Secteur", "Sector")
        .required()
        .half(),
    Field::line(
        "identification.establishment.ministry",
        120,
        "Ministère de tutelle",
        "Supervising ministry",
    )
    .derived()
    .half(),
    Field::line("identification.establishment.address.line1", 120, "Adresse", "Address")
        .group("Adresse et territoire", "Address and territory")
        .half(),
    Field::line(
        "identification.establishment.address.line2",
        120,
        "Complément d’adresse",
        "Address, second line",
    )
    .half(),
    Field::checked(
        "identification.establishment.address.postalCode",
        Check::PostalCode,
        "Code postal",
        "Postcode",
    )
    .third(),
    Field::line("identification.establishment.address.city", 120, "Commune", "Town").third(),
    Field::checked(
        "identification.establishment.address.inseeCode",
        Check::InseeCommune,
        "Code INSEE de la commune",
        "INSEE code of the town",
    )
    .help(
        "Cinq caractères, souvent différents du code postal.",
        "Five characters, often not the postcode.",
    )
    .third(),
    Field::new(
        "identification.establishment.departmentCode",
        Kind::Choice(&DEPARTMENTS),
        "Département",
        "Département",
    )
    .half(),
    Field::new(
        "identification.establishment.academyCode",
        Kind::Choice(&ACADEMIES),
        "Académie",
        "Academy (education authority)",
    )
    .required()
    .half(),
    Field::line(
        "identification.establishment.academyName",
        80,
        "Libellé de l’académie",
        "Name of the academy",
    )
    .derived()
    .half(),
    Field::new(
        "identification.establishment.regionCode",
        Kind::Choice(&REGIONS),
        "Région",
        "Region",
    )
    .half(),
];

/// Both halves of the section, in the order of the form.
const fn join<const A: usize, const B: usize, const N: usize>(
    first: [Field; A],
    second: [Field; B],
) -> [Field; N] {
    assert!(A + B == N);
    let mut all = [first[0]; N];
    let mut i = 0;
    while i < N {
        all[i] = if i < A { first[i] } else { second[i - A] };
        i += 1;
    }
    all
}
