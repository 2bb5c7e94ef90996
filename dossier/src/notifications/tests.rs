//! Who is told of what, event by event. Does not know: how it is told.

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
    let given = |by, to| shown(recipients(by, &Event::Role { to, role: Role::Editor }, &members()));
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
