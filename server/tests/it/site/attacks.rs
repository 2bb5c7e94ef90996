//! What somebody might try who is signed in, or is not, or is somebody else than they say.

use crate::site::access::{ORIGINS, with_everybody};
use crate::support::TestServer;
use crate::support::raw::{Raw, replayed, typed};
use crate::support::tab::{METHOD, TITLE};
use crate::support::wire::dial;
use dossier::document::schema::{SEED_CLIENT, SectionDoc};
use dossier::form::SectionId;
use dossier::rights::{Action, Role, may};
use dossier::sync::close;
use dossier::sync::frame::{Frame, Reason};
use dossier::sync::presence::Person;
use futures_util::future::join_all;
use reqwest::StatusCode;
use reqwest::header::ORIGIN;
use serde_json::json;
use std::time::{Duration, Instant};

/// What a person notices.
const PROMPT: Duration = Duration::from_secs(2);

#[tokio::test]
async fn no_live_way_opens_for_another_site() {
    let server = with_everybody().await;
    let pass = server.pass("head").await;
    let us = server.address.to_string();
    for (origin, site, ours) in ORIGINS {
        let origin = origin.map(|origin| origin.replace("{us}", &us));
        let mut headers = vec![("cookie", pass.cookie.as_str())];
        headers.extend(origin.as_deref().map(|origin| ("origin", origin)));
        headers.extend(site.map(|site| ("sec-fetch-site", site)));
        let expected = if ours { None } else { Some(403) };
        for path in ["/dossiers/d/live", "/sync/d/summary"] {
            let refused = dial(server.address, path, &headers).await.err();
            assert_eq!(refused, expected, "{path} {origin:?} {site:?}");
        }
        for path in ["", "/x/envoi", "/x/attente", "/x/fin"] {
            let mut request = pass.post(&format!("/dossiers/d/canal{path}")).build().unwrap();
            request.headers_mut().remove(ORIGIN);
            for (name, value) in &headers[1..] {
                request.headers_mut().insert(*name, value.parse().unwrap());
            }
            let answer = reqwest::Client::new().execute(request).await.unwrap();
            let refused = answer.status() == StatusCode::FORBIDDEN;
            assert_eq!(refused, !ours, "canal{path} {origin:?} {site:?}: {}", answer.status());
        }
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_refused_before_a_socket_is_there() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let origin = format!("http://{}", server.address);
    let forged =
        |n: usize| format!("preau={}", "A1b2C3d4E5f6G7h8I9j0Kk".replace("A1", &format!("{n:02}")));
    let one = |n: usize| {
        let (origin, address, cookie) = (origin.clone(), server.address, forged(n % 90));
        async move {
            let mut headers = vec![("origin", origin.as_str())];
            if n.is_multiple_of(2) {
                headers.push(("cookie", cookie.as_str()));
            }
            let path = ["/dossiers/d/live", "/sync/d/summary"][n / 2 % 2];
            dial(address, path, &headers).await.err()
        }
    };
    for round in 0..10 {
        lead.write(METHOD, 0, &format!("[{round}]"));
        let then = Instant::now();
        let (refused, ()) = tokio::join!(join_all((0..60).map(one)), async {
            lead.saved().await;
            assert!(then.elapsed() < PROMPT, "saved after {:?}", then.elapsed());
        });
        assert_eq!(refused, [Some(303); 60]);
    }
}

/// Every kind of frame, as a client might send it about that section.
fn every_frame(section: SectionId, update: &[u8]) -> Vec<(Frame, Option<u16>)> {
    let update = update.to_vec();
    let reason = Reason::Gap;
    let awareness = [&[1, 5, 1, 2][..], b"{}"].concat();
    let unreadable = Some(close::UNREADABLE);
    vec![
        (Frame::Step1 { section, vector: vec![0] }, None),
        (Frame::Step2 { section, update: update.clone() }, unreadable),
        (Frame::Update { section, update: update.clone() }, unreadable),
        (Frame::Awareness { section, update: awareness }, None),
        (Frame::Write { section, no: 7, update }, None),
        (Frame::Kept { no: 1, seq: 1 }, unreadable),
        (Frame::Refused { no: 1, section, reason }, unreadable),
        (Frame::Hello { protocol: dossier::sync::PROTOCOL }, None),
        (Frame::Hello { protocol: 99 }, Some(close::OUTDATED)),
        (Frame::Welcome { peer: 1 }, unreadable),
        (Frame::Here { json: b"null".to_vec() }, None),
        (Frame::Gone { peer: 1 }, unreadable),
    ]
}

#[tokio::test]
async fn whoever_may_not_edit_a_section_leaves_no_trace_in_it() {
    let server = with_everybody().await;
    let mut witness = server.witness().await;
    for (name, role) in [("viewer", Role::Viewer), ("partner", Role::Partner)] {
        let pass = server.pass(name).await;
        let mut raw = Raw::open(&pass).await;
        let before = witness.version().await;
        for section in SectionId::ALL {
            if may(role, Some(section), Action::Edit) {
                continue;
            }
            let document = replayed(section, 77, &server.log("d", section).await);
            let field = document.section.fields.iter().find(|field| {
                matches!(
                    field.kind,
                    dossier::form::Kind::Rich { .. } | dossier::form::Kind::Lines { .. }
                )
            });
            let update = field.map(|field| typed(&document, field.key, "[not mine]"));
            for (frame, expected) in every_frame(section, &update.unwrap_or_else(|| vec![0, 0])) {
                raw.say(&frame).await;
                match expected {
                    Some(code) => {
                        assert_eq!(raw.end().await, code, "{name}: {frame:?}");
                        raw = Raw::open(&pass).await;
                    }
                    None => {
                        let heard = raw.so_far().await;
                        let reason = match may(role, Some(section), Action::EditRows) {
                            true => Reason::NotYours,
                            false => Reason::NotAllowed,
                        };
                        let refusal = Frame::Refused { no: 7, section, reason };
                        let refused = heard.contains(&refusal);
                        let write = matches!(frame, Frame::Write { .. });
                        assert_eq!(refused, write, "{name}: {frame:?} {heard:?}");
                    }
                }
            }
        }
        assert_eq!(witness.version().await, before, "{name} wrote something");
    }
}

#[tokio::test]
async fn nobody_is_another_person_to_the_others() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    for lie in [
        json!({"section": "summary", "name": "Mairie"}),
        json!({"section": "summary", "colour": 3}),
        json!({"peer": 1, "name": "Mairie", "quality": "head", "role": "head", "colour": 1, "place": null}),
        json!({"section": "nowhere"}),
        json!([]),
    ] {
        let mut editor = Raw::open(&server.pass("editor").await).await;
        editor.say(&Frame::Here { json: lie.to_string().into() }).await;
        assert_eq!(editor.end().await, close::UNREADABLE, "{lie}");
    }
    let mut editor = Raw::open(&server.pass("editor").await).await;
    let place = json!({"section": "summary", "path": "summary.title"});
    editor.say(&Frame::Here { json: place.to_string().into() }).await;
    let there = |person: &&Person| person.place.is_some();
    lead.until("the editor's place", |lead| lead.people.values().any(|p| there(&p))).await;
    let person = lead.state().people.values().find(there).cloned().unwrap();
    assert_eq!((person.name.as_str(), person.role), ("editor (personne fictive)", Role::Editor));
    assert_eq!(lead.state().people.len(), 2, "those who lied are not there");
}

#[tokio::test]
async fn nobody_writes_under_another_s_client() {
    let server = with_everybody().await;
    let (section, key) = METHOD;
    let mut lead = Raw::open(&server.pass("lead").await).await;
    let mut editor = Raw::open(&server.pass("editor").await).await;
    let document = replayed(section, 77, &server.log("d", section).await);
    let first = typed(&document, key, "[of the lead]");
    let next = typed(&document, key, "[in the lead's name]");
    lead.say(&Frame::Write { section, no: 1, update: first.clone() }).await;
    lead.answer(|frame| matches!(frame, Frame::Kept { no: 1, .. })).await;
    let log = server.log("d", section).await;

    editor.say(&Frame::Write { section, no: 1, update: next.clone() }).await;
    let refused = editor.answer(|frame| matches!(frame, Frame::Refused { .. })).await;
    assert_eq!(refused, Frame::Refused { no: 1, section, reason: Reason::NotAllowed });
    // What is known may be repeated: an acknowledgement may have been lost.
    editor.say(&Frame::Write { section, no: 2, update: first }).await;
    editor.answer(|frame| matches!(frame, Frame::Kept { no: 2, .. })).await;
    assert_eq!(server.log("d", section).await, log);
    lead.say(&Frame::Write { section, no: 2, update: next }).await;
    lead.answer(|frame| matches!(frame, Frame::Kept { no: 2, .. })).await;
}

#[tokio::test]
async fn one_cannot_write_through_the_seed_or_into_another_section() {
    let server = with_everybody().await;
    let mut lead = Raw::open(&server.pass("lead").await).await;
    let (section, key) = METHOD;
    // Documents with nothing in them: the one's clock runs past the seed's, the other names the
    // place it writes to.
    let seed = SectionDoc::open(section, SEED_CLIENT);
    let seeded = typed(&seed, key, &"[seed]".repeat(100));
    let foreign = typed(&SectionDoc::open(TITLE.0, 78), TITLE.1, "[another section's text]");
    for (no, update, reason) in [(1, seeded, Reason::NotAllowed), (2, foreign, Reason::Unreadable)]
    {
        lead.say(&Frame::Write { section, no, update }).await;
        let refused = lead.answer(|frame| matches!(frame, Frame::Refused { .. })).await;
        assert_eq!(refused, Frame::Refused { no, section, reason });
    }
    assert_eq!(server.log("d", section).await.len(), 1);
}

#[tokio::test]
async fn a_channel_serves_only_who_opened_it() {
    let server: TestServer = with_everybody().await;
    let head = server.pass("head").await;
    let name = head.post("/dossiers/d/canal").send().await.unwrap().text().await.unwrap();
    assert!(name.len() == 32 && name.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
    let editor = server.pass("editor").await;
    for (pass, dossier, name) in
        [(&editor, "d", name.as_str()), (&head, "x", &name), (&head, "d", "0"), (&editor, "x", "0")]
    {
        for door in ["envoi", "attente", "fin"] {
            let path = format!("/dossiers/{dossier}/canal/{name}/{door}");
            let answer = pass.post(&path).send().await.unwrap();
            let ended = answer.headers().get("x-channel-ended").map(|code| code.to_str().unwrap());
            assert_eq!((answer.status().as_u16(), ended), (204, Some("1013")), "{path}");
        }
    }
    let nonsense = head.post(&format!("/dossiers/d/canal/{name}/envoi")).body("nonsense");
    let answer = nonsense.send().await.unwrap();
    assert_eq!(answer.headers()["x-channel-ended"], "1003");
}
