//! The plan of a séance: timed steps, and the one that runs. Owns: [`Step`], [`Course`]. Does not
//! know: clocks of machines, who sees the time.

use crate::lang::{Lang, Text};
use serde::{Deserialize, Serialize};

/// Steps that a plan has at most.
pub const MAX_STEPS: usize = 20;
/// The longest a step is planned, minutes.
pub const MAX_MINUTES: u32 = 240;
/// The longest title of a step, characters.
pub const MAX_TITLE: usize = 80;

const MINUTE: i64 = 60_000;

/// A step of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub title: String,
    pub minutes: u32,
}

/// The six steps of a workshop of about 2 h 45: what is there, what is missing, what could be done,
/// what is kept of it, who does it, and what follows.
const READY_MADE: [(u32, Text); 6] = [
    (15, Text::new("Accueil et règles de parole", "Welcome and rules of speech")),
    (30, Text::new("Ce que chacun constate", "What each of us sees")),
    (40, Text::new("Les idées, table par table", "Ideas, table by table")),
    (30, Text::new("Mise en commun et regroupement", "Gathering and grouping")),
    (30, Text::new("Choix et consentement", "Choice and consent")),
    (20, Text::new("Qui fait quoi, et la suite", "Who does what, and what follows")),
];

/// A plan to begin with.
pub fn ready_made(lang: Lang) -> Vec<Step> {
    let step = |(minutes, title): (u32, Text)| Step { title: title.in_lang(lang).into(), minutes };
    READY_MADE.into_iter().map(step).collect()
}

/// Why lines are no plan; the number of the line, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    Empty,
    TooMany,
    /// It does not begin with a number of minutes from 1 to [`MAX_MINUTES`].
    Minutes(usize),
    /// It has no title, or one that is too long.
    Title(usize),
}

/// A plan as people write it, a step a line: `30 Ce que chacun constate`, also `30 min – …`.
pub fn read(lines: &str) -> Result<Vec<Step>, PlanError> {
    let lines = lines.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    let steps = lines.map(|(at, line)| {
        let end = line.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(line.len());
        let (number, rest) = line.split_at(end);
        let minutes = number.parse().ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
        let minutes = minutes.ok_or(PlanError::Minutes(at + 1))?;
        let rest = rest.trim_start();
        let rest = rest
            .strip_prefix("min")
            .filter(|rest| !rest.starts_with(char::is_alphabetic))
            .unwrap_or(rest);
        let title =
            rest.trim_start_matches(|sign: char| sign.is_whitespace() || ".:–-".contains(sign));
        let fits = (1..=MAX_TITLE).contains(&title.chars().count());
        if fits {
            Ok(Step { title: title.to_owned(), minutes })
        } else {
            Err(PlanError::Title(at + 1))
        }
    });
    let steps: Vec<Step> = steps.collect::<Result<_, _>>()?;
    match steps.len() {
        0 => Err(PlanError::Empty),
        count if count > MAX_STEPS => Err(PlanError::TooMany),
        _ => Ok(steps),
    }
}

/// The plan as [`read`] reads it.
pub fn as_text(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("{} {}\n", step.minutes, step.title)).collect()
}

/// How far a séance is in its plan. Times are milliseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The step in course; none before the first.
    pub at: Option<usize>,
    /// Since when its clock runs; none while it stands still.
    pub since: Option<i64>,
    /// When its first step began; none before.
    #[serde(default)]
    pub begun: Option<i64>,
    /// By how many minutes the clocks of the hall were ahead of UTC then, where somebody said so.
    #[serde(default)]
    pub offset: Option<i64>,
    /// What each step has taken so far, up to `since`.
    spent: Vec<i64>,
}

impl Course {
    /// At a step whose clock has never run.
    pub fn standing(at: Option<usize>) -> Course {
        Course { at, ..Course::default() }
    }

    /// What a step has taken by now, milliseconds.
    pub fn spent(&self, step: usize, now: i64) -> i64 {
        let before = self.spent.get(step).copied().unwrap_or(0);
        let running = self.since.filter(|_| self.at == Some(step));
        before + running.map_or(0, |since| (now - since).max(0))
    }

    /// What is left of the step in course, milliseconds; less than nothing when it is over its
    /// time.
    pub fn left(&self, plan: &[Step], now: i64) -> Option<i64> {
        let at = self.at?;
        let planned = i64::from(plan.get(at)?.minutes) * MINUTE;
        Some(planned - self.spent(at, now))
    }

    /// Goes to a step, whose clock goes on from what it had. One that a plan of so many steps does
    /// not have is not gone to.
    #[must_use]
    pub fn go(&self, steps: usize, step: usize, now: i64) -> Course {
        if step >= steps {
            return self.clone();
        }
        let begun = self.begun.or(Some(now));
        Course { at: Some(step), since: Some(now), begun, ..self.pause(now) }
    }

    /// What the whole plan has taken by now, milliseconds.
    pub fn elapsed(&self, now: i64) -> i64 {
        let steps = self.spent.len().max(self.at.map_or(0, |at| at + 1));
        (0..steps).map(|step| self.spent(step, now)).sum()
    }

    /// Stops the clock.
    #[must_use]
    pub fn pause(&self, now: i64) -> Course {
        let mut spent = self.spent.clone();
        if let Some(at) = self.at {
            spent.resize(spent.len().max(at + 1), 0);
            spent[at] = self.spent(at, now);
        }
        Course { since: None, spent, ..self.clone() }
    }

    /// Lets it run on.
    #[must_use]
    pub fn resume(&self, now: i64) -> Course {
        Course { since: self.at.map(|_| self.since.unwrap_or(now)), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ready_made_plan_lasts_two_hours_and_three_quarters_and_is_read_as_it_is_written() {
        for lang in [Lang::Fr, Lang::En] {
            let plan = ready_made(lang);
            assert_eq!((plan.len(), plan.iter().map(|step| step.minutes).sum::<u32>()), (6, 165));
            assert_eq!(read(&as_text(&plan)), Ok(plan));
        }
    }

    #[test]
    fn a_plan_is_read_as_people_write_it() {
        let step = |minutes, title: &str| Step { title: title.to_owned(), minutes };
        let typed = "5 min – Accueil\n\n  30 : Les tables \n10minutes de pause\n7 2e partie";
        let plan = vec![
            step(5, "Accueil"),
            step(30, "Les tables"),
            step(10, "minutes de pause"),
            step(7, "2e partie"),
        ];
        assert_eq!(read(typed), Ok(plan));
        for (typed, wrong) in [
            ("", PlanError::Empty),
            ("10 Un\nDeux", PlanError::Minutes(2)),
            ("0 Un", PlanError::Minutes(1)),
            ("241 Un", PlanError::Minutes(1)),
            ("99999999999 Un", PlanError::Minutes(1)),
            ("10", PlanError::Title(1)),
            ("1 a\n".repeat(21).as_str(), PlanError::TooMany),
            (format!("1 {}", "é".repeat(81)).as_str(), PlanError::Title(1)),
        ] {
            assert_eq!(read(typed), Err(wrong), "{typed:?}");
        }
    }

    #[test]
    fn the_clock_of_a_step_runs_stands_still_and_keeps_what_is_over_its_time() {
        let plan = read("1 Un\n2 Deux").unwrap();
        let begun = Course::default();
        assert_eq!(
            (begun.left(&plan, 0), begun.resume(5), begun.pause(5).at),
            (None, begun.clone(), None)
        );
        let first = begun.go(plan.len(), 0, 1_000);
        assert_eq!((first.left(&plan, 31_000), first.begun), (Some(30_000), Some(1_000)));
        assert_eq!(first.left(&plan, 91_000), Some(-30_000), "over its time");
        assert_eq!(first.left(&plan, 0), Some(60_000), "a clock that steps back adds nothing");
        let paused = first.pause(31_000);
        assert_eq!(paused.left(&plan, 500_000), Some(30_000));
        let resumed = paused.resume(500_000);
        assert_eq!(
            (resumed.left(&plan, 510_000), resumed.resume(505_000)),
            (Some(20_000), resumed.clone())
        );
        let second = resumed.go(plan.len(), 1, 510_000);
        assert_eq!(
            (second.spent(0, 999_000), second.left(&plan, 520_000)),
            (40_000, Some(110_000))
        );
        assert_eq!((second.elapsed(520_000), begun.elapsed(9)), (50_000, 0));
        let back = second.go(plan.len(), 0, 520_000);
        assert_eq!(back.begun, Some(1_000), "it began once");
        assert_eq!(back.left(&plan, 521_000), Some(19_000), "it goes on from what it had");
        assert_eq!(back.go(plan.len(), 2, 530_000), back, "there is no third");
    }
}
