//! How easily a password is guessed by who tries what people choose. Owns: [`is_common`] and its
//! words. Does not know: how long a password must be, how it is kept.
//!
//! A list of leaked passwords grows old and large, and those of twelve signs are made of few parts:
//! words, walks over the keyboard, rows of letters or digits, years, what somebody is called. Each
//! part costs about as many bits as there are of its kind; the cheapest way to make the password of
//! parts is what it is worth. Whatever is no part costs what a sign of its kind costs.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Tenths of a bit. Three words that everybody uses and nothing else are not enough.
const ENOUGH: u32 = 320;
const WORD: u32 = 100;
/// What is known of the person.
const OWN: u32 = 20;
const YEAR: u32 = 60;
const ROW: u32 = 40;
const WALK: u32 = 60;
const AGAIN: u32 = 30;
const LETTER: u32 = 40;
const DIGIT: u32 = 33;
const SIGN: u32 = 50;

/// A row or a walk is at least so long, and what is said again, too.
const LEAST: usize = 3;
const LEAST_WALK: usize = 4;

static WORDS: LazyLock<HashSet<Vec<char>>> = LazyLock::new(|| {
    include_str!("words.txt").split_whitespace().map(|word| fold(word).collect()).collect()
});

/// Keys beside each other, on the keyboards of France and of most others.
const KEYBOARDS: [[&str; 4]; 2] = [
    ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn"],
    ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"],
];

/// Whether the password is among the first that would be tried, by who knows the person's name and
/// address, too.
pub fn is_common(password: &str, own: &[&str]) -> bool {
    // What stands between words is as easily guessed as none.
    let between = |sign: &char| matches!(sign, ' ' | '-' | '_' | '.');
    let signs: Vec<char> = fold(password).filter(|sign| !between(sign)).collect();
    let own: Vec<Vec<char>> = own.iter().flat_map(|words| own_words(words)).collect();
    // What each beginning of the password costs at least.
    let mut costs = vec![u32::MAX; signs.len() + 1];
    costs[0] = 0;
    for at in 0..signs.len() {
        let so_far = costs[at];
        for (length, cost) in parts(&signs, at, &own) {
            if let Some(known) = costs.get_mut(at + length) {
                *known = so_far.saturating_add(cost).min(*known);
            }
        }
    }
    costs.last().is_none_or(|cost| *cost < ENOUGH)
}

/// The parts that begin there: how long each is, and what it costs.
fn parts(signs: &[char], at: usize, own: &[Vec<char>]) -> Vec<(usize, u32)> {
    let rest = &signs[at..];
    let mut parts = vec![(1, sign(rest[0]))];
    let mut add = |length: usize, least: usize, cost| {
        // A shorter part may be the better one where the next begins within it.
        parts.extend((least..=length).map(|length| (length, cost)));
    };
    add(row(rest), LEAST, ROW);
    add(walk(rest), LEAST_WALK, WALK);
    for before in 1..=at {
        let same = rest.iter().zip(&signs[at - before..]).take_while(|(a, b)| a == b).count();
        add(same, LEAST.max(before), AGAIN);
    }
    parts.extend(words(rest).map(|length| (length, WORD)));
    parts.extend(own.iter().filter(|word| begins(rest, word)).map(|word| (word.len(), OWN)));
    if is_year(rest) {
        parts.push((4, YEAR));
    }
    parts
}

fn sign(sign: char) -> u32 {
    match sign {
        _ if sign.is_alphabetic() => LETTER,
        _ if sign.is_numeric() => DIGIT,
        _ => SIGN,
    }
}

/// The lengths of the known words that stand there.
fn words(rest: &[char]) -> impl Iterator<Item = usize> {
    static LONGEST: LazyLock<usize> =
        LazyLock::new(|| WORDS.iter().map(Vec::len).max().unwrap_or_default());
    let spelt = spellings(&rest[..rest.len().min(*LONGEST)]);
    (2..=rest.len().min(*LONGEST))
        .filter(move |length| spelt.iter().any(|signs| WORDS.contains(&signs[..*length])))
}

/// As it is, and with digits and signs read as the letters that they are put for.
fn spellings(signs: &[char]) -> [Vec<char>; 3] {
    let read = |one: char| {
        signs
            .iter()
            .map(|sign| match sign {
                '0' => 'o',
                '1' | '!' | '|' => one,
                '3' => 'e',
                '4' | '@' => 'a',
                '5' | '$' => 's',
                '7' => 't',
                other => *other,
            })
            .collect()
    };
    [signs.to_vec(), read('i'), read('l')]
}

fn begins(rest: &[char], word: &[char]) -> bool {
    rest.len() >= word.len() && spellings(&rest[..word.len()]).iter().any(|signs| signs == word)
}

/// How far letters or digits follow one another, up or down, or stay the same.
fn row(rest: &[char]) -> usize {
    let step = |pair: &[char]| u32::from(pair[1]) as i64 - u32::from(pair[0]) as i64;
    let Some(first) = rest.windows(2).next().map(step).filter(|step| step.abs() <= 1) else {
        return 1;
    };
    1 + rest.windows(2).take_while(|pair| step(pair) == first).count()
}

/// How far fingers go from one key to one beside it.
fn walk(rest: &[char]) -> usize {
    let place = |rows: &[&str; 4], sign: char| {
        rows.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(sign)?)))
    };
    let beside = |rows: &[&str; 4], pair: &[char]| {
        let (Some(from), Some(to)) = (place(rows, pair[0]), place(rows, pair[1])) else {
            return false;
        };
        from != to && from.0.abs_diff(to.0) <= 1 && from.1.abs_diff(to.1) <= 1
    };
    let on = |rows| 1 + rest.windows(2).take_while(|pair| beside(rows, pair)).count();
    KEYBOARDS.iter().map(on).max().unwrap_or_default()
}

fn is_year(rest: &[char]) -> bool {
    let digits = rest.len() >= 4 && rest[..4].iter().all(char::is_ascii_digit);
    digits && matches!(rest[..2], ['1', '9'] | ['2', '0'])
}

/// Of a name or an address: its words, and the whole before the `@`.
fn own_words(words: &str) -> Vec<Vec<char>> {
    let whole = fold(words.split('@').next().unwrap_or_default()).collect();
    let folded: String = fold(words).collect();
    let split =
        folded.split(|sign: char| !sign.is_alphanumeric()).map(|word| word.chars().collect());
    split.chain([whole]).filter(|word: &Vec<char>| word.len() >= LEAST).collect()
}

/// Small letters without accents.
fn fold(words: &str) -> impl Iterator<Item = char> {
    words.chars().flat_map(char::to_lowercase).map(|sign| match sign {
        'à' | 'á' | 'â' | 'ä' | 'ã' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ÿ' => 'y',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_is_refused() {
        for password in [
            "bienvenue2026",
            "administrateur",
            "azerty123456",
            "abcdefghijkl",
            "ecoleprimaire1",
            "iloveyou1234",
            "motdepasse2026",
            "Mot-De-Passe-1234",
            "P@ssw0rd1234",
            "passwordpassword",
            "bonjourbonjour",
            "jetaimejetaime",
            "aaaaaaaaaaaaaa",
            "ababababababab",
            "012345678901",
            "123456789012",
            "987654321987",
            "1q2w3e4r5t6y",
            "1qaz2wsx3edc",
            "qwertyuiop12",
            "azertyuiopqs",
            "Éducation Nationale",
            "soleil soleil 62",
            "Marseille13013",
            "notreecole2026",
            "preau-demo-2026",
            "Septembre2026!",
            "claire@demo.example",
            "claire.vasseur",
            "Vasseur-Claire-1984",
            "Cl4ireVasseur!",
            "vasseurvasseur",
        ] {
            let own = ["claire.vasseur@demo.example", "claire@demo.example", "Claire Vasseur"];
            assert!(is_common(password, &own), "{password}");
        }
    }

    #[test]
    fn a_sentence_and_what_a_machine_made_are_taken() {
        for password in [
            "une cour plus verte",
            "un banc sous le tilleul",
            "820417663905",
            "kX7#mQ2vLp9z",
            "wombat-trefle-saumure",
            "correct horse battery staple",
            "le vélo d’Odile grince",
            "tgh56-zzkw8-pl0mq",
        ] {
            let own = ["claire@demo.example", "Claire Vasseur"];
            assert!(!is_common(password, &own), "{password}");
        }
    }
}
