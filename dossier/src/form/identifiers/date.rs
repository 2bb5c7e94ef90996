//! Days, times of day and school years.
//! Owns: what exists on a calendar and on a clock. Does not know: what time it is.

use super::{Invalid, all_digits};
use std::fmt;

/// A day of the Gregorian calendar, written `YYYY-MM-DD` and in no other way: these are the values
/// of date fields, which nobody types freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IsoDate {
    year: u16,
    month: u8,
    day: u8,
}

/// A time of day, written `HH:MM` and in no other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time {
    hour: u8,
    minute: u8,
}

/// A school year, named by the two years it spans: `2026-2027`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchoolYear {
    start: u16,
}

impl IsoDate {
    pub fn parse(text: &str) -> Result<IsoDate, Invalid> {
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Invalid::Date);
        };
        let year = digits(year, 4).ok_or(Invalid::Date)?;
        let month = digits(month, 2).ok_or(Invalid::Date)? as u8;
        let day = digits(day, 2).ok_or(Invalid::Date)? as u8;
        let exists =
            year > 0 && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
        if exists { Ok(IsoDate { year, month, day }) } else { Err(Invalid::Date) }
    }

    pub const fn year(self) -> u16 {
        self.year
    }

    pub const fn month(self) -> u8 {
        self.month
    }

    pub const fn day(self) -> u8 {
        self.day
    }

    /// The same day so many years on; 29 February becomes the 28th where there is no 29th. Stops at
    /// the year 9999, the last one that can be written.
    pub fn plus_years(self, years: u16) -> IsoDate {
        let year = self.year.saturating_add(years).min(9999);
        IsoDate { year, month: self.month, day: self.day.min(days(year, self.month)) }
    }
}

impl fmt::Display for IsoDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Time {
    pub fn parse(text: &str) -> Result<Time, Invalid> {
        let (hour, minute) = text.split_once(':').ok_or(Invalid::Time)?;
        let hour = digits(hour, 2).ok_or(Invalid::Time)? as u8;
        let minute = digits(minute, 2).ok_or(Invalid::Time)? as u8;
        if hour < 24 && minute < 60 { Ok(Time { hour, minute }) } else { Err(Invalid::Time) }
    }

    pub const fn hour(self) -> u8 {
        self.hour
    }

    pub const fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl SchoolYear {
    /// Accepts `2026-2027`, a slash or another dash between the years, and spaces around it.
    pub fn parse(text: &str) -> Result<SchoolYear, Invalid> {
        let (start, end) = text.split_once(['-', '/', '–', '—']).ok_or(Invalid::SchoolYear)?;
        let start = digits(start.trim(), 4).ok_or(Invalid::SchoolYear)?;
        let end = digits(end.trim(), 4).ok_or(Invalid::SchoolYear)?;
        if (1900..9999).contains(&start) && end == start + 1 {
            Ok(SchoolYear { start })
        } else {
            Err(Invalid::SchoolYear)
        }
    }

    /// The year in which it begins.
    pub const fn start(self) -> u16 {
        self.start
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.start + 1)
    }
}

/// A number of exactly that many digits.
fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && all_digits(text)).then(|| text.parse().ok())?
}

const fn days(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_exist() {
        for text in ["2026-09-24", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(IsoDate::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "2026-9-24",
            "2026-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "0000-01-01",
            "24/09/2026",
            "2026-09-24 ",
            "2026-09-24T10:00",
            "-026-09-24",
            "+026-09-24",
            "2026-09-2४",
            "20260924",
            "2026-09-24-01",
        ] {
            assert_eq!(IsoDate::parse(text), Err(Invalid::Date), "{text}");
        }
    }

    #[test]
    fn days_follow_one_another() {
        let days = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01", "2027-01-01"];
        let days = days.map(|day| IsoDate::parse(day).unwrap());
        assert!(days.is_sorted());
        let leap = IsoDate::parse("2024-02-29").unwrap();
        assert_eq!(leap.plus_years(1).to_string(), "2025-02-28");
        assert_eq!(leap.plus_years(4).to_string(), "2028-02-29");
        assert_eq!(leap.plus_years(u16::MAX).to_string(), "9999-02-28");
        assert_eq!((leap.year(), leap.month(), leap.day()), (2024, 2, 29));
    }

    #[test]
    fn times_of_day() {
        for text in ["00:00", "17:30", "23:59"] {
            let time = Time::parse(text).unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(format!("{:02}:{:02}", time.hour(), time.minute()), text);
        }
        for text in ["", "24:00", "12:60", "9:30", "09:5", "0930", "09:30:00", "+9:30", " 09:30"] {
            assert_eq!(Time::parse(text), Err(Invalid::Time), "{text}");
        }
    }

    #[test]
    fn school_years() {
        for text in ["2026-2027", "2026/2027", " 2026 – 2027 "] {
            let year = SchoolYear::parse(text).unwrap();
            assert_eq!(year.to_string(), "2026-2027");
            assert_eq!(year.start(), 2026);
        }
        for text in ["", "2026", "2026-2028", "2027-2026", "2026-27", "26-27", "2026-2027-2028"] {
            assert_eq!(SchoolYear::parse(text), Err(Invalid::SchoolYear), "{text}");
        }
    }
}
