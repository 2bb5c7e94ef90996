//! A count that leaks: so many at once, then one each time something has leaked away. Owns:
//! [`Leaky`], a bounded table of such counts. Does not know: what is counted; the time is an
//! argument.
//!
//! Each entry is the moment at which all that was counted will have leaked. Nothing is forgotten at
//! once, and nobody waits longer than for one to leak.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::time::{Duration, Instant};

/// Entries of a table; beyond, those that are empty go, then the half that is emptiest.
const MOST: usize = 20_000;

/// How many at once, and how long one takes to leak.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub at_once: u32,
    pub leaks: Duration,
}

#[derive(Debug)]
pub struct Leaky<K> {
    rate: Rate,
    empty_at: HashMap<K, Instant>,
}

impl<K: Hash + Eq> Leaky<K> {
    pub fn new(rate: Rate) -> Leaky<K> {
        Leaky { rate, empty_at: HashMap::new() }
    }

    /// How long to wait before one more has its place.
    pub fn wait<Q: Hash + Eq + ?Sized>(&self, key: &Q, now: Instant) -> Duration
    where
        K: Borrow<Q>,
    {
        self.wait_for(key, 1, now)
    }

    /// How long to wait before so many more have their place; of more than ever have it, until it
    /// is empty.
    pub fn wait_for<Q: Hash + Eq + ?Sized>(&self, key: &Q, count: u32, now: Instant) -> Duration
    where
        K: Borrow<Q>,
    {
        let Rate { at_once, leaks } = self.rate;
        if count > at_once {
            return self.empty_at.get(key).map_or(leaks, |at| leaks + at.duration_since(now));
        }
        let empty_at = self.empty_at.get(key).map_or(now, |at| now.max(*at));
        (empty_at + leaks * count).saturating_duration_since(now + leaks * at_once)
    }

    /// Counts one where it has its place, or answers how long to wait.
    pub fn admit(&mut self, key: K, now: Instant) -> Result<(), Duration> {
        let wait = self.wait(&key, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        self.count(key, now);
        Ok(())
    }

    /// Counts one, whether or not there is place.
    pub fn count(&mut self, key: K, now: Instant) {
        if self.empty_at.len() >= MOST {
            self.make_room(now);
        }
        let empty_at = self.empty_at.entry(key).or_insert(now);
        *empty_at = now.max(*empty_at) + self.rate.leaks;
    }

    /// Takes one back that should not have been counted.
    pub fn take_back<Q: Hash + Eq + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        if let Some(empty_at) = self.empty_at.get_mut(key) {
            *empty_at = empty_at.checked_sub(self.rate.leaks).unwrap_or(*empty_at);
        }
    }

    pub fn forget<Q: Hash + Eq + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        self.empty_at.remove(key);
    }

    fn make_room(&mut self, now: Instant) {
        self.empty_at.retain(|_, empty_at| *empty_at > now);
        if self.empty_at.len() < MOST {
            return;
        }
        let mut ends: Vec<Instant> = self.empty_at.values().copied().collect();
        let middle = ends.len() / 2;
        let (_, median, _) = ends.select_nth_unstable(middle);
        let median = *median;
        self.empty_at.retain(|_, empty_at| *empty_at > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { at_once: 3, leaks: Duration::from_secs(10) };

    #[test]
    fn what_was_counted_leaks_one_by_one() {
        let mut counts = Leaky::new(RATE);
        let now = Instant::now();
        for _ in 0..3 {
            assert_eq!(counts.wait("a", now), Duration::ZERO);
            counts.count("a", now);
        }
        assert_eq!(counts.wait("a", now), Duration::from_secs(10));
        assert_eq!(counts.wait("b", now), Duration::ZERO);
        let later = now + Duration::from_secs(10);
        assert_eq!(counts.wait("a", later), Duration::ZERO);
        counts.count("a", later);
        assert_eq!(counts.wait("a", later), Duration::from_secs(10), "one leaked, no more");
        counts.take_back("a");
        assert_eq!(counts.wait("a", later), Duration::ZERO);
    }

    #[test]
    fn a_table_stays_bounded() {
        let mut counts = Leaky::new(RATE);
        let mut now = Instant::now();
        for n in 0..3 * MOST {
            now += Duration::from_millis(1);
            counts.count(n, now);
        }
        assert!(counts.empty_at.len() <= MOST);
    }
    #[test]
    fn a_table_stays_bounded_when_all_come_at_once() {
        let mut counts = Leaky::new(RATE);
        let now = Instant::now();
        for n in 0..3 * MOST {
            assert_eq!(counts.admit(n, now), Ok(()));
        }
        assert!(counts.empty_at.len() <= MOST);
    }
}
