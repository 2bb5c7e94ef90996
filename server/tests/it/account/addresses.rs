//! Addresses count once somebody has answered from them: what is not written to them before, what
//! their accounts may not do, how one is replaced by another; and who may make an account at all.

use crate::people::joining::{enter, invite};
use crate::site::access::fill;
use crate::support::letters::{letter_to, letters_to, token};
use crate::support::{
    Answer, Browser, PASSWORD, TestServer, a_dossier, add_accounts, answer, email,
};
use dossier::rights::Role;
use reqwest::Method;
use reqwest::header::ORIGIN;
use server::operator::Command;

on_both! {
    an_address_counts_once_it_is_confirmed,
    another_address_takes_the_place_of_the_old_one_once_it_is_confirmed,
}

const PUBLIC: &str = "http://preau.example";

async fn sign_up(browser: &Browser, name: &str) -> Answer {
    let address = email(name);
    let form = [
        ("name", "Odile Fictive"),
        ("email", address.as_str()),
        ("quality", "teacher"),
        ("password", PASSWORD),
    ];
    browser.post("/inscription", &form).await
}

async fn is_verified(server: &TestServer, name: &str) -> bool {
    let known = server.store.credentials(&email(name)).await.unwrap().unwrap();
    server.store.account(&known.account).await.unwrap().unwrap().email_verified
}

async fn an_address_counts_once_it_is_confirmed(server: TestServer) {
    let browser = server.browser();
    assert_eq!(sign_up(&browser, "odile").await.location(), "/dossiers");
    assert!(!is_verified(&server, "odile").await);
    let letter = letter_to(&server, &email("odile"), "/compte/confirmer#").await;
    let held = token(&letter);
    // From whichever browser the e-mail is read.
    let elsewhere = server.browser();
    let answer = elsewhere.post("/compte/confirmer", &[("code", &held)]).await;
    answer.shows("Votre adresse est confirmée");
    assert!(is_verified(&server, "odile").await);
    let again = elsewhere.post("/compte/confirmer", &[("code", &held)]).await;
    assert_eq!(again.status, 422);
    assert_eq!(elsewhere.get("/dossiers").await.status, 303, "nobody is signed in by it");
}

/// As a page of a server does that is found elsewhere than where it listens.
async fn post(browser: &Browser, path: &str, form: &[(&str, &str)]) -> Answer {
    let request = browser.request(Method::POST, path).header(ORIGIN, PUBLIC);
    answer(request.form(form)).await
}

#[tokio::test]
async fn before_it_counts_nobody_is_written_to_and_nothing_is_begun() {
    let settings = [
        // Nobody listens on port 1.
        ("PREAU_SMTP_URL", "smtp://127.0.0.1:1"),
        ("PREAU_MAIL_FROM", "preau@ecole.example"),
        ("PREAU_PUBLIC_URL", PUBLIC),
        ("PREAU_ADMINS", "odile@ecole.example"),
    ];
    let server = TestServer::spawn_with(&settings).await;
    let browser = server.browser();
    let form = [
        ("name", "Odile Fictive"),
        ("email", "odile@ecole.example"),
        ("quality", "teacher"),
        ("password", PASSWORD),
    ];
    assert_eq!(post(&browser, "/inscription", &form).await.location(), "/dossiers");
    let list = browser.get("/dossiers").await;
    list.shows("Confirmez votre adresse").shows("action=\"/compte/confirmer/envoyer\"");
    let mails = browser.get("/administration/courriels").await;
    assert_eq!(mails.status, 404, "she is not who she says");
    let begun = [
        ("title", "Une cour"),
        ("uai", "0629802T"),
        ("school_name", "École fictive"),
        ("city", "Lens"),
        ("nature", "ecole_primaire"),
        ("role", "head"),
    ];
    let refused = post(&browser, "/dossiers", &begun).await;
    assert_eq!(refused.status, 403);
    refused.shows("Confirmez d’abord votre adresse");
    let known = server.store.credentials(&email("odile")).await.unwrap().unwrap().account;
    server.store.add_dossier(&a_dossier("d", &[(known.as_str(), Role::Head)])).await.unwrap();
    let form =
        [("way", "courriel"), ("role", "partner"), ("email", "m@x.example"), ("expiry", "7")];
    let refused = post(&browser, "/dossiers/d/invitations", &form).await;
    assert_eq!(refused.status, 422);
    refused.shows("Confirmez d’abord votre propre adresse");

    // An operator without a mail server lets it count.
    let command = Command::Verify(email("odile"));
    command.run(&server.store, &server.acts.config).await.unwrap();
    browser.get("/dossiers").await.hides("Confirmez votre adresse");
    assert_eq!(browser.get("/administration/courriels").await.status, 200);
    let begun = post(&browser, "/dossiers", &begun).await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    assert_eq!(post(&browser, "/dossiers/d/invitations", &form).await.status, 200);
}

#[tokio::test]
async fn notifications_are_not_sent_to_an_address_that_does_not_count() {
    use dossier::notifications::Event;
    use dossier::notifications::email::EmailSchedule;
    use server::jobs::emails::Emailer;
    let server = TestServer::spawn().await;
    add_accounts(&server.store, &["head"]).await;
    let browser = server.browser();
    sign_up(&browser, "odile").await;
    letter_to(&server, &email("odile"), "/compte/confirmer#").await;
    let known = server.store.credentials(&email("odile")).await.unwrap().unwrap().account;
    let members = [("head", Role::Head), (known.as_str(), Role::Lead)];
    server.store.add_dossier(&a_dossier("d", &members)).await.unwrap();
    let emailer = Emailer {
        store: server.store.clone(),
        mail: server.acts.mail.clone(),
        config: server.acts.config.clone(),
    };
    let schedule = EmailSchedule { delay: 0, digest_hour: 5 };
    let tell = async || {
        let given = Event::Role { to: &known, role: Role::Lead };
        let now = server::clock::now();
        server::acts::notifications::keep(&server.store, "d", "head", given, now, schedule)
            .await
            .unwrap();
        emailer.round(now + 1000, || false).await.unwrap();
        letters_to(&server, &email("odile")).await.len()
    };
    assert_eq!(tell().await, 1, "the one to confirm, and no other");
    server.store.set_verified(&known, 1).await.unwrap();
    assert_eq!(tell().await, 2);
}

async fn another_address_takes_the_place_of_the_old_one_once_it_is_confirmed(server: TestServer) {
    fill(&server).await;
    let browser = server.signed_in(&email("editor")).await;
    let change = async |address: &str, password: &str| {
        let form = [("email", address), ("address_password", password)];
        browser.post("/compte/adresse", &form).await
    };
    assert_eq!(change("odile@new.example", "ce n’est pas lui").await.status, 422);
    assert_eq!(change("nulle part", PASSWORD).await.status, 422);
    let asked = change("odile@new.example", PASSWORD).await;
    assert_eq!(asked.location(), "/compte/profil?done=address");
    browser.get("/compte/profil").await.shows("odile@new.example la remplacera");
    letter_to(&server, &email("editor"), "demande à remplacer").await;
    let held = token(&letter_to(&server, "odile@new.example", "/compte/confirmer#").await);
    assert!(server.store.credentials("odile@new.example").await.unwrap().is_none());
    server.signed_in(&email("editor")).await;

    browser.post("/compte/confirmer", &[("code", &held)]).await.shows("confirmée");
    letter_to(&server, &email("editor"), "est désormais odile@new.example").await;
    assert!(server.store.credentials(&email("editor")).await.unwrap().is_none());
    server.signed_in("odile@new.example").await;
    assert_eq!(browser.get("/dossiers/d").await.status, 200, "who asked stays in");

    // One that somebody else has by then changes nothing.
    let other = server.signed_in(&email("viewer")).await;
    let form = [("email", "nadia@new.example"), ("address_password", PASSWORD)];
    other.post("/compte/adresse", &form).await;
    let held = token(&letter_to(&server, "nadia@new.example", "/compte/confirmer#").await);
    let newcomer = server.browser();
    let form = [
        ("name", "Nadia"),
        ("email", "nadia@new.example"),
        ("quality", "teacher"),
        ("password", PASSWORD),
    ];
    assert_eq!(newcomer.post("/inscription", &form).await.status, 303);
    let taken = other.post("/compte/confirmer", &[("code", &held)]).await;
    assert_eq!(taken.status, 409);
    server.signed_in(&email("viewer")).await;
}

#[tokio::test]
async fn where_sign_up_is_closed_nobody_makes_an_account() {
    for (setting, guests_may) in [("invited", true), ("closed", false)] {
        let server = TestServer::spawn_with(&[("PREAU_SIGN_UP", setting)]).await;
        fill(&server).await;
        let browser = server.browser();
        browser.get("/inscription").await.shows("On ne crée pas de compte ici");
        assert_eq!(sign_up(&browser, "odile").await.status, 403);
        assert!(server.store.credentials(&email("odile")).await.unwrap().is_none());
        let head = server.signed_in(&email("head")).await;
        let secrets = invite(&head, "viewer", "10").await;
        let guest = server.browser();
        enter(&guest, &secrets.token, &[]).await;
        let form = [
            ("name", "Odile Fictive"),
            ("email", "odile@ecole.example"),
            ("quality", "teacher"),
            ("password", PASSWORD),
        ];
        let answer = guest.post("/compte", &form).await;
        assert_eq!(answer.status == 303, guests_may, "{setting}: {}", answer.body);
        let made = server.store.credentials(&email("odile")).await.unwrap();
        assert_eq!(made.is_some(), guests_may, "{setting}");
    }
}

#[tokio::test]
async fn an_address_of_an_admitted_domain_is_confirmed_before_anybody_comes_in() {
    let settings = [("PREAU_SIGN_UP", "domains:ecole.example, mairie.example")];
    let server = TestServer::spawn_with(&settings).await;
    let browser = server.browser();
    let form = [
        ("name", "Odile Fictive"),
        ("email", "odile@mail.example"),
        ("quality", "teacher"),
        ("password", PASSWORD),
    ];
    let refused = browser.post("/inscription", &form).await;
    assert_eq!(refused.status, 422);
    refused.shows("ecole.example, mairie.example");
    sign_up(&browser, "odile").await.shows("Un courriel vous attend");
    assert_eq!(browser.get("/dossiers").await.status, 303);
    let early = browser.sign_in(&email("odile"), PASSWORD).await;
    assert_eq!(early.status, 422);
    early.shows("Confirmez d’abord votre adresse");
    let held = token(&letter_to(&server, &email("odile"), "/compte/confirmer#").await);
    browser.post("/compte/confirmer", &[("code", &held)]).await.shows("confirmée");
    assert_eq!(browser.sign_in(&email("odile"), PASSWORD).await.status, 303);
}
