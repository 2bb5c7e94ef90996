//! What pages name of the build's output. Owns: the list of those files, declared once.
//! Does not know: where they lie, what else is published beside them.

/// Declares [`Entry`], its list and the name under which the build publishes each.
macro_rules! entries {
    ($($(#[$doc:meta])* $entry:ident = $name:literal,)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Entry {
            $($(#[$doc])* $entry,)+
        }

        impl Entry {
            pub const ALL: &[Entry] = &[$(Entry::$entry,)+];

            /// The name before the build added the hash of the content.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Entry::$entry => $name,)+
                }
            }
        }
    };
}

entries! {
    Style = "preau.css",
    Icon = "icon.svg",
    /// The live dossier: its script, and the wasm which that loads.
    Program = "preau.js",
    Wasm = "preau_bg.wasm",
    /// The small script of the pages around invitations.
    Invitation = "invitation.js",
    /// The script of a session's wall, remote and phones.
    Seance = "seance.js",
    /// What only dossiers in which something is suggested need.
    Suggestions = "suggestions.js",
}

/// Addresses of the published files.
#[derive(Clone, Debug)]
pub struct Assets {
    /// In the order of [`Entry::ALL`].
    entries: Vec<String>,
    /// Fonts that the first words need.
    pub preload: Vec<String>,
}

impl Assets {
    /// Looks each entry up by its name; the first that is not there is the error.
    pub fn find(
        address: impl Fn(&str) -> Option<String>,
        preload: Vec<String>,
    ) -> Result<Assets, Entry> {
        let find = |entry: &Entry| address(entry.name()).ok_or(*entry);
        let entries = Entry::ALL.iter().map(find).collect::<Result<_, _>>()?;
        Ok(Assets { entries, preload })
    }

    pub fn address(&self, entry: Entry) -> String {
        self.entries[entry as usize].clone()
    }
}
