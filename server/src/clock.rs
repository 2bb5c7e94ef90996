//! Time as the database keeps it: milliseconds since 1970, UTC; and how long a thread has worked.

use dossier::zone::Zone;
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;

pub fn now() -> i64 {
    milliseconds(OffsetDateTime::now_utc())
}

/// How long this thread has worked since it began, whatever else the machine does.
pub fn worked() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// The current year there.
pub fn year(zone: Zone) -> i32 {
    at(zone.local(now())).year()
}

/// Midnight UTC of an ISO date.
pub fn of_date(date: &str) -> Option<i64> {
    let date = time::Date::parse(date, &Iso8601::DATE).ok()?;
    Some(milliseconds(date.midnight().assume_utc()))
}

/// `2026-09-24T07:30:00Z`.
pub fn iso(at: i64) -> String {
    let instant = self::at(at);
    let (hour, minute, second) = instant.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", instant.date())
}

/// `2026-09-24`, the day there.
pub fn iso_day(at: i64, zone: Zone) -> String {
    iso(zone.local(at)).chars().take_while(|c| *c != 'T').collect()
}

fn at(at: i64) -> OffsetDateTime {
    let instant = OffsetDateTime::from_unix_timestamp(at.div_euclid(1000));
    instant.unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

pub fn milliseconds(instant: OffsetDateTime) -> i64 {
    instant.unix_timestamp() * 1000 + i64::from(instant.millisecond())
}
