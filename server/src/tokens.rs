//! What somebody holds of an invitation: the token of its link, or its short code. Owns:
//! [`Secrets`], made here, and [`HeldToken`], read here. Does not know: what an invitation gives.
//! Nothing of either is ever kept in clear.

use crate::limits::sign_in;
use dossier::code;
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// 32 signs of five bits: 160 random bits.
const TOKEN_SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const TOKEN_LENGTH: usize = 32;
/// 10 signs of five bits: enough where guesses are slowed down and an invitation ends.
const CODE_LENGTH: usize = 10;

/// The two secrets of a new invitation; they exist until its maker has been shown them.
pub struct Secrets {
    pub token: String,
    /// As it is printed: `XXXXX-XXXXX`.
    pub code: String,
}

impl Secrets {
    pub fn fresh() -> Secrets {
        let mut chance = [0; TOKEN_LENGTH + CODE_LENGTH];
        rand::rng().fill_bytes(&mut chance);
        let (token, code) = chance.split_at(TOKEN_LENGTH);
        let mut code = code::spell(code);
        code.insert(CODE_LENGTH / 2, '-');
        Secrets { token: spell(token), code }
    }

    pub fn token_digest(&self) -> String {
        digest(&self.token)
    }

    pub fn code_digest(&self) -> String {
        digest(&self.code.replace('-', ""))
    }
}

/// What somebody typed or followed, if it has the shape of a token or of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldToken {
    pub kind: sign_in::TokenKind,
    pub digest: String,
}

impl HeldToken {
    /// A code is read as people write: in small letters, with spaces, with O for 0.
    pub fn parse(typed: &str) -> Option<HeldToken> {
        let typed = typed.trim();
        if is_token(typed) {
            return Some(HeldToken { kind: sign_in::TokenKind::Token, digest: digest(typed) });
        }
        let code = code::read(typed, CODE_LENGTH)?;
        Some(HeldToken { kind: sign_in::TokenKind::Code, digest: digest(&code) })
    }
}

/// A token that stands alone.
pub fn fresh() -> String {
    let mut chance = [0; TOKEN_LENGTH];
    rand::rng().fill_bytes(&mut chance);
    spell(&chance)
}

/// Whether that has the shape of a token.
pub fn is_token(typed: &str) -> bool {
    typed.len() == TOKEN_LENGTH && typed.bytes().all(|sign| TOKEN_SIGNS.contains(&sign))
}

/// Five bits of each byte choose a sign.
fn spell(chance: &[u8]) -> String {
    chance.iter().map(|byte| char::from(TOKEN_SIGNS[usize::from(byte % 32)])).collect()
}

/// What is kept of a secret.
pub fn digest(secret: &str) -> String {
    Sha256::digest(secret).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_and_a_code_are_long_enough_and_never_the_same() {
        let (one, other) = (Secrets::fresh(), Secrets::fresh());
        assert_eq!(one.token.len(), 32);
        assert_eq!((one.code.len(), one.code.find('-')), (11, Some(5)));
        assert!(one.token != other.token && one.code != other.code);
        for secrets in [one, other] {
            let token = HeldToken::parse(&secrets.token).unwrap();
            assert_eq!(
                (token.kind, token.digest),
                (sign_in::TokenKind::Token, secrets.token_digest())
            );
            let code = HeldToken::parse(&secrets.code).unwrap();
            assert_eq!((code.kind, code.digest), (sign_in::TokenKind::Code, secrets.code_digest()));
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let meant = HeldToken::parse("0A1BC-D3EF9");
        assert!(meant.is_some());
        for typed in
            ["0a1bc d3ef9", "oaIbcd3ef9", " OALBC-D3EF9\n", "0a1b-cd3e-f9", "0 a 1 b cd3ef9"]
        {
            assert_eq!(HeldToken::parse(typed), meant, "{typed:?}");
        }
        for typed in
            ["", "0A1BC", "0A1BC-D3EF90", "0A1BC-D3EFU", "é0A1BC-D3EF", "a".repeat(33).as_str()]
        {
            assert_eq!(HeldToken::parse(typed), None, "{typed:?}");
        }
    }
}
