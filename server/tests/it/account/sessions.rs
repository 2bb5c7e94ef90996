//! Signed-in browsers: how long they stay so, what ends with them, how much each may have, and how
//! often somebody may guess.

use crate::site::access::{fill, with_everybody};
use crate::support::plain::Plain;
use crate::support::tab::{METHOD, Tab};
use crate::support::wire::{Way, body_of};
use crate::support::{Answer, PASSWORD, TestServer, add_accounts, email};
use dossier::rights::Role;
use dossier::sync::close;
use dossier::sync::frame::Frame;
use futures_util::future::join_all;
use server::acts::account::sessions;
use server::clock;
use server::rooms::live_connections::Whose;
use std::time::{Duration, Instant};

#[tokio::test]
async fn signing_out_ends_what_this_browser_has_open() {
    let server = with_everybody().await;
    let pass = server.pass("editor").await;
    let socket = Tab::open("a tab", &pass, "d", Role::Editor, Way::Socket).await;
    let channel = Tab::open("a tab by requests", &pass, "d", Role::Editor, Way::Channel).await;
    let mut plain = Plain::open(&pass, "/sync/d/concertation", 101).await.unwrap();
    let elsewhere = server.tab("editor", Role::Editor).await;

    let then = Instant::now();
    assert_eq!(pass.post("/deconnexion").send().await.unwrap().status(), 303);
    for tab in [&socket, &channel] {
        assert_eq!(tab.ended().await, close::SIGNED_OUT, "{}", tab.name);
    }
    plain.until("the end", |plain| plain.ended.is_some()).await;
    assert_eq!(plain.ended, Some(close::SIGNED_OUT));
    assert!(then.elapsed() < Duration::from_secs(1), "{:?}", then.elapsed());
    assert_eq!(pass.dial("/dossiers/d/live").await.err(), Some(303));
    assert_eq!(pass.get("/dossiers/d").send().await.unwrap().status(), 303);
    elsewhere.write(METHOD, 0, "[still signed in here]");
    elsewhere.saved().await;
    assert_eq!(elsewhere.state().ended, None);
}

#[tokio::test]
async fn a_tab_without_websockets_that_is_closed_is_gone_at_once() {
    let server = with_everybody().await;
    let lead = server.tab("lead", Role::Lead).await;
    let pass = server.pass("editor").await;
    let name = pass.post("/dossiers/d/canal").send().await.unwrap().text().await.unwrap();
    let door = |door: &str| format!("/dossiers/d/canal/{name}/{door}");
    let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL }.encode();
    pass.post(&door("envoi")).body(body_of(&hello)).send().await.unwrap();
    lead.until("the editor to be there", |lead| lead.people.len() == 2).await;
    // Behind a proxy the request that waits goes on when its page is closed.
    pass.post(&door("attente")).send().await.unwrap();
    let waiting = pass.post(&door("attente?heard=1"));
    let waiting = tokio::spawn(async move { waiting.send().await.unwrap() });

    let then = Instant::now();
    assert_eq!(pass.post(&door("fin")).send().await.unwrap().status(), 204);
    lead.until("the editor to be gone", |lead| lead.people.len() == 1).await;
    assert!(then.elapsed() < Duration::from_secs(2), "{:?}", then.elapsed());
    assert_eq!(waiting.await.unwrap().status(), 204, "nobody holds the channel any more");
    let again = pass.post(&door("envoi")).send().await.unwrap();
    assert_eq!(again.headers()["x-channel-ended"], "1013");
}

#[tokio::test]
async fn signing_in_as_somebody_else_ends_what_was_open_too() {
    let server = with_everybody().await;
    let pass = server.pass("editor").await;
    let tab = Tab::open("a tab", &pass, "d", Role::Editor, Way::Socket).await;
    let form = [("email", email("viewer")), ("password", PASSWORD.to_owned())];
    let answer = pass.post("/connexion").form(&form).send().await.unwrap();
    assert_eq!(answer.status(), 303);
    assert_eq!(tab.ended().await, close::SIGNED_OUT);
}

#[tokio::test]
async fn a_browser_has_so_many_connections_and_others_have_theirs() {
    let server = TestServer::spawn_with(&[("PREAU_SESSION_CONNECTIONS", "12")]).await;
    fill(&server).await;
    let pass = server.pass("editor").await;
    let mut open = Vec::new();
    let refused = loop {
        match pass.dial("/dossiers/d/live").await {
            Ok(socket) => open.push(socket),
            Err(status) => break status,
        }
    };
    assert_eq!((open.len(), refused), (12, 429));
    assert_eq!(pass.dial("/sync/d/summary").await.err(), Some(429));
    assert_eq!(pass.post("/dossiers/d/canal").send().await.unwrap().status(), 429);
    server.tab("editor", Role::Editor).await;
    // One that is closed makes room for another as soon as the server has noticed.
    drop(open.pop());
    let then = Instant::now();
    while pass.dial("/dossiers/d/live").await.is_err() {
        assert!(then.elapsed() < Duration::from_secs(10), "a place stays taken");
    }
}

#[tokio::test]
async fn many_guesses_at_once_are_as_few_as_one_after_another() {
    let server = with_everybody().await;
    let member = server.signed_in(&email("lead")).await;
    let browser = server.browser();
    let guess = |n: usize| {
        let browser = browser.clone();
        async move { browser.sign_in(&email("lead"), &format!("une cour {n}")).await.status }
    };
    let answers = join_all((0..80).map(guess)).await;
    let looked_at = answers.iter().filter(|status| **status == 422).count();
    assert_eq!(looked_at, 6, "{answers:?}");
    assert!(answers.iter().all(|status| [422, 429].contains(&status.as_u16())), "{answers:?}");
    assert_eq!(member.get("/dossiers/d").await.status, 200, "who is in stays in");
}

#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    let server = TestServer::spawn().await;
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    add_accounts(&server.store, &names).await;
    let browser = server.browser();
    let time = async |address: String| {
        let then = Instant::now();
        assert_eq!(browser.sign_in(&address, "une cour plus grise").await.status, 422);
        then.elapsed()
    };
    let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
    for name in names {
        known = known.min(time(email(name)).await);
        unknown = unknown.min(time(email(&format!("nobody-{name}"))).await);
    }
    println!("known {known:?}, unknown {unknown:?}");
    // Without the same work for both it would be one against twenty.
    assert!(unknown * 6 > known && known * 6 > unknown, "{known:?} {unknown:?}");
}

/// How many days the cookie of an answer lasts, if it sets one.
fn cookie_days(answer: &Answer) -> Option<f64> {
    let (_, after) = answer.header("set-cookie").split_once("Max-Age=")?;
    let seconds: f64 = after.split(';').next()?.parse().unwrap();
    Some(seconds / (24.0 * 3600.0))
}

#[tokio::test]
async fn a_session_lasts_as_long_as_it_is_used_and_has_a_last_day() {
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    let first = browser.sign_in(&email("claire"), PASSWORD).await;
    assert!(cookie_days(&first).is_some_and(|days| (13.9..=14.0).contains(&days)), "{first:?}");
    let mut witness = server.witness().await;
    let mut passed = 0;
    for (after, lasts) in [(2, 14.0), (10, 14.0), (13, 14.0), (13, 14.0), (13, 14.0), (13, 14.0)] {
        witness.age_logins("claire", after).await;
        passed += after;
        let answer = browser.get("/dossiers").await;
        assert_eq!(answer.status, 200, "after {passed} days");
        let days = cookie_days(&answer).unwrap();
        assert!((lasts - 0.1..=lasts).contains(&days), "{days} after {passed} days");
        let before = witness.version().await;
        assert_eq!(cookie_days(&browser.get("/dossiers").await), None, "once a day");
        assert_eq!(witness.version().await, before, "once a day");
    }
    witness.age_logins("claire", 13).await;
    let days = cookie_days(&browser.get("/dossiers").await).unwrap();
    assert!((12.9..=13.0).contains(&days), "{days}: the ninetieth day is the last");
    witness.age_logins("claire", 13).await;
    assert_eq!(browser.get("/dossiers").await.status, 303);
    // Who did not come for two weeks is out too.
    browser.sign_in(&email("claire"), PASSWORD).await;
    witness.age_logins("claire", 14).await;
    assert_eq!(browser.get("/dossiers").await.status, 303);
}

#[tokio::test]
async fn how_long_a_session_lasts_is_set() {
    let settings = [("PREAU_SESSION_DAYS", "3"), ("PREAU_SESSION_IDLE_DAYS", "2")];
    let server = TestServer::spawn_with(&settings).await;
    add_accounts(&server.store, &["claire"]).await;
    let browser = server.browser();
    let first = browser.sign_in(&email("claire"), PASSWORD).await;
    assert!(cookie_days(&first).is_some_and(|days| (1.9..=2.0).contains(&days)), "{first:?}");
    let mut witness = server.witness().await;
    witness.age_logins("claire", 1).await;
    witness.age_logins("claire", 1).await;
    assert_eq!(browser.get("/dossiers").await.status, 303);
}

#[tokio::test]
async fn what_is_open_ends_with_the_session() {
    let server = with_everybody().await;
    let pass = server.pass("editor").await;
    let socket = Tab::open("a tab", &pass, "d", Role::Editor, Way::Socket).await;
    let channel = Tab::open("a tab by requests", &pass, "d", Role::Editor, Way::Channel).await;
    let mut plain = Plain::open(&pass, "/sync/d/concertation", 101).await.unwrap();
    let whose = Whose {
        session: server.acts.rooms.live_sessions()[0].clone(),
        account: "editor".to_owned(),
        address: server.address.ip(),
    };
    let mut stream = server.acts.rooms.stay(whose).unwrap();
    let elsewhere = server.tab("lead", Role::Lead).await;
    sessions::end_over(&server.acts, clock::now()).await.unwrap();
    assert_eq!(socket.state().ended, None, "its time has not come");

    server.witness().await.age_logins("editor", 14).await;
    sessions::end_over(&server.acts, clock::now()).await.unwrap();
    assert_eq!(socket.ended().await, close::SIGNED_OUT);
    assert_eq!(channel.ended().await, close::SIGNED_OUT);
    plain.until("the end", |plain| plain.ended.is_some()).await;
    assert_eq!(plain.ended, Some(close::SIGNED_OUT));
    stream.wait_for_end().await;
    elsewhere.write(METHOD, 0, "[still signed in here]");
    elsewhere.saved().await;
}
