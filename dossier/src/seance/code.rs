//! The code by which a room joins: six signs that are read from a wall and typed on a phone.
//! Owns: its alphabet and how it is read. Must not know: how often one may guess.

/// Crockford's alphabet: no letter that one takes for a digit.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Six signs of five bits: a thousand million codes, for a session that lasts an evening and an
/// address that is slowed down when it guesses.
pub const LENGTH: usize = 6;

/// Spells a code; five bits of each byte are used.
pub fn spell(chance: [u8; LENGTH]) -> String {
    chance.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// A code as people type it: in small letters, with a space in the middle, with O for 0.
pub fn read(typed: &str) -> Option<String> {
    let signs = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
    let code: String = signs
        .map(|sign| match sign.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            sign => sign,
        })
        .take(LENGTH + 1)
        .collect();
    let is_code = code.len() == LENGTH && code.bytes().all(|sign| SIGNS.contains(&sign));
    is_code.then_some(code)
}

/// A code as it is shown: `K7M 2QX`.
pub fn shown(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((first, last)) => format!("{first} {last}"),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_shown_and_as_people_type_it() {
        let code = spell([0, 31, 32, 200, 7, 255]);
        assert_eq!(code.len(), LENGTH);
        assert_eq!(read(&shown(&code)), Some(code));
        for typed in ["k7m2qo", " K7M 2Q0\n", "k7m-2qO"] {
            assert_eq!(read(typed).as_deref(), Some("K7M2Q0"), "{typed:?}");
        }
        for typed in ["", "K7M2Q", "K7M2Q00", "K7M2QU", "é7M2QX"] {
            assert_eq!(read(typed), None, "{typed:?}");
        }
    }
}
