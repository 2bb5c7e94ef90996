//! What people do with threads, and who may. Owns: [`Act`], [`may_act`]. Does not know: how it is
//! done.

use super::{Anchor, Kind, Thread, may_hear};
use crate::rights::{Action, Standing};
use serde::{Deserialize, Serialize};

/// What a person does with threads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum Act {
    Open {
        kind: Kind,
        place: Anchor,
        text: String,
        /// The accounts of those who are named in the text, in the order in which they are.
        #[serde(default)]
        mentions: Vec<String>,
    },
    Reply {
        thread: String,
        text: String,
        #[serde(default)]
        mentions: Vec<String>,
    },
    /// Gives one's own remark another text.
    Rewrite {
        thread: String,
        remark: String,
        text: String,
        #[serde(default)]
        mentions: Vec<String>,
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
    /// Gives the thread to a person to see to, by a day (`YYYY-MM-DD`) if need be.
    Assign {
        thread: String,
        to: String,
        #[serde(default)]
        due: Option<String>,
    },
    /// Takes it from whoever has it.
    Unassign {
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
            | Act::Reopen { thread }
            | Act::Assign { thread, .. }
            | Act::Unassign { thread } => Some(thread),
        }
    }

    /// What it says.
    pub fn text(&self) -> Option<&str> {
        match self {
            Act::Open { text, .. } | Act::Reply { text, .. } | Act::Rewrite { text, .. } => {
                Some(text)
            }
            Act::Withdraw { .. }
            | Act::Resolve { .. }
            | Act::Reopen { .. }
            | Act::Assign { .. }
            | Act::Unassign { .. } => None,
        }
    }

    /// The accounts that it speaks of, who must be able to hear of it.
    pub fn people(&self) -> &[String] {
        match self {
            Act::Open { mentions, .. }
            | Act::Reply { mentions, .. }
            | Act::Rewrite { mentions, .. } => mentions,
            Act::Assign { to, .. } => std::slice::from_ref(to),
            Act::Withdraw { .. }
            | Act::Resolve { .. }
            | Act::Reopen { .. }
            | Act::Unassign { .. } => &[],
        }
    }
}

/// Whether that member may do that to an existing thread. A thread is ended by who may edit what
/// it is about or by who opened it; a reservation only by who made it.
pub fn may_act(standing: &Standing, account: &str, thread: &Thread, act: &Act) -> bool {
    let edits = standing.may(Some(thread.place.section), Action::Edit);
    let opened = thread.opened_by == account;
    let wrote = |id: &str| {
        thread.remarks.iter().any(|remark| remark.id == id && remark.by.account == account)
    };
    !standing.archived
        && may_hear(standing.role, thread.place.section)
        && match act {
            Act::Open { .. } | Act::Reply { .. } | Act::Assign { .. } | Act::Unassign { .. } => {
                true
            }
            Act::Rewrite { remark, .. } | Act::Withdraw { remark, .. } => wrote(remark),
            Act::Resolve { .. } | Act::Reopen { .. } => {
                thread.suggestion.is_none()
                    && (opened || (edits && (thread.kind != Kind::Reservation || is_gone(thread))))
            }
        }
}

fn is_gone(thread: &Thread) -> bool {
    let mut own = thread.remarks.iter().filter(|remark| remark.by.account == thread.opened_by);
    own.next().is_some_and(|remark| remark.by.name.is_empty())
}
