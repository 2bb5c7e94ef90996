//! How fast a participant of a séance may send ideas, ballots and requests to speak, and how fast
//! devices come in from one address. Owns: [`ParticipantLimit`], in memory: a restart forgets it.
//! Does not know: HTTP, what is sent; the time is an argument.

use super::leaky::{Leaky, Rate};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What may be sent at once: what a phone has kept while it had no line, and more.
const AT_ONCE: u32 = 15;
/// After that, one each.
const EVERY: Duration = Duration::from_secs(2);
/// Devices that are remembered; beyond, those that may send as they like are forgotten.
const MOST: usize = 20_000;

/// Devices of one séance from one address: three hundred come in within a minute, then more than a
/// class brings.
const ARRIVALS: Rate = Rate { at_once: 320, leaks: Duration::from_secs(1) };

#[derive(Debug)]
pub struct ParticipantLimit {
    /// By account, until when what it sent is worked off.
    until: Mutex<HashMap<String, Instant>>,
    arrivals: Mutex<Leaky<(String, IpAddr)>>,
}

impl Default for ParticipantLimit {
    fn default() -> ParticipantLimit {
        ParticipantLimit { until: Mutex::default(), arrivals: Mutex::new(Leaky::new(ARRIVALS)) }
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
        let place = (seance.to_owned(), address);
        let wait = arrivals.wait(&place, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        arrivals.count(place, now);
        Ok(())
    }

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
