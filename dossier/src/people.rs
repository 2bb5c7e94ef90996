//! Who somebody is beside what they wrote. Does not know: what they may do.

use serde::{Deserialize, Serialize};

/// Who said something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Author {
    pub account: String,
    pub name: String,
    /// What they are to the school: an id of [`crate::form::lists::QUALITIES`].
    pub quality: String,
}
