//! A séance of concertation while it is held: the plan and its clock, what the wall shows, ideas
//! and votes. Owns: [`Seance`], and what everybody in it may know. Does not know: who is connected,
//! how any of it is kept.

use crate::lang::Lang;
use ballot::CountedVote;
use class::{Class, HeldIdea};
use idea::{Fate, Idea};
use meeting::Meeting;
use plan::{Course, Step};
use speaking::Turn;
use std::collections::BTreeMap;
use std::ops::Deref;
use wall::Wall;

pub mod adopt;
pub mod ballot;
pub mod class;
pub mod code;
pub mod command;
pub mod idea;
pub mod meeting;
pub mod participant;
pub mod passage;
pub mod plan;
pub mod releve;
pub mod speaking;
pub mod wall;

/// A séance by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seance {
    pub id: String,
    pub dossier: String,
    /// By which one joins; none once it has ended.
    pub code: Option<String>,
    pub title: String,
    pub place: String,
    /// Scheme and host of where the hall joins.
    pub site: String,
    /// What the hall is asked.
    pub questions: Vec<String>,
    /// The language of its wall.
    pub lang: Lang,
    pub plan: Vec<Step>,
    pub course: Course,
    pub wall: Wall,
    /// The account that holds the remote, and its name.
    pub holder: String,
    pub holder_name: String,
    pub ideas_open: bool,
    pub meeting: Meeting,
    /// How many were counted by hand, by quality.
    pub headcount: BTreeMap<String, u32>,
    /// Milliseconds since 1970, as all its times.
    pub created_at: i64,
    pub ended_at: Option<i64>,
    pub version: i64,
}

impl Seance {
    /// What the hall is asked now: the question of the step in course, or the last one.
    pub fn question(&self) -> Option<&str> {
        let at = self.course.at.unwrap_or(0).min(self.questions.len().checked_sub(1)?);
        self.questions.get(at).map(String::as_str)
    }
}

/// A séance with all that everybody in it may know, at an instant.
#[derive(Clone, Debug, Default)]
pub struct LiveSeance {
    pub seance: Seance,
    /// The dossier's title.
    pub dossier_title: String,
    /// In their order.
    pub ideas: Vec<Idea>,
    /// The accounts of the devices that were blocked.
    pub blocked: Vec<String>,
    pub votes: Vec<CountedVote>,
    /// How many take part by their devices, by the ids of
    /// [`ATTENDANCE`](crate::form::lists::ATTENDANCE).
    pub attendance: Vec<(String, i64)>,
    /// The devices themselves.
    pub devices: i64,
    pub classes: Vec<Class>,
    /// What classes sent and the hall has not read: a page shows that of its own class alone.
    pub held: Vec<HeldIdea>,
    /// Who asks to speak, speaks or spoke, in the order in which they asked.
    pub turns: Vec<Turn>,
    pub now: i64,
}

impl Deref for LiveSeance {
    type Target = Seance;

    fn deref(&self) -> &Seance {
        &self.seance
    }
}

impl LiveSeance {
    /// The vote that is open; there is one at a time.
    pub fn open_vote(&self) -> Option<&CountedVote> {
        self.votes.iter().find(|vote| vote.is_open())
    }

    /// How many are there, as far as anybody knows.
    pub fn present(&self) -> Vec<(&'static str, u32)> {
        meeting::present(&self.attendance, &self.headcount)
    }

    /// The ideas that are on the wall.
    pub fn shown_ideas(&self) -> impl Iterator<Item = &Idea> {
        self.ideas.iter().filter(|idea| idea.fate.is_shown())
    }

    /// The ideas that were grouped with that one.
    pub fn grouped_with<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Idea> {
        let is_with = move |idea: &&Idea| matches!(&idea.fate, Fate::Merged(with) if with == id);
        self.ideas.iter().filter(is_with)
    }

    /// Whether the device that an idea came from is blocked.
    pub fn is_blocked(&self, idea: &Idea) -> bool {
        idea.account.as_ref().is_some_and(|account| self.blocked.contains(account))
    }

    /// What a class sent and the hall has not read: what waits to be read by its adult, or what was
    /// set aside.
    pub fn held_of(&self, class: i64, aside: bool) -> impl Iterator<Item = &HeldIdea> {
        self.held.iter().filter(move |one| one.class == class && one.aside == aside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_grouped_with_an_idea_is_found_and_who_sent_it_may_be_blocked() {
        let idea = |id: &str, fate| Idea {
            id: id.to_owned(),
            account: Some(format!("of {id}")),
            fate,
            ..Idea::default()
        };
        let seance = LiveSeance {
            ideas: vec![
                idea("a", Fate::Open),
                idea("b", Fate::Merged("a".to_owned())),
                idea("c", Fate::Merged("z".to_owned())),
                Idea { account: None, ..idea("d", Fate::Hidden) },
            ],
            blocked: vec!["of b".to_owned()],
            ..LiveSeance::default()
        };
        let with: Vec<&str> = seance.grouped_with("a").map(|idea| idea.id.as_str()).collect();
        assert_eq!(with, ["b"]);
        let shown: Vec<&str> = seance.shown_ideas().map(|idea| idea.id.as_str()).collect();
        assert_eq!(shown, ["a"]);
        let blocked: Vec<bool> = seance.ideas.iter().map(|idea| seance.is_blocked(idea)).collect();
        assert_eq!(blocked, [false, true, false, false]);
    }

    #[test]
    fn the_hall_is_asked_the_question_of_the_step_in_course_or_the_last_one() {
        let mut seance = Seance::default();
        assert_eq!(seance.question(), None);
        seance.questions = vec!["Un ?".to_owned(), "Deux ?".to_owned()];
        assert_eq!(seance.question(), Some("Un ?"));
        for (step, asked) in [(0, "Un ?"), (1, "Deux ?"), (2, "Deux ?")] {
            seance.course = Course::default().go(3, step, 0);
            assert_eq!(seance.question(), Some(asked));
        }
    }
}
