//! What the eighteen sections are called. Owns: their titles and the list of them that a choice
//! may hold. Does not know: what is in a section.

use crate::form::SectionId;
use crate::form::lists::{Item, List};
use crate::lang::Text;

impl SectionId {
    pub const fn title(self) -> Text {
        match self {
            SectionId::Identification => Text::new(
                "Identification de l’école ou de l’établissement",
                "School identification",
            ),
            SectionId::Team => Text::new("Équipe projet et porteur", "Project team and leader"),
            SectionId::Summary => {
                Text::new("Carte d’identité du projet", "The project at a glance")
            }
            SectionId::Concertation => Text::new("Concertation", "Consultation meetings"),
            SectionId::Diagnosis => {
                Text::new("Constats, diagnostic et besoins", "Findings, diagnosis and needs")
            }
            SectionId::Objectives => {
                Text::new("Objectifs et effets attendus", "Objectives and expected effects")
            }
            SectionId::Actions => Text::new("Plan d’action", "Action plan"),
            SectionId::Innovation => Text::new(
                "Caractère innovant et expérimentation",
                "What is new, and experimentation",
            ),
            SectionId::Audience => Text::new("Publics et bénéficiaires", "Who benefits"),
            SectionId::Partners => Text::new(
                "Partenaires et collectivité de rattachement",
                "Partners and responsible local authority",
            ),
            SectionId::Resources => Text::new("Moyens demandés", "Resources requested"),
            SectionId::Budget => Text::new(
                "Budget prévisionnel et plan de financement",
                "Provisional budget and funding plan",
            ),
            SectionId::Calendar => Text::new("Calendrier", "Calendar"),
            SectionId::Evaluation => {
                Text::new("Évaluation et indicateurs", "Evaluation and indicators")
            }
            SectionId::Sustainability => Text::new(
                "Pérennisation, valorisation et présentation en 180 secondes",
                "Continuation, sharing and the 180-second talk",
            ),
            SectionId::Approvals => {
                Text::new("Avis, visas et pièces jointes", "Opinions, signatures and attachments")
            }
            SectionId::Review => Text::new("Instruction et décision", "Review and decision"),
            SectionId::FollowUp => Text::new("Suivi et bilan", "Follow-up and report"),
        }
    }
}

const fn named(id: SectionId) -> Item {
    Item { id: id.name(), label: id.title() }
}

/// The sections as a closed list, for an exchange that speaks of one of them.
pub static SECTIONS: List = List {
    name: "sections",
    items: &[
        named(SectionId::Identification),
        named(SectionId::Team),
        named(SectionId::Summary),
        named(SectionId::Concertation),
        named(SectionId::Diagnosis),
        named(SectionId::Objectives),
        named(SectionId::Actions),
        named(SectionId::Innovation),
        named(SectionId::Audience),
        named(SectionId::Partners),
        named(SectionId::Resources),
        named(SectionId::Budget),
        named(SectionId::Calendar),
        named(SectionId::Evaluation),
        named(SectionId::Sustainability),
        named(SectionId::Approvals),
        named(SectionId::Review),
        named(SectionId::FollowUp),
    ],
};
