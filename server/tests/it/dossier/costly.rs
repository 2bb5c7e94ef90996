//! Bytes in, work out, on a running server: what is made to take long holds up nobody else, and who
//! sends it is sent away; and what is large is told and bounded.

use crate::site::access::{fill, with_everybody};
use crate::support::raw::Raw;
use crate::support::tab::{ABSTRACT, METHOD};
use crate::support::wire::Heard;
use crate::support::wire::hear;
use crate::support::{TestServer, answer, email};
use dossier::form::SectionId;
use dossier::rights::Role;
use dossier::sync::close;
use dossier::sync::frame::{Frame, Reason};
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use std::time::{Duration, Instant};
use tokio::time::timeout;

const ROOT: &str = "t:concertation.method";
const LENGTH: u64 = 12_000;

fn number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// An update of so many embedded values, each beside what `left` says and nothing at its right.
fn values(client: u64, left: impl Fn(u64) -> Option<(u64, u64)>) -> Vec<u8> {
    let mut update = vec![1];
    number(&mut update, LENGTH);
    number(&mut update, client);
    number(&mut update, 0);
    for clock in 0..LENGTH {
        match left(clock) {
            Some((client, clock)) => {
                update.push(5 | 0x80);
                number(&mut update, client);
                number(&mut update, clock);
            }
            None => {
                update.extend_from_slice(&[5, 1]);
                number(&mut update, ROOT.len() as u64);
                update.extend_from_slice(ROOT.as_bytes());
            }
        }
        update.extend_from_slice(&[1, b'1']);
    }
    update.push(0);
    update
}

fn write(no: u64, update: Vec<u8>) -> Frame {
    Frame::Write { section: SectionId::Concertation, no, update }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_made_to_take_long_holds_up_nobody_and_its_account_is_sent_away() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let pass = server.pass("editor").await;
    let mut raw = Raw::open(&pass).await;
    let chain = values(100, |clock| clock.checked_sub(1).map(|last| (100, last)));
    raw.say(&write(1, chain)).await;
    raw.answer(|frame| matches!(frame, Frame::Ack { no: 1, .. })).await;
    let mut other = pass.dial("/dossiers/d/live").await.unwrap();

    raw.say(&write(2, values(200, |clock| Some((100, clock))))).await;
    // Meanwhile pages are answered.
    let (visitor, mut slowest) = (server.browser(), Duration::ZERO);
    let end = async {
        let end = raw.end();
        tokio::pin!(end);
        loop {
            let then = Instant::now();
            tokio::select! {
                code = &mut end => break code,
                answer = visitor.get("/healthz") => {
                    assert_eq!(answer.status, 200);
                    slowest = slowest.max(then.elapsed());
                }
            }
        }
    };
    let code = timeout(Duration::from_secs(30), end).await.expect("it is ended");
    println!("health took {slowest:?} at most");
    assert_eq!(code, close::FLOOD);
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");

    // All of the account's connections are, and it comes back later only.
    while let Heard::Frame(_) = hear(&mut other).await {}
    let mut again = pass.dial("/dossiers/d/live").await.unwrap();
    assert_eq!(hear(&mut again).await, Heard::Closed(close::FLOOD));
    let log = server.log("d", SectionId::Concertation).await;
    assert_eq!(log.len(), 2, "the seed and the first");
    lead.write(METHOD, 0, "[others go on]");
    lead.saved().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_refused_again_and_again_is_slowed_down_and_ended() {
    let server = with_everybody().await;
    let mut raw = Raw::open(&server.pass("editor").await).await;
    let nothing = vec![0xff; 8];
    let speaking = async {
        for no in 0..3_000 {
            raw.say(&write(no, nothing.clone())).await;
        }
        raw.end().await
    };
    let code = timeout(Duration::from_secs(60), speaking).await.expect("it is ended");
    assert!([close::FLOOD, crate::support::wire::CUT].contains(&code), "{code}");
}

#[tokio::test]
async fn a_section_that_is_full_says_so_and_takes_no_more() {
    let server = TestServer::spawn_with(&[("PREAU_QUOTA_SECTION", "1")]).await;
    fill(&server).await;
    let lead = server.tab("lead", Role::Lead).await;
    let paste = "a".repeat(60_000);
    for _ in 0..15 {
        lead.write(METHOD, 0, &paste);
        lead.saved().await;
    }
    let page = server.signed_in(&email("lead")).await.get("/dossiers/d").await;
    page.shows("a atteint 80");
    for _ in 0..3 {
        lead.write(METHOD, 0, &paste);
    }
    let full = |state: &crate::support::state::State| {
        state.refused.contains(&(SectionId::Concertation, Reason::Full))
    };
    lead.until("the word that it is full", full).await;
    let log = server.log("d", SectionId::Concertation).await;
    assert!(log.iter().map(Vec::len).sum::<usize>() < 1024 * 1024);
    // Another section has room, and the full one can be read.
    let partner = server.tab("partner", Role::Partner).await;
    partner.sees(METHOD, &paste[..100]).await;
    let editor = server.tab("editor", Role::Editor).await;
    editor.write(ABSTRACT, 0, "[elsewhere]");
    editor.saved().await;
}

#[tokio::test]
async fn an_account_leads_so_many_dossiers() {
    let server = TestServer::spawn_with(&[("PREAU_QUOTA_DOSSIERS", "5")]).await;
    fill(&server).await;
    let stranger = server.signed_in(&email("stranger")).await;
    let form = [("title", "Un jardin"), ("uai", "0629802T"), ("role", "lead")];
    for _ in 0..4 {
        assert_eq!(stranger.post("/dossiers", &form).await.status, StatusCode::SEE_OTHER);
    }
    stranger.get("/dossiers/nouveau").await.shows("presque autant de dossiers");
    assert_eq!(stranger.post("/dossiers", &form).await.status, StatusCode::SEE_OTHER);
    let refused = stranger.post("/dossiers", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("le plus que ce site permette").shows("Un jardin");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_views_of_one_dossier_are_one_reading_and_all_are_answered() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    lead.write(METHOD, 0, &"Une cour plus verte. ".repeat(2_500));
    lead.saved().await;
    let browsers = ["head", "lead", "editor", "partner", "viewer"].map(|name| {
        let server = &server;
        async move { server.signed_in(&email(name)).await }
    });
    let browsers = join_all(browsers).await;
    let views = browsers.iter().cycle().take(15).map(|browser| browser.get("/dossiers/d"));
    for view in join_all(views).await {
        assert_eq!(view.status, 200);
        view.shows("Une cour plus verte.");
    }
}

#[tokio::test]
async fn sixty_acts_a_minute_and_no_more() {
    let server = TestServer::spawn_with(&[("PREAU_ACTS", "60")]).await;
    fill(&server).await;
    let lead = server.signed_in(&email("lead")).await;
    let rename = || lead.post("/dossiers/d/renommer", &[("title", "Une cour")]);
    let answers = join_all((0..80).map(|_| rename())).await;
    let done = answers.iter().filter(|one| one.status == StatusCode::SEE_OTHER).count();
    assert!((60..65).contains(&done), "{done}");
    let refused = rename().await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    refused.shows("trop à la fois");
    assert_eq!(lead.get("/dossiers/d").await.status, 200, "reading goes on");
    let editor = server.signed_in(&email("editor")).await;
    assert_ne!(editor.post("/dossiers/d/quitter", &[]).await.status, 429, "so do others");
}

#[tokio::test]
async fn an_account_has_so_many_connections_in_all_its_browsers() {
    let settings = [("PREAU_SESSION_CONNECTIONS", "8"), ("PREAU_ACCOUNT_CONNECTIONS", "12")];
    let server = TestServer::spawn_with(&settings).await;
    fill(&server).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let pass = server.pass("editor").await;
        for _ in 0..10 {
            open.extend(pass.dial("/dossiers/d/live").await.ok());
        }
    }
    assert_eq!(open.len(), 12);
    assert_eq!(server.rooms.connections(), 12);
    let head = server.pass("head").await;
    assert!(head.dial("/dossiers/d/live").await.is_ok(), "others have theirs");
}

#[tokio::test]
async fn a_stream_leaves_its_place_among_the_requests_and_counts_as_a_connection() {
    let (server, head, seance) = crate::seance::held::with_seance().await;
    let path = format!("/seances/{}/flux?for=wall", seance.id);
    let stream = head.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(stream.headers()["connection"], "close", "its connection serves nothing else");
    assert_eq!(server.rooms.connections(), 1);
    drop(stream);
    let then = Instant::now();
    while server.rooms.connections() > 0 {
        assert!(then.elapsed() < Duration::from_secs(20), "a place stays taken");
        answer(head.request(Method::GET, "/healthz")).await;
    }
}
