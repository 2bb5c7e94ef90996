//! What happens in a dossier that somebody is told of: who, and of what.
//! Owns: [`Kind`] and [`recipients`]. Does not know: how a notification is kept or shown.

use crate::form::SectionId;
use crate::rights::{Action, Role, may};
use crate::threads::{Thread, may_hear};

pub mod email;

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Somebody named the reader in a remark.
    Mention,
    /// A place was given to the reader to see to.
    Assignment,
    /// Somebody answered where the reader had spoken.
    Reply,
    /// A suggestion of the reader's was taken or declined.
    Decided,
    /// The reader is something else to the dossier now.
    Role,
    /// Somebody has a reservation about what the reader writes.
    Reserved,
    /// Somebody lifted one.
    Lifted,
    /// Somebody new belongs to the dossier.
    Arrival,
    /// Somebody of outside the team said something, or anybody suggested a change.
    Remark,
    /// A partner changed what is theirs.
    Contribution,
    /// A partner agreed in principle, or withdrew that.
    Accord,
}

/// What only who carries the dossier is told of: the head and the lead.
const OF_CARRIERS: [Kind; 4] = [Kind::Arrival, Kind::Remark, Kind::Contribution, Kind::Accord];

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::Mention,
        Kind::Assignment,
        Kind::Reply,
        Kind::Decided,
        Kind::Role,
        Kind::Reserved,
        Kind::Lifted,
        Kind::Arrival,
        Kind::Remark,
        Kind::Contribution,
        Kind::Accord,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Mention => "mention",
            Kind::Assignment => "assignment",
            Kind::Reply => "reply",
            Kind::Decided => "decided",
            Kind::Role => "role",
            Kind::Reserved => "reserved",
            Kind::Lifted => "lifted",
            Kind::Arrival => "arrival",
            Kind::Remark => "remark",
            Kind::Contribution => "contribution",
            Kind::Accord => "accord",
        }
    }

    /// Whether somebody of that role can ever be told of it.
    pub fn concerns(self, role: Role) -> bool {
        !OF_CARRIERS.contains(&self) || carries(role)
    }

    pub fn parse(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == id)
    }
}

/// What became of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Taken,
    Declined,
}

impl Decision {
    pub const fn as_str(self) -> &'static str {
        match self {
            Decision::Taken => "taken",
            Decision::Declined => "declined",
        }
    }

    pub fn parse(id: &str) -> Option<Decision> {
        [Decision::Taken, Decision::Declined].into_iter().find(|one| one.as_str() == id)
    }
}

/// The details of a notification beside decisions and roles: a remark that suggests a change, an
/// accord that is given, and one that is withdrawn.
pub const SUGGESTION: &str = "suggestion";
pub const GIVEN: &str = "given";
pub const WITHDRAWN: &str = "withdrawn";

/// A notification, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub id: String,
    pub kind: Kind,
    /// The dossier's id and title.
    pub dossier: String,
    pub title: String,
    pub section: Option<SectionId>,
    pub thread: Option<String>,
    /// The name of who did it.
    pub by: String,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    /// What was said, or what it is about.
    pub words: String,
    /// The id of a role or of a decision.
    pub detail: String,
    pub is_unread: bool,
}

/// Something that somebody did. Accounts are those of members or not: [`recipients`] asks.
#[derive(Clone, Copy, Debug)]
pub enum Event<'e> {
    /// The last remark of a thread was made; it names these accounts.
    Remark { thread: &'e Thread, named: &'e [String] },
    /// A place of that section is for these accounts to see to; `what` is what people call it.
    Assigned { section: SectionId, thread: Option<&'e str>, what: &'e str, to: &'e [String] },
    /// A suggestion was decided; `what` is what it suggested.
    Decided {
        section: SectionId,
        thread: Option<&'e str>,
        what: &'e str,
        author: &'e str,
        decision: Decision,
    },
    /// A reservation was made, or lifted; its words name these accounts, who are told of that.
    Reservation { thread: &'e Thread, stands: bool, named: &'e [String] },
    /// An account was made that.
    Role { to: &'e str, role: Role },
    /// An account came in as that.
    Arrival { role: Role },
    /// A partner began to change their rows of that section.
    Contribution { section: SectionId },
    /// A partner gave their accord de principe, or withdrew it.
    Accord { given: bool },
}

impl Event<'_> {
    /// The section that it is about; none for the dossier as a whole.
    pub fn section(&self) -> Option<SectionId> {
        match self {
            Event::Remark { thread, .. } | Event::Reservation { thread, .. } => {
                Some(thread.place.section)
            }
            Event::Assigned { section, .. }
            | Event::Decided { section, .. }
            | Event::Contribution { section } => Some(*section),
            Event::Accord { .. } => Some(SectionId::Partners),
            Event::Role { .. } | Event::Arrival { .. } => None,
        }
    }
}

/// Who answers for a dossier as a whole: those who bring people in.
fn carries(role: Role) -> bool {
    may(role, None, Action::Invite)
}

/// Those who write the dossier together; what others do is news to who carries it.
fn is_of_team(role: Role) -> bool {
    may(role, None, Action::Facilitate)
}

/// Whether somebody of that role may be told of that, now.
pub fn may_be_notified(role: Role, kind: Kind, section: Option<SectionId>) -> bool {
    if !kind.concerns(role) {
        return false;
    }
    match (kind, section) {
        (Kind::Role | Kind::Arrival, _) => true,
        (_, None) => false,
        (Kind::Assignment, Some(_)) => may(role, section, Action::Read),
        (_, Some(section)) => may_hear(role, section),
    }
}

/// Who is told of what that account did: each member at most once, never oneself, and only those
/// who may still hear it.
pub fn recipients(by: &str, event: &Event<'_>, members: &[(String, Role)]) -> Vec<(String, Kind)> {
    let of_team = members.iter().any(|(account, role)| account == by && is_of_team(*role));
    let concerned = |account: &str, role: Role| match event {
        Event::Remark { named, .. } if named.iter().any(|name| name == account) => {
            Some(Kind::Mention)
        }
        Event::Remark { thread, .. } if takes_part(thread, account) => Some(Kind::Reply),
        Event::Remark { thread, .. } => {
            let opens = thread.remarks.len() == 1;
            // They hear of it as a reservation.
            let reserves = opens && thread.is_reserved();
            let suggests = opens && thread.suggestion.is_some();
            (!reserves && (suggests || !of_team)).then_some(Kind::Remark)
        }
        Event::Assigned { to, .. } => {
            to.iter().any(|one| one == account).then_some(Kind::Assignment)
        }
        Event::Decided { author, .. } => (*author == account).then_some(Kind::Decided),
        Event::Reservation { stands, named, .. } => {
            let writes = may(role, event.section(), Action::Edit);
            let kind = if *stands { Kind::Reserved } else { Kind::Lifted };
            (writes && !named.iter().any(|name| name == account)).then_some(kind)
        }
        Event::Role { to, .. } => (*to == account).then_some(Kind::Role),
        Event::Arrival { .. } => Some(Kind::Arrival),
        Event::Contribution { .. } => (!of_team).then_some(Kind::Contribution),
        Event::Accord { .. } => Some(Kind::Accord),
    };
    let others = members.iter().filter(|(account, _)| account != by);
    others
        .filter_map(|(account, role)| {
            let kind = concerned(account, *role)?;
            may_be_notified(*role, kind, event.section()).then(|| (account.clone(), kind))
        })
        .collect()
}

fn takes_part(thread: &Thread, account: &str) -> bool {
    thread.opened_by == account || thread.remarks.iter().any(|one| one.by.account == account)
}

#[cfg(test)]
mod tests;
