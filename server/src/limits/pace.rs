//! So many at once, then one each time some time has passed. Owns: [`Pace`], in memory: a restart
//! forgets it. Does not know: what is counted; the time is an argument.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Accounts that are remembered; beyond, those that may send as they like are forgotten.
const MOST: usize = 20_000;

#[derive(Debug)]
pub struct Pace {
    at_once: u32,
    every: Duration,
    /// By account, until when what it sent is worked off.
    until: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    pub fn new(at_once: u32, every: Duration) -> Pace {
        Pace { at_once, every, until: Mutex::default() }
    }

    /// What a person does on pages: so many at once, and so many a minute.
    pub fn of_acts(a_minute: u32) -> Pace {
        Pace::new(a_minute, Duration::from_secs(60) / a_minute.max(1))
    }

    /// Counts something that an account sends, or answers how long to wait.
    pub fn admit(&self, account: &str, now: Instant) -> Result<(), Duration> {
        let until = &mut *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if until.len() >= MOST {
            until.retain(|_, until| *until > now);
        }
        let there = until.get(account).map_or(now, |until| now.max(*until));
        let next = there + self.every;
        let wait = next.saturating_duration_since(now + self.every * self.at_once);
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
    fn what_is_remembered_stays_bounded() {
        let pace = Pace::of_acts(60);
        let mut now = Instant::now();
        for n in 0..3 * MOST {
            now += Duration::from_millis(1);
            pace.admit(&n.to_string(), now).unwrap();
        }
        assert!(pace.until.lock().unwrap().len() <= MOST);
    }

    #[test]
    fn a_minute_has_sixty_acts_and_then_one_a_second() {
        let (pace, now) = (Pace::of_acts(60), Instant::now());
        let done = |now| (0..100).filter(|_| pace.admit("odile", now).is_ok()).count();
        assert_eq!(done(now), 60);
        assert_eq!(done(now + Duration::from_secs(1)), 1);
        assert_eq!(done(now + Duration::from_secs(31)), 30);
    }
}
