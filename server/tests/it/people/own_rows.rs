//! Rows that are a partner's: each role through each door, what becomes whose, and what the head and
//! the lead decide of it, also while somebody is connected.

use crate::site::access::{fill, with_everybody};
use crate::support::plain::Plain;
use crate::support::raw::replayed;
use crate::support::tab::Tab;
use crate::support::wire::{Heard, Line, Pass, Way};
use crate::support::{Browser, NOON, TestServer, a_dossier, add_accounts, email};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::rights::{Role, Row};
use dossier::sync::close;
use dossier::sync::frame::{Frame, Reason};
use reqwest::StatusCode;
use std::collections::{BTreeMap, BTreeSet};
use yrs::sync::{Message, SyncMessage};

/// A section with rows, the column that names one, and a text that is in none.
const PLACES: [(SectionId, &str, &str, &str); 2] = [
    (SectionId::Partners, "partners", "name", "localAuthority.comment"),
    (SectionId::Budget, "budget.lines", "label", "budget.comment"),
];

/// What somebody changes: a field, another's row, a row that was given to the partner, a new row.
const WHAT: [&str; 4] = ["field", "other", "own", "new"];

/// What passes of it, by whom.
const WHO_MAY: [(&str, &[&str]); 5] = [
    ("head", &WHAT),
    ("lead", &WHAT),
    ("editor", &WHAT),
    ("partner", &["own", "new"]),
    ("viewer", &[]),
];

fn row(section: SectionId, rows: &str, id: &str) -> Row {
    Row::new(section, rows, id)
}

/// A dossier in which the team has made rows, of which one in each list is the partner's.
async fn with_rows() -> TestServer {
    let server = with_everybody().await;
    let mut given = BTreeSet::new();
    for (section, rows, _, _) in PLACES {
        let add =
            |id: &str| Edit::AddRow { rows: Path::field(rows), id: id.to_owned(), after: None };
        server.rooms.edit("d", "editor", section, vec![add("other"), add("own")]).await.unwrap();
        given.insert(row(section, rows, "own"));
    }
    server.store.assign_part("d", "partner", None, &given, &BTreeSet::new()).await.unwrap();
    server.rooms.role_changed("d", "partner").await.unwrap();
    server
}

/// The update of somebody who speaks as `client`.
async fn update(
    server: &TestServer,
    (section, rows, column, field): (SectionId, &str, &str, &str),
    what: &str,
    client: u64,
) -> Vec<u8> {
    let doc = replayed(section, client, &server.log("d", section).await);
    let path = match what {
        "field" => Path::field(field),
        "new" => {
            let id = format!("new{client}");
            let add = Edit::AddRow { rows: Path::field(rows), id, after: None };
            return doc.edit(&add).unwrap().update;
        }
        id => Path::field(rows).row(id).column(column),
    };
    let edit = Edit::Text { path, ops: vec![Op::insert("x")] };
    doc.edit(&edit).unwrap().update
}

#[derive(Clone, Copy, Debug)]
enum Door {
    Socket,
    Channel,
    Plain,
}

/// Writes through a door; why it was refused, if it was.
async fn write(pass: &Pass, door: Door, section: SectionId, update: Vec<u8>) -> Result<(), String> {
    let way = match door {
        Door::Socket => Way::Socket,
        Door::Channel => Way::Channel,
        Door::Plain => {
            let path = format!("/sync/d/{}", section.name());
            let mut plain = Plain::open(pass, &path, 2).await.unwrap();
            plain.say(Message::Sync(SyncMessage::Update(update))).await;
            // A second question is answered after what was said before it.
            plain.ask().await;
            return plain.denied.pop().map_or(Ok(()), Err);
        }
    };
    let mut line = Line::open(pass, "d", way).await.unwrap();
    let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL };
    let write = Frame::Write { section, no: 7, update };
    line.send(vec![hello.encode(), write.encode()]).await.unwrap();
    loop {
        match line.heard.recv().await.unwrap() {
            Heard::Frame(frame) => match Frame::decode(&frame).unwrap() {
                Frame::Kept { no: 7, .. } => return Ok(()),
                Frame::Refused { no: 7, reason, .. } => return Err(format!("{reason:?}")),
                _ => {}
            },
            Heard::Closed(code) => panic!("closed with {code}"),
        }
    }
}

#[tokio::test]
async fn each_role_changes_exactly_its_rows_through_each_door() {
    let server = with_rows().await;
    let mut passes = BTreeMap::new();
    for (name, _) in WHO_MAY {
        passes.insert(name, server.pass(name).await);
    }
    let observer = server.tab("head", Role::Head).await;
    let mut client = 1000;
    for place in PLACES {
        let section = place.0;
        for (name, allowed) in WHO_MAY {
            for door in [Door::Socket, Door::Channel, Door::Plain] {
                for what in WHAT {
                    client += 1;
                    let before = server.log("d", section).await.len();
                    let update = update(&server, place, what, client).await;
                    let answer = write(&passes[name], door, section, update).await;
                    let case = format!("{name} {section:?} {what} by {door:?}");
                    if allowed.contains(&what) {
                        assert_eq!(answer, Ok(()), "{case}");
                        let there = |client| {
                            move |state: &crate::support::state::State| {
                                state.replica.doc(section).unwrap().clock(client) > 0
                            }
                        };
                        observer.until(&case, there(client)).await;
                        continue;
                    }
                    let expected = match (door, name) {
                        (Door::Plain, "partner") => {
                            "of this section only your rows are yours to edit"
                        }
                        (Door::Plain, _) => "this section is not yours to edit",
                        (_, "partner") => "NotYours",
                        _ => "NotAllowed",
                    };
                    assert_eq!(answer, Err(expected.to_owned()), "{case}");
                    assert_eq!(server.log("d", section).await.len(), before, "{case}");
                }
            }
        }
    }
    // What the partner added is theirs, and nothing else became anybody's.
    let owners = server.store.owners("d").await.unwrap();
    assert_eq!(owners.len(), 2 + 2 * 3, "{owners:?}");
    assert!(owners.iter().all(|owner| owner.account == "partner"));
}

#[tokio::test]
async fn a_row_stays_its_adder_s_when_the_server_is_another_one() {
    let server = with_rows().await;
    add_accounts(&server.store, &["association"]).await;
    server.store.set_membership("d", "association", Role::Partner, NOON).await.unwrap();
    let place = PLACES[1];
    let pass = server.pass("partner").await;
    let added = update(&server, place, "new", 5001).await;
    write(&pass, Door::Socket, place.0, added).await.unwrap();
    let server = server.restart().await;
    let (mine, other) = (server.pass("partner").await, server.pass("association").await);
    for (pass, expected) in [(&other, Err("NotYours".to_owned())), (&mine, Ok(()))] {
        let typed = update(&server, place, "new5001", 5002).await;
        assert_eq!(write(pass, Door::Socket, place.0, typed).await, expected);
    }
}

#[tokio::test]
async fn what_was_written_offline_is_judged_when_it_arrives() {
    let server = with_rows().await;
    let (section, rows, ..) = PLACES[1];
    let mut partner = server.tab("partner", Role::Partner).await;
    partner.cut();
    let typed = |id: &'static str| {
        move |_, _: &str| {
            let path = Path::field(rows).row(id).column("label");
            Some(Edit::Text { path, ops: vec![Op::insert("[offline]")] })
        }
    };
    partner.edit((section, "budget.lines"), typed("own"));
    // Meanwhile it is taken from them.
    let taken = BTreeSet::from([row(section, rows, "own")]);
    server.store.assign_part("d", "partner", None, &BTreeSet::new(), &taken).await.unwrap();
    server.rooms.role_changed("d", "partner").await.unwrap();
    partner.connect().await.unwrap();
    partner.until("the refusal", |state| !state.refused.is_empty()).await;
    assert_eq!(partner.state().refused, [(section, Reason::NotYours)]);
    partner.saved().await;
    // Nothing of it lingers, here or there, and what comes next passes.
    let add = |_, _: &str| {
        Some(Edit::AddRow { rows: Path::field(rows), id: "later".to_owned(), after: None })
    };
    partner.edit((section, "budget.lines"), add);
    partner.edit((section, "budget.lines"), typed("later"));
    partner.saved().await;
    let head = server.tab("head", Role::Head).await;
    let label = |tab: &Tab, id: &str| {
        let state = tab.state();
        state.replica.doc(section).unwrap().words(&Path::field(rows).row(id).column("label"))
    };
    assert_eq!((label(&head, "own").as_str(), label(&head, "later").as_str()), ("", "[offline]"));
    assert_eq!(label(&partner, "own"), "");
}

async fn assign(browser: &Browser, account: &str, form: &[(&str, &str)]) -> StatusCode {
    browser.post(&format!("/dossiers/d/personnes/{account}/part"), form).await.status
}

#[tokio::test]
async fn the_lead_gives_rows_and_sections_and_open_tabs_learn_of_it() {
    let server = with_rows().await;
    let lead = server.signed_in(&email("lead")).await;
    let page = lead.get("/dossiers/d/personnes/partner/part").await;
    page.shows("value=\"12:budget.lines/own\" checked")
        .hides("value=\"12:budget.lines/other\" checked");
    page.shows("value=\"partners\" checked").hides("value=\"summary\"");
    let tab = server.tab("partner", Role::Partner).await;
    // Another row in the place of the one they had; what the page did not show stays as it was.
    let form = [
        ("section", "partners"),
        ("section", "budget"),
        ("shown", "12:budget.lines/own"),
        ("shown", "12:budget.lines/other"),
        ("row", "12:budget.lines/other"),
        ("row", "12:budget.lines/nothing"),
        ("row", "3:summary/x"),
    ];
    assert_eq!(assign(&lead, "partner", &form).await, StatusCode::SEE_OTHER);
    assert_eq!(tab.ended().await, close::ROLE_CHANGED);
    let member = server.store.membership("d", "partner").await.unwrap().unwrap();
    let expected = [
        row(SectionId::Partners, "partners", "own"),
        row(SectionId::Budget, "budget.lines", "other"),
    ];
    assert_eq!((member.sections, member.rows), (None, expected.into()));
    lead.get("/dossiers/d/personnes").await.shows("/personnes/partner/part");
    server
        .signed_in(&email("editor"))
        .await
        .get("/dossiers/d")
        .await
        .shows("partner (personne fictive)\\n");

    // Nothing that changes nothing disturbs.
    let tab = server.tab("partner", Role::Partner).await;
    assert_eq!(assign(&lead, "partner", &form).await, StatusCode::SEE_OTHER);
    // Narrowed to the partners, the budget is to be read.
    assert_eq!(assign(&lead, "partner", &form[..1]).await, StatusCode::SEE_OTHER);
    assert_eq!(tab.ended().await, close::ROLE_CHANGED);
    let pass = server.pass("partner").await;
    let typed = update(&server, PLACES[1], "other", 7001).await;
    let refused = write(&pass, Door::Socket, SectionId::Budget, typed).await;
    assert_eq!(refused, Err("NotAllowed".to_owned()));
    lead.get("/dossiers/d/personnes").await.shows("Écrit dans");

    // An editor is narrowed likewise; whoever is neither is not.
    assert_eq!(assign(&lead, "editor", &[("section", "summary")]).await, StatusCode::SEE_OTHER);
    let pass = server.pass("editor").await;
    let typed = update(&server, PLACES[1], "field", 7002).await;
    let refused = write(&pass, Door::Channel, SectionId::Budget, typed).await;
    assert_eq!(refused, Err("NotAllowed".to_owned()));
    for account in ["head", "lead", "viewer", "stranger"] {
        assert_eq!(assign(&lead, account, &form).await, StatusCode::NOT_FOUND, "{account}");
    }
    // Another role is all of that role's sections again.
    let head = server.signed_in(&email("head")).await;
    head.post("/dossiers/d/personnes/editor/role", &[("role", "partner")]).await;
    let editor = server.store.membership("d", "editor").await.unwrap().unwrap();
    assert_eq!((editor.role, editor.sections), (Role::Partner, None));
}

#[tokio::test]
async fn an_invitation_carries_the_sections() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let form = |role, sections: &[&'static str]| {
        let mut form = vec![("way", "lien"), ("role", role), ("expiry", "7"), ("uses", "1")];
        form.push(("narrows", "yes"));
        form.extend(sections.iter().map(|section| ("section", *section)));
        form
    };
    head.get("/dossiers/d/invitations").await.shows("value=\"summary\" checked");
    for (role, sections) in
        [("partner", &["summary"][..]), ("editor", &["review"]), ("editor", &[])]
    {
        let answer = head.post("/dossiers/d/invitations", &form(role, sections)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{role} {sections:?}");
        answer.shows("Cochez au moins une rubrique");
    }
    let made = head.post("/dossiers/d/invitations", &form("partner", &["budget", "summary"])).await;
    assert_eq!(made.status, StatusCode::OK);
    let viewer = head.post("/dossiers/d/invitations", &form("viewer", &[])).await;
    assert_eq!(viewer.status, StatusCode::OK, "who only reads writes nowhere anyhow");
    let token = made.body.split("/rejoindre#").nth(1).unwrap();
    let token = &token[..token.find(|c: char| !c.is_ascii_alphanumeric()).unwrap()];
    let guest = server.browser();
    guest.post("/rejoindre", &[("code", token)]).await.shows("Vos rubriques");
    let enters = [("code", token), ("name", "Nadia Fictive"), ("quality", "local_authority")];
    assert_eq!(guest.post("/rejoindre/entrer", &enters).await.location(), "/dossiers/d");
    let belongings = server.store.belongings("d").await.unwrap();
    let nadia = belongings.iter().find(|one| one.name == "Nadia Fictive").unwrap();
    assert_eq!(nadia.sections, Some(BTreeSet::from([SectionId::Budget])));
    head.get("/dossiers/d/personnes").await.shows("Écrit dans");
}

#[tokio::test]
async fn a_dossier_begun_by_a_lead_gets_one_head_and_no_second() {
    let server = TestServer::spawn().await;
    fill(&server).await;
    let members = [("lead", Role::Lead), ("editor", Role::Editor), ("viewer", Role::Viewer)];
    server.store.add_dossier(&a_dossier("e", &members)).await.unwrap();
    let lead = server.signed_in(&email("lead")).await;
    let editor = server.signed_in(&email("editor")).await;
    lead.get("/dossiers/e/personnes").await.shows("/dossiers/e/direction");
    editor.get("/dossiers/e/personnes").await.hides("/dossiers/e/direction");
    lead.get("/dossiers/d/personnes").await.hides("/dossiers/d/direction");
    let sure = [("to", "editor"), ("sure", "yes")];
    assert_eq!(editor.post("/dossiers/e/direction", &sure).await.status, StatusCode::FORBIDDEN);
    for form in [&sure[..1], &[("to", "stranger"), ("sure", "yes")], &[("sure", "yes")]] {
        let answer = lead.post("/dossiers/e/direction", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        answer.shows("Personne n’a été désigné");
    }
    let named = lead.post("/dossiers/e/direction", &sure).await;
    assert_eq!(named.location(), "/dossiers/e/personnes");
    let role = |account: &'static str| {
        let store = server.store.clone();
        async move { store.membership("e", account).await.unwrap().unwrap().role }
    };
    assert_eq!((role("editor").await, role("lead").await), (Role::Head, Role::Lead));
    let again = lead.post("/dossiers/e/direction", &[("to", "lead"), ("sure", "yes")]).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    let given = editor.post("/dossiers/e/personnes/viewer/role", &[("role", "support")]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "the new head gives roles");
}
