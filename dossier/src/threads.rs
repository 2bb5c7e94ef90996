//! What people say beside the text: threads of remarks tied to a place of a section. Owns: the
//! shape of a thread, who may do what to one, what a remark may be, and where in the text a thread
//! stands now. Does not know: where threads are kept.
//!
//! Threads are rows of the database, not part of a section's document: who may only comment needs
//! no write access to any text, and the author is the session's, never what a client claims.

use crate::enum_names::by_name;
use crate::form::SectionId;
use crate::rights::{Action, Role, Standing, may};
use crate::threads::suggestion::Suggestion;
use serde::{Deserialize, Serialize};

mod act;
mod audience;
pub mod consent;
mod mark;
mod mention;
pub mod suggestion;

pub use crate::document::anchor::{Anchor, MAX_QUOTE};
pub use crate::people::Author;
pub use act::{Act, may_act};
pub use audience::{Concern, Reason, audience};
pub use mark::Mark;
pub use mention::{MAX_MENTIONS, Part, beginning, parts, people_in, spoken, tie};

/// The longest remark, in characters.
pub const MAX_TEXT: usize = 4_000;
/// What a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Comment,
    /// A reservation: it stays with the dossier until whoever made it lifts it.
    Reservation,
}

by_name!(Kind, Kind::name, Kind::from_name);

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Comment => "comment",
            Kind::Reservation => "reservation",
        }
    }

    pub fn from_name(name: &str) -> Option<Kind> {
        [Kind::Comment, Kind::Reservation].into_iter().find(|kind| kind.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    pub id: String,
    pub by: Author,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Who is named in it is [tied](tie) to their accounts.
    pub text: String,
    /// Those who are named, as they are called now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Person>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rewritten: bool,
}

/// Somebody who is named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub account: String,
    pub name: String,
}

impl Remark {
    /// What was said as plain words, with the names of those who are named.
    pub fn spoken(&self) -> String {
        let named = |account: &str| self.mentions.iter().find(|named| named.account == account);
        spoken(&self.text, |account| named(account).map(|named| named.name.clone()))
    }
}

/// Who sees to a thread, and by which day (`YYYY-MM-DD`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assigned {
    pub to: Author,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
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
    /// What is suggested there, if the thread is a suggestion: it is ended by being decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Box<Suggestion>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned: Option<Assigned>,
    /// In the order in which they were made. None: the thread was withdrawn.
    pub remarks: Vec<Remark>,
}

impl Thread {
    /// Whether it is a reservation that nobody has lifted.
    pub fn is_reserved(&self) -> bool {
        self.kind == Kind::Reservation && self.resolved.is_none() && !self.remarks.is_empty()
    }
}

/// Whether somebody of that role may read what is said beside a section.
pub fn may_hear(role: Role, section: SectionId) -> bool {
    may(role, Some(section), Action::Comment)
}

/// Whether somebody of that role may read what is said beside some section.
pub fn may_hear_any(role: Role) -> bool {
    may(role, None, Action::Comment)
}

/// Whether that member may accept or refuse what is suggested in a thread.
pub fn may_decide(standing: &Standing, thread: &Thread) -> bool {
    let open = thread.suggestion.as_ref().is_some_and(|one| one.decided.is_none());
    open && standing.may(Some(thread.place.section), Action::Edit)
}

/// A remark as it is kept; `None` if nothing is left of it or it is too long.
pub fn clean_text(text: &str) -> Option<String> {
    let kept = text.chars().filter(|c| *c == '\n' || !c.is_control());
    let text: String = kept.collect::<String>().trim().to_owned();
    (!text.is_empty() && text.chars().count() <= MAX_TEXT).then_some(text)
}
