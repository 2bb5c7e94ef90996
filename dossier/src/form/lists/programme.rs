//! What the programme is about: axes, themes, school levels and years, kinds of indicators.
//! Owns: these lists. Does not know: which field uses them.
//!
//! The themes are those that schools really wrote in the national base, with slugs of our own.

use super::{List, item, name};

/// The three axes of the programme.
pub static AXES: List = List {
    name: "axes",
    items: &[
        item(
            "excellence",
            "Excellence : réussite et niveau des élèves",
            "Excellence: achievement and standards",
        ),
        item("equality", "Égalité : réduction des inégalités", "Equality: reducing inequalities"),
        item("wellbeing", "Bien-être", "Wellbeing"),
    ],
};

pub static THEMES: List = List {
    name: "themes",
    items: &[
        item("amenagement_des_espaces", "Aménagement des espaces", "Layout of learning spaces"),
        item("classe_flexible", "Classe flexible", "Flexible classroom"),
        item("lire_ecrire_compter", "Lire, écrire, compter", "Reading, writing, counting"),
        item("francais", "Français", "French language"),
        item("mathematiques", "Mathématiques", "Mathematics"),
        item("lecture", "Lecture, quart d’heure de lecture", "Reading, daily reading time"),
        item("bien_etre", "Bien-être", "Wellbeing"),
        item(
            "climat_scolaire",
            "Climat scolaire, prévention de la violence",
            "School climate, prevention of violence",
        ),
        item(
            "competences_psychosociales",
            "Compétences psychosociales, culture de l’engagement",
            "Social and emotional skills, commitment",
        ),
        item(
            "egalite_filles_garcons",
            "Égalité entre les filles et les garçons",
            "Equality between girls and boys",
        ),
        item("mixite_sociale", "Mixité sociale", "Social mix"),
        item("ecole_inclusive", "École inclusive", "Inclusive school"),
        item("numerique", "Numérique", "Digital technology"),
        item(
            "education_aux_medias",
            "Éducation aux médias et à l’information",
            "Media and information literacy",
        ),
        item(
            "sciences_et_culture_scientifique",
            "Sciences et culture scientifique",
            "Science and scientific culture",
        ),
        item(
            "arts_et_culture",
            "Éducation artistique et culturelle",
            "Arts and cultural education",
        ),
        item("sport_et_sante", "Sport et santé", "Sport and health"),
        item("langues", "Langues vivantes", "Modern languages"),
        item(
            "international",
            "Alliances éducatives internationales",
            "International educational alliances",
        ),
        item("parcours_d_apprentissage", "Parcours d’apprentissage", "Learning pathways"),
        item(
            "lien_cm2_6e",
            "Liaison entre le CM2 et la 6e",
            "From primary school to collège (CM2 to 6e)",
        ),
        item("lien_college_lycee", "Liaison entre le collège et le lycée", "From collège to lycée"),
        item("lien_avec_les_familles", "Lien avec les familles", "Links with families"),
        item("periscolaire", "Périscolaire", "Before- and after-school time"),
        item("orientation", "Orientation", "Guidance on studies and careers"),
        item(
            "perseverance_scolaire",
            "Persévérance scolaire, prévention du décrochage",
            "Staying in school, prevention of early leaving",
        ),
        item("entrepreneuriat", "Esprit d’entreprendre", "Entrepreneurship"),
        item("developpement_durable", "Développement durable", "Sustainable development"),
        item("citoyennete", "Citoyenneté", "Citizenship"),
        item("tenue_commune", "Tenue commune", "Common school outfit"),
        item("ludopedagogie", "Ludopédagogie", "Learning through games"),
        item("mediation_animale", "Médiation animale", "Animal-assisted learning"),
        item("intergenerationnel", "Liens entre les générations", "Links between generations"),
        item("other", "Autre thématique", "Other theme"),
    ],
};

/// School levels, from the youngest pupils to the oldest. English labels give the usual age at the
/// beginning of the year, since the French names say nothing abroad.
pub static LEVELS: List = List {
    name: "levels",
    items: &[
        item("TPS", "TPS", "TPS (age 2)"),
        item("PS", "PS", "PS (age 3)"),
        item("MS", "MS", "MS (age 4)"),
        item("GS", "GS", "GS (age 5)"),
        item("CP", "CP", "CP (age 6)"),
        item("CE1", "CE1", "CE1 (age 7)"),
        item("CE2", "CE2", "CE2 (age 8)"),
        item("CM1", "CM1", "CM1 (age 9)"),
        item("CM2", "CM2", "CM2 (age 10)"),
        item("6e", "6e", "6e (age 11)"),
        item("5e", "5e", "5e (age 12)"),
        item("4e", "4e", "4e (age 13)"),
        item("3e", "3e", "3e (age 14)"),
        item("3e prépa-métiers", "3e prépa-métiers", "3e, pre-vocational (age 14)"),
        item("SEGPA", "SEGPA", "SEGPA (adapted teaching)"),
        item("ULIS", "ULIS", "ULIS (inclusion unit)"),
        item("UPE2A", "UPE2A", "UPE2A (newly arrived pupils)"),
        item("2de GT", "2de générale et technologique", "2de, general or technological (age 15)"),
        item("1re", "1re générale ou technologique", "1re, general or technological (age 16)"),
        item("Tle", "Tle générale ou technologique", "Tle, general or technological (age 17)"),
        item("2de pro", "2de professionnelle", "2de, vocational (age 15)"),
        item("1re pro", "1re professionnelle", "1re, vocational (age 16)"),
        item("Tle pro", "Tle professionnelle", "Tle, vocational (age 17)"),
        item("CAP1", "CAP, 1re année", "CAP, first year"),
        item("CAP2", "CAP, 2e année", "CAP, second year"),
        item("BTS", "BTS", "BTS (two-year higher diploma)"),
        item("CPGE", "CPGE", "CPGE (preparatory classes)"),
    ],
};

/// A school year runs from September to August and is named after both.
pub static SCHOOL_YEARS: List = List {
    name: "schoolYears",
    items: &[
        name("2022-2023", "2022-2023"),
        name("2023-2024", "2023-2024"),
        name("2024-2025", "2024-2025"),
        name("2025-2026", "2025-2026"),
        name("2026-2027", "2026-2027"),
        name("2027-2028", "2027-2028"),
        name("2028-2029", "2028-2029"),
        name("2029-2030", "2029-2030"),
        name("2030-2031", "2030-2031"),
        name("2031-2032", "2031-2032"),
        name("2032-2033", "2032-2033"),
        name("2033-2034", "2033-2034"),
        name("2034-2035", "2034-2035"),
    ],
};

pub static INDICATOR_KINDS: List = List {
    name: "indicatorKinds",
    items: &[
        item("quantitative", "Quantitatif (un nombre)", "Quantitative (a number)"),
        item("qualitative", "Qualitatif (des mots)", "Qualitative (words)"),
    ],
};
