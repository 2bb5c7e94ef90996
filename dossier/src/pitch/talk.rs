//! A talk that is given or rehearsed: which slide it is at, and its time. Owns: [`Talk`], [`Run`].
//! Does not know: clocks of machines, who looks.

use super::{Part, SECONDS};
use crate::seance::plan::Course;
use serde::{Deserialize, Serialize};

const SLIDES: usize = Part::ALL.len();

/// How far a talk is. Times are milliseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Each slide is a step.
    course: Course,
    /// Nobody but who presents sees it.
    pub rehearsed: bool,
}

/// A talk that is over, with its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: String,
    pub at: i64,
    /// Not in public.
    pub rehearsed: bool,
    /// Milliseconds of each slide.
    pub spent: Vec<i64>,
}

impl Talk {
    /// Begins anew, at the first slide.
    pub fn begin(rehearsed: bool, now: i64) -> Talk {
        Talk { course: Course::default().go(SLIDES, 0, now), rehearsed }
    }

    /// Whether its clock has run: there is something to be ended.
    pub fn is_begun(&self) -> bool {
        self.course.begun.is_some()
    }

    pub fn is_running(&self) -> bool {
        self.course.since.is_some()
    }

    /// The slide, from 0.
    pub fn at(&self) -> usize {
        self.course.at.unwrap_or(0).min(SLIDES - 1)
    }

    /// The slide that the public sees: a rehearsal turns none.
    pub fn public_slide(&self) -> usize {
        if self.rehearsed { 0 } else { self.at() }
    }

    /// Goes to a slide; the clock runs on, or stands still as it does.
    #[must_use]
    pub fn turn(&self, slide: usize, now: i64) -> Talk {
        let gone = self.course.go(SLIDES, slide, now);
        let course = match (self.is_begun(), self.is_running()) {
            (true, true) => gone,
            (true, false) => gone.pause(now),
            // Leafing through it before it begins takes no time.
            (false, _) => Course::standing(gone.at),
        };
        Talk { course, ..self.clone() }
    }

    #[must_use]
    pub fn pause(&self, now: i64) -> Talk {
        Talk { course: self.course.pause(now), ..self.clone() }
    }

    #[must_use]
    pub fn resume(&self, now: i64) -> Talk {
        Talk { course: self.course.resume(now), ..self.clone() }
    }

    /// What each slide has taken by now, milliseconds.
    pub fn spent(&self, now: i64) -> [i64; SLIDES] {
        std::array::from_fn(|slide| self.course.spent(slide, now))
    }

    /// What is left of the 180 seconds; less than nothing when it is over its time.
    pub fn left(&self, now: i64) -> i64 {
        i64::from(SECONDS) * 1_000 - self.spent(now).iter().sum::<i64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_talk_counts_down_and_each_slide_keeps_what_it_took() {
        let talk = Talk::begin(false, 1_000);
        assert_eq!((talk.at(), talk.left(11_000), talk.is_running()), (0, 170_000, true));
        let rehearsal = Talk::begin(true, 0).turn(2, 0);
        assert_eq!(
            (rehearsal.at(), rehearsal.public_slide(), talk.turn(2, 0).public_slide()),
            (2, 0, 2)
        );
        let second = talk.turn(1, 31_000);
        assert_eq!(second.spent(41_000), [30_000, 10_000, 0, 0, 0]);
        let paused = second.pause(41_000);
        assert_eq!((paused.left(99_000), paused.is_running()), (140_000, false));
        let turned = paused.turn(2, 99_000);
        assert_eq!((turned.at(), turned.is_running(), turned.left(200_000)), (2, false, 140_000));
        let on = turned.resume(200_000);
        assert_eq!(on.left(500_000), -160_000, "over its time");
        assert_eq!(on.turn(9, 201_000).at(), 2, "there is no tenth");
    }

    #[test]
    fn before_it_begins_it_stands_at_the_first_slide() {
        let talk = Talk::default();
        assert_eq!((talk.at(), talk.is_begun(), talk.left(7)), (0, false, 180_000));
        let leafed = talk.turn(3, 5_000);
        assert_eq!((leafed.at(), leafed.is_begun(), leafed.left(99_000)), (3, false, 180_000));
    }
}
