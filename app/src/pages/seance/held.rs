//! When a séance was held, as far as its own clock knows it. What was planned is told only where
//! that clock does not say otherwise. Does not know: what was said in it, who corrects that.

use crate::texts::dates::Day;
use dossier::form::identifiers::Time;
use dossier::seance::meeting::Meeting;
use dossier::seance::plan::Course;

/// Minutes between the hour that was planned and the one at which it began that nobody would call
/// late.
const PUNCTUAL: i64 = 15;
const MINUTE: i64 = 60_000;

/// The day and the hour of a séance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAt {
    /// ISO date.
    pub on: String,
    /// `HH:MM`; nothing if nobody knows.
    pub at: String,
}

/// Of a séance that was made at `created_at` and, if it is over, ended at `ended_at`.
pub fn held_at(
    meeting: &Meeting,
    course: &Course,
    created_at: i64,
    ended_at: Option<i64>,
) -> HeldAt {
    let Some(begun) = course.begun else {
        return without_clock(meeting, created_at, ended_at);
    };
    let there = begun + course.offset.map_or(0, |offset| offset * MINUTE);
    // Without an offset the day is that of Paris.
    let on = match course.offset {
        Some(_) => Day::of_clock(there).iso(),
        None => Day::of_millis(begun).iso(),
    };
    // Without an offset the hour of the hall is not known; rather none than a wrong one.
    let at = course.offset.map(|_| there.div_euclid(MINUTE).rem_euclid(24 * 60));
    let planned = minutes(&meeting.at).filter(|_| meeting.on.is_empty() || meeting.on == on);
    let at = match (at, planned) {
        (Some(at), Some(planned)) if (at - planned).abs() <= PUNCTUAL => meeting.at.clone(),
        (Some(at), _) => format!("{:02}:{:02}", at / 60, at % 60),
        (None, _) => String::new(),
    };
    HeldAt { on, at }
}

/// No step was ever begun: it was held as planned, unless it was over before.
fn without_clock(meeting: &Meeting, created_at: i64, ended_at: Option<i64>) -> HeldAt {
    let over = ended_at.map(|at| Day::of_millis(at).iso());
    let was_possible = over.as_ref().is_none_or(|over| meeting.on <= *over);
    if !meeting.on.is_empty() && was_possible {
        return HeldAt { on: meeting.on.clone(), at: meeting.at.clone() };
    }
    let on = over.unwrap_or_else(|| Day::of_millis(created_at).iso());
    HeldAt { on, at: String::new() }
}

fn minutes(at: &str) -> Option<i64> {
    let time = Time::parse(at).ok()?;
    Some(i64::from(time.hour()) * 60 + i64::from(time.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 29 November 2026, 17:10 UTC.
    const BEGUN: i64 = 1_795_972_200_000;
    const DAY: i64 = 86_400_000;

    fn planned(on: &str, at: &str) -> Meeting {
        Meeting { on: on.into(), at: at.into(), tables: 0 }
    }

    #[test]
    fn the_clock_of_the_room_says_when_and_the_plan_where_they_agree() {
        for (on, at, offset, says) in [
            ("2026-12-08", "18:00", Some(60), ("2026-11-29", "18:10")),
            ("2026-11-29", "18:00", Some(60), ("2026-11-29", "18:00")),
            ("2026-11-29", "17:00", Some(60), ("2026-11-29", "18:10")),
            ("", "18:00", Some(60), ("2026-11-29", "18:00")),
            ("", "", Some(-120), ("2026-11-29", "15:10")),
            ("2026-11-30", "03:00", Some(11 * 60), ("2026-11-30", "04:10")),
            ("2026-11-29", "18:00", None, ("2026-11-29", "")),
        ] {
            let mut course = Course::default().go(1, 0, BEGUN);
            course.offset = offset;
            let HeldAt { on, at } = held_at(&planned(on, at), &course, 0, Some(BEGUN + 1));
            assert_eq!((on.as_str(), at.as_str()), says);
        }
    }

    #[test]
    fn without_a_clock_it_was_held_as_planned_unless_it_was_over_before() {
        let of = |on: &str, ended: Option<i64>| {
            let HeldAt { on, at } =
                held_at(&planned(on, "18:00"), &Course::default(), BEGUN, ended);
            (on, at)
        };
        let says = |on: &str, at: &str| (on.to_owned(), at.to_owned());
        assert_eq!(of("2026-12-01", None), says("2026-12-01", "18:00"));
        assert_eq!(of("2026-12-01", Some(BEGUN + 3 * DAY)), says("2026-12-01", "18:00"));
        assert_eq!(of("2026-12-08", Some(BEGUN)), says("2026-11-29", ""));
        assert_eq!(of("", Some(BEGUN + DAY)), says("2026-11-30", ""));
        assert_eq!(of("", None), says("2026-11-29", ""));
    }
}
