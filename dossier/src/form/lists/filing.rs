//! From the opinions to the final report: who approves, what is attached, what is decided.
//! Owns: these lists. Does not know: the status of a dossier, which follows other rules.

use super::{List, item};

pub static APPROVAL_BODIES: List = List {
    name: "approvalBodies",
    items: &[
        item("conseil_ecole", "Conseil d’école", "School council (primary)"),
        item("conseil_pedagogique", "Conseil pédagogique", "Teaching council (secondary)"),
        item("conseil_administration", "Conseil d’administration", "Governing board (secondary)"),
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
        item("collectivite", "Collectivité", "Local authority"),
        item("directeur", "Directeur ou directrice d’école", "Head of the primary school"),
        item(
            "chef_etablissement",
            "Chef ou cheffe d’établissement",
            "Head of the secondary school",
        ),
    ],
};

pub static APPROVAL_OUTCOMES: List = List {
    name: "approvalOutcomes",
    items: &[
        item("favourable", "Favorable", "In favour"),
        item("unfavourable", "Défavorable", "Against"),
        item("reserved", "Réservé", "With reservations"),
        item("signed", "Signé", "Signed"),
        item("pending", "En attente", "Pending"),
    ],
};

pub static ATTACHMENT_KINDS: List = List {
    name: "attachmentKinds",
    items: &[
        item("quote", "Devis", "Quote"),
        item("agreement", "Convention", "Agreement"),
        item("minutes", "Compte rendu", "Minutes"),
        item("plan", "Plan", "Floor plan"),
        item("other", "Autre pièce", "Other document"),
    ],
};

pub static EXCHANGE_KINDS: List = List {
    name: "exchangeKinds",
    items: &[
        item("comment", "Remarque", "Comment"),
        item("completion_request", "Demande de complément", "Request for completion"),
        item("reply", "Réponse", "Reply"),
    ],
};

pub static DECISIONS: List = List {
    name: "decisions",
    items: &[
        item("approved", "Validé", "Approved"),
        item("approved_with_conditions", "Validé à compléter", "Approved, to be completed"),
        item("deferred", "Ajourné (à représenter)", "Deferred (to be presented again)"),
        item("rejected", "Non retenu", "Not selected"),
    ],
};

pub static REPORT_KINDS: List = List {
    name: "reportKinds",
    items: &[
        item("interim", "Bilan intermédiaire", "Interim report"),
        item("final", "Bilan final", "Final report"),
    ],
};
