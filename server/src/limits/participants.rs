//! How fast a participant of a séance may send ideas, ballots and requests to speak, and how fast
//! devices come in from one address. Owns: [`ParticipantLimit`], in memory: a restart forgets it.
//! Does not know: HTTP, what is sent; the time is an argument.

use super::leaky::{Leaky, Rate};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Of one device: what a phone has kept while it had no line and more, then one each.
const SENT: Rate = Rate { at_once: 15, leaks: Duration::from_secs(2) };
/// Devices of one séance from one address: three hundred come in within a minute, then more than a
/// class brings.
const ARRIVALS: Rate = Rate { at_once: 320, leaks: Duration::from_secs(1) };

#[derive(Debug)]
pub struct ParticipantLimit {
    /// By account.
    sent: Mutex<Leaky<String>>,
    arrivals: Mutex<Leaky<(String, IpAddr)>>,
}

impl Default for ParticipantLimit {
    fn default() -> ParticipantLimit {
        let (sent, arrivals) = (Leaky::new(SENT), Leaky::new(ARRIVALS));
        ParticipantLimit { sent: Mutex::new(sent), arrivals: Mutex::new(arrivals) }
    }
}

impl ParticipantLimit {
    /// Counts a device that comes into a séance, or answers how long to wait.
    pub fn admit_device(
        &self,
        seance: &str,
        address: IpAddr,
        now: Instant,
    ) -> Result<(), Duration> {
        let arrivals = &mut *self.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        arrivals.admit((seance.to_owned(), address), now)
    }

    /// Counts something that an account sends, or answers how long to wait.
    pub fn admit(&self, account: &str, now: Instant) -> Result<(), Duration> {
        let sent = &mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.admit(account.to_owned(), now)
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
        assert_eq!(sent("flood", now), SENT.at_once as usize);
        assert_eq!(limit.admit("flood", now), Err(SENT.leaks));
        assert_eq!(sent("calm", now), SENT.at_once as usize, "another device is not held up");
        assert_eq!(sent("flood", now + SENT.leaks), 1);
        assert_eq!(sent("flood", now + SENT.leaks * 60), SENT.at_once as usize);
    }

    #[test]
    fn a_hall_comes_in_and_a_phone_that_comes_again_and_again_waits() {
        let limit = ParticipantLimit::default();
        let address = IpAddr::from([192, 0, 2, 1]);
        let now = Instant::now();
        let came = |seance: &str, now| {
            (0..1000).filter(|_| limit.admit_device(seance, address, now).is_ok()).count()
        };
        assert_eq!(came("one", now), 320);
        assert_eq!(came("one", now + Duration::from_secs(60)), 60);
        assert_eq!(came("another", now), 320, "another hall is not held up");
    }
}
