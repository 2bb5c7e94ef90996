//! People who are named in a remark: `@` and a name, tied to an account, so that the remark names
//! the same person whatever they are called later. Owns: how a tie is written in the text that is
//! kept. Does not know: who may be named.

/// Stands before and after an account in a text that is kept. Nobody can write it: it is none of
/// the characters that [`clean_text`](super::clean_text) leaves.
const TIE: char = '\u{1}';

/// In plain words, the name of somebody whose account was erased; pages say it in their own
/// language.
const GONE: &str = "Ancien membre";

/// How many people a remark can name.
pub const MAX_MENTIONS: usize = 20;

/// A piece of a remark as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    Words(&'t str),
    /// The account of somebody who is named there.
    Person(&'t str),
}

/// What a remark is made of, in its order.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let pieces = text.split(TIE).enumerate().filter(|(_, piece)| !piece.is_empty());
    pieces.map(|(at, piece)| if at % 2 == 0 { Part::Words(piece) } else { Part::Person(piece) })
}

/// The accounts that a remark names, each once.
pub fn people_in(text: &str) -> Vec<&str> {
    let mut people = Vec::new();
    for part in parts(text) {
        if let Part::Person(account) = part
            && !people.contains(&account)
        {
            people.push(account);
        }
    }
    people
}

/// A remark as plain words, with the names that `name` knows for those it names.
pub fn spoken(text: &str, name: impl Fn(&str) -> Option<String>) -> String {
    let word = |part: Part<'_>| match part {
        Part::Words(words) => words.to_owned(),
        Part::Person(account) => {
            let name = name(account).filter(|name| !name.is_empty());
            format!("@{}", name.as_deref().unwrap_or(GONE))
        }
    };
    parts(text).map(word).collect()
}

/// The beginning of a remark as it is kept, of at most so many characters; whoever is named is kept
/// whole and counts as one.
pub fn beginning(text: &str, most: usize) -> String {
    let (mut kept, mut left) = (String::new(), most);
    for part in parts(text) {
        match part {
            Part::Words(words) => {
                let some: String = words.chars().take(left).collect();
                left -= some.chars().count();
                kept.push_str(&some);
            }
            Part::Person(account) if left > 0 => {
                left -= 1;
                kept.extend([TIE]);
                kept.push_str(account);
                kept.extend([TIE]);
            }
            Part::Person(_) => {}
        }
    }
    kept
}

/// Ties people, given as accounts and names in the order in which they are named, each to one
/// `@name` of a [clean](super::clean_text) text. Whose name is not there is not tied.
pub fn tie(text: &str, people: &[(&str, &str)]) -> String {
    let mut people = people.to_vec();
    let mut kept = String::with_capacity(text.len());
    let (mut rest, mut in_word) = (text, false);
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if c == '@'
            && !in_word
            && let Some(at) = named(after, &people)
        {
            let (account, name) = people.remove(at);
            kept.extend([TIE]);
            kept.push_str(account);
            kept.extend([TIE]);
            rest = &after[name.len()..];
            in_word = true;
        } else {
            kept.push(c);
            rest = after;
            in_word = c.is_alphanumeric();
        }
    }
    kept
}

/// Which of the people a text begins with the name of; the longest name, and of two people who are
/// called the same the first.
fn named(text: &str, people: &[(&str, &str)]) -> Option<usize> {
    let called = |name: &str| {
        let after = text.strip_prefix(name);
        after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    };
    let candidates = people.iter().enumerate().filter(|(_, (_, name))| called(name));
    candidates.rev().max_by_key(|(_, (_, name))| name.len()).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let part = |part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Person(account) => format!("<{account}>"),
        };
        parts(text).map(part).collect()
    }

    #[test]
    fn a_name_is_tied_where_it_stands_and_only_there() {
        let anne = ("a", "Anne");
        let marie = ("am", "Anne Marie Ñandú");
        let other = ("a2", "Anne");
        for (text, people, expected) in [
            ("@Anne Marie Ñandú et @Anne ?", vec![anne, marie], "<am> et <a> ?"),
            ("@Anne, @Anne", vec![anne, other], "<a>, <a2>"),
            ("@Anne, @Anne", vec![anne], "<a>, @Anne"),
            ("(@Anne)", vec![anne], "(<a>)"),
            (
                "@Annette @annE @ Anne anne@Anne é@Anne",
                vec![anne],
                "@Annette @annE @ Anne anne@Anne é@Anne",
            ),
            ("@Anne@Anne", vec![anne, other], "<a>@Anne"),
            ("Anne", vec![anne], "Anne"),
            ("@", vec![("e", "")], "<e>"),
            ("", vec![anne], ""),
        ] {
            assert_eq!(shown(&tie(text, &people)), expected, "{text}");
        }
    }

    #[test]
    fn a_beginning_cuts_nobody_in_two() {
        let text = tie("Avec @Anne Marie demain", &[("am", "Anne Marie")]);
        for (most, expected) in
            [(0, ""), (4, "Avec"), (5, "Avec "), (6, "Avec <am>"), (8, "Avec <am> d")]
        {
            assert_eq!(shown(&beginning(&text, most)), expected, "{most}");
        }
    }

    #[test]
    fn people_are_counted_once_and_nobody_can_type_a_tie() {
        let text = tie("@Anne @Anne", &[("a", "Anne"), ("a", "Anne")]);
        assert_eq!(people_in(&text), ["a"]);
        assert_eq!(people_in("@Anne"), Vec::<&str>::new());
        let typed = crate::threads::clean_text("\u{1}admin\u{1} !");
        assert_eq!(typed.as_deref(), Some("admin !"));
    }
}
