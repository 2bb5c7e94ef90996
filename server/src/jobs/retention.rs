//! Guests who were not seen for as long as the configuration says are erased, as if they had asked
//! for it. Does not know: what is erased, the clock.
//!
//! Their sessions go with them, and what is still open under one is ended a moment later.

use crate::store::account::erasure::Why;
use crate::store::{Store, StoreError};

const A_DAY: i64 = 24 * 3600 * 1000;

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
