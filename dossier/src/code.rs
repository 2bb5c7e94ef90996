//! Codes that people read from paper or from a wall and type: in Crockford's alphabet (Base 32,
//! 2019), without the letters that one takes for digits. Owns: the alphabet, and how a code is
//! read. Does not know: what a code is for, how often one may guess.

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Spells a code, a sign a byte; five bits of each are used.
pub fn spell(chance: &[u8]) -> String {
    chance.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// A code of that many signs, as people type it: in small letters, with spaces and hyphens
/// anywhere, with O for 0.
pub fn read(typed: &str, length: usize) -> Option<String> {
    let signs = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
    let code: String = signs
        .map(|sign| match sign.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            sign => sign,
        })
        .take(length + 1)
        .collect();
    let is_code = code.len() == length && code.bytes().all(|sign| SIGNS.contains(&sign));
    is_code.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = spell(&[0, 31, 32, 200, 7, 255]);
        assert_eq!((code.len(), read(&code, 6)), (6, Some(code.clone())));
        for typed in ["k7m2qo", " K7M 2Q0\n", "k7m-2qO", "K 7 M2-Q0"] {
            assert_eq!(read(typed, 6).as_deref(), Some("K7M2Q0"), "{typed:?}");
        }
        for typed in ["", "K7M2Q", "K7M2Q00", "K7M2QU", "é7M2QX"] {
            assert_eq!(read(typed, 6), None, "{typed:?}");
        }
    }
}
