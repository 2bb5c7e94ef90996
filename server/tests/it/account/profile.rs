//! One's own account, changed by its owner: name, quality, password, and the browsers where it is
//! open.

use crate::site::access::fill;
use crate::support::{PASSWORD, TestServer, email};
use dossier::rights::Role;
use dossier::sync::close;
use reqwest::header::USER_AGENT;

on_both! {
    a_name_and_a_quality_are_others_everywhere,
    a_new_password_asks_for_the_old_one_and_ends_what_is_open_elsewhere,
    a_session_is_seen_and_ended_from_another_browser,
}

const NEW: &str = "un banc sous le tilleul";

async fn a_name_and_a_quality_are_others_everywhere(server: TestServer) {
    fill(&server).await;
    let browser = server.signed_in(&email("editor")).await;
    let page = browser.get("/compte/profil").await;
    page.shows("value=\"editor (personne fictive)\"").shows("editor@ecole.example");
    for form in [[("name", ""), ("quality", "parent")], [("name", "Odile"), ("quality", "emperor")]]
    {
        assert_eq!(browser.post("/compte/profil", &form).await.status, 422);
    }
    let form = [("name", "Odile Fictive"), ("quality", "parent")];
    assert_eq!(
        browser.post("/compte/profil", &form).await.location(),
        "/compte/profil?done=person"
    );
    browser.get("/compte/profil?done=person").await.shows("C’est enregistré.");
    let member = server.store.membership("d", "editor").await.unwrap().unwrap();
    assert_eq!((member.name.as_str(), member.quality.as_str()), ("Odile Fictive", "parent"));
    let head = server.signed_in(&email("head")).await;
    head.get("/dossiers/d/personnes").await.shows("Odile Fictive");
}

async fn a_new_password_asks_for_the_old_one_and_ends_what_is_open_elsewhere(server: TestServer) {
    fill(&server).await;
    let browser = server.signed_in(&email("editor")).await;
    let elsewhere = server.tab("editor", Role::Editor).await;
    let change = async |current: &str, new: &str| {
        let form = [("current_password", current), ("password", new)];
        browser.post("/compte/motdepasse", &form).await
    };
    assert_eq!(change("ce n’est pas lui", NEW).await.status, 422);
    assert_eq!(change(PASSWORD, "motdepasse2026").await.status, 422);
    assert_eq!(elsewhere.state().ended, None);
    assert_eq!(change(PASSWORD, NEW).await.location(), "/compte/profil?done=password");
    assert_eq!(elsewhere.ended().await, close::SIGNED_OUT);
    assert_eq!(browser.get("/dossiers/d").await.status, 200, "who changed it stays in");
    assert_eq!(elsewhere.pass.get("/dossiers/d").send().await.unwrap().status(), 303);
    assert_eq!(server.browser().sign_in(&email("editor"), PASSWORD).await.status, 422);
    assert_eq!(server.browser().sign_in(&email("editor"), NEW).await.status, 303);
}

async fn a_session_is_seen_and_ended_from_another_browser(server: TestServer) {
    fill(&server).await;
    let here = server.browser();
    let agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
    let form = [("email", email("editor")), ("password", PASSWORD.to_owned())];
    let request = here.request(reqwest::Method::POST, "/connexion").header(USER_AGENT, agent);
    let request = request.header("origin", &here.base).form(&form);
    assert_eq!(request.send().await.unwrap().status(), 303);
    let (one, other) =
        (server.tab("editor", Role::Editor).await, server.tab("editor", Role::Editor).await);
    let stranger = server.tab("lead", Role::Lead).await;

    let page = here.get("/compte/connexions").await;
    page.shows("Firefox, Windows").shows("Cet appareil").shows("Navigateur inconnu");
    let ids: Vec<&str> = page
        .body
        .split("name=\"end\" value=\"")
        .skip(1)
        .filter_map(|after| after.split('"').next())
        .filter(|id| *id != "others")
        .collect();
    assert_eq!(ids.len(), 2, "{}", page.body);
    let theirs = server.store.logins_of("lead", server::clock::now()).await.unwrap();
    for id in [ids[0], theirs[0].id.as_str(), "nothing"] {
        let ended = here.post("/compte/connexions", &[("end", id)]).await;
        assert_eq!(ended.location(), "/compte/connexions");
    }
    let left = server.store.logins_of("editor", server::clock::now()).await.unwrap();
    assert_eq!(left.len(), 2);
    here.post("/compte/connexions", &[("end", "others")]).await;
    assert_eq!(one.ended().await, close::SIGNED_OUT);
    assert_eq!(other.ended().await, close::SIGNED_OUT);
    assert_eq!(here.get("/dossiers/d").await.status, 200);
    assert_eq!(stranger.state().ended, None, "nobody ends another's");
    here.get("/compte/connexions").await.hides("name=\"end\"");
}
