//! Who may invite as what, and what becomes of members: roles, ends, another head.

use crate::people::joining::{NADIA, between, enter, first_invitation, invite, role_of, secrets};
use crate::site::access::{MEMBERS, fill, with_everybody};
use crate::support::tab::METHOD;
use crate::support::{Answer, Browser, TestServer, email};
use dossier::rights::Role;
use dossier::sync::close;
use reqwest::StatusCode;
use std::time::Duration;

/// The page of people, once the letter has left or has not.
async fn fate_of_letter(browser: &Browser) -> Answer {
    let known = async {
        loop {
            let page = browser.get("/dossiers/d/personnes").await;
            if !page.body.contains("envoi en cours") {
                return page;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), known).await.unwrap()
}

#[tokio::test]
async fn a_role_is_offered_to_who_may_give_it() {
    let server = with_everybody().await;
    let form = |role| [("way", "lien"), ("role", role), ("expiry", "7"), ("uses", "1")];
    for (name, role, made) in [
        ("head", "lead", true),
        ("lead", "lead", false),
        ("lead", "viewer", true),
        ("head", "head", false),
        ("head", "admin", false),
        ("lead", "nonsense", false),
    ] {
        let browser = server.signed_in(&email(name)).await;
        let offered = browser.get("/dossiers/d/invitations").await;
        let is_offered = offered.body.contains(&format!("value=\"{role}\""));
        assert_eq!(is_offered, made, "{name} {role}");
        let answer = browser.post("/dossiers/d/invitations", &form(role)).await;
        let expected = if made { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer.status, expected, "{name} {role}");
    }
    // Who may not invite as lead does not take such an invitation back.
    let (head, lead) =
        (server.signed_in(&email("head")).await, server.signed_in(&email("lead")).await);
    let id = server.store.invitations("d").await.unwrap();
    let id = &id.iter().find(|invitation| invitation.role == Role::Lead).unwrap().id;
    let revoke = format!("/dossiers/d/invitations/{id}/revoquer");
    lead.get("/dossiers/d/personnes").await.hides(&revoke);
    assert_eq!(lead.post(&revoke, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(head.post(&revoke, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_poster_has_a_page_for_each_role() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let form = [("role", "partner"), ("role", "contributor"), ("expiry", "30"), ("uses", "60")];
    let sheet = head.post("/dossiers/d/invitations/affiche", &form).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.body);
    assert_eq!(sheet.body.matches("<article").count(), 2);
    assert_eq!(sheet.body.matches("role=\"img\"").count(), 2);
    assert_eq!(sheet.header("cache-control"), "no-store");
    assert_eq!(server.store.invitations("d").await.unwrap().len(), 2);
    let code = between(&sheet.body, "poster-code\">", "<").to_owned();
    server.browser().post("/rejoindre", &[("code", &code)]).await.shows("Une cour pour tous");
}

#[tokio::test]
async fn a_letter_carries_the_link_and_its_fate_is_shown() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let form = [
        ("way", "courriel"),
        ("role", "partner"),
        ("email", "Mairie@Commune.example"),
        ("expiry", "7"),
    ];
    let answer = head.post("/dossiers/d/invitations", &form).await;
    answer.shows("mairie@commune.example");
    let secrets = secrets(&answer);
    fate_of_letter(&head).await.shows("mairie@commune.example, envoyé");
    let letters = server.directory.path().join("data/mail");
    let letter = letters.read_dir().unwrap().next().unwrap().unwrap().path();
    let letter = std::fs::read_to_string(letter).unwrap();
    assert!(letter.contains("To: mairie@commune.example"), "{letter}");
    assert!(letter.replace("=\r\n", "").contains(&secrets.token), "{letter}");
    assert!(enter(&server.browser(), &secrets.token, &NADIA).await.location() == "/dossiers/d");
    let second = enter(&server.browser(), &secrets.token, &NADIA).await;
    second.shows("Ce lien ou ce code ne vaut plus");
}

#[tokio::test]
async fn a_letter_that_does_not_leave_is_said() {
    let server = TestServer::spawn().await;
    fill(&server).await;
    // Where letters go is no folder.
    std::fs::write(server.directory.path().join("data/mail"), "").unwrap();
    let head = server.signed_in(&email("head")).await;
    let form = [
        ("way", "courriel"),
        ("role", "partner"),
        ("email", "mairie@commune.example"),
        ("expiry", "7"),
    ];
    secrets(&head.post("/dossiers/d/invitations", &form).await);
    fate_of_letter(&head).await.shows("mairie@commune.example, non envoyé");
}

#[tokio::test]
async fn roles_change_end_and_pass_on_at_once() {
    let server = with_everybody().await;
    let head = server.signed_in(&email("head")).await;
    let editor = server.tab("editor", Role::Editor).await;
    editor.write(METHOD, 0, "[before]");
    editor.saved().await;
    let role = "/dossiers/d/personnes/editor/role";
    for wrong in ["head", "admin", ""] {
        let answer = head.post(role, &[("role", wrong)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong:?}");
    }
    assert_eq!(head.post(role, &[("role", "viewer")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(editor.ended().await, close::ROLE_CHANGED);
    assert_eq!(role_of(&server, "editor").await, Some(Role::Viewer));
    for (path, form) in [
        ("/dossiers/d/personnes/head/role", &[("role", "viewer")][..]),
        ("/dossiers/d/personnes/head/retirer", &[]),
        ("/dossiers/d/personnes/stranger/retirer", &[]),
    ] {
        assert_eq!(head.post(path, form).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let partner = server.tab("partner", Role::Partner).await;
    assert_eq!(
        head.post("/dossiers/d/personnes/partner/retirer", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(partner.ended().await, close::NOT_ALLOWED);

    for form in [&[("to", "lead")][..], &[("to", "stranger"), ("sure", "yes")], &[("sure", "yes")]]
    {
        let answer = head.post("/dossiers/d/remettre", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        answer.shows("n’a pas été remis");
    }
    let before = server.tab("lead", Role::Lead).await;
    let handed = head.post("/dossiers/d/remettre", &[("to", "lead"), ("sure", "yes")]).await;
    assert_eq!(handed.location(), "/dossiers/d/personnes");
    assert_eq!(before.ended().await, close::ROLE_CHANGED);
    assert_eq!(role_of(&server, "lead").await, Some(Role::Head));
    assert_eq!(role_of(&server, "head").await, Some(Role::Lead));
    let again = head.post("/dossiers/d/remettre", &[("to", "lead"), ("sure", "yes")]).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    assert_eq!(head.post("/dossiers/d/quitter", &[]).await.location(), "/dossiers");
    assert_eq!(head.get("/dossiers/d").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_revoked_invitation_takes_back_whom_it_brought() {
    let server = with_everybody().await;
    let lead = server.signed_in(&email("lead")).await;
    let secrets = invite(&lead, "partner", "0").await;
    let guest = server.browser();
    enter(&guest, &secrets.token, &NADIA).await;
    let revoke = format!("/dossiers/d/invitations/{}/revoquer", first_invitation(&lead).await);
    lead.get("/dossiers/d/personnes").await.shows("name=\"end\"").hides("/retirer");
    assert_eq!(lead.post(&revoke, &[("end", "yes")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(guest.get("/dossiers/d").await.status, StatusCode::NOT_FOUND);
    lead.get("/dossiers/d/personnes").await.shows("Révoquée").hides("Nadia");
}

#[tokio::test]
async fn the_people_page_shows_each_role_what_it_may_do() {
    let server = with_everybody().await;
    for (name, role) in MEMBERS.into_iter().filter(|(_, role)| *role != Role::Admin) {
        let page = server.signed_in(&email(name)).await.get("/dossiers/d/personnes").await;
        page.shows("partner (personne fictive)").hides("@ecole.example</");
        let invites = matches!(role, Role::Head | Role::Lead);
        for (place, shown) in [
            ("/dossiers/d/invitations\"", invites),
            ("/personnes/editor/role", role == Role::Head),
            ("/personnes/editor/retirer", role == Role::Head),
            ("/dossiers/d/remettre", role == Role::Head),
            ("/dossiers/d/quitter", role != Role::Head),
        ] {
            assert_eq!(page.body.contains(place), shown, "{place} for {name}");
        }
    }
}
