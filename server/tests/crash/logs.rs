//! What the log must never hold: what people type, their names, their secrets.

use crate::process::{LEAD, Place, Process, first_dossier};
use crate::support::tab::{METHOD, Tab};
use crate::support::wire::{Pass, Way, body_of};
use dossier::rights::Role;
use dossier::sync::frame::Frame;
use futures_util::SinkExt;
use reqwest::header::ORIGIN;
use tokio_tungstenite::tungstenite::Message;

const CANARY: &str = "kanarienvogel";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_holds_nothing_that_people_say() {
    let place = Place::new();
    let mut server = Process::start_with(&place, "debug").await;
    let lead = server.pass(LEAD.0).await;
    let dossier = first_dossier(&lead).await;
    let word = |n: usize| format!("{CANARY}{n}");

    // Forms that are right, and forms that are not. Signing in and up ends a session.
    let visitor = server.pass(LEAD.0).await;
    for (path, form) in [
        (
            "/inscription",
            vec![
                ("name", word(1)),
                ("email", format!("{}@ecole.example", word(2))),
                ("password", word(3)),
                ("quality", "teacher".to_owned()),
            ],
        ),
        ("/inscription", vec![("name", word(4)), ("password", word(5))]),
        ("/connexion", vec![("email", format!("{}@a.example", word(6))), ("password", word(7))]),
        ("/connexion", vec![("email", LEAD.0.to_owned()), ("password", word(8))]),
        ("/dossiers", vec![("title", word(9)), ("uai", word(10)), ("role", "lead".to_owned())]),
        ("/preferences", vec![("lang", word(11)), ("next", word(12))]),
    ] {
        visitor.post(path).form(&form).send().await.unwrap();
    }
    lead.post(&format!("/dossiers/{dossier}/renommer"))
        .form(&[("title", word(13))])
        .send()
        .await
        .unwrap();
    for path in [
        format!("/{}", word(14)),
        format!("/dossiers/{}", word(15)),
        format!("/dossiers?q={}", word(16)),
        format!("/connexion?next=/{}", word(17)),
        format!("/pkg/{}", word(18)),
    ] {
        let request = lead.get(&path).header("referer", word(19)).header("user-agent", word(20));
        request.header("x-forwarded-for", word(21)).send().await.unwrap();
    }

    // An invitation, its letter, and who comes in by it.
    let invitation = lead
        .post(&format!("/dossiers/{dossier}/invitations"))
        .form(&[
            ("way", "courriel".to_owned()),
            ("role", "partner".to_owned()),
            ("label", word(29)),
            ("email", format!("{}@ecole.example", word(30))),
            ("expiry", "1".to_owned()),
        ])
        .send()
        .await
        .unwrap();
    let invitation = invitation.text().await.unwrap();
    let (_, token) = invitation.split_once("/rejoindre#").unwrap();
    let token = token.split('<').next().unwrap().to_owned();
    for (path, name) in [("", word(31)), ("/entrer", word(32)), ("/entrer", word(33))] {
        let form =
            [("code", token.clone()), ("name", name), ("quality", "local_authority".to_owned())];
        let origin = format!("http://{}", server.address);
        let request = reqwest::Client::new().post(format!("{origin}/rejoindre{path}"));
        request.header(ORIGIN, origin).form(&form).send().await.unwrap();
    }

    // What travels on the live ways, sound or not.
    for way in [Way::Socket, Way::Channel] {
        let tab = Tab::open("lead", &lead, &dossier, Role::Lead, way).await;
        tab.write(METHOD, 0, &word(22));
        tab.write((dossier::form::SectionId::Summary, "summary.title"), 0, &word(23));
        tab.saved().await;
    }
    let hello = Frame::Hello { protocol: dossier::sync::PROTOCOL }.encode();
    let section = METHOD.0;
    for frame in [
        word(24).into_bytes(),
        Frame::Here { json: format!("{{\"section\":\"{}\"}}", word(25)).into_bytes() }.encode(),
        Frame::Write { section, no: 1, update: word(26).into_bytes() }.encode(),
    ] {
        let mut socket = lead.dial(&format!("/dossiers/{dossier}/live")).await.unwrap();
        for frame in [hello.clone(), frame] {
            socket.send(Message::Binary(frame.into())).await.unwrap();
        }
        socket.send(Message::Text(word(27).into())).await.unwrap();
        socket.close(None).await.unwrap();
    }
    let channel = lead.post(&format!("/dossiers/{dossier}/canal")).send().await.unwrap();
    let channel = channel.text().await.unwrap();
    let body = body_of(word(28).as_bytes());
    let send = format!("/dossiers/{dossier}/canal/{channel}/envoi");
    lead.post(&send).body(body).send().await.unwrap();
    let stranger = Pass::of(server.address, LEAD.0, "preau-demo-2026").await;
    stranger.post("/deconnexion").send().await.unwrap();

    let (status, _) = server.stop().await;
    assert!(status.success());
    let log = server.log();
    assert!(log.contains("DEBUG"), "the log is not as talkative as it should be: {log}");
    let secret = |pass: &Pass| pass.cookie.split_once('=').unwrap().1.to_owned();
    let found = log.to_lowercase().find(CANARY);
    let around = found.map(|at| &log[at.saturating_sub(300)..(at + 100).min(log.len())]);
    assert_eq!(around, None);
    for secret in [
        secret(&lead),
        secret(&stranger),
        channel,
        token,
        "preau-demo".to_owned(),
        LEAD.0.to_owned(),
    ] {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
    assert!(!log.contains("Claire"), "a name is in the log");
}
