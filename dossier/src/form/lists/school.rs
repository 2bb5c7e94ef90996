//! What a school is: nature, degree, sector, priority education.
//! Owns: these lists. Does not know: the directory of schools they come from.

use super::{List, item};

pub static NATURES: List = List {
    name: "natures",
    items: &[
        item("ecole_maternelle", "École maternelle", "Nursery school"),
        item("ecole_elementaire", "École élémentaire", "Elementary school"),
        item(
            "ecole_primaire",
            "École primaire (maternelle et élémentaire)",
            "Primary school (nursery and elementary)",
        ),
        item("college", "Collège", "Collège (lower secondary)"),
        item(
            "lycee_general_technologique",
            "Lycée général et technologique",
            "General and technological lycée",
        ),
        item("lycee_polyvalent", "Lycée polyvalent", "Lycée with general and vocational tracks"),
        item("lycee_professionnel", "Lycée professionnel", "Vocational lycée"),
        item(
            "erea",
            "EREA (établissement régional d’enseignement adapté)",
            "EREA (regional school for adapted teaching)",
        ),
        item("medico_social", "Établissement médico-social", "Medical and social care institution"),
        item("other", "Autre établissement", "Other school"),
    ],
};

pub static DEGREES: List = List {
    name: "degrees",
    items: &[
        item("premier_degre", "Premier degré (école)", "Primary education"),
        item("second_degre", "Second degré (collège, lycée)", "Secondary education"),
    ],
};

pub static SECTORS: List = List {
    name: "sectors",
    items: &[
        item("public", "Public", "State school"),
        item("prive_sous_contrat", "Privé sous contrat", "Private school under State contract"),
    ],
};

pub static PRIORITY_EDUCATION: List = List {
    name: "priorityEducation",
    items: &[
        item("none", "Hors éducation prioritaire", "Not in priority education"),
        item("REP", "REP", "REP (priority education network)"),
        item("REP+", "REP+", "REP+ (reinforced priority education network)"),
    ],
};
