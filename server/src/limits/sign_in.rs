//! How often a sign-in may be tried, and an invitation.
//! Owns: [`Attempts`], in memory: a restart forgets it. Does not know: passwords, HTTP; the time is
//! an argument.
//!
//! Three counts, because a school is one address and a stranger must not be able to lock anybody
//! out: tries for one account from one address, tries for one account from anywhere, tries from
//! one address. Each has some that are free; after those, each try must wait twice as long as the
//! one before. A place from which the account has been opened lately is not held up by what others
//! try elsewhere.
//!
//! Invitations have two counts of their own: tries from one address, and tries of codes from
//! anywhere. A code is short enough to be copied from a wall, so all guesses together are slowed
//! down; a link is too long to be guessed, and no stranger holds up those who follow one.
//!
//! A hall is one address too, and its phones come in at the same moment: where somebody has come in
//! by a session's code, that code is no guess any more and costs nothing, whatever else is tried
//! there.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[derive(Debug, Default)]
pub struct Attempts {
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    places: HashMap<(String, IpAddr), Count>,
    accounts: HashMap<String, Count>,
    addresses: HashMap<IpAddr, Count>,
    familiar: HashMap<(String, IpAddr), Instant>,
    guests: HashMap<IpAddr, Count>,
    codes: HashMap<(), Count>,
    letters: HashMap<String, Count>,
    halls: HashMap<(String, IpAddr), Instant>,
}

/// What somebody holds of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Token,
    Code,
}

/// Tries so far, and when the next one is welcome.
#[derive(Clone, Copy, Debug)]
struct Count {
    tries: u32,
    last: Instant,
    next: Instant,
}

struct Limit {
    free: u32,
    longest: Duration,
}

const PLACE: Limit = Limit { free: 5, longest: Duration::from_secs(15 * 60) };
const ACCOUNT: Limit = Limit { free: 20, longest: Duration::from_secs(60) };
const ADDRESS: Limit = Limit { free: 100, longest: Duration::from_secs(60) };
const GUEST: Limit = Limit { free: 30, longest: Duration::from_secs(60) };
const CODES: Limit = Limit { free: 500, longest: Duration::from_secs(4) };

const LETTERS: Limit = Limit { free: 30, longest: Duration::from_secs(10 * 60) };

/// Without a new try, a count is forgotten after this.
const FORGET: Duration = Duration::from_secs(30 * 60);
/// As long as any session lasts.
const HALL: Duration = Duration::from_secs(12 * 3600);
const FAMILIAR: Duration = Duration::from_secs(30 * 24 * 3600);
/// Entries of each table; beyond, the oldest half goes.
const MOST: usize = 20_000;

impl Attempts {
    /// Counts a try to open that account, or answers how long to wait. It counts before the
    /// password is looked at, so that a thousand tries at once are a thousand tries.
    pub fn admit(&self, account: &str, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let place = (account.to_owned(), address);
        let familiar = counts.familiar.get(&place).is_some_and(|at| now - *at < FAMILIAR);
        let mut wait = waiting(&counts.places, &place, now);
        wait = wait.max(waiting(&counts.addresses, &address, now));
        if !familiar {
            wait = wait.max(waiting(&counts.accounts, &place.0, now));
        }
        if !wait.is_zero() {
            return Err(wait);
        }
        count(&mut counts.places, place, &PLACE, now);
        count(&mut counts.addresses, address, &ADDRESS, now);
        if !familiar {
            count(&mut counts.accounts, account.to_owned(), &ACCOUNT, now);
        }
        Ok(())
    }

    /// Counts a try to make an account, also a guest's, or answers how long to wait.
    pub fn admit_newcomer(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = waiting(&counts.addresses, &address, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        count(&mut counts.addresses, address, &ADDRESS, now);
        Ok(())
    }

    /// Counts a try to use an invitation, or answers how long to wait.
    pub fn admit_guest(
        &self,
        held: TokenKind,
        address: IpAddr,
        now: Instant,
    ) -> Result<(), Duration> {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut wait = waiting(&counts.guests, &address, now);
        if held == TokenKind::Code {
            wait = wait.max(waiting(&counts.codes, &(), now));
        }
        if !wait.is_zero() {
            return Err(wait);
        }
        count(&mut counts.guests, address, &GUEST, now);
        if held == TokenKind::Code {
            count(&mut counts.codes, (), &CODES, now);
        }
        Ok(())
    }

    /// Counts a letter that an account has sent, or answers how long to wait: whoever has a dossier
    /// could otherwise write to anybody in our name.
    pub fn admit_letter(&self, account: &str, now: Instant) -> Result<(), Duration> {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let account = account.to_owned();
        let wait = waiting(&counts.letters, &account, now);
        if !wait.is_zero() {
            return Err(wait);
        }
        count(&mut counts.letters, account, &LETTERS, now);
        Ok(())
    }

    /// The invitation is a good one: a school is one address, and a whole meeting comes in from it.
    pub fn guest_known(&self, held: TokenKind, address: IpAddr) {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let of_codes = counts.codes.get_mut(&()).filter(|_| held == TokenKind::Code);
        for count in counts.guests.get_mut(&address).into_iter().chain(of_codes) {
            count.tries = count.tries.saturating_sub(1);
        }
    }

    /// Whether somebody has come in from there by that code of a session.
    pub fn is_hall(&self, code: &str, address: IpAddr, now: Instant) -> bool {
        let counts = &*self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let since = counts.halls.get(&(code.to_owned(), address));
        since.is_some_and(|at| now.saturating_duration_since(*at) < HALL)
    }

    /// Somebody has come in from there by that code, which is right.
    pub fn hall_known(&self, code: &str, address: IpAddr, now: Instant) {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut counts.halls, HALL, now, |at| *at);
        counts.halls.insert((code.to_owned(), address), now);
    }

    /// The password was right. The address gets its one try back and no more: somebody with an
    /// account of their own must not be able to wipe out what they try on others.
    pub fn succeeded(&self, account: &str, address: IpAddr, now: Instant) {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let place = (account.to_owned(), address);
        counts.places.remove(&place);
        if let Some(count) = counts.addresses.get_mut(&address) {
            count.tries = count.tries.saturating_sub(1);
        }
        make_room(&mut counts.familiar, FAMILIAR, now, |at| *at);
        counts.familiar.insert(place, now);
    }
}

fn waiting<K: Hash + Eq>(counts: &HashMap<K, Count>, key: &K, now: Instant) -> Duration {
    counts.get(key).map_or(Duration::ZERO, |count| count.next.saturating_duration_since(now))
}

fn count<K: Hash + Eq>(counts: &mut HashMap<K, Count>, key: K, limit: &Limit, now: Instant) {
    make_room(counts, FORGET, now, |count| count.last);
    let count = counts.entry(key).or_insert(Count { tries: 0, last: now, next: now });
    if now.saturating_duration_since(count.last) > FORGET {
        count.tries = 0;
    }
    count.tries = count.tries.saturating_add(1);
    count.last = now;
    count.next = now + delay(limit, count.tries);
}

fn delay(limit: &Limit, tries: u32) -> Duration {
    match tries.saturating_sub(limit.free) {
        0 => Duration::ZERO,
        beyond => Duration::from_secs(1 << beyond.min(20)).min(limit.longest),
    }
}

/// Keeps a table bounded, whoever fills it.
fn make_room<K: Hash + Eq, V>(
    table: &mut HashMap<K, V>,
    keep: Duration,
    now: Instant,
    last: impl Fn(&V) -> Instant,
) {
    if table.len() < MOST {
        return;
    }
    table.retain(|_, value| now.saturating_duration_since(last(value)) < keep);
    if table.len() < MOST {
        return;
    }
    let mut times: Vec<Instant> = table.values().map(&last).collect();
    let middle = times.len() / 2;
    let (_, median, _) = times.select_nth_unstable(middle);
    let median = *median;
    table.retain(|_, value| last(value) > median);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    fn elsewhere(n: u8) -> IpAddr {
        IpAddr::from([198, 51, 100, n])
    }

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn each_try_after_the_free_ones_waits_longer() {
        let attempts = Attempts::default();
        let mut now = Instant::now();
        for _ in 0..6 {
            assert_eq!(attempts.admit("claire", HOME, now), Ok(()));
        }
        for wait in [2, 4, 8, 16, 32] {
            assert_eq!(attempts.admit("claire", HOME, now), Err(seconds(wait)));
            now += seconds(wait);
            assert_eq!(attempts.admit("claire", HOME, now), Ok(()));
        }
        assert_eq!(attempts.admit("yanis", HOME, now), Ok(()), "a school is one address");
    }

    #[test]
    fn a_right_password_wipes_the_count() {
        let attempts = Attempts::default();
        let now = Instant::now();
        for _ in 0..30 {
            attempts.admit("claire", HOME, now).unwrap();
            attempts.succeeded("claire", HOME, now);
        }
    }

    #[test]
    fn a_stranger_cannot_lock_out_somebody_at_home() {
        let attempts = Attempts::default();
        let now = Instant::now();
        attempts.admit("claire", HOME, now).unwrap();
        attempts.succeeded("claire", HOME, now);
        for n in 0..200 {
            let _ = attempts.admit("claire", elsewhere(n), now);
        }
        assert!(attempts.admit("claire", elsewhere(201), now).is_err());
        assert_eq!(attempts.admit("claire", HOME, now), Ok(()));
    }

    #[test]
    fn an_address_that_tries_everybody_waits() {
        let attempts = Attempts::default();
        let now = Instant::now();
        let admitted =
            (0..1000).filter(|n| attempts.admit(&format!("person {n}"), HOME, now).is_ok()).count();
        assert_eq!(admitted, 101);
        assert!(attempts.admit_newcomer(HOME, now).is_err());
        assert_eq!(attempts.admit_newcomer(HOME, now + seconds(60)), Ok(()));
    }

    #[test]
    fn a_meeting_comes_in_and_who_guesses_waits() {
        let attempts = Attempts::default();
        let now = Instant::now();
        for held in [TokenKind::Token, TokenKind::Code].repeat(300) {
            assert_eq!(attempts.admit_guest(held, HOME, now), Ok(()));
            attempts.guest_known(held, HOME);
        }
        let guesses = |held, place| {
            (0..1000).filter(|_| attempts.admit_guest(held, place, now).is_ok()).count()
        };
        assert_eq!(guesses(TokenKind::Code, elsewhere(1)), 31);
        assert_eq!(guesses(TokenKind::Token, elsewhere(2)), 31);
        for n in 3..30 {
            guesses(TokenKind::Code, elsewhere(n));
        }
        assert_eq!(attempts.admit_guest(TokenKind::Code, HOME, now), Err(seconds(2)));
        assert_eq!(attempts.admit_guest(TokenKind::Token, HOME, now), Ok(()), "a link is no guess");
        assert_eq!(attempts.admit_guest(TokenKind::Code, HOME, now + seconds(4)), Ok(()));
    }

    #[test]
    fn a_hall_is_not_held_up_by_who_guesses_in_it() {
        let attempts = Attempts::default();
        let now = Instant::now();
        assert!(!attempts.is_hall("K7M2QX", HOME, now));
        attempts.hall_known("K7M2QX", HOME, now);
        for _ in 0..100 {
            let _ = attempts.admit_guest(TokenKind::Code, HOME, now);
        }
        assert!(attempts.admit_guest(TokenKind::Code, HOME, now).is_err());
        assert!(attempts.is_hall("K7M2QX", HOME, now + seconds(3600)));
        assert!(!attempts.is_hall("K7M2QX", elsewhere(1), now));
        assert!(!attempts.is_hall("ZZZZZZ", HOME, now));
        assert!(!attempts.is_hall("K7M2QX", HOME, now + HALL), "the next day it is a code again");
    }

    #[test]
    fn nobody_sends_letters_to_the_whole_world() {
        let attempts = Attempts::default();
        let now = Instant::now();
        let sent = (0..1000).filter(|_| attempts.admit_letter("claire", now).is_ok()).count();
        assert_eq!(sent, 31);
        assert_eq!(attempts.admit_letter("yanis", now), Ok(()));
    }

    #[test]
    fn tables_stay_bounded() {
        let attempts = Attempts::default();
        let mut now = Instant::now();
        for n in 0..3 * u32::try_from(MOST).unwrap() {
            now += Duration::from_millis(1);
            let _ = attempts.admit(&format!("{n}"), IpAddr::from(n.to_be_bytes()), now);
        }
        assert!(attempts.counts.lock().unwrap().places.len() <= MOST);
    }
}
