//! The code by which a hall joins. Owns: how long it is, how a wall shows it. Does not know: how
//! often one may guess.

use crate::code;

/// Six signs of five bits: a thousand million codes, for a séance that lasts an evening and an
/// address that is slowed down when it guesses.
pub const LENGTH: usize = 6;

pub fn spell(chance: [u8; LENGTH]) -> String {
    code::spell(&chance)
}

/// A code as people type it.
pub fn read(typed: &str) -> Option<String> {
    code::read(typed, LENGTH)
}

/// A code as it is read aloud: `K7M 2QX`.
pub fn in_groups(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((first, last)) => format!("{first} {last}"),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_shown() {
        let code = spell([0, 31, 32, 200, 7, 255]);
        assert_eq!(in_groups(&code).len(), LENGTH + 1);
        assert_eq!(read(&in_groups(&code)), Some(code));
    }
}
