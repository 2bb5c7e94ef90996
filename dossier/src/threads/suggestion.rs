//! Changes that are suggested and not made: what one says, whether it still fits, how it is made
//! when it is accepted. Owns: [`Change`]. Does not know: where suggestions are kept, who decides.
//!
//! A suggestion never touches the shared document before it is accepted. Who suggests writes into a
//! copy; the server reads what the copy changes and writes that change itself, for its author,
//! under a client id that nobody has. What a stranger's bytes hold never reaches the document.

use crate::document::anchor::Anchor;
use crate::document::edit::EditError;
use crate::document::path::Path;
use crate::document::schema::{ApplyError, SectionDoc};
use crate::document::text::delta::{Attributes, Op, utf16_len};
use crate::form::SectionId;
use crate::people::Author;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

mod passage;
mod value;

pub(crate) use value::edits;
pub use value::{current, places, shown};

/// The largest update of a copy that is looked at, bytes: far above a page of text.
pub const MAX_UPDATE: usize = 256 * 1024;
/// The longest passage that one suggestion may rewrite, characters: a chapter is talked about
/// first.
pub const MAX_PASSAGE: usize = 12_000;

/// A change that is suggested at one place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "camelCase")]
pub enum Change {
    /// Other words or other formats in a rich text.
    Passage { pieces: Vec<Piece> },
    /// Another value of a field. Both as [`current`] reads them.
    Value { before: Json, after: Json },
}

/// A part of the passage that a suggestion is about, in the order of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    pub what: Fate,
    pub words: String,
    /// Formats that the piece gets: all of those of an addition; of a part that stays, those that
    /// change, `null` for one that goes.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub formats: Attributes,
    /// Where it begins and ends in the shared text; for an addition, twice where it goes.
    pub ends: (Vec<u8>, Vec<u8>),
}

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fate {
    Stays,
    Goes,
    Comes,
    /// Stays, in another format.
    Changes,
}

/// How a suggestion was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    pub accepted: bool,
    pub by: Author,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// A suggestion beside its thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    pub change: Change,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
}

/// A change that was looked at and can be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    pub place: Anchor,
    pub change: Change,
    /// What accepting it writes: the change as an update; empty for a value, which is set anew.
    pub update: Vec<u8>,
}

/// Why a change cannot be suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("the bytes are not an honest update of a copy")]
    Unreadable,
    /// It builds on edits that the server has not got; the suggester sends it again after them.
    #[error("it builds on edits that are not known yet")]
    Behind,
    #[error("nothing would change")]
    Nothing,
    #[error("it is not about one rich text or one field")]
    Scattered,
    #[error("the passage is too long for one suggestion")]
    TooLong,
    #[error(transparent)]
    Value(#[from] EditError),
}

/// Why a suggestion was not accepted. The document is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// What it is about is not what it was; who decides must say that they have seen it.
    #[error("what it is about has changed since")]
    Changed,
    #[error("its place is gone")]
    Gone,
    #[error("the room takes no more at the moment")]
    Busy,
}

impl Change {
    /// What the passage says with the suggestion; for a value, nothing.
    pub fn after(&self) -> String {
        self.words(|fate| fate != Fate::Goes)
    }

    /// What the passage said when it was suggested.
    pub fn before(&self) -> String {
        self.words(|fate| fate != Fate::Comes)
    }

    /// The rewriting as ops upon what the passage said; for a value, none.
    pub fn ops(&self) -> Vec<Op> {
        let Change::Passage { pieces } = self else { return Vec::new() };
        let op = |piece: &Piece| {
            let length = utf16_len(&piece.words);
            let formats = (!piece.formats.is_empty()).then(|| piece.formats.clone());
            match piece.what {
                Fate::Stays => Op::retain(length),
                Fate::Changes => Op::Retain { retain: length, attributes: formats },
                Fate::Goes => Op::delete(length),
                Fate::Comes => Op::insert_with(&piece.words, piece.formats.clone()),
            }
        };
        pieces.iter().map(op).collect()
    }

    fn words(&self, keeps: impl Fn(Fate) -> bool) -> String {
        match self {
            Change::Passage { pieces } => {
                let kept = pieces.iter().filter(|piece| keeps(piece.what));
                kept.map(|piece| piece.words.as_str()).collect()
            }
            Change::Value { .. } => String::new(),
        }
    }

    /// Whether what it is about still is what it was when it was suggested.
    pub fn fits(&self, doc: &SectionDoc, place: &Anchor) -> bool {
        match (self, &place.path) {
            (Change::Passage { .. }, _) => passage::words_now(doc, place) == Some(self.before()),
            (Change::Value { before, .. }, Some(path)) => {
                current(doc, path).as_ref() == Some(before)
            }
            (Change::Value { .. }, None) => false,
        }
    }
}

/// Looks at what `update`, made on a copy of `doc`, would change. `client` is a fresh client id:
/// the change is written anew under it.
pub fn weigh_passage(doc: &SectionDoc, client: u64, update: &[u8]) -> Result<Weighed, Unfit> {
    passage::weigh(doc, client, update)
}

/// Looks at a value, as people type it, that is suggested for a field. Choices and tags are
/// several.
pub fn weigh_value(doc: &SectionDoc, path: &Path, typed: &[String]) -> Result<Weighed, Unfit> {
    value::weigh(doc, path, typed)
}

/// A document of its own that says the same.
fn copy(doc: &SectionDoc, client: u64) -> Result<SectionDoc, ApplyError> {
    SectionDoc::load(doc.section.id, client, &doc.state())
}

fn place(section: SectionId, path: &Path) -> Anchor {
    Anchor { section, path: Some(path.clone()), span: None, quote: String::new() }
}
