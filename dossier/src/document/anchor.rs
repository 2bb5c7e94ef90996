//! A place that is spoken about, tied to the text: where it stands now, and when it is gone.
//! Owns: [`Anchor`]. Does not know: what is said of it.

use crate::document::path::Path;
use crate::document::schema::SectionDoc;
use crate::form::{SectionId, section};
use crate::sync::guard::guard_anchor;
use serde::{Deserialize, Serialize};

/// How much of the text a thread quotes, in characters.
pub const MAX_QUOTE: usize = 240;

/// A place in the dossier that is spoken about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    pub section: SectionId,
    /// A field, a row or a column of a row; without it, the section as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Path>,
    /// The two ends of a passage of that text, as [`SectionDoc::anchor`] gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<(Vec<u8>, Vec<u8>)>,
    /// The words of the passage when the thread was opened: what is left of it when they are gone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
}

impl Anchor {
    /// Whether there is such a place in the form, and the rest is sound.
    pub fn is_sound(&self) -> bool {
        let form = section(self.section);
        let known = |path: &Path| path.field_in(form).is_some() || path.is_row_in(form);
        let whole = self.path.is_none() && self.span.is_none() && self.quote.is_empty();
        let ends = self.span.iter().flat_map(|(start, end)| [start, end]);
        (whole || self.path.as_ref().is_some_and(known))
            && ends.into_iter().all(|end| guard_anchor(end).is_ok())
            && self.quote.chars().count() <= MAX_QUOTE
    }

    /// Ties a passage of a text, offsets in UTF-16 units, to its words.
    pub fn of_passage(doc: &SectionDoc, path: &Path, from: u32, to: u32) -> Option<Anchor> {
        let words = doc.words(path);
        let quote = slice(&words, from, to)?;
        let span = (doc.anchor(path, from)?, doc.anchor(path, to)?);
        Some(Anchor {
            section: doc.section.id,
            path: Some(path.clone()),
            span: Some(span),
            quote: quote.chars().take(MAX_QUOTE).collect(),
        })
    }

    /// Where the passage is now, offsets in UTF-16 units. When nothing of its words is left between
    /// its ends, they may be elsewhere: a paragraph that was cut and pasted. `None`: they are gone.
    /// What somebody wrote in their place is not what was spoken about.
    pub fn passage(&self, doc: &SectionDoc) -> Option<(u32, u32)> {
        let (path, (start, end)) = (self.path.as_ref()?, self.span.as_ref()?);
        let words = doc.words(path);
        let tied = doc.offset(path, start).zip(doc.offset(path, end));
        let left = |&(from, to): &(u32, u32)| {
            // A suggestion may be about a text that says nothing yet.
            self.quote.is_empty()
                || slice(&words, from, to).is_some_and(|now| something_left(&self.quote, &now))
        };
        tied.filter(left).or_else(|| find(&words, &self.quote))
    }

    /// Whether what was spoken about is not there any more.
    pub fn is_orphan(&self, doc: &SectionDoc) -> bool {
        match (&self.path, &self.span) {
            (Some(_), Some(_)) => self.passage(doc).is_none(),
            (Some(path), None) => !doc.has(path),
            (None, _) => false,
        }
    }
}

/// The part of a text between two offsets in UTF-16 units.
fn slice(text: &str, from: u32, to: u32) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = units.get(from as usize..to as usize)?;
    (!part.is_empty()).then(|| String::from_utf16_lossy(part))
}

/// Letters in a row that are evidence of a text.
const EVIDENCE: usize = 4;

/// Whether a few letters in a row of the quote are in the text.
fn something_left(quote: &str, text: &str) -> bool {
    let letters: Vec<char> = quote.chars().collect();
    let length = letters.len().clamp(1, EVIDENCE);
    letters.windows(length).any(|some| text.contains(&some.iter().collect::<String>()))
}

/// Where words stand in a text if they stand there once; a quote that was cut short is no evidence.
fn find(text: &str, quote: &str) -> Option<(u32, u32)> {
    let length = quote.chars().count();
    if !(EVIDENCE..MAX_QUOTE).contains(&length) || text.matches(quote).count() != 1 {
        return None;
    }
    let at = text.find(quote)?;
    let units = |part: &str| part.encode_utf16().count() as u32;
    let start = units(&text[..at]);
    Some((start, start + units(quote)))
}
