//! How often one may try to sign in, to make an account, to come in by an invitation or a code.
//! Owns: [`Attempts`], in memory: a restart forgets it. Does not know: passwords, HTTP, cookies;
//! the time is an argument.
//!
//! A school is one address. So nothing that one pupil tries may hold up what others do there:
//!
//! - Each purpose has a count of its own, and every count leaks (`leaky`).
//! - What is right costs nothing: only guesses are counted, or what makes an account.
//! - A browser in which somebody has signed in before is held up by nobody but itself, and an
//!   account at an address where it was opened lately by nobody who tries other accounts there.
//! - Codes are short enough to be copied from a wall and guessed. They are counted by address and
//!   by block of addresses, never for the whole server: no stranger closes the door of a hall.
//! - Where somebody has come in by a session's code, or the wall stands, that code is no guess any
//!   more and costs nothing. A link is too long to be guessed: one that is right is never refused.

use super::leaky::{Leaky, Rate};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[derive(Debug, Default)]
pub struct Attempts {
    counts: Mutex<Counts>,
}

/// What is counted of a thing at a place.
type At<T> = (T, IpAddr);

#[derive(Debug)]
struct Counts {
    /// Passwords for one account from one address, from a browser that knows it, from anywhere
    /// else; and from one address for any account.
    places: Leaky<At<String>>,
    browsers: Leaky<(String, String)>,
    accounts: Leaky<String>,
    addresses: Leaky<IpAddr>,
    familiar: HashMap<At<String>, Instant>,
    /// Accounts that were made, by whom, and guests by one invitation.
    sign_ups: Leaky<IpAddr>,
    claims: Leaky<IpAddr>,
    guests: Leaky<At<String>>,
    /// Links and codes that were wrong.
    guesses: Leaky<IpAddr>,
    blocks: Leaky<IpAddr>,
    halls: HashMap<At<String>, Instant>,
}

/// What somebody holds of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Token,
    Code,
}

const fn rate(at_once: u32, seconds: u64) -> Rate {
    Rate { at_once, leaks: Duration::from_secs(seconds) }
}

const PLACE: Rate = rate(6, 60);
const BROWSER: Rate = rate(10, 30);
const ACCOUNT: Rate = rate(20, 60);
const ADDRESS: Rate = rate(100, 10);
const SIGN_UPS: Rate = rate(100, 10);
const CLAIMS: Rate = rate(100, 10);
const GUESTS: Rate = rate(300, 1);
const GUESSES: Rate = rate(30, 10);
const BLOCK: Rate = rate(100, 5);

/// As long as any session lasts.
const HALL: Duration = Duration::from_secs(12 * 3600);
const FAMILIAR: Duration = Duration::from_secs(30 * 24 * 3600);
/// Entries of each of these; beyond, the oldest half goes.
const MOST: usize = 20_000;

impl Default for Counts {
    fn default() -> Counts {
        Counts {
            places: Leaky::new(PLACE),
            browsers: Leaky::new(BROWSER),
            accounts: Leaky::new(ACCOUNT),
            addresses: Leaky::new(ADDRESS),
            familiar: HashMap::new(),
            sign_ups: Leaky::new(SIGN_UPS),
            claims: Leaky::new(CLAIMS),
            guests: Leaky::new(GUESTS),
            guesses: Leaky::new(GUESSES),
            blocks: Leaky::new(BLOCK),
            halls: HashMap::new(),
        }
    }
}

impl Attempts {
    /// Counts a try to open that account, or answers how long to wait. It counts before the
    /// password is looked at, so that a thousand tries at once are a thousand tries. `browser`
    /// names the browser where that account was opened in it before, and nothing else.
    pub fn admit(
        &self,
        account: &str,
        address: IpAddr,
        browser: Option<&str>,
        now: Instant,
    ) -> Result<(), Duration> {
        let counts = &mut *self.lock();
        if let Some(browser) = browser {
            let there = (account.to_owned(), browser.to_owned());
            welcome(counts.browsers.wait(&there, now))?;
            counts.browsers.count(there, now);
            return Ok(());
        }
        let place = (account.to_owned(), address);
        let familiar = counts.familiar.get(&place).is_some_and(|at| now - *at < FAMILIAR);
        let mut wait = counts.places.wait(&place, now);
        if !familiar {
            wait = wait.max(counts.accounts.wait(account, now));
            wait = wait.max(counts.addresses.wait(&address, now));
        }
        welcome(wait)?;
        counts.places.count(place, now);
        if !familiar {
            counts.accounts.count(account.to_owned(), now);
            counts.addresses.count(address, now);
        }
        Ok(())
    }

    /// The password was right: it costs nothing. The address gets its one try back and no more:
    /// somebody with an account of their own must not be able to wipe out what they try on others.
    pub fn succeeded(&self, account: &str, address: IpAddr, browser: Option<&str>, now: Instant) {
        let counts = &mut *self.lock();
        let place = (account.to_owned(), address);
        match browser {
            // What others have tried there is not forgotten for that.
            Some(browser) => {
                counts.browsers.forget(&(account.to_owned(), browser.to_owned()));
            }
            None => {
                counts.places.forget(&place);
                if !counts.familiar.contains_key(&place) {
                    counts.addresses.take_back(&address);
                    counts.accounts.take_back(account);
                }
            }
        }
        note(&mut counts.familiar, place, FAMILIAR, now);
    }

    /// Counts an account that somebody makes for themselves, or answers how long to wait.
    pub fn admit_sign_up(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        self.lock().sign_ups.admit(address, now)
    }

    /// The same of a guest who wants to sign in from now on.
    pub fn admit_claim(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        self.lock().claims.admit(address, now)
    }

    /// Counts a guest who comes in by that invitation, or answers how long to wait: a link without
    /// a limit must not be a way to make accounts without one.
    pub fn admit_guest(
        &self,
        invitation: &str,
        address: IpAddr,
        now: Instant,
    ) -> Result<(), Duration> {
        self.lock().guests.admit((invitation.to_owned(), address), now)
    }

    /// Counts a link or code that is looked up, or answers how long to wait. It counts before, so
    /// that a thousand at once are a thousand. Whoever holds a link that is right is not to be
    /// refused for what others guess: it may be looked up all the same.
    pub fn look_up(&self, held: TokenKind, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let counts = &mut *self.lock();
        let block = block(address);
        let of_block = match held {
            TokenKind::Code => counts.blocks.wait(&block, now),
            TokenKind::Token => Duration::ZERO,
        };
        welcome(counts.guesses.wait(&address, now).max(of_block))?;
        counts.guesses.count(address, now);
        if held == TokenKind::Code {
            counts.blocks.count(block, now);
        }
        Ok(())
    }

    /// It was right, and costs nothing.
    pub fn was_right(&self, held: TokenKind, address: IpAddr) {
        let counts = &mut *self.lock();
        counts.guesses.take_back(&address);
        if held == TokenKind::Code {
            counts.blocks.take_back(&block(address));
        }
    }

    /// Whether that code of a session is known there: somebody has come in by it, or its wall is
    /// there.
    pub fn is_hall(&self, code: &str, address: IpAddr, now: Instant) -> bool {
        let since = self.lock().halls.get(&(code.to_owned(), address)).copied();
        since.is_some_and(|at| now.saturating_duration_since(at) < HALL)
    }

    /// That code is right, and is used there.
    pub fn hall_known(&self, code: &str, address: IpAddr, now: Instant) {
        note(&mut self.lock().halls, (code.to_owned(), address), HALL, now);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn welcome(wait: Duration) -> Result<(), Duration> {
    if wait.is_zero() { Ok(()) } else { Err(wait) }
}

/// What one hand may easily hold: 256 addresses, or what a provider gives one subscriber of IPv6.
fn block(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => Ipv4Addr::from_bits(address.to_bits() & 0xffff_ff00).into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 80 << 80).into(),
    }
}

/// Notes when something was so, in a table that stays bounded, whoever fills it.
fn note(table: &mut HashMap<At<String>, Instant>, key: At<String>, keep: Duration, now: Instant) {
    if table.len() >= MOST {
        table.retain(|_, at| now.saturating_duration_since(*at) < keep);
    }
    if table.len() >= MOST {
        let mut times: Vec<Instant> = table.values().copied().collect();
        let middle = times.len() / 2;
        let (_, median, _) = times.select_nth_unstable(middle);
        let median = *median;
        table.retain(|_, at| *at > median);
    }
    table.insert(key, now);
}

#[cfg(test)]
mod tests;
