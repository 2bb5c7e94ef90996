//! How much work on documents one account may make the server do. Owns: [`Efforts`], in memory.
//! Does not know: documents, connections. Time is an argument.
//!
//! What people do takes a few milliseconds each time and is not counted. What takes longer is paid
//! from a purse that fills with time; whoever empties it is kept away for a while.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What one frame costs nothing.
const FREE: Duration = Duration::from_millis(10);
/// A full purse.
const PURSE: Duration = Duration::from_secs(8);
/// The part of each second by which it fills.
const FILLS: f64 = 0.25;
/// How long somebody is kept away.
const AWAY: Duration = Duration::from_secs(60);
/// Accounts that are remembered; beyond, those whose purse is full are forgotten.
const MOST: usize = 20_000;

/// By account.
#[derive(Debug, Default)]
pub struct Efforts {
    purses: Mutex<HashMap<String, Purse>>,
}

#[derive(Debug)]
struct Purse {
    spent: Duration,
    at: Instant,
    away_until: Option<Instant>,
}

impl Efforts {
    /// Takes what a frame of an account cost into account; false when it is to be kept away.
    pub fn spend(&self, account: &str, worked: Duration, now: Instant) -> bool {
        let costs = worked.saturating_sub(FREE);
        if costs.is_zero() {
            return true;
        }
        let mut purses = self.lock();
        if purses.len() >= MOST {
            purses.retain(|_, purse| !purse.is_full(now));
        }
        let purse = purses.entry(account.to_owned()).or_insert_with(|| Purse::new(now));
        purse.fill(now);
        purse.spent += costs;
        let holds = purse.spent <= PURSE;
        if !holds {
            purse.away_until = Some(now + AWAY);
        }
        holds
    }

    /// Keeps an account away at once.
    pub fn send_away(&self, account: &str, now: Instant) {
        let mut purses = self.lock();
        let purse = purses.entry(account.to_owned()).or_insert_with(|| Purse::new(now));
        purse.away_until = Some(now + AWAY);
    }

    pub fn is_away(&self, account: &str, now: Instant) -> bool {
        let away = |purse: &Purse| purse.away_until.is_some_and(|until| until > now);
        self.lock().get(account).is_some_and(away)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Purse>> {
        self.purses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Purse {
    fn new(now: Instant) -> Purse {
        Purse { spent: Duration::ZERO, at: now, away_until: None }
    }

    fn fill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at);
        self.spent = self.spent.saturating_sub(passed.mul_f64(FILLS));
        self.at = now;
    }

    fn is_full(&self, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.at);
        self.away_until.is_none_or(|until| until <= now) && passed.mul_f64(FILLS) >= self.spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_works_is_never_kept_away_and_who_makes_others_work_is() {
        let efforts = Efforts::default();
        let mut now = Instant::now();
        for _ in 0..10_000 {
            now += Duration::from_millis(50);
            assert!(efforts.spend("typist", Duration::from_millis(20), now), "a heavy section");
        }
        let start = now;
        while efforts.spend("attacker", Duration::from_millis(300), now) {
            now += Duration::from_millis(300);
        }
        assert!(now - start < Duration::from_secs(15), "{:?}", now - start);
        assert!(efforts.is_away("attacker", now) && !efforts.is_away("typist", now));
        now += AWAY;
        assert!(!efforts.is_away("attacker", now));
        efforts.send_away("attacker", now);
        assert!(efforts.is_away("attacker", now));
    }

    #[test]
    fn what_is_remembered_stays_bounded() {
        let efforts = Efforts::default();
        let mut now = Instant::now();
        for n in 0..2 * MOST {
            now += Duration::from_millis(1);
            efforts.spend(&n.to_string(), Duration::from_millis(11), now);
        }
        assert!(efforts.lock().len() <= MOST);
    }
}
