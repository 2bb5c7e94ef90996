//! The relevé of a séance: what was held, as it goes into the form's section of concertation. Owns:
//! [`Releve`], and what it must have to be approved. Does not know: how its first version is
//! written, who approves it.

use crate::form::identifiers::{IsoDate, Time};
use crate::form::lists::ATTENDANCE;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod form;

pub use form::read;

/// The longest séance, minutes; the form's limit too.
pub const MAX_MINUTES: u32 = 1_440;
/// The most people of one quality: a school is smaller.
pub const MAX_PEOPLE: u32 = 5_000;
/// The longest line of it, characters.
pub const MAX_LINE: usize = 160;
/// The longest line of the agenda and the longest question; lines of each at most.
pub const MAX_ITEM: usize = 300;
pub const MAX_ITEMS: usize = 30;
/// The longest conclusions, characters: the form's limit, and as much again, since it does not cut.
pub const MAX_CONCLUSIONS: usize = 16_000;

/// What was held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Releve {
    /// ISO date.
    pub date: String,
    /// `HH:MM`, or nothing.
    pub start: String,
    pub minutes: Option<u32>,
    pub place: String,
    pub facilitator: String,
    pub secretary: String,
    /// How many came, by the ids of [`ATTENDANCE`]: numbers, never names.
    pub attendance: BTreeMap<String, u32>,
    pub agenda: Vec<String>,
    pub questions: Vec<String>,
    /// The Markdown subset of the interchange format, as
    /// [`markdown::write`](crate::document::text::markdown::write) writes it.
    pub conclusions: String,
}

/// Why a relevé cannot be kept, or not be approved yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Date,
    Start,
    Minutes,
    /// A count of that quality, by its place in [`ATTENDANCE`].
    People(usize),
    Line(&'static str),
    Items(&'static str),
    Conclusions,
    /// It says no date, or nothing was concluded: the form asks both.
    NoDate,
    NoConclusions,
    /// Nobody came.
    Nobody,
}

impl Releve {
    /// All that keeps it from being kept.
    pub fn wrong(&self) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        if !self.date.is_empty() && IsoDate::parse(&self.date).is_err() {
            wrong.push(Wrong::Date);
        }
        if !self.start.is_empty() && Time::parse(&self.start).is_err() {
            wrong.push(Wrong::Start);
        }
        if self.minutes.is_some_and(|minutes| minutes > MAX_MINUTES) {
            wrong.push(Wrong::Minutes);
        }
        for (name, words) in [
            ("place", &self.place),
            ("facilitator", &self.facilitator),
            ("secretary", &self.secretary),
        ] {
            if words.chars().count() > MAX_LINE {
                wrong.push(Wrong::Line(name));
            }
        }
        for (at, item) in ATTENDANCE.items.iter().enumerate() {
            if self.attendance.get(item.id).is_some_and(|count| *count > MAX_PEOPLE) {
                wrong.push(Wrong::People(at));
            }
        }
        for (name, lines) in [("agenda", &self.agenda), ("questions", &self.questions)] {
            let too_long = lines.iter().any(|line| line.chars().count() > MAX_ITEM);
            if lines.len() > MAX_ITEMS || too_long {
                wrong.push(Wrong::Items(name));
            }
        }
        if self.conclusions.chars().count() > MAX_CONCLUSIONS {
            wrong.push(Wrong::Conclusions);
        }
        wrong
    }

    /// What it lacks to be approved.
    pub fn missing(&self) -> Vec<Wrong> {
        let lacks = [
            (self.date.is_empty(), Wrong::NoDate),
            (self.people() == 0, Wrong::Nobody),
            (self.conclusions.trim().is_empty(), Wrong::NoConclusions),
        ];
        lacks.into_iter().filter_map(|(lacks, wrong)| lacks.then_some(wrong)).collect()
    }

    /// How many came.
    pub fn people(&self) -> u32 {
        self.attendance.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn held() -> Releve {
        Releve {
            date: "2026-11-24".into(),
            start: "18:00".into(),
            minutes: Some(165),
            place: "Préau".into(),
            facilitator: "Claire (fictive)".into(),
            secretary: String::new(),
            attendance: BTreeMap::from([("parents".into(), 12), ("teachers".into(), 5)]),
            agenda: vec!["Accueil".into(), "Idées".into()],
            questions: vec!["Que manque-t-il à la cour ?".into()],
            conclusions: "## Ce qui est retenu\n\n- Un banc\n- Un potager".into(),
        }
    }

    #[test]
    fn what_is_wrong_and_what_is_missing_is_said() {
        assert_eq!((held().wrong(), held().missing()), (vec![], vec![]));
        assert_eq!(
            Releve::default().missing(),
            [Wrong::NoDate, Wrong::Nobody, Wrong::NoConclusions]
        );
        let long = "é".repeat(MAX_LINE + 1);
        let wrong = Releve {
            date: "2026-02-30".into(),
            start: "25:00".into(),
            minutes: Some(MAX_MINUTES + 1),
            place: long.clone(),
            attendance: BTreeMap::from([("parents".into(), MAX_PEOPLE + 1)]),
            agenda: vec![long.repeat(2)],
            questions: vec!["?".into(); MAX_ITEMS + 1],
            conclusions: "x".repeat(MAX_CONCLUSIONS + 1),
            ..held()
        };
        let parents = ATTENDANCE.items.iter().position(|item| item.id == "parents").unwrap();
        assert_eq!(
            wrong.wrong(),
            [
                Wrong::Date,
                Wrong::Start,
                Wrong::Minutes,
                Wrong::Line("place"),
                Wrong::People(parents),
                Wrong::Items("agenda"),
                Wrong::Items("questions"),
                Wrong::Conclusions
            ]
        );
    }
}
