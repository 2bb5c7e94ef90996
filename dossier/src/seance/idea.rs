//! An idea from the hall. Owns: [`Idea`], what it may say and what becomes of it. Does not know:
//! votes, who is connected.

use crate::form::SectionId;

/// The longest idea, characters: what is read from a wall in one breath.
pub const MAX: usize = 280;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Idea {
    pub id: String,
    /// The device it came from; none for who is not known any more.
    pub account: Option<String>,
    /// Of [`ATTENDANCE`](crate::form::lists::ATTENDANCE).
    pub quality: String,
    pub seat: String,
    pub words: String,
    pub at: i64,
    pub fate: Fate,
}

/// Why words are no idea.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnIdea {
    Empty,
    TooLong,
}

/// The words of an idea on one line, without what cannot be seen.
pub fn clean(typed: &str) -> Result<String, NotAnIdea> {
    let spaced = typed.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign });
    let visible: String = spaced.filter(|sign| !sign.is_control()).collect();
    let words = visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match words.chars().count() {
        0 => Err(NotAnIdea::Empty),
        1..=MAX => Ok(words),
        _ => Err(NotAnIdea::TooLong),
    }
}

/// What became of an idea.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Nothing yet.
    #[default]
    Open,
    /// A moderator took it from the wall; it can be put back.
    Hidden,
    /// It is told with another, by that one's id.
    Merged(String),
    /// It went into a section of the dossier.
    Kept(SectionId),
    /// It was not kept, for that reason.
    Left(String),
}

impl Fate {
    /// Whether it is on the wall and can be voted for.
    pub fn is_shown(&self) -> bool {
        matches!(self, Fate::Open | Fate::Kept(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idea_is_one_line_of_what_can_be_seen() {
        assert_eq!(clean(" Un banc\n  d’amitié\u{7}\t! ").as_deref(), Ok("Un banc d’amitié !"));
        assert_eq!(clean(" \n\u{0}"), Err(NotAnIdea::Empty));
        assert_eq!(clean(&"é".repeat(MAX)).map(|words| words.chars().count()), Ok(MAX));
        assert_eq!(clean(&"é".repeat(MAX + 1)), Err(NotAnIdea::TooLong));
    }
}
