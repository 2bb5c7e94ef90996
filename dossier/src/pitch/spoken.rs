//! How long a text takes to be said. Owns: how words are counted. Does not know: slides.

/// Words a minute of somebody who speaks to a hall without hurry, and of somebody who keeps going:
/// the usual range for a prepared talk.
pub const SLOW: u32 = 130;
pub const FAST: u32 = 150;

/// How many words are said. What stands between spaces is one, if there is a letter or a digit in
/// it; numbers are grouped by narrow spaces, and what is elided is no word of its own.
pub fn words(text: &str) -> u32 {
    let parts = text.split(|sign: char| sign.is_whitespace() && !"\u{a0}\u{202f}".contains(sign));
    let count = parts.flat_map(|part| {
        // A space that does not break separates words too, unless digits stand on both sides.
        let signs: Vec<char> = part.chars().collect();
        let breaks = signs.iter().enumerate().filter(|(at, sign)| {
            let digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
            "\u{a0}\u{202f}".contains(**sign)
                && !(at.checked_sub(1).is_some_and(digit) && digit(at + 1))
        });
        let mut breaks: Vec<usize> = breaks.map(|(at, _)| at).collect();
        breaks.push(signs.len());
        let mut from = 0;
        breaks
            .into_iter()
            .map(|to| {
                let is_word = signs[from..to].iter().any(|sign| sign.is_alphanumeric());
                from = (to + 1).min(signs.len());
                u32::from(is_word)
            })
            .collect::<Vec<_>>()
    });
    count.sum()
}

/// The seconds that so many words take, at the most and at the least.
pub fn seconds(words: u32) -> (u32, u32) {
    let at = |pace: u32| (u64::from(words) * 60).div_ceil(u64::from(pace));
    let at = |pace| u32::try_from(at(pace)).unwrap_or(u32::MAX);
    (at(FAST), at(SLOW))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_are_said() {
        for (text, count) in [
            ("", 0),
            ("  —  !", 0),
            ("Nous l’avons dit.", 3),
            ("Qu'est-ce que c'est ?", 3),
            ("« Un banc\u{a0}! »", 2),
            ("15\u{202f}000\u{a0}€ en 2027", 3),
            ("les\u{a0}élèves", 2),
            ("un\ndeux\ttrois", 3),
        ] {
            assert_eq!(words(text), count, "{text:?}");
        }
    }

    #[test]
    fn a_talk_of_180_seconds_has_about_four_hundred_words() {
        assert_eq!(seconds(0), (0, 0));
        assert_eq!(seconds(390), (156, 180));
        assert_eq!(seconds(450), (180, 208));
        assert_eq!(seconds(u32::MAX).0, 1_717_986_918);
    }
}
