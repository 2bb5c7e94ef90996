//! Who people are to a school: functions, categories counted at meetings, qualities at sign-up.
//! Owns: these lists. Does not know: accounts and rights.

use super::{List, item};

/// Functions of the adults named in a dossier.
pub static FUNCTIONS: List = List {
    name: "functions",
    items: &[
        item("school_director", "Directeur ou directrice d’école", "Head of a primary school"),
        item("primary_teacher", "Professeur ou professeure des écoles", "Primary school teacher"),
        item("teacher", "Professeur ou professeure (second degré)", "Secondary school teacher"),
        item("librarian_teacher", "Professeur ou professeure documentaliste", "Teacher librarian"),
        item(
            "cpe",
            "Conseiller principal ou conseillère principale d’éducation (CPE)",
            "Pupil welfare and discipline officer (CPE)",
        ),
        item("principal", "Principal ou principale de collège", "Head of a collège"),
        item("provisor", "Proviseur ou proviseure", "Head of a lycée"),
        item("deputy_head", "Chef ou cheffe d’établissement adjoint", "Deputy head"),
        item(
            "ddfpt",
            "Directeur délégué ou directrice déléguée aux formations (DDFPT)",
            "Head of vocational and technological studies (DDFPT)",
        ),
        item(
            "general_secretary",
            "Secrétaire général ou générale d’EPLE",
            "School administration and finance manager",
        ),
        item(
            "aed",
            "Assistant ou assistante d’éducation (AED)",
            "Pupil supervision assistant (AED)",
        ),
        item(
            "aesh",
            "Accompagnant ou accompagnante d’élèves en situation de handicap (AESH)",
            "Support worker for pupils with disabilities (AESH)",
        ),
        item("nurse", "Infirmier ou infirmière scolaire", "School nurse"),
        item("social_worker", "Assistant ou assistante de service social", "Social worker"),
        item(
            "psy_en",
            "Psychologue de l’éducation nationale (Psy-EN)",
            "Educational psychologist (Psy-EN)",
        ),
        item(
            "atsem",
            "Agent ou agente des écoles maternelles (ATSEM)",
            "Nursery school assistant (ATSEM)",
        ),
        item(
            "extracurricular_manager",
            "Responsable du périscolaire",
            "Manager of before- and after-school activities",
        ),
        item(
            "ien",
            "Inspecteur ou inspectrice de l’éducation nationale (IEN)",
            "Primary education inspector (IEN)",
        ),
        item(
            "ia_ipr",
            "Inspecteur ou inspectrice d’académie (IA-IPR)",
            "Regional education inspector (IA-IPR)",
        ),
        item("pedagogical_adviser", "Conseiller ou conseillère pédagogique", "Educational adviser"),
        item("elected_official", "Élu ou élue", "Elected representative"),
        item("local_officer", "Agent ou agente de collectivité", "Local authority officer"),
        item("parent", "Parent d’élève", "Parent"),
        item("association", "Membre d’une association", "Member of an association"),
        item("business", "Membre d’une entreprise", "Member of a business"),
        item("other", "Autre fonction", "Other function"),
    ],
};

/// Categories of people counted at a meeting: counts only, never names.
pub static ATTENDANCE: List = List {
    name: "attendance",
    items: &[
        item("teachers", "Enseignants", "Teachers"),
        item("other_staff", "Autres personnels", "Other staff"),
        item("parents", "Parents", "Parents and guardians"),
        item("pupils", "Élèves", "Pupils"),
        item("local_authority", "Collectivités", "Local authorities"),
        item("associations", "Associations", "Voluntary associations"),
        item("businesses", "Entreprises", "Businesses"),
        item("other", "Autres", "Others"),
    ],
};

/// In which quality a person signs up. It gives no right by itself.
pub static QUALITIES: List = List {
    name: "qualities",
    items: &[
        item("teacher", "Enseignant ou enseignante", "Teacher"),
        item(
            "head",
            "Directeur ou directrice d’école, chef ou cheffe d’établissement",
            "School head",
        ),
        item("parent", "Parent d’élève", "Parent"),
        item("local_authority", "Élu ou agent d’une collectivité", "Local authority"),
        item("association", "Membre d’une association", "Member of an association"),
        item("business", "Membre d’une entreprise", "Member of a business"),
        item(
            "support",
            "Équipe d’appui (IEN, conseiller ou conseillère pédagogique, rectorat)",
            "Support team (inspector, adviser, academy)",
        ),
        item("other", "Autre qualité", "Other"),
    ],
};
