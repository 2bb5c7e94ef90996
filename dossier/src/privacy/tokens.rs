//! A text as words: where each stands, how it is compared, in which sentence. Owns: [`Token`]. Does
//! not know: what is looked for.

use super::words::{TITLES, is};

#[derive(Clone, Debug)]
pub struct Token<'t> {
    /// As it is written.
    pub text: &'t str,
    /// In lower case, without accents.
    pub plain: String,
    pub start: usize,
    pub end: usize,
    pub sentence: usize,
}

impl Token<'_> {
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Written as a name is: one capital, then small letters.
    pub fn looks_like_a_name(&self) -> bool {
        let mut letters = self.text.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    }

    pub fn number(&self) -> Option<u32> {
        self.plain.parse().ok()
    }
}

/// The words of a text. An apostrophe divides (`l’élève`), a hyphen joins (`Anne-Lou`).
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut start = None;
    let mut sentence = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let joins = c == '-' && start.is_some() && next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || joins {
            start.get_or_insert(at);
            if next.is_some() {
                continue;
            }
        }
        let end = if c.is_alphanumeric() { text.len() } else { at };
        if let Some(start) = start.take() {
            let word = &text[start..end];
            let plain = word.chars().flat_map(char::to_lowercase).map(unaccented).collect();
            tokens.push(Token { text: word, plain, start, end, sentence });
        }
        let ends = matches!(c, '!' | '?' | ';' | '\n') || (c == '.' && !is_short(tokens.last()));
        if ends {
            sentence += 1;
        }
    }
    tokens
}

/// Whether a point after it belongs to it: `M.`, `Mme.`, an initial.
fn is_short(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|token| token.plain.len() == 1 || is(TITLES, &token.plain))
}

fn unaccented(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ÿ' => 'y',
        other => other,
    }
}
