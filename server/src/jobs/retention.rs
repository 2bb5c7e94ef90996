//! Guests who were not seen for as long as the configuration says are erased, as if they had asked
//! for it. Owns: when a round looks so wrong that it waits. Does not know: what is erased, the
//! clock.
//!
//! What is erased does not come back, and a machine that was restored may have any date. So a round
//! waits where the clock has jumped since the last one, or where most guests would go at once; long
//! enough for somebody to read the log. What is still so then is believed.
//!
//! Their sessions go with them, and what is still open under one is ended a moment later.

use crate::store::account::erasure::Why;
use crate::store::retention::Round;
use crate::store::{Store, StoreError};

const A_DAY: i64 = 24 * 3600 * 1000;
/// Rounds come every few minutes while the server runs; a holiday is no jump worth more than a
/// wait.
const JUMP: i64 = 3 * A_DAY;
const HOLD: i64 = 7 * A_DAY;
/// So many may go at once whatever share of all they are.
const FEW: usize = 20;
/// Of all guests, one of so many.
const SHARE: usize = 4;

/// What came of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Erased(usize),
    /// It looks wrong, for this reason: rounds are held from now on.
    Suspected(&'static str),
    Held,
}

/// One round, unless something speaks against it.
pub async fn round(store: &Store, days: u32, now: i64) -> Result<Done, StoreError> {
    let last = store.last_round().await?;
    let held = last.and_then(|last| last.held_until);
    let hold = Round { at: now, held_until: Some(now + HOLD) };
    // A clock that goes back was wrong before: what it held is over when that time comes, at most.
    let moved = last.map_or(0, |last| now - last.at);
    if moved.abs() > JUMP {
        store.note_round(hold).await?;
        return Ok(Done::Suspected("the clock has jumped"));
    }
    if held.is_some_and(|until| now < until) {
        store.note_round(Round { at: now, held_until: held }).await?;
        return Ok(Done::Held);
    }
    let unseen = store.guests_unseen(now - i64::from(days) * A_DAY, now).await?.len();
    if held.is_none() && unseen > FEW && unseen > store.guests().await? / SHARE {
        store.note_round(hold).await?;
        return Ok(Done::Suspected("most guests would be erased at once"));
    }
    let erased = erase_unseen(store, days, now).await?;
    store.note_round(Round { at: now, held_until: None }).await?;
    Ok(Done::Erased(erased))
}

/// Erases those who were not here for so many days; answers how many they were.
pub async fn erase_unseen(store: &Store, days: u32, now: i64) -> Result<usize, StoreError> {
    let before = now - i64::from(days) * A_DAY;
    let mut erased = 0;
    for guest in store.guests_unseen(before, now).await? {
        match store.erase(&guest, Why::Unseen { before }, now).await {
            Ok(_) => erased += 1,
            // Gone meanwhile.
            Err(StoreError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(erased)
}
