//! The scenarios by name. Owns: [`Scenario`]. Does not know: how figures are written.

use crate::failure::Failure;
use crate::measure::Figure;
use crate::servers::Kind;

mod awareness;
mod crowded;
mod documents;
mod durability;
mod fanout;
mod hall;
mod ingest;
mod slow;
mod storm;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    Fanout,
    Awareness,
    Documents,
    Ingest,
    Storm,
    Slow,
    Durability,
    Crowd,
    Hall,
}

impl Scenario {
    pub const ALL: [Scenario; 9] = [
        Scenario::Fanout,
        Scenario::Awareness,
        Scenario::Documents,
        Scenario::Ingest,
        Scenario::Storm,
        Scenario::Slow,
        Scenario::Durability,
        Scenario::Crowd,
        Scenario::Hall,
    ];

    /// As it is written on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Scenario::Fanout => "fanout",
            Scenario::Awareness => "awareness",
            Scenario::Documents => "documents",
            Scenario::Ingest => "ingest",
            Scenario::Storm => "storm",
            Scenario::Slow => "slow",
            Scenario::Durability => "durability",
            Scenario::Crowd => "crowd",
            Scenario::Hall => "hall",
        }
    }

    /// What is done, for the report.
    pub fn about(self) -> &'static str {
        match self {
            Scenario::Fanout => fanout::ABOUT,
            Scenario::Awareness => awareness::ABOUT,
            Scenario::Documents => documents::ABOUT,
            Scenario::Ingest => ingest::ABOUT,
            Scenario::Storm => storm::ABOUT,
            Scenario::Slow => slow::ABOUT,
            Scenario::Durability => durability::ABOUT,
            Scenario::Crowd => crowded::ABOUT,
            Scenario::Hall => hall::ABOUT,
        }
    }

    /// The crowd is about what only Préau says: that an edit is durable; the hall about what only Préau
    /// has: sessions.
    pub fn is_for(self, kind: Kind) -> bool {
        !matches!(self, Scenario::Crowd | Scenario::Hall) || kind == Kind::Preau
    }

    /// One round against one server.
    pub async fn run(self, kind: Kind) -> Result<Vec<Figure>, Failure> {
        match self {
            Scenario::Fanout => fanout::run(kind).await,
            Scenario::Awareness => awareness::run(kind).await,
            Scenario::Documents => documents::run(kind).await,
            Scenario::Ingest => ingest::run(kind).await,
            Scenario::Storm => storm::run(kind).await,
            Scenario::Slow => slow::run(kind).await,
            Scenario::Durability => durability::run(kind).await,
            Scenario::Crowd => crowded::run().await,
            Scenario::Hall => hall::run().await,
        }
    }
}
