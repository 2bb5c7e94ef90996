//! When a séance is held, at how many tables, and how many came. Owns: [`Meeting`], [`present`].
//! Does not know: who counts, letters.

use crate::form::identifiers::{IsoDate, Time};
use crate::form::lists::ATTENDANCE;
use std::collections::BTreeMap;

/// The most tables: a large hall.
pub const MAX_TABLES: u32 = 60;

/// When a séance is to be held, as people say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// ISO date, or nothing.
    pub on: String,
    /// `HH:MM`, or nothing.
    pub at: String,
    /// Tables of four to five people; 0 for none.
    pub tables: u32,
}

/// Which of the three cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Date,
    Time,
    Tables,
}

impl Meeting {
    pub fn read(on: &str, at: &str, tables: &str) -> Result<Meeting, Vec<Unreadable>> {
        let [on, at, tables] = [on, at, tables].map(str::trim);
        let mut wrong = Vec::new();
        if !on.is_empty() && IsoDate::parse(on).is_err() {
            wrong.push(Unreadable::Date);
        }
        if !at.is_empty() && Time::parse(at).is_err() {
            wrong.push(Unreadable::Time);
        }
        let count = if tables.is_empty() { Some(0) } else { tables.parse().ok() };
        match count.filter(|count| *count <= MAX_TABLES) {
            Some(tables) if wrong.is_empty() => {
                Ok(Meeting { on: on.to_owned(), at: at.to_owned(), tables })
            }
            Some(_) => Err(wrong),
            None => {
                wrong.push(Unreadable::Tables);
                Err(wrong)
            }
        }
    }
}

/// How many are there, by the ids of [`ATTENDANCE`] and in its order: as somebody counted, or else
/// as many as devices say. Qualities of which nobody came are left out.
pub fn present(
    devices: &[(String, i64)],
    headcount: &BTreeMap<String, u32>,
) -> Vec<(&'static str, u32)> {
    let by_devices = |id: &str| devices.iter().find(|(quality, _)| quality == id);
    let of = |id: &'static str| {
        let said = by_devices(id).and_then(|(_, count)| u32::try_from(*count).ok());
        (id, headcount.get(id).copied().or(said).unwrap_or(0))
    };
    ATTENDANCE.items.iter().map(|item| of(item.id)).filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_is_read_as_it_is_typed_or_it_is_said_what_is_wrong() {
        let meeting = |on: &str, at: &str, tables| Meeting { on: on.into(), at: at.into(), tables };
        assert_eq!(Meeting::read("", " ", ""), Ok(Meeting::default()));
        assert_eq!(
            Meeting::read("2026-12-01", "18:00", "6"),
            Ok(meeting("2026-12-01", "18:00", 6))
        );
        use Unreadable as U;
        assert_eq!(
            Meeting::read("2026-02-30", "24:00", "61"),
            Err(vec![U::Date, U::Time, U::Tables])
        );
        assert_eq!(Meeting::read("", "", "-1"), Err(vec![U::Tables]));
        assert_eq!(Meeting::read("demain", "", ""), Err(vec![U::Date]));
    }

    #[test]
    fn who_counts_by_hand_is_believed_and_devices_otherwise() {
        let devices = [("parents".to_owned(), 3), ("pupils".to_owned(), 1)];
        let headcount = BTreeMap::from([("pupils".to_owned(), 24), ("teachers".to_owned(), 0)]);
        assert_eq!(present(&devices, &headcount), [("parents", 3), ("pupils", 24)]);
        let none = BTreeMap::from([("parents".to_owned(), 0)]);
        assert_eq!(present(&devices, &none), [("pupils", 1)], "nobody, says who counted");
    }
}
