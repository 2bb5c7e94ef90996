//! How fast a participant of a séance may send ideas, ballots and requests to speak. Owns:
//! [`ParticipantLimit`], in memory: a restart forgets it. Does not know: HTTP, what is sent; the
//! time is an argument.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What may be sent at once: what a phone has kept while it had no line, and more.
const AT_ONCE: u32 = 15;
/// After that, one each.
const EVERY: Duration = Duration::from_secs(2);
/// Devices that are remembered; beyond, those that may send as they like are forgotten.
const MOST: usize = 20_000;

/// By account, until when what it sent is worked off.
#[derive(Debug, Default)]
pub struct ParticipantLimit {
    until: Mutex<HashMap<String, Instant>>,
}

impl ParticipantLimit {
    /// Counts something that an account sends, or answers how long to wait.
    pub fn admit(&self, account: &str, now: Instant) -> Result<(), Duration> {
        let until = &mut *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if until.len() >= MOST {
            until.retain(|_, until| *until > now);
        }
        let there = until.get(account).map_or(now, |until| now.max(*until));
        let next = there + EVERY;
        let wait = next.saturating_duration_since(now + EVERY * AT_ONCE);
        if !wait.is_zero() {
            return Err(wait);
        }
        until.insert(account.to_owned(), next);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_empties_its_outbox_and_who_floods_waits() {
        let limit = ParticipantLimit::default();
        let now = Instant::now();
        let sent =
            |account: &str, now| (0..100).filter(|_| limit.admit(account, now).is_ok()).count();
        assert_eq!(sent("flood", now), AT_ONCE as usize);
        assert_eq!(limit.admit("flood", now), Err(EVERY));
        assert_eq!(sent("calm", now), AT_ONCE as usize, "another device is not held up");
        assert_eq!(sent("flood", now + EVERY), 1);
        assert_eq!(sent("flood", now + EVERY * 60), AT_ONCE as usize);
    }

    #[test]
    fn what_is_remembered_stays_bounded() {
        let limit = ParticipantLimit::default();
        let mut now = Instant::now();
        for n in 0..3 * MOST {
            now += Duration::from_millis(1);
            limit.admit(&n.to_string(), now).unwrap();
        }
        assert!(limit.until.lock().unwrap().len() <= MOST);
    }
}
