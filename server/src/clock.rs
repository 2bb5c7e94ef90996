//! Time as the database keeps it: milliseconds since 1970, UTC.

use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;

pub fn now() -> i64 {
    milliseconds(OffsetDateTime::now_utc())
}

/// The current year in UTC.
pub fn year() -> i32 {
    OffsetDateTime::now_utc().year()
}

/// Midnight UTC of an ISO date.
pub fn of_date(date: &str) -> Option<i64> {
    let date = time::Date::parse(date, &Iso8601::DATE).ok()?;
    Some(milliseconds(date.midnight().assume_utc()))
}

pub fn milliseconds(instant: OffsetDateTime) -> i64 {
    instant.unix_timestamp() * 1000 + i64::from(instant.millisecond())
}
