//! What is on the wall. Owns: [`Wall`]. Does not know: how it is drawn, who chose it.

use crate::form::SectionId;
use crate::pitch::talk::Talk;
use crate::threads::Anchor;
use serde::{Deserialize, Serialize};

/// What the wall shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// How to join, in large.
    #[default]
    Join,
    /// Nothing: people look at each other.
    Blank,
    /// The plan and its clock.
    Plan,
    Section(SectionId),
    Ideas,
    /// The slide at which the talk of 180 seconds is.
    Pitch,
    /// A vote by its id: the question while it is open, then what came out.
    Vote(String),
}

impl Shown {
    /// As it travels in forms and is kept: `join`, `section:budget`, `vote:v1`.
    pub fn as_word(&self) -> String {
        match self {
            Shown::Join => "join".to_owned(),
            Shown::Blank => "blank".to_owned(),
            Shown::Plan => "plan".to_owned(),
            Shown::Section(section) => format!("section:{}", section.name()),
            Shown::Ideas => "ideas".to_owned(),
            Shown::Pitch => "pitch".to_owned(),
            Shown::Vote(id) => format!("vote:{id}"),
        }
    }

    pub fn parse(word: &str) -> Option<Shown> {
        Some(match word.split_once(':') {
            None => match word {
                "join" => Shown::Join,
                "blank" => Shown::Blank,
                "plan" => Shown::Plan,
                "ideas" => Shown::Ideas,
                "pitch" => Shown::Pitch,
                _ => return None,
            },
            Some(("section", name)) => Shown::Section(SectionId::from_name(name)?),
            Some(("vote", id)) if !id.is_empty() => Shown::Vote(id.to_owned()),
            Some(_) => return None,
        })
    }
}

impl Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.as_word())
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Shown, D::Error> {
        let word = String::deserialize(deserializer)?;
        Shown::parse(&word).ok_or_else(|| serde::de::Error::custom("nothing that a wall shows"))
    }
}

/// How large at most and at least, in steps of a fifth.
pub const ZOOMS: std::ops::RangeInclusive<i8> = -2..=4;

/// The wall as the facilitator's remote has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wall {
    pub shown: Shown,
    /// One of [`ZOOMS`]; 0 is what fits a hall.
    pub zoom: i8,
    /// Which screenful of what is longer than the wall, from 0.
    pub page: u16,
    /// Whether the comments on the section are shown beside it.
    #[serde(default)]
    pub comments: bool,
    /// The passage that is highlighted.
    #[serde(default)]
    pub highlight: Option<Anchor>,
    /// The talk that is given or rehearsed.
    #[serde(default)]
    pub talk: Talk,
}

impl Wall {
    /// Something else is shown, from its beginning. Comments are for their writers until
    /// somebody shows them to the hall.
    #[must_use]
    pub fn show(&self, shown: Shown) -> Wall {
        Wall { shown, page: 0, highlight: None, comments: false, ..self.clone() }
    }

    #[must_use]
    pub fn zoom(&self, by: i8) -> Wall {
        let zoom = self.zoom.saturating_add(by).clamp(*ZOOMS.start(), *ZOOMS.end());
        Wall { zoom, ..self.clone() }
    }

    /// Turns the page, which ends pointing at a passage: the wall would stay where that is.
    #[must_use]
    pub fn turn(&self, by: i16) -> Wall {
        Wall { page: self.page.saturating_add_signed(by), highlight: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_as_it_is_kept_and_nothing_else_is() {
        let sections = SectionId::ALL.into_iter().map(Shown::Section);
        let others = [
            Shown::Join,
            Shown::Blank,
            Shown::Plan,
            Shown::Ideas,
            Shown::Pitch,
            Shown::Vote("v:1".into()),
        ];
        for shown in sections.chain(others) {
            assert_eq!(Shown::parse(&shown.as_word()), Some(shown));
        }
        for word in ["", "section", "section:", "section:moon", "vote:", "wall:1"] {
            assert_eq!(Shown::parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_wall_is_turned_from_its_beginning_and_zoomed_within_bounds() {
        let wall = Wall::default().show(Shown::Section(SectionId::Budget)).turn(2).zoom(9);
        assert_eq!((wall.page, wall.zoom), (2, 4));
        assert_eq!((wall.turn(-5).page, wall.zoom(-100).zoom), (0, -2));
        assert_eq!(wall.show(Shown::Ideas).page, 0);
        let section = SectionId::Budget;
        let highlight = Some(Anchor { section, path: None, span: None, quote: String::new() });
        let highlight = Wall { highlight, ..wall.clone() };
        assert!(highlight.zoom(1).highlight.is_some() && highlight.turn(1).highlight.is_none());
        assert!(highlight.show(Shown::Plan).highlight.is_none());
        let comments = Wall { comments: true, ..wall.clone() };
        assert!(comments.turn(1).comments && !comments.show(Shown::Section(section)).comments);
        let kept = serde_json::to_string(&wall).unwrap();
        assert_eq!(serde_json::from_str::<Wall>(&kept).unwrap(), wall);
    }
}
