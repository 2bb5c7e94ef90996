//! How long a browser stays signed in. Owns: [`Stay`], when it ends. Does not know: cookies, who
//! it is; the time is an argument.

use crate::config::SessionDays;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions::Expiry;

const A_DAY: i64 = 24 * 3600 * 1000;
/// On a computer that others use: long enough for a day's work, however the browser is left.
const SHARED: i64 = 12 * 3600 * 1000;

/// On which terms somebody comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    /// Who has an account, and can come in again.
    Member,
    /// Who has nothing but this session.
    Guest,
    /// Who has an account, on a computer that others use.
    Shared,
}

/// The time of one signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    pub began: i64,
    /// To the day.
    pub seen: i64,
    pub ends: i64,
    pub shared: bool,
    pub browser: String,
}

impl Stay {
    pub fn begin(terms: Terms, browser: String, days: &SessionDays, now: i64) -> Stay {
        let shared = terms == Terms::Shared;
        Stay { began: now, seen: now, ends: end(terms, days, now, now), shared, browser }
    }

    /// The same after it was seen, if that is worth writing: once a day.
    pub fn seen_again(&self, terms: Terms, days: &SessionDays, now: i64) -> Option<Stay> {
        let terms = if self.shared { Terms::Shared } else { terms };
        let ends = end(terms, days, self.began, now);
        (self.seen < now - A_DAY).then(|| Stay { seen: now, ends, ..self.clone() })
    }

    /// What the cookie says of its end: on a shared computer it ends with the browser.
    pub fn expiry(&self) -> Expiry {
        let instant = OffsetDateTime::from_unix_timestamp(self.ends.div_euclid(1000));
        match instant {
            Ok(instant) if !self.shared => Expiry::AtDateTime(instant),
            _ => Expiry::OnSessionEnd,
        }
    }
}

/// Each session ends some day, however much it is used, and earlier when it is not.
fn end(terms: Terms, days: &SessionDays, began: i64, seen: i64) -> i64 {
    let (whole, idle) = match terms {
        Terms::Member => (days.member, days.idle),
        Terms::Guest => (days.guest, days.guest_idle),
        Terms::Shared => return began + SHARED,
    };
    (began + i64::from(whole) * A_DAY).min(seen + i64::from(idle) * A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: SessionDays = SessionDays { member: 90, idle: 14, guest: 400, guest_idle: 365 };

    #[test]
    fn a_session_is_extended_once_a_day_and_ends_all_the_same() {
        for (terms, seen, ends) in [
            (Terms::Member, 0, 14),
            (Terms::Member, 10, 24),
            (Terms::Member, 80, 90),
            (Terms::Guest, 0, 365),
            (Terms::Guest, 30, 395),
            (Terms::Guest, 100, 400),
        ] {
            let stay = Stay::begin(terms, String::new(), &DAYS, 0);
            let seen = seen * A_DAY + 1;
            let later = stay.seen_again(terms, &DAYS, seen).unwrap_or_else(|| stay.clone());
            assert_eq!(later.ends / A_DAY, ends, "{terms:?} seen at {seen}");
            assert_eq!(later.seen_again(terms, &DAYS, seen + A_DAY / 2), None);
        }
    }

    #[test]
    fn on_a_shared_computer_it_ends_with_the_browser_and_with_the_day() {
        let stay = Stay::begin(Terms::Shared, String::new(), &DAYS, 0);
        assert_eq!((stay.ends, stay.expiry()), (SHARED, Expiry::OnSessionEnd));
        let later = stay.seen_again(Terms::Member, &DAYS, 2 * A_DAY).map(|stay| stay.ends);
        assert_eq!(later, Some(SHARED));
    }
}
