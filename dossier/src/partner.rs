//! A partner of the project: what is asked of them, the accord de principe, and what follows from
//! it in the form. Does not know: accounts.

use crate::zone::Zone;

pub mod accord;
pub mod asked;
pub mod consequences;

/// An accord that somebody gave, and how many things it is about are different now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub name: String,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    pub withdrawn_at: Option<i64>,
    pub changes: usize,
    /// The clock of the school, for its days.
    pub zone: Zone,
}
