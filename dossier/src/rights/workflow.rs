//! Where a dossier stands between its first line and its closing. Owns: [`Status`], its ids and its
//! labels. Does not know: who moves a dossier from one to the next.

use crate::enum_names::by_name;
use crate::lang::Text;

/// The status of a dossier. The ids are stored and exchanged: never rename.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Draft,
    Concertation,
    Drafting,
    Ready,
    Submitted,
    UnderReview,
    ChangesRequested,
    Committee,
    Approved,
    ApprovedWithConditions,
    Deferred,
    Rejected,
    Funded,
    InProgress,
    FinalReport,
    Closed,
    Abandoned,
}

by_name!(Status, Status::as_str, Status::parse);

impl Status {
    /// In the order of a dossier's life.
    pub const ALL: [Status; 17] = [
        Status::Draft,
        Status::Concertation,
        Status::Drafting,
        Status::Ready,
        Status::Submitted,
        Status::UnderReview,
        Status::ChangesRequested,
        Status::Committee,
        Status::Approved,
        Status::ApprovedWithConditions,
        Status::Deferred,
        Status::Rejected,
        Status::Funded,
        Status::InProgress,
        Status::FinalReport,
        Status::Closed,
        Status::Abandoned,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Concertation => "concertation",
            Status::Drafting => "drafting",
            Status::Ready => "ready",
            Status::Submitted => "submitted",
            Status::UnderReview => "under_review",
            Status::ChangesRequested => "changes_requested",
            Status::Committee => "committee",
            Status::Approved => "approved",
            Status::ApprovedWithConditions => "approved_with_conditions",
            Status::Deferred => "deferred",
            Status::Rejected => "rejected",
            Status::Funded => "funded",
            Status::InProgress => "in_progress",
            Status::FinalReport => "final_report",
            Status::Closed => "closed",
            Status::Abandoned => "abandoned",
        }
    }

    pub fn parse(id: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.as_str() == id)
    }

    pub const fn label(self) -> Text {
        match self {
            Status::Draft => Text::new("Brouillon", "Draft"),
            Status::Concertation => Text::new("En concertation", "In concertation"),
            Status::Drafting => Text::new("En rédaction", "Being written"),
            Status::Ready => Text::new("Prêt à déposer", "Ready to file"),
            Status::Submitted => Text::new("Déposé", "Filed"),
            Status::UnderReview => Text::new("En instruction", "Under review"),
            Status::ChangesRequested => Text::new("À compléter", "To be completed"),
            Status::Committee => Text::new("En commission", "In committee"),
            Status::Approved => Text::new("Validé", "Approved"),
            Status::ApprovedWithConditions => {
                Text::new("Validé à compléter", "Approved, to be completed")
            }
            Status::Deferred => Text::new("Ajourné", "Deferred"),
            Status::Rejected => Text::new("Non retenu", "Not selected"),
            Status::Funded => Text::new("Financé", "Funded"),
            Status::InProgress => Text::new("En cours", "In progress"),
            Status::FinalReport => Text::new("Bilan déposé", "Final report filed"),
            Status::Closed => Text::new("Clos", "Closed"),
            Status::Abandoned => Text::new("Abandonné", "Abandoned"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_one_in_code_in_json_and_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        assert_eq!(Status::parse("Draft"), None);
        assert_eq!(Status::parse(""), None);
    }
}
