//! A class in a session: pupils who take part under its name and never their own, and the adult with
//! them, who reads what they send before the room does. Must not know: who the adult is.

/// People with one device, or in one class, at most.
pub const MOST_TOGETHER: i64 = 40;
/// Classes in one session at most: a school.
pub const MOST_CLASSES: i64 = 30;
/// The longest name of a class, characters.
pub const MAX_NAME: usize = 40;

/// The quality of pupils, of [`crate::form::lists::ATTENDANCE`].
pub const PUPILS: &str = "pupils";

/// What the adult makes of an idea of the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reread {
    /// The room reads it.
    ToRoom,
    /// It is kept back, and forgotten with the end of the session.
    Aside,
    /// It waits to be read again.
    Waits,
}

impl Reread {
    pub fn parse(word: &str) -> Option<Reread> {
        Some(match word {
            "room" => Reread::ToRoom,
            "aside" => Reread::Aside,
            "waits" => Reread::Waits,
            _ => return None,
        })
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
    fn a_class_is_one_to_forty_who_are_counted_as_pupils() {
        assert!(ATTENDANCE.get(PUPILS).is_some());
        let typed = ["", " 24 ", "1", "40", "0", "41", "-3", "vingt"];
        let read = [Some(1), Some(24), Some(1), Some(40), None, None, None, None];
        assert_eq!(typed.map(together), read);
    }
}
