//! Who is here and where. Owns: [`Place`], [`Person`], the choice of colours. Must not know: the
//! wire's bytes. What a tab says of itself is only its place: name, quality, role and colour come
//! from its session.

use crate::form::SectionId;
use crate::path::Path;
use crate::rights::Role;
use serde::{Deserialize, Serialize};

/// How many colours the style has, `who-1` to `who-12`.
pub const COLOURS: u8 = 12;
/// A longer announcement is refused, bytes.
pub const MAX_PLACE: usize = 2048;

/// Where somebody works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub section: SectionId,
    /// The field that has their focus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Path>,
    /// The two ends of their selection in that text, as
    /// [anchors](crate::schema::SectionDoc::anchor).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<(Vec<u8>, Vec<u8>)>,
}

/// Somebody who has the dossier open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub peer: u64,
    pub name: String,
    /// What they are to the school, as they signed up: an id of [`crate::lists::QUALITIES`].
    pub quality: String,
    pub role: Role,
    /// 1 to [`COLOURS`].
    pub colour: u8,
    pub place: Option<Place>,
}

/// The first colour that nobody here has; with more people than colours, the least used.
pub fn free_colour(taken: impl Iterator<Item = u8>) -> u8 {
    let mut uses = [0usize; COLOURS as usize];
    for colour in taken {
        if let Some(uses) = uses.get_mut(usize::from(colour).wrapping_sub(1)) {
            *uses += 1;
        }
    }
    (1..=COLOURS)
        .min_by_key(|colour| uses[usize::from(*colour) - 1])
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_shared_out_evenly() {
        assert_eq!(free_colour([].into_iter()), 1);
        assert_eq!(free_colour([1, 2, 4].into_iter()), 3);
        assert_eq!(free_colour((1..=COLOURS).chain([1])), 2);
        assert_eq!(free_colour([0, 200].into_iter()), 1);
    }
}
