//! Suggestions in rich text: a copy's update becomes the pieces of a passage and a clean update.
//! Owns: which passage a change is about. Does not know: who suggests.

use super::{Change, Fate, MAX_PASSAGE, MAX_UPDATE, Piece, Unfit, Weighed, copy, place};
use crate::document::anchor::Anchor;
use crate::document::edit::Edit;
use crate::document::path::Path;
use crate::document::schema::{ApplyError, SEED_CLIENT, SectionDoc, What, root_names};
use crate::document::text::delta::{Attributes, Insert, Op};
use crate::form::Kind;
use crate::sync::guard::guard;

pub(super) fn weigh(doc: &SectionDoc, client: u64, update: &[u8]) -> Result<Weighed, Unfit> {
    if update.len() > MAX_UPDATE || guard(update, &root_names(doc.section.id)).is_err() {
        return Err(Unfit::Unreadable);
    }
    let theirs = copy(doc, SEED_CLIENT).map_err(|_| Unfit::Behind)?;
    let changes = match theirs.apply(update) {
        Ok(changes) => changes,
        Err(ApplyError::Gap) => return Err(Unfit::Behind),
        Err(_) => return Err(Unfit::Unreadable),
    };
    let (path, ops) = match changes.as_slice() {
        [] => return Err(Unfit::Nothing),
        [change] => match &change.what {
            What::Text(ops) if is_rich(doc, &change.path) => (&change.path, ops),
            _ => return Err(Unfit::Scattered),
        },
        _ => return Err(Unfit::Scattered),
    };
    let pieces = pieces(doc, path, ops)?;
    // Made anew from what it says, so that nothing else that the bytes hold is ever kept.
    let ours = copy(doc, client).map_err(|_| Unfit::Behind)?;
    let before = ours.state_vector();
    ours.edit(&Edit::Text { path: path.clone(), ops: ops.clone() })?;
    let update = ours.diff(&before).map_err(|_| Unfit::Unreadable)?;
    let (start, end) = pieces.first().zip(pieces.last()).ok_or(Unfit::Nothing)?;
    // What is written at the very beginning later would stand before a mark on the first letter.
    let at_beginning = doc.offset(path, &start.ends.0) == Some(0);
    let beginning = if at_beginning { doc.beginning(path) } else { None };
    let span = Some((beginning.unwrap_or_else(|| start.ends.0.clone()), end.ends.1.clone()));
    let change = Change::Passage { pieces };
    let words = change.before();
    let quote = words.chars().take(crate::threads::MAX_QUOTE).collect();
    let place = Anchor { span, quote, ..place(doc.section.id, path) };
    Ok(Weighed { place, change, update })
}

/// What the passage of a suggestion says now. `None`: its text is gone.
pub(super) fn words_now(doc: &SectionDoc, place: &Anchor) -> Option<String> {
    let (path, (start, end)) = (place.path.as_ref()?, place.span.as_ref()?);
    let (from, to) = (doc.offset(path, start)?, doc.offset(path, end)?);
    slice(&doc.words(path).encode_utf16().collect::<Vec<_>>(), from, to)
}

fn is_rich(doc: &SectionDoc, path: &Path) -> bool {
    path.field_in(doc.section).is_some_and(|field| matches!(field.kind, Kind::Rich { .. }))
}

/// The passage that the ops change, in pieces. It reaches to the ends of the words it touches: who
/// changes the rest of a word changes what was meant.
fn pieces(doc: &SectionDoc, path: &Path, ops: &[Op]) -> Result<Vec<Piece>, Unfit> {
    let text: Vec<u16> = doc.words(path).encode_utf16().collect();
    let (first, last) = stretch(ops).ok_or(Unfit::Nothing)?;
    let last = last.min(text.len() as u32);
    let (mut from, mut to) = (start_of_word(&text, first), end_of_word(&text, last));
    if from == to {
        // Between two words: they are what tells the place.
        from = start_of_word(&text, start_of_blank(&text, from));
        to = end_of_word(&text, end_of_blank(&text, to));
    }
    let mut made = Pieces { doc, path, text: &text, made: Vec::new() };
    let mut at = 0;
    for op in ops {
        match op {
            Op::Retain { retain, attributes } => {
                let end = (at + retain).min(text.len() as u32);
                match attributes {
                    Some(formats) => made.old(Fate::Changes, at, end, formats.clone())?,
                    None => made.old(Fate::Stays, at.max(from), end.min(to), Attributes::new())?,
                }
                at = end;
            }
            Op::Delete { delete } => {
                let end = (at + delete).min(text.len() as u32);
                made.old(Fate::Goes, at, end, Attributes::new())?;
                at = end;
            }
            Op::Insert { insert: Insert::Words(words), attributes } => {
                made.added(at, words, attributes.clone().unwrap_or_default())?;
            }
            Op::Insert { .. } => return Err(Unfit::Scattered),
        }
    }
    made.old(Fate::Stays, at.max(from), to, Attributes::new())?;
    let length: usize = made.made.iter().map(|piece| piece.words.chars().count()).sum();
    if length > MAX_PASSAGE { Err(Unfit::TooLong) } else { Ok(made.made) }
}

struct Pieces<'d> {
    doc: &'d SectionDoc,
    path: &'d Path,
    text: &'d [u16],
    made: Vec<Piece>,
}

impl Pieces<'_> {
    fn old(&mut self, what: Fate, from: u32, to: u32, formats: Attributes) -> Result<(), Unfit> {
        if from >= to {
            return Ok(());
        }
        let words = slice(self.text, from, to).ok_or(Unfit::Unreadable)?;
        self.push(what, words, formats, from, to)
    }

    fn added(&mut self, at: u32, words: &str, formats: Attributes) -> Result<(), Unfit> {
        self.push(Fate::Comes, words.to_owned(), formats, at, at)
    }

    fn push(
        &mut self,
        what: Fate,
        words: String,
        formats: Attributes,
        from: u32,
        to: u32,
    ) -> Result<(), Unfit> {
        let anchor = |at| self.doc.anchor(self.path, at).ok_or(Unfit::Unreadable);
        let ends = (anchor(from)?, anchor(to)?);
        self.made.push(Piece { what, words, formats, ends });
        Ok(())
    }
}

/// Where the ops change something, in offsets of the text before them.
fn stretch(ops: &[Op]) -> Option<(u32, u32)> {
    let (mut at, mut changed) = (0, None::<(u32, u32)>);
    for op in ops {
        let (length, changes) = match op {
            Op::Retain { retain, attributes } => (*retain, attributes.is_some()),
            Op::Delete { delete } => (*delete, true),
            Op::Insert { .. } => (0, true),
        };
        if changes {
            let start = changed.map_or(at, |(start, _)| start);
            changed = Some((start, at + length));
        }
        at += length;
    }
    changed
}

fn start_of_word(text: &[u16], at: u32) -> u32 {
    let before = text.iter().take(at as usize).rev();
    at - before.take_while(|unit| is_of_word(**unit)).count() as u32
}

fn end_of_word(text: &[u16], at: u32) -> u32 {
    at + text.iter().skip(at as usize).take_while(|unit| is_of_word(**unit)).count() as u32
}

fn start_of_blank(text: &[u16], at: u32) -> u32 {
    let before = text.iter().take(at as usize).rev();
    at - before.take_while(|unit| !is_of_word(**unit)).count() as u32
}

fn end_of_blank(text: &[u16], at: u32) -> u32 {
    at + text.iter().skip(at as usize).take_while(|unit| !is_of_word(**unit)).count() as u32
}

/// Halves of a pair are part of a word, so that no pair is ever split.
fn is_of_word(unit: u16) -> bool {
    char::from_u32(u32::from(unit)).is_none_or(|c| !c.is_whitespace())
}

fn slice(text: &[u16], from: u32, to: u32) -> Option<String> {
    let part = text.get(from as usize..to as usize)?;
    Some(String::from_utf16_lossy(part))
}
