//! One journey through the whole product on PostgreSQL: the other tests of pages are on SQLite.

use crate::store::cluster;
use crate::support::{Browser, PASSWORD, TestServer};
use dossier::document::edit::Edit;
use dossier::document::path::Path;
use dossier::document::schema::SectionDoc;
use dossier::document::text::delta::Op;
use dossier::form::SectionId;
use dossier::sync::PROTOCOL;
use dossier::sync::frame::Frame;
use futures_util::{SinkExt, StreamExt};
use reqwest::StatusCode;
use reqwest::header::{COOKIE, ORIGIN, SET_COOKIE};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

const TITLE: &str = "summary.title";

#[tokio::test]
async fn what_is_written_live_is_there_after_a_restart() {
    let url = cluster::database().await;
    let server = TestServer::spawn_with(&[("DATABASE_URL", &url)]).await;
    let browser = server.browser();
    let form = [
        ("name", "Claire Vasseur"),
        ("email", "claire@ecole.example"),
        ("password", PASSWORD),
        ("quality", "teacher"),
    ];
    let answer = browser.post("/inscription", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let cookie = answer.header(SET_COOKIE.as_str()).split(';').next().unwrap().to_owned();
    let form = [
        ("title", "Une cour"),
        ("uai", ""),
        ("school_name", "École Les Tilleuls (établissement fictif)"),
        ("city", "Saint-Aubin-les-Dunes"),
        ("nature", "ecole_primaire"),
        ("role", "lead"),
    ];
    let answer = browser.post("/dossiers", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let dossier = answer.location().to_owned();

    append_to_title(&browser, &dossier, &cookie, " pour tous").await;
    browser.get(&dossier).await.shows("Une cour pour tous");
    assert_eq!(browser.get("/dossiers/a%00").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);

    let server = server.restart().await;
    let browser = browser.at(&server);
    browser.get("/dossiers").await.shows("Une cour pour tous");
    browser.get(&dossier).await.shows("Une cour pour tous");
    append_to_title(&browser, &dossier, &cookie, ", dehors").await;
    browser.get("/dossiers").await.shows("Une cour pour tous, dehors");
}

/// Joins the open dossier as a tab does, writes, and leaves when that is in the log.
async fn append_to_title(browser: &Browser, dossier: &str, cookie: &str, words: &str) {
    let base = browser.base.replace("http:", "ws:");
    let mut request = format!("{base}{dossier}/live").into_client_request().unwrap();
    request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
    request.headers_mut().insert(ORIGIN, browser.base.parse().unwrap());
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
    let doc = SectionDoc::open(SectionId::Summary, rand::random_range(3..1 << 53));
    let (section, vector) = (SectionId::Summary, doc.state_vector());
    let mut waiting = vec![Frame::Hello { protocol: PROTOCOL }, Frame::Step1 { section, vector }];
    loop {
        for frame in waiting.drain(..) {
            socket.send(Message::Binary(frame.encode().into())).await.unwrap();
        }
        let Message::Binary(bytes) = socket.next().await.unwrap().unwrap() else { continue };
        match Frame::decode(&bytes).unwrap() {
            Frame::Step2 { section: SectionId::Summary, update } => {
                doc.apply(&update).unwrap();
                let path = Path::field(TITLE);
                let length = doc.words(&path).encode_utf16().count();
                let ops = vec![Op::retain(length.try_into().unwrap()), Op::insert(words)];
                let update = doc.edit(&Edit::Text { path, ops }).unwrap().update;
                waiting.push(Frame::Write { section, no: 1, update });
            }
            Frame::Kept { no: 1, .. } => break,
            Frame::Refused { reason, .. } => panic!("{reason:?}"),
            _ => {}
        }
    }
    socket.close(None).await.unwrap();
}
