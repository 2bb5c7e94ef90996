//! Writing into a text. Owns: what is clamped, cleaned and dropped on the way in. Does not know:
//! which field the text is.

use super::{EditError, MAX_INSERT};
use crate::document::text::delta::{Attributes, Insert, Op, known_formats};
use serde_json::Value as Json;
use yrs::types::text::YChange;
use yrs::types::{Attrs, Delta};
use yrs::{Any, In, Out, Text, TextRef, TransactionMut};

/// Applies `ops` to a text: lengths are clamped to what is there (yrs panics past the end), no
/// surrogate pair is split (both halves would be lost), formats are filtered, embeds dropped.
pub(crate) fn write_text(
    tx: &mut TransactionMut<'_>,
    text: &TextRef,
    ops: &[Op],
    rich: bool,
) -> Result<(), EditError> {
    let inserted: usize = ops
        .iter()
        .map(|op| match op {
            Op::Insert { insert: Insert::Words(words), .. } => words.len(),
            _ => 0,
        })
        .sum();
    if inserted > MAX_INSERT {
        return Err(EditError::TooLong);
    }
    let mut left = text.len(tx);
    let pairs = pairs_in(tx, text);
    let mut at = 0;
    let mut delta: Vec<Delta<In>> = Vec::new();
    let clamp = |length: u32, left: &mut u32, at: &mut u32| {
        let mut length = length.min(*left);
        if pairs.binary_search(&(*at + length)).is_ok() {
            length = (length + 1).min(*left);
        }
        *left -= length;
        *at += length;
        length
    };
    for op in ops {
        match op {
            Op::Retain { retain, attributes } => {
                let length = clamp(*retain, &mut left, &mut at);
                let attributes = attributes.clone().filter(|_| rich);
                if length > 0 {
                    delta.push(Delta::Retain(length, attrs_of(attributes)));
                }
            }
            Op::Delete { delete } => {
                let length = clamp(*delete, &mut left, &mut at);
                if length > 0 {
                    delta.push(Delta::Deleted(length));
                }
            }
            Op::Insert { insert: Insert::Words(words), attributes } => {
                let attributes = attributes.clone().filter(|_| rich);
                let words = if rich { words.clone() } else { one_line(words) };
                if !words.is_empty() {
                    let words = In::Any(Any::from(words));
                    delta.push(Delta::Inserted(words, attrs_of(attributes)));
                }
            }
            Op::Insert { .. } => {}
        }
    }
    text.apply_delta(tx, delta);
    Ok(())
}

/// A line has no breaks and no control characters, wherever it was pasted from.
pub fn one_line(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn attrs_of(attributes: Option<Attributes>) -> Option<Box<Attrs>> {
    let attrs = known_formats(attributes)?
        .into_iter()
        .map(|(name, value)| {
            let any = match value {
                Json::Bool(flag) => Any::from(flag),
                Json::String(words) => Any::from(words),
                Json::Number(n) => Any::from(n.as_f64().unwrap_or_default()),
                _ => Any::Null,
            };
            (name.into(), any)
        })
        .collect();
    Some(Box::new(attrs))
}

/// The offsets that lie inside a surrogate pair, in order.
fn pairs_in(tx: &TransactionMut<'_>, text: &TextRef) -> Vec<u32> {
    let mut at = 0;
    let mut pairs = Vec::new();
    for chunk in text.diff(tx, YChange::identity) {
        let Out::Any(Any::String(words)) = chunk.insert else {
            at += 1;
            continue;
        };
        for c in words.chars() {
            if c.len_utf16() == 2 {
                pairs.push(at + 1);
            }
            at += c.len_utf16() as u32;
        }
    }
    pairs
}
