//! Partners and the responsible local authority: what they are, how far they have agreed.
//! Owns: these lists. Does not know: which field uses them.

use super::{List, item};

pub static PARTNER_TYPES: List = List {
    name: "partnerTypes",
    items: &[
        item("commune", "Commune", "Municipality (commune)"),
        item("epci", "Intercommunalité", "Group of municipalities"),
        item("departement", "Département", "Département council"),
        item("region", "Région", "Regional council"),
        item("association", "Association", "Voluntary association"),
        item("business", "Entreprise", "Business"),
        item(
            "higher_education",
            "Enseignement supérieur et recherche",
            "Higher education and research",
        ),
        item("state_operator", "Opérateur de l’État", "State agency"),
        item("social_enterprise", "Économie sociale et solidaire, insertion", "Social enterprise"),
        item("cultural", "Structure culturelle", "Cultural organisation"),
        item("sport", "Structure sportive", "Sports organisation"),
        item("health", "Structure de santé", "Health organisation"),
        item("other", "Autre partenaire", "Other partner"),
    ],
};

pub static COMMITMENTS: List = List {
    name: "commitments",
    items: &[
        item("considered", "Envisagé", "Considered"),
        item("agreed_in_principle", "Accord de principe", "Agreed in principle"),
        item("agreement_signed", "Convention signée", "Agreement signed"),
    ],
};

/// Which local authority answers for the buildings: the municipality for a primary school, the
/// département for a collège, the region for a lycée.
pub static AUTHORITY_TYPES: List = List {
    name: "authorityTypes",
    items: &[
        item("commune", "Commune", "Municipality (commune)"),
        item("epci", "Intercommunalité", "Group of municipalities"),
        item("departement", "Département", "Département council"),
        item("region", "Région", "Regional council"),
        item("other", "Autre collectivité ou organisme", "Other authority or body"),
    ],
};

pub static AGREEMENT_IN_PRINCIPLE: List = List {
    name: "agreementInPrinciple",
    items: &[
        item("yes", "Oui, accord donné", "Yes, given"),
        item("no", "Non", "No"),
        item("pending", "Demandé, en attente de réponse", "Requested, no answer yet"),
        item("not_applicable", "Sans objet", "Not applicable"),
    ],
};

pub static AGREEMENT_STATUSES: List = List {
    name: "agreementStatuses",
    items: &[
        item("not_applicable", "Sans objet", "Not applicable"),
        item("draft", "En préparation", "Being prepared"),
        item("signed", "Signée", "Signed"),
    ],
};
