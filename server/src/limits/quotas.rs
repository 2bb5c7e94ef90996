//! How much may be kept: of a section, of a dossier, by one account a day, on this server. Owns:
//! [`Quotas`], [`Written`]. Does not know: what is kept, the database. Time is an argument.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// From this part of a limit on people are told.
const NEARLY: u64 = 80;
const A_DAY: Duration = Duration::from_secs(24 * 3600);
/// Accounts that are remembered; beyond, those of which nothing is counted are forgotten.
const MOST: usize = 20_000;

/// The limits, in bytes and in dossiers.
#[derive(Clone, Copy, Debug)]
pub struct Quotas {
    pub section: u64,
    pub dossier: u64,
    /// What one account may write in a day.
    pub account: u64,
    /// The whole database; `None` where only the disk is the limit.
    pub server: Option<u64>,
    /// Dossiers that one account leads.
    pub dossiers: u64,
}

/// How much of a limit is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fullness {
    Room,
    Nearly,
    Full,
}

/// Where something stands that has a limit.
pub fn fullness(used: u64, most: u64) -> Fullness {
    if used >= most {
        Fullness::Full
    } else if used.saturating_mul(100) >= most.saturating_mul(NEARLY) {
        Fullness::Nearly
    } else {
        Fullness::Room
    }
}

/// What each account has written, less what time has taken off it: a whole quota a day.
#[derive(Debug, Default)]
pub struct Written {
    accounts: Mutex<HashMap<String, (f64, Instant)>>,
}

impl Written {
    /// Counts bytes of an account; false, and not counted, if they are too many.
    pub fn admit(&self, account: &str, bytes: usize, most: u64, now: Instant) -> bool {
        let left = |(written, at): (f64, Instant)| {
            let passed = now.saturating_duration_since(at).as_secs_f64();
            (written - passed * most as f64 / A_DAY.as_secs_f64()).max(0.0)
        };
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        if accounts.len() >= MOST {
            accounts.retain(|_, written| left(*written) > 0.0);
        }
        let written = accounts.get(account).map_or(0.0, |written| left(*written));
        let with = written + bytes as f64;
        if with > most as f64 {
            return false;
        }
        accounts.insert(account.to_owned(), (with, now));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_before_it_is_full() {
        use Fullness::{Full, Nearly, Room};
        for (used, said) in [(0, Room), (79, Room), (80, Nearly), (99, Nearly), (100, Full)] {
            assert_eq!(fullness(used, 100), said, "{used}");
        }
    }

    #[test]
    fn an_account_writes_so_much_a_day() {
        let (written, now) = (Written::default(), Instant::now());
        let admit = |bytes, now| written.admit("odile", bytes, 1_000, now);
        assert!(admit(600, now) && !admit(600, now) && admit(400, now) && !admit(1, now));
        assert!(written.admit("yanis", 1_000, 1_000, now), "another one");
        assert!(admit(499, now + A_DAY / 2) && !admit(100, now + A_DAY / 2));
    }
}
