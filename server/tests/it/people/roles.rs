//! A role that changes, or ends, while its holder is connected.

use crate::site::access::with_everybody;
use crate::support::plain::Plain;
use crate::support::raw::{Raw, replayed, typed};
use crate::support::tab::{METHOD, Tab};
use crate::support::wire::{Heard, Way, hear};
use crate::support::{NOON, TestServer};
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::sync::close;
use dossier::sync::frame::{Frame, Reason};
use futures_util::SinkExt;
use std::time::{Duration, Instant};
use tokio_tungstenite::tungstenite::Message;

/// What a person who loses a right may still be connected for.
const AT_ONCE: Duration = Duration::from_secs(1);

async fn demote(server: &TestServer, role: Role) -> Instant {
    server.store.set_membership("d", "editor", role, NOON).await.unwrap();
    let then = Instant::now();
    server.rooms.role_changed("d", "editor").await.unwrap();
    then
}

#[tokio::test]
async fn a_role_that_changes_ends_every_connection_of_its_holder() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let editor = server.tab("editor", Role::Editor).await;
    let pass = server.pass("editor").await;
    let polling = Tab::open("editor by requests", &pass, "d", Role::Editor, Way::Channel).await;
    let mut plain = Plain::open(&pass, "/sync/d/concertation", 101).await.unwrap();
    let mut raw = Raw::open(&pass).await;
    raw.so_far().await;

    let then = demote(&server, Role::Viewer).await;
    let document = replayed(METHOD.0, 77, &server.log("d", METHOD.0).await);
    let update = typed(&document, METHOD.1, "[too late]");
    raw.say(&Frame::Write { section: METHOD.0, no: 1, update: update.clone() }).await;
    assert_eq!(editor.ended().await, close::ROLE_CHANGED);
    assert_eq!(polling.ended().await, close::ROLE_CHANGED);
    assert_eq!(raw.next().await, Err(close::ROLE_CHANGED), "not answered, not told why");
    plain.until("the end", |plain| plain.ended.is_some()).await;
    assert_eq!(plain.ended, Some(close::ROLE_CHANGED));
    assert!(then.elapsed() < AT_ONCE, "{:?}", then.elapsed());

    // With the new role everything is there to be read and nothing to be written.
    let mut raw = Raw::open(&pass).await;
    raw.say(&Frame::Write { section: METHOD.0, no: 2, update }).await;
    let (no, section, reason) = (2, METHOD.0, Reason::NotAllowed);
    let refused = raw.answer(|frame| matches!(frame, Frame::Refused { .. })).await;
    assert_eq!(refused, Frame::Refused { no, section, reason });
    let viewer = Tab::open("editor, now a viewer", &pass, "d", Role::Viewer, Way::Socket).await;
    lead.write(METHOD, 0, "[goes on]");
    viewer.sees(METHOD, "[goes on]").await;
    assert!(!viewer.words(METHOD).contains("[too late]"));
    assert_eq!(lead.state().ended, None, "the others do not notice");

    // And back.
    demote(&server, Role::Editor).await;
    assert_eq!(viewer.ended().await, close::ROLE_CHANGED);
    let editor = Tab::open("editor again", &pass, "d", Role::Editor, Way::Socket).await;
    editor.write(METHOD, 0, "[allowed]");
    lead.sees(METHOD, "[allowed]").await;
}

#[tokio::test]
async fn a_page_written_for_another_role_is_read_again_when_its_tab_comes_back() {
    let server = with_everybody().await;
    let pass = server.pass("editor").await;
    demote(&server, Role::Viewer).await;
    let ended = async |outline: &str| {
        let mut socket = pass.dial(&format!("/dossiers/d/live?comme={outline}")).await.unwrap();
        let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL };
        let _ = socket.send(Message::Binary(hello.encode().into())).await;
        let by_socket = match hear(&mut socket).await {
            Heard::Closed(code) => Some(code),
            Heard::Frame(_) => None,
        };
        let address = format!("/dossiers/d/canal?comme={outline}");
        let answer = pass.post(&address).send().await.unwrap();
        let by_channel = answer.headers().get("x-channel-ended");
        (by_socket, by_channel.map(|code| code.to_str().unwrap().to_owned()))
    };
    let of_before = (Some(close::ROLE_CHANGED), Some(close::ROLE_CHANGED.to_string()));
    assert_eq!(ended("editor").await, of_before);
    assert_eq!(ended("viewer.budget").await, of_before);
    assert_eq!(ended("viewer").await, (None, None));
}

#[tokio::test]
async fn somebody_who_is_no_member_any_more_is_out() {
    let server = with_everybody().await;
    let partner = server.tab("partner", Role::Partner).await;
    let pass = server.pass("partner").await;
    let polling = Tab::open("partner by requests", &pass, "d", Role::Partner, Way::Channel).await;
    let mut plain = Plain::open(&pass, "/sync/d/partners", 101).await.unwrap();
    server.witness().await.expel("d", "partner").await;
    let then = Instant::now();
    server.rooms.role_changed("d", "partner").await.unwrap();
    assert_eq!(partner.ended().await, close::NOT_ALLOWED);
    assert_eq!(polling.ended().await, close::NOT_ALLOWED);
    plain.until("the end", |plain| plain.ended.is_some()).await;
    assert_eq!(plain.ended, Some(close::NOT_ALLOWED));
    assert!(then.elapsed() < AT_ONCE, "{:?}", then.elapsed());
    for path in ["/dossiers/d/live", "/sync/d/partners", "/dossiers/nowhere/live"] {
        assert_eq!(pass.dial(path).await.err(), Some(404), "{path}");
    }
}

#[tokio::test]
async fn a_role_that_stays_as_it_was_disturbs_nobody() {
    let server = with_everybody().await;
    let editor = server.tab("editor", Role::Editor).await;
    demote(&server, Role::Editor).await;
    server.rooms.role_changed("d", "head").await.unwrap();
    server.rooms.role_changed("nowhere", "editor").await.unwrap();
    editor.write(METHOD, 0, "[still here]");
    editor.saved().await;
    assert_eq!(editor.state().ended, None);
    let log = server.log("d", SectionId::Concertation).await;
    assert_eq!(log.len(), 2);
}
