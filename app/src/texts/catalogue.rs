//! How a page's texts are declared: one line a text, in both languages, and no way to leave one
//! out of the checks below. Owns the macro and what every text must satisfy. Does not know what the
//! texts say.

/// `NAME = "français", "English";` becomes `pub const NAME: Text`, and its entry in the list that
/// the tests read: a file of texts is declared once, by its `mod` line.
macro_rules! catalogue {
    ($($(#[$note:meta])* $name:ident = $fr:literal, $en:literal;)+) => {
        $(
            $(#[$note])*
            pub const $name: ::dossier::lang::Text = ::dossier::lang::Text::new($fr, $en);
        )+

        #[cfg(test)]
        #[linkme::distributed_slice($crate::texts::catalogue::FILES)]
        static FILE: &[(&str, ::dossier::lang::Text)] = &[$((stringify!($name), $name)),+];
    };
}

pub(crate) use catalogue;

/// The texts of every file, each with its name.
#[cfg(test)]
#[linkme::distributed_slice]
pub static FILES: [&'static [(&'static str, ::dossier::lang::Text)]];

#[cfg(test)]
mod tests {
    use super::FILES;
    use ::dossier::lang::Text;
    use std::collections::BTreeSet;

    fn every_text() -> impl Iterator<Item = (&'static str, Text)> {
        FILES.iter().copied().flatten().copied()
    }

    /// Every file of the folder that declares texts is in the list.
    #[test]
    fn no_file_is_left_out() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/texts");
        let declares = |path: std::path::PathBuf| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            text.lines().any(|line| line.starts_with("catalogue! {"))
        };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let declaring = entries.filter(|entry| declares(entry.path())).count();
        assert!(declaring > 20, "the files of texts were not found");
        assert_eq!(FILES.len(), declaring);
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
