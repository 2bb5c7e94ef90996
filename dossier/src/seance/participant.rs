//! Somebody who takes part in a séance, by their device. Does not know: their ideas and ballots.

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participant {
    pub account: String,
    pub name: String,
    pub quality: String,
    /// The table or the place they sit at; empty for none.
    pub seat: String,
    pub blocked: bool,
    /// How many sit at the device; 0 where they are counted with their class.
    pub people: i64,
    /// Where they hear what became of their ideas.
    pub email: Option<String>,
    /// The class that the device is of.
    pub class: Option<i64>,
    pub joined_at: i64,
}
