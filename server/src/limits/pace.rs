//! How often an account may change something on pages. Owns: [`Pace`], in memory: a restart forgets
//! it. Does not know: what is counted; the time is an argument.

use super::leaky::{Leaky, Rate};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[derive(Debug)]
pub struct Pace {
    accounts: Mutex<Leaky<String>>,
}

impl Pace {
    /// What a person does on pages: so many at once, and so many a minute.
    pub fn of_acts(a_minute: u32) -> Pace {
        let leaks = Duration::from_secs(60) / a_minute.max(1);
        Pace { accounts: Mutex::new(Leaky::new(Rate { at_once: a_minute, leaks })) }
    }

    /// Counts something that an account sends, or answers how long to wait.
    pub fn admit(&self, account: &str, now: Instant) -> Result<(), Duration> {
        let accounts = &mut *self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        accounts.admit(account.to_owned(), now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_sixty_acts_and_then_one_a_second() {
        let (pace, now) = (Pace::of_acts(60), Instant::now());
        let done = |now| (0..100).filter(|_| pace.admit("odile", now).is_ok()).count();
        assert_eq!(done(now), 60);
        assert_eq!(done(now + Duration::from_secs(1)), 1);
        assert_eq!(done(now + Duration::from_secs(31)), 30);
    }
}
