//! Whether a text looks as if it named a pupil or told of somebody's health. A dossier holds
//! neither: it speaks of adults by their work and of pupils by numbers. Owns: [`look`]. Does not
//! know: where the text stands, what is done about it. It only ever warns, so it may be wrong both
//! ways.
//!
//! What concerns a school (« élèves en situation de handicap ») is no cue: there must be somebody,
//! by a first name, by being the only one meant, or by being one of fewer than five.

mod cues;
mod tokens;
mod words;

use cues::cue_at;
use tokens::tokens;

/// A place is told to people with at most so many letters of it.
const QUOTED: usize = 60;
/// Who has read five has understood.
const MOST: usize = 5;

/// What a text seems to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Who a pupil is.
    Pupil,
    /// How somebody is.
    Health,
}

/// A place of a text, and what it seems to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub cue: Cue,
    /// As they stand in the text.
    pub words: String,
}

/// The texts of some JSON, as one list, as far as they are not longer together than so many bytes.
pub fn texts(json: &serde_json::Value, most: usize) -> serde_json::Value {
    fn collect(json: &serde_json::Value, left: &mut usize, texts: &mut Vec<serde_json::Value>) {
        use serde_json::Value as Json;
        match json {
            Json::String(text) if !text.is_empty() && *left > 0 => {
                let end = text.floor_char_boundary(*left);
                *left -= end.max(1).min(*left);
                texts.push(Json::String(text[..end].to_owned()));
            }
            Json::Array(items) => items.iter().for_each(|item| collect(item, left, texts)),
            Json::Object(fields) => fields.values().for_each(|field| collect(field, left, texts)),
            _ => {}
        }
    }
    let (mut left, mut found) = (most, Vec::new());
    collect(json, &mut left, &mut found);
    serde_json::Value::Array(found)
}

/// The same of all texts of some JSON, such as a section's.
pub fn look_in(json: &serde_json::Value) -> Vec<Found> {
    use serde_json::Value as Json;
    let mut found = match json {
        Json::String(text) => look(text),
        Json::Array(items) => items.iter().flat_map(look_in).collect(),
        Json::Object(fields) => fields.values().flat_map(look_in).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) => Vec::new(),
    };
    found.truncate(MOST);
    found
}

/// The places of a text that look as if they told of one person, in their order.
pub fn look(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < MOST {
        let Some((cue, last)) = cue_at(&tokens, at) else {
            at += 1;
            continue;
        };
        let end = tokens.get(last).map_or(text.len(), |token| token.end);
        let words = text.get(tokens[at].start..end).unwrap_or_default();
        found.push(Found { cue, words: words.chars().take(QUOTED).collect() });
        at = last + 1;
    }
    found
}
