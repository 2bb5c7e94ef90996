//! Presenting in 180 seconds, on both databases: who may, what the wall and who presents are told, and the
//! times that are kept.

use crate::site::access::fill;
use crate::support::{Browser, TestServer, email};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::seance::Seance;
use dossier::seance::wall::Shown;
use reqwest::{Method, StatusCode};
use std::time::Duration;
use tokio::time::timeout;

on_both! {
    a_talk_is_begun_turned_and_its_times_are_kept,
    what_is_written_during_the_talk_is_told,
    who_does_not_facilitate_presents_nothing,
}

async fn begun(server: &TestServer) -> (Browser, Seance) {
    fill(server).await;
    let head = server.signed_in(&email("head")).await;
    let begun = head.post("/dossiers/d/pitch", &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let seance = server.store.seances("d").await.unwrap().remove(0);
    assert_eq!(begun.location(), format!("/seances/{}/pitch", seance.id));
    (head, seance)
}

async fn press(browser: &Browser, seance: &Seance, act: &str) -> StatusCode {
    browser.post(&format!("/seances/{}/pitch", seance.id), &[("act", act)]).await.status
}

async fn kept(server: &TestServer, seance: &Seance) -> Seance {
    server.store.seance(&seance.id).await.unwrap().unwrap()
}

async fn a_talk_is_begun_turned_and_its_times_are_kept(server: TestServer) {
    let (head, seance) = begun(&server).await;
    assert_eq!((seance.wall.shown.clone(), seance.ideas_open), (Shown::Pitch, false));
    for act in ["start", "turn:1", "turn:1", "turn:-1", "turn:9"] {
        assert_eq!(press(&head, &seance, act).await, StatusCode::SEE_OTHER, "{act}");
    }
    let talk = kept(&server, &seance).await.wall.talk;
    assert_eq!((talk.at(), talk.is_running(), talk.rehearsed), (1, true, false));
    press(&head, &seance, "stop").await;
    press(&head, &seance, "stop").await;
    press(&head, &seance, "rehearse").await;
    // From a page that is old: the talk that runs goes on as what it is.
    press(&head, &seance, "turn:1").await;
    press(&head, &seance, "start").await;
    let talk = kept(&server, &seance).await.wall.talk;
    assert_eq!((talk.at(), talk.rehearsed), (1, true));
    press(&head, &seance, "stop").await;
    let runs = server.store.runs("d", 10).await.unwrap();
    let kinds: Vec<bool> = runs.iter().map(|run| run.rehearsed).collect();
    assert_eq!(kinds, [true, false], "what was not begun is no run");
    assert!(runs.iter().all(|run| run.spent.len() == 5));
    head.get(&format!("/seances/{}/pitch", seance.id)).await.shows("répétition").shows("en public");
    press(&head, &seance, &format!("forget:{}", runs[0].id)).await;
    assert_eq!(server.store.runs("d", 10).await.unwrap().len(), 1);
    for act in ["", "turn:", "turn:x", "jump:1"] {
        assert_eq!(press(&head, &seance, act).await, StatusCode::BAD_REQUEST, "{act}");
    }
}

async fn what_is_written_during_the_talk_is_told(server: TestServer) {
    let (head, seance) = begun(&server).await;
    let path = format!("/seances/{}/flux?for=pitch", seance.id);
    let mut stream = head.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    let mut heard = Vec::new();
    let mut until = async |words: &str| {
        let hears = async {
            while !String::from_utf8_lossy(&heard).contains(words) {
                heard.extend(stream.chunk().await.unwrap().expect("the stream goes on"));
            }
        };
        timeout(Duration::from_secs(10), hears)
            .await
            .unwrap_or_else(|_| panic!("not told {words}"));
    };
    until("Ce que nous constatons").await;
    let path = Path::field("sustainability.pitch180.script");
    let ops = vec![Op::insert("Bonjour à la salle.")];
    let edit = Edit::Text { path, ops };
    server.rooms.edit("d", "lead", SectionId::Sustainability, vec![edit]).await.unwrap();
    until("Bonjour à la salle.").await;
    let rows = Path::field("actions");
    let edits = vec![
        Edit::AddRow { rows: rows.clone(), id: "a1".into(), after: None },
        Edit::Text { path: rows.row("a1").column("title"), ops: vec![Op::insert("Planter")] },
    ];
    server.rooms.edit("d", "lead", SectionId::Actions, edits).await.unwrap();
    press(&head, &seance, "turn:2").await;
    until("Planter").await;
}

async fn who_does_not_facilitate_presents_nothing(server: TestServer) {
    let (head, seance) = begun(&server).await;
    for who in ["partner", "viewer"] {
        let browser = server.signed_in(&email(who)).await;
        assert_eq!(press(&browser, &seance, "start").await, StatusCode::FORBIDDEN, "{who}");
        let begun = browser.post("/dossiers/d/pitch", &[]).await;
        assert_eq!(begun.status, StatusCode::FORBIDDEN, "{who}");
        for path in ["pitch", "flux?for=pitch"] {
            let page = browser.get(&format!("/seances/{}/{path}", seance.id)).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
    }
    let phone = server.browser();
    let form = [("name", "Odile"), ("quality", "parents")];
    phone.post(&format!("/s/{}", seance.code.clone().unwrap()), &form).await;
    assert_eq!(press(&phone, &seance, "turn:1").await, StatusCode::NOT_FOUND);
    assert_eq!(kept(&server, &seance).await.wall.talk.at(), 0);
    // Who begins in public takes the remote.
    let lead = server.signed_in(&email("lead")).await;
    assert_eq!(press(&lead, &seance, "start").await, StatusCode::SEE_OTHER);
    assert_eq!(kept(&server, &seance).await.holder, "lead");
    press(&head, &seance, "turn:1").await;
    assert_eq!(kept(&server, &seance).await.wall.talk.at(), 1, "they present together");
}
