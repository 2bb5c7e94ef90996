//! How a page's texts are declared: one line a text, in both languages, and no way to leave one
//! out of the checks below. Owns the macro and what every text must satisfy. Must not know what the
//! texts say.

/// `NAME = "français", "English";` becomes `pub const NAME: Text`, and its entry in `ALL`, which
/// the tests read.
macro_rules! catalogue {
    ($($(#[$note:meta])* $name:ident = $fr:literal, $en:literal;)+) => {
        $(
            $(#[$note])*
            pub const $name: ::dossier::lang::Text = ::dossier::lang::Text::new($fr, $en);
        )+

        #[cfg(test)]
        pub const ALL: &[(&str, ::dossier::lang::Text)] = &[$((stringify!($name), $name)),+];
    };
}

pub(crate) use catalogue;

#[cfg(test)]
mod tests {
    use crate::texts::{
        accord, account, class, consent, dates, dossier, dossiers, emails, errors, forms, home,
        invitations, join, notifications, offline, people, pitch, preparation, privacy, releve,
        seance, shell, speaking, suggestions, threads, warnings, write_scope,
    };
    use ::dossier::lang::Text;
    use std::collections::BTreeSet;

    fn every_text() -> impl Iterator<Item = (&'static str, Text)> {
        [
            accord::ALL,
            account::ALL,
            class::ALL,
            dates::ALL,
            dossier::ALL,
            dossiers::ALL,
            errors::ALL,
            speaking::ALL,
            forms::ALL,
            home::ALL,
            invitations::ALL,
            join::ALL,
            emails::ALL,
            preparation::ALL,
            notifications::ALL,
            offline::ALL,
            write_scope::ALL,
            people::ALL,
            pitch::ALL,
            privacy::ALL,
            releve::ALL,
            seance::ALL,
            shell::ALL,
            suggestions::ALL,
            consent::ALL,
            threads::ALL,
            warnings::ALL,
        ]
        .into_iter()
        .flatten()
        .copied()
    }

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    #[test]
    fn both_languages_have_the_same_placeholders() {
        for (name, text) in every_text() {
            assert_eq!(placeholders(text.fr), placeholders(text.en), "{name}");
        }
    }

    #[test]
    fn neither_language_is_empty() {
        for (name, text) in every_text() {
            assert!(!text.fr.trim().is_empty() && !text.en.trim().is_empty(), "{name}");
        }
    }

    #[test]
    fn apostrophes_are_curved_in_both_languages() {
        for (name, text) in every_text() {
            assert!(!text.fr.contains('\'') && !text.en.contains('\''), "{name}");
        }
    }

    /// A colon, a question mark or a closing guillemet alone at the start of a line is a fault of
    /// French typography. Inside a word, as in an address, they are no punctuation.
    #[test]
    fn french_punctuation_does_not_leave_its_word() {
        for (name, text) in every_text() {
            for mark in [':', ';', '!', '?', '»'] {
                for (at, _) in text.fr.match_indices(mark) {
                    let (before, after) = (&text.fr[..at], &text.fr[at + mark.len_utf8()..]);
                    let ends_a_word = !after.starts_with(|c: char| c.is_alphanumeric() || c == '/');
                    let of_address = before.ends_with("mailto");
                    assert!(
                        before.ends_with('\u{a0}') || !ends_a_word || of_address,
                        "{name}: {mark}"
                    );
                }
            }
            for (at, mark) in text.fr.match_indices('«') {
                assert!(text.fr[at + mark.len()..].starts_with('\u{a0}'), "{name}: {mark}");
            }
        }
    }
}
