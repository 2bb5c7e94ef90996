//! What people say beside the text: threads of remarks tied to a place of a section. Owns: the
//! shape of a thread, who may do what to one, what a remark may be, and where in the text a thread
//! stands now. Must not know: where threads are kept.
//!
//! Threads are rows of the database, not part of a section's document: who may only comment needs
//! no write access to any text, and the author is the session's, never what a client claims.

use crate::form::{SectionId, section};
use crate::path::Path;
use crate::rights::{Action, Role, may};
use crate::schema::SectionDoc;
use crate::suggestions::Suggestion;
use crate::sync::guard::guard_anchor;
use serde::{Deserialize, Serialize};

/// The longest remark, in characters.
pub const MAX_TEXT: usize = 4_000;
/// How much of the text a thread quotes, in characters.
pub const MAX_QUOTE: usize = 240;

/// A place in the dossier that is spoken about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// Who said something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Author {
    pub account: String,
    pub name: String,
    /// What they are to the school: an id of [`crate::lists::QUALITIES`].
    pub quality: String,
}

/// What a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    Comment,
    /// A reservation: it stays with the dossier until whoever made it lifts it.
    Reservation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    pub id: String,
    pub by: Author,
    /// Milliseconds since 1970.
    pub at: i64,
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rewritten: bool,
}

/// Who ended a thread, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resolved {
    pub by: Author,
    pub at: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    pub id: String,
    /// Grows with every change: of two copies the greater is the newer.
    pub version: i64,
    pub kind: Kind,
    pub place: Anchor,
    pub opened_by: String,
    /// What is proposed there, if the thread is a suggestion: it is ended by being decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Box<Suggestion>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
    /// In the order in which they were made. None: the thread was withdrawn.
    pub remarks: Vec<Remark>,
}

/// What a person does with threads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum Act {
    Open {
        kind: Kind,
        place: Anchor,
        text: String,
    },
    Reply {
        thread: String,
        text: String,
    },
    /// Gives one's own remark another text.
    Rewrite {
        thread: String,
        remark: String,
        text: String,
    },
    /// Takes one's own remark back.
    Withdraw {
        thread: String,
        remark: String,
    },
    Resolve {
        thread: String,
    },
    Reopen {
        thread: String,
    },
}

impl Act {
    /// The thread that it is about; `None` for one that is to be opened.
    pub fn thread(&self) -> Option<&str> {
        match self {
            Act::Open { .. } => None,
            Act::Reply { thread, .. }
            | Act::Rewrite { thread, .. }
            | Act::Withdraw { thread, .. }
            | Act::Resolve { thread }
            | Act::Reopen { thread } => Some(thread),
        }
    }
}

/// Whether somebody of that role may read what is said beside a section.
pub fn may_hear(role: Role, section: SectionId) -> bool {
    may(role, Some(section), Action::Comment)
}

/// Whether that account may do that to an existing thread. A thread is ended by who may edit what
/// it is about or by who opened it; a reservation only by who made it.
pub fn may_act(role: Role, account: &str, thread: &Thread, act: &Act) -> bool {
    let edits = may(role, Some(thread.place.section), Action::Edit);
    let opened = thread.opened_by == account;
    let wrote = |id: &str| {
        thread.remarks.iter().any(|remark| remark.id == id && remark.by.account == account)
    };
    may_hear(role, thread.place.section)
        && match act {
            Act::Open { .. } | Act::Reply { .. } => true,
            Act::Rewrite { remark, .. } | Act::Withdraw { remark, .. } => wrote(remark),
            Act::Resolve { .. } | Act::Reopen { .. } => {
                thread.suggestion.is_none()
                    && (opened || (edits && thread.kind != Kind::Reservation))
            }
        }
}

/// Whether somebody of that role may accept or refuse what is proposed in a thread.
pub fn may_decide(role: Role, thread: &Thread) -> bool {
    let open = thread.suggestion.as_ref().is_some_and(|one| one.decided.is_none());
    open && may(role, Some(thread.place.section), Action::Edit)
}

/// A remark as it is kept; `None` if nothing is left of it or it is too long.
pub fn cleaned(text: &str) -> Option<String> {
    let kept = text.chars().filter(|c| *c == '\n' || !c.is_control());
    let text: String = kept.collect::<String>().trim().to_owned();
    (!text.is_empty() && text.chars().count() <= MAX_TEXT).then_some(text)
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
            slice(&words, from, to).is_some_and(|now| something_left(&self.quote, &now))
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
