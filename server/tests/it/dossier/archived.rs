//! An archived dossier is read and not changed, by no door; bringing it back brings all of it back.

use crate::people::joining::{NADIA, enter, invite};
use crate::seance::held::seance_on;
use crate::support::raw::{Raw, replayed, typed};
use crate::support::tab::METHOD;
use crate::support::{TestServer, email};
use dossier::rights::Role;
use dossier::sync::close;
use dossier::sync::frame::{Frame, Reason};
use reqwest::StatusCode;

on_both! {
    nobody_changes_what_is_archived,
    what_a_tab_has_typed_is_not_lost_by_archiving,
}

async fn nobody_changes_what_is_archived(server: TestServer) {
    let (head, seance) = seance_on(&server).await;
    let secrets = invite(&head, "partner", "0").await;
    let editor = server.signed_in(&email("editor")).await;
    head.post("/dossiers/d/archiver", &[]).await;
    let page = head.get("/dossiers/d").await;
    page.shows("Ce dossier est archivé");
    // By forms.
    let form = [("title", "Autre"), ("code", "x"), ("act", "ideas:on"), ("plan", "10 Accueil")];
    for path in [
        "/dossiers/d/renommer",
        "/dossiers/d/seances",
        "/dossiers/d/invitations",
        "/dossiers/d/pitch",
        &format!("/seances/{}/animer", seance.id),
        &format!("/seances/{}/preparer", seance.id),
    ] {
        let refused = head.post(path, &form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{path}");
        refused.shows("Ce dossier est archivé").shows("rien n’a été changé");
    }
    let say = [("section", "budget"), ("says", "yes")];
    assert_eq!(editor.post("/dossiers/d/positions", &say).await.status, StatusCode::CONFLICT);
    // By a link, a code, another program.
    enter(&server.browser(), &secrets.token, &NADIA).await.shows("Ce lien ou ce code ne vaut plus");
    let code = seance.code.clone().unwrap();
    let refused = server.browser().get(&format!("/s/{code}")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (section, key) = METHOD;
    let log = server.log("d", section).await;
    let mut raw = Raw::open(&server.pass("editor").await).await;
    let update = typed(&replayed(section, 77, &log), key, "[non]");
    raw.say(&Frame::Write { section, no: 1, update }).await;
    let refused = raw.answer(|frame| matches!(frame, Frame::Refused { .. })).await;
    assert_eq!(refused, Frame::Refused { no: 1, section, reason: Reason::NotAllowed });
    assert_eq!(server.log("d", section).await, log);
    // And back.
    head.post("/dossiers/d/restaurer", &[]).await;
    assert_eq!(enter(&server.browser(), &secrets.token, &NADIA).await.location(), "/dossiers/d");
    server.browser().get(&format!("/s/{code}")).await.shows("Soirée");
}

async fn what_a_tab_has_typed_is_not_lost_by_archiving(server: TestServer) {
    let (head, _) = seance_on(&server).await;
    let mut tab = server.tab("editor", Role::Editor).await;
    tab.write(METHOD, 0, "[avant]");
    tab.saved().await;
    head.post("/dossiers/d/archiver", &[]).await;
    assert_eq!(tab.ended().await, close::ROLE_CHANGED);
    tab.write(METHOD, 0, "[hors ligne]");
    head.post("/dossiers/d/restaurer", &[]).await;
    tab.connect().await.unwrap();
    tab.saved().await;
    let lead = server.tab("lead", Role::Lead).await;
    lead.sees(METHOD, "[hors ligne]").await;
}
