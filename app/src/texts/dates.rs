//! A day as a person writes it: `24 septembre 2026`. Owns the calendar arithmetic and the names of
//! months. Does not know the clock. Days are those of Paris, unless a school's zone is given.

use super::catalogue::catalogue;
use dossier::lang::{Lang, Text};
use dossier::zone::Zone;

catalogue! {
    JANUARY = "janvier", "January";
    FEBRUARY = "février", "February";
    MARCH = "mars", "March";
    APRIL = "avril", "April";
    MAY = "mai", "May";
    JUNE = "juin", "June";
    JULY = "juillet", "July";
    AUGUST = "août", "August";
    SEPTEMBER = "septembre", "September";
    OCTOBER = "octobre", "October";
    NOVEMBER = "novembre", "November";
    DECEMBER = "décembre", "December";
    /// The first of a month is an ordinal in French.
    FIRST_DAY = "1er", "1";
}

const MONTHS: [Text; 12] = [
    JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER,
    DECEMBER,
];

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: i64,
    /// From 1.
    month: usize,
    day: i64,
}

impl Day {
    /// The day, in Paris, of a time in milliseconds since 1970.
    pub fn of_millis(millis: i64) -> Day {
        Day::in_zone(millis, Zone::Paris)
    }

    /// The same where a school is.
    pub fn in_zone(millis: i64, zone: Zone) -> Day {
        Day::of_clock(zone.local(millis))
    }

    /// The day that a clock shows, in milliseconds since it showed 1 January 1970.
    pub fn of_clock(millis: i64) -> Day {
        // Years are counted from a 1 March, so that the day a leap year adds comes last.
        let days = millis.div_euclid(86_400_000) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
        let month = (months_from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Day { year, month: month.try_into().unwrap_or(1), day }
    }

    /// Reads `2026-09-24`.
    pub fn of_iso(text: &str) -> Option<Day> {
        let date = dossier::form::identifiers::IsoDate::parse(text).ok()?;
        let (month, day) = (date.month().into(), date.day().into());
        Some(Day { year: date.year().into(), month, day })
    }

    /// As `<time datetime>` wants it.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    pub fn in_words(self, lang: Lang) -> String {
        let month = MONTHS.get(self.month - 1).copied().unwrap_or(JANUARY).in_lang(lang);
        let day = match self.day {
            1 => FIRST_DAY.in_lang(lang).to_owned(),
            day => day.to_string(),
        };
        format!("{day}\u{a0}{month} {}", self.year)
    }
}

/// An ISO date in words; any other text as it is.
pub fn iso_day(lang: Lang, text: &str) -> String {
    Day::of_iso(text).map_or_else(|| text.to_owned(), |day| day.in_words(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let cases = [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_400_000, "2000-02-29"),
            (951_868_800_000, "2000-03-01"),
            (1_709_164_800_000, "2024-02-29"),
            (1_735_689_599_999, "2024-12-31"),
            (1_790_208_000_000, "2026-09-24"),
            (4_107_542_400_000, "2100-03-01"),
        ];
        for (millis, iso) in cases {
            assert_eq!(Day::of_clock(millis).iso(), iso);
        }
    }

    #[test]
    fn a_day_is_that_of_the_school() {
        // 00:30 on 1 January in Paris.
        let at = 1_798_759_800_000;
        assert_eq!(Day::of_millis(at).iso(), "2027-01-01");
        assert_eq!(Day::in_zone(at, Zone::Antilles).iso(), "2026-12-31");
        assert_eq!(Day::in_zone(at, Zone::NouvelleCaledonie).iso(), "2027-01-01");
    }

    #[test]
    fn a_day_is_written_as_the_reader_writes_it() {
        let day = Day::of_millis(1_790_208_000_000);
        assert_eq!(day.in_words(Lang::Fr), "24\u{a0}septembre 2026");
        assert_eq!(day.in_words(Lang::En), "24\u{a0}September 2026");
        let first = Day::of_millis(1_788_220_800_000);
        assert_eq!(first.in_words(Lang::Fr), "1er\u{a0}septembre 2026");
    }
}
