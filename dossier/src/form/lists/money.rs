//! Where money goes and where it comes from, in the State's budget vocabulary.
//! Owns: these lists and [`Nature`]. Does not know: amounts and totals.

use super::{List, item};
use crate::lang::Text;

/// The category of an expense, which decides its [`Nature`].
pub static EXPENSE_CATEGORIES: List = List {
    name: "expenseCategories",
    items: &[
        item(
            "t2_hse",
            "Heures supplémentaires effectives (HSE)",
            "Overtime hours actually worked (HSE)",
        ),
        item(
            "t2_imp",
            "Indemnité pour mission particulière (IMP)",
            "Allowance for a special assignment (IMP)",
        ),
        item("t2_vacation", "Vacations", "Fees paid by the session"),
        item("ht2_supplies", "Fournitures et petit matériel", "Supplies and small items"),
        item("ht2_service", "Prestations et intervenants", "Services and outside speakers"),
        item("ht2_travel", "Déplacements et transports", "Travel and transport"),
        item("ht2_training", "Formation", "Training"),
        item("ht2_subscription", "Abonnements et licences", "Subscriptions and licences"),
        item("ht2_equipment", "Équipement", "Equipment"),
        item("ht2_furniture", "Mobilier", "Furniture"),
        item("ht2_digital", "Matériel numérique", "Digital equipment"),
        item(
            "ht2_works",
            "Travaux (collectivité, hors FIP)",
            "Building works (local authority, not FIP)",
        ),
    ],
};

/// The budget nature of an expense: the State separates staff costs (title 2) from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Title2,
    Operating,
    Investment,
}

impl Nature {
    pub const ALL: [Nature; 3] = [Nature::Title2, Nature::Operating, Nature::Investment];

    pub const fn label(self) -> Text {
        match self {
            Nature::Title2 => Text::new("Titre 2 (personnel)", "Title 2 (staff)"),
            Nature::Operating => Text::new("Fonctionnement", "Operating costs"),
            Nature::Investment => Text::new("Investissement", "Capital expenditure"),
        }
    }
}

/// The nature of an id of [`EXPENSE_CATEGORIES`]; `None` for any other.
pub fn nature_of(category: &str) -> Option<Nature> {
    match category {
        "t2_hse" | "t2_imp" | "t2_vacation" => Some(Nature::Title2),
        "ht2_supplies" | "ht2_service" | "ht2_travel" | "ht2_training" | "ht2_subscription" => {
            Some(Nature::Operating)
        }
        "ht2_equipment" | "ht2_furniture" | "ht2_digital" | "ht2_works" => Some(Nature::Investment),
        _ => None,
    }
}

/// The five types of the national base, and works, which are for the local authority.
pub static PROVISION_TYPES: List = List {
    name: "provisionTypes",
    items: &[
        item("equipment", "Achat de matériel", "Purchase of equipment"),
        item("external_speaker", "Intervenant extérieur", "Outside speaker"),
        item("travel", "Déplacement", "Travel"),
        item("training", "Formation", "Training"),
        item("staff", "Personnel EN", "State education staff"),
        item("works", "Travaux", "Building works"),
    ],
};

pub static FUNDERS: List = List {
    name: "funders",
    items: &[
        item("fip", "Fonds d’innovation pédagogique (FIP)", "Educational Innovation Fund (FIP)"),
        item("commune", "Commune", "Municipality (commune)"),
        item("epci", "Intercommunalité", "Group of municipalities"),
        item("departement", "Département", "Département council"),
        item("region", "Région", "Regional council"),
        item("state_operator", "Opérateur de l’État", "State agency"),
        item("eple", "Budget de l’établissement", "School’s own budget"),
        item("school_cooperative", "Coopérative scolaire", "School cooperative"),
        item("foundation", "Fondation ou mécénat", "Foundation or sponsorship"),
        item("association", "Association", "Voluntary association"),
        item("europe", "Fonds européens", "European funds"),
        item("other", "Autre financeur", "Other funder"),
    ],
};

pub static FUNDING_STATUSES: List = List {
    name: "fundingStatuses",
    items: &[
        item("considered", "Envisagé", "Considered"),
        item("requested", "Demandé", "Requested"),
        item("agreed_in_principle", "Accord de principe", "Agreed in principle"),
        item("confirmed", "Confirmé", "Confirmed"),
        item("granted", "Accordé", "Granted"),
        item("refused", "Refusé", "Refused"),
    ],
};

/// Who may receive the grant. A State primary school has no budget: another body does it for it.
pub static RECIPIENTS: List = List {
    name: "recipients",
    items: &[
        item("eple", "L’établissement (EPLE)", "The secondary school itself (EPLE)"),
        item("commune", "La commune", "The municipality"),
        item("epci", "L’intercommunalité", "The group of municipalities"),
        item(
            "support_eple",
            "Un EPLE de proximité, par convention",
            "A nearby secondary school, by agreement",
        ),
        item("ogec", "L’OGEC (privé sous contrat)", "The OGEC (private school under contract)"),
        item("other", "Un autre organisme", "Another body"),
    ],
};
