//! How fast a participant of a séance may send ideas, ballots and requests to speak. Owns:
//! [`ParticipantLimit`]. Does not know: HTTP, what is sent; the time is an argument.

use super::pace::Pace;
use std::time::{Duration, Instant};

/// What may be sent at once: what a phone has kept while it had no line, and more.
const AT_ONCE: u32 = 15;
/// After that, one each.
const EVERY: Duration = Duration::from_secs(2);

/// By account.
#[derive(Debug)]
pub struct ParticipantLimit(Pace);

impl Default for ParticipantLimit {
    fn default() -> ParticipantLimit {
        ParticipantLimit(Pace::new(AT_ONCE, EVERY))
    }
}

impl ParticipantLimit {
    /// Counts something that an account sends, or answers how long to wait.
    pub fn admit(&self, account: &str, now: Instant) -> Result<(), Duration> {
        self.0.admit(account, now)
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
}
