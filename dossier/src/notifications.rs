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
mod tests {
    use super::*;
    use crate::threads::suggestion::{Change, Suggestion};
    use crate::threads::{Anchor, Author, Kind as Sort, Remark};
    use serde_json::Value as Json;

    const MEMBERS: [(&str, Role); 7] = [
        ("head", Role::Head),
        ("lead", Role::Lead),
        ("editor", Role::Editor),
        ("partner", Role::Partner),
        ("parent", Role::Contributor),
        ("viewer", Role::Viewer),
        ("admin", Role::Admin),
    ];

    fn members() -> Vec<(String, Role)> {
        MEMBERS.map(|(name, role)| (name.to_owned(), role)).to_vec()
    }

    fn names(accounts: &str) -> Vec<String> {
        accounts.split_whitespace().map(str::to_owned).collect()
    }

    /// A thread in which these spoke, the first of them first.
    fn thread(section: SectionId, speakers: &str) -> Thread {
        let remark = |account: String| Remark {
            mentions: Vec::new(),
            id: account.clone(),
            by: Author { account, name: String::new(), quality: String::new() },
            at: 0,
            text: "a".to_owned(),
            rewritten: false,
        };
        Thread {
            suggestion: None,
            assigned: None,
            id: "t".to_owned(),
            version: 1,
            kind: Sort::Comment,
            place: Anchor { section, path: None, span: None, quote: String::new() },
            opened_by: names(speakers)[0].clone(),
            resolved: None,
            remarks: names(speakers).into_iter().map(remark).collect(),
        }
    }

    fn said(by: &str, section: SectionId, speakers: &str, named: &str) -> String {
        let (thread, named) = (thread(section, speakers), names(named));
        shown(recipients(by, &Event::Remark { thread: &thread, named: &named }, &members()))
    }

    fn shown(told: Vec<(String, Kind)>) -> String {
        let each = told.into_iter().map(|(account, kind)| format!("{account}:{}", kind.as_str()));
        each.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn who_took_part_and_who_is_named_is_told_of_a_remark() {
        use SectionId as S;
        for (by, section, speakers, named, expected) in [
            ("lead", S::Budget, "lead", "", ""),
            ("lead", S::Budget, "partner lead", "", "partner:reply"),
            (
                "partner",
                S::Budget,
                "lead partner editor lead partner",
                "",
                "head:remark lead:reply editor:reply",
            ),
            ("lead", S::Budget, "lead", "lead partner", "partner:mention"),
            // One notification each: being named is the stronger one.
            ("lead", S::Budget, "partner editor lead", "editor", "editor:mention partner:reply"),
            // Somebody who left, or never was there.
            ("lead", S::Budget, "gone partner lead", "stranger", "partner:reply"),
            // Those who may not hear the section, whatever they did in it before.
            ("lead", S::Review, "partner lead", "parent viewer admin editor", "editor:mention"),
            ("lead", S::Budget, "parent lead", "parent", ""),
            ("lead", S::Objectives, "parent lead", "", "parent:reply"),
        ] {
            let mut wanted = names(expected);
            wanted.sort_by_key(|one| {
                MEMBERS.iter().position(|(name, _)| one.starts_with(&format!("{name}:")))
            });
            let wanted = wanted.join(" ");
            assert_eq!(said(by, section, speakers, named), wanted, "{by} {section:?} {speakers}");
        }
    }

    #[test]
    fn who_only_reads_can_be_given_a_place_and_who_does_not_cannot() {
        let to = names("lead viewer partner admin stranger");
        let assigned = |section| {
            let event = Event::Assigned { section, thread: None, what: "", to: &to };
            shown(recipients("lead", &event, &members()))
        };
        assert_eq!(assigned(SectionId::Calendar), "partner:assignment viewer:assignment");
        assert_eq!(assigned(SectionId::Review), "");
    }

    #[test]
    fn a_decision_goes_to_the_author_and_a_role_to_who_has_it() {
        let decided = |by, author, section| {
            let decision = Decision::Taken;
            let event = Event::Decided { section, thread: None, what: "", author, decision };
            shown(recipients(by, &event, &members()))
        };
        assert_eq!(decided("lead", "partner", SectionId::Budget), "partner:decided");
        assert_eq!(decided("lead", "lead", SectionId::Budget), "");
        assert_eq!(decided("lead", "parent", SectionId::Budget), "");
        let given =
            |by, to| shown(recipients(by, &Event::Role { to, role: Role::Editor }, &members()));
        assert_eq!(given("head", "viewer"), "viewer:role");
        assert_eq!(given("head", "admin"), "admin:role");
        assert_eq!(given("head", "head"), "");
        assert_eq!(given("head", "stranger"), "");
    }

    fn suggestion() -> Suggestion {
        let change = Change::Value { before: Json::Null, after: Json::Null };
        Suggestion { change, decided: None }
    }

    #[test]
    fn who_carries_the_dossier_is_told_of_what_others_do_and_never_of_what_they_do_themselves() {
        use SectionId as S;
        let both = |kind: &str| format!("head:{kind} lead:{kind}");
        for (by, section, speakers, expected) in [
            ("partner", S::Budget, "partner", both("remark")),
            ("parent", S::Objectives, "parent", both("remark")),
            // Answering once more, where one of them spoke.
            ("partner", S::Budget, "lead partner", "head:remark lead:reply".to_owned()),
            // The team among itself: who takes part is told, and nobody else.
            ("editor", S::Budget, "editor", String::new()),
            ("head", S::Budget, "partner head", "partner:reply".to_owned()),
        ] {
            assert_eq!(said(by, section, speakers, ""), expected, "{by} {speakers}");
        }
        assert_eq!(said("partner", S::Budget, "partner", "lead"), "head:remark lead:mention");

        let of = |by: &str, event| shown(recipients(by, &event, &members()));
        let came = |role| Event::Arrival { role };
        assert_eq!(of("partner", came(Role::Partner)), both("arrival"));
        assert_eq!(of("lead", came(Role::Lead)), "head:arrival");
        let contributed = Event::Contribution { section: S::Budget };
        assert_eq!(of("partner", contributed), both("contribution"));
        assert_eq!(of("editor", contributed), "");
        for given in [true, false] {
            assert_eq!(of("partner", Event::Accord { given }), both("accord"));
        }

        // A suggestion waits for them, whoever makes it; a reservation they hear of as one.
        let mut suggested = thread(S::Budget, "editor");
        suggested.suggestion = Some(Box::new(suggestion()));
        assert_eq!(of("editor", Event::Remark { thread: &suggested, named: &[] }), both("remark"));
        let mut reserved = thread(S::Budget, "partner");
        reserved.kind = Sort::Reservation;
        assert_eq!(of("partner", Event::Remark { thread: &reserved, named: &[] }), "");

        for kind in OF_CARRIERS {
            let told = |role| may_be_notified(role, kind, Some(S::Partners));
            let who: Vec<Role> = Role::ALL.into_iter().filter(|role| told(*role)).collect();
            assert_eq!(who, [Role::Head, Role::Lead], "{kind:?}");
        }
    }

    #[test]
    fn a_reservation_concerns_those_who_write_the_section() {
        let told_of = |by, section, stands, named: &str| {
            let (thread, named) = (thread(section, by), names(named));
            let event = Event::Reservation { thread: &thread, stands, named: &named };
            shown(recipients(by, &event, &members()))
        };
        let all = "head:reserved lead:reserved editor:reserved";
        assert_eq!(told_of("partner", SectionId::Budget, true, ""), all);
        assert_eq!(
            told_of("partner", SectionId::Budget, true, "lead parent"),
            "head:reserved editor:reserved"
        );
        assert_eq!(told_of("editor", SectionId::Budget, false, ""), "head:lifted lead:lifted");
        assert_eq!(told_of("lead", SectionId::Approvals, true, ""), "head:reserved");
    }

    #[test]
    fn names_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
        for decision in [Decision::Taken, Decision::Declined] {
            assert_eq!(Decision::parse(decision.as_str()), Some(decision));
        }
        assert_eq!(Kind::parse("everything"), None);
    }
}
