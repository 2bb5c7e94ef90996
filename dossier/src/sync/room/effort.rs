//! How much work a write may be. Owns: [`Patience`], [`Abuse`]. Does not know: clocks; how long
//! this thread has worked is what the room's owner says.

use std::time::Duration;

/// How long the thread that asks has worked, since whenever.
pub type Worked = Box<dyn Fn() -> Duration + Send>;

/// What taking in one write may take, and for each of its blocks and deletions in addition: an
/// honest one takes a hundredth of it.
const AT_LEAST: Duration = Duration::from_millis(400);
const EACH: Duration = Duration::from_micros(50);

/// Blocks that are taken in before it is asked again whether it takes too long. In a long section
/// each of them may cost as much as the section is long.
const PIECE: usize = 256;
const PIECE_AT_LEAST: usize = 8;
/// What so many bytes of a section may cost one block decides how long a piece is.
const LONG: usize = 1024 * 1024;

/// What a peer did that its connection must answer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abuse {
    /// It sent a write that no honest tab sends.
    Refused,
    /// It sent one that is made to take long.
    Costly,
}

/// How long something may still take.
pub(super) struct Patience<'r> {
    worked: &'r Worked,
    until: Duration,
}

impl Patience<'_> {
    /// For a write of so many blocks and deletions.
    pub fn with(worked: &Worked, parts: usize) -> Patience<'_> {
        let most = AT_LEAST + EACH.saturating_mul(u32::try_from(parts).unwrap_or(u32::MAX));
        Patience { worked, until: worked() + most }
    }

    pub fn is_over(&self) -> bool {
        (self.worked)() > self.until
    }
}

/// How many blocks are taken in at once by a section of so many bytes.
pub(super) fn piece(bytes: usize) -> usize {
    let times = bytes.saturating_mul(32) / LONG;
    (PIECE / times.max(1)).max(PIECE_AT_LEAST)
}
