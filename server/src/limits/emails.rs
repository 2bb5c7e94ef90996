//! How many invitations by e-mail may leave: of one account, and of the server. Owns:
//! [`EmailLimit`], in memory: a restart forgets it. Does not know: what an e-mail says; the time is
//! an argument.
//!
//! Whoever has a dossier can write to anybody in our name. An account may invite a meeting at once,
//! and a few meetings a day; what all accounts send together stays below what makes other mail
//! servers refuse ours, whoever signs up how often.

use super::leaky::{Leaky, Rate};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const A_DAY: Duration = Duration::from_secs(24 * 3600);
/// Of one account: at once, and each after that.
const AT_ONCE: Rate = Rate { at_once: 60, leaks: Duration::from_secs(60) };
/// Of one account in a day.
pub const ACCOUNT_A_DAY: u32 = 200;

#[derive(Debug)]
pub struct EmailLimit {
    counts: Mutex<Counts>,
}

#[derive(Debug)]
struct Counts {
    at_once: Leaky<String>,
    accounts: Leaky<String>,
    server: Leaky<()>,
}

/// So many a day, which leak over the day.
fn a_day(most: u32) -> Rate {
    Rate { at_once: most, leaks: A_DAY / most.max(1) }
}

impl EmailLimit {
    /// At most so many of all accounts in a day.
    pub fn new(server_a_day: u32) -> EmailLimit {
        let counts = Counts {
            at_once: Leaky::new(AT_ONCE),
            accounts: Leaky::new(a_day(ACCOUNT_A_DAY)),
            server: Leaky::new(a_day(server_a_day)),
        };
        EmailLimit { counts: Mutex::new(counts) }
    }

    /// Counts e-mails that an account sends, all or none, or answers how long to wait.
    pub fn admit(&self, account: &str, count: usize, now: Instant) -> Result<(), Duration> {
        let counts = &mut *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let wait = counts.at_once.wait_for(account, count, now);
        let wait = wait.max(counts.accounts.wait_for(account, count, now));
        let wait = wait.max(counts.server.wait_for(&(), count, now));
        if !wait.is_zero() {
            return Err(wait);
        }
        for _ in 0..count {
            counts.at_once.count(account.to_owned(), now);
            counts.accounts.count(account.to_owned(), now);
            counts.server.count((), now);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(limit: &EmailLimit, account: &str, now: Instant) -> usize {
        (0..3_000).filter(|_| limit.admit(account, 1, now).is_ok()).count()
    }

    #[test]
    fn a_meeting_is_invited_at_once_and_nobody_writes_to_the_whole_world() {
        let limit = EmailLimit::new(2_000);
        let now = Instant::now();
        assert_eq!(limit.admit("claire", 60, now), Ok(()));
        assert!(limit.admit("claire", 1, now).is_err());
        assert!(limit.admit("yanis", 61, now).is_err(), "all or none");
        assert_eq!(sent(&limit, "yanis", now), 60);
        // A day of sending whenever it is allowed.
        let mut all = 60;
        for minute in 1..=24 * 60 {
            all += sent(&limit, "claire", now + Duration::from_secs(60 * minute));
        }
        assert!((200..=401).contains(&all), "{all}");
    }

    #[test]
    fn many_accounts_together_send_no_more_than_the_server_may() {
        let limit = EmailLimit::new(300);
        let now = Instant::now();
        let all: usize = (0..40).map(|n| sent(&limit, &format!("account {n}"), now)).sum();
        assert_eq!(all, 300);
        let later = now + A_DAY;
        assert_eq!(limit.admit("claire", 60, later), Ok(()));
    }
}
