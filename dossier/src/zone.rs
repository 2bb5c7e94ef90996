//! Which day it is at a school: the clock of Paris, and those of the education authorities
//! overseas. Owns: [`Zone`], by the code of the school and by rule. Does not know: the time now,
//! how a day is written.
//!
//! The rules are few and have stood since 1996, so they are written here rather than carried as a
//! table into every page: Europe moves its clocks on the last Sundays of March and October at one
//! o'clock UTC, Saint-Pierre-et-Miquelon those of North America, and the others never.

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Where a school is, for its clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    #[default]
    Paris,
    /// Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy.
    Antilles,
    Guyane,
    SaintPierre,
    Reunion,
    Mayotte,
    Polynesie,
    NouvelleCaledonie,
    Wallis,
}

impl Zone {
    /// Of a school, by the department that its code begins with; of one that is not known, Paris.
    pub fn of_uai(uai: &str) -> Zone {
        match uai.get(..3).unwrap_or_default() {
            "971" | "972" | "977" | "978" => Zone::Antilles,
            "973" => Zone::Guyane,
            "975" => Zone::SaintPierre,
            "974" => Zone::Reunion,
            "976" | "985" => Zone::Mayotte,
            "984" | "987" => Zone::Polynesie,
            "983" | "988" => Zone::NouvelleCaledonie,
            "986" => Zone::Wallis,
            _ => Zone::Paris,
        }
    }

    /// By how many milliseconds its clock is ahead of UTC at that instant.
    pub fn ahead(self, at: i64) -> i64 {
        let summer = |is_summer: bool| i64::from(is_summer);
        HOUR * match self {
            Zone::Paris => 1 + summer(is_summer_in_europe(at)),
            Zone::Antilles => -4,
            Zone::Guyane => -3,
            Zone::SaintPierre => -3 + summer(is_summer_in_america(at)),
            Zone::Reunion => 4,
            Zone::Mayotte => 3,
            Zone::Polynesie => -10,
            Zone::NouvelleCaledonie => 11,
            Zone::Wallis => 12,
        }
    }

    /// What its clock shows at an instant, as milliseconds since it showed 1 January 1970.
    pub fn local(self, at: i64) -> i64 {
        at + self.ahead(at)
    }

    /// The instant at which its clock shows that; of an hour that comes twice, one of both.
    pub fn instant(self, local: i64) -> i64 {
        local - self.ahead(local - self.ahead(local))
    }
}

fn is_summer_in_europe(at: i64) -> bool {
    let year = year(at);
    let change = |month| sunday_before(days(year, month, 31)) * DAY + HOUR;
    (change(3)..change(10)).contains(&at)
}

/// From the second Sunday of March to the first of November, at two o'clock there.
fn is_summer_in_america(at: i64) -> bool {
    let year = year(at);
    let begins = sunday_before(days(year, 3, 14)) * DAY + 5 * HOUR;
    let ends = sunday_before(days(year, 11, 7)) * DAY + 4 * HOUR;
    (begins..ends).contains(&at)
}

/// That day, or the Sunday before it.
fn sunday_before(day: i64) -> i64 {
    day - (day + 4).rem_euclid(7)
}

/// The year, in UTC, of an instant.
fn year(at: i64) -> i64 {
    let day = at.div_euclid(DAY);
    let guess = 1970 + day.div_euclid(366);
    (guess..).find(|year| days(year + 1, 1, 1) > day).unwrap_or(guess)
}

/// From 1 January 1970 to that day of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years are counted from a 1 March, so that the day a leap year adds comes last.
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
        - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds since 1970 and hours ahead, as the table of the world's time zones has them.
    const KNOWN: &[(Zone, i64, i64)] = &[
        (Zone::Paris, 1_704_067_200, 1),
        (Zone::Paris, 1_711_846_799, 1),
        (Zone::Paris, 1_711_846_800, 2),
        (Zone::Paris, 1_729_990_799, 2),
        (Zone::Paris, 1_729_990_800, 1),
        (Zone::Paris, 1_798_761_600, 1),
        (Zone::Paris, 1_806_195_599, 1),
        (Zone::Paris, 1_806_195_600, 2),
        (Zone::Paris, 1_824_944_399, 2),
        (Zone::Paris, 1_824_944_400, 1),
        (Zone::Paris, 1_893_456_000, 1),
        (Zone::Paris, 1_901_149_199, 1),
        (Zone::Paris, 1_901_149_200, 2),
        (Zone::Paris, 1_919_293_199, 2),
        (Zone::Paris, 1_919_293_200, 1),
        (Zone::Paris, 1_988_150_400, 1),
        (Zone::Paris, 1_995_497_999, 1),
        (Zone::Paris, 1_995_498_000, 2),
        (Zone::Paris, 2_014_246_799, 2),
        (Zone::Paris, 2_014_246_800, 1),
        (Zone::Antilles, 1_704_067_200, -4),
        (Zone::Antilles, 1_830_297_600, -4),
        (Zone::Antilles, 1_956_528_000, -4),
        (Zone::Guyane, 1_704_067_200, -3),
        (Zone::Guyane, 1_830_297_600, -3),
        (Zone::Guyane, 1_956_528_000, -3),
        (Zone::SaintPierre, 1_704_067_200, -3),
        (Zone::SaintPierre, 1_710_046_799, -3),
        (Zone::SaintPierre, 1_710_046_800, -2),
        (Zone::SaintPierre, 1_730_606_399, -2),
        (Zone::SaintPierre, 1_730_606_400, -3),
        (Zone::SaintPierre, 1_798_761_600, -3),
        (Zone::SaintPierre, 1_805_000_399, -3),
        (Zone::SaintPierre, 1_805_000_400, -2),
        (Zone::SaintPierre, 1_825_559_999, -2),
        (Zone::SaintPierre, 1_825_560_000, -3),
        (Zone::SaintPierre, 1_893_456_000, -3),
        (Zone::SaintPierre, 1_899_349_199, -3),
        (Zone::SaintPierre, 1_899_349_200, -2),
        (Zone::SaintPierre, 1_919_908_799, -2),
        (Zone::SaintPierre, 1_919_908_800, -3),
        (Zone::SaintPierre, 1_988_150_400, -3),
        (Zone::SaintPierre, 1_994_302_799, -3),
        (Zone::SaintPierre, 1_994_302_800, -2),
        (Zone::SaintPierre, 2_014_862_399, -2),
        (Zone::SaintPierre, 2_014_862_400, -3),
        (Zone::Reunion, 1_704_067_200, 4),
        (Zone::Reunion, 1_830_297_600, 4),
        (Zone::Reunion, 1_956_528_000, 4),
        (Zone::Mayotte, 1_704_067_200, 3),
        (Zone::Mayotte, 1_830_297_600, 3),
        (Zone::Mayotte, 1_956_528_000, 3),
        (Zone::Polynesie, 1_704_067_200, -10),
        (Zone::Polynesie, 1_830_297_600, -10),
        (Zone::Polynesie, 1_956_528_000, -10),
        (Zone::NouvelleCaledonie, 1_704_067_200, 11),
        (Zone::NouvelleCaledonie, 1_830_297_600, 11),
        (Zone::NouvelleCaledonie, 1_956_528_000, 11),
        (Zone::Wallis, 1_704_067_200, 12),
        (Zone::Wallis, 1_830_297_600, 12),
        (Zone::Wallis, 1_956_528_000, 12),
    ];

    #[test]
    fn clocks_are_those_of_the_world_s_table() {
        for (zone, at, hours) in KNOWN {
            assert_eq!(zone.ahead(at * 1000), hours * HOUR, "{zone:?} {at}");
        }
    }

    #[test]
    fn a_school_is_where_its_code_says() {
        for (uai, zone) in [
            ("0750655E", Zone::Paris),
            ("6200636X", Zone::Paris),
            ("9710002A", Zone::Antilles),
            ("9740001A", Zone::Reunion),
            ("9830002K", Zone::NouvelleCaledonie),
            ("", Zone::Paris),
            ("é", Zone::Paris),
        ] {
            assert_eq!(Zone::of_uai(uai), zone, "{uai}");
        }
    }

    #[test]
    fn what_a_clock_shows_leads_back_to_its_instant() {
        // Around both changes of 2026, but for the hour that comes twice.
        for at in [1_774_745_999_999, 1_774_746_000_000, 1_792_875_599_999, 1_792_893_600_000] {
            for zone in [Zone::Paris, Zone::Reunion, Zone::Polynesie] {
                assert_eq!(zone.instant(zone.local(at)), at, "{zone:?} {at}");
            }
        }
    }
}
