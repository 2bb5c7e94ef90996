//! A class in a séance: pupils who take part under its name and never their own, and the adult with
//! them, who reads what they send before the hall does. Does not know: who the adult is.

/// People with one device, or in one class, at most.
pub const MOST_TOGETHER: i64 = 40;
/// Classes in one séance at most: a school.
pub const MOST_CLASSES: i64 = 30;
/// The longest name of a class, characters.
pub const MAX_NAME: usize = 40;

/// The quality of pupils, of [`crate::form::lists::ATTENDANCE`].
pub const PUPILS: &str = "pupils";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    pub seance: String,
    /// From 1, in its séance.
    pub number: i64,
    pub code: String,
    pub name: String,
    /// How many pupils.
    pub people: i64,
    /// None for who is not known any more.
    pub adult: Option<String>,
    /// How many devices take part as this class.
    pub devices: i64,
}

/// An idea of a class that its adult has not let go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldIdea {
    pub id: String,
    /// The number of the class.
    pub class: i64,
    pub words: String,
    /// It was read and not sent on.
    pub aside: bool,
}

/// What the adult makes of an idea of the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reread {
    /// The hall reads it.
    ToHall,
    /// It is kept back, and forgotten with the end of the séance.
    Aside,
    /// It waits to be read again.
    Waits,
}

impl Reread {
    /// The button that does so with that idea: `hall:0192`.
    pub fn as_word(self, idea: &str) -> String {
        let verb = match self {
            Reread::ToHall => "hall",
            Reread::Aside => "aside",
            Reread::Waits => "waits",
        };
        format!("{verb}:{idea}")
    }

    /// What a button does, and with which idea.
    pub fn parse(word: &str) -> Option<(Reread, &str)> {
        let (verb, idea) = word.split_once(':')?;
        let reread = match verb {
            "hall" => Reread::ToHall,
            "aside" => Reread::Aside,
            "waits" => Reread::Waits,
            _ => return None,
        };
        Some((reread, idea))
    }
}

/// How many are together, as people type it; nothing is one.
pub fn together(typed: &str) -> Option<i64> {
    match typed.trim() {
        "" => Some(1),
        typed => typed.parse().ok().filter(|count| (1..=MOST_TOGETHER).contains(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::lists::ATTENDANCE;

    #[test]
    fn each_button_of_the_adult_is_read_as_it_is_spelt() {
        for reread in [Reread::ToHall, Reread::Aside, Reread::Waits] {
            assert_eq!(Reread::parse(&reread.as_word("0192:a")), Some((reread, "0192:a")));
        }
        for word in ["", "hall", "moon:1", ":1"] {
            assert_eq!(Reread::parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_class_is_one_to_forty_who_are_counted_as_pupils() {
        assert!(ATTENDANCE.get(PUPILS).is_some());
        let typed = ["", " 24 ", "1", "40", "0", "41", "-3", "vingt"];
        let read = [Some(1), Some(24), Some(1), Some(40), None, None, None, None];
        assert_eq!(typed.map(together), read);
    }
}
